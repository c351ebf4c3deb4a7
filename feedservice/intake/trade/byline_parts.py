"""A byline parted at its bars, commas, brackets and “and”s, without its “By” and its date. Pure.

Says nothing about what a part is: `bylines` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedservice.intake.trade.byline_dates import dateless
from feedservice.intake.trade.byline_patterns import (
    AND_IN_FRONT,
    ANDS,
    ARABIC_AND,
    BEFORE_SUFFIX,
    BRACKETS,
    CJK,
    CJK_INSIDE,
    IN_HAN,
    OPENER,
    SEGMENTS,
    SMALL_ANDS,
    WORK_OR_SIGNATURE,
)
from feedservice.text.agencies import agency
from feedservice.text.places import CHINESE_SURNAMES
from feedservice.text.scripts import HANGUL


def opened(line: str) -> str:
    """The line behind its “By”; the house of 新华社记者 stays, as a part of its own."""
    if words := OPENER.match(line):
        return line[words.end() :]
    found = CJK.match(line)
    if not found:
        return line
    house = agency(found["house"] or "")
    return f"{house}、{line[found.end() :]}" if house else line[found.end() :]


def segments_of(line: str) -> tuple[list[str], list[str]]:
    """What stands between the bars of a line, without its dates; and the words behind these that are none of a byline's."""
    segments: list[str] = []
    unknown: list[str] = []
    for segment in SEGMENTS.split(line):
        before, behind = dateless(opened(segment))
        segments += SEGMENTS.split(before)
        unknown += behind
    return segments, unknown


def parts_of(segments: list[str]) -> Iterator[str]:
    """The parts of these, in their order; what stands in brackets comes behind the part that it stands in."""
    for piece in segments:
        inside = [
            AND_IN_FRONT.sub("", words) for words in BRACKETS.findall(piece) if not WORK_OR_SIGNATURE.fullmatch(words)
        ]
        for part in ANDS.split(ARABIC_AND.sub(" و ", BRACKETS.sub(" ", BEFORE_SUFFIX.sub(" ", piece)))):
            yield from _small_ands(part)
        yield from inside


def _small_ands(part: str) -> Iterator[str]:
    """A part, parted again at one-letter words that join two full names, or many CJK names with spaces between."""
    part = CJK_INSIDE.sub(" ", part)
    halves = SMALL_ANDS.split(part)
    if len(halves) > 1 and all(len(half.split()) > 1 or agency(half) for half in halves):
        yield from halves
        return
    words = part.split()
    if len(words) > 1 and all(IN_HAN.match(word) and len(word) <= 4 for word in words):
        yield from _han_names(words)
    elif "·" in part and re.search(f"[{HANGUL}]", part):
        yield from part.split("·")
    else:
        yield part


def _han_names(words: list[str]) -> Iterator[str]:
    """王明 李华 are two people, by their family names; 王 明 and 山田 太郎 are one each."""
    if len(words) == 2 and not all(len(word) > 1 and word[0] in CHINESE_SURNAMES for word in words):
        yield ("" if min(map(len, words)) == 1 else " ").join(words)
    elif all(len(word) == 1 for word in words):
        yield "".join(words)
    else:
        yield from words
