"""The desk: what became of every source file, in an editor's words. Touches: database (read only).

Shows headlines of drafts and embargoed articles: keep it from the public (docs/operators.md).
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from feedservice.article import Outcome
from feedservice.store import FiledReceipt
from feedservice.web.common import page, store
from feedservice.web.health import state_of_press

blueprint = Blueprint("desk", __name__)

#: Receipts on one page of the desk.
PAGE_FILES = 200
#: Beyond any folder; larger numbers would not fit a database.
_LAST_PAGE = 1_000_000

#: What each outcome means, in one sentence.
MEANINGS = {
    Outcome.REFUSED: "Not published. See what to do.",
    Outcome.WAITING: "Just dropped or still being written. It is read as soon as it stays unchanged.",
    Outcome.SCHEDULED: "Held until its embargo has passed.",
    Outcome.DRAFT: "Kept back: its name, or its folder's, begins with an underscore, or it says Draft: yes.",
    Outcome.CORRECTED: "In the feeds and on the site, with its correction.",
    Outcome.PUBLISHED: "In the feeds and on the site.",
    Outcome.EXPIRED: "Its time is over: it has left the feeds and the site.",
    Outcome.WITHDRAWN: "Withdrawn: it has left the feeds and the site.",
    Outcome.USED: "Photo of an article.",
    Outcome.UNUSED: "No article uses this photo. Give it the name of its article, or put both into a folder of their own.",
    Outcome.GONE: "The file has gone. Unless it comes back, what was published from it is withdrawn.",
}


@blueprint.get("/desk")
def desk() -> Response:
    """Every source file with its receipt; those that need an editor come first."""
    outcome = request.args.get("outcome", "")
    words = request.args.get("find", "").strip()
    number = min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)
    with store().reading() as asked:
        counts = asked.outcomes()
        with_problems = asked.files_with_problems()
        found = asked.receipts(outcome, words, limit=PAGE_FILES + 1, offset=(number - 1) * PAGE_FILES)
    receipts = [(filed, meaning(filed)) for filed in found[:PAGE_FILES]]
    return page(
        "desk.html",
        cache="no-store",
        counts={name: counts[name.value] for name in MEANINGS if name.value in counts},
        with_problems=with_problems,
        receipts=receipts,
        outcome=outcome,
        words=words,
        number=number,
        more=len(found) > PAGE_FILES,
        press=state_of_press(),
    )


def meaning(filed: FiledReceipt) -> str:
    """What a receipt comes to, in a sentence."""
    if filed.receipt.outcome is Outcome.WAITING and filed.size_bytes == 0:
        return "The file is empty. It is read when something is in it."
    return filed.receipt.note or MEANINGS[filed.receipt.outcome]
