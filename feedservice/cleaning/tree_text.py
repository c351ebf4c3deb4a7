"""The words of a cleaned tree: what `plain_text` finds in its HTML, without parsing that again. Pure."""

from __future__ import annotations

from feedservice.cleaning.tree import Element
from feedservice.text.unicode import one_line

#: Elements whose text is a paragraph of the story, as in `plain_text`.
_PARAGRAPHS = frozenset({"p", "li", "td", "pre"})
#: Elements that begin a line, as in `text.nesting`.
_LINES = frozenset(
    {"p", "br", "li", "tr", "td", "th", "dt", "dd", "pre", "h2", "h3", "h4", "blockquote", "figcaption", "caption"}
)
#: Reading aids beside the characters of the text, which bs4 leaves out of it.
_ASIDE = frozenset({"rt", "rp"})


def read(root: Element) -> tuple[list[str], str]:
    """The paragraphs, and every word with a line for each block."""
    pieces: list[list[str]] = [[]]
    spans: list[tuple[int, int]] = []
    _read(root, spans, pieces)
    lines = [_line("".join(parts)) for parts in pieces]
    paragraphs = (" ".join(filter(None, lines[first:last])) for first, last in spans)
    return [paragraph for paragraph in paragraphs if paragraph], "\n".join(filter(None, lines))


def _line(text: str) -> str:
    """`one_line`, the quick way for text without odd characters, which is nearly all."""
    return " ".join(text.split()) if text.isprintable() else one_line(text)


def _read(element: Element, spans: list[tuple[int, int]], lines: list[list[str]]) -> None:
    """Add an element's words to the lines, and note from which line to which each paragraph goes."""
    for child in element.children:
        if isinstance(child, str):
            lines[-1].append(child)
            continue
        name = child.name
        if name in _ASIDE:
            continue
        if name in _LINES:
            lines.append([])
        if name not in _PARAGRAPHS:
            _read(child, spans, lines)
            continue
        first, place = len(lines) - 1, len(spans)
        spans.append((0, 0))  # one that holds others comes before them
        _read(child, spans, lines)
        spans[place] = (first, len(lines))
