"""What is served at an address of ours: how many bytes a photo has. Touches: disk (one stat each)."""

from __future__ import annotations

from feedservice.addresses import photo_url
from feedservice.feeds.lint import SizeOf
from feedservice.settings import Settings


def size_of(settings: Settings) -> SizeOf:
    """Tells the bytes of a photo of ours by its address, none when it is not there; raises KeyError for any other address."""
    start = photo_url(settings.public_url, "")

    def told(address: str) -> int | None:
        if not address.startswith(start):
            raise KeyError(address)
        try:
            return (settings.photos_dir / address.removeprefix(start)).stat().st_size
        except OSError:
            return None

    return told
