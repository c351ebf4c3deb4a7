"""How the press does, and why, judged by what can be seen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from feedservice.errors import MEDIA_STORE
from feedservice.store.times.wrong_times import WRONG_CLOCK
from feedservice.store.turns import TurnRecord
from feedservice.store.watch.press_note import PressNote
from feedservice.web.watching.signs import Signs, is_late

#: With less room than this a turn cannot be kept.
_LEAST_FREE_BYTES = 1_000_000
#: A press at a long turn renews its note every other second: one so old is of a press that is no more.
_NOTE_LIFE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class StateOfPress:
    """How the press does: `status` is ok, busy (at a long turn), blocked (by another program), failing (the last turn failed),
    holding (withdrawals), clock wrong, photos waiting (for their store), stopped, store unreadable; `message` says why, and what can be done.
    """

    status: str
    message: str
    last: TurnRecord | None = None
    age_seconds: float | None = None
    success_age_seconds: float | None = None
    doing: str = ""
    read: tuple[int, int] = (0, 0)

    @property
    def amount(self) -> tuple[int, int]:
        """How many files of how many a large drop's are taken in; nought of nought when there is none, or it has no number."""
        counts = self.last.counts if self.last and self.last.succeeded else {}
        if self.read[1]:
            return self.read
        return (counts.get("taken_in", 0), counts.get("to_take_in", 0)) if counts.get("to_take_in") else (0, 0)

    @property
    def progress(self) -> str:
        """How far a large drop has been taken in, or what a long turn is at; nothing when there is neither."""
        counts = self.last.counts if self.last and self.last.succeeded else {}
        done, total = counts.get("taken_in", 0), counts.get("to_take_in", 0)
        return self.doing or (f"taking in {done:,} of {total:,} files" if total else "")

    @property
    def is_alarm(self) -> bool:
        """Whether a person must come: no turn has succeeded for too long, or withdrawals are held."""
        return self.status in ("holding", "stopped", "blocked", "store unreadable", "clock wrong")


def state_of_press(signs: Signs) -> StateOfPress:
    """Judge the press."""
    age = (signs.now - signs.last.finished).total_seconds() if signs.last else None
    success_age = signs.success_age.total_seconds() if signs.success_age is not None else None
    status, message = _status(signs)
    note = _live_note(signs)
    doing = f"{note.doing} (a turn of {_length(signs.now - note.began)} until now)" if note and note.doing else ""
    read = (note.done, note.total) if doing and note else (0, 0)
    return StateOfPress(status, message, signs.last, age, success_age, doing, read)


def _status(signs: Signs) -> tuple[str, str]:
    if signs.damage:
        return "store unreadable", signs.damage
    if signs.store_error:
        return "store unreadable", signs.trouble or signs.store_error
    if is_late(signs):
        return _late(signs)
    if signs.last and not signs.last.succeeded:
        return "failing", signs.last.message
    if signs.last and signs.last.message:
        return _of_alarm(signs.last.message), signs.last.message
    return "ok", ""


def _of_alarm(message: str) -> str:
    """What a turn that succeeded has to say, by how it begins."""
    if message.startswith(MEDIA_STORE):
        return "photos waiting"
    return "clock wrong" if message.startswith(WRONG_CLOCK) else "holding"


def _late(signs: Signs) -> tuple[str, str]:
    """Why no turn has succeeded for too long, as far as can be seen: a press on a full disk cannot even say so."""
    note = _live_note(signs)
    is_at_work = note is not None and bool(note.doing)
    presses = [signs.press_holder, note.holder if note else ""]
    if signs.database_holder and not any(_is_of(signs.database_holder, press) for press in presses if press):
        return "blocked", (
            f"{signs.database_holder} has locked the database, so no turn can be kept. End it, or wait: turns go on by themselves."
        )
    if note and is_at_work and note.part != "wait":
        return "busy", f"A turn has been under way for {_length(signs.now - note.began)}: {note.doing}."
    if signs.press_holder and not (note and note.holder == signs.press_holder):
        who = signs.press_program or f"A process elsewhere ({signs.press_holder.rpartition(':')[0]})"
        return "blocked", f"{who} has the lease for turns. Turns go on by themselves when it has ended."
    return "stopped", _why_silent(signs, note)


def _why_silent(signs: Signs, note: PressNote | None) -> str:
    last, trouble = signs.last, note.trouble if note else ""
    is_full = signs.free_bytes is not None and signs.free_bytes < _LEAST_FREE_BYTES
    reasons = (
        last.message if last and not last.succeeded and not trouble else "",
        signs.trouble,
        "The disk of the state folder is full, so no turn can be noted. Make room; it goes on by itself."
        if is_full
        else "",
        f"The state folder cannot be seen ({signs.disk_error}), so no turn can be noted." if signs.disk_error else "",
        trouble,
        f"A turn has been under way for {_length(signs.now - note.began)}: {note.doing}."
        if note and note.doing
        else "",
        last.message if last else "",
    )
    return next(filter(None, reasons), "No turn has been noted. Is the press running, and can it write?")


def _live_note(signs: Signs) -> PressNote | None:
    """The note of a press that lives; what else a note says is past."""
    note = signs.note
    return note if note and abs(signs.now - note.at) < _NOTE_LIFE else None


def _is_of(holder: str, press: str) -> bool:
    """Whether the one who has locked the database is a press, by its name as the holder of a lease."""
    return holder.endswith(f"(process {press.split(':')[1]})")


def _length(time: timedelta) -> str:
    """A length of time for people."""
    seconds = max(int(time.total_seconds()), 0)
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
