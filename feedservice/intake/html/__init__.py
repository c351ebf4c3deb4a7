"""HTML, fragment or whole page -> Manuscript. Pure.

In flow order: `page` (a tree that is asked quickly), `structured` (what the page says for machines), `story_box` (where the
story stands), `story_head` (what it shows), `pictures`, `story_foot`, `foreign_boxes` and `small_inserts` (what is none of it: out), `story_tree`
(the box as the tree that cleaning takes). `html_reader` calls them.
"""
