"""Manuscript -> Article: what is checked, decided and kept of one file. Touches: what each module says.

`prepare` is the way of one file from the folder to its receipt. On it: its sidecars and photos, `release` (may it be seen?),
`identity` (which article is it?), `compose` (the article, complete), `changes` and `lifecycle` (what becomes of it).
"""
