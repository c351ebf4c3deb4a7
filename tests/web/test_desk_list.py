"""The desk's list: how it is narrowed and paged, and the pulse that tells its pages of changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from feedservice.article import Outcome, Problem, Receipt, Severity
from feedservice.folder.stamps import Stamp
from feedservice.web.desk import desk_pages
from tests.newsroom import Newsroom, picture, story


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    newsroom.now = datetime.now(UTC)
    newsroom.turn()
    return newsroom.app().test_client()


def fill(newsroom: Newsroom) -> None:
    """Receipts of nine files in two folders, as if they had been read."""
    with newsroom.store.writing() as changes:
        for number in range(9):
            path = f"{'world' if number % 3 else 'sport'}/{number}.txt"
            problem = Problem(path, "It lacks a byline.", "Add one.", Severity.WARNING)
            outcome = Outcome.DRAFT if number > 5 else Outcome.PUBLISHED
            receipt = Receipt(path, outcome, f"Headline {number}", problems=(problem,) if number == 4 else ())
            changes.receipts.save(receipt, Stamp(1, 2, 3), newsroom.now.replace(microsecond=number))


def listed(page: BeautifulSoup) -> list[str]:
    return [code.get_text() for code in page.select(".receipts .file code")]


def test_filters_go_together_and_stay_in_every_address(
    client: FlaskClient, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(newsroom)
    monkeypatch.setattr(desk_pages, "PAGE_FILES", 2)
    page = BeautifulSoup(client.get("/desk?folder=world&find=headline&outcome=published").data, "lxml")
    assert listed(page) == ["world/4.txt", "world/5.txt"]
    assert page.select_one(".found").get_text() == "1 to 2 of 4 files."
    follow = page.select_one("a[rel=next]")["href"]
    page = BeautifulSoup(client.get(follow).data, "lxml")
    assert listed(page) == ["world/2.txt", "world/1.txt"]
    assert "page 2 of 2" in " ".join(page.select_one(".pages").get_text().split())
    assert page.select_one("select option[selected]")["value"] == "world"
    assert page.select_one("input[type=hidden]")["value"] == "published"
    drafts = page.select_one(".outcomes a.draft")
    assert drafts.get_text() == "draft 2"
    assert listed(BeautifulSoup(client.get(drafts["href"]).data, "lxml")) == ["world/8.txt", "world/7.txt"]
    assert listed(BeautifulSoup(client.get("/desk?look=1&folder=world").data, "lxml")) == ["world/4.txt"]
    assert listed(BeautifulSoup(client.get("/desk?look=1&folder=sport").data, "lxml")) == []


def test_a_row_shows_photo_section_and_both_ways_on(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("local-news/ferry.txt", story("Ferry"))
    newsroom.drop("local-news/ferry.jpg", picture())
    newsroom.settle()
    row = BeautifulSoup(client.get("/desk").data, "lxml").select_one("[data-file='local-news/ferry.txt']")
    assert row.select_one(".section").get_text() == "Local news"
    assert client.get(row.select_one(".thumbnail")["src"]).mimetype == "image/jpeg"
    key = newsroom.receipts()["local-news/ferry.txt"].receipt.key
    assert row.select_one(".headline a")["href"] == f"/desk/articles/{key}"
    assert row.select_one("a.public")["href"] == f"/articles/{key}"


def test_the_pulse_is_another_after_whatever_happens_to_a_file_and_else_the_same(
    client: FlaskClient, newsroom: Newsroom
) -> None:
    def beat() -> str:
        answer = client.get("/desk/pulse")
        shown = BeautifulSoup(client.get("/desk").data, "lxml").select_one("#desk")
        assert shown["data-number"] == answer.json["number"]
        return str(answer.json["number"])

    newsroom.drop("note.txt", story("Note"))
    newsroom.settle()
    numbers = [beat()]
    newsroom.turn(10)
    assert beat() == numbers[0], "nothing has happened"
    for happens in (
        lambda: newsroom.drop("ferry.txt", story("Ferry")),
        lambda: newsroom.drop("ferry.txt", "Draft: yes\n\n" + story("Ferry")),
        (newsroom.content / "ferry.txt").unlink,
    ):
        happens()
        for _ in range(2):
            newsroom.turn(10)
            numbers.append(beat())
    assert len(set(numbers)) == len(numbers) - 1, "a file that is gone is gone at once, and once"


def test_the_pulse_is_small_conditional_and_says_no_word_of_an_article(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/_secret.txt", story("Secret merger"))
    newsroom.settle()
    answer = client.get("/desk/pulse")
    assert set(answer.json) == {"number", "press", "turn", "done", "total", "seconds"}
    assert "merger" not in answer.text
    assert len(answer.data) < 200
    again = client.get("/desk/pulse", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/desk/pulse", headers={"Host": "evil.example"}).status_code == 421
    newsroom.app(database_url=f"sqlite:///{newsroom.state}/none.db")
    away = newsroom.apps[-1].test_client().get("/desk/pulse")
    assert (away.status_code, away.data) == (503, b"")


def test_a_large_drop_has_a_bar_with_numbers(
    client: FlaskClient, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedservice.press.turn.BATCH_FILES", 2)
    for number in range(5):
        newsroom.drop(f"world/{number}.txt", story(f"Harbour {number}"))
    newsroom.turn(10)
    newsroom.turn(10)
    assert {name: client.get("/desk/pulse").json[name] for name in ("done", "total")} == {"done": 2, "total": 5}
    bar = BeautifulSoup(client.get("/desk").data, "lxml").select_one(".amount")
    assert (bar.progress["value"], bar.progress["max"]) == ("2", "5")
    assert "2 of 5 files" in bar.get_text()
