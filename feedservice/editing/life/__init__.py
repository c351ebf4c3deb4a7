"""The life of an article: what its file says about being seen, what can happen to it, and where it stands. Pure."""
