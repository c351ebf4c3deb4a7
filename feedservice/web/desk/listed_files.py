"""What the desk's list says of each file: what became of it, in a sentence or two, and what its article adds. Touches: database (reads only), clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from feedservice.addresses import photo_url
from feedservice.article import Outcome, Receipt
from feedservice.channels import display_name
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.outcome_meanings import MEANINGS
from feedservice.editing.life.standing import Standing
from feedservice.store import Reading
from feedservice.store.desk.glances import Glance, glance
from feedservice.store.filed_receipts import FiledReceipt
from feedservice.web.desk.article_status import Account, account
from feedservice.web.responses import local, settings

#: Files of these carry no article that readers see; when and why it left print only the article knows.
_OUT = (Outcome.DRAFT, Outcome.SCHEDULED, Outcome.EXPIRED, Outcome.WITHDRAWN)
#: Of these the receipt alone does not tell which article the file carries, or carried, and whether readers see it.
_ASKED_FOR = (*_OUT, Outcome.REFUSED, Outcome.GONE)


@dataclass(frozen=True, slots=True)
class Filed:
    """A receipt as the desk shows it: with its article's key and what there is of it at a glance, and the article it resembles."""

    filed: FiledReceipt
    meaning: str
    key: str
    is_out: bool
    account: Account | None
    resembles: Standing | None
    glance: Glance | None = None

    @property
    def section(self) -> str:
        """The section it is in, as people read it."""
        return display_name(self.glance.section) if self.glance and self.glance.section else ""

    @property
    def thumbnail(self) -> str:
        """Where its lead photo is to be had, below the desk for what readers may not see yet; nothing when it has none."""
        photo = self.glance.photo if self.glance else None
        place = "/desk" if self.is_out else ""
        return photo_url(place, photo.thumbnail.name) if photo else ""


def shown(asked: Reading, found: Sequence[FiledReceipt]) -> list[Filed]:
    """These receipts as the desk shows them."""
    seen = asked.glances.of({one.receipt.article_id for one in found if one.receipt.article_id})
    return [filed(asked, one, seen.get(one.receipt.article_id)) for one in found]


def filed(asked: Reading, one: FiledReceipt, seen: Glance | None = None) -> Filed:
    """A receipt with what the articles it is about add to it; most need no more than `seen`."""
    receipt = one.receipt
    standing = _carried(asked, receipt) if receipt.outcome in _ASKED_FOR else None
    told = account_of(standing) if standing and _tells_more(standing, receipt) else None
    is_out = standing.state not in IN_PRINT if standing else receipt.outcome in _OUT
    key = receipt.key or (standing.article.key if standing else "")
    resembles = asked.articles.with_id(receipt.resembles) if receipt.resembles else None
    if receipt.outcome in _OUT and (proof := asked.proofs.at(receipt.path)):
        seen = glance(proof)
    elif seen is None and standing:
        seen = glance(standing.article)
    return Filed(one, meaning(one, standing, told), key, is_out, told, resembles, seen)


def account_of(standing: Standing) -> Account:
    """Where an article stands, in the newsroom's time."""
    return account(standing, datetime.now(UTC), settings().tombstone_life, local)


def _carried(asked: Reading, receipt: Receipt) -> Standing | None:
    """The article of a receipt; one that readers have not seen is not named there, but its file is known."""
    return asked.articles.with_id(receipt.article_id) if receipt.article_id else asked.articles.at(receipt.path)


def _tells_more(standing: Standing, receipt: Receipt) -> bool:
    """Whether the article knows when and why it left print."""
    left = standing.left is not None or bool(standing.cause)
    return left and receipt.outcome in _OUT and standing.state is receipt.outcome


def meaning(one: FiledReceipt, standing: Standing | None = None, told: Account | None = None) -> str:
    """What a receipt comes to, in a sentence or two."""
    receipt = one.receipt
    if receipt.outcome is Outcome.WAITING and one.size_bytes == 0:
        stays = " What was published from it stays." if receipt.article_id else ""
        return (
            "The file is empty. Write into it and save. If it has words on your own computer, the shared drive has not copied them yet: "
            f"open it there, or have it kept on the device.{stays}"
        )
    if receipt.outcome is Outcome.GONE and standing and standing.article.path != receipt.path:
        return f"The file has gone; its article is now in {standing.article.path}."
    if receipt.outcome is Outcome.GONE and not (receipt.article_id or standing):
        return "The file has gone. No article was published from it."
    if told:
        note = "" if receipt.outcome is Outcome.WITHDRAWN else receipt.note
        return " ".join(filter(None, (told.state, told.remedy, note)))
    return receipt.note or _held_by(receipt) or MEANINGS[receipt.outcome]


def _held_by(receipt: Receipt) -> str:
    """Where a draft says that it is one, when it says so inside."""
    said = (receipt.evidence.get(name) for name in ("draft", "status")) if receipt.outcome is Outcome.DRAFT else ()
    found = next(filter(None, said), None)
    return f"Kept back as a draft: it says so ({found.source}: {found.value})." if found else ""
