"""Writes articles' ids into their files, or into sidecars of theirs, on request only. Touches: database (reads), disk (writes).

With its id in the file an article keeps id and permalink even when
the store is lost and made anew from the folder. Before a file is replaced, the new bytes are read as the press will read
them, and must say the same in everything but the id.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Manuscript, Outcome, SourceFile
from feedservice.commands.stamp.id_insertion import CARRIERS, inscribe
from feedservice.commands.store_access import inside
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.errors import ArticleError
from feedservice.folder import scan
from feedservice.folder.match import articles_of, sidecars_for
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.overwrite import Left, put
from feedservice.folder.size_limits import limit_bytes
from feedservice.intake.kinds.file_kinds import form_of
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.sidecars import sidecar, sidecar_text
from feedservice.intake.sidecars.overrule import overrule
from feedservice.intake.sidecars.sidecar import Sidecar
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.text.encodings.decode import decode

#: Articles that have an id for good.
_HAVE_AN_ID = IN_PRINT | {Outcome.SCHEDULED}


@dataclass(frozen=True, slots=True)
class Stamped:
    """What became of a file: `done` when the id was written, or would be; `failed` when it ought to have been."""

    path: str
    says: str
    done: bool = False
    failed: bool = False


def stamp(paths: Sequence[str], settings: Settings, store: Store, *, dry_run: bool = False) -> Iterator[Stamped]:
    """Stamp each file, and each article file in each folder; with `dry_run` only say what would be done."""
    for path in paths:
        for name in _files(path, settings):
            try:
                with store.reading() as asked:
                    standing = asked.articles.at(name)
                    _check(asked, name, standing, settings)
                    id_ = standing.article.id if standing else ""
                    where = _stamp(asked, name, standing, settings, dry_run=dry_run)
            except Left as left:
                yield Stamped(name, str(left), failed=left.failed)
            except ArticleError as error:
                yield Stamped(name, f"{error.what} It was left as it is.", failed=True)
            except OSError as error:
                yield Stamped(name, f"It could not be written ({error.strerror}), and is as it was.", failed=True)
            else:
                yield Stamped(name, f"{'would carry' if dry_run else 'now carries'} {id_}{where}", done=True)


def _files(path: str, settings: Settings) -> list[str]:
    """The paths in the content folder that a path of this machine, or one in the content folder, stands for."""
    root = settings.content_dir
    names = [""] if Path(path).resolve() == root.resolve() else list(filter(_is_below, inside(path, root)))
    name = next((name for name in names if os.path.lexists(root / name)), path)
    if not _is_below(name) or not (root / name).is_dir():
        return [name]
    prefix = f"{name.rstrip('/')}/" if name else ""
    return sorted(one for one in scan.scan(root).stamps if one.startswith(prefix) and _is_read(one))


def _is_below(name: str) -> bool:
    """Whether a path stays in the folder it is taken from."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _is_read(name: str) -> bool:
    return intake.suffix(name) in intake.READERS


def _check(asked: Reading, name: str, standing: Standing | None, settings: Settings) -> None:
    """Raise Left unless the file carries an article with an id, and is as it was when the press read it."""
    target = settings.content_dir / name
    if not _is_below(name) or not target.is_file():
        raise Left(f"is no file in the content folder {settings.content_dir}.")
    if not _is_read(name):
        raise Left("is no article file.")
    if target.is_symlink():
        raise Left("is a link. Stamp the file it leads to.")
    if standing is None:
        raise Left(f"carries no article{_outcome(asked, name)}.")
    if standing.state not in _HAVE_AN_ID:
        raise Left(f"carries an article that is {standing.state.value}; only published and scheduled ones are stamped.")
    memory = asked.files.at(name)
    if memory is None or scan.peek(settings.content_dir, name) != memory.stamp:
        raise Left("was changed since the press last read it. Wait for the next look, and try again.", failed=True)


def _outcome(asked: Reading, name: str) -> str:
    receipt = asked.receipts.at(name)
    return f"; the desk says “{receipt.outcome.value}”" if receipt else "; the press has not seen it"


