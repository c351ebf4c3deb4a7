"""The index of what is in print: what readers look for, asked; kept in the transaction of each change. Touches: database.

It holds just the articles that are in print. Whatever keeps an article (`ArticleChanges`, `BulkChanges`) tells it before, for
what is to be taken out is known by the words that the article has until then. Of a store that had no index, or one of another
version of `searched_words`, a press takes in some articles after each turn, the newest first (`take_in`). When what is to be taken
out is not what was put in, the index is given up, and made anew likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, delete, exists, insert, or_, select

from feedservice.article import Article
from feedservice.editing.life import lifecycle
from feedservice.editing.life.standing import Standing
from feedservice.store.rows import article_of, standing_of
from feedservice.store.schema import IN_PRINT, article
from feedservice.store.search.fts5_words import Fts5Words, has_fts5
from feedservice.store.search.search_numbers import free_numbers, minute_of
from feedservice.store.search.search_tables import search_entry, search_state
from feedservice.store.search.searched_text import SearchedWords, searched_words
from feedservice.store.search.tsvector_words import TsvectorWords
from feedservice.text.searching.search_query import SearchQuery
from feedservice.text.searching.searched_words import WORDS_VERSION

#: So many articles are found at most; who finds more is told so.
MOST_FOUND = 1_000
#: A question that takes longer is not answered.
_MOST_SECONDS = 2.0
_TOGETHER = 500  # values in one question: databases bind no more than some thousands
_STATE = select(search_state)
_ENTRY = select(search_entry).where(search_entry.c.article_id == bindparam("id"))
_ENTER = insert(search_entry)
_STORED = select(article).where(article.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index is: by which version of `searched_words` it was made, and whether all that is in print is in it."""

    version: int
    whole: bool
    upto: datetime | None = None
    upto_id: str = ""


def can_search(database: Connection | Engine) -> bool:
    """Whether this database can have an index: every PostgreSQL, and SQLite that was built with FTS5."""
    return database.dialect.name != "sqlite" or has_fts5()


