"""The page of what readers looked for, as people, browsers and search engines see it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from feedservice.press import withdraw
from feedservice.press.upkeep import search_upkeep
from feedservice.text.languages import words
from feedservice.text.searching.search_query import search_query
from feedservice.web.search import search_pages
from feedservice.web.search.marked_passages import marked, passage
from tests.every import every
from tests.newsroom import STORY, Newsroom, story
from tests.search import check_index

ODD = """The <i>wreck</i> & the <b>diver</b>

A wreck was seen.

By Tom Hale

The {before} diver found a b<b>e</b>ll & a <script>alert(1)</script> “cup” below. {after}
"""
PAGE = """<html lang="ar" dir="rtl"><head><title>x</title></head><body><h1>مُحَمَّد في القاهرة</h1>
<p class="standfirst">ملخص الخبر.</p><p>نص الخبر الأول.</p><p>نص الخبر الثاني.</p></body></html>"""
#: The languages whose words our own pages have whole.
LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "ja", "pt", "ru", "zh")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """For all tests that only ask."""
    folder = tmp_path_factory.mktemp("searched")
    made = Newsroom(folder / "content", folder / "state")
    made.drop("sea/wreck.txt", ODD.format(before="old " * 90, after="Later. " * 90))
    made.drop("culture/arabic.html", PAGE)
    for name in ("Ferry", "Quay", "Market", "Bridge", "School"):
        made.drop(f"sea/{name}.txt", story(name))
    made.settle()
    yield made
    made.close()


@pytest.fixture
def client(room: Newsroom) -> FlaskClient:
    return room.app().test_client()


def asked(client: FlaskClient, typed: str, more: str = "") -> BeautifulSoup:
    answer = client.get(f"/search?q={quote(typed)}{more}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return BeautifulSoup(answer.text, "lxml")


def headlines(page: BeautifulSoup) -> list[str]:
    return [one.get_text() for one in page.select(".results h2")]


def test_what_is_found_is_shown_with_the_words_marked_and_nothing_of_it_is_markup(client: FlaskClient) -> None:
    page = asked(client, "wreck bell cup")
    [found] = page.select(".results li")
    assert [one.get_text() for one in found.select("h2 mark")] == ["wreck"]
    assert [one.get_text() for one in found.select(".standfirst mark")] == ["bell", "cup"]
    assert not page.select("main script, .results i, .results b")
    text = found.select_one(".standfirst").get_text()
    assert text.startswith("… old ")
    assert text.endswith(" …")
    assert "<script>alert(1)</script>" in text
    assert found.select_one(".kicker").get_text() == "Sea"
    [by_author] = [one for one in asked(client, "hale bell").select(".results li") if one.select("bdi")]
    assert by_author.select_one("bdi mark").get_text() == "Hale"
    assert found.select_one("time")["datetime"].startswith("2026-11-23")
    assert page.select_one("main input")["value"] == "wreck bell cup"
    assert page.select_one(".found").get_text() == "Stories found: 1"
    assert page.title.get_text() == "wreck bell cup – Search | Newsroom"


def test_an_article_stands_in_its_own_language_and_its_date_in_that_of_the_page(client: FlaskClient) -> None:
    [found] = asked(client, "محمد").select(".results li > div")
    assert (found["lang"], found["dir"]) == ("ar", "rtl")
    assert found.select_one("mark").get_text() == "مُحَمَّد"
    assert found.select_one(".when")["lang"] == "en"
    assert found.select_one("time").get_text().startswith("23 November 2026, ")


def test_pages_lead_on_and_back_and_one_beyond_the_end_is_the_last(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_pages, "_ITEMS", 2)
    seen = []
    for number, (count, ways) in enumerate([(2, ["next"]), (2, ["prev", "next"]), (1, ["prev"])], 1):
        page = asked(client, "harbour master", f"&page={number}")
        seen += headlines(page)
        assert len(headlines(page)) == count
        assert [one["rel"][0] for one in page.select(".turning a[rel]")] == ways
        assert page.select_one("ol.results")["start"] == str(number * 2 - 1)
        assert "5" in page.select_one(".found").get_text()
    assert len(set(seen)) == 5
    for odd in ("&page=99999", "&page=0", "&page=-1", "&page=x", "&page=%00", "&page=٣"):
        assert headlines(asked(client, "harbour master", odd))
    address = asked(client, '"harbour master" & more', "").select_one("main form")["action"]
    assert address == "/search"


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', "“”", "\0", "()*-", "😀", "'; DROP TABLE article; --", "x" * 10_000, "東" * 2_000, "a b " * 2_000],
)
def test_nothing_that_is_typed_is_an_error(client: FlaskClient, typed: str) -> None:
    assert not headlines(asked(client, typed))


def test_bytes_that_are_no_text_are_no_error(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe%ed%a0%80&q=2").status_code == 200


def test_an_empty_page_says_what_to_do(client: FlaskClient) -> None:
    assert "all of them" in asked(client, "").main.get_text()
    assert "Try fewer words" in asked(client, "zzzz").main.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_it_is_there_in_ten_languages(room: Newsroom, language: str) -> None:
    own = room.app(language=language).test_client()
    for typed in ("", "zzzz", "harbour"):
        page = asked(own, typed)
        assert page.html["dir"] == ("rtl" if language == "ar" else "ltr")
        assert not page.select('main span[lang="en"], header span[lang="en"]')
    names = ("search", "search_stories", "search_how", "found", "found_most", "found_none", "found_none_try", "results_next", "results_before", "search_unready", "search_unfinished")  # fmt: skip
    assert all(language in words("pages", name) for name in names)


def test_who_asks_again_is_told_that_nothing_changed_and_nothing_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    room.drop("a.txt")
    room.drop("b.txt", story("Quay"))
    room.settle()
    client = room.app().test_client()
    first = client.get("/search?q=harbour", headers={"Accept-Encoding": "gzip"})
    with monkeypatch.context() as patched:
        patched.setattr(search_pages, "_results", None)
        for tag in (first.headers["ETag"], first.headers["ETag"].replace("-gzip", "")):
            again = client.get("/search?q=harbour", headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get("/search?q=quay", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert client.get("/search?q=harbour&page=2", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    [gone] = [one for one in room.feed().entries if one.title.startswith("Harbour")]
    room.press.obey(lambda changes, at: withdraw.withdraw(changes, gone.id, "wrong", at))
    after = client.get("/search?q=harbour", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert headlines(BeautifulSoup(after.text, "lxml")) == ["Quay reopens after storm"]
    check_index(room.store)
    room.close()


def test_the_field_stands_on_every_page_of_the_site_but_its_own_and_browsers_are_told(client: FlaskClient) -> None:
    for address in ("/", "/archive", "/sections/sea", "/none"):
        page = BeautifulSoup(client.get(address).text, "lxml")
        [form] = page.select("header form[role=search]")
        assert (form["method"], form["action"]) == ("get", "/search")
        assert form.select_one("label")["for"] == form.select_one("input")["id"] == "q"
        assert page.select_one("link[rel=search]")["href"] == "/opensearch.xml"
    assert len(asked(client, "x").select("form[role=search]")) == 1
    assert not BeautifulSoup(client.get("/desk").text, "lxml").select("form[role=search][action='/search']")
    told = client.get("/opensearch.xml")
    root = etree.fromstring(told.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert told.mimetype == "application/opensearchdescription+xml"
    assert root.tag == f"{space}OpenSearchDescription"
    assert len(root.findtext(f"{space}ShortName")) <= 16
    assert root.find(f"{space}Url").get("template") == "http://127.0.0.1:8000/search?q={searchTerms}"
    assert client.get("/opensearch.xml", headers={"If-None-Match": told.headers["ETag"]}).status_code == 304


def test_below_a_path_of_another_site_everything_stands_there(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pages, "_ITEMS", 2)
    own = room.app(base_url="https://example.org/news").test_client()
    page = BeautifulSoup(own.get("/news/search?q=harbour+master").text, "lxml")
    assert page.select_one("main form")["action"] == "/news/search"
    assert page.select_one(".turning a")["href"] == "/news/search?q=harbour%20master&page=2"
    assert page.select_one(".results h2 a")["href"].startswith("/news/articles/")


@pytest.mark.parametrize("why", ["setting", "database"])
def test_where_there_is_no_search_nothing_leads_to_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "database":
        monkeypatch.setattr("feedservice.store.search.search_index.has_fts5", lambda: False)
    own = room.app(search=why == "database").test_client()
    assert own.get("/search?q=harbour").status_code == 404
    assert own.get("/opensearch.xml").status_code == 404
    front = own.get("/").text
    assert "search" not in front
    assert "/search" not in own.get("/robots.txt").text


def test_before_there_is_an_index_it_says_so_and_while_it_is_made_too(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"search": False})
    for name in ("Quay", "Ferry", "Harbour"):
        room.drop(f"{name}.txt", story(name))
    room.settle()
    client = room.app(search=True).test_client()
    answer = client.get("/search?q=harbour")
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "60",
        "no-store",
    )
    assert "cannot be searched yet" in answer.text
    assert client.get("/search").status_code == 200
    with room.store.writing() as changes:
        changes.search.begin()
        changes.search.take_in(1)
    part = client.get("/search?q=reopens")
    assert "older stories cannot be found yet" in part.text
    with room.store.writing() as changes:
        while changes.search.take_in(1):
            pass
    whole = client.get("/search?q=reopens", headers={"If-None-Match": part.headers["ETag"]})
    assert len(headlines(BeautifulSoup(whole.text, "lxml"))) == 3
    assert "yet" not in whole.text
    room.close()


def test_one_question_at_a_time_and_who_would_wait_long_is_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_pages, "_PATIENCE_SECONDS", 0.01)
    busy = threading.BoundedSemaphore(1)
    monkeypatch.setattr(search_pages, "_one_at_a_time", busy)
    with busy:
        assert client.get("/search?q=harbour").status_code == 503
    assert client.get("/search?q=harbour").status_code == 200


def test_a_question_that_takes_too_long_is_given_up(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.store.search.search_index._MOST_SECONDS", -1.0)
    monkeypatch.setattr("feedservice.store.search.fts5_words._STEPS", 1)
    assert client.get("/search?q=harbour+master").status_code == 503


def test_the_setting_lets_the_index_go_and_brings_it_back(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    room.drop("a.txt")
    room.settle()
    check_index(room.store)
    room.options = {"search": False}
    room.__post_init__()
    room.turn(10)
    with room.store.reading() as read:
        assert not read.search.is_there()
    room.drop("b.txt", story("Quay"))
    room.settle()
    room.options = {}
    room.__post_init__()
    room.turn(10)
    with room.store.reading() as read:
        assert len(read.search.find(search_query("reopens"))) == 2
    check_index(room.store)
    room.close()


def test_without_fts5_the_press_goes_on_and_says_once_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("feedservice.store.search.search_index.has_fts5", lambda: False)
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    room.drop("a.txt", STORY)
    room.settle()
    room.turn(10)
    assert len(room.feed().entries) == 1
    assert [one.message for one in caplog.records if "FTS5" in one.message] == [search_upkeep._UNABLE]
    room.close()


@every(
    "text, typed, wanted",
    [
        ("A <b> & c", "c", "A &lt;b&gt; &amp; <mark>c</mark>"),
        ("The l’eau rises", "l’eau", "The <mark>l’eau</mark> rises"),
        ("Straße, STRASSE", "strasse", "<mark>Straße</mark>, <mark>STRASSE</mark>"),
        ("Cafe\u0301 café", "cafe", "<mark>Cafe\u0301</mark> <mark>café</mark>"),
        ("東京都で地震", "京都 地震", "東<mark>京都</mark>で<mark>地震</mark>"),
        ("हिन्दी फ़िल्म", "फिल्म", "हिन्दी <mark>फ़िल्म</mark>"),
        ("Ferries and ferry", "ferr", "<mark>Ferries</mark> and <mark>ferry</mark>"),
        ("one two one", '"two one"', "one <mark>two one</mark>"),
        ("ﬁsh", "fish", "<mark>ﬁsh</mark>"),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, typed: str, wanted: str) -> None:
    assert str(marked(text, search_query(typed))) == wanted


def test_a_passage_is_where_most_of_the_words_stand() -> None:
    text = (
        "The ferry left. " + "Nothing happened. " * 40 + "Then the ferry sank off Skarn. " + "Nothing happened. " * 40
    )
    shown = str(passage(text, search_query("ferry Skarn")))
    assert "<mark>ferry</mark> sank off <mark>Skarn</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 320
    assert passage(text, search_query("whale")) == ""
    assert "<mark>震</mark>" in passage("あ" * 500 + "震" + "い" * 500, search_query("震"))
