"""Who is who in one turn: the store's memory, with what this turn has read so far laid over it. Touches: database.

Two files of one turn may be the same story, or have changed names with each other; so each article that is prepared is
entered here before the next file is looked at. Articles of an earlier release that have no sketch of their words get one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from feedservice.article import Outcome
from feedservice.editing.identity import Claim, Identity, Where, identify
from feedservice.editing.life.standing import HELD, Cause, Standing
from feedservice.editing.plain_text import story
from feedservice.errors import StoreError
from feedservice.folder.settle import Known
from feedservice.folder.stamps import Scan
from feedservice.store import Reading, Store
from feedservice.store.foresight import Foresight
from feedservice.text.comparison.similarity import marks
from feedservice.text.unicode import spelling

_log = logging.getLogger(__name__)

#: As in the store (`store.articles`): marks of more articles tell nothing; of those that share some, a few are looked at.
_COMMON = 50
_MOST_ALIKE = 5
#: Articles sketched in one turn; about a quarter of a second.
_SOME = 150


class Register:
    """The memory that `identity.identify` asks. `unread` are files that changed and are not read yet; it shrinks.

    Articles without a file whose tombstone stood before `horizon` are known by their id alone: what left print so long
    ago does not come back by itself. What a command withdrew stays known, lest it come back under a new id.
    """

    def __init__(
        self, asked: Reading, seen: Scan, known: Mapping[str, Known], unread: Iterable[str], horizon: datetime
    ) -> None:
        self.asked = asked
        self.seen = seen
        self.known = known
        self.unread = set(unread)
        self._unread_inodes: dict[int, set[str]] = {}
        for path in self.unread & seen.stamps.keys():
            if seen.stamps[path].size_bytes:  # an empty one has nothing of the article, and may wait for ever
                self._unread_inodes.setdefault(seen.stamps[path].inode, set()).add(path)
        self.horizon = horizon
        self._entered: dict[str, Standing] = {}
        self._marks: dict[int, set[str]] = {}
        self._bytes: dict[str, set[str]] = {}
        self._spelt: dict[str, set[str]] = {}
        self._carried: dict[str, str] = {}
        self._foreseen = Foresight()

    def foresee(self, claims: Sequence[Claim]) -> None:
        """Ask the store what it knows of all of these files at once; then little is left to be asked of each."""
        hashes, spellings = [one.sha256 for one in claims], [spelling(one.path) for one in claims]
        self._foreseen = self.asked.articles.foresee(hashes, spellings, {mark for one in claims for mark in one.marks})

    def go_on(self, asked: Reading) -> None:
        """Ask the store from here on: it has what was entered so far, unless that was undone."""
        self.asked = asked
        self._foreseen = Foresight()
        for entered in (self._entered, self._bytes, self._spelt, self._marks, self._carried):
            entered.clear()

    def identify(self, claim: Claim) -> Identity:
        """What article a file carries."""
        return identify(claim, self)

    def enter(self, path: str, standing: Standing | None, marks: Iterable[int] = ()) -> None:
        """Note that a file has been read, and which article it carries (none: no article)."""
        self.unread.discard(path)
        self._carried[path] = standing.article.id if standing else ""
        if standing:
            self._entered[standing.article.id] = standing
            self._bytes.setdefault(standing.sha256, set()).add(standing.article.id)
            self._spelt.setdefault(spelling(path), set()).add(standing.article.id)
            for mark in marks:
                self._marks.setdefault(mark, set()).add(standing.article.id)

    def with_id(self, id: str) -> Standing | None:
        """The article of an id."""
        return self._entered.get(id) or self.asked.articles.with_id(id)

    def with_key(self, key: str) -> Standing | None:
        """The article of a key."""
        entered = (one for one in self._entered.values() if one.article.key == key)
        return next(entered, None) or self.asked.articles.with_key(key)

    def with_bytes(self, sha256: str) -> list[Standing]:
        """Articles whose file had these bytes, when it was last read."""
        entered = [self._entered[id_] for id_ in sorted(self._bytes.get(sha256, ()))]
        kept = self._foreseen.by_bytes.get(sha256)
        if kept is None:
            kept = self.asked.articles.with_bytes(sha256)
        return self._latest([*entered, *kept], lambda one: one.sha256 == sha256)

    def at(self, path: str) -> Standing | None:
        """The article that a path carries, unless this turn has found it elsewhere."""
        if path in self._carried:
            return self._entered.get(self._carried[path])
        kept = self._foreseen.by_spelling.get(spelling(path))
        if kept is None:
            found = self.asked.articles.at(path)
        else:
            found = next((one for one in kept if one.article.path == path and one.vanished is None), None)
        return found if found and self._now(found).article.path == path else None

    def spelt_alike(self, path: str) -> list[Standing]:
        """Articles carried by other paths that are the same but for composed letters and case."""
        spelt = spelling(path)
        entered = [self._entered[id_] for id_ in sorted(self._spelt.get(spelt, ()))]
        kept = self._foreseen.by_spelling.get(spelt)
        if kept is None:
            kept = self.asked.articles.spelt_alike(spelt)
        found = self._latest([*entered, *kept], lambda one: spelling(one.article.path) == spelt)
        return [one for one in found if one.article.path != path and one.vanished is None]

    def alike(self, marks: Iterable[int]) -> list[Standing]:
        """The articles that share the most marks."""
        marks = list(marks)
        having = [ids for mark in marks if len(ids := self._marks.get(mark, ())) <= _COMMON]
        shared = Counter(id_ for ids in having for id_ in ids)
        entered = [self._entered[id_] for id_, _ in shared.most_common(_MOST_ALIKE)]
        kept = self.asked.articles.alike(marks, self._foreseen.shared_marks(marks))
        return self._latest([*entered, *kept], lambda _: True)

    def where(self, standing: Standing) -> Where:
        """Where an article's file is."""
        path = standing.article.path
        if standing.vanished is not None or self._carried.get(path, standing.article.id) != standing.article.id:
            return Where.NOWHERE
        if path not in self.seen.stamps:
            out_of_sight = path in self.seen.refused or path.startswith(self.seen.blind)
            return Where.HERE if out_of_sight else Where.NOWHERE
        if path in self.unread:
            return Where.UNREAD if self.seen.stamps[path].size_bytes else Where.NOWHERE
        return Where.HERE

    def held_double_of(self, path: str) -> Standing | None:
        """The article as whose double a file is held, if it has not been written to since."""
        known = self.known.get(path)
        if known is None or known.outcome is not Outcome.REFUSED or known.stamp != self.seen.stamps.get(path):
            return None
        receipt = self.asked.receipts.at(path)
        return self.with_id(receipt.resembles) if receipt and receipt.resembles else None

    def may_have_moved(self, standing: Standing) -> bool:
        """Whether another file, not read yet, has the inode that the article's file had, and its own path has not."""
        path = standing.article.path
        if path in self.seen.stamps and self.seen.stamps[path].inode == standing.inode:
            return False
        return bool((self._unread_inodes.get(standing.inode, set()) & self.unread) - {path})

    def _now(self, standing: Standing) -> Standing:
        return self._entered.get(standing.article.id, standing)

    def _latest(self, found: Iterable[Standing], holds: Callable[[Standing], bool]) -> list[Standing]:
        """Each article once, as this turn knows it, if it still fits and has not been gone for too long."""
        once = {one.article.id: self._now(one) for one in found}
        return [one for one in once.values() if holds(one) and self._may_come_back(one)]

    def _may_come_back(self, standing: Standing) -> bool:
        """Whether its words may still bring it back. They always do while it has a file, or when a command withdrew it."""
        if standing.vanished is None or standing.cause in (Cause.COMMAND, HELD):
            return True
        return standing.left is None or standing.left > self.horizon


class Sketches:
    """Sketches articles that an earlier release kept, some after each turn, until all are.

    Until an article has its sketch it is known by its file's bytes alone.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._all_made = False

    def go_on(self) -> None:
        """Sketch some more: a few at a time, so that no start waits for it. What the database does not take waits."""
        if not self._all_made:
            try:
                self._all_made = not self._some()
            except StoreError as error:
                _log.info("sketches must wait: %s", error)

    def _some(self) -> bool:
        """Sketch some articles that lack it; whether there may be more."""
        with self.store.reading() as asked:
            found = asked.articles.without_marks(_SOME)
        if found:
            sketches = {one.id: marks(story(one)) for one in found}
            with self.store.writing() as changes:
                for article_id, sketch in sketches.items():
                    changes.articles.save_marks(article_id, sketch)
        return bool(found)
