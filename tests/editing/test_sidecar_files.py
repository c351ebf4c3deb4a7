"""Sidecars in the folder: they come, change and go like any file, and nothing they may hold back gets out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feedservice.commands.check.check_articles import check
from feedservice.folder.match import articles_of, sidecars_for
from feedservice.folder.neighbours import Neighbours
from feedservice.intake.sidecars.sidecar import read
from tests.factories import make_source
from tests.newsroom import Newsroom, picture, story

LATER = "embargo: 2026-11-24T09:00:00Z\n"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path / "content", tmp_path / "state")
    yield made
    made.close()


def headline(room: Newsroom) -> list[str]:
    return [entry.title for entry in room.feed().entries]


CASES = {
    "same name": ("mine.html", ["mine.html", "mine.yaml", "other.yaml"], ("mine.yaml",)),
    "every ending, in their order": ("m.txt", ["m.json", "m.yml", "m.txt", "m.yaml"], ("m.yaml", "m.yml", "m.json")),
    "in another case": ("Mine.TXT", ["Mine.TXT", "MINE.YAML"], ("MINE.YAML",)),
    "in another writing of its letters": (
        "caf\u00e9.txt",
        ["caf\u00e9.txt", unicodedata.normalize("NFD", "café.yaml")],
        (unicodedata.normalize("NFD", "café.yaml"),),
    ),
    "a draft's": ("_mine.txt", ["_mine.txt", "mine.yaml"], ("mine.yaml",)),
    "none of a longer name": ("mine.txt", ["mine.txt", "mine-2.yaml"], ()),
    "of its whole name": ("mine.txt", ["mine.txt", "mine.html", "mine.txt.yaml"], ("mine.txt.yaml",)),
    "none of another folder": ("a/mine.txt", ["a/mine.txt", "b/mine.yaml", "mine.yaml"], ()),
    "a bundle's": ("a/m/text.txt", ["a/m/text.txt", "a/m/meta.yaml", "a/m/x.yaml"], ("a/m/meta.yaml",)),
    "a bundle's own name first": (
        "m/index.html",
        ["m/index.html", "m/m.yaml", "m/metadata.json", "m/index.yml"],
        ("m/index.yml", "m/m.yaml", "m/metadata.json"),
    ),
    "no bundle: two articles": ("a/m/x.txt", ["a/m/x.txt", "a/m/y.txt", "a/m/meta.yaml"], ()),
    "no bundle: a section": ("a/x.txt", ["a/x.txt", "a/meta.yaml"], ()),
}


@pytest.mark.parametrize(("article", "files", "expected"), CASES.values(), ids=CASES)
def test_the_sidecars_of_an_article(article: str, files: list[str], expected: tuple[str, ...]) -> None:
    around = Neighbours(files)
    assert sidecars_for(article, around) == expected
    for sidecar in (name for name in files if name.endswith((".yaml", ".yml", ".json", ".YAML"))):
        assert (articles_of(sidecar, around) == (article,)) is (sidecar in expected)


@pytest.mark.parametrize("first", ["world/a.txt", "world/a.yaml"])
def test_a_sidecar_counts_whether_it_comes_before_or_after_its_article(room: Newsroom, first: str) -> None:
    files = {"world/a.txt": story("Alpha"), "world/a.yaml": "headline: From the sidecar\n"}
    room.drop(first, files.pop(first))
    room.settle()
    for path, content in files.items():
        room.drop(path, content)
    room.settle()
    assert headline(room) == ["From the sidecar"]
    receipt = room.receipts()["world/a.yaml"].receipt
    assert (receipt.outcome.value, receipt.note) == ("used", "Used by a.txt: what stands in it counts first.")
    assert room.receipts()["world/a.txt"].receipt.evidence["headline"].source == "sidecar a.yaml"


def test_a_change_in_the_sidecar_alone_changes_the_article_and_its_going_too(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", "headline: One\n")
    room.settle()
    before = room.receipts()["world/a.txt"].receipt.article_id
    room.drop("world/a.yaml", "headline: Two words\n")
    room.settle()
    assert headline(room) == ["Two words"]
    (room.content / "world/a.yaml").unlink()
    room.lapse()
    room.settle()
    assert headline(room) == ["Alpha reopens after storm"]
    assert room.receipts()["world/a.txt"].receipt.article_id == before
    assert "world/a.yaml" not in room.receipts()


def test_a_sidecar_without_an_article_is_unused_and_says_so(room: Newsroom) -> None:
    room.drop("world/a.yaml", "headline: One\n")
    room.drop("world/b.txt", story("Beta"))
    room.settle()
    receipt = room.receipts()["world/a.yaml"].receipt
    assert receipt.outcome.value == "unused"
    assert receipt.note.startswith("There is no article of this name.")
    room.drop("world/a.txt", story("Alpha"))
    room.settle()
    assert room.outcome("world/a.yaml") == "used"
    (room.content / "world/a.txt").unlink()
    room.lapse()
    room.settle()
    assert room.outcome("world/a.yaml") == "unused"


def test_an_article_waits_for_a_sidecar_that_is_still_being_written(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.turn()
    room.drop("world/a.yaml", "headline: ")
    room.turn(10)
    room.drop("world/a.yaml", "headline: Whole\n")
    room.turn(10)
    assert headline(room) == []
    room.settle()
    room.settle()
    assert headline(room) == ["Whole"]


def test_embargo_draft_status_and_id_of_the_sidecar_hold(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", LATER)
    room.drop("world/b.txt", f"Draft: yes\n\n{story('Beta')}")
    room.drop("world/b.json", '{"draft": false}')
    room.drop("world/c.txt", story("Gamma"))
    room.drop("world/c.yml", "status: draft")
    room.drop("world/d.txt", story("Delta"))
    room.drop("world/d.yaml", "id: tag:news.example,2026-11-23:abcdefghijklmnop")
    room.settle()
    assert [room.outcome(f"world/{name}.txt") for name in "abcd"] == ["scheduled", "published", "draft", "published"]
    assert room.receipts()["world/d.txt"].receipt.article_id == "tag:news.example,2026-11-23:abcdefghijklmnop"
    room.turn(86_400)
    assert room.outcome("world/a.txt") == "published"


BROKEN = 'headline: "Open\n' + LATER


def test_a_malformed_sidecar_holds_an_article_that_is_not_in_print(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", BROKEN)
    room.settle()
    assert headline(room) == []
    for path in ("world/a.txt", "world/a.yaml"):
        assert room.outcome(path) == "refused"
        assert "The sidecar a.yaml cannot be used: " in room.what(path)
        assert "(line 1, column 11)" in room.what(path)
    room.drop("world/a.yaml", "headline: Closed\n")
    room.settle()
    assert headline(room) == ["Closed"]
    assert room.outcome("world/a.yaml") == "used"


def test_a_malformed_sidecar_leaves_an_article_in_print_as_it_was_even_when_renamed(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", "headline: Sound\n")
    room.settle()
    document = room.document()
    room.drop("world/a.yaml", BROKEN)
    room.settle()
    assert room.outcome("world/a.txt") == "refused"
    assert room.document() == document
    for name in ("a.txt", "a.yaml"):
        (room.content / "world" / name).rename(room.content / "world" / name.replace("a", "b", 1))
    room.settle()
    room.lapse()
    room.settle()
    assert headline(room) == ["Sound"]


def test_a_scheduled_article_whose_sidecar_breaks_is_held(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", LATER)
    room.settle()
    room.drop("world/a.yaml", BROKEN)
    room.settle()
    room.turn(2 * 86_400)
    assert room.outcome("world/a.txt") == "refused"
    assert headline(room) == []


def test_an_empty_sidecar_holds_too_after_a_while(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", b"")
    room.settle()
    assert room.outcome("world/a.txt") == "waiting"
    room.turn(60)
    room.turn(60)
    assert "it is empty" in room.what("world/a.txt")


def test_a_sidecar_that_may_not_be_read_holds_until_it_may(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    (room.content / "world/a.yaml").symlink_to("/etc/hostname")
    room.settle()
    assert headline(room) == []
    assert "leads out of the content folder" in room.what("world/a.txt")
    (room.content / "world/a.yaml").unlink()
    room.drop("world/a.yaml", "headline: Readable\n")
    room.settle()
    assert headline(room) == ["Readable"]


def test_a_sidecar_saved_by_deleting_it_first_is_waited_for(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", LATER)
    room.settle()
    (room.content / "world/a.yaml").unlink()
    room.drop("world/a.txt", story("Alpha") + "\nOne line more.\n")
    room.settle()
    room.turn(10)
    assert headline(room) == []
    room.drop("world/a.yaml", LATER)
    room.settle()
    assert room.outcome("world/a.txt") == "scheduled"


def test_an_embargo_moved_in_the_sidecar_a_second_before_its_end_counts(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", LATER)
    room.settle()
    room.drop("world/a.yaml", "embargo: 2026-11-25T09:00:00Z\n")
    room.now += timedelta(days=1)
    room.press.keep_hours()
    assert headline(room) == []
    room.settle()
    assert room.outcome("world/a.txt") == "scheduled"
    (room.content / "world/a.yaml").unlink()
    room.now += timedelta(days=1)
    room.press.keep_hours()
    assert headline(room) == []


def test_a_sidecar_is_renamed_with_its_article(room: Newsroom) -> None:
    room.drop("world/_a.txt", story("Alpha"))
    room.drop("world/_a.yaml", "headline: Mine\n")
    room.settle()
    assert room.outcome("world/_a.txt") == "draft"
    for name in ("_a.txt", "_a.yaml"):
        (room.content / "world" / name).rename(room.content / "world" / name.removeprefix("_"))
    room.settle()
    assert headline(room) == ["Mine"]


def test_a_held_article_renamed_without_its_sidecar_stays_held(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", LATER)
    room.settle()
    (room.content / "world/a.txt").rename(room.content / "world/b.txt")
    room.settle()
    assert headline(room) == []
    assert "without its sidecar world/a.yaml" in room.what("world/b.txt")
    (room.content / "world/a.yaml").rename(room.content / "world/b.yaml")
    room.settle()
    room.turn(10)
    assert room.outcome("world/b.txt") == "scheduled"
    (room.content / "world/b.txt").rename(room.content / "world/c.txt")
    for _ in range(30):
        room.turn(10)
        assert headline(room) == []
    (room.content / "world/b.yaml").unlink()
    room.settle()
    assert headline(room) == []
    room.lapse()
    room.settle()
    assert room.outcome("world/c.txt") == "published"


def test_an_unknown_field_is_a_warning_on_article_and_sidecar(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.yaml", "hedline: Mine\n")
    room.settle()
    assert headline(room) == ["Alpha reopens after storm"]
    for path in ("world/a.txt", "world/a.yaml"):
        assert "“hedline”" in room.what(path)
    assert room.outcome("world/a.yaml") == "used"


def test_the_photo_of_a_sidecar_is_the_lead(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/a.jpg", picture("navy"))
    room.drop("world/the ferry #2.jpg", picture("green"))
    room.drop("world/a.yaml", "photo: {file: 'the ferry #2.jpg', caption: The ferry, credit: Ines}\n")
    room.settle()
    with room.store.reading() as asked:
        (article,) = [standing.article for standing, _ in asked.articles.everything()]
    assert [photo.path for photo in article.photos] == ["world/the ferry #2.jpg", "world/a.jpg"]
    assert (article.photos[0].caption, article.photos[0].credit) == ("The ferry", "Ines")


def test_sidecars_do_not_count_when_a_share_of_the_articles_is_missing(room: Newsroom) -> None:
    names = [f"n{number}" for number in range(10)]
    for name in names:
        room.drop(f"world/{name}.txt", story(name))
        room.drop(f"world/{name}.yaml", f"section: {name}\n")
    room.settle()
    for name in names[:3]:
        (room.content / f"world/{name}.txt").unlink()
    for name in names:
        (room.content / f"world/{name}.yaml").unlink()
    room.lapse()
    report = room.settle()
    assert report.message == ""
    assert len(headline(room)) == 7


def test_the_check_command_reads_sidecars(room: Newsroom) -> None:
    article = room.drop("world/a.txt", story("Alpha"))
    sidecar = room.drop("world/a.yaml", "headline: Mine\nhedline: x\n")
    lone = room.drop("world/b.yaml", BROKEN)
    found = {one["path"]: one for one in check([article, sidecar, lone], room.settings)}
    assert found[str(article)]["headline"] == "Mine"
    assert found[str(article)]["evidence"]["headline"]["source"] == "sidecar a.yaml"
    assert (found[str(sidecar)]["outcome"], len(found[str(sidecar)]["problems"])) == ("used", 1)
    assert found[str(lone)]["outcome"] == "refused"


@pytest.mark.parametrize(
    ("text", "people", "agencies"),
    [
        ('byline: "Ana Ruiz, Reuters"', ("Ana Ruiz",), ("Reuters",)),
        ("byline: By Ana Ruiz and Tom Lee, Port Agency", ("Ana Ruiz", "Tom Lee"), ("Port Agency",)),
        ("byline: [Ana Ruiz, Reuters]", ("Ana Ruiz",), ("Reuters",)),
        ("byline: Ana Ruiz, Reuters\nagency: AFP", ("Ana Ruiz",), ("AFP",)),
        ("agency: AFP\nbyline: Ana Ruiz, Reuters", ("Ana Ruiz",), ("AFP",)),
        ("byline: Reuters", None, ("Reuters",)),
        ("byline: [Hanne Dreyling, Joss Wetherley]", ("Hanne Dreyling", "Joss Wetherley"), None),
    ],
)
def test_the_agency_of_a_byline_is_told_from_its_people(
    text: str, people: tuple[str, ...] | None, agencies: tuple[str, ...] | None
) -> None:
    fields = read(make_source("mine.yaml", text.encode())).fields
    values = {name: finding.value if finding else None for name, finding in fields.items()}
    assert (values.get("byline"), values.get("agencies")) == (people, agencies)
