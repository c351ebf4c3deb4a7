"""Lines that stand only at a story's end, or above its beginning, and are none of it. Pure.

“A version of this article appears in print …”, offers of letters and subscriptions, calls to write in. Each is the whole of
a short paragraph, and speaks to the reader or of the paper. In the middle of a story the same words may be news, so whoever
asks must walk from the edge and stop at the first line that is none of these. Who helped to report stays.
"""

from __future__ import annotations

import re
from functools import partial

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later

_LONGEST_CHARACTERS = 320
_LONGEST_CREDIT_CHARACTERS = 240
_any = partial(any_piece, "boilerplate")
_AT_END = later(_any("endings").replace("{places}", _any("places")), re.IGNORECASE)
_OF_MAILING = later(_any("mailing"), re.IGNORECASE)
_BETWEEN = later(r"\s*[|·•]\s*")
#: Who helped with a report: no part of the page, and credit where it is due.
_CONTRIBUTED = later(_any("contributions"), re.IGNORECASE)
#: (dwl/bay): the initials of those who wrote and edited a piece, unless they are agencies'.
_INITIALS = later(r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,2}\)")
_AGENCIES = frozenset(every_word("boilerplate", "agency_initials"))
_QUOTES = "“\"«„‘'「『"


def ending_reason(text: str) -> str:
    """Why a whole line at a story's end is none of it, or nothing."""
    if not text or len(text) > _LONGEST_CHARACTERS or text[0] in _QUOTES:
        return ""
    if _AT_END.fullmatch(text):
        return "line at the end of the page"
    if _INITIALS.fullmatch(text) and _AGENCIES.isdisjoint(text.strip("()").split("/")):
        return "initials"
    return mailing_reason(text)


def mailing_reason(text: str) -> str:
    """Why a whole line at either edge is the mailing program's, or nothing."""
    if not text or len(text) > _LONGEST_CHARACTERS or text[0] in _QUOTES:
        return ""
    parts = [part for part in _BETWEEN.split(text) if part]
    return "line of the mailing" if parts and all(map(_OF_MAILING.fullmatch, parts)) else ""


def is_contribution(text: str) -> bool:
    """Whether a line says who helped to report, write or edit."""
    return len(text) <= _LONGEST_CREDIT_CHARACTERS and bool(_CONTRIBUTED.fullmatch(text))
