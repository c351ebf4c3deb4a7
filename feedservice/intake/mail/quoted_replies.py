"""What stands in a mail besides its story: quoted mails, signatures, disclaimers, notes of programs. Pure.

Each is cut and listed. Only what ends a mail is cut, and never all of it: where nothing would be left, the quoted mail
is the story. A mail that passes another one on (“Forwarded message”) carries that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from feedservice.intake.embargoes import edges, wishes
from feedservice.intake.evidence import Notes
from feedservice.intake.mail.note_or_story import is_note
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.sentences import count_words
from feedservice.text.unicode import one_line

_any = partial(any_piece, "mail")
#: The line above a quoted mail; it may run over two lines.
_ATTRIBUTION = re.compile(rf"^{_any('attributions')}\s*[:：]\s*$", re.IGNORECASE)
#: The rule above a mail that is answered with its headers.
_ORIGINAL = re.compile(rf"^\W*{_any('original')}\W*$", re.IGNORECASE)
#: The rule above a mail that is passed on.
FORWARDED = re.compile(rf"^\W*(?:{_any('forwarded_begins')}\s+)?{_any('forwarded')}\W*$", re.IGNORECASE)
#: Fwd: · WG: · TR: what programs put before the subject of a mail that is passed on.
_PASSED_ON = re.compile(rf"^\W*{_any('forward_prefixes')}\s*[:：]", re.IGNORECASE)
_HEADER = re.compile(rf"^\W*{_any('header_names')}\W*[:：]", re.IGNORECASE)
_SENT_FROM = re.compile(rf"^{_any('device_notes')}$", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"^\W*{_any('disclaimers')}", re.IGNORECASE)
#: This e-mail is confidential … · Diese Nachricht ist vertraulich …: in any order of words, and nobody's quotation.
_THIS_MAIL = re.compile(_any("this_mail"), re.IGNORECASE)
_CONFIDENTIAL = re.compile(_any("confidential"), re.IGNORECASE)
_FIRST_CHARACTERS = 32
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_LIST_FOOTER = re.compile(r"^_{20,}$")
#: RFC 3676 section 4.3: two hyphens and a space; mailers and servers lose the space.
_SIGNATURE = re.compile(r"^--\s?$")
_LONGEST_SIGNATURE_LINES = 20
_LONGEST_LINE = 220
_LONGEST_NOTE = 2_000
#: Words of an answer that is no story, and of a quoted mail that may be one.
_FEW_WORDS, _STORY_WORDS = 6, 40
#: Mails within mails that are unwrapped one by one.
MOST_QUOTED = 10
#: Names of headers below each other that head a quoted mail, with no rule above them (Outlook).
_FEWEST_HEADERS = 3


def cut_text(text: str, notes: Notes, subject: str = "", sender: str = "") -> str:
    """The story of a plain mail; what was cut is noted."""
    lines = text.strip("\n").split("\n")
    lines = _cut_quoted(lines, notes, subject, sender)
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) and number and len(lines) - number <= _LONGEST_SIGNATURE_LINES:
            notes.leave_out(" ".join(lines[number + 1 :]), "signature")
            lines = lines[:number]
            break
    return "\n\n".join(_cut_end("\n".join(lines).split("\n\n"), notes))


def leave_out_note(note: str, notes: Notes, reason: str = "covering note") -> None:
    """Leave out a covering note or the like; what it asks about the article's time still counts, wherever in it that stands."""
    notes.leave_out(note, reason)
    asked = (*edges(note.split("\n")), *wishes(note, _LONGEST_NOTE))
    notes.edges += tuple(map(one_line, asked))


def _cut_quoted(lines: list[str], notes: Notes, subject: str, sender: str) -> list[str]:
    """The lines of a story without the quoted mail at their end; of a mail passed on, or one that only quotes, that one's."""
    unmarked, start, end = story_span(lines, notes, subject, sender)
    return unmarked[start:end]


def story_span(whole: list[str], notes: Notes, subject: str, sender: str) -> tuple[list[str], int, int]:
    """The lines, quoted ones without their marks where they are the story; and where the story begins and ends among them."""
    lines, start, end = list(whole), 0, len(whole)
    for _ in range(MOST_QUOTED):
        place, announced = _quote_place(lines[start:end])
        if place is None:
            break
        place += start
        own = "\n".join(lines[start:place])
        passed_on = FORWARDED.match(lines[place].strip()) is not None or is_passed_on(subject)
        if not (any(lines[place + announced : end]) and gives_way(own, lines[place:end], sender, passed_on=passed_on)):
            leave_out_quoted(" ".join(lines[place:end]), notes, passed_on=passed_on)
            return lines, start, place
        leave_out_note(own, notes)
        lines[place:end] = [re.sub(r"^(?:> ?)+", "", line) for line in lines[place:end]]
        start = _header_end(lines, place + announced, end)
        notes.leave_out(" ".join(lines[place:start]), "headers of a quoted mail")
    return lines, start, end


