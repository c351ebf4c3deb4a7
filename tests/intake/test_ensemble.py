"""Other extractors have a vote on what of a page is its story, and no more than that."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from justext.core import ParagraphMaker
from justext.utils import normalize_whitespace

from feedservice import intake
from feedservice.article import SourceFile
from feedservice.intake.html.ensemble import extractors
from feedservice.intake.html.ensemble.extractors import by_justext, by_readability, by_trafilatura, opinion, tree_of
from feedservice.intake.html.ensemble.running_paragraphs import evened, paragraphs_of
from feedservice.intake.html.ensemble.votes import Votes, letters

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


def read_as(page: str, monkeypatch: pytest.MonkeyPatch, **had: str) -> tuple[str, list[tuple[str, str]]]:
    """A page read with extractors that have its paragraphs, and what is named besides."""
    for name in ("trafilatura", "justext", "readability"):
        told = PARAGRAPHS + had.get(name, "")
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.by_{name}", lambda _, told=told: told)
    return read(page)


LATE = "Whoever holds a ticket of last week may use it until the end of the month."


def test_two_of_three_are_enough_where_the_first_has_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"{HEAD}<section class=opening><p>{LATE}</p></section><div class=text>{PARAGRAPHS}</div></article></body></html>"
    for name, has in (("trafilatura", LATE), ("justext", LATE + PARAGRAPHS), ("readability", PARAGRAPHS)):
        monkeypatch.setattr(f"feedservice.intake.html.ensemble.votes.by_{name}", lambda _, has=has: has)
    assert LATE in read(page)[0]


def test_what_the_description_quotes_is_the_storys(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = f"<div class=chapel><p>{LATE} That is what the harbour board has decided on Tuesday, after a long night.</p></div>"
    head = HEAD.replace("<title>", f'<meta name="description" content="{LATE[:60]} (...)"><title>')
    told, _ = read_as(f"{head}{opening}<div class=text>{PARAGRAPHS}</div></article></body></html>", monkeypatch)
    assert "after a long night" in told


def test_a_line_with_links_that_is_called_furniture_needs_two_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    filed = '<p class="tags-line">Filed under <a href=/f>Ferries</a> and open to your answers.</p>'
    price = '<p class="share-price">The price of a share rose to four crowns.</p>'
    page = PAGE.replace("</p></div></article>", f"</p>{price}{filed}</div></article>")
    text, cut = read_as(page, monkeypatch, trafilatura=filed + price)
    assert "four crowns" in text
    assert "Filed under" not in text
    assert any(words.startswith("Filed under") for words, _ in cut)


def test_a_paragraph_that_is_set_as_a_heading_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    large = f"<h3>{LATE} All others are asked to buy a new one at the <a href=/d>desk</a> in the hall.</h3>"
    page = PAGE.replace("</p><p>", f"</p>{large}<p>", 1)
    assert "All others are asked" in read_as(page, monkeypatch)[0]


CARDS = {
    "teaser": '<li><div class="image-part"><img src="/h.jpg" width=340></div><a href="/hat">A hat is found <em>It had been lost for years.</em></a></li>',
    "headed": '<div class=b><div class=image-part><img src="/h.jpg"></div><div><h3>Guide: hats</h3><p>All of them.</p><a href="/hats">Guide: hats</a></div></div>',
    "contact": '<div class=media><img src="/p.jpg"><div><b>Island desk</b><br>Head: Ana Ruiz<br><a href="tel:0123">0123</a></div></div>',
}


@pytest.mark.parametrize("card", CARDS.values(), ids=list(CARDS))
def test_a_picture_that_leads_elsewhere_goes_with_its_words(card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace("</p></div></article>", f"</p><div class=extra>{card}</div></div></article>")
    text, cut = read_as(page, monkeypatch)
    assert not [word for word in ("hat", "Ruiz") if word in text]
    assert any(word in words for words, _ in cut for word in ("hat", "Ruiz"))
    _, body = intake.read(SourceFile("page.html", page.encode(), ""))
    assert body.find("img") is None


def test_a_caption_with_a_link_to_a_larger_picture_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = (
        '<div class=image><img src="/f.jpg"><p class=caption><a href="/f-large.jpg">The ferry at the quay</a></p></div>'
    )
    assert "at the quay" in read_as(PAGE.replace("</p><p>", f"</p>{shown}<p>", 1), monkeypatch)[0]


@given(st.text(alphabet=" \t\n\r\x1c\x85\xa0\u2003\u3000ab.é"))
def test_white_space_is_evened_as_justext_does(text: str) -> None:
    assert evened(text) == normalize_whitespace(text)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<br>", "<a href=/>", "</a>", "<b>", "</b>", "<li>", "<h2>", " ", "\n\n", "The ferry"]
        )
    )
)
@example(["<h2>", "The", "</h2>", "<a>", "of ", "</a>", "<br>", "<br>", " it\n\tis"])
def test_paragraphs_are_those_of_justext(pieces: list[str]) -> None:
    tree = tree_of(f"<html><body>{''.join(pieces)}</body></html>")
    assert tree is not None

    def told(paragraphs: list[object]) -> list[list[object]]:
        names = ("text", "dom_path", "text_nodes", "chars_count_in_links", "tags_count", "is_heading", "words_count")
        return [[len(one), one.stopwords_density(small), *(getattr(one, name) for name in names)] for one in paragraphs]  # type: ignore[call-overload, attr-defined]

    small = frozenset({"the", "it"})
    assert told(paragraphs_of(tree)) == told(ParagraphMaker.make_paragraphs(tree))


@given(st.text(alphabet=st.sampled_from("aZ09_ \n.,'“”’–éßİΣ渡ﬁ½")))
@example("“It’s ΟΔΟΣ_9,” – said")
def test_letters_are_what_casefolding_leaves_of_them(text: str) -> None:
    assert letters(text) == "".join(filter(str.isalnum, text)).casefold()
