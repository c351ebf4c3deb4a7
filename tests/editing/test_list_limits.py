"""Lists of an article have an end: the first entries count, the editor is told, and what was left out is noted whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.newsroom import Newsroom, picture, story

TAGS = ", ".join(f"subject-{number}" for number in range(1000))
PEOPLE = ", ".join(f"{first} {last}" for first in ("Ana", "Tom", "Eva", "Jon", "Liv", "Kim", "Rosa", "Max") for last in ("Ruiz", "Lee", "Holm", "Berg", "Sand", "Falk", "Lind", "Voss"))  # fmt: skip


@pytest.mark.parametrize(
    ("head", "called", "count"),
    [(f"Tags: {TAGS}", "1000 tags", 50), (f"Byline: {PEOPLE}", "64 authors", 50)],
    ids=["tags", "authors"],
)
def test_the_first_count_and_the_others_are_named_and_noted(
    newsroom: Newsroom, head: str, called: str, count: int
) -> None:
    newsroom.drop("ferry.txt", f"{head}\n\n{story('Ferry')}")
    newsroom.drop("other.txt", story("Other"))
    assert newsroom.settle().succeeded
    assert f"has {called}; only the first {count} are used" in newsroom.what("ferry.txt")
    (cut,) = [cut for cut in newsroom.left_out("ferry.txt") if "more than 50" in cut.reason]
    assert cut.words.endswith(head.rpartition(", ")[2])
    entries = {entry.title.split()[0]: entry for entry in newsroom.feed().entries}
    assert set(entries) == {"Ferry", "Other"}
    atom = {entry.title.split()[0]: entry for entry in newsroom.feed("/atom.xml").entries}
    assert len(atom["Ferry"].tags if "tags" in called else atom["Ferry"].authors) == count


def test_photos_and_corrections_have_an_end_too(newsroom: Newsroom) -> None:
    newsroom.settings = replace(newsroom.settings, list_limit=2)
    newsroom.restart()
    for name in ("one", "two", "three"):
        newsroom.drop(
            f"ferry/{name}.png", picture(kind="PNG", size=(60, 40 + len(name)), colour=f"#{len(name)}{len(name)}0")
        )
    notes = "".join(f"<p>Correction: {said} boats left, not {said} ships.</p>" for said in ("Forty", "Fifty", "Sixty"))
    shown = "".join(f"<img src={name}.png>" for name in ("one", "two", "three"))
    newsroom.drop("ferry/index.html", f"<h1>Ferry</h1><p>The ferry came back on Monday.</p>{shown}{notes}")
    newsroom.settle()
    said = newsroom.what("ferry/index.html")
    assert "3 photos; only the first 2 are used. Left out: ferry/three.png." in said
    assert "3 correction notes; only the first 2 are used. Left out: Sixty boats left, not Sixty ships." in said
    (entry,) = newsroom.feed().entries
    assert len(entry.media_content) == 4  # each as it is shown, and as it was dropped
    assert "Fifty boats" in entry.content[0].value


def test_lists_of_usual_length_are_left_alone(newsroom: Newsroom) -> None:
    newsroom.drop("ferry.txt", f"Tags: {', '.join(f'subject-{number}' for number in range(50))}\n\n{story('Ferry')}")
    newsroom.settle()
    assert newsroom.what("ferry.txt") == ""
