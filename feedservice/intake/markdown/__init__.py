"""Markdown, with footnotes and below a head of fields, -> HTML -> Manuscript. Pure."""
