"""The only import of feedgen; every trap of version 1.0.0 is cured here (numbers: python-feedgen issues). Pure.

Cures, in the order one would meet them: each edition has a feed object of its own for each format (one self link
each); site link last, for it becomes RSS's <link>; `updated` and `lastBuildDate` from the edition, for the default is
the clock; entries appended in order (#70); `content(type="html")` and `summary()` only, so that body and standfirst
end in the right elements; one `guid()`; Atom links, lost by a bug (#135, #143), and everything Media RSS and Dublin
Core by an extension of our own; item children sorted into the order that survives every parser (RSS_ORDER); every
text made legible, for one control character kills a feed; one lock around serialising, for feedgen sets the
process-wide locale while it formats dates. tests/feeds/formats/test_rss_and_atom.py says when a cure can go.
"""

from __future__ import annotations

import threading
from email.utils import format_datetime
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feedservice.addresses import document_url, permalink
from feedservice.article import Article, Attachment, Photo
from feedservice.channels import Edition, Kind
from feedservice.feeds.formats import channel_face
from feedservice.feeds.formats.content import attached, authors, categories, content_html, enclosed, joined_authors
from feedservice.feeds.formats.enclosures import enclosures
from feedservice.feeds.formats.literal_text import literal, literal_attributes
from feedservice.feeds.formats.media_rss import add_attachments, add_pictures, add_thumbnail
from feedservice.feeds.formats.partner_elements import add_elements, add_withdrawn, profile_of
from feedservice.feeds.formats.stated_elements import add_stated
from feedservice.feeds.formats.xml_finish import referenced, styled
from feedservice.feeds.namespaces import ATOM, CONTENT, DC, DCTERMS, HISTORY, MEDIA, TOMBSTONES, XML
from feedservice.feeds.written_dates import rfc3339
from feedservice.text.unicode import legible

ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
GENERATOR = "feedservice"
#: feedgen's formatRFC2822 calls locale.setlocale, which belongs to the whole process.
_SETTING = threading.Lock()

#: Item children in the order that feedparser, SimplePie and the W3C validator all read rightly: feedparser 6.0.14
#: takes a caption for the summary when Media RSS comes before the description.
RSS_ORDER = (
    "title",
    "link",
    "guid",
    "pubDate",
    f"{{{DC}}}creator",
    f"{{{DC}}}language",
    "category",
    "description",
    f"{{{CONTENT}}}encoded",
    "enclosure",
    f"{{{MEDIA}}}thumbnail",
)  # behind them the pictures, lead first whether alone or in a group, and dcterms:modified
#: Entry children, summary before content (feedparser takes the later of the two for both otherwise).
ATOM_ORDER = ("id", "title", "updated", "published", "author", "link", "category", "summary", "content")


def rss(edition: Edition, path: str) -> bytes:
    """The edition as RSS 2.0 with the Advisory Board's profile, Media RSS, Dublin Core and content:encoded; its self link ends in `path`."""
    feed = _feed(edition, path, RSS_TYPE)
    with _SETTING:
        return referenced(styled(bytes(feed.rss_str()), edition))


def atom(edition: Edition, path: str) -> bytes:
    """The edition as Atom 1.0 (RFC 4287) with Media RSS; its self link ends in `path`."""
    feed = _feed(edition, path, ATOM_TYPE)
    with _SETTING:
        return referenced(styled(bytes(feed.atom_str()), edition))


