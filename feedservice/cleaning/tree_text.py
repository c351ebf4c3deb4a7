"""The words of a cleaned tree: what `plain_text` finds in its HTML, without parsing that again. Pure."""

from __future__ import annotations

import re

from feedservice.cleaning.tree import Element
from feedservice.intake.boilerplate.box_names import NOTE_MARK
from feedservice.text.unicode import one_line, raised

#: Elements whose text is a paragraph of the story, as in `plain_text`.
_PARAGRAPHS = frozenset({"p", "li", "td", "pre"})
#: Elements that begin a line, as in `text.nesting`.
_LINES = frozenset(
    {"p", "br", "li", "tr", "td", "th", "dt", "dd", "pre", "h2", "h3", "h4", "blockquote", "figcaption", "caption"}
)
#: What stands around the figure of a note while the lines are read.
_NOTE = "\x00"
_NOTES = re.compile(f"\\s*{_NOTE}[^{_NOTE}]*{_NOTE}")
#: Reading aids beside the characters of the text, which bs4 leaves out of it.
_ASIDE = frozenset({"rt", "rp"})


def read(root: Element) -> tuple[list[str], str]:
    """The paragraphs, without the figures of notes, and every word with a line for each block."""
    pieces: list[list[str]] = [[]]
    spans: list[tuple[int, int]] = []
    _read(root, spans, pieces)
    joined = ["".join(parts) for parts in pieces]
    lines = [_line(text.replace(_NOTE, "")) for text in joined]
    bare = [_line(_NOTES.sub("", text)) for text in joined] if any(_NOTE in text for text in joined) else lines
    paragraphs = (" ".join(filter(None, bare[first:last])) for first, last in spans)
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
        if name == "sup":
            _read_raised(child, lines)
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


def _read_raised(element: Element, lines: list[list[str]]) -> None:
    """Add what is set above the line as raised figures: m², and the figure of a note between signs of its own."""
    inner: list[list[str]] = [[]]
    _read(element, [], inner)
    text = raised("".join("".join(parts) for parts in inner))
    lines[-1].append(f"{_NOTE}{text}{_NOTE}" if element.get("class") == NOTE_MARK else text)
