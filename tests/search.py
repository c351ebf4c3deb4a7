"""What must hold of the index that readers search, whatever happened before: it has just what is in print."""

from __future__ import annotations

from sqlalchemy import select, text

from feedservice.store import Reading, Store
from feedservice.store.rows import article_of
from feedservice.store.schema import IN_PRINT, article
from feedservice.store.search.search_tables import search_entry
from feedservice.store.search.searched_text import searched_words


def check_index(store: Store) -> None:
    """The index has just the articles in print, each with the words it has; what there is none of, is not asked."""
    with store.reading() as asked:
        if asked.search.state() is not None:
            check(asked)


def check(asked: Reading) -> None:
    """The same of one view."""
    rows = asked.connection.execute(select(article).where(IN_PRINT)).mappings()
    in_print = {row["id"]: searched_words(article_of(row)) for row in rows}
    entries = {row.article_id: row for row in asked.connection.execute(select(search_entry))}
    state = asked.search.state()
    assert state is not None
    missing = in_print.keys() - entries.keys()
    assert not (entries.keys() - in_print.keys()), "the index has what is not in print"
    assert not (state.whole and missing), "the index lacks what is in print"
    for id_, entry in entries.items():
        assert entry.print == in_print[id_].print, "the index has other words"
    held = [in_print[id_] for id_ in entries]
    if asked.connection.dialect.name == "postgresql":
        numbers = set(asked.connection.scalars(text("SELECT number FROM search_words")))
        assert numbers == {one.number for one in entries.values()}
        return
    asked.connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab('main', 'search_words', 'row')"
    )
    words = {word for one in held for part in (one.headline, one.head, one.body) for word in part}
    assert set(asked.connection.scalars(text("SELECT term FROM temp.held"))) == words, (
        "the index has words that are gone"
    )
