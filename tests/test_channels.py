"""Channels: sections, tags, authors, languages, saved queries and months, each with feeds of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from feedservice.addresses import HOME
from feedservice.article import Article
from feedservice.channels import Kind, Order, PhotoPlace, Presentation, channel_slug, display_name, places
from feedservice.errors import RenderError
from feedservice.feeds.formats import FORMATS, render
from feedservice.feeds.order import assemble
from feedservice.settings.saved_feeds import Query
from feedservice.settings.sources import load
from feedservice.store.stand.documents import DocumentChanges
from tests.factories import make_article, make_channel, make_edition, make_photo
from tests.formats import FEEDS, JSON, XML_FORMATS
from tests.newsroom import Newsroom, story

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"


def article(name: str, *fields: str) -> str:
    """A story of its own with fields in its head."""
    headline, rest = story(name).split("\n", 1)
    return "\n".join((headline, *fields, rest))


def titles(room: Newsroom, path: str) -> list[str]:
    return [entry.title.split()[0] for entry in room.feed(path).entries]


def client_of(room: Newsroom) -> FlaskClient:
    return room.app().test_client()


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop("world/one.txt", article("Storm", "Tags: weather, port"))
    newsroom.drop("world/two.txt", article("Quay", "Tags: port"))
    newsroom.drop("sport/three.txt", article("Race", "Tags: boats").replace("Ana Ruiz", "Tom O'Leary"))
    newsroom.settle()
    newsroom.turn()
    return newsroom


@pytest.mark.parametrize("form", FEEDS, ids=lambda form: form.name)
def test_every_section_author_tag_and_language_has_feeds_of_its_own(filled: Newsroom, form: object) -> None:
    client = client_of(filled)
    for path, count in {
        "": 3,
        "/sections/world": 2,
        "/sections/sport": 1,
        "/authors/ana-ruiz": 2,
        "/authors/tom-o-leary": 1,
        "/tags/port": 2,
        "/tags/weather": 1,
        "/languages/en": 3,
    }.items():
        answer = client.get(path + form.path)
        assert answer.status_code == 200, path
        found = answer.json["items"] if form.name == "json" else feedparser.parse(answer.data).entries
        assert len(found) == count, path
        assert f"{filled.settings.public_url}{path}{form.path}".encode() in answer.data


def test_a_channels_feed_says_which_it_is_and_where_its_page_is(filled: Newsroom) -> None:
    feed = filled.feed("/sections/world/rss.xml").feed
    assert feed.title == "Newsroom – World"
    assert feed.link == f"{filled.settings.public_url}/sections/world"
    ids = {filled.feed(f"{path}/atom.xml").feed.id for path in ("", "/sections/world", "/sections/sport", "/tags/port")}
    assert len(ids) == 4
    client = client_of(filled)
    assert client.get("/sections/world").status_code == 200
    assert client.get("/sections/world/").headers["Location"] == f"{filled.settings.public_url}/sections/world"
    assert client.get("/sections/nowhere").status_code == 404
    assert filled.feed("/languages/en/rss.xml").feed.title == "Newsroom – English"


def test_an_article_has_one_id_in_every_channel(filled: Newsroom) -> None:
    ids = {entry.title: entry.id for entry in filled.feed().entries}
    for path in ("/sections/world/rss.xml", "/tags/port/atom.xml", "/authors/ana-ruiz/rss.xml"):
        for entry in filled.feed(path).entries:
            assert entry.id == ids[entry.title]


def test_only_channels_whose_edition_changed_are_set_again(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    keep = DocumentChanges.put

    def noted(self: DocumentChanges, value: object, channel_path: str, edition: int) -> None:
        put.append(channel_path)
        keep(self, value, channel_path, edition)

    monkeypatch.setattr(DocumentChanges, "put", noted)
    filled.drop("sport/three.txt", article("Race", "Tags: boats").replace("Nobody was hurt", "One man was hurt"))
    filled.settle()
    assert set(put) == {"", "/sections/sport"}
    put.clear()
    filled.settle()
    assert put == []


def test_what_is_seldom_asked_for_is_set_when_it_is(filled: Newsroom) -> None:
    with filled.store.reading() as asked:
        assert {path.rpartition("/")[0] for path in asked.documents.paths()} == {
            "",
            "/sections/world",
            "/sections/sport",
        }
    client = client_of(filled)
    for path in ("/tags/port/rss.xml", "/sections/world/rss.xml"):
        tags = set()
        for coding in ("br", "zstd", "gzip", "identity"):
            answer = client.get(path, headers={"Accept-Encoding": coding})
            assert answer.headers.get("Content-Encoding", "identity") == coding
            tags.add(answer.headers["ETag"])
            again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]})
            assert again.status_code == 304
        assert len(tags) == 4


def test_documents_that_were_asked_for_make_way_for_others(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.web.newsstand.LENT_BYTES", 20_000)
    app = filled.app()
    client, stand = app.test_client(), app.extensions["newsstand"]
    kept = set(stand.shelf)
    paths = [
        f"/tags/{tag}/{name}" for tag in ("port", "weather", "boats") for name in ("rss.xml", "atom.xml", "feed.json")
    ]
    for path in paths * 2:
        assert client.get(path).status_code == 200
    assert kept < set(stand.shelf)
    assert len(set(stand.shelf) - kept) < len(paths)
    filled.drop("world/two.txt", article("Quay", "Tags: port").replace("Forty", "Fifty"))
    filled.settle()
    stand.refresh()
    assert b"Fifty" in client.get("/tags/port/rss.xml").data


def test_two_versions_within_one_second_are_told_apart(filled: Newsroom) -> None:
    filled.press.settings = replace(filled.settings, settle_seconds=0.0)
    for count in ("Fifty", "Sixty"):
        filled.drop("world/two.txt", article("Quay", "Tags: port").replace("Forty", count))
        filled.turn(0.1)
        filled.turn(0.1)
        for path in ("/rss.xml", "/sections/world/atom.xml", "/tags/port/feed.json"):
            assert count in filled.document(path).decode()


def test_channels_of_other_stories_keep_their_bytes_and_times(filled: Newsroom) -> None:
    before = filled.document("/sections/sport/rss.xml")
    filled.drop("world/four.txt", article("Bridge"))
    filled.settle()
    assert filled.document("/sections/sport/rss.xml") == before
    assert len(filled.feed("/sections/world/rss.xml").entries) == 3


def test_a_withdrawn_article_leaves_all_its_channels_with_a_tombstone(filled: Newsroom) -> None:
    (filled.content / "world/one.txt").unlink()
    filled.lapse()
    filled.turn()
    for path in ("/sections/world", "/tags/weather", "/tags/port", "/authors/ana-ruiz", "/languages/en"):
        assert "Storm" not in filled.document(f"{path}/rss.xml").decode()
        root = etree.fromstring(filled.document(f"{path}/atom.xml"))
        assert len(root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")) == 1
    assert filled.feed("/tags/weather/rss.xml").entries == []
    assert client_of(filled).get("/tags/weather/rss.xml").status_code == 200


def test_what_leaves_print_below_a_full_feed_has_its_tombstone_and_loses_it_when_it_is_back(
    newsroom: Newsroom,
) -> None:
    newsroom.press.settings = replace(newsroom.settings, feed_items=1)
    newsroom.drop("world/old.txt", article("Storm", "Date: 2026-11-01"))
    newsroom.drop("world/new.txt", article("Quay", "Date: 2026-11-20"))
    newsroom.settle()
    newsroom.drop("world/old.txt", article("Storm", "Status: withdrawn", "Date: 2026-11-01"))
    newsroom.settle()
    paths = ("/atom.xml", "/sections/world/atom.xml", "/languages/en/atom.xml")
    for path in paths:
        assert newsroom.document(path).count(b"deleted-entry") == 1
    newsroom.drop("world/old.txt", article("Storm", "Date: 2026-11-01"))
    newsroom.settle()
    for path in paths:
        assert b"deleted-entry" not in newsroom.document(path)


def test_an_article_that_states_no_language_is_in_the_newsrooms_own(newsroom: Newsroom) -> None:
    newsroom.drop("world/figures.txt", "12 34 56\n\n1 2 3 4 5 6 7 8 9.\n\n10 11 12 13 14 15 16.\n")
    newsroom.settle()
    with newsroom.store.reading() as asked:
        assert [one.language for one in asked.articles.newest(5)] == [""]
    assert titles(newsroom, "/languages/en/rss.xml") == ["12"]
    newsroom.drop("world/quay.txt", article("Quay"))
    newsroom.settle()
    assert titles(newsroom, "/languages/en/rss.xml") == ["Quay", "12"]
    assert client_of(newsroom).get("/languages/").status_code == 404


def test_a_tombstone_ends_in_every_channel(filled: Newsroom) -> None:
    (filled.content / "world/one.txt").unlink()
    filled.lapse()
    filled.now += timedelta(days=31)
    filled.press.keep_hours()
    for path in ("", "/sections/world", "/tags/weather"):
        assert b"deleted-entry" not in filled.document(f"{path}/atom.xml")


def test_a_story_that_moves_to_another_section_is_in_that_one_only(filled: Newsroom) -> None:
    (filled.content / "world/two.txt").rename(filled.content / "sport/two.txt")
    filled.settle()
    filled.lapse()
    assert titles(filled, "/sections/world/rss.xml") == ["Storm"]
    assert sorted(titles(filled, "/sections/sport/rss.xml")) == ["Quay", "Race"]


def test_a_renamed_section_sends_its_readers_on_for_good(filled: Newsroom) -> None:
    (filled.content / "world").rename(filled.content / "abroad")
    filled.settle()
    filled.lapse()
    client = client_of(filled)
    for name in ("/rss.xml", "/atom.xml", "/feed.json", ""):
        answer = client.get(f"/sections/world{name}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"{filled.settings.public_url}/sections/abroad{name}"
    assert len(filled.feed("/sections/abroad/rss.xml").entries) == 2


def test_a_section_that_comes_back_is_served_again(filled: Newsroom) -> None:
    (filled.content / "world").rename(filled.content / "abroad")
    filled.settle()
    filled.lapse()
    filled.drop("world/new.txt", article("Bridge"))
    filled.settle()
    assert client_of(filled).get("/sections/world/rss.xml").status_code == 200
    assert titles(filled, "/sections/world/rss.xml") == ["Bridge"]


def test_a_section_that_only_ran_empty_stays_where_it_is(filled: Newsroom) -> None:
    (filled.content / "sport/three.txt").rename(filled.content / "world/three.txt")
    filled.drop("sport/notes.pdf", b"%PDF-1.4")
    filled.settle()
    filled.lapse()
    assert client_of(filled).get("/sections/sport/rss.xml").status_code == 200


def saved(tmp_path: Path, toml: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    file = tmp_path / "feedservice.toml"
    file.write_text(toml)
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    return {}


FEEDS = """
[feeds.port-desk]
title = "The port"
tags = ["Port"]
without_sections = ["sport"]
words = ["bridge", "quay"]
items = 1

