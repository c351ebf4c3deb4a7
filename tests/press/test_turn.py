"""Whole turns over a real folder with a stepped clock."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from feedservice import intake
from feedservice.errors import LeaseError, StoreError
from feedservice.feeds import formats
from feedservice.folder import scan
from feedservice.press import turn as press_module
from feedservice.press.compositor import Compositor
from feedservice.store import Store
from tests.newsroom import STORY, Newsroom, documents, picture, story


def test_a_dropped_article_is_in_both_feeds_after_two_looks(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    assert newsroom.turn().counts["waiting"] == 2
    assert newsroom.document() == b""
    newsroom.turn(2)
    for path in ("/rss.xml", "/atom.xml"):
        (entry,) = newsroom.feed(path).entries
        assert entry.title == "Harbour reopens after storm"
        assert entry.summary == "Boats went out again at first light on Monday."
        assert entry.enclosures[0].type == "image/jpeg"


def test_a_file_that_keeps_growing_is_never_read(newsroom: Newsroom) -> None:
    for size in range(1, 6):
        newsroom.drop("world/slow.txt", STORY[: size * 40])
        newsroom.turn(10)
        assert newsroom.outcome("world/slow.txt") == "waiting"


def test_two_looks_too_close_together_do_not_settle_a_file(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.turn()
    newsroom.turn(1.9)
    assert newsroom.outcome("world/harbour.txt") == "waiting"
    newsroom.turn(0.2)
    assert newsroom.outcome("world/harbour.txt") == "published"


def test_an_empty_file_waits_for_ever(newsroom: Newsroom) -> None:
    newsroom.drop("world/empty.txt", "")
    for _ in range(5):
        newsroom.turn(60)
    assert newsroom.outcome("world/empty.txt") == "waiting"


def test_the_id_stays_when_headline_and_text_change(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    before = newsroom.feed("/atom.xml").entries[0]
    newsroom.drop("world/harbour.txt", STORY.replace("Harbour reopens", "Port reopens").replace("Forty", "Fifty"))
    newsroom.settle()
    (after,) = newsroom.feed("/atom.xml").entries
    assert (after.id, after.link, after.published) == (before.id, before.link, before.published)
    assert after.title == "Port reopens after storm"
    assert after.updated > before.updated


def test_a_deleted_file_leaves_the_feed_after_the_grace_time(newsroom: Newsroom) -> None:
    newsroom.drop("world/other.txt", story("Another"))
    file = newsroom.drop("world/harbour.txt")
    newsroom.settle()
    file.unlink()
    newsroom.turn(10)
    newsroom.turn(59)
    assert len(newsroom.feed().entries) == 2
    assert newsroom.outcome("world/harbour.txt") == "gone"
    newsroom.turn(1)
    assert [entry.title for entry in newsroom.feed().entries] == ["Another reopens after storm"]
    assert "world/harbour.txt" not in newsroom.receipts()


def test_a_file_deleted_and_dropped_again_is_the_same_article(newsroom: Newsroom) -> None:
    newsroom.drop("keep.txt", story("Another"))
    file = newsroom.drop("world/harbour.txt")
    newsroom.settle()
    ids = {entry.id for entry in newsroom.feed().entries}
    file.unlink()
    newsroom.lapse()
    assert len(newsroom.feed().entries) == 1
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert {entry.id for entry in newsroom.feed().entries} == ids


def test_a_save_by_delete_and_create_between_two_looks_withdraws_nothing(newsroom: Newsroom) -> None:
    file = newsroom.drop("world/harbour.txt")
    newsroom.settle()
    file.unlink()
    newsroom.turn(10)
    newsroom.drop("world/harbour.txt", STORY + "\nMore.\n")
    for _ in range(3):
        newsroom.turn(10)
        assert len(newsroom.feed().entries) == 1


def test_a_broken_edit_leaves_the_good_version_in_print_and_says_so(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    before = newsroom.document()
    newsroom.drop("world/harbour.txt", "Only a headline\n")
    newsroom.settle()
    assert newsroom.document() == before
    receipt = newsroom.receipts()["world/harbour.txt"].receipt
    assert receipt.outcome == "refused"
    assert "no article text" in receipt.problems[0].what
    assert "stays in print" in receipt.note
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert newsroom.outcome("world/harbour.txt") == "published"
    assert newsroom.receipts()["world/harbour.txt"].receipt.problems == ()


def test_a_touched_file_changes_no_byte(newsroom: Newsroom) -> None:
    file = newsroom.drop("world/harbour.txt")
    newsroom.settle()
    before = newsroom.document("/atom.xml")
    os.utime(file, (1, 1))
    newsroom.settle()
    assert newsroom.document("/atom.xml") == before


def test_nothing_new_gives_the_same_edition_for_ever_even_after_a_restart(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    edition = newsroom.settle().edition
    documents = newsroom.document(), newsroom.document("/atom.xml")
    newsroom.restart()
    assert newsroom.turn(3600).edition == edition
    assert (newsroom.document(), newsroom.document("/atom.xml")) == documents


def test_a_bad_file_stops_no_other(newsroom: Newsroom) -> None:
    newsroom.drop("world/a-bad.html", b"\x00\xff\xfe" * 10)
    newsroom.drop("world/b-bad.docx", b"PK")
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert newsroom.outcome("world/a-bad.html") == "refused"
    assert "This Word file is damaged" in newsroom.what("world/b-bad.docx")
    assert len(newsroom.feed().entries) == 1


def test_our_own_fault_is_told_as_ours_and_the_rest_goes_on(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.press.propagate_bugs = False
    newsroom.drop("world/bug.txt", story("Bug"))
    newsroom.drop("world/harbour.txt")
    real = intake.read

    def read(source: object) -> object:
        if "bug" in source.path:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return real(source)

    monkeypatch.setattr("feedservice.editing.prepare.intake.read", read)
    newsroom.settle()
    assert newsroom.receipts()["world/bug.txt"].receipt.problems[0].severity == "fault"
    assert "our fault" in newsroom.what("world/bug.txt")
    assert [entry.title for entry in newsroom.feed().entries] == ["Harbour reopens after storm"]


def test_in_tests_our_own_faults_propagate(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.drop("world/harbour.txt")
    monkeypatch.setattr("feedservice.editing.prepare.intake.read", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        newsroom.settle()


def test_drafts_and_embargoed_articles_are_nowhere_until_their_time(newsroom: Newsroom) -> None:
    newsroom.drop("world/_secret.txt", story("Underscore"))
    newsroom.drop("_drafts/plan.txt", story("Folder"))
    newsroom.drop("world/field.txt", "Draft: yes\n\n" + story("Field"))
    newsroom.drop("world/later.txt", "Embargo: 2026-11-23 12:00\n\n" + story("Later"))
    report = newsroom.settle()
    assert report.counts["draft"] == 3
    assert report.next_due is not None
    assert newsroom.feed().entries == []
    assert b"Later" not in newsroom.document("/atom.xml")
    newsroom.now = report.next_due - timedelta(seconds=1)
    newsroom.turn()
    assert newsroom.feed().entries == []
    newsroom.turn(1)
    assert [entry.title for entry in newsroom.feed().entries] == ["Later reopens after storm"]
    assert newsroom.outcome("world/later.txt") == "published"


def test_a_published_article_turned_draft_leaves_the_feed_and_comes_back_the_same(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    id_before = newsroom.feed().entries[0].id
    newsroom.drop("world/harbour.txt", "Draft: yes\n\n" + STORY)
    newsroom.settle()
    assert newsroom.feed().entries == []
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert newsroom.feed().entries[0].id == id_before


def test_an_embargo_that_cannot_be_read_holds_the_article_back(newsroom: Newsroom) -> None:
    newsroom.drop("world/later.txt", "Embargo: next Tuesday-ish\n\n" + STORY)
    newsroom.settle()
    assert newsroom.outcome("world/later.txt") == "refused"
    assert "held back" in newsroom.what("world/later.txt")


def test_an_article_waits_for_a_photo_that_is_still_being_copied(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture()[:100])
    newsroom.turn()
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.turn(5)
    assert newsroom.outcome("world/harbour.txt") == "waiting"
    newsroom.turn(5)
    assert newsroom.feed().entries[0].enclosures


def test_an_article_does_not_wait_for_ever_for_a_photo(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", b"")
    newsroom.settle()
    assert newsroom.outcome("world/harbour.txt") == "waiting"
    newsroom.turn(60)
    assert newsroom.outcome("world/harbour.txt") == "published"
    assert "empty" in newsroom.what("world/harbour.txt")


def test_a_photo_dropped_later_joins_its_article_and_a_removed_one_leaves_it(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert not newsroom.feed().entries[0].enclosures
    photo = newsroom.drop("world/Harbour.JPG", picture())
    newsroom.settle()
    assert newsroom.feed().entries[0].enclosures
    assert newsroom.outcome("world/Harbour.JPG") == "used"
    photo.unlink()
    newsroom.lapse()
    assert not newsroom.feed().entries[0].enclosures


def test_a_photo_named_in_the_article_but_missing_is_a_warning_cured_by_dropping_it(newsroom: Newsroom) -> None:
    page = "<h1>Boats</h1><p>Forty boats left.</p><figure><img src='pics/boats.png'></figure><p>And more.</p>"
    newsroom.drop("world/boats.html", page)
    newsroom.settle()
    assert "not there" in newsroom.what("world/boats.html")
    assert newsroom.outcome("world/boats.html") == "published"
    newsroom.drop("world/pics/boats.png", picture(kind="PNG"))
    newsroom.settle()
    assert newsroom.what("world/boats.html") == ""
    assert len(newsroom.feed().entries[0].enclosures) == 1


def test_a_swapped_photo_gets_a_new_address_and_its_true_length(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture("navy"))
    newsroom.settle()
    before = newsroom.feed().entries[0].enclosures[0]
    newsroom.drop("world/harbour.jpg", picture("red", (90, 70)))
    newsroom.settle()
    after = newsroom.feed().entries[0].enclosures[0]
    assert after.href != before.href
    assert int(after.length) == len(picture("red", (90, 70)))


@pytest.mark.parametrize("content", [b"no picture at all", picture()[:300], b""])
def test_a_broken_photo_is_a_problem_on_the_receipt_and_the_article_runs(newsroom: Newsroom, content: bytes) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", content)
    newsroom.settle()
    newsroom.turn(120)
    assert len(newsroom.feed().entries) == 1
    assert "world/harbour.jpg" in newsroom.receipts()["world/harbour.txt"].receipt.problems[0].where


def test_a_photo_of_no_article_is_unused(newsroom: Newsroom) -> None:
    newsroom.drop("world/alone.jpg", picture())
    newsroom.settle()
    assert newsroom.outcome("world/alone.jpg") == "unused"


def test_an_empty_folder_withdraws_nothing_and_alarms(newsroom: Newsroom) -> None:
    file = newsroom.drop("harbour.txt")
    newsroom.settle()
    file.unlink()
    for _ in range(3):
        report = newsroom.turn(10)
    assert not report.succeeded
    assert "Is the share mounted?" in report.message
    assert len(newsroom.feed().entries) == 1


def test_a_missing_folder_fails_the_turn_and_the_next_recovers(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    newsroom.content.rename(newsroom.content.with_name("away"))
    assert "is not there" in newsroom.turn(10).message
    assert len(newsroom.feed().entries) == 1
    newsroom.content.with_name("away").rename(newsroom.content)
    assert newsroom.turn(10).succeeded


def test_a_section_that_cannot_be_looked_into_keeps_its_articles(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    real = os.scandir

    def scandir(folder: str) -> object:
        if str(folder).endswith("world"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    newsroom.settle()
    assert len(newsroom.feed().entries) == 1
    assert newsroom.outcome("world") == "refused"
    monkeypatch.undo()
    newsroom.lapse()
    assert "world" not in newsroom.receipts()
    assert newsroom.outcome("world/harbour.txt") == "published"


def test_a_full_disk_leaves_the_last_good_documents_and_the_next_turn_recovers(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    before = newsroom.document()
    newsroom.drop("world/new.txt", story("New"))
    newsroom.drop("world/new.jpg", picture())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("feedservice.media_store.folder_store.FolderStore.keep", full)
    newsroom.turn(10)
    report = newsroom.turn(10)
    assert not report.succeeded
    assert "No space left" in report.message
    assert newsroom.document() == before
    monkeypatch.undo()
    assert newsroom.turn(10).succeeded
    assert len(newsroom.feed().entries) == 2


def test_a_locked_database_fails_the_turn_and_the_next_recovers(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.store.engine._BUSY_SECONDS", 0.05)
    newsroom.restart()
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    with newsroom.store.writing():
        report = newsroom.turn(10)
        assert not report.succeeded
        assert "locked" in report.message
        assert len(newsroom.feed().entries) == 1
    assert newsroom.turn(10).succeeded


def test_another_press_with_the_lease_keeps_us_out_until_it_is_done(newsroom: Newsroom) -> None:
    newsroom.turn()
    other = Store(newsroom.settings.database)
    other.take_lease(newsroom.now)
    with pytest.raises(LeaseError, match="at work"):
        newsroom.turn(1)
    newsroom.turn(31)
    other.close()


def test_a_lease_of_a_dead_process_is_taken_over_at_once(newsroom: Newsroom) -> None:
    newsroom.turn()
    dead = Store(newsroom.settings.database)
    dead.holder = dead.holder.replace(f":{os.getpid()}:", ":4194305:")
    dead.take_lease(newsroom.now)
    assert newsroom.turn(1).succeeded
    dead.close()


def test_an_article_that_cannot_be_set_is_left_out_alone(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.drop("world/bad.txt", story("Unsettable"))
    newsroom.drop("world/harbour.txt")
    real = formats.render

    def fragile(edition: object, form: object) -> bytes:
        if any("Unsettable" in article.headline for article in edition.articles):  # type: ignore[attr-defined]
            raise formats.RenderError("no type for this")
        return real(edition, form)  # type: ignore[arg-type]

    monkeypatch.setattr(formats, "render", fragile)
    newsroom.settle()
    assert [entry.title for entry in newsroom.feed().entries] == ["Harbour reopens after storm"]
    assert "could not be set in type" in newsroom.what("world/bad.txt")
    assert newsroom.turn(10).succeeded


def test_many_files_are_read_in_batches_each_a_turn_of_its_own(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_module, "BATCH_FILES", 3)
    for number in range(7):
        newsroom.drop(f"world/story-{number}.txt", story(f"Harbour {number}"))
    newsroom.turn()
    looks, look = [], scan.scan
    monkeypatch.setattr(scan, "scan", lambda folder: looks.append(folder) or look(folder))
    reports = [newsroom.turn(5), *(newsroom.turn() for _ in range(3))]
    assert [report.counts.get("published", 0) for report in reports] == [3, 3, 1, 0]
    assert [report.again_seconds for report in reports] == [0.0, 0.0, 0.0, None]
    assert len(looks) == 2, "one look serves all batches; the last sees whether anything is gone"
    assert len(newsroom.feed().entries) == 7


def test_a_press_that_dies_before_its_first_edition_is_set_leaves_none_that_is_empty(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filing and setting are apart in a drop: between them there is no edition, which would lack every document."""
    monkeypatch.setattr(press_module, "BATCH_FILES", 2)
    for number in range(3):
        newsroom.drop(f"world/story-{number}.txt", story(f"Harbour {number}"))
    newsroom.turn()
    with monkeypatch.context() as dying:
        dying.setattr(Compositor, "go_on", lambda *_, **__: sys.exit("killed"))
        with pytest.raises(SystemExit):
            newsroom.turn(5)
    with newsroom.store.reading() as asked:
        assert (asked.turns.state(), documents(asked)) == (None, {})
    while newsroom.turn().again_seconds == 0.0:
        pass
    assert len(newsroom.feed().entries) == 3


