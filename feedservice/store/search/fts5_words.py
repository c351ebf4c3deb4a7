"""The words of the index in SQLite: a full-text table without a copy of the texts (FTS5, contentless). Touches: database.

Its rows are in the order of their numbers, so the newest of any word are had without looking at the others. To take a row out
it must be told the very words that were put in. Its tokenizer is the plainest: our words come cut and folded
(https://www.sqlite.org/fts5.html, sections 3.1.1, 4.3, 4.4.3, 4.6).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from feedservice.store.search.searched_text import SearchedWords
from feedservice.text.searching.search_query import Phrase, SearchQuery

#: The text first: of the first column no place in the index says which it is, and that is a fifth of its bytes.
_MAKE = "CREATE VIRTUAL TABLE search_words USING fts5(body, headline, head, content='', columnsize=0, tokenize='ascii')"
_PUT = text("INSERT INTO search_words(rowid, headline, head, body) VALUES (:number, :headline, :head, :body)")
_TAKE_OUT = text(
    "INSERT INTO search_words(search_words, rowid, headline, head, body) VALUES ('delete', :number, :headline, :head, :body)"
)
_FIND = text("SELECT rowid FROM search_words WHERE search_words MATCH :wanted ORDER BY rowid DESC LIMIT :most")
#: Of SQLite's own steps between two looks at the clock: some milliseconds.
_STEPS = 20_000
#: What stands in the headline; in headline and head; anywhere. What is found by one is found by the next again, which costs less than to leave it out.
_PARTS = ("{{headline}} : ({0})", "{{headline head}} : ({0})", "{0}")


@cache
def has_fts5() -> bool:
    """Whether the SQLite of this Python was built with it; few are not."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("SELECT fts5_source_id()").close()
        except sqlite3.OperationalError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Fts5Words:
    """The words, over one connection."""

    connection: Connection

    def make(self) -> None:
        """Make the table anew."""
        self.drop()
        self.connection.exec_driver_sql(_MAKE).close()

    def drop(self) -> None:
        """Let the table go, with all that is in it."""
        self.connection.exec_driver_sql("DROP TABLE IF EXISTS search_words").close()

    def put(self, rows: Iterable[tuple[int, SearchedWords]]) -> None:
        """Put articles in, by their numbers."""
        self.connection.execute(_PUT, [_row(number, words) for number, words in rows])

    def take_out(self, number: int, words: SearchedWords) -> None:
        """Take an article out, whose words these are."""
        self.connection.execute(_TAKE_OUT, _row(number, words))

    def find(self, query: SearchQuery, most: int, seconds: float) -> list[int]:
        """The numbers of so many articles at most: by part, newest first. Raises the driver's error when it takes longer."""
        said = " AND ".join(map(_said, query.phrases))
        found: dict[int, None] = {}
        driver: Any = self.connection.connection.dbapi_connection
        deadline = time.monotonic() + seconds
        driver.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            for part in _PARTS:
                if len(found) < most:
                    found |= dict.fromkeys(self.connection.scalars(_FIND, {"wanted": part.format(said), "most": most}))
        finally:
            driver.set_progress_handler(None, 0)
        return list(found)[:most]


def _said(phrase: Phrase) -> str:
    """A phrase as FTS5 has it; no word of ours has a quotation mark."""
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_opening else ""}'


def _row(number: int, words: SearchedWords) -> dict[str, Any]:
    return {
        "number": number,
        "headline": " ".join(words.headline),
        "head": " ".join(words.head),
        "body": " ".join(words.body),
    }
