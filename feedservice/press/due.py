"""What the clock alone brings: embargoes that end, and expiries. Touches: database (one transaction), disk (some stats each).

An article under embargo is kept whole, and goes out from there at its hour: no folder is looked through first.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from feedservice.article import Outcome
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after
from feedservice.editing.life.standing import Standing
from feedservice.folder import match, scan
from feedservice.folder.neighbours import Neighbours
from feedservice.intake.kinds.file_kinds import SIDECAR_ENDINGS
from feedservice.press.filing import keep
from feedservice.store import Reading, Writing


def is_anybodys_hour(asked: Reading, now: datetime) -> bool:
    """Whether an article is due, or expires, or a tombstone in a channel is to go."""
    return bool(asked.articles.due(now) or asked.articles.expiring(now) or asked.channels.has_ended(now))


def let_out(changes: Writing, content_dir: Path, now: datetime, at: datetime) -> Counter[str]:
    """Publish what is due and take out what expires, at the edition time `at`; returns how many of each.

    A due article whose file or sidecar is not as it was when read (its editor may just have moved the embargo) is left to the next
    look. When the whole folder is away, what was read last counts.
    """
    counts = Counter[str]()
    for one in changes.articles.due(now):
        if is_as_read(changes, content_dir, one.article.path):
            counts[_let_one_out(changes, one, now, at)] += 1
    for one in changes.articles.expiring(now):
        expired = replace(one, state=after(one.state, Event.EXPIRED))
        keep(changes, one, expired, at)
        changes.receipts.follow(expired)
        counts[expired.state.value] += 1
    return counts


def _let_one_out(changes: Writing, due: Standing, now: datetime, at: datetime) -> str:
    """Publish one article, unless it has expired meanwhile; returns what it is now."""
    article = due.article
    event = Event.CORRECTED if article.corrections else Event.RELEASED
    if article.expires and article.expires <= now:
        event = Event.EXPIRED
    else:
        back = due.left is not None
        updated = max(article.updated, at) if back else article.updated
        article = replace(article, released=article.released if back else at, changed=at, updated=updated)
    out = replace(due, article=article, state=after(due.state, event), due=None)
    keep(changes, due, out, at)
    changes.receipts.follow(out)
    return out.state.value if out.state not in IN_PRINT else "published"


def is_as_read(changes: Writing, content_dir: Path, path: str) -> bool:
    """Whether the file is the one that was read; one that a look has found written to since waits to be read again."""
    memory = changes.files.at(path)
    if memory is None or memory.outcome is not Outcome.SCHEDULED:
        return False
    now = scan.peek(content_dir, path)
    if now is None:
        return scan.is_away(content_dir)
    return now == memory.stamp and all(_is_known(changes, content_dir, one) for one in _sidecars(content_dir, path))


def _sidecars(content_dir: Path, path: str) -> set[str]:
    """The sidecars an article file has now, and the names of those it may have had when it was read."""
    inside, _, _ = path.rpartition("/")
    beside = Neighbours(posixpath.join(inside, other) for other in scan.names(content_dir, inside))
    return {
        *match.sidecars_for(path, beside),
        *(posixpath.splitext(path)[0] + ending for ending in SIDECAR_ENDINGS),
    }


def _is_known(changes: Writing, content_dir: Path, sidecar: str) -> bool:
    """Whether a sidecar was read as it is now, or is not there as it was not before."""
    memory, now = changes.files.at(sidecar), scan.peek(content_dir, sidecar)
    if memory is None or now is None:
        return memory is None and now is None
    return memory.stamp == now and memory.outcome is not Outcome.WAITING
