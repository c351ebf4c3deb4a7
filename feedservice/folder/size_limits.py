"""How large a file of the content folder may be that is read, by what it is. Pure."""

from __future__ import annotations

from feedservice.errors import TooLarge
from feedservice.folder.match import is_attachment, is_photo, is_sidecar, is_timed
from feedservice.intake.kinds.file_kinds import CONTAINERS, suffix
from feedservice.intake.sidecars import sidecar_text
from feedservice.settings import Settings
from feedservice.text.amounts import in_units

#: A transcript of ten hours has less than two.
TIMED_LIMIT_BYTES = 5_000_000


def limit_bytes(path: str, settings: Settings) -> int:
    """The limit for a file, in bytes; an article that holds its photos, such as a Word file, may be as large as a photo."""
    if is_sidecar(path):
        return sidecar_text.LIMIT_BYTES
    if is_photo(path):
        return settings.photo_limit_bytes
    if is_timed(path):
        return TIMED_LIMIT_BYTES
    if is_attachment(path):
        return settings.media_limit_bytes
    limit = settings.article_limit_bytes
    return max(limit, settings.photo_limit_bytes) if suffix(path) in CONTAINERS else limit


def refuse_large(path: str, size_bytes: int, limit_bytes: int) -> None:
    """Raises TooLarge over the limit."""
    if size_bytes > limit_bytes:
        raise TooLarge(
            path,
            f"The file has {in_units(size_bytes)}; the limit is {in_units(limit_bytes)}.",
            "Make it smaller, or ask your operator to raise the limit.",
        )
