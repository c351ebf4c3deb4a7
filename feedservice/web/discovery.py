"""How people and machines find the feeds: the feeds page, OPML, robots.txt, the news sitemap, usual guesses. Touches: database (sitemap).

Sources: OPML 2.0 (http://opml.org/spec2.opml), RFC 9309 (robots.txt), Google's news sitemap
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from flask import Blueprint, Response, redirect, request
from lxml import etree
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import document_url, permalink
from feedservice.characters import legible
from feedservice.render import FORMATS
from feedservice.web.common import newsstand, page, settings, store

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
}
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
#: A news sitemap lists the last two days, and at most a thousand articles.
_NEWS_LASTS = timedelta(days=2)
_MOST_IN_SITEMAP = 1000
_XML = "application/xml"


@blueprint.get("/feeds")
def feeds() -> Response:
    """What feeds there are, for people: what each is, its address to copy, and readers that open it."""
    return page("feeds.html")


@blueprint.get("/feeds.opml")
def opml() -> Response:
    """Every feed as OPML 2.0. dateModified is the feeds' own, so that the same feeds are the same bytes."""
    chosen, edition = settings(), _last_change()
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legible(chosen.title)
    if edition:
        etree.SubElement(head, "dateModified").text = f"{edition:%a, %d %b %Y %H:%M:%S} GMT"
    body = etree.SubElement(root, "body")
    for form in FORMATS:
        name = legible(f"{chosen.title} – {form.title}")
        address = document_url(chosen.public_url, form.path)
        outline = etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=address)
        outline.set("htmlUrl", f"{chosen.public_url}/")
        outline.set("description", legible(chosen.description))
        outline.set("language", legible(chosen.language))
    return _document(root, "text/x-opml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """All is open to every robot but the desk, which is for the newsroom (RFC 9309)."""
    text = f"User-agent: *\nDisallow: /desk\nSitemap: {settings().public_url}/sitemap-news.xml\n"
    return _cached(Response(text, mimetype="text/plain"), text.encode())


@blueprint.get("/sitemap-news.xml")
def sitemap() -> Response:
    """The articles of the last two days before the newest change, as Google News asks for them."""
    chosen, changed = settings(), _last_change()
    with store().reading() as asked:
        articles = asked.newest(_MOST_IN_SITEMAP)
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "news": _NEWS})  # type: ignore[dict-item]
    for article in articles:
        if changed is None or article.published < changed - _NEWS_LASTS:
            continue
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = permalink(chosen.public_url, article.key)
        news = etree.SubElement(url, f"{{{_NEWS}}}news")
        publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
        etree.SubElement(publication, f"{{{_NEWS}}}name").text = legible(chosen.title)
        spoken = (article.language or chosen.language).lower()
        etree.SubElement(publication, f"{{{_NEWS}}}language").text = _news_language(spoken)
        etree.SubElement(news, f"{{{_NEWS}}}publication_date").text = article.published.astimezone(UTC).isoformat()
        etree.SubElement(news, f"{{{_NEWS}}}title").text = legible(article.headline)
    return _document(root, _XML)


def _news_language(tag: str) -> str:
    """A language as the news sitemap has it: two letters, but for Chinese of either script."""
    if tag.partition("-")[0] == "zh":
        return "zh-tw" if any(part in ("tw", "hk", "hant") for part in tag.split("-")) else "zh-cn"
    return tag.partition("-")[0]


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Browsers and readers that ask for this get the icon there is."""
    return _moved("/static/icon.svg")


def _guess() -> AnyResponse:
    """To the feed that is meant, for good (RFC 9110 section 15.4.9)."""
    return _moved(GUESSES[request.path.rstrip("/")])


for number, path in enumerate(GUESSES):
    blueprint.add_url_rule(path, endpoint=f"guess-{number}", view_func=_guess)
    blueprint.add_url_rule(f"{path}/", endpoint=f"guess-{number}-folder", view_func=_guess)


def _moved(path: str) -> AnyResponse:
    response = redirect(document_url(settings().public_url, path), 308)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _last_change() -> datetime | None:
    """When what the feeds show last changed; nothing before the first edition. From the newsstand, as the feeds are."""
    return newsstand().changed


def _document(root: etree._Element, media_type: str) -> Response:
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return _cached(Response(body, content_type=f"{media_type}; charset=utf-8"), body)


def _cached(response: Response, body: bytes) -> Response:
    """The response with its entity tag, answering conditional requests."""
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