def is_passed_on(subject: str) -> bool:
    """Whether a subject says that its mail passes another one on: Fwd: · WG: · TR:"""
    return _PASSED_ON.match(subject) is not None


def gives_way(own: str, quoted: Iterable[str], sender: str, *, passed_on: bool) -> bool:
    """Whether what somebody wrote above a quoted mail is no story, so that the quoted mail is it."""
    said = cut_text(own, Notes("")) if own.strip() else ""
    if not passed_on:  # of an answer, only what plainly is a note gives way, or a word or two above a story
        few = count_words(said) <= _FEW_WORDS and sum(map(count_words, quoted)) >= _STORY_WORDS
        return not one_line(said) or is_note(said, sender, surely=not few)
    return is_note(said, sender)


def leave_out_quoted(quoted: str, notes: Notes, *, passed_on: bool) -> None:
    """Leave out a quoted mail; of one passed on the editor is told, who may have meant that."""
    notes.leave_out(quoted, "quoted mail")
    if passed_on and one_line(quoted):
        notes.warn(
            "The mail has a story of its own, so the mail that it passes on was left out.",
            "If that one is the article, drop it by itself.",
        )


def _quote_place(lines: list[str]) -> tuple[int | None, int]:
    """Where a quoted mail begins, and how many lines announce it there."""
    end = len(lines)
    while end and (lines[end - 1].startswith(">") or not lines[end - 1].strip()):
        end -= 1
    marked = next((number for number in range(end, len(lines)) if lines[number].startswith(">")), None)
    for number, whole in enumerate(lines):
        if number == marked:
            return number, 0
        line = whole.strip()[:_LONGEST_LINE]
        if _ORIGINAL.match(line) or FORWARDED.match(line):
            return number, 1
        announced = _announced(lines, number, line) or _headed(lines, number)
        if announced:
            return number, announced
    return None, 0


def _announced(lines: list[str], number: int, line: str) -> int:
    """How many lines at this place say that somebody wrote what follows, as programs say it: with > below, @ or a time of day."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    for count, said in ((1, line), (2, f"{line} {following}"[: 2 * _LONGEST_LINE])):
        if said.endswith((":", "：")) and _ATTRIBUTION.match(said):
            below = next((one for one in lines[number + count :] if one.strip()), "")
            if below.startswith(">") or "@" in said or _TIME.search(said):
                return count
    return 0


def _headed(lines: list[str], number: int) -> int:
    """How many lines stand above the headers of a quoted mail, or the first of these, where such headers stand below each other here."""
    start = number + 1 if _LIST_FOOTER.match(lines[number].strip()) else number
    while start > number and start < len(lines) and not lines[start].strip():
        start += 1
    headers = lines[start : start + _FEWEST_HEADERS]
    if len(headers) < _FEWEST_HEADERS or not all(_HEADER.match(line.strip()[:_LONGEST_LINE]) for line in headers):
        return 0
    names = {_HEADER.match(line.strip())[0].casefold() for line in headers}  # type: ignore[index]  # all do
    told = any("@" in line or _TIME.search(line) for line in headers)
    return max(start - number, 1) if told and len(names) == _FEWEST_HEADERS else 0


def _header_end(lines: list[str], number: int, last: int) -> int:
    """Where the headers end that programs write above a quoted mail."""
    start = next((place for place in range(number, last) if lines[place].strip()), last)
    end = start
    while end < last and _HEADER.match(lines[end].strip()[:_LONGEST_LINE]):
        end += 1
        while end > start + 1 and end < last and lines[end][:1] in (" ", "\t"):
            end += 1
    return end if end > start + 1 else start


def _cut_end(paragraphs: list[str], notes: Notes) -> list[str]:
    """Cut disclaimers and the notes of telephones off the end, as long as something is left."""
    kept = [paragraph for paragraph in paragraphs if paragraph.strip()]
    for number, paragraph in enumerate(kept):
        if number and _LIST_FOOTER.match(paragraph.strip().split("\n")[0]):
            notes.leave_out(" ".join(kept[number:]), "mailing list's footer")
            kept = kept[:number]
            break
    for _ in range(6):
        reason = end_reason(kept[-1]) if len(kept) > 1 else ""
        if not reason:
            break
        notes.leave_out(kept.pop(), reason)
    return kept


def end_reason(paragraph: str) -> str:
    """Why the last paragraph of a mail is no part of its story, or nothing."""
    line = one_line(paragraph)
    if _SENT_FROM.match(line):
        return "note of a mail program"
    opens = _THIS_MAIL.search(line, 0, _FIRST_CHARACTERS) if line[:1].isalnum() else None
    secret = opens and opens.start() <= _FIRST_CHARACTERS // 2 and _CONFIDENTIAL.search(line)
    return "disclaimer" if _DISCLAIMER.match(line) or secret else ""
