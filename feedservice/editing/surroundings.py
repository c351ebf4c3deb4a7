"""All that preparing a file needs to know of the world, in one value. Pure.

Its functions are handed in: `press` fills it from folder, store and clock; `feedservice check` from the folder alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feedservice.article import SourceFile
from feedservice.editing.article_dates import Distinct, as_it_is
from feedservice.editing.compose import Birth
from feedservice.editing.identity import Claim, Identity
from feedservice.editing.life.standing import Standing
from feedservice.editing.overruling.desk_notes import DeskNote
from feedservice.editing.overruling.overrulings import Overrulings
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.stamps import Scan
from feedservice.settings import Settings


def _never(_: str) -> None:
    return None


def _no(_: str) -> bool:
    return False


def _nothing() -> None:
    return None


def _stranger(_: Claim) -> Identity:
    return Identity()


@dataclass(frozen=True, slots=True)
class Bench:
    """All that preparing a file needs to know of the world.

    `now` is the clock, `at` the instant that changes of this turn get; `carried` gives the article that a path carries,
    `identify` says who a file is, and `birth` mints an id for a new one; `waiting` holds files still being written,
    `since` says when a file was last seen to change (none: just now), `may_double` whether an order lets a file run that tells the story
    of another, `early` are those read before they had rested; `fetch` gets the photo that an article shows at an
    address on the web, or raises NotFetched (none: photos are not fetched). `progress` is called
    before each photo, by which those who wait know that work goes on. `overrulings` are the values that editors chose for files,
    `notes` what they wrote to readers, by article. Only the press `keeps` sounds and films. With `loose` the folder is not a content folder
    but any one.
    """

    settings: Settings
    seen: Scan
    around: Neighbours
    now: datetime
    at: datetime
    birth: Callable[[], Birth]
    identify: Callable[[Claim], Identity] = _stranger
    carried: Callable[[str], Standing | None] = _never
    distinct: Distinct = as_it_is
    waiting: frozenset[str] = frozenset()
    since: Callable[[str], datetime | None] = _never
    may_double: Callable[[str], bool] = _no
    early: frozenset[str] = frozenset()
    propagate_bugs: bool = False
    loose: bool = False
    fetch: Callable[[str, str], SourceFile] | None = None
    progress: Callable[[], None] = _nothing
    keeps: bool = False
    overrulings: Overrulings = Overrulings()  # noqa: RUF009  # a frozen value
    notes: Mapping[str, tuple[DeskNote, ...]] = field(default_factory=dict)
