"""OPML 2.0 as a list of subscriptions (opml.org/spec2.opml). Pure."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_dates import latest_of, mail_date
from feedservice.feeds.lint.values.feed_texts import (
    absolute,
    flaw_of_address,
    html_text,
    is_language,
    markup_in,
    positive,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Shape, require, walk

_ATTRIBUTES = frozenset({
    "text", "type", "xmlUrl", "htmlUrl", "title", "description", "language", "version", "category", "created", "url",
    "isComment", "isBreakpoint",
})  # fmt: skip
_VERSIONS = frozenset({"RSS", "RSS1", "RSS2", "scriptingNews"})
#: Attributes that only an outline with a type may have (the W3C validator: MissingOutlineType).
_OF_FEEDS = ("description", "htmlUrl", "language", "title", "version", "xmlUrl")
_HEAD: dict[str, Shape] = {
    "title": Shape(html_text),
    "dateCreated": Shape(mail_date),
    "dateModified": Shape(mail_date),
    "ownerName": Shape(html_text),
    "ownerEmail": Shape(),
    "ownerId": Shape(absolute),
    "docs": Shape(absolute),
    "expansionState": Shape(),
    "vertScrollState": Shape(positive),
    "windowTop": Shape(),
    "windowLeft": Shape(),
    "windowBottom": Shape(),
    "windowRight": Shape(),
}
_ROOT = {"head": Shape(whole=True), "body": Shape(whole=True)}
_OUTLINES = {"outline": Shape(many=True, attributes=_ATTRIBUTES, whole=True)}


def judge(notes: JudgesNotes, root: etree._Element, now: datetime | None) -> None:
    """A whole OPML document."""
    notes.latest = latest_of(now, None)
    version = root.get("version")
    if version is None:
        notes.say("MissingAttribute", root, "version")
    elif version != "2.0":
        notes.say("InvalidOPMLVersion", root, version)
    found = walk(notes, root, _ROOT)
    require(notes, root, found, {"head": "MissingElement", "body": "MissingElement"})
    for head in found.get("head", ()):
        require(notes, head, walk(notes, head, _HEAD), {"title": "MissingElement"})
    seen: set[str] = set()
    for body in found.get("body", ()):
        require(notes, body, _outlines(notes, body, seen), {"outline": "MissingElement"})


def _outlines(notes: JudgesNotes, parent: etree._Element, seen: set[str]) -> dict[str, list[etree._Element]]:
    """All below, level by level, without recursion: documents may be deep."""
    first = walk(notes, parent, _OUTLINES)
    waiting = list(first.get("outline", ()))
    while waiting:
        outline = waiting.pop()
        _judge_outline(notes, outline, seen)
        waiting += walk(notes, outline, _OUTLINES).get("outline", [])
    return first


def _judge_outline(notes: JudgesNotes, outline: etree._Element, seen: set[str]) -> None:
    kind = (outline.get("type") or "").lower()
    if outline.get("text") is None:
        notes.say("MissingAttribute", outline, "text")
    if kind == "rss":
        _judge_feed(notes, outline, seen)
    elif "type" not in outline.keys():  # noqa: SIM118  # lxml: `in` asks for children
        extra = next((name for name in _OF_FEEDS if outline.get(name) is not None), "")
        if extra:
            notes.say("MissingOutlineType", outline, extra)
    _judge_attributes(notes, outline)


def _judge_attributes(notes: JudgesNotes, outline: etree._Element) -> None:
    """Each attribute by itself."""
    for name in ("xmlUrl", "htmlUrl", "url"):
        address = outline.get(name)
        if address is not None and flaw_of_address(address)[0]:
            notes.say("InvalidFullLink", outline, address, name=name)
    version, tongue = outline.get("version"), outline.get("language")
    if version is not None and version not in _VERSIONS:
        notes.say("InvalidOutlineVersion", outline, version)
    if tongue is not None and not is_language(tongue):
        notes.say("InvalidLanguage", outline, tongue)
    for name in ("text", "title"):
        if markup := markup_in(outline.get(name) or ""):
            notes.say("ContainsHTML", outline, markup, name=name)


def _judge_feed(notes: JudgesNotes, outline: etree._Element, seen: set[str]) -> None:
    address = outline.get("xmlUrl")
    if not address:
        notes.say("MissingXmlURL", outline)
    elif address in seen:
        notes.say("DuplicateValue", outline, address, name="xmlUrl")
    seen.add(address or "")
    if not outline.get("title"):
        notes.say("MissingTitleAttr", outline)
