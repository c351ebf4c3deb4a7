"""Figures that lead to notes, told from figures that are part of a word: built in 1911¹, but 40 m². Pure.

A note's figure links to a place in the page; without a link, it stands behind a full stop, in brackets, or behind a whole
word. It gets a name for cleaning, which keeps it out of what is derived from the words; a headline has none.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.intake.boilerplate.box_names import NOTE_MARK
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.spike import lift
from feedservice.intake.html.story_head.part_names import fields_named

#: 1 · [12] · (3) · * · † · iv
_FIGURE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[ivx]{1,4}|[a-z])[\])]?")
_BRACKETED = re.compile(r"[\[(].*|[*†‡§¶].*")
_BEHIND_STOP = re.compile(r"[.,;:!?…”\"’»)\]。]\s*$")
_BEHIND_WORD = re.compile(r"[^\W\d_]{4,}$")
_OF_NOTES = re.compile(r"foot-?note|noteref|note-ref|fnref|\bfn\b", re.IGNORECASE)
#: m2 and m3 are no notes, unless there is a first one.
_POWERS = ("2", "3")
_IN_HEAD = ("headline", "standfirst", "byline")


def name_note_marks(root: Element, notes: Notes) -> None:
    """Name the figures that lead to notes; those in a headline or a standfirst are left out."""
    _raise_links(root)
    marks = list(root.iter("sup"))
    numbered = any(words(one).strip("[]()") == "1" for one in marks)
    for mark in marks:
        if not _FIGURE.fullmatch(words(mark)):
            continue
        if _is_linked(mark) or _is_by_place(mark, numbered=numbered):
            mark.set("class", NOTE_MARK)
            if _is_in_head(mark):
                notes.leave_out(words(mark), "mark of a note")
                lift(mark)


def _raise_links(root: Element) -> None:
    """Links to notes that only a style sheet raises, as Substack's, are set as such."""
    for link in list(root.iter("a")):
        if not attribute(link, "href").startswith("#"):
            continue
        named = f"{attribute(link, 'class')} {attribute(link, 'role')} {attribute(link, 'rel')} {attribute(link, 'id')}"
        if (
            not _OF_NOTES.search(named)
            or not _FIGURE.fullmatch(words(link))
            or not _stands_behind(link)
            or _is_in(link, "sup")
        ):
            continue
        raised = etree.Element("sup")
        link.addprevious(raised)
        raised.tail, link.tail = link.tail, None
        raised.append(link)


def _is_in(element: Element, name: str) -> bool:
    return next(element.iterancestors(name), None) is not None


def _stands_behind(element: Element) -> bool:
    """Whether a word stands right before an element, in the same line."""
    before = element.getprevious()
    text = (before.tail or words(before)) if before is not None else around(element).text
    return text is not None and text != "" and not text[-1].isspace()


def _is_linked(mark: Element) -> bool:
    links = [*mark.iter("a"), *mark.iterancestors("a")]
    return any("#" in attribute(link, "href") for link in links)


def _is_by_place(mark: Element, *, numbered: bool) -> bool:
    before = mark.getprevious()
    text = ((before.tail or words(before)) if before is not None else around(mark).text) or ""
    figure = words(mark)
    if _BRACKETED.fullmatch(figure):
        return True
    if not figure.isdecimal():
        return False
    return bool(_BEHIND_STOP.search(text) or (_BEHIND_WORD.search(text) and (numbered or figure not in _POWERS)))


def _is_in_head(mark: Element) -> bool:
    if next(mark.iterancestors("table", "li", "figure", "blockquote"), None) is not None:
        return False
    above = [element for element in mark.iterancestors() if element.tag not in ("html", "body", "article", "main")][:4]
    return any(element.tag in ("h1", "title") or not fields_named(element).isdisjoint(_IN_HEAD) for element in above)
