"""The time that a block opens with: in its <time>, or in its words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from feedservice.cleaning.structure.inline_runs import is_blank
from feedservice.cleaning.tree import Element, Node, words
from feedservice.text.dates.clock_times import is_hour, leading_hour
from feedservice.text.dates.parse import is_date_line, moment_of

_MAY_OPEN = frozenset({"p", "h2", "h3", "h4"})
_INLINE = frozenset({"a", "strong", "em", "small", "bdi", "s", "mark"})
_SOON_A_FIGURE = re.compile(r"[\s\[(•·|–—+*\w]{0,12}\d")
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d")
_DAY_AND_HOUR = re.compile(r"\d.*\d[:.h ]\s?\d\d")
_LONGEST_OPENING_CHARACTERS, _LONGEST_ASIDE_CHARACTERS = 60, 40


@dataclass(frozen=True, slots=True)
class Head:
    """A block that opens with a time: where it stands, its shape, the time as machines or people write it, what follows.

    `shape` is the element, how the time stands in it (time, strong or text), and whether it stands there alone. `aside` are
    words beside the time that say no more than it: how long ago, the hour once more.
    """

    place: int
    shape: tuple[str, str, bool]
    shown: str
    clock: time
    machine: datetime | None
    rest: list[Node]
    aside: str = ""

    @property
    def is_alone(self) -> bool:
        """Whether the time is all that the block holds."""
        return not self.rest

    def instant(self, zone: tzinfo) -> datetime | None:
        """When that was, where its day is stated."""
        if self.machine is None:
            return None
        return self.machine if self.machine.tzinfo else self.machine.replace(tzinfo=zone)

    def mark(self, zone: tzinfo) -> Element:
        """The time as HTML has it: the instant where it is stated, else the hour; what is shown is the hour, never how long ago."""
        at = self.instant(zone)
        if at is None:
            return Element("time", {"datetime": f"{self.clock:%H:%M:%S}".removesuffix(":00")}, [self.shown])
        here = at if self.shown else at.astimezone(zone)
        return Element("time", {"datetime": here.isoformat(timespec="seconds")}, [self.shown or f"{here:%H:%M}"])


def head_of(block: Element, place: int) -> Head | None:
    """The time that a block opens with, if it opens with one."""
    if block.name not in _MAY_OPEN:
        return None
    marked = _marked(block)
    if marked:
        return _of_element(block, place, *marked)
    opening = words(block)[: _LONGEST_OPENING_CHARACTERS + 1] if _may_be_time(block) else ""
    if not opening:
        return None
    found = leading_hour(opening)
    if found is None:
        return _of_date(block, place, opening)
    clock, end = found
    cut, rest = _parted(block.children, end + len(opening) - len(opening.lstrip()) if not opening[0].strip() else end)
    shown = words(Element("p", None, cut)).strip(" \t\n+*•·|[(–—-")
    how = "strong" if isinstance(_first(block.children), Element) else "text"
    rest = [] if is_blank("".join(map(_text, rest)).strip("+:.|–—-])")) else rest
    shape = (block.name, "text" if block.name != "p" else how, not rest if block.name == "p" else False)
    return Head(place, shape, shown, clock, None, rest)


def _may_be_time(block: Element) -> bool:
    first = _first(block.children)
    while isinstance(first, Element):
        if first.name not in _INLINE and first.name != "time":  # one that says nothing for machines
            return False
        first = _first(first.children)
    return bool(_SOON_A_FIGURE.match(first))


def _first(nodes: list[Node]) -> Node:
    return next((node for node in nodes if not (isinstance(node, str) and is_blank(node))), "")


def _text(node: Node) -> str:
    return node if isinstance(node, str) else words(node)


def _marked(block: Element) -> tuple[Element, list[Node]] | None:
    """The <time> for machines that a block opens with, and what follows it, out of the links around both."""
    rest: list[Node] = []
    nodes = block.children
    while True:
        first = _first(nodes)
        if isinstance(first, str):
            return None
        rest = [*nodes[nodes.index(first) + 1 :], *rest]
        if first.name == "time":
            return (first, rest) if _MACHINE.match(first.get("datetime")) else None
        if first.name not in _INLINE:
            return None
        nodes = first.children


def _of_element(block: Element, place: int, mark: Element, rest: list[Node]) -> Head | None:
    try:
        at = datetime.fromisoformat(mark.get("datetime").strip())
    except ValueError:
        return None
    shown, beside = words(mark).strip(), " ".join("".join(map(_text, rest)).split())
    aside: list[str] = []
    shown = "" if shown == mark.get("datetime").strip() else shown
    if len(beside) <= _LONGEST_ASIDE_CHARACTERS and _says_time(beside):
        shown, aside, rest = (shown, [beside], []) if _says_time(shown) else (beside, [shown], [])
    elif not _says_time(shown):
        shown, aside = "", [shown] if shown else []
    alone = not rest or is_blank(beside)
    shape = (block.name, "time", alone if block.name == "p" else False)
    return Head(place, shape, shown, at.time(), at, [] if alone else rest, " ".join(aside))


def _says_time(text: str) -> bool:
    found = leading_hour(text) if text else None
    return bool(found and not text[found[1] :].strip(" .:|–-")) or is_hour(text) or _is_moment(text)


def _is_moment(text: str) -> bool:
    return bool(_DAY_AND_HOUR.search(text)) and len(text) <= _LONGEST_OPENING_CHARACTERS and is_date_line(text)


def _of_date(block: Element, place: int, opening: str) -> Head | None:
    """A block that is nothing but a day and an hour."""
    line = opening.strip(" []()•|+–—-")
    if len(opening) > _LONGEST_OPENING_CHARACTERS or not _is_moment(line):
        return None
    return None if (at := _moment(line)) is None else Head(place, (block.name, "date", True), line, at.time(), at, [])


def _moment(line: str) -> datetime | None:
    try:
        at, day_only = moment_of(line, "")
    except ValueError:
        return None
    return None if day_only else at


def _parted(nodes: list[Node], characters: int) -> tuple[list[Node], list[Node]]:
    """Nodes before and behind so many characters of their words, elements around the place in both."""
    before: list[Node] = []
    left = characters
    for place, node in enumerate(nodes):
        size = len(_text(node))
        if size <= left:
            before.append(node)
            left -= size
            continue
        if isinstance(node, str):
            return [*before, node[:left]], [node[left:], *nodes[place + 1 :]]
        first, rest = _parted(node.children, left)
        opened = [Element(node.name, node.attributes, rest)]
        return [*before, Element(node.name, node.attributes, first)], [*opened, *nodes[place + 1 :]]
    return before, []
