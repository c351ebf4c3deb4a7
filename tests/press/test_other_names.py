"""What becomes of files that are no article by their names: in the folder, in print and on the desk."""

from __future__ import annotations

from tests.newsroom import STORY, Newsroom, story

COPY = "world/quay (Tom's conflicted copy 2027-01-12).txt"
OTHER = (
    STORY.replace("after storm", "two days after storm")
    .replace("Forty", "Nineteen")
    .replace("Nobody was hurt", "Two men were hurt")
)


def test_a_story_moved_into_a_shares_bin_is_withdrawn(newsroom: Newsroom) -> None:
    file = newsroom.drop("world/quay.txt")
    newsroom.drop("world/other.txt", story("Other"))
    newsroom.settle()
    (newsroom.content / "@Recycle").mkdir()
    file.rename(newsroom.content / "@Recycle/quay.txt")
    newsroom.lapse()
    assert [entry.title for entry in newsroom.feed().entries] == ["Other reopens after storm"]


def test_a_file_evicted_to_the_cloud_stays_in_print_and_the_desk_says_so(newsroom: Newsroom) -> None:
    file = newsroom.drop("world/quay.txt")
    newsroom.settle()
    (before,) = newsroom.feed("/atom.xml").entries
    file.rename(file.with_name(".quay.txt.icloud"))
    for _ in range(3):
        newsroom.lapse()
    assert newsroom.feed("/atom.xml").entries[0] == before
    receipt = newsroom.receipts()["world/quay.txt"].receipt
    assert "only in the cloud" in receipt.problems[0].what
    assert "stays in print" in receipt.note
    file.with_name(".quay.txt.icloud").rename(file)
    newsroom.settle()
    assert newsroom.outcome("world/quay.txt") == "published"
    assert newsroom.feed("/atom.xml").entries[0] == before


def test_what_a_program_left_lying_is_told_without_alarm(newsroom: Newsroom) -> None:
    newsroom.drop("world/quay.txt")
    newsroom.drop("world/quay.txt.orig")
    newsroom.settle()
    assert newsroom.outcome("world/quay.txt.orig") == "unused"
    assert "backup" in newsroom.receipts()["world/quay.txt.orig"].receipt.note
    assert len(newsroom.feed().entries) == 1


def test_a_conflict_copy_is_held_whatever_it_says(newsroom: Newsroom) -> None:
    newsroom.drop("world/quay.txt")
    newsroom.drop(COPY, story("Another"))
    newsroom.settle()
    assert newsroom.outcome(COPY) == "refused"
    assert "conflict copy of quay.txt" in newsroom.what(COPY)
    assert len(newsroom.feed().entries) == 1


def test_the_file_that_a_program_renamed_to_a_conflict_copy_takes_the_article_not_with_it(newsroom: Newsroom) -> None:
    """Syncthing gives the local file the other name, and puts what came from elsewhere into its place."""
    file = newsroom.drop("world/quay.txt")
    newsroom.settle()
    (before,) = newsroom.feed("/atom.xml").entries
    file.rename(newsroom.content / COPY)
    newsroom.drop("world/quay.txt", OTHER)
    newsroom.settle()
    newsroom.lapse()
    (after,) = newsroom.feed("/atom.xml").entries
    assert after.id == before.id
    assert after.title == "Harbour reopens two days after storm"
    assert newsroom.outcome(COPY) == "refused"


def test_another_version_is_held_by_its_name_and_its_headline_until_the_first_is_gone(newsroom: Newsroom) -> None:
    newsroom.drop("world/quay 2.txt", OTHER)
    file = newsroom.drop("world/quay.txt")
    newsroom.settle()
    assert newsroom.outcome("world/quay.txt") == "published"
    assert "another version of quay.txt" in newsroom.what("world/quay 2.txt")
    file.unlink()
    newsroom.drop("world/more.txt", story("More"))
    newsroom.lapse()
    newsroom.settle()
    assert newsroom.outcome("world/quay 2.txt") == "published"


def test_another_version_that_is_to_run_says_so(newsroom: Newsroom) -> None:
    newsroom.drop("world/quay.txt")
    newsroom.drop("world/quay 2.txt", f"Duplicate: yes\n\n{OTHER}")
    newsroom.settle()
    assert newsroom.outcome("world/quay 2.txt") == "published"


def test_a_second_story_of_a_series_runs(newsroom: Newsroom) -> None:
    newsroom.drop("world/strike.txt", story("Strike"))
    newsroom.drop("world/strike 2.txt", story("Dockers").replace("reopens after storm", "go home for good"))
    newsroom.drop("world/weather.txt", f"Date: 2026-11-21\n\n{story('Weather')}")
    newsroom.drop("world/weather 2.txt", f"Date: 2026-11-22\n\n{OTHER.replace('Harbour', 'Weather')}")
    newsroom.settle()
    assert len(newsroom.feed().entries) == 4


def test_a_conflict_copy_alone_says_what_name_to_give_it(newsroom: Newsroom) -> None:
    newsroom.drop(COPY)
    newsroom.settle()
    assert newsroom.outcome(COPY) == "refused"
    (newsroom.content / COPY).rename(newsroom.content / "world/quay.txt")
    newsroom.settle()
    newsroom.lapse()
    assert newsroom.outcome("world/quay.txt") == "published"
