"""Where photos as served are kept: the state folder, or an object store that many machines share. Touches: nothing by itself.

Photos have the hash of their bytes for a name and are never changed or deleted, so whoever keeps one a second time does no
harm, and whoever has a copy has the right one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from feedservice.media_store.folder_store import FolderStore
from feedservice.media_store.kept_file import MediaStore as MediaStore
from feedservice.settings import Settings


@cache
def _opened(photos_dir: Path, url: str, cache_bytes: int) -> MediaStore:
    if not url:
        return FolderStore(photos_dir)
    from feedservice.media_store.media_cache import MediaCache  # noqa: PLC0415
    from feedservice.media_store.object_store import ObjectStore  # noqa: PLC0415  # only where it is asked for

    return ObjectStore(url, FolderStore(photos_dir), MediaCache(photos_dir.with_name("media-cache"), cache_bytes))


def media_store_of(settings: Settings) -> MediaStore:
    """The store of these settings; one for the whole process. Raises SettingsError when the library for it is missing."""
    return _opened(settings.photos_dir, settings.media_store, settings.media_cache_bytes)
