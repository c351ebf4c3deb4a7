"""Another value for a field of a file, chosen or written by an editor, and taken back. Touches: database.

The order keeps the choice and has the file read again: what comes of it then is what the same value in a sidecar would give.
"""

from __future__ import annotations

import posixpath

from feedservice.article import Receipt
from feedservice.article.other_values import CHOSEN, Alternatives
from feedservice.editing.overruling.overrulings import Overruling
from feedservice.errors import OrderError
from feedservice.folder.settle import Known
from feedservice.press.acts.chosen_values import why_not
from feedservice.press.acts.occasion import Occasion
from feedservice.store import Writing
from feedservice.store.orders.order_book import PressOrder, stamp_seen


def choose(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Let another value of a field count than was found, as long as the file and what its sidecar says of it are as they are."""
    receipt, found = _as_seen(changes, order)
    language = receipt.evidence["language"].value if "language" in receipt.evidence else ""
    reason = why_not(order.field, order.value, occasion.settings.zone, occasion.now, language)
    if not reason and order.field == "photo" and not _lies_there(changes, order):
        reason = f"There is no photo {order.value} in the folder of the article."
    if reason:
        raise OrderError(reason)
    counts = _counts(receipt, found, order.field)
    if order.value == counts and not _is_chosen(changes, order):
        raise OrderError(f"{CHOSEN[order.field]}: “{counts}” counts already.")
    instead = found.found[order.field][0].value if order.field in found.found else counts
    chosen = Overruling(
        order.number, order.path, order.field, order.value, order.who, order.at, found.sha256,
        stated=found.stated.get(order.field, ""), instead=instead,
    )  # fmt: skip
    changes.overrulings.choose(chosen)
    changes.files.read_next(order.path, occasion.now)
    return "It counts: the file is read again at once."


def take_back(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Let what was found, or what the sidecar says, count again."""
    if not _is_chosen(changes, order):
        raise OrderError(f"Nothing is chosen for {CHOSEN.get(order.field, order.field)} any more.")
    changes.overrulings.take_back(order.path, order.field)
    changes.files.read_next(order.path, occasion.now)
    return "Taken back: the file is read again at once, and what it says counts."


def _as_seen(changes: Writing, order: PressOrder) -> tuple[Receipt, Alternatives]:
    """What is known of the file, if it is as it was when the order was given. Raises OrderError."""
    known: Known | None = changes.files.at(order.path)
    receipt, found = changes.receipts.at(order.path), changes.alternatives.at(order.path)
    if known is None or known.stamp is None or receipt is None:
        raise OrderError("Its file is gone.")
    if found is None:
        raise OrderError(
            "Nothing can be chosen for this file: it is no article, or could not be read since the upgrade."
        )
    if order.seen and order.seen != stamp_seen(known.stamp):
        raise OrderError("The file has been written to since. Look at it again, and choose anew.")
    return receipt, found


def _counts(receipt: Receipt, found: Alternatives, field: str) -> str:
    """What counts for a field now; photos are named from the folder of their article."""
    if field in receipt.evidence and field != "photo":
        return receipt.evidence[field].value
    return found.found[field][0].value if field in found.found else ""


def _is_chosen(changes: Writing, order: PressOrder) -> bool:
    return any(one.field == order.field for one in changes.overrulings.at(order.path))


def _lies_there(changes: Writing, order: PressOrder) -> bool:
    """Whether a photo is one of those to choose from, or a file of the folder counted from the article's own."""
    found = changes.alternatives.at(order.path)
    if found and any(one.value == order.value for one in found.found.get("photo", ())):
        return True
    path = posixpath.normpath(posixpath.join(posixpath.dirname(order.path), order.value))
    known = changes.files.at(path)
    return known is not None and known.stamp is not None
