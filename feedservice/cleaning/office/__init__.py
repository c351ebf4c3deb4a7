"""What word processors write in place of HTML: drawn bullets, style attributes. Pure."""
