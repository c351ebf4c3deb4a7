"""When articles are bound in volumes of the archive, and which together. Touches: database (one transaction).

The newest document and the volumes are the whole of the news (RFC 5005 section 4): whoever was away reads the one, and follows
`prev-archive` from it. A volume that a reader has, it never asks for again: so nothing ever comes into one. Articles are
bound before the first of them would stand in no document, or as soon as they fill a volume; those of a month together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from feedservice.channels import ARCHIVE_ITEMS, Kind, month
from feedservice.feeds.extent import Extent
from feedservice.settings import Settings
from feedservice.store import Writing
from feedservice.store.stand.volumes import Unbound

#: Meanwhile, articles of a month that is over are still being read, or may be: it is bound when all of them are here.
_NOT_ALL_HERE = (Extent.MEANWHILE, Extent.TOUCHED)


def bind(changes: Writing, settings: Settings, open_month: str, extent: Extent) -> None:
    """Bind what is to be bound before the newest document is set, which then names the last volume."""
    waiting = changes.volumes.waiting() if extent is not Extent.NOTHING else []
    if not waiting:
        return
    shown = changes.volumes.shown(settings.feed_items)
    over = {month(one.published) for one in waiting if month(one.published) < open_month}
    ended = [one for one in over if extent not in _NOT_ALL_HERE and not changes.volumes.of_month(one)]
    made = volumes(waiting, shown, ended)
    for name, ids in made:
        changes.volumes.bind(name, ids)
    if made:
        changes.channels.mark_stale([Kind.EVERYTHING])


def volumes(
    waiting: Iterable[Unbound], shown: Collection[str], ended: Collection[str]
) -> list[tuple[str, Sequence[str]]]:
    """The volumes to be made, by month, each with the ids of its articles.

    `shown` are the articles of the newest document, `ended` the months that are over and have no volume yet. Of a month that has
    neither ended nor an article that would be missing, only what fills whole volumes is bound.
    """
    made: list[tuple[str, Sequence[str]]] = []
    ordered = sorted(waiting, key=lambda one: (one.published, one.released, one.id))
    for name, of_month in groupby(ordered, key=lambda one: month(one.published)):
        ids = [one.id for one in of_month]
        is_whole = name in ended or not all(one in shown for one in ids)
        most = len(ids) if is_whole else len(ids) - len(ids) % ARCHIVE_ITEMS
        made += [(name, ids[start : min(start + ARCHIVE_ITEMS, most)]) for start in range(0, most, ARCHIVE_ITEMS)]
    return made
