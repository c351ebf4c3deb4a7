"""The desk's page of an article or a file, what it previews, and private links to what is not published yet."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from feedservice.press import withdraw as orders
from feedservice.settings import Settings
from feedservice.web.access.guard import doorkeeper
from feedservice.web.access.signing_key import made_key, signing_key
from feedservice.web.desk.preview.preview_links import LINK_LIFE, PreviewLink, sealed
from feedservice.web.private.masked_logs import mask_logs
from tests.newsroom import Newsroom, picture, story

#: Stored markup for every field that a file can state.
HOSTILE = '<script>alert("x")</script>"\'><img src=x onerror=alert(1)>'
DRAFT, LATE, OUT, BROKEN = "world/_lock.txt", "world/late.txt", "world/ferry.txt", "world/broken.txt"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """One of every state, which no test here changes."""
    made = tmp_path_factory.mktemp("desk")
    room = Newsroom(made / "content", made / "state", now=datetime.now(UTC))
    room.drop(OUT, story("Ferry") + "\n\nENDS\n\nEditors: call the desk.\n")
    room.drop("world/ferry.jpg", picture())
    room.drop(DRAFT, story("Lock"))
    room.drop("world/_lock.jpg", picture("red"))
    room.drop(LATE, "Embargo: 2099-01-01\n\n" + story("Late"))
    room.drop("world/late.jpg", picture("green"))
    room.drop(BROKEN, "Headline alone")
    fields = "".join(
        f"{name}: {HOSTILE}\n" for name in ("Section", "Tags", "Caption", "Credit", "Standfirst", "Dateline")
    )
    room.drop(
        "world/_hostile.txt",
        f"{fields}\n{HOSTILE} is the headline\n\nBy {HOSTILE}\n\nThe story of {HOSTILE}, told at length by many.\n",
    )
    room.settle()
    yield room
    room.close()


@pytest.fixture(scope="module")
def client(room: Newsroom) -> FlaskClient:
    return room.app().test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.data, "lxml")


def of_file(client: FlaskClient, path: str) -> BeautifulSoup:
    return soup(client, f"/desk/files?path={quote(path)}")


def line(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def asked_for_link(client: FlaskClient, path: str) -> str:
    """The address on this host of the private link that the button on a file's page makes."""
    form = of_file(client, path).select_one(".share form")
    made = client.post(form["action"])
    assert made.status_code == 200
    return urlsplit(line(BeautifulSoup(made.data, "lxml").select_one("#link"))).path


def test_the_page_of_a_published_article_tells_all_of_it(client: FlaskClient, room: Newsroom) -> None:
    page = of_file(client, OUT)
    key = room.receipts()[OUT].receipt.key
    assert str(page.select_one("main")) == str(soup(client, f"/desk/articles/{key}").select_one("main"))
    assert line(page.h1) == "Ferry reopens after storm"
    fields = {line(row.dt): row for row in page.select(".found-fields > div")}
    assert line(fields["Headline"].select_one(".source")) == "from the first line, sure"
    assert "words in the file" in line(page.select_one(".words"))
    assert page.select_one(".words a")["href"] == f"/desk/left-out?path={quote(OUT, safe='/')}"
    facts = {line(one.dt): line(one.dd) for one in page.select(".facts div")}
    assert facts["Feeds"].startswith("Newsroom; Newsroom – World")
    assert facts["File"] == OUT
    assert "The lead photo has no credit" in line(page.select_one(".advice"))
    assert not page.select(".share"), "readers see it: there is nothing to be shown before"
    assert [line(one) for one in page.select(".sources summary")] == ["RSS", "Atom", "JSON Feed"]


def test_each_format_shows_the_very_item_of_the_feed(client: FlaskClient, room: Newsroom) -> None:
    page = of_file(client, OUT)
    rss, atom, feed = (page.select_one(f"#source-{name}").get_text() for name in ("rss", "atom", "json"))
    assert rss.strip() in room.document("/rss.xml").decode()
    assert atom.strip() in room.document("/atom.xml").decode()
    assert json.loads(feed) in json.loads(room.document("/feed.json"))["items"]


@pytest.mark.parametrize("path", [OUT, DRAFT, LATE])
def test_an_article_is_previewed_in_every_way_with_its_photo_and_without_a_script(
    client: FlaskClient, path: str
) -> None:
    page = of_file(client, path)
    frames = page.select("iframe")
    assert [frame["sandbox"] for frame in frames] == [["allow-same-origin"]] * 3
    for frame in frames:
        answer = client.get(frame["src"])
        shown = BeautifulSoup(answer.data, "lxml")
        assert "reopens after storm" in line(shown.select_one("h1:not(.site *)"))
        (photo, *_) = (image["src"] for image in shown.select("main img"))
        assert photo.startswith("/desk/photos/")
        assert client.get(photo).mimetype == "image/jpeg"
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'none'" in policy
        assert "sandbox allow-same-origin" in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-src 'self'" in client.get(f"/desk/files?path={quote(path)}").headers["Content-Security-Policy"]


