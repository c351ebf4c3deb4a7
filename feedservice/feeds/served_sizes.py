"""What is served at an address of ours: how many bytes a photo has. Touches: the place where photos are kept."""

from __future__ import annotations

from feedservice.addresses import photo_url
from feedservice.feeds.lint import SizeOf
from feedservice.media_store import media_store_of
from feedservice.settings import Settings


def size_of(settings: Settings) -> SizeOf:
    """Tells the bytes of a photo of ours by its address, none when it is not there.

    It raises KeyError for any other address, and where only another machine could tell.
    """
    start = photo_url(settings.public_url, "")

    def told(address: str) -> int | None:
        if not address.startswith(start):
            raise KeyError(address)
        return media_store_of(settings).size_bytes(address.removeprefix(start))

    return told
