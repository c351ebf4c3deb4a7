"""What files would become, without a store: `feedservice check`. Touches: disk (reads the files), clock.

Runs the very function the press runs, so it cannot promise what the press would not do. Keeps nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from feedservice import checking_photos, folder, pairing
from feedservice.addresses import at_home
from feedservice.article import Outcome, Problem, Receipt
from feedservice.beside import read_sidecar
from feedservice.birth import mint
from feedservice.errors import ArticleError, FolderError
from feedservice.preparing import Prepared, prepare
from feedservice.receipts import of_sidecar
from feedservice.settings import Settings
from feedservice.slugs import keyed
from feedservice.workbench import Bench

#: A file outside the content folder is checked with its neighbours so many folders down (a saved page's pictures).
_LEVELS = 1


def check(paths: Sequence[Path], settings: Settings) -> Iterator[dict[str, Any]]:
    """For each file, and each file in each folder, what it would become: plain values for JSON, in the order given.

    A file or folder of the content folder is judged where it lies. Of others, a folder stands for a content folder of
    its own, and a file is judged with its neighbours; where it would lie is not known, so it has no section, and
    one article with photos is taken for a bundle.
    """
    for path in paths:
        root, inside = _place(path, settings.content_dir)
        if path.is_dir():
            seen, _ = _look(root, folder.DEEPEST_FOLDERS)
            prefix = f"{inside}/" if inside else ""
            for found in sorted([*seen.stamps, *seen.refused]):
                if found.startswith(prefix):
                    yield _check_one(path / found.removeprefix(prefix), root, found, folder.DEEPEST_FOLDERS, settings)
        else:
            levels = folder.DEEPEST_FOLDERS if _is_content(root, settings) else _LEVELS
            yield _check_one(path, root, inside, levels, settings)


def _place(path: Path, content_dir: Path) -> tuple[Path, str]:
    """The content folder that a path lies in and its path there; elsewhere its own folder stands for one."""
    whole, content = _absolute(path), _absolute(content_dir)
    if whole.is_relative_to(content):
        inside = whole.relative_to(content).as_posix()
        return content, "" if inside == "." else inside
    return (whole, "") if path.is_dir() else (whole.parent, whole.name)


def _absolute(path: Path) -> Path:
    """The path from the top, without dots; links are not followed, for they are judged by where they stand."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _is_content(root: Path, settings: Settings) -> bool:
    return root == _absolute(settings.content_dir)


@lru_cache(maxsize=16)
def _look(root: Path, levels: int) -> tuple[folder.Scan, pairing.Neighbours]:
    seen = folder.scan(root, levels)
    return seen, pairing.Neighbours([*seen.stamps, *filter(pairing.is_sidecar, seen.refused)])


def _check_one(shown: Path, root: Path, inside: str, levels: int, settings: Settings) -> dict[str, Any]:
    try:
        seen, around = _look(root, levels)
    except FolderError as error:
        return _refused(shown, Problem(inside, str(error), "Check the path."))
    problem = seen.refused.get(inside)
    if problem is None and inside not in seen.stamps:
        problem = Problem(inside, "There is no such file, or its name is one we skip.", "Check the path.")
    if problem is None and not seen.stamps[inside].size_bytes:
        problem = Problem(inside, "The file is empty.", "Write something in it, and save it again.")
    if problem is not None:
        return _refused(shown, problem)
    now = datetime.now(UTC).replace(microsecond=0)
    bench = Bench(
        settings=settings.model_copy(update={"content_dir": root}),
        seen=seen,
        around=around,
        now=now,
        at=now,
        birth=lambda: mint(settings.id_authority, now),
        loose=not _is_content(root, settings),
    )
    if pairing.is_photo(inside):
        return _answer(shown, Prepared(Receipt(inside, Outcome.UNUSED)), None) | checking_photos.file_alone(
            inside, bench
        )
    prepared = _sidecar(inside, bench) if pairing.is_sidecar(inside) else prepare(inside, bench)
    if prepared is None:
        return _refused(shown, Problem(inside, "The file is being written just now.", "Try again in a moment."))
    return _answer(shown, prepared, settings)


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
    return Prepared(of_sidecar(path, pairing.articles_of(path, bench.around, loose=bench.loose), problems))


def _refused(shown: Path, problem: Problem) -> dict[str, Any]:
    return _answer(shown, Prepared(Receipt(problem.where, Outcome.REFUSED, problems=(problem,))), None)


def _answer(shown: Path, prepared: Prepared, settings: Settings | None) -> dict[str, Any]:
    """The keys that `check --json` promises, in its order; empty ones are null or an empty list."""
    article, receipt, base_url = prepared.article, prepared.receipt, settings.public_url if settings else ""
    dated = prepared.manuscript is not None and (prepared.manuscript.date or prepared.manuscript.embargo)
    return {
        "path": str(shown),
        "outcome": receipt.outcome.value,
        "headline": article.headline if article else None,
        "slug": keyed(article.headline, article.key) if article else None,
        "standfirst": article.standfirst if article else None,
        "byline": list(article.byline or article.agencies) if article else [],
        "agencies": list(article.agencies) if article else [],
        "dateline": (article.dateline or None) if article else None,
        "published": article.published.isoformat() if article and dated else None,
        "section": (article.section or None) if article else None,
        "tags": list(article.tags) if article else [],
        "language": (article.language or settings.language) if article and settings else None,
        "photo": checking_photos.lead(article, prepared, base_url) if article else None,
        "body_html": at_home(article.body_html, base_url) if article else None,
        "evidence": {name: asdict(finding) for name, finding in receipt.evidence.items()},
        "problems": [asdict(problem) for problem in receipt.problems],
        "cut": [asdict(cut) for cut in receipt.cut],
    }
