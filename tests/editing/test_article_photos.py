"""The photos of one article: whose words count, what is shown where, and what the desk says."""

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from feedservice.addresses import HOME
from feedservice.article import Finding, Manuscript, PhotoReference, SourceFile
from feedservice.commands.check.check_articles import check
from feedservice.editing.article_photos import Pictures, gather
from feedservice.editing.surroundings import Bench
from feedservice.errors import NotFetched, Unfetchable
from feedservice.folder import match, scan
from feedservice.folder.neighbours import Neighbours
from feedservice.photos import metadata, safe_http
from feedservice.settings import Settings
from feedservice.settings.sources import load
from tests.factories import NOW
from tests.newsroom import Newsroom, story
from tests.photos.test_metadata import XMP, iim, with_iptc, with_xmp


def noise(size: tuple[int, int] = (200, 150), kind: str = "JPEG", seed: int = 1) -> bytes:
    """A picture that does not pack well, as photos do not."""
    file = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3)).save(file, kind)
    return file.getvalue()


def data(content: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def gathered(
    tmp_path: Path,
    files: Mapping[str, bytes],
    *srcs: str | PhotoReference,
    fetch: object = None,
    **fields: object,
) -> Pictures:
    """The pictures of mine.html, which names these, in a folder of these files."""
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "mine.html").write_text("x")
    seen = scan.scan(tmp_path)
    around = Neighbours(seen.stamps)
    bench = Bench(
        settings=load({"content_dir": tmp_path}), seen=seen, around=around, now=NOW, at=NOW, birth=None, fetch=fetch
    )
    references = tuple(PhotoReference(src) if isinstance(src, str) else src for src in srcs)
    manuscript = Manuscript("mine.html", photos=references, **fields)
    wanted = match.photos_for("mine.html", (one.src for one in references), around)
    return gather(manuscript, wanted, bench)


def test_the_words_of_a_photo_count_where_the_article_has_none(tmp_path: Path) -> None:
    pictures = gathered(tmp_path, {"mine.jpg": with_xmp(XMP)})
    [photo] = pictures.photos
    assert (photo.caption, photo.credit, photo.alt) == ("Boats wait.", "Port Agency", "Boats at a quay.")
    assert photo.creator == "Ana Ruiz, Tom O’Leary"
    assert photo.copyright == "© 2026 Ana Ruiz"
    assert photo.taken == "2026-11-18T09:30:00+01:00"
    assert pictures.evidence == {
        "caption": Finding("Boats wait.", "XMP description of mine.jpg", 0.9),
        "credit": Finding("Port Agency", "XMP credit of mine.jpg", 0.9),
    }


def test_what_a_photo_says_is_read_from_its_bytes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, contents = metadata.read, []
    monkeypatch.setattr(metadata, "read", lambda content: contents.append(content) or read(content))
    [photo] = gathered(tmp_path, {"mine.jpg": with_xmp(XMP)}).photos
    assert photo.caption == "Boats wait."
    assert len(contents) == 1


def test_the_articles_own_words_win(tmp_path: Path) -> None:
    caption = Finding("The quay at dawn.", "caption line", 0.9)
    pictures = gathered(tmp_path, {"mine.jpg": with_xmp(XMP)}, caption=caption)
    assert pictures.photos[0].caption == "The quay at dawn."
    assert pictures.photos[0].credit == "Port Agency"
    assert set(pictures.evidence) == {"credit"}
    figure = PhotoReference("mine.jpg", "In its figure.", "Somebody", "Boats")
    [photo] = gathered(tmp_path, {}, figure).photos
    assert (photo.caption, photo.credit, photo.alt) == ("In its figure.", "Somebody", "Boats")


@pytest.mark.parametrize(
    ("datasets", "credit"),
    [
        (((80, b"Ana Ruiz"),), "Ana Ruiz"),
        (((80, b"Ana Ruiz"), (115, b"Port Agency")), "Ana Ruiz/Port Agency"),
        (((80, b"Ana Ruiz/Port Agency"), (115, b"Port Agency")), "Ana Ruiz/Port Agency"),
        (((115, b"Port Agency"),), "Port Agency"),
        (((80, b"Ana Ruiz"), (110, b"Handout")), "Handout"),
        (((116, b"(c) Ana Ruiz"),), ""),
    ],
)
def test_a_credit_is_made_of_creator_and_source(
    tmp_path: Path, datasets: tuple[tuple[int, bytes], ...], credit: str
) -> None:
    assert gathered(tmp_path, {"mine.jpg": with_iptc(iim(*datasets))}).photos[0].credit == credit


def test_a_picture_inside_the_page_is_a_photo(tmp_path: Path) -> None:
    src = data(noise())
    pictures = gathered(tmp_path, {}, src)
    [photo] = pictures.photos
    assert photo.path == "mine.html"
    assert pictures.addresses[src] == f"{HOME}/photos/{photo.enclosure.name}"
    assert pictures.sizes[src] == (200, 150)
    assert [kept.rendition for kept in pictures.kept] == [photo.enclosure]


