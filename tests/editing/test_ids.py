"""Ids, given once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from feedservice.editing.ids import DistinctSeconds, channel_id, mint
from tests.factories import NOW


def taken(*seconds: int) -> Callable[[int, int], set[int]]:
    """These seconds are taken."""
    return lambda first, end: {second for second in seconds if first <= second < end}


def test_an_id_is_a_tag_uri_of_authority_day_and_key() -> None:
    birth = mint("news.example", NOW)
    assert re.fullmatch(r"tag:news\.example,2026-11-19:[a-z2-7]{16}", birth.id)
    assert birth.id.endswith(f":{birth.key}")


def test_no_two_births_are_alike() -> None:
    assert len({mint("news.example", NOW).key for _ in range(1000)}) == 1000


def test_an_id_is_short_plain_text_that_readers_keep_whole() -> None:
    """TT-RSS cuts ids at 245 characters."""
    assert mint("a" * 60 + ".example", NOW).id.isascii()
    assert len(mint("a" * 60 + ".example", NOW).id) < 245


def test_a_channels_id_is_of_the_same_kind() -> None:
    assert channel_id("news.example", NOW).startswith("tag:news.example,2026-11-19:")


def test_a_free_second_is_given_as_asked() -> None:
    assert DistinctSeconds(taken()).at_or_before(NOW) == NOW


def test_a_taken_second_gives_the_nearest_free_one_before_it() -> None:
    start = int(NOW.timestamp())
    distinct = DistinctSeconds(taken(start, start - 1, start - 3))
    assert [distinct.at_or_before(NOW) for _ in range(3)] == [NOW - timedelta(seconds=back) for back in (2, 4, 5)]


def test_taken_seconds_are_asked_for_once_and_only_where_it_matters() -> None:
    """A newsroom of a hundred thousand articles is not read through for one."""
    asked: list[range] = []

    def noting(first: int, end: int) -> list[int]:
        asked.append(range(first, end))
        return []

    distinct = DistinctSeconds(noting)
    wanted = datetime(2026, 11, 19, 12, tzinfo=UTC)
    for _ in range(1000):
        distinct.at_or_before(wanted)
    distinct.at_or_after(wanted)
    assert [int(wanted.timestamp()) in one for one in asked] == [True]


def test_a_second_before_those_that_were_asked_for_is_asked_for_too() -> None:
    seconds = range(1_000_000, 1_200_000)
    distinct = DistinctSeconds(taken(*seconds))
    last = datetime.fromtimestamp(seconds[-1], UTC)
    assert distinct.at_or_before(last).timestamp() == seconds[0] - 1
    assert distinct.at_or_before(last).timestamp() == seconds[0] - 2
    assert distinct.at_or_after(last).timestamp() == seconds[-1] + 1


def test_parts_of_a_second_are_dropped() -> None:
    assert DistinctSeconds(taken()).at_or_before(NOW.replace(microsecond=999_999)) == NOW


def test_times_before_1970_have_seconds_too() -> None:
    moon = datetime(1969, 7, 20, 20, 17, tzinfo=UTC)
    assert DistinctSeconds(taken(int(moon.timestamp()))).at_or_before(moon) == moon - timedelta(seconds=1)


def test_ten_thousand_articles_of_one_second_get_a_second_each() -> None:
    distinct = DistinctSeconds(taken())
    assert len({distinct.at_or_before(NOW) for _ in range(10_000)}) == 10_000