def test_photos_of_drafts_are_for_editors_alone(client: FlaskClient, room: Newsroom) -> None:
    shown = soup(client, of_file(client, DRAFT).select_one("iframe")["src"])
    name = shown.select_one("main img")["src"].rpartition("/")[2]
    assert client.get(f"/photos/{name}").status_code == 404
    assert client.get("/desk/photos/../../feedservice.db").status_code in (308, 404)
    assert client.get("/desk/photos/none.jpg").status_code == 404
    listed = soup(client, "/desk").select_one(f"[data-file='{DRAFT}'] .thumbnail")
    assert listed["src"].startswith("/desk/photos/")


def test_a_refused_file_has_its_problem_and_says_that_there_is_nothing_to_preview(client: FlaskClient) -> None:
    page = of_file(client, BROKEN)
    assert "Write the story below the headline" in line(page.select_one(".state .problem"))
    assert "no article could be made of this file" in line(page.select_one(".empty"))
    assert not page.select("iframe, .share")
    assert client.get(f"/desk/preview?path={BROKEN}").status_code == 404


def test_a_photo_says_which_article_uses_it(client: FlaskClient) -> None:
    page = of_file(client, "world/ferry.jpg")
    assert page.select_one(".state a")["href"] == f"/desk/files?path={OUT}"


def test_what_is_no_file_is_404(client: FlaskClient) -> None:
    for path in ("", "none.txt", "x" * 60_000, "\0", "../etc/passwd", "\u202e"):
        for address in ("/desk/files", "/desk/preview"):
            assert client.get(address, query_string={"path": path}).status_code == 404, (address, path[:9])


def test_stored_markup_is_shown_as_words_in_every_view(client: FlaskClient, room: Newsroom) -> None:
    path = "world/_hostile.txt"
    page = of_file(client, path)
    link = asked_for_link(client, path)
    for address in ("/desk", f"/desk/files?path={path}", *(frame["src"] for frame in page.select("iframe")), link):
        shown = soup(client, address)
        assert not shown.select("script:not([src]):not([type='application/ld+json']), [onerror], img[src=x]"), address
        assert all("/static/" in script["src"] for script in shown.select("script[src]"))
    assert HOSTILE in page.get_text()