class FeedExtension(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Namespaces, and what a channel says beyond feedgen: its tombstones. RSS has none; an item is just no longer there."""

    edition: Edition
    path: str
    is_rss: bool

    def extend_ns(self) -> dict[str, str]:
        """The namespaces of both formats; those of tombstones and archives where there are any."""
        names = {
            "media": MEDIA,
            "dc": DC,
            "dcterms": DCTERMS,
            **profile_of(self.edition).namespaces,
            **channel_face.namespaces(self.edition.channel),
        }
        if self.edition.tombstones and not self.is_rss:
            names["at"] = TOMBSTONES
        return {**names, "fh": HISTORY} if self.edition.chain.is_archive else names

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add links to hubs and archives, which RSS borrows from Atom."""
        (channel,) = feed
        for link in self._links():
            etree.SubElement(channel, f"{{{ATOM}}}link", link)
        if self.edition.chain.is_archive:
            etree.SubElement(channel, f"{{{HISTORY}}}archive")
        channel_face.add_to_rss(channel, self.edition.channel)
        add_elements(channel, profile_of(self.edition).channel(self.edition))
        add_withdrawn(channel, self.edition)
        return feed

    def _links(self) -> list[dict[str, str]]:
        """Links to hubs (WebSub section 4) and to the volume of the archive before (RFC 5005 section 4)."""
        edition, chain = self.edition, self.edition.chain
        form = self.path.removeprefix(edition.channel.path)
        links = [{"rel": "hub", "href": hub} for hub in edition.channel.hubs]
        places = {"current": "" if chain.is_archive else None, "prev-archive": chain.previous}
        for rel, path in places.items():
            if path is not None:
                links.append({"rel": rel, "href": document_url(edition.channel.base_url, path + form)})
        return links

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Add links to hubs and archives, and a deleted-entry for each tombstone; all metadata (RFC 6721 section 3)."""
        for link in self._links():
            etree.SubElement(feed, "link", link)
        if self.edition.chain.is_archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        channel_face.add_to_atom(feed, self.edition.channel)
        for tombstone in self.edition.tombstones:
            when = rfc3339(tombstone.when)
            etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=tombstone.id, when=when)
        return feed


class EntryExtension(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """What feedgen cannot say of an entry, from the article itself."""

    article: Article
    photos: tuple[Photo, ...]
    attachments: tuple[Attachment, ...]
    edition: Edition
    base_url: str
    language: str
    content: str

    def extend_rss(self, entry: etree._Element) -> etree._Element:
        """Complete an RSS item and put its children in order."""
        article = self.article
        for date in entry.iterchildren("pubDate"):
            shown = profile_of(self.edition).dated(article)
            date.text = format_datetime(shown)  # feedgen writes the year 987 with three figures
        if people := joined_authors(article, self.language):
            _text(entry, f"{{{DC}}}creator", literal(people))
        if article.language and article.language != self.language:
            _text(entry, f"{{{DC}}}language", article.language)
        if self.photos:
            add_thumbnail(entry, self.photos[0].enclosure, self.base_url)
        self._add_media(entry)
        if article.updated > article.published:
            _text(entry, f"{{{DCTERMS}}}modified", rfc3339(article.updated))
        add_elements(entry, profile_of(self.edition).item(article, self.edition))
        return _sort(entry, RSS_ORDER)

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """Complete an Atom entry, its links written anew, and put its children in order."""
        article = self.article
        for link in entry.findall("link"):
            entry.remove(link)
        etree.SubElement(entry, "link", rel="alternate", type="text/html", href=permalink(self.base_url, article.key))
        for one in enclosures(self.attachments, self.photos, self.base_url):
            link = etree.SubElement(entry, "link", rel="enclosure", type=one.media_type, length=str(one.size_bytes))
            link.set("href", one.url)
            if one.title:
                link.set("title", legible(literal(one.title)))
        self._add_media(entry)
        if article.language and article.language != self.language:
            entry.set(f"{{{XML}}}lang", legible(article.language))
        return _sort(entry, ATOM_ORDER)

    def _add_media(self, entry: etree._Element) -> None:
        add_pictures(entry, self.photos, self.base_url, self.content)
        if self.edition.channel.shows.profile != "podcast":  # players take it for a second recording
            add_attachments(entry, self.attachments, self.base_url)
        add_stated(entry, self.article.stated, self.edition.channel.shows)


def _feed(edition: Edition, path: str, media_type: str) -> Any:
    channel = edition.channel
    feed = FeedGenerator()
    feed.register_extension("newsroom", FeedExtension, EntryExtension)
    feed.newsroom.edition = edition
    feed.newsroom.is_rss = media_type == RSS_TYPE
    feed.newsroom.path = path
    feed.id(channel.id)
    feed.title(literal(legible(channel.title)))
    description = literal(profile_of(edition).description(legible(channel.description)))
    feed.subtitle(description)
    feed.description(description)
    feed.language(legible(channel.language))
    feed.author(channel_face.author(channel))
    feed.generator(GENERATOR)
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.updated(edition.updated)
    feed.lastBuildDate(edition.updated)
    if channel.kind is not Kind.PRIVATE:  # all partners get the same bytes, each at an address that no other may see
        feed.link(href=document_url(channel.base_url, path), rel="self", type=media_type)
    feed.link(href=document_url(channel.base_url, channel.page), rel="alternate", type="text/html")
    for article in edition.articles:
        _fill(feed.add_entry(order="append"), article, edition, media_type)
    return feed


def _fill(entry: FeedEntry, article: Article, edition: Edition, media_type: str) -> None:
    base_url = edition.channel.base_url
    entry.guid(article.id, permalink=False)
    entry.title(literal(legible(article.headline)))
    entry.link(href=permalink(base_url, article.key))
    # without a summary, feedgen moves the body there
    summary = literal(legible(article.standfirst) or legible(article.headline))
    entry.summary(escape(summary, quote=False) if media_type == RSS_TYPE else summary)  # RSS readers take it as HTML
    content = content_html(article, base_url, edition.channel.language, edition.channel.shows)
    entry.content(content=literal_attributes(legible(profile_of(edition).body(content))), type="html")
    entry.published(article.published)
    entry.updated(article.updated)
    entry.author([{"name": literal(legible(name))} for name in authors(article)])
    # all categories at once: at each call, feedgen checks all it has again
    entry.category(categories(article, edition.channel, is_atom=media_type == ATOM_TYPE))
    photos = attached(article, edition.channel.shows)
    attachments = enclosed(article, edition.channel.shows)
    for one in enclosures(attachments, photos, base_url)[:1]:
        entry.enclosure(one.url, str(one.size_bytes), one.media_type)
    entry.newsroom.article = article
    entry.newsroom.photos = photos
    entry.newsroom.attachments = attachments
    entry.newsroom.edition = edition
    entry.newsroom.content = content
    entry.newsroom.base_url = base_url
    entry.newsroom.language = edition.channel.language


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = legible(text)
    return element


def _sort(entry: etree._Element, order: tuple[str, ...]) -> etree._Element:
    """The children in a stated order; ones it does not name come last, as they stood."""
    ranks = {name: rank for rank, name in enumerate(order)}
    entry[:] = sorted(entry, key=lambda child: ranks.get(str(child.tag), len(ranks)))
    return entry
