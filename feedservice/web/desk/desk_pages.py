"""The desk: what became of every source file and every article, in an editor's words. Touches: database (read only), clock.

Shows headlines of drafts and embargoed articles, and words that were withdrawn: keep it from the public
(docs/operators.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request

from feedservice.addresses import permalink
from feedservice.article import Outcome, Receipt
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.errors import StoreError
from feedservice.store import Reading
from feedservice.store.filed_receipts import FiledReceipt
from feedservice.text.unicode import unmarked
from feedservice.web.desk.article_status import Account, account
from feedservice.web.desk.desk_shut import press_and_alarms, shut
from feedservice.web.responses import local, page, settings, store

blueprint = Blueprint("desk", __name__)
blueprint.register_error_handler(StoreError, shut)

#: Receipts on one page of the desk.
PAGE_FILES = 200
#: Lines on one page of an article's history.
PAGE_LINES = 25
#: The most articles told of as gone lately.
MOST_WITHDRAWN = 200
#: What is looked for is no longer; databases take no pattern of any length (SQLite: 50,000 bytes).
MOST_FOUND_CHARACTERS = 200
_LONGEST_OUTCOME = max(map(len, Outcome))
#: No system has longer paths (Linux: 4,096 bytes).
_LONGEST_PATH = 4096
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
#: Files of these carry no article that readers see; when and why it left print only the article knows.
_OUT = (Outcome.DRAFT, Outcome.SCHEDULED, Outcome.EXPIRED, Outcome.WITHDRAWN)
#: Of these the receipt alone does not tell which article the file carries, or carried, and whether readers see it.
_ASKED_FOR = (*_OUT, Outcome.REFUSED, Outcome.GONE)


@dataclass(frozen=True, slots=True)
class Filed:
    """A receipt as the desk shows it: with the key of its article's history, and the article it resembles."""

    filed: FiledReceipt
    meaning: str
    key: str
    is_out: bool
    account: Account | None
    resembles: Standing | None


@blueprint.get("/desk")
def desk() -> Response:
    """Every source file with its receipt; those that need an editor come first."""
    outcome = request.args.get("outcome", "")[:_LONGEST_OUTCOME]
    asked_for = unmarked(request.args.get("find", "").strip())
    words = asked_for[:MOST_FOUND_CHARACTERS]
    number = _page_number()
    with store().reading() as asked:
        counts = asked.receipts.outcomes()
        with_problems = asked.receipts.count_with_problems()
        found = asked.receipts.filed(outcome, words, limit=PAGE_FILES + 1, offset=(number - 1) * PAGE_FILES)
        receipts = [_filed(asked, filed) for filed in found[:PAGE_FILES]]
        in_print = asked.articles.count_in_print()
        left_print = len(asked.articles.tombstones(_horizon(), MOST_WITHDRAWN))
    return page(
        "desk.html",
        cache="no-store",
        counts={name: counts[name.value] for name in MEANINGS if name.value in counts},
        with_problems=with_problems,
        receipts=receipts,
        in_print=in_print,
        left_print=left_print,
        outcome=outcome,
        words=words,
        most_found=MOST_FOUND_CHARACTERS if asked_for != words else 0,
        number=number,
        more=len(found) > PAGE_FILES,
        **press_and_alarms(),
    )


@blueprint.get("/desk/articles/<key>")
def history(key: str) -> Response:
    """The history of one article, newest first, with what each change changed."""
    from feedservice.web.desk.history import lines  # noqa: PLC0415  # compares texts, which few processes are asked for

    number = _page_number()
    with store().reading() as asked:
        standing = asked.articles.with_key(key)
        if standing is None:
            abort(404, "There is no such article.")
        happenings = asked.articles.history(standing.article.id)
        receipt = None if standing.vanished else asked.receipts.at(standing.article.path)
    shown = lines(happenings, standing.article, local, (number - 1) * PAGE_LINES, PAGE_LINES)
    return page(
        "history.html",
        cache="no-store",
        standing=standing,
        account=_account(standing),
        url=permalink(settings().public_url, standing.article.key),
        is_in_print=standing.state in IN_PRINT,
        problems=receipt.problems if receipt else (),
        lines=shown,
        number=number,
        more=len(happenings) > number * PAGE_LINES,
    )


