"""Plain text -> Manuscript. Pure."""
