"""What the desk says of where an article stands, and how to bring it back, in an editor's words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedservice.article import Outcome
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import HELD, WITHDRAWN_BY, Cause, Standing

Spoken = Callable[[datetime], str]

#: How an article that is out of print, or was never in it, gets there; of withdrawn ones the cause decides.
REMEDIES = {
    Outcome.SCHEDULED: "To let it go at another time, change the embargo in its file.",
    Outcome.DRAFT: "When it is ready, take away the underscore before its name, or the Draft line.",
    Outcome.EXPIRED: "To bring it back, give its Expires line a later time, or take the line out.",
    Outcome.REFUSED: "Mend its file and save it again.",
}
#: Withdrawals that the file itself takes back, however late.
_ALWAYS_CURABLE = (Cause.STATUS.value,)


@dataclass(frozen=True, slots=True)
class Account:
    """`state` in a sentence or two, `reason` in the words of who withdrew it, `remedy` how to bring it back.

    `until` is when that ceases to be possible, and `is_over` whether it has.
    """

    state: str
    reason: str = ""
    remedy: str = ""
    until: datetime | None = None
    is_over: bool = False


def account(standing: Standing, now: datetime, tombstone_life: timedelta, spoken: Spoken) -> Account:
    """What is to be said of an article; `spoken` says an instant as the newsroom does."""
    if standing.state is Outcome.WITHDRAWN:
        return _withdrawn(standing, now, tombstone_life, spoken)
    if standing.cause == HELD:
        return Account(
            _held(standing, spoken), standing.reason, "It comes back when somebody lets it go, here or by command."
        )
    return Account(_state(standing, spoken), remedy=REMEDIES.get(standing.state, ""))


def _held(standing: Standing, spoken: Spoken) -> str:
    left = f" It left print on {spoken(standing.left)}." if standing.left else " No reader has seen it."
    return f"Held back by order, whatever its file says.{left}"


def _state(standing: Standing, spoken: Spoken) -> str:
    article, state = standing.article, standing.state
    left = f" It left print on {spoken(standing.left)}." if standing.left else ""
    if state in IN_PRINT:
        day = article.corrections[-1].day if article.corrections else None
        corrected = f", with its correction of {day.day} {day:%B %Y}" if day else ""
        leaves = f" It expires on {spoken(article.expires)}." if article.expires else ""
        return f"In the feeds and on the site{corrected}.{leaves}"
    if state is Outcome.SCHEDULED:
        when = f" It goes out on {spoken(standing.due)}." if standing.due else ""
        return f"It waits for the time that its file states.{when}{left}"
    if state is Outcome.EXPIRED:
        ended = article.expires or standing.left
        return f"Its time was over on {spoken(ended)}: it has left the feeds and the site." if ended else "Expired."
    if state is Outcome.DRAFT:
        return f"Kept back as a draft.{left}"
    return f"Not published: its file cannot be used.{left}" if state is Outcome.REFUSED else "Its file is being read."


def _withdrawn(standing: Standing, now: datetime, tombstone_life: timedelta, spoken: Spoken) -> Account:
    """By what, since when, why, how it can be brought back and until when."""
    left = f" It left print on {spoken(standing.left)}." if standing.left else ""
    if standing.cause not in list(Cause):
        return Account(f"Withdrawn, and being brought back: its file is read again at the next look.{left}")
    by, _, remedy = WITHDRAWN_BY[Cause(standing.cause)].partition(". ")
    curable = standing.left is None or standing.cause in _ALWAYS_CURABLE
    until = standing.left + tombstone_life if standing.left and not curable else None
    if until and until <= now:
        return Account(f"{by}.{left}", standing.reason, _too_late(standing), until, is_over=True)
    if standing.cause == Cause.COMMAND:
        file_too = " Its file is gone too: drop it again as well." if standing.vanished else ""
        remedy = f"Press Bring back on its page; or, at a terminal: feedservice withdraw {standing.article.key} --undo.{file_too}"
    return Account(f"{by}.{left}", standing.reason, remedy, until)


def _too_late(standing: Standing) -> str:
    """What is left to do once readers have forgotten the withdrawal."""
    if standing.cause == Cause.COMMAND:
        return "It is too late to bring it back. Drop it under another name, as a new article."
    return (
        "It is too late for it to come back by itself: dropped again, it is a new article, "
        f"unless the line Id: {standing.article.id} stands at the top of its file."
    )
