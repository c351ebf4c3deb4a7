"""The index that readers search, begun, caught up with and let go, as the settings have it. Touches: database, clock.

What changes in print is in the index with the change (`store.search.search_index`). Here an old store comes into it: some articles after
each turn, the newest first, in transactions so short that nobody waits for one.
"""

from __future__ import annotations

import logging
import time

from feedservice.errors import StoreError
from feedservice.store import Store
from feedservice.store.search.search_index import can_search

_log = logging.getLogger(__name__)

#: So long after each turn; a thousand articles and more.
_SECONDS = 2.0
#: Articles in one transaction.
_SOME = 100
_UNABLE = (
    "The SQLite of this Python was built without full-text search (FTS5), so readers cannot search the site; all else goes on. Use a Python "
    "whose SQLite has it, or PostgreSQL (database_url); or set search = false, and this is not said again."
)


class SearchUpkeep:
    """Sees after each turn to it that there is an index, or none where none is wanted."""

    def __init__(self, store: Store, *, is_wanted: bool) -> None:
        self.store = store
        self._is_wanted = is_wanted
        self._has_told = self._is_mended = False

    def go_on(self) -> None:
        """Do some of what is to be done. What the database does not take waits."""
        try:
            self._go_on()
        except StoreError as error:
            _log.info("the search index must wait: %s", error)

    def _go_on(self) -> None:
        with self.store.reading() as asked:
            is_able, is_there, state = can_search(asked.connection), asked.search.is_there(), asked.search.state()
        if not (self._is_wanted and is_able):
            self._do_without(is_there=is_there)
            return
        if state is None:
            with self.store.writing() as changes:
                changes.search.begin()
        deadline = time.monotonic() + _SECONDS
        while (state is None or not state.whole) and time.monotonic() < deadline:
            with self.store.writing() as changes:
                if not changes.search.take_in(_SOME):
                    break
        if state is not None and state.whole and not self._is_mended:
            with self.store.writing() as changes:
                self._is_mended = changes.search.mend(_SOME) == 0

    def _do_without(self, *, is_there: bool) -> None:
        if self._is_wanted and not self._has_told:
            _log.warning(_UNABLE)
            self._has_told = True
        if is_there and not self._is_wanted:
            with self.store.writing() as changes:
                changes.search.end()
            _log.info("readers cannot search the site any more: the index was let go")
