"""What files would become, without a store: `feedservice check`. Touches: disk (reads the files), clock.

Runs the very function the press runs, so it cannot promise what the press would not do. Keeps nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedservice.article import Outcome, Problem, Receipt
from feedservice.commands.check import check_attachments, check_photos
from feedservice.commands.check.check_answers import answer
from feedservice.commands.check.check_photos import Users
from feedservice.editing.ids import mint
from feedservice.editing.prepare import Prepared, prepare
from feedservice.editing.receipts import of_sidecar
from feedservice.editing.sidecar_files import read_sidecar
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, FolderError
from feedservice.folder import match, scan
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.saved_pages import pages_of
from feedservice.folder.stamps import Scan
from feedservice.settings import Settings
from feedservice.text.unicode import spelling

#: A file outside the content folder is checked with its neighbours so many folders down (a saved page's pictures).
_LEVELS = 1
#: What folders of pictures are called, besides those that browsers save beside a page.
_PICTURE_FOLDERS = frozenset({
    "images", "image", "img", "imgs", "pictures", "pics", "photos", "photo", "media", "assets", "bilder", "fotos", "imagenes",
})  # fmt: skip


def check(paths: Sequence[Path], settings: Settings) -> Iterator[dict[str, Any]]:
    """For each file, and each file in each folder, what it would become: plain values for JSON, in the order given.

    A file or folder of the content folder is judged where it lies. Of others, a folder stands for a content folder of
    its own, and a file is judged with its neighbours, a photo of a saved page with the page; where it would lie is not
    known, so it has no section, and one article with photos is taken for a bundle.
    """
    run = _Run(settings)
    for path in paths:
        root, inside = run.place(path)
        if path.is_dir():
            seen, _ = run.look(root, scan.DEEPEST_FOLDERS)
            prefix = f"{inside}/" if inside else ""
            for found in sorted([*seen.stamps, *seen.refused]):
                if found.startswith(prefix):
                    yield _check_one(path / found.removeprefix(prefix), root, found, scan.DEEPEST_FOLDERS, run)
        else:
            levels = scan.DEEPEST_FOLDERS if run.is_content(root) else _LEVELS
            yield _check_one(path, root, inside, levels, run)


class _Run:
    """One run of a check: each folder is looked at once, however many of its files are asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._content = _absolute(settings.content_dir)
        self._looks: dict[tuple[Path, int], tuple[Scan, Neighbours]] = {}
        self._users: dict[tuple[Path, int], Users] = {}
        self._pictures: dict[Path, bool] = {}

    def place(self, path: Path) -> tuple[Path, str]:
        """The content folder that a path lies in and its path there; elsewhere its own folder stands for one.

        For a photo in a folder of pictures, it is the folder above.
        """
        whole = _absolute(path)
        if whole.is_relative_to(self._content):
            inside = whole.relative_to(self._content).as_posix()
            return self._content, "" if inside == "." else inside
        if path.is_dir():
            return whole, ""
        above = whole.parent
        if match.is_photo(whole.name) and self._is_of_pictures(above):
            return above.parent, f"{above.name}/{whole.name}"
        return above, whole.name

    def is_content(self, root: Path) -> bool:
        """Whether a folder is the content folder itself."""
        return root == self._content

    def look(self, root: Path, levels: int) -> tuple[Scan, Neighbours]:
        """What lies in a folder, so many folders deep. Raises FolderError."""
        if (root, levels) not in self._looks:
            seen = scan.scan(root, levels)
            around = Neighbours([*seen.stamps, *filter(match.is_sidecar, seen.refused)])
            self._looks[root, levels] = seen, around
        return self._looks[root, levels]

    def bench(self, root: Path, levels: int) -> Bench:
        """All that preparing a file needs to know, now. Raises FolderError."""
        seen, around = self.look(root, levels)
        now = datetime.now(UTC).replace(microsecond=0)
        return Bench(
            settings=replace(self.settings, content_dir=root),
            seen=seen,
            around=around,
            now=now,
            at=now,
            birth=lambda: mint(self.settings.id_authority, now),
            loose=not self.is_content(root),
        )

    def users(self, root: Path, levels: int) -> Users:
        """Which articles of a folder use a photo."""
        return self._users.setdefault((root, levels), Users(self.bench(root, levels)))

    def _is_of_pictures(self, inside: Path) -> bool:
        """Whether a folder holds the pictures of articles beside it, by its name, and no article of its own."""
        if inside not in self._pictures:
            known = pages_of(inside.name) or spelling(inside.name) in _PICTURE_FOLDERS
            self._pictures[inside] = bool(known) and not any(map(match.is_article, scan.names(inside, "")))
        return self._pictures[inside]


def _absolute(path: Path) -> Path:
    """The path from the top, without dots; links are not followed, for they are judged by where they stand."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _check_one(shown: Path, root: Path, inside: str, levels: int, run: _Run) -> dict[str, Any]:
    try:
        bench = run.bench(root, levels)
    except FolderError as error:
        return _refused(shown, Problem(inside, str(error), "Check the path."))
    if problem := _unfit(inside, bench.seen):
        return _refused(shown, problem)
    if match.is_photo(inside):
        unused = answer(str(shown), Prepared(Receipt(inside, Outcome.UNUSED)))
        return unused | check_photos.file_alone(inside, bench, run.users(root, levels))
    if match.is_recording(inside):
        unused = answer(str(shown), Prepared(Receipt(inside, Outcome.UNUSED)))
        return unused | check_attachments.recording_alone(inside, bench, run.users(root, levels))
    prepared = _sidecar(inside, bench) if match.is_sidecar(inside) else prepare(inside, bench)
    if prepared is None:
        return _refused(shown, Problem(inside, "The file is being written just now.", "Try again in a moment."))
    return answer(str(shown), prepared, run.settings.public_url, run.settings.language)


def _unfit(inside: str, seen: Scan) -> Problem | None:
    """What is wrong with a file before it is opened."""
    if inside in seen.refused:
        return seen.refused[inside]
    if inside not in seen.stamps:
        return Problem(inside, "There is no such file, or its name is one we skip.", "Check the path.")
    if not seen.stamps[inside].size_bytes:
        return Problem(inside, "The file is empty.", "Write something in it, and save it again.")
    return None


def _sidecar(path: str, bench: Bench) -> Prepared | None:
    """A sidecar on its own: whether it can be understood, and whose it is."""
    problems: tuple[Problem, ...] = ()
    try:
        found = read_sidecar(path, bench)
        if found is None:
            return None
        problems = found.problems
    except ArticleError as error:
        problems = (Problem(error.path, error.what, error.remedy),)
    return Prepared(of_sidecar(path, match.articles_of(path, bench.around, loose=bench.loose), problems))


def _refused(shown: Path, problem: Problem) -> dict[str, Any]:
    return answer(str(shown), Prepared(Receipt(problem.where, Outcome.REFUSED, problems=(problem,))))
