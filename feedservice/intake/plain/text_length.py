"""How long a plain text may be that is taken for one article. Pure."""

from __future__ import annotations

from feedservice.errors import TooLarge

#: More than any article has; larger trees take quadratic time.
MOST_PARAGRAPHS = 5_000
#: Lines within paragraphs count too: each becomes an element of the tree.
MOST_LINES = 20_000


def refuse_lines(text: str, path: str) -> None:
    """Raises TooLarge for a text of more lines than any article has."""
    if text.count("\n") > MOST_LINES and sum(1 for line in text.split("\n") if line.strip()) > MOST_LINES:
        raise _endless(path, f"{MOST_LINES} lines")


def refuse_paragraphs(count: int, path: str) -> None:
    """Raises TooLarge for a text of more paragraphs than any article has."""
    if count > MOST_PARAGRAPHS:
        raise _endless(path, f"{MOST_PARAGRAPHS} paragraphs")


def _endless(path: str, bound: str) -> TooLarge:
    return TooLarge(path, f"The text has more than {bound}.", "Save each article in a file of its own.")
