"""The sidecars of one article: waited for, and read. Touches: disk (reads the folder).

One that cannot be used is an error of its article: what may hold an article back is never left out of account.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.article import Problem
from feedservice.editing.article_photos import must_wait
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import Standing
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, TooLarge, UnreadableFile
from feedservice.folder import match, scan
from feedservice.folder.size_limits import limit_bytes
from feedservice.intake.sidecars import sidecar, sidecar_text
from feedservice.intake.sidecars.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class Beside:
    """What the sidecars of an article say, or why that cannot be told."""

    sidecars: tuple[Sidecar, ...] = ()
    error: ArticleError | None = None


def read_beside(path: str, bench: Bench) -> Beside | None:
    """The sidecars of an article file, or None when it must wait: one is being written, or is missing for a moment.

    Programs delete and make anew when they save; so a sidecar that was there is missed until it is gone for good, unless
    another one stands there already.
    """
    paths = match.sidecars_for(path, bench.around, loose=bench.loose)
    here = tuple(one for one in paths if one in bench.seen.stamps)
    refused = [bench.seen.refused[one] for one in paths if one in bench.seen.refused]
    if must_wait(here, bench) or any(one in bench.waiting and bench.seen.stamps[one].size_bytes for one in here):
        return None
    if refused:
        return Beside(error=sidecar_text.broken(refused[0].where, refused[0].what.rstrip(".")))
    if paths and not here:
        return None
    try:
        sidecars = [read_sidecar(one, bench) for one in here]
    except ArticleError as error:
        return Beside(error=error)
    return None if None in sidecars else Beside(tuple(filter(None, sidecars)))


def left_behind(path: str, beside: Beside, said: Release, before: Standing | None, bench: Bench) -> Problem | None:
    """What is wrong with an article out of print that was moved away from its sidecar, which may have held it.

    Its receipt has to be due at every turn: the old sidecar tells nobody when it goes.
    """
    if before is None or before.state in IN_PRINT or before.article.path == path or said.due or beside.sidecars:
        return None
    old = match.sidecars_for(before.article.path, bench.around)
    left = [one for one in old if not match.articles_of(one, bench.around)]
    if not left:
        return None
    what = f"The article was renamed or moved without its sidecar {left[0]}, which may hold it back."
    return Problem(path, what, "Rename or move the sidecar too; or delete it, and the article goes out.")


def read_sidecar(path: str, bench: Bench) -> Sidecar | None:
    """One sidecar, or None when it is no longer what the look saw. Raises BrokenSidecar and UnreadableFile."""
    try:
        source = scan.read(bench.settings.content_dir, path, bench.seen.stamps[path], limit_bytes(path, bench.settings))
    except TooLarge as error:
        raise sidecar_text.broken(path, f"It has more than {sidecar_text.LIMIT_BYTES // 1024} KB") from error
    except UnreadableFile as error:
        said = sidecar_text.broken(path, error.what.rstrip("."))
        raise UnreadableFile(
            path, said.what, "Give everyone the right to read it, save it again, or delete it."
        ) from error
    return sidecar.read(source) if source else None
