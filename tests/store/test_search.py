"""The index that readers search: the same answers of every database, and just what is in print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from feedservice.article import Article, Outcome
from feedservice.editing.life.standing import Standing
from feedservice.store import Store, Writing
from feedservice.store.bulk import NewArticle
from feedservice.store.copy import pour
from feedservice.store.schema import article
from feedservice.store.search import fts5_words
from feedservice.store.search.search_index import MOST_FOUND
from feedservice.store.search.search_tables import search_entry, search_state
from feedservice.text.searching.search_query import search_query
from feedservice.text.searching.searched_words import cut
from tests import postgresql
from tests.factories import NOW, make_article, make_photo
from tests.newsroom import fresh_database
from tests.search import check_index

HOUR = timedelta(hours=1)


def numbered(number: int, headline: str = "Harbour reopens", **changes: object) -> Article:
    given = {"id": f"tag:news.example,2026:{number}", "key": f"key{number}", "path": f"{number}.txt", "standfirst": ""}
    fields = {"published": NOW - number * HOUR, "body_html": "<p>Boats left.</p>", **given, **changes}
    return make_article(headline=headline, **fields)


def save(store: Store, *articles: Article, state: Outcome = Outcome.PUBLISHED) -> None:
    with store.writing() as changes:
        for one in articles:
            changes.articles.save(Standing(one, state), one.path, None)


def begun(store: Store) -> Store:
    with store.writing() as changes:
        changes.search.begin()
        while changes.search.take_in(100):
            pass
    return store


def found(store: Store, typed: str) -> list[int]:
    """The numbers of the articles that are found, in their order."""
    with store.reading() as asked:
        assert asked.search.state() is not None
        ids = asked.search.ids(asked.search.find(search_query(typed)))
    return [int(one.rpartition(":")[2]) for one in ids]


@pytest.fixture
def indexed(store: Store) -> Store:
    return begun(store)


def test_words_are_found_wherever_they_stand_and_the_best_come_first(indexed: Store) -> None:
    save(
        indexed,
        numbered(1, "Council meets", body_html="<p>It spoke of the ferr<b>y</b> to Skarn.</p>"),
        numbered(2, "Council meets", standfirst="The ferry runs late."),
        numbered(3, "Ferry runs again"),
        numbered(4, "The ferry sank"),
        numbered(5, "Sea", byline=("Ana Ferry",)),
        numbered(6, "Sea", tags=("ferry",)),
        numbered(7, "Sea", photos=(make_photo(caption="A ferry."),)),
        numbered(8, "Sea"),
    )
    assert found(indexed, "ferry") == [3, 4, 2, 5, 6, 1, 7]
    assert found(indexed, "FERRY runs") == [3, 2]
    assert found(indexed, "fer") == [3, 4, 2, 5, 6, 1, 7]
    assert found(indexed, "fe") == []
    assert found(indexed, '"fer"') == []
    assert found(indexed, "fer council") == []
    assert found(indexed, '"ferry runs"') == [3, 2]
    assert found(indexed, '"runs ferry"') == []
    assert found(indexed, "") == found(indexed, '"" - * ( \0') == []
    check_index(indexed)


def test_a_phrase_does_not_reach_from_one_field_into_the_next(indexed: Store) -> None:
    save(indexed, numbered(1, "One two", standfirst="three four", byline=("five six",), body_html="<p>seven eight</p>"))
    for typed in ('"two three"', '"four five"', '"six seven"'):
        assert found(indexed, typed) == []
        assert found(indexed, typed.replace('"', "")) == [1]


SCRIPTS = [
    ("東港在風暴後重新開放", ["風暴", "重新開放", "港", "在風暴後"], ["暴風"]),
    ("東京都で地震があった", ["地震", "京都", "ガ" * 0 + "あった"], ["震地"]),
    ("น้ำท่วมกรุงเทพมหานคร", ["น้ำ", "กรุงเทพ", "ท่วม"], ["มหาน้ำ"]),
    ("학교에서 불이 났다", ["학교", "불이"], ["교학"]),
    ("मुंबई में हिन्दी फ़िल्म", ["हिन्दी", "फिल्म", "मुँबई", "फ़िल्म"], ["हनद"]),
    ("مُحَمَّد في القاهرة الكبرى", ["محمد", "القاهره", "كبري" * 0 + "الكبري", "القا"], ["قاهرة محمد"]),
    ("שָׁלוֹם לירושלים", ["שלום", "לירושלים"], ["שלם"]),
    ("Straße nach København ﬁel", ["strasse", "kobenhavn", "KØBENHAVN", "fiel", "Ｎａｃｈ"], ["stra"[:2]]),
    ("İstanbul’da ıslak çarşı", ["istanbul", "islak", "carsi", "istanbul’da"], ["slak"]),
    ("Ελλάδα: ο Κώστας", ["ελλαδα", "ΚΩΣΤΑΣ"], ["ωστας"]),
    ("Ёлка и йод", ["елка", "ЁЛКА", "иод"], ["лка"]),
]


def test_every_script_is_found_by_what_people_type(indexed: Store) -> None:
    save(indexed, *(numbered(number, headline) for number, (headline, _, _) in enumerate(SCRIPTS)))
    for number, (_, wanted, unwanted) in enumerate(SCRIPTS):
        for typed in wanted:
            assert number in found(indexed, typed), typed
        for typed in unwanted:
            assert number not in found(indexed, typed), typed


def test_a_life_moves_in_and_out_of_the_index(indexed: Store) -> None:
    """Published, changed, corrected, dated otherwise, held, withdrawn, restored: at each step just what is in print is found."""
    first = numbered(1, "Harbour reopens")

    def keep(value: Article, state: Outcome, *, words: bool = True) -> None:
        with indexed.writing() as changes:
            kept = Standing(value, state)
            changes.articles.save(kept, "", None) if words else changes.articles.stand(kept, "")
        check_index(indexed)

    keep(first, Outcome.SCHEDULED)
    assert found(indexed, "harbour") == []
    keep(first, Outcome.PUBLISHED)
    assert found(indexed, "harbour") == [1]
    other = replace(first, headline="Quay closes", body_html="<p>Nothing left.</p>")
    keep(other, Outcome.CORRECTED)
    assert (found(indexed, "harbour"), found(indexed, "boats"), found(indexed, "quay")) == ([], [], [1])
    keep(replace(other, published=NOW + 9 * HOUR), Outcome.CORRECTED)
    save(indexed, numbered(2, "Quay"))
    assert found(indexed, "quay") == [1, 2]
    keep(replace(other, headline="Words of a draft"), Outcome.WITHDRAWN, words=False)
    assert found(indexed, "quay") == [2]
    keep(other, Outcome.PUBLISHED, words=False)
    assert found(indexed, "quay nothing") == [1]
    keep(other, Outcome.WITHDRAWN)
    assert found(indexed, "quay") == [2]


def test_new_ones_together_are_found_as_one_by_one(indexed: Store, other: Store) -> None:
    articles = [numbered(number, f"Harbour {number % 3}", published=NOW) for number in range(30)]
    save(begun(other), *articles)
    with indexed.writing() as changes:
        changes.bulk.publish([NewArticle(Standing(one, Outcome.PUBLISHED), ()) for one in articles], NOW)
    for typed in ("harbour", "2"):
        assert found(indexed, typed) == found(other, typed)
    check_index(indexed)


def test_many_of_one_minute_reach_into_the_next_and_none_is_lost(indexed: Store) -> None:
    minute = timedelta(minutes=1)
    save(indexed, *(numbered(number, published=NOW) for number in range(20)))
    save(indexed, *(numbered(number, published=NOW + minute) for number in range(20, 30)))
    with indexed.writing() as changes:
        more = [Standing(numbered(number, published=NOW), Outcome.PUBLISHED) for number in range(30, 60)]
        changes.bulk.publish([NewArticle(one, ()) for one in more], NOW)
    assert sorted(found(indexed, "harbour")) == list(range(60))
    check_index(indexed)


def test_an_old_store_is_taken_in_by_steps_and_changes_meanwhile_are_kept(store: Store) -> None:
    save(store, *(numbered(number) for number in range(10)))
    save(store, numbered(10), state=Outcome.WITHDRAWN)
    with store.writing() as changes:
        changes.search.begin()
        assert changes.search.take_in(4)
    assert found(store, "harbour") == [0, 1, 2, 3]
    save(store, numbered(2, "Quay"), numbered(8, "Quay"), numbered(11, "Quay"))
    save(store, numbered(1), state=Outcome.WITHDRAWN)
    with store.writing() as changes:
        while changes.search.take_in(4):
            pass
        state = changes.search.state()
    assert state
    assert state.whole
    assert found(store, "harbour") == [0, 3, 4, 5, 6, 7, 9]
    assert found(store, "quay") == [2, 8, 11]
    check_index(store)


def test_an_index_that_holds_other_words_than_it_was_told_is_made_anew(indexed: Store) -> None:
    """As a press of another release would leave it, or a hand in the database."""
    save(indexed, numbered(1))
    with indexed.writing() as changes:
        changes.connection.execute(update(article).values(headline="Written by hand"))
    save(indexed, numbered(1, "Quay"))
    with indexed.reading() as asked:
        found_state = asked.search.state()
    if indexed.engine.dialect.name == "sqlite":
        assert found_state is None
    begun(indexed)
    assert found(indexed, "quay") == [1]
    check_index(indexed)


def test_what_was_kept_by_a_release_without_an_index_is_put_right(indexed: Store) -> None:
    save(indexed, numbered(1), numbered(2))
    with indexed.writing() as changes:
        changes.connection.execute(update(article).where(article.c.id == numbered(1).id).values(state="withdrawn"))
        entry = changes.connection.execute(
            select(search_entry).where(search_entry.c.article_id == numbered(2).id)
        ).one()
        changes.connection.execute(delete(search_entry).where(search_entry.c.number == entry.number))
        _take_out_words(changes, entry.number)
    with indexed.writing() as changes:
        assert changes.search.mend(10) == 2
        assert changes.search.mend(10) == 0
    assert found(indexed, "harbour") == [2]
    check_index(indexed)


def _take_out_words(changes: Writing, number: int) -> None:
    """As if the article had come before there was an index."""
    if changes.connection.dialect.name == "postgresql":
        changes.connection.execute(text("DELETE FROM search_words WHERE number = :number"), {"number": number})
    else:
        words = {"number": number, "headline": "harbour reopens", "head": "", "body": "boats left"}
        changes.connection.execute(fts5_words._TAKE_OUT, words)


def test_another_version_of_the_words_is_not_asked(indexed: Store) -> None:
    save(indexed, numbered(1))
    with indexed.writing() as changes:
        changes.connection.execute(update(search_state).values(version=0))
    with indexed.reading() as asked:
        assert asked.search.state() is None
    save(indexed, numbered(2))
    save(begun(indexed), numbered(3))
    assert found(indexed, "harbour") == [1, 2, 3]


def test_an_index_can_be_let_go(indexed: Store) -> None:
    save(indexed, numbered(1))
    with indexed.writing() as changes:
        changes.search.end()
    save(indexed, numbered(2))
    with indexed.reading() as asked:
        assert asked.search.state() is None
        tables = {"sqlite": "SELECT name FROM sqlite_master", "postgresql": "SELECT relname FROM pg_class"}
        names = asked.connection.execute(text(tables[indexed.engine.dialect.name])).scalars()
        assert not [name for name in names if name.startswith("search_words")]
        assert asked.connection.execute(select(search_entry)).first() is None


def test_what_is_poured_in_is_not_searched_before_it_is_in_the_index(indexed: Store, other: Store) -> None:
    save(indexed, numbered(1))
    save(begun(other), numbered(2, "Quay"))
    with other.reading() as source, indexed.writing() as changes:
        pour(source.connection, changes.connection)
    with indexed.reading() as asked:
        assert asked.search.state() is None
    assert (found(begun(indexed), "harbour"), found(indexed, "quay")) == ([], [2])
    check_index(indexed)


def test_so_many_are_found_and_no_more(indexed: Store) -> None:
    with indexed.writing() as changes:
        articles = [numbered(number, published=NOW + number * HOUR) for number in range(MOST_FOUND + 5)]
        changes.bulk.publish([NewArticle(Standing(one, Outcome.PUBLISHED), ()) for one in articles], NOW)
    with indexed.reading() as asked:
        assert len(asked.search.find(search_query("harbour"))) == MOST_FOUND + 1


def test_without_fts5_the_store_goes_on_without_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on another machine, whose SQLite was built without it; when it comes back, what changed meanwhile is not forgotten."""
    file = tmp_path / "some.db"
    file.write_bytes(fresh_database())
    with Store(f"sqlite:///{file}") as store:
        save(begun(store), numbered(1))
        monkeypatch.setattr("feedservice.store.search.search_index.has_fts5", lambda: False)
        save(store, numbered(2, "Quay"))
        save(store, numbered(1), state=Outcome.WITHDRAWN)
        with store.reading() as asked:
            assert asked.search.state() is None
        monkeypatch.undo()
        with store.reading() as asked:
            assert asked.search.state() is None
        assert found(begun(store), "harbour") == []
        assert found(store, "quay") == [2]
        check_index(store)


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Store, ...]]:
    """A store of each kind, for what must hold of any text."""
    with ExitStack() as made:
        folder = Path(made.enter_context(_folder()))
        (folder / "any.db").write_bytes(fresh_database())
        urls = (f"sqlite:///{folder / 'any.db'}", made.enter_context(postgresql.database()))
        yield tuple(begun(made.enter_context(Store(url))) for url in urls)


