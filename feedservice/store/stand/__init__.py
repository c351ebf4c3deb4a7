"""What readers are handed: channels, which articles are in them, and their ready documents. Touches: database."""
