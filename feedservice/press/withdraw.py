"""What people order by command: withdraw an article at once, bring it back, confirm what is gone. Touches: database.

Each order is carried out by `Press.obey`, which sets in type what follows, in the same transaction. The folder is not
touched: a withdrawn article's file may stay where it is, and what a command withdrew stays so until a command undoes it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from feedservice.article import Outcome
from feedservice.editing.life.lifecycle import Event, after
from feedservice.editing.life.standing import WITHDRAWN_BY, Cause, Standing
from feedservice.errors import OrderError
from feedservice.press.filing import keep, withdraw_gone
from feedservice.store import Writing
from feedservice.text.unicode import spelling


def withdraw(changes: Writing, name: str, reason: str, at: datetime) -> Standing:
    """Withdraw the article of an id, key or path at the edition time `at`; returns it as it stands now.

    `reason` is kept in its history and shown on the desk, never to readers. Raises OrderError when nothing is so named,
    or it is withdrawn by order already.
    """
    before = find(changes, name)
    if before.state is Outcome.WITHDRAWN and before.cause == Cause.COMMAND:
        raise OrderError(f"“{before.article.headline}” ({before.article.path}) is withdrawn by order already.")
    state = after(before.state, Event.WITHDRAWN)
    withdrawn = replace(before, state=state, due=None, cause=Cause.COMMAND.value, reason=reason)
    keep(changes, before, withdrawn, at)
    changes.receipts.follow(withdrawn, WITHDRAWN_BY[Cause.COMMAND])
    return withdrawn


def bring_back(changes: Writing, name: str, now: datetime, tombstone_life: timedelta) -> Standing:
    """Take a withdrawal by command back: the next look reads the file again, and what it says decides.

    Raises OrderError when the article was not withdrawn by order, or its tombstone has run out: by then readers have
    forgotten the id.
    """
    before = find(changes, name)
    title = f"“{before.article.headline}” ({before.article.path})"
    if before.state is not Outcome.WITHDRAWN or before.cause != Cause.COMMAND:
        raise OrderError(
            f"{title} is not withdrawn by order, so there is nothing to undo; the desk says how it stands."
        )
    if before.left and before.left <= now - tombstone_life:
        raise OrderError(
            f"{title} was withdrawn on {before.left:%d %B %Y}, and its tombstone has run out. Drop it as a new file."
        )
    cause = Cause.FILE_GONE.value if before.vanished else ""
    freed = replace(before, cause=cause, reason="")
    changes.articles.stand(freed, spelling(freed.article.path))
    changes.articles.happened(freed, "undone", now, before.reason)
    changes.receipts.follow(freed, "Being brought back: it is read again at the next look.", due=now)
    return freed


def confirm_gone(changes: Writing, now: datetime, at: datetime) -> int:
    """Withdraw what was carried by files that are gone, however many; returns how many articles were in print."""
    return withdraw_gone(changes, changes.files.gone(), now, at)


def find(changes: Writing, name: str) -> Standing:
    """The article that an id, a key or the path of a file names. Raises OrderError when there is none."""
    found = changes.articles.find(name)
    if not found:
        raise OrderError(f"No article has the id, key or path {name}. The desk and feedservice export list them all.")
    return min(found, key=lambda one: one.vanished is not None)