def _folder() -> ExitStack:
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    return TemporaryDirectory()  # type: ignore[return-value]


#: Letters of many scripts, marks that stand with others, signs that mean something to a database, and whatever else there is.
_SIGNS = st.sampled_from(
    list("\"'*()&|!<>:\\-+^~{}[]«„”“「%_ \t\n\0\u0301\u0e33\u093c\u200d\u200b\ufdfa½ßİ학東ガｶﾞไม่हिऀ")
)
ANY = st.text(st.one_of(_SIGNS, _SIGNS, st.characters()), max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headline=ANY, typed=ANY, places=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_no_text_is_an_error_and_a_headline_is_found_by_any_run_of_its_words(
    both: tuple[Store, ...], headline: str, typed: str, places: tuple[int, int]
) -> None:
    headline = headline.encode("utf-8", "ignore").decode().replace("\0", " ")  # no text of ours has either
    parts = headline.split()
    run = " ".join(parts[min(places) : max(places) + 1])
    words = cut(headline)
    folded = " ".join(words[min(places) : max(places) + 1])
    answers = []
    for store in both:
        save(store, numbered(1, headline or "x", body_html="", published=NOW))
        assert not cut(run) or 1 in found(store, run)
        assert not folded or 1 in found(store, folded)
        answers.append((found(store, typed), found(store, f'"{typed}'), found(store, typed * 200)))
    assert answers[0] == answers[1]


def test_both_databases_answer_alike_over_many_texts(
    both: tuple[Store, ...], make_texts: Callable[[], list[str]]
) -> None:
    texts = make_texts()
    for store in both:
        with store.writing() as changes:
            changes.connection.execute(delete(article))
            changes.search.begin()
            articles = [
                numbered(1000 + number, "Text", body_html=f"<p>{escape(one)}</p>") for number, one in enumerate(texts)
            ]
            changes.bulk.publish([NewArticle(Standing(one, Outcome.PUBLISHED), ()) for one in articles], NOW)
    for number, one in enumerate(texts):
        parts = re.findall(r"\S+", one)
        for typed in (parts[number % len(parts)], " ".join(parts[-3:]), f'"{" ".join(parts[1:4])}"'):
            first, second = (found(store, typed) for store in both)
            assert first == second
            assert 1000 + number in first or not cut(typed)


@pytest.fixture
def make_texts() -> Callable[[], list[str]]:
    """Texts in many languages that were not written for this: what our own pages say, and the golden articles."""

    def made() -> list[str]:
        from feedservice.text.languages import words  # noqa: PLC0415

        said = [
            " ".join(words("pages", name).values())
            for name in ("nothing_published", "later_text", "held_text", "gone_text")
        ]
        golden = sorted((Path(__file__).parent.parent / "golden" / "articles").rglob("*.txt"))[::20][:12]
        return said + [" ".join(file.read_text("utf-8", "ignore").split())[:2000] for file in golden]

    return made
