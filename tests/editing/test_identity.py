"""Who is who: whole turns over a real folder, one editor's habit after another. An id stays with its story."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from feedservice.article import Outcome
from tests.newsroom import STORY, Newsroom, picture, story

HTML = "<h1>{}</h1>\n<p>By Ana Ruiz</p>\n{}"


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """A newsroom with a few stories in print."""
    for name in ("Alpha", "Bravo", "Coast", "Delta"):
        newsroom.drop(f"world/{name.lower()}.txt", story(name))
    newsroom.settle()
    return newsroom


def ids(room: Newsroom) -> dict[str, str]:
    """Every entry's id by the first word of its headline; each stands once."""
    entries = room.feed().entries
    found = {entry.title.split()[0]: entry.id for entry in entries}
    assert len(found) == len(entries)
    return found


def path_of(room: Newsroom, name: str) -> Path:
    return room.content / f"world/{name}.txt"


def test_a_renamed_file_is_the_same_article_at_once_and_without_a_change(room: Newsroom) -> None:
    before, document = ids(room), room.document()
    path_of(room, "alpha").rename(path_of(room, "omega"))
    room.settle()
    assert ids(room) == before
    assert room.document() == document
    room.lapse()
    assert ids(room) == before
    assert "world/alpha.txt" not in room.receipts()
    assert room.outcome("world/omega.txt") == "published"


def test_a_file_moved_to_another_section_keeps_its_id_and_permalink(room: Newsroom) -> None:
    entry = next(entry for entry in room.feed().entries if entry.title.startswith("Alpha"))
    (room.content / "sport").mkdir()
    path_of(room, "alpha").rename(room.content / "sport/alpha.txt")
    room.settle()
    moved = next(one for one in room.feed().entries if one.title.startswith("Alpha"))
    assert (moved.id, moved.link, moved.published) == (entry.id, entry.link, entry.published)
    assert [tag.term for tag in moved.tags] == ["sport"]
    assert "updated" not in moved or moved.updated == entry.get("updated"), "a move is no news"


def test_a_renamed_section_keeps_every_article(room: Newsroom) -> None:
    before = ids(room)
    (room.content / "world").rename(room.content / "abroad")
    for _ in range(12):
        room.turn(10)
        assert ids(room) == before
    assert {path.split("/")[0] for path in room.receipts()} == {"abroad"}


def test_a_moved_and_edited_file_is_known_by_its_words_and_stem(room: Newsroom) -> None:
    before = ids(room)
    path_of(room, "alpha").unlink()
    room.drop("sport/alpha.txt", story("Alpha").replace("forty", "some").replace("Forty", "Some"))
    room.settle()
    assert ids(room) == before
    assert "Some boats" in room.document().decode()


def test_retitled_and_renamed_in_one_save_is_the_same_article(room: Newsroom) -> None:
    before = ids(room)
    text = path_of(room, "alpha").read_text()
    path_of(room, "alpha").unlink()
    room.drop("world/omega.txt", text.replace("Alpha reopens after storm", "Zulu ships are out once more"))
    room.settle()
    assert ids(room) == {("Zulu" if word == "Alpha" else word): stays for word, stays in before.items()}


def test_a_like_body_under_another_headline_and_name_is_another_article(room: Newsroom) -> None:
    before = ids(room)
    text = path_of(room, "alpha").read_text()
    path_of(room, "alpha").unlink()
    room.drop(
        "world/omega.txt",
        text.replace("Alpha reopens after storm", "Zulu ships are out once more").replace("Forty", "Sixty"),
    )
    room.settle()
    assert ids(room)["Zulu"] not in before.values()


def test_a_line_that_is_said_every_day_makes_no_two_stories_one(newsroom: Newsroom) -> None:
    newsroom.drop("monday.txt", "The puzzle of Monday\n\nToday's puzzle is on page nine.\n")
    newsroom.settle()
    (first,) = ids(newsroom).values()
    (newsroom.content / "monday.txt").unlink()
    newsroom.drop("tuesday.txt", "A hard one for Tuesday\n\nToday's puzzle is on page nine.\n")
    newsroom.settle()
    assert ids(newsroom)["A"] != first


def test_txt_become_html_is_the_same_article(room: Newsroom) -> None:
    before = ids(room)
    headline, *paragraphs = story("Alpha").strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if not paragraph.startswith("By "))
    room.drop("world/alpha.html", HTML.format(headline, body))
    path_of(room, "alpha").unlink()
    room.settle()
    assert ids(room) == before
    room.lapse()
    assert ids(room) == before