def _stamp(asked: Reading, name: str, standing: Standing | None, settings: Settings, *, dry_run: bool) -> str:
    """Write the id of the article into the file, or its sidecar, if that changes nothing else; returns how that is told.

    Raises Left, ArticleError, OSError.
    """
    seen = scan.peek(settings.content_dir, name)
    source = scan.read(settings.content_dir, name, seen, limit_bytes(name, settings)) if seen else None
    if standing is None or source is None or seen is None or source.sha256 != standing.sha256:
        raise Left("is not what the press last read. Wait for the next look, and try again.", failed=True)
    around = _beside(name, settings)
    before = overrule(
        intake.read(source).manuscript, [_read_sidecar(one, settings) for one in sidecars_for(name, around)]
    )
    if before.id:
        raise Left(f"carries an id already: {before.id.value}.")
    if sidecars_for(name, around) or intake.suffix(name) not in CARRIERS or not _is_as_named(source):
        return _put_into_sidecar(asked, name, standing.article.id, settings, around, dry_run=dry_run)
    ways = _inscribed(source, standing.article.id)
    content = next((way for way in ways if _says_the_same(source, way, standing.article.id)), None)
    if content is None:
        raise Left("would be read differently with its id in it. It was left as it is.", failed=True)
    if len(content) > settings.article_limit_bytes:
        raise Left("would be larger than the limit with its id. It was left as it is.", failed=True)
    if not dry_run:
        put(settings.content_dir, name, seen, content)
    return ""


def _is_as_named(source: SourceFile) -> bool:
    """Whether a file is written as its name says; into HTML called text, nobody can tell where an id would go."""
    return intake.true_form(source) is form_of(source.path)


def _beside(name: str, settings: Settings) -> Neighbours:
    """What lies in the folder of a file."""
    inside_of, _, _ = name.rpartition("/")
    names = scan.names(settings.content_dir, inside_of)
    return Neighbours(posixpath.join(inside_of, one) for one in names)


def _read_sidecar(path: str, settings: Settings) -> Sidecar:
    seen = scan.peek(settings.content_dir, path)
    source = scan.read(settings.content_dir, path, seen, limit_bytes(path, settings)) if seen else None
    if source is None:
        raise Left("has a sidecar that is being written. Wait for the next look, and try again.", failed=True)
    return sidecar.read(source)


def _put_into_sidecar(
    asked: Reading, name: str, id: str, settings: Settings, around: Neighbours, *, dry_run: bool
) -> str:
    """Write the id into the article's sidecar, or into a new one; returns how that is told."""
    target = next(iter(sidecars_for(name, around)), posixpath.splitext(name)[0].rstrip(". ") + ".yaml")
    if len(articles_of(target, Neighbours([*around.paths(), target]))) > 1:
        raise Left(
            f"shares its sidecar {posixpath.basename(target)} with another article. Give it a name of its own.",
            failed=True,
        )
    seen = scan.peek(settings.content_dir, target)
    limit = limit_bytes(target, settings)
    source = scan.read(settings.content_dir, target, seen, limit) if seen else SourceFile(target, b"", "")
    memory = asked.files.at(target)
    if source is None or (memory.stamp if memory else None) != seen:
        raise Left(
            "has a sidecar that changed since the press last read it. Wait for the next look, and try again.",
            failed=True,
        )
    before = sidecar.read(source) if seen else Sidecar(target, {})
    ways = _inscribed(source, id)
    content = next((way for way in ways if _states_the_same(before, replace(source, content=way), id)), None)
    if content is None or len(content) > sidecar_text.LIMIT_BYTES:
        raise Left(f"has a sidecar that no id can be written into; write “id: {id}” into it by hand.", failed=True)
    if not dry_run:
        put(settings.content_dir, target, seen, content, like=name)
    return f" (in {posixpath.basename(target)})"


def _states_the_same(before: Sidecar, source: SourceFile, id: str) -> bool:
    """Whether a sidecar says what it said before, and the id."""
    try:
        after = sidecar.read(source)
    except ArticleError:
        return False
    found = after.fields.get("id")
    others = {field: finding for field, finding in after.fields.items() if field != "id"}
    said = {field: finding for field, finding in before.fields.items() if field != "id"}
    unchanged = replace(after, fields=others) == replace(before, fields=said, source=after.source)
    return bool(found and found.value == id) and unchanged


def _inscribed(source: SourceFile, id: str) -> tuple[bytes, ...]:
    try:
        return inscribe(source.content, intake.suffix(source.path), id)
    except UnicodeError as error:
        raise Left("has broken letters, so that no id can be written safely.", failed=True) from error


def _says_the_same(source: SourceFile, content: bytes, id: str) -> bool:
    """Whether the press would make the same article of the new bytes: all that it is composed of is equal."""
    before, after = intake.read(source), intake.read(replace(source, content=content))
    said = after.manuscript.id
    if said is None or said.value != id or decode(content)[1] != decode(source.content)[1]:
        return False
    return _all_but_its_id(after) == _all_but_its_id(before)


def _all_but_its_id(copy: RawCopy) -> tuple[Manuscript, str, str]:
    """Every other field, the body as it was written, and the body as it is shown. Consumes the body."""
    manuscript, body = copy
    written = str(body)
    shown = cleaning.clean(body, manuscript.base_url or HOME).html
    return replace(manuscript, id=None), written, shown
