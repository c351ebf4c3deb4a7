"""The archive (RFC 5005 section 4): whoever walks it from the newest document has every story once, at any moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import text

from feedservice.article import Outcome
from feedservice.channels import Kind
from feedservice.editing.life.standing import Standing
from feedservice.feeds.editions import edition_time
from feedservice.feeds.extent import Extent
from feedservice.feeds.formats import FORMATS
from feedservice.feeds.typeset import set_in_type
from feedservice.press.reading.drop import Drop
from feedservice.settings.sources import load
from feedservice.store import Store
from feedservice.store.bulk import NewArticle
from feedservice.text.unicode import spelling
from feedservice.web.application import create_app
from tests.factories import make_article
from tests.newsroom import Newsroom, fresh_database, story
from tests.service import Service, until
from tests.torture import examples

ATOM = "{http://www.w3.org/2005/Atom}"
#: So many articles fill a volume here, that a short history has many.
MOST = 3
START = datetime(2026, 11, 19, 12, tzinfo=UTC)

Fetch = Callable[[str], bytes]


def ids_and_previous(body: bytes) -> tuple[list[str], str]:
    """The ids in a document of any format, and the path of the archive's document before it."""
    if body.startswith(b"{"):
        feed = json.loads(body)
        return [item["id"] for item in feed["items"]], urlsplit(feed.get("next_url", "")).path
    root = etree.fromstring(body)
    ids = [one.text for name in ("id", "guid") for one in root.iter(f"{ATOM}{name}", name) if name != "id" or one.getparent().tag == f"{ATOM}entry"]  # fmt: skip
    links = {link.get("rel"): link.get("href") for link in root.iter(f"{ATOM}link")}
    return ids, urlsplit(links.get("prev-archive", "")).path


def walk(fetch: Fetch, form: str) -> Iterator[tuple[str, bytes, list[str]]]:
    """Every document from the newest on, as a reader who was away asks for them: address, bytes, ids."""
    path = form
    while path:
        body = fetch(path)
        assert body, f"the chain leads to {path}, where there is nothing"
        ids, previous = ids_and_previous(body)
        yield path, body, ids
        path = previous


