"""The lives of articles, over whole turns."""

from __future__ import annotations

import os

from feedservice.press import withdraw
from tests.newsroom import Newsroom, story


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
