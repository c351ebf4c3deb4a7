"""How alike two texts are, and in which words they differ. Pure."""
