"""Markdown, as editors and site generators write it: CommonMark with tables and strikethrough, below a head of fields. Pure.

The text becomes HTML and is read as such, so head lines, datelines and captions mean what they mean there; the first
heading of the first level is the headline, unless the head of fields gives one. HTML in the text is HTML: cleaning
makes it safe, as everywhere. Does not know footnotes, wiki links or the shortcodes of site generators.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from feedservice.article import Manuscript, SourceFile
from feedservice.errors import TooLarge
from feedservice.intake import front_matter, html
from feedservice.intake.decoding import decode
from feedservice.intake.evidence import Notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Longer than any article; the parser takes about a second for this much.
MOST_CHARACTERS = 1_000_000
#: Quotes and lists in each other; what is deeper is not shown by the parser, and nobody writes it.
_DEEPEST_LEVEL = 60


def read(source: SourceFile) -> Manuscript:
    """Read a Markdown file. Raises TooLarge for one beyond every article."""
    text, _ = decode(source.content)
    return read_text(text.removeprefix("\ufeff"), Notes(source.path))


def read_text(text: str, notes: Notes) -> Manuscript:
    """Read Markdown on top of what is noted already. Raises TooLarge."""
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(
            notes.path,
            f"The text has more than {MOST_CHARACTERS} characters.",
            "Save each article in a file of its own.",
        )
    story = front_matter.take(text, notes)
    tokens = _parser().parse(story)
    _caption_pictures(tokens)
    stated = notes.best("headline")
    if stated and stated.confidence == 1.0:
        _lower_headings(tokens)
    return html.read_markup(_parser().renderer.render(tokens, _parser().options, {}), notes)


@cache
def _parser() -> MarkdownIt:
    """Made once, when the first Markdown file comes."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # imported where it is used: start-up time

    options = {"html": True, "maxNesting": _DEEPEST_LEVEL}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _lower_headings(tokens: Sequence[Token]) -> None:
    """When the head gives the headline, headings of the first level are parts of the story, not its headline."""
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"


def _caption_pictures(tokens: Sequence[Token]) -> None:
    """A paragraph that is one picture with a title is a figure, and the title its caption, as Hugo's own templates have it."""
    from markdown_it.token import Token  # noqa: PLC0415

    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "paragraph_open" or opening.hidden or not inline.children or len(inline.children) != 1:
            continue
        picture = inline.children[0]
        title = str(picture.attrs.pop("title", "")) if picture.type == "image" else ""
        if title:
            words = Token("text", "", 0, content=title)
            inline.children += [
                Token("figcaption_open", "figcaption", 1),
                words,
                Token("figcaption_close", "figcaption", -1),
            ]
            opening.tag = closing.tag = "figure"
