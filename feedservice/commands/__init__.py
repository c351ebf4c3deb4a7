"""The command line: `cli` lists the commands, one function each; beside it is what they do and what they share.

Touches: all edges.
"""
