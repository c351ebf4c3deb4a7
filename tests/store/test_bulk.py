"""Many rows at once come to the same as one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from feedservice.article import Article, Cut, Outcome, Problem, Receipt
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import Stamp
from feedservice.store import Store, Writing
from feedservice.store.bulk import NewArticle
from feedservice.store.resemblance import having_marks, shared_marks
from feedservice.store.schema import metadata
from feedservice.text.unicode import spelling
from tests.factories import make_article, make_photo

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def articles() -> list[Article]:
    return [
        make_article(
            id=f"tag:example.org,2026:{number:016}",
            key=f"{number:016}",
            path=f"world/Árticle {number}.txt",
            section=("World", "Sport", "")[number % 3],
            tags=("a", "A", f"tag {number % 5}") if number % 4 else (),
            byline=(f"Author {number % 7}",) if number % 2 else (),
            language=("en", "", "en-GB")[number % 3],
            published=AT - timedelta(days=17 * number),
            photos=(make_photo(),) if number % 6 == 0 else (),
        )
        for number in range(40)
    ]


def standings() -> list[tuple[Standing, tuple[int, ...]]]:
    states = (Outcome.PUBLISHED, Outcome.CORRECTED, Outcome.SCHEDULED)
    return [
        (
            Standing(one, states[number % 3], f"{number:064}", number, due=AT if number % 3 == 2 else None),
            tuple(range(number, number + 4)) if number % 5 else (),
        )
        for number, one in enumerate(articles())
    ]


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as asked:
        every = {table: asked.connection.execute(select(table)).all() for table in metadata.sorted_tables}
    return {table.name: sorted(repr(tuple(row)) for row in found) for table, found in every.items()}  # type: ignore[misc]


def one_by_one(changes: Writing) -> None:
    for standing, marks in standings():
        changes.articles.save(standing, spelling(standing.article.path), marks)
        changes.articles.happened(standing, standing.state.value, AT)


def all_at_once(changes: Writing) -> None:
    changes.bulk.publish([NewArticle(standing, marks) for standing, marks in standings()], AT)


def test_new_articles_come_to_the_same_rows(store: Store, other: Store) -> None:
    for target, way in ((store, one_by_one), (other, all_at_once)):
        with target.writing() as changes:
            way(changes)
            flags = changes.channels.has_own_language()
            assert flags
    assert rows(store) == rows(other)
    assert len(rows(store)["article"]) == 40


def test_new_articles_touch_channels_as_one_by_one_would(store: Store, other: Store) -> None:
    """Some are full of later articles, some are closed, some are new."""
    for target, way in ((store, one_by_one), (other, all_at_once)):
        with target.writing() as changes:
            for standing, marks in standings()[:12]:
                changes.articles.save(standing, spelling(standing.article.path), marks)
                changes.articles.happened(standing, standing.state.value, AT)
            changes.channels.date_long_tail(1, AT, 2, timedelta(days=30))
            changes.channels.close("/tags/tag-1")
            changes.channels.redirect("/tags/tag-2", "/tags/tag-3", AT)
        with target.writing() as changes:
            rest = standings()[12:]
            if way is all_at_once:
                changes.bulk.publish([NewArticle(standing, marks) for standing, marks in rest], AT)
            else:
                for standing, marks in rest:
                    changes.articles.save(standing, spelling(standing.article.path), marks)
                    changes.articles.happened(standing, standing.state.value, AT)
    assert rows(store) == rows(other)


def test_receipts_come_to_the_same_rows(store: Store, other: Store) -> None:
    cut = tuple(Cut("words " * number, "reason") for number in range(1, 90))
    receipts = [
        (Receipt("a.txt", Outcome.PUBLISHED, "A", cut=cut), Stamp(1, 2, 3)),
        (Receipt("b.txt", Outcome.REFUSED, problems=(Problem("b.txt", "No.", "Yes."),)), Stamp(4, 5, 6)),
        (Receipt("c.txt", Outcome.UNUSED), None),
    ]
    for target in (store, other):
        with target.writing() as changes:
            changes.files.note_moving({"a.txt": Stamp(1, 2, 3), "b.txt": Stamp(1, 1, 1)}, (), AT)
            changes.receipts.save(Receipt("b.txt", Outcome.PUBLISHED, cut=cut), Stamp(1, 1, 1), AT)
    with store.writing() as changes:
        for receipt, stamp in receipts:
            changes.receipts.save(receipt, stamp, AT)
    with other.writing() as changes:
        changes.bulk.save_receipts(receipts, AT)
    assert rows(store) == rows(other)
    assert len(rows(other)["left_out"]) == 1


def test_photo_uses_are_replaced(store: Store) -> None:
    for uses in (
        {"a.txt": ("x.jpg", "y.jpg"), "b.txt": ()},
        {"a.txt": ("y.jpg",), "b.txt": ("Ä.jpg",), "c.txt": ("x.jpg",)},
    ):
        with store.writing() as changes:
            changes.bulk.save_photo_uses(uses)
    with store.reading() as asked:
        assert asked.files.photos_in_use() == {"y.jpg", spelling("Ä.jpg"), "x.jpg"}
        assert asked.files.wanting(["x.jpg"]) == {"c.txt"}


def test_marks_of_many_are_those_of_each(store: Store) -> None:
    with store.writing() as changes:
        all_at_once(changes)
        for number in range(60):
            changes.articles.save_marks(f"common {number}", [7])
    with store.reading() as asked:
        wanted = [(1, 2, 3), (7, 8), (100,), ()]
        having = having_marks(asked.connection, (mark for some in wanted for mark in some))
        for marks in wanted:
            shared = shared_marks(asked.connection, marks)
            assert shared == {id_: sum(id_ in having.get(mark, ()) for mark in marks) for id_ in shared}
            assert {id_ for mark in marks for id_ in having.get(mark, ())} == set(shared)
        assert 7 not in having
