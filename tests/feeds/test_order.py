"""What a channel shows."""

from __future__ import annotations

from datetime import timedelta

from feedservice.feeds.order import assemble, order
from tests.factories import NOW, make_article, make_channel

HOUR = timedelta(hours=1)


def keys(*articles, feed_items: int = 50) -> list[str]:
    return [article.key for article in assemble(make_channel(feed_items=feed_items), articles, NOW).articles]


def test_newest_first_by_date_then_release_then_id() -> None:
    old = make_article(key="old", published=NOW - HOUR, released=NOW)
    first = make_article(key="first", published=NOW, released=NOW - HOUR)
    second = make_article(key="second", published=NOW, released=NOW)
    same = make_article(key="same", published=NOW, released=NOW)
    assert keys(old, first, second, same) == ["second", "same", "first", "old"]
    assert keys(same, second, first, old) == ["second", "same", "first", "old"]


def test_a_correction_does_not_move_an_article_up() -> None:
    corrected = make_article(key="corrected", published=NOW - HOUR, updated=NOW, changed=NOW)
    assert keys(corrected, make_article(key="newer", published=NOW)) == ["newer", "corrected"]


def test_the_oldest_give_way_when_there_are_too_many() -> None:
    articles = [make_article(key=f"k{number}", published=NOW - number * HOUR) for number in range(5)]
    assert keys(*articles, feed_items=3) == ["k0", "k1", "k2"]


def test_an_edition_of_nothing_is_an_edition() -> None:
    edition = assemble(make_channel(), [], NOW)
    assert (edition.articles, edition.updated) == ((), NOW)


def test_no_two_articles_have_the_same_place() -> None:
    assert order(make_article(key="a")) != order(make_article(key="b"))