def test_articles_of_one_turn_have_distinct_times_and_none_in_the_future(newsroom: Newsroom) -> None:
    for number in range(20):
        newsroom.drop(f"world/story-{number}.txt", story(f"Harbour {number}"))
    newsroom.settle()
    updated = [entry.updated for entry in newsroom.feed("/atom.xml").entries]
    assert len(set(updated)) == 20
    assert max(updated) <= newsroom.now.isoformat()


def test_two_articles_of_one_minute_are_not_updated_before_they_change(newsroom: Newsroom) -> None:
    for name in ("Alpha", "Bravo", "Delta"):
        newsroom.drop(f"{name}.txt", f"Date: 2026-11-18 14:30\n\n{story(name)}")
    newsroom.settle()
    assert b"modified" not in newsroom.document()
    assert {entry.updated for entry in newsroom.feed("/atom.xml").entries} == {"2026-11-18T14:30:00+00:00"}
    newsroom.drop("Alpha.txt", f"Date: 2026-11-18 14:30\n\n{story('Alpha')}\nThe harbour master spoke again at noon.\n")
    newsroom.settle()
    assert newsroom.document().count(b"<dcterms:modified>") == 1


def test_only_the_newest_are_in_the_feed_newest_first(newsroom: Newsroom) -> None:
    for day in range(1, 13):
        newsroom.drop(f"world/day-{day}.txt", f"Headline {day}\n\nDate: 2026-11-{day:02} 10:00\n\nText of the day.\n")
    newsroom.press.settings = replace(newsroom.settings, feed_items=10)
    newsroom.settle()
    assert [entry.title for entry in newsroom.feed().entries] == [f"Headline {day}" for day in range(12, 2, -1)]


