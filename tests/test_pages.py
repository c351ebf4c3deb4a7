"""The front page, article pages, desk and health, as people and machines see them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from feedservice.store.schema import turn
from feedservice.web import create_app
from tests.newsroom import STORY, Newsroom, picture, story

PAGE = """<html lang="ar" dir="rtl"><head><title>x</title></head><body><h1>عنوان & <b>خبر</b></h1>
<p class="standfirst">ملخص الخبر.</p><p>نص الخبر الأول.</p><p>نص الخبر الثاني.</p></body></html>"""


@pytest.fixture
def client(newsroom: Newsroom) -> Iterator[FlaskClient]:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("world/harbour.txt", "Tags: boats, storms\n\n" + STORY.replace("Nobody", "Nobody </script><b>"))
    newsroom.drop("world/harbour.jpg", picture())
    newsroom.drop("culture/arabic.html", PAGE)
    newsroom.drop("culture/broken.txt", "Headline alone")
    newsroom.drop("culture/_draft.txt", STORY)
    newsroom.drop("culture/<b>odd & name.pdf", b"%PDF")
    newsroom.turn()
    newsroom.turn(3)
    app = create_app(newsroom.settings, refresh=False)
    yield app.test_client()
    app.extensions["store"].close()


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
    assert [link["type"] for link in page.select("link[rel=alternate]")] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]
    facts = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert facts["@type"] == "NewsArticle"
    assert facts["author"] == [{"@type": "Person", "name": "Ana Ruiz"}]
    assert facts["keywords"] == ["boats", "storms"]
    assert "</script><b>" not in client.get(path).text.split("<article")[1]


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
    assert {link["href"] for link in page.select(".feeds a")} == {"/feeds", "/rss.xml", "/atom.xml", "/feed.json"}


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
    app: Flask = create_app(newsroom.settings.model_copy(update={"desk": False}), refresh=False)
    assert app.test_client().get("/desk").status_code == 404
    app.extensions["store"].close()


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
    app = create_app(newsroom.settings, refresh=False)
    monkeypatch.setattr("feedservice.web.health._LEAST_FREE_BYTES", 1 << 60)
    assert "disk of the state folder is full" in app.test_client().get("/health").json["message"]
    app.extensions["store"].close()


def test_corrections_stand_below_the_story_and_are_pointed_to_above_it(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/ferry.txt", story("Ferry"))
    newsroom.settle()
    page = BeautifulSoup(client.get(link_of(newsroom, "Ferry")).data, "lxml")
    assert not page.select("aside.corrections, .when a")
    assert "correction" not in json.loads(page.select_one("script[type='application/ld+json']").string)
    changed = story("Ferry").replace("Forty", "Fifty")
    newsroom.drop("world/ferry.txt", "Correction: Fifty <b>boats</b> left, not forty.\n\n" + changed)
    newsroom.settle()
    page = BeautifulSoup(client.get(link_of(newsroom, "Ferry")).data, "lxml")
    day = newsroom.now.astimezone(newsroom.settings.zone).date()
    assert page.select_one(".when a[href='#corrections']").get_text() == f"corrected on {day.day} {day:%B %Y}"
    note = page.select_one("aside#corrections.corrections").get_text()
    assert note == f"Correction ({day.isoformat()}): Fifty <b>boats</b> left, not forty."
    assert json.loads(page.select_one("script[type='application/ld+json']").string)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Fifty <b>boats</b> left, not forty.",
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
