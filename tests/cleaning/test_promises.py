"""What cleaning promises for every body: stable, well-formed, adds nothing, reads the same, and ends in time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bench import corpus
from feedservice import cleaning
from feedservice.cleaning.serialiser import VOID
from feedservice.editing import plain_text
from feedservice.text.unicode import legible
from tests.growth import check_growth
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
    assert found.paragraphs == plain_text.paragraphs(soup)
    assert found.text == plain_text.text_of(soup)


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


#: Bodies of any size, and how large each has been tried: most are of a megabyte.
HUGE: dict[str, tuple[Callable[[int], str], int]] = {
    "nested boxes": (lambda times: "<div>" * times + "x", 100_000),
    "nested bold": (lambda times: "<b>" * times + "x", 100_000),
    "nested runs": (lambda times: "<span>x" * times + "<font>" * times, 50_000),
    "tables in open paragraphs": (lambda times: "<p><table>" * times, 50_000),
    "empty lists in lists": (lambda times: "<dl><dd>" * times + "<ul><li>" * times, 20_000),
    "paragraphs in tables in tables": (lambda times: "<table><tr><td>" * 80 + "<p>x</p>" * times, 3000),
    "tables in tables": (lambda times: "<table><tr><td>" * times + "<p>x</p>" * 3000, 80),
    "figures in figures": (lambda times: "<figure><img src=a>" * times, 8000),
    "a huge attribute": (lambda times: f"<p class='{'a ' * 5 * times}' style='{'x:y;' * times}'>x", 100_000),
    "less than": (lambda times: "<" * times, 1_000_000),
    "ampersands": (lambda times: "&" * times, 1_000_000),
    "links": (lambda times: "<a href='/x?utm_source=y'>hello</a> " * times, 10_000),
    "breaks": (lambda times: "a<br>" * times + "a<br><br>" * times, 10_000),
    "items": (lambda times: "<li>x" * times, 20_000),
    "share boxes": (lambda times: "<div class=share>" * times + "x", 40_000),
    "list paragraphs": (lambda times: "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>x</p>" * times, 3000),
    "spaces": (lambda times: "<p>" + " \xa0" * times, 500_000),
    "a srcset": (lambda times: f"<img srcset='{'a 1w,' * times}'>", 150_000),
    "a srcset that is read to its end": (lambda times: f"<img srcset='{'a 1w,' * times}'>", 4_000),
    "wrapped addresses": (lambda times: f"<a href='{'https://www.google.com/url?q=' * times}'>x</a>", 20_000),
    "words that begin like leftovers": (lambda times: "<p>" + "Copyright Read more: Follow us on Facebook " * times, 20_000),
}  # fmt: skip


@pytest.mark.parametrize(("make", "times"), HUGE.values(), ids=HUGE)
def test_the_cost_of_cleaning_a_million_characters_grows_with_their_number(
    make: Callable[[int], str], times: int
) -> None:
    """Parsing is not measured: it is for who made the parser, and cleaning changes the tree."""
    check_growth(lambda size: BeautifulSoup(make(size), "lxml"), lambda body: cleaning.clean(body, BASE), times)
