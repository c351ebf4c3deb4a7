"""The press: one turn, from the folder to ready documents. Touches: disk, database, clock.

`Press.turn` is the whole story: look, compare, read what settled, keep it, set the edition in type, all writes in one
transaction. Killed at any instant, the next turn starts from what the last whole one left.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from feedservice import filing, folder, pairing, photos, render
from feedservice.article import Channel, Edition, Outcome, Receipt
from feedservice.birth import DistinctSeconds, channel_id, mint
from feedservice.edition import assemble
from feedservice.errors import FolderError, LeaseError, RenderError, StoreError
from feedservice.filing import Look
from feedservice.preparing import Bench, Prepared, prepare
from feedservice.settings import Settings
from feedservice.store import PressState, Store, Writing
from feedservice.store.reading import whole_second

_log = logging.getLogger(__name__)

#: Article files read in one turn; the rest is the next turn's, which starts at once. Bounds memory and time.
BATCH_FILES = 1000
_LEASE_RENEWAL_SECONDS = 10.0
_SECOND = timedelta(seconds=1)
_CLOCK_GONE_WRONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TurnReport:
    """What a turn did. `again_seconds` says when to turn again before the schedule would: files settle, or are left."""

    started: datetime
    seconds: float
    succeeded: bool = True
    message: str = ""
    edition: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    again_seconds: float | None = None
    next_due: datetime | None = None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Press:
    """Makes turns over one folder into one store. Not for several threads at once: the schedule sees to that."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Callable[[], datetime] = _utc_now,
        *,
        propagate_bugs: bool = False,
    ) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.propagate_bugs = propagate_bugs
        self._documents_are_ours = False

    def turn(self) -> TurnReport:
        """One turn of the press. Raises LeaseError when another press is at work; other failures are in the report."""
        started, watch = self.clock(), time.monotonic()
        try:
            look = self._look(started)
            read, held, left = self._read(look)
            report = self._keep(look, read, [*held, *left], time.monotonic() - watch, more=bool(left))
        except (FolderError, StoreError, RenderError, OSError) as error:
            return self._failed(started, time.monotonic() - watch, str(error))
        except LeaseError:
            raise
        except Exception as error:
            if self.propagate_bugs:
                raise
            _log.exception("our fault: the turn broke off")
            message = f"Our fault: the turn broke off ({type(error).__name__}: {error}). The log tells more."
            return self._failed(started, time.monotonic() - watch, message)
        self._documents_are_ours = True
        return report

    def _look(self, now: datetime) -> Look:
        """Look at the whole folder and compare it with the whole memory."""
        settle = timedelta(seconds=self.settings.settle_seconds)
        with _collector_at_rest():
            seen = folder.scan(self.settings.content_dir)
            with self.store.reading() as asked:
                known, state = asked.known(), asked.state()
            difference = folder.compare(seen, known, now, settle, retry=not self._documents_are_ours)
        _refuse_sudden_emptiness(seen, known)
        return Look(now, _edition_time(now, state), state, seen, known, difference)

    def _read(self, look: Look) -> tuple[list[Prepared], list[str], list[str]]:
        """Read every settled file that needs it, newest first; those held up by themselves or a photo; those left over."""
        paths = self._to_read(look)
        if not paths:
            return [], [], []
        self.store.take_lease(self.clock())
        with self.store.reading() as asked:
            distinct = DistinctSeconds(asked.updated_seconds())
            bench = Bench(
                settings=self.settings,
                seen=look.seen,
                around=pairing.neighbours(look.seen.stamps),
                now=look.now,
                at=whole_second(look.now),
                earlier=lambda path, sha256: asked.article_at(path, sha256, look.now),
                birth=lambda: mint(self.settings.id_authority, look.now),
                distinct=distinct.near,
                waiting=look.difference.waiting,
                since=lambda path: None if path in look.difference.moving else look.known[path].since,
                propagate_bugs=self.propagate_bugs,
            )
            prepared = self._prepare_each(paths[:BATCH_FILES], bench)
        done = {one.receipt.path for one in prepared}
        held = [path for path in paths[:BATCH_FILES] if path not in done]
        for one in prepared:
            for source, rendition in one.pictures:
                photos.keep(source, rendition, self.settings.photos_dir)
        return prepared, held, paths[BATCH_FILES:]

    def _prepare_each(self, paths: list[str], bench: Bench) -> list[Prepared]:
        prepared, renewed = [], time.monotonic()
        for path in paths:
            one = prepare(path, bench)
            if one is not None:
                prepared.append(replace(one, manuscript=None))  # its tree is the greater part of a file's memory
            if time.monotonic() - renewed > _LEASE_RENEWAL_SECONDS:
                self.store.take_lease(self.clock())
                renewed = time.monotonic()
        return prepared

    def _to_read(self, look: Look) -> list[str]:
        """Settled article files, and those whose photos settled, went, or fell to them; the newest file first."""
        moved = (*look.difference.settled, *look.difference.gone)
        paths = {path for path in look.difference.settled if not pairing.is_photo(path)}
        if moved:
            around = pairing.neighbours(look.seen.stamps)
            moved_photos = [path for path in moved if pairing.is_photo(path)]
            with self.store.reading() as asked:
                affected = asked.articles_wanting(moved_photos)
            affected.update(article for photo in moved_photos for article in pairing.articles_for(photo, around))
            affected.update(pairing.rebundled(moved, around))
            decided = (path for path in affected if path in look.seen.stamps and path not in look.difference.waiting)
            paths.update(path for path in decided if path in look.known)
        return sorted(paths, key=lambda path: (-look.seen.stamps[path].mtime_ns, path))

    def _keep(self, look: Look, read: list[Prepared], left: list[str], seconds: float, *, more: bool) -> TurnReport:
        """Everything a turn changes, in one transaction."""
        watch = time.monotonic()
        with self.store.turn(self.clock()) as changes:
            counts = filing.file(changes, look, read, left)
            edition = self._set_in_type(changes, look, changed=set(counts) != {"unchanged"} and bool(counts))
            counts["files"] = len(look.seen.stamps)
            counts["waiting"] = len(look.difference.waiting) + len(left)
            spent = seconds + time.monotonic() - watch
            finished = look.now + timedelta(seconds=spent)
            changes.record_turn(look.now, finished, succeeded=True, message="", counts=counts)
            next_due = changes.next_due()
            changes.give_up_lease(self.store.holder, self.clock())
        receipts = (*filing.refusals(look), *(one.receipt for one in read))
        return TurnReport(
            look.now, spent, True, "", edition, dict(counts), receipts, self._again(look, left=more), next_due
        )

    def _again(self, look: Look, *, left: bool) -> float | None:
        """When files are settling, look again once they may have; when files are left over, at once."""
        if left:
            return 0.0
        settling = any(stamp is None or stamp.size_bytes for stamp in look.difference.moving.values())
        return self.settings.settle_seconds if settling else None

    def _set_in_type(self, changes: Writing, look: Look, *, changed: bool) -> int:
        """Set the edition and put what changed on the stand; returns the edition number.

        The edition's clock moves only when what it shows changed: it is set with the old time first, and if the bytes
        are the old ones, they stay. The very first edition waits for the first article on its way: an empty feed would
        make readers forget what they have.
        """
        state = look.state or PressState(
            0, look.at, channel_id(self.settings.id_authority, look.now), self.settings.public_url
        )
        if not changed and self._documents_are_ours and look.state:
            return state.edition
        channel = self._channel(state.channel_id)
        articles = changes.newest(channel.feed_items)
        if look.state is None and not articles and (look.difference.waiting or look.seen.blind):
            return 0
        before = changes.last_modified_by_etag()
        if len(before) == len(render.FORMATS) and _is_as_before(assemble(channel, articles, state.changed), before):
            return state.edition
        documents, left_out = render.render_all(assemble(channel, articles, look.at))
        for form, body in documents.items():
            changes.put_document(render.document(form, body, look.at))
        for article, reason in left_out.items():
            filing.file_left_out(changes, look, article, reason)
        changes.save_state(PressState(state.edition + 1, look.at, state.channel_id, self.settings.public_url))
        return state.edition + 1

    def _channel(self, id: str) -> Channel:
        chosen = self.settings
        return Channel(id, chosen.title, chosen.description, chosen.language, chosen.public_url, chosen.feed_items)

    def _failed(self, started: datetime, seconds: float, message: str) -> TurnReport:
        """A turn that could not be made: nothing changed, the last good documents stay; remembered if that is possible."""
        _log.error("turn failed, the last good documents stay in print: %s", message)
        try:
            with self.store.writing() as changes:
                finished = started + timedelta(seconds=seconds)
                changes.record_turn(started, finished, succeeded=False, message=message, counts={})
                changes.give_up_lease(self.store.holder, self.clock())
        except StoreError as second:
            _log.error("and it cannot be noted in the store: %s", second)
        return TurnReport(started, seconds, succeeded=False, message=message)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection meanwhile: a look makes small tuples by the ten thousand, none of them in a circle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _edition_time(now: datetime, state: PressState | None) -> datetime:
    """The instant a changed edition gets: now, but always later than the last, so that feeds' times never go back.

    A last change far in the future is a clock gone wrong once; then, and only then, the times start again from now.
    """
    second = whole_second(now)
    if state is None:
        return second
    if state.changed - now > _CLOCK_GONE_WRONG:
        _log.error(
            "the last edition is dated %s: the clock was wrong then; its time starts again from now", state.changed
        )
        return second
    return max(second, state.changed + _SECOND)


def _is_as_before(edition: Edition, etags: Collection[str]) -> bool:
    """Whether the stand has this edition already; the first format that differs settles it."""
    try:
        return all(render.etag(render.render(edition, form)) in etags for form in render.FORMATS)
    except RenderError:
        return all(render.etag(body) in etags for body in render.render_all(edition)[0].values())


def _refuse_sudden_emptiness(seen: folder.Scan, known: dict[str, folder.Known]) -> None:
    """A share that is not mounted looks like an empty folder: that withdraws nothing."""
    if not seen.empty:
        return
    published = sum(memory.outcome is Outcome.PUBLISHED for memory in known.values())
    if published:
        raise FolderError(
            f"The content folder is empty, though {published} articles were published from it. Is the share mounted? "
            "Nothing is withdrawn. To withdraw everything, leave an empty folder inside it."
        )
