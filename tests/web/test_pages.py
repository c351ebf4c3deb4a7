"""The front page, article pages, desk and health, as people and machines see them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import update

from feedservice.feeds.formats import FORMATS
from feedservice.store.schema import turn
from feedservice.web.media import picture_maker
from tests.newsroom import STORY, Newsroom, picture, story

PAGE = """<html lang="ar" dir="rtl"><head><title>x</title></head><body><h1>عنوان & <b>خبر</b></h1>
<p class="standfirst">ملخص الخبر.</p><p>نص الخبر الأول.</p><p>نص الخبر الثاني.</p></body></html>"""


def fill(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/harbour.txt", "Tags: boats, storms\n\n" + STORY.replace("Nobody", "Nobody </script><b>"))
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.drop("culture/arabic.html", PAGE)
    newsroom.drop("culture/broken.txt", "Headline alone")
    newsroom.drop("culture/_draft.txt", STORY)
    newsroom.drop("culture/<b>odd & name.pdf", b"%PDF")
    newsroom.turn()
    newsroom.turn(3)


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    """Of a newsroom in which a test may change what it likes."""
    fill(newsroom)
    return newsroom.app().test_client()


@pytest.fixture(scope="module")
def room_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """For all tests of photos that only ask."""
    folder = tmp_path_factory.mktemp("of-all")
    room = Newsroom(folder / "content", folder / "state")
    fill(room)
    hang(room)
    yield room
    room.close()


@pytest.fixture
def reader(room_of_all: Newsroom) -> FlaskClient:
    return room_of_all.app().test_client()


def link_of(newsroom: Newsroom, title: str) -> str:
    entry = next(entry for entry in newsroom.feed().entries if entry.title.startswith(title))
    return entry.link.removeprefix(newsroom.settings.public_url)


def test_the_article_page_says_all_that_people_and_machines_need(client: FlaskClient, newsroom: Newsroom) -> None:
    path = link_of(newsroom, "Harbour")
    page = BeautifulSoup(client.get(path).data, "lxml")
    assert page.h1.get_text() == "Harbour reopens after storm"
    assert page.select_one("article .standfirst").get_text() == "Boats went out again at first light on Monday."
    assert page.select_one(".byline").get_text() == "Ana Ruiz"
    assert page.select_one("article figure img")["width"] == "60"
    assert page.select_one("link[rel=canonical]")["href"] == newsroom.settings.public_url + path
    assert page.select_one("meta[property='og:image']")["content"].endswith(".jpg")
    types = [form.media_type for form in FORMATS]
    said = [link["type"] for link in page.select("link[rel=alternate]")]
    assert said == [*types * 2, "application/json+oembed", "text/xml+oembed"]
    facts = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert facts["@type"] == "NewsArticle"
    home = newsroom.settings.public_url
    assert facts["author"] == [{"@type": "Person", "name": "Ana Ruiz", "url": f"{home}/authors/ana-ruiz"}]
    assert facts["keywords"] == ["boats", "storms"]
    assert "</script><b>" not in client.get(path).text.split("<article")[1]


LIVE = """---
date: 2026-11-18 09:00
---
# Live: storm at the coast

Our reporters are at the quay.

### 14:32 – Ferry stays

It waits until the storm has passed.

### 09:20

