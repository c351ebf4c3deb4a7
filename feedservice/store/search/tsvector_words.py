"""The words of the index in PostgreSQL: text search vectors under inverted indexes (tsvector, GIN). Touches: database.

The vectors are made here, not by a text search configuration of the server's, so that every server has the same words. An index
of it knows no places, and which articles have a phrase is seen only by reading the vectors of all that have its words. Of characters
that are words of their own that would be nearly all; so each two that stand side by side are a word too, and a phrase is
asked for by these. A word has 256 places in one text at most, and none behind the 16,383rd
(https://www.postgresql.org/docs/current/textsearch-limitations.html): a phrase may be missed far down in a very long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from feedservice.store.search.searched_text import GAP, SearchedWords
from feedservice.text.searching.search_query import Phrase, SearchQuery
from feedservice.text.searching.searched_words import has_characters, is_character

#: What is new is put into an index when there is so much of it: rarely, and yet no turn waits long.
_PENDING_KB = 512
_MAKE = (
    "CREATE TABLE search_words (number bigint PRIMARY KEY, headline tsvector NOT NULL, head tsvector NOT NULL, body tsvector NOT NULL)",
    *(
        f"CREATE INDEX search_words_{name} ON search_words USING gin ({name}) WITH (gin_pending_list_limit = {_PENDING_KB})"
        for name in ("headline", "head", "body")
    ),
)
_PUT = text(
    "INSERT INTO search_words VALUES (:number, CAST(:headline AS tsvector), CAST(:head AS tsvector), CAST(:body AS tsvector))"
)
_TAKE_OUT = text("DELETE FROM search_words WHERE number = :number")
_MATCHES = "@@ CAST(:{} AS tsquery)"
#: What stands in the headline; in headline and head; anywhere: each column has those before it too. Of what has the words of phrases
#: (`loose`) so many, the newest first, as have the phrases (`strict`): only then are vectors read.
_FIND = tuple(
    text(
        f"SELECT number FROM (SELECT number, {column} AS said FROM search_words WHERE {column} {_MATCHES.format('loose')} "  # noqa: S608  # our own columns
        f"ORDER BY number DESC OFFSET 0) found WHERE NOT :has_phrases OR said {_MATCHES.format('strict')} ORDER BY number DESC LIMIT :most"
    )
    for column in ("headline", "head", "body")
)
#: The planner knows what words cost to look up, and not what vectors cost to read: it may be told to use the inverted indexes alone.
_BY_WORDS = text(
    "SELECT set_config('statement_timeout', :limit, true), set_config('jit', 'off', true), set_config('work_mem', '32MB', true), "
    "set_config('enable_seqscan', :others, true), set_config('enable_indexscan', :others, true)"
)
_MOST_PLACES = 256
_NEXT = re.compile("<[0-9]+>")


@dataclass(frozen=True, slots=True)
class TsvectorWords:
    """The words, over one connection."""

    connection: Connection

    def make(self) -> None:
        """Make the table anew."""
        self.drop()
        for order in _MAKE:
            self.connection.exec_driver_sql(order).close()

    def drop(self) -> None:
        """Let the table go, with all that is in it."""
        self.connection.exec_driver_sql("DROP TABLE IF EXISTS search_words").close()

    def put(self, rows: Iterable[tuple[int, SearchedWords]]) -> None:
        """Put articles in, by their numbers."""
        self.connection.execute(_PUT, [_row(number, words) for number, words in rows])

    def take_out(self, number: int, words: SearchedWords | None = None) -> None:  # noqa: ARG002  # SQLite must know them
        """Take an article out."""
        self.connection.execute(_TAKE_OUT, {"number": number})

    def find(self, query: SearchQuery, most: int, seconds: float) -> list[int]:
        """The numbers of so many articles at most: by part, newest first. Raises the driver's error when it takes longer."""
        said = [_said(phrase) for phrase in query.phrases]
        asked = {
            "strict": " & ".join(said),
            "loose": _NEXT.sub("&", " & ".join(said)),
            "has_phrases": any(map(_NEXT.search, said)),
        }
        found: dict[int, None] = {}
        self.connection.execute(_BY_WORDS, {"limit": f"{seconds:.3f}s", "others": "off"}).close()
        for part in _FIND:
            if len(found) < most:
                found |= dict.fromkeys(self.connection.scalars(part, {**asked, "most": most}))
        self.connection.execute(_BY_WORDS, {"limit": "0", "others": "on"}).close()
        return list(found)[:most]


def _tokens(words: Sequence[str]) -> list[tuple[str, int]]:
    """What stands for words and at which place: each word, and each two characters side by side where the first of them stands."""
    if not has_characters(" ".join(words)):  # twice as quick
        return [(word, place) for place, word in enumerate(words, 1) if word != GAP]
    found: list[tuple[str, int]] = []
    before = ""
    for place, word in enumerate(words, 1):
        alone = word if is_character(word) else ""
        if before and alone:
            found.append((before + alone, place - 1))
        if word != GAP:
            found.append((word, place))
        before = alone
    return found


def _vector(words: Sequence[str]) -> str:
    """Words as PostgreSQL reads a vector; no word of ours has a quotation mark."""
    places: dict[str, list[str]] = {}
    for word, place in _tokens(words):
        places.setdefault(word, []).append(str(place))
    return " ".join([f"'{word}':{','.join(mine[:_MOST_PLACES])}" for word, mine in places.items()])


def _said(phrase: Phrase) -> str:
    """A phrase as PostgreSQL reads a query: pairs of characters in place of each of them, where there are pairs."""
    every = _tokens(phrase.words)
    paired = {place + more for word, place in every if word != phrase.words[place - 1] for more in (0, 1)}
    asked = sorted((place, word) for word, place in every if word != phrase.words[place - 1] or place not in paired)
    said, before = "", 0
    for place, word in asked:
        said += f" <{place - before}> '{word}'" if said else f"'{word}'"
        before = place
    return f"({said}{':*' if phrase.is_opening else ''})"


def _row(number: int, words: SearchedWords) -> dict[str, Any]:
    head = (*words.headline, GAP, *words.head)
    return {
        "number": number,
        "headline": _vector(words.headline),
        "head": _vector(head),
        "body": _vector((*head, GAP, *words.body)),
    }