def test_while_both_forms_are_there_the_second_is_held_and_takes_over_when_the_first_goes(room: Newsroom) -> None:
    before = ids(room)
    headline, *paragraphs = story("Alpha").strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if not paragraph.startswith("By "))
    room.drop("world/alpha.html", HTML.format(headline, body))
    room.settle()
    assert room.outcome("world/alpha.html") == "refused"
    assert "same story as world/alpha.txt" in room.what("world/alpha.html")
    path_of(room, "alpha").unlink()
    for _ in range(8):
        room.turn(10)
        assert ids(room) == before, "readers see no gap"
    assert room.outcome("world/alpha.html") == "published"


def test_a_rename_beside_a_held_double_is_the_article_and_the_double_stays_held(room: Newsroom) -> None:
    before = ids(room)
    room.drop("world/double.txt", story("Alpha").replace("Forty", "Some forty"))
    room.settle()
    assert room.outcome("world/double.txt") == "refused"
    path_of(room, "alpha").rename(path_of(room, "omega"))
    for _ in range(10):
        room.turn(10)
        assert ids(room) == before
    assert room.outcome("world/omega.txt") == "published"
    assert room.outcome("world/double.txt") == "refused"
    assert "Some forty" not in room.document().decode()


def test_a_copy_is_held_until_its_editor_decides(room: Newsroom) -> None:
    before = ids(room)
    shutil.copy(path_of(room, "alpha"), path_of(room, "alpha-copy"))
    room.settle()
    assert ids(room) == before
    assert room.outcome("world/alpha-copy.txt") == "refused"
    assert "the very same text" in room.what("world/alpha-copy.txt")
    room.drop("world/alpha-copy.txt", "Duplicate: yes\n\n" + story("Alpha"))
    room.settle()
    assert room.outcome("world/alpha-copy.txt") == "published"
    assert len(room.feed().entries) == 5


@pytest.mark.parametrize("copy", ["Copy of ferry", "ferry (1)", "ferry - Copy", "ferry-copy", "ferry 2"])
def test_of_a_file_and_a_copy_dropped_at_once_the_file_itself_runs(newsroom: Newsroom, copy: str) -> None:
    for path in (path_of(newsroom, "ferry"), path_of(newsroom, copy)):
        path.parent.mkdir(exist_ok=True)
        path.write_text(story("Ferry"))
        os.utime(path, (1_700_000_000, 1_700_000_000))
    newsroom.settle()
    assert newsroom.outcome("world/ferry.txt") == "published"
    assert newsroom.outcome(f"world/{copy}.txt") == "refused"


def test_two_files_of_one_story_dropped_at_once_run_once(newsroom: Newsroom) -> None:
    newsroom.drop("world/one.txt", story("Alpha"))
    newsroom.drop("world/two.txt", story("Alpha").replace("Forty", "Some forty"))
    newsroom.settle()
    outcomes = sorted(newsroom.outcome(f"world/{name}.txt") for name in ("one", "two"))
    assert outcomes == ["published", "refused"]
    assert len(newsroom.feed().entries) == 1


def test_the_same_template_with_other_figures_is_another_story(newsroom: Newsroom) -> None:
    newsroom.drop("one.txt", story("Alpha") + "\nThe tide stood at 412 centimetres.\n")
    newsroom.drop("two.txt", story("Alpha") + "\nThe tide stood at 398 centimetres.\n")
    newsroom.settle()
    assert len(newsroom.feed().entries) == 2
    notes = [filed.receipt.note for filed in newsroom.receipts().values()]
    assert sum("It resembles" in note for note in notes) == 1, "the desk says what it resembles"


def test_swapped_names_swap_no_ids(room: Newsroom) -> None:
    before = ids(room)
    alpha, bravo, aside = (path_of(room, name) for name in ("alpha", "bravo", "aside"))
    alpha.rename(aside)
    bravo.rename(alpha)
    aside.rename(bravo)
    room.settle()
    assert ids(room) == before
    assert room.receipts()["world/bravo.txt"].receipt.headline.startswith("Alpha")


def test_a_name_used_again_for_another_story_the_old_one_renamed(room: Newsroom) -> None:
    before = ids(room)
    path_of(room, "alpha").rename(path_of(room, "alpha-monday"))
    room.drop("world/alpha.txt", story("Echo"))
    room.settle()
    after = ids(room)
    assert after["Alpha"] == before["Alpha"]
    assert after["Echo"] not in before.values()


