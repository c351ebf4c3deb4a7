"""Atom 1.0 (RFC 4287), with tombstones (RFC 6721). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_dates import internet_date, latest_of, read_internet_date
from feedservice.feeds.lint.values.feed_texts import is_language, reachable, reference
from feedservice.feeds.lint.xml_feeds import media_elements
from feedservice.feeds.lint.xml_feeds.atom_elements import (
    PERSON,
    TEXT_ATTRIBUTES,
    identity,
    judge_category,
    judge_content,
    judge_generator,
    judge_text,
    judge_tombstones,
)
from feedservice.feeds.lint.xml_feeds.atom_links import (
    ARCHIVE,
    COMPLETE,
    LINK,
    LINK_ATTRIBUTES,
    judge_alternates,
    judge_history,
    judge_link,
    judge_own,
    rel_of,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Found, Shape, require, walk
from feedservice.feeds.namespaces import ATOM, XML


def atom(name: str) -> str:
    """A name of the vocabulary, as lxml writes it."""
    return f"{{{ATOM}}}{name}"


def _picture(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A reference to a picture; where it is ours, there must be one."""
    reference(notes, element, text)
    reachable(notes, element, text.strip())


ENTRY, ID, TITLE, UPDATED, PUBLISHED = map(atom, ("entry", "id", "title", "updated", "published"))
SUMMARY, CONTENT, AUTHOR, SOURCE = map(atom, ("summary", "content", "author", "source"))
_TEXT = Shape(judge_text, attributes=TEXT_ATTRIBUTES, whole=True)
_SHARED: dict[str, Shape] = {
    ID: Shape(identity),
    TITLE: _TEXT,
    UPDATED: Shape(internet_date),
    AUTHOR: PERSON,
    atom("contributor"): PERSON,
    atom("category"): Shape(judge_category, many=True, attributes=frozenset({"term", "scheme", "label"}), whole=True),
    atom("rights"): _TEXT,
    LINK: Shape(judge_link, many=True, attributes=LINK_ATTRIBUTES, whole=True),
}
FEED: dict[str, Shape] = {
    **_SHARED,
    **{name: shape for name, shape in media_elements.IN_ITEM.items() if name != media_elements.media("content")},
    atom("subtitle"): _TEXT,
    atom("generator"): Shape(judge_generator, attributes=frozenset({"uri", "version"})),
    atom("icon"): Shape(_picture),
    atom("logo"): Shape(_picture),
    COMPLETE: Shape(),
    ARCHIVE: Shape(),
    ENTRY: Shape(many=True, whole=True),
}
ENTRIES: dict[str, Shape] = {
    **_SHARED,
    **media_elements.IN_ITEM,
    PUBLISHED: Shape(internet_date),
    SUMMARY: _TEXT,
    CONTENT: Shape(judge_content, attributes=frozenset({"type", "src"}), whole=True),
    SOURCE: Shape(whole=True),
}
_REQUIRED = dict.fromkeys((ID, TITLE, UPDATED), "MissingElement")
_FEED_REL_IN_ENTRY = frozenset({"first", "last", "next", "previous", "prev-archive", "next-archive", "current"})


@dataclass(slots=True)
class _EntriesSeen:
    """What the entries so far had: ids with their times of change, and the times."""

    ids: dict[str, datetime | None] = field(default_factory=dict)
    times: set[datetime] = field(default_factory=set)


def judge(notes: JudgesNotes, feed: etree._Element, now: datetime | None) -> None:
    """A whole document of Atom."""
    own = read_internet_date((feed.findtext(UPDATED) or "").strip())
    notes.latest = latest_of(now, own)
    found = walk(notes, feed, FEED)
    _judge_feed(notes, feed, found)
    seen = _EntriesSeen()
    for entry in found.get(ENTRY, ()):
        _judge_entry(notes, entry, walk(notes, entry, ENTRIES), seen, has_author=AUTHOR in found)
    judge_tombstones(notes, feed, seen.ids)
    newest = max(seen.times, default=None)
    if own and newest and own < newest:
        notes.say("FeedBehindEntries", found[UPDATED][0], own.isoformat(), newest.isoformat())


