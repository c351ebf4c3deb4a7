"""Marks that other programs leave in a text: found in its words (`found_marks`), and taken out of a page's tree or a plain text. Pure.

`shortcodes` knows [name key="value"], `templates` {{ name }} and {% name %}, `wiki_marks` [[links]] and ==marks==, `remarks`
what editors wrote for each other. Each is known by its form, for no list of names is ever long enough; what is in
brackets and has no such form is prose: [sic], [the board].
"""
