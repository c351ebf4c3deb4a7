"""What a person should know of, judged in one place by what can be seen. Pure.

Health, the desk, the metrics and the feed of problems say the same, for all of them ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedservice.text.amounts import many
from feedservice.web.watching.signs import REFUSED_LONG, Signs, limit_of
from feedservice.web.watching.state_of_press import StateOfPress

#: Every kind of alarm, with what it is called for people.
KINDS = {
    "store": "The database cannot be read",
    "late": "Turns are late",
    "blocked": "Turns are blocked",
    "failing": "Turns fail",
    "folder": "The content folder cannot be read",
    "holding": "Withdrawals are held back",
    "clock": "The clock of the machine is wrong",
    "photos": "Photos cannot be kept",
    "quiet": "No new article",
    "hub": "A hub cannot be told",
    "disk": "The disk is nearly full",
    "state": "The state folder cannot be seen",
    "files": "Files have been refused for long",
    "feeds": "A feed cannot be made",
    "theme": "The theme cannot make a page",
}
#: Those that the state of the press says too.
OF_PRESS = frozenset({"store", "late", "blocked", "failing", "folder", "holding", "clock", "photos"})
#: One turn may fail and the next succeed.
_FAILED_IN_A_ROW = 3
#: A hub may be away for a while; it is asked again.
_HUB_PATIENCE = timedelta(hours=1)
#: A media store may be away for a moment; articles wait for it so long.
_PHOTOS_PATIENCE = timedelta(minutes=1)
#: What turns that succeeded may say, by the state of the press: the kind of alarm, and its patience.
_OF_TURNS = {
    "holding": ("holding", timedelta()),
    "clock wrong": ("clock", timedelta()),
    "photos waiting": ("photos", _PHOTOS_PATIENCE),
}
#: A turn may be long; one that is longer is stuck.
_LONGEST_TURN = timedelta(minutes=30)
#: To look through a folder takes seconds, of very many files on a slow share a minute; a share that hangs answers nothing at all.
_LONGEST_LOOK = timedelta(minutes=3)
#: With less room left somebody should see to it.
LITTLE_ROOM_BYTES = 500_000_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong now: an alarm once it has lasted for `patience`. `subject` tells two of one kind apart.

    `since` is when it began, where that can be seen. `what` says it in a sentence, with what can be done.
    """

    kind: str
    what: str
    subject: str = ""
    since: datetime | None = None
    patience: timedelta = timedelta()


def conditions(signs: Signs, press: StateOfPress) -> list[Condition]:
    """All that is wrong now."""
    return [*_of_press(signs, press), *_of_news(signs), *_of_the_rest(signs)]


def _of_press(signs: Signs, press: StateOfPress) -> Iterator[Condition]:
    since = signs.success.finished + limit_of(signs) if signs.success else None
    if press.status == "store unreadable":
        yield Condition("store", press.message)
    elif press.status == "blocked":
        yield Condition("blocked", press.message, since=since)
    elif press.status == "busy":
        if signs.note and signs.note.part == "look":
            what = f"{press.message} Does the share that the content folder lies on answer?"
            yield Condition("folder", what, since=since, patience=_LONGEST_LOOK)
        else:
            yield Condition("late", press.message, since=since, patience=_LONGEST_TURN)
    elif press.status in _OF_TURNS:
        kind, patience = _OF_TURNS[press.status]
        yield Condition(kind, press.message, patience=patience)
    elif press.status in ("stopped", "failing"):
        in_a_row = (signs.last.number if signs.last else 0) - (signs.success.number if signs.success else 0)
        has_failed = signs.last is not None and not signs.last.succeeded
        if press.status == "stopped" and not has_failed:
            yield Condition("late", press.message, since=since)
        elif signs.last and (press.status == "stopped" or in_a_row >= _FAILED_IN_A_ROW):
            is_folder = signs.last.failure == "FolderError"
            yield Condition("folder" if is_folder else "failing", press.message)


def _of_news(signs: Signs) -> Iterator[Condition]:
    if signs.quiet_hours and signs.newest:
        quiet = timedelta(hours=signs.quiet_hours)
        if signs.now - signs.newest > quiet:
            yield Condition(
                "quiet",
                f"No new article has come out since {signs.newest:%d %B %Y, %H:%M} UTC; quiet_hours_alarm is "
                f"{signs.quiet_hours:g}. Does the newsroom still drop its files where we look?",
                since=signs.newest + quiet,
            )
    if signs.refused_long:
        yield Condition(
            "files",
            f"Refused for more than {REFUSED_LONG.total_seconds() / 3600:.0f} hours: {many(signs.refused_long, 'file')}. The "
            "desk says what to do with each; move away what is no article.",
        )
    if signs.unset_channels:
        yield Condition(
            "feeds", f"{many(signs.unset_channels, 'feed')} could not be made anew. The desk's page of feeds says why."
        )


def _of_the_rest(signs: Signs) -> Iterator[Condition]:
    for hub in signs.hubs:
        if hub.is_failing:
            told = f"last told on {hub.last:%d %B %Y, %H:%M} UTC" if hub.last else "never told yet"
            yield Condition(
                "hub",
                f"{hub.hub} could not be told of {many(hub.in_vain, 'feed')} ({told}). The desk's page of feeds says what it answered.",
                subject=hub.hub,
                patience=_HUB_PATIENCE,
            )
    if signs.theme_trouble:
        yield Condition("theme", signs.theme_trouble)
    if signs.disk_error:
        yield Condition(
            "state", f"The state folder cannot be seen: {signs.disk_error}. Is it mounted, and may we read it?"
        )
    elif signs.free_bytes is not None and signs.free_bytes < LITTLE_ROOM_BYTES:
        yield Condition(
            "disk",
            f"{signs.free_bytes // _MEGABYTE:,} MB are left on the disk of the state folder. Make room before it is full.",
        )
