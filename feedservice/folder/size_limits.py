"""How large a file of the content folder may be that is read, by what it is. Pure."""

from __future__ import annotations

from feedservice.folder.match import is_photo, is_sidecar
from feedservice.intake.kinds.file_kinds import CONTAINERS, suffix
from feedservice.intake.sidecars import sidecar
from feedservice.settings import Settings


def limit_bytes(path: str, settings: Settings) -> int:
    """The limit for a file, in bytes; an article that holds its photos, such as a Word file, may be as large as a photo."""
    if is_sidecar(path):
        return sidecar.LIMIT_BYTES
    if is_photo(path):
        return settings.photo_limit_bytes
    limit = settings.article_limit_bytes
    return max(limit, settings.photo_limit_bytes) if suffix(path) in CONTAINERS else limit
