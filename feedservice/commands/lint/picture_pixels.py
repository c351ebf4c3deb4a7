"""The pictures of a feed, looked at: of each no more than its head is fetched. Touches: network, clock."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

import httpcore

from feedservice.commands.lint.polite_client import PoliteClient
from feedservice.errors import Unfetchable
from feedservice.feeds.lint import Complaint
from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.stated_pictures import SeenPicture, StatedPicture, judge_picture

#: A picture says how large it is in these; of a JPEG with much metadata more of them.
_HEAD_BYTES = 300_000
_MOST_PICTURES = 40
_FOUND = frozenset({200, 206})


def pixels_judged(client: PoliteClient, pictures: Iterable[StatedPicture]) -> tuple[Complaint, ...]:
    """Complaints about sizes and covers that are not as they should be; what cannot be had is told elsewhere."""
    notes = JudgesNotes()
    for stated in list(pictures)[:_MOST_PICTURES]:
        if seen := _seen(client, stated.address):
            judge_picture(notes, stated, seen)
    return tuple(notes.complaints)


def _seen(client: PoliteClient, address: str) -> SeenPicture | None:
    try:
        answer, head = client.fetched(address, {"Range": f"bytes=0-{_HEAD_BYTES - 1}"}, limit_bytes=_HEAD_BYTES)
    except (Unfetchable, httpcore.ProtocolError):
        return None
    if answer.status not in _FOUND:
        return None
    from PIL import Image, UnidentifiedImageError  # only for feeds with pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(head)) as picture:
                return SeenPicture(picture.format or "", picture.mode, *picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
