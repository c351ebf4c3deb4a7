"""What lint says of a feed: to people grouped by rule, the worst first; to programs as one object. Pure.

A “thing” is a rule that is broken, however often. `docs/commands.md` promises the members of the object.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from feedservice.article import Severity
from feedservice.commands.speaking import Line, wrapped
from feedservice.feeds.lint import RULES, Complaint, seen_by_readers
from feedservice.feeds.lint.feed_contents import contents_of

_MOST_EXAMPLES, _MOST_PLACES, _HEADLINE_CHARACTERS = 3, 12, 50
_ITEM = re.compile(r"^(?:item|entry) (\d+)(?:, )?")


@dataclass(frozen=True, slots=True)
class Judged:
    """One document under a name, with its complaints; no bytes where none could be had. `address` is where it ended."""

    name: str
    complaints: tuple[Complaint, ...]
    body: bytes = b""
    address: str = ""

    @property
    def errors(self) -> int:
        """How many complaints are errors."""
        return sum(one.severity is Severity.ERROR for one in self.complaints)


@dataclass(frozen=True, slots=True)
class _Thing:
    """One rule that is broken, and where."""

    rule: str
    complaints: tuple[Complaint, ...]

    @property
    def noticed(self) -> bool:
        return seen_by_readers(self.rule).noticed

    @property
    def worst_first(self) -> tuple[bool, bool, int]:
        return not self.noticed, RULES[self.rule].severity is not Severity.ERROR, -len(self.complaints)


def _things(found: Judged) -> list[_Thing]:
    grouped: dict[str, list[Complaint]] = defaultdict(list)
    for one in found.complaints:
        grouped[one.rule].append(one)
    return sorted((_Thing(rule, tuple(ones)) for rule, ones in grouped.items()), key=lambda one: one.worst_first)


def as_object(found: Judged) -> dict[str, Any]:
    """For programs."""
    things = _things(found)
    return {
        "name": found.name,
        "status": "errors" if found.errors else "warnings" if found.complaints else "clean",
        "address": found.address or found.name,
        "items": len(_headlines(found)),
        "errors": found.errors,
        "warnings": len(found.complaints) - found.errors,
        "things": [_thing_as_object(one) for one in things],
        "complaints": [asdict(one) for one in found.complaints],
    }


def _thing_as_object(thing: _Thing) -> dict[str, Any]:
    law = RULES[thing.rule]
    told = {"rule": thing.rule, "severity": law.severity, "noticed": thing.noticed, "count": len(thing.complaints)}
    return told | {"readers": seen_by_readers(thing.rule).sentence, "remedy": thing.complaints[0].remedy, "source": law.source}  # fmt: skip


def unread_as_object(name: str, problem: str) -> dict[str, Any]:
    """For programs: a feed that could not be had."""
    return {"name": name, "status": "unread", "problem": problem}


def as_lines(found: Judged, width: int | None) -> Iterator[Line]:
    """For people; lines of at most `width` characters, if there is one."""
    headlines = _headlines(found)
    yield found.name, {"bold": True}
    for thing in _things(found):
        law = RULES[thing.rule]
        colour = {"fg": "red"} if thing.noticed else {"fg": "yellow"}
        times = "once" if len(thing.complaints) == 1 else f"{len(thing.complaints)} times"
        yield "", {}
        yield f"{'!' if thing.noticed else '-'} {thing.rule}, {times} ({law.severity})", colour | {"bold": True}
        for text in _examples(thing, headlines):
            yield from wrapped(text, width, "    ", {})
        yield from wrapped(f"Readers: {seen_by_readers(thing.rule).sentence}", width, "  ", {})
        yield from wrapped(f"Cure: {thing.complaints[0].remedy}", width, "  ", {"fg": "green"})
        yield from wrapped(f"Source: {law.source}", width, "  ", {"dim": True})
    if found.complaints:
        yield "", {}
    yield from wrapped(f"{found.name}: {_summary(found, len(headlines))}.", width, "", {"bold": True})


def _examples(thing: _Thing, headlines: list[str]) -> Iterator[str]:
    """The first few in full, and where the others are."""
    ones = thing.complaints
    told, rest = ones[:_MOST_EXAMPLES], ones[_MOST_EXAMPLES:]
    more = f"and {len(rest)} more{_places(rest)}." if rest else ""
    if len({one.what for one in ones}) == 1 and len(ones) > 1:
        yield ones[0].what
        places = dict.fromkeys(_place(one, headlines) or "the feed itself" for one in told)
        yield f"At {'; '.join(places)}" + (f"; {more}" if more else ".")
        return
    for one in told:
        place = _place(one, headlines)
        yield f"{place}: {one.what}" if place else one.what
    if more:
        yield f"A{more[1:]}"


def _places(ones: tuple[Complaint, ...]) -> str:
    """“, in items 4–9, 11 and the feed itself”."""
    found = [_ITEM.match(one.where) for one in ones]
    numbers = sorted({int(one[1]) for one in found if one})
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    spans = ["–".join(map(str, one)) for one in ranges]
    others = ["the feed itself"] if None in found else []
    more = [f"{len(spans) - _MOST_PLACES} other places"] if len(spans) > _MOST_PLACES else []
    items = [f"item{'' if len(numbers) == 1 else 's'} {', '.join(spans[:_MOST_PLACES])}"] if spans else []
    return f", in {' and '.join([*items, *more, *others])}"


def _place(one: Complaint, headlines: list[str]) -> str:
    found = _ITEM.match(one.where)
    number = int(found[1]) if found else 0
    if not found or number > len(headlines) or not headlines[number - 1]:
        return one.where
    words = headlines[number - 1]
    cut = words if len(words) <= _HEADLINE_CHARACTERS else f"{words[:_HEADLINE_CHARACTERS].rstrip()}…"
    rest = one.where[found.end() :]
    return f"item {number} “{cut}”" + (f", {rest}" if rest else "")


def _headlines(found: Judged) -> list[str]:
    contents = contents_of(found.body)
    return [told.title for told in contents.entries] if contents else []


def _summary(found: Judged, items: int) -> str:
    """“3 things that readers will notice, 12 small ones; 50 items checked”."""
    checked = f"{items} item{'' if items == 1 else 's'} checked" if items else ""
    things = _things(found)
    noticed = sum(one.noticed for one in things)
    small = len(things) - noticed
    counted = [f"{noticed} {'thing' if noticed == 1 else 'things'} that readers will notice"] if noticed else []
    if small:
        noun = "one" if noticed else "thing"
        counted.append(f"{small} small {noun}{'' if small == 1 else 's'}")
    said = ", ".join(counted) or "nothing to complain about"
    return f"{said}; {checked}" if checked else said
