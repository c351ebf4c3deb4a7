"""What an editor can order of an article or a file as it stands, and what will happen then, in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedservice.article import Article, Outcome, Receipt
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import HELD, IF_BOTH, Cause, Standing
from feedservice.store.orders.order_book import What

Spoken = Callable[[datetime], str]

#: What each order is called on a button.
TITLES: Mapping[What, str] = {
    What.WITHDRAW: "Withdraw",
    What.RESTORE: "Bring back",
    What.LOOK: "Look now",
    What.PUBLISH: "Publish now",
    What.HOLD: "Hold",
    What.LET_GO: "Let go",
    What.RUN: "Let this one run too",
    What.SET_ASIDE: "Keep the other",
    What.PIN: "Pin to the front page",
    What.UNPIN: "Unpin",
    What.CHOOSE: "Choose another value",
    What.TAKE_BACK: "Take a choice back",
    What.MARK: "Mark the last change",
    What.NOTE: "Correction note",
}
#: What it is called once it was given.
ORDERED: Mapping[What, str] = {
    **TITLES,
    What.RUN: "Run beside its double",
    What.SET_ASIDE: "Set aside as a double",
    What.PIN: "Pin to the front page",
    What.UNPIN: "Unpin from the front page",
    What.UPLOAD: "Upload",
}
#: These want a reason: they take something from readers, and somebody will ask why.
WANTS_REASON = frozenset({What.WITHDRAW, What.HOLD})
_KEPT = "The file stays where it is and may be changed; nothing of it is published meanwhile."


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be ordered: `will` says what happens then; `seen` is what it is given on, which may change meanwhile.

    Of orders on words, `field` is that of the order, `wrong` why it cannot be given as it is said, `facts` what is chosen or
    written, by name, and `button` what stands on the last button.
    """

    what: What
    will: tuple[str, ...]
    seen: str = ""
    field: str = ""
    wrong: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    button: str = ""

    @property
    def title(self) -> str:
        """What stands on the button."""
        return TITLES[self.what]

    @property
    def wants_reason(self) -> bool:
        """Whether why is asked."""
        return self.what in WANTS_REASON


@dataclass(frozen=True, slots=True)
class Matter:
    """What an order is about: an article, a file, or the whole folder. Of orders on words also the `field`, or what changed."""

    subject: str
    id: str = ""
    path: str = ""
    headline: str = ""
    key: str = ""
    offers: tuple[Offer, ...] = ()
    field: object = None
    last: object = None
    article: Article | None = None


LOOK = Offer(
    What.LOOK,
    (
        "The press looks at the whole folder at once, and does not wait for its next turn.",
        "Files that are still being written wait until they rest, as always.",
    ),
)


def of_article(
    standing: Standing, spoken: Spoken, now: datetime, tombstone_life: timedelta, *, is_pinned: bool
) -> list[Offer]:
    """What can be ordered of an article as it stands."""
    if standing.state is Outcome.WITHDRAWN:
        return _of_withdrawn(standing, spoken, now, tombstone_life)
    if standing.cause == HELD:
        return [_let_go(standing), _withdraw(standing)]
    if standing.state is Outcome.SCHEDULED:
        publish = [_publish(standing, standing.due, spoken)] if standing.due else []
        return [*publish, _hold(standing), _withdraw(standing)]
    if standing.state in IN_PRINT:
        return [_pin(is_pinned=is_pinned), _hold(standing), _withdraw(standing)]
    return []


def of_double(receipt: Receipt, other: Standing | None, seen: str) -> list[Offer]:
    """What can be ordered of a file that is held as the double of another."""
    if receipt.outcome is not Outcome.REFUSED or not receipt.resembles:
        return []
    kept = f"“{other.article.headline}” ({other.article.path})" if other else "The other one"
    aside = Offer(
        What.SET_ASIDE,
        (
            f"{kept} stays as it is. This file is not published, and is no longer shown as a problem.",
            "When the file is written to, it is judged anew.",
        ),
        seen,
    )
    if not any(IF_BOTH in problem.remedy for problem in receipt.problems):
        return [aside]
    run = Offer(
        What.RUN,
        (
            f"It is read again, and readers get both: this one, and {kept[0].lower() + kept[1:]}.",
            "That holds for the file as it is now. What else it says (draft, embargo) still counts.",
        ),
        seen,
    )
    return [run, aside]


def _of_withdrawn(standing: Standing, spoken: Spoken, now: datetime, life: timedelta) -> list[Offer]:
    if standing.cause != Cause.COMMAND or (standing.left and standing.left + life <= now):
        return []
    until = f" That is possible until {spoken(standing.left + life)}." if standing.left else ""
    will = f"Its file is read again at once, and what that says decides.{until}"
    if standing.vanished:
        will = f"Its file is gone, so drop it again as well: then it comes back.{until}"
    return [Offer(What.RESTORE, (will, "It comes back at its own address, under its own id."))]


def _withdraw(standing: Standing) -> Offer:
    if standing.state not in IN_PRINT and standing.left is None:
        return Offer(What.WITHDRAW, ("No reader has seen it, and none will: it does not go out.", _KEPT))
    return Offer(
        What.WITHDRAW,
        (
            "It leaves the site and every feed within seconds; its address says that it was withdrawn.",
            "Feeds tell readers' programs that it was deleted.",
            "What was fetched before cannot be called back from everybody.",
            "It stays withdrawn, whatever becomes of its file, until somebody brings it back here or by command.",
        ),
    )


def _publish(standing: Standing, due: datetime, spoken: Spoken) -> Offer:
    again = " again" if standing.left else ""
    return Offer(
        What.PUBLISH,
        (
            f"Readers see it{again} within seconds: on the site, in every feed it belongs to, and hubs are told.",
            f"The embargo of {spoken(due)} is put aside, as long as the file states that very one.",
            "If somebody writes another embargo into the file, that counts.",
        ),
        due.isoformat(),
    )


def _hold(standing: Standing) -> Offer:
    stays = "It stays held, whatever its file says, until somebody lets it go. Then it comes back under its own id."
    if standing.state in IN_PRINT:
        return Offer(
            What.HOLD,
            (
                "It leaves the site and every feed within seconds; its address says that it is not to be seen at present.",
                stays,
            ),
        )
    return Offer(What.HOLD, ("It does not go out at its hour.", stays))


def _let_go(standing: Standing) -> Offer:
    if standing.vanished:
        return Offer(What.LET_GO, ("Its file is gone, so it counts as withdrawn until the file is dropped again.",))
    return Offer(
        What.LET_GO,
        ("Its file is read again at once, and what that says decides: it goes out, unless the file holds it back.",),
    )


def _pin(*, is_pinned: bool) -> Offer:
    if is_pinned:
        return Offer(What.UNPIN, ("It no longer leads the front page: the newest story with a photo does.",))
    return Offer(
        What.PIN,
        (
            "It leads the front page of the site until another is pinned, or it leaves print. Feeds stay in their order.",
        ),
    )
