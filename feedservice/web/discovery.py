"""How people and machines find the feeds: the feeds page, OPML, robots.txt, sitemaps, usual guesses. Touches: database (read only).

Sources: OPML 2.0 (http://opml.org/spec2.opml), RFC 9309 (robots.txt), Google's news sitemap
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from xml.etree import ElementTree as ET  # to write with: lxml takes 4 MiB of every web process

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import document_url, permalink
from feedservice.channels import PUBLIC, Channel, Kind
from feedservice.feeds.formats import formats
from feedservice.feeds.namespaces import XHTML
from feedservice.feeds.written_dates import rfc3339
from feedservice.media_store.emblems import face_of
from feedservice.text.unicode import legible
from feedservice.web.answers.coded_pages import finished
from feedservice.web.feed_documents import moved
from feedservice.web.responses import composition_of, is_searched, newsstand, page, settings, store

blueprint = Blueprint("discovery", __name__)

#: Where people and programs look for a feed before they read the page, and where it is.
GUESSES = {
    "/feed": "/rss.xml",
    "/rss": "/rss.xml",
    "/index.xml": "/rss.xml",
    "/feed.xml": "/rss.xml",
    "/atom": "/atom.xml",
    "/index.atom": "/atom.xml",
    "/json": "/feed.json",
    "/index.json": "/feed.json",
    "/sitemap_index.xml": "/sitemap.xml",
}
#: What groups of channels are called in the list for readers (OPML).
GROUPS = {
    Kind.SAVED: "Chosen for you",
    Kind.SECTION: "Sections",
    Kind.LANGUAGE: "Languages",
    Kind.AUTHOR: "Authors",
    Kind.TAG: "Topics",
}
#: The same as words of our pages (`text.languages`).
GROUP_WORDS = {
    Kind.SAVED: "chosen",
    Kind.SECTION: "sections",
    Kind.LANGUAGE: "languages",
    Kind.AUTHOR: "authors",
    Kind.TAG: "tags",
}
#: What is listed: every public channel but the archives, which the feed of everything leads to.
_LISTED = tuple(kind for kind in PUBLIC if kind is not Kind.MONTH)
#: A newsroom of one language needs no feeds by language on its page.
_SEVERAL = 2
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
#: A news sitemap lists the last two days, and at most a thousand articles.
_NEWS_LASTS = timedelta(days=2)
_MOST_IN_SITEMAP = 1000
#: The most addresses in any sitemap.
_MOST_IN_ALL = 50_000
_XML = "application/xml"


@blueprint.get("/feeds")
def feeds() -> Response:
    """What feeds there are, for people: what each is, its address to copy, and readers that open it.

    Authors and topics may be thousands: of these the page has links to pages of their own.
    """
    with store().reading() as asked:
        records = asked.channels.of_kinds(_LISTED)
        state = asked.turns.state()
    if state is None:
        return page("feeds.html", everything=(), groups={}, rest={}, names=GROUP_WORDS, formats_of=formats)
    composition = composition_of(asked, state)
    shown = [(record.kind, composition.channel(record)) for record in records if record.shown]
    groups = {kind: [channel for one, channel in shown if one is kind] for kind in Kind}
    if len(groups[Kind.LANGUAGE]) < _SEVERAL:
        groups[Kind.LANGUAGE] = []
    listed = {kind: groups[kind] for kind in (Kind.SAVED, Kind.SECTION, Kind.LANGUAGE)}
    rest = {kind: groups[kind] for kind in (Kind.AUTHOR, Kind.TAG)}
    return page(
        "feeds.html",
        is_for_all=True,
        everything=groups[Kind.EVERYTHING],
        groups=listed,
        rest=rest,
        names=GROUP_WORDS,
        formats_of=formats,
    )


@blueprint.get("/feeds/")
def feeds_folder() -> AnyResponse:
    """With a slash at its end the page is where it is without."""
    return moved("/feeds")


@blueprint.get("/feeds.opml")
def opml() -> Response:
    """Every channel as OPML 2.0, once: readers that import the list subscribe to all of it.

    dateModified is the feeds' own, so that the same feeds are the same bytes.
    """
    chosen, edition = settings(), _last_change()
    with store().reading() as asked:
        state = asked.turns.state()
        records = asked.channels.of_kinds(_LISTED) if state else []
    composition = composition_of(asked, state) if state else None
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = legible(chosen.title)
    if edition:
        ET.SubElement(head, "dateModified").text = f"{edition:%a, %d %b %Y %H:%M:%S} GMT"
    own = face_of(chosen)
    owner = {"ownerName": own.publisher, "ownerEmail": own.mail, "ownerId": "" if own.mail else own.contact}
    for name, value in owner.items():
        if value:
            ET.SubElement(head, name).text = legible(value)
    body = ET.SubElement(root, "body")
    groups: dict[Kind, ET.Element] = {}
    for record in records if composition else ():
        if composition and record.shown:
            group = body if record.kind is Kind.EVERYTHING else groups.get(record.kind)
            if group is None:
                group = groups[record.kind] = ET.SubElement(body, "outline", text=GROUPS[record.kind])
            _outline(group, composition.channel(record))
    return _document(root, "text/x-opml")


def _outline(parent: ET.Element, channel: Channel) -> None:
    """A channel in OPML, by its first format; `type` is rss for every format (OPML 2.0, subscription lists)."""
    name, form = legible(channel.title), formats(channel)[0]
    address = document_url(channel.base_url, channel.path + form.path)
    outline = ET.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=address)
    outline.set("htmlUrl", document_url(channel.base_url, channel.page))
    outline.set("description", legible(channel.description))
    outline.set("language", legible(channel.language))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """All is open to every robot but the desk, which is for the newsroom, and results of searches, which have no end (RFC 9309)."""
    home, closed = settings().public_url, "Disallow: /desk\n" + ("Disallow: /search\n" if is_searched() else "")
    text = f"User-agent: *\n{closed}Sitemap: {home}/sitemap.xml\nSitemap: {home}/sitemap-news.xml\n"
    return _cached(Response(text, mimetype="text/plain"), text.encode())


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """Which sitemaps there are: the news, and all articles by the month they are dated in (https://www.sitemaps.org/protocol.html)."""
    with store().reading() as asked:
        months = asked.in_print.months()
    root = ET.Element("sitemapindex", xmlns=_SITEMAP)
    for path, changed in ((f"/sitemaps/{month}.xml", last) for month, (_, last) in reversed(months.items())):
        _place(root, "sitemap", path, changed)
    _place(root, "sitemap", "/sitemap-news.xml", _last_change())
    return _document(root, _XML)


@blueprint.get("/sitemaps/<month>.xml")
def month_sitemap(month: str) -> Response:
    """The articles that are dated in a month, each with when it last changed."""
    with store().reading() as asked:
        articles = asked.in_print.dated_in(month, _MOST_IN_ALL)
    if not articles:
        abort(404, "There is no article of this month.")
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for key, updated in articles:
        _place(root, "url", permalink("", key), updated)
    return _document(root, _XML)


def _place(parent: ET.Element, name: str, path: str, changed: datetime | None) -> None:
    """An address of ours in a sitemap, with when it changed (W3C date and time)."""
    place = ET.SubElement(parent, name)
    ET.SubElement(place, "loc").text = document_url(settings().public_url, path)
    if changed:
        ET.SubElement(place, "lastmod").text = rfc3339(changed)


@blueprint.get("/sitemap-news.xml")
def sitemap() -> Response:
    """The articles of the last two days before the newest change, as Google News asks for them."""
    chosen, changed = settings(), _last_change()
    with store().reading() as asked:
        articles = asked.articles.newest(_MOST_IN_SITEMAP)
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS, "xmlns:xhtml": XHTML})
    for article in articles:
        if changed is None or article.published < changed - _NEWS_LASTS:
            continue
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = permalink(chosen.public_url, article.key)
        for one in article.stated.translations:
            ET.SubElement(url, "xhtml:link", rel="alternate", hreflang=one.language, href=legible(one.url))
        news = ET.SubElement(url, "news:news")
        publication = ET.SubElement(news, "news:publication")
        ET.SubElement(publication, "news:name").text = legible(chosen.title)
        spoken = (article.language or chosen.language).lower()
        ET.SubElement(publication, "news:language").text = _news_language(spoken)
        ET.SubElement(news, "news:publication_date").text = article.published.astimezone(UTC).isoformat()
        ET.SubElement(news, "news:title").text = legible(article.headline)
    return _document(root, _XML)


def _news_language(tag: str) -> str:
    """A language as the news sitemap has it: two letters, but for Chinese of either script."""
    if tag.partition("-")[0] == "zh":
        return "zh-tw" if any(part in ("tw", "hk", "hant") for part in tag.split("-")) else "zh-cn"
    return tag.partition("-")[0]


def _guess() -> AnyResponse:
    """To the feed that is meant, for good."""
    return moved(GUESSES[request.path.rstrip("/")])


for number, path in enumerate(GUESSES):
    blueprint.add_url_rule(path, endpoint=f"guess-{number}", view_func=_guess)
    blueprint.add_url_rule(f"{path}/", endpoint=f"guess-{number}-folder", view_func=_guess)


def _last_change() -> datetime | None:
    """When what the feeds show last changed; nothing before the first edition. From the newsstand, as the feeds are."""
    return newsstand().changed


def _document(root: ET.Element, media_type: str) -> Response:
    body = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.last_modified = _last_change()
    return _cached(response, body)


def _cached(response: Response, body: bytes) -> Response:
    """The response with its entity tag, in the coding that suits, answering conditional requests."""
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(sha256(body).hexdigest()[:32])
    return finished(response, request.environ)
