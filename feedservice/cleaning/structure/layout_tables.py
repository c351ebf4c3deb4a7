"""Tables that only lay out a page, from tables that tell: the first are opened, in reading order. Pure."""

from __future__ import annotations

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, named, words

#: A cell of data says a few words; more text than this is prose in a box.
_LONGEST_DATA_CHARACTERS = 250
_BLOCKS_OF_PROSE = frozenset(
    {"h1", "h2", "h3", "h4", "figure", "blockquote", "ul", "ol", "table", "hr", "iframe", "video", "form"}
)
_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "center"})


def flatten_layout(root: Element, _: Ledger) -> None:
    """Layout tables as the boxes their cells are; data tables stay (WHATWG 4.9.1 lists what tells them apart)."""
    for child in root.children:
        if isinstance(child, Element):
            if child.name == "table" and _is_layout(child):
                _open(child)
            flatten_layout(child, _)


def _open(table: Element) -> None:
    """Turn a table's own parts into boxes; tables inside it are judged for themselves."""
    table.name, table.attributes = "div", _direction(table)
    for child in table.children:
        if isinstance(child, Element) and child.name in _PARTS and child.name != "table":
            _open(child)


def _direction(element: Element) -> dict[str, str]:
    return {"dir": element.attributes["dir"]} if element.get("dir") else {}


def _is_layout(table: Element) -> bool:
    if table.get("role") in ("presentation", "none"):
        return True
    rows = [
        [cell for cell in row.children if isinstance(cell, Element) and cell.name in ("td", "th")]
        for row in _rows(table)
    ]
    if named(table, "table") or max(map(len, rows), default=0) < 2:
        return True
    if named(table, "th", "caption", "thead"):
        return False
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 and table.get("border") in ("", "0"):
        return True
    return sum(map(_is_prose, cells)) * 4 > len(cells)


def _is_prose(cell: Element) -> bool:
    """Whether a cell is a box of a page rather than a piece of data."""
    if any(isinstance(child, Element) and child.name in _BLOCKS_OF_PROSE for child in cell.children):
        return True
    return len(words(cell).strip()) > _LONGEST_DATA_CHARACTERS or len(named(cell, "p")) > 2


def _rows(table: Element) -> list[Element]:
    """The rows of a table itself, not of tables in it."""
    rows: list[Element] = []
    for child in table.children:
        if isinstance(child, Element) and child.name in ("tbody", "thead", "tfoot"):
            rows += _rows(child)
        elif isinstance(child, Element) and child.name == "tr":
            rows.append(child)
    return rows
