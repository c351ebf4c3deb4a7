"""What people order, at the desk or by command, carried out: each once, in one transaction with what follows. Touches: database, disk (some stats).

The effect of an order and that it is done are written together, so a press that is killed in between has done neither. An
order that cannot be obeyed is refused, with the reason in words. What changes words is in `acts`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from feedservice.article import Outcome
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after
from feedservice.editing.life.overruled import HELD_NOTE, order_note
from feedservice.editing.life.standing import HELD, Cause, Standing
from feedservice.errors import AddressError, OrderError, StoreError
from feedservice.folder.settle import Known
from feedservice.press.acts.choosing import choose, take_back
from feedservice.press.acts.correcting import mark, note
from feedservice.press.acts.occasion import Act, Occasion
from feedservice.press.due import is_as_read
from feedservice.press.filing import keep
from feedservice.press.turn import Press
from feedservice.press.uploads.taking_in import clear_up, take_in
from feedservice.press.withdraw import bring_back, find, withdraw
from feedservice.store import Writing
from feedservice.store.orders.order_book import (
    LAPSES_AFTER,
    NEVER_LAPSE,
    OF_WORDS,
    OrderState,
    PressOrder,
    What,
    stamp_seen,
)
from feedservice.text.unicode import spelling

_log = logging.getLogger(__name__)
_LAPSED = "No press took it within a day, so it is not carried out any more. If it is still meant, order it again."
#: After these the folder is looked at at once: what the file says decides.
WANTS_LOOK = frozenset({What.LOOK, What.RESTORE, What.LET_GO, What.RUN, What.UPLOAD, *OF_WORDS})


def obey_waiting(press: Press) -> bool:
    """Carry out every order that waits, in the order in which they were given; returns whether to look at the folder now.

    Raises StoreError and AddressError; then the rest waits on.
    """
    with press.store.reading() as asked:
        waiting = asked.orders.waiting()
    obeyed = [order.what for order in waiting if _obey_one(press, order)]
    clear_up(press.settings, waiting, press.now())
    return not WANTS_LOOK.isdisjoint(obeyed)


def obey_now(press: Press, order: PressOrder) -> str:
    """Carry out an order that a command gives, and enter it as done; returns what came of it. Raises OrderError."""

    def carry_out(changes: Writing, at: datetime) -> str:
        number = changes.orders.give(order)
        return _act(changes, replace(order, number=number), Occasion(press.now(), at, press.settings))

    return press.obey(carry_out)


def _obey_one(press: Press, order: PressOrder) -> bool:
    """Whether the order was carried out here."""

    def carry_out(changes: Writing, at: datetime) -> bool:
        now = changes.orders.numbered(order.number)
        if now is None or now.state is not OrderState.WAITING:
            return False  # another press was sooner
        _act(changes, now, Occasion(press.now(), at, press.settings))
        return True

    try:
        return press.obey(carry_out)
    except OrderError as error:
        _refuse(press, order, str(error))
    except (StoreError, AddressError):
        raise
    except Exception as error:
        if press.propagate_bugs:
            raise
        _log.exception("our fault: an order could not be carried out")
        _refuse(press, order, f"Our fault ({type(error).__name__}): nothing was changed. The log tells more.")
    return False


def _refuse(press: Press, order: PressOrder, reason: str) -> None:
    with press.store.writing() as changes:
        now = changes.orders.numbered(order.number)
        if now is not None and now.state is OrderState.WAITING:
            changes.orders.settle(order.number, OrderState.REFUSED, reason, press.now())


def _act(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    if occasion.now - order.at > LAPSES_AFTER and order.what not in NEVER_LAPSE:
        raise OrderError(_LAPSED)
    result = ACTS[order.what](changes, order, occasion)
    changes.orders.settle(order.number, OrderState.DONE, result, occasion.now)
    return result


def _withdraw(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    gone = changes.articles.with_id(withdraw(changes, order.subject, order.reason, occasion.at).article.id)
    if gone and gone.left:
        return "Withdrawn: it has left the feeds, and its address says so."
    return "Withdrawn. It was never in print."


def _restore(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    freed = bring_back(changes, order.subject, occasion.now, occasion.settings.tombstone_life)
    if freed.vanished:
        return "No longer withdrawn by order, but its file is gone: drop it again to bring it back."
    return "No longer withdrawn by order: its file is read again, and what that says decides."


def _look(_: Writing, __: PressOrder, ___: Occasion) -> str:
    return "The folder is looked at. Files that are still being written wait until they rest."


def _publish(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Let a scheduled article out before its hour; the embargo of its file is put aside from now on."""
    before = find(changes, order.subject)
    article, at = before.article, occasion.at
    if before.state is not Outcome.SCHEDULED or before.due is None:
        raise OrderError(f"“{article.headline}” does not wait for an hour: it is {_how(before)}.")
    if order.seen and order.seen != before.due.isoformat():
        raise OrderError("Its embargo has been changed since. Look at it again, and order it anew.")
    if not is_as_read(changes, occasion.settings.content_dir, article.path):
        raise OrderError(
            "Its file has been written to since it was read. Wait until it was read again, and order it anew."
        )
    if article.expires and article.expires <= occasion.now:
        raise OrderError("Its time is over: the file says when it expires.")
    released = article.released if before.left else at
    out = replace(article, published=min(article.published, at), updated=at, changed=at, released=released)
    event = Event.CORRECTED if article.corrections else Event.RELEASED
    standing = replace(before, article=out, state=after(before.state, event), due=None, aside=before.due)
    changes.articles.happened(before, "put aside", at)
    keep(changes, before, standing, at)
    changes.receipts.follow(standing, order_note(standing, occasion.settings.zone))
    return "Published."


