"""Other extractors have a vote on what of a page is its story, and no more than that."""

from __future__ import annotations

import subprocess
import sys

import pytest

from feedservice import intake
from feedservice.article import SourceFile
from feedservice.intake.html.ensemble import extractors
from feedservice.intake.html.ensemble.extractors import by_justext, by_readability, by_trafilatura, opinion, tree_of
from feedservice.intake.html.ensemble.votes import Votes

SENTENCE = "The ferry to the island has sailed again since the morning, and those who had waited for it for a week were on board. "
PARAGRAPHS = "".join(
    f"<p>{SENTENCE}It was the crossing with the number {number} of this long summer.</p>" for number in range(8)
)
HEAD = "<html><head><title>The ferry sails</title></head><body><nav><a href=/>Home</a></nav><article><h1>The ferry sails</h1>"
PAGE = f"{HEAD}<div class=text>{PARAGRAPHS}</div></article></body></html>"
SIMPLY = "<span class=hint>Simply swipe on</span>"


def read(page: str) -> tuple[str, list[tuple[str, str]]]:
    manuscript, body = intake.read(SourceFile("page.html", page.encode(), ""))
    return " ".join(body.get_text(" ").split()), [(cut.words, cut.reason) for cut in manuscript.cut]


@pytest.mark.parametrize("extractor", [by_trafilatura, by_justext, by_readability])
def test_each_extractor_still_answers(extractor: extractors.Extractor) -> None:
    tree = tree_of(PAGE)
    assert tree is not None
    assert opinion(extractor, tree).count("crossing with the number") == 8


def test_an_extractor_does_not_change_the_page_for_the_next() -> None:
    tree = tree_of(PAGE)
    assert tree is not None
    first = [opinion(one, tree) for one in (by_trafilatura, by_justext, by_readability)]
    assert [opinion(one, tree) for one in (by_trafilatura, by_justext, by_readability)] == first


def test_what_nobody_else_has_goes_and_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("by_trafilatura", "by_justext", "by_readability"):
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.{name}", lambda _: PARAGRAPHS)
    text, cut = read(PAGE.replace("</p><p>", f"</p><div class=swiper>{SIMPLY}</div><p>", 1))
    assert text.count("crossing with the number") == 8
    assert "swipe" not in text
    assert ("Simply swipe on", "not of the story, as other extractors have it") in cut


@pytest.mark.parametrize(
    "kept",
    [
        "<blockquote><p>We sail.</p></blockquote>",
        "<table><tr><td>Monday</td><td>7 a.m.</td></tr><tr><td>Friday</td><td>9 p.m.</td></tr></table>",
        "<pre>7 9 11</pre>",
        "<p>Ana Ruiz contributed reporting.</p>",
        '<figure><img src="https://example.org/f.jpg"><figcaption>The ferry.</figcaption></figure>',
    ],
)
def test_what_extractors_drop_from_stories_stays(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("by_trafilatura", "by_justext", "by_readability"):
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.{name}", lambda _: PARAGRAPHS)
    parts = PARAGRAPHS.split("</p>")
    text, _ = read(PAGE.replace(PARAGRAPHS, "</p>".join([*parts[:4], f"{kept}{parts[4]}", *parts[5:]])))
    assert text.count("crossing with the number") == 8
    assert ("Ana Ruiz" if "Ruiz" in kept else "7" if "7" in kept else "ferry") in text


def test_prose_stays_that_others_overlook_between_what_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = "".join(PARAGRAPHS.split("</p>")[number] for number in (0, 1, 6, 7))
    for name in ("by_trafilatura", "by_justext", "by_readability"):
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.{name}", lambda _: seen)
    assert read(PAGE)[0].count("crossing with the number") == 8


@pytest.mark.parametrize("answer", ["", "Words of another page altogether, and many of them. " * 40])
def test_extractors_that_fail_or_speak_of_something_else_have_no_vote(
    answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("by_trafilatura", "by_justext", "by_readability"):
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.{name}", lambda _: answer)
    text, cut = read(PAGE.replace("<p>", "<p>Short.</p><p>", 1))
    assert "Short." in text
    assert not [words for words, reason in cut if "extractors" in reason]


def test_an_extractor_that_raises_has_no_opinion() -> None:
    def stumbles(_: object) -> str:
        raise RecursionError

    tree = tree_of(PAGE)
    assert tree is not None
    assert opinion(stumbles, tree) == ""


def test_a_story_that_our_box_misses_half_of_is_found_whole() -> None:
    half = "".join(
        f"<section class=m{number}><div><div><p>{SENTENCE}Part {number} of it.</p></div></div></section>"
        for number in range(9)
    )
    assert read(f"{HEAD}{half}</article></body></html>")[0].count("of it.") == 9


@pytest.mark.parametrize("page", ["", "no markup", "<", "<div>" * 3000, "<p>" + "a " * 50_000, "\0"])
def test_no_page_is_too_odd_to_be_asked_about(page: str) -> None:
    votes = Votes(page)
    assert votes.had([]) in (None, [])


def test_bare_stories_ask_nobody_and_import_nothing() -> None:
    code = (
        "import sys; from feedservice import intake; from feedservice.article import SourceFile;"
        "intake.read(SourceFile('a.html', b'<h1>A</h1><p>The ferry sails.</p>', ''));"
        "assert not {'trafilatura', 'justext', 'htmldate'} & sys.modules.keys()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_others_are_not_asked_where_the_first_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name, extractor in (("by_justext", by_justext), ("by_readability", by_readability)):
        heard = lambda tree, name=name, extractor=extractor: asked.append(name) or extractor(tree)  # noqa: E731
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.{name}", heard)
    assert read(PAGE)[0].count("crossing with the number") == 8
    assert asked == []
    read(PAGE.replace("</p><p>", f"</p><div class=swiper>{SIMPLY}</div><p>", 1))
    assert asked
