"""What a page's reader takes out of it is noted, whole; what stands between paragraphs tells for itself."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import feedservice.intake.html as html
from feedservice import intake
from feedservice.article import Manuscript
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page import parse
from feedservice.intake.html.page_elements import says_only, words
from tests.factories import make_source

PROSE = (
    "<p>The ropewalk of Hollow Reach closes in spring, after two hundred years and with eleven hands, its owner said.</p>",
    "<p>Nobody in the town has made a rope for a ship since the harbour was dredged, and the last was never paid for.</p>",
    "<p>A museum would take the machines, if somebody could get them through the door of the shed without taking it off.</p>",
)


def read(inside: str) -> tuple[Manuscript, str]:
    markup = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>The ropewalk closes its doors</h1>{inside}</article></body></html>"
    copy = intake.read(make_source("harbour/ropewalk.html", markup))
    return copy.manuscript, copy.body.get_text(" ")


def cuts(manuscript: Manuscript) -> str:
    return " ".join(cut.words for cut in manuscript.cut)


def test_only_the_spike_takes_elements_out_of_a_page() -> None:
    room = Path(html.__file__).parent
    takers = {
        path.name
        for path in room.rglob("*.py")
        if re.search(r"\w\.remove\(|\.drop_tree\(|\.drop_tag\(", path.read_text())
    }
    assert takers == {"spike.py"}


def test_a_second_byline_that_lost_is_noted() -> None:
    manuscript, _ = read(f'<p class="byline">By Nell Tarrant</p><p class="byline">By Ivo Marsh</p>{"".join(PROSE)}')
    assert manuscript.byline is not None
    assert "Ivo Marsh" in [*manuscript.byline.value, *re.findall("Ivo Marsh", cuts(manuscript))]


def test_words_beside_the_story_are_noted_whole() -> None:
    beside = "Bare words that no element holds, longer than the opening of a list of cuts would show them to an editor"
    markup = f"<html><body>{beside}<main><article><h1>The ropewalk closes its doors</h1>{''.join(PROSE)}</article></main></body></html>"
    manuscript = intake.read(make_source("harbour/ropewalk.html", markup)).manuscript
    assert "Bare words that no element holds" in cuts(manuscript)


def test_a_footnote_is_no_byline() -> None:
    manuscript, body = read(f'{"".join(PROSE)}<ol><li id="fn1">Harbour Gazette, page four</li></ol>')
    assert manuscript.byline is None
    assert "Harbour Gazette, page four" in body


def test_a_box_between_paragraphs_is_judged_by_what_it_holds() -> None:
    told = "The owner is the ninth of her name, and she has sold the last coil of tarred hemp to a circus in the south."
    for name in ("widget", "social-box", "sidebar", "legal"):
        assert told in read(f"{PROSE[0]}<div class={name}><p>{told}</p></div>{PROSE[1]}{PROSE[2]}")[1]


def test_a_box_that_asks_or_leads_elsewhere_still_goes() -> None:
    for box in (
        '<div class="newsletter"><p>Sign up for our newsletter and get the best of Hollow Reach in your inbox every week.</p></div>',
        '<div class="related"><h3>Related</h3><ul><li><a href="/a">The shed is sold to a circus</a></li><li><a href="/b">The door is wide enough</a></li></ul></div>',
        '<aside class="promo"><p>Keep up with everything that happens in Hollow Reach, every day of the year.</p><p><a href="/x">Tap here</a></p></aside>',
    ):
        body = read(f"{PROSE[0]}{box}{PROSE[1]}{PROSE[2]}")[1]
        assert "best of Hollow" not in body
        assert "circus" not in body
        assert "Tap here" not in body


def test_the_hours_of_a_live_blog_stay_and_the_date_of_a_head_goes() -> None:
    body = read(f"<p><time>7:40</time></p>{PROSE[0]}<p><time>9:15</time></p>{PROSE[1]}")[1]
    assert "7:40" in body
    assert "9:15" in body
    manuscript, body = read(f'<p><time datetime="2026-11-18">18 November 2026</time></p>{"".join(PROSE)}')
    assert manuscript.date is not None
    assert "November" not in body


def test_a_sentence_that_begins_like_a_label_or_a_prompt_stays() -> None:
    for line in (
        "Photo: this is the word they found on the last coil.",
        "Sign up for the last rope by Friday at noon.",
    ):
        manuscript, body = read(f"{PROSE[0]}{PROSE[1]}<p>{line}</p>")
        assert manuscript.credit is None
        assert line in body


def test_what_a_page_shows_is_its_body_without_scripts_and_with_its_headline() -> None:
    data = '<script type="application/ld+json">{"headline": "Ferry sails", "articleBody": "At noon."}</script>'
    page = f"<html><head><title>Ferry sails</title></head><body>{data}<h1>Ferry sails</h1><p>At noon.</p></body></html>"
    assert parse(page, Notes("a.html")).readable.split() == ["Ferry", "sails", "At", "noon."]


@given(*[st.text(alphabet=" \n\u200b\xa0ab")] * 2)
def test_an_element_says_only_a_line_when_that_is_all_its_words(text: str, line: str) -> None:
    element = etree.Element("p")
    element.text = text
    assert says_only(element, line) is (words(element) == line)
    assert says_only(element, words(element))
