"""The desk: what became of every source file and every article, in an editor's words. Touches: database (read only), clock.

Shows headlines of drafts and embargoed articles, and words that were withdrawn: keep it from the public
(docs/operators.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from feedservice.article import Outcome
from feedservice.editing.life.outcome_meanings import MEANINGS
from feedservice.errors import StoreError
from feedservice.store.filed_receipts import Sought
from feedservice.text.unicode import unmarked
from feedservice.web.desk.desk_shut import press_and_alarms, shut
from feedservice.web.desk.listed_files import account_of, shown
from feedservice.web.desk.pulse import number_of
from feedservice.web.responses import page, settings, store

blueprint = Blueprint("desk", __name__)
blueprint.register_error_handler(StoreError, shut)

#: Receipts on one page of the desk.
PAGE_FILES = 50
#: The most articles told of as gone lately.
MOST_WITHDRAWN = 200
#: What is looked for is no longer; databases take no pattern of any length (SQLite: 50,000 bytes).
MOST_FOUND_CHARACTERS = 200
_LONGEST_OUTCOME = max(map(len, Outcome))
#: No system has longer paths (Linux: 4,096 bytes).
LONGEST_PATH = 4096
#: No system has longer names of folders (Linux: 255 bytes).
_LONGEST_FOLDER = 255
#: Beyond any folder; larger numbers would not fit a database.
_LAST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What of the desk's list is asked for, as its address says it."""

    wanted: Sought
    number: int = 1
    is_cut: bool = False

    def address(self, **changed: str | int | bool) -> str:
        """The query of the same question with something else in it; a new one begins with its first page."""
        asked = self.wanted
        said: dict[str, str | int | bool] = {
            "outcome": asked.outcome, "folder": asked.folder, "find": asked.words, "look": int(asked.troubled),
        }  # fmt: skip
        return urlencode({name: value for name, value in {**said, **changed}.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for but all."""
        return self.wanted != Sought()


def question() -> Question:
    """What the address of this request asks for; whatever cannot be asked for is left out."""
    said = unmarked(request.args.get("find", "").strip())
    words = said[:MOST_FOUND_CHARACTERS]
    outcome = request.args.get("outcome", "")[:_LONGEST_OUTCOME]
    folder = request.args.get("folder", "")[:_LONGEST_FOLDER]
    troubled = request.args.get("look", "")[:1] == "1"
    return Question(Sought(outcome, words, folder, troubled), page_number(), words != said)


@blueprint.get("/desk")
def desk() -> Response:
    """Every source file with its receipt; those that need an editor come first."""
    asking = question()
    wanted = asking.wanted
    with store().reading() as asked:
        counts = asked.receipts.outcomes(replace(wanted, outcome=""))
        found = asked.receipts.filed(wanted, limit=PAGE_FILES, offset=(asking.number - 1) * PAGE_FILES)
        values: dict[str, Any] = {
            "with_problems": asked.receipts.count_with_problems(),
            "count": counts.get(wanted.outcome, 0) if wanted.outcome else sum(counts.values()),
            "receipts": shown(asked, found),
            "folders": asked.receipts.folders(),
            "in_print": asked.articles.count_in_print(),
            "left_print": len(asked.articles.tombstones(_horizon(), MOST_WITHDRAWN)),
            "pulse": number_of(asked),
        }
    return page(
        "desk.html",
        cache="no-store",
        counts={name: counts[name.value] for name in MEANINGS if name.value in counts},
        asking=asking,
        most_found=MOST_FOUND_CHARACTERS if asking.is_cut else 0,
        page_files=PAGE_FILES,
        **values,
        **press_and_alarms(),
    )


@blueprint.get("/desk/left-out")
def left_out() -> Response:
    """Every word that was left out of one file, with its reason; `path` names the file."""
    path = request.args.get("path", "")
    with store().reading() as asked:
        receipt = asked.receipts.at(path) if len(path) <= LONGEST_PATH else None
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
    told = [(standing, account_of(standing)) for standing in found]
    return page(
        "withdrawn.html",
        cache="no-store",
        withdrawn=[one for one in told if one[0].state is Outcome.WITHDRAWN],
        others=[one for one in told if one[0].state is not Outcome.WITHDRAWN],
        is_cut=len(ids) == MOST_WITHDRAWN,
    )


def page_number() -> int:
    """The page that the address asks for, within bounds."""
    return min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)


def _horizon() -> datetime:
    """What left print before has no tombstone any more."""
    return datetime.now(UTC) - settings().tombstone_life
