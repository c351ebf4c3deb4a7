"""Dates as newsrooms write them; what can be read two ways is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feedservice.dates import is_date_line, understand

PARIS = ZoneInfo("Europe/Paris")
WINTER_NOON = datetime(2026, 11, 18, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18", "18 November 2026", "November 18, 2026", "Nov. 18, 2026", "Wednesday, 18 November 2026", "18th November 2026",
        "2026年11月18日", "2026 年 11 月 18 日", "18.11.2026", "18/11/2026", "11/18/2026", "18-11-2026", "2026/11/18", "Published: 18 November 2026",
        "Published on 18 November 2026", "发布时间：2026年11月18日", "  18 Nov 2026  ", "20261118",
    ],
)  # fmt: skip
def test_a_day_alone_stands_at_noon_of_the_newsroom(text: str) -> None:
    stated = understand(text, PARIS)
    assert (stated.instant, stated.day_only) == (WINTER_NOON, True)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-11-18T14:30:00Z", 14, 30),
        ("2026-11-18T14:30:00+01:00", 13, 30),
        ("2026-11-18 14:30", 13, 30),
        ("2026-11-18T14:30", 13, 30),
        ("Wed, 18 Nov 2026 14:30:00 GMT", 14, 30),
        ("Wed, 18 Nov 2026 14:30:00 +0530", 9, 0),
        ("18 November 2026 at 2:30 pm", 13, 30),
        ("November 18, 2026 | 2:30 PM EST", 19, 30),
        ("18 Nov 2026 14:30 CET", 13, 30),
        ("2026年11月18日 14:30", 13, 30),
        ("2026-11-18T14:30:59.999Z", 14, 30),
        ("2026-11-18 00:00", 23, 0),
    ],
)
def test_a_time_is_kept_and_is_the_newsrooms_unless_it_names_a_zone(text: str, hour: int, minute: int) -> None:
    stated = understand(text, PARIS)
    assert not stated.day_only
    assert (stated.instant.hour, stated.instant.minute, stated.instant.microsecond) == (hour, minute, 0)
    assert stated.instant.tzinfo is UTC


def test_summer_time_is_the_zones() -> None:
    assert understand("2026-07-18 14:30", PARIS).instant.hour == 12


@pytest.mark.parametrize(
    "text", ["03/04/2026", "3.4.2026", "03-04-2026", "03/04/26", "Published: 03/04/2026", "3/4/2026 14:30"]
)
def test_a_date_of_two_readings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two different days"):
        understand(text, PARIS)


@pytest.mark.parametrize("text", ["04/04/2026", "4.4.2026"])
def test_a_date_of_two_equal_readings_is_one(text: str) -> None:
    assert understand(text, UTC).instant == datetime(2026, 4, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["18 November", "November 2026", "2026", "14:30", "Wednesday", "Wednesday 14:30", "18", "11月18日"]
)
def test_a_date_with_a_part_missing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        understand(text, PARIS)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "soon", "31 February 2026", "2026-13-01", "2026-11-18T25:00", "18 November 2026 14:30 IST", "0000-00-00", "9" * 50,
     "2026-11-18 " * 20, "9999-12-31T23:59:59-12:00", "²⁰²⁶", "10000000000-11-18", "2026-11-18T14:30:00+99:99", "1e999", "\x00"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        understand(text, PARIS)


@pytest.mark.parametrize(
    "text",
    ["18 November 2026", "November 18, 2026 at 2:30 pm GMT", "2026年11月18日", "Posted on 2026-11-18", "03/04/2026"],
)
def test_a_line_that_is_only_a_date_is_a_date_line(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    ["18 November", "In 2026 the quay was built", "2026", "On 18 November 2026 it rained", "Room 2026", "12345 2026-11-18 and so on",
     "18 November 2026 was the day on which everything changed for the town"],
)  # fmt: skip
def test_a_line_that_says_more_or_less_is_none(text: str) -> None:
    assert not is_date_line(text)
