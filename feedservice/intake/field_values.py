"""What stands in a field, by what it takes: lists taken apart, language codes told from words, yes and no, a status. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from feedservice.intake.fields import DECIDING, TAKES, Takes
from feedservice.intake.trade import bare_credit
from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import word_set
from feedservice.text.unicode import one_line

_NOTHING = frozenset(every_word("fields", "nothing"))
_LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$")
#: What a status may say, and what it comes to; an empty one says nothing.
STATUSES: Mapping[str, str] = {
    **{word: kind for kind in ("withdrawn", "draft", "published") for word in every_word("embargoes", kind)},
    "": "published",
}
_YES, _NO = word_set("embargoes", "yes"), word_set("embargoes", "no")
_SWITCHED_OFF = frozenset({"false", "off", "0"})
_NO_TIME = word_set("embargoes", "no_time") | _NO
_WORDS = re.compile(r"[^\W_]+")


def is_left_empty(field: str, line: str) -> bool:
    """Whether what stands in a field of a form says that there is nothing; of a field that decides, only where that is plain."""
    if field in ("embargo", "expiry"):
        return says_no_time(line)
    return field not in DECIDING and line.casefold().strip(" .") in _NOTHING


def same_in(field: str, value: str) -> object:
    """What a value means, to compare: “true” and “yes” are the same draft."""
    if TAKES[field] is Takes.YES_OR_NO and yes_or_no(value) is not None:
        return yes_or_no(value)
    return status_of(value) or value if field == "status" else value


def value_of(field: str, text: str, *, certain: bool) -> Any:
    """The value of a field but for people's names, or one that is false; `certain`: as an editor wrote it."""
    read = _READ.get(TAKES.get(field, Takes.TEXT), one_line)
    return read(text) or (one_line(text) if certain and read is language_tag else "")


def language_tag(text: str) -> str:
    """A language tag (RFC 5646) as it is written in feeds, or nothing when the text is none: “German” is none."""
    tag = one_line(text).replace("_", "-")
    return tag if _LANGUAGE_TAG.match(tag) else ""


def _listed(text: str) -> tuple[str, ...]:
    """The entries of a line, parted by commas of any script; each once."""
    for mark in ("，", "、", ";"):
        text = text.replace(mark, ",")
    return tuple(dict.fromkeys(filter(None, map(one_line, text.split(",")))))


def _tags(text: str) -> tuple[str, ...]:
    """The entries of a line of tags, without the signs of hashtags; these need no commas: “#bridges #traffic”."""
    words = text.split()
    if len(words) > 1 and all(word[0] == "#" for word in words):
        text = ",".join(words)
    return tuple(dict.fromkeys(filter(None, (tag.lstrip("#") for tag in _listed(text)))))


def _credit(text: str) -> str:
    return bare_credit(one_line(text))


#: How what a field takes is read; all else is one line of text.
_READ: Mapping[Takes, Callable[[str], str | tuple[str, ...]]] = {
    Takes.AGENCIES: _listed,
    Takes.LIST: _tags,
    Takes.LANGUAGE: language_tag,
    Takes.CREDIT: _credit,
}


def yes_or_no(value: str) -> bool | None:
    """What the value of a yes-or-no field says, nothing being no; None when nobody can say."""
    word = value.casefold().strip(" .!")
    return True if word in _YES else False if word in _NO or not word else None


def says_no(value: str) -> bool:
    """Whether a value is a plain no: in `Draft: no` it says that what looks like a wish to hold is prose.

    `draft: false` is what site generators write above every text, and says nothing of its lines.
    """
    return value.casefold() in _NO - _SWITCHED_OFF


def says_no_time(value: str) -> bool:
    """Whether an embargo or an expiry says that there is none. “To be confirmed” says that there is one."""
    return value.casefold().strip(" .") in _NO_TIME


def is_status(value: str) -> bool:
    """Whether the value of a status field is one of ours: other systems have words of their own."""
    return value.strip().casefold() in STATUSES


def status_of(value: str) -> str | None:
    """What the value of a status field comes to: withdrawn, draft or published; None when nobody can say.

    Any of its words may hold (“final draft”, “withdrawn – legal”); it lets out only when nothing else stands there but a date.
    """
    said = one_line(value).casefold().strip(" .!")
    if said in STATUSES:
        return STATUSES[said]
    if yes_or_no(said) is not None:
        return "published" if yes_or_no(said) else "draft"
    words = _WORDS.findall(said)
    found = {STATUSES.get(word) for word in words}
    held = next((kind for kind in ("withdrawn", "draft") if kind in found), None)
    dated = bool(words) and STATUSES.get(words[0]) == "published" and any(map(str.isdigit, words))
    return held or ("published" if dated else None)


def plain(value: object) -> str:
    """A plain value as it would be typed; nothing for one that has parts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return one_line(str(value)) if isinstance(value, (str, int, float)) else ""
