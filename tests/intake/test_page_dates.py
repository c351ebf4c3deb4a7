"""The date of a whole page, wherever the system that made it puts the date; and what is none."""

from __future__ import annotations

from datetime import UTC

import pytest

from feedservice.article import Manuscript
from feedservice.intake.evidence import Notes
from feedservice.intake.html import html_reader
from feedservice.text.dates.parse import understand
from tests.factories import make_source

STORY = (
    "<p>The harbour board met on Monday and agreed, after a long debate about costs and tides, to dredge the channel again.</p>"
    "<p>Work begins as soon as the last of the herring boats has left, the harbour master said, and the town pays a third.</p>"
    "<p>Nobody on the quay remembered a winter in which it had been this shallow, and the pilots had asked for it twice.</p>"
)
TITLE = "Harbour board dredges the channel"


def page(
    head: str = "",
    top: str = "",
    foot: str = "",
    around: str = "",
    lang: str = "en",
    title: str = TITLE,
    address: str = "https://news.example/dredge",
) -> Manuscript:
    text = (
        f'<!doctype html><html lang="{lang}"><head><title>{title} | Harbour News</title><link rel="canonical" href="{address}">{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>{around}<article><h1>{title}</h1>{top}{STORY}{foot}</article>'
        f'<aside><h3>More</h3><a href="/x">Lamp lit</a> <span class="date">1 January 2020</span></aside><footer>© 2019</footer></body></html>'
    )
    return html_reader.read(make_source("dredge.html", text.encode())).manuscript


def day_of(manuscript: Manuscript, lang: str = "en") -> str:
    return understand(manuscript.date.value, UTC, lang).instant.date().isoformat() if manuscript.date else ""


def meta(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


SHOWN = '<div class="meta">4 May 2022</div>'


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (meta("1651626439"), ""),
        (meta("1651626439000"), ""),
        (meta("/Date(1651626439000)/"), ""),
        (meta("Wed May 04 2022 10:38:19 GMT+0200 (Central European Summer Time)"), ""),
        (meta("2022-05-04T10:38:19+02:00[Europe/Berlin]"), ""),
        (meta("2022-05-04 10:38:19 +0200 CEST"), ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":1651626439,"headline":"Board"}</script>', ""),
        ("", '<time datetime="1651626439">two days ago</time>'),
        ("", '<span class="date" data-timestamp="1651626439">two days ago</span>'),
        ("", "<div><time>May 4, 2022 • 319 likes • 16 comments</time></div>"),
    ],
)  # fmt: skip
def test_what_a_program_wrote_for_programs_is_a_date(head: str, top: str) -> None:
    assert day_of(page(head, top)) == "2022-05-04"


@pytest.mark.parametrize("value", ["Today, 14:00", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "05/04/22nd", "n/a"])
def test_a_date_that_cannot_be_read_leaves_the_place_to_the_next(value: str) -> None:
    assert day_of(page(meta(value), SHOWN)) == "2022-05-04"


def test_a_date_that_an_editor_states_is_passed_over_for_no_other() -> None:
    notes = Notes("dredge.html")
    notes.add("date", "2022-05-04", "meta date", 0.93)
    notes.add("date", "the week before Easter", "field line", 1.0)
    best = notes.best("date")
    assert best
    assert best.value == "the week before Easter"


@pytest.mark.parametrize(
    ("lang", "top"),
    [
        ("en", '<p>Updated: <time datetime="2022-05-06">6 May 2022</time></p><p>Published: <time datetime="2022-05-04">4 May 2022</time></p>'),
        ("en", '<div><b>Last updated</b> <time datetime="2022-05-06">6 May</time></div><div><b>Issued</b> <time datetime="2022-05-04">4 May</time></div>'),
        ("en", '<div class="last-modified"><time datetime="2022-05-06">6 May</time></div><div><time datetime="2022-05-04">4 May</time></div>'),
        ("en", '<div><span>Updated 6 May 2022</span> <span class="date">Published 4 May 2022</span></div>'),
        ("de", '<div><span>Aktualisiert</span><span class="date">06.05.2022</span></div><div><span>Erschienen</span><span class="date">04.05.2022</span></div>'),
        ("fr", "<p>Mis à jour le 06/05/2022 à 10h00 - Publié le 04/05/2022 à 09h00</p>"),
        ("tr", "<div>Güncelleme: 06.05.2022 - 10:00</div><div>Yayınlanma: 04.05.2022 - 09:00</div>"),
    ],
)  # fmt: skip
def test_the_day_of_a_change_is_not_taken_for_that_of_publication(lang: str, top: str) -> None:
    assert day_of(page(top=top, lang=lang), lang) == "2022-05-04"


