"""An upload's order, obeyed: what was sent is put in its place, or it is said why not. Touches: disk (writes in the content folder).

What it says is one sentence, and below it one line for each file: its path when it is there, what is wrong with it when not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from feedservice.errors import OrderError
from feedservice.folder.uploads import staging
from feedservice.folder.uploads.placing import Unplaced, place
from feedservice.settings import Settings
from feedservice.store.orders.order_book import PressOrder, What
from feedservice.text.amounts import many

_log = logging.getLogger(__name__)


def take_in(settings: Settings, order: PressOrder) -> str:
    """Put what was sent in its place. Raises OrderError, and then nothing of it is there."""
    token, root = order.subject, settings.content_dir
    upload = staging.find(root, token)
    if upload is None:
        raise OrderError(
            "What was sent is not in the content folder of the press. Send it at a desk on the machine that has that folder."
        )
    try:
        paths = place(settings, token, upload, order.seen)
    except Unplaced as error:
        raise OrderError(f"Nothing was put into the folder.\n{error}") from error
    except OSError as error:
        raise OrderError(
            f"Nothing was put into the folder: the disk does not let us ({error.strerror}). Tell your operator, and send it again."
        ) from error
    _log.info("an upload of %s by %s was taken in", many(len(paths), "file"), order.who or "somebody")
    return "\n".join([f"{many(len(paths), 'file')} put into {order.path or 'the top of the folder'}.", *paths])


def clear_up(settings: Settings, orders: Iterable[PressOrder], now: datetime) -> None:
    """Take away what these orders leave waiting, once it is settled what came of them, and what nobody asked for in time."""
    sent = [order.subject for order in orders if order.what is What.UPLOAD]
    for token in sent:
        staging.discard(settings.content_dir, token)
    if sent:
        staging.sweep(settings.content_dir, now)
