"""The life of an article: its states, what can happen to it, and what becomes of it then. Pure.

This is the one place that says so; docs/life.md shows the same table, and a test holds the two equal. What follows from
a change of state is told by two questions: was it in print before, and is it after. One that leaves print leaves a
tombstone; one that comes back gets a new `updated`, later than that tombstone (RFC 6721 section 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from feedservice.article import Outcome

#: What readers see.
IN_PRINT = frozenset({Outcome.PUBLISHED, Outcome.CORRECTED})


class Event(StrEnum):
    """What can happen to an article. All but the first were read in its file, or came by clock or command."""

    BROKEN = "broken"
    KEPT_BACK = "kept back"
    EMBARGOED = "embargoed"
    RELEASED = "released"
    CORRECTED = "corrected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


#: What each event makes of an article in each state, from a file's first sight: `waiting` is where every life begins, and
#: nothing is accepted yet. A broken file takes nothing out of print; but nothing that is not yet in print goes out while
#: its file is broken.
TRANSITIONS: Mapping[Outcome, Mapping[Event, Outcome]] = {
    before: dict(zip(Event, map(Outcome, after.split()), strict=True))
    for before, after in {
        #                  broken    kept back embargoed released  corrected expired withdrawn
        Outcome.WAITING:   "refused   draft     scheduled published corrected expired withdrawn",
        Outcome.DRAFT:     "refused   draft     scheduled published corrected expired withdrawn",
        Outcome.SCHEDULED: "refused   draft     scheduled published corrected expired withdrawn",
        Outcome.PUBLISHED: "published draft     scheduled published corrected expired withdrawn",
        Outcome.CORRECTED: "corrected draft     scheduled published corrected expired withdrawn",
        Outcome.EXPIRED:   "expired   draft     scheduled published corrected expired withdrawn",
        Outcome.WITHDRAWN: "withdrawn draft     scheduled published corrected expired withdrawn",
        Outcome.REFUSED:   "refused   draft     scheduled published corrected expired withdrawn",
    }.items()
}  # fmt: skip


def after(before: Outcome, event: Event) -> Outcome:
    """The state that an event leads to."""
    return TRANSITIONS[before][event]


def leaves_print(before: Outcome, now: Outcome) -> bool:
    """Whether readers lose it: a tombstone."""
    return before in IN_PRINT and now not in IN_PRINT