@pytest.mark.parametrize(
    "src",
    [
        data(noise((8, 8), "GIF")),
        data(noise((400, 20), "PNG")),
        data(b"<svg>" + b" " * 9000, "image/svg+xml"),
        "data:,",
        "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    ],
    ids=["small", "low", "drawing", "nothing", "pixel"],
)
def test_placeholders_and_icons_are_neither_photos_nor_shown(tmp_path: Path, src: str) -> None:
    pictures = gathered(tmp_path, {"mine.jpg": noise()}, src)
    assert [photo.path for photo in pictures.photos] == ["mine.jpg"]
    assert pictures.addresses[src] == ""
    assert not pictures.problems


def test_a_damaged_picture_inside_the_page_is_a_warning(tmp_path: Path) -> None:
    src = data(noise()[:6000])
    pictures = gathered(tmp_path, {}, src)
    assert "breaks off" in pictures.problems[0].what
    assert pictures.addresses[src] == ""


def test_the_same_picture_inside_and_beside_is_one(tmp_path: Path) -> None:
    pictures = gathered(tmp_path, {"mine.jpg": noise()}, "mine.jpg", data(noise()))
    assert len(pictures.photos) == 1
    assert len(set(pictures.addresses.values())) == 1


def test_photos_stand_in_the_order_of_the_article(tmp_path: Path) -> None:
    files = {"mine.jpg": noise(seed=1), "b.jpg": noise(seed=2)}
    pictures = gathered(tmp_path, files, data(noise(seed=3)), "b.jpg")
    assert [photo.path for photo in pictures.photos] == ["mine.html", "b.jpg", "mine.jpg"]


def test_a_file_named_in_two_ways_is_shown_in_both_places(tmp_path: Path) -> None:
    pictures = gathered(tmp_path, {"a b.jpg": noise()}, "a%20b.jpg", "./A b.JPG", r".\a b.jpg")
    assert len(pictures.photos) == 1
    assert pictures.addresses["a%20b.jpg"] == pictures.addresses["./A b.JPG"] == pictures.addresses[r".\a b.jpg"] != ""
    assert set(pictures.sizes.values()) == {(200, 150)}


WEB = "https://pictures.example/img/boats.jpg"


@pytest.mark.parametrize(
    ("src", "base_url", "address"),
    [
        (WEB, "", WEB),
        ("//pictures.example/img/boats.jpg", "", WEB),
        ("img/boats.jpg", "https://pictures.example/story.html", WEB),
        ("/img/boats.jpg", "https://pictures.example/news/story.html", WEB),
        ("/img/boats.jpg", "", ""),
        ("javascript:alert(1)", "https://pictures.example/", ""),
        ("http://[::1", "", ""),
    ],
)
def test_a_photo_that_is_only_on_the_web_is_shown_there_and_is_none_of_ours(
    tmp_path: Path, src: str, base_url: str, address: str
) -> None:
    pictures = gathered(tmp_path, {}, src, base_url=base_url)
    assert pictures.addresses[src] == pictures.on_the_web == address
    assert not pictures.photos
    assert not pictures.problems


def test_a_saved_pages_own_copy_goes_before_the_web(tmp_path: Path) -> None:
    files = {"mine_files/boats.jpg": noise()}
    pictures = gathered(tmp_path, files, "Old title_files/boats.jpg", base_url="https://pictures.example/")
    assert [photo.path for photo in pictures.photos] == ["mine_files/boats.jpg"]
    assert not pictures.on_the_web


def test_a_file_that_is_nowhere_is_a_warning(tmp_path: Path) -> None:
    pictures = gathered(tmp_path, {}, "gone.jpg")
    assert [(problem.where, problem.what) for problem in pictures.problems] == [
        ("gone.jpg", "The article names this photo, but it is not there.")
    ]


def test_where_fetching_is_allowed_a_photo_on_the_web_is_as_if_dropped(tmp_path: Path) -> None:
    asked = []

    def fetch(article: str, url: str) -> SourceFile:
        asked.append((article, url))
        return (
            SourceFile(url, with_xmp(XMP), "0" * 64) if len(asked) == 1 else SourceFile(url, noise((90, 90)), "1" * 64)
        )

    pictures = gathered(tmp_path, {}, WEB, "https://pictures.example/two.jpg", fetch=fetch)
    assert asked == [("mine.html", WEB), ("mine.html", "https://pictures.example/two.jpg")]
    assert [photo.path for photo in pictures.photos] == ["https://pictures.example/two.jpg"]  # the first is an icon
    assert pictures.addresses[WEB] == WEB


def test_what_cannot_be_fetched_is_shown_where_it_is_and_tried_again(tmp_path: Path) -> None:
    def fetch(article: str, url: str) -> SourceFile:
        raise NotFetched(article, url, "the server answered 404", NOW + timedelta(hours=1))

    pictures = gathered(tmp_path, {}, WEB, fetch=fetch)
    assert pictures.addresses[WEB] == pictures.on_the_web == WEB
    assert "could not be fetched" in pictures.problems[0].what
    assert pictures.due == NOW + timedelta(hours=1)


def checked(path: Path, **options: object) -> dict[str, object]:
    settings: Settings = load({"content_dir": path.parent, **options})
    [answer] = check([path], settings)
    return json.loads(json.dumps(answer))


PHOTO_KEYS = [
    "path",
    "url",
    "caption",
    "credit",
    "creator",
    "headline",
    "copyright",
    "taken",
    "alt",
    "description",
    "width",
    "height",
    "media_type",
]


def test_a_check_of_a_photo_says_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "mine.jpg").write_bytes(with_xmp(XMP))
    answer = checked(tmp_path / "mine.jpg")
    assert answer["outcome"] == "unused"
    assert list(answer["photo"]) == PHOTO_KEYS
    assert answer["photo"]["headline"] == "Boats & storm"
    assert (answer["photo"]["width"], answer["photo"]["height"], answer["photo"]["media_type"]) == (
        40,
        30,
        "image/jpeg",
    )
    assert answer["photo"]["url"] is None
    assert answer["evidence"]["creator"]["source"] == "XMP creator"
    assert answer["photo"]["alt"] == "Boats at a quay."
    (tmp_path / "mine.txt").write_text(story("Boats"))
    assert checked(tmp_path / "mine.jpg")["outcome"] in ("used", "unused")


