"""Article files made to keep a reader busy: each is answered with a sentence, at a cost that grows no faster than the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from feedservice import cleaning
from feedservice.addresses import HOME
from feedservice.errors import ArticleError
from feedservice.intake import read
from feedservice.text.nesting import MOST_ATTRIBUTES, thinned
from tests.factories import make_source
from tests.growth import check_growth, patience
from tests.packages import document, paragraph

STORY = "<h1>Ferry returns</h1><p>The ferry came back on Monday.</p>"
LETTER = "\n\nFerry returns\n\nThe ferry came back on Monday.\n\nPeople cheered.\n"


def attributes(times: int, value: str = "1") -> str:
    return " ".join(f"a{one}={value}" for one in range(times))


#: The name of a file, what stands in it so many times, how often, and words of the sentence.
HOSTILE: dict[str, tuple[str, Callable[[int], str], int, str]] = {
    "an element of many attributes": ("a.html", lambda times: f"{STORY}<p {attributes(times)}>Well.</p>", 100_000, "attributes"),
    "with signs in their values": ("a.html", lambda times: f"{STORY}<p {attributes(times, chr(39) + '>' + chr(39))}>Well.</p>", 50_000, "attributes"),
    "in Markdown": ("a.md", lambda times: f"# Ferry\n\n<p {attributes(times)}>The ferry came back.</p>", 60_000, "attributes"),
    "in a mail": ("a.eml", lambda times: f"Subject: Ferry returns\nContent-Type: text/html\n\n{STORY}<p {attributes(times)}>Well.</p>", 60_000, "attributes"),
    "a mail of many parameters": ("a.eml", lambda times: "Content-Type: text/plain" + "".join(f"; a{one}=b" for one in range(times)) + LETTER, 120_000, "The header Content-Type"),
    "a mail of many file names": ("a.eml", lambda times: "Content-Disposition: inline" + "".join(f"; a*{one}=b" for one in range(times)) + LETTER, 120_000, "The header Content-Disposition"),
    "a sender in brackets": ("a.eml", lambda times: "From: " + "(" * times + LETTER, 100_000, "The header From"),
    "a mail of many parts": ("a.eml", lambda times: "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n\n" * times, 100_000, "parts"),
    "elements in elements": ("a.html", lambda times: STORY + "<b>" * times + "x" + "</b>" * times, 100_000, "tags"),
    "elements in elements of Markdown": ("a.md", lambda times: "# Ferry\n\n" + "<b>" * times + "x" + "</b>" * times, 100_000, "tags"),
    "many lines": ("a.txt", lambda times: "Ferry returns\n\n" + "a-\n" * times, 100_000, "lines"),
    "brackets in Markdown": ("a.md", lambda times: "# Ferry\n\nIt came.\n\n" + "[" * times, 900_000, "square brackets"),
    "links without end in Markdown": ("a.md", lambda times: "# Ferry\n\nIt came.\n\n" + "[a](" * times, 200_000, "square brackets"),
    "pictures in brackets": ("a.md", lambda times: "# Ferry\n\nIt came.\n\n" + "![" * times + "]" * times, 200_000, "square brackets"),
    "many lines of Markdown": ("a.md", lambda times: "# Ferry\n\n" + "a\n" * times, 100_000, "lines"),
    "many lines of a mail": ("a.eml", lambda times: "Subject: Ferry\n\n" + "a-\n" * times, 100_000, "lines"),
}  # fmt: skip


def answer(name: str, text: str) -> list[str]:
    """What is said of a file: its warnings, or why it is refused."""
    try:
        copy = read(make_source(name, text))
        cleaning.clean(copy.body, HOME)
    except ArticleError as error:
        return [error.what]
    return [problem.what for problem in copy.manuscript.problems]


@pytest.mark.parametrize(("name", "make", "times", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_keeps_a_reader_busy_is_answered_with_a_sentence(
    name: str, make: Callable[[int], str], times: int, words: str
) -> None:
    with patience():
        said = check_growth(make, lambda text: answer(name, text), times)
    assert words in " ".join(said)


def test_a_sender_in_few_brackets_is_nobody() -> None:
    text = f"From: {'(' * 5000}{LETTER}"
    assert answer("a.eml", text) == []


def test_white_space_without_end_in_a_word_file_costs_as_much_as_it_is_long() -> None:
    def reading(content: bytes) -> object:
        return read(make_source("a.docx", content)).manuscript.headline

    def gaping(times: int) -> bytes:
        return document(paragraph("Ferry returns") + paragraph(f"It came{' ' * times}back."))

    assert check_growth(gaping, reading, 400_000)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p {attributes(MOST_ATTRIBUTES)}>Well.</p>",
        "<p>" + "So 3 < 4, and a <b> of words. " * 2000 + "</p>",
        f"<img src='data:image/png;base64,{'A' * 300_000}'>",
        "<p class='" + " ".join(f"c{one}" for one in range(3000)) + "'>Well.</p>",
        "<script>if (a<b) { " + "say('x y z'); " * 3000 + "}</script>",
    ],
    ids=["as many as may be", "signs in prose", "a picture in the page", "a long value", "a program"],
)
def test_usual_markup_stays_as_it_is(markup: str) -> None:
    assert thinned(markup) == (markup, 0)


def test_of_too_many_attributes_the_first_stay_and_every_word() -> None:
    markup, crowded = thinned(f"<p {attributes(MOST_ATTRIBUTES + 5)}>Well.</p><p class=a>So.</p>")
    assert (markup, crowded) == (f"<p {attributes(MOST_ATTRIBUTES)}>Well.</p><p class=a>So.</p>", 1)


@pytest.mark.parametrize("sign", ["&#11;", "&#x1F", "&#0008;", "&#xFFFF;", "&#0;"])
def test_a_character_that_is_no_text_is_left_out(sign: str) -> None:
    copy = read(
        make_source("a.html", f"<h1>Ferry{sign} returns</h1><p>It came{sign}<br>back.{sign}</p>{sign}<p>So.</p>{sign}")
    )
    assert copy.body.get_text(" ").split() == ["It", "came", "back.", "So."]


def test_a_head_that_is_not_closed_and_full_of_colons_has_an_end() -> None:
    with patience():
        answer("a.md", "---\ntitle: a\n" + "a:=b:=c:=d:=e:=f:=\n" * 30 + "x\n")


def test_an_empty_quotation_may_end_a_markdown_file() -> None:
    manuscript, body = read(make_source("a.md", b"On Monday Ana wrote:\n> "))
    assert "On Monday Ana wrote" in f"{manuscript.headline} {body.get_text()}"
