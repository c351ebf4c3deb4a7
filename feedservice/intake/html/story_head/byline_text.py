"""The names in an element that is a byline: without its labels, times and buttons, told apart where they are glued. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.story_head.part_names import fields_named
from feedservice.intake.html.story_head.position import (
    LONGEST_BYLINE_CHARACTERS,
    LONGEST_HEAD_CHARACTERS,
    MOST_IN_LINE,
    SENTENCE_ENDS,
)
from feedservice.intake.html.structured import is_account, is_no_name
from feedservice.intake.trade import is_byline, looks_like_a_name, split_byline
from feedservice.intake.trade.byline_patterns import LABEL, LABEL_ALONE, LABEL_BEHIND
from feedservice.text.agencies import known_agency
from feedservice.text.names import NO_NAMES
from feedservice.text.unicode import one_line

_AUTHOR_ADDRESS = re.compile(
    r"[/?&](?:authors?|autor(?:en|es|i)?|auteurs?|by|people|person|profile?|profiles?|staff|writers?|reporters?|journalists?|"
    r"contributors?|columnists?|szerzok?|redakteure?|redaktion|firma|user|users|user-[\w-]+|team|bio|bios|journalistes?|redactores|"
    r"periodistas?|skribent|members?)[/=][^/]|//[^/]+/@\w|^/@\w",
    re.IGNORECASE,
)
#: An account as systems allow it: one word, with a letter.
_PEN_NAME = re.compile(r"(?=.*[^\W\d_])[\w.-]{3,24}")
_NAMES_IN = ("a", "span", "strong", "b", "div", "p", "h4")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")


def names_somebody(text: str) -> bool:
    """Whether a text is a byline, with its “By” or as names or houses alone."""
    if not text or LABEL_ALONE.fullmatch(text):
        return False
    if is_byline(text):
        return True
    byline = split_byline(text)
    return all(map(looks_like_a_name, byline.people)) if byline.people else bool(byline.agencies)


def is_full_name(line: str) -> bool:
    """Whether a line is a name of two to four words."""
    return 2 <= len(line.split()) <= 4 and looks_like_a_name(line)


def leads_to_author(element: Element) -> bool:
    """Whether a link leads to a page about a person, by its rel or its address."""
    return "author" in attribute(element, "rel") or bool(_AUTHOR_ADDRESS.search(attribute(element, "href")))


def leads_elsewhere(element: Element) -> bool:
    """Whether an element is, or stands in, a link that leads to something else than a person: a section, the page before."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    return (
        link is not None
        and bool(attribute(link, "href"))
        and not leads_to_author(link)
        and "byline" not in fields_named(link)
    )


def byline_text(element: Element) -> str:
    """The words of a byline without its time; of a box with several names marked inside, these names."""
    if len(words(element)) > LONGEST_HEAD_CHARACTERS:
        return ""
    for marks_name in (is_marked_name, *_MARKS_OF_NAMES):
        names = [words(one) for one in element.iterdescendants(*_NAMES_IN) if marks_name(one)]
        texts = list(dict.fromkeys(_unlabelled(text) for text in names if text and not is_no_name(text)))
        if texts and all(map(looks_like_a_name, texts)):
            return ", ".join(texts)
    line = _line_of_names(_MAIL.sub(" ", " ".join(_pieces_without_time(element))))
    fits = len(line) <= LONGEST_BYLINE_CHARACTERS and not line.endswith(SENTENCE_ENDS)
    if is_no_name(line) or not fits:
        return ""
    return _parted(element, line if is_byline(line) else _unlabelled(line))


def pen_names(element: Element) -> tuple[str, ...]:
    """The accounts that a byline marks as its author, each of one word that is no person's name: seadog77."""
    marked = (one for one in element.iter("a", "span", "b", "strong") if _marks_author(one))
    names = dict.fromkeys(words(one) for one in marked if not len(one))
    return tuple(
        name for name in names if _PEN_NAME.fullmatch(name) and name.casefold() not in NO_NAMES and not is_account(name)
    )


