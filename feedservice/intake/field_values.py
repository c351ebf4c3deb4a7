"""What stands in a field, by what it takes: lists taken apart, language codes told from words, forms left empty. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from feedservice.intake.fields import DECIDING, TAKES, Takes
from feedservice.intake.trade import bare_credit
from feedservice.text.languages import every_word
from feedservice.text.unicode import one_line

_NOTHING = frozenset(every_word("fields", "nothing"))
_LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$")


def is_left_empty(field: str, line: str) -> bool:
    """Whether what stands in a field of a form says that there is nothing; of a field that decides, never."""
    return field not in DECIDING and line.casefold().strip(" .") in _NOTHING


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


def _credit(text: str) -> str:
    return bare_credit(one_line(text))


#: How what a field takes is read; all else is one line of text.
_READ: Mapping[Takes, Callable[[str], str | tuple[str, ...]]] = {
    Takes.AGENCIES: _listed,
    Takes.LIST: _listed,
    Takes.LANGUAGE: language_tag,
    Takes.CREDIT: _credit,
}