The road along the coast is closed.
"""


def test_a_live_blog_says_its_entries_to_machines_and_every_feed_has_their_times(newsroom: Newsroom) -> None:
    newsroom.drop("world/storm.md", LIVE)
    newsroom.turn()
    newsroom.turn(3)
    page = newsroom.app().test_client().get(link_of(newsroom, "Live"))
    facts = json.loads(BeautifulSoup(page.data, "lxml").select_one("script[type='application/ld+json']").string)
    assert facts["@type"] == "LiveBlogPosting"
    assert facts["dateModified"] >= facts["liveBlogUpdate"][0]["datePublished"][:10]
    assert [(one["@type"], one.get("headline"), one["articleBody"]) for one in facts["liveBlogUpdate"]] == [
        ("BlogPosting", "Ferry stays", "It waits until the storm has passed."),
        ("BlogPosting", None, "The road along the coast is closed."),
    ]
    hours = [f"{datetime.fromisoformat(one['datePublished']):%d %H:%M}" for one in facts["liveBlogUpdate"]]
    assert hours == ["18 14:32", "18 09:20"]
    assert not {"coverageStartTime", "coverageEndTime"} & set(facts)  # nobody stated them
    for form in FORMATS:
        body = unescape(newsroom.app().test_client().get(form.path).text)
        assert body.index("14:32</") < body.index("09:20</"), form.name


STATED = """<html lang="en"><head><title>x</title><link rel="canonical" href="https://old.example/2026/storm-at-the-coast">
<link rel="alternate" hreflang="fr" href="https://old.example/fr/2026/la-tempete">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm", "isFamilyFriendly": false, "copyrightHolder":
{"name": "Port Press"}, "author": {"name": "Ana Ruiz"}}</script></head><body><h1>Storm at the coast</h1><p>Agency: Reuters</p>
<p>The storm came from the north and stayed for two days.</p></body></html>"""


def test_what_a_source_states_stands_in_page_feed_and_news_sitemap(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/storm.html", STATED)
    newsroom.drop("world/arabic.html", PAGE)
    newsroom.turn()
    newsroom.turn(3)
    client, home = newsroom.app().test_client(), newsroom.settings.public_url
    page = BeautifulSoup(client.get(link_of(newsroom, "Storm")).data, "lxml")
    alternates = {one["hreflang"]: one["href"] for one in page.select("link[hreflang]")}
    assert alternates == {
        "fr": "https://old.example/fr/2026/la-tempete",
        "en": page.select_one("link[rel=canonical]")["href"],
    }
    facts = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert facts["copyrightHolder"]["name"] == "Port Press"
    assert facts["isFamilyFriendly"] == "https://schema.org/False"
    assert facts["workTranslation"] == [
        {"@type": "CreativeWork", "inLanguage": "fr", "url": "https://old.example/fr/2026/la-tempete"}
    ]
    assert facts["sourceOrganization"] == [{"@type": "Organization", "name": "Reuters"}]
    entry = next(one for one in newsroom.feed().entries if one.title.startswith("Storm"))
    assert (entry.get("dcterms_rightsholder"), entry.get("media_rating")) == ("Port Press", None)
    assert 'hreflang="fr"' in client.get("/sitemap-news.xml").text
    for tag in ("ar", "en"):  # each page of a language names all of them
        shown = BeautifulSoup(client.get(f"/languages/{tag}").data, "lxml").select("link[hreflang]")
        assert {(one["hreflang"], one["href"]) for one in shown} == {
            (one, f"{home}/languages/{one}") for one in ("ar", "en")
        }
        assert "hreflang" not in client.get(f"/languages/{tag}/atom.xml").text  # readers take it for the feed's page
    assert "hreflang" not in client.get("/sections/world").text


def test_a_right_to_left_article_is_set_right_to_left(client: FlaskClient, newsroom: Newsroom) -> None:
    page = BeautifulSoup(client.get(link_of(newsroom, "عنوان")).data, "lxml")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert 'dir="rtl"' in newsroom.document().decode()


def test_the_front_page_lists_articles_and_feeds_and_no_secrets(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/").data, "lxml")
    assert {heading.get_text() for heading in page.select(".latest h2")} == {
        "Harbour reopens after storm",
        "عنوان & خبر",
    }
    assert [link["href"] for link in page.select(".sections a")] == ["/sections/culture", "/sections/world"]
    assert [link["href"] for link in page.select("footer a")] == [
        "/archive",
        "/feeds",
        *(form.path for form in FORMATS),
    ]


def test_pages_answer_304_and_run_no_foreign_script(client: FlaskClient) -> None:
    answer = client.get("/")
    assert client.get("/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_withdrawn_article_is_410_and_an_unknown_one_404(client: FlaskClient, newsroom: Newsroom) -> None:
    path = link_of(newsroom, "Harbour")
    (newsroom.content / "world/harbour.txt").unlink()
    newsroom.lapse()
    assert client.get(path).status_code == 410
    assert client.get("/articles/nothing").status_code == 404
    assert "Not found" in client.get("/nowhere").text


def test_the_desk_lists_every_file_with_outcome_reason_and_remedy(client: FlaskClient) -> None:
    answer = client.get("/desk")
    assert answer.headers["Cache-Control"] == "no-store"
    rows = {row.select_one("code").get_text(): row for row in BeautifulSoup(answer.data, "lxml").select(".receipts li")}
    outcomes = {path: row.select_one(".outcome").get_text() for path, row in rows.items()}
    assert outcomes == {
        "culture/<b>odd & name.pdf": "refused",
        "culture/broken.txt": "refused",
        "culture/_draft.txt": "draft",
        "culture/arabic.html": "published",
        "world/harbour.txt": "published",
        "world/harbour.jpg": "used",
    }
    assert "Write the story below the headline" in rows["culture/broken.txt"].select_one(".remedy").get_text()
    assert set(list(outcomes)[:2]) == {"culture/<b>odd & name.pdf", "culture/broken.txt"}


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("outcome=draft", ["culture/_draft.txt"]),
        ("find=HARBOUR.t", ["world/harbour.txt"]),
        ("find=100%25", []),
        ("page=2", []),
        ("page=x&outcome=nonsense", []),
    ],
)
def test_the_desk_can_be_narrowed(client: FlaskClient, query: str, paths: list[str]) -> None:
    page = BeautifulSoup(client.get(f"/desk?{query}").data, "lxml")
    assert [code.get_text() for code in page.select(".receipts .file code")] == paths


def test_the_desk_can_be_switched_off(newsroom: Newsroom) -> None:
    app: Flask = newsroom.app(desk=False)
    assert app.test_client().get("/desk").status_code == 404


def test_health_tells_the_last_turn_and_is_503_when_turns_stop(client: FlaskClient, newsroom: Newsroom) -> None:
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (200, "ok")
    assert health.json["files"]["published"] == 2
    assert health.json["last_turn"]["outcome"] == "done"
    with newsroom.store.writing() as changes:
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        changes.connection.execute(update(turn).values(started=long_ago, finished=long_ago))
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (503, "stopped")
    assert "has stopped" in client.get("/desk").text
    assert client.get("/rss.xml").status_code == 200


def test_health_says_what_failed_while_the_last_success_is_fresh(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.content.rename(newsroom.content.with_name("away"))
    newsroom.turn()
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (200, "failing")
    assert "is not there" in health.json["message"]
    assert "is not there" in client.get("/desk").text


def test_what_runs_with_a_warning_stands_before_what_runs_well(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/odd.txt", "Language: German\n\n" + story("Odd"))
    newsroom.settle()
    rows = BeautifulSoup(client.get("/desk").data, "lxml").select(".receipts li")
    assert [row.select_one(".file code").get_text() for row in rows].index("world/odd.txt") == 2


def test_health_says_when_the_disk_is_full(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    app = newsroom.app()
    monkeypatch.setattr("feedservice.web.watching.state_of_press._LEAST_FREE_BYTES", 1 << 60)
    assert "disk of the state folder is full" in app.test_client().get("/health").json["message"]


def test_corrections_stand_below_the_story_and_are_pointed_to_above_it(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/ferry.txt", story("Ferry"))
    newsroom.settle()
    page = BeautifulSoup(client.get(link_of(newsroom, "Ferry")).data, "lxml")
    assert not page.select("aside.corrections, .when a[href^='#']")
    assert "correction" not in json.loads(page.select_one("script[type='application/ld+json']").string)
    changed = story("Ferry").replace("Forty", "Fifty")
    newsroom.drop("world/ferry.txt", "Correction: Fifty <boats> left, not forty.\n\n" + changed)
    newsroom.settle()
    page = BeautifulSoup(client.get(link_of(newsroom, "Ferry")).data, "lxml")
    day = newsroom.now.astimezone(newsroom.settings.zone).date()
    assert page.select_one(".when a[href='#corrections']").get_text() == f"corrected on {day.day} {day:%B %Y}"
    note = page.select_one("aside#corrections.corrections").get_text()
    assert note == f"Correction ({day.isoformat()}): Fifty <boats> left, not forty."
    assert json.loads(page.select_one("script[type='application/ld+json']").string)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Fifty <boats> left, not forty.",
            "datePublished": day.isoformat(),
        }
    ]


def test_a_correction_without_words_is_told_in_the_articles_language(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/german.txt", "Language: de\n\n" + story("Hafen"))
    newsroom.settle()
    newsroom.drop("world/german.txt", "Language: de\nChange: correction\n\n" + story("Hafen").replace("Forty", "Ten"))
    newsroom.settle()
    page = BeautifulSoup(client.get(link_of(newsroom, "Hafen")).data, "lxml")
    facts = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert [one["text"] for one in facts["correction"]] == ["Dieser Artikel wurde berichtigt."]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Status: withdrawn", "This article has been withdrawn."),
        ("Draft: yes", "This article has been withdrawn."),
        ("Expires: 2020-01-01", "This article has expired."),
        ("Embargo: 2099-01-01", "This article is not to be seen at present."),
    ],
)
def test_what_left_print_says_so_and_nothing_of_its_words(
    client: FlaskClient, newsroom: Newsroom, line: str, message: str
) -> None:
    path = link_of(newsroom, "Harbour")
    newsroom.drop("world/harbour.txt", f"{line}\n\n{STORY}")
    newsroom.settle()
    answer = client.get(path)
    assert answer.status_code == 410
    assert message in answer.text
    assert not [word for word in ("Harbour", "Boats", "Ruiz", "Elster") if word in answer.text]


def hang(newsroom: Newsroom) -> None:
    """An article with a large photo."""
    newsroom.drop("world/quay.txt", "Caption: Boats wait.\n\n" + story("Quay"))
    newsroom.drop("world/quay.png", picture(size=(2200, 1300), kind="PNG"))
    newsroom.settle()


def renditions(newsroom: Newsroom) -> dict[str, str]:
    """The addresses of the large photo's renditions, by role."""
    items = json.loads(newsroom.document("/feed.json"))["items"]
    [shown] = [item["_photos"][0] for item in items if item["title"].startswith("Quay")]
    return {one["role"]: one["url"].removeprefix(newsroom.settings.public_url) for one in shown["renditions"]}


