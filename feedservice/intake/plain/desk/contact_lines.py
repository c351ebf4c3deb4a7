"""Names, numbers and addresses that are no part of the news: contacts for the media, and what stands below a sign-off. Pure.

Judges lines, of which an empty one parts paragraphs. Where such lines count, `desk_copy` and the mail reader say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from feedservice.intake.plain.head_scraps import is_role
from feedservice.intake.plain.paragraphs import SENTENCE_ENDS
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.names import looks_like_a_name
from feedservice.text.patterns import later
from feedservice.text.sentences import count_words

_DETAIL = later(
    rf"\S@\S+\.\w|\bwww\.|https?://|(?:\+|\b0|\()\d[\d\s()./-]{{5,}}|\b{any_piece('mail', 'contact_labels')}\s*[:.]\s*\S|\b\d{{3}}[-. ]\d{{3,4}}\b",
    re.IGNORECASE,
)
_HEADING = later(rf"^\W*{any_piece('mail', 'media_contact')}\s*(?P<colon>[:：])?(?(colon)|\W*$)", re.IGNORECASE)
#: Contact: Jo Hale – below a stamp of a press release it is one for the media, elsewhere the readers'.
_OF_RELEASE = later(rf"^\W*{any_piece('mail', 'release_contact')}\s*(?P<colon>[:：])?(?(colon)|\W*$)", re.IGNORECASE)
_LONGEST_LINE, _LONGEST_HEADING = 80, 60
_MOST_WORDS_SIGNED, _SENTENCE_WORDS = 10, 5
_LONGEST_SIGNATURE_WORDS = 50


def is_contact(line: str) -> bool:
    """Whether a short line holds a number or address and is no sentence."""
    return len(line) <= _LONGEST_LINE and _DETAIL.search(line) is not None and may_sign(line)


def has_contact(text: str) -> bool:
    """Whether a number or address stands anywhere in a text."""
    return _DETAIL.search(text) is not None


def may_sign(line: str) -> bool:
    """Whether a line may stand in a signature: a few words, no sentence."""
    short = len(line) <= _LONGEST_LINE and len(line.split()) <= _MOST_WORDS_SIGNED
    return short and not (line.endswith(SENTENCE_ENDS) and len(line.split()) >= _SENTENCE_WORDS)


def is_signature(lines: Iterable[str]) -> bool:
    """Whether lines are a signature: names, roles, numbers; no sentence among them."""
    kept = list(lines)
    return sum(map(count_words, kept)) <= _LONGEST_SIGNATURE_WORDS and all(map(may_sign, kept))


def contact_end(lines: Sequence[str], number: int, *, of_release: bool = False) -> int:
    """Where a contact for the media that begins here ends; 0 for any other line."""
    line = lines[number]
    if len(line) > _LONGEST_HEADING and ":" not in line[:_LONGEST_HEADING] and "：" not in line[:_LONGEST_HEADING]:
        return 0
    found = _HEADING.match(line) or (of_release and _OF_RELEASE.match(line)) or None
    start = number + 1
    while found and start < len(lines) and start <= number + 1 and not lines[start]:
        start += 1
    below = lines[start] if start < len(lines) else ""
    beside = found and found["colon"] and line[found.end() :].strip()
    if not found or not (beside or is_contact(below) or _names_one(lines, start)) or len(line) > 2 * _LONGEST_LINE:
        return 0
    return _details_end(lines, number + 1 if beside else start)


def _names_one(lines: Sequence[str], number: int) -> bool:
    """Whether a name or a house stands here with a number or address right below."""
    following = [line for line in lines[number : number + 4] if line]
    return bool(following) and may_sign(following[0]) and any(map(is_contact, following))


def _details_end(lines: Sequence[str], end: int) -> int:
    """Where names, roles, numbers and addresses end."""
    while end < len(lines) and lines[end] and may_sign(lines[end]):
        details = any(map(is_contact, lines[end : end + 3]))
        if not details and not is_role(lines[end]) and not looks_like_a_name(lines[end]):
            break
        end += 1
    return end
