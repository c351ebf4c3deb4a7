"""The elements of Atom that have rules of their own: texts, content, people, categories, tombstones. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values import feed_html
from feedservice.feeds.lint.values.feed_dates import read_internet_date
from feedservice.feeds.lint.values.feed_texts import (
    absolute,
    filled,
    flaw_of_address,
    has_mail,
    html_text,
    is_mail,
    is_media_type,
    reference,
    undeclared,
)
from feedservice.feeds.lint.values.html_names import ELEMENTS, RISKY
from feedservice.feeds.lint.xml_feeds.element_shape import Shape, require, walk
from feedservice.feeds.lint.xml_names import spoken
from feedservice.feeds.namespaces import ATOM, TOMBSTONES, XHTML

TEXT_ATTRIBUTES = frozenset({"type"})
_DIV = f"{{{XHTML}}}div"
_PLAIN, _HTML, _XHTML = "text", "html", "xhtml"
_LONGEST_ID = 245


def identity(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """An id: an absolute IRI, to the letter (RFC 4287 section 4.2.6)."""
    if text != text.strip():
        notes.say("UnexpectedWhitespace", element)
    text = text.strip()
    if not text:
        notes.say("NotBlank", element)
    elif len(text) > _LONGEST_ID or not text.isascii():
        notes.say("LongId", element, text)
    else:
        absolute(notes, element, text)


def judge_text(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A text construct (RFC 4287 section 3.1)."""
    kind = element.get("type", _PLAIN)
    if kind not in (_PLAIN, _HTML, _XHTML):
        notes.say("InvalidTextType", element, kind)
        return
    _judge_typed(notes, element, text, kind)
    if element.tag == f"{{{ATOM}}}title" and kind != _XHTML and not text.strip():
        notes.say("NotBlank", element)


def _judge_typed(notes: JudgesNotes, element: etree._Element, text: str, kind: str) -> None:
    children = [child for child in element if isinstance(child.tag, str)]
    if kind == _XHTML:
        _judge_xhtml(notes, element, text, children)
    elif children:
        rule = "NotEscaped" if kind == _HTML else "UndefinedElement"
        notes.say(rule, element if kind == _HTML else children[0], spoken(children[0].tag), spoken(element.tag))
    elif kind == _HTML:
        html_text(notes, element, text)
    else:
        undeclared(notes, element, text)


def _judge_xhtml(notes: JudgesNotes, element: etree._Element, text: str, children: list[etree._Element]) -> None:
    if len(children) != 1 or children[0].tag != _DIV or text.strip():
        notes.say("MissingXhtmlDiv", element)
        return
    for below in children[0].iter(f"{{{XHTML}}}*"):
        name = spoken(below.tag).removeprefix("xhtml:")
        if name in RISKY or name not in ELEMENTS:
            notes.say("SecurityRisk", element, name)
        attributes = {str(key): str(value) for key, value in below.items() if str(key)[:1] != "{"}
        for rule, value in feed_html.scan_attributes(attributes):
            notes.say(rule, element, value)


def judge_content(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """The content of an entry (RFC 4287 section 4.1.3)."""
    kind, source = element.get("type"), element.get("src")
    if source is not None:
        reference(notes, element, source)
        if kind is None:
            notes.say("MissingTypeAttr", element)
        return
    if kind in (None, _PLAIN, _HTML, _XHTML):
        _judge_typed(notes, element, text, kind or _PLAIN)
        if not text.strip() and not len(element):
            notes.say("NotBlank", element)
    elif not is_media_type(kind or "") or (kind or "").startswith("multipart/"):
        notes.say("InvalidMIMEAttribute", element, kind)


def judge_generator(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Who made the feed."""
    filled(notes, element, text)
    if address := element.get("uri"):
        reference(notes, element, address)


def judge_category(notes: JudgesNotes, element: etree._Element, _: str) -> None:
    """A category: its term must be there."""
    if not element.get("term"):
        notes.say("MissingAttribute", element, "term")
    if (scheme := element.get("scheme")) is not None and flaw_of_address(scheme)[0]:
        notes.say("InvalidFullLink", element, scheme)


def _mail(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A bare mail address (RFC 4287 section 3.2.3)."""
    if not is_mail(text.strip()):
        notes.say("InvalidAddrSpec", element, text)


def _name(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A name, which readers show to all the world."""
    filled(notes, element, text)
    if has_mail(text):
        notes.say("ContainsEmail", element, text)


_IN_PERSON = {
    f"{{{ATOM}}}name": Shape(_name),
    f"{{{ATOM}}}uri": Shape(reference),
    f"{{{ATOM}}}email": Shape(_mail),
}


def _person(notes: JudgesNotes, element: etree._Element, _: str) -> None:
    require(notes, element, walk(notes, element, _IN_PERSON), {f"{{{ATOM}}}name": "MissingElement"})


PERSON = Shape(_person, many=True, whole=True)


def judge_tombstones(notes: JudgesNotes, feed: etree._Element, ids: Mapping[str, datetime | None]) -> None:
    """Deleted entries: ref and when, each pair once, none of an entry that is unchanged since (RFC 6721 section 3)."""
    seen = set()
    for stone in feed.iterchildren(f"{{{TOMBSTONES}}}deleted-entry"):
        reference, when = stone.get("ref") or "", stone.get("when") or ""
        instant = read_internet_date(when)
        if not reference or not when:
            notes.say("BadTombstone", stone, "when" if reference else "ref")
        elif instant is None:
            notes.say("InvalidRFC3339Date", stone, when)
        elif (reference, instant) in seen:
            notes.say("DuplicateTombstone", stone, reference)
        else:
            seen.add((reference, instant))
            updated = ids.get(reference)
            if updated is not None and updated <= instant:
                notes.say("TombstoneOfLiving", stone, reference)