[feeds.briefs]
text = "standfirst"
photo = "attached"
formerly = ["shorts"]

[feeds.openings]
text = "opening"
paragraphs = 1
order = "oldest"
"""


@pytest.fixture
def saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    saved(tmp_path, FEEDS, monkeypatch)
    room = Newsroom(tmp_path / "content", tmp_path / "state")
    room.drop("world/one.txt", article("Storm", "Tags: weather, port"))
    room.drop("world/two.txt", article("Bridge", "Tags: port"))
    room.drop("sport/three.txt", article("Quay", "Tags: port"))
    room.settle()
    yield room
    room.close()


def test_a_saved_query_shows_what_it_wants(saving: Newsroom) -> None:
    feed = saving.feed("/feeds/port-desk/rss.xml")
    assert feed.feed.title == "The port"
    assert [entry.title.split()[0] for entry in feed.entries] == ["Bridge"]
    assert feed.feed.link == f"{saving.settings.public_url}/feeds/port-desk"


def test_a_saved_query_may_show_standfirsts_only(saving: Newsroom) -> None:
    entry = saving.feed("/feeds/briefs/rss.xml").entries[0]
    assert entry.content[0].value == '<p class="standfirst">Boats went out again at first light on Monday.</p>'
    assert entry.summary == "Boats went out again at first light on Monday."


@pytest.mark.parametrize(("place", "enclosures", "pictures"), [("attached", 1, 0), ("body", 0, 1), ("both", 1, 1)])
def test_a_channel_shows_photos_where_it_says(place: str, enclosures: int, pictures: int) -> None:
    channel = make_channel(shows=Presentation(photo=PhotoPlace(place)))
    in_body = make_article(
        key="b",
        photos=(make_photo(),),
        body_html=f'<p>One.</p><figure><img src="{HOME}/photos/{"a" * 32}.jpg"></figure><p>Two.</p>',
    )
    edition = make_edition(make_article(photos=(make_photo(),)), in_body, channel=channel)
    for form in XML_FORMATS:
        for entry in feedparser.parse(render(edition, form)).entries:
            assert len(entry.enclosures) == enclosures
            assert len(entry.get("media_content", ())) == enclosures
            assert entry.content[0].value.count("<img") == pictures
            assert all(one.href in entry.content[0].value for one in entry.enclosures if pictures)
    for item in json.loads(render(edition, JSON))["items"]:
        assert len(item.get("attachments", ())) == enclosures
        assert item["content_html"].count("<img") == pictures


def test_a_saved_query_may_show_openings_oldest_first(saving: Newsroom) -> None:
    entries = saving.feed("/feeds/openings/rss.xml").entries
    assert [one.published_parsed for one in entries] == sorted(one.published_parsed for one in entries)
    assert "Forty boats left" in entries[0].content[0].value
    assert "Nobody was hurt" not in entries[0].content[0].value
    assert "Read the whole article" in entries[0].content[0].value


def test_a_new_query_is_set_at_the_next_start_and_one_taken_out_is_gone_for_good(
    saving: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(
        tmp_path,
        '[feeds.bridges]\nwords = ["bridge"]\n[feeds.flash]\ntext = "standfirst"\nformerly = ["briefs"]',
        monkeypatch,
    )
    saving.settings = load({"content_dir": saving.content, "state_dir": saving.state, "settle_seconds": 2.0})
    saving.restart()
    saving.turn(10)
    assert titles(saving, "/feeds/bridges/rss.xml") == ["Bridge"]
    client = client_of(saving)
    assert client.get("/feeds/port-desk/rss.xml").status_code == 410
    answer = client.get("/feeds/briefs/atom.xml")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        f"{saving.settings.public_url}/feeds/flash/atom.xml",
    )
    assert client.get("/feeds/nothing/rss.xml").status_code == 404


QUERIES = [
    Query(),
    Query(sections=frozenset({"world"})),
    Query(tags=frozenset({"port", "boats"}), without_authors=frozenset({"tom-o-leary"})),
    Query(languages=frozenset({"en"}), words=("storm", "race")),
    Query(without_tags=frozenset({"port"}), without_words=("storm",)),
    Query(sections=frozenset({"world"}), tags=frozenset({"weather"}), authors=frozenset({"ana-ruiz"})),
    Query(sections=frozenset({"nowhere"})),
]


def admits(query: Query, article: Article) -> bool:
    """Whether an article is wanted in a newsroom that writes English: what the store is to select by SQL."""
    mine: dict[Kind, set[str]] = {}
    for place in places(article):
        mine.setdefault(place.kind, set()).add(place.slug or "en")
    return (
        all(slugs & mine.get(kind, set()) for kind, slugs in query.wanted.items())
        and not any(slugs & mine.get(kind, set()) for kind, slugs in query.unwanted.items())
        and query.admits_headline(article.headline)
    )


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_what_the_store_selects_is_what_the_query_admits(filled: Newsroom, query: Query) -> None:
    with filled.store.reading() as asked:
        every = asked.articles.newest(100)
        for order in Order:
            channel = make_channel(order=order)
            wanted = assemble(channel, [one for one in every if admits(query, one)], filled.now).articles
            ids = asked.listings.matching(query, "en", order, 50)
            found = assemble(channel, asked.articles.with_ids(ids), filled.now).articles
            assert found == wanted


def test_words_are_whole_words_in_any_case_and_parts_where_there_are_no_spaces() -> None:
    query = Query(words=("Port", "港口"))
    assert query.admits_headline("The PORT reopens")
    assert query.admits_headline("昨日港口开放")
    assert not query.admits_headline("Reporters at work")


def test_slugs_part_what_a_slug_would_write_alike() -> None:
    names = ["C", "C++", "C#", "公式", "公事", "Москва", "Ana Ruiz", "x" * 300, "x" * 299]
    assert len({channel_slug(name) for name in names}) == len(names)
    assert channel_slug("São Paulo") == "sao-paulo"
    assert channel_slug("World") == channel_slug("world") == "world"
    assert all(channel_slug(name).isascii() and len(channel_slug(name)) <= 80 for name in names)
    assert [display_name(name) for name in ("local-news", "UK", "world")] == ["Local news", "UK", "World"]


def test_an_article_belongs_to_each_of_its_channels_once() -> None:
    found = places(make_article(section="World", tags=("a", "A", "b"), byline=("Ana", "Tom"), agencies=("AFP",)))
    assert [(place.kind, place.slug) for place in found] == [
        (Kind.SECTION, "world"),
        (Kind.AUTHOR, "ana"),
        (Kind.AUTHOR, "tom"),
        (Kind.TAG, "a"),
        (Kind.TAG, "b"),
        (Kind.LANGUAGE, ""),
        (Kind.MONTH, "2026-11"),
    ]


@pytest.fixture
def archived(newsroom: Newsroom) -> Newsroom:
    for month, name in enumerate(("Storm", "Quay", "Bridge"), 8):
        newsroom.drop(f"world/{name}.txt", article(name, f"Date: 2026-{month:02}-14"))
    newsroom.drop("world/today.txt", article("Ferry"))
    newsroom.settle()
    for _ in range(3):
        newsroom.turn()
    return newsroom


def links(document: bytes) -> dict[str, str]:
    """The links of a feed; of a JSON Feed under the names that the others have for them."""
    if document.startswith(b"{"):
        feed, names = json.loads(document), {"feed_url": "self", "next_url": "prev-archive"}
        return {rel: feed[name] for name, rel in names.items() if name in feed}
    return {link.get("rel"): link.get("href") for link in etree.fromstring(document).iter(f"{ATOM}link")}


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
def test_closed_months_are_archives_that_lead_to_each_other(archived: Newsroom, name: str) -> None:
    home = archived.settings.public_url
    assert links(archived.document(f"/{name}"))["prev-archive"] == f"{home}/archive/2026-10/{name}"
    client = client_of(archived)
    october = client.get(f"/archive/2026-10/{name}").data
    found = links(october)
    assert found["self"] == f"{home}/archive/2026-10/{name}"
    assert found["prev-archive"] == f"{home}/archive/2026-09/{name}"
    assert "next-archive" not in found  # it would change the document once more
    august = links(client.get(f"/archive/2026-08/{name}").data)
    assert "prev-archive" not in august
    assert client.get(f"/archive/2026-11/{name}").status_code == 404
    assert headlines(october) == ["Bridge"]
    if name != "feed.json":
        assert etree.fromstring(october).find(f".//{HISTORY}archive") is not None
        assert found["current"] == f"{home}/{name}"


def headlines(document: bytes) -> list[str]:
    """The first words of the headlines of a feed in any format."""
    feed = json.loads(document)["items"] if document.startswith(b"{") else feedparser.parse(document).entries
    return [entry["title"].split()[0] for entry in feed]


def test_an_archive_changes_only_for_what_is_in_it(archived: Newsroom) -> None:
    kept = {month: archived.document(f"/archive/2026-{month}/atom.xml") for month in ("08", "09", "10")}
    archived.drop("world/more.txt", article("Museum"))
    archived.settle()
    assert {month: archived.document(f"/archive/2026-{month}/atom.xml") for month in kept} == kept
    archived.drop("world/Quay.txt", article("Quay", "Date: 2026-09-14").replace("Forty boats", "Fifty boats"))
    archived.settle()
    assert archived.document("/archive/2026-08/atom.xml") == kept["08"]
    assert b"Fifty boats" in archived.document("/archive/2026-09/atom.xml")


def test_a_withdrawal_rewrites_the_archive(archived: Newsroom) -> None:
    (archived.content / "world/Bridge.txt").unlink()
    archived.lapse()
    for _ in range(3):
        archived.turn()
    october = archived.document("/archive/2026-10/atom.xml")
    assert (headlines(october), b"Bridge reopens" in october) == ([], False)
    home = archived.settings.public_url
    assert links(archived.document("/atom.xml"))["prev-archive"] == f"{home}/archive/2026-10/atom.xml"
    assert links(october)["prev-archive"] == f"{home}/archive/2026-09/atom.xml"
    assert b"Bridge reopens" not in archived.document("/atom.xml")


def test_a_month_is_archived_when_it_closes(archived: Newsroom) -> None:
    archived.turn(timedelta(days=8).total_seconds())
    for _ in range(3):
        archived.turn(10)
    home = archived.settings.public_url
    assert links(archived.document("/atom.xml"))["prev-archive"] == f"{home}/archive/2026-11/atom.xml"
    november = archived.document("/archive/2026-11/atom.xml")
    assert links(november)["prev-archive"] == f"{home}/archive/2026-10/atom.xml"
    assert headlines(november) == ["Ferry"]


def test_a_large_month_is_parted_and_what_comes_later_changes_no_part(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.feeds.bindery.ARCHIVE_ITEMS", 2)
    for day, name in enumerate(("Storm", "Quay", "Bridge"), 1):
        newsroom.drop(f"world/{name}.txt", article(name, f"Date: 2026-10-{day:02}"))
    newsroom.settle()
    for _ in range(3):
        newsroom.turn()
    paths = ("/archive/2026-10/rss.xml", "/archive/2026-10/2/rss.xml")
    kept = {path: newsroom.document(path) for path in paths}
    assert [headlines(document) for document in kept.values()] == [["Quay", "Storm"], ["Bridge"]]
    home = newsroom.settings.public_url
    assert links(newsroom.document("/rss.xml"))["prev-archive"] == f"{home}/archive/2026-10/2/rss.xml"
    for name in ("Museum", "Lighthouse"):
        newsroom.drop(f"world/{name}.txt", article(name, "Date: 2026-10-01"))
        newsroom.settle()
    assert {path: newsroom.document(path) for path in paths} == kept
    assert set(titles(newsroom, "/archive/2026-10/3/rss.xml")) == {"Museum", "Lighthouse"}
    assert links(newsroom.document("/rss.xml"))["prev-archive"] == f"{home}/archive/2026-10/3/rss.xml"
    client = client_of(newsroom)
    page = client.get("/archive/2026-10").text
    assert all(f"{name} reopens" in page for name in ("Storm", "Quay", "Bridge", "Museum", "Lighthouse"))
    assert all(f"/archive/2026-10{part}/feed.json" in page for part in ("", "/2", "/3"))


def test_very_many_sections_are_set_over_several_turns_and_all_of_them_in_the_end(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.feeds.typeset.ARTICLES_TOGETHER", 1)
    monkeypatch.setattr("feedservice.press.compositor._MOST_TRANSACTIONS", 10)
    for number in range(30):
        newsroom.drop(f"section {number}/{number}.txt", article(f"Story{number}"))
    newsroom.turn(10)
    report = newsroom.turn(10)
    assert report.again_seconds == 0
    turns = 0
    while newsroom.turn().again_seconds == 0:
        turns += 1
        assert turns < 50
    with newsroom.store.reading() as asked:
        assert sum(path.startswith("/sections/") for path in asked.documents.paths()) == len(FORMATS) * 30


def test_very_many_tags_cost_no_turn_anything_and_each_has_its_feed(newsroom: Newsroom) -> None:
    for number in range(16):
        tags = ", ".join(f"tag {number} {one}" for one in range(30))
        newsroom.drop(f"world/{number}.txt", article(f"Story{number}", f"Tags: {tags}"))
    newsroom.turn(10)
    assert newsroom.turn(10).again_seconds is None
    with newsroom.store.reading() as asked:
        assert len(asked.channels.of_kinds([Kind.TAG])) == 480
        assert not any(path.startswith("/tags/") for path in asked.documents.paths())
    client = client_of(newsroom)
    for number in range(0, 16, 5):
        assert f"Story{number} " in client.get(f"/tags/tag-{number}-29/rss.xml").text


def test_every_process_sets_the_same_bytes_with_the_same_validators(filled: Newsroom) -> None:
    clients = [client_of(filled) for _ in range(2)]
    for path in ("/tags/port/rss.xml", "/authors/ana-ruiz/atom.xml", "/languages/en/feed.json"):
        answers = []
        for client in clients:
            filled.now += timedelta(hours=1)
            answers.append(client.get(path))
        assert answers[0].data == answers[1].data
        for name in ("ETag", "Last-Modified", "Content-Length"):
            assert answers[0].headers[name] == answers[1].headers[name]


def test_a_channel_is_set_once_for_all_who_ask_meanwhile(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = filled.app().extensions["newsstand"]
    asked, begun, may_go_on, plain = [], threading.Event(), threading.Event(), stand.setting

    def slow(reading: object, path: str) -> object:
        asked.append(path)
        begun.set()
        may_go_on.wait(10)
        return plain(reading, path)

    monkeypatch.setattr(stand, "setting", slow)
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(stand.fetch, "/tags/port/rss.xml") for _ in range(8)]
        assert begun.wait(10)
        may_go_on.set()
        assert all(answer.result() for answer in answers)
    assert len(asked) == 1


def test_a_channel_is_set_again_only_when_something_in_it_changed(filled: Newsroom) -> None:
    app = filled.app()
    client, stand = app.test_client(), app.extensions["newsstand"]
    before = {path: client.get(path).headers["Last-Modified"] for path in ("/tags/port/rss.xml", "/tags/boats/rss.xml")}
    asked, plain = [], stand.setting
    stand.setting = lambda reading, path: asked.append(path) or plain(reading, path)
    filled.drop("world/two.txt", article("Quay", "Tags: port").replace("Forty", "Fifty"))
    filled.settle()
    stand.refresh()
    after = {path: client.get(path).headers["Last-Modified"] for path in before}
    assert asked == ["/tags/port/rss.xml"]
    assert after["/tags/boats/rss.xml"] == before["/tags/boats/rss.xml"]
    assert after["/tags/port/rss.xml"] > before["/tags/port/rss.xml"]


def test_an_old_article_touches_no_full_feed_of_the_long_tail(newsroom: Newsroom) -> None:
    newsroom.press.settings = newsroom.settings = replace(newsroom.settings, feed_items=2)
    for day in range(1, 5):
        newsroom.drop(f"world/{day}.txt", article(f"Story{day}", "Tags: port", f"Date: 2026-11-{day:02}"))
    newsroom.settle()
    before = newsroom.document("/tags/port/rss.xml")
    newsroom.drop("world/1.txt", article("Story1", "Tags: port", "Date: 2026-11-01").replace("Forty", "Fifty"))
    newsroom.settle()
    assert newsroom.document("/tags/port/rss.xml") == before
    newsroom.drop("world/3.txt", article("Story3", "Tags: port", "Date: 2026-11-03").replace("Forty", "Fifty"))
    newsroom.settle()
    assert b"Fifty" in newsroom.document("/tags/port/rss.xml")


def test_what_cannot_be_set_is_told_as_our_fault(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RenderError("no")

    client = client_of(filled)
    monkeypatch.setattr("feedservice.feeds.on_request.set_and_read", fails)
    answer = client.get("/tags/port/rss.xml")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "our fault" in answer.text


@pytest.mark.parametrize("path", ["/archive/2026-10/1/rss.xml", "/archive/2026-10/0/rss.xml", "/archive/2026-10/99999999999/rss.xml", "/archive/2026-10/2/rss.xml", "/archive/2026-12", "/tags/nothing/rss.xml", "/archive/x/y/z/rss.xml"])  # fmt: skip
def test_what_there_is_not_is_not_found(archived: Newsroom, path: str) -> None:
    assert client_of(archived).get(path).status_code == 404


def test_english_of_two_countries_is_english_and_each_has_a_feed_of_its_own(newsroom: Newsroom) -> None:
    newsroom.drop("a.txt", f"Language: en-GB\n\n{story('Alpha')}")
    newsroom.drop("b.txt", f"Language: en-US\n\n{story('Bravo')}")
    newsroom.drop("c.txt", f"Language: de\n\n{story('Coast')}")
    newsroom.settle()
    read = {tag: {title.split()[0] for title in titles(newsroom, f"/languages/{tag}/rss.xml")} for tag in ("en", "en-gb", "en-us", "de")}  # fmt: skip
    assert read == {"en": {"Alpha", "Bravo"}, "en-gb": {"Alpha"}, "en-us": {"Bravo"}, "de": {"Coast"}}
