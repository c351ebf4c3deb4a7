"""Editors act at the desk: what is offered, what a form must carry, what becomes of an order. And the same by hand of a press."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from flask.testing import FlaskClient

from feedservice.article import Outcome
from feedservice.editing.life.overruled import overruled
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import HELD, Cause, Standing
from feedservice.errors import OrderError
from feedservice.press import orders
from feedservice.press.orders import obey_waiting
from feedservice.store.orders.order_book import MOST_WAITING, OrderState, PressOrder, What, stamp_seen
from feedservice.web.access.order_marks import is_fresh, is_our_order, is_same_origin, order_mark
from feedservice.web.desk.actions.offers import of_article
from tests.factories import make_article as article
from tests.newsroom import START, Newsroom, picture, story
from tests.service import PATIENCE_SECONDS, Service, until

HOUR = timedelta(hours=1)
COOKIE = "c" * 43


# ---- values


def test_a_mark_is_good_for_one_browser_one_visit_and_what_the_form_said() -> None:
    visit, said = ("session", "", "key"), ("withdraw", "abc", "why", "Ana")
    mark = order_mark(COOKIE, visit, said)
    assert is_our_order(mark, COOKIE, visit, said)
    for other in (
        (mark, "d" * 43, visit, said),
        (mark, COOKIE, ("another", "", "key"), said),
        (mark, COOKIE, visit, ("withdraw", "abc", "why", "Eva")),
        (mark, COOKIE, visit, ("withdraw", "abcwhy", "", "Ana")),
        ("", COOKIE, visit, said),
        ("é", COOKIE, visit, said),
        (order_mark("", visit, said), "", visit, said),
    ):
        assert not is_our_order(*other)


@pytest.mark.parametrize(
    ("origin", "site", "is_ours"),
    [
        ("", "", True),
        ("http://localhost:8000", "same-origin", True),
        ("https://news.example.org", "", True),
        ("https://news.example.org", "cross-site", False),
        ("http://localhost:3000", "same-site", False),
        ("http://localhost:3000", "", False),
        ("null", "", False),
        ("https://news.example.org.evil.example", "", False),
        ("ftp://localhost:8000", "", False),
    ],
)
def test_a_form_of_another_site_is_known(origin: str, site: str, is_ours: bool) -> None:
    assert is_same_origin(origin, site, "localhost:8000", "https://news.example.org/paper") is is_ours


def test_a_form_lies_open_for_an_hour() -> None:
    made = str(int(START.timestamp()))
    assert is_fresh(made, START + HOUR)
    assert not any(
        is_fresh(one, at) for one, at in ((made, START + 2 * HOUR), (made, START - HOUR), ("", START), ("-1", START))
    )


@pytest.mark.parametrize(
    ("standing", "offered"),
    [
        (Standing(article(), Outcome.PUBLISHED), [What.PIN, What.HOLD, What.WITHDRAW]),
        (Standing(article(), Outcome.SCHEDULED, due=START + HOUR), [What.PUBLISH, What.HOLD, What.WITHDRAW]),
        (Standing(article(), Outcome.SCHEDULED, cause=HELD), [What.LET_GO, What.WITHDRAW]),
        (Standing(article(), Outcome.WITHDRAWN, left=START, cause=Cause.COMMAND), [What.RESTORE]),
        (Standing(article(), Outcome.WITHDRAWN, left=START - 99 * HOUR, cause=Cause.COMMAND), []),
        (Standing(article(), Outcome.WITHDRAWN, left=START, cause=Cause.STATUS), []),
        (Standing(article(), Outcome.DRAFT), []),
    ],
)
def test_what_is_offered_is_what_can_be_done(standing: Standing, offered: list[What]) -> None:
    found = of_article(standing, str, START, 48 * HOUR, is_pinned=False)
    assert [one.what for one in found] == offered
    assert all(one.will and one.title for one in found)


def test_an_embargo_is_put_aside_as_long_as_the_file_states_it() -> None:
    said = Release(embargo=START + HOUR, due=START + HOUR)
    before = Standing(article(), Outcome.PUBLISHED, aside=START + HOUR)
    assert overruled(said, before).due is None
    assert overruled(said, before).aside == START + HOUR
    later = Release(embargo=START + 2 * HOUR, due=START + 2 * HOUR)
    assert overruled(later, before) == later
    assert overruled(said, None) == said


# ---- a press obeys


def give(room: Newsroom, what: What, subject: str = "", **more: str) -> int:
    with room.store.writing() as changes:
        return changes.orders.give(PressOrder(what, subject, "Ana", "desk", room.now, **more))


def obeyed(room: Newsroom, number: int) -> PressOrder:
    """What came of an order, and of the look it may want."""
    room.now += timedelta(seconds=2)
    if obey_waiting(room.press):
        room.turn(1)
    with room.store.reading() as asked:
        found = asked.orders.numbered(number)
    assert found is not None
    return found


def standing_at(room: Newsroom, path: str) -> Standing:
    with room.store.reading() as asked:
        found = asked.articles.at(path)
    assert found is not None
    return found


def titles(room: Newsroom) -> set[str]:
    return {entry.title.split()[0] for entry in room.feed().entries}


def test_publish_now_outlasts_a_mended_typo_and_ends_with_another_embargo(newsroom: Newsroom) -> None:
    text = f"Embargo: 2026-12-03 10:00\n\n{story('Beta')}"
    newsroom.drop("beta.txt", text)
    newsroom.settle()
    before = standing_at(newsroom, "beta.txt")
    number = give(newsroom, What.PUBLISH, before.article.id, seen="2026-12-09T10:00:00+00:00")
    assert "Its embargo has been changed since" in obeyed(newsroom, number).result
    number = give(newsroom, What.PUBLISH, before.article.id, seen="2026-12-03T10:00:00+00:00")
    assert obeyed(newsroom, number).state is OrderState.DONE
    out = standing_at(newsroom, "beta.txt").article
    assert out.id == before.article.id
    assert out.published == out.updated == out.released <= newsroom.now
    assert "3 December 2026, 10:00) was put aside" in newsroom.receipts()["beta.txt"].receipt.note
    newsroom.drop("beta.txt", text.replace("Forty", "Fifty"))
    newsroom.settle()
    mended = standing_at(newsroom, "beta.txt").article
    assert titles(newsroom) == {"Beta"}
    assert mended.published == out.published < mended.updated
    newsroom.now = datetime(2026, 12, 4, tzinfo=UTC)  # past the embargo that the file still states
    newsroom.drop("beta.txt", text.replace("Forty", "Sixty"))
    newsroom.settle()
    assert standing_at(newsroom, "beta.txt").article.published == out.published
    newsroom.drop("beta.txt", text.replace("2026-12-03", "2026-12-30"))
    newsroom.settle()
    assert titles(newsroom) == set()
    assert standing_at(newsroom, "beta.txt").aside is None


def test_what_is_held_stays_so_until_it_is_let_go(newsroom: Newsroom) -> None:
    newsroom.drop("alpha.txt", story("Alpha"))
    newsroom.drop("gamma.txt", f"Embargo: 2026-11-23 09:05\n\n{story('Gamma')}")
    newsroom.settle()
    ids = {path: standing_at(newsroom, path).article.id for path in ("alpha.txt", "gamma.txt")}
    for id_ in ids.values():
        assert obeyed(newsroom, give(newsroom, What.HOLD, id_, reason="the mayor calls back")).state is OrderState.DONE
    assert titles(newsroom) == set()
    newsroom.drop("alpha.txt", story("Alpha").replace("Forty", "Fifty"))
    newsroom.settle()
    newsroom.drop("alpha.txt", "")  # a broken save, and mended
    newsroom.settle()
    newsroom.drop("alpha.txt", story("Alpha").replace("Forty", "Sixty"))
    newsroom.settle()
    newsroom.turn(600)
    assert titles(newsroom) == set()
    for path, id_ in ids.items():
        assert standing_at(newsroom, path).cause == HELD
        assert obeyed(newsroom, give(newsroom, What.LET_GO, id_)).state is OrderState.DONE
        assert standing_at(newsroom, path).article.id == id_
    assert titles(newsroom) == {"Alpha", "Gamma"}
    again = obeyed(newsroom, give(newsroom, What.LET_GO, ids["alpha.txt"]))
    assert again.state is OrderState.REFUSED
    assert "is not held" in again.result
    with newsroom.store.reading() as asked:
        events = [one.event for one in asked.articles.history(ids["alpha.txt"])]
    assert events[:3] == ["published", "scheduled", "let go"]


def test_of_two_doubles_one_is_set_aside_or_both_run(newsroom: Newsroom) -> None:
    newsroom.drop("alpha.txt", story("Alpha"))
    newsroom.settle()
    newsroom.drop("again.txt", story("Alpha"))
    newsroom.settle()

    def stamp() -> str:
        with newsroom.store.reading() as asked:
            known = asked.files.at("again.txt")
        return stamp_seen(known.stamp if known else None)

    number = give(newsroom, What.SET_ASIDE, "again.txt", path="again.txt", seen=stamp())
    assert obeyed(newsroom, number).state is OrderState.DONE
    assert newsroom.outcome("again.txt") == "unused"
    assert not newsroom.receipts()["again.txt"].receipt.problems
    newsroom.drop("again.txt", f"{story('Alpha')}\n")
    newsroom.settle()
    assert newsroom.outcome("again.txt") == "refused"  # written to: judged anew
    late = give(newsroom, What.RUN, "again.txt", path="again.txt", seen="1:2:3")
    assert obeyed(newsroom, late).state is OrderState.REFUSED
    number = give(newsroom, What.RUN, "again.txt", path="again.txt", seen=stamp())
    assert obeyed(newsroom, number).state is OrderState.DONE
    assert newsroom.outcome("again.txt") == "published"
    assert len(newsroom.feed().entries) == 2


def test_an_order_is_obeyed_once_whatever_is_killed_when(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.drop("alpha.txt", story("Alpha"))
    newsroom.settle()
    id_ = standing_at(newsroom, "alpha.txt").article.id
    number = give(newsroom, What.WITHDRAW, id_, reason="said so")

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("feedservice.press.turn.set_in_type", die)  # all is done, and nothing kept
        with pytest.raises(KeyboardInterrupt):
            obey_waiting(newsroom.press)
    newsroom.restart()
    assert titles(newsroom) == {"Alpha"}
    with newsroom.store.reading() as asked:
        assert [one.number for one in asked.orders.waiting()] == [number]
    assert obeyed(newsroom, number).state is OrderState.DONE
    assert titles(newsroom) == set()
    edition = newsroom.document()
    newsroom.restart()
    assert obeyed(newsroom, number).settled is not None
    assert newsroom.document() == edition
    restore = give(newsroom, What.RESTORE, id_)
    assert obeyed(newsroom, restore).state is OrderState.DONE
    assert titles(newsroom) == {"Alpha"}


def test_what_is_pinned_leads_the_front_page_until_another_is_or_it_leaves_print(newsroom: Newsroom) -> None:
    newsroom.drop("plain.txt", "Date: 2026-01-02\n\n" + story("Plain"))
    newsroom.drop("led.txt", story("Led"))
    newsroom.drop("led.jpg", picture(size=(1200, 800)))
    newsroom.settle()
    client = newsroom.app().test_client()

    def lead() -> str:
        return client.get("/").text.partition("<h2>")[2].partition("</h2>")[0]

    id_ = standing_at(newsroom, "plain.txt").article.id
    assert "Led" in lead()
    obeyed(newsroom, give(newsroom, What.PIN, id_))
    assert "Plain" in lead()
    assert client.get("/").text.count("Plain reopens after storm</a>") == 1
    obeyed(newsroom, give(newsroom, What.WITHDRAW, id_, reason="By order of a court"))
    assert "Led" in lead()


def test_orders_lapse_are_bounded_and_faults_of_ours_refuse_them(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop("alpha.txt", story("Alpha"))
    newsroom.settle()
    id_ = standing_at(newsroom, "alpha.txt").article.id
    look, hold = give(newsroom, What.LOOK), give(newsroom, What.HOLD, id_)
    newsroom.now += timedelta(days=2)
    assert "within a day" in obeyed(newsroom, look).result
    assert obeyed(newsroom, hold).state is OrderState.DONE  # it takes out of print
    assert obeyed(newsroom, give(newsroom, What.LET_GO, id_)).state is OrderState.DONE
    assert obeyed(newsroom, give(newsroom, What.UNPIN)).result == "No article is pinned."
    assert obeyed(newsroom, give(newsroom, What.PIN, id_)).state is OrderState.DONE
    with newsroom.store.reading() as asked:
        assert asked.orders.pinned() == id_
    assert obeyed(newsroom, give(newsroom, What.UNPIN)).state is OrderState.DONE
    with newsroom.store.reading() as asked:
        assert asked.orders.pinned() == ""
    newsroom.press.propagate_bugs = False
    with monkeypatch.context() as broken:
        broken.setattr(orders, "ACTS", {})
        assert "Our fault (KeyError)" in obeyed(newsroom, give(newsroom, What.PIN, id_)).result
    with newsroom.store.writing() as changes:
        look_now = PressOrder(What.LOOK, "", "", "desk", newsroom.now)
        for _ in range(MOST_WAITING):
            changes.orders.give(look_now)
        with pytest.raises(OrderError, match="300 orders wait"):
            changes.orders.give(look_now)


# ---- the forms, as a browser without script sends them


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    newsroom.now = datetime.now(UTC)
    newsroom.drop("<b>alpha.txt", story("Alpha"))
    newsroom.settle()
    newsroom.now = datetime.now(UTC)
    return newsroom.app().test_client()


def confirm(client: FlaskClient, what: str, subject: str, **said: str) -> str:
    """Where the form of an order is sent to; it is asked for as the page before it asks."""
    answer = client.get(f"/desk/act?{urlencode({'what': what, 'subject': subject, **said})}")
    assert answer.status_code == 200
    found = re.search(r'<form method="post" action="([^"]+)"', answer.text)
    assert found, answer.text
    return unescape(found[1])


def test_an_order_is_asked_for_confirmed_given_and_told(newsroom: Newsroom, client: FlaskClient) -> None:
    key = standing_at(newsroom, "<b>alpha.txt").article.key
    page = client.get(f"/desk/articles/{key}")
    assert "/desk/act?what=withdraw" in page.text
    asked = client.get(f"/desk/act?what=withdraw&subject={key}")
    assert 'name="reason"' in asked.text
    assert 'method="post"' not in asked.text
    hostile = "<script>alert(1)</script>\u202e\x00 sûr"
    address = confirm(client, "withdraw", key, reason=hostile, name="Ana <b>")
    answer = client.post(address, headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/orders/1")
    assert client.post(address).headers["Location"] == "/desk/orders/1"  # sent twice, ordered once
    waiting = client.get("/desk/orders/1")
    assert 'http-equiv="refresh"' in waiting.text
    assert obeyed(newsroom, 1).state is OrderState.DONE
    for place in ("/desk/orders/1", "/desk/orders", f"/desk/articles/{key}"):
        told = client.get(place)
        assert ("Withdrawn: by order" if "articles" in place else "Withdrawn: it has left the feeds") in told.text, (
            place
        )
        assert "&lt;script&gt;" in told.text
        assert "<script>alert" not in told.text
        assert "Ana &lt;b&gt;" in told.text
        assert "\u202e" not in told.text
        assert "\x00" not in told.text
    gone = client.get(f"/articles/{key}")
    assert gone.status_code == 410
    assert "alert" not in gone.text
    assert confirm(client, "restore", key)  # the name is known by now
    assert client.get(f"/desk/act?what=publish&subject={key}").status_code == 409


def test_what_another_site_could_send_orders_nothing(newsroom: Newsroom, client: FlaskClient) -> None:
    key = standing_at(newsroom, "<b>alpha.txt").article.key
    address = confirm(client, "hold", key, reason="so", name="Ana")
    fields = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    sent = [
        (address, {"Origin": "https://evil.example"}),
        (address, {"Sec-Fetch-Site": "cross-site"}),
        (address, {"Sec-Fetch-Site": "same-site"}),
        *((f"/desk/orders?{urlencode({**fields, name: 'x'})}", {}) for name in fields),
        (f"/desk/orders?{urlencode({'what': 'hold', 'subject': key})}", {}),
    ]
    for place, headers in sent:
        answer = client.post(place, headers=headers)
        assert answer.status_code in (403, 404), place
    stranger = newsroom.app().test_client()
    assert stranger.post(address).status_code == 403  # without the cookie
    assert client.get(address).status_code == 200  # the list of orders: a GET does nothing
    assert client.post(address.replace("/desk/orders", "/desk/act")).status_code == 405
    with newsroom.store.reading() as asked:
        assert asked.orders.latest(10) == []
    shut = newsroom.app(desk_actions=False).test_client()
    assert shut.get(f"/desk/act?what=hold&subject={key}").status_code == 404
    assert shut.post(address).status_code == 404
    assert "/desk/act" not in shut.get(f"/desk/articles/{key}").text
    assert shut.get("/desk/orders").status_code == 200


# ---- for real


class Browser:
    """A browser without script at a running service: it follows what it is told, keeps cookies, and sends forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def page(self, path: str, *, sends: bool = False) -> str:
        """The text of a page; with `sends` by POST, as a form without fields sends itself."""
        headers = {"Accept": "text/html", **({"Origin": self.address} if sends else {})}
        asked = Request(self.address + path, data=b"" if sends else None, headers=headers)
        with self._opener.open(asked, timeout=PATIENCE_SECONDS) as answer:
            self.at = answer.geturl().removeprefix(self.address)
            return str(answer.read().decode())

    def order(self, what: str, subject: str, **said: str) -> None:
        """Fill in a form, confirm it, and wait until the page says what came of it."""
        shown = self.page(f"/desk/act?{urlencode({'what': what, 'subject': subject, **said})}")
        sent_to = re.search(r'<form method="post" action="([^"]+)"', shown)
        assert sent_to, shown
        self.page(unescape(sent_to[1]), sends=True)
        until(lambda: 'class="state done"' in self.page(self.at), f"{what} is done")


