"""Health for machines: is the press turning, and what did it last do. Touches: database (read only), clock."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from feedservice.errors import DamagedStore, StoreError
from feedservice.store.database.soundness import DAMAGED
from feedservice.store.turns import TurnRecord
from feedservice.web.responses import newsstand, settings, store

blueprint = Blueprint("health", __name__)

#: So many scans may be missed, and at least so many seconds, before turns count as stopped.
_MISSED_SCANS = 3
_LEAST_SECONDS = 30.0
#: With less room than this a turn cannot be kept.
_LEAST_FREE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class StateOfPress:
    """How the press does: `status` is ok, failing (the last turn failed), holding (withdrawals), stopped, store unreadable."""

    status: str
    message: str
    last: TurnRecord | None = None
    age_seconds: float | None = None
    success_age_seconds: float | None = None

    @property
    def progress(self) -> str:
        """How far a large drop has been taken in; nothing when none is."""
        counts = self.last.counts if self.last and self.last.succeeded else {}
        done, total = counts.get("taken_in", 0), counts.get("to_take_in", 0)
        return f"taking in {done:,} of {total:,} files" if total else ""

    @property
    def is_alarm(self) -> bool:
        """Whether a person must come: no turn has succeeded for too long, or withdrawals are held."""
        return self.status in ("holding", "stopped", "store unreadable")


def state_of_press() -> StateOfPress:
    """Judge the press by what it last noted in the store."""
    try:
        with store().reading() as asked:
            last, success = asked.turns.last(), asked.turns.last(succeeded=True)
    except StoreError as error:
        why = str(error) if isinstance(error, DamagedStore) else _trouble() or str(error)
        return StateOfPress("store unreadable", why)
    now = datetime.now(UTC)
    age = (now - last.finished).total_seconds() if last else None
    success_age = (now - success.finished).total_seconds() if success else None
    limit = max(_MISSED_SCANS * settings().scan_seconds, _LEAST_SECONDS)
    is_silent = success_age is None or success_age > limit
    noted = last.message if last and not last.succeeded and last.message.startswith(DAMAGED) else ""
    if damage := noted or store().damage(ask=is_silent):
        return StateOfPress("store unreadable", damage, last, age, success_age)
    if is_silent:
        why = last.message if last and last.message else _why_silent()
        return StateOfPress("stopped", why, last, age, success_age)
    if last and not last.succeeded:
        return StateOfPress("failing", last.message, last, age, success_age)
    if last and last.message:
        return StateOfPress("holding", last.message, last, age, success_age)
    return StateOfPress("ok", "", last, age, success_age)


def _why_silent() -> str:
    """Why no turn is noted, as far as can be seen from here: a press on a full disk cannot even say so."""
    if trouble := _trouble():
        return trouble
    try:
        if shutil.disk_usage(settings().state_dir).free < _LEAST_FREE_BYTES:
            return "The disk of the state folder is full, so no turn can be noted. Make room; it goes on by itself."
    except OSError as error:
        return f"The state folder cannot be seen ({error.strerror}), so no turn can be noted."
    return "No turn has been noted. Is the press running, and can it write?"


def _trouble() -> str:
    """Why no press can work, where this process is one that would let it (`wsgi.py`)."""
    standby = current_app.extensions.get("standby")
    return str(standby.trouble) if standby else ""


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """The state of the press as JSON; 503 when turns have stopped. What was published is served all the same."""
    press = state_of_press()
    answer: dict[str, Any] = {
        "status": press.status,
        "message": press.message,
        "progress": press.progress,
        "edition": newsstand().edition,
        "last_turn": _turn(press.last, press.age_seconds),
        "last_success_age_seconds": _rounded(press.success_age_seconds),
        "scan_seconds": settings().scan_seconds,
        "files": _outcomes(),
    }
    response = jsonify(answer)
    response.headers["Cache-Control"] = "no-store"
    return response, 503 if press.is_alarm else 200


def _turn(turn: TurnRecord | None, age_seconds: float | None) -> dict[str, Any] | None:
    if turn is None:
        return None
    return {
        "number": turn.number,
        "started": turn.started.isoformat(),
        "finished": turn.finished.isoformat(),
        "age_seconds": _rounded(age_seconds),
        "outcome": "done" if turn.succeeded else "failed",
        "counts": turn.counts,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _outcomes() -> dict[str, int]:
    try:
        with store().reading() as asked:
            return asked.receipts.outcomes()
    except StoreError:
        return {}
