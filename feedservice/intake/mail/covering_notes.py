"""What people write to each other around a story in a mail: covering notes and sign-offs. Pure.

Judges lines, of which an empty one parts paragraphs, and says where the story begins and ends among them. Only at the
edges, and only what is plainly meant for the desk: in doubt the words stay. A letter keeps its greeting and its sign-off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from feedservice.intake.mail.covering_words import (
    COVERING_WORDS,
    DESK,
    GREETED,
    GREETING,
    LETTER,
    NOTE,
    REGARDS,
    RULE,
    SIGN_OFF,
    TALK,
)
from feedservice.intake.mail.mail_headers import name_and_address
from feedservice.intake.plain.desk.contact_lines import has_contact, is_contact, is_signature, may_sign
from feedservice.intake.plain.head_scraps import is_role
from feedservice.intake.plain.paragraphs import SENTENCE_ENDS
from feedservice.intake.trade import looks_like_a_name
from feedservice.text.sentences import count_words

_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")
_QUOTES = re.compile(r"[“”„«»「」\"]")
#: A covering note and a signature run to so many lines, empty ones among them.
_LONGEST_NOTE_LINES, _LONGEST_SIGNATURE_LINES = 16, 14
_LONGEST_SIGNATURE_LINE = 80
_FIRST_LINES = 8
#: In so few words a day or “attached” is the desk's matter.
_FEW_WORDS = 12
#: Words that close a note and a name below them: so many lines.
_LINES_SIGNED = 3
#: Szia Mira! · Dobrý den, – as people open a note, in any language.
_MAY_GREET = re.compile(r"^[^\W\d_][^.:;?\d“”„\"]{0,40}[,!，！–—-]$")
_NOTES_ABOVE_SIGNATURE = 2
#: Words in a line that is prose, when it ends as a sentence and when it does not.
_SENTENCE_WORDS, _LINE_WORDS = 5, 10


def note_end(lines: Sequence[str], sender: str = "") -> int:
    """How many of the first lines are a covering note to the desk; none where no story would be left."""
    end = _signed_note(lines, sender) or _named_note(lines, sender) or _spoken_note(lines, sender)
    while end and end < len(lines) and (not lines[end] or RULE.match(lines[end])):
        end += 1
    return end if _has_prose(lines[end:]) else 0


def _signed_note(lines: Sequence[str], sender: str) -> int:
    """Where a note ends that is closed by a sign-off, or parted from the story by a rule."""
    start = _next(lines, 0)
    greeting = start < len(lines) and bool(GREETING.match(lines[start]) or GREETED.match(lines[start]))
    for number in range(start + 1, min(len(lines), start + _LONGEST_NOTE_LINES)):
        ruled = RULE.match(lines[number]) and not lines[number - 1]
        if not (ruled or SIGN_OFF.match(lines[number])):
            continue
        said = _said(lines[start : _without_name(lines, start, number, sender) if ruled else number])
        words = sum(map(count_words, said))
        talk = any(map(_opens_note, said)) and all(_opens_note(one) or _is_talk(one) for one in said)
        fits = all(map(_is_note, said)) or (greeting and (talk or any(map(has_contact, said))))
        long_enough = sum(map(count_words, lines[number:])) >= words or all(map(_is_note, said))
        if not (fits and long_enough and words <= COVERING_WORDS and (said or greeting)):
            return 0
        return number + 1 if ruled else _name_end(lines, number, sender)
    return 0


def _without_name(lines: Sequence[str], start: int, end: int, sender: str) -> int:
    """Where a note ends without the few lines that sign it right above its rule: Best / Ines."""
    last = next((number for number in range(end, start, -1) if lines[number - 1]), start)
    first = next((number for number in range(last, start, -1) if not lines[number - 1]), start)
    signed = (
        last - first <= _LINES_SIGNED and _is_senders(lines[last - 1], sender) and all(map(may_sign, lines[first:last]))
    )
    return first if signed and first > start else end


def _named_note(lines: Sequence[str], sender: str) -> int:
    """Where a note ends that opens as one does in any language, “Szia Mira!”, and has its sender's own name below."""
    start = _next(lines, 0)
    if start == len(lines) or not (GREETING.match(lines[start]) or _MAY_GREET.match(lines[start])):
        return 0
    for number in range(start + 1, min(len(lines), start + _LONGEST_NOTE_LINES)):
        if _is_senders_own(lines[number], sender):
            words = sum(map(count_words, lines[start:number]))
            short = words <= COVERING_WORDS and words <= sum(map(count_words, lines[number:]))
            return _name_end(lines, _signature_end(lines, number + 1) - 1, sender) if short else 0
    return 0


