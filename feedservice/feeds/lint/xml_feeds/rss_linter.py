"""RSS 2.0. Pure. Sources: rssboard.org/rss-specification and rss-profile."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_dates import internet_date, latest_of, mail_date, read_mail_date, w3c_date
from feedservice.feeds.lint.values.feed_texts import (
    absolute,
    canonical,
    contact,
    filled,
    html_text,
    language,
    page,
    plain,
    positive,
    title,
)
from feedservice.feeds.lint.xml_feeds import media_elements
from feedservice.feeds.lint.xml_feeds.atom_links import (
    ARCHIVE,
    COMPLETE,
    LINK,
    LINK_ATTRIBUTES,
    judge_history,
    judge_link,
    judge_own,
    rel_of,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Found, Shape, require, walk
from feedservice.feeds.lint.xml_feeds.rss_elements import (
    CLOUD_ATTRIBUTES,
    judge_cloud,
    judge_enclosure,
    judge_guid,
    judge_image,
    judge_source,
)
from feedservice.feeds.lint.xml_names import spoken
from feedservice.feeds.namespaces import ATOM, CONTENT, DC, DCTERMS, ITUNES

#: Every document of these is one of RSS 2.0 too (RSS 2.0, Roadmap; RSS Advisory Board, RSS history).
_EARLIER = frozenset({"0.91", "0.92", "0.93", "0.94", "2.00", "2.0.1", "2.0.11"})
ENCODED = f"{{{CONTENT}}}encoded"
CREATOR, DC_DATE, DC_LANGUAGE = f"{{{DC}}}creator", f"{{{DC}}}date", f"{{{DC}}}language"
MODIFIED = f"{{{DCTERMS}}}modified"
ATOM_UPDATED, ATOM_PUBLISHED, ATOM_ID = f"{{{ATOM}}}updated", f"{{{ATOM}}}published", f"{{{ATOM}}}id"
_LINK = Shape(judge_link, many=True, attributes=LINK_ATTRIBUTES)
#: What both a channel and its items may have from other vocabularies.
_SHARED: dict[str, Shape] = {
    LINK: _LINK,
    ATOM_ID: Shape(absolute),
    ATOM_UPDATED: Shape(internet_date),
    ATOM_PUBLISHED: Shape(internet_date),
    f"{{{ATOM}}}author": Shape(many=True, whole=True),
    f"{{{ATOM}}}contributor": Shape(many=True, whole=True),
    f"{{{ATOM}}}category": Shape(many=True, whole=True, attributes=frozenset({"term", "scheme", "label"})),
    f"{{{ATOM}}}content": Shape(whole=True, attributes=frozenset({"type", "src"})),
    **{
        f"{{{ATOM}}}{name}": Shape(whole=True, attributes=frozenset({"type"}))
        for name in ("title", "subtitle", "summary", "rights")
    },
    **{f"{{{ATOM}}}{name}": Shape(whole=True) for name in ("icon", "logo", "source")},
    **{f"{{{ITUNES}}}{name}": Shape(plain) for name in ("author", "subtitle", "summary")},
    CREATOR: Shape(filled, many=True),
    DC_DATE: Shape(w3c_date, many=True),
    DC_LANGUAGE: Shape(language),
    MODIFIED: Shape(w3c_date),
}
CHANNEL: dict[str, Shape] = {
    **_SHARED,
    **{name: shape for name, shape in media_elements.IN_ITEM.items() if name != media_elements.media("content")},
    "title": Shape(title),
    "link": Shape(absolute),
    "description": Shape(plain),
    "language": Shape(language),
    "copyright": Shape(plain),
    "managingEditor": Shape(contact),
    "webMaster": Shape(contact),
    "pubDate": Shape(mail_date),
    "lastBuildDate": Shape(mail_date),
    "category": Shape(title, many=True, attributes=frozenset({"domain"})),
    "generator": Shape(),
    "docs": Shape(absolute),
    "cloud": Shape(judge_cloud, attributes=CLOUD_ATTRIBUTES),
    "ttl": Shape(positive),
    "image": Shape(whole=True),
    "rating": Shape(),
    "textInput": Shape(lambda notes, element, _: notes.say("AvoidTextInput", element), whole=True),
    "skipHours": Shape(whole=True),
    "skipDays": Shape(whole=True),
    COMPLETE: Shape(),
    ARCHIVE: Shape(),
    "item": Shape(many=True, whole=True),
}
ITEM: dict[str, Shape] = {
    **_SHARED,
    **media_elements.IN_ITEM,
    "title": Shape(title),
    "link": Shape(page),
    "guid": Shape(judge_guid, attributes=frozenset({"isPermaLink"})),
    "pubDate": Shape(mail_date),
    "author": Shape(contact),
    "category": Shape(title, many=True, attributes=frozenset({"domain"})),
    "comments": Shape(absolute),
    "source": Shape(judge_source, attributes=frozenset({"url"})),
    "description": Shape(html_text),
    ENCODED: Shape(html_text),
    "enclosure": Shape(
        judge_enclosure, attributes=frozenset({"url", "length", "type"}), duplicate="DuplicateEnclosure"
    ),
}
#: What must not stand before what: parsers that take the first, or the last, of a kind mix them up (feedparser 6.0.14, SimplePie).
#: All else may stand in any order, and in the feeds of others does.
_TOO_EARLY = (
    (frozenset(media_elements.IN_ITEM), frozenset({"title", "description", ENCODED})),
    (frozenset({MODIFIED, ATOM_UPDATED}), frozenset({"pubDate"})),
)
_REQUIRED_OF_CHANNEL = {
    "title": "MissingTitle",
    "link": "MissingLink",
    "description": "MissingDescription",
    "language": "MissingLanguage",
}
_REQUIRED_OF_ITEM = {"guid": "MissingGuid", "title": "ItemIncomplete", "link": "ItemIncomplete", "pubDate": "ItemIncomplete"}  # fmt: skip
#: Pairs that say the same: ours and the other vocabulary's.
_SAME_IN_CHANNEL = (
    ("lastBuildDate", MODIFIED), ("pubDate", DC_DATE), ("managingEditor", CREATOR), ("language", DC_LANGUAGE),
    ("webMaster", f"{{{DC}}}publisher"), ("copyright", f"{{{DC}}}rights"), ("category", f"{{{DC}}}subject"),
)  # fmt: skip
_SAME_IN_ITEM = (
    ("author", CREATOR), ("pubDate", DC_DATE), ("pubDate", ATOM_PUBLISHED), ("guid", ATOM_ID),
    ("category", f"{{{DC}}}subject"), ("source", f"{{{DC}}}source"),
)  # fmt: skip


def judge(notes: JudgesNotes, root: etree._Element, now: datetime | None) -> None:
    """A whole document of RSS 2.0."""
    version = root.get("version", "")
    if version in _EARLIER:
        notes.say("ObsoleteVersion", root, f"RSS {version}")
    elif version != "2.0":
        notes.say("UnknownVersion", root, version, "2.0")
    found = walk(notes, root, {"channel": Shape(whole=True)})
    channels = found.get("channel")
    if not channels:
        notes.say("MissingElement", root, "channel")
        return
    channel = channels[0]
    notes.latest = latest_of(now, _own_time(channel))
    _judge_channel(notes, channel, walk(notes, channel, CHANNEL))
    guids: set[str] = set()
    for item in channel.iterchildren("item"):
        _judge_item(notes, item, walk(notes, item, ITEM), guids)


def _own_time(channel: etree._Element) -> datetime | None:
    for name in ("lastBuildDate", "pubDate"):
        if instant := read_mail_date((channel.findtext(name) or "").strip())[0]:
            return instant
    return None


def _judge_channel(notes: JudgesNotes, channel: etree._Element, found: Found) -> None:
    there = {**found, "language": found[DC_LANGUAGE]} if DC_LANGUAGE in found else found
    require(notes, channel, there, _REQUIRED_OF_CHANNEL)
    _same_twice(notes, found, _SAME_IN_CHANNEL, "DuplicateSemantics")
    links = found.get(LINK, [])
    judge_own(notes, channel, links, "MissingAtomSelfLink")
    judge_history(notes, channel, found, links)
    first = channel.find("item")
    for late in first.itersiblings() if first is not None else ():
        if late.tag != "item" and isinstance(late.tag, str):
            notes.say("MisplacedItem", late)
    for image in found.get("image", ()):
        judge_image(notes, image, channel)


def _judge_item(notes: JudgesNotes, item: etree._Element, found: Found, guids: set[str]) -> None:
    if "title" not in found and "description" not in found:
        notes.say("ItemMustContainTitleOrDescription", item)
    elif "description" not in found:
        notes.say("ItemWithoutDescription", item)
    require(notes, item, found, _REQUIRED_OF_ITEM)
    _unique(notes, found, guids)
    _same_twice(notes, found, _SAME_IN_ITEM, "DuplicateItemSemantics")
    _ordered(notes, found)
    for link in found.get(LINK, ()):
        if rel_of(link) == "alternate":
            notes.say("LinkInItem", link, name="item")
    enclosures = [one.get("url") or "" for one in found.get("enclosure", ())]
    summary = found["description"][0].text or "" if "description" in found else ""
    media_elements.judge_item(notes, item, found, summary, enclosures)


def _unique(notes: JudgesNotes, found: Found, guids: set[str]) -> None:
    for guid in found.get("guid", ())[:1]:
        text = (guid.text or "").strip()
        compared = canonical(text)
        if text and compared in guids:
            notes.say("DuplicateValue", guid, text)
        guids.add(compared)


def _same_twice(notes: JudgesNotes, found: Found, pairs: tuple[tuple[str, str], ...], rule: str) -> None:
    for ours, other in pairs:
        if ours in found and other in found:
            notes.say(rule, found[other][0], ours, name=_prefixed(other))


def _prefixed(tag: str) -> str:
    return f"atom:{spoken(tag)}" if tag.startswith(f"{{{ATOM}}}") else spoken(tag)


def _ordered(notes: JudgesNotes, found: Found) -> None:
    """The names in the order in which they first stand; `found` keeps it."""
    if ENCODED in found and "description" in found and _stands_before(found, ENCODED, "description"):
        notes.say("NeedDescriptionBeforeContent", found[ENCODED][0])
        return
    before: list[str] = []
    for name in found:
        for early, late in _TOO_EARLY:
            if name in late and (first := next((one for one in before if one in early), "")):
                notes.say("ItemOrder", found[name][0], spoken(first))
                return
        before.append(name)


def _stands_before(found: Found, one: str, other: str) -> bool:
    names = list(found)
    return names.index(one) < names.index(other)
