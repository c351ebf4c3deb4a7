"""Files are read by processes of their own, so that none can hold up the others. Touches: processes, disk (reads the folder).

One process is kept warm, and there is one a core while very many files wait. The press asks for the drafts of files and
takes them. A process that sits over one file, or over one of its photos, for longer than `reading_limit_seconds` is ended
and another takes its place: that file is refused, and the rest goes on. A draft is good when the file, its photos and its
sidecars are as they were when it was asked for. Processes read and compute only; nothing of theirs is kept but what the
press takes. They end with the press, even a killed one.
"""

from __future__ import annotations

import itertools
import logging
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from multiprocessing.connection import wait

from feedservice.editing.attached.named_files import wanted_by
from feedservice.editing.prepare import Draft
from feedservice.editing.prepare import draft as draft_here
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, FaultElsewhere, TooSlow
from feedservice.folder import match
from feedservice.press.reading.reading_process import Answer, Errand, ReadingProcess, errand_of
from feedservice.settings import Settings

#: From so many files on, the second or so that processes take to start is soon won back.
MANY_FILES = 300
#: Files in one errand: few enough that the press need not wait long for the first.
_ERRAND_FILES = 25
#: How often the press looks up while it waits for a draft.
_GLANCE_SECONDS = 0.5
#: A process that ended while it read a file may have been ended by others; the file is tried so often.
_TRIES = 2
#: How long a process is kept for which there is nothing to do.
_IDLE_SECONDS = 60.0

_log = logging.getLogger(__name__)


