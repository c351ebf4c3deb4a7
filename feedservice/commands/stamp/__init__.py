"""`feedservice stamp`: ids of articles written into their files. Touches: database (reads), disk (writes)."""
