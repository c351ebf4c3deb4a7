"""The shapes of plain text: what is a paragraph, a heading, a list. Pure.

Knows wrapped lines, indented paragraphs and paragraphs parted by empty lines or by line ends. Says nothing about what a
paragraph means: `text_reader` does. Which line ends stay, `line_ends` says. Words are never changed.
"""

from __future__ import annotations

import re
from html import escape
from typing import Self

from feedservice.intake.plain.line_ends import are_lines, is_table, turns
from feedservice.text.patterns import later
from feedservice.text.scripts import HAN_AND_KANA
from feedservice.text.unicode import one_line

SENTENCE_ENDS = (
    ".", "!", "?", "。", "！", "？", "…", "”", '"', "'", "’", "»", ":", "：", "؟", "।", "۔", ";", ",", "،", "，",
)  # fmt: skip
#: Lines of verse are no longer.
_LONGEST_VERSE_CHARACTERS = 50
#: Fewer short lines than these are no verse.
_FEWEST_VERSES = 3
_WIDEST_WRAP_CHARACTERS = 90
_NARROWEST_WRAP_CHARACTERS = 55
_LONGEST_SUBHEAD_CHARACTERS = 60
_SHORTEST_PARAGRAPH_CHARACTERS = 80

_GAP = later(r"(\n(?:[^\S\n]*\n)+)")
_INDENT = later(r"^(?:\t| {2,}|\u3000+)\S")
_BULLET = later(r"^[-*•‣●○▪–·]\s+(?=\S)")
_NUMBER = later(r"^(\d{1,2})[.)]\s+(?=\S)")
_UNDERLINE = later(r"^[=~*#_-]{3,}$")
_ADDRESS = later(r"https?://[^\s<>\"'“”]{3,2000}[^\s<>\"'“”.,;:!?)\]]")
_UNSPACED = later(f"[{HAN_AND_KANA}]")
_ENDS_UNSPACED = later(f"[{HAN_AND_KANA}，。、]")
_SMALL_WORD = later(r"^[a-z]{1,4}$")


class Paragraph(str):
    """A paragraph of the file; `gap` is the number of empty lines after it."""

    __slots__ = ("gap",)
    gap: int

    def __new__(cls, words: str, gap: int = 1) -> Self:
        """A paragraph of the file with its words."""
        paragraph = super().__new__(cls, words)
        paragraph.gap = gap
        return paragraph


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs with the gaps after them; lines count as paragraphs when no empty line stands between any."""
    blocks = _GAP.split(text.strip("\n").rstrip())
    if len(blocks) == 1:
        return [Paragraph(words, 0) for words in _of_lines(blocks[0].split("\n"))]
    found = []
    for words, gap in zip(blocks[::2], [*blocks[1::2], ""], strict=True):
        parts = _parted_by_indents(words.split("\n"))
        for number, part in enumerate(parts):
            found.append(Paragraph(part, max(gap.count("\n") - 1, 0) if number == len(parts) - 1 else 1))
    return [paragraph for paragraph in found if one_line(paragraph)]


def _of_lines(lines: list[str]) -> list[str]:
    """The paragraphs of lines without an empty one between: at indents, at the ends of wrapped ones, or each line."""
    lines = [line for line in lines if one_line(line)]
    if sum(_INDENT.match(line) is not None for line in lines) >= 2:
        parts = _parted_by_indents(lines)
        return [*parts[0].split("\n"), *parts[1:]]
    bare = [line.strip() for line in lines]
    return _unwrapped(bare) if _is_wrapped(bare[1:]) else bare


def _parted_by_indents(lines: list[str]) -> list[str]:
    """The lines of a block as paragraphs, each beginning at an indented line, when some are indented and some not."""
    indented = [_INDENT.match(line) is not None for line in lines]
    starts = any(indented[1:]) and not all(indented) and not any(map(_is_item, lines))
    parts: list[list[str]] = [[]]
    east_asian = any(line.startswith("\u3000") for line in lines)  # never wrapped at a margin
    for line, begins in zip(lines, indented, strict=True):
        if (begins or east_asian) and starts and parts[-1]:
            parts.append([])
        parts[-1].append(line.strip())
    return ["\n".join(part).strip() for part in parts]


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line.strip()) or _NUMBER.match(line.strip()))


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a margin: nearly all long, none too long, most in mid-sentence."""
    if len(lines) < 4:
        return False
    margin = max(map(len, lines))
    long = sum(len(line) > margin - 18 for line in lines)
    broken = sum(not line.endswith(SENTENCE_ENDS) for line in lines)
    return (
        _NARROWEST_WRAP_CHARACTERS <= margin <= _WIDEST_WRAP_CHARACTERS
        and long * 5 >= len(lines) * 2
        and broken * 2 >= len(lines)
    )


def _unwrapped(lines: list[str]) -> list[str]:
    """Wrapped lines as paragraphs: one ends where a line falls short of the margin and ends a sentence.

    The short lines at the top, of headline, byline and date, are each their own.
    """
    margin = max(map(len, lines[1:]))
    head = next((number for number, line in enumerate(lines[1:], 1) if len(line) > margin - 18), len(lines))
    parts = [[line] for line in lines[:head]] + [[]]
    for line in lines[head:]:
        parts[-1].append(line)
        if len(line) < margin - 14 and line.endswith(SENTENCE_ENDS):
            parts.append([])
    return ["\n".join(part) for part in parts if part]


