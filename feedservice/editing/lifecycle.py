"""The life of an article: its states, what can happen to it, and what becomes of it then. Pure.

This is the one place that says so; docs/life.md shows the same table, and a test holds the two equal. What follows from
a change of state is told by two questions: was it in print before, and is it after. One that leaves print leaves a
tombstone; one that comes back gets a new `updated`, later than that tombstone (RFC 6721 section 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from feedservice.article import Correction, Outcome
from feedservice.editing.release import Release

#: The states, from a file's first sight. `waiting` is also where every life begins: nothing is accepted yet.
STATES = (
    Outcome.WAITING,
    Outcome.DRAFT,
    Outcome.SCHEDULED,
    Outcome.PUBLISHED,
    Outcome.CORRECTED,
    Outcome.EXPIRED,
    Outcome.WITHDRAWN,
    Outcome.REFUSED,
)
#: What readers see.
IN_PRINT = frozenset({Outcome.PUBLISHED, Outcome.CORRECTED})


class Event(StrEnum):
    """What can happen to an article. All but the first two were read in its file, or came by clock or command."""

    WRITTEN = "written"
    BROKEN = "broken"
    KEPT_BACK = "kept back"
    EMBARGOED = "embargoed"
    RELEASED = "released"
    CORRECTED = "corrected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


#: What each event makes of an article in each state. A file that is being written, or is broken, takes nothing out of
#: print; but nothing that is not yet in print goes out while its file is broken.
TRANSITIONS: Mapping[Outcome, Mapping[Event, Outcome]] = {
    before: dict(zip(Event, map(Outcome, after.split()), strict=True))
    for before, after in {
        #                  written    broken    kept back embargoed released  corrected expired withdrawn
        Outcome.WAITING:   "waiting   refused   draft     scheduled published corrected expired withdrawn",
        Outcome.DRAFT:     "draft     refused   draft     scheduled published corrected expired withdrawn",
        Outcome.SCHEDULED: "scheduled refused   draft     scheduled published corrected expired withdrawn",
        Outcome.PUBLISHED: "published published draft     scheduled published corrected expired withdrawn",
        Outcome.CORRECTED: "corrected corrected draft     scheduled published corrected expired withdrawn",
        Outcome.EXPIRED:   "expired   expired   draft     scheduled published corrected expired withdrawn",
        Outcome.WITHDRAWN: "withdrawn withdrawn draft     scheduled published corrected expired withdrawn",
        Outcome.REFUSED:   "waiting   refused   draft     scheduled published corrected expired withdrawn",
    }.items()
}  # fmt: skip


def after(before: Outcome, event: Event) -> Outcome:
    """The state that an event leads to."""
    return TRANSITIONS[before][event]


def leaves_print(before: Outcome, now: Outcome) -> bool:
    """Whether readers lose it: a tombstone."""
    return before in IN_PRINT and now not in IN_PRINT


def verdict(release: Release, corrections: tuple[Correction, ...]) -> Event:
    """What reading a whole, sound file comes to. A withdrawal outranks all else, then a draft, an expiry, an embargo."""
    if release.withdrawn:
        return Event.WITHDRAWN
    if release.draft:
        return Event.KEPT_BACK
    if release.expired:
        return Event.EXPIRED
    if release.due:
        return Event.EMBARGOED
    return Event.CORRECTED if corrections else Event.RELEASED
