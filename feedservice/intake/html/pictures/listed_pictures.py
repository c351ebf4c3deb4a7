"""Which picture is meant where an attribute lists several, as JSON or as a list in brackets. Pure.

Scripts have names of their own for what they list; every address in it that ends as a picture's does counts.
"""

from __future__ import annotations

import re
from itertools import chain, islice

#: How the name of a picture ends in an address, as a pattern; GIFs are left out where they may be spinners.
PICTURE_ENDING = r"\.(?:jpe?g|png|webp|avif)"
#: How a picture's path ends.
PICTURE_AT_END = re.compile(PICTURE_ENDING + "$", re.IGNORECASE)
#: Widths above this are for print and large screens; a reader's window shows none of it.
WIDEST_PX = 2000
_QUOTED = re.compile(r"[\"']([^\"'\s]{4,2000})[\"']")
_WORD = re.compile(r"(?:^|(?<=[\s\[]))([^\s\[\]\"'{}]{4,2000})")
#: What says beside an address how wide its picture is: {"url": …, "width": 1200}; [photo.jpg, large].
_STATED_WIDTH = re.compile(r"\b(?:width|w)\b[\"']?\s*[:=]\s*[\"']?(\d{2,4})\b", re.IGNORECASE)
_SAID_TO_BE_LARGE = re.compile(r"\W{0,4}(?:x?large|big|desktop|full|default)\b", re.IGNORECASE)
_LONGEST_CHARACTERS, _FARTHEST_CHARACTERS, _MOST_ADDRESSES = 20_000, 300, 50


def widest_in(value: str) -> str:
    """The first picture's address, or of several the one that is said to be the widest; "" when there is none."""
    text, best, most = value[:_LONGEST_CHARACTERS].replace("\\/", "/"), "", -1
    for found in islice(chain(_QUOTED.finditer(text), _WORD.finditer(text)), _MOST_ADDRESSES):
        address = found[1].rstrip(",")
        width = _width(text, found.start(), found.end())
        if most < width <= WIDEST_PX and PICTURE_AT_END.search(address.partition("?")[0]):
            best, most = address, width
    return best


def _width(text: str, start: int, end: int) -> int:
    """The width stated in the same braces; one pixel for a picture that is only said to be large."""
    before = text[max(start - _FARTHEST_CHARACTERS, 0) : start].rpartition("{")[2]
    behind = text[end : end + _FARTHEST_CHARACTERS].partition("}")[0]
    stated = _STATED_WIDTH.search(behind) or _STATED_WIDTH.search(before)
    return int(stated[1]) if stated else int(bool(_SAID_TO_BE_LARGE.match(behind)))
