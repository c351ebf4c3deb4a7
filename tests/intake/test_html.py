"""HTML: where each field is found, and what stays in the body. Whole pages are in the golden folders."""

from __future__ import annotations

from typing import Any

import pytest

from feedservice import intake
from feedservice.article import Manuscript, PhotoReference
from feedservice.errors import TooLarge
from feedservice.intake.evidence import Notes
from feedservice.intake.html import html_reader
from feedservice.intake.html.page import Page, parse
from feedservice.intake.raw_copy import RawCopy
from feedservice.text.nesting import DEEPEST_LEVEL, MOST_ELEMENTS
from tests.factories import make_source
from tests.growth import check_growth, patience

STORY = "<p>Boats left at dawn.</p><p>All of them went.</p>"


def raw(html: str) -> RawCopy:
    return intake.read(make_source("harbour.html", html))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def value(html: str, field: str) -> object:
    finding = getattr(read(html), field)
    return finding and finding.value


HEADLINES = {
    "h1 before og:title": ("<meta property=og:title content=Meta><h1>In the page</h1>", "In the page"),
    "og:title before title": ("<title>Title</title><meta property=og:title content=Meta>", "Meta"),
    "title without the site's name": (
        "<title>Harbour reopens at last | Port Gazette</title>",
        "Harbour reopens at last",
    ),
    "title whose longer part is last": (
        "<title>Live - Harbour reopens at last</title>",
        "Live - Harbour reopens at last",
    ),
    "file name when all else is missing": ("", "Harbour"),
    "not an empty h1": ("<title>Harbour reopens</title><h1> <img src=x.jpg> </h1>", "Harbour reopens"),
    "not the site's name above the article": (
        f"<meta property=og:title content=Meta><header><h1>Gazette</h1></header><article>{STORY}</article>",
        "Meta",
    ),
    "entities written twice": ("<h1>Fish &amp;amp; chips</h1>", "Fish & chips"),
}


