"""Our own feed linter: what is wrong with a document, before it is published or at any address. Pure.

The judge of RSS 2.0, Atom 1.0, JSON Feed 1.1, OPML 2.0 and archives (RFC 5005). Its rules are those of the W3C feed
validator under its own names, and the ones it is blind to: true lengths, addresses that lead nowhere, captions taken for
standfirsts, formats that differ, ids that change. In flow order: `wellformed` (bytes into a tree), `xml` (RSS, Atom, OPML)
and `json` (one vocabulary each, tables first), `values` (the texts, dates and HTML that all of them hold), `comparison`
(documents beside each other), `http_answer` (what HTTP says of them). `rules` has every rule with its source.

Does not load anything: what it must know of the world is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from lxml import etree

from feedservice.article import Severity
from feedservice.feeds.lint import comparison, wellformed
from feedservice.feeds.lint.complaint import Complaint, JudgesNotes, SizeOf
from feedservice.feeds.lint.feed_contents import contents_of
from feedservice.feeds.lint.json_feeds import json_linter
from feedservice.feeds.lint.rules import RULES, seen_by_readers
from feedservice.feeds.lint.xml_feeds import atom_linter, opml_linter, rss_linter
from feedservice.feeds.lint.xml_names import spoken
from feedservice.feeds.namespaces import ATOM

__all__ = ["RULES", "Complaint", "Severity", "SizeOf", "lint", "lint_against", "lint_formats", "seen_by_readers"]

_Judge = Callable[[JudgesNotes, "etree._Element", datetime | None], None]  # noqa: SLF001  # what lxml calls its elements
_XML = ("application/xml", "text/xml")
#: The root of each vocabulary: who judges it, and the media types it may be served as, best first.
_VOCABULARIES: dict[str, tuple[_Judge, tuple[str, ...]]] = {
    "rss": (rss_linter.judge, ("application/rss+xml", *_XML)),
    f"{{{ATOM}}}feed": (atom_linter.judge, ("application/atom+xml", *_XML)),
    "opml": (opml_linter.judge, ("text/x-opml", "text/x-opml+xml", "application/opml+xml", *_XML)),
}
#: Formats that readers still take, and that we do not judge, by their roots.
_EARLIER = {
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF": "RSS 1.0 or 0.90",
    "{http://purl.org/atom/ns#}feed": "Atom 0.3",
}
_JSON_TYPES = ("application/feed+json", "application/json")


def lint(
    body: bytes,
    *,
    content_type: str = "",
    address: str = "",
    size_of: SizeOf | None = None,
    partner: bool = False,
    now: datetime | None = None,
) -> tuple[Complaint, ...]:
    """All that is wrong with a document, in its order; at most 300 complaints. Raises nothing.

    `content_type` and `address` are how and where it is served, if that is known. `size_of` tells the true bytes of what
    is at an address, None when nothing is, and raises KeyError for addresses it does not know. `partner` accepts what
    partners demand and validators call undefined (snf:*, media:status). `now` bounds dates; without it they may be a day
    later than the time that the feed states of itself (JSON Feed and OPML state none that bounds them).
    """
    notes = JudgesNotes(body, address, size_of, partner)
    if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        feed = json_linter.parse(notes, content_type)
        if feed is not None:
            _served_as(notes, content_type, _JSON_TYPES)
            json_linter.judge(notes, feed, now)
        return tuple(notes.complaints)
    root = wellformed.parse(notes)
    if root is not None:
        _judge_tree(notes, root, content_type, now)
    return tuple(notes.complaints)


def _judge_tree(notes: JudgesNotes, root: etree._Element, content_type: str, now: datetime | None) -> None:
    judge, types = _VOCABULARIES.get(str(root.tag), (None, ()))
    if judge is None and str(root.tag) in _EARLIER:
        notes.tell("ObsoleteVersion", f"line {root.sourceline}", "", _EARLIER[str(root.tag)])
        return
    if judge is None:
        notes.tell("NotAFeed", f"line {root.sourceline}", "", f"<{spoken(root.tag)}>")
        return
    wellformed.judge_bytes(notes, root, content_type)
    _served_as(notes, content_type, types)
    judge(notes, root, now)


def _served_as(notes: JudgesNotes, content_type: str, types: tuple[str, ...]) -> None:
    served = content_type.partition(";")[0].strip().lower()
    if served and served not in types:
        notes.tell("UnexpectedContentType", "HTTP, Content-Type", "", served, types[0])


def lint_formats(documents: Mapping[str, bytes]) -> tuple[Complaint, ...]:
    """Where the formats of one edition differ: ids and their order, titles, dates, people, links, summaries, enclosures.

    The names are for the sentences; what a document is, is seen from its bytes. Each is held against the first.
    """
    notes = JudgesNotes()
    comparison.compare_formats(notes, documents)
    return tuple(notes.complaints)


def lint_against(before: bytes, after: bytes) -> tuple[Complaint, ...]:
    """What an edition breaks that readers remember of the one before: ids, dates of publication, times of change.

    Articles are known again by their link. Says nothing when one of the two cannot be read; `lint` does that.
    """
    notes = JudgesNotes()
    earlier, later = contents_of(before), contents_of(after)
    if earlier and later:
        comparison.compare_editions(notes, earlier, later)
    return tuple(notes.complaints)