def without_underline(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose second line only underlines the first, without it."""
    first, _, rest = paragraph.partition("\n")
    second, _, others = rest.partition("\n")
    return Paragraph(f"{first}\n{others}".strip(), paragraph.gap) if _UNDERLINE.match(second) else paragraph


def in_one_piece(body: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with the rows of a table in one, where nothing but line ends parts them."""
    kept: list[Paragraph] = []
    for one in body:
        above = kept[-1] if kept and not kept[-1].gap and "\t" in one and "\n" not in one else None
        if above is not None and is_table([above.rpartition("\n")[2], one]):
            kept[-1] = Paragraph(f"{above}\n{one}", one.gap)
        else:
            kept.append(one)
    return kept


def stanzas(body: list[Paragraph]) -> list[Paragraph]:
    """The body with verse in one piece: its short lines, parted by nothing but line ends, most of them in mid-sentence."""
    end = next((number for number, line in enumerate(body) if line.gap), len(body) - 1) + 1
    lines = body[:end]
    verse = len(lines) >= _FEWEST_VERSES and all(len(line) <= _LONGEST_VERSE_CHARACTERS for line in lines)
    if not verse or 2 * sum(line.endswith((".", "!", "?", "。")) for line in lines) > len(lines):
        return body
    if any("\n" in line or _is_item(line) or _UNSPACED.search(line) for line in lines):
        return body  # a line of ideographs may be a whole paragraph
    return [Paragraph("\n".join(lines), lines[-1].gap), *body[end:]]


def markup(body: list[Paragraph], cut_at: int) -> str:
    """The paragraphs as HTML: lists, headings that stand between paragraphs, and paragraphs; `cut_at` is the text's margin, or 0."""
    parts = []
    for number, paragraph in enumerate(body):
        inside = 0 < number < len(body) - 1
        if inside and is_subhead(paragraph) and len(body[number + 1]) >= _SHORTEST_PARAGRAPH_CHARACTERS:
            parts.append(f"<h2>{escape(paragraph)}</h2>")
        else:
            parts.append(_block(paragraph, cut_at))
    joined = "".join(parts)
    return joined.replace("</li></ul><ul><li>", "</li><li>").replace("</li></ol><ol><li>", "</li><li>")


def is_subhead(paragraph: str) -> bool:
    """Whether a short line can only be a heading: in capitals, or every longer word with a large letter; no sentence, no quote."""
    if (
        "\n" in paragraph
        or len(paragraph) >= _LONGEST_SUBHEAD_CHARACTERS
        or paragraph.endswith((*SENTENCE_ENDS, ")", "]"))
    ):
        return False
    words = paragraph.split()
    if not paragraph[:1].isupper() or len(words) < 2 or re.search(r"[\d@/:|—–]", paragraph):
        return False
    return paragraph.isupper() or (
        all(word[:1].isupper() or _SMALL_WORD.match(word) for word in words) and _is_titled(words)
    )


def _is_titled(words: list[str]) -> bool:
    """Whether the words of a title are large but for its small ones, and there are more than a name has."""
    return sum(word[:1].isupper() for word in words) >= 3 and any(map(_SMALL_WORD.match, words))


def _block(paragraph: str, cut_at: int) -> str:
    """A list or a paragraph; `cut_at` is the margin of the text, if it has one."""
    lines = paragraph.split("\n")
    for kind, item in (("ul", _BULLET), ("ol", _NUMBER)):
        first = next((number for number, line in enumerate(lines) if item.match(line)), len(lines))
        items = lines[first:]
        if (
            len(items) > 1 - (kind == "ul" and first == 0 and paragraph[0] in "•●▪")
            and all(map(item.match, items))
            and _counts(items, kind)
        ):
            above = _paragraph(lines[:first], cut_at) if first else ""
            return (
                above
                + f"<{kind}>"
                + "".join(f"<li>{_linked(item.sub('', line))}</li>" for line in items)
                + f"</{kind}>"
            )
    return _paragraph(lines, cut_at)


def _counts(items: list[str], kind: str) -> bool:
    """Whether numbered lines count from one."""
    numbers = [found[1] for line in items if (found := _NUMBER.match(line))]
    return kind == "ul" or [int(number) for number in numbers] == list(range(1, len(items) + 1))


def _paragraph(lines: list[str], cut_at: int) -> str:
    """A paragraph as HTML; line ends that no margin made stay line ends."""
    parts = turns(lines) or ([[line] for line in lines] if are_lines(lines, cut_at) else [lines])
    return f"<p>{'<br>'.join(seam(part).join(map(_linked, part)) for part in parts)}</p>"


def seam(lines: list[str]) -> str:
    """What joins wrapped lines: a space, but nothing where the script has none between words."""
    return "" if len(lines) > 1 and _ENDS_UNSPACED.match(lines[0][-1:]) else " "


def _linked(line: str) -> str:
    """A line as HTML, its web addresses as links."""
    if "://" not in line:
        return escape(line)
    parts, end = [], 0
    for found in _ADDRESS.finditer(line):
        address = escape(found[0])
        parts += [escape(line[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, escape(line[end:])])
