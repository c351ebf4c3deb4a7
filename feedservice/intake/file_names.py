"""What the name of a file says of its article: a headline of last resort, and the day it stands for. Pure.

“2026-11-18_swing-bridge_FINAL_v3” is the swing bridge of 18 November: dates, numbers of exports, versions and the marks that
programs hang on are no words of a headline. A number in the middle of a name stays, and so does a short one in front.
"""

from __future__ import annotations

import re
from datetime import date

from feedservice.intake.export_names import without_export_marks
from feedservice.text.languages.alternatives import word_set
from feedservice.text.unicode import one_line, visible

_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[T_. -]*\d{2}[:.h_-]?\d{2}(?:[:._-]?\d{2})?Z?(?![^\W_]))"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
#: 2026-11-18 · 20261118 · 2026_11_18T1430 · 18-11-2026 · 18.11.2026 · 2026年11月18日
_DAYS = (
    rf"{_YEAR}(?P<mark>[-_. ]?){_MONTH}(?P=mark){_DAY}(?:T\d{{4,6}}Z?|(?P<clock>{_TIME})(?=[-_. ]|$))?",
    rf"{_DAY}(?P<mark>[-_. ]){_MONTH}(?P=mark){_YEAR}",
    rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日",
)
_IN_FRONT = tuple(re.compile(rf"^{days}(?=[-_. ]|$)[-_. ]*") for days in _DAYS)
_AT_END = tuple(re.compile(rf"[-_. ]+{days}$") for days in _DAYS)
#: 151234567.slug · 20261118001-slug · 001_slug: numbers that programs give.
_NUMBER_IN_FRONT = re.compile(r"^(?:\d{5,}\.(?=\D)|\d{6,}[-_ ]+(?=\D)|0\d*[-_. ]+(?=[^\W\d_]))")
#: … 1f0c9a5e27d84b0d9e1a6f3b2c7d8e90 · -4f1d0c9a5e27 · -151234567
_MARK_AT_END = re.compile(
    r"[-_. ]+(?:(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])(?:[0-9a-f]{10,12}|[0-9a-f]{32}|[0-9a-f]{40})|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{7,})$"
)
#: v3 · ver. 2 · rev4 · (2)
_VERSION = re.compile(r"^(?:v|ver\.?|version|rev)[.-]?\d{1,3}(?:\.\d{1,3})*$|^\(\d{1,3}\)$", re.IGNORECASE)
_COUNT = re.compile(r"[vV]?\d{1,3}$")
_PARTS = re.compile(r"[-_ ]+")
_VERSION_WORDS = word_set("trade", "file_versions")


def headline_of(path: str) -> str:
    """The words of a file's name: “mine-rescue.txt” is “Mine rescue”; the whole name when nothing but dates and numbers is in it."""
    stem = _stem(path)
    words = _spaced(_without_versions(_without_numbers(_without_day(without_export_marks(stem)))))
    if not any(map(str.isalpha, words)):
        words = one_line(stem)
    return words[:1].upper() + words[1:]


def day_of(path: str) -> str:
    """The day in front of a file's name or at its end, as 2026-11-18; nothing for a name without one."""
    stem = _stem(path)
    for pattern in (*_IN_FRONT, *_AT_END):
        found = pattern.search(stem)
        if found and _is_day(found):
            return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"
    return ""


def _stem(path: str) -> str:
    """A file's name without its ending; what begins with its only full stop has none."""
    name = visible(path.rpartition("/")[2])
    stem, stop, ending = name.rpartition(".")
    return stem if stem and stop and ending else name


def _is_day(found: re.Match[str]) -> bool:
    """Whether there is such a day, and it can be read in one way: 03-04-2026 is two days."""
    try:
        date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    year_first = found.start("year") < found.start("month")
    return year_first or int(found["day"]) > 12 or found["day"] == found["month"]


def _without_day(stem: str) -> str:
    for pattern in (*_IN_FRONT, *_AT_END):
        bare = pattern.sub("", stem, count=1)
        if bare != stem:
            return bare
    return stem


def _without_numbers(stem: str) -> str:
    return _MARK_AT_END.sub("", _NUMBER_IN_FRONT.sub("", stem))


def _without_versions(stem: str) -> str:
    """A name without its version at the end; “final” alone may be a cup's, so it goes in capitals or beside a number."""
    parts = _PARTS.split(stem)
    kept = list(parts)
    while len(kept) > 1:
        counted = kept[-1].isdigit() and len(kept) > 2 and _word_of(kept[-2]) in _VERSION_WORDS
        numbered = len(kept) < len(parts) or not kept[-1].isalpha()
        shouted = kept[-1].isupper() and not stem.isupper()
        versioned = _word_of(kept[-1]) in _VERSION_WORDS and (numbered or shouted)
        if not (_VERSION.match(kept[-1]) or versioned or counted):
            break
        kept.pop()
    return stem if len(kept) == len(parts) else " ".join(kept)


def _word_of(part: str) -> str:
    """A part in small letters without its number and brackets: final of (Final2)."""
    return _COUNT.sub("", part.strip("()[]")).casefold()


def _spaced(stem: str) -> str:
    return one_line(stem.replace("-", " ").replace("_", " "))
