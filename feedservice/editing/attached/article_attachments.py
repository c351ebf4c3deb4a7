"""The sounds, films and documents of one article: gathered, looked into, kept. Touches: disk (reads the folder), the place where media are kept.

In the order of the article: those its fields name, those its body leads to; then those of its name and of its bundle. One that
cannot be used is a warning, and its article runs without. None is read into memory whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from feedservice.addresses import HOME, media_url
from feedservice.article import Attachment, Manuscript, Problem, Severity
from feedservice.attachments.inspected import inspected
from feedservice.editing.attached.named_files import posters_in, stated_in
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, AttachmentProblem, MediaStoreAway, NotKept, UnreadableFile
from feedservice.folder import match, scan
from feedservice.folder.size_limits import limit_bytes, refuse_large
from feedservice.folder.stamps import stamp_of
from feedservice.media_store import media_store_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

#: So much of a file is read at once.
_BLOCK_BYTES = 1 << 20
_NOT_WHOLE = "The file is still being copied.", "Wait; it is taken as soon as it is whole."


@dataclass(slots=True)
class Attached:
    """What was gathered. `named` are the addresses that the article names, as written; `addresses` maps each address as written to the one it is served at; `away`: one could not be kept."""

    named: tuple[str, ...] = ()
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False
    away: bool = False


def gather(manuscript: Manuscript, named: tuple[str, ...], wanted: tuple[str, ...], bench: Bench) -> Attached:
    """Look into every sound, film and document, and keep it; one that cannot be used is a warning."""
    found = Attached(named)
    stated = {match.place(manuscript.path, src, bench.around) for src in stated_in(manuscript)}
    known: dict[str, Attachment] = {}
    for path in filter(match.is_attachment, wanted):
        if path not in bench.seen.stamps and path not in stated:
            continue  # that a link leads nowhere is said where links are cleaned
        try:
            known[path] = _attachment(path, bench)
        except ArticleError as error:
            found.problems.append(Problem(error.path, error.what, error.remedy, Severity.WARNING))
            found.unreadable |= isinstance(error, UnreadableFile)
            found.away |= isinstance(error, NotKept)
    found.attachments = list({one.name: one for one in reversed(known.values())}.values())[::-1]
    for src in named:
        taken = known.get(match.place(manuscript.path, src, bench.around))
        if taken:
            found.addresses[src] = media_url(HOME, taken.name)
    return found


def _attachment(path: str, bench: Bench) -> Attachment:
    """What a file is, kept. Raises ArticleError with what is wrong with it."""
    stamp = bench.seen.stamps.get(path)
    if stamp is None:
        refused = bench.seen.refused.get(path)
        raise AttachmentProblem(
            path,
            refused.what if refused else "The article names this file, but it is not there.",
            refused.remedy if refused else "Drop it into the folder under this name, or take its name out.",
        )
    if not stamp.size_bytes:
        raise AttachmentProblem(path, "The file is empty (0 bytes).", "Copy it into the folder again.")
    if path in bench.waiting:
        raise AttachmentProblem(path, *_NOT_WHOLE)
    refuse_large(path, stamp.size_bytes, limit_bytes(path, bench.settings))
    try:
        with scan.opened(bench.settings.content_dir, path) as file:
            if stamp_of(_status(file)) != stamp:
                raise AttachmentProblem(path, *_NOT_WHOLE)
            return _looked_into(path, file, stamp.size_bytes, bench)
    except FileNotFoundError as error:
        raise AttachmentProblem(path, *_NOT_WHOLE) from error
    except OSError as error:
        raise UnreadableFile(path, f"The file cannot be read ({error.strerror}).", "Copy it again.") from error


def _looked_into(path: str, file: BinaryIO, size_bytes: int, bench: Bench) -> Attachment:
    inside = inspected(path, file, size_bytes)
    file.seek(0)
    digest = sha256()
    for block in _blocks(file, bench.progress):
        digest.update(block)
    name = f"{digest.hexdigest()[:32]}{inside.suffix}"
    if bench.keeps:
        _keep(path, name, file, size_bytes, bench)
    return Attachment(
        path, name, inside.media_type, size_bytes, inside.duration_seconds, inside.width_px, inside.height_px
    )


def _keep(path: str, name: str, file: BinaryIO, size_bytes: int, bench: Bench) -> None:
    """Have a file kept under its name. Raises NotKept, and AttachmentProblem when it is not what it was a moment ago."""
    store = media_store_of(bench.settings)
    try:
        if store.has(name, size_bytes):
            return
        file.seek(0)
        whole = store.take_in(name, _blocks(file, bench.progress))
    except MediaStoreAway as error:
        raise NotKept(path, error.why) from error
    except OSError as error:
        raise NotKept(path, error.strerror or "the disk") from error
    if not whole:
        raise AttachmentProblem(path, *_NOT_WHOLE)


def _blocks(file: BinaryIO, progress: Callable[[], None]) -> Iterator[bytes]:
    while block := file.read(_BLOCK_BYTES):
        yield block
        progress()


def _status(file: BinaryIO) -> os.stat_result:
    return os.fstat(file.fileno())


def shown_in(body: BeautifulSoup, manuscript: Manuscript, photos: Mapping[str, str]) -> dict[str, str]:
    """Where each picture is shown in the body: the lead photo, when it is ours, is shown above it, and so not in it.

    But for one that a film there shows before it plays. To be asked before the body is cleaned.
    """
    lead = manuscript.photos[0].src if manuscript.photos else ""
    above = photos.get(lead, "").startswith(HOME) and lead not in posters_in(body)
    return {**photos, **({lead: ""} if above else {})}
