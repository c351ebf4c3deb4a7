"""What editors wrote for each other, as word processors export it: comments, the marks that lead to them, deleted words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.spike import lift

_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"mso-element\s*:\s*comment(?:-list)?\b", re.IGNORECASE)
#: Deleted with changes tracked: Word's, LibreOffice's, ICE's (WordPress), CKEditor's.
_DELETED = re.compile(
    r"\bmso-?del\b|\bice-del\b|\bdel cts-\d|\bcts-\d+ del\b|\btrack\w*[-_]del\w*|\bsuggestion-marker-deletion\b",
    re.IGNORECASE,
)


def take_remarks(root: Element, notes: Notes) -> None:
    """Take comments and deleted words out of a page; they are noted, and never shown."""
    for element, reason in [*_deleted(root), *_comments(root)]:
        if any(one is root for one in element.iterancestors()):
            notes.leave_out(words(element), reason)
            lift(element)


def note_unclosed(markup: str, notes: Notes) -> None:
    """Warn of a comment that is never closed: browsers show nothing of the page behind it."""
    start = markup.rfind("<!--")
    if start < 0 or markup.find("-->", start + 2) >= 0 or "</script" in markup[start:].lower():
        return  # in a script it is none
    hidden = _TAG.sub(" ", markup[start + 4 :]).strip()
    if hidden:
        notes.leave_out(hidden, "remark among editors")
        notes.warn(
            "A remark that begins with <!-- has no end, so all the text after it is left out.",
            "Write --> behind the remark.",
        )


def _deleted(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter("del", "span", "p", "s"):
        if not element.keys():
            continue
        marked = any(str(key) in ("cite", "datetime") or str(key).startswith("data-") for key in element.keys())  # noqa: SIM118  # lxml's
        if (element.tag == "del" and marked) or _DELETED.search(attribute(element, "class")):
            yield element, "deleted with changes tracked"


def _comments(root: Element) -> Iterator[tuple[Element, str]]:
    """Google Docs' and Word's: each list of comments, each comment, each mark in the text."""
    for element in root.iter("div", "span", "p", "aside"):
        style = element.get("style")
        if style and _COMMENT.search(style):
            yield element, "comment among editors"
    for link in root.iter("a"):
        name, leads = attribute(link, "id") + attribute(link, "name"), attribute(link, "href")
        if name.startswith("cmnt_ref") or "msocomanchor" in attribute(link, "class"):
            yield (link if around(link).tag != "sup" else around(link)), "mark of a comment"
        elif leads.startswith("#cmnt_ref"):
            yield next(link.iterancestors("div"), around(link)), "comment among editors"
