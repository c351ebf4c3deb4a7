"""What an agency tells editors in a caption, parted from the caption: “ATTENTION: for editorial use only …”. Pure.

Such a note follows the caption, or opens it. Where it begins is known by phrases that no caption has in a sentence of
its own, by calls in capitals, and by the signs that part agencies' own lines (+++).
"""

from __future__ import annotations

import re
from functools import partial

from feedservice.text.languages.alternatives import any_piece, any_word
from feedservice.text.patterns import later
from feedservice.text.unicode import one_line

_any, _piece = partial(any_word, "trade"), partial(any_piece, "trade")
_LONGEST_CHARACTERS = 4_000
#: Who may not use it, in capitals; or an agency's own line: +++ dpa-Bildfunk +++.
_BAN = later(rf"(?<!\w){_piece('caption_bans')}|(?:^|(?<=\s))\+{{2,5}}(?=\s)")
#: A call in capitals with its mark.
_CALL = later(rf"(?<!\w){_any('caption_calls')}(?:\s+[A-ZÀ-Þ]{{3,20}})?\s*(?:[:：!]|\s[-–—]\s)")
_PHRASE = later(rf"(?<!\w){_piece('caption_notes')}(?!\w)", re.IGNORECASE)
#: What may stand between a caption and a note, and open the sentence in which the note's phrase stands.
_BETWEEN = " \t-–—/|+*;,(["
_BOUNDARY = later(r"[.!?)\]。]\s+|\s[-–—/|+*]+\s|;\s")
_LONGEST_BEFORE_PHRASE = 60


def part_note(text: str) -> tuple[str, str]:
    """A caption, and the note to editors that followed or opened it; the note is empty for nearly all."""
    line = one_line(text)
    if len(line) > _LONGEST_CHARACTERS:
        return text, ""
    start = _start(line)
    if start < 0:
        return text, ""
    if start > 0:
        return line[:start].rstrip(_BETWEEN), line[start:].strip(_BETWEEN)
    opening = _opening(line)
    rest = line[len(opening) :].lstrip(_BETWEEN + ".:!])")
    caption, more = part_note(rest) if opening and rest else ("", rest)
    return caption, " ".join(filter(None, (opening.strip(_BETWEEN), more)))


def _start(line: str) -> int:
    """Where the first note begins, or -1. A call counts where a note follows it: a caption may warn its readers too."""
    ban, phrase = _BAN.search(line), _PHRASE.search(line)
    starts = [ban.start()] if ban else []
    if phrase:
        starts.append(_sentence_of(line, phrase))
    first = min(starts, default=-1)
    call = _CALL.search(line, 0, first + 1) if first > 0 else None
    return call.start() if call else first


def _sentence_of(line: str, phrase: re.Match[str]) -> int:
    """Where the words before a phrase begin that belong to it: “Photo for editorial use only”; none before capitals."""
    at = phrase.start()
    ends = [found.end() for found in _BOUNDARY.finditer(line, 0, at)]
    begin = ends[-1] if ends else 0
    before = line[begin:at]
    is_part = bool(before) and "/" not in before and len(before) <= _LONGEST_BEFORE_PHRASE and not phrase[0].isupper()
    return begin if is_part and begin else at


def _opening(line: str) -> str:
    """The note that a line opens with: its signs and phrases, or a first sentence that is all in capitals."""
    if line.startswith("+"):
        return line[: line.rfind("+") + 1]
    end = max((found.end() for pattern in (_CALL, _BAN, _PHRASE) if (found := pattern.match(line))), default=len(line))
    while more := _next(line, end):
        end = more.end()
    sentence = re.match(r"[^.!?]{1,300}[.!?](?=\s|$)", line)
    return sentence[0] if sentence and sentence[0].isupper() and sentence.end() > end else line[:end]


def _next(line: str, end: int) -> re.Match[str] | None:
    """The note that stands right behind another."""
    at = len(line) - len(line[end:].lstrip(_BETWEEN))
    return _PHRASE.match(line, at) or _BAN.match(line, at)