def _judge_feed(notes: JudgesNotes, feed: etree._Element, found: Found) -> None:
    require(notes, feed, found, _REQUIRED)
    links = found.get(LINK, [])
    judge_own(notes, feed, links, "MissingSelf")
    judge_alternates(notes, feed, links)
    judge_history(notes, feed, found, links)
    tongue = feed.get(f"{{{XML}}}lang")
    if tongue is None:
        notes.say("MissingLanguage", feed)
    elif not is_language(tongue):
        notes.say("InvalidLanguage", feed, tongue)
    if base := feed.get(f"{{{XML}}}base"):
        reference(notes, feed, base)
    first = feed.find(ENTRY)
    for late in first.itersiblings() if first is not None else ():
        if late.tag != ENTRY and isinstance(late.tag, str):
            notes.say("MisplacedMetadata", late)


def _judge_entry(
    notes: JudgesNotes, entry: etree._Element, found: Found, seen: _EntriesSeen, *, has_author: bool
) -> None:
    require(notes, entry, found, _REQUIRED)
    if not has_author and AUTHOR not in found and entry.find(f"{SOURCE}/{AUTHOR}") is None:
        notes.say("MissingElement", entry, "author")
    links = found.get(LINK, [])
    judge_alternates(notes, entry, links)
    for link in links:
        if rel_of(link) in _FEED_REL_IN_ENTRY:
            notes.say("FeedHistoryRelInEntry", link, rel_of(link))
    _judge_substance(notes, entry, found, links)
    _judge_times(notes, found, seen)
    enclosures = [link.get("href") or "" for link in links if rel_of(link) == "enclosure"]
    summary = found[SUMMARY][0].text or "" if SUMMARY in found else ""
    media_elements.judge_item(notes, entry, found, summary, enclosures)


def _judge_substance(notes: JudgesNotes, entry: etree._Element, found: Found, links: list[etree._Element]) -> None:
    """Content, summary and the link to the page: enough to read (RFC 4287 section 4.1.2)."""
    content = found[CONTENT][0] if CONTENT in found else None
    if SUMMARY not in found:
        is_elsewhere = content is not None and (content.get("src") or _is_binary(content.get("type", "text")))
        if is_elsewhere:
            notes.say("MissingSummary", entry)
        elif content is None:
            notes.say("MissingTextualContent", entry)
    elif content is not None and list(found).index(CONTENT) < list(found).index(SUMMARY):
        notes.say("SummaryAfterContent", found[SUMMARY][0])
    if content is None and not any(rel_of(link) == "alternate" for link in links):
        notes.say("MissingContentOrAlternate", entry)


def _is_binary(kind: str) -> bool:
    """Whether a content of this type is in base64 (RFC 4287 section 4.1.3.3)."""
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))


def _judge_times(notes: JudgesNotes, found: Found, seen: _EntriesSeen) -> None:
    """Ids and times, each beside those of other entries."""
    updated = _instant(found, UPDATED)
    published = _instant(found, PUBLISHED)
    if updated and published and updated < published:
        notes.say("ReversedDates", found[UPDATED][0], found[UPDATED][0].text, found[PUBLISHED][0].text)
    if updated:
        if updated in seen.times:
            notes.say("DuplicateUpdated", found[UPDATED][0], found[UPDATED][0].text)
        seen.times.add(updated)
    id_ = (found[ID][0].text or "").strip() if ID in found else ""
    if id_ and id_ in seen.ids:
        notes.say("DuplicateIds", found[ID][0], id_)
    seen.ids[id_] = updated


def _instant(found: Found, name: str) -> datetime | None:
    return read_internet_date((found[name][0].text or "").strip()) if name in found else None
