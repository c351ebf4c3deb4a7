"""The header that agencies' wires put above a report (IPTC 7901, ANPA 1312): a text with one is a wire's. Pure."""

from __future__ import annotations

import re

#: pea012 4 i 120 pbl 021 (IPTC 7901: service and number, urgency, category, words, more) · a0534---- (ANPA 1312)
_HEADER = re.compile(
    r"[a-z]{1,6}\d{2,5}\s+\d\s+[a-z]{1,3}\s+\d{1,5}(?:\s+[\w/.-]{1,12}){0,6}|[a-z]{1,3}\d{4}\s?-{2,}", re.IGNORECASE
)
#: SOH and SYN stand before a header.
_AROUND_HEADER, _LONGEST_HEADER = "\x01\x16\ufeff \t\r\n", 200


def has_header(text: str) -> bool:
    """Whether a text opens with the header of a wire's report, its control characters there or gone."""
    first = text[:_LONGEST_HEADER].lstrip(_AROUND_HEADER).partition("\n")[0]
    return _HEADER.fullmatch(first.strip(_AROUND_HEADER)) is not None
