"""The command line: one function a command, and what they share. Touches: all edges."""
