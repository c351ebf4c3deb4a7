"""What was sent, judged by the rules of the folder and put in its place: all of it or nothing, the article last. Touches: disk (writes in the content folder).

It is obeyed as often as it is asked for: what a press that was killed has put in its place already stays there, and the rest
follows. What makes an upload a bad one is told of every file at once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from feedservice.errors import TooLarge
from feedservice.folder.litter import in_the_cloud, is_kept_away, is_litter, left_by_a_program
from feedservice.folder.match import is_article
from feedservice.folder.size_limits import limit_bytes, refuse_large
from feedservice.folder.stamps import Stamp
from feedservice.folder.uploads.staging import Sent, Upload, lying, part_of, section_folder
from feedservice.folder.uploads.upload_names import name_problem, other_name, section_problem
from feedservice.folder.whole_files import keep_on_disk
from feedservice.intake.kinds.file_kinds import FORMS, PAPER_ENDINGS, suffix
from feedservice.intake.kinds.unreadable import unknown
from feedservice.settings import Settings
from feedservice.text.unicode import composed, spelling

#: What is to become of names that are taken.
REPLACE, BESIDE = "replace", "beside"
_LETTERS = "bcdefghijklmnopqrstuvwxyz"
_CHANGED = "Somebody has written to it since you were asked. Look at it again, and send your file anew."


class Unplaced(Exception):
    """Nothing was put in its place; each problem is a sentence on one file: where, what, how to put it right."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class _Move:
    """One file to be put in its place."""

    sent: Sent
    part: Path
    target: Path

    def is_done(self) -> bool:
        """Whether a press before us has put it there, and was killed later."""
        return not self.part.exists() and self.target.is_file() and self.target.stat().st_size == self.sent.size_bytes


def place(settings: Settings, token: str, upload: Upload, choice: str) -> list[str]:
    """Put it in its place; the paths, from the content folder on. Raises Unplaced, and OSError when the disk does not let us."""
    root = settings.content_dir
    folder = section_folder(root, upload.section)
    problems = [*_of_section(upload.section, folder), *_of_files(upload, settings)]
    if problems or isinstance(folder, str):
        raise Unplaced(problems)
    moves = [_Move(one, part_of(root, token, one), folder / name) for one, name in _named(folder, upload, choice)]
    moves.sort(key=lambda move: is_article(move.target.name))
    left = [move for move in moves if not move.is_done()]
    if lost := [move.sent.name for move in left if move.part.is_symlink() or not move.part.is_file()]:
        raise Unplaced([f"{name}: What was sent of it is not there any more. Send it again." for name in lost])
    if taken := _in_the_way(folder, left, upload.taken if choice == REPLACE else {}):
        raise Unplaced([f"{name}: {_CHANGED}" for name in taken])
    _make(folder, root)
    _move_all(left, folder)
    return [str(move.target.relative_to(root)) for move in moves]


def _of_section(section: str, folder: Path | str) -> Iterator[str]:
    if found := section_problem(section):
        yield f"Section {section}: {' '.join(found)}"
    elif section and is_kept_away(section):
        yield f"Section {section}: Folders of this name are some program's own, and not read. Choose another name for the section."
    elif isinstance(folder, str):
        yield f"{folder} Choose another section."


def _of_files(upload: Upload, settings: Settings) -> Iterator[str]:
    seen: set[str] = set()
    for sent in upload.files:
        found = _wrong_with(sent, f"{upload.section}/{sent.name}".lstrip("/"), settings)
        if not found and spelling(sent.name) in seen:
            found = "Two files of this name were sent.", "Send one of them, or rename one."
        seen.add(spelling(sent.name))
        if found:
            yield f"{sent.name}: {' '.join(found)}"


def _wrong_with(sent: Sent, path: str, settings: Settings) -> tuple[str, str] | None:
    name = sent.name
    if found := name_problem(name):
        return found
    own = "Files of this name are some program's own, and not read."
    if left := own if is_litter(name) or in_the_cloud(name) else left_by_a_program(name):
        return left, "Send the article or the photo itself."
    if suffix(name) not in {*FORMS, *PAPER_ENDINGS}:
        return unknown(path)
    if not sent.size_bytes:
        return "There is nothing in this file.", "Open it, see whether it holds what it should, and send it again."
    try:
        refuse_large(path, sent.size_bytes, limit_bytes(path, settings))
    except TooLarge as error:
        return error.what, error.remedy
    return None


def _named(folder: Path, upload: Upload, choice: str) -> list[tuple[Sent, str]]:
    """Each file with the name it gets: what belongs together is renamed together, so that a photo stays its article's."""
    names = [composed(one.name) for one in upload.files]
    if choice == REPLACE:
        there = {spelling(name): name for name in upload.taken}
        return [(one, there.get(spelling(name), name)) for one, name in zip(upload.files, names, strict=True)]
    if choice != BESIDE:
        return list(zip(upload.files, names, strict=True))
    stems = {_stem(name) for name in upload.taken}
    for letter in _LETTERS:
        other = [other_name(name, letter) if _stem(name) in stems else name for name in names]
        moves = [_Move(one, Path(one.part), folder / name) for one, name in zip(upload.files, other, strict=True)]
        if not lying(folder, other) or any(move.is_done() for move in moves):
            return list(zip(upload.files, other, strict=True))
    raise Unplaced([f"{name}: Every name beside it is taken, too. Rename your file, and send it again." for name in upload.taken])  # fmt: skip


def _stem(name: str) -> str:
    return spelling(name).partition(".")[0]


def _in_the_way(folder: Path, moves: Sequence[_Move], expected: Mapping[str, Stamp]) -> list[str]:
    """What lies there now that nobody agreed to replace."""
    there = lying(folder, [move.target.name for move in moves])
    return [name for name, stamp in there.items() if expected.get(name) != stamp]


def _make(folder: Path, root: Path) -> None:
    """A new section, with the rights of the folder around it."""
    if folder != root and not folder.exists():
        folder.mkdir()
        _give_rights(folder, folder.parent, stat.S_IMODE(root.stat().st_mode))


def _move_all(moves: Sequence[_Move], folder: Path) -> None:
    """One after the other, by their names alone; what goes wrong undoes all. Raises OSError."""
    done: list[tuple[_Move, Path | None]] = []
    try:
        for move in moves:
            _give_rights(move.part, folder, 0o600 | folder.stat().st_mode & 0o066)
            done.append((move, _set_aside(move)))
            move.part.replace(move.target)
        keep_on_disk(folder)
    except OSError:
        for move, before in reversed(done):
            with suppress(OSError):
                if not move.part.exists():
                    move.target.replace(move.part)
                if before:
                    before.replace(move.target)
                elif move.target.exists() and not move.target.stat().st_size:
                    move.target.unlink()
        raise


def _set_aside(move: _Move) -> Path | None:
    """Keep what stands in the place until all is done; where nothing stands, claim the name, for others write there too."""
    try:
        os.close(os.open(move.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        before = move.part.with_suffix(".before")
        before.unlink(missing_ok=True)
        try:
            os.link(move.target, before, follow_symlinks=False)
        except OSError:  # a disk that knows no second names
            move.target.replace(before)
        return before
    return None


def _give_rights(path: Path, folder: Path, mode: int) -> None:
    """Who may read and write the folder, may the file; where the system knows rights."""
    with suppress(PermissionError):
        os.chown(path, -1, folder.stat().st_gid)
    with suppress(PermissionError):
        path.chmod(mode)