@dataclass
class History:
    """A newsroom's history, written straight into a store and set in type as a press does. A small model of what must hold."""

    state: Path
    now: datetime = START
    most: int = MOST
    number: int = 0
    in_print: dict[str, Standing] = field(default_factory=dict)
    gone: dict[str, Standing] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    volumes: dict[str, dict[str, tuple[bytes, list[str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state.mkdir(exist_ok=True)
        (self.state / "feedservice.db").write_bytes(fresh_database())
        content = self.state / "content"
        content.mkdir()
        self.settings = load({"content_dir": content, "state_dir": self.state, "feed_items": 4})
        self.store = Store(self.settings.database)
        self.app = create_app(self.settings, refresh=False)
        self.client = self.app.test_client()

    def close(self) -> None:
        self.store.close()
        self.app.extensions["store"].close()

    def fetch(self, path: str) -> bytes:
        answer = self.client.get(path)
        return answer.data if answer.status_code == 200 else b""

    def act(self, what: str, pick: int, amount: int, extent: Extent) -> None:
        """One thing that happens in a newsroom, and what is set for it."""
        self.touched = set()
        with self.store.writing() as changes:
            self.at = edition_time(self.now, changes.turns.state())
            self.changes = changes
            getattr(self, f"_{what}")(pick, amount)
            set_in_type(changes, self.settings, self.now, self.at, may_be_empty=True, extent=extent)
        self.app.extensions["newsstand"].refresh()
        self.now += timedelta(minutes=1)

    def _publish(self, pick: int, amount: int) -> None:
        made = []
        for _ in range(1 + amount % 7):
            self.number += 1
            dated = min(self.now, self.at) - timedelta(days=(0, 0, 0, 0, 1, 9, 30, 70)[pick % 8], seconds=self.number)
            article = make_article(
                id=f"tag:news.example,2026:{self.number}",
                key=f"k{self.number}",
                path=f"{self.number}.txt",
                published=dated,
                updated=dated,
                released=self.at,
                changed=self.at,
            )
            made.append(Standing(article, Outcome.PUBLISHED))
        self.changes.bulk.publish([NewArticle(one, ()) for one in made], self.at)
        self.in_print |= {one.article.id: one for one in made}

    def _keep(self, standing: Standing) -> None:
        self.touched.add(standing.article.id)
        self.changes.articles.save(standing, spelling(standing.article.path), None)

    def _one(self, among: dict[str, Standing], pick: int) -> Standing | None:
        return list(among.values())[pick % len(among)] if among else None

    def _correct(self, pick: int, amount: int) -> None:
        if one := self._one(self.in_print, pick):
            article = replace(one.article, body_html=f"<p>{amount} boats.</p>", changed=self.at, updated=self.at)
            self.in_print[article.id] = replace(one, article=article)
            self._keep(self.in_print[article.id])

    def _redate(self, pick: int, amount: int) -> None:
        if one := self._one(self.in_print, pick):
            dated = self.now - timedelta(days=amount)
            article = replace(one.article, published=dated, updated=max(dated, one.article.updated), changed=self.at)
            self.in_print[article.id] = replace(one, article=article)
            self._keep(self.in_print[article.id])

    def _withdraw(self, pick: int, _: int) -> None:
        if one := self._one(self.in_print, pick):
            self.gone[one.article.id] = replace(one, state=Outcome.WITHDRAWN, left=self.at)
            del self.in_print[one.article.id]
            self._keep(self.gone[one.article.id])

    def _restore(self, pick: int, _: int) -> None:
        if one := self._one(self.gone, pick):
            article = replace(one.article, changed=self.at)
            self.in_print[article.id] = replace(one, article=article, state=Outcome.PUBLISHED)
            del self.gone[article.id]
            self._keep(self.in_print[article.id])

    def _wait(self, _: int, amount: int) -> None:
        self.now += timedelta(days=amount)
        self.at = edition_time(self.now, self.changes.turns.state())

    def _resize(self, _: int, amount: int) -> None:
        self.settings = replace(self.settings, feed_items=1 + amount % 8)

    def check(self) -> None:
        """Each article in print stands once in the archive or in the newest document, and volumes stay as they were."""
        walked = {form.name: list(walk(self.fetch, form.path)) for form in FORMATS}
        for name, (newest, *volumes) in walked.items():
            bound = [one for _, _, ids in volumes for one in ids]
            assert len(bound) == len(set(bound)), "a story stands twice in the archive"
            assert {*bound, *newest[2]} == self.in_print.keys()
            assert all(len(ids) <= self.most for _, _, ids in volumes)
            known = self.volumes.setdefault(name, {})
            paths = [path for path, _, _ in volumes]
            assert paths[len(paths) - len(known) :][::-1] == list(known), (
                "the chain has lost a volume, or has one between"
            )
            for path, body, ids in volumes:
                before, held = known.get(path, (body, ids))
                assert set(ids) <= set(held), "something came into a volume"
                assert body == before or set(held) & self.touched, "a volume changed, and nothing in it did"
            self.volumes[name] = {path: (body, ids) for path, body, ids in reversed(volumes)}


_DAYS = st.integers(0, 75)
_EXTENTS = st.sampled_from([Extent.EVERYTHING] * 3 + [Extent.SOME, Extent.TOUCHED, Extent.MEANWHILE, Extent.NOTHING])
_WHAT = st.sampled_from(["publish"] * 5 + ["correct", "redate", "withdraw", "restore", "wait", "resize"])


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_WHAT, st.integers(0, 40), _DAYS, _EXTENTS), min_size=1, max_size=25))
def test_whatever_happens_the_archive_and_the_newest_document_have_every_story_once(
    steps: list[tuple[str, int, int, Extent]],
) -> None:
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedservice.feeds.bindery.ARCHIVE_ITEMS", MOST)
        history = History(Path(opened.enter_context(TemporaryDirectory())) / "state")
        opened.callback(history.close)
        history.act("publish", 0, 0, Extent.ALL)
        history.check()
        changed: set[str] = set()
        for what, pick, amount, extent in steps:
            history.act(what, pick, amount, extent)
            changed |= history.touched
            if extent is not Extent.NOTHING:  # then nothing at all is set, for more is being read
                history.touched, changed = changed, set()
                history.check()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "state")
    yield made
    made.close()


def test_one_more_article_makes_a_volume_or_two_at_most(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.feeds.bindery.ARCHIVE_ITEMS", MOST)
    history.act("publish", 0, 6, Extent.ALL)
    history.check()
    for number in range(60):
        before = len(history.volumes["atom"])
        history.act("publish", number, 0, Extent.EVERYTHING)
        history.check()
        assert len(history.volumes["atom"]) <= before + 2


def test_a_story_that_comes_back_is_news_and_stands_in_a_new_volume(history: History) -> None:
    history.most = 100
    history.act("publish", 7, 2, Extent.ALL)
    history.check()
    history.act("withdraw", 0, 0, Extent.ALL)
    history.check()
    without = dict(history.volumes["rss"])
    history.act("restore", 0, 0, Extent.ALL)
    for _ in range(3):
        history.act("publish", 0, 6, Extent.ALL)
    history.check()
    assert {path: history.volumes["rss"][path] for path in without} == without


def test_an_archive_names_no_hub_for_none_is_told_of_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"hubs": ["https://hub.example/"]})
    room.drop("a.txt", f"Date: 2026-10-03\n\n{story('Alpha')}")
    room.settle()
    client = room.app().test_client()
    assert 'rel="hub"' in client.get("/atom.xml").headers["Link"]
    for form in FORMATS:
        answer = client.get(f"/archive/2026-10{form.path}")
        assert answer.status_code == 200
        assert "hub" not in answer.headers["Link"]
        assert b"hub.example" not in answer.data
    room.close()


