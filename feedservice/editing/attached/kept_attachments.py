"""One sound, film, document, transcript or list of chapters: looked into, named by the hash of its bytes, kept. Touches: disk (reads the folder), the place where media are kept.

Of what may be long, no more than a block is ever in memory.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import BinaryIO

from feedservice.addresses import MEDIA_TYPES
from feedservice.article import Attachment
from feedservice.attachments.inspected import Inspected, inspected
from feedservice.editing.attached.accompanied import CHAPTERS, Found
from feedservice.editing.attached.lying_files import Called, stamp_of_fit
from feedservice.editing.attached.timed_texts import chapters_json, check
from feedservice.editing.surroundings import Bench
from feedservice.errors import AttachmentProblem, MediaStoreAway, NotKept, UnreadableFile
from feedservice.folder import match, scan
from feedservice.folder.size_limits import limit_bytes, refuse_large
from feedservice.folder.stamps import stamp_of
from feedservice.intake.kinds.file_kinds import suffix
from feedservice.media_store import media_store_of

#: So much of a file is read at once.
_BLOCK_BYTES = 1 << 20
_FILE = Called("file", AttachmentProblem)


def kept(path: str, bench: Bench) -> Found:
    """What a file is, kept; with the chapters that it tells itself. Raises ArticleError with what is wrong with it."""
    stamp = stamp_of_fit(path, _FILE, bench)
    refuse_large(path, stamp.size_bytes, limit_bytes(path, bench.settings))
    try:
        with scan.opened(bench.settings.content_dir, path) as file:
            if stamp_of(_status(file)) != stamp:
                raise _FILE.not_whole(path)
            return _looked_into(path, file, stamp.size_bytes, bench)
    except FileNotFoundError as error:
        raise _FILE.not_whole(path) from error
    except OSError as error:
        raise UnreadableFile(path, f"The file cannot be read ({error.strerror}).", "Copy it again.") from error


def _looked_into(path: str, file: BinaryIO, size_bytes: int, bench: Bench) -> Found:
    inside = _inspected(path, file, size_bytes)
    file.seek(0)
    digest = sha256()
    for block in _blocks(file, bench.progress):
        digest.update(block)
    name = f"{digest.hexdigest()[:32]}{inside.suffix}"
    if bench.keeps:
        _keep(path, name, file, size_bytes, bench)
    found = Attachment(
        path, name, inside.media_type, size_bytes, inside.duration_seconds, inside.width_px, inside.height_px
    )
    own = any(other.lower().endswith(CHAPTERS) for other in match.timed_with(path, bench.around))
    return {path: found, **({} if own or not inside.chapters else _chapters_of(path, found.name, inside, bench))}


def _inspected(path: str, file: BinaryIO, size_bytes: int) -> Inspected:
    """What is in a file; a transcript and chapters are as their names say, when players can read them."""
    if not match.is_timed(path):
        return inspected(path, file, size_bytes)
    ending = suffix(path)
    check(path, file.read(), ending)
    return Inspected(ending)


def _chapters_of(path: str, name: str, inside: Inspected, bench: Bench) -> Found:
    """The chapters that a recording tells itself, as players ask for them."""
    content = chapters_json(inside.chapters)
    chapters = f"{sha256(content).hexdigest()[:32]}{CHAPTERS}"
    if bench.keeps:
        _keep(path, chapters, io.BytesIO(content), len(content), bench)
    within = Attachment(path, chapters, MEDIA_TYPES[CHAPTERS], len(content), beside=name)
    return {f"{path}#chapters": within}


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
        raise _FILE.not_whole(path)


def _blocks(file: BinaryIO, progress: Callable[[], None]) -> Iterator[bytes]:
    while block := file.read(_BLOCK_BYTES):
        yield block
        progress()


def _status(file: BinaryIO) -> os.stat_result:
    return os.fstat(file.fileno())