def test_an_old_article_below_the_feed_changes_nothing_of_it_but_the_way_to_the_archive(newsroom: Newsroom) -> None:
    newsroom.press.settings = replace(newsroom.settings, feed_items=2)
    for day in (10, 11):
        newsroom.drop(f"world/day-{day}.txt", f"Headline {day}\n\nDate: 2026-11-{day} 10:00\n\nText of the day.\n")
    newsroom.drop("world/oldest.txt", "Oldest\n\nDate: 2001-01-01 09:00\n\nText of that day.\n")
    newsroom.settle()
    before, section = newsroom.document(), newsroom.document("/sections/world/rss.xml")
    newsroom.drop("world/old.txt", "Old\n\nDate: 2001-01-01 10:00\n\nText of the day.\n")
    newsroom.settle()
    assert newsroom.outcome("world/old.txt") == "published"
    assert newsroom.document("/sections/world/rss.xml") == section
    after = newsroom.document()
    assert (b"/archive/2001-01/rss.xml" in before, b"/archive/2001-01/2/rss.xml" in after) == (True, True)
    assert entries_of(after) == entries_of(before)


def entries_of(document: bytes) -> bytes:
    """The items of an RSS document as they are written."""
    return document[document.index(b"<item>") :]


def test_last_modified_only_moves_forward_even_when_the_clock_goes_back(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    with newsroom.store.reading() as asked:
        before = max(one.last_modified for one in documents(asked).values())
    newsroom.now -= timedelta(hours=12)
    newsroom.drop("world/harbour.txt", STORY + "\nMore text.\n")
    for _ in range(3):
        newsroom.turn(10)
    with newsroom.store.reading() as asked:
        assert min(one.last_modified for one in documents(asked).values()) > before
    assert "More text" in newsroom.document().decode()


def test_a_withdrawal_moves_the_feed_forward(newsroom: Newsroom) -> None:
    newsroom.drop("world/other.txt", story("Other"))
    file = newsroom.drop("world/harbour.txt")
    newsroom.settle()
    before = newsroom.feed("/atom.xml").feed.updated
    file.unlink()
    newsroom.lapse()
    assert newsroom.feed("/atom.xml").feed.updated > before


def test_a_new_base_url_changes_addresses_but_no_ids_and_no_dates(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.settle()
    before = newsroom.feed("/atom.xml").entries[0]
    newsroom.options["base_url"] = "https://news.example.org"
    newsroom.__post_init__()
    newsroom.turn(10)
    after = newsroom.feed("/atom.xml").entries[0]
    assert after.link.startswith("https://news.example.org/articles/")
    assert "http://127.0.0.1" not in newsroom.document("/atom.xml").decode()
    assert (after.id, after.updated, after.published) == (before.id, before.updated, before.published)


def test_links_out_of_the_folder_are_refused(newsroom: Newsroom) -> None:
    outside = newsroom.content.parent / "outside.txt"
    outside.write_text(STORY)
    (newsroom.content / "world").mkdir()
    (newsroom.content / "world/link.txt").symlink_to(outside)
    newsroom.settle()
    assert newsroom.outcome("world/link.txt") == "refused"
    assert "leads out" in newsroom.what("world/link.txt")
    (newsroom.content / "world/link.txt").unlink()
    newsroom.lapse()
    assert "world/link.txt" not in newsroom.receipts()


def test_every_file_has_exactly_one_receipt(newsroom: Newsroom) -> None:
    for path in ("world/a.txt", "world/b.html", "b/c.pdf", ".hidden.txt", "world/~$a.txt", "world/x.tmp"):
        newsroom.drop(path)
    newsroom.drop("world/a.jpg", picture())
    newsroom.settle()
    assert sorted(newsroom.receipts()) == ["b/c.pdf", "world/a.jpg", "world/a.txt", "world/b.html"]


def test_a_store_that_fails_is_a_store_error_with_its_cause(newsroom: Newsroom) -> None:
    broken = Store("sqlite:////nowhere/at/all.db")
    with pytest.raises(StoreError) as caught, broken.reading() as asked:
        asked.turns.state()
    assert caught.value.__cause__ is not None


def test_a_language_that_is_no_code_is_a_warning(newsroom: Newsroom) -> None:
    newsroom.drop("world/odd.txt", "Language: German\n\nFerry late\n\nText of the story.\n")
    newsroom.settle()
    assert newsroom.outcome("world/odd.txt") == "published"
    assert "no language code" in newsroom.what("world/odd.txt")


def test_tomorrows_file_of_the_same_name_is_another_story(newsroom: Newsroom) -> None:
    newsroom.drop("keep.txt", story("Another"))
    file = newsroom.drop("world/news.txt")
    newsroom.settle()
    before = {entry.id for entry in newsroom.feed().entries}
    file.unlink()
    newsroom.lapse()
    newsroom.turn(86400)
    newsroom.drop("world/news.txt", story("Tomorrow"))
    newsroom.settle()
    assert len({entry.id for entry in newsroom.feed().entries} - before) == 1


def test_the_very_same_file_dropped_again_days_later_is_the_same_article(newsroom: Newsroom) -> None:
    newsroom.drop("keep.txt", story("Another"))
    file = newsroom.drop("world/news.txt")
    newsroom.settle()
    before = {entry.id for entry in newsroom.feed().entries}
    file.unlink()
    newsroom.lapse()
    newsroom.turn(7 * 86400)
    newsroom.drop("world/news.txt")
    newsroom.settle()
    assert {entry.id for entry in newsroom.feed().entries} == before


def test_no_empty_feed_is_shown_while_the_first_articles_settle(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    assert newsroom.turn().edition == 0
    assert newsroom.document() == b""
    assert newsroom.turn(3).edition == 2  # everything, and then its section


def test_an_empty_folder_has_an_empty_feed(newsroom: Newsroom) -> None:
    assert newsroom.turn().edition == 1
    assert newsroom.feed().version == "rss20"


def test_articles_whose_photos_all_come_at_once_are_none_forgotten(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        newsroom.drop(f"world/story-{number}.txt", story(f"Harbour {number}"))
    newsroom.settle()
    monkeypatch.setattr(press_module, "BATCH_FILES", 3)
    for number in range(7):
        newsroom.drop(f"world/story-{number}.jpg", picture(size=(20 + number, 20)))
    newsroom.turn(10)
    reports = [newsroom.turn(10), *(newsroom.turn() for _ in range(3))]
    assert [report.counts.get("changed", 0) for report in reports] == [3, 3, 1, 0]
    assert all(entry.enclosures for entry in newsroom.feed().entries)


def test_a_bug_in_a_turn_is_noted_as_our_fault_and_the_next_turn_recovers(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.press.propagate_bugs = False
    newsroom.drop("world/harbour.txt")
    monkeypatch.setattr("feedservice.press.filing.file", lambda *_: 1 // 0)
    report = newsroom.turn()
    assert not report.succeeded
    assert "Our fault" in report.message
    monkeypatch.undo()
    newsroom.settle()
    assert len(newsroom.feed().entries) == 1


def test_a_clock_that_was_years_ahead_once_dates_nothing_in_the_future_for_ever(newsroom: Newsroom) -> None:
    newsroom.now += timedelta(days=3650)
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    newsroom.now -= timedelta(days=3650)
    newsroom.drop("world/new.txt", story("New"))
    for _ in range(3):
        newsroom.turn(10)
    newest = next(entry for entry in newsroom.feed("/atom.xml").entries if entry.title.startswith("New"))
    assert newest.published <= newsroom.now.isoformat()
    assert newsroom.feed("/atom.xml").feed.updated <= newsroom.now.isoformat()


def test_a_file_from_the_far_future_stops_nobody(newsroom: Newsroom) -> None:
    far = newsroom.drop("world/far.txt", story("Far"))
    os.utime(far, ns=(0, 2**63 + 10**9))
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert len(newsroom.feed().entries) == 2


def deny(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Take the right to read files of this name away; tests may run as root, who has every right."""
    real = os.open

    def denied(path: object, *arguments: object, **options: object) -> int:
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", denied)


def test_an_unreadable_file_is_tried_again_though_it_does_not_change(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("world/harbour.txt")
    deny(monkeypatch, "harbour.txt")
    newsroom.settle()
    assert "cannot be opened" in newsroom.what("world/harbour.txt")
    assert "refused" not in newsroom.turn(10).counts
    monkeypatch.undo()
    newsroom.turn(10)
    assert newsroom.outcome("world/harbour.txt") == "published"


def test_an_unreadable_photo_is_tried_again_though_it_does_not_change(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    deny(monkeypatch, "harbour.jpg")
    newsroom.settle()
    assert not newsroom.feed().entries[0].enclosures
    edition = newsroom.turn(10).edition
    assert newsroom.turn(10).edition == edition
    monkeypatch.undo()
    newsroom.turn(10)
    assert newsroom.feed().entries[0].enclosures
    assert newsroom.what("world/harbour.txt") == ""


def test_a_higher_limit_lets_a_refused_file_in_at_the_next_start(newsroom: Newsroom) -> None:
    newsroom.options["article_limit_bytes"] = 10
    newsroom.__post_init__()
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    assert "the limit is 10 bytes" in newsroom.what("world/harbour.txt")
    del newsroom.options["article_limit_bytes"]
    newsroom.__post_init__()
    newsroom.turn(10)
    assert newsroom.outcome("world/harbour.txt") == "published"


def test_a_photo_being_copied_never_costs_a_published_article_its_good_ones(newsroom: Newsroom) -> None:
    for name, content in (("article.txt", STORY), ("a.jpg", picture("red")), ("b.jpg", picture("blue"))):
        newsroom.drop(f"world/feast/{name}", content)
    newsroom.settle()
    assert len(newsroom.feed().entries[0].media_content) == 2
    newsroom.turn(600)
    newsroom.drop("world/feast/a.jpg", picture("green"))
    for size in (100, 200, 300):
        newsroom.drop("world/feast/b.jpg", picture("yellow")[:size])
        newsroom.turn(10)
        assert len(newsroom.feed().entries[0].media_content) == 2
    newsroom.drop("world/feast/b.jpg", picture("yellow"))
    newsroom.settle()
    newsroom.turn(10)
    assert len(newsroom.feed().entries[0].media_content) == 2
    assert newsroom.outcome("world/feast/article.txt") == "published"


def test_an_empty_photo_beside_a_published_article_holds_it_up_for_a_minute_at_most(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.settle()
    newsroom.drop("world/harbour.jpg", b"")
    newsroom.drop("world/harbour.txt", STORY + "\nMore.\n")
    newsroom.settle()
    newsroom.turn(61)
    assert newsroom.outcome("world/harbour.txt") == "published"
    assert "More." in newsroom.document().decode()


def test_a_folder_that_becomes_a_bundle_or_no_longer_is_one_gives_and_takes_its_photos(newsroom: Newsroom) -> None:
    newsroom.drop("world/feast/a.txt", story("First"))
    newsroom.drop("world/feast/p.jpg", picture())
    newsroom.settle()
    assert newsroom.outcome("world/feast/p.jpg") == "used"
    second = newsroom.drop("world/feast/b.txt", story("Second"))
    newsroom.settle()
    assert newsroom.outcome("world/feast/p.jpg") == "unused"
    assert not any(entry.enclosures for entry in newsroom.feed().entries)
    second.unlink()
    newsroom.lapse()
    assert newsroom.outcome("world/feast/p.jpg") == "used"
    assert newsroom.feed().entries[0].enclosures


def test_an_article_of_one_photo_alone_is_published(newsroom: Newsroom) -> None:
    newsroom.drop("world/picture.html", "<h1>The picture of the day</h1><img src='day.jpg'>")
    newsroom.drop("world/day.jpg", picture())
    newsroom.settle()
    assert newsroom.feed().entries[0].enclosures


def test_hidden_files_on_an_empty_share_do_not_make_it_full(newsroom: Newsroom) -> None:
    file = newsroom.drop("harbour.txt")
    newsroom.settle()
    file.unlink()
    newsroom.drop(".keep", "")
    newsroom.settle()
    assert len(newsroom.feed().entries) == 1


def test_a_refusal_says_that_nothing_is_in_print_when_nothing_is(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    newsroom.drop("world/harbour.txt", "Draft: yes\n\n" + STORY)
    newsroom.settle()
    newsroom.drop("world/harbour.txt", b"\x00\x01\x02" * 9)
    newsroom.settle()
    receipt = newsroom.receipts()["world/harbour.txt"].receipt
    assert (receipt.note, receipt.key) == ("Nothing of it is published.", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<h1>H</h1><p>Embargo: 2027-01-01 08:30</p><p>Body of it.</p><p>More.</p>"),
        ("b.html", "<h1>H</h1><p><b>Embargo:</b> 2027-01-01 08:30<br>Tags: boats</p><p>Body.</p><p>More.</p>"),
        ("c.txt", "Headline\n\nEmbargo: 2027-01-01 08:30\n\nBody of it.\n"),
    ],
)
def test_an_embargo_line_holds_text_and_html_alike(newsroom: Newsroom, name: str, content: str) -> None:
    newsroom.drop(f"world/{name}", content)
    newsroom.settle()
    assert newsroom.outcome(f"world/{name}") == "scheduled"
    assert b"2027" not in newsroom.document()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<h1>H</h1><div>Embargo: 2027-01-01 08:30</div><p>Body.</p>"),
        ("b.html", "<h1>H</h1><table><tr><td><b>Embargoed</b> until Friday</td></tr></table><p>Body.</p>"),
        (
            "c.html",
            "<meta name=embargo content=2026-01-01><meta name=embargo content=2027-01-01><h1>H</h1><p>Body.</p>",
        ),
        ("d.txt", "EMBARGOED UNTIL 2027-01-01 08:30\n\nHeadline\n\nBody of it.\n"),
        ("e.txt", "Headline\n\nNot for publication until Friday\n\nBody of it.\n"),
        ("f.txt", "Headline\n\n**Embargo:** 2027-01-01\n\nBody of it.\n"),
        ("g.txt", "Headline\n\nBody of it.\n\nMore of it.\n\nEmbargo: 2027-01-01 08:30\n"),
        ("h.txt", "Headline\n\nBody of it.\n\nMore of it.\n\nDraft: yes\n"),
        ("i.txt", "Embargo: 2026-01-01\nEmbargo: 2027-01-01\n\nHeadline\n\nBody of it.\n"),
    ],
)
def test_whatever_asks_to_be_held_back_is_never_published(newsroom: Newsroom, name: str, content: str) -> None:
    newsroom.drop(f"world/{name}", content)
    newsroom.settle()
    assert newsroom.outcome(f"world/{name}") == "refused"
    assert newsroom.feed().entries == []


def test_news_about_an_embargo_is_news(newsroom: Newsroom) -> None:
    text = "Embargo on herring lifted\n\nEmbargo lifted after a year.\n\nThe embargo: it lasted a year. Boats sail again.\n"
    newsroom.drop("world/herring.txt", text)
    newsroom.settle()
    assert newsroom.outcome("world/herring.txt") == "published"


def test_a_database_removed_while_we_run_fails_turns_and_is_not_made_anew(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    moved = [(file, file.with_name("away-" + file.name)) for file in newsroom.state.glob("feedservice.db*")]
    for file, away in moved:
        file.rename(away)
    report = newsroom.turn(10)
    assert "is not there" in report.message
    assert not (newsroom.state / "feedservice.db").exists()
    for file, away in moved:
        away.rename(file)
    assert newsroom.turn(10).succeeded


def test_a_database_replaced_while_we_run_is_not_written(newsroom: Newsroom) -> None:
    newsroom.drop("world/harbour.txt")
    newsroom.settle()
    database = newsroom.state / "feedservice.db"
    database.rename(newsroom.state / "old.db")
    database.write_bytes(b"something else")
    assert "was replaced while we run" in newsroom.turn(10).message


def test_a_first_look_that_may_not_see_a_section_says_so_and_shows_no_empty_feed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("world/harbour.txt")
    real = os.scandir

    def scandir(folder: str) -> object:
        if str(folder).endswith("world"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    report = newsroom.turn()
    assert report.edition == 0
    assert [(receipt.path, receipt.outcome) for receipt in report.receipts] == [("world", "refused")]
    monkeypatch.undo()
    newsroom.settle()
    assert len(newsroom.feed().entries) == 1
