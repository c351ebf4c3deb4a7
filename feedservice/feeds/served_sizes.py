"""What is served at an address of ours: how many bytes a photo, a sound or a film has, or a picture of the newsroom. Touches: the place where photos are kept."""

from __future__ import annotations

from feedservice.addresses import face_url, media_url, photo_url
from feedservice.feeds.lint import SizeOf
from feedservice.media_store import media_store_of
from feedservice.media_store.emblems import emblems_of
from feedservice.settings import Settings


def size_of(settings: Settings) -> SizeOf:
    """Tells the bytes of a photo, a sound, a film or a document of ours by its address, none when it is not there.

    It raises KeyError for any other address, and where only another machine could tell.
    """
    starts = (photo_url(settings.public_url, ""), media_url(settings.public_url, ""))
    own = face_url(settings.public_url, "")

    def told(address: str) -> int | None:
        if address.startswith(own):
            emblem = emblems_of(settings).files.get(address.removeprefix(own))
            return len(emblem.content) if emblem else None
        if not address.startswith(starts):
            raise KeyError(address)
        return media_store_of(settings).size_bytes(address.rpartition("/")[2])

    return told