def _marks_author(element: Element) -> bool:
    return "author" in attribute(element, "rel") or _is_classed_name(element)


def _unlabelled(line: str) -> str:
    """A line without the label that its box puts before or behind the name: Autor Ana Ruiz, Ana Ruiz: Author."""
    for label in (LABEL, LABEL_BEHIND):
        rest = label.sub("", line, count=1).strip(" :：")
        if rest != line and "," not in rest and is_full_name(rest):
            return rest
    return line


def _parted(element: Element, line: str) -> str:
    """A line whose names are told apart where two elements made one of them: Ana Ruiz | Full Bio, Ana Ruiz | Tom Berg."""
    for name in split_byline(line).people:
        parts = [part for part in _alone(element) if part in name]
        if parts and name not in parts:
            line = line.replace(name, ", ".join(parts))
    return line


def _alone(element: Element) -> list[str]:
    """The full names that stand in elements of their own: the first, and those in elements of the same kind as its."""
    found: dict[str, str] = {}
    for one in element.iterdescendants("*"):
        for name in split_byline(words(one)).people if not len(one) else ():
            if is_full_name(name):
                found.setdefault(name, f"{one.tag} {attribute(one, 'class')}")
    return [name for name, kind in found.items() if kind == next(iter(found.values()))]


def _line_of_names(text: str) -> str:
    """A byline of several lines on one; below a line that is a byline for itself, roles and desks stand."""
    lines = [line for line in map(one_line, text.split("\n")) if line]
    if len(lines) > 1 and (is_byline(lines[0]) or is_full_name(lines[0])):
        return ", ".join([lines[0], *filter(known_agency, lines[1:])])
    line = " ".join(lines).strip("【】")
    if line.endswith(SENTENCE_ENDS):
        return line
    before, _, behind = line.partition(",")  # Por Ana Ruiz, g1 Sul de Minas
    return (
        before if behind and not is_byline(line) and is_byline(before) and len(behind.split()) <= MOST_IN_LINE else line
    )


def is_author_link(element: Element) -> bool:
    """Whether a link's names say that it is the author."""
    return "author" in attribute(element, "rel") or "byline" in fields_named(element)


def _is_classed_name(element: Element) -> bool:
    classes = attribute(element, "class").lower().replace("__", "-").split()
    return any(
        name == "name"
        or name.endswith(
            ("author-name", "authorname", "fn", "username", "user-name", "byline-name", "info-name", "author-link")
        )
        for name in classes
    )


def is_marked_name(element: Element) -> bool:
    """Whether an element inside a byline is marked as a person's name."""
    return any(marks_name(element) for marks_name in _MARKS_OF_NAMES)


#: How names are marked inside a byline, the surest first.
_MARKS_OF_NAMES = (leads_to_author, _is_classed_name)


def _pieces_without_time(element: Element) -> Iterator[str]:
    """The text of a byline without its times, dates and what is marked as such."""
    out = (one for one in element.iterdescendants("*") if one.tag == "button" or _is_time(one) or _leads_on(one))
    skipped = {inner for one in out for inner in one.iter("*")}
    yield from _words_without(element, skipped)


def _words_without(element: Element, skipped: set[Element]) -> Iterator[str]:
    """The texts in an element in their order, without those in the elements skipped."""
    yield element.text or ""
    for one in element.iterchildren("*"):
        if one not in skipped:
            yield from _words_without(one, skipped)
        yield one.tail or ""


def _leads_on(element: Element) -> bool:
    """Whether an element is a link beside a name: Full Bio."""
    return element.tag == "a" and not names_somebody(words(element)) and not leads_to_author(element)


def _is_time(element: Element) -> bool:
    return element.tag == "time" or ("date" in fields_named(element) and "byline" not in fields_named(element))