def _hold(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Take an article out of print, or keep it from going out, until an order lets it go."""
    before = find(changes, order.subject)
    if before.cause == HELD or before.state not in IN_PRINT | {Outcome.SCHEDULED}:
        raise OrderError(f"“{before.article.headline}” cannot be held: it is {_how(before)}.")
    state = after(before.state, Event.EMBARGOED)
    held = replace(before, state=state, due=None, cause=HELD, reason=order.reason)
    keep(changes, before, held, occasion.at)
    changes.receipts.follow(held, HELD_NOTE)
    return "Held: readers do not see it any more." if before.state in IN_PRINT else "Held: it does not go out."


def _let_go(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    before = find(changes, order.subject)
    if before.cause != HELD:
        raise OrderError(f"“{before.article.headline}” is not held: it is {_how(before)}.")
    if before.vanished:
        gone = replace(before, state=Outcome.WITHDRAWN, cause=Cause.FILE_GONE.value, reason="")
        keep(changes, before, gone, occasion.at)
        return "No longer held, but its file is gone: drop it again to bring it back."
    freed = replace(before, cause="", reason="")
    changes.articles.stand(freed, spelling(freed.article.path))
    changes.articles.happened(freed, "let go", occasion.now, before.reason)
    changes.receipts.follow(freed, "Being let go: it is read again at the next look.", due=occasion.now)
    return "No longer held: its file is read again, and what that says decides."


def _run_both(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Let a file run that tells the story of another, as long as it is as it was when that was ordered."""
    _held_double(changes, order)
    changes.files.read_again(order.subject, occasion.now)
    return "It is read again, and runs beside the other."


def _set_aside(changes: Writing, order: PressOrder, _: Occasion) -> str:
    """Of two that tell one story the other is kept: this one troubles nobody any more, until it is written to."""
    known = _held_double(changes, order)
    receipt = changes.receipts.at(order.subject)
    if receipt is None:
        raise OrderError("The file is gone.")
    kept = changes.articles.with_id(receipt.resembles)
    other = f"“{kept.article.headline}” ({kept.article.path})" if kept else "the other"
    note = f"Set aside by order: {other} is kept. Nothing of this file is published; you may delete it."
    aside = replace(receipt, outcome=Outcome.UNUSED, problems=(), note=note, due=None)
    changes.receipts.save(aside, known.stamp, known.since)
    return "Set aside. The other one is kept."


def _held_double(changes: Writing, order: PressOrder) -> Known:
    receipt, known = changes.receipts.at(order.subject), changes.files.at(order.subject)
    if receipt is None or known is None or receipt.outcome is not Outcome.REFUSED or not receipt.resembles:
        raise OrderError("This file is not held as the double of another.")
    if order.seen and order.seen != stamp_seen(known.stamp):
        raise OrderError("The file has been written to since. Look at it again, and order it anew.")
    return known


def _pin(changes: Writing, order: PressOrder, _: Occasion) -> str:
    pinned = find(changes, order.subject)
    if pinned.state not in IN_PRINT:
        raise OrderError(f"“{pinned.article.headline}” cannot lead the front page: it is {_how(pinned)}.")
    _show_anew(changes)
    return "Pinned: it leads the front page until another is pinned, or it leaves print."


def _unpin(changes: Writing, _: PressOrder, __: Occasion) -> str:
    if not changes.orders.pinned():
        raise OrderError("No article is pinned.")
    _show_anew(changes)
    return "No article is pinned any more: the newest with a photo leads."


def _show_anew(changes: Writing) -> None:
    """Let web processes make their pages anew, though no document is another."""
    if state := changes.turns.state():
        changes.turns.save_state(replace(state, edition=state.edition + 1))


def _how(standing: Standing) -> str:
    return "held" if standing.cause == HELD else standing.state.value


#: What each order does.
ACTS: Mapping[What, Act] = {
    What.WITHDRAW: _withdraw,
    What.RESTORE: _restore,
    What.LOOK: _look,
    What.PUBLISH: _publish,
    What.HOLD: _hold,
    What.LET_GO: _let_go,
    What.RUN: _run_both,
    What.SET_ASIDE: _set_aside,
    What.PIN: _pin,
    What.UNPIN: _unpin,
    What.UPLOAD: lambda _, order, occasion: take_in(occasion.settings, order),
    What.CHOOSE: choose,
    What.TAKE_BACK: take_back,
    What.MARK: mark,
    What.NOTE: note,
}
