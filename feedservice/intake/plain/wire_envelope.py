"""What agencies' wires put around a report, where it was saved as it came: header, slug, codes and the time below. Pure.

Knows IPTC 7901 and ANPA 1312 by the lines that are left of them when their control characters are gone. A text without
such a header is no wire's, and stays as it is. The time below it is evidence of the article's date.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.text.dates.date_words import MONTH_WORDS
from feedservice.text.dates.parse import find_date

#: pea012 4 i 120 pbl 021 (IPTC 7901: service and number, urgency, category, words, more) · a0534---- (ANPA 1312)
_HEADER = re.compile(
    r"[a-z]{1,6}\d{2,5}\s+\d\s+[a-z]{1,3}\s+\d{1,5}(?:\s+[\w/.-]{1,12}){0,6}|[a-z]{1,3}\d{4}\s?-{2,}", re.IGNORECASE
)
#: r wbx, below such a header
_ROUTING = re.compile(r"[a-z] [a-z]{1,4}(?: \d{1,5})?")
#: Harbour/Bridges/
_KEYWORDS = re.compile(r"[\w.&' -]{2,40}(?:/[\w.&' -]{0,40}){1,5}")
#: 181137 GMT Nov 26 · 181137 MEZ Nov 26
_SENT = re.compile(r"(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{2,5})\s+)?([^\W\d_]{3,9})\.?\s+(?:20)?(\d\d)")
#: AP-NY-11-18-26 1137EST
_SENT_IN_AMERICA = re.compile(r"[A-Z]{2,4}-[A-Z]{2,4}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)([A-Z]{2,4})<?")
#: epa if lb: who signed it
_SIGNED = re.compile(r"[a-z]{2,5}(?:[ /][a-z\d-]{1,5}){1,6}")
#: ^By ANA RUIZ=
_CODES = re.compile(r"^\^+|[<=^]+$")
_FIRST_LINES, _LAST_LINES = 12, 4


def opened(text: str, notes: Notes) -> str:
    """The report of a wire's file, its envelope listed; any other text as it is."""
    lines = text.split("\n")
    spoken = [number for number, line in enumerate(lines) if line.strip()]
    if len(spoken) < 3 or not _HEADER.fullmatch(lines[spoken[0]].strip()):
        return text
    gone = {spoken[0]: "wire's header", **_below_header(lines, spoken[1]), **_foot(lines, spoken, notes)}
    for number in spoken[1:_FIRST_LINES]:
        lines[number] = _CODES.sub("", lines[number].rstrip()).rstrip()
    for number, reason in sorted(gone.items()):
        notes.leave_out(lines[number], reason)
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def _below_header(lines: list[str], number: int) -> dict[int, str]:
    """The line right below the header, when it routes or names the report."""
    line = lines[number].strip()
    if _ROUTING.fullmatch(line):
        return {number: "wire's header"}
    return {number: "slug line"} if _KEYWORDS.fullmatch(line) else {}


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
