"""What cleaning promises for every body: stable, well-formed, adds nothing, reads the same, and ends in time."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bench import corpus
from feedservice import cleaning, wording
from feedservice.characters import legible
from feedservice.cleaning.serialiser import VOID
from tests.test_properties import HTML, SOUP, TEXT

BASE = "https://port.example/"
#: What word processors, lazy pages and newsletters add to plain markup.
ODD = st.lists(
    st.sampled_from([
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>", "<p style='mso-list:l0 level3 lfo1'>",
        "<span style='font-weight:700'>", "</span>", "<b style='font-weight:normal'>", "</b>", "<table role=presentation><tr><td>", "</td><td>",
        "</td></tr></table>", "<th>", "<caption>", "<figure>", "<figcaption>", "</figcaption>", "</figure>", "<img data-src=/a.jpg>", "<picture><source srcset='b.jpg 300w'>",
        "</picture>", "<noscript><img src=/c.jpg></noscript>", "<iframe src='https://www.youtube.com/embed/abcdefgh'></iframe>", "<blockquote class=twitter-tweet>",
        "</blockquote>", "<div class=share>", "<div hidden>", "</div>", "<dl><dt>", "<dd>", "</dl>", "<ul>", "<li>", "</ul>", "<details><summary>", "</details>", "<pre>", "</pre>",
        "<code>", "</code>", "<ruby>a<rt>b</ruby>", "<a href='/x?utm_source=y&z=1'>", "</a>", "<p>", "</p>", "<h2>", "</h2>", "<p><b>Bold line</b></p>", "<br>", "<br><br>", "&nbsp;&nbsp;",
        "<video src=/v.mp4>", "<audio><source src=/s.mp3></audio>", "<hr>", "<sup>", "</sup>", "Read more", "words of a story", "one", "two.", " ", "\n", "<o:p>", "<amp-img src=/q.jpg>",
        "<td>", "<tr>", "<tbody>", "<center>", "<div dir=rtl>", "<i>", "</i>", "<!--[if !supportLists]-->", "<!--[endif]-->", "<math><mi>x</mi></math>", "<q>", "<time>",
    ]),
    max_size=25,
).map("".join)  # fmt: skip
ANY = (HTML | SOUP | ODD | TEXT).map(lambda text: text.encode("utf-8", "ignore").decode())  # as decoding gives it


def cleaned(html: str) -> cleaning.Cleaned:
    return cleaning.clean(BeautifulSoup(html, "lxml"), BASE)


def as_xml(html: str) -> etree._Element:
    """The markup by an XML parser that forgives nothing, once void elements are closed as XML wants it."""
    closed = re.sub(rf"<((?:{'|'.join(VOID)})\b[^>]*)>", r"<\1/>", html).replace("&nbsp;", "&#160;")
    return etree.fromstring(f"<body>{closed}</body>")


@given(ANY)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = cleaned(html).html
    assert cleaned(once).html == once


@given(ANY)
def test_what_comes_out_is_well_formed(html: str) -> None:
    as_xml(cleaned(html).html)


@given(ANY)
def test_paragraphs_and_words_are_those_of_the_markup_that_comes_out(html: str) -> None:
    found = cleaned(html)
    soup = BeautifulSoup(found.html, "lxml")
    assert found.paragraphs == wording.paragraphs(soup)
    assert found.text == wording.text_of(soup)


@given(ANY)
def test_no_word_comes_out_that_did_not_go_in(html: str) -> None:
    """Letters, for words may be parted; but for the links that stand for what is embedded."""
    embeds = "Video (youtube.com)" * html.count("<iframe")
    there = Counter(
        re.sub(r"\s", "", legible(BeautifulSoup(html, "lxml").get_text()) + embeds + "ab" * html.count("<ruby>"))
    )
    assert Counter(re.sub(r"\s", "", cleaned(html).text)) <= there


def test_harmless_articles_keep_their_words_and_links() -> None:
    """At least 0.995 of the words is what is promised; of plain articles it is all of them."""
    pieces = [
        html for number, (_, html) in enumerate(corpus.articles(40)) if number % 5
    ]  # each fifth is a page with furniture
    for html in pieces:
        before, after = BeautifulSoup(html, "lxml"), BeautifulSoup(cleaned(html).html, "lxml")
        assert after.get_text(" ").split() == before.get_text(" ").split()
        assert [link["href"] for link in after.find_all("a")] == [link["href"] for link in before.find_all("a")]


HUGE = {
    "nested boxes": "<div>" * 100_000 + "x",
    "nested bold": "<b>" * 100_000 + "x",
    "nested runs": "<span>x" * 50_000 + "<font>" * 50_000,
    "tables in open paragraphs": "<p><table>" * 50_000,
    "empty lists in lists": "<dl><dd>" * 20_000 + "<ul><li>" * 20_000,
    "tables in tables": "<table><tr><td>" * 80 + "<p>x</p>" * 3000,
    "figures in figures": "<figure><img src=a>" * 8000,
    "a huge attribute": f"<p class='{'a ' * 500_000}' style='{'x:y;' * 100_000}'>x",
    "less than": "<" * 1_000_000,
    "ampersands": "&" * 1_000_000,
    "links": "<a href='/x?utm_source=y'>hello</a> " * 10_000,
    "breaks": "a<br>" * 10_000 + "a<br><br>" * 10_000,
    "items": "<li>x" * 20_000,
    "share boxes": "<div class=share>" * 40_000 + "x",
    "list paragraphs": "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>x</p>"
    * 3000,
    "spaces": "<p>" + " \xa0" * 500_000,
    "a srcset": f"<img srcset='{'a 1w,' * 150_000}'>",
    "wrapped addresses": f"<a href='{'https://www.google.com/url?q=' * 20_000}'>x</a>",
    "words that begin like leftovers": "<p>" + "Copyright Read more: Follow us on Facebook " * 20_000,
}


@pytest.mark.parametrize("html", HUGE.values(), ids=HUGE)
def test_a_million_characters_end_in_time(html: str) -> None:
    body = BeautifulSoup(html, "lxml")
    started = time.perf_counter()
    cleaning.clean(body, BASE)
    assert time.perf_counter() - started < 15  # a second or less on a quiet machine
