"""Mails: what people write to the desk around a story goes and is listed, and no sentence of the story goes with it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from bs4 import BeautifulSoup

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import ArticleError
from feedservice.intake.embargoes import asks_to_hold
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source
from tests.growth import check_growth

HEADLINE = "Harbour bridge to close for repairs"
FIRST, LAST = "Boats left at dawn, after four days in which nothing had moved.", "By noon the quay was empty."
STORY = f"{HEADLINE}\n\nBy Leo Hart\n\n{FIRST}\n\nAll of them went.\n\n{LAST}\n"


def raw(text: str, subject: str = "Fwd: Bridge story", kind: str = "plain") -> RawCopy:
    head = f"From: Ana Ruiz <ana@gazette.example>\nSubject: {subject}\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return intake.read(make_source("bridge.eml", head + text))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def as_html(text: str, element: str) -> str:
    """A text as mail programs write it: a paragraph each, or a line each with an empty one between."""
    if element == "p":
        return "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in text.strip().split("\n\n"))
    return "".join(f"<div>{line or '<br>'}</div>" for line in text.strip().split("\n"))


def words(body: BeautifulSoup) -> str:
    return " ".join(body.get_text(" ").split())


def reasons(manuscript: Manuscript) -> set[str]:
    return {part.reason for part in manuscript.cut}


def value(manuscript: Manuscript, field: str) -> object:
    finding = getattr(manuscript, field)
    return finding and finding.value


NOTES = {
    "three lines": "Hi Sam,\n\nhere's the piece for tomorrow\n\nThanks, Ana\n\n",
    "in one block": "Hi Sam,\nhere's the piece for tomorrow.\nThanks,\nAna\n\n",
    "on one line": "Hi Sam, here's the piece for tomorrow. Thanks!\n\n",
    "without a greeting": "Here's the bridge piece for tomorrow.\n\n",
    "without a sign-off": "Hello all,\n\nplease find below my story for Sunday. I spoke to both sides.\n\n",
    "greeting alone": "Hi Sam,\n\n",
    "a name below": "Dear newsdesk,\n\nHere is the copy you asked for.\n\nAna\n\n",
    "signed with a role": "Hi,\n\nAttached is the text. Pictures to follow.\n\nBest,\nAna Ruiz\nReporter\n+44 20 7946 0000\n\n",
    "a rule below": "Hi Sam,\n\nI rewrote the top, as we said.\n\nHere's the new version.\n\n-----\n\n",
    "talk between": "Hi Sam,\n\nHere's my piece for Friday.\n\nI could not reach the mayor, so you may want to ring her.\n\nCheers,\n\nAna\n\n",
    "a telephone in it": "Hi Sam,\n\nthe bridge one, ring me on 020 7946 0011 when it is unclear.\n\nThanks, Ana\n\n---\n\n",
    "German": "Liebe Kollegen,\n\nanbei der Artikel für morgen.\n\nViele Grüße\nAna\n\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["plain", "p", "div"])
@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_covering_note_above_the_story_goes_and_is_listed(note: str, kind: str) -> None:
    text = note + STORY
    manuscript, body = raw(text) if kind == "plain" else raw(as_html(text, kind), kind="html")
    assert (value(manuscript, "headline"), value(manuscript, "byline")) == (HEADLINE, ("Leo Hart",))
    assert words(body) == f"{FIRST} All of them went. {LAST}"
    assert "covering note" in reasons(manuscript)
    assert value(manuscript, "standfirst") is None


SIGN_OFFS = {
    "best": "Best,\nAna\nReporter\n+44 20 7946 0000",
    "kind regards": "Kind regards,\n\nAna Ruiz\nPolitical editor, The Gazette\nana@gazette.example",
    "thanks": "Thanks, Ana",
    "words above": "Let me know if you need anything else.\n\nCheers,\nAna",
    "regards alone": "Best wishes",
    "a lawyer's note below": "Best wishes,\nAna\n020 7946 0011\n\nThis message is confidential and only for whom it was sent to.",
    "a German one": "Viele Grüße\nAna Ruiz\n\nDer Inhalt dieser Nachricht ist vertraulich.",
    "a French one": "Cordialement,\nAna Ruiz\n\nCe courrier a un caractère confidentiel.",
    "German": "Mit freundlichen Grüßen\nAna Ruiz",
}


@pytest.mark.parametrize("kind", ["plain", "p", "div"])
@pytest.mark.parametrize("sign_off", SIGN_OFFS.values(), ids=SIGN_OFFS)
def test_a_sign_off_below_the_story_goes_and_is_listed(sign_off: str, kind: str) -> None:
    text = f"{STORY}\n{sign_off}\n"
    manuscript, body = raw(text) if kind == "plain" else raw(as_html(text, kind), kind="html")
    assert words(body) == f"{FIRST} All of them went. {LAST}"
    assert "sign-off" in reasons(manuscript)


KEPT = {
    "a feature's opening": "Here's the story of a bridge.\n\n" + FIRST,
    "a plain opening": "Here's the story.\n\n" + FIRST,
    "an appeal": "Please keep dogs on their leads, the council says.\n\n" + FIRST,
    "another appeal": "Please use the side door.\n\n" + FIRST,
    "a promise kept": "As promised, the mayor opened the bridge.\n\n" + FIRST,
    "a letter": f"Dear editor,\n\nI was dismayed by your story.\n\n{FIRST}\n\nYours sincerely,\nAna Ruiz",
    "an open letter": f"Dear Prime Minister,\n\n{FIRST}\n\n{LAST}\n\nYours, Ana Ruiz",
    "a line of thanks in a speech": f"{FIRST}\n\nThank you.",
    "a secret that is news": f"{FIRST}\n\nThe memo says that this message is confidential, and it was read out.",
    "a list of prizes": f"{FIRST}\n\nBest Picture\nThe Quay",
    "somebody's words": f"{FIRST}\n\n“Thanks, Ana,” he said.",
    "a release on the release": f"{FIRST}\n\nThe ministry called for immediate release of the crew.",
    "talk without a note": f"Our street is ours.\n\nThanks, Ana\n\n{FIRST}",
}  # fmt: skip


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_may_be_the_story_stays(text: str) -> None:
    manuscript, body = raw(text, "The bridge over the harbour")
    assert not reasons(manuscript)
    shown = f"{value(manuscript, 'standfirst') or ''} {words(body)}"
    assert all(line in shown for line in text.split("\n"))


def test_a_mail_that_is_all_greeting_and_story_loses_no_sentence() -> None:
    body = raw(f"Hi Sam,\n\n{FIRST}\n\nThanks,\nAna", "The bridge").body
    assert words(body) == FIRST


def test_a_note_that_asks_to_hold_holds_though_it_is_cut() -> None:
    manuscript = read("Hi Sam, here's the piece for tomorrow. Please hold until Friday.\n\n" + STORY)
    assert value(manuscript, "headline") == HEADLINE
    assert any(map(asks_to_hold, manuscript.edges))


def test_lines_of_a_press_release_go_and_are_listed() -> None:
    contact = "Media contact:\nJo Hale\nHead of press\n+44 20 7946 0000\njo@port.example"
    text = f"FOR IMMEDIATE RELEASE – 18 November 2026\n\nMedia contact: Jo Hale, 555-1234\n\n{STORY}\n-ENDS-\n\n{contact}\n"
    for manuscript, body in (
        raw(text, f"PRESS RELEASE: {HEADLINE}"),
        raw(as_html(text, "p"), f"PRESS RELEASE: {HEADLINE}", "html"),
    ):
        assert value(manuscript, "headline") == HEADLINE
        assert value(manuscript, "date") == "18 November 2026"
        assert words(body).startswith(FIRST)
        assert "Jo Hale" not in words(body)
        assert {"line of a press release", "media contact"} <= reasons(manuscript)


def test_the_name_of_a_press_release_is_no_part_of_its_headline() -> None:
    assert value(read(f"PRESS RELEASE: {STORY}", "Press release"), "headline") == HEADLINE
    assert value(read(f"PRESS RELEASE\n\n{STORY}", ""), "headline") == HEADLINE


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Fwd: Bridge story", HEADLINE),
        ("Re: tomorrow's hole on page three", HEADLINE),
        ("Bridge story", HEADLINE),
        ("Bridge to close", HEADLINE),
        ("Ferries fill up as the bridge shuts", "Ferries fill up as the bridge shuts"),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "p", "div"])
def test_a_vague_subject_yields_to_a_headline_in_the_text(subject: str, headline: str, kind: str) -> None:
    for text in (STORY, STORY.replace("By Leo Hart\n\n", "")):
        manuscript, body = raw(text, subject) if kind == "plain" else raw(as_html(text, kind), subject, "html")
        assert value(manuscript, "headline") == headline
        assert (HEADLINE in words(body)) <= (headline != HEADLINE)


@pytest.mark.parametrize("first", [FIRST, f"PORT ELLER – {FIRST}", "The first line"])
def test_a_vague_subject_stands_in_where_no_line_is_a_headline(first: str) -> None:
    manuscript = read(f"{first}\n\n{FIRST} {FIRST}\n\n{LAST}", "Fwd: Bridge story")
    assert value(manuscript, "headline") == "Bridge story"


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    "part", ["Hi A", "Hi A-", "Hi\n\n", "Thanks, A ", "here's the ", "Best,\n", "please ", "\n\nMedia contact:\n1@a.b"]
)
def test_the_cost_of_a_mail_grows_with_its_length(part: str, kind: str) -> None:
    def attempt(text: str) -> None:
        with suppress(ArticleError):
            read(text, kind=kind)

    check_growth(lambda times: "Hi Sam,\n\n" + part * times, attempt, 100_000 // len(part))
