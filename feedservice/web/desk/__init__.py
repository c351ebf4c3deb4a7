"""The desk, the editors' pages: what became of every file, article and feed, in their words.

Touches: database (read only), clock.
"""