@blueprint.get("/desk/left-out")
def left_out() -> Response:
    """Every word that was left out of one file, with its reason; `path` names the file."""
    path = request.args.get("path", "")
    with store().reading() as asked:
        receipt = asked.receipts.at(path) if len(path) <= _LONGEST_PATH else None
        if receipt is None:
            abort(404, "There is no such file.")
        cuts = asked.receipts.left_out(path)
    return page("left_out.html", cache="no-store", receipt=receipt, cuts=cuts)


@blueprint.get("/desk/withdrawn")
def withdrawn() -> Response:
    """What left print lately and is not back; the file of a withdrawn article may be gone, and its receipt with it."""
    with store().reading() as asked:
        ids = [tombstone.id for tombstone in asked.articles.tombstones(_horizon(), MOST_WITHDRAWN)]
        found = [standing for standing in map(asked.articles.with_id, ids) if standing]
    told = [(standing, _account(standing)) for standing in found]
    return page(
        "withdrawn.html",
        cache="no-store",
        withdrawn=[one for one in told if one[0].state is Outcome.WITHDRAWN],
        others=[one for one in told if one[0].state is not Outcome.WITHDRAWN],
        is_cut=len(ids) == MOST_WITHDRAWN,
    )


def _page_number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)


def _horizon() -> datetime:
    """What left print before has no tombstone any more."""
    return datetime.now(UTC) - settings().tombstone_life


def _account(standing: Standing) -> Account:
    return account(standing, datetime.now(UTC), settings().tombstone_life, local)


def _filed(asked: Reading, filed: FiledReceipt) -> Filed:
    """A receipt with what the articles it is about add to it; most need none."""
    receipt = filed.receipt
    standing = _carried(asked, receipt) if receipt.outcome in _ASKED_FOR else None
    told = _account(standing) if standing and _tells_more(standing, receipt) else None
    is_out = standing.state not in IN_PRINT if standing else receipt.outcome in _OUT
    key = receipt.key or (standing.article.key if standing else "")
    resembles = asked.articles.with_id(receipt.resembles) if receipt.resembles else None
    return Filed(filed, meaning(filed, standing, told), key, is_out, told, resembles)


def _carried(asked: Reading, receipt: Receipt) -> Standing | None:
    """The article of a receipt; one that readers have not seen is not named there, but its file is known."""
    return asked.articles.with_id(receipt.article_id) if receipt.article_id else asked.articles.at(receipt.path)


def _tells_more(standing: Standing, receipt: Receipt) -> bool:
    """Whether the article knows when and why it left print."""
    left = standing.left is not None or bool(standing.cause)
    return left and receipt.outcome in _OUT and standing.state is receipt.outcome


def meaning(filed: FiledReceipt, standing: Standing | None = None, told: Account | None = None) -> str:
    """What a receipt comes to, in a sentence or two."""
    receipt = filed.receipt
    if receipt.outcome is Outcome.WAITING and filed.size_bytes == 0:
        return (
            "The file is empty; perhaps its words lie only in the cloud: then open it, or choose Keep on this device. It is read "
            "when something is in it, and what was published from it stays."
        )
    if receipt.outcome is Outcome.GONE and standing and standing.article.path != receipt.path:
        return f"The file has gone; its article is now in {standing.article.path}."
    if told:
        note = "" if receipt.outcome is Outcome.WITHDRAWN else receipt.note
        return " ".join(filter(None, (told.state, told.remedy, note)))
    return receipt.note or _held_by(receipt) or MEANINGS[receipt.outcome]


def _held_by(receipt: Receipt) -> str:
    """Where a draft says that it is one, when it says so inside."""
    said = (receipt.evidence.get(name) for name in ("draft", "status")) if receipt.outcome is Outcome.DRAFT else ()
    found = next(filter(None, said), None)
    return f"Kept back as a draft: it says so ({found.source}: {found.value})." if found else ""
