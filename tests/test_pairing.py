"""Which photos are an article's: a wrong photo is worse than none."""

from __future__ import annotations

import unicodedata

import pytest

from feedservice.pairing import Neighbours, articles_for, local, photos_for

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
        ("data:image/png;base64,AA", ""),
        ("http://[::1", ""),
        ("", ""),
        ("?x", ""),
    ],
)
def test_only_a_relative_address_below_the_content_folder_names_a_file(src: str, path: str) -> None:
    assert local("world/mine.html", src) == path
