"""The content folder: looked at, compared with what is remembered, read safely. Touches: disk."""
