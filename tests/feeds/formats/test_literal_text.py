"""Texts that are about markup are text to everybody, whoever parses them once more than he should."""

from __future__ import annotations

import html
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragment_fromstring

from feedservice.channels import Presentation
from feedservice.cleaning.sanitiser import sanitise
from feedservice.feeds.formats import render
from feedservice.feeds.formats.literal_text import JOINER, literal, literal_attributes
from tests.factories import make_article, make_channel, make_edition, make_photo
from tests.formats import ATOM, RSS
from tests.torture import examples

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["<", ">", "&", "</", "<!--", "<?", "#", "x41", ";", "amp", "copy", "table", "b", "!", " ", '"', "ü", "1"]
        ),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=3),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("text", ["AT&T", "a < b & c > d", "R&D, Q&A", "x <- y", "1<2", "Tom & Ana", "", "& &; <>"])
def test_what_nobody_takes_for_markup_is_left(text: str) -> None:
    assert literal(text) == text


def test_what_html_would_take_for_markup_is_parted() -> None:
    told = literal("Use <table>, </b> and &amp; not &copy or &#65;, <!-- nor <?xml")
    assert told.count(JOINER) == 7
    assert told.replace(JOINER, "") == "Use <table>, </b> and &amp; not &copy or &#65;, <!-- nor <?xml"


@settings(max_examples=examples(300))
@given(PIECES)
def test_whoever_parses_it_as_html_has_the_text_itself(text: str) -> None:
    told = literal(text)
    assert told.replace(JOINER, "") == text.replace(JOINER, "")
    assert html.unescape(told) == told
    # of blanks alone it keeps one, and of "AT&T" at the very end "ATT": html.parser in Python 3.11 loses that sign
    assert BeautifulSoup(f"x{told}.", "html.parser").get_text() == f"x{told}."
    parsed = fragment_fromstring(f"<div>{told}</div>".replace("\f", " ").replace("\x0b", " "))
    assert len(parsed) == 0
    assert literal(told) == told


@pytest.mark.parametrize("form", [RSS, ATOM])
def test_titles_summaries_and_captions_of_stories_about_markup(form) -> None:
    words = "Why <table> and &amp; won"
    photo = make_photo(caption=words, credit="<b>Ana</b>", copyright="&copy; Ana")
    article = make_article(headline=words, standfirst=words, photos=(photo,))
    document = render(make_edition(article), form).decode()
    assert "&lt;table&gt; and" not in document.replace("<content", "").partition("encoded>")[0].replace("&amp;lt;", "")
    assert f"{JOINER}table" in document
    assert f"{JOINER}copy;" in document


#: How the W3C validator looks for the addresses of pictures in what an item says (its `absUrlMixin`).
_PICTURES = re.compile(r"""<img\s+[^>]*src=(?:"(.*?)"|'(.*?)'|([\w-]+))[\s>]""", re.IGNORECASE)
LIKE_ADDRESSES = """<img src='a b'> src=foo bar SRC="q w" it's"""


@pytest.mark.parametrize("profile", ["plain", "flipboard", "msn", "newsletter", "smartnews", "podcast"])
def test_no_text_of_a_picture_is_taken_for_its_address(profile: str) -> None:
    said = html.escape(LIKE_ADDRESSES)
    body = sanitise(f'<p>A</p><img src="https://a.example/b.jpg?src=c" alt="{said}" title="{said}" width="9">')
    photo = make_photo(alt=LIKE_ADDRESSES, caption=LIKE_ADDRESSES)
    channel = make_channel(shows=Presentation(profile=profile))
    document = render(make_edition(make_article(body_html=body, photos=(photo,)), channel=channel), RSS)
    (content,) = etree.fromstring(document).iter("{http://purl.org/rss/1.0/modules/content/}encoded")
    found = ["".join(one) for one in _PICTURES.findall(content.text)]
    assert len(found) == 2
    assert all(one.startswith("https://") for one in found)
    assert [one["alt"] for one in BeautifulSoup(content.text, "html.parser").find_all("img")] == [LIKE_ADDRESSES] * 2


def test_markup_that_has_no_such_text_is_left_as_it_is() -> None:
    plain = '<p>src=a</p><img alt="A = b" src="https://a.example/?src=c" title="&quot;">'
    assert literal_attributes(plain) == plain


@pytest.mark.parametrize("form", [RSS, ATOM])
def test_an_ampersand_before_a_letter_or_figure_is_a_numeric_reference(form) -> None:
    photo = make_photo(caption="S&P500", credit="A&B2", copyright="alpha&omega")
    article = make_article(
        headline="S&P500 rises", standfirst="Q&A2", section="Q&A2", byline=("Tom </b>",), photos=(photo,)
    )
    document = render(make_edition(article), form)
    texts = re.findall(rb"<(title|category|name|media:[a-z]+)\b[^>]*>([^<]+)</", document)
    assert [text for _, text in texts if b"&amp;" in text or b"&lt;" in text] == []
    assert b"S&#x26;P500 rises</title>" in document
    assert b">Q&#x26;A2" in document
