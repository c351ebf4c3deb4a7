"""What must hold for every text, not only for those we thought of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Manuscript, Outcome
from feedservice.cleaning.sanitiser import sanitise
from feedservice.editing.ids import DistinctSeconds
from feedservice.errors import ArticleError
from feedservice.feeds.formats import FORMATS, render
from feedservice.feeds.formats.literal_text import literal
from feedservice.feeds.order import assemble
from feedservice.folder.settle import Known, compare
from feedservice.folder.stamps import Scan, Stamp
from feedservice.text.dates.parse import understand
from feedservice.text.unicode import legible, one_line
from tests.factories import NOW, make_article, make_channel, make_edition, make_photo, make_rendition, make_source
from tests.formats import XML_FORMATS

#: Any text at all, with what breaks XML and HTML more often than chance would bring it.
HARD = st.sampled_from([
    "\x00", "\x0b", "\x1b", "\x85", "\x93", "\ufffe", "\ufdd0", "\U0001ffff", "\ud800", "]]>", "&", "&amp;", "&nbsp;", "<", "</p>",
    "<!--", "<script>", "\u2028", "\u200f", "🙂", "é", "文",
])  # fmt: skip
TEXT = st.lists(HARD | st.text(max_size=12), max_size=8).map("".join)
#: Without "a": “ad” alone on a line is no news.
WORDS = st.text(alphabet="bcdefg xyz", min_size=1, max_size=12)

INLINE = ("b", "i", "em", "span", "a href='/x'", "a href='javascript:x'", "font", "u", "code", "bdi", "time", "small")
BLOCK = (
    "p",
    "div",
    "section",
    "blockquote",
    "ul><li",
    "table><tr><td",
    "figure",
    "h2",
    "h3",
    "pre",
    "center",
    "header",
    "nav",
    "aside",
)
UNSAFE = ("script", "style", "svg", "math", "template", "iframe", "textarea", "title", "button", "object")
VOID = (
    "<br>",
    "<br><br>",
    "<hr>",
    "<img src=a.jpg>",
    "<img src=data:x>",
    "<wbr>",
    "<!-- c -->",
    "\n",
    " ",
    "&nbsp;",
    "&amp;",
)


def _wrapped(name: str, inner: list[str]) -> str:
    ends = "".join(f"</{part.split()[0]}>" for part in reversed(name.split("><")))
    return f"<{name}>{''.join(inner)}{ends}"


def _elements(names: tuple[str, ...], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_wrapped, st.sampled_from(names), st.lists(inside, max_size=4))


PHRASES = st.recursive(WORDS | st.sampled_from(VOID), lambda inside: _elements(INLINE, inside), max_leaves=6)
#: Nested as HTML allows, and unsafe elements anywhere.
HTML = st.lists(
    st.recursive(PHRASES, lambda inside: _elements(BLOCK, inside) | _elements(UNSAFE, inside), max_leaves=12),
    max_size=6,
).map("".join)
#: Nested as nobody should.
SOUP = st.lists(
    st.sampled_from([f"<{name}>" for name in (*INLINE, *UNSAFE, "p", "div", "table", "td", "li", "ul", "h2", "figure", "dl")])
    | st.sampled_from([f"</{name.split()[0]}>" for name in (*INLINE, *UNSAFE, "p", "div", "table", "td", "li", "ul", "h2", "figure", "dl")])
    | WORDS | st.sampled_from(VOID),
    max_size=20,
).map("".join)  # fmt: skip


def _clean(html: str) -> str:
    return cleaning.clean(BeautifulSoup(html, "lxml"), HOME).html


def _words(html: str) -> list[str]:
    return BeautifulSoup(html, "lxml").get_text(" ").split()


def _letters(html: str) -> str:
    return re.sub(r"\s", "", BeautifulSoup(html, "lxml").get_text())


@given(HTML)
def test_cleaning_twice_is_cleaning_once_but_for_white_space(html: str) -> None:
    once = _clean(html)
    assert "".join(_clean(once).split()) == "".join(once.split())


@given(HTML)
def test_cleaning_adds_no_letter(html: str) -> None:
    before, after = _letters(html), _letters(_clean(html))
    assert not Counter(after) - Counter(before)
    if "<figure" not in html:  # loose words of a figure become its caption, which stands last
        left = iter(before)
        assert all(letter in left for letter in after)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_plain_paragraphs_come_through_cleaning_word_for_word(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{words}</p>" for words in paragraphs)
    assert _words(_clean(html)) == _words(html)


@given(TEXT)
def test_the_sanitiser_is_stable_and_lets_no_active_element_through(html: str) -> None:
    safe = sanitise(html)
    assert sanitise(safe) == safe
    assert not re.search(
        r"<(?:script|style|svg|math|iframe|object|embed|form|input|base|meta|link)\b", safe, re.IGNORECASE
    )


@given(
    st.binary(max_size=400) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([".html", ".htm", ".txt"]),
)
def test_any_bytes_give_a_manuscript_or_an_article_error(content: bytes, suffix: str) -> None:
    try:
        manuscript, body = intake.read(make_source(f"harbour{suffix}", content))
    except ArticleError:
        return
    assert isinstance(manuscript, Manuscript)
    assert isinstance(cleaning.clean(body, HOME).html, str)


@given(SOUP)
def test_any_tag_soup_gives_a_manuscript_that_can_be_cleaned(html: str) -> None:
    try:
        read = intake.read(make_source("harbour.html", html)).body
    except ArticleError:
        return  # nothing in it
    body = cleaning.clean(read, HOME).html
    assert sanitise(body) == body


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=12), min_size=3, max_size=8))
def test_no_word_of_a_plain_text_file_is_lost(paragraphs: list[str]) -> None:
    """Every paragraph is in the headline, the standfirst or the body (none of these can be a date, byline or mark)."""
    manuscript, body = intake.read(make_source("harbour.txt", "\n\n".join(paragraphs)))
    fields = [finding.value for finding in (manuscript.headline, manuscript.standfirst) if finding]
    assert " ".join([*fields, body.get_text(" ")]).split() == " ".join(paragraphs).split()


@given(TEXT)
def test_a_date_is_understood_or_refused_with_a_value_error(text: str) -> None:
    try:
        stated = understand(text, UTC)
    except ValueError:
        return
    assert stated.instant.tzinfo is UTC


@given(TEXT)
def test_legible_text_may_stand_in_xml_and_stays_as_it_is(text: str) -> None:
    clean = legible(text)
    assert (etree.fromstring(etree.tostring(_element_of(clean))).text or "") == clean
    assert legible(clean) == clean


def _element_of(text: str) -> etree._Element:
    element = etree.Element("t")
    element.text = text
    return element


def _article(texts: list[str]) -> object:
    headline, standfirst, body, byline, dateline, section, tag, caption, credit = texts
    return make_article(
        headline=one_line(headline) or "Headline",
        standfirst=standfirst,
        body_html=sanitise(f"<p>{body}</p>") or "<p>Body</p>",
        byline=(byline,),
        dateline=dateline,
        section=section,
        tags=(tag,),
        photos=(make_photo(caption=caption, credit=credit, alt=caption),),
    )


@pytest.mark.parametrize("form", XML_FORMATS, ids=lambda form: form.name)
@given(texts=st.lists(TEXT, min_size=9, max_size=9))
def test_any_text_in_any_field_renders_well_formed_and_reads_back(form, texts: list[str]) -> None:
    article = _article(texts)
    body = render(make_edition(article), form)
    parsed = feedparser.parse(body, sanitize_html=False)
    assert not parsed.bozo
    assert parsed.entries[0].id == article.id
    title = next(
        child
        for child in etree.fromstring(body).iter()
        if isinstance(child.tag, str) and child.text == literal(article.headline)
    )
    assert etree.QName(title).localname == "title"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@given(texts=st.lists(TEXT, min_size=9, max_size=9))
def test_the_same_edition_is_the_same_bytes(form, texts: list[str]) -> None:
    edition = make_edition(_article(texts))
    assert render(edition, form) == render(replace(edition), form)


STAMPS = st.builds(Stamp, st.integers(0, 2), st.integers(0, 2), st.integers(0, 1))
PATHS = st.sampled_from(["a.txt", "b.html", "news/c.txt", "d.jpg"])
MOMENTS = st.integers(-100, 100).map(lambda seconds: NOW + timedelta(seconds=seconds))
#: Looks that saw a file written to: a count.
GROWTHS = st.integers(0, 1_000_000)
KNOWN = st.builds(Known, STAMPS | st.none(), MOMENTS, st.sampled_from(Outcome), MOMENTS | st.none(), GROWTHS)
SETTLE = timedelta(seconds=10)


@given(st.dictionaries(PATHS, STAMPS), st.dictionaries(PATHS, KNOWN))
def test_no_file_is_read_that_changed_since_the_last_look(stamps, known) -> None:
    difference = compare(Scan(stamps), known, NOW, SETTLE)
    for path in difference.settled:
        assert known[path].stamp == stamps[path]
        assert known[path].since <= NOW


@given(st.dictionaries(PATHS, STAMPS), st.dictionaries(PATHS, KNOWN))
def test_each_file_has_one_fate_and_none_is_gone_that_was_seen(stamps, known) -> None:
    difference = compare(Scan(stamps), known, NOW, SETTLE)
    fates = [set(difference.settled), set(difference.gone), set(difference.moving)]
    assert sum(map(len, fates)) == len(set.union(*fates))
    assert difference.waiting.isdisjoint(difference.settled)
    assert not set(difference.gone) & set(stamps)


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(-5, 20)))
def test_distinct_seconds_are_distinct_and_never_later_than_asked(taken: list[int], asked: list[int]) -> None:
    distinct = DistinctSeconds(lambda first, end: [second for second in taken if first <= second < end])
    given_out = []
    for second in asked:
        instant = distinct.at_or_before(datetime.fromtimestamp(second, UTC))
        assert instant <= datetime.fromtimestamp(second, UTC)
        given_out.append(int(instant.timestamp()))
    assert len({*given_out, *taken}) == len(given_out) + len(set(taken))


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12),
    st.integers(1, 6),
    st.randoms(use_true_random=False),
)
def test_an_edition_does_not_depend_on_the_order_it_was_given(times, feed_items: int, random) -> None:
    articles = [
        make_article(key=f"k{number}", published=NOW + timedelta(hours=first), released=NOW + timedelta(hours=second))
        for number, (first, second) in enumerate(times)
    ]
    shuffled = random.sample(articles, len(articles))
    channel = make_channel(feed_items=feed_items)
    edition = assemble(channel, articles, NOW)
    assert edition == assemble(channel, shuffled, NOW)
    assert len(edition.articles) == min(feed_items, len(articles))
    assert list(edition.articles) == sorted(edition.articles, key=lambda article: article.published, reverse=True)


@given(st.integers(1, 10**9), st.integers(1, 20_000), st.integers(1, 20_000))
def test_an_enclosure_states_the_true_size_in_both_formats(size_bytes: int, width_px: int, height_px: int) -> None:
    image = make_rendition(size_bytes=size_bytes, width_px=width_px, height_px=height_px)
    edition = make_edition(make_article(photos=(make_photo(renditions=(image,)),)))
    for form in XML_FORMATS:
        (entry,) = feedparser.parse(render(edition, form)).entries
        assert [link.length for link in entry.links if link.rel == "enclosure"] == [str(size_bytes)]
