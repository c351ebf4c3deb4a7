"""Writes articles' ids into their files, on request only. Touches: database (reads only), disk (writes in the folder).

The one place that ever writes in the content folder. With its id in the file an article keeps id and permalink even when
the store is lost and made anew from the folder. Before a file is replaced, the new bytes are read as the press will read
them, and must say the same in everything but the id.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from bs4 import BeautifulSoup

from feedservice import cleaning, folder, intake
from feedservice.addresses import HOME
from feedservice.article import Manuscript, Outcome, SourceFile, Standing
from feedservice.errors import ArticleError
from feedservice.inscription import WRITERS, inscribe
from feedservice.intake.decoding import decode
from feedservice.life import IN_PRINT
from feedservice.obeying import inside
from feedservice.settings import Settings
from feedservice.store import Reading, Store

#: Articles that have an id for good.
_HAVE_AN_ID = IN_PRINT | {Outcome.SCHEDULED}


@dataclass(frozen=True, slots=True)
class Stamped:
    """What became of a file: `done` when the id was written, or would be; `failed` when it ought to have been."""

    path: str
    says: str
    done: bool = False
    failed: bool = False


class _Left(Exception):
    """A file is left as it is, and why; `failed` says that it ought to have been stamped."""

    def __init__(self, why: str, *, failed: bool = False) -> None:
        super().__init__(why)
        self.failed = failed


def stamp(paths: Sequence[str], settings: Settings, store: Store, *, dry_run: bool = False) -> Iterator[Stamped]:
    """Stamp each file, and each article file in each folder; with `dry_run` only say what would be done."""
    for path in paths:
        for name in _files(path, settings):
            try:
                with store.reading() as asked:
                    standing = asked.at(name)
                    _check(asked, name, standing, settings)
                id_ = standing.article.id if standing else ""
                _stamp(name, standing, settings, dry_run=dry_run)
            except _Left as left:
                yield Stamped(name, str(left), failed=left.failed)
            except ArticleError as error:
                yield Stamped(name, f"{error.what} It was left as it is.", failed=True)
            except OSError as error:
                yield Stamped(name, f"It could not be written ({error.strerror}), and is as it was.", failed=True)
            else:
                yield Stamped(name, f"{'would carry' if dry_run else 'now carries'} {id_}", done=True)


def _files(path: str, settings: Settings) -> list[str]:
    """The paths in the content folder that a path of this machine, or one in the content folder, stands for."""
    root = settings.content_dir
    names = [""] if Path(path).resolve() == root.resolve() else list(filter(_is_below, inside(path, root)))
    name = next((name for name in names if os.path.lexists(root / name)), path)
    if not _is_below(name) or not (root / name).is_dir():
        return [name]
    prefix = f"{name.rstrip('/')}/" if name else ""
    return sorted(one for one in folder.scan(root).stamps if one.startswith(prefix) and _is_read(one))


def _is_below(name: str) -> bool:
    """Whether a path stays in the folder it is taken from."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _is_read(name: str) -> bool:
    return intake.suffix(name) in intake.READERS


def _check(asked: Reading, name: str, standing: Standing | None, settings: Settings) -> None:
    """Raise _Left unless the file carries an article with an id, and is as it was when the press read it."""
    target = settings.content_dir / name
    if not _is_below(name) or not target.is_file():
        raise _Left(f"is no file in the content folder {settings.content_dir}.")
    if not _is_read(name):
        raise _Left("is no article file.")
    if intake.suffix(name) not in WRITERS:
        raise _Left("is of a kind that no id can be written into.")
    if target.is_symlink():
        raise _Left("is a link. Stamp the file it leads to.")
    if standing is None:
        raise _Left(f"carries no article{_outcome(asked, name)}.")
    if standing.state not in _HAVE_AN_ID:
        raise _Left(
            f"carries an article that is {standing.state.value}; only published and scheduled ones are stamped."
        )
    memory = asked.known_at(name)
    if memory is None or folder.peek(settings.content_dir, name) != memory.stamp:
        raise _Left("was changed since the press last read it. Wait for the next look, and try again.", failed=True)


def _outcome(asked: Reading, name: str) -> str:
    receipt = asked.receipt_at(name)
    return f"; the desk says “{receipt.outcome.value}”" if receipt else "; the press has not seen it"


def _stamp(name: str, standing: Standing | None, settings: Settings, *, dry_run: bool) -> None:
    """Write the id of the article into the file, if that changes nothing else. Raises _Left, ArticleError, OSError."""
    seen = folder.peek(settings.content_dir, name)
    source = folder.read(settings.content_dir, name, seen, settings.article_limit_bytes) if seen else None
    if standing is None or source is None or seen is None or source.sha256 != standing.sha256:
        raise _Left("is not what the press last read. Wait for the next look, and try again.", failed=True)
    before = intake.read(source)
    if before.id:
        raise _Left(f"carries an id already: {before.id.value}.")
    ways = _inscribed(source, standing.article.id)
    content = next((way for way in ways if _says_the_same(source, way, standing.article.id)), None)
    if content is None:
        raise _Left("would be read differently with its id in it. It was left as it is.", failed=True)
    if len(content) > settings.article_limit_bytes:
        raise _Left("would be larger than the limit with its id. It was left as it is.", failed=True)
    if not dry_run:
        _put(settings.content_dir, name, seen, content)


def _inscribed(source: SourceFile, id: str) -> tuple[bytes, ...]:
    try:
        return inscribe(source.content, intake.suffix(source.path), id)
    except UnicodeError as error:
        raise _Left("has broken letters, so that no id can be written safely.", failed=True) from error


def _says_the_same(source: SourceFile, content: bytes, id: str) -> bool:
    """Whether the press would make the same article of the new bytes: all that it is composed of is equal."""
    before, after = intake.read(source), intake.read(replace(source, content=content))
    if after.id is None or after.id.value != id or decode(content)[1] != decode(source.content)[1]:
        return False
    return _all_it_says(replace(after, id=None)) == _all_it_says(before)


def _all_it_says(manuscript: Manuscript) -> tuple[Manuscript, str, str]:
    """Every field, the body as it was written, and the body as it is shown. Consumes the body."""
    written = str(manuscript.body)
    shown, _ = cleaning.clean(manuscript.body, HOME, {})
    return replace(manuscript, body=BeautifulSoup("", "lxml")), written, shown


def _put(root: Path, name: str, seen: folder.Stamp, content: bytes) -> None:
    """Put the bytes in place of the file, whole or not at all, with its rights; if it is still the file that was read."""
    target = root / name
    beside = target.with_name(f".{target.name[:100]}.{token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_same_rights(target, beside)
        if folder.peek(root, name) != seen:
            raise _Left("was changed just now. Wait for the next look, and try again.", failed=True)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _give_same_rights(target: Path, beside: Path) -> None:
    """Owner and mode of the file; the owner as far as we may."""
    status = target.stat()
    with suppress(PermissionError):
        os.chown(beside, status.st_uid, status.st_gid)
    shutil.copymode(target, beside)
    if stat.S_IMODE(beside.stat().st_mode) != stat.S_IMODE(status.st_mode):
        raise PermissionError(None, "its rights cannot be kept")
