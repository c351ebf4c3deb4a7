"""The desk beyond its list of files: the history of an article, what was withdrawn, alarms."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from feedservice.editing.life.standing import Standing
from feedservice.feeds.lint import lint
from feedservice.press import withdraw as orders
from feedservice.web.desk import article_pages, desk_pages
from tests.newsroom import Newsroom, story

FERRY = story("Ferry")


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    newsroom.now = datetime.now(UTC)
    return newsroom.app().test_client()


def soup(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.data, "lxml")


def publish(newsroom: Newsroom, **files: str) -> None:
    """Drop files into the section world, and let them be read."""
    for name, content in files.items():
        newsroom.drop(f"world/{name}.txt", content)
    newsroom.settle()


def standing(newsroom: Newsroom, name: str) -> Standing:
    with newsroom.store.reading() as asked:
        return asked.articles.find(f"world/{name}.txt")[0]


def history(client: FlaskClient, newsroom: Newsroom, name: str) -> BeautifulSoup:
    return soup(client, f"/desk/articles/{standing(newsroom, name).article.key}")


def happenings(page: BeautifulSoup) -> list[str]:
    return [" ".join(line.get_text().split()) for line in page.select(".happenings .what")]


def rows(page: BeautifulSoup) -> dict[str, Tag]:
    return {row.select_one("code").get_text(): row for row in page.select(".receipts li")}


def text(element: Tag, skip: str = "unseen") -> str:
    """The text of an element as one line, without what only screen readers are told."""
    seen = (words for words in element.strings if skip not in words.parent.get("class", []))
    return " ".join("".join(seen).split())


def withdraw(newsroom: Newsroom, name: str, reason: str) -> None:
    newsroom.press.obey(lambda changes, at: orders.withdraw(changes, f"world/{name}.txt", reason, at))


def test_the_history_tells_each_change_newest_first_with_its_words(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY)
    second = FERRY.replace("Forty boats", "Fifty boats").replace("By Ana Ruiz", "Byline: Ana <Ode>")
    publish(newsroom, ferry=second)
    third = second.replace("within the hour", "within two hours")
    publish(newsroom, ferry="Correction: Two hours & not <one>.\n\n" + third)
    page = history(client, newsroom, "ferry")
    assert happenings(page) == ["Correction: Two hours & not <one>.", "Update", "Published"]
    correction, update, _ = page.select(".happenings li")
    assert [text(one) for one in update.select(".difference del, .difference ins")] == ["Forty", "Fifty"]
    assert [text(one) for one in correction.select(".difference del")] == ["the hour,"]
    assert [text(one) for one in correction.select(".difference ins")] == ["two hours,"]
    assert [text(one) for one in update.select(".fields dd")] == ["Ana Ruiz Ana <Ode>"]
    assert "removed: Ana Ruiz" in text(update.select_one(".fields del"), skip="")
    assert "[removed: Forty]" in text(update.select_one(".difference del"), skip="")
    assert update.select_one(".difference")["dir"] == "auto"
    assert page.select(".gap")


def test_the_history_says_how_the_article_stands(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY)
    article = standing(newsroom, "ferry").article
    page = soup(client, f"/desk/articles/{article.key}")
    assert page.h1.get_text() == "Ferry reopens after storm"
    assert text(page.select_one(".state")) == "published In the feeds and on the site."
    facts = {text(fact.dt): text(fact.dd) for fact in page.select(".facts div")}
    public = f"{newsroom.settings.public_url}/articles/{article.key}"
    assert (facts["File"], facts["Permalink"], facts["Id"]) == ("world/ferry.txt", public, article.id)
    assert page.select_one(".facts a")["href"] == f"/articles/{article.key}"


def test_moves_withdrawals_and_returns_are_told(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY, other=story("Other"))
    (newsroom.content / "world/ferry.txt").rename(newsroom.content / "world/boat.txt")
    newsroom.settle()
    withdraw(newsroom, "boat", "Names a <minor>")
    page = history(client, newsroom, "boat")
    assert happenings(page) == [
        "Withdrawn: by order: Names a <minor>",
        "Moved from world/ferry.txt to world/boat.txt",
        "Published",
    ]
    state = text(page.select_one(".state"))
    assert "Withdrawn by order. It left print on" in state
    assert "Reason: Names a <minor>" in state
    assert f"withdraw {standing(newsroom, 'boat').article.key} --undo" in state
    assert "possible until" in state
    assert not page.select(".facts a")
    life = newsroom.settings.tombstone_life
    newsroom.press.obey(lambda changes, at: orders.bring_back(changes, "world/boat.txt", newsroom.now, life))
    newsroom.settle()
    assert happenings(history(client, newsroom, "boat"))[:2] == ["Back in print", "Withdrawal undone by order"]


def test_a_refused_file_has_its_problem_in_the_history_of_what_it_carried(
    client: FlaskClient, newsroom: Newsroom
) -> None:
    publish(newsroom, ferry=FERRY)
    publish(newsroom, ferry="Embargo: some day\n\n" + FERRY)
    page = history(client, newsroom, "ferry")
    assert "cannot be understood" in page.select_one(".state .problem").get_text()
    assert page.select_one(".state .outcome").get_text() == "published"


def test_an_unknown_article_is_404_and_the_pages_go_with_the_desk(client: FlaskClient, newsroom: Newsroom) -> None:
    assert client.get("/desk/articles/nothing").status_code == 404
    publish(newsroom, ferry=FERRY)
    key = standing(newsroom, "ferry").article.key
    app = newsroom.app(desk=False)
    for path in (f"/desk/articles/{key}", "/desk/withdrawn"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        assert '<meta name="robots" content="noindex">' in answer.text
        assert app.test_client().get(path).status_code == 404


def test_a_long_history_has_pages(client: FlaskClient, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_pages, "PAGE_LINES", 2)
    for number in ("Forty", "Fifty", "Sixty"):
        publish(newsroom, ferry=FERRY.replace("Forty", number))
    page = history(client, newsroom, "ferry")
    assert happenings(page) == ["Update", "Update"]
    path = f"/desk/articles/{standing(newsroom, 'ferry').article.key}"
    page = soup(client, path + page.select_one("a[rel=next]")["href"])
    assert happenings(page) == ["Published"]
    assert page.select_one("a[rel=prev]")["href"] == "?page=1"


def test_every_receipt_of_an_article_leads_to_its_history(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY, late="Embargo: 2099-01-01\n\n" + story("Late"), broken="Headline alone")
    found = rows(soup(client, "/desk"))
    for name in ("ferry", "late"):
        link = found[f"world/{name}.txt"].select_one(".when a")
        assert link["href"] == f"/desk/articles/{standing(newsroom, name).article.key}"
        assert link.get_text() == f"History of {name.capitalize()} reopens after storm"
    assert [link["href"] for link in found["world/broken.txt"].select(".when a")] == [
        "/desk/files?path=world/broken.txt"
    ]
    assert not found["world/late.txt"].select("a.public")
    assert "It goes out on 1 January 2099, 00:00." in text(found["world/late.txt"])
    assert happenings(history(client, newsroom, "late")) == ["Held until its embargo has passed"]


def test_a_double_leads_to_the_article_it_repeats(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY)
    publish(newsroom, double=FERRY.replace("Ferry reopens", "Ferry reopened"))
    link = rows(soup(client, "/desk"))["world/double.txt"].select_one(".resembles a")
    assert link["href"] == f"/desk/articles/{standing(newsroom, 'ferry').article.key}"
    assert link.get_text() == "Ferry reopens after storm"


def test_receipts_say_when_and_why_an_article_left_print(client: FlaskClient, newsroom: Newsroom) -> None:
    names = {name: story(name.capitalize()) for name in ("ferry", "market", "council", "clinic")}
    publish(newsroom, **names)
    withdraw(newsroom, "ferry", "Wrong boat")
    publish(newsroom, market="Status: withdrawn\n\n" + names["market"], clinic="Draft: yes\n\n" + names["clinic"])
    expiry = f"Expires: {newsroom.now.isoformat()}\n\n"
    publish(newsroom, council=expiry + names["council"])
    found = {path: text(row) for path, row in rows(soup(client, "/desk")).items()}
    assert "Withdrawn by order. It left print on" in found["world/ferry.txt"]
    assert "Reason: Wrong boat" in found["world/ferry.txt"]
    assert "its status field says so. It left print on" in found["world/market.txt"]
    assert "Take the line out to bring it back." in found["world/market.txt"]
    assert "Its time was over on" in found["world/council.txt"]
    assert "Kept back as a draft. It left print on" in found["world/clinic.txt"]


def test_the_desk_counts_what_is_in_print_and_leads_to_what_was_withdrawn(
    client: FlaskClient, newsroom: Newsroom
) -> None:
    publish(newsroom, ferry=FERRY, market=story("Market"), clinic=story("Clinic"))
    page = soup(client, "/desk")
    assert "3 articles in print." in page.get_text()
    assert not page.select("a[href='/desk/withdrawn']")
    assert "Nothing was withdrawn" in soup(client, "/desk/withdrawn").get_text()
    (newsroom.content / "world/ferry.txt").unlink()
    newsroom.lapse()
    publish(newsroom, clinic="Draft: yes\n\n" + story("Clinic"))
    page = soup(client, "/desk")
    assert "1 article in print." in page.get_text()
    assert "2 left print" in page.select_one("a[href='/desk/withdrawn']").get_text()
    assert "world/ferry.txt" not in rows(page)


def test_what_was_withdrawn_lately_says_when_why_and_how_to_bring_it_back(
    client: FlaskClient, newsroom: Newsroom
) -> None:
    publish(newsroom, ferry=FERRY, market=story("Market"), clinic=story("Clinic"), other=story("Other"))
    (newsroom.content / "world/ferry.txt").unlink()
    newsroom.lapse()
    withdraw(newsroom, "market", "Names a <minor>")
    publish(newsroom, clinic="Draft: yes\n\n" + story("Clinic"))
    page = soup(client, "/desk/withdrawn")
    found = {path: text(row) for path, row in rows(page).items()}
    assert list(found) == ["world/market.txt", "world/ferry.txt", "world/clinic.txt"]
    assert "Reason: Names a <minor>" in found["world/market.txt"]
    assert "for its file is gone. It left print on" in found["world/ferry.txt"]
    assert "Drop it again to bring it back. That is possible until" in found["world/ferry.txt"]
    assert "draft" in found["world/clinic.txt"]
    link = rows(page)["world/ferry.txt"].select_one(".headline a")
    assert happenings(soup(client, link["href"]))[0] == "Withdrawn: its file is gone"


def test_held_withdrawals_stand_out(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY, market=story("Market"))
    for name in ("ferry", "market"):
        (newsroom.content / f"world/{name}.txt").unlink()
    newsroom.drop("world/note.txt", "Headline alone")
    newsroom.lapse()
    banner = soup(client, "/desk").select_one(".press.alarm")
    assert banner.select_one("strong").get_text() == "Withdrawals are held."
    assert "2 of 2 articles in print have lost their files" in banner.get_text()
    assert banner.a["href"] == "/desk?outcome=gone"


def test_a_file_that_moved_is_gone_to_its_new_place(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY, market=story("Market"))
    (newsroom.content / "world/ferry.txt").rename(newsroom.content / "world/_ferry.txt")
    newsroom.settle()
    row = rows(soup(client, "/desk"))["world/ferry.txt"]
    assert "its article is now in world/_ferry.txt." in text(row)
    assert not row.select("a.public")


def test_every_word_left_out_has_a_page_and_the_words_are_counted(newsroom: Newsroom, client: FlaskClient) -> None:
    long = " ".join(f"word{number}" for number in range(60))
    sentence = "The ferry sails at noon, and it takes an hour to cross the sound."
    page = f"<html><body><nav><a href=/>Home</a> {long}</nav><main><h1>Ferry sails</h1><p>{sentence}</p><p>{sentence}</p></main></body></html>"
    newsroom.drop("world/ferry.html", page)
    newsroom.settle()
    shown = client.get("/desk?find=ferry").text
    assert "words in the file" in shown
    assert "word59" not in shown, "the desk has openings"
    whole = client.get("/desk/left-out?path=world/ferry.html").text
    assert "word59" in whole
    assert "page furniture" in whole
    assert client.get("/desk/left-out?path=world/none.html").status_code == 404


def test_a_draft_says_where_it_says_so(newsroom: Newsroom, client: FlaskClient) -> None:
    newsroom.drop("world/lock.md", "---\ntitle: Lock\nprivate: true\n---\n\nThe keeper retires on Friday.\n")
    newsroom.settle()
    assert "it says so (front matter private: yes)" in client.get("/desk?find=lock").text


@pytest.mark.parametrize(
    "words", ["ferry" * 12_000, "%_" * 30_000, "\u202e" * 20_000], ids=["long", "wildcards", "marks"]
)
def test_a_search_of_any_length_is_answered_and_bounded(client: FlaskClient, newsroom: Newsroom, words: str) -> None:
    """SQLite refuses patterns over 50,000 bytes, and the page held all of it three times."""
    publish(newsroom, ferry=FERRY)
    answer = client.get("/desk", query_string={"find": words})
    assert answer.status_code == 200
    assert f"Only the first {desk_pages.MOST_FOUND_CHARACTERS} characters are looked for" in answer.text
    assert len(answer.data) < 20_000
    assert "are looked for" not in client.get("/desk", query_string={"find": "x" * 200}).text


def test_other_words_of_an_address_are_bounded_too(client: FlaskClient, newsroom: Newsroom) -> None:
    publish(newsroom, ferry=FERRY)
    for page in ("9" * 60_000, "-1", "0", "1e9", "\u0661", "x" * 60_000, "\0"):
        answer = client.get("/desk", query_string={"page": page})
        assert (answer.status_code, len(answer.data) < 20_000) == (200, True), page[:9]
    outcome = client.get("/desk", query_string={"outcome": "x" * 60_000})
    assert (outcome.status_code, len(outcome.data) < 20_000) == (200, True)
    for path in ("x" * 60_000, "world/" * 10_000, "\0", "\u202e" * 9_000):
        answer = client.get("/desk/left-out", query_string={"path": path})
        assert (answer.status_code, len(answer.data) < 5_000) == (404, True), path[:9]
    for path in ("/articles/", "/tags/", "/sections/", "/photos/", "/desk/articles/"):
        answer = client.get(path + "x" * 60_000)
        assert (answer.status_code, len(answer.data) < 5_000) == (404, True), path


def test_files_that_need_a_look_are_a_feed_with_what_to_do(client: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.drop("world/a & b.txt", "Headline alone")
    newsroom.drop("world/good.txt", story("Good"))
    newsroom.settle()
    address = f"{newsroom.settings.public_url}/desk/files.xml"
    first = client.get("/desk/files.xml")
    assert lint(first.data, content_type="application/atom+xml", address=address, now=datetime.now(UTC)) == ()
    [entry] = feedparser.parse(first.data).entries
    assert entry.title == "refused: world/a & b.txt"
    assert "Write the story below the headline" in entry.content[0].value
    assert client.get(entry.link.removeprefix(newsroom.settings.public_url)).status_code == 200
    assert client.get("/desk/files.xml", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    newsroom.drop("world/a & b.txt", story("Mended"))
    newsroom.settle()
    assert feedparser.parse(client.get("/desk/files.xml").data).entries == []
    assert newsroom.app(desk=False).test_client().get("/desk/files.xml").status_code == 404
