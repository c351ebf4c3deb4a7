"""Versions, embargoes, expiries and withdrawals over whole turns, as editors and readers meet them."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from feedservice.article import Outcome
from feedservice.errors import OrderError
from feedservice.press import withdraw
from tests.newsroom import START, Newsroom, picture, story

AT = "{http://purl.org/atompub/tombstones/1.0}"


def entry(room: Newsroom, name: str = "Alpha") -> Any:
    return next((one for one in room.feed("/atom.xml").entries if one.title.startswith(name)), None)


def tombstones(room: Newsroom) -> dict[str, str]:
    root = etree.fromstring(room.document("/atom.xml"))
    return {one.get("ref"): one.get("when").replace("Z", "+00:00") for one in root.iter(f"{AT}deleted-entry")}


def page(room: Newsroom, address: str) -> int:
    app = room.app()
    return app.test_client().get("/" + address.split("/", 3)[3]).status_code


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    for name in ("Alpha", "Bravo", "Coast", "Delta"):
        newsroom.drop(f"world/{name.lower()}.txt", story(name))
    newsroom.settle()
    return newsroom


def edit(room: Newsroom, text: str) -> Any:
    room.drop("world/alpha.txt", text)
    room.settle()
    return entry(room)


def history(room: Newsroom) -> list[str]:
    with room.store.reading() as asked:
        found = asked.articles.at("world/alpha.txt")
        assert found
        return [one.event for one in asked.articles.history(found.article.id)]


def test_a_touched_or_saved_again_file_changes_nothing(room: Newsroom) -> None:
    before = room.document()
    room.drop("world/alpha.txt", story("Alpha"))
    room.settle()
    room.drop("world/alpha.txt", story("Alpha").replace("\n", "\r\n"))
    room.settle()
    assert room.document() == before
    assert history(room) == ["published"]


def test_a_typo_is_mended_without_a_word_to_readers(room: Newsroom) -> None:
    before = entry(room)
    after = edit(room, story("Alpha").replace("harbour master", "harbor master"))
    assert after.updated == before.updated
    assert "harbor master" in after.content[0].value
    assert history(room) == ["published", "typo"]
    assert room.feed("/atom.xml").feed.updated > before.updated, "the feed itself moved"


def test_an_update_moves_updated_and_not_the_date(room: Newsroom) -> None:
    before = entry(room)
    after = edit(room, story("Alpha") + "\nThe ferry sails again on Tuesday, the company said.\n")
    assert after.updated > before.updated
    assert (after.published, after.id) == (before.published, before.id)
    assert history(room) == ["published", "update"]


@pytest.mark.parametrize("change", ["typo", "update", "correction"])
def test_a_stated_class_counts_over_what_the_difference_looks_like(room: Newsroom, change: str) -> None:
    before = entry(room)
    after = edit(room, f"Change: {change}\n\n" + story("Alpha").replace("Forty", "Fifty"))
    assert (after.updated > before.updated) == (change != "typo")
    assert history(room) == ["published", change]
    assert ("has been corrected" in after.content[0].value) == (change == "correction")


def test_a_correction_shows_its_dated_note_in_feed_and_page_and_stays(room: Newsroom) -> None:
    before = entry(room)
    text = story("Alpha").replace("Forty", "Fourteen")
    note = "Correction: An earlier version gave the wrong number of boats."
    after = edit(room, f"{text}\n{note}\n")
    assert after.updated > before.updated
    shown = after.content[0].value
    assert "<strong>Correction</strong> (2026-11-23): An earlier version gave" in shown
    assert shown.count("An earlier version gave") == 1
    assert room.outcome("world/alpha.txt") == "corrected"
    room.turn(5 * 86400)
    later = edit(room, f"{text}\nMore news came in the evening, and more boats.\n\n{note}\n")
    assert "(2026-11-23): An earlier version gave" in later.content[0].value, "its day stays"
    assert history(room) == ["published", "correction", "update"]


def test_a_replaced_figure_is_an_update_and_the_desk_asks(room: Newsroom) -> None:
    edit(room, story("Alpha") + "\nIn all 12 people were hurt.\n")
    edit(room, story("Alpha") + "\nIn all 14 people were hurt.\n")
    assert history(room)[-1] == "update"
    assert "12 became 14" in room.receipts()["world/alpha.txt"].receipt.note


def test_a_word_that_is_no_class_of_change_is_refused_and_the_good_version_stays(room: Newsroom) -> None:
    before = room.document()
    edit(room, "Change: big\n\n" + story("Alpha") + "\nMore.\n")
    assert room.outcome("world/alpha.txt") == "refused"
    assert room.document() == before


def test_versions_are_kept_with_their_words(room: Newsroom) -> None:
    edit(room, story("Alpha").replace("Forty", "Fifty"))
    edit(room, story("Alpha").replace("Forty", "Sixty"))
    with room.store.reading() as asked:
        found = asked.articles.at("world/alpha.txt")
        assert found
        earlier = [one.earlier for one in asked.articles.history(found.article.id) if one.earlier]
    assert ["Forty" in earlier[0].body_html, "Fifty" in earlier[1].body_html] == [True, True]
    assert "Sixty" in found.article.body_html


def test_a_text_that_stops_in_the_middle_is_not_believed_for_a_while(room: Newsroom) -> None:
    before = room.document()
    half = story("Alpha").partition("Nobody")[0]
    room.drop("world/alpha.txt", half)
    room.settle()
    room.turn(10)
    assert room.outcome("world/alpha.txt") == "waiting"
    assert room.document() == before
    room.turn(60)
    room.turn(10)
    assert room.document() != before, "an editor may shorten a story after all"


def test_a_file_seen_to_grow_must_rest_longer(newsroom: Newsroom) -> None:
    text = story("Alpha")
    for part in range(1, 5):
        newsroom.drop("world/alpha.txt", text[: len(text) * part // 5])
        newsroom.turn(2.5)
        assert not newsroom.document()
    newsroom.turn(2.5)
    assert newsroom.outcome("world/alpha.txt") == "waiting", "it paused, as uploads do"
    newsroom.drop("world/alpha.txt", text)
    newsroom.turn(2.5)
    newsroom.turn(12)
    newsroom.turn(1)
    assert newsroom.outcome("world/alpha.txt") == "published"


@pytest.mark.parametrize("field", ["Embargo", "Date"])
def test_an_embargoed_article_is_nowhere_before_its_hour(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    caplog.set_level(logging.INFO)
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", f"{field}: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.drop("world/alpha.jpg", picture())
    newsroom.settle()
    assert newsroom.outcome("world/alpha.txt") == "scheduled"
    with newsroom.store.reading() as asked:
        found = asked.articles.at("world/alpha.txt")
    assert found
    photo = found.article.photos[0].enclosure.name
    link, photo_link = f"http://x/articles/{found.article.key}", f"http://x/photos/{photo}"
    newsroom.now = START + timedelta(hours=3, seconds=-1)
    newsroom.press.keep_hours()
    newsroom.turn()
    assert (page(newsroom, link), page(newsroom, photo_link)) == (404, 404)
    for path in ("/rss.xml", "/atom.xml"):
        assert b"Alpha" not in newsroom.document(path)
        assert photo.encode() not in newsroom.document(path)
    assert "lpha" not in caplog.text
    newsroom.now = START + timedelta(hours=3)
    newsroom.press.keep_hours()
    assert entry(newsroom).published == "2026-11-23T12:00:00+00:00"
    assert (page(newsroom, link), page(newsroom, photo_link)) == (200, 200)
    assert newsroom.outcome("world/alpha.txt") == "published"
    assert newsroom.turn(10).counts.get("published", 0) == 0, "the file is not read again"


def test_a_date_to_come_takes_nothing_out_of_print_and_the_desk_says_what_to_do(room: Newsroom) -> None:
    before = entry(room).published
    room.drop("world/alpha.txt", "Date: 2026-12-08 06:00\n\n" + story("Alpha").replace("Forty", "Fifty"))
    room.settle()
    assert room.outcome("world/alpha.txt") == "published"
    assert entry(room).published == before
    [problem] = room.receipts()["world/alpha.txt"].receipt.problems
    assert "Embargo: 2026-12-08 06:00" in problem.remedy


def test_a_date_to_come_that_was_found_in_a_page_is_no_embargo(newsroom: Newsroom) -> None:
    page = f'<html><head><meta name="date" content="2026-12-08"></head><body><h1>Alpha opens</h1><p>{story("Alpha")}</p></body></html>'
    newsroom.drop("world/alpha.html", page)
    newsroom.settle()
    assert newsroom.outcome("world/alpha.html") == "published"


def test_an_embargo_moved_at_the_last_moment_holds(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.now = START + timedelta(hours=3)
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 14:00\n\n" + story("Alpha"))
    newsroom.press.keep_hours()
    assert entry(newsroom) is None
    newsroom.settle()
    assert entry(newsroom) is None
    newsroom.now = START + timedelta(hours=5)
    newsroom.press.keep_hours()
    assert entry(newsroom)


def test_a_draft_made_at_the_last_moment_and_seen_by_a_look_but_not_read_yet_holds(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.now = START + timedelta(hours=3, seconds=-1)
    newsroom.drop("world/alpha.txt", "Draft: yes\n\n" + story("Alpha"))
    newsroom.turn()
    newsroom.now = START + timedelta(hours=3)
    newsroom.press.keep_hours()
    assert entry(newsroom) is None
    newsroom.settle()
    assert entry(newsroom) is None


def test_what_is_due_goes_out_though_the_whole_folder_is_away(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    away = newsroom.content.rename(newsroom.content.with_name("away"))
    newsroom.now = START + timedelta(hours=3)
    assert not newsroom.turn().succeeded
    assert entry(newsroom)
    away.rename(newsroom.content)


def test_a_broken_embargo_holds_what_was_scheduled(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.drop("world/alpha.txt", "Embargo: next week\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.turn(86400)
    assert entry(newsroom) is None


def test_an_article_expires_on_its_second_and_an_editor_can_bring_it_back(room: Newsroom) -> None:
    edit(room, "Expires: 2026-11-23 18:00\n\n" + story("Alpha"))
    before = entry(room)
    room.now = START.replace(hour=17, minute=59, second=59)
    room.press.keep_hours()
    assert entry(room)
    room.now = START.replace(hour=18)
    room.press.keep_hours()
    assert entry(room) is None
    assert room.outcome("world/alpha.txt") == "expired"
    assert tombstones(room)[before.id] <= room.feed("/atom.xml").feed.updated
    assert page(room, before.link) == 410
    back = edit(room, "Expires: 2026-11-24\n\n" + story("Alpha"))
    assert back.id == before.id
    assert back.updated > before.updated
    assert not tombstones(room)
    room.now = START.replace(day=24, hour=23, minute=59, second=59)
    room.turn()
    assert entry(room), "a day alone counts to its end"
    room.turn(1)
    assert entry(room) is None


def test_an_embargo_and_an_expiry_slept_through_leave_nothing_shown(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\nExpires: 2026-11-23 13:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.turn(86400)
    assert entry(newsroom) is None
    assert not tombstones(newsroom), "nobody ever saw it"
    assert newsroom.outcome("world/alpha.txt") == "expired"


def test_an_expiry_before_the_embargo_is_refused(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-25\nExpires: 2026-11-24 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    assert "expire before" in newsroom.what("world/alpha.txt")


WITHDRAWALS = {
    "folder": lambda room: _move(room, "_withdrawn/alpha.txt"),
    "folder below, in capitals": lambda room: _move(room, "world/_WITHDRAWN/alpha.txt"),
    "status": lambda room: room.drop("world/alpha.txt", "Status: withdrawn\n\n" + story("Alpha")),
    "retracted": lambda room: room.drop("world/alpha.txt", "Status: Retracted\n\n" + story("Alpha")),
    "command": lambda room: room.press.obey(
        lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "why", at)
    ),
}


def _move(room: Newsroom, path: str) -> None:
    (room.content / path).parent.mkdir(parents=True, exist_ok=True)
    (room.content / "world/alpha.txt").rename(room.content / path)


@pytest.mark.parametrize("how", WITHDRAWALS)
def test_withdrawn_at_once_and_brought_back(room: Newsroom, how: str) -> None:
    room.drop("world/alpha.jpg", picture())
    room.settle()
    before = entry(room)
    photo = before.enclosures[0].href
    feed_time = room.feed("/atom.xml").feed.updated
    WITHDRAWALS[how](room)
    room.settle()
    assert entry(room) is None
    assert list(tombstones(room)) == [before.id]
    assert feed_time < tombstones(room)[before.id] <= room.feed("/atom.xml").feed.updated
    assert (page(room, before.link), page(room, photo)) == (410, 410)
    text = room.document("/atom.xml").decode() + room.document().decode()
    assert "Alpha" not in text
    assert "why" not in text
    room.drop("world/alpha.txt", story("Alpha"))
    for path in ("_withdrawn/alpha.txt", "world/_WITHDRAWN/alpha.txt"):
        (room.content / path).unlink(missing_ok=True)
    room.settle()
    if how == "command":
        assert entry(room) is None, "the file does not outvote the command"
        assert "by command" in room.receipts()["world/alpha.txt"].receipt.note
        life = room.settings.tombstone_life
        room.press.obey(lambda changes, at: withdraw.bring_back(changes, before.id, room.now, life))
        room.settle()
    after = entry(room)
    assert (after.id, after.link, after.published) == (before.id, before.link, before.published)
    assert after.updated > before.updated
    assert not tombstones(room)
    assert page(room, before.link) == 200


def test_a_command_takes_back_a_scheduled_article_and_leaves_no_tombstone(newsroom: Newsroom) -> None:
    newsroom.drop("world/bravo.txt", story("Bravo"))
    newsroom.drop("world/alpha.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "", at))
    newsroom.turn(86400)
    assert entry(newsroom) is None
    assert not tombstones(newsroom)


def test_what_a_command_withdrew_is_held_in_a_copy_too(room: Newsroom) -> None:
    room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "", at))
    shutil.copy(room.content / "world/alpha.txt", room.content / "world/again.txt")
    room.settle()
    assert entry(room) is None
    assert "which was withdrawn" in room.what("world/again.txt")


@pytest.mark.parametrize("name", ["nobody.txt", "tag:x", "abcdefghijklmnop"])
def test_an_order_about_nothing_says_so(room: Newsroom, name: str) -> None:
    with pytest.raises(OrderError, match="No article has"):
        room.press.obey(lambda changes, at: withdraw.withdraw(changes, name, "", at))


def test_a_tombstone_runs_out_and_then_the_file_is_a_new_article(room: Newsroom) -> None:
    before = entry(room)
    (room.content / "world/alpha.txt").unlink()
    room.lapse()
    assert before.id in tombstones(room)
    room.turn(29 * 86400)
    assert before.id in tombstones(room)
    feed_time = room.feed("/atom.xml").feed.updated
    room.turn(2 * 86400)
    assert not tombstones(room)
    assert room.feed("/atom.xml").feed.updated > feed_time
    assert page(room, before.link) == 410, "for ever"
    room.drop("world/alpha.txt", story("Alpha"))
    room.settle()
    assert entry(room).id != before.id


def test_an_undo_after_the_tombstone_has_run_out_is_refused(room: Newsroom) -> None:
    room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "", at))
    room.turn(31 * 86400)
    with pytest.raises(OrderError, match="tombstone has run out"):
        room.press.obey(lambda c, at: withdraw.bring_back(c, "world/alpha.txt", room.now, room.settings.tombstone_life))


def test_too_many_gone_at_once_are_held_with_an_alarm_and_the_rest_goes_on(room: Newsroom) -> None:
    (room.content / "sport").mkdir()
    room.drop("sport/golf.txt", story("Golf"))
    room.settle()
    away = (room.content / "world").rename(room.content.with_name("away"))
    room.lapse()
    report = room.turn(3600)
    assert report.succeeded
    assert "4 of 5 articles" in report.message
    assert len(room.feed().entries) == 5
    room.drop("sport/hotel.txt", story("Hotel"))
    room.settle()
    assert len(room.feed().entries) == 6, "the rest goes on"
    app = room.app()
    health = app.test_client().get("/health")
    assert health.json is not None
    away.rename(room.content / "world")
    room.settle()
    assert room.turn(100).message == ""
    assert len(room.feed().entries) == 6
    assert not tombstones(room)


def test_a_command_given_while_the_file_is_being_read_is_not_undone_by_the_turn(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = room.press.store.turn

    def transaction(now: datetime, address: str) -> Any:
        """What was read is about to be kept; a command comes before it."""
        monkeypatch.undo()
        room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "", at))
        return real(now, address)

    room.drop("world/alpha.txt", story("Alpha") + "\nMore of it.\n")
    room.turn(10)
    monkeypatch.setattr(room.press.store, "turn", transaction)
    room.turn(10)
    assert entry(room) is None
    room.settle()
    assert entry(room) is None
    assert room.outcome("world/alpha.txt") == "withdrawn"


def test_a_held_withdrawal_can_be_confirmed(room: Newsroom) -> None:
    room.drop("sport/golf.txt", story("Golf"))
    room.settle()
    shutil.rmtree(room.content / "world")
    room.lapse()
    assert len(room.feed().entries) == 5
    withdrawn = room.press.obey(lambda changes, at: withdraw.confirm_gone(changes, room.now, at))
    assert withdrawn == 4
    assert len(room.feed().entries) == 1
    assert len(tombstones(room)) == 4
    assert room.turn(10).message == ""


@pytest.mark.parametrize(
    ("lost", "in_print", "held"),
    [
        (1, 1, False),
        (2, 2, True),
        (3, 3, True),
        (2, 4, False),
        (3, 10, False),
        (4, 10, True),
        (4, 16, False),
        (250, 1000, False),
        (251, 1000, True),
    ],
)
def test_how_many_are_too_many(newsroom: Newsroom, lost: int, in_print: int, held: bool) -> None:
    assert newsroom.settings.is_too_many(lost, in_print) == held


def test_files_removed_within_reason_are_withdrawn(newsroom: Newsroom) -> None:
    for number in range(12):
        newsroom.drop(f"world/story-{number}.txt", story(f"Story{number}"))
    newsroom.settle()
    for number in range(3):
        (newsroom.content / f"world/story-{number}.txt").unlink()
    newsroom.lapse()
    assert len(newsroom.feed().entries) == 9
    assert len(tombstones(newsroom)) == 3


def test_a_draft_made_of_a_published_article_leaves_print_and_comes_back(room: Newsroom) -> None:
    before = entry(room)
    (room.content / "world/alpha.txt").rename(room.content / "world/_alpha.txt")
    room.settle()
    assert entry(room) is None
    assert before.id in tombstones(room)
    (room.content / "world/_alpha.txt").rename(room.content / "world/alpha.txt")
    room.settle()
    assert entry(room).id == before.id


def test_a_photo_that_another_article_still_shows_stays(room: Newsroom) -> None:
    for name in ("alpha", "bravo"):
        room.drop(f"world/{name}.jpg", picture())
    room.settle()
    photo = entry(room).enclosures[0].href
    (room.content / "world/alpha.txt").unlink()
    room.lapse()
    assert page(room, photo) == 200
    (room.content / "world/bravo.txt").unlink()
    room.lapse()
    assert page(room, photo) == 410


def test_states_are_kept_with_their_articles(room: Newsroom) -> None:
    (room.content / "world/alpha.txt").unlink()
    room.lapse()
    with room.store.reading() as asked:
        (found,) = asked.articles.find("world/alpha.txt")
    assert (found.state, found.cause) == (Outcome.WITHDRAWN, "file gone")
    assert found.left
    assert found.vanished


def test_drafts_of_an_article_that_was_in_print_leave_no_trace_in_its_history(room: Newsroom) -> None:
    for number in range(3):
        edit(room, f"Draft: yes\n\n{story('Alpha')}\nDraft number {number} of it, with more and more words.\n")
    assert history(room) == ["published", "draft"]
    receipt = room.receipts()["world/alpha.txt"].receipt
    assert "was in print" in receipt.note
    assert receipt.key
    edit(room, story("Alpha") + "\nThe last words of it, and then some more.\n")
    assert history(room) == ["published", "draft", "update", "published"]


def test_the_receipt_of_a_withdrawn_article_says_by_what_and_names_it(room: Newsroom) -> None:
    edit(room, "Status: withdrawn\n\n" + story("Alpha"))
    receipt = room.receipts()["world/alpha.txt"].receipt
    assert "status field" in receipt.note
    assert receipt.article_id


def test_what_a_command_withdrew_long_ago_does_not_come_back_by_being_moved(room: Newsroom) -> None:
    room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/alpha.txt", "", at))
    room.turn(40 * 86400)
    (room.content / "world/alpha.txt").rename(room.content / "world/omega.txt")
    room.settle()
    room.lapse()
    assert entry(room) is None
    (room.content / "world/omega.txt").unlink()
    room.lapse()
    room.turn(40 * 86400)
    room.drop("world/again.txt", story("Alpha"))
    room.settle()
    assert entry(room) is None


def test_an_article_expired_long_ago_keeps_its_id_when_its_file_is_moved_and_freed(room: Newsroom) -> None:
    before = entry(room)
    edit(room, "Expires: 2026-11-24 12:00\n\n" + story("Alpha"))
    room.turn(60 * 86400)
    assert entry(room) is None
    (room.content / "world/alpha.txt").unlink()
    room.drop("world/omega.txt", story("Alpha"))
    room.settle()
    assert entry(room).id == before.id


@pytest.mark.parametrize(
    "line", ["Status: withdrawn", "STATUS: KILLED", "Status: Withdrawn.", "Status: retracted – legal"]
)
def test_a_status_right_above_the_headline_counts(room: Newsroom, line: str) -> None:
    edit(room, f"{line}\n{story('Alpha')}")
    assert entry(room) is None
    assert room.outcome("world/alpha.txt") == "withdrawn"


@pytest.mark.parametrize(
    "line",
    ["Status: withdrawn", "WITHDRAWN", "KILL", "Withdrawn: yes", "Expires: 2026-11-20 10:00", "Embargo Friday 6pm", "EMBARGO!",
     "Strictly embargoed until 6pm", "HOLD FOR RELEASE until Friday", "Sperrfrist: 2027-01-01 18:00", "Not before 2027-01-01"],
)  # fmt: skip
def test_a_line_below_that_asks_to_hold_an_article_back_holds_it(newsroom: Newsroom, line: str) -> None:
    newsroom.drop("world/alpha.txt", f"{story('Alpha')}\n{line}\n")
    newsroom.settle()
    assert not newsroom.document() or entry(newsroom) is None
    assert newsroom.outcome("world/alpha.txt") in ("refused", "withdrawn", "expired")


@pytest.mark.parametrize(
    "line", ["Embargo on arms lifted by council", "Kill or cure, said the doctor", "Status of the bridge is unknown"]
)
def test_news_about_embargoes_is_news(newsroom: Newsroom, line: str) -> None:
    newsroom.drop("world/alpha.txt", f"{story('Alpha')}\n{line}\n")
    newsroom.settle()
    assert newsroom.outcome("world/alpha.txt") == "published"


def test_a_bare_correction_is_noted_once_and_goes_with_its_line(room: Newsroom) -> None:
    edit(room, "Change: correction\n\n" + story("Alpha").replace("Forty", "Fourteen"))
    room.turn(2 * 86400)
    shown = edit(room, "Change: correction\n\n" + story("Alpha").replace("Forty", "Fifteen")).content[0].value
    assert shown.count("has been corrected") == 1
    assert "(2026-11-23)" in shown
    shown = edit(room, story("Alpha").replace("Forty", "Fifteen")).content[0].value
    assert "has been corrected" not in shown


@pytest.mark.parametrize(
    "note", ["Corrections: It was thirty.", "[Correction: It was thirty.]", "Correction – It was thirty.", "**Correction:** It was thirty.", "Errata: It was thirty.", "Correction to this story: It was thirty."]
)  # fmt: skip
def test_a_correction_is_known_in_many_forms(room: Newsroom, note: str) -> None:
    edit(room, f"{story('Alpha').replace('Forty', 'Thirty')}\n{note}\n")
    assert room.outcome("world/alpha.txt") == "corrected"


@pytest.mark.parametrize(
    "piece", ["<blockquote>{} men died.</blockquote>", "<h2>{} men died</h2>", "<dl><dt>Dead</dt><dd>{} men</dd></dl>"]
)
def test_words_outside_paragraphs_are_words_too(newsroom: Newsroom, piece: str) -> None:
    text = "<h1>Alpha sinks</h1><p>The ship went down at dawn, the coast guard said.</p>" + piece
    newsroom.drop("world/alpha.html", text.format("Twelve"))
    newsroom.settle()
    before = entry(newsroom)
    newsroom.drop("world/alpha.html", text.format("Fourteen"))
    newsroom.settle()
    assert entry(newsroom).updated > before.updated
