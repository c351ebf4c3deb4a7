"""What copy says to its desk goes, whole and listed; what only looks like it stays. In texts, HTML and Markdown alike."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.intake.embargoes import asks_to_hold
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source
from tests.growth import check_growth

HEADLINE = "Kiosk on the mole to become a reading room"
FIRST = "The kiosk on the mole will hold books from May, the town council decided on Monday."
LAST = "Readers may take one home and bring it back when they like."
STORY = f"{HEADLINE}\n\n{FIRST}\n\n{LAST}"


def read(text: str, kind: str) -> RawCopy:
    if kind == "html":
        blocks = text.split("\n\n")
        text = "".join(
            f"<h1>{block}</h1>" if block == HEADLINE else f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks
        )
    if kind == "md":
        text = text.replace(HEADLINE, f"# {HEADLINE}")
    return intake.read(make_source(f"kiosk.{kind}", text))


def words(copy: RawCopy) -> str:
    return " ".join(copy.body.get_text(" ").split())


def headline(manuscript: Manuscript) -> object:
    return manuscript.headline and manuscript.headline.value


TAILS = {
    "a notebook": "* * * *\nThe following details are not intended for publication\n\nDesk: Jo Fenn, +44 20 7946 0011",
    "German": "Nachfolgende Angaben sind nicht zur Veröffentlichung bestimmt:\n\nJo Fenn, +49 30 7946 0011",
    "French": "Informations non destinées à la publication\n\nJo Fenn, 01 79 46 00 11",
    "Polish": "Informacje nie są przeznaczone do publikacji\n\nJo Fenn, 22 794 60 11",
    "Chinese": "以下内容不供发表\n\nJo Fenn, +86 10 7946 0011",
    "a label before it": "Letters to the desk (not for publication):\n\nJo Fenn, +44 20 7946 0011",
    "a German label": "Anmerkung für die Redaktion – nicht zur Veröffentlichung:\n\nJo Fenn hat Bilder.",
    "a Spanish label": "Nota para la redacción (no publicar)\n\nJo Fenn, +34 91 794 60 11",
    "what follows, in French": "Ne pas publier ce qui suit\n\nJo Fenn, 01 79 46 00 11",
    "what follows, in Japanese": "（以下は掲載用ではありません）\n\nJo Fenn, +81 3 7946 0011",
    "media contact": "Press contact:\nJo Fenn\nTown council\n+44 20 7946 0011",
    "notes to editors": "Notes for editors:\n\nThe mole was built in 1881.\n\nJo Fenn has pictures.",
    "below the end mark": "-ENDS-\n\nJo Fenn, jo.fenn@town.example",
    "a count in brackets": "(about 60 words)",
    "signs": "[ca. 1.100 Zeichen mit Leerzeichen]",
}


@pytest.mark.parametrize("kind", ["txt", "html", "md"])
@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_the_desk_is_told_below_a_story_goes_and_is_listed(tail: str, kind: str) -> None:
    copy = read(f"{STORY}\n\n{tail}\n", kind)
    assert words(copy) == f"{FIRST} {LAST}"
    assert headline(copy.manuscript) == HEADLINE
    if kind == "txt":
        assert copy.manuscript.cut
        assert not any(map(asks_to_hold, copy.manuscript.edges))


@pytest.mark.parametrize("mark", ["(MORE)", "- more -", "MORE", "(segue)", "-- 30 --"])
def test_marks_of_parts_and_ends_go(mark: str) -> None:
    copy = read(f"{STORY}\n\n{mark}\n", "txt")
    assert words(copy) == f"{FIRST} {LAST}"
    assert {cut.reason for cut in copy.manuscript.cut} == {"end mark"}


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize(
    "head",
    [
        "FOR IMMEDIATE RELEASE",
        "NEWS RELEASE | FOR IMMEDIATE RELEASE | 17 November 2026",
        "FOR IMMEDIATE RELEASE      Contact: Jo Fenn\n                           +44 20 7946 0011",
        "Zur sofortigen Veröffentlichung\n\nPressemitteilung Nr. 7/2026",
        "Release: immediate",
        "Sofort frei zur Veröffentlichung",
        "COMUNICADO DE PRENSA\n\nPara difusión inmediata",
        "FOR IMMEDIATE RELEASE\n\nContact: Jo Fenn, jo.fenn@town.example",
    ],
)
def test_stamps_above_a_headline_are_none(head: str, kind: str) -> None:
    copy = read(f"{head}\n\n{STORY}\n", kind)
    assert headline(copy.manuscript) == HEADLINE
    assert words(copy) == f"{FIRST} {LAST}"
    assert copy.manuscript.cut


KEPT = {
    "a sentence on publication": "The diary was not for publication, its owner said.",
    "a heading of a story": "The will (not for publication)",
    "notes of a reader": "Notes to editors fill a whole drawer at the town hall, where Mr Fenn keeps them.",
    "a count that is news": "He wrote 120 words.",
    "more, as a sentence": "More will follow in spring.",
    "a service for readers": "Tickets: box office, +44 20 7946 0011",
    "one row of signs between parts": f"###\n\n{FIRST}",
}


@pytest.mark.parametrize("kind", ["txt", "html", "md"])
@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_what_only_looks_like_it_stays(line: str, kind: str) -> None:
    said = line.removeprefix("###").strip()
    assert said in words(read(f"{STORY}\n\n{line}\n\n{LAST}", kind))


@pytest.mark.parametrize("place", ["quotation", "table", "listing"])
def test_quotations_tables_and_listings_are_never_judged(place: str) -> None:
    line = "Not for publication"
    inside = {
        "quotation": f"<blockquote><p>{line}</p></blockquote>",
        "table": f"<table><tr><td>{line}</td></tr></table>",
        "listing": f"<pre>{line}</pre>",
    }[place]
    source = make_source("kiosk.html", f"<h1>{HEADLINE}</h1><p>{FIRST}</p>{inside}<p>{LAST}</p><p>{FIRST}</p>")
    assert LAST in words(intake.read(source))


@pytest.mark.parametrize("line", ["The following is not for publication", "NICHT ZUR VERÖFFENTLICHUNG", "不供发表"])
def test_above_the_story_such_a_line_holds_all_of_it(line: str) -> None:
    copy = read(f"{line}\n\n{STORY}", "txt")
    assert any(map(asks_to_hold, copy.manuscript.edges))


WIRE = (
    "eka0021 4 i 90  xyz 0412\n\nKiosks/Books/\n2ND LEAD\nKiosk on the mole to become a reading room in May, the town\n"
    "council says\nBy Jo Fenn =\n\nSaltholm (dpa) - The kiosk on the mole will hold books from May, the town\n"
    "council decided on Monday. It had been empty.\n\n# Notebook\n\n## Internet links\n- [Town](https://town.example/)\n\n"
    "dpa jf rb\n\n171502 GMT Nov 26\n"
)


def test_a_wires_report_is_opened() -> None:
    copy = intake.read(make_source("kiosk.txt", WIRE))
    manuscript = copy.manuscript
    assert headline(manuscript) == "Kiosk on the mole to become a reading room in May, the town council says"
    assert manuscript.byline is not None
    assert manuscript.byline.value == ("Jo Fenn",)
    assert manuscript.date is not None
    assert "17 Nov 2026" in manuscript.date.value
    assert words(copy) == f"{FIRST} It had been empty."
    assert {"wire's header", "slug line", "initials", "wire's time"} <= {cut.reason for cut in manuscript.cut}


def test_a_text_that_opens_with_a_code_is_no_wires() -> None:
    copy = read(f"Flight BA123 4 i\n\n{FIRST}\n\n{LAST}", "txt")
    assert headline(copy.manuscript) == "Flight BA123 4 i"


@pytest.mark.parametrize(
    "part", ["###\n\n", "Not for publication\n\n", "Notes to editors\n", "Media contact:\n", "(120 words)\n\n"]
)
def test_the_cost_grows_with_the_length(part: str) -> None:
    check_growth(lambda times: f"{STORY}\n\n" + part * times, lambda text: read(text, "txt"), 20_000 // len(part))


def test_a_wires_report_with_links_in_its_notebook_is_no_markdown() -> None:
    links = "# Notebook\n\n## Internet links\n- [Town](https://town.example/)\n\n## Note to editors\n- [Mole](https://mole.example/)\n"
    copy = intake.read(make_source("kiosk.txt", "\x01" + WIRE.replace("# Notebook\n", links)))
    assert headline(copy.manuscript) == "Kiosk on the mole to become a reading room in May, the town council says"
    assert words(copy) == f"{FIRST} It had been empty."
