"""The desk: the editors' pages. Touches: database (read only), clock."""
