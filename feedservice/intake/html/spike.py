"""What goes out of a page while it is read, onto the spike: an element, with all its words and the reason. Pure.

The only module of this room that takes elements out of a tree, so that no words can go without a trace: `cut` notes them,
whole; `read_out` hands them to the notes as words of a field, which are held against what the fields say in the end;
`lift` is for words that are put in again at another place; `drop_unseen` for what no browser shows as words.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, words


def cut(element: Element, notes: Notes, reason: str) -> None:
    """Take out an element that is none of the story; its words are noted."""
    notes.leave_out(words(element), reason)
    lift(element)


def read_out(element: Element, notes: Notes, reason: str = "") -> None:
    """Take out an element whose words went into a field; what no field holds in the end is noted as cut."""
    notes.read_out(words(element), reason)
    lift(element)


def drop_unseen(element: Element) -> None:
    """Take out what browsers do not show as words: scripts, styles."""
    lift(element)


def drop_all_unseen(root: Element, names: Iterable[str]) -> None:
    """Take out all elements of these names, which browsers do not show as words; the text behind them stays."""
    etree.strip_elements(root, *names, with_tail=False)


def lift(element: Element) -> None:
    """Take an element out of its tree with all it holds; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
        element.tail = None
    parent.remove(element)
