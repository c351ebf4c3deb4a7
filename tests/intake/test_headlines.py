"""Which line of a page is its headline: what a title, a name, a place and the eye say of each."""

from __future__ import annotations

import pytest

from feedservice.article import Manuscript
from feedservice.intake.html import html_reader
from tests.factories import make_source

STORY = "".join(
    f"<p>The harbour board said on Thursday that the ferry would sail again before the week was out, for the {n}th time.</p>"
    for n in range(6)
)


def read(head: str, body: str) -> Manuscript:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return html_reader.read(make_source("ferry.html", page.encode())).manuscript


def headline(head: str, body: str) -> str:
    found = read(head, body).headline
    assert found is not None
    return found.value


TITLE = "<title>Ferry sails again | Port Packet</title>"
SECTIONED = "<title>Port Packet today: Ferry sails again</title>"
OG = "<meta property=og:title content='Ferry sails again'>"
ARTICLE = f"<article><h2>Ferry sails again</h2>{STORY}</article>"
OTHERS = {
    "a heading for screen readers": (SECTIONED, f"<h1 class=visually-hidden>Port Packet today</h1>{ARTICLE}"),
    "a heading in a box for screen readers": (SECTIONED, f"<div class=aural><h1>Port Packet</h1></div>{ARTICLE}"),
    "a heading beside the screen": (
        SECTIONED,
        f"<h1 style='position:absolute; left:-9999px'>Port Packet today</h1>{ARTICLE}",
    ),
    "the site's name, which the page's title has too": (
        f"<title>Port Packet: Ferry sails again</title>{OG}",
        f"<div id=top><h1><a href=/>Port Packet</a></h1></div>{ARTICLE}",
    ),
    "the section's name, which the title has too": (
        "<title>Port Packet - News from the port - Ferry sails again for the islands</title>",
        f"<h1>News from the port</h1><article><h1>Ferry sails again for the islands</h1>{STORY}</article>",
    ),
    "one word above it": (
        "<title>Fähre fährt endlich wieder</title>",
        f"<article><h1>Aktuelles</h1>{STORY}</article>",
    ),
    "a section over the stated headline": (
        f"<title>Boats - Port Packet</title>{OG}",
        f"<article><h1>Boats and rafts</h1><h2>Ferry sails again</h2>{STORY}</article>",
    ),
    "a line of which nobody else knows": (
        f'{TITLE}{OG}<script type="application/ld+json">{{"@type":"Article","headline":"vessel in Portland"}}</script>',
        ARTICLE,
    ),
}


@pytest.mark.parametrize(("head", "body"), OTHERS.values(), ids=OTHERS)
def test_the_headline_is_not(head: str, body: str) -> None:
    assert headline(head, body).startswith(("Ferry sails again", "Fähre fährt"))


KICKERS = {
    "above a line end": "<h1>Storm<br>Ferry sails again</h1>",
    "small, above a line end, all of it marked": "<h1 itemprop=headline><small>Storm</small><br>Ferry sails again</h1>",
    "beside what is named headline": "<h1><span class=green>Storm</span>: <span class=headline>Ferry sails again</span></h1>",
}


@pytest.mark.parametrize("heading", KICKERS.values(), ids=KICKERS)
def test_a_kicker_in_the_heading_is_none_of_the_headline(heading: str) -> None:
    assert headline(TITLE, f"<article>{heading}{STORY}</article>") == "Ferry sails again"


def test_a_box_named_header_is_asked_for_its_heading() -> None:
    header = "<header class=article__header><h2>Ferry sails again</h2><p>The board is glad, and so are we.</p></header>"
    assert headline("<title>Ferry sails</title>", f"<article>{header}{STORY}</article>") == "Ferry sails again"


WHOLE = {
    "a colon": (
        "<title>Ferry: a day at sea | Port Packet</title>",
        "<h1>Ferry: a day at sea</h1>",
        "Ferry: a day at sea",
    ),
    "its second line": (
        "<title>Ferry sails again and all are glad</title>",
        "<h1>Ferry sails again<br>and all are glad</h1>",
        "Ferry sails again and all are glad",
    ),
    "a part named subtitle": (
        "<title>Ferry sails again and all are glad</title>",
        "<h1>Ferry sails again <span class=sub-title>and all are glad</span></h1>",
        "Ferry sails again and all are glad",
    ),
    "one word that the title of the site does not know": ("<title>Port Packet</title>", "<h1>Imprint</h1>", "Imprint"),
    "a link to the story itself": (
        f"{TITLE}{OG}",
        "<h1><a href=/ferry>After the storm the ferry sails again</a></h1>",
        "After the storm the ferry sails again",
    ),
    "other words than those stated": (
        f"{TITLE}{OG}",
        "<h1>Nobody believed in the boat</h1>",
        "Nobody believed in the boat",
    ),
}


@pytest.mark.parametrize(("head", "heading", "expected"), WHOLE.values(), ids=WHOLE)
def test_a_headline_keeps(head: str, heading: str, expected: str) -> None:
    assert headline(head, f"<article>{heading}{STORY}</article>") == expected


def test_a_hidden_heading_is_the_headline_where_nothing_else_is() -> None:
    assert headline("", f"<article><h1 class=sr-only>Ferry sails again</h1>{STORY}</article>") == "Ferry sails again"
