"""Health for machines: is the press turning, what is it at, what is wrong. Touches: database (read only), disk, clock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from feedservice.store.turns import TurnRecord
from feedservice.web.access.guard import is_insider
from feedservice.web.responses import newsstand, settings
from feedservice.web.watching.operators import watch
from feedservice.web.watching.watch import Judgement

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """The state of the press as JSON; 503 when turns have stopped. What was published is served all the same.

    Strangers are told the status alone, as it was half a second ago at most: messages name files, and counts tell of what is
    not out.
    """
    if is_insider():
        verdict = watch().verdict()
        press, told = verdict.press, _told(verdict)
    else:
        press = watch().lately()
        told = {"status": press.status}
    response = jsonify(told)
    response.headers["Cache-Control"] = "no-store"
    return response, 503 if press.is_alarm else 200


def _told(verdict: Judgement) -> dict[str, Any]:
    press = verdict.press
    return {
        "status": press.status,
        "message": press.message,
        "progress": press.progress,
        "alarms": [{"kind": one.kind, "since": one.began.isoformat(), "what": one.what} for one in verdict.book.alarms],
        "edition": newsstand().edition,
        "last_turn": _turn(press.last, press.age_seconds),
        "last_success_age_seconds": _rounded(press.success_age_seconds),
        "scan_seconds": settings().scan_seconds,
        "files": verdict.signs.files,
    }


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
        "parts_seconds": turn.parts,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
