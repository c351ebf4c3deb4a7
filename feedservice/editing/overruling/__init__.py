"""What editors chose at the desk in place of what was found in a file, and the notes to readers that they wrote there. Pure.

In flow order: `overrulings` (what was chosen), `counted` (what of it holds for a file as it is), `found_besides` (what else its
fields may be), `desk_notes` and `noted` (correction notes), `last_change` (what the last change of an article is called).
"""
