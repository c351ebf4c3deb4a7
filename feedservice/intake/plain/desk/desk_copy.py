"""What copy says to the desk that takes it, and never to readers: stamps, contacts, notes to editors, notebooks, counts. Pure.

Press releases, agencies and reporters write it above and below their story, in mails, texts and documents alike. Judges lines,
of which an empty one parts paragraphs; says which are none of the story, and why. Where no story would be left, none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from feedservice.intake.plain.desk.contact_lines import contact_end, has_contact, is_signature
from feedservice.intake.plain.desk.notebooks import notebook_start
from feedservice.intake.plain.paragraphs import SENTENCE_ENDS
from feedservice.text.dates.parse import find_date
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later
from feedservice.text.sentences import count_words

#: The first line that goes, the one behind the last, and why.
Span = tuple[int, int, str]

_any, _mail = partial(any_piece, "boilerplate"), partial(any_piece, "mail")
#: FOR IMMEDIATE RELEASE, and what stands beside it.
_RELEASE = later(rf"^\W*{_mail('for_release')}(?!\w)\W*(.{{0,60}}?)\W*$", re.IGNORECASE)
_STAMP = later(
    rf"^\W*{_mail('press_release', 'press_release_alone')}(?:\s*(?:no|nr|n[°º])?\.?\s*\d[\d/.-]*)?\W*$", re.IGNORECASE
)
#: How both begin: nearly no line does.
_OPENS_STAMP = later(rf"^\W*{_mail('for_release', 'press_release', 'press_release_alone')}", re.IGNORECASE)
#: What parts stamps on one line.
_BESIDE = later(r"\s+[–—|/·•-]+\s+|\s*[|•·]\s*")
_MARK_BESIDE = later("[–—|/·•-]")
#: PRESS RELEASE: Harbour reopens
RELEASE_PREFIX = later(rf"^{_mail('press_release', 'for_release_prefix')}\s*(?:[:：|]|\s[–—-])\s*(?=\S)", re.IGNORECASE)
#: Notes to editors: alone on its line, with all that is below it; with words behind it, by itself.
_TO_EDITORS = later(
    rf"^[\W\d]*{_any('notes_to_editors')}(?P<number>\s*\d)?\s*(?:(?P<inline>[:：–—-]\s*\w.*)|\W*)$", re.IGNORECASE
)
_PARTED = later("[:：–—-]")
#: (120 words) · ca. 1.200 Zeichen · Word count: 120 · ENDS 450 words
_COUNT = later(
    rf"^\W*(?:{_any('end_marks')}\W+)?(?:{_any('count_labels')}\s*[:：]?\s*)?(?:{_any('about_so_many')}\s*)?\d[\d.,’' ]{{0,8}}\s*{_any('counted')}\W*$"
    rf"|^\W*{_any('count_labels')}\s*[:：]\s*\d[\d.,]{{0,8}}\W*$",
    re.IGNORECASE,
)
#: MORE · More follows: at the foot of a part of a story, in capitals.
_MORE = later(rf"^\W*{_any('more_to_come')}\W*$", re.IGNORECASE)
#: ENDS · -30- · ###: what is below it is none of the story.
_END = later(rf"^\W*{_any('end_marks')}\W*$|^[-–—\s]*30[-–—\s]*$|^#[\s#]*#$|^(?:x\s?){{3}}$", re.IGNORECASE)
_FIRST_LINES, _LAST_LINES = 8, 14
#: Headings and end marks are no longer.
_LONGEST_MARK = 70
#: So much of a line is judged.
_LONGEST_LINE = 600
#: Lines at either edge that may count words.
_COUNTED_LINES = 6
#: What is below an end mark is short beside the story, and short by itself.
_MOST_WORDS_BELOW, _PART_BELOW, _SHORT_STORY = 160, 2, 80
#: More marks than these part a text.
_MOST_END_MARKS = 2
#: Words in a line that is prose, when it ends as a sentence and when it does not.
_SENTENCE_WORDS, _LINE_WORDS = 5, 10


def desk_lines(whole: Sequence[str]) -> list[Span]:
    """The lines that are the desk's, in order; they may overlap."""
    lines = [line[:_LONGEST_LINE] for line in whole]
    tail, reason = _tail(lines)
    above = lines[:tail]
    found = [*_stamps(above), *_counts(above), *_notes(above)]
    stamped = any(why == "line of a press release" for *_, why in found)
    found += _contacts(above, stamped=stamped)
    if tail < len(lines):
        found.append((tail, len(lines), reason))
    left = (line for number, line in enumerate(lines) if not _is_in(number, found))
    return sorted(found) if has_prose(left) else []


def has_prose(lines: Iterable[str]) -> bool:
    """Whether a sentence of some length is among the lines: without one there is no story."""
    return any(map(_is_prose, lines))


def _is_prose(line: str) -> bool:
    return count_words(line) >= (_SENTENCE_WORDS if line.endswith(SENTENCE_ENDS) else _LINE_WORDS)


