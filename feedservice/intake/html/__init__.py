"""HTML, fragment or whole page -> Manuscript. Pure."""
