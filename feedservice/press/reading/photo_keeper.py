"""The press and the place where photos are kept: what it brings there, and what it has to say of it. Touches: disk or network."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from feedservice.editing.prepare import Prepared
from feedservice.errors import MediaStoreAway
from feedservice.media_store import MediaStore, media_store_of
from feedservice.settings import Settings

_log = logging.getLogger(__name__)


class PhotoKeeper:
    """Keeps the photos of what was read. `complaint` says why the place takes none, for as long as it does not."""

    def __init__(self, settings: Settings) -> None:
        self.store: MediaStore = media_store_of(settings)
        self.complaint = ""
        self._has_moved_in = False

    def move_in(self) -> None:
        """Bring what was kept elsewhere before, once; when the place is away, at the next turn."""
        if self._has_moved_in:
            return
        try:
            self.store.move_in(lambda said: _log.info("%s", said))
            self._has_moved_in = True
        except MediaStoreAway as error:
            self._complain(str(error))

    def keep(self, prepared: Sequence[Prepared], held: Sequence[str]) -> None:
        """Put the photos in their place, before an article names them; and ask again how the place does, if it may be away.

        `held` are files that wait, perhaps for it. Raises OSError when the disk is full or cannot be written.
        """
        for one in prepared:
            for photo in one.pictures:
                self.store.keep(photo.source_sha256, photo.renditions, photo.contents)
        if self.complaint or held or any(one.photo_problems for one in prepared):
            self._complain(self.store.trouble())

    def _complain(self, complaint: str) -> None:
        if complaint and not self.complaint:
            _log.error("%s", complaint)
        if self.complaint and not complaint:
            _log.info("the media store takes photos again")
        self.complaint = complaint