@pytest.fixture
def photographed(room_of_all: Newsroom) -> dict[str, str]:
    return renditions(room_of_all)


def test_every_rendition_is_served_under_its_name_and_cached_for_ever(
    reader: FlaskClient, photographed: dict[str, str]
) -> None:
    assert list(photographed) == ["enclosure", "original", "thumbnail"]
    for role, address in photographed.items():
        answer = reader.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == ("image/png" if role == "original" else "image/jpeg")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["ETag"] == f'"{address.rpartition("/")[2].partition(".")[0]}"'
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert "Set-Cookie" not in answer.headers


#: A Range header, what comes of it, and which bytes of `n`.
RANGES = {
    "some": ("bytes=2-5", 206, (2, 6)),
    "the first": ("bytes=0-0", 206, (0, 1)),
    "from a place on": ("bytes=10-", 206, (10, None)),
    "the last": ("bytes=-7", 206, (-7, None)),
    "more of the end than there is": ("bytes=-9999999", 206, (0, None)),
    "to beyond the end": ("bytes=5-9999999", 206, (5, None)),
    "with spaces": ("bytes = 2 - 5", 206, (2, 6)),
    "in capitals": ("Bytes=2-5", 206, (2, 6)),
    "beyond the end": ("bytes=9999999-", 416, None),
    "none of the end": ("bytes=-0", 416, None),
    "several": ("bytes=0-1,4-5", 200, None),
    "another unit": ("lines=1-2", 200, None),
    "the wrong way round": ("bytes=5-2", 200, None),
    "no numbers": ("bytes=a-b", 200, None),
    "nothing": ("bytes=-", 200, None),
    "a number without end": (f"bytes={'9' * 5000}-", 200, None),
}


