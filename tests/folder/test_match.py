"""Which photos are an article's: a wrong photo is worse than none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.folder.match import articles_for, photos_for
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.saved_pages import local

CASES = {
    "same name": ("mine.txt", [], ["mine.txt", "mine.jpg", "other.jpg"], ("mine.jpg",)),
    "same name in another case": ("Mine.TXT", [], ["Mine.TXT", "MINE.JPG"], ("MINE.JPG",)),
    "same name in another writing of its letters": (
        "caf\u00e9.txt",
        [],
        ["caf\u00e9.txt", unicodedata.normalize("NFD", "café.jpg")],
        (unicodedata.normalize("NFD", "café.jpg"),),
    ),
    "a draft's photo": ("_mine.txt", [], ["_mine.txt", "mine.jpg"], ("mine.jpg",)),
    "several of the same name, by name": ("mine.txt", [], ["mine.txt", "mine.png", "mine.jpg"], ("mine.jpg", "mine.png")),
    "none of a longer name": ("mine.txt", [], ["mine.txt", "mine-2.jpg", "mine2.jpg"], ()),
    "none of another folder": ("world/mine.txt", [], ["world/mine.txt", "world/b.txt", "mine.jpg"], ()),
    "named in the article": ("mine.html", ["shaft.jpg"], ["mine.html", "shaft.jpg"], ("shaft.jpg",)),
    "named first, then same name": ("mine.html", ["z.jpg"], ["mine.html", "mine.jpg", "z.jpg"], ("z.jpg", "mine.jpg")),
    "named though missing": ("mine.html", ["gone.jpg"], ["mine.html"], ("gone.jpg",)),
    "named twice is one": ("mine.html", ["a.jpg", "./a.jpg"], ["mine.html", "a.jpg"], ("a.jpg",)),
    "named in a folder below": ("world/mine.html", ["pics/a.jpg"], ["world/mine.html"], ("world/pics/a.jpg",)),
    "web addresses are not files": ("mine.html", ["https://x.example/a.jpg", "//x.example/b.jpg", "data:,x"], ["mine.html"], ()),
    "a series": ("mine.html", [], ["mine.html", "mine-2.jpg", "mine-1.jpg", "mine-10.jpg.txt"], ("mine-1.jpg", "mine-2.jpg")),
    "a series of ten": ("mine.html", [], ["mine.html", *(f"mine_{n:02}.jpg" for n in range(1, 11))], tuple(f"mine_{n:02}.jpg" for n in range(1, 11))),
    "a series behind the plain name": ("mine.html", [], ["mine.html", "mine-2.jpg", "mine.jpg"], ("mine.jpg", "mine-2.jpg")),
    "a series counted from one beside the plain name": ("mine.html", [], ["mine.html", "mine-1.jpg", "mine.jpg"], ("mine.jpg", "mine-1.jpg")),
    "no series: a number that is part of the name": ("covid.html", [], ["covid.html", "covid-19.jpg"], ()),
    "no series: one is missing": ("mine.html", [], ["mine.html", "mine-1.jpg", "mine-3.jpg"], ()),
    "no series: one has an article of its own": ("mine.html", [], ["mine.html", "mine-1.html", "mine-1.jpg"], ()),
    "no series: the article names its photos": ("mine.html", ["b.jpg"], ["mine.html", "b.jpg", "mine-1.jpg"], ("b.jpg",)),
    "Windows' backslashes": ("mine.html", [r".\pics\a.jpg"], ["mine.html", "pics/a.jpg"], ("pics/a.jpg",)),
    "a name that holds a percent sign": ("mine.html", ["a%20b.jpg"], ["mine.html", "a%20b.jpg"], ("a%20b.jpg",)),
    "a saved page": ("mine.html", ["mine_files/a.jpg"], ["mine.html", "mine_files/a.jpg"], ("mine_files/a.jpg",)),
    "a saved page that was renamed": ("mine.html", ["Old%20title_files/a.jpg"], ["mine.html", "mine_files/a.jpg"], ("mine_files/a.jpg",)),
    "a page saved by a German Windows, renamed": ("w/mine.html", ["Alt-Dateien/a.jpg"], ["w/mine.html", "w/mine-Dateien/A.JPG"], ("w/mine-Dateien/A.JPG",)),
    "a page saved by Word": ("mine.htm", ["x.files/image001.jpg"], ["mine.htm", "mine.files/image001.jpg"], ("mine.files/image001.jpg",)),
    "none of another saved page": ("mine.html", ["Old_files/a.jpg"], ["mine.html", "other_files/a.jpg"], ("Old_files/a.jpg",)),
    "bundle in a section": ("world/mine/text.txt", [], ["world/mine/text.txt", "world/mine/b.jpg", "world/mine/a.jpg"], ("world/mine/a.jpg", "world/mine/b.jpg")),
    "bundle by the article's name": ("mine/index.html", [], ["mine/index.html", "mine/a.jpg"], ("mine/a.jpg",)),
    "bundle by the folder's name": ("mine/mine.txt", [], ["mine/mine.txt", "mine/a.jpg"], ("mine/a.jpg",)),
    "no bundle: a section with one article": ("world/mine.txt", [], ["world/mine.txt", "world/a.jpg"], ()),
    "no bundle: two articles": ("world/m/a.txt", [], ["world/m/a.txt", "world/m/b.txt", "world/m/x.jpg"], ()),
    "no bundle: the top folder": ("index.txt", [], ["index.txt", "a.jpg"], ()),
}  # fmt: skip


@pytest.mark.parametrize(("article", "references", "files", "expected"), CASES.values(), ids=CASES)
def test_the_photos_of_an_article(
    article: str, references: list[str], files: list[str], expected: tuple[str, ...]
) -> None:
    assert photos_for(article, references, Neighbours(files)) == expected


@pytest.mark.parametrize(("article", "references", "files", "expected"), CASES.values(), ids=CASES)
def test_a_photo_knows_the_articles_that_may_have_it(
    article: str, references: list[str], files: list[str], expected
) -> None:
    around = Neighbours(files)
    for photo in photos_for(article, [], around):
        assert article in articles_for(photo, around)


def test_a_photo_of_a_saved_page_brings_its_page_to_be_read_again() -> None:
    around = Neighbours(["w/mine.html", "w/mine_files/a.jpg", "w/other.html"])
    assert articles_for("w/mine_files/a.jpg", around) == ("w/mine.html",)


def test_a_photo_that_is_nobodys_has_no_article() -> None:
    assert articles_for("world/a.jpg", Neighbours(["world/a.jpg", "world/b.txt", "world/c.txt"])) == ()


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("a.jpg", "world/a.jpg"),
        ("./a.jpg?size=2#x", "world/a.jpg"),
        ("a%20b.jpg", "world/a b.jpg"),
        ("../a.jpg", "a.jpg"),
        ("../../a.jpg", ""),
        ("%2e%2e/%2e%2e/a.jpg", ""),
        ("x/../../../etc/passwd", ""),
        ("/a.jpg", ""),
        ("https://x.example/a.jpg", ""),
        ("//x.example/a.jpg", ""),
        ("file:///etc/passwd", ""),
        ("file:///C:/Users/Ana/My%20Pictures/a%20b.jpg", "world/a b.jpg"),
        (r"C:\Users\Ana\a.jpg", "world/a.jpg"),
        ("file:///etc/..%2f..%2fa.jpg", "world/a.jpg"),
        ("data:image/png;base64,AA", ""),
        ("http://[::1", ""),
        ("", ""),
        ("?x", ""),
    ],
)
def test_only_a_relative_address_below_the_content_folder_names_a_file(src: str, path: str) -> None:
    assert local("world/mine.html", src) == path


@given(
    st.lists(
        st.sampled_from(["a/x.txt", "a/x.jpg", "a/y.txt", "b/x.txt", "b/x.yaml", "x.txt", "a/c/y.png"]), unique=True
    ),
    st.data(),
)
def test_what_was_sorted_out_before_changes_nothing(paths: list[str], data: st.DataObject) -> None:
    before = Neighbours(data.draw(st.permutations(paths))[: len(paths) // 2 + 1])
    for folder in ("", "a", "b", "a/c"):
        assert before[folder].names is not None
    before.near(paths[:1], 0, 0)
    after, fresh = Neighbours(paths, before), Neighbours(paths)
    for folder in ("", "a", "b", "a/c", "nowhere"):
        assert vars(after[folder]) == vars(fresh[folder])
    assert after.near(paths[:2], 0, 9) == fresh.near(paths[:2], 0, 9)
