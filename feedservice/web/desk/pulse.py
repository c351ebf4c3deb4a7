"""The desk's pulse: one number that is another whenever the list would be. Touches: database (read only), disk, clock.

Pages ask for it every second while somebody looks at them. No words of articles are in it, and it is answered at once: no answer is
held open, for where one thread answers many (gunicorn's workers, waitress, our own back room) a few editors would hold all of
them (docs/decisions/0033).
"""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, current_app, jsonify, request

from feedservice.errors import StoreError
from feedservice.store import Reading
from feedservice.web.answers.coded_pages import finished
from feedservice.web.responses import store
from feedservice.web.watching.operators import watch

blueprint = Blueprint("pulse", __name__)

_KEPT = "desk_pulse"


@blueprint.get("/desk/pulse")
def pulse() -> Response:
    """The number, how the press does, how many `seconds` ago it last looked, and how far a large drop is taken in.

    304 to who has it: seconds that merely pass are no change.
    """
    press = watch().lately()
    with store().reading() as asked:
        number = number_of(asked)
        turn = asked.turns.number()
    done, total = press.amount
    told = {"number": number, "press": press.status, "turn": turn, "done": done, "total": total}
    response = jsonify(**told, seconds=round(press.age_seconds or 0))
    response.set_etag(sha256(repr(told).encode()).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-store"
    return finished(response, request.environ, is_secret=True)


@blueprint.errorhandler(StoreError)
def away(_: StoreError) -> Response:
    """That the database cannot be read, in a word; the page that asks then fetches what is to be said of it."""
    return Response("", 503, {"Retry-After": "1", "Cache-Control": "no-store"}, mimetype="text/plain")


def number_of(asked: Reading) -> str:
    """The number; worked out anew only when there was a turn, or another edition."""
    state = asked.turns.state()
    now = (asked.turns.number(), state.edition if state else 0)
    kept: tuple[tuple[int, int], str] | None = current_app.extensions.get(_KEPT)
    if kept is None or kept[0] != now:
        told = repr((asked.receipts.state_of_all(), now[1]))
        kept = current_app.extensions[_KEPT] = (now, sha256(told.encode()).hexdigest()[:12])
    return kept[1]
