"""Readers look for stories: the page of what is found (`search_pages`), and passages with the words marked. Touches: database (reads only)."""
