"""The pictures of a page: which address each means, its caption and credit, which one leads. Pure."""
