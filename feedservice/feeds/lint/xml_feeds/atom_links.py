"""atom:link in feeds and entries, what it says of the feed's own address, and archives (RFC 5005). Pure."""

from __future__ import annotations

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_texts import (
    flaw_of_address,
    has_tracking,
    is_language,
    is_media_type,
    judge_size,
    reachable,
    reference,
    undeclared,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Found
from feedservice.feeds.lint.xml_names import spoken
from feedservice.feeds.namespaces import ATOM, HISTORY, XML

LINK = f"{{{ATOM}}}link"
LINK_ATTRIBUTES = frozenset({"href", "rel", "type", "hreflang", "title", "length"})
COMPLETE, ARCHIVE = f"{{{HISTORY}}}complete", f"{{{HISTORY}}}archive"
#: RFC 5005, with `current` apart: a complete feed may name itself.
_HISTORY_RELS = frozenset({"first", "last", "next", "previous", "prev", "next-archive", "prev-archive"})
#: IANA link relations that stand in feeds (RFC 8288).
_RELS = _HISTORY_RELS | {
    "alternate", "amphtml", "author", "canonical", "collection", "copyright", "current", "describedby", "edit", "edit-media",
    "enclosure", "hub", "icon", "index", "latest-version", "license", "payment", "related", "replies", "search", "section",
    "self", "service", "shortlink", "tag", "up", "via", "webmention",
    "about", "appendix", "archives", "bookmark", "chapter", "cite-as", "contents", "duplicate", "edit-form", "glossary", "help", "hosts",
    "item", "me", "memento", "monitor", "monitor-group", "nofollow", "original", "pingback", "predecessor-version", "preview",
    "privacy-policy", "profile", "start", "status", "stylesheet", "subsection", "successor-version", "terms-of-service", "timegate",
    "timemap", "type", "ugc", "version-history", "working-copy", "working-copy-of",
}  # fmt: skip
_FEED_TYPES = frozenset({"application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml"})
_IANA = "http://www.iana.org/assignments/relation/"


def rel_of(link: etree._Element) -> str:
    """The relation of a link; `alternate` when it states none (RFC 4287 section 4.2.7.2)."""
    return (link.get("rel") or "alternate").removeprefix(_IANA)


def judge_link(notes: JudgesNotes, link: etree._Element, text: str) -> None:
    """One link by itself. `rel`, `type`, `title`, `hreflang`, `length` and `href` may each be wrong."""
    if text.strip() or len(link):
        notes.say("AtomLinkNotEmpty", link)
    rel, kind = rel_of(link), link.get("type")
    if rel not in _RELS and flaw_of_address(rel)[0]:
        notes.say("UnregisteredAtomLinkRel", link, rel)
    for name in ("rel", "title"):
        if link.get(name) == "":
            notes.say("AttrNotBlank", link, name)
    if kind is not None and not is_media_type(kind):
        notes.say("InvalidMIMEAttribute", link, kind)
    elif kind and rel == "self" and kind.partition(";")[0].strip() not in _FEED_TYPES:
        notes.say("SelfNotAtom", link, kind)
    if title := link.get("title"):
        undeclared(notes, link, title)
    if (tongue := link.get("hreflang")) is not None and not is_language(tongue):
        notes.say("InvalidLanguage", link, tongue)
    _judge_target(notes, link, rel)


def _judge_target(notes: JudgesNotes, link: etree._Element, rel: str) -> None:
    address, length = link.get("href"), link.get("length")
    if address is None:
        notes.say("MissingHref", link)
        return
    if rel != "self":  # of the feed's own address `judge_own` says more
        reference(notes, link, address)
    if length is not None and not (length.isascii() and length.isdigit()):
        notes.say("InvalidNonNegativeInteger", link, length)
        return
    if rel == "alternate" and has_tracking(address):
        notes.say("TrackingInLink", link, address)
    if rel in ("alternate", "enclosure", "via", "related"):
        size = reachable(notes, link, address)
        if rel == "enclosure" and size is not None and length is not None and int(length[:15]) != size:
            notes.say("UntrueLength", link, int(length[:15]), size)


def judge_own(notes: JudgesNotes, feed: etree._Element, links: list[etree._Element], missing: str) -> None:
    """The feed's own address: stated once, whole, and true; `missing` is the rule when it is not stated."""
    own = [link for link in links if rel_of(link) == "self"]
    if not own:
        notes.say(missing, feed)
    elif len(own) > 1:
        notes.say("DuplicateSelf", own[1], name=spoken(feed.tag))
    for link in own[:1]:
        address = link.get("href") or ""
        if "://" not in address and not feed.get(f"{{{XML}}}base"):
            notes.say("RelativeSelf", link, address)
        else:
            reference(notes, link, address)
            if address and notes.address and address.partition("#")[0] != notes.address.partition("#")[0]:
                notes.say("SelfDoesntMatchLocation", link, address, notes.address)


def judge_history(notes: JudgesNotes, feed: etree._Element, found: Found, links: list[etree._Element]) -> None:
    """Complete feeds, and archives (RFC 5005 sections 2 and 4). Only archives may be of any size."""
    if ARCHIVE not in found:
        judge_size(notes)
    rels = {rel_of(link): link for link in links}
    own = rels.get("self")
    if COMPLETE in found:
        for rel, link in rels.items():
            is_itself = rel == "current" and own is not None and own.get("href") == link.get("href")
            if rel in _HISTORY_RELS or (rel == "current" and not is_itself):
                notes.say("FeedRelInCompleteFeed", link, rel)
    elif ARCHIVE in found:
        if not rels.keys() & {"prev-archive", "next-archive"}:
            notes.say("ArchiveIncomplete", feed)
        if "current" not in rels:
            notes.say("MissingCurrentInArchive", feed)


def judge_alternates(notes: JudgesNotes, parent: etree._Element, links: list[etree._Element]) -> None:
    """At most one alternate for each type and language (RFC 4287 sections 4.1.1, 4.1.2)."""
    seen = set()
    for link in links:
        if rel_of(link) == "alternate":
            kind = (link.get("type", ""), link.get("hreflang", ""))
            if kind in seen:
                notes.say("DuplicateAtomLink", link, name=spoken(parent.tag))
            seen.add(kind)