def _is_senders_own(line: str, sender: str) -> bool:
    """Whether a line is the name in the mail's header, or a part of it."""
    known = set(re.findall(r"[^\W\d_]+", name_and_address(sender)[0].casefold()))
    words = re.findall(r"[^\W\d_]+", re.sub(r"\W+x{1,3}$", "", line.casefold()))
    return bool(words) and len(line) <= _LONGEST_SIGNATURE_LINE and set(words) <= known


def note_paragraphs(lines: Sequence[str], sender: str = "") -> tuple[bool, list[str]]:
    """Whether lines greet or sign as a note does, and their paragraphs without that."""
    start = _next(lines, 0)
    end = sign_off_start(lines[start:], alone=True, sender=sender) + start
    opens = start < len(lines) and bool(GREETING.match(lines[start]) or GREETED.match(lines[start]))
    return opens or end < len(lines), _said(lines[start:end])


def is_spoken_to_desk(paragraph: str) -> bool:
    """Whether a paragraph is one person's word to another, or speaks of the copy."""
    asks = len(paragraph.split()) <= _FEW_WORDS and DESK.search(paragraph) is not None
    return _opens_note(paragraph) or _is_talk(paragraph) or (asks and not _QUOTES.search(paragraph))


def _spoken_note(lines: Sequence[str], sender: str) -> int:
    """Where a note ends that nothing closes: a greeting, paragraphs that speak of the copy, the sender's name."""
    start = _next(lines, 0)
    if start == len(lines):
        return 0
    greeting = GREETING.match(lines[start])
    greeted = greeting or GREETED.match(lines[start])
    end, words, noted = (start + 1 if greeting else start), 0, False
    while (first := _next(lines, end)) < len(lines):
        after = next((number for number in range(first, len(lines)) if not lines[number]), len(lines))
        said = " ".join(_said(lines[first:after]))
        words += count_words(said)
        is_note = _opens_note(said) if greeted else _is_note(said) and DESK.search(said)
        if not is_note or words > COVERING_WORDS:
            break
        end, noted = after, True
    if noted:
        name = _next(lines, end)
        alone = name + 1 >= len(lines) or not lines[name + 1]
        return name + 1 if name < len(lines) and alone and _is_senders(lines[name], sender) else end
    return end if greeting and greeting["hello"] and greeting["mark"] == "," else 0