@pytest.mark.parametrize(("html", "expected"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline_is(html: str, expected: str) -> None:
    assert value(html + STORY if "<article>" not in html else html, "headline") == expected


@pytest.mark.parametrize(
    ("field", "html", "expected"),
    [
        ("language", '<html lang="en-GB"><body>', "en-GB"),
        ("standfirst", "<meta name=description content='In short'>", "In short"),
        ("standfirst", "<p class=dek>In short</p>", "In short"),
        ("standfirst", "<p class='x standfirst'>In short</p><meta name=description content=Other>", "In short"),
        ("date", "<meta property=article:published_time content=2026-11-18T10:00Z>", "2026-11-18T10:00Z"),
        ("date", "<time datetime=2026-11-18>Wednesday</time>", "2026-11-18"),
        ("date", "<p>November 18, 2026</p>", "November 18, 2026"),
        ("byline", "<p class=byline>By Ana Ruiz</p>", ("Ana Ruiz",)),
        ("byline", "<p>By Ana Ruiz &amp; Tom Lee</p>", ("Ana Ruiz", "Tom Lee")),
        ("byline", "<p>By <a rel=author>Ana Ruiz</a> and <a rel=author>Tom Lee</a></p>", ("Ana Ruiz", "Tom Lee")),
        ("byline", "<span itemprop=author>Ana Ruiz</span>", ("Ana Ruiz",)),
        ("byline", "<p class=byline><!-- ad -->By Ana Ruiz</p>", ("Ana Ruiz",)),
        ("byline", "<meta name=author content='Ana Ruiz'>", ("Ana Ruiz",)),
        ("tags", "<meta name=keywords content='port, storm; port，boats'>", ("port", "storm", "boats")),
        ("section", "<meta name=section content=World>", "World"),
        ("embargo", "<meta name=embargo content='2026-12-01 06:00'>", "2026-12-01 06:00"),
        ("draft", "<meta name=draft content=yes>", "yes"),
        ("dateline", "<p>PORT ELLER (Agency) – Boats left.</p>", "PORT ELLER (Agency)"),
        ("dateline", "<p><b>PORT ELLER</b> — Boats left.</p>", "PORT ELLER"),
        ("caption", "<p>Boats wait. [Photo/Agency]</p>", "Boats wait."),
        ("credit", "<p class=photo-credit>Photo: Ana Ruiz (Agency)</p>", "Ana Ruiz (Agency)"),
    ],
)  # fmt: skip
def test_a_field_is_found_and_its_line_leaves_the_body(field: str, html: str, expected: object) -> None:
    page = html + "<h1>Harbour reopens</h1>" + STORY
    assert value(page, field) == expected
    assert " ".join(raw(page).body.get_text(" ").split()).endswith("Boats left at dawn. All of them went.")
    assert not {"By", "Wednesday", "November", "ELLER", "Photo", "short"} & set(raw(page).body.get_text(" ").split())


@pytest.mark.parametrize(
    ("field", "html"),
    [
        ("date", "<p>They met on <time datetime=2020-01-01>New Year's Day</time>.</p>"),
        ("byline", "<div class=author>Ana Ruiz has covered the port for ten years. She lives there.</div>"),
        ("byline", "<p>By the sea, all was calm.</p>"),
        ("byline", "<p>By 2030 the quay will be longer</p>"),
        ("dateline", "<p>EU–Mercosur talks open today.</p>"),
        ("dateline", "<p>Boats left first.</p><p>And then.</p><p>PORT ELLER – Others left.</p>"),
        ("standfirst", f"<p class=summary>{'words ' * 120}</p>"),
        (
            "standfirst",
            "<figure><img src=https://x.example/a.jpg><figcaption class=summary>Boats</figcaption></figure>",
        ),
    ],
)
def test_what_only_looks_like_a_field_stays_in_the_body(field: str, html: str) -> None:
    manuscript, body = raw(f"<h1>Harbour reopens</h1>{html}{STORY}")
    assert getattr(manuscript, field) is None
    assert len(body.get_text()) > len("Boats left at dawn.All of them went.")


def test_the_one_paragraph_above_the_dateline_is_the_standfirst() -> None:
    manuscript, body = raw("<h1>Harbour</h1><p>Four days of storm end</p><p>PORT ELLER – Boats left.</p><p>All.</p>")
    assert manuscript.standfirst.value == "Four days of storm end"
    assert body.get_text(" ").split() == ["Boats", "left.", "All."]


def test_a_dateline_below_text_that_stays_is_left_where_it_is() -> None:
    html = "<meta name=standfirst content=Stated><h1>Harbour</h1><p>Four days of storm end</p><p>PORT ELLER – Boats left.</p>"
    assert value(html, "dateline") is None
    assert "PORT ELLER – Boats left." in raw(html).body.get_text()


def test_the_story_is_the_article_that_has_text() -> None:
    html = f"<nav><p>Menu</p></nav><article><p>Teaser</p></article><article>{STORY}</article><p>Foot</p>"
    assert " ".join(raw(html).body.get_text(" ").split()) == "Boats left at dawn. All of them went."


def test_a_heading_that_repeats_the_headline_leaves_the_body() -> None:
    html = f"<meta property=og:title content='Harbour reopens'><article><h2>HARBOUR reopens</h2>{STORY}</article>"
    assert raw(html).body.find("h2") is None


FIGURES = {
    "credit in brackets": ("Boats wait. [Photo/Agency]", ("Boats wait.", "Agency")),
    "credit marked": ("Boats wait. <span class=credit>Photo: Ana Ruiz</span>", ("Boats wait.", "Ana Ruiz")),
    "credit only": ("Photo: Ana Ruiz", ("", "Ana Ruiz")),
    "caption only": ("Boats wait.", ("Boats wait.", "")),
    "comment unseen": ("Boats wait.<!-- crop 3 -->", ("Boats wait.", "")),
}


@pytest.mark.parametrize(("words", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_gives_its_photo_caption_and_credit(words: str, expected: tuple[str, str]) -> None:
    html = f"{STORY}<figure><img src=boats.jpg alt=' Two  boats '><figcaption>{words}</figcaption></figure>"
    assert read(html).photos == (PhotoReference("boats.jpg", *expected, "Two boats"),)


def test_the_lead_photo_leaves_the_body_and_others_stay_with_their_words() -> None:
    one, two = (
        f"<figure><img src={n}.jpg><figcaption>{n} <small>Photo: Ana</small></figcaption></figure>" for n in "ab"
    )
    body = raw(f"<h1>Harbour</h1>{one}{STORY}{two}").body
    assert [image["src"] for image in body.find_all("img")] == ["b.jpg"]
    assert "Photo: Ana" in body.get_text()


def test_a_picture_from_the_web_stays_where_it_is() -> None:
    manuscript, body = raw(f"<h1>Harbour</h1><img src=https://pictures.example/a.jpg>{STORY}")
    assert body.find("img") is not None
    assert manuscript.photos[0].src == "https://pictures.example/a.jpg"


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(TooLarge, match=str(MOST_ELEMENTS)):
        read("<br>" * (MOST_ELEMENTS + 1))


def test_deep_nesting_loses_markup_but_no_words() -> None:
    depth = DEEPEST_LEVEL * 20
    body = raw("<div>" * depth + "<p>Deep <b>down</b></p><p>words</p>" + "</div>" * depth).body
    assert body.get_text(" ").split() == ["Deep", "down", "words"]


def test_a_page_in_fragments_and_unclosed_tags_is_read() -> None:
    manuscript, body = raw("<h1>Harbour reopens<p>Boats <b>left<p>at dawn")
    assert manuscript.headline is not None
    assert body.get_text(" ").split()[-2:] == ["at", "dawn"]


UNTITLED = {
    "in bold": "<p><strong>Museum to reopen</strong></p><p>{story}</p><p>More.</p>",
    "set large by a word processor": "<title>Document1</title><p class=MsoNormal><b><span style='font-size:18.0pt'>Museum to reopen</span></b></p><p>{story}</p>",
    "by its style": '<p class="c2 title" id="h.abc"><span>Museum to reopen</span></p><p>{story}</p><p>More.</p>',
    "a heading of another rank": "<h3 class=kicker>TRANSPORT</h3><h2>Museum to reopen</h2><p>{story}</p><p>More.</p>",
}


@pytest.mark.parametrize("html", UNTITLED.values(), ids=UNTITLED)
def test_the_headline_of_a_bare_story_without_a_title(html: str) -> None:
    text = "The museum of knots opens again in spring, the town said on Thursday, eight years after the flood."
    manuscript, body = raw(html.format(story=text))
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Museum to reopen"
    assert "Museum to reopen" not in " ".join(body.get_text(" ").split())


def test_what_word_keeps_apart_is_joined_and_what_it_deleted_goes() -> None:
    cap = "<table><tr><td><p class=MsoNormal style='mso-element:dropcap-dropped'><span style='font-size:56pt'>W</span></p></td></tr></table>"
    tracked = "<p>At <del cite='mailto:Joss' datetime='2009-11-04T10:02'>seven</del><ins cite='mailto:Joss' datetime='2009-11-04T10:02'>eight</ins> it thawed, <del>slowly</del>.</p>"
    body = raw(f"<h1>Harbour</h1>{cap}<p class=MsoNormal>hen the harbour froze, people walked.</p>{tracked}").body
    assert " ".join(body.get_text(" ").split()).startswith("When the harbour froze, people walked. At eight it thawed")
    assert "slowly" in body.get_text()


def test_the_head_of_the_windows_clipboard_goes() -> None:
    clipboard = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000031337\r\nSourceURL:file:///C:/desk/story.doc\r\n"
    body = raw(
        f"{clipboard}<html><body><!--StartFragment--><h1>Harbour</h1>{STORY}<!--EndFragment--></body></html>"
    ).body
    assert "StartHTML" not in body.get_text()
    assert "desk" not in body.get_text()


def test_editors_comments_are_internal() -> None:
    mark = '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    comment = '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Jane: check spelling of Bead</span></p></div>'
    word = "<p>They came back<a class=msocomanchor href='#_msocom_1'>[JW1]</a> at noon.</p>"
    text = " ".join(raw(f"<h1>Harbour</h1><p>Boats left at dawn{mark}.</p>{word}{comment}").body.get_text(" ").split())
    assert text == "Boats left at dawn. They came back at noon."


#: How content systems write a head; what stands in it once was read wrongly or not at all.
HEADS = {
    "links to people, under a label for screen readers": (
        "byline",
        "<ul class=post-meta><li class='post-author meta-wrapper'><span class=meta-text>By <a href=/author/ana/>Ana Ruiz</a></span></li></ul>",
        ("Ana Ruiz",),
    ),
    "a box whose name ends in a hash": (
        "byline",
        "<div class=Detail_author__1a><span>By Ana Ruiz</span></div>",
        ("Ana Ruiz",),
    ),
    "a role on a line of its own": (
        "byline",
        (
            "<div class=byline><div class=author-name>By <a class='link promo-placeholder' href=/people/june-takeda>June Takeda</a></div>"
            "<span class=author-title>Staff Writer</span></div>"
        ),
        ("June Takeda",),
    ),
    "a desk behind a line break": (
        "byline",
        "<p class=asset-byline>Dale Rupp<br><em>Herald Staff</em></p>",
        ("Dale Rupp",),
    ),
    "buttons beside it": (
        "byline",
        "<div data-component=byline-block><button>Share</button><button>Save</button><div><span>Ana Ruiz</span><div>Reporting from Hull</div></div></div>",
        ("Ana Ruiz",),
    ),
    "one name linked, the other not": (
        "byline",
        (
            "<div class=byline>By <a class=byline__link href=/profiles/ana><span class=byline__name>Ana Ruiz</span></a> and "
            "<span class=byline__name>Tom Okafor</span>, GNN</div>"
        ),
        ("Ana Ruiz", "Tom Okafor"),
    ),
    "an office nobody knows behind the comma": ("byline", "<p>Por Ana Ruiz, g0 Sul de Minas</p>", ("Ana Ruiz",)),
    "reporters in a Chinese dateline": (
        "byline",
        "<p>新华社杭州4月8日电（记者林若溪、周牧）清晨五点半，雾还没有散。</p>",
        ("林若溪", "周牧"),
    ),
    "a date in pieces, year first": (
        "date",
        "<div class=header-time><span><em>2024</em></span><span><em>04</em>/<em>08</em></span><span>16:35:27</span></div>",
        "2024-04-08 16:35:27",
    ),
    "a date in an attribute of its own": (
        "date",
        "<span class=date><span data-wcmdate=2023-06-05T03:12:00.000Z>05.06.23 | 06:12</span></span>",
        "2023-06-05T03:12:00.000Z",
    ),
    "a date in the title of an abbreviation": (
        "date",
        "<abbr class=published itemprop=datePublished title=2014-05-19T20:11:00+01:00>20:11</abbr>",
        "2014-05-19T20:11:00+01:00",
    ),
    "a sentence in a plain box": (
        "standfirst",
        "<div class=mt-6>Two people in the far north read a thermometer by eye, every three hours.</div><div>10 December 2024</div>",
        "Two people in the far north read a thermometer by eye, every three hours.",
    ),
}
PROSE = "".join(
    f"<p>The boats of the harbour left at dawn on day {day}, and nobody on the quay knew when they would come back.</p>"
    for day in range(6)
)


@pytest.mark.parametrize(("field", "head", "expected"), HEADS.values(), ids=HEADS)
def test_a_head_is_read(field: str, head: str, expected: object) -> None:
    page = f"<title>Boats leave at dawn</title><main><article><h1>Boats leave at dawn</h1>{head}<figure><img src=a.jpg></figure>{PROSE}</article></main>"
    assert value(page, field) == expected


def test_a_sentence_that_opens_like_a_byline_stays() -> None:
    sentence = "<p>By Ana Ruiz, the boats of the harbour had never been so few.</p>"
    manuscript, body = raw(f"<main><article><h1>Boats leave at dawn</h1>{sentence}{PROSE}</article></main>")
    assert manuscript.byline is None
    assert "had never been so few" in body.get_text() + str(manuscript.standfirst)


def test_a_time_without_a_day_is_no_date() -> None:
    page = f"<main><article><h1>Boats leave at dawn</h1>{PROSE}</article><section><a href=/1>Oil</a><time>11:02 AM UTC</time></section></main>"
    assert value(page, "date") is None


def test_byline_and_date_may_stand_in_the_articles_footer() -> None:
    foot = (
        "<footer class=entry-footer><span class=byline><a class=fn href=/author/ana/>Ana Ruiz</a></span>"
        "<time class=published datetime=2019-06-21T07:15:40+01:00>21 June</time><time class=updated datetime=2019-06-23>23 June</time></footer>"
    )
    page = f"<main><article><h1>Boats leave at dawn</h1>{PROSE}{foot}</article></main>"
    assert (value(page, "byline"), value(page, "date")) == (("Ana Ruiz",), "2019-06-21T07:15:40+01:00")


def test_a_header_called_furniture_that_holds_the_headline_is_none() -> None:
    header = (
        "<header class='header-footer-group'><h1>Boats leave at dawn again</h1><p class=byline>By Ana Ruiz</p></header>"
    )
    assert value(f"<main><article>{header}{PROSE}</article></main>", "byline") == ("Ana Ruiz",)


def test_a_second_level_heading_is_the_headline_when_the_article_is_labelled_so() -> None:
    heading = "<h2><span>Kurioses</span> <span>Die Uhr, die niemand beachtete</span></h2>"
    page = f"<title>Altenhagen: Uhr geht richtig</title><main><article aria-label='Die Uhr, die niemand beachtete'><header>{heading}</header>{PROSE}</article></main>"
    assert value(page, "headline") == "Die Uhr, die niemand beachtete"


HOSTILE = {
    "very many boxes called bylines": ("<div class='byline author date standfirst'>By Ann Lee</div>", 8_000),
    "very many names in one line": ("<span class=author>By Ann Lee</span>", 15_000),
    "very many times": ("<time datetime=2026-01-01>x</time>", 15_000),
}


@pytest.mark.parametrize(("part", "times"), HOSTILE.values(), ids=HOSTILE)
def test_the_cost_of_a_head_grows_with_its_size(part: str, times: int) -> None:
    """Each took a minute while its cost grew with the square of its size."""
    around = ("<p>", "</p>") if part.startswith("<span") else ("", "")
    check_growth(lambda size: f"<nav></nav>{PROSE}{(part * size).join(around)}{PROSE}", read, times)


def with_attributes(number: int) -> str:
    return f"<nav></nav>{PROSE}<p {' '.join(f'a{one}=b' for one in range(number))}>x</p>{PROSE}"


def test_an_element_of_very_many_attributes_is_read() -> None:
    with patience():
        assert "x" in raw(with_attributes(8_000)).body.get_text()


def test_the_cost_of_an_element_grows_with_its_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is parsed: libxml2 takes time with the square of their number."""

    def attempt(parsed: Page) -> None:
        monkeypatch.setattr("feedservice.intake.html.html_reader.parse", lambda *_: parsed)
        html_reader.read(make_source("harbour.html", ""))

    check_growth(lambda number: parse(with_attributes(number), Notes("a.html")), attempt, 8_000)