@pytest.mark.parametrize(("asked", "status", "part"), RANGES.values(), ids=RANGES)
def test_a_part_of_a_photo(
    reader: FlaskClient, photographed: dict[str, str], asked: str, status: int, part: tuple[int, int | None] | None
) -> None:
    whole = reader.get(photographed["enclosure"]).data
    answer = reader.get(photographed["enclosure"], headers={"Range": asked})
    assert answer.status_code == status
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"
        assert answer.headers["Cache-Control"] == "no-store"
        return
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    expected = whole[slice(*part)] if part else whole
    assert answer.data == expected
    assert int(answer.headers["Content-Length"]) == len(expected)
    if part:
        start = range(len(whole))[part[0]]
        assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


#: With what conditions, and what comes of them; {etag} and {date} are the photo's own.
CONDITIONS = {
    "part of this one": ({"Range": "bytes=2-5", "If-Range": "{etag}"}, 206),
    "part of this one by its date": ({"Range": "bytes=2-5", "If-Range": "{date}"}, 206),
    "part of another": ({"Range": "bytes=2-5", "If-Range": '"another"'}, 200),
    "part of one weakly the same": ({"Range": "bytes=2-5", "If-Range": "W/{etag}"}, 200),
    "part of one of long ago": ({"Range": "bytes=2-5", "If-Range": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
    "known": ({"If-None-Match": "{etag}"}, 304),
    "known among others": ({"If-None-Match": '"x", W/{etag}'}, 304),
    "known whatever it is": ({"If-None-Match": "*"}, 304),
    "another is known": ({"If-None-Match": '"x"'}, 200),
    "known by its date": ({"If-Modified-Since": "{date}"}, 304),
    "of a known one no part": ({"If-None-Match": "{etag}", "Range": "bytes=2-5"}, 304),
}


@pytest.mark.parametrize(("headers", "status"), CONDITIONS.values(), ids=CONDITIONS)
def test_conditions_on_a_photo(
    reader: FlaskClient, photographed: dict[str, str], headers: dict[str, str], status: int
) -> None:
    whole = reader.get(photographed["enclosure"])
    own = {"etag": whole.headers["ETag"], "date": whole.headers["Last-Modified"]}
    answer = reader.get(photographed["enclosure"], headers={name: text.format(**own) for name, text in headers.items()})
    assert answer.status_code == status
    assert answer.data == {200: whole.data, 206: whole.data[2:6], 304: b""}[status]
    assert answer.headers["ETag"] == own["etag"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_head_of_a_photo_is_of_the_whole_and_options_are_told(
    reader: FlaskClient, photographed: dict[str, str]
) -> None:
    whole = reader.get(photographed["enclosure"])
    for headers in ({}, {"Range": "bytes=2-5"}, {"Range": "bytes=9999999-"}):
        head = reader.head(photographed["enclosure"], headers=headers)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == whole.headers["Content-Length"]
        assert head.headers["ETag"] == whole.headers["ETag"]
    options = reader.options(photographed["enclosure"])
    assert options.status_code in (200, 204)
    assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))


def test_the_page_of_an_article_names_a_large_picture_with_its_size_and_words(
    reader: FlaskClient, room_of_all: Newsroom, photographed: dict[str, str]
) -> None:
    page = BeautifulSoup(reader.get(link_of(room_of_all, "Quay")).data, "lxml")
    said = {meta["property"]: meta["content"] for meta in page.select("meta[property^='og:image']")}
    address = room_of_all.settings.public_url + photographed["enclosure"]
    assert said == {
        "og:image": address,
        "og:image:type": "image/jpeg",
        "og:image:width": "1600",
        "og:image:height": "945",
        "og:image:alt": "Boats wait.",
    }
    assert page.select_one("article figure img")["src"] == address
    assert page.select_one("article figure a")["href"] == room_of_all.settings.public_url + photographed["original"]
    image, *cuts = json.loads(page.select_one("script[type='application/ld+json']").string)["image"]
    assert (image["url"], image["width"], image["height"]) == (address, 1600, 945)
    assert image["thumbnailUrl"] == room_of_all.settings.public_url + photographed["thumbnail"]
    assert [(one["width"], one["height"]) for one in cuts] == [(1600, 900), (1260, 945), (945, 945)]
    for one in cuts:  # made when it is first asked for, and then kept
        for answer in (reader.get(one["url"]), reader.get(one["url"])):
            assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
            assert Image.open(io.BytesIO(answer.data)).size == (one["width"], one["height"])
        assert reader.get(one["url"], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_pages_offer_webp_beside_jpeg_and_feeds_do_not(
    reader: FlaskClient, room_of_all: Newsroom, photographed: dict[str, str]
) -> None:
    source = BeautifulSoup(reader.get(link_of(room_of_all, "Quay")).data, "lxml").select_one("article picture source")
    offered = dict(reversed(one.split(" ")) for one in source["srcset"].split(", "))
    assert (list(offered), source["type"]) == (["400w", "800w", "1600w"], "image/webp")
    with picture_maker._ONE:  # another one is being made
        away = reader.get(offered["800w"])
        assert (away.status_code, away.headers["Cache-Control"]) == (302, "no-store")
        assert (
            reader.get(away.location if "/" in away.location else f"/photos/{away.location}").mimetype == "image/jpeg"
        )
    for wide, address in offered.items():
        answer = reader.get(address)
        assert (answer.mimetype, Image.open(io.BytesIO(answer.data)).width) == ("image/webp", int(wide[:-1]))
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    stem = photographed["enclosure"].removesuffix(".jpg")
    assert [reader.get(f"{stem}.{end}").status_code for end in ("3200.webp", "801.webp", "16x8.jpg", "1x1.png")] == [
        404
    ] * 4
    assert b".webp" not in room_of_all.document()


def test_no_rendition_is_served_once_its_article_has_left_print(client: FlaskClient, newsroom: Newsroom) -> None:
    hang(newsroom)
    client.application.extensions["newsstand"].refresh()
    photographed = renditions(newsroom)
    photographed |= {end: photographed["enclosure"].replace(".jpg", end) for end in (".400.webp", ".1x1.jpg")}
    assert [client.get(address).status_code for address in photographed.values()] == [200] * 5
    (newsroom.content / "world/quay.txt").unlink()
    newsroom.settle()
    newsroom.turn(120)
    newsroom.turn(10)
    assert [client.get(address).status_code for address in photographed.values()] == [410] * 5


def test_a_web_process_without_a_saved_query_of_the_press_serves_its_feed_and_says_so(tmp_path: Path) -> None:
    query = {"feeds": {"storms": {"title": "Storms", "sections": ["world"]}}}
    room = Newsroom(tmp_path / "content", tmp_path / "state", query)
    room.drop("world/harbour.txt")
    room.settle()
    assert room.app().test_client().get("/feeds/storms").status_code == 200
    client = room.app(feeds={}).test_client()
    assert client.get("/feeds/storms/rss.xml").status_code == 200
    assert client.get("/feeds/storms").status_code == 503
    room.close()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ("Nicht gefunden", "Diese Seite gibt es nicht.", "Zu den neuesten Nachrichten")),
        ("ar", ("غير موجود", "لا توجد صفحة كهذه.", "إلى آخر الأخبار")),
        ("tr", ('<span lang="en" dir="ltr">Not found</span>', "There is no such page.", "To the latest news")),
    ],
)
def test_errors_are_told_in_the_language_of_the_newsroom(
    newsroom: Newsroom, language: str, said: tuple[str, ...]
) -> None:
    page = newsroom.app(language=language).test_client().get("/nowhere").text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    for words in said:
        assert words in page


def test_dates_and_labels_are_in_the_language_of_the_article(newsroom: Newsroom) -> None:
    newsroom.drop("a.txt", "Date: 2026-04-03 10:20\nLanguage: de\nCorrection: Der Name war falsch.\n\n" + STORY)
    newsroom.settle()
    with newsroom.store.reading() as asked:
        (found,) = asked.articles.newest(1)
    client = newsroom.app().test_client()
    page = client.get(f"/articles/{found.key}").text
    assert "3. April 2026, 10:20" in page
    assert ">berichtigt am <time" in page
    assert "3. April 2026, 10:20" in client.get("/").text
    newsroom.drop("b.txt", story("Beside"))
    newsroom.settle()
    (newsroom.content / "a.txt").unlink()
    newsroom.lapse()
    gone = client.get(f"/articles/{found.key}")
    assert gone.status_code == 410
    assert '<span lang="de" dir="ltr">Dieser Artikel wurde zurückgezogen.</span>' in gone.text