def test_a_newsroom_of_the_release_before_keeps_its_months_and_loses_no_story(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"feed_items": 2})
    for day in range(1, 5):
        room.drop(f"{day}.txt", f"Date: 2026-10-0{day}\n\n{story(f'Story{day}')}")
        room.drop(f"n{day}.txt", f"Date: 2026-11-0{day}\n\n{story(f'News{day}')}")
    room.settle()
    with room.store.reading() as asked:
        october = asked.volumes.articles("2026-10")
        assert len(asked.articles.newest(100)) == 8
    with room.store.writing() as changes:  # as it was under schema 0008
        run = changes.connection.execute
        for column in ("attachments", "episode", "season"):
            run(text(f"ALTER TABLE article DROP COLUMN {column}"))
        run(text("DROP TABLE bound"))
        for undone in (
            "DROP TABLE ledger",
            "DROP TABLE search_entry",
            "DROP TABLE search_state",
            "DROP TABLE overruling",
            "DROP TABLE desk_note",
            "DROP TABLE alternative",
            "DROP TABLE orders",
            "ALTER TABLE article DROP COLUMN aside",
            "DROP TABLE proof",
            "DROP INDEX receipt_list",
            "ALTER TABLE receipt DROP COLUMN trouble",
        ):
            run(text(undone))
        run(text("DROP INDEX ix_channel_place"))
        run(text("ALTER TABLE channel DROP COLUMN place"))
        run(text("UPDATE alembic_version SET version_num = '0008'"))
        run(text("UPDATE press_state SET style = 'before'"))
    room.restart()
    room.turn()
    with room.store.reading() as asked:
        assert set(asked.volumes.articles("2026-10")) == set(october)
    client = room.app().test_client()
    for form in FORMATS:
        newest, *volumes = walk(lambda path: client.get(path).data, form.path)
        assert volumes[-1][0] == f"/archive/2026-10{form.path}"
        assert len({*newest[2], *(one for _, _, ids in volumes for one in ids)}) == 8
    room.close()


def test_a_newsroom_with_more_news_than_a_feed_shows_can_be_walked_over_http(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for number in range(130):
        (content / f"{number}.txt").write_text(story(f"Story{number:03}"))
    service = Service(content, tmp_path / "state", feed_items=20)
    try:

        def all_ids(form: str) -> set[str]:
            documents = list(walk(lambda path: service.get(path)[2], form)) if service.get(form)[0] == 200 else []
            return {one for _, _, ids in documents for one in ids}

        # to read what is on its way again and again would take the time that reading it needs
        until(lambda: b'"published":130' in service.get("/health")[2], "every story to be read")
        until(
            lambda: len(all_ids("/atom.xml")) == 130,
            f"every story in the newest document and the archive; {service.get('/health')[2]!r}",
        )
        for form in FORMATS:
            newest, *volumes = walk(lambda path: service.get(path)[2], form.path)
            bound = [one for _, _, ids in volumes for one in ids]
            assert len(newest[2]) == 20
            assert len(bound) == len(set(bound))
            assert {*bound, *newest[2]} == all_ids("/atom.xml")
            path, body, _ = volumes[0]
            status, headers, _ = service.get(path)
            assert (status, service.get(path, If_None_Match=headers["etag"])[0]) == (200, 304)
            assert b"Story" in body
        page = service.get(volumes[0][0].rsplit("/", 2 if volumes[0][0].count("/") > 3 else 1)[0])
        assert page[0] == 200
    finally:
        service.stop()


def test_news_older_than_all_the_newest_document_shows_are_bound_by_the_turn_that_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last batch of a look, all of it below what every channel shows: nothing else asked for anything to be set."""
    room = Newsroom(tmp_path / "content", tmp_path / "state", {"feed_items": 20})
    names = {f"Story{number:03}" for number in range(130)}
    for name in names:
        room.drop(f"{name}.txt", story(name))
    for seconds, is_fresh in ((10, True), (10, True), (2, False), (0.5, True), (0.1, True)):
        monkeypatch.setattr(Drop, "is_fresh", lambda drop, is_fresh=is_fresh: is_fresh and not drop.is_empty())
        room.turn(seconds)
    served = room.app().test_client()
    found = [one for path, _, ids in walk(lambda path: served.get(path).data, "/atom.xml") for one in ids]
    assert len(set(found)) == len(names)
    room.close()


def test_the_kinds_of_channels_that_lead_to_an_archive_are_those_that_have_one(history: History) -> None:
    history.act("publish", 7, 6, Extent.ALL)
    with history.store.reading() as asked:
        months = [one for one in asked.channels.of_kinds([Kind.MONTH]) if one.place]
    assert months
    assert ids_and_previous(history.fetch("/languages/en/atom.xml"))[1] == ""