def _is_in(number: int, found: Iterable[Span]) -> bool:
    return any(start <= number < end for start, end, _ in found)


def _spoken(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if line]


def _tail(lines: Sequence[str]) -> tuple[int, str]:
    """Where all that follows is the desk's, and why; the end where nothing is."""
    story = next((number for number, line in enumerate(lines) if _is_prose(line)), len(lines))
    below = [number for number in range(story + 1, len(lines)) if 0 < len(lines[number]) <= _LONGEST_MARK]
    places = [(notebook_start(lines), "agency's notebook, not for publication")]
    places += [(number, "notes to editors") for number in below if _is_heading_to_editors(lines[number])][:1]
    ends = [number for number in below if _END.match(lines[number])]
    if 0 < len(ends) <= _MOST_END_MARKS and _may_be_below(lines, ends[0]):
        places.append((ends[0], "below the end mark"))
    return min(places)


def _is_heading_to_editors(line: str) -> bool:
    found = _TO_EDITORS.match(line)
    return found is not None and not found["inline"]


def _may_be_below(lines: Sequence[str], number: int) -> bool:
    """Whether below an end mark there are contacts or notes, and little of them: no second part of a story."""
    below = [line for line in lines[number + 1 :] if line]
    words, above = sum(map(count_words, below)), sum(map(count_words, lines[:number]))
    for_desk = any(map(has_contact, below)) or any(_TO_EDITORS.match(line) or _COUNT.match(line) for line in below)
    return for_desk and words <= _MOST_WORDS_BELOW and words * _PART_BELOW <= max(above, _SHORT_STORY)


def _stamps(lines: Sequence[str]) -> Iterator[Span]:
    """FOR IMMEDIATE RELEASE, with a date, the name of the release or a contact beside it, or without; PRESS RELEASE alone."""
    for number in _spoken(lines)[:_FIRST_LINES]:
        line = lines[number]
        beside = _MARK_BESIDE.search(line) is not None
        if not beside and not _OPENS_STAMP.match(line):
            continue
        parts = [part for part in _BESIDE.split(line) if part] if beside else [line]
        stamps = [part for part in parts if _is_stamp(part)]
        if stamps and all(part in stamps or find_date(part) for part in parts):
            yield number, number + 1, "line of a press release"
        elif end := _stamped_contact(lines, number):
            yield number, end, "line of a press release"


def _is_stamp(text: str) -> bool:
    stamped = _RELEASE.match(text)
    beside = stamped[1] if stamped else ""
    return bool(_STAMP.match(text) or (stamped and (not beside or find_date(beside) or _STAMP.match(beside))))


def _stamped_contact(lines: Sequence[str], number: int) -> int:
    """Where a contact ends that stands beside a stamp, as in two columns; 0 where there is none."""
    stamped = _RELEASE.match(lines[number])
    end = contact_end([stamped[1], *lines[number + 1 :]], 0, of_release=True) if stamped and stamped[1] else 0
    return number + end if end else 0


def _contacts(lines: Sequence[str], *, stamped: bool) -> Iterator[Span]:
    """Contacts for the media: the first above the story, and the first below it that nothing but a signature follows."""
    spoken = _spoken(lines)
    for number in spoken[:_FIRST_LINES]:
        end = contact_end(lines, number, of_release=stamped)
        if end and has_prose(lines[end:]):
            yield number, end, "media contact"
            break
    for number in spoken[-_LAST_LINES:]:
        if contact_end(lines, number, of_release=stamped) and is_signature(
            line for line in lines[number + 1 :] if line
        ):
            yield number, len(lines), "media contact"
            break


def _counts(lines: Sequence[str]) -> Iterator[Span]:
    """Lines that count the words of a story, and those that say its next part is to come."""
    spoken = _spoken(lines)
    for number in dict.fromkeys([*spoken[1:_COUNTED_LINES], *spoken[-_COUNTED_LINES:]]):
        if number != spoken[0] and len(lines[number]) <= _LONGEST_MARK and _COUNT.match(lines[number]):
            yield number, number + 1, "count of words"
    last = spoken[-1:] or [0]
    if lines and _MORE.match(lines[last[0]]) and lines[last[0]].isupper():
        yield last[0], last[0] + 1, "end mark"


def _notes(lines: Sequence[str]) -> Iterator[Span]:
    """Paragraphs at the edges that speak to editors: Note to editors: pictures follow."""
    spoken = _spoken(lines)
    for number in dict.fromkeys([*spoken[:_FIRST_LINES], *spoken[-_LAST_LINES:]]):
        opening = lines[number][:_LONGEST_MARK]
        if (len(lines[number]) <= _LONGEST_MARK or _PARTED.search(opening)) and _TO_EDITORS.match(lines[number]):
            end = next((place for place in range(number, len(lines)) if not lines[place]), len(lines))
            yield number, end, "note to editors"
