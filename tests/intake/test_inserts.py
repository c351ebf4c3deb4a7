"""What stands between the paragraphs of a page's story and is none of it, and what only looks like it."""

from __future__ import annotations

import pytest

from feedservice.intake.html import html_reader
from tests.factories import make_source

PROSE = "".join(
    f"<p>The board said on day {number} that the ferry would sail before the week is out, if it can.</p>"
    for number in range(5)
)


def text_of(above: str = "", between: str = "") -> str:
    page = f"<html><body><nav><a href=/>Home</a></nav><article>{above}<h1>Ferry sails</h1>{PROSE}{between}{PROSE}</article></body></html>"
    return html_reader.read(make_source("ferry.html", page.encode())).body.get_text(" ")


@pytest.mark.parametrize(
    ("above", "word"),
    [
        ("<p class=category><a href=/t>Harbours</a></p>", "Harbours"),
        ("<ul><li><a href=/a>Harbours</a><span>/</span></li><li><a href=/b>Boats</a></li></ul>", "Boats"),
        ("<div class=x1><a href=/t>Harbours</a></div>", "Harbours"),
    ],
)
def test_the_links_above_a_headline_go(above: str, word: str) -> None:
    assert word not in text_of(above)


def test_more_links_or_a_sentence_above_stay() -> None:
    links = "".join(f"<p><a href=/{place}>Port of {place}</a></p>" for place in ("Eller", "Brink", "Holm"))
    assert "Port of Eller" in text_of(links)
    assert "It sails." in text_of("<p>It sails. <a href=/t>More</a></p>")


GONE = {
    "letter": "<div class=x1><h4>What of our sea?</h4><p>Get our weekly newsletter, Tides.</p></div>",
    "letter, called in the heading": "<div class=x1><h3>Newsletter abonnieren</h3><p>Tides – Neues aus dem Hafen.</p></div>",
    "money": "<div class=x1><h3>Will you support our local journalism?</h3><p>Tides ask readers for help.</p></div>",
    "capitals": "<p><a href=/x><strong>TIDES OF 1902 RETURN TO ELLER</strong></a></p>",
    "headline of another story": "<p><a href=/2026/ebb>How Tides took the old mole</a></p>",
    "label and headline": "<p><strong>Czytaj więcej:</strong> <a href=/2026/ebb>How Tides took the old mole</a></p>",
    "label and headline, Japanese": "<p>関連記事：<a href=/2026/ebb>Tides 港の古い桟橋が高潮で流された</a></p>",
    "card": "<a href=https://films.example/w><div><h4>Our films</h4><p>Tides: every week a new film of the coast.</p></div></a>",
}
STAYS = {
    "a paragraph about a letter": "<div class=x1><p>Get our weekly newsletter, Tides said to us.</p></div>",
    "a heading over a paragraph": "<div class=x1><h4>A letter</h4><p>Tides is a newsletter that people get by post.</p></div>",
    "capitals that are no link": "<p>TIDES OF 1902 RETURN TO ELLER</p>",
    "link in a sentence": "<p>TIDES OF <a href=/x>1902 RETURN</a></p>",
    "document": "<p><a href=/2026/report.pdf>The whole report on Tides and moles</a></p>",
    "another house": "<p>Source: <a href=https://office.example/r/1>The office for Tides and ebb</a></p>",
    "name of a place": "<p>Venue: <a href=/places/7>Tides Hall</a></p>",
    "link that ends a sentence": "<p>The board says so itself: <a href=/2026/ebb>How Tides took the old mole</a> in its yearly report.</p>",
    "captioned picture in a link": "<a href=/full/1><figure><img src=/1.jpg alt=x><figcaption>Tides at the mole of Eller</figcaption></figure></a>",
    "anchor around a story's paragraphs": f"<a name=top><p>Tides of the old days.</p>{PROSE}</a>",
}


@pytest.mark.parametrize("box", GONE.values(), ids=GONE)
def test_what_only_the_page_says_goes(box: str) -> None:
    assert "ides" not in text_of(between=box).replace("TIDES", "Tides")


@pytest.mark.parametrize("box", STAYS.values(), ids=STAYS)
def test_what_looks_like_it_stays(box: str) -> None:
    assert "Tides" in text_of(between=box).replace("TIDES", "Tides")


def test_what_follows_a_box_about_others_between_paragraphs_stays() -> None:
    box = "<div class=x1><div>More From Packet</div><a href=/m>A whale in the bay</a><span>By Ned</span></div>"
    page = f"<html><body><nav>x</nav><article><h1>Ferry sails</h1>{PROSE}{PROSE}{box}{PROSE}</article></body></html>"
    text = html_reader.read(make_source("ferry.html", page.encode())).body.get_text(" ")
    assert text.count("would sail") == 15
    assert "whale" not in text


LINKS = "<ul><li><a href=/a>Hat found at last</a></li><li><a href=/b>Dog sails alone</a></li><li><a href=/c>Board resigns</a></li></ul>"


@pytest.mark.parametrize("label", ["<h4>Worth a look</h4>", "<p>Worth a look:</p>"])
def test_the_line_above_a_list_of_other_stories_goes_with_it(label: str) -> None:
    said = text_of(between=f"{label}{LINKS}<h4>What comes next</h4>")
    assert "Worth a look" not in said
    assert "Dog sails" not in said
    assert "What comes next" in said


def test_a_heading_of_what_stays_below_a_list_stays() -> None:
    assert "Worth a look" in text_of(between=f"<h4>Worth a look</h4>{LINKS}")


def test_a_heading_with_a_link_in_its_sentence_heads_no_teaser() -> None:
    heading = "<div class=b><h3>All that the <a href=/b>board</a> has said of the ferry since the summer</h3></div>"
    assert "since the summer" in text_of(between=heading)