def test_a_file_moved_over_another_takes_its_id_along_and_the_other_is_withdrawn(room: Newsroom) -> None:
    before = ids(room)
    path_of(room, "bravo").rename(path_of(room, "alpha"))
    room.settle()
    after = ids(room)
    assert after == {name: id_ for name, id_ in before.items() if name != "Alpha"}
    assert before["Alpha"].encode() in room.document("/atom.xml"), "a tombstone"


def test_restored_from_a_backup_after_a_disaster(room: Newsroom, tmp_path: Path) -> None:
    before = ids(room)
    shutil.copytree(room.content, tmp_path / "backup")
    path_of(room, "alpha").unlink()
    room.lapse()
    assert "Alpha" not in ids(room)
    shutil.copy(tmp_path / "backup/world/alpha.txt", path_of(room, "alpha"))
    room.settle()
    assert ids(room) == before


def test_dropped_again_after_withdrawal_nearly_the_same(room: Newsroom) -> None:
    before = ids(room)
    path_of(room, "alpha").unlink()
    room.lapse()
    room.drop("world/alpha.txt", story("Alpha").replace("Forty", "Some forty"))
    room.settle()
    assert ids(room) == before


def test_another_story_under_an_old_name_is_a_new_article(room: Newsroom) -> None:
    before = ids(room)
    path_of(room, "alpha").unlink()
    room.lapse()
    room.drop("world/alpha.txt", story("Echo"))
    room.settle()
    assert ids(room)["Echo"] not in before.values()


def test_a_name_in_the_other_unicode_form_is_the_same_article(newsroom: Newsroom) -> None:
    name = "world/café.txt"
    composed, apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    newsroom.drop(composed, story("Alpha"))
    newsroom.settle()
    before = ids(newsroom)
    (newsroom.content / composed).unlink()
    newsroom.drop(apart, story("Alpha").replace("reopens", "closes").replace("Forty", "Fifty") + "\nMore news of it.\n")
    newsroom.settle()
    assert ids(newsroom) == before
    newsroom.drop(composed, story("Bravo"))
    newsroom.settle()
    assert ids(newsroom) == before
    assert newsroom.outcome(composed) == "refused"
    assert "one name" in newsroom.receipts()[composed].receipt.problems[0].remedy


def test_a_name_in_other_case_is_the_same_article(newsroom: Newsroom) -> None:
    newsroom.drop("world/Alpha.txt", story("Alpha"))
    newsroom.settle()
    before = ids(newsroom)
    (newsroom.content / "world/Alpha.txt").unlink()
    newsroom.drop("world/ALPHA.TXT", STORY.replace("Harbour", "Alpha").replace("Forty boats", "A new text altogether"))
    newsroom.settle()
    assert ids(newsroom) == before


STATED = "tag:feedservice.example,2020-01-01:abcdefghijklmnop"


