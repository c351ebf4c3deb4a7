"""Dates as newsrooms write them; what can be read two ways is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedservice.text.dates.date_lines import says_updated
from feedservice.text.dates.date_words import alternatives
from feedservice.text.dates.parse import find_date, is_date_line, understand

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
    ["", "   ", "soon", "31 February 2026", "2026-13-01", "2026-11-18T25:00", "18 November 2026 14:30 XYZT", "0000-00-00", "9" * 50,
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
     "18 November 2026 was the day on which everything changed for the town", "18 November 2026 updated rules are in force",
     "Updated figures for 31 October 2025"],
)  # fmt: skip
def test_a_line_that_says_more_or_less_is_none(text: str) -> None:
    assert not is_date_line(text)


#: The 18 November 2026 in the words of newsrooms.
WORDED_DAYS = (
    "18. November 2026", "18 novembre 2026", "18 de noviembre de 2026", "18 de novembro de 2026", "giovedì 18 novembre 2026", "١٨ نوفمبر ٢٠٢٦", "18 نوفمبر/تشرين الثاني 2026",
    "18 تشرين الثاني 2026", "2026년 11월 18일", "2026. 11. 18.", "令和8年11月18日", "18. 11. 2026", "2026. november 18.", "18 Kasım 2026", "18 พฤศจิกายน 2569", "18 tháng 11 năm 2026",
    "18 नवंबर 2026", "18 marraskuuta 2026", "18 ноября 2026 г.", "18 листопада 2026 року", "18-Nov-2026", "Nov 18th, 2026", "Stand: 18.11.2026", "Updated: 18 November 2026",
    "Publié le 18 novembre 2026", "Mis à jour le 18 novembre 2026", "18 nov. 2026", "18 Νοεμβρίου 2026", "18 בנובמבר 2026",
    "۲۷ آبان ۱۴۰۵", "چهارشنبه ۲۷ آبان ۱۴۰۵", "1405/08/27", "1405-08-27", "27 عقرب 1405", "18 พ.ย. 2569", "Thứ tư, 18/11/2026", "প্রকাশিত: বুধবার, ১৮ নভেম্বর ২০২৬", "2026. gada 18. novembris",
    "2026 m. lapkričio 18 d.", "2026年11月18日 星期三", "2026年11月18日（水）",
)  # fmt: skip


@pytest.mark.parametrize("text", WORDED_DAYS)
def test_a_day_is_understood_in_the_words_of_many_languages(text: str) -> None:
    stated = understand(text, PARIS)
    assert (stated.instant, stated.day_only) == (WINTER_NOON, True)


#: 14:30 in Paris on that day.
WORDED_TIMES = (
    "18 novembre 2026 à 14h30", "18 de novembro de 2026 às 14h30", "18 ноября 2026 г., 14:30", "18. November 2026, 14:30 Uhr", "입력 2026.11.18 오후 2:30", "2026年11月18日下午2点30分",
    "2026年11月18日 14時30分", "發布時間：2026-11-18 14:30", "2026-11-18 14:30 CET", "Wed 18 Nov 2026 13.30 GMT", "Nov. 18, 2026 at 8:30 a.m. ET", "Published 14:30, 11/18/2026",
    "18 Nov 2026, 21:30 (GMT+8)", "18/11/2026 14:30 UTC+1", "Publisert 18. nov. 2026 kl. 14.30", "Publié le 18 novembre 2026 à 14h30, mis à jour le 19 novembre 2026 à 8h",
    "18 नवंबर 2026, शाम 7:00 IST", "18 de nov de 2026 10:30 BRT", "Nov 18, 2026 | 19:00 (IST)", "18 Nov 2026 20:30 WIB", "18 November 2026, 9:30pm MYT", "18 Nov 2026 19:30 BdST", "Nov. 18, 2026, 8:30 a.m. Eastern",
    "18 नवंबर 2026, दोपहर 2:30 बजे", "১৮ নভেম্বর ২০২৬, দুপুর ২:৩০", "18 نومبر 2026، دوپہر 2:30 بجے", "چهارشنبه، ۲۷ آبان ۱۴۰۵، ساعت ۱۴:۳۰", "18 พ.ย. 2569 14:30 น.", "الأربعاء، 18 نوفمبر 2026 02:30 مساءً",
    "18 نوفمبر 2026 الساعة 13:30 بتوقيت غرينتش", "Miercuri, 18 Noiembrie 2026, ora 14:30", "18 ноември 2026, 14:30 ч.", "2026年11月18日（水）午後2時30分", "Thứ tư, 18/11/2026, 20:30 (GMT+7)", "18 تشرين الثاني 2026، 14:30", "November 18 2026 - 2:30pm", "14:30 18.11.2026",
)  # fmt: skip


@pytest.mark.parametrize("text", WORDED_TIMES)
def test_a_time_is_understood_in_the_words_of_many_languages(text: str) -> None:
    stated = understand(text, PARIS)
    assert (stated.instant, stated.day_only) == (datetime(2026, 11, 18, 13, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    "text",
    ["2 hours ago", "Yesterday at 5pm", "In November 2026 came 19 boats", "19 people in 2026", "Room 19, 2026", "Am 19. November 2026 regnete es", "30 février 2026", "19 listopada 2026",
     "18 November 2026 14:30 Cst", "18 November 2026 25:00", "Nov 2026", "18 Nov 14:30", "18 Smarch 2026"],
)  # fmt: skip
def test_no_word_is_skipped_and_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        understand(text, PARIS)


@pytest.mark.parametrize(
    ("text", "language", "month", "day"),
    [
        ("3/4/2026", "de", 4, 3),
        ("3/4/2026", "en-GB", 4, 3),
        ("3/4/2026", "en-US", 3, 4),
        ("3.4.2026 14:30", "fr-FR", 4, 3),
        ("19 listopada 2026", "pl", 11, 19),
        ("19 listopada 2026", "hr", 10, 19),
        ("13/4/2026", "en-US", 4, 13),
    ],
)
def test_a_language_settles_what_languages_write_in_different_ways(
    text: str, language: str, month: int, day: int
) -> None:
    instant = understand(text, UTC, language).instant
    assert (instant.month, instant.day) == (month, day)


@pytest.mark.parametrize("language", ["", "en", "xx"])
def test_a_language_that_settles_nothing_leaves_two_readings(language: str) -> None:
    with pytest.raises(ValueError, match="two different days"):
        understand("3/4/2026", UTC, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Von Jana Meier | 18. November 2026, 14:30 Uhr", "18. November 2026, 14:30 Uhr"),
        ("By Sam Li, Nov 18, 2026", "Nov 18, 2026"),
        ("By Sam Li, Updated Nov 20, 2026 Published Nov 19, 2026 2:30 pm ET", "Nov 19, 2026 2:30 pm ET"),
        ("记者 王明 2026年11月18日 14:30 来源：新华社", "2026年11月18日 14:30"),
        ("Last updated 18 Nov 2026", "18 Nov 2026"),
        ("14:30 18.11.2026 | Berlin", "14:30 18.11.2026"),
        ("By Ana on 3/4/2026", ""),
        ("Room 2026 has 11 doors", ""),
        ("No date at all", ""),
    ],
)
def test_the_first_clear_date_of_a_line_is_found(text: str, expected: str) -> None:
    assert find_date(text) == expected


def test_a_line_of_a_megabyte_takes_no_time() -> None:
    for text in ("1 Nov " * 170_000, "12/" * 330_000, "x" * 1_000_000):
        assert find_date(text) == ""
        assert not is_date_line(text)


def test_a_change_is_told_from_the_news() -> None:
    assert says_updated("Mis à jour le 18 novembre 2026")
    assert not says_updated("Published 18 November 2026")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("0600 GMT 27 November 2026", "2026-11-27T06:00"),
        ("0600Z, 27 November 2026", "2026-11-27T06:00"),
        ("2000 GMT 27 November 2026", "2026-11-27T20:00"),
        ("27 November 2026 at 2000 hrs", "2026-11-27T20:00"),
        ("0001 27 November 2026", "2026-11-27T00:01"),
        ("27 November 2026 at noon", "2026-11-27T12:00"),
        ("12 noon ET Friday 27 November 2026", "2026-11-27T17:00"),
        ("27 novembre 2026 à midi", "2026-11-27T12:00"),
        ("00:01 hrs 27/11/2026", "2026-11-27T00:01"),
        ("6 a.m. ET Nov. 27, 2026", "2026-11-27T11:00"),
        ("27. November 2026, 6 Uhr", "2026-11-27T06:00"),
        ("27. November 2026, 12 Uhr mittags", "2026-11-27T12:00"),
        ("le 27 novembre 2026 à 6 h", "2026-11-27T06:00"),
    ],
)
def test_times_as_embargoes_are_written(text: str, instant: str) -> None:
    assert understand(text, UTC).instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "midnight Friday 27 November 2026",
        "27 November 2026, 12 midnight",
        "Mitternacht, 27. November 2026",
        "27 November 2000 2026 GMT",
        "2000 27 November 2026",
        "27 November 1800 2026",
        "27 November 2026 6 a.m. and 8 p.m.",
        "27 November 2026 6am EST/11am GMT",
        "27 November 2026, 06:00 or 08:00",
        "27 November 2026, 6:00 noon",
        "27 November 2026 before noon",
        "27 November 2026 after noon",
        "3 h de l'après-midi le 27 novembre 2026",
        "27 November 2026 at 6",
        "6 o'clock, 27 November 2026",
        "27 November 2026 24:00",
        "noon 03/04/2026",
        "00:01 hrs 03/04/2026",
    ],
)
def test_a_time_that_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"can be|not a date|no such time|not stated"):
        understand(text, UTC)


def test_midnight_is_refused_in_words_that_help() -> None:
    with pytest.raises(ValueError, match="midnight can be the beginning or the end of that day; write 00:01 or 23:59"):
        understand("midnight Friday 27 November 2026", UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("18 জানু\u09dfারি 2026", "2026-01-18T12:00"),
        ("18 জানু\u09af\u09bcারি 2026", "2026-01-18T12:00"),
        ("সোমবার 18 সেপ্ট 2026", "2026-09-18T12:00"),
        ("18 अक्टू॰ 2026", "2026-10-18T12:00"),
        ("سه‌شنبه 18 نوامبر 2026", "2026-11-18T12:00"),
        ("ബുധനാഴ്‌ച 18 നവംബർ 2026", "2026-11-18T12:00"),
        ("пʼятниця 18 листопада 2026 року", "2026-11-18T12:00"),
    ],
)
def test_names_as_cldr_writes_them_are_understood(text: str, instant: str) -> None:
    language = "uk" if "листопада" in text else ""
    assert understand(text, UTC, language).instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_alternatives_are_longest_first_and_match_nothing_where_there_are_none() -> None:
    assert re.search(rf"(?:{alternatives('no such name')})", "18 November 2026") is None
    assert re.findall(alternatives("updated"), "update updated last updated") == ["update", "updated", "last updated"]


@pytest.mark.parametrize(
    ("text", "house", "hours", "doubtful"),
    [
        ("18 November 2026 14:30 IST", "Europe/Paris", 5.5, True),
        ("18 November 2026 14:30 IST", "Asia/Kolkata", 5.5, False),
        ("18 November 2026 14:30 IST", "Asia/Jerusalem", 2, False),
        ("18 July 2026 14:30 IST", "Europe/Dublin", 1, False),
        ("Wed Nov 18 14:30:00 CST 2026", "Asia/Shanghai", 8, False),
        ("18 November 2026 14:30 CST", "Europe/Paris", -6, True),
        ("18 November 2026 14:30 PST", "Asia/Manila", 8, False),
        ("18 November 2026 14:30 PST", "Europe/Paris", -8, False),
        ("18 July 2026 14:30 BST", "Europe/London", 1, False),
        ("18 July 2026 14:30 BST", "Europe/Paris", 1, False),
        ("18 November 2026 14:30 BST", "Europe/Paris", 1, True),
    ],
)
def test_a_zone_name_of_several_zones_means_the_newsrooms_own_or_the_usual_one_with_a_doubt(
    text: str, house: str, hours: float, doubtful: bool
) -> None:
    stated = understand(text, ZoneInfo(house))
    own = datetime(2026, 7 if "July" in text else 11, 18, 14, 30, tzinfo=UTC) - timedelta(hours=hours)
    assert (stated.instant, bool(stated.doubt)) == (own, doubtful)
    assert stated.earliest <= own <= stated.latest


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("रात 9:05", 21),
        ("रात 2:05", 2),
        ("रात 12:05", 0),
        ("दोपहर 11:05", 11),
        ("दोपहर 1:05", 13),
        ("सुबह 12:05", 0),
        ("शाम 12:05", 12),
    ],
)
def test_a_word_before_the_hour_says_which_half_of_the_day_is_meant(text: str, hour: int) -> None:
    assert understand(f"18 नवंबर 2026, {text}", UTC).instant.hour == hour


@pytest.mark.parametrize("text", ["30 آذر 1404", "30 اسفند 1404", "32 خرداد 1404", "1404/13/01", "18 November 1404"])
def test_a_day_of_the_solar_year_is_one_that_there_is(text: str) -> None:
    if text == "30 آذر 1404":
        assert understand(text, UTC).instant.date().isoformat() == "2025-12-21"
    else:
        with pytest.raises(ValueError, match=r"\w"):
            understand(text, UTC)


def test_a_month_is_not_looked_for_inside_another_word() -> None:
    assert find_date("۲۷ آبان ۱۴۰۵") == "27 آبان 1405"
