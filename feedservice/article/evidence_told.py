"""Where a field was found, in an editor's words: “from the line under the headline, sure”. Pure.

Evidence names places as the readers of files do, by elements, classes and meta names, which whoever writes templates needs. This
says the same to whoever writes articles; what it does not know it leaves as it is, so nothing is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feedservice.article import Finding

#: From this confidence on, in words; below all of them it is a guess.
_SURE = ((0.9, "sure"), (0.75, "quite sure"), (0.55, "likely"))
#: How evidence begins of a value that an editor chose at the desk; who it was follows.
CHOSEN_BY = "chosen by "
_MOST_CLASSES, _LONGEST_CLASSES = 2, 40
#: What people and programs share pages by (Open Graph and its kin).
_SHARED = re.compile(r"(?:og|twitter|article|parsely|sailthru)[:.-]", re.IGNORECASE)


def told(finding: Finding[str]) -> str:
    """A place and how sure it is, as part of a sentence."""
    if finding.source.startswith(CHOSEN_BY):
        return finding.source
    return f"{place(finding.source)}, {how_sure(finding.confidence)}"


def how_sure(confidence: float) -> str:
    """A confidence of 0 to 1 in a word or two."""
    return next((word for least, word in _SURE if confidence >= least), "a guess")


def place(source: str) -> str:
    """A source of evidence (`Finding.source`) in words, with “from”."""
    where, comma, rest = source.partition(", ")
    for pattern, word in _PLACES:
        if found := pattern.fullmatch(where):
            return f"from {word(*found.groups())}{comma}{rest}"
    return f"from {source if _stands_alone(where) else f'the {source}'}"


def _stands_alone(where: str) -> bool:
    """A file's name has no article before it."""
    return "." in where or "/" in where or where.startswith(("the ", "several "))


def _json_ld(_kind: str, name: str) -> str:
    return f"what the page tells search engines (JSON-LD {name})"


def _meta(name: str) -> str:
    if _SHARED.match(name):
        return f"what the page shows where it is shared ({name})"
    return f"the page's hidden field “{name}”"


def _item(name: str) -> str:
    return f"what the page marks as {name}"


def _heading(level: str, classes: str | None) -> str:
    return "the page's main heading" if level == "1" else f"a heading of the page{_called(classes)}"


def _time(classes: str | None) -> str:
    return f"the time that the page shows{_called(classes)}"


def _line(element: str, classes: str | None) -> str:
    return f"a {'link' if element == 'a' else 'line'} of the page{_called(classes)}"


def _called(classes: str | None) -> str:
    """The first names that a page's template has for it; the others are of its style."""
    names = " ".join((classes or "").split()[:_MOST_CLASSES])
    return f" called “{names[:_LONGEST_CLASSES]}”" if names else ""


#: Elements that a reader of pages may name alone.
_ELEMENTS = (
    "a|abbr|article|b|center|cite|dd|div|dl|dt|em|font|footer|header|i|li|ol|p|section|small|span|strong|table|td|tr|ul"
)
_PLACES: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"JSON-LD (\S+) (\S+)"), _json_ld),
    (re.compile(r"meta (.+)"), _meta),
    (re.compile(r"itemprop (\S+)"), _item),
    (re.compile(r"h([1-6])(?: class (.+))?"), _heading),
    (re.compile(r"time(?: class (.+))?"), _time),
    (re.compile(r"([a-z][\w-]*) class (.+)"), _line),
    (re.compile(rf"({_ELEMENTS})()"), _line),
    (re.compile(r"html lang()"), lambda _: "the language that the page states"),
    (re.compile(r"detected()"), lambda _: "the words of the story"),
    (re.compile(r"title element()"), lambda _: "the title of the page's window"),
    (re.compile(r"derived from the opening()"), lambda _: "the article's opening words"),
    (re.compile(r"below the headline()"), lambda _: "the line under the headline"),
    (re.compile(r"h[1-6] under the headline()"), lambda _: "the heading under the headline"),
)
