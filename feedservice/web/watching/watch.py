"""Looks time and again how the service does, and keeps what it saw: problems with when they began, this process's counts.

Touches: database (read only), disk (small files in the state folder), clock. Every process that serves has one. They share one book
of problems; whoever writes it has it locked meanwhile. Where the folder cannot be written, each keeps what it saw for itself.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from feedservice.folder.private_files import begin, mode_inside
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.web.counting.count_files import CountFiles
from feedservice.web.lock_file import locked
from feedservice.web.newsstand import Newsstand
from feedservice.web.watching import problem_book
from feedservice.web.watching.alarms import conditions
from feedservice.web.watching.article_census import ArticleCensus
from feedservice.web.watching.problem_book import ProblemBook
from feedservice.web.watching.signs import Signs, signs_of
from feedservice.web.watching.state_of_press import StateOfPress, state_of_press

_log = logging.getLogger(__name__)

#: Between two looks; counts of other processes are no older than this.
_EVERY_SECONDS = 10.0
_FIRST_SECONDS = 1.0
#: How old what strangers are told may be, so that a crowd of them costs one look.
_LATELY_SECONDS = 0.5
_BOOK_NAME, _LOCK_NAME = "problems.json", "problems.lock"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the service does at one moment: what was seen, what it comes to, and since when."""

    signs: Signs
    press: StateOfPress
    book: ProblemBook


class Watch:
    """The watch of one process. `trouble` says why a press that this process would let work cannot, `of_theme` which pages its theme cannot make."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        newsstand: Newsstand,
        trouble: Callable[[], str] = lambda: "",
        of_theme: Callable[[], str] = lambda: "",
    ) -> None:
        self.settings = settings
        self.store = store
        self.trouble = trouble
        self.of_theme = of_theme
        self.counts = CountFiles(settings.state_dir, newsstand.counts)
        self.articles = ArticleCensus(store)
        self._book, self._is_alone = ProblemBook(), False
        self._seen: tuple[float, StateOfPress] | None = None

    def keep(self, stopping: threading.Event) -> None:
        """Look until told to stop; work for a thread of its own."""
        pause = _FIRST_SECONDS
        while not stopping.wait(pause):
            pause = _EVERY_SECONDS
            try:
                self.look()
            except Exception:
                _log.exception("our fault: nobody keeps watch until the next look")
        self.counts.keep()

    def look(self) -> None:
        """Look once, and keep what was seen."""
        self.counts.keep()
        self.articles.renew()
        self.judge()

    def judge(self) -> ProblemBook:
        """Judge how the service does, and keep that, unless another process is just doing so; the problems as they are kept."""
        with locked(self.settings.state_dir / _LOCK_NAME) as is_ours:
            if is_ours:
                book = self.verdict().book
                if book != self._kept():
                    self._keep(book)
        return self._kept()

    def verdict(self) -> Judgement:
        """How the service does now."""
        signs = replace(signs_of(self.settings, self.store, self.trouble()), theme_trouble=self.of_theme())
        press = state_of_press(signs)
        return Judgement(signs, press, self._kept().after(conditions(signs, press), signs.now))

    def lately(self) -> StateOfPress:
        """How the press did within the last half second, however many ask."""
        now = time.monotonic()
        if self._seen is None or now - self._seen[0] > _LATELY_SECONDS:
            self._seen = now, state_of_press(signs_of(self.settings, self.store, self.trouble()))
        return self._seen[1]

    def _kept(self) -> ProblemBook:
        if self._is_alone:
            return self._book
        with suppress(OSError, ValueError, TypeError, KeyError):
            path = self.settings.state_dir / _BOOK_NAME
            self._book = problem_book.read(json.loads(path.read_text(encoding="utf-8")))
        return self._book

    def _keep(self, book: ProblemBook) -> None:
        self._book = book
        path = self.settings.state_dir / _BOOK_NAME
        fresh = path.with_suffix(".new")
        try:
            begin(fresh, mode_inside(path.parent))
            fresh.write_text(json.dumps(problem_book.written(book)), encoding="utf-8")
            fresh.replace(path)
            self._is_alone = False
        except OSError:
            self._is_alone = True
