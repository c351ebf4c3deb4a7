"""The newsroom's face: what its settings may be, and where it shows, in feeds, pages, lists and files."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import feedparser
import pytest
from lxml import etree
from PIL import Image

from feedservice.addresses import Emblem, Face
from feedservice.commands.build.building import Build
from feedservice.commands.build.output_folder import OutputFolder
from feedservice.errors import SettingsError
from feedservice.feeds.formats import FORMATS, render
from feedservice.feeds.house_style import house_style
from feedservice.feeds.lint import lint
from feedservice.feeds.served_sizes import size_of
from feedservice.media_store.emblems import emblems_of, face_of
from feedservice.settings import Settings
from feedservice.settings.sources import load, variables
from tests.factories import make_channel, make_edition
from tests.newsroom import Newsroom, picture
from tests.service import PATIENCE_SECONDS

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="9"/></svg>'
ROOT = Path(__file__).parent.parent
BASE = "https://news.example"
ATOM, WEBFEEDS = "{http://www.w3.org/2005/Atom}", "{http://webfeeds.org/rss/1.0}"
WORDS = {
    "publisher": "Gazette (Holding) & Sons",
    "contact": "desk@news.example",
    "rights": "© Gazette & Sons",
    "colour": "#8A1C1C",
}


def transparent(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(autouse=True)
def _beside_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "feedservice.toml").write_text("")
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(folder / "feedservice.toml"))


def beside(tmp_path: Path, name: str, content: bytes | str) -> str:
    file = tmp_path / "etc" / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    logo, icon = (
        beside(tmp_path, "logo.jpg", picture("teal", (1200, 600))),
        beside(tmp_path, "icon.png", transparent((512, 512))),
    )
    made = Newsroom(tmp_path / "content", tmp_path / "state", {"logo": logo, "icon": icon, "base_url": BASE, **WORDS})
    made.drop("world/storm.txt")
    made.settle()
    yield made
    made.close()


# What the settings may be.


def test_a_picture_lies_beside_the_settings_file_and_is_handed_on_by_its_whole_path(tmp_path: Path) -> None:
    logo = beside(tmp_path, "logo.png", transparent((300, 80)))
    chosen = load({"logo": logo})
    assert chosen.logo == str(tmp_path / "etc" / "logo.png")
    assert variables(chosen)["FEEDSERVICE_LOGO"] == chosen.logo
    assert load({"logo": str(tmp_path / "etc" / "logo.png")}).logo == chosen.logo
    assert load({"logo": "https://cdn.example/logo.png"}).logo == "https://cdn.example/logo.png"


@pytest.mark.parametrize(
    ("setting", "content", "sentence"),
    [
        ("logo", None, r"names no file: there is no .*/etc/wrong\.bin. A path that is not whole begins beside the settings file"),
        ("logo", b"GIF89a", "is no picture that we know"),
        ("logo", b"", "is no picture that we know"),
        ("logo", DRAWING, "is a drawing"),
        ("logo", b"\xff\xd8\xff\xe0", "is no picture that we know"),
        ("logo", b"\x89PNG" + bytes(1_000_000), r"is larger than 1,000,000 bytes"),
        ("logo", transparent((5000, 10)), "is 5000 by 10 pixels; the most are 4096"),
        ("icon", transparent((90, 60)), "is 90 by 60, and an icon is square"),
        ("icon", transparent((32, 32)), "is 32 pixels wide; an icon has 64 at least"),
        ("icon", DRAWING.replace("0 0 32 32", "0 0 32 20"), "is 32 by 20, and an icon is square"),
        ("icon", DRAWING.replace("<circle", "<script>x()</script><circle"), "scripts"),
    ],
)  # fmt: skip
def test_a_picture_that_is_not_fit_is_told_with_the_cure(
    tmp_path: Path, setting: str, content: bytes | str | None, sentence: str
) -> None:
    if content is not None:
        beside(tmp_path, "wrong.bin", content)
    with pytest.raises(SettingsError, match=rf"Setting {setting} \(command line\) is 'wrong\.bin': .*{sentence}"):
        load({setting: "wrong.bin"})


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("logo", "http://cdn.example/logo.png", "with https://"),
        ("icon", "https://", "with https://"),
        ("contact", "the desk", "neither an e-mail address"),
        ("colour", "red", "#8a1c1c"),
        ("colour", "#abc", "#8a1c1c"),
    ],
)
def test_a_wrong_word_is_told_with_a_right_one(setting: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        load({setting: value})


@pytest.mark.parametrize(
    "content", [DRAWING, f'<?xml version="1.0"?>\n<!-- by hand -->\n{DRAWING}', "\ufeff" + DRAWING]
)
def test_a_drawing_is_an_icon(tmp_path: Path, content: str) -> None:
    chosen = load({"icon": beside(tmp_path, "icon.svg", content), "base_url": BASE})
    face = face_of(chosen)
    assert face.icon
    assert (face.icon.media_type, face.touch, face.plate) == ("image/svg+xml", None, None)


def test_a_picture_that_ends_too_soon_is_told(tmp_path: Path) -> None:
    logo = beside(tmp_path, "logo.png", picture("red", (600, 300), "PNG")[:200])
    with pytest.raises(SettingsError, match=r"Setting logo .* is damaged .* save it anew"):
        load({"logo": logo})
    jpeg = beside(tmp_path, "icon.jpg", picture("red", (100, 100))[:-40])
    with pytest.raises(SettingsError, match=r"Setting icon .* is damaged .* save it anew"):
        load({"icon": jpeg})


def test_a_picture_of_which_no_size_can_be_made_is_served_all_the_same(tmp_path: Path) -> None:
    """Its parts have their sums, but what is packed in them is none."""
    body = b"IDAT" + b"not packed"
    head = transparent((300, 300))[:33]
    content = head + (10).to_bytes(4, "big") + body + crc32(body).to_bytes(4, "big") + bytes(4) + b"IEND\xaeB`\x82"
    face = face_of(load({"logo": beside(tmp_path, "odd.png", content)}))
    assert face.logo
    assert face.plate is None


def test_a_start_with_a_wrong_picture_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    options = {"FEEDSERVICE_ICON": beside(tmp_path, "icon.png", transparent((300, 200)))}
    places = ("--content", str(tmp_path / "content"), "--state", str(tmp_path / "state"))
    ran = subprocess.run(
        [sys.executable, "-m", "feedservice", "run", *places],
        env={**os.environ, **options},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert ran.returncode == 2
    assert (
        "Setting icon (environment FEEDSERVICE_ICON) is 'icon.png': it is 300 by 200, and an icon is square"
        in ran.stderr
    )
    assert "Traceback" not in ran.stderr


def test_a_picture_that_goes_while_the_service_runs_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = load({"logo": beside(tmp_path, "logo.png", transparent((300, 80))), "rights": "© us"})
    Path(chosen.logo).unlink()
    assert face_of(chosen) == Face(rights="© us")
    assert "left out until the next start" in caplog.text


# What is made of it.


def test_sizes_are_within_what_they_are_for_and_true(room: Newsroom) -> None:
    emblems = emblems_of(room.settings)
    for emblem in (emblems.face.logo, emblems.face.icon, emblems.face.plate, emblems.face.touch):
        assert emblem
        file = emblems.files[emblem.address.removeprefix(f"{BASE}/face/")]
        with Image.open(io.BytesIO(file.content)) as opened:
            assert opened.size == (emblem.width_px, emblem.height_px)
            assert Image.MIME[opened.format or ""] == emblem.media_type == file.media_type
    assert emblems.face.plate
    assert (emblems.face.plate.width_px, emblems.face.plate.height_px) == (144, 72)
    touch = emblems.files[str(emblems.face.touch and emblems.face.touch.address).rpartition("/")[2]]
    with Image.open(io.BytesIO(touch.content)) as opened:
        assert (opened.size, opened.mode, opened.getpixel((0, 0))) == ((180, 180), "RGB", (255, 255, 255))


def test_a_tall_logo_is_no_higher_than_rss_takes(tmp_path: Path) -> None:
    plate = face_of(load({"logo": beside(tmp_path, "tall.png", transparent((100, 2000)))})).plate
    assert plate
    assert (plate.width_px, plate.height_px) == (20, 400)


def test_another_picture_has_another_name_and_sets_every_channel_anew(tmp_path: Path) -> None:
    one, other = (load({"icon": beside(tmp_path, f"{size}.png", transparent((size, size)))}) for size in (64, 65))
    assert not emblems_of(one).files.keys() & emblems_of(other).files.keys()
    assert len({house_style(one), house_style(other), house_style(load({"rights": "©"})), house_style(load())}) == 4


def test_the_newsrooms_feeds_get_a_new_face(room: Newsroom, tmp_path: Path) -> None:
    before = feedparser.parse(room.document()).feed.image.href
    beside(tmp_path, "other.png", transparent((400, 100)))
    room.settings = load({**vars(room.settings), "logo": "other.png"})
    room.restart()
    room.turn()
    image = feedparser.parse(room.document()).feed.image
    assert image.href != before
    assert (image.width, image.height) == (144, 36)


# Feeds.


def test_rss_says_whose_it_is(room: Newsroom) -> None:
    channel = etree.fromstring(room.document()).find("channel")
    assert channel is not None
    image = {child.tag: child.text for child in channel.iterfind("image/*")}
    face = face_of(room.settings)
    assert face.plate
    assert face.logo
    assert face.icon
    link, title = channel.findtext("link"), channel.findtext("title")
    assert image == {"url": face.plate.address, "title": title, "link": link, "width": "144", "height": "72"}
    assert channel.findtext("copyright") == "© Gazette & Sons"
    assert channel.findtext("managingEditor") == "desk@news.example (Gazette [Holding] & Sons)"
    assert channel.findtext("webMaster") == channel.findtext("managingEditor")
    assert channel.findtext(f"{WEBFEEDS}accentColor") == "8a1c1c"
    assert channel.findtext(f"{WEBFEEDS}icon") == face.icon.address
    assert channel.findtext(f"{WEBFEEDS}logo") == face.logo.address
    cover = channel.find(f"{WEBFEEDS}cover")
    assert cover is not None
    assert cover.get("image") == face.logo.address


def test_a_section_has_the_face_with_its_own_title_and_link(room: Newsroom) -> None:
    channel = etree.fromstring(room.document("/sections/world/rss.xml")).find("channel")
    assert channel is not None
    assert channel.findtext("image/title") == channel.findtext("title") == "Newsroom – World"
    assert channel.findtext("image/link") == channel.findtext("link") == f"{BASE}/sections/world"


def test_atom_says_whose_it_is(room: Newsroom) -> None:
    feed = etree.fromstring(room.document("/atom.xml"))
    face = face_of(room.settings)
    assert face.logo
    assert face.icon
    assert feed.findtext(f"{ATOM}logo") == face.logo.address
    assert feed.findtext(f"{ATOM}icon") == face.icon.address
    assert feed.findtext(f"{ATOM}rights") == "© Gazette & Sons"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Gazette (Holding) & Sons"
    assert feed.findtext(f"{ATOM}author/{ATOM}email") == "desk@news.example"
    assert feed.findtext(f"{WEBFEEDS}accentColor") == "8a1c1c"


def test_json_feed_says_whose_it_is(room: Newsroom) -> None:
    feed, face = json.loads(room.document("/feed.json")), face_of(room.settings)
    assert face.icon
    assert feed["icon"] == feed["favicon"] == face.icon.address
    person = {"name": "Gazette (Holding) & Sons", "url": "mailto:desk@news.example", "avatar": face.icon.address}
    assert feed["authors"] == [person]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_linter_has_nothing_against_it_and_finds_a_picture_that_is_not_there(room: Newsroom, form: object) -> None:
    path = form.path  # type: ignore[attr-defined]
    type_ = f"{form.media_type}; charset=utf-8"  # type: ignore[attr-defined]
    body = room.document(path)
    found = lint(body, content_type=type_, address=BASE + path, size_of=size_of(room.settings))
    assert [one.rule for one in found if "face/" in f"{one}" or one.entry_id == ""] == []
    gone = re.sub(rb"/face/(plate|icon)-[0-9a-f]{8}", rb"/face/\1-00000000", body)
    found = lint(gone, content_type=type_, address=BASE + path, size_of=size_of(room.settings))
    assert "UnreachableURL" in {one.rule for one in found}


def test_a_feed_grows_by_little(room: Newsroom) -> None:
    with_face = len(room.document())
    room.settings = load({**vars(room.settings), "logo": "", "icon": "", **dict.fromkeys(WORDS, "")})
    room.restart()
    room.turn()
    assert 0 < with_face - len(room.document()) < 1200


def test_what_others_serve_is_named_by_its_address_alone() -> None:
    chosen = load({"logo": "https://cdn.example/logo.PNG?v=2", "icon": "https://cdn.example/icon.svg", "contact": "https://news.example/contact"})  # fmt: skip
    edition = make_edition(channel=make_channel(face=face_of(chosen)))
    rss, atom, feed = (render(edition, form) for form in FORMATS)
    image = etree.fromstring(rss).find("channel/image")
    assert image is not None
    assert [child.tag for child in image] == ["url", "title", "link"]
    assert image.findtext("url") == "https://cdn.example/logo.PNG?v=2"
    assert etree.fromstring(rss).find("channel/managingEditor") is None
    assert etree.fromstring(atom).findtext(f"{ATOM}author/{ATOM}uri") == "https://news.example/contact"
    assert json.loads(feed)["favicon"] == "https://cdn.example/icon.svg"
    assert emblems_of(chosen).files == {}


def test_rss_has_no_image_of_a_kind_that_it_does_not_know() -> None:
    webp = Emblem("https://cdn.example/logo.webp")
    edition = make_edition(channel=make_channel(face=Face(logo=webp, plate=webp)))
    assert etree.fromstring(render(edition, FORMATS[0])).find("channel/image") is None


@pytest.mark.parametrize("profile", ["smartnews", "flipboard", "msn", "newsletter"])
def test_a_partners_feed_has_the_rights_alone(tmp_path: Path, profile: str) -> None:
    logo = beside(tmp_path, "logo.jpg", picture("teal", (1200, 600)))
    feeds = {"theirs": {"profile": profile}}
    made = Newsroom(tmp_path / "content", tmp_path / "state", {"logo": logo, "feeds": feeds, **WORDS})
    made.drop("world/storm.txt")
    made.settle()
    document = made.document("/feeds/theirs/rss.xml")
    made.close()
    assert "© Gazette &#x26; Sons".encode() in document
    assert b"/face/" not in document
    assert b"webfeeds" not in document
    assert b"managingEditor" not in document


def test_a_newsroom_without_a_face_has_none_of_it() -> None:
    assert face_of(Settings()) == Face()
    assert emblems_of(Settings()).files == {}


# The site.


def test_pictures_are_served_for_ever_under_their_names(room: Newsroom) -> None:
    client, emblems = room.app().test_client(), emblems_of(room.settings)
    assert len(emblems.files) == 4
    for name, file in emblems.files.items():
        answer = client.get(f"/face/{name}")
        assert (answer.status_code, answer.data, answer.mimetype) == (200, file.content, file.media_type)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Length"] == str(len(file.content))
        again = client.get(f"/face/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert client.head(f"/face/{name}").headers["Content-Length"] == str(len(file.content))


def test_a_drawing_can_run_nothing(tmp_path: Path) -> None:
    made = Newsroom(tmp_path / "content", tmp_path / "state", {"icon": beside(tmp_path, "icon.svg", DRAWING)})
    (name,) = emblems_of(made.settings).files
    answer = made.app().test_client().get(f"/face/{name}")
    made.close()
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_address_of_an_earlier_picture_leads_to_the_one_there_is(room: Newsroom) -> None:
    client, face = room.app().test_client(), face_of(room.settings)
    assert face.logo
    answer = client.get(f"/face/logo-{'0' * 32}.png")
    assert (answer.status_code, answer.headers["Location"]) == (302, face.logo.address)
    assert client.get("/face/../settings.toml").status_code == 404
    assert client.get(f"/face/other-{'0' * 32}.png").status_code == 404


def test_what_browsers_and_telephones_ask_for_by_themselves_is_the_icon(room: Newsroom) -> None:
    client, face = room.app().test_client(), face_of(room.settings)
    assert face.icon
    assert face.touch
    assert client.get("/favicon.ico").headers["Location"] == face.icon.address
    for path in ("/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        assert client.get(path).headers["Location"] == face.touch.address
    plain = room.app(icon="", logo="").test_client()
    assert plain.get("/favicon.ico").headers["Location"] == f"{BASE}/static/icon.svg"
    assert plain.get("/apple-touch-icon.png").status_code == 404
    elsewhere = room.app(icon="https://cdn.example/icon.png").test_client()
    assert elsewhere.get("/favicon.ico").headers["Location"] == "https://cdn.example/icon.png"


def test_pages_show_it(room: Newsroom) -> None:
    client, face = room.app().test_client(), face_of(room.settings)
    assert face.logo
    assert face.touch
    front = client.get("/").text
    article = client.get(re.findall(r'href="(/articles/[a-z0-9]+)"', front)[0]).text
    for page in (front, article):
        assert f'<link rel="apple-touch-icon" sizes="180x180" href="{face.touch.address}">' in page
        assert '<meta name="theme-color" content="#8a1c1c">' in page
        assert '<meta property="og:site_name" content="Newsroom">' in page
        assert page.count(f'<meta property="og:image" content="{face.logo.address}">') == 1
        assert "© Gazette &amp; Sons" in page
        assert 'href="mailto:desk@news.example"' in page
    about, facts = (
        json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
        for page in (front, article)
    )
    assert about == {"@context": "https://schema.org", **facts["publisher"]}
    assert facts["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "Gazette (Holding) & Sons",
        "url": f"{BASE}/",
        "email": "desk@news.example",
        "logo": {"@type": "ImageObject", "url": face.logo.address, "width": 1200, "height": 600},
    }
    assert facts["copyrightNotice"] == "© Gazette & Sons"


def test_an_article_with_a_photo_shows_that_and_not_the_logo(room: Newsroom) -> None:
    room.drop("world/storm.jpg", picture("navy", (1200, 800)))
    room.settle()
    client = room.app().test_client()
    article = client.get(re.findall(r'href="(/articles/[a-z0-9]+)"', client.get("/").text)[0]).text
    assert article.count('property="og:image" content') == 1
    assert f'property="og:image" content="{BASE}/photos/' in article


def test_opml_names_the_owner(room: Newsroom) -> None:
    head = etree.fromstring(room.app().test_client().get("/feeds.opml").data).find("head")
    assert head is not None
    assert head.findtext("ownerName") == "Gazette (Holding) & Sons"
    assert head.findtext("ownerEmail") == "desk@news.example"


def test_it_is_among_the_files_of_a_static_build(room: Newsroom, tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = Build(room.settings, OutputFolder(site), plain=True)
    made.build(afresh=True)
    made.store.close()
    emblems = emblems_of(room.settings)
    for name, file in emblems.files.items():
        assert (site / "face" / name).read_bytes() == file.content
    rules = (site / "_headers").read_text()
    assert "/face/:name\n  Cache-Control: public, max-age=31536000, immutable" in rules
    assert f"/favicon.ico {urlsplit(emblems.face.icon.address).path} 301" in (site / "_redirects").read_text()  # type: ignore[union-attr]


# The sample.


def test_the_sample_newsroom_has_a_face(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = shutil.copytree(ROOT / "deploy" / "sample", tmp_path / "sample")
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(sample / "feedservice.toml"))
    face = face_of(load())
    assert all((face.publisher, face.mail, face.rights, face.colour, face.logo, face.icon, face.plate, face.touch))
    assert face.cover == face.logo
    assert "deploy/sample/feedservice.toml" in (ROOT / "Makefile").read_text()
