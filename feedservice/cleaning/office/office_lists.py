"""Lists that Word writes as paragraphs with a drawn bullet, as lists. Pure.

Word's full HTML says the level in `mso-list:l0 level2 lfo1` and marks the bullet with `mso-list:Ignore`; its filtered
HTML leaves only the class, the bullet and the margin.
"""

from __future__ import annotations

import re

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure.inline_runs import is_blank
from feedservice.cleaning.tree import Element, Node, prune, words
from feedservice.text.unicode import one_line

_LEVEL = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_LIST_CLASS = re.compile(r"(?:^|\s)MsoList(?:Paragraph|Bullet|Number)(\d?)", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left\s*:\s*([\d.]+)\s*(in|pt|cm|px)", re.IGNORECASE)
#: One level of Word's lists in its units.
_STEP = {"in": 0.5, "pt": 36.0, "cm": 1.27, "px": 48.0}
#: A bullet or a number drawn before the text, and the gap behind it.
_DRAWN = re.compile(
    r"^[\s\xa0]*((?:[·•▪■●○◦§Øüvo–—*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]))(?:[\s\xa0]*\xa0[\s\xa0]+|\t[\s\xa0]*)"
)
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]$|\d{1,3}$")
_DEEPEST = 9


def mend_lists(root: Element, _: Ledger) -> None:
    """Runs of list paragraphs as nested lists, without the drawn bullets."""
    children = root.children
    if any(isinstance(child, Element) and _may_be_item(child) for child in children):
        root.children = _gathered(children)
    for child in root.children:
        if isinstance(child, Element) and child.children:
            mend_lists(child, _)


def _may_be_item(element: Element) -> bool:
    if element.name not in ("p", "div", "li") or not element.attributes or element.name == "li":
        return False
    return "mso-list" in element.get("style") or bool(_LIST_CLASS.search(element.get("class")))


def _gathered(nodes: list[Node]) -> list[Node]:
    """The nodes with each run of list paragraphs as one list."""
    found: list[Node] = []
    opened: list[tuple[int, Element]] = []
    for node in nodes:
        if isinstance(node, str) and is_blank(node) and opened:
            continue
        item = _item(node) if isinstance(node, Element) and _may_be_item(node) else None
        if item is None:
            opened = []
            found.append(node)
            continue
        level, marker, content = item
        _add(found, opened, level, marker, content)
    return found


def _item(paragraph: Element) -> tuple[int, str, list[Node]] | None:
    """Level, drawn bullet and content of a list paragraph; None for one that draws none, which is plain text."""
    style = paragraph.get("style")
    stated = _LEVEL.search(style)
    marker = _take_marker(paragraph)
    if not marker:
        return None
    level = int(stated[1]) if stated else _level_by_margin(paragraph)
    return min(max(level, 1), _DEEPEST), marker, paragraph.children


def _level_by_margin(paragraph: Element) -> int:
    numbered = _LIST_CLASS.search(paragraph.get("class"))
    if numbered and numbered[1]:
        return int(numbered[1])
    margin = _MARGIN.search(paragraph.get("style"))
    return (
        round(float(margin[1]) / _STEP[margin[2].lower()])
        if margin and margin[1].count(".") < 2 and margin[1] != "."
        else 1
    )


def _take_marker(paragraph: Element) -> str:
    """Take the drawn bullet out of a paragraph: the part marked for it, or the first letters before a wide gap."""
    taken: list[str] = []

    def is_marker(element: Element) -> bool:
        if not _IGNORED.search(element.get("style")):
            return False
        taken.append(one_line(words(element)) or "·")
        return True

    prune(paragraph, is_marker)
    if taken:
        return taken[0]
    drawn = _DRAWN.match(words(paragraph))
    if drawn is None:
        return ""
    _take_letters(paragraph, len(drawn[0]))
    return drawn[1]


def _take_letters(element: Element, count: int) -> int:
    """Take so many letters from the beginning of an element; returns how many are still to take."""
    for place, child in enumerate(element.children):
        if count <= 0:
            break
        if isinstance(child, str):
            element.children[place] = child[count:]
            count -= len(child)
        else:
            count = _take_letters(child, count)
    return max(count, 0)


def _add(found: list[Node], opened: list[tuple[int, Element]], level: int, marker: str, content: list[Node]) -> None:
    """Put an item into the list of its level; a deeper one goes into the item before it, however many levels it skips."""
    name = "ol" if _NUMBER.match(marker) else "ul"
    while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1].name != name)):
        opened.pop()
    if not opened or opened[-1][0] < level:
        made = Element(name, _start(name, marker))
        holder = opened[-1][1].children[-1] if opened else None
        if isinstance(holder, Element):
            holder.children.append(made)
        else:
            found.append(made)
        opened.append((level, made))
    opened[-1][1].children.append(Element("li", None, content))


def _start(name: str, marker: str) -> dict[str, str]:
    number = re.search(r"\d{1,3}", marker)
    return {"start": number[0]} if name == "ol" and number and int(number[0]) != 1 else {}
