"""Themes: what they and our pages have agreed on, what is wrong with one, and what readers get when it fails all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import template_rendered
from jinja2 import Environment, nodes

from feedservice import web
from feedservice.commands.build.wanted import style
from feedservice.errors import SettingsError
from feedservice.web.themes.contract import BLOCKS, PAGES, VALUES, VERSION, blocks_of, values_of
from feedservice.web.themes.dressing import environment_of
from feedservice.web.themes.theme import shipped, theme_at
from feedservice.web.themes.theme_faults import faults_of
from tests.every import every
from tests.newsroom import Newsroom, picture, story

TEMPLATES = Path(web.__file__).parent / "templates"
DOCS = Path(web.__file__).parents[2] / "docs/themes.md"
#: The machines' part of a page.
NOT_FOR_THEMES = {"language", "direction", "title", "social", "head"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("themed")
    room = Newsroom(folder / "content", folder / "state", {"title": "The Elster Packet"})
    room.drop("world/Ferry.txt", story("Ferry"))
    room.drop("world/Ferry.jpg", picture(size=(1000, 600)))
    room.drop("world/Quay.txt", story("Quay"))
    room.settle()
    yield room
    room.close()


def theme(folder: Path, **templates: str) -> str:
    """A theme with some templates, by name without ending."""
    (folder / "templates").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "theme.toml").write_text(f"blocks = {VERSION}\n")
    (folder / "static/style.css").write_text("h1 { color: red; }")
    for name, text in templates.items():
        (folder / f"templates/{name}.html").write_text(text)
    return str(folder)


def faults(place: str) -> list[str]:
    found = theme_at(place)
    return [str(one) for one in faults_of(found, environment_of(found))]


def told(heading: str) -> dict[str, set[str]]:
    """What the documentation says of each template, below a heading."""
    section = DOCS.read_text(encoding="utf-8").partition(f"\n## {heading}")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z]+\.html)`[^|]*\| (.*?) \|$", section, re.MULTILINE)
    return {name: set(re.findall(r"`([a-z_]+)`", names)) for name, names in rows}


def test_the_blocks_of_our_templates_are_those_agreed_on_and_those_that_are_documented() -> None:
    found = {}
    for name in PAGES:
        tree = Environment(autoescape=True).parse((TEMPLATES / name).read_text(encoding="utf-8"))
        found[name] = {one.name for one in tree.find_all(nodes.Block)} - NOT_FOR_THEMES
    agreed = {name: set(page.blocks) | (set(BLOCKS) if name == "base.html" else set()) for name, page in PAGES.items()}
    assert {name: blocks - (set() if name == "base.html" else {"main"}) for name, blocks in found.items()} == agreed
    assert told(f"Blocks, version {VERSION}") == agreed


def test_the_values_that_are_documented_are_given_on_every_page(room: Newsroom) -> None:
    assert told("Values") == {name: set(page.values) | (set(VALUES) if name == "base.html" else set()) for name, page in PAGES.items()}  # fmt: skip
    app = room.app()
    given: dict[str, set[str]] = {}

    def note(_: object, template: Any, context: dict[str, Any], **__: object) -> None:
        given[template.name] = set(context)

    article = room.feed().entries[0].link.removeprefix(room.settings.public_url)
    with template_rendered.connected_to(note, app):
        for path in ("/", "/sections/world", article, "/archive", "/feeds", "/none"):
            app.test_client().get(path)
    made_of_the_theme = {"theme", "asset", "channel_feeds"}  # feeds of a channel are there where there is one
    assert {name: set(values_of(name)) - given[name] - made_of_the_theme for name in given} == {name: set() for name in set(PAGES) - {"base.html"}}  # fmt: skip


@every("name", shipped())
def test_a_theme_that_comes_with_us_is_sound(name: str) -> None:
    assert faults(name) == []


FRONT = '{% extends "site/front.html" %}\n'
FAULTS = {
    "a block that no page has": ({"front": f"{FRONT}{{% block storys %}}{{% endblock %}}"}, "templates/front.html, line 2: This page has no block storys."),
    "a block of ours": ({"front": f"{FRONT}{{% block head %}}{{% endblock %}}"}, "line 2: This page has no block head."),
    "a page that extends nothing": ({"front": "<p>x</p>"}, 'Begin with {% extends "site/front.html" %}'),
    "a page that extends itself": ({"front": '{% extends "front.html" %}'}, "line 1: It does not say which page it is."),
    "a value that is misspelt": ({"front": f"{FRONT}{{% block stories %}}\n{{{{ artcles }}}}{{% endblock %}}"}, "line 3: There is no value artcles on this page."),
    "a mistake in the language": ({"front": f"{FRONT}{{% block stories %}}"}, "templates/front.html, line 2: It cannot be read"),
    "a filter that is not there": ({"front": f"{FRONT}{{% block stories %}}{{{{ articles|nice }}}}{{% endblock %}}"}, "No filter named 'nice'"),
    "words that are called safe": ({"front": f"{FRONT}{{% block stories %}}{{{{ settings.title|safe }}}}{{% endblock %}}"}, "line 2: It says that words are safe."),
    "escaping switched off": ({"front": f"{FRONT}{{% block stories %}}{{% autoescape false %}}{{% endautoescape %}}{{% endblock %}}"}, "It changes how words are escaped."),
    "a script from elsewhere": ({"front": f'{FRONT}{{% block footer %}}<script src="https://x.example/a.js"></script>{{% endblock %}}'}, "A script does not run on our pages"),
    "a handler": ({"front": f'{FRONT}{{% block footer %}}<a onclick="x()">x</a>{{% endblock %}}'}, "A handler does not run"),
    "words outside of blocks": ({"front": f"{FRONT}<p>x</p>"}, "What stands outside of blocks is never shown."),
    "a part that is not there": ({"front": f'{FRONT}{{% block footer %}}{{% include "_x.html" %}}{{% endblock %}}'}, "It uses _x.html"),
    "a template of the desk": ({"desk": "x"}, "templates/desk.html: No page is made"),
    "a picture that is not there": ({"front": f'{FRONT}{{% block footer %}}{{{{ asset("a.png") }}}}{{% endblock %}}'}, "There is no static/a.png."),
}  # fmt: skip


@pytest.mark.parametrize(("templates", "said"), FAULTS.values(), ids=list(FAULTS))
def test_what_is_wrong_with_a_template_is_told_with_its_line(
    tmp_path: Path, templates: dict[str, str], said: str
) -> None:
    found = faults(theme(tmp_path / "own", **templates))
    assert len(found) == 1
    assert said in found[0]


def test_what_is_wrong_with_the_rest_of_a_theme_is_told(tmp_path: Path) -> None:
    place = Path(theme(tmp_path / "own"))
    (place / "theme.toml").write_text('name = "Own"\nblocks = 7\ncolour = "red"\n')
    (place / "static/style.css").write_text(
        "/* url(https://x.example) */\na { background: url(https://x.example/a.png) }\n@import 'b.css';"
    )
    (place / "static/a.js").write_text("alert(1)")
    (place / "static/b.png").symlink_to("/etc/hostname")
    (place / "static/c.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
    found = "\n".join(faults(str(place)))
    assert "theme.toml, line 2: It is written for version 7 of the blocks, and these pages have version 1." in found
    assert "theme.toml, line 3: It says colour" in found
    assert "static/style.css, line 2: It loads https://x.example/a.png" in found
    assert "static/style.css, line 3: It loads b.css" in found
    assert "static/a.js: It is of a kind" in found
    assert "static/c.svg: It is a drawing with scripts" in found
    assert "static/b.png: It leads out of the theme." in found
    (place / "theme.toml").write_text("blocks = 1\nname = \n")
    assert "theme.toml, line 2: It is no TOML" in faults(str(place))[0]


def test_nothing_starts_with_a_theme_that_is_not_sound(room: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"front\.html, line 2: This page has no block storys"):
        room.app(theme=theme(tmp_path / "own", front=f"{FRONT}{{% block storys %}}{{% endblock %}}"))
    with pytest.raises(SettingsError, match="no theme gazette among ours"):
        room.app(theme="gazette")


def test_a_page_that_a_theme_cannot_make_is_made_without_it_and_told(
    room: Newsroom, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = f"{FRONT}{{% block stories %}}\n{{{{ articles[99].photos[0].enclosure.width_px }}}}{{% endblock %}}"
    app = room.app(theme=theme(tmp_path / "own", front=broken))
    client = app.test_client()
    first, again = client.get("/"), client.get("/")
    assert (first.status_code, first.text) == (200, room.app().test_client().get("/").text)
    assert first.data == again.data
    assert "/theme/" in client.get("/archive").text
    [told] = [one.message for one in caplog.records if "the theme own cannot make /" in one.message]
    assert "templates/front.html, line 3: UndefinedError" in told
    [alarm] = [one for one in app.extensions["watch"].verdict().book.standing if one.kind == "theme"]
    assert "templates/front.html, line 3" in alarm.what


@pytest.mark.parametrize(
    "expression",
    [
        "settings.database_url",
        "settings.desk_mail_server",
        "config",
        "url_for.__globals__",
        "articles.__class__.__mro__",
        "word.__globals__",
        "picture.__code__",
    ],
)
def test_a_theme_reaches_nothing_that_is_not_for_readers(room: Newsroom, tmp_path: Path, expression: str) -> None:
    """It is looked at by its tree, and run in a sandbox all the same."""
    place = theme(
        tmp_path / "own", front=f"{FRONT}{{% block stories %}}<i id=x>{{{{ {expression} }}}}</i>{{% endblock %}}"
    )
    found = theme_at(place)
    given = room.app(theme="broadsheet").extensions["dressing"]
    given.theme, given._environment = found, environment_of(found)  # as if it had passed
    html = given.made("front.html", {"articles": [], "word": len, "picture": len}, lambda: "without")
    assert html == "without" or BeautifulSoup(html, "lxml").find(id="x").get_text() == ""


def test_the_files_of_a_theme_are_kept_for_ever_under_its_hash(room: Newsroom, tmp_path: Path) -> None:
    place = Path(
        theme(tmp_path / "own", front=f'{FRONT}{{% block footer %}}{{{{ asset("a/b.svg") }}}}{{% endblock %}}')
    )
    (place / "static/a").mkdir()
    (place / "static/a/b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (place / "static/a/c.woff2").write_bytes(b"wOF2")
    client = room.app(theme=str(place)).test_client()
    page = client.get("/")
    assert page.headers["Content-Security-Policy"].endswith("; font-src 'self'")
    [sheet] = [
        one["href"]
        for one in BeautifulSoup(page.data, "lxml").select("link[rel=stylesheet]")
        if "/theme/" in one["href"]
    ]
    answer = client.get(sheet)
    assert (answer.status_code, answer.content_type, answer.text) == (
        200,
        "text/css; charset=utf-8",
        "h1 { color: red; }",
    )
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(sheet, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    folder = sheet.rpartition("/")[0]
    drawing = client.get(f"{folder}/a/b.svg")
    assert (drawing.content_type, "sandbox" in drawing.headers["Content-Security-Policy"]) == ("image/svg+xml", True)
    assert client.get(f"{folder}/a/c.woff2").content_type == "font/woff2"
    assert client.get(f"{folder}/../theme.toml").status_code == 404
    old = client.get(f"/theme/{'0' * 32}/style.css")
    assert (old.status_code, old.location) == (302, f"{room.settings.public_url}{sheet}")
    before = style(replace(room.settings, theme=str(place)))
    (place / "static/style.css").write_text("h1 { color: blue; }")
    assert theme_at(str(place)).place != folder
    assert style(replace(room.settings, theme=str(place))) != before, "every page of a build is made anew"


def test_the_desk_has_no_theme_and_a_page_with_one_has_all_that_machines_read(room: Newsroom) -> None:
    client, plain = room.app(theme="broadsheet").test_client(), room.app().test_client()
    assert "/theme/" not in client.get("/desk").text
    article = room.feed().entries[0].link.removeprefix(room.settings.public_url)
    for path in ("/", "/sections/world", article):
        ours, theirs = (BeautifulSoup(one.get(path).data, "lxml").head for one in (plain, client))
        assert "/theme/" in str(theirs)
        assert [str(one) for one in theirs.find_all(["meta", "script", "title"])] == [str(one) for one in ours.find_all(["meta", "script", "title"])]  # fmt: skip
        assert client.get(path).headers["Content-Security-Policy"] == plain.get(path).headers["Content-Security-Policy"]
    assert blocks_of("front.html") > BLOCKS
