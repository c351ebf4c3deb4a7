"""What an order has put aside of what a file says, and what its receipt tells of that. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from feedservice.article import Receipt
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import HELD, Standing

#: What the desk says of a file whose article is held.
HELD_NOTE = "Held back by order, whatever its file says, until an order lets it go."


def overruled(said: Release, before: Standing | None) -> Release:
    """What a file says, without the embargo that an order has put aside for its article.

    That holds as long as the file states this very embargo, and goes on when it has passed: the article stays dated as it
    came out. A file that states another is obeyed. Nor is one in print taken out for a date to come: only what is called an
    embargo does that.
    """
    if before is not None and before.aside is not None and said.embargo == before.aside:
        return replace(said, due=None, embargo=before.article.released, aside=before.aside)
    if said.by_date and before is not None and before.state in IN_PRINT:
        return replace(said, due=None, embargo=None, by_date=False)
    return said


def order_note(standing: Standing, zone: tzinfo) -> str:
    """What an order has changed about an article, for its receipt."""
    if standing.cause == HELD:
        return HELD_NOTE
    if standing.aside is None:
        return ""
    embargo = f"{standing.aside.astimezone(zone):%d %B %Y, %H:%M}".lstrip("0")
    return f"The embargo in its file ({embargo}) was put aside by order; if the file states another, that counts."


def with_order(receipt: Receipt, standing: Standing, zone: tzinfo) -> Receipt:
    """A receipt that tells what an order has changed, beside what it says."""
    return replace(receipt, note=" ".join(filter(None, (receipt.note, order_note(standing, zone)))))
