"""What agencies' wires put around a report, where it was saved as it came: header, slug, codes and the time below. Pure.

Knows IPTC 7901 and ANPA 1312 by the lines that are left of them when their control characters are gone. A text without
such a header is no wire's, and stays as it is. The time below it is evidence of the article's date.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.intake.kinds.wire_headers import has_header
from feedservice.intake.trade import is_byline, slug_reason
from feedservice.text.dates.date_words import MONTH_WORDS
from feedservice.text.dates.parse import find_date

#: r wbx, below such a header
_ROUTING = re.compile(r"[a-z] [a-z]{1,4}(?:\s\S.{0,80})?")
#: Harbour/Bridges/
_KEYWORDS = re.compile(r"[\w.&' -]{2,40}(?:/[\w.&' -]{0,40}){1,5}")
#: REFILE · 1ST LEAD · (Achtung)
_VERSION = re.compile(r"\([^()]{2,60}\)|[^\Wa-zß-ÿ][^a-zß-ÿ.!?]{2,30}")
#: 181137 GMT Nov 26 · 181137 MEZ Nov 26
_SENT = re.compile(r"(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{2,5})\s+)?([^\W\d_]{3,9})\.?\s+(?:20)?(\d\d)")
#: AP-NY-11-18-26 1137EST
_SENT_IN_AMERICA = re.compile(r"[A-Z]{2,4}-[A-Z]{2,4}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)([A-Z]{2,4})<?")
#: epa if lb: who signed it
_SIGNED = re.compile(r"[a-z]{2,5}(?:[ /][a-z\d-]{1,6}){1,6}")
#: ^By ANA RUIZ=
_CODES = re.compile(r"^\^+|\s*[<=^]+$")
_LAST_LINES, _MOST_HEAD_LINES = 4, 10


def opened(text: str, notes: Notes) -> str:
    """The report of a wire's file, its envelope listed; any other text as it is."""
    lines = text.split("\n")
    spoken = [number for number, line in enumerate(lines) if any(map(str.isalnum, line))]
    if len(spoken) < 3 or not has_header(text):
        return text
    gone = {spoken[0]: "wire's header", **_foot(lines, spoken, notes)}
    start = spoken[1]
    if reason := _slug(lines[start].strip()):
        gone[start] = reason
        start = spoken[2]
    end = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
    head = _head(lines[start:end], notes) if end - start <= _MOST_HEAD_LINES else lines[start:end]
    for number, reason in sorted(gone.items()):
        notes.leave_out(lines[number], reason)
    return "\n".join([*head, *(line for number, line in enumerate(lines) if number >= end and number not in gone)])


def _slug(line: str) -> str:
    """Why the line right below the header is none of the report: it routes or names it."""
    if _ROUTING.fullmatch(line):
        return "wire's header"
    return "slug line" if _KEYWORDS.fullmatch(line) else ""


def _head(lines: list[str], notes: Notes) -> list[str]:
    """The headline on one line, however many it ran over, and the lines below it; what names the version goes."""
    bare = [_CODES.sub("", line.strip()) for line in lines]
    if sum(line.startswith("^") for line in lines) > 1:  # each line is one of its own
        gone = [line for line in bare if slug_reason(line)]
        notes.leave_out(" ".join(gone), "slug line")
        return [line for line in bare if line not in gone]
    while len(bare) > 1 and _VERSION.fullmatch(bare[0]):
        notes.leave_out(bare.pop(0), "slug line")
    byline = next((number for number, line in enumerate(bare) if number and is_byline(line)), len(bare))
    return [" ".join(bare[:byline]), *bare[byline:]]


def _foot(lines: list[str], spoken: list[int], notes: Notes) -> dict[int, str]:
    """The time when the report was sent, and above it the initials of those who signed it."""
    gone: dict[int, str] = {}
    for number in reversed(spoken[-_LAST_LINES:]):
        line = lines[number].strip()
        if moment := _sent(line):
            notes.add("date", find_date(moment), "time below a wire's report", 0.6)
            gone[number] = "wire's time"
        elif _SIGNED.fullmatch(line):
            gone[number] = "initials"
        else:
            break
    return gone


def _sent(line: str) -> str:
    """When a report was sent, in words that name its day, or nothing for any other line."""
    if found := _SENT.fullmatch(line):
        day, hour, minute, zone, month, year = found.groups()
        return f"{day} {month} 20{year} {hour}:{minute} {zone or ''}" if month.casefold() in MONTH_WORDS else ""
    if found := _SENT_IN_AMERICA.fullmatch(line):
        month, day, year, hour, minute, zone = found.groups()
        return f"20{year}-{month}-{day} {hour}:{minute} {zone}"
    return ""
