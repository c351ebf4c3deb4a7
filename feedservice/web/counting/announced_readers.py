"""How many people read a feed, as services that fetch it for many say in their User-Agent. Pure.

There is no standard; nearly all write "N subscribers" (seen in the wild: Feedbin, Feedly, Inoreader, NewsBlur, The Old Reader,
BazQux, Feed Wrangler, Bloglovin, Netvibes, G2Reader, Player FM). Whoever asks can write there what he likes: the numbers are
what was announced, no more, and what is remembered is bounded whatever comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

#: Agents without this word announce nothing; asked of every request, so it is one plain search.
ANNOUNCES = "subscriber"
_NUMBER = re.compile(r"(?<![\d.])(\d[\d,]{0,12})\+?\s+subscribers?\b", re.IGNORECASE)
#: What stands in a service's User-Agent, and what the service is called.
SERVICES = (
    ("feedbin", "Feedbin"),
    ("feedly", "Feedly"),
    ("inoreader", "Inoreader"),
    ("newsblur", "NewsBlur"),
    ("theoldreader", "The Old Reader"),
    ("bazqux", "BazQux"),
    ("feed wrangler", "Feed Wrangler"),
    ("bloglovin", "Bloglovin"),
    ("netvibes", "Netvibes"),
    ("g2reader", "G2Reader"),
    ("playerfm", "Player FM"),
    ("superfeedr", "Superfeedr"),
    ("livedoor", "livedoor Reader"),
    ("hanrss", "HanRSS"),
)
_KNOWN = frozenset(name for _, name in SERVICES)
#: Where a service we do not know names itself: at the start, or as "compatible" with a browser.
_COMPATIBLE = re.compile(r"^Mozilla/[\d.]+ ?\(compatible; *([^;)]+)", re.IGNORECASE)
_END_OF_NAME = re.compile(r"[/(;,]| - | feed-?id", re.IGNORECASE)
_ODD = re.compile(r"[^A-Za-z0-9 ._-]+")
_LONGEST_NAME = 40
#: What services beyond the first so many unknown ones are called, and a service that does not say its name.
OTHER = "other"
MOST_UNKNOWN = 50
#: Feeds and services remembered together.
MOST_REMEMBERED = 5000
#: User-Agents remembered with what they come to: services come again and again with the same words.
_MOST_UNDERSTOOD, _LONGEST_UNDERSTOOD = 1000, 300
#: No service has more; larger numbers are somebody's joke.
_MOST_READERS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Announced:
    """That a service fetches a feed for so many people: the most it said on one day, and on the day of its word before."""

    service: str
    feed: str
    day: int
    most: int
    before: int = 0

    def after(self, day: int, most: int) -> Announced:
        """The same with another word of the service's; of an earlier day's word only the day before counts."""
        if day < self.day:
            before = max(self.before, most) if self.day - day == 1 else self.before
            return Announced(self.service, self.feed, self.day, self.most, before)
        if day == self.day:
            return self if most <= self.most else Announced(self.service, self.feed, day, most, self.before)
        return Announced(self.service, self.feed, day, most, self.most if day - self.day == 1 else 0)

    def readers(self, today: int) -> int:
        """The largest number of today and yesterday; nothing when the service has been silent for longer."""
        if today - self.day > 1:
            return 0
        return max(self.most, self.before) if today == self.day else self.most


def announced(agent: str) -> tuple[str, int] | None:
    """The service and the number of readers that a User-Agent announces; nothing when it announces none."""
    found = _NUMBER.search(agent)
    readers = int(found[1].replace(",", "")) if found else _MOST_READERS
    return (_service(agent), readers) if readers < _MOST_READERS else None


def _service(agent: str) -> str:
    small = agent.lower()
    known = next((name for word, name in SERVICES if word in small), "")
    if known:
        return known
    inside = _COMPATIBLE.match(agent)
    name = _END_OF_NAME.split(inside[1] if inside else agent, maxsplit=1)[0]
    return " ".join(_ODD.sub(" ", name).split())[:_LONGEST_NAME] or OTHER


class Readership:
    """What services announced of late, in this process. A word that comes while it is full is not kept."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], Announced] = {}
        self._unknown: set[str] = set()
        self._understood: dict[str, tuple[str, int]] = {}
        self._tidied = 0

    def note(self, agent: str, feed: str, day: int) -> None:
        """Remember what an agent announced of a feed, on a day (counted from 1970)."""
        if found := self._understood.get(agent) or self._understand(agent):
            service, readers = self._bounded(found[0], day), found[1]
            before = self._said.get((service, feed))
            if before is None or before.day != day or readers > before.most:
                self.keep(Announced(service, feed, day, readers))

    def _understand(self, agent: str) -> tuple[str, int] | None:
        found = announced(agent)
        if found and len(agent) < _LONGEST_UNDERSTOOD and len(self._understood) < _MOST_UNDERSTOOD:
            self._understood[agent] = found
        return found

    def keep(self, one: Announced) -> None:
        """Remember one word of a service; those we do not know are few here too, whoever heard them."""
        one = replace(one, service=self._bounded(one.service, one.day))
        at = (one.service, one.feed)
        before = self._said.get(at)
        if before is None and len(self._said) >= MOST_REMEMBERED:
            self._tidy(one.day)
            if len(self._said) >= MOST_REMEMBERED:
                return
        if before and one.before:
            before = before.after(one.day - 1, one.before)
        self._said[at] = before.after(one.day, one.most) if before else one

    def all(self) -> list[Announced]:
        """All that is remembered."""
        return list(self._said.values())

    def clear(self) -> None:
        """Forget everything."""
        self._said, self._unknown = {}, set()

    def _bounded(self, service: str, day: int) -> str:
        if service in _KNOWN or service in self._unknown:
            return service
        if len(self._unknown) >= MOST_UNKNOWN:
            self._tidy(day)
        if len(self._unknown) >= MOST_UNKNOWN:
            return OTHER
        self._unknown.add(service)
        return service

    def _tidy(self, day: int) -> None:
        """Make room, once a day: forget what was said before yesterday."""
        if self._tidied < day:
            self._tidied, self._understood = day, {}
            self._said = {at: one for at, one in self.all_at() if day - one.day <= 1}
            self._unknown &= {service for service, _ in self._said}

    def all_at(self) -> list[tuple[tuple[str, str], Announced]]:
        """All that is remembered, by service and feed."""
        return list(self._said.items())


def together(said: Iterable[Announced], today: int) -> Iterator[tuple[str, str, int]]:
    """Feed, service and readers of what several processes heard: each was asked for some of the fetches, so the most counts."""
    most: dict[tuple[str, str], int] = {}
    for one in said:
        at = (one.feed, one.service)
        most[at] = max(most.get(at, 0), one.readers(today))
    return ((feed, service, readers) for (feed, service), readers in sorted(most.items()) if readers)