def test_an_id_in_the_file_is_its_id_even_when_the_store_is_lost(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", f"Id: {STATED}\n\n" + story("Alpha"))
    newsroom.drop(
        "world/bravo.html",
        f'<meta name="feedservice-id" content="{STATED[:-1]}q"><h1>Bravo sails</h1><p>Text of the story.</p>',
    )
    newsroom.settle()
    expected = {"Alpha": STATED, "Bravo": f"{STATED[:-1]}q"}
    assert ids(newsroom) == expected
    assert newsroom.feed().entries[0].link.rpartition("/")[2] in ("abcdefghijklmnop", "abcdefghijklmnoq")
    newsroom.close()
    shutil.rmtree(newsroom.state)
    newsroom.restart()
    newsroom.settle()
    assert ids(newsroom) == expected


def test_a_stated_id_outranks_path_and_words(room: Newsroom) -> None:
    alpha = ids(room)["Alpha"]
    path_of(room, "alpha").unlink()
    room.drop("sport/other.txt", f"Id: {alpha}\n\n" + story("Foxtrot"))
    room.settle()
    assert ids(room)["Foxtrot"] == alpha


def test_an_id_that_two_files_state_is_held(room: Newsroom) -> None:
    before = ids(room)
    room.drop("world/copy.txt", f"Id: {before['Alpha']}\n\n" + story("Echo"))
    room.settle()
    assert ids(room) == before
    assert room.outcome("world/copy.txt") == "refused"
    assert "take the Id line out" in room.receipts()["world/copy.txt"].receipt.problems[0].remedy


@pytest.mark.parametrize("id_", ["12345", "tag:x", "https://example.org/1", "tag:a,2020:ABCDEFGHIJKLMNOP"])
def test_an_id_that_is_none_of_ours_is_refused(newsroom: Newsroom, id_: str) -> None:
    newsroom.drop("world/alpha.txt", f"Id: {id_}\n\n" + story("Alpha"))
    newsroom.settle()
    assert newsroom.outcome("world/alpha.txt") == "refused"
    assert "not one of ours" in newsroom.what("world/alpha.txt")


def test_two_ids_in_one_file_are_refused(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", f"Id: {STATED}\nId: {STATED[:-1]}q\n\n" + story("Alpha"))
    newsroom.settle()
    assert newsroom.outcome("world/alpha.txt") == "refused"


def test_a_moved_file_that_breaks_keeps_its_article_in_print(room: Newsroom) -> None:
    before, document = ids(room), room.document()
    path_of(room, "alpha").unlink()
    room.drop("sport/alpha.txt", "Change: perhaps\n\n" + story("Alpha"))
    room.settle()
    room.lapse()
    assert room.outcome("sport/alpha.txt") == "refused"
    assert ids(room) == before
    assert room.document() == document


def test_an_edit_into_another_files_story_is_held(room: Newsroom) -> None:
    before, document = ids(room), room.document()
    room.drop("world/alpha.txt", story("Bravo") + "\n")
    room.settle()
    assert room.outcome("world/alpha.txt") == "refused"
    assert (ids(room), room.document()) == (before, document)


def test_a_hard_link_is_a_double(room: Newsroom) -> None:
    before = ids(room)
    os.link(path_of(room, "alpha"), path_of(room, "link"))
    room.settle()
    room.lapse()
    assert ids(room) == before
    assert room.outcome("world/link.txt") == "refused"


def test_a_story_copied_from_an_embargoed_one_is_held_lest_it_leak(newsroom: Newsroom) -> None:
    newsroom.drop("world/later.txt", "Embargo: 2026-11-24 12:00\n\n" + story("Alpha"))
    newsroom.settle()
    newsroom.drop("world/now.txt", story("Alpha"))
    newsroom.settle()
    assert newsroom.outcome("world/now.txt") == "refused"
    assert not newsroom.feed().entries


def test_a_photo_moved_with_its_article_stays_with_it(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", story("Alpha"))
    newsroom.drop("world/alpha.jpg", picture())
    newsroom.settle()
    (before,) = newsroom.feed().entries
    (newsroom.content / "world").rename(newsroom.content / "sport")
    newsroom.settle()
    newsroom.lapse()
    (after,) = newsroom.feed().entries
    assert (after.id, after.enclosures) == (before.id, before.enclosures)


def test_every_file_keeps_one_receipt_through_all_this(room: Newsroom) -> None:
    shutil.copy(path_of(room, "alpha"), path_of(room, "copy"))
    path_of(room, "bravo").rename(path_of(room, "golf"))
    path_of(room, "coast").unlink()
    room.settle()
    room.lapse()
    there = {str(path.relative_to(room.content)) for path in room.content.rglob("*.txt")}
    assert set(room.receipts()) == there
    assert {filed.receipt.outcome for filed in room.receipts().values()} <= {Outcome.PUBLISHED, Outcome.REFUSED}


@pytest.mark.parametrize("late", [False, True])
def test_a_photo_named_in_other_letters_is_found_even_when_it_comes_later(newsroom: Newsroom, late: bool) -> None:
    named = unicodedata.normalize("NFC", "Café.JPG")
    lying = "world/" + unicodedata.normalize("NFD", "café.jpg")
    if not late:
        newsroom.drop(lying, picture())
    newsroom.drop("world/a.html", f'<h1>Alpha sails</h1><p>Text of it.</p><img src="{named}">')
    newsroom.settle()
    if late:
        newsroom.drop(lying, picture())
        newsroom.settle()
    (one,) = newsroom.feed().entries
    assert one.enclosures
    assert newsroom.outcome(lying) == "used"


def test_an_article_and_its_photo_renamed_together_are_no_change(newsroom: Newsroom) -> None:
    newsroom.drop("world/alpha.txt", story("Alpha"))
    newsroom.drop("world/alpha.jpg", picture())
    newsroom.settle()
    document = newsroom.document()
    for ending in ("txt", "jpg"):
        (newsroom.content / f"world/alpha.{ending}").rename(newsroom.content / f"world/omega.{ending}")
    newsroom.settle()
    newsroom.lapse()
    assert newsroom.document() == document
    with newsroom.store.reading() as asked:
        found = asked.articles.at("world/omega.txt")
        assert found
        assert [one.event for one in asked.articles.history(found.article.id)] == ["published", "moved"]
    assert found.article.photos[0].path == "world/omega.jpg"


def test_a_forgotten_copy_stays_held_when_the_original_is_changed(room: Newsroom) -> None:
    shutil.copy(path_of(room, "alpha"), path_of(room, "alpha (1)"))
    room.settle()
    room.drop("world/alpha.txt", story("Alpha").replace("Forty", "14"))
    room.settle()
    room.restart()
    room.settle()
    assert room.outcome("world/alpha (1).txt") == "refused"
    assert len(room.feed().entries) == 4


WEATHER = (
    "Weather for the coast\n\nWinds from the north at {} knots, falling to {} by noon.\n\n"
    + story("Front").split("\n\n", 4)[4]
)


def test_tomorrows_template_does_not_take_the_id_of_the_one_deleted_today(newsroom: Newsroom) -> None:
    newsroom.drop("keep.txt", story("Keep"))
    file = newsroom.drop("weather-22.txt", WEATHER.format(12, 5))
    newsroom.settle()
    before = {entry.id for entry in newsroom.feed().entries}
    file.unlink()
    newsroom.lapse()
    newsroom.drop("weather-23.txt", WEATHER.format(20, 9))
    newsroom.settle()
    assert len({entry.id for entry in newsroom.feed().entries} - before) == 1


def test_briefs_that_differ_in_a_word_are_two_stories(newsroom: Newsroom) -> None:
    for place in ("Gannet", "Skarn"):
        newsroom.drop(
            f"{place}.txt",
            f"Ferry cancelled\n\nThe noon ferry from Port Elster to {place} is cancelled because of high winds.\n",
        )
    newsroom.settle()
    assert len(newsroom.feed().entries) == 2


def test_other_bundles_with_the_same_index_are_other_stories(newsroom: Newsroom) -> None:
    below = "\n\n".join(story("Below").split("\n\n")[4:])
    newsroom.drop("keep.txt", story("Keep"))
    newsroom.drop("harbour/fire/index.txt", f"Fire at the cannery\n\nA fire broke out at night.\n\n{below}")
    newsroom.settle()
    before = {entry.id for entry in newsroom.feed().entries}
    shutil.rmtree(newsroom.content / "harbour/fire")
    newsroom.drop("harbour/mayor/index.txt", f"Mayor resigns at last\n\nShe gave no reason.\n\n{below}")
    newsroom.settle()
    (new,) = [entry for entry in newsroom.feed().entries if entry.title.startswith("Mayor")]
    assert new.id not in before


@pytest.mark.parametrize("line", ["Expires: 2026-11-20", "Draft: yes"])
def test_an_article_out_of_print_holds_no_other_up(newsroom: Newsroom, line: str) -> None:
    newsroom.drop("n/mon.txt", f"{line}\n\n" + story("Notice"))
    newsroom.settle()
    newsroom.drop("n/tue.txt", story("Notice"))
    newsroom.settle()
    assert newsroom.outcome("n/tue.txt") == "published"


def test_articles_of_an_earlier_release_get_their_sketches(room: Newsroom) -> None:
    before = ids(room)
    with room.store.writing() as changes:
        changes.connection.exec_driver_sql("DELETE FROM likeness")
    room.restart()
    room.turn(1)
    room.turn(1)
    path_of(room, "alpha").unlink()
    room.drop("sport/alpha.txt", story("Alpha").replace("Forty", "Some forty"))
    room.settle()
    assert ids(room) == before


def test_an_empty_file_with_a_used_inode_keeps_no_article_waiting(room: Newsroom) -> None:
    alpha = path_of(room, "alpha")
    alpha.rename(path_of(room, "empty"))
    path_of(room, "empty").write_bytes(b"")
    room.drop("world/alpha.txt", story("Alpha") + "\nMore of the same day.\n")
    room.settle()
    assert room.outcome("world/alpha.txt") == "published"
    assert "More of the same day" in room.document().decode()