def _said(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a note, less its greeting."""
    paragraphs: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        words = line if number else "" if GREETING.match(line) else GREETED.sub("", line)
        if line:
            paragraphs[-1].append(words)
        else:
            paragraphs.append([])
    return [said for said in (" ".join(paragraph).strip() for paragraph in paragraphs) if said]


def _is_note(paragraph: str) -> bool:
    """Whether every sentence of a paragraph speaks to the desk."""
    return bool(paragraph) and all(map(NOTE.match, _SENTENCE_END.split(paragraph)))


def _opens_note(paragraph: str) -> bool:
    """Whether a paragraph below a greeting opens with a sentence to the desk."""
    return NOTE.match(paragraph) is not None and not _QUOTES.search(paragraph)


def _is_talk(paragraph: str) -> bool:
    """Whether a paragraph between a greeting and a sign-off is one person's word to another."""
    return TALK.search(paragraph) is not None and not _QUOTES.search(paragraph)


def _name_end(lines: Sequence[str], number: int, sender: str) -> int:
    """Where the name under a sign-off ends, with the role and the numbers right below it."""
    found = SIGN_OFF.match(lines[number])
    named, end = bool(found and found["name"]), number + 1
    if not named and end < len(lines) and not lines[end]:
        name = _next(lines, end)
        if name < len(lines) and _is_senders(lines[name], sender):
            end, named = name + 1, True
            end = _signature_end(lines, end)
    while end < len(lines) and lines[end]:
        name = not named and looks_like_a_name(lines[end]) and len(lines[end].split()) <= 3
        if not name and not is_role(lines[end]) and not is_contact(lines[end]):
            break
        end, named = end + 1, True
    return end


def _signature_end(lines: Sequence[str], number: int) -> int:
    """Where the few lines end that follow a sender's name in its paragraph; here, when they are no signature."""
    last = next((place for place in range(number, len(lines)) if not lines[place]), len(lines))
    return last if last - number <= _LINES_SIGNED and all(map(may_sign, lines[number:last])) else number


def _is_senders(line: str, sender: str) -> bool:
    """Whether a line is the sender's name, or one first name alone."""
    words = re.findall(r"[^\W\d_]+", line)
    known = set(re.findall(r"[^\W\d_]+", sender.casefold()))
    if not words or len(line) > _LONGEST_SIGNATURE_LINE or not looks_like_a_name(line.strip(" -–—")):
        return False
    return len(words) == 1 or all(word.casefold() in known for word in words)


def sign_off_start(lines: Sequence[str], *, alone: bool = False, sender: str = "") -> int:
    """Where the sign-off at the end begins, with the words to the desk right above it; the end where there is none.

    `alone` asks of lines that may be a note and nothing else: then no story need be left above.
    """
    spoken = [number for number, line in enumerate(lines) if line]
    if any(LETTER.match(lines[number]) for number in spoken[:_FIRST_LINES]):
        return len(lines)
    for number in spoken[-_LONGEST_SIGNATURE_LINES:]:
        found = SIGN_OFF.match(lines[number])
        below = [line for line in lines[number + 1 :] if line]
        if found and (below or found["name"] or REGARDS.search(lines[number])) and is_signature(below):
            return number if alone else _with_notes_above(lines, number) if _has_prose(lines[:number]) else len(lines)
    return _named_end(lines, sender, alone=alone)


def _named_end(lines: Sequence[str], sender: str, *, alone: bool) -> int:
    """Where a text ends that is closed as in any language: a few words, and the sender's own name right below them."""
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1]), 0)
    first = next((number for number in range(last, 0, -1) if not lines[number - 1]), 0)
    closing = lines[first:last]
    named = 1 < len(closing) <= _LINES_SIGNED + 1 and any(_is_senders_own(line, sender) for line in closing[1:])
    fits = named and all(map(may_sign, closing)) and len(closing[0].split()) <= _LINES_SIGNED + 1
    return first if fits and (alone or _has_prose(lines[:first])) else len(lines)


def _with_notes_above(lines: Sequence[str], number: int) -> int:
    """The sign-off with paragraphs above it that speak to the desk throughout: “Let me know if you need more.”"""
    start = number
    for _ in range(_NOTES_ABOVE_SIGNATURE):
        end = next((place for place in range(start, 0, -1) if lines[place - 1]), 0)
        above = next((place for place in range(end, 0, -1) if not lines[place - 1]), 0)
        if not _is_note(" ".join(lines[above:end])) or not _has_prose(lines[:above]):
            break
        start = above
    return start


def _has_prose(lines: Iterable[str]) -> bool:
    """Whether a sentence of some length is among the lines: without one there is no story."""
    return any(
        count_words(line) >= (_SENTENCE_WORDS if line.endswith(SENTENCE_ENDS) else _LINE_WORDS) and not NOTE.match(line)
        for line in lines
    )


def _next(lines: Sequence[str], start: int) -> int:
    """The next line from here that is not empty; the end where there is none."""
    return next((number for number in range(start, len(lines)) if lines[number]), len(lines))
