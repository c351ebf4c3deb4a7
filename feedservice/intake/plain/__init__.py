"""Plain text -> Manuscript: lines into paragraphs, and what the first of them say of the story. Pure."""
