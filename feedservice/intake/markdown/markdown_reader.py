"""Markdown, as editors and site generators write it: CommonMark with tables and strikethrough, below a head of fields. Pure.

The text becomes HTML and is read as such, so head lines, datelines and captions mean what they mean there; the first
heading of the first level is the headline, unless the head of fields gives one. HTML in the text is HTML: cleaning
makes it safe, as everywhere. Marks of other programs are let stand for `marks`, which takes them out of the HTML.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from feedservice.article import SourceFile
from feedservice.errors import TooLarge
from feedservice.intake.evidence import Notes
from feedservice.intake.html import html_reader
from feedservice.intake.markdown import footnotes, foreign_marks
from feedservice.intake.markdown.loose_pictures import bracketed
from feedservice.intake.markdown.properties import take_properties
from feedservice.intake.markdown.title_block import take_title_block
from feedservice.intake.plain.text_length import refuse_lines
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.sidecars import front_matter
from feedservice.intake.trade import is_byline
from feedservice.text.encodings.decode import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Longer than any article; the parser takes about a second for this much.
MOST_CHARACTERS = 1_000_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,2000}\))?)(?:\s+(?:\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}'))?\s*\)"
)
#: ![The quay](quay.jpg) · ![The quay][1]: what stands in for a picture is shown by no reader, as in HTML.
_PICTURE = re.compile(rf"!\[[^\[\]\n]{{0,500}}(?:{_TARGET.pattern}|\]\[[^\[\]\n]{{0,200}}\])")
#: Notation that is no word of the text: marks of notes, kinds of boxes, the language of code.
_MARKS = re.compile(r"\[\^[^\]\n]{1,200}\]|^>[ \t]*\[!\w{1,40}\][+-]?|^[ \t]*(?:```|~~~)[^\n`]*$", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n^]{1,200})\]:[ \t]*\S+.*$", re.MULTILINE)
#: [The port][1], where 1 is defined below.
_REFERENCE = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
#: Quotes and lists in each other; what is deeper is not shown by the parser, and nobody writes it.
_DEEPEST_LEVEL = 60
#: Links in links are none; code and formulas have a few.
_MOST_BRACKETS, _MOST_LINKS = 300, 10_000
_BRACKET = re.compile(r"[\[\]]|\n[ \t]*\n")
#: Blocks at the top that may be a byline set as a heading.
_HEAD_BLOCKS = 5


def read(source: SourceFile) -> RawCopy:
    """Read a Markdown file. Raises TooLarge for one beyond every article."""
    text, _ = decode(source.content)
    return read_text(text.removeprefix("\ufeff"), Notes(source.path))


def read_text(text: str, notes: Notes) -> RawCopy:
    """Read Markdown on top of what is noted already. Raises TooLarge."""
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(
            notes.path,
            f"The text has more than {MOST_CHARACTERS} characters.",
            "Save each article in a file of its own.",
        )
    refuse_lines(text, notes.path)
    html_reader.refuse_tags(text, notes.path)
    _refuse_brackets(text, notes.path)
    story = front_matter.take(take_title_block(text, notes), notes)
    story = foreign_marks.prepare(take_properties(story, notes), notes)
    parser, env = _parser(), dict[str, Any]()
    story = bracketed(story)
    tokens = parser.parse(story, env)
    _caption_pictures(tokens)
    _take_bylines(tokens)
    footnotes.unmark_headline(tokens)
    stated = notes.best("headline")
    if stated and stated.confidence == 1.0:
        _lower_headings(tokens)
    markup = parser.renderer.render(tokens, parser.options, env) + footnotes.listed(parser, env)
    notes.readable = notes.readable or _readable(story)
    return html_reader.read_markup(markup, notes)


def _readable(story: str) -> str:
    """The words of a text without what is only notation: tags, addresses behind links, definitions of these."""
    told = _PICTURE.sub(" ", _COMMENT.sub(" ", story))
    known = {found[1].casefold() for found in _DEFINITION.finditer(told)}
    told = _REFERENCE.sub(lambda found: "]" if found[1].casefold() in known else found[0], told) if known else told
    return unescape(_MARKS.sub(" ", _TAG.sub(" ", _DEFINITION.sub("", _TARGET.sub("]", told)))))


def _refuse_brackets(text: str, path: str) -> None:
    """Raises TooLarge for a paragraph with more brackets in brackets than anybody writes: the parser takes their square."""
    if text.count("[") <= _MOST_BRACKETS:
        return
    depth = opened = 0
    for found in _BRACKET.finditer(text):
        depth = {"[": depth + 1, "]": max(0, depth - 1)}.get(found[0], 0)
        opened = {"[": opened + 1, "]": opened}.get(found[0], 0)
        if depth > _MOST_BRACKETS or opened > _MOST_LINKS:
            what = f"More than {_MOST_BRACKETS} square brackets are opened in one paragraph and not closed."
            if opened > _MOST_LINKS:
                what = f"There are more than {_MOST_LINKS} square brackets in one paragraph."
            raise TooLarge(path, what, "Close them, take them out, or save each article in a file of its own.")


@cache
def _parser() -> MarkdownIt:
    """Made once, when the first Markdown file comes."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # imported where it is used: start-up time

    options = {"html": True, "maxNesting": _DEEPEST_LEVEL}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    footnotes.plug(parser)
    foreign_marks.plug(parser)
    return parser


def _lower_headings(tokens: Sequence[Token]) -> None:
    """When the head gives the headline, headings of the first level are parts of the story, not its headline."""
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"


def _take_bylines(tokens: Sequence[Token]) -> None:
    """A heading under the headline that is a byline is a line of the head: “### By Ana Ruiz”."""
    openings = [number for number, token in enumerate(tokens) if token.nesting == 1 and token.level == 0]
    for number in openings[:_HEAD_BLOCKS]:
        if number + 2 >= len(tokens):
            break  # an empty quotation at the end
        opening, inline, closing = tokens[number : number + 3]
        if opening.type == "heading_open" and opening.tag != "h1" and is_byline(_words(inline)):
            opening.tag = closing.tag = "p"


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


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
