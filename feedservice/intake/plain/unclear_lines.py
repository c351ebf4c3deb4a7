"""Lines of a head that say what they are, though not every word of them is understood: they cost themselves, not the head. Pure.

“By Ana Ruiz and the team of the night desk” is a byline of which Ana Ruiz is known; “18 November 2026, 14:30 Port Time” has a
date. What is known is taken, the line is left out whole, and the editor told. Sentences are never such lines.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import Found
from feedservice.intake.plain.paragraphs import SENTENCE_ENDS
from feedservice.intake.trade import looks_like_a_name, split_byline
from feedservice.intake.trade.byline_patterns import OPENER
from feedservice.text.dates.parse import find_date

#: The name of such a finding: no field, but a line that is left out with a word to the editor.
UNCLEAR = "unclear"
_LONGEST_CHARACTERS = 120
#: What may follow the first name of a byline.
_BEHIND_NAME = re.compile(r"\s*[,;|/&+()<>\[\]–—]|\s+[-–—]\s|\s+(?=[a-zß-ÿ])")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
#: More words than these beside a date are a sentence or a title.
_MOST_WORDS_BESIDE_DATE = 4
_LABELLED = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)?\s?[:：]\s*(\S.{1,60})$")


def unclear_marks(line: str) -> list[Found]:
    """What is known of a head line that is not understood whole, with the line; nothing for any other."""
    if len(line) > _LONGEST_CHARACTERS or line.endswith(SENTENCE_ENDS) or "\n" in line:
        return []
    if _opens_as_byline(line):
        known = [("byline", ", ".join(split_byline(line).people), "byline not understood whole", 0.6)]
    elif date := _date_with_names(line):
        known = [("date", date, "date line not understood whole", 0.6)]
    else:
        return []
    return [*known, (UNCLEAR, line, "head line not understood whole", 0.0)]


def is_odd(line: str) -> bool:
    """Whether a line that stands among lines of the head may be one that nobody understands: short, and no sentence."""
    return len(line) <= _LONGEST_CHARACTERS and "\n" not in line and not line.endswith(SENTENCE_ENDS)


def is_label(line: str) -> bool:
    """Whether a line is a label that we do not know with a name or figures: “Photographer: Tom Lee”."""
    found = _LABELLED.match(line)
    return found is not None and (_is_full_name(found[1]) or re.fullmatch(r"[\d\s.,/-]+", found[1]) is not None)


def leave_out_unclear(line: str, notes: Notes) -> None:
    """Note a line of the head that was not understood, and tell the editor which."""
    notes.leave_out(line, "head line not understood")
    notes.warn(
        f"The line “{line}” at the head of the text is not understood, and is left out.",
        "Write one thing a line: By and the names, the date, or a field such as Tags: harbour, ferries. "
        "If the line belongs to the story, put it below the first paragraph.",
    )


def _opens_as_byline(line: str) -> bool:
    """Whether a line opens with “By” and a full name: a word in small letters, a sign or a bracket follows that."""
    opener = OPENER.match(line)
    if opener is None:
        return False
    name = _BEHIND_NAME.split(line[opener.end() :], maxsplit=1)[0]
    return _is_full_name(name) and name != line[opener.end() :] and _is_list(line[opener.end() + len(name) :])


def _is_list(rest: str) -> bool:
    """Whether what follows the first name goes on as a byline does: a sign, or and with another name."""
    return re.match(r"\s*[,;|/&+(<\[–—-]", rest) is not None or bool(split_byline(rest).people)


def _is_full_name(text: str) -> bool:
    return text[:1].isupper() and 1 < len(text.split()) <= 4 and looks_like_a_name(text)


def _date_with_names(line: str) -> str:
    """The date of a line in which beside it stand a few words with large letters alone, no title behind a colon or dash."""
    date = find_date(line).rstrip(" :")
    if not date or date not in line:
        return ""
    beside = line.replace(date, " ", 1)
    words = _WORD.findall(beside)
    titled = all(word[:1].isupper() for word in words) and not re.search(r"[:：–—]", beside)
    return date if titled and len(words) <= _MOST_WORDS_BESIDE_DATE else ""
