"""What makes single pages a site, for whatever page is made: no view is here. Touches: nothing.

`furniture` (sections in the head, a page's own words), `leaves` (older stories by page), `lead` (what stands first),
`story_body` (an article's markup as a page shows it), `structured_data`, `colours`, `ready_pages` (pages kept in memory).
"""
