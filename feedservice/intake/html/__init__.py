"""HTML, fragment or whole page -> Manuscript. Pure.

In flow order: `page` (a tree that is asked quickly), `structured` (what the page says for machines), `story_box` (where the
story stands), `head` (what it shows), `pictures`, `story_foot`, `trim` and `inserts` (what is none of it: out), `replant`
(the box as the tree that cleaning takes). `html_reader` calls them.
"""
