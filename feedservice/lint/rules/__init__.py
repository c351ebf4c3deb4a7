"""All rules by name: one table for each vocabulary. Pure.

A rule has the name that the W3C feed validator gives it, where it has one; the others are ours, in the same style.
"""

from feedservice.lint.rules import atom, comparing, dates, documents, html, http, lists, media, rss
from feedservice.lint.rules.book import Rule

TABLES = (documents, dates, html, rss, atom, media, lists, comparing, http)
RULES: dict[str, Rule] = {name: rule for table in TABLES for name, rule in table.RULES.items()}
