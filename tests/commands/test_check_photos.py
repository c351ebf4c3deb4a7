"""Which photos a check calls used: those that the press would use, told by reading the articles around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedservice import intake
from feedservice.commands.check.check_articles import check
from feedservice.settings.sources import load
from tests.newsroom import Newsroom, picture, story


def page(*srcs: str) -> str:
    shown = "".join(
        f'<figure><img src="{src}"><figcaption>At the quay.</figcaption></figure><p>More.</p>' for src in srcs
    )
    return f"<article><h1>Ferry returns</h1><p>The ferry came back on Monday.</p>{shown}</article>"


def outcomes(content: Path, *paths: Path) -> list[str]:
    return [answer["outcome"] for answer in check(paths, load({"content_dir": content}))]


def lay(top: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(content if isinstance(content, bytes) else content.encode())


MAIL = (
    "Subject: Ferry returns\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    + page("quay/x-crowd.jpg").replace("=", "=3D").replace("x-crowd", "x-cr=\nowd")
)

#: The photo, the files beside it, and whether it is used.
CASES: dict[str, tuple[str, dict[str, str], bool]] = {
    "of a saved page": ("world/ferry_files/a.jpg", {"world/ferry.html": page("ferry_files/a.jpg")}, True),
    "of a saved page, in German": ("world/ferry-Dateien/a.jpg", {"world/ferry.html": page("ferry-Dateien/a.jpg")}, True),
    "of a saved page that was renamed": ("world/boat_files/a.jpg", {"world/boat.html": page("ferry_files/a.jpg")}, True),
    "of a saved page that does not show it": ("world/ferry_files/b.jpg", {"world/ferry.html": page("ferry_files/a.jpg")}, False),
    "named beside it": ("world/a.jpg", {"world/ferry.html": page("a.jpg"), "world/x.txt": story("X")}, True),
    "named with %20": ("world/the quay (2).jpg", {"world/ferry.html": page("the%20quay%20%282%29.jpg"), "world/x.txt": story("X")}, True),
    "named in other letters": ("world/Café.JPG", {"world/ferry.html": page("caf%C3%A9.jpg"), "world/x.txt": story("X")}, True),
    "named as an entity": ("world/été & co.jpg", {"world/ferry.html": page("&eacute;t&eacute; &amp; co.jpg"), "world/x.txt": story("X")}, True),
    "in a folder below": ("world/images/a.jpg", {"world/ferry.html": page("images/a.jpg")}, True),
    "in a folder aside": ("photos/2026/a.jpg", {"world/ferry.html": page("../photos/2026/a.jpg")}, True),
    "named by Markdown": ("world/a.jpg", {"world/f.md": "# Ferry\n\nIt came.\n\n![Boats](a.jpg)\n", "world/x.txt": story("X")}, True),
    "named by a mail": ("world/quay/x-crowd.jpg", {"world/f.eml": MAIL}, True),
    "named by a sidecar": ("world/a.jpg", {"world/f.txt": story("F"), "world/f.yaml": "photo: a.jpg", "world/x.txt": story("X")}, True),
    "named by an escape in a sidecar": ("world/é.jpg", {"world/f.txt": story("F"), "world/f.json": '{"photo": "\\u00e9.jpg"}', "world/x.txt": story("X")}, True),
    "only spoken of": ("world/a.jpg", {"world/f.txt": story("F") + "\n\nThe file a.jpg is lost.", "world/x.txt": story("X")}, False),
    "another of that name": ("world/a.jpg", {"world/ferry.html": page("images/a.jpg"), "world/x.txt": story("X")}, False),
    "on the web": ("world/a.jpg", {"world/ferry.html": page("https://news.example/a.jpg"), "world/x.txt": story("X")}, False),
    "of a series that the article leaves": ("world/f-1.jpg", {"world/f.html": page("b.jpg"), "world/b.jpg": "x"}, False),
    "beside an article that cannot be read": ("world/f.jpg", {"world/f.txt": "\x00\x01\x02"}, True),
}  # fmt: skip


@pytest.mark.parametrize(("photo", "files", "used"), CASES.values(), ids=CASES)
def test_a_photo_is_used_when_an_article_uses_it(tmp_path: Path, photo: str, files: dict[str, str], used: bool) -> None:
    lay(tmp_path, {**files, photo: picture()})
    assert outcomes(tmp_path, tmp_path / photo) == ["used" if used else "unused"]


@pytest.mark.parametrize("case", [name for name in CASES if "cannot be read" not in name])
def test_the_press_says_the_same(tmp_path: Path, case: str) -> None:
    photo, files, used = CASES[case]
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    lay(room.content, {**files, photo: picture()})
    room.settle()
    assert room.outcome(photo) == ("used" if used else "unused")
    room.close()


@pytest.mark.parametrize(
    ("photo", "src", "used"),
    [
        ("ferry_files/a.jpg", "ferry_files/a.jpg", True),
        ("Images/a.jpg", "Images/a.jpg", True),
        ("ferry_files/b.jpg", "ferry_files/a.jpg", False),
        ("private/a.jpg", "private/a.jpg", False),
    ],
)
def test_outside_the_content_folder_only_folders_of_pictures_are_looked_at_from_above(
    tmp_path: Path, photo: str, src: str, used: bool
) -> None:
    lay(tmp_path / "desk", {"ferry.html": page(src), "x.txt": story("X"), photo: picture()})
    (answer,) = check([tmp_path / "desk" / photo], load({"content_dir": tmp_path / "content"}))
    assert answer["outcome"] == ("used" if used else "unused")
    assert answer["path"] == str(tmp_path / "desk" / photo)


def test_outside_the_content_folder_a_folder_of_pictures_with_an_article_stands_for_itself(tmp_path: Path) -> None:
    lay(tmp_path / "desk/photos", {"report.txt": story("X"), "a.jpg": picture()})
    assert outcomes(tmp_path / "content", tmp_path / "desk/photos/a.jpg") == ["used"]


def test_in_a_run_an_article_is_read_once_and_only_when_it_may_name_a_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [f"world/p{number}.jpg" for number in range(40)]
    lay(tmp_path, dict.fromkeys(photos, picture()))
    lay(tmp_path, {f"world/x{number}.txt": story(str(number)) for number in range(10)})
    lay(tmp_path, {"world/y.html": page(*(f"p{number}.jpg" for number in range(30))), "world/z.html": page("p1.jpg")})
    read, asked = intake.read, []

    def noted(source: Any) -> Any:
        asked.append(source.path)
        return read(source)

    monkeypatch.setattr(intake, "read", noted)
    found = outcomes(tmp_path, *(tmp_path / photo for photo in photos))
    assert found == ["used"] * 30 + ["unused"] * 10
    assert sorted(asked) in (["world/y.html"], ["world/y.html", "world/z.html"])


def test_a_second_run_looks_anew(tmp_path: Path) -> None:
    lay(tmp_path, {"world/a.jpg": picture(), "world/x.html": page(), "world/z.txt": story("Z")})
    assert outcomes(tmp_path, tmp_path / "world/a.jpg") == ["unused"]
    lay(tmp_path, {"world/x.html": page("a.jpg")})
    assert outcomes(tmp_path, tmp_path / "world/a.jpg") == ["used"]
