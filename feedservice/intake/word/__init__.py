"""Word documents (.docx) -> Manuscript. Pure."""
