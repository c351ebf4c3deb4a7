"""Which elements of HTML begin a line of text. Pure."""

from __future__ import annotations

#: Elements that begin a line.
LINES = frozenset([
    "p", "div", "br", "li", "tr", "td", "th", "dt", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "figcaption", "caption", "section", "article",
])  # fmt: skip