def test_a_check_of_a_broken_photo_still_tells_its_size(tmp_path: Path) -> None:
    (tmp_path / "mine.jpg").write_bytes(noise()[:5000])
    answer = checked(tmp_path / "mine.jpg")
    assert answer["outcome"] == "refused"
    assert (answer["photo"]["width"], answer["photo"]["height"], answer["photo"]["media_type"]) == (200, 150, None)
    assert answer["problems"][0]["severity"] == "error"


def test_a_check_of_an_article_tells_of_its_photo(tmp_path: Path) -> None:
    (tmp_path / "mine.jpg").write_bytes(with_xmp(XMP))
    (tmp_path / "mine.txt").write_text(story("Boats"))
    answer = checked(tmp_path / "mine.txt")
    assert list(answer["photo"]) == PHOTO_KEYS
    assert (answer["photo"]["caption"], answer["photo"]["creator"]) == ("Boats wait.", "Ana Ruiz, Tom O’Leary")
    assert answer["evidence"]["caption"]["source"] == "XMP description of mine.jpg"


def test_a_photo_on_the_web_is_named_in_a_check_and_no_enclosure(tmp_path: Path) -> None:
    page = f"<h1>Boats wait</h1><p>One.</p><figure><img src='{WEB}'><figcaption>At the quay.</figcaption></figure><p>Two.</p>"
    (tmp_path / "mine.html").write_text(page)
    answer = checked(tmp_path / "mine.html")
    assert (answer["photo"]["path"], answer["photo"]["url"], answer["photo"]["width"]) == (None, WEB, None)


def test_a_phones_photo_goes_into_the_feed_as_jpeg(newsroom: Newsroom) -> None:
    pillow_heif.register_heif_opener()
    newsroom.drop("mine.txt", story("Boats"))
    newsroom.drop("mine.heic", noise(kind="HEIF"))
    newsroom.settle()
    [entry] = newsroom.feed().entries
    [enclosure] = entry.enclosures
    assert enclosure.type == "image/jpeg"
    name = enclosure.href.rpartition("/")[2]
    assert (newsroom.state / "photos" / name).stat().st_size == int(enclosure.length)
    assert newsroom.outcome("mine.heic") == "used"


def test_a_photo_on_the_web_is_fetched_once_and_a_failure_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bytes | Unfetchable] = [Unfetchable("the server answered 503"), noise()]
    asked = []

    def download(url: str, *_: object) -> bytes:
        asked.append(url)
        answer = answers[len(asked) - 1]
        if isinstance(answer, Unfetchable):
            raise answer
        return answer

    monkeypatch.setattr(safe_http, "download", download)
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"fetch_photos": True})
    room.drop("mine.html", f"<h1>Boats wait</h1><p>One is here.</p><figure><img src='{WEB}'></figure><p>Two.</p>")
    room.settle()
    assert "503" in room.what("mine.html")
    assert not room.feed().entries[0].get("enclosures")
    room.settle()
    assert len(asked) == 1
    room.turn(3600)
    room.settle()
    assert len(room.feed().entries[0].enclosures) == 1
    assert room.what("mine.html") == ""
    room.drop("mine.html", (room.content / "mine.html").read_text().replace("Two", "Three"))
    room.settle()
    assert len(asked) == 2
    room.close()
