"""What feeds hold by its name: which namespaces are known, and how elements are called in sentences. Pure."""

from __future__ import annotations

from typing import Any

from feedservice.feeds.namespaces import (
    ATOM,
    CONTENT,
    DC,
    DCTERMS,
    HISTORY,
    ITUNES,
    MEDIA,
    PODCAST,
    SMARTNEWS,
    TOMBSTONES,
    WEBFEEDS,
    XHTML,
    XML,
)

#: How namespaces are called in sentences, whatever prefix a document gives them.
PREFIXES = {
    CONTENT: "content", DC: "dc", DCTERMS: "dcterms", HISTORY: "fh", ITUNES: "itunes", MEDIA: "media", PODCAST: "podcast", SMARTNEWS: "snf",
    TOMBSTONES: "at", WEBFEEDS: "webfeeds", XHTML: "xhtml", XML: "xml",
}  # fmt: skip
#: Vocabularies that we do not judge and that readers of them know. Tombstones and webfeeds are published on purpose.
ACCEPTED = frozenset({
    TOMBSTONES,
    WEBFEEDS,
    ITUNES,
    PODCAST,
    "http://purl.org/rss/1.0/modules/slash/",
    "http://purl.org/rss/1.0/modules/syndication/",
    "http://purl.org/syndication/thread/1.0",
    "http://wellformedweb.org/CommentAPI/",
    "http://backend.userland.com/creativeCommonsRssModule",
    "http://www.georss.org/georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "http://a9.com/-/spec/opensearch/1.1/",
    XHTML,
})  # fmt: skip
#: Dublin Core, which knows no others (DCMI terms, /elements/1.1/).
DC_ELEMENTS = frozenset({
    "contributor", "coverage", "creator", "date", "description", "format", "identifier", "language", "publisher", "relation",
    "rights", "source", "subject", "title", "type",
})  # fmt: skip


def namespace(tag: str) -> str:
    """The namespace of a name as lxml writes it, or nothing."""
    return tag[1:].partition("}")[0] if tag[:1] == "{" else ""


def spoken(tag: Any) -> str:
    """An element's name as people write it: media:credit. What is no element (an entity) has none."""
    if not isinstance(tag, str):
        return "an entity"
    if tag[:1] != "{":
        return tag
    name, _, local = tag[1:].partition("}")
    if name == ATOM:
        return local
    return f"{PREFIXES[name]}:{local}" if name in PREFIXES else local