class DraftingRoom:
    """The processes, and the drafts asked of them. Used by one thread.

    `meanwhile` is called again and again while the press waits for a draft.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.processes = 1
        self.meanwhile: Callable[[], None] = lambda: None
        self.readers: list[ReadingProcess] = []
        self.errands: deque[Errand] = deque()
        self.asked: dict[str, Errand] = {}
        self.answers: dict[str, Answer] = {}
        self._deaths = Counter[str]()
        self._number = itertools.count()
        self._used = time.monotonic()

    def ask(self, paths: Iterable[str], bench: Bench) -> None:
        """Have drafts made of these files; of those asked for already, no second one."""
        fresh = [path for path in paths if path not in self.asked and path in bench.seen.stamps]
        for first in range(0, len(fresh), _ERRAND_FILES):
            some = tuple(fresh[first : first + _ERRAND_FILES])
            self.errands.append(errand_of(some, bench, next(self._number)))
            self.asked.update(dict.fromkeys(some, self.errands[-1]))
        self._hand_out()

    def draft(self, path: str, bench: Bench) -> Draft | None:
        """The draft of a file; None when it must wait. Raises ArticleError, and FaultElsewhere for a fault of ours.

        One asked for earlier counts while all it is made of is as it was; else it is made anew, of the whole folder.
        """
        if not self.readers and not self._begin():
            return draft_here(path, bench)
        answer = self._taken(path) if path in self.asked else None
        if answer is None or not self._is_good(path, answer[1], answer[0], bench):
            errand = errand_of((path,), bench, next(self._number), whole=True)
            self.errands.appendleft(errand)
            self.asked[path] = errand
            answer = self._taken(path)
        said = answer[1]
        if isinstance(said, Exception):
            raise said
        return said

    def staff(self, files: int) -> None:
        """Have a process for each core when very many files wait; photos are fetched by one alone."""
        if files >= MANY_FILES and not self.settings.fetch_photos:
            self.processes = self.settings.reading_processes or os.cpu_count() or 1

    def warm(self) -> None:
        """Begin a process, for files are coming."""
        self._used = time.monotonic()
        if not self.readers:
            self._begin()

    def rest(self) -> None:
        """Nothing is left to read: all processes go but one, and that one too when it has had nothing to do for long."""
        self.asked.clear()
        self.answers.clear()
        self.errands.clear()
        self._deaths.clear()
        stays = 1 if time.monotonic() - self._used < _IDLE_SECONDS and self.settings.reading_limit_seconds else 0
        self.processes = 1
        for reader in self.readers[stays:]:
            reader.end()
        del self.readers[stays:]

    def close(self) -> None:
        """Let the processes go; drafts not taken are lost."""
        for reader in self.readers:
            reader.end()
        self.readers.clear()
        self.asked.clear()

    def _taken(self, path: str) -> tuple[Errand, Answer]:
        self._hand_out()
        while path not in self.answers:
            self._listen()
            self.meanwhile()
        self._used = time.monotonic()
        return self.asked.pop(path), self.answers.pop(path)

    def _is_good(self, path: str, said: Answer, errand: Errand, bench: Bench) -> bool:
        """Whether an answer is what would be made of the file now, as far as editors chose too."""
        if errand.overrulings.of(path) != bench.overrulings.of(path):
            return False
        if isinstance(said, Exception):
            return bench.seen.stamps.get(path) == errand.stamps.get(path)
        return said is not None and _is_as_it_was(path, said, errand, bench)

    def _begin(self) -> bool:
        """Begin one more process, if the system lets us."""
        try:
            self.readers.append(ReadingProcess())
        except OSError as error:
            _log.warning(
                "no process can be begun that reads files (%s); the press reads by itself, without a limit", error
            )
            return False
        return True

    def _hand_out(self) -> None:
        """Give errands to processes that have none; there are as many as there is work for, and no more than may be."""
        while self.errands:
            idle = next((reader for reader in self.readers if not reader.waiting), None)
            if idle is None and len(self.readers) >= self.processes:
                return
            if idle is not None:
                idle.give(self.errands.popleft())
            elif not self._begin():
                return

    def _listen(self) -> None:
        """Hear what the processes have to say, for a moment; end those that sit over one thing for too long."""
        at_work = [reader for reader in self.readers if reader.waiting]
        spoke = wait([reader.ours for reader in at_work], _GLANCE_SECONDS)
        for reader in at_work:
            if reader.ours in spoke:
                self._hear(reader)
        limit = self.settings.reading_limit_seconds
        for reader in [one for one in self.readers if one.waiting]:
            if limit and time.monotonic() - reader.since > limit and not reader.ours.poll():
                self._replace(reader, _too_slow(reader.waiting[0], limit))
        self._hand_out()

    def _hear(self, reader: ReadingProcess) -> None:
        try:
            word = reader.hear()
        except (EOFError, OSError):
            path = reader.waiting[0]
            self._deaths[path] += 1
            tried = self._deaths[path] >= _TRIES
            self._replace(reader, FaultElsewhere("its reading process ended", "twice") if tried else None)
            return
        asked = self.asked.get(word.path)
        if word.done and asked and asked.number == word.number:
            self.answers[word.path] = word.answer

    def _replace(self, reader: ReadingProcess, said: ArticleError | FaultElsewhere | None) -> None:
        """End a process. What it was reading is answered so, or tried again; what it had not begun goes to another."""
        path, *rest = reader.waiting
        _log.warning("a reading process was ended, or ended by itself; another takes its place")
        reader.end()
        self.readers.remove(reader)
        errand = reader.errand
        if said is not None and self.asked.get(path) is errand:
            self.answers[path] = said
        left = tuple(one for one in (rest if said else reader.waiting) if self.asked.get(one) is errand)
        if errand and left:
            again = errand.of(left, next(self._number))
            self.errands.appendleft(again)
            self.asked.update(dict.fromkeys(left, again))


def drafting_room(settings: Settings, files: int = 0) -> DraftingRoom | None:
    """A room for so many files; none where nothing limits the time of a file, and too few come for several processes."""
    room = DraftingRoom(settings)
    room.staff(files)
    return room if room.processes > 1 or settings.reading_limit_seconds else None


def at_rest(room: DraftingRoom | None, settings: Settings, *, coming: bool) -> DraftingRoom | None:
    """The room when nothing is left to read. When files are `coming`, a process is made ready for them, so that nobody waits."""
    if room is not None:
        room.rest()
    room = (room or drafting_room(settings)) if settings.reading_limit_seconds > 0 else None
    if coming and room is not None:
        room.warm()
    return room


def _is_as_it_was(path: str, made: Draft, errand: Errand, bench: Bench) -> bool:
    beside = match.sidecars_for(path, bench.around, loose=bench.loose)
    wanted = wanted_by(made.manuscript, made.attached.named, bench)
    if wanted != made.wanted or any(name in bench.seen.refused for name in wanted):
        return False
    if not all(name in bench.seen.stamps for name in beside):
        return False
    return all(bench.seen.stamps.get(name) == errand.stamps.get(name) for name in (path, *wanted, *beside))


def _too_slow(path: str, limit: float) -> TooSlow:
    what = f"Reading this file, or one of its photos, took longer than {limit:g} seconds, so it was broken off."
    remedy = (
        "Save it again to have it tried once more. If that does not help, drop its text alone, as plain text (.txt)."
    )
    return TooSlow(path, what, f"{remedy} Your operator can allow more time (reading_limit_seconds).")
