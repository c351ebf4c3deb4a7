"""No word of a file is lost, none is invented, none said twice: over the golden cases, and over generated texts (issue 17)."""

from __future__ import annotations

import random
import re
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedservice.errors import ArticleError
from tests.factories import make_source
from tests.test_golden import CASES, _source
from tests.torture import examples
from tests.word_books import books

#: Words that only the labels of embedded posts and films have; the file has their addresses.
_OF_EMBEDS = frozenset({"audio", "embed", "map", "of", "post", "video"})

_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
#: One number makes one text: drawing each of its words from hypothesis took ten times as long as reading it.
SEED = st.integers(0, 2**32)
#: What looks like head, foot or furniture, and stands in a sentence: {s} and {n} are a sentence and a name.
OPENINGS = (
    "On November 18, 2025, {s}", "Am 18. November 2025 {s}", "By {n} the sea {s}", "Since 2024 {s}", "Photo of {n}: {s}", "{s} {s} {s}",
    "Updated figures show {s}", "Sources said {s}", "Share of the vote: {s}", "10:05 {s}", "Killed: {s}", "Read more than {s}",
    "“{s}” said {n}.", "{n}: {s}", "Sign up for the race, {s}", "© was the sign {s}", "Advertisement is art, {s}", "(AP) {s}",
)  # fmt: skip
HEADS = (
    "By {n}",
    "By {n} (text) and {n} (photos)",
    "By {n} & {n} <desk@x.example>",
    "18 November 2026",
    "{n}, Port Elster",
    "By {n}, staff writer | 18 Nov 2026",
    "",
)
#: Boxes of a page whose names say furniture while their words are the story's.
BOXES = (
    "<p>{}</p>", "<div>{}</div>", "<blockquote>{}</blockquote>", "<p><time>10:05</time></p><p>{}</p>", "<div class='twitter-tweet-wrap'><blockquote>{}</blockquote></div>",
    "<div class='chart'><table><tr><td>{}</td></tr></table></div>", "<p>{} <math><mi>x</mi><mo>=</mo><mn>41</mn></math></p>", "<ul><li>{}</li></ul>",
    "<section class='graphic'><p>{}</p></section>", "<h2>{}</h2>", "<p><a href='#img-2'><img src='a.jpg' width=800></a></p><p>{}</p>", "<aside><p>{}</p></aside>",
    "<details><summary>More</summary>{}</details>", "<figure><img src='b.jpg'><figcaption>{}</figcaption></figure>", "<pre>{}</pre>", "<dl><dt>{}</dt><dd>Yes</dd></dl>",
)  # fmt: skip


def _check(name: str, content: bytes) -> None:
    try:
        found = books(make_source(name, content))
    except ArticleError:
        return
    assert found.lost == (), content.decode("utf-8", "replace")
    assert found.twice == (), content.decode("utf-8", "replace")
    assert found.invented == (), content.decode("utf-8", "replace")


class Writer:
    """Writes texts of chance: words that mean nothing, in sentences and lines that look like something."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def word(self) -> str:
        """Three syllables."""
        return "".join(self.chance.choices(_SYLLABLES, k=3))

    def sentence(self) -> str:
        """Six to sixteen words with a full stop."""
        return " ".join(self.word() for _ in range(self.chance.randint(6, 16))).capitalize() + "."

    def name(self) -> str:
        """Two names."""
        return f"{self.word().capitalize()} {self.word().capitalize()}"

    def filled(self, form: str) -> str:
        """A form with sentences and names in its places, each another."""
        while "{s}" in form:
            form = form.replace("{s}", self.sentence(), 1)
        while "{n}" in form:
            form = form.replace("{n}", self.name(), 1)
        return form

    def headline(self) -> str:
        """A headline."""
        return f"{self.word().capitalize()} opens to boats"

    def head(self) -> str:
        """A line of the head, or none."""
        return self.filled(self.chance.choice(HEADS))

    def story(self) -> list[str]:
        """One to eight paragraphs."""
        return [self.filled(self.chance.choice(OPENINGS)) for _ in range(self.chance.randint(1, 8))]


@given(SEED)
@settings(max_examples=examples(500))
def test_plain_text_keeps_its_words(seed: int) -> None:
    """Whatever looks like a head line and is a sentence stays; what is one is read, and told."""
    writer = Writer(seed)
    head = "\n".join(filter(None, (writer.headline(), writer.head(), writer.head())))
    _check("a.txt", "\n\n".join([head, *writer.story()]).encode())


@given(SEED)
@settings(max_examples=examples(500))
def test_markdown_keeps_its_words(seed: int) -> None:
    """As plain text."""
    writer = Writer(seed)
    _check("a.md", "\n\n".join([f"# {writer.headline()}", writer.head(), *writer.story()]).encode())


@given(SEED, st.booleans())
@settings(max_examples=examples(600))
def test_pages_keep_the_words_of_their_story(seed: int, framed: bool) -> None:
    """Boxes are judged by their words; in a page with furniture around it, what goes is told whole."""
    writer = Writer(seed)
    body = "".join(writer.chance.choice(BOXES).format(escape(words)) for words in writer.story())
    inner = f"<h1>{writer.headline()}</h1><p>{escape(writer.head())}</p>{body}"
    page = f"<nav><a href=/>Home</a> <a href=/x>Harbour</a></nav><main>{inner}</main><footer>Imprint and terms</footer>"
    _check("a.html", f"<html><body>{page if framed else inner}</body></html>".encode())


@given(SEED, st.booleans())
@settings(max_examples=examples(400))
def test_mail_keeps_its_words(seed: int, passed_on: bool) -> None:
    """A mail, and one that another mail carries."""
    writer, mail = Writer(seed), EmailMessage()
    mail["Subject"], mail["From"] = writer.headline(), "Ana Ruiz <ana@packet.example>"
    mail.set_content("\n\n".join([writer.head(), *writer.story()]))
    if passed_on:
        outer = EmailMessage()
        outer["Subject"], outer["From"] = "Fwd: story", "Tom Lee <tom@packet.example>"
        outer.set_content("Please run this today.")
        outer.add_attachment(mail)
        mail = outer
    _check("a.eml", mail.as_bytes())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_golden_cases_keep_their_words(case: Path) -> None:
    """Nothing of any source is missing, said twice, or in its article alone; embedded posts have labels of ours."""
    try:
        found = books(_source(case))
    except ArticleError:
        return
    assert found.lost == ()
    assert found.twice == ()
    shown = _source(case).content.decode("utf-8", "replace").casefold()
    shown += re.sub(r"-\s+", "", shown)  # hyphens at the ends of lines
    bare = [word.rstrip("0123456789") for word in found.invented if word not in _OF_EMBEDS]  # figures of notes
    assert [word for word in bare if word not in shown] == []
