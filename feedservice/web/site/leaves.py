"""Leaves: long lists of stories by page, each at an address of its own that a file can have (`/page/2`). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from feedservice.article import Article

#: Stories on a page of the front or of a channel, and of a month, which is looked through rather than read.
LEAF_ITEMS, MONTH_ITEMS = 30, 60
#: So far back goes the front page; what is older is found by month.
FRONT_LEAVES = 10
#: So many stories more does an article's page lead to, beside the one before and the one after; so many are asked for on either side.
_MORE = 4
BESIDE = _MORE + 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list whose first page stands at `path` (empty: the front page); `articles` are those it shows."""

    path: str
    number: int
    articles: Sequence[Article]
    has_older: bool

    @property
    def address(self) -> str:
        """The path of this page."""
        return leaf_path(self.path, self.number)

    @property
    def newer(self) -> str:
        """The path of the page before, with newer stories; empty where this is the first."""
        return leaf_path(self.path, self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The path of the page after; empty where this is the last."""
        return leaf_path(self.path, self.number + 1) if self.has_older else ""


def leaf_path(path: str, number: int) -> str:
    """Where a page of a list stands; the first has no number, for it is the list itself."""
    return f"{path}/page/{number}" if number > 1 else path or "/"


def leaf(path: str, number: int, most: int, take: Callable[[int, int], Sequence[Article]]) -> Leaf | None:
    """A page of a list of which `take` gives so many from a place on; none before the first and beyond the end, but the first may be empty."""
    if number < 1:
        return None
    found = take((number - 1) * most, most + 1)
    return Leaf(path, number, found[:most], len(found) > most) if found or number == 1 else None


def leaves(path: str, count: int, most: int) -> list[str]:
    """The paths of all pages of a list of so many stories; there is a first one always."""
    return [leaf_path(path, number) for number in range(1, max(-(-count // most), 1) + 1)]


@dataclass(frozen=True, slots=True)
class Onward:
    """What an article's page leads on to: the story before it and the one after, and some more of before."""

    older: Article | None = None
    newer: Article | None = None
    more: Sequence[Article] = ()


NOTHING_ONWARD = Onward()


def onward(older: Sequence[str], newer: Sequence[str], take: Callable[[list[str]], Sequence[Article]]) -> Onward:
    """What an article's page leads on to, of the stories around it by their ids, the nearest first; `take` gives the articles of ids.

    The older ones come first: they stay where they are, so an old page changes when its neighbours do, and not with each new story.
    """
    more = [*older[1:], *newer[1:]][:_MORE]
    found = {one.id: one for one in take([*older[:1], *newer[:1], *more])}
    before, after = (next((found.get(id_) for id_ in ids[:1]), None) for ids in (older, newer))
    return Onward(before, after, [found[id_] for id_ in more if id_ in found])
