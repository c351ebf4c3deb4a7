"""What a feed offers to be fetched beside the text of an item, best first, alike in every format. Pure.

RSS has room for one (RSS Advisory Board profile): the sound or film where there is one, for players look nowhere else, while
readers find photographs in Media RSS and in the body too. Atom and JSON Feed have all of them, in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.addresses import media_url, photo_url
from feedservice.article import Attachment, Photo


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An address with the true bytes and type of what is there; seconds that it plays, 0 where nothing does."""

    url: str
    media_type: str
    size_bytes: int
    duration_seconds: int = 0
    title: str = ""


def enclosures(attachments: tuple[Attachment, ...], photos: tuple[Photo, ...], base_url: str) -> list[Enclosure]:
    """Sounds and films, the lead photo, documents: what is played is the enclosure, else the photo, else the document."""
    played = [_of(one, base_url) for one in attachments if one.is_played]
    papers = [_of(one, base_url) for one in attachments if one.medium == "document"]
    leads = [
        Enclosure(
            photo_url(base_url, one.enclosure.name), one.enclosure.media_type, one.enclosure.size_bytes, 0, one.caption
        )
        for one in photos[:1]
    ]
    return [*played, *leads, *papers]


def _of(one: Attachment, base_url: str) -> Enclosure:
    return Enclosure(media_url(base_url, one.name), one.media_type, one.size_bytes, one.duration_seconds, one.title)
