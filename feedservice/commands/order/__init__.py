"""What editors order at the desk, as a command. Touches: all edges."""
