"""Markdown -> Manuscript. Pure."""