def test_a_private_link_shows_one_article_and_is_kept_by_nobody(client: FlaskClient, room: Newsroom) -> None:
    link = asked_for_link(client, DRAFT)
    stranger = room.app().test_client()
    outside = {"Host": "news.example.org", "X-Forwarded-For": "203.0.113.9"}
    answer = stranger.get(link, headers=outside)
    page = BeautifulSoup(answer.data, "lxml")
    assert line(page.select_one("main h1")) == "Lock reopens after storm"
    assert "Not published. It is a draft." in line(page.select_one(".preview-banner"))
    told = {name: answer.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert told == {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}  # fmt: skip
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert not page.select("a[href*='/desk']"), "the desk is not for strangers"
    photo = stranger.get(page.select_one("main img")["src"], headers=outside)
    assert (photo.status_code, photo.headers["Cache-Control"]) == (200, "private, no-store")
    late = soup(client, of_file(client, LATE).select_one("iframe")["src"]).select_one("main img")["src"]
    assert stranger.get(f"{link}/photos/{late.rpartition('/')[2]}").status_code == 404, "another article's"


def test_guessed_foreign_and_old_links_are_answered_as_any_unknown_address(client: FlaskClient, room: Newsroom) -> None:
    app, now = room.app(), datetime.now(UTC)
    with app.app_context():
        key = made_key(doorkeeper())
    late = PreviewLink("", LATE, now + LINK_LIFE)
    good = sealed(late, key)
    assert client.get(f"/preview/{good}").status_code == 200
    wrong = [
        "x", "a.b", good[:-1], good + "x", sealed(late, "00" * 32), sealed(replace(late, until=now - timedelta(seconds=1)), key),
        sealed(PreviewLink("", OUT + "x", late.until), key), sealed(PreviewLink("", BROKEN, late.until), key), sealed(PreviewLink("none", "", late.until), key),
    ]  # fmt: skip
    unknown = client.get("/nowhere")
    for token in wrong:
        answer = client.get(f"/preview/{token}")
        assert (answer.status_code, answer.data) == (404, unknown.data), token
        assert dict(answer.headers) == dict(unknown.headers)


def test_other_sites_make_no_link(client: FlaskClient) -> None:
    action = of_file(client, DRAFT).select_one(".share form")["action"]
    assert client.post(action, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post(action.partition("&mark=")[0]).status_code == 400
    assert client.post(re.sub("mark=.*", "mark=x", action)).status_code == 400
    mark = action.partition("&mark=")[2]
    for path in (OUT, BROKEN, "none.txt"):
        assert client.post(f"/desk/files?path={path}&mark={mark}").status_code == 404


def test_links_are_masked_in_logs(caplog: pytest.LogCaptureFixture) -> None:
    mask_logs()
    with caplog.at_level(logging.INFO, "gunicorn.access"):
        logging.getLogger("gunicorn.access").info('"GET /preview/IabcD.ef-g_h/photos/x.jpg HTTP/1.1" 200')
    assert caplog.messages == ['"GET /preview/…/photos/x.jpg HTTP/1.1" 200']


def test_a_link_follows_the_article_until_it_is_published_and_ends_with_a_withdrawal(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.drop(DRAFT, story("Lock"))
    newsroom.drop(LATE, "Embargo: 2099-01-01\n\n" + story("Late"))
    newsroom.settle()
    client = newsroom.app().test_client()
    lock, late = asked_for_link(client, DRAFT), asked_for_link(client, LATE)
    newsroom.drop(DRAFT, story("Lock").replace("Forty boats", "Fifty boats"))
    newsroom.settle()
    assert "Fifty boats" in client.get(lock).text, "its present version"
    newsroom.drop(LATE, story("Late"))
    (newsroom.content / DRAFT).rename(newsroom.content / "world/lock.txt")
    newsroom.lapse()
    for link, path in ((lock, "world/lock.txt"), (late, LATE)):
        answer = client.get(link)
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            f"/articles/{newsroom.receipts()[path].receipt.key}",
        )
        assert answer.headers["Cache-Control"] == "private, no-store"
        newsroom.press.obey(lambda changes, at, path=path: orders.withdraw(changes, path, "No", at))
        assert client.get(link).status_code == 404


def test_an_article_that_is_gone_before_anybody_saw_it_still_has_its_page(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    newsroom.drop(LATE, "Embargo: 2099-01-01\n\n" + story("Late"))
    newsroom.drop(OUT, story("Ferry"))
    newsroom.settle()
    with newsroom.store.reading() as asked:
        keys = [asked.articles.find(path)[0].article.key for path in (LATE, OUT)]
    for path in (LATE, OUT):
        (newsroom.content / path).unlink()
    newsroom.drop("other.txt", story("Other"))
    newsroom.lapse()
    client = newsroom.app().test_client()
    late, out = (soup(client, f"/desk/articles/{key}") for key in keys)
    assert "readers never saw it" in line(late.select_one(".empty"))
    assert "reopens after storm" in client.get(out.select_one("iframe")["src"]).text, "what readers saw is kept"


def test_a_proof_is_kept_of_what_no_reader_sees_and_goes_with_its_file(newsroom: Newsroom) -> None:
    def proof(path: str) -> str:
        with newsroom.store.reading() as asked:
            found = asked.proofs.at(path)
        return found.headline if found else ""

    newsroom.drop(DRAFT, story("Lock"))
    newsroom.drop(OUT, story("Ferry"))
    newsroom.settle()
    assert (proof(DRAFT), proof(OUT)) == ("Lock reopens after storm", "")
    newsroom.drop(OUT, "Draft: yes\n\n" + story("Ferry").replace("Ferry reopens", "Ferry closes"))
    newsroom.settle()
    assert proof(OUT) == "Ferry closes after storm", "readers saw other words, which are kept with the article"
    newsroom.drop(OUT, "Headline alone")
    newsroom.drop(DRAFT, "Status: published\n\n" + story("Lock"))
    (newsroom.content / DRAFT).unlink()
    newsroom.lapse()
    assert (proof(DRAFT), proof(OUT)) == ("", "")


def test_the_key_of_links_is_private_made_once_and_ends_with_a_new_password(newsroom: Newsroom) -> None:
    app: Flask = newsroom.app()
    with app.app_context():
        assert signing_key(doorkeeper()) == ""
        key = made_key(doorkeeper())
        assert key == made_key(doorkeeper()) == signing_key(doorkeeper())
    place = newsroom.state / "desk/signing-key.txt"
    assert (len(key), place.stat().st_mode & 0o77) == (64, 0)
    assert isinstance(newsroom.settings, Settings)
    assert [one.name for one in place.parent.iterdir()] == ["signing-key.txt"]
