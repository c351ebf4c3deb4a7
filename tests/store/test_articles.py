"""The lives of articles: as the store keeps them, and over whole turns."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import Article, Outcome
from feedservice.editing.life.standing import Standing
from feedservice.feeds.order import assemble
from feedservice.press import withdraw
from feedservice.store import Store
from feedservice.store.rows import article_of_plain, plain_article
from feedservice.store.schema import metadata
from tests.factories import make_article, make_channel
from tests.newsroom import START, Newsroom, story


def save(store: Store, *articles: Article) -> None:
    with store.writing() as changes:
        for article in articles:
            changes.articles.save(Standing(article, Outcome.PUBLISHED, "0" * 64, 1), article.path, ())


@pytest.mark.parametrize("name", ["agencies", "dateline", "tags", "photos", "corrections", "standfirst_derived"])
def test_a_version_that_was_kept_before_there_was_a_field_says_nothing_in_it(name: str) -> None:
    article = make_article()
    stored = {one: value for one, value in plain_article(article).items() if one != name}
    assert article_of_plain(stored) == replace(article, **{name: Article.__dataclass_fields__[name].default})


def test_an_article_comes_back_equal(store: Store) -> None:
    article = make_article()
    save(store, article)
    with store.reading() as asked:
        expected = Standing(article, Outcome.PUBLISHED, "0" * 64, 1)
        assert (
            asked.articles.at(article.path)
            == asked.articles.with_key(article.key)
            == asked.articles.with_id(article.id)
            == expected
        )
        assert asked.articles.with_key("nothing") is None


@pytest.mark.parametrize("second", [0, -14_154_180, 253_402_300_799], ids=["1970", "1969", "9999"])
def test_the_seconds_that_are_taken_are_told_for_a_stretch(store: Store, second: int) -> None:
    """To the very end of the calendar, and beyond it, where no datetime is."""
    updated = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    save(store, make_article(updated=updated))
    with store.reading() as asked:
        assert asked.articles.updated_seconds(second, second + 1) == {second}
        assert asked.articles.updated_seconds(second - 5, second + 100_000) == {second}
        assert not asked.articles.updated_seconds(second - 5, second)
        assert not asked.articles.updated_seconds(second + 1, second + 100_000)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=12), st.integers(1, 5))
def test_the_newest_by_sql_are_those_the_core_would_choose(made: list[tuple[int, int, bool]], limit: int) -> None:
    store = Store("sqlite://")
    metadata.create_all(store.engine)
    articles = [
        make_article(
            id=f"tag:x,2026:{number}",
            key=f"k{number}",
            path=f"p{number}.txt",
            published=START + timedelta(hours=hour),
            released=START + timedelta(minutes=minute),
        )
        for number, (hour, minute, _) in enumerate(made)
    ]
    save(store, *articles)
    with store.writing() as changes:
        for article, (_, _, withdrawn) in zip(articles, made, strict=True):
            if withdrawn:
                gone = Standing(article, Outcome.WITHDRAWN, left=START)
                changes.articles.stand(gone, article.path)
        chosen = changes.articles.newest(limit)
    in_print = [article for article, (_, _, withdrawn) in zip(articles, made, strict=True) if not withdrawn]
    assert tuple(chosen) == assemble(make_channel(feed_items=limit), in_print, START).articles
    store.close()


def test_an_empty_mount_is_not_believed_while_the_only_file_is_broken(newsroom: Newsroom) -> None:
    newsroom.drop("harbour.txt")
    newsroom.settle()
    file = newsroom.drop("harbour.txt", "Only a headline\n")
    newsroom.settle()
    file.unlink()
    for _ in range(3):
        assert "Is the share mounted?" in newsroom.turn(70).message
    assert len(newsroom.feed().entries) == 1


def test_an_empty_mount_forgets_no_withdrawal_by_command(newsroom: Newsroom) -> None:
    file = newsroom.drop("harbour.txt")
    newsroom.settle()
    id_ = newsroom.feed().entries[0].id
    newsroom.press.obey(lambda changes, at: withdraw.withdraw(changes, id_, "wrong", at))
    file.rename(newsroom.state / "away.txt")
    newsroom.turn(70)
    newsroom.turn(70)
    newsroom.turn(40 * 86400)
    (newsroom.state / "away.txt").rename(file)
    newsroom.settle()
    assert newsroom.feed().entries == []


def test_a_copy_of_a_file_edited_just_now_is_not_taken_for_the_original(newsroom: Newsroom) -> None:
    newsroom.drop("world/keep.txt", story("Another"))
    newsroom.drop("world/a.txt", story("First"))
    newsroom.settle()
    ids = {entry.id for entry in newsroom.feed().entries}
    new = story("First").replace("Nobody was hurt", story("Entirely new").replace("\n", " "))
    os.utime(newsroom.drop("world/a.txt", new), (100, 100))
    os.utime(newsroom.drop("world/copy.txt", new), (200, 200))
    newsroom.settle()
    newsroom.settle()
    assert {entry.id for entry in newsroom.feed().entries} == ids
    assert newsroom.outcome("world/copy.txt") == "refused"


def test_two_files_that_state_each_others_ids_do_not_wait_for_ever(newsroom: Newsroom) -> None:
    for name in ("first", "second"):
        newsroom.drop(f"world/{name}.txt", story(name))
    newsroom.settle()
    ids = {filed.receipt.path: filed.receipt.article_id for filed in newsroom.receipts().values()}
    newsroom.drop("world/first.txt", f"Id: {ids['world/second.txt']}\n\n" + story("first"))
    newsroom.drop("world/second.txt", f"Id: {ids['world/first.txt']}\n\n" + story("second"))
    for _ in range(6):
        newsroom.turn(70)
    assert {newsroom.outcome(f"world/{name}.txt") for name in ("first", "second")} == {"refused"}
    assert len(newsroom.feed().entries) == 2


def test_a_copy_of_a_scheduled_file_takes_its_place_when_the_original_goes(newsroom: Newsroom) -> None:
    newsroom.drop("keep.txt", story("Keep"))
    file = newsroom.drop("a.txt", "Embargo: 2026-11-23 12:00\n\n" + story("First"))
    newsroom.settle()
    newsroom.drop("b.txt", file.read_bytes())
    newsroom.settle()
    assert newsroom.outcome("b.txt") == "refused"
    file.unlink()
    newsroom.lapse()
    assert newsroom.outcome("b.txt") == "scheduled"
    newsroom.turn(86400)
    assert len(newsroom.feed().entries) == 2
