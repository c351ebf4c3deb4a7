"""Which line of a page is its standfirst, and which description of it is one."""

from __future__ import annotations

import pytest

from feedservice.article import Manuscript
from feedservice.intake.html import html_reader
from feedservice.intake.html.story_head.description import completed
from tests.factories import make_source

OPENING = "The harbour board said on Thursday that the ferry would sail again"
STORY = f"<p>{OPENING} before the week was out.</p>" + "".join(
    f"<p>Nobody on the islands had believed in it any more, said the harbour master for the {n}th time.</p>"
    for n in range(6)
)
TITLE = "<title>Ferry sails again for the islands</title>"
HEADLINE = "<h1>Ferry sails again for the islands</h1>"
MEANT = "The islands have waited four winters for a boat"


def read(head: str, body: str) -> Manuscript:
    page = f"<html><head>{TITLE}{head}</head><body>{body}</body></html>"
    return html_reader.read(make_source("ferry.html", page.encode())).manuscript


def standfirst(head: str, body: str) -> str | None:
    found = read(head, body).standfirst
    return found and found.value


DESCRIBED = f'<meta name="description" content="{MEANT}.">'
OTHERS = {
    "a kicker above the headline": f"<article><p class=subtitle>Seafaring</p>{HEADLINE}{STORY}</article>",
    "the site's slogan": f"<header><a href=/>Packet</a><p class=tagline>All the news of the sea, every day.</p></header><article>{HEADLINE}{STORY}</article>",
    "the author's life": f"<article>{HEADLINE}<section class=mini-card><h4 class='mini-profile__subtitle'>Reporter for boats, bridges and weather at the Packet</h4></section>{STORY}</article>",
    "who wrote it and when": f"<article>{HEADLINE}<p class=grey>5 May 2026 , Ana Ruiz</p><hr><figure><img src=a.jpg></figure>{STORY}</article>",
    "the headline again": f"<article>{HEADLINE}<h2>Ferry sails again for the islands</h2><figure><img src=a.jpg></figure>{STORY}</article>",
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_the_description_goes_before(body: str) -> None:
    assert standfirst(DESCRIBED, body) == f"{MEANT}."


SHOWN = {
    "below the headline, whatever is above it": f"<p class=subtitle>Seafaring</p>{HEADLINE}<p class=subheader>{MEANT}</p><time>5 May 2026</time>{STORY}",
    "in a box with byline and date": f"{HEADLINE}<div class=article__lead><div>{MEANT}</div><div class=info><a class=author>Ana Ruiz</a> <span class=date>5 May 2026</span></div></div>{STORY}",
    "in a box around the headline that names the author": f"<div class='article-author'>{HEADLINE}<p class=dek>{MEANT}</p></div>{STORY}",
    "with a date in it": f"{HEADLINE}<p class=dek>{MEANT}, and since May 5, 2026 they have one</p>{STORY}",
}


@pytest.mark.parametrize("body", SHOWN.values(), ids=SHOWN)
def test_the_line_shown_goes_before_the_description(body: str) -> None:
    found = standfirst(
        '<meta name="description" content="Another summary of the ferry.">', f"<article>{body}</article>"
    )
    assert found is not None
    assert found.startswith(MEANT)
    assert not {"Ruiz", "Seafaring"} & set(found.split())


def test_a_sentence_with_a_date_and_a_name_is_a_standfirst() -> None:
    said = "On May 5, 2026 Ana Ruiz went to Elster Harbour"
    assert standfirst(DESCRIBED, f"<article>{HEADLINE}<p class=dek>{said}</p>{STORY}</article>") == said


PASSED_OVER = {
    "a label": "Home",
    "the name of the site": "Packet of Elster.",
    "what the site is": "Weather, traffic and classified advertising for everybody in Portland",
    "a number for programs": "5b274ebc-2e46-40d6-830e-d912e48ca7fa",
    "the headline, cut off": "Ferry sails again for",
    "who wrote it and where": "By Ana Ruiz (The Packet, 5 May 2026)",
}


@pytest.mark.parametrize("description", PASSED_OVER.values(), ids=PASSED_OVER)
def test_a_description_is_passed_over(description: str) -> None:
    assert (
        standfirst(f'<meta name="description" content="{description}">', f"<article>{HEADLINE}{STORY}</article>")
        is None
    )


def test_a_description_is_whole_rather_than_cut_off() -> None:
    head = '<meta property="og:description" content="Nobody on the islands had believed in any bo..."><meta name="twitter:description" content="Nobody on the islands had believed in any boats.">'
    assert (
        standfirst(head, f"<article>{HEADLINE}{STORY}</article>") == "Nobody on the islands had believed in any boats."
    )


def test_a_description_in_a_script_of_the_story_completes_nothing() -> None:
    said = f"{MEANT}. We show what it costs and who will have to pay for it"
    script = f'<script type="application/ld+json">{{"@type":"Article","headline":"Ferry sails again for the islands","description":"{said}","author":"Ana Ruiz"}}</script>'
    assert standfirst("", f"<article>{script}{HEADLINE}{STORY}</article>") == said


LONG = "Four winters long no boat has come to the islands, and many families have left for good."
MENDED = {
    "little more": (f"{LONG} The ferry sails ag", [f"{LONG} The ferry sails again. More."], f"{LONG} The ferry sails again."),
    "a word of the next sentence": (f"{LONG} T", [f"{LONG} The ferry, which nobody had believed in any more, sails again."], LONG),
    "much more": (
        "The ferry that nobody on the islands had believed in any more sai",
        ["The ferry that nobody on the islands had believed in any more sails again, said the harbour board on Thursday."],
        "The ferry that nobody on the islands had believed in any more …",
    ),
    "much more, with the mark of it": (
        "The ferry that nobody had believed in…",
        ["The ferry that nobody had believed in sails again, said the harbour board on Thursday. More."],
        "The ferry that nobody had believed in sails again, said the harbour board on Thursday.",
    ),
    "a line that has no full stop": (
        "What the islands have waited for through four long winters",
        ["What the islands have waited for through four long winters", "The ferry sails again."],
        "What the islands have waited for through four long winters",
    ),
    "words that stand nowhere": ("Another summary of what there is to say of the ferry and the sea", ["The ferry."], "Another summary of what there is to say of the ferry and the sea"),
}  # fmt: skip


@pytest.mark.parametrize(("description", "lines", "expected"), MENDED.values(), ids=MENDED)
def test_a_description_that_stops_in_mid_sentence_wants(description: str, lines: list[str], expected: str) -> None:
    assert completed(description, lines) == expected
