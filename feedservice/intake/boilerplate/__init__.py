"""What is no news: one phrase book, asked by whoever reads and by whoever cleans; the words are in [boilerplate] of each language. Pure.

`end_marks`: whole lines that are furniture, or a word among editors, anywhere. `page_lines`: what only a page has in and around
its story. `edge_lines`: what stands only above the first or below the last words. `author_bios`: lines about an author
below a story. `box_names`: what pages call the boxes of all that. `hidden_names`: how they keep words from the eye.
"""