@pytest.mark.parametrize(
    ("lang", "top", "day"),
    [
        ("de", "<div><span>Von Jana Holt</span><span>|</span><span>04.05.22</span></div>", "2022-05-04"),
        ("it", '<div class="data">04/05/22</div>', "2022-05-04"),
        ("en-US", '<div class="date">05/04/22, 3:15 pm</div>', "2022-05-04"),
        ("de", '<div class="date">04.05.98</div>', "1998-05-04"),
        ("de", "<p>Firmware 10.11.12 im Dauertest</p>", ""),
        ("de", "<p>Ergebnis 10/11/12</p>", ""),
        ("ja", "<p>22.05.04</p>", ""),
    ],
)
def test_a_year_of_two_figures_counts_where_the_language_tells_the_day(lang: str, top: str, day: str) -> None:
    assert day_of(page(top=top, lang=lang), lang) == day


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({"head": '<meta property="og:locale" content="en_GB">', "top": '<div class="date">05/04/2022</div>'}, "2022-04-05"),
        ({"address": "https://news.example.co.uk/x", "top": '<div class="date">05/04/2022</div>'}, "2022-04-05"),
        ({"address": "https://news.example.co.uk/x", "head": meta("05/04/2022 10:00:00")}, "2022-04-05"),
        ({"around": "<div>Tides of 05/24/2022</div>", "top": '<div class="date">05/04/2022</div>'}, "2022-05-04"),
        ({"top": '<span class="submitted">Submitted by ana on Wed, 05/04/2022 - 03:38</span>'}, "2022-05-04"),
        ({"top": '<div class="date">05/04/2022</div>'}, ""),
    ],
)  # fmt: skip
def test_in_english_the_place_the_weekday_or_other_dates_tell_the_day(given: dict[str, str], day: str) -> None:
    assert day_of(page(**given)) == day


@pytest.mark.parametrize(
    "given",
    [
        {"lang": "de", "foot": '<div class="x">Veröffentlicht am 4. Mai 2022</div>'},
        {"around": '<div class="toolbar"><p>Published 4 May 2022</p></div>', "head": '<meta name="last-modified" content="2022-05-06">'},
        {"around": '<div class="navbar"><p class="date">May 4, 2022</p></div>'},
        {"top": "<h4>May 4, 2022</h4>"},
        {"lang": "de", "top": "<dl><dt>Datum</dt><dd>4. Mai 2022</dd></dl>"},
        {"lang": "de", "top": "<p>04.05.2022 – Der Hafenrat hat am Montag nach langer Aussprache beschlossen, die Rinne zu vertiefen.</p>"},
        {"top": "<p>HARBOUR CITY, May 4, 2022 — The harbour board met on Monday and agreed after a long debate to dredge.</p>"},
        {"lang": "de", "title": "04.05.2022 - Hafenrat lässt die Rinne vertiefen"},
    ],
)  # fmt: skip
def test_a_line_beside_the_headline_or_one_that_says_published_dates_a_page(given: dict[str, str]) -> None:
    assert day_of(page(**given), given.get("lang", "en")) == "2022-05-04"


@pytest.mark.parametrize(
    "given",
    [
        {"foot": "<p>The channel was last dredged on 4 May 2012, when the ferry ran aground and the board paid for all of it.</p>"},
        {"top": "<p>The regatta is to be on 4 May 2023, and the whole town will be on the quay that day, says the club.</p>"},
        {"foot": "<p>Published 4 May 2012, the first report of the board named three ways to do it and chose none of them.</p>"},
        {"foot": '<p>It ends on <time datetime="2023-05-04">4 May</time>, a week early, if the weather is kind to the dredger.</p>'},
        {"foot": '<div id="comments"><p>Ana: Good.</p><small class="comment-date">4 May 2022</small></div>'},
        {"lang": "de", "title": "11. September 2001 – ein Tag und seine Folgen"},
        {},
    ],
)  # fmt: skip
def test_a_day_that_the_story_tells_of_dates_no_page(given: dict[str, str]) -> None:
    assert page(**given).date is None


def test_a_card_in_the_story_dates_no_page() -> None:
    card = '<div class="card"><a href="/o">The old lock nobody opens</a><time datetime="2019-02-03">3 February 2019</time></div>'
    assert page(foot=f"{card}{STORY}").date is None


def test_a_zone_in_brackets_is_read_on() -> None:
    manuscript = page(top='<p class="date">4 May 2022 | 14:30 (IST)</p>')
    assert manuscript.date
    assert understand(manuscript.date.value, UTC, "en").instant.hour == 9


def test_in_the_end_htmldate_is_asked_which_makes_no_day_of_a_year() -> None:
    found = page(head='<meta name="rbpubdate" content="2020-12-29">').date
    assert found
    assert (found.value, found.confidence) == ("2020-12-29", 0.42)
    assert page(head='<meta itemprop="copyrightyear" content="2020">').date is None
