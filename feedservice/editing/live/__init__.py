"""Live blogs: which article is one, and the days of its entries. Pure."""
