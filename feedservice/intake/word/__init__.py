"""Word documents (.docx) -> Manuscript: opened with care, mended, made HTML by mammoth, and read as HTML. Pure."""
