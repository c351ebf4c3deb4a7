"""A clock that was years ahead, or is years behind: what it dated is put right, or never dated so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from feedservice.feeds.formats import FORMATS
from feedservice.press.wrong_clock import _has_long_past, _was_ahead
from feedservice.store.times.wrong_times import Ahead
from tests.newsroom import START, Newsroom, documents, long_tail, story

YEARS = timedelta(days=3650)
NAMES = ("Alpha", "Bravo", "Charlie")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelname in ("ERROR", "WARNING")]


def years_in(text: bytes) -> set[int]:
    """The years of every date in a feed."""
    return {int(year) for year in re.findall(rb"[>\" ](20\d\d)(?:-\d\d-\d\dT| \d\d:\d\d:\d\d)", text)}


def published(room: Newsroom, *names: str) -> None:
    for name in names:
        room.drop(f"world/{name.lower()}.txt", story(name).replace("By Ana Ruiz", "By Ana Ruiz\n\nTags: port"))
    room.settle()


def test_what_a_clock_years_ahead_has_dated_is_put_right_in_one_turn(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    published(newsroom, "Before")
    ids = {entry.id for entry in newsroom.feed("/atom.xml").entries}
    newsroom.now += YEARS
    published(newsroom, *NAMES)
    newsroom.drop("world/gone.txt", story("Gone"))
    newsroom.settle()
    (newsroom.content / "world/gone.txt").unlink()
    newsroom.lapse()
    assert 2036 in years_in(newsroom.document("/atom.xml"))
    order = [entry.id for entry in newsroom.feed("/atom.xml").entries]
    newsroom.now -= YEARS
    caplog.clear()
    assert newsroom.turn(10).succeeded
    for path in (form.path for form in FORMATS):
        assert years_in(newsroom.document(path)) == {2026}, path
    entries = newsroom.feed("/atom.xml").entries
    assert [entry.id for entry in entries] == order, "they keep their order, and their ids"
    assert ids < {entry.id for entry in entries}
    assert len({entry.updated for entry in entries}) == len(entries), "each has a second of its own"
    assert all(entry.published <= newsroom.now.isoformat() for entry in entries)
    assert b"deleted-entry" in newsroom.document("/atom.xml")
    with newsroom.store.reading() as asked:
        every = {**documents(asked), **long_tail(asked, newsroom.settings)}
        assert {path: one.last_modified.year for path, one in every.items() if one.last_modified.year != 2026} == {}
        assert asked.times.ahead(newsroom.now + timedelta(days=1)) is None
    assert len(said(caplog)) == 1
    assert "the clock was ahead, and is put right: the feeds, and 4 articles" in said(caplog)[0]
    caplog.clear()
    for _ in range(3):
        assert newsroom.turn(10).counts.get("changed", 0) == 0
    assert said(caplog) == [], "nothing is logged at every turn"


def test_times_go_forward_again_from_there(newsroom: Newsroom) -> None:
    newsroom.now += YEARS
    published(newsroom, "Alpha")
    newsroom.now -= YEARS
    newsroom.turn(10)
    before = newsroom.feed("/atom.xml").feed.updated
    published(newsroom, "Bravo")
    after = newsroom.feed("/atom.xml").feed.updated
    assert before < after <= (newsroom.now + timedelta(seconds=5)).isoformat()


def test_a_stated_date_counts_again(newsroom: Newsroom) -> None:
    published(newsroom, "Before")
    newsroom.now += YEARS
    newsroom.drop("world/alpha.txt", story("Alpha").replace("By Ana Ruiz", "By Ana Ruiz\n\nDate: 2026-11-20 10:00"))
    newsroom.drop("world/bravo.txt", story("Bravo").replace("By Ana Ruiz", "By Ana Ruiz\n\nDate: 2030-01-01 10:00"))
    newsroom.settle()
    newsroom.now -= YEARS
    newsroom.turn(10)
    newsroom.turn(10)
    dates = {entry.title.partition(" ")[0]: entry.published for entry in newsroom.feed("/atom.xml").entries}
    assert dates["Alpha"] == "2026-11-20T10:00:00+00:00"
    assert dates["Bravo"].startswith("2026-11-23")
    assert "still to come" in newsroom.what("world/bravo.txt")


def test_embargoes_and_expiries_taken_for_over_are_told_and_what_their_files_say_counts_again(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.drop("world/before.txt", story("Before"))
    newsroom.drop("world/early.txt", story("Early").replace("By Ana Ruiz", "By Ana Ruiz\n\nEmbargo: 2026-12-24 10:00"))
    newsroom.drop("world/over.txt", story("Over").replace("By Ana Ruiz", "By Ana Ruiz\n\nExpires: 2026-12-31 10:00"))
    newsroom.settle()
    assert newsroom.outcome("world/early.txt") == "scheduled"
    over = next(entry.id for entry in newsroom.feed("/atom.xml").entries if entry.title.startswith("Over"))
    newsroom.now += YEARS
    newsroom.turn(10)
    assert (newsroom.outcome("world/early.txt"), newsroom.outcome("world/over.txt")) == ("published", "expired")
    newsroom.now -= YEARS
    caplog.clear()
    newsroom.turn(10)
    assert newsroom.outcome("world/early.txt") == "scheduled"
    assert newsroom.outcome("world/over.txt") == "published"
    assert b"Early reopens" not in newsroom.document("/rss.xml")
    assert over in {entry.id for entry in newsroom.feed("/atom.xml").entries}
    (message,) = said(caplog)
    assert "1 article went out before the embargo" in message
    assert "1 article expired too early" in message
    assert "tell those whose embargo it is" in message
    key = newsroom.receipts()["world/early.txt"].receipt.key
    page = newsroom.app().test_client().get(f"/desk/articles/{key}").text
    assert "The clock was ahead" in page
    newsroom.now = datetime(2026, 12, 24, 10, 0, 1, tzinfo=UTC)
    newsroom.turn()
    entry = next(one for one in newsroom.feed("/atom.xml").entries if one.title.startswith("Early"))
    assert entry.published == "2026-12-24T10:00:00+00:00"


@pytest.mark.parametrize("then", ["Draft: yes\n\nEmbargo: 2028-12-24 10:00", "Embargo: 2028-12-24 10:00"])
def test_an_embargo_far_ahead_is_no_wrong_clock(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, then: str
) -> None:
    published(newsroom, "Before", "Far")
    far = story("Far").replace("By Ana Ruiz", "By Ana Ruiz\n\nDate: 2026-11-20\n\nEmbargo: 2028-12-24 10:00")
    newsroom.drop("world/far.txt", far)
    newsroom.settle()
    assert newsroom.outcome("world/far.txt") == "scheduled"
    newsroom.drop("world/far.txt", far.replace("Embargo: 2028-12-24 10:00", then) + "\nMore.\n")
    newsroom.settle()
    (newsroom.content / "world/far.txt").unlink()
    newsroom.lapse()
    assert newsroom.turn(10).message == ""
    assert said(caplog) == []
    with newsroom.store.reading() as asked:
        assert asked.times.ahead(newsroom.now + timedelta(days=1)) is None


def test_a_reader_with_a_date_to_come_is_not_told_not_modified(newsroom: Newsroom) -> None:
    published(newsroom, "Alpha")
    client = newsroom.app().test_client()
    to_come = format_datetime(datetime.now(UTC) + YEARS, usegmt=True)
    assert client.get("/rss.xml", headers={"If-Modified-Since": to_come}).status_code == 200
    given = client.get("/rss.xml").headers["Last-Modified"]
    assert client.get("/rss.xml", headers={"If-Modified-Since": given}).status_code == 304


def test_a_clock_years_behind_dates_nothing_in_the_past_and_lets_nothing_out(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(newsroom, "Before")
    newsroom.drop("world/early.txt", story("Early").replace("By Ana Ruiz", "By Ana Ruiz\n\nEmbargo: 2026-11-24 10:00"))
    newsroom.settle()
    before = newsroom.feed("/atom.xml").feed.updated
    newsroom.now -= 2 * YEARS
    caplog.clear()
    published(newsroom, *NAMES)
    report = newsroom.turn(10)
    assert report.succeeded
    assert report.message.startswith("The clock of this machine is behind: it says 2")
    assert "NTP" in report.message
    assert len(said(caplog)) == 1, "told once, not at every turn"
    entries = newsroom.feed("/atom.xml").entries
    assert len(entries) == 4
    assert {entry.published[:10] for entry in entries} == {"2026-11-23"}
    assert newsroom.feed("/atom.xml").feed.updated > before
    assert newsroom.outcome("world/early.txt") == "scheduled"
    assert newsroom.document("/atom.xml").count(b"<entry>") == 4

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return newsroom.now

    monkeypatch.setattr("feedservice.web.watching.signs.datetime", Clock)
    answer = newsroom.app().test_client().get("/health")
    assert (answer.status_code, answer.json["status"]) == (503, "clock wrong")
    newsroom.now += 2 * YEARS
    report = newsroom.turn(10)
    assert report.message == ""
    assert {entry.published[:10] for entry in newsroom.feed("/atom.xml").entries} == {"2026-11-23"}
    newsroom.now = datetime(2026, 11, 24, 10, 0, 1, tzinfo=UTC)
    newsroom.turn()
    assert newsroom.outcome("world/early.txt") == "published"


def test_a_first_start_under_a_clock_that_was_never_set(newsroom: Newsroom) -> None:
    newsroom.now = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    published(newsroom, "Alpha")
    assert newsroom.feed("/atom.xml").entries[0].published >= "2026-01-01"
    newsroom.now = START
    assert newsroom.turn().message == ""
    published(newsroom, "Bravo")
    assert [entry.title.partition(" ")[0] for entry in newsroom.feed("/atom.xml").entries] == ["Bravo", "Alpha"]


def test_a_long_past_is_never_taken_for_a_clock_that_was_ahead(newsroom: Newsroom) -> None:
    """Half a year of news, and then a clock that is four months behind: no date of an article is touched."""
    for month in range(6):
        newsroom.now = START + timedelta(days=30 * month)
        published(newsroom, f"Story{month}")
    dates = {entry.id: entry.published for entry in newsroom.feed("/atom.xml").entries}
    newsroom.now = START + timedelta(days=20)
    published(newsroom, "Late")
    assert newsroom.turn(10).message.startswith("The clock of this machine is behind")
    after = {entry.id: entry.published for entry in newsroom.feed("/atom.xml").entries}
    assert dates.items() < after.items()
    late = next(one for one in newsroom.feed("/atom.xml").entries if one.title.startswith("Late"))
    assert late.published >= max(dates.values())[:10]


def test_what_cannot_be_told_is_left_and_said_once(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    """Two days ahead for three days, or two days behind: nobody can tell, so no date is changed."""
    published(newsroom, "Before")
    newsroom.now += timedelta(days=5)
    published(newsroom, "Alpha")
    newsroom.now += timedelta(days=3)
    published(newsroom, "Bravo")
    dates = {entry.id: entry.published for entry in newsroom.feed("/atom.xml").entries}
    newsroom.now -= timedelta(days=5)
    caplog.clear()
    for _ in range(3):
        report = newsroom.turn(10)
    assert "If it is behind now, put it right" in report.message
    assert len(said(caplog)) == 1
    assert {entry.id: entry.published for entry in newsroom.feed("/atom.xml").entries} == dates
    newsroom.now += timedelta(days=5)
    assert newsroom.turn().message == ""


@pytest.mark.parametrize(
    ("first", "last", "alone", "was_ahead", "has_long_past"),
    [
        (3650, 3652, False, True, False),
        (3650, 3652, True, True, False),
        (100, 101, True, False, False),
        (1, 200, False, False, True),
        (1, 20, False, False, False),
        (10, 12, False, True, False),
    ],
)
def test_which_of_two_clocks_is_wrong(first: int, last: int, alone: bool, was_ahead: bool, has_long_past: bool) -> None:
    ahead = Ahead(START + timedelta(days=first), START + timedelta(days=last), alone)
    assert _was_ahead(ahead, START) is was_ahead
    assert _has_long_past(ahead, START) is has_long_past
