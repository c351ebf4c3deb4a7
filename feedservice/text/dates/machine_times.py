"""Times as programs leave them in pages, told as a date line tells them: seconds since 1970, zones said twice, none at all. Pure.

What a person wrote is never a bare number of seconds; only what stands in a place for machines is asked here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: Seconds since 1970 of the years 2001 to 2033, or milliseconds; as Microsoft's JSON writes them too: /Date(1651626439000)/.
_SINCE_1970 = re.compile(r"(?:/Date\()?([12]\d{9})(?:\d{3}|\.\d+)?(?:[+-]\d{4})?(?:\)/)?")
#: Java's [Europe/Berlin], JavaScript's (Central European Summer Time), Go's UTC behind +0000: said by the offset already.
_ZONE_ONCE_MORE = re.compile(r"(?<=[\dZ])\s?\[[\w/+-]+\]$|(?<=[+-]\d{4})\s(?:[A-Z]{3,5}|\([A-Z][^()\d]+\))$")
#: What databases and languages of programs call a date that nobody set.
_NEVER = re.compile(r"(?:1970-01-01|-?000[01]-\d\d-\d\d|0000-00-00)(?:[T ]|$)|-62\d{9}$|0$")


def machine_time(text: str) -> str:
    """A time that a program wrote, as dates are read elsewhere; nothing for its way to write that there is none."""
    line = text.strip()
    if _NEVER.match(line):
        return ""
    seconds = _SINCE_1970.fullmatch(line)
    if seconds:
        return datetime.fromtimestamp(int(seconds[1]), UTC).isoformat()
    return _ZONE_ONCE_MORE.sub("", line)
