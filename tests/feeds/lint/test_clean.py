"""Documents without a fault get no complaint: made ones with every feature, and what the service serves."""

from __future__ import annotations

import pytest

from feedservice.feeds.lint import lint, lint_against, lint_formats
from feedservice.feeds.lint.values.feed_html import scan
from tests.feeds.lint.documents import BASE, CLEAN
from tests.growth import check_growth
from tests.newsroom import Newsroom, documents, long_tail, picture, story

TYPES = {"/rss.xml": "application/rss+xml", "/atom.xml": "application/atom+xml", "/feed.json": "application/feed+json"}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_document_has_no_complaint(name: str) -> None:
    assert lint(CLEAN[name].encode(), size_of={f"{BASE}/photos/one.jpg": 1000}.__getitem__) == ()


def test_partner_documents_have_their_own_rules() -> None:
    snf = CLEAN["rss"].replace(
        "<ttl>",
        '<snf:logo xmlns:snf="http://www.smartnews.be/snf"><url>https://news.example/l.png</url></snf:logo><ttl>',
    )
    snf = snf.replace("<media:group>", "<media:status state='deleted'/><media:group>", 1)
    assert {one.rule for one in lint(snf.encode())} == {"UndefinedElement", "UnknownNamespace"}
    assert lint(snf.encode(), partner=True) == ()
    unknown = snf.replace("media:status", "media:statuses")
    assert {one.rule for one in lint(unknown.encode(), partner=True)} == {"UndefinedElement"}


def _filled(newsroom: Newsroom) -> Newsroom:
    for number in range(12):
        newsroom.drop(f"world/story-{number}.txt", story(f"Harbour {number}"))
    newsroom.drop("world/nets.html", "<h1>Nets &amp; boats</h1><p>By Ana Ruiz</p><p>First.</p><figure><img src='nets.jpg' alt=''><figcaption>Nets on the quay.</figcaption></figure><p>The nets are &lt;dry&gt; again, said “the master” of Port Elster.</p>")  # fmt: skip
    newsroom.drop("world/nets.jpg", picture())
    newsroom.settle()
    return newsroom


def test_what_the_service_serves_is_clean(newsroom: Newsroom) -> None:
    _filled(newsroom)
    (newsroom.content / "world/story-3.txt").unlink()
    newsroom.drop("world/story-4.txt", story("Harbour 4") + "\nCorrection: it was Tuesday.\n")
    newsroom.lapse()
    newsroom.turn(10)
    with newsroom.store.reading() as asked:
        found = {**documents(asked), **long_tail(asked, newsroom.settings)}
    sizes = {}
    app = newsroom.app()
    client = app.test_client()

    def size_of(url: str) -> int | None:
        if not url.startswith("http://127.0.0.1:8000/"):
            raise KeyError(url)
        answer = client.get(url.removeprefix("http://127.0.0.1:8000"))
        sizes[url] = answer.status_code
        return len(answer.data) if answer.status_code == 200 else None

    for path, media_type in TYPES.items():
        served = {"content_type": found[path].media_type, "address": f"http://127.0.0.1:8000{path}"}
        assert found[path].media_type.startswith(media_type)
        assert lint(found[path].body, size_of=size_of, now=newsroom.now, **served) == ()
    opml = client.get("/feeds.opml")
    assert lint(opml.data, content_type=opml.content_type) == ()
    assert set(sizes.values()) == {200}
    assert any("/photos/" in url for url in sizes)
    assert b"deleted-entry" in found["/atom.xml"].body
    assert lint_formats({path: found[path].body for path in TYPES}) == ()


def test_one_edition_after_another_is_clean(newsroom: Newsroom) -> None:
    _filled(newsroom)
    before = {path: newsroom.document(path) for path in TYPES}
    newsroom.drop("world/story-4.txt", story("Harbour 4") + "\nCorrection: it was Tuesday.\n")
    newsroom.settle()
    for path, body in before.items():
        after = newsroom.document(path)
        assert after != body
        assert lint_against(body, after) == ()


def _long(articles: int) -> bytes:
    """A feed of long articles, of which each has its own words; none is remembered from the feed before."""
    scan.cache_clear()
    head, item, tail = CLEAN["rss"].partition("<item>")[0], CLEAN["rss"].split("<item>")[1], "</channel></rss>"
    html = '&lt;p&gt;Words &lt;em&gt;and&lt;/em&gt; &lt;a href="https://news.example/"&gt;links&lt;/a&gt;.&lt;/p&gt;'
    items = (
        f"<item>{item}".replace(":one", f":one{one}").replace("&lt;p&gt;", f"&lt;p&gt;{one}&lt;/p&gt;{html * 60}&lt;p&gt;", 1)
        for one in range(articles)
    )  # fmt: skip
    return (head + "".join(items) + tail).encode()


def test_the_cost_of_a_feed_grows_with_the_number_of_its_long_articles() -> None:
    """From thirty articles to 240, which are still a feed that no complaint is made of."""
    assert check_growth(_long, lint, 240) == ()
