"""What a turn has to read, and its reading: settled files, the newest first. Touches: disk, database (both read only), clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from feedservice.editing.identity import Claim, Identity
from feedservice.editing.ids import DistinctSeconds, mint
from feedservice.editing.overruling.overrulings import sorted_out
from feedservice.editing.prepare import Draft, Drafting, Prepared, prepare
from feedservice.editing.surroundings import Bench
from feedservice.feeds.editions import whole_second
from feedservice.folder import match
from feedservice.folder.neighbours import Neighbours
from feedservice.press.look import Look, files_missing
from feedservice.press.reading.known_articles import Register
from feedservice.press.reading.parallel import DraftingRoom
from feedservice.press.reading.reading_process import fetcher
from feedservice.settings import Settings
from feedservice.store import Reading
from feedservice.store.orders.order_book import stamp_seen


def to_read(look: Look, asked: Reading) -> list[str]:
    """Settled article files, and those whose photos, sidecars or doubles settled, went, or fell to them.

    The newest file comes first; of those of one instant the one with the shortest name, for a copy keeps the time of its original
    and adds to its name ("Copy of ferry", "ferry (1)"): of two that tell one story the first one read is the article.
    """
    moved = (*look.difference.settled, *look.difference.gone)
    if not moved:
        return []
    paths = {path for path in look.difference.settled if not (match.is_enclosed(path) or match.is_sidecar(path))}
    around = look.around
    moved_photos = [path for path in moved if match.is_enclosed(path)]
    moved_photos += [recording for path in moved for recording in match.recordings_with(path, around)]
    affected = _doubles_of(look.difference.gone, look, asked) | asked.files.wanting(moved_photos)
    affected.update(article for photo in moved_photos for article in match.articles_for(photo, around))
    affected.update(article for path in moved if match.is_sidecar(path) for article in match.articles_of(path, around))
    affected.update(match.rebundled(moved, around))
    decided = (path for path in affected if path in look.seen.stamps and path not in look.difference.waiting)
    paths.update(path for path in decided if path in look.known)
    return sorted(paths, key=lambda path: (-look.seen.stamps[path].mtime_ns, len(path), path))


def _doubles_of(gone: tuple[str, ...], look: Look, asked: Reading) -> set[str]:
    """Files held as doubles of articles whose files are gone for good: now they may be the article.

    Not before: until then another file may turn out to be the one that is missing, under a new name.
    """
    ids = {look.known[path].article_id for path in gone if path in look.known} - {""}
    return asked.receipts.resembling(ids) if ids else set()


def _with_those_out_of_sight(look: Look) -> Neighbours:
    """What lies in the folders, with sidecars that are refused, or missing and not yet gone for good.

    Their articles must not be read as if there were none.
    """
    lost = {*files_missing(look), *look.seen.refused} - set(look.difference.gone)
    sidecars = [path for path in lost if match.is_sidecar(path)]
    return Neighbours([*look.seen.stamps, *sidecars]) if sidecars else look.around


def now_and_then(act: Callable[[], None], seconds: float) -> Callable[[], None]:
    """What can be called all the time, and acts when so many seconds have passed since it last did."""
    acted = time.monotonic()

    def call() -> None:
        nonlocal acted
        if time.monotonic() - acted > seconds:
            act()
            acted = time.monotonic()

    return call


def _taken(room: DraftingRoom, path: str, bench: Bench) -> Draft | Exception | None:
    """The draft of a file, none when it must wait, or what is wrong with it."""
    try:
        return room.draft(path, bench)
    except Exception as error:
        return error


class InTray:
    """The files that one turn reads, and who is who among them."""

    def __init__(
        self,
        settings: Settings,
        look: Look,
        asked: Reading,
        unread: list[str],
        room: DraftingRoom | None = None,
        *,
        propagate_bugs: bool,
    ) -> None:
        self.settings = settings
        self.look = look
        self.room = room
        horizon = look.now - settings.tombstone_life
        self.allowed = asked.orders.doubles_allowed()
        self.register = Register(asked, look.seen, look.known, {*look.difference.waiting, *unread}, horizon)
        on_the_web = fetcher(settings, look.now)
        self.bench = Bench(
            settings=settings,
            seen=look.seen,
            around=_with_those_out_of_sight(look),
            now=look.now,
            at=whole_second(look.now),
            birth=lambda: mint(settings.id_authority, self.look.now),
            identify=self._identify,
            carried=self.register.at,
            distinct=DistinctSeconds(asked.articles.updated_seconds).near,
            waiting=look.difference.waiting,
            since=self._since,
            early=look.difference.early,
            may_double=self._may_double,
            propagate_bugs=propagate_bugs,
            fetch=on_the_web.fetch if on_the_web else None,
            keeps=True,
            overrulings=sorted_out(asked.overrulings.all(), look.seen.stamps),
            notes=asked.desk_notes.by_article(),
        )

    def go_on(self, look: Look, asked: Reading) -> None:
        """Read the next batch of the same look: what was read before is in the store by now, or waits."""
        self.look = look
        self.register.go_on(asked)
        self.allowed = asked.orders.doubles_allowed()
        on_the_web = fetcher(self.settings, look.now)
        self.bench = replace(
            self.bench,
            now=look.now,
            at=whole_second(look.now),
            distinct=DistinctSeconds(asked.articles.updated_seconds).near,
            fetch=on_the_web.fetch if on_the_web else None,
            overrulings=sorted_out(asked.overrulings.all(), look.seen.stamps),
            notes=asked.desk_notes.by_article(),
        )

    def prepare(self, paths: list[str], meanwhile: Callable[[], None], ahead: Sequence[str] = ()) -> list[Prepared]:
        """Prepare each file; those that must wait are tried once more when the others are known.

        Files that carry an article come first: a copy of one edited just now must not be taken for the original.
        `meanwhile` is called after each, and now and then. With a drafting room, drafts of those `ahead` are made in the meantime.
        """
        paths = sorted(paths, key=lambda path: (self._is_new(path), self._may_be_copy(path)))
        if self.room:
            self.room.meanwhile = meanwhile
            self.room.ask([*paths, *ahead], self.bench)
        prepared = self._prepare(paths, meanwhile)
        done = {one.receipt.path for one in prepared}
        waiting = [path for path in paths if path not in done]
        self.register.unread.difference_update(waiting)  # two files may wait for each other
        prepared += self._prepare(waiting, meanwhile)
        self.register.unread.update(set(waiting) - {one.receipt.path for one in prepared})
        return prepared

    def _prepare(self, paths: list[str], meanwhile: Callable[[], None]) -> list[Prepared]:
        prepared, drafting = [], self._drafting(paths)
        for path in paths:
            one = prepare(path, self.bench, drafting)
            if one is not None:
                self.register.enter(path, one.standing, one.marks or ())
                notes = self.bench.notes.get(one.before.article.id, ()) if one.before else ()
                chosen = self.bench.overrulings.of_files.get(path, ())
                # without its manuscript: pictures that lie in a file lie in it too
                prepared.append(replace(one, manuscript=None, chosen=chosen, notes=notes))
            meanwhile()
        return prepared

    def _drafting(self, paths: list[str]) -> Drafting | None:
        """What hands out the drafts of these files, made by other processes; when all are there, who they are is asked at once."""
        room = self.room
        if room is None:
            return None
        drafts = {path: _taken(room, path, self.bench) for path in paths}
        self.register.foresee([one.claim for one in drafts.values() if isinstance(one, Draft)])

        def hand_out(path: str, _: Bench) -> Draft | None:
            draft = drafts.pop(path)
            if isinstance(draft, Exception):
                raise draft
            return draft

        return hand_out

    def _is_new(self, path: str) -> bool:
        """Whether a file carries no article yet that readers saw."""
        known = self.look.known.get(path)
        return not (known and known.article_id)

    def _may_be_copy(self, path: str) -> bool:
        """Whether a file is, or may be, another version of one beside it, which is to be known first."""
        folder, _, name = path.rpartition("/")
        return name in self.bench.around[folder].copies

    def _identify(self, claim: Claim) -> Identity:
        may_double = claim.may_double or self._may_double(claim.path)
        return self.register.identify(replace(claim, may_double=may_double))

    def _may_double(self, path: str) -> bool:
        """Whether an order lets a file, as it is, run beside one of the same story."""
        return path in self.allowed and self.allowed[path] == stamp_seen(self.look.seen.stamps.get(path))

    def _since(self, path: str) -> datetime | None:
        """Since when a file has been as it is; none while it moves."""
        known = self.look.known.get(path)
        return known.since if known and path not in self.look.difference.moving else None
