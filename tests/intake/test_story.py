"""Where the story stands in a page, and what is cut around and inside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from feedservice.article import Manuscript
from feedservice.errors import ArticleError
from feedservice.intake.html import html_reader
from feedservice.intake.html.story_head.description import completed
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source
from tests.growth import check_growth
from tests.torture import examples

LONG = "The harbour board said on Thursday that the ferry would sail again before the end of the week. "
PROSE = "".join(f"<p>{LONG}Sentence number {number} of the story, which nobody else tells.</p>" for number in range(6))
NAV = "<nav><a href=/>Home</a> <a href=/world>World</a></nav>"


def raw(body: str, head: str = "<title>Ferry sails</title>") -> RawCopy:
    return html_reader.read(make_source("ferry.html", f"<html><head>{head}</head><body>{body}</body></html>".encode()))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def words(body: BeautifulSoup) -> str:
    return " ".join(body.get_text(" ").split())


AROUND = {
    "teasers with prose": '<div class="x1"><h3><a href=/1>Whale in the bay</a></h3><p>It stayed for a night and left.</p></div>'
    * 3,
    "comments": '<section id="comments"><h2>Comments</h2><p>I was there myself and it was nothing like that at all, believe me.</p></section>',
    "comments without a name": "<div><h3>Reader comments (2)</h3><div><p>I was there and it was nothing like that, believe me, not at all.</p></div></div>",
    "related links": "<div><h4>Read more</h4><ul><li><a href=/1>One story</a><li><a href=/2>Another story</a></ul></div>",
    "footer": "<footer><p>The Port Packet is published by a very old company that has many words to say of itself.</p></footer>",
    "cookie note": '<div class="cookie-banner"><p>We use cookies to make this page better for you, as everybody does these days.</p></div>',
}


@pytest.mark.parametrize("furniture", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize(
    "box", ["<article>{}</article>", "<div class=c7>{}</div>", "<main><div><div>{}</div></div></main>"]
)
def test_what_is_around_the_story_goes_and_the_story_stays(furniture: str, box: str) -> None:
    manuscript, body = raw(f"{NAV}{box.format('<h1>Ferry sails</h1>' + PROSE)}{furniture}")
    assert words(body).count("Sentence number") == 6
    for word in ("Whale", "believe", "Another", "company", "cookies"):
        assert word not in words(body)
    assert any("furniture" in cut.reason or "story" in cut.reason or "links" in cut.reason for cut in manuscript.cut)


def test_a_story_in_several_boxes_is_whole() -> None:
    boxes = "".join(f"<div class=part>{PROSE}</div><div class=ad-slot>Advert</div>" for _ in range(3))
    assert words(raw(f"{NAV}<article>{boxes}</article>").body).count("Sentence number") == 18


def test_beside_a_box_with_the_headline_nothing_is_more_of_the_story_but_boxes_of_its_shape() -> None:
    story = f"<div class=part><h1>The ferry to Sandry sails again</h1>{PROSE}</div>"
    imprint = f"<div class=unten><p>{LONG}The harbour office keeps this page.</p></div>"
    assert "office" not in words(raw(f"{NAV}<div>{story}{imprint}</div>").body)
    second = f"<div class=part><h2>The second day</h2>{PROSE}</div>"
    assert words(raw(f"{NAV}<div>{story}{second}</div>").body).count("Sentence number") == 12


def test_a_box_with_nearly_all_prose_is_no_furniture_however_much_in_it_is_linked() -> None:
    links = "".join(f"<li><a href=/{number}>Harbour number {number} of the coast</a>" for number in range(60))
    body = raw(f"{NAV}<div id=sidebar><ul class=menu>{links}</ul><div class=text>{PROSE}</div></div>").body
    assert words(body).count("Sentence number") == 6
    assert "of the coast" not in words(body)


@pytest.mark.parametrize("name", ["comments", "kommentare", "yorumlar", "author-bio"])
def test_what_people_write_below_a_story_is_none_of_it_however_much_they_write(name: str) -> None:
    said = "".join(f"<p>{LONG}Reader number {number} believes none of it.</p>" for number in range(40))
    body = raw(f"{NAV}<div><div class=x>{PROSE}</div><div id={name}>{said}</div></div>").body
    assert "believes" not in words(body)
    assert words(body).count("Sentence number") == 6


@pytest.mark.parametrize(
    "name", ["nota-comentarios", "comments-on", "tag-ferries", "paywall-container", "sidebar__content", "rail"]
)
def test_a_wrapper_called_like_what_follows_stories_holds_this_one(name: str) -> None:
    body = raw(f'{NAV}<div class="{name}"><div><h2>Ferry sails</h2>{PROSE}</div></div>').body
    assert words(body).count("Sentence number") == 6


def test_data_for_programs_are_no_prose_however_long() -> None:
    recipe = '{"@type":"Recipe","description":"' + "Stir the barley for as long as the tide is out. " * 60 + '"}'
    script = f'<script type="application/ld+json">{recipe}</script>'
    body = raw(f"{NAV}<div class=a>{script}<p>Harbours of the world</p></div><div class=b>{PROSE}</div>").body
    assert words(body) == words(raw(f"{NAV}<div class=b>{PROSE}</div>").body)


def test_a_bare_story_loses_nothing() -> None:
    bare = f"<h1>Ferry sails</h1>{PROSE}<p>Short.</p><ul><li><a href=/a>A link</a></ul><p class=share>Shares fell.</p>"
    manuscript, body = raw(bare, "")
    assert words(body).endswith("Short. A link Shares fell.")
    assert not manuscript.cut


def test_a_box_called_furniture_that_is_the_story_stays() -> None:
    assert words(raw(f'{NAV}<div class="sidebar-content related">{PROSE}</div>').body).count("Sentence number") == 6


def test_an_attribution_below_a_quotation_stays() -> None:
    quotation = f"<blockquote><p>{LONG}</p><footer>Edda Voss, harbour master</footer></blockquote>"
    assert "Edda Voss" in words(raw(f"{NAV}<article>{PROSE}{quotation}</article>").body)


@pytest.mark.parametrize(
    ("description", "text", "whole"),
    [
        ("The ferry sails again on…", "The ferry sails again on Friday. More.", "The ferry sails again on Friday."),
        (
            "The ferry sails again on [...]",
            "The ferry sails again on Friday. More.",
            "The ferry sails again on Friday.",
        ),
        ("The ferry sails.", "The ferry sails. More.", "The ferry sails."),
        ("Another summary…", "The ferry sails. More.", "Another summary…"),
    ],
)
def test_a_cut_off_description_is_completed(description: str, text: str, whole: str) -> None:
    assert completed(description, [text]) == whole


def test_a_line_about_the_site_is_no_standfirst() -> None:
    about = "<meta name=description content='Weather, traffic and classified advertising for everybody in Portland'>"
    found = read(
        f"{NAV}<article><h1>Ferry sails</h1><p class=dek>It is free again at last, the board says.</p>{PROSE}</article>",
        about,
    )
    assert found.standfirst is not None
    assert found.standfirst.value == "It is free again at last, the board says."


BYLINE = "<meta name=author content='Ana Ruiz'>"


@pytest.mark.parametrize(
    ("foot", "goes"),
    [
        ("<p>Ana Ruiz is a reporter covering the harbour.</p>", True),
        ("<p>Ana Ruiz covers the harbour.</p><p>A version of this article appears in print on May 5, 2026.</p>", True),
        ("<h3>Written by Ana Ruiz</h3><p>Near the water, mostly.</p>", True),
        ("<p>（责任编辑：石岚）</p>", True),
        ("<p>Eva Lund is a reporter covering the harbour.</p>", False),
        ("<p>Ana Ruiz contributed reporting.</p>", False),
        (f"<p>Ana Ruiz is a reporter covering the harbour.</p><p>{LONG}</p>", False),
    ],
)
def test_the_foot_of_a_page(foot: str, goes: bool) -> None:
    manuscript, body = raw(f"{NAV}<article><h1>Ferry sails</h1>{PROSE}{foot}</article>", BYLINE)
    first = foot.split(">")[1].split("<", maxsplit=1)[0]
    assert (first not in words(body)) == goes
    assert any(cut.words.startswith(first[:20]) for cut in manuscript.cut) == goes
    assert words(body).count("Sentence number") == 6


def test_the_source_at_the_foot_is_read() -> None:
    manuscript, body = raw(f"{NAV}<article><h1>Ferry sails</h1>{PROSE}<p>Source: Gulf World News</p></article>")
    assert "Gulf World" not in words(body)
    assert manuscript.agencies is not None
    assert manuscript.agencies.value == ("Gulf World News",)


def test_the_running_head_of_a_word_processor_goes() -> None:
    manuscript, body = raw(f"<div title=header><p>The Packet, page 1</p></div><h1>Ferry sails</h1>{PROSE}")
    assert "page 1" not in words(body)
    assert [cut.words for cut in manuscript.cut] == ["The Packet, page 1"]


def test_names_for_tests_tell_furniture() -> None:
    letter = (
        "<div class=x7 data-component=NewsletterSignup><h2>Local news</h2><p>We deliver a wrap every day.</p></div>"
    )
    assert "wrap" not in words(raw(f"{NAV}<article><h1>Ferry sails</h1>{PROSE}{letter}</article>").body)


#: Pages of any size, and how large each has been tried. What nests is cut flat when it nests too deep; up to there its
#: cost may be the square of its depth, so the smaller size lies where that ends.
HUGE: dict[str, tuple[Callable[[int], str], int]] = {
    "divs": (lambda times: "<div>" * times + PROSE, 90_000),
    "spans": (lambda times: NAV + "<p>" + '<span class="author">By Ann Lee</span>' * times, 9_000),
    "times": (lambda times: NAV + "<time datetime=2026-01-01>x</time>" * times + PROSE, 9_000),
    "headings": (lambda times: NAV + "<h1>Ferry sails</h1>" * times + PROSE, 9_000),
    "titles": (lambda times: f"<title>{' | '.join(['part'] * times)}</title>{PROSE}", 50_000),
    "json": (lambda times: f'<script type="application/ld+json">{"[" * times}</script>{PROSE}', 400_000),
    "parts of a figure": (lambda times: f"{NAV}{PROSE}<figure><figcaption>x</figcaption>{'<div><span>y' * times}<img src=x.jpg></figure>", 7_200),
    "feet": (lambda times: f"{NAV}{PROSE}{'<div><p>Sign up here.</p>' * times}", 7_200),
    "figures": (lambda times: NAV + "<figure><img src=x.jpg><figcaption>" * times + PROSE, 3_000),
    "one word": (lambda times: f"<p>{'a' * times}", 1_000_000),
}  # fmt: skip


@pytest.mark.parametrize(("make", "times"), HUGE.values(), ids=HUGE)
def test_the_cost_of_a_page_grows_with_its_size(make: Callable[[int], str], times: int) -> None:
    check_growth(lambda size: make_source("huge.html", make(size).encode()), html_reader.read, times)


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class=related>", "</div>", "<h1>", "</h1>", "<a href=x>", "</a>", "<time datetime=2026-01-01>", "</time>",
         "<figure>", "<img src=a.jpg>", "</figure>", "<figcaption>", "By Ana Ruiz", "November 18, 2026", LONG, "<nav>", "</nav>", "<br>",
         "<table><tr><td>", "</table>", '<script type="application/ld+json">{"@type":"NewsArticle","headline":', "</script>", "\0", "&#x80;",
         "<article>", "</article>", '<meta itemprop=author content="Tom Lee">', "<span class=byline>", "</span>", "<li>", "<aside>", "ﷺ"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(MARKUP)
def test_any_markup_gives_a_manuscript_or_an_article_error(markup: str) -> None:
    with suppress(ArticleError):
        assert read(markup).headline


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_manuscript_or_an_article_error(content: bytes) -> None:
    with suppress(ArticleError):
        assert html_reader.read(make_source("any.html", content)).manuscript.headline


@pytest.mark.parametrize(
    "line",
    ["On November 18, 1926 the bridge opened to traffic", "Am 3. März 1911 wurde die Brücke eröffnet:", "Born on 3 March 1911, she never left.",
     "18 नवंबर 2026 को पुल बंद हो गया", "2026年11月18日、橋は閉じられた", "It was November 18, 1926.", "Tom Lee, 80, died on 18 November 2026",
     "Until 18 November 2026 only", "Dies ist der 18. November 2026", "Le 18 novembre 2026 restera"],
)  # fmt: skip
def test_a_date_in_a_running_paragraph_dates_nothing_and_stays(line: str) -> None:
    found = html_reader.read(
        make_source(
            "a.html",
            f"<article><h1>Old bridge</h1><p>{line}</p><p>Divers will look at the pivot that jammed.</p></article>",
        )
    )
    assert found.manuscript.date is None
    assert line in found.body.get_text()


@pytest.mark.parametrize(
    "line",
    ["<p>Posted November 18, 2026 by Ana Ruiz</p>", "<p>18 November 2026 - Ana Ruiz in Harbour</p>", "<div>18 November 2026 From the section Harbour comments</div>",
     '<p class="date">Posted on 18 November 2026 in the harbour pages</p>', "<p><time datetime='2026-11-18'>Wednesday</time> in Harbour news</p>"],
)  # fmt: skip
def test_a_date_beside_names_and_labels_dates_the_story(line: str) -> None:
    found = html_reader.read(
        make_source(
            "a.html", f"<article><h1>Old bridge</h1>{line}<p>Divers will look at the pivot that jammed.</p></article>"
        )
    )
    assert found.manuscript.date is not None


@pytest.mark.parametrize(
    "head",
    [
        '<p class="subtitle">By Ana Ruiz</p>', "<h2>By Ana Ruiz</h2>", "<h4>Ana Ruiz</h4><p>18 November 2026</p>",
        '<p class="byline">By Ana Ruiz</p><meta name="description" content="By Ana Ruiz">',
    ],
)  # fmt: skip
def test_a_byline_is_not_the_standfirst_as_well(head: str) -> None:
    found = html_reader.read(
        make_source(
            "a.html", f"<article><h1>Old bridge</h1>{head}<p>Divers will look at the pivot that jammed.</p></article>"
        )
    ).manuscript
    assert found.byline is not None
    assert found.byline.value == ("Ana Ruiz",)
    assert found.standfirst is None


def test_a_label_above_a_date_is_no_name() -> None:
    found = html_reader.read(
        make_source(
            "a.html",
            "<article><h1>Old bridge</h1><h3>Release Date</h3><p>18 November 2026</p><p>Divers will look at the pivot.</p></article>",
        )
    ).manuscript
    assert found.byline is None


def test_a_sentence_that_opens_as_a_label_or_a_heading_stays() -> None:
    lines = [
        "Photo: this word stands on the oldest plate of the sound.",
        "Sign up for the regatta by Friday at the pilot house.",
    ]
    story = "<p>The bridge stuck again on Wednesday, for an hour and more.</p><p>Nobody was hurt, the keeper said on Thursday.</p>"
    page = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Old bridge</h1>{story}" + "".join(
        f"<p>{line}</p>" for line in lines
    )
    found = html_reader.read(make_source("a.html", f"{page}</article><footer>x</footer></body></html>"))
    assert all(line in found.body.get_text() for line in lines)
