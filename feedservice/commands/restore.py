"""A backup back into the store, beside a running service or before the first. Touches: database, disk (photos), clock.

First the file is checked whole, and nothing is changed unless all of it is sound. Then photos are put in place; then, in
one transaction with the lease, every table, and the edition set in type from it. Feeds' times and the edition number go
on from where they were. The service's own next look compares the folder with what came back.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from lzma import LZMAError
from pathlib import Path
from typing import IO

from sqlalchemy import Table, func, select

from feedservice.commands.archive import DATABASE, PHOTO_NAME, PHOTOS, PHOTOS_KEY
from feedservice.errors import ArchiveError
from feedservice.feeds.editions import edition_time
from feedservice.feeds.extent import Extent
from feedservice.feeds.typeset import set_in_type
from feedservice.folder.private_files import make_inside
from feedservice.media_store import media_store_of
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.store.copy import pour
from feedservice.store.engine import SCHEMA_REVISION, revision
from feedservice.store.schema import article, document, partner, press_state, turn
from feedservice.store.turns import PressState
from feedservice.text.amounts import many

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and the edition that is out now."""

    articles: int
    photos: int
    edition: int


def restore(
    file: Path,
    settings: Settings,
    store: Store,
    *,
    replace_articles: bool = False,
    patiently: Callable[[Callable[[], int]], int] = lambda work: work(),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Restored:
    """Put a backup in place of what the store holds. Raises ArchiveError, and then all is as it was.

    `patiently` waits for another press; it is handed the one transaction.
    """
    try:
        make_inside(settings.photos_dir)
        with tempfile.TemporaryDirectory(prefix=".restore.", dir=settings.photos_dir) as folder:
            photos = _unpack(file, Path(folder))
            with _open(Path(folder) / DATABASE, file) as backup, backup.reading() as saved:
                with store.reading() as asked:
                    _refuse_loss(asked, saved, replace_articles=replace_articles)
                for path in photos:
                    media_store_of(settings).add(path.name, path)
                edition = patiently(lambda: _replace(settings, store, saved, clock(), replace_articles))
                articles = int(saved.connection.scalar(select(func.count()).select_from(article)) or 0)
    except OSError as error:
        raise ArchiveError(f"{file} could not be restored: {error.strerror or error}.") from error
    return Restored(articles, len(photos), edition)


def _unpack(file: Path, folder: Path) -> list[Path]:
    """Take the backup apart, each file into the folder; returns the photos. Raises ArchiveError unless it is whole."""
    try:
        opened = tarfile.open(file)  # noqa: SIM115  # closed below
    except tarfile.ReadError as error:
        raise ArchiveError(f"{file} is no backup. Name a file that feedservice backup made.") from error
    try:
        with opened as tar:
            found = [_take(tar, member, folder, file) for member in tar]
            promised = tar.pax_headers.get(PHOTOS_KEY)
    except (tarfile.TarError, EOFError, zlib.error, LZMAError) as error:
        raise ArchiveError(f"{file} is only a part of a backup ({error}).") from error
    names = [path.name for path in found]
    if DATABASE not in names:
        raise ArchiveError(f"{file} is no backup: there is no {DATABASE} in it.")
    photos = [path for path in found if path.name != DATABASE]
    if promised is not None and promised != str(len(photos)):
        raise ArchiveError(f"{file} is only a part of a backup: {len(photos)} of its {promised} photos are in it.")
    return photos


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, file: Path) -> Path:
    """One file out of the tar, by its plain name; only what a backup of ours can hold."""
    name = member.name.removeprefix(PHOTOS)
    is_photo = member.name != name and PHOTO_NAME.fullmatch(name)
    content = tar.extractfile(member) if member.isreg() and (is_photo or member.name == DATABASE) else None
    if content is None or (folder / name).exists():
        raise ArchiveError(f"{file} is no backup of ours: it holds “{member.name}”. Nothing of it was taken.")
    with content, (folder / name).open("xb") as target:
        digits = _copy(content, target)
    if is_photo and not name.startswith(digits[:32]):
        raise ArchiveError(f"{file} is damaged: the photo {name} is not what it was.")
    os.utime(folder / name, (member.mtime, member.mtime))
    return folder / name


def _copy(content: IO[bytes], target: IO[bytes]) -> str:
    """Copy to disk, for good; returns the hash of the bytes."""
    digest = sha256()
    while block := content.read(_BLOCK_BYTES):
        digest.update(block)
        target.write(block)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


@contextmanager
def _open(database: Path, file: Path) -> Iterator[Store]:
    """The database of the backup, sound and brought up to date. Raises ArchiveError."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict != "ok":
        raise ArchiveError(f"{file} is damaged: its database cannot be read ({verdict}).")
    with Store(f"sqlite:///{database}") as backup:
        found = revision(backup.engine)
        if not found or found > SCHEMA_REVISION:
            what = f"of a later version (schema {found}, ours is {SCHEMA_REVISION})" if found else "not one of ours"
            raise ArchiveError(f"The database in {file} is {what}. Nothing was changed.")
        backup.migrate()
        yield backup


def _refuse_loss(asked: Reading, saved: Reading, *, replace_articles: bool) -> None:
    """Unless it was said, articles are not thrown away: those that the backup has not would get new ids."""
    held = set(asked.connection.scalars(select(article.c.id)))
    if not held or replace_articles:
        return
    lost = len(held.difference(saved.connection.scalars(select(article.c.id))))
    beyond = (
        f"{lost:,} of them are not in the backup, and would come back under new ids"
        if lost
        else "all are in the backup"
    )
    raise ArchiveError(
        f"The store holds {many(len(held), 'article')}; {beyond}. Say --replace to put the backup in its place."
    )


def _replace(settings: Settings, store: Store, saved: Reading, now: datetime, replace_articles: bool) -> int:  # noqa: FBT001
    """The one transaction: every table, then the edition. What stands on the stand stays until that replaces it.

    Partners' addresses stay too, where there are any: an old backup would let in again whom somebody has shut out since.
    """
    with store.turn(now, settings.base_url) as changes:
        _refuse_loss(changes, saved, replace_articles=replace_articles)
        before = changes.turns.state()
        kept = [table for table in (document, turn, partner) if _has_rows(changes, table)]
        pour(saved.connection, changes.connection, (press_state, *kept))
        state = _gone_on(before, saved.turns.state())
        edition = 0
        if state:
            changes.turns.save_state(state)
            changes.channels.forget_what_is_shown()
            at_home = settings if settings.base_url else replace(settings, base_url=state.base_url)
            at = edition_time(now, state)
            edition = set_in_type(changes, at_home, now, at, may_be_empty=True, extent=Extent.ALL).edition
        if turn in kept:  # a press may be at work: what it has seen is out of date
            changes.turns.record(now, now, succeeded=True, message="", counts={})
        changes.lease.give_up(now)
    return edition


def _has_rows(asked: Reading, table: Table) -> bool:
    return asked.connection.execute(select(table).limit(1)).first() is not None


def _gone_on(before: PressState | None, saved: PressState | None) -> PressState | None:
    """The state to go on from: the channel of the backup, at the address of here, and no number or time lower than any."""
    if before is None or saved is None:
        state = before or saved
        return state and replace(state, edition=state.edition + 1)
    edition, changed = max(before.edition, saved.edition) + 1, max(before.changed, saved.changed)
    return PressState(edition, changed, saved.channel_id, before.base_url)
