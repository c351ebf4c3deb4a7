"""Whatever an article says, its documents are sound, pass our own judge, and are read back as the same news.

By two parsers that share no code: feedparser, and fastfeedparser (lxml).
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import fastfeedparser
import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedservice.article import Article, Correction, Photo, Severity
from feedservice.channels import Edition, Tombstone
from feedservice.cleaning.sanitiser import sanitise
from feedservice.feeds.formats import FORMATS, render, render_all
from feedservice.feeds.formats.literal_text import JOINER, literal
from feedservice.feeds.lint import lint, lint_formats
from feedservice.feeds.order import assemble
from feedservice.feeds.self_check import proofread
from feedservice.text.unicode import legible
from tests.factories import make_article, make_channel, make_edition, make_photo, make_rendition
from tests.formats import ATOM, FEEDS, JSON, RSS
from tests.service import PATIENCE_SECONDS
from tests.torture import examples

BASE = "https://news.example"
#: Any text at all, and pieces that have broken feeds before.
NASTY = st.sampled_from(
    [
        *("<b>", "&amp;", "&", "]]>", "<!--", "<script>", "&nbsp;", "%s", "{0}", '"', "'"),
        *("\x00", "\x0b", "\x85", "\ud800", "\ufffe", "\u202e", "\u200f", "\U0010ffff"),
        *("😀", "é", "港口", "عنوان"),
    ]
)
TEXT = st.lists(st.one_of(st.text(max_size=12), NASTY), max_size=6).map("".join)
LINE = TEXT.map(lambda text: " ".join(legible(text).split()))
SOME = LINE.filter(bool)
INSTANTS = st.datetimes(datetime(1, 1, 2), datetime(2026, 11, 18)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))
LANGUAGES = st.sampled_from(["", "en", "fr-CA", "ar", "he", "zh-Hans", "pt-BR"])


def words(text: str) -> str:
    """A text without what parsers do to spaces, and with what XML cannot hold made legible."""
    return " ".join(legible(text).split())


@st.composite
def photographs(draw: st.DrawFn) -> Photo:
    digits = draw(st.text("0123456789abcdef", min_size=32, max_size=32))
    sizes = st.integers(1, 5000)
    image = make_rendition(
        name=f"{digits}.jpg", size_bytes=draw(st.integers(1, 10**7)), width_px=draw(sizes), height_px=draw(sizes)
    )
    more = [make_rendition(name=f"{digits[::-1]}.png", media_type="image/png", role="original")] * draw(
        st.integers(0, 1)
    )
    words = {name: draw(LINE) for name in ("caption", "credit", "alt", "copyright")}
    return make_photo(path=f"{digits}.jpg", renditions=(image, *more), **words)


@st.composite
def articles(draw: st.DrawFn, number: int = 0) -> Article:
    published = draw(INSTANTS)
    updated = min(published + draw(st.timedeltas(timedelta(), timedelta(days=900))), datetime(2026, 11, 18, tzinfo=UTC))
    updated = max(published, updated.replace(microsecond=0))
    names = st.lists(SOME, max_size=3, unique=True).map(tuple)
    photos = draw(st.lists(photographs(), max_size=3, unique_by=lambda one: one.enclosure.name))
    return make_article(
        key=f"key{number}",
        headline=draw(SOME),
        standfirst=draw(LINE),
        standfirst_derived=draw(st.booleans()),
        body_html=sanitise(f"<p>{draw(TEXT)}</p>") or "<p>x</p>",
        byline=draw(names),
        agencies=draw(names),
        dateline=draw(LINE),
        section=draw(LINE),
        tags=draw(names),
        language=draw(LANGUAGES),
        photos=tuple(photos),
        corrections=tuple(Correction(note, date(2026, 1, 2)) for note in draw(st.lists(LINE, max_size=2))),
        published=published,
        updated=updated,
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    count = draw(st.integers(0, 3))
    made = [draw(articles(number)) for number in range(count)]
    channel = make_channel(
        title=draw(SOME),
        description=draw(SOME),
        language=draw(st.sampled_from(["en", "ar", "zh"])),
        hubs=draw(st.sampled_from([(), ("https://hub.example/",)])),
    )
    tombs = (Tombstone("tag:news.example,2026-11-18:gone", datetime(2026, 11, 18, tzinfo=UTC)),) * draw(
        st.integers(0, 1)
    )
    return assemble(channel, made, datetime(2026, 11, 19, tzinfo=UTC), tombs)


def known_sizes(edition: Edition) -> dict[str, int]:
    images = [image for one in edition.articles for photo in one.photos for image in photo.renditions]
    return {f"{BASE}/photos/{image.name}": image.size_bytes for image in images}


@settings(max_examples=examples(150))
@given(editions())
def test_documents_are_sound_and_no_article_is_left_out(edition: Edition) -> None:
    documents, left_out = render_all(edition)
    assert left_out == {}
    assert proofread(edition, documents, {}, known_sizes(edition).__getitem__) == ()
    for form, body in documents.items():
        address = f"{BASE}{form.path}"
        errors = [one for one in lint(body, address=address) if one.severity is Severity.ERROR]
        assert errors == []
    assert lint_formats({form.name: body for form, body in documents.items()}) == ()


@settings(max_examples=examples(150))
@given(editions())
def test_feedparser_reads_back_the_same_news(edition: Edition) -> None:
    for form in (RSS, ATOM):
        feed = feedparser.parse(render(edition, form))
        assert not feed.bozo
        assert [entry.id for entry in feed.entries] == [one.id for one in edition.articles]
        for entry, article in zip(feed.entries, edition.articles, strict=True):
            assert entry.link == f"{BASE}/articles/{article.key}"
            images = [photo.enclosure for photo in article.photos]
            assert len(entry.enclosures) == min(len(images), 1)
            for enclosure, image in zip(entry.enclosures, images, strict=False):
                known = (f"{BASE}/photos/{image.name}", image.media_type, str(image.size_bytes))
                assert (enclosure.href, enclosure.type, enclosure.length) == known
            if article.published.year >= 1970:
                assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == article.published
            people = [words(mended(name)) for name in article.byline or article.agencies]
            if people and form is ATOM:
                assert [bare(mended(author.name)) for author in entry.authors] == list(map(bare, people))
            if people and form is RSS:
                assert all(name in bare(entry.author) for name in map(bare, article.byline or article.agencies))


def bare(text: str | None) -> str:
    """A text of XML without what parts it from markup."""
    return words((text or "").replace(JOINER, ""))


def mended(text: str) -> str:
    """As feedparser has a text at times: it takes UTF-8 in the letters of Latin 1 for a fault, and mends it."""
    try:
        return text.encode("iso-8859-1").decode()
    except UnicodeError:
        return text


@settings(max_examples=examples(150))
@given(editions())
def test_an_xml_parser_reads_back_every_word(edition: Edition) -> None:
    rss, atom = etree.fromstring(render(edition, RSS)), etree.fromstring(render(edition, ATOM))
    feed = json.loads(render(edition, JSON))
    space = "{http://www.w3.org/2005/Atom}"
    entries = atom.findall(f"{space}entry")
    for article, item, entry, told in zip(edition.articles, rss.iter("item"), entries, feed["items"], strict=True):
        titles = {bare(item.findtext("title")), bare(entry.findtext(f"{space}title")), bare(told["title"])}
        assert titles == {bare(article.headline)}
        summary = bare(article.standfirst) if words(article.standfirst) else bare(article.headline)
        assert bare(html.unescape(item.findtext("description"))) == summary
        assert bare(entry.findtext(f"{space}summary")) == summary
        assert words(told.get("summary", "")) == words(article.standfirst)
        contents = {
            item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"),
            entry.findtext(f"{space}content"),
        }
        assert contents == {told["content_html"]}


@st.composite
def raw_articles(draw: st.DrawFn, number: int) -> Article:
    """Articles that intake would not make: control characters and lone surrogates in every field, dates far ahead."""
    filled = TEXT.filter(words)
    at = draw(st.datetimes(datetime(1600, 1, 2), datetime(9999, 12, 30))).replace(microsecond=0, tzinfo=UTC)
    images = [
        {name: draw(TEXT) for name in ("caption", "credit", "alt", "copyright")} for _ in range(draw(st.integers(0, 2)))
    ]
    return make_article(
        key=f"raw{number}",
        headline=draw(filled),
        standfirst=draw(TEXT),
        body_html=sanitise(f"<p>{draw(TEXT)}</p>") or "<p>x</p>",
        byline=tuple(draw(st.lists(filled, max_size=3, unique_by=words))),
        agencies=tuple(draw(st.lists(filled, max_size=2, unique_by=words))),
        dateline=draw(TEXT),
        section=draw(TEXT),
        tags=tuple(draw(st.lists(filled, max_size=3))),
        language=draw(LANGUAGES),
        photos=tuple(make_photo(**image) for image in images),
        corrections=tuple(Correction(note, at.date()) for note in draw(st.lists(TEXT, max_size=2))),
        published=at,
        updated=at,
    )


RAW = st.integers(1, 3).flatmap(lambda count: st.tuples(*map(raw_articles, range(count))))


@settings(max_examples=examples(150))
@given(RAW)
def test_whatever_stands_in_a_field_comes_back_legible(articles: tuple[Article, ...]) -> None:
    documents, left_out = render_all(make_edition(*articles))
    assert left_out == {}
    space, dc = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
    items = etree.fromstring(documents[RSS]).iter("item")
    entries = etree.fromstring(documents[ATOM]).findall(f"{space}entry")
    told = json.loads(documents[JSON])["items"]
    for article, item, entry, one in zip(articles, items, entries, told, strict=True):
        title = words(literal(one["title"]))
        assert words(item.findtext("title")) == words(entry.findtext(f"{space}title")) == title
        assert words(one["title"]) == words(article.headline)
        people = [bare(name) for name in article.byline or article.agencies]
        creators = [bare(name.text) for name in item.findall(f"{dc}creator")]
        assert len(creators) == bool(people)
        assert all(name in "".join(creators) for name in people)
        assert [bare(name.text) for name in entry.findall(f"{space}author/{space}name")] == people
        assert [bare(author["name"]) for author in one.get("authors", ())] == people
        tags = [term.text for term in item.findall("category")]
        assert tags == [term.get("term") for term in entry.findall(f"{space}category")]
        assert tags == [literal(tag) for tag in one.get("tags", [])]
        assert all(tags)
        assert datetime.fromisoformat(one["date_published"]) == article.published
        assert datetime.fromisoformat(entry.findtext(f"{space}published")) == article.published


@settings(max_examples=examples(100))
@given(RAW)
def test_a_second_parser_reads_back_the_same_news(articles: tuple[Article, ...]) -> None:
    for form in FEEDS:
        feed = fastfeedparser.parse(render(make_edition(*articles), form))
        assert [entry.id for entry in feed.entries] == [one.id for one in articles]
        for entry, article in zip(feed.entries, articles, strict=True):
            assert entry.link == f"{BASE}/articles/{article.key}"
            if form is not JSON:  # whoever unescapes once or twice more than he should has the same
                assert bare(html.unescape(html.unescape(entry.title))) == bare(article.headline)
            assert datetime.fromisoformat(entry.published) == article.published
            if form is not ATOM:  # of Atom it reads no enclosures
                sizes = [str(image["length"]) for image in entry.get("enclosures", ())]
                assert sizes == [str(photo.enclosure.size_bytes) for photo in article.photos[:1]]


EXAMPLE = """
import hashlib, sys
from datetime import UTC, datetime
from feedservice.channels import Tombstone
from feedservice.feeds.order import assemble
from feedservice.feeds.formats import FORMATS, document, render
from tests.factories import make_article, make_channel, make_edition, make_photo, make_rendition
photo = make_photo(renditions=(make_rendition(), make_rendition(name="b" * 32 + ".png", role="original")))
articles = [make_article(key=f"k{n}", tags=("a", "b", "c"), byline=("Ana", "Tom"), photos=(photo,)) for n in range(5)]
tombs = [Tombstone("tag:news.example,2026-11-18:gone", datetime(2026, 11, 18, tzinfo=UTC))]
edition = assemble(make_channel(hubs=("https://a.example/", "https://b.example/")), articles, datetime(2026, 11, 19, tzinfo=UTC), tombs)
for form in FORMATS:
    made = document(form, edition.channel, render(edition, form), edition.updated)
    print(made.etag, *(hashlib.sha256(body).hexdigest() for body in made.coded.values()))
"""


def test_other_processes_clocks_zones_and_languages_make_the_same_bytes() -> None:
    made = set()
    for seed, zone, language in (
        ("0", "UTC", "C"),
        ("1", "Asia/Kathmandu", "C.UTF-8"),
        ("77", "America/St_Johns", "de_DE.UTF-8"),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        done = subprocess.run(
            [sys.executable, "-c", EXAMPLE], capture_output=True, check=True, env=environment, timeout=PATIENCE_SECONDS
        )
        made.add(done.stdout)
    assert len(made) == 1
    assert len(made.pop().split()) == 4 * len(FORMATS)  # an entity tag, and three content codings


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_an_empty_edition_is_a_sound_document(form: object) -> None:
    body = render(assemble(make_channel(), [], datetime(2026, 11, 19, tzinfo=UTC)), form)  # type: ignore[arg-type]
    assert [one for one in lint(body) if one.severity is Severity.ERROR] == []
