"""Texts that are about markup are text to everybody, whoever parses them once more than he should."""

from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from feedservice.feeds.formats import render
from feedservice.feeds.formats.literal_text import JOINER, literal
from tests.factories import make_article, make_edition, make_photo
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