def test_an_editors_day_at_a_running_service(tmp_path: Path) -> None:
    """Dropped under embargo, published now, withdrawn, brought back: each over HTTP, and the feed follows."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "beta.txt").write_text(f"Embargo: 2099-12-03 10:00\n\n{story('Beta')}")
    service = Service(tmp_path / "content", tmp_path / "state", scan_seconds=600)
    try:
        service.await_text("/desk", "It goes out on 3 December 2099")
        browser = Browser(f"http://127.0.0.1:{service.port}")
        found = re.search(r"/desk/articles/(\w+)", browser.page("/desk"))
        assert found
        key = found[1]
        browser.order("publish", key, name="Ana")
        service.await_text("/rss.xml", "Beta reopens")
        browser.order("choose", key, field="headline", own="Beta is open again")
        service.await_text("/rss.xml", "Beta is open again")
        browser.order("take back", key, field="headline")
        service.await_text("/rss.xml", "Beta reopens")
        browser.order("withdraw", key, reason="the harbour master said so")
        until(lambda: b"Beta reopens" not in service.get("/rss.xml")[2], "the article has left the feed")
        assert service.get(f"/articles/{key}")[0] == 410
        browser.order("restore", key)
        service.await_text("/rss.xml", "Beta reopens")  # by a look at once: the next would come in ten minutes
        assert service.get(f"/articles/{key}")[0] == 200
        assert browser.page("/desk/orders").count("by <bdi>Ana</bdi>") == 5
    finally:
        service.stop()