@dataclass(frozen=True, slots=True)
class SearchReading:
    """Questions to the index."""

    connection: Connection

    @property
    def _words(self) -> Fts5Words | TsvectorWords:
        return (Fts5Words if self.connection.dialect.name == "sqlite" else TsvectorWords)(self.connection)

    def state(self) -> IndexState | None:
        """How far the index is; none where there is none that can be asked here."""
        row = self.connection.execute(_STATE).first()
        known = IndexState(row.version, row.whole, row.upto, row.upto_id) if row else None
        return known if known and known.version == WORDS_VERSION and can_search(self.connection) else None

    def is_there(self) -> bool:
        """Whether there is an index of whatever kind, or the beginning of one."""
        return self.connection.execute(_STATE).first() is not None

    def find(self, query: SearchQuery) -> list[int]:
        """The numbers of what has all the words, one more than MOST_FOUND at most. There must be an index (`state`).

        First what has them in its headline, then in headline, standfirst, byline and tags, then what else; the newest first in each.
        A word that is common enough by itself is not looked for as the beginning of others: of these there would be hundreds of thousands.
        Raises the database's error when it takes too long.
        """
        if not query.phrases:
            return []
        found = self._words.find(query.closed, MOST_FOUND + 1, _MOST_SECONDS)
        if len(found) > MOST_FOUND or query.closed == query:
            return found
        return self._words.find(query, MOST_FOUND + 1, _MOST_SECONDS)

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of articles by their numbers in the index, in their order."""
        query = select(search_entry.c.number, search_entry.c.article_id).where(search_entry.c.number.in_(numbers))
        found: dict[int, str] = {row.number: row.article_id for row in self.connection.execute(query)}
        return [found[one] for one in numbers if one in found]


@dataclass(frozen=True, slots=True)
class SearchChanges(SearchReading):
    """The questions to the index, and how it is kept."""

    #: The state as this transaction knows it, once it has asked.
    _known: list[IndexState | None] = field(default_factory=list, init=False)

    def follow(self, standing: Standing, *, is_stored: bool = False) -> None:
        """Have in the index what readers are about to see of an article; `is_stored`: its words are those that are kept already."""
        if self._state() is None:
            return
        value, in_print = standing.article, standing.state in lifecycle.IN_PRINT
        entry = self.connection.execute(_ENTRY, {"id": value.id}).first()
        if (entry is None and not in_print) or (entry is not None and in_print and is_stored):
            return
        stored = self._stored(value.id) if is_stored else value
        words = searched_words(stored) if in_print and stored else None
        if entry and words and stored and (entry.print, entry.minute) == (words.print, minute_of(stored)):
            return
        if entry:
            self._take_out(value.id, entry)
        if words and stored and self._state() is not None:
            self._enter([stored])

    def enter_new(self, standings: Iterable[Standing]) -> None:
        """Take in articles that are new, all at once."""
        if self._state() is not None:
            self._enter([one.article for one in standings if one.state in lifecycle.IN_PRINT])

    def begin(self) -> None:
        """Begin an index: nothing is in it yet. Whatever there was before is let go."""
        self.end()
        self._words.make()
        self._set(IndexState(WORDS_VERSION, whole=False))

    def end(self) -> None:
        """Let the index go, if there is one."""
        self.connection.execute(delete(search_entry))
        self._give_up()
        if can_search(self.connection):
            self._words.drop()

    def take_in(self, most: int) -> bool:
        """Take in some articles more, the newest that are not in it yet; returns whether to go on."""
        state = self._state()
        if state is None or state.whole:
            return False
        query = select(article).where(IN_PRINT).order_by(article.c.published.desc(), article.c.id.desc()).limit(most)
        if state.upto is not None:
            at, id_ = article.c.published, article.c.id
            query = query.where(at <= state.upto, or_(at < state.upto, and_(at == state.upto, id_ < state.upto_id)))
        found = [article_of(row) for row in self.connection.execute(query).mappings()]
        ids = [one.id for one in found]
        there = set(
            self.connection.scalars(select(search_entry.c.article_id).where(search_entry.c.article_id.in_(ids)))
        )
        self._enter([one for one in found if one.id not in there])
        if len(found) < most:
            self._set(IndexState(WORDS_VERSION, whole=True))
        else:
            self._set(replace(state, upto=found[-1].published, upto_id=found[-1].id))
        return len(found) == most

    def mend(self, most: int) -> int:
        """Put right what a press of an earlier release has left: what is in print and not in the index, or the other way round."""
        entered = exists().where(search_entry.c.article_id == article.c.id)
        is_entry = search_entry.c.article_id == article.c.id
        missing = self.connection.execute(select(article).where(IN_PRINT, ~entered).limit(most)).mappings().all()
        seen = {state.value for state in lifecycle.IN_PRINT}
        gone = select(article).join(search_entry, is_entry).where(article.c.state.not_in(seen)).limit(most)
        found = [*missing, *self.connection.execute(gone).mappings().all()]
        for row in found:
            self.follow(standing_of(row), is_stored=True)
        return len(found)

    def _state(self) -> IndexState | None:
        """The state; an index that cannot be kept here, or is of another version, is given up, to be made anew."""
        if not self._known:
            self._known.append(self.state())
            if self._known[0] is None and self.connection.execute(_STATE).first():
                self._give_up()
        return self._known[0]

    def _set(self, state: IndexState) -> None:
        self.connection.execute(delete(search_state))
        row = {"id": 1, "version": state.version, "whole": state.whole, "upto": state.upto, "upto_id": state.upto_id}
        self.connection.execute(insert(search_state), row)
        self._known[:] = [state]

    def _give_up(self) -> None:
        self.connection.execute(delete(search_state))
        self._known[:] = [None]

    def _stored(self, article_id: str) -> Article | None:
        row = self.connection.execute(_STORED, {"id": article_id}).mappings().first()
        return article_of(row) if row else None

    def _take_out(self, article_id: str, entry: Any) -> None:
        stored = self._stored(article_id)
        words = searched_words(stored) if stored else SearchedWords((), (), ())
        if words.print != entry.print:
            self._give_up()
            return
        self._words.take_out(entry.number, words)
        self.connection.execute(delete(search_entry).where(search_entry.c.number == entry.number))

    def _enter(self, articles: Sequence[Article]) -> None:
        for start in range(0, len(articles), _TOGETHER):
            some = articles[start : start + _TOGETHER]
            minutes = [minute_of(one) for one in some]
            numbers, words = free_numbers(self.connection, minutes), [searched_words(one) for one in some]
            self._words.put(zip(numbers, words, strict=True))
            rows = [
                {"number": number, "article_id": one.id, "minute": minute, "print": said.print}
                for number, one, minute, said in zip(numbers, some, minutes, words, strict=True)
            ]
            self.connection.execute(_ENTER, rows)
