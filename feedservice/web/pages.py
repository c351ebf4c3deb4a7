"""The front page and article pages. Touches: database (reads only)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from feedservice.addresses import media_url, permalink, photo_url
from feedservice.article import Article, Outcome, Photo
from feedservice.article.live_entries import LiveEntry, live_entries
from feedservice.channels import Channel, Kind, channel_slug, display_name, path_of
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.feeds.formats import players
from feedservice.feeds.formats.content import authors, body_html, byline, corrections, direction, figure, shown_in_body
from feedservice.store import Reading
from feedservice.text.languages import own_word
from feedservice.web.feed_documents import moved
from feedservice.web.responses import FeedLink, author_path, feeds_of, page, settings, store, word
from feedservice.web.site.lead import with_lead_first
from feedservice.web.site.leaves import BESIDE, FRONT_LEAVES, LEAF_ITEMS, NOTHING_ONWARD, Onward, leaf, onward
from feedservice.web.site.story_body import PageWords, for_page
from feedservice.web.site.structured_data import (
    breadcrumbs,
    correction_comments,
    image_object,
    in_script,
    publisher,
    recording,
    shapes,
)

blueprint = Blueprint("pages", __name__)

_FAMILY_FRIENDLY = {"true": "https://schema.org/True", "false": "https://schema.org/False"}
#: What the page of an article says that is no longer shown (`text.languages`); nothing of its words.
GONE = {Outcome.EXPIRED: "expired_text", Outcome.SCHEDULED: "held_text"}


@blueprint.get("/")
def front() -> Response:
    """The latest articles, one of them leading."""
    return _front(1)


@blueprint.get("/page/<int:number>")
def older(number: int) -> AnyResponse:
    """Older articles, as far as the front page goes back; what is older still is found by month."""
    if number == 1:
        return moved("/")
    return _front(number)


def _front(number: int) -> Response:
    with store().reading() as asked:
        shown = leaf(
            "", number, LEAF_ITEMS, lambda start, most: asked.articles.with_ids(asked.leaves.leaf(start, most))
        )
        pinned = asked.articles.with_id(asked.orders.pinned()) if number == 1 else None
    if shown is None or number > FRONT_LEAVES:
        abort(404, "There is no such page.")
    if number == FRONT_LEAVES:
        shown = replace(shown, has_older=False)
    about = Markup(in_script({"@context": "https://schema.org", **publisher(settings())}))  # noqa: S704  # JSON with < escaped
    lead = pinned.article if pinned and pinned.state in IN_PRINT else None
    articles = with_lead_first(shown.articles, lead) if number == 1 else shown.articles
    return page(
        "front.html",
        is_for_all=True,
        leaf=shown,
        articles=articles,
        direction=direction,
        structured_data=about,
    )


@blueprint.get("/articles/<key>")
def article(key: str) -> Response:
    """An article at its permanent address; 410 once it is withdrawn."""
    with store().reading() as asked:
        found = asked.articles.with_key(key)
        beside = _beside(asked, found.article) if found is not None and found.state in IN_PRINT else NOTHING_ONWARD
    if found is None or (found.state not in IN_PRINT and found.left is None):
        abort(404)
    if found.state not in IN_PRINT:
        abort(410, _gone(found))
    return page("article.html", is_for_all=True, **article_values(found.article, beside))


def article_values(value: Article, beside: Onward = NOTHING_ONWARD) -> dict[str, Any]:
    """What the page of an article shows, for its template, with what stands beside it."""
    base_url = settings().public_url
    language = value.language or settings().language
    section = path_of(Kind.SECTION, channel_slug(value.section)) if value.section else ""
    return dict(  # the names of what a template is given
        article=value,
        channel_feeds=_section_feeds(value),
        authors=authors(value),
        byline=byline(value),
        url=permalink(base_url, value.key),
        language=language,
        direction=direction(language),
        **_markup(value, base_url, language),
        beside=beside,
        current=section,
        recordings=[(one.medium, media_url(base_url, one.name), one) for one in players.recordings(value)],
        image=photo_url(base_url, value.photos[0].enclosure.name) if value.photos else "",
        structured_data=Markup(_structured_data(value, base_url, language)),  # noqa: S704  # JSON with < escaped
        trail=Markup(in_script(breadcrumbs(_trail(value, base_url)))),  # noqa: S704  # JSON with < escaped
    )


def _gone(standing: Standing) -> Markup:
    """Why an article is no longer shown, in its own language."""
    language = standing.article.language or settings().language
    said = word(GONE.get(standing.state, "withdrawn_text"), language)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), said)


def _markup(value: Article, base_url: str, language: str) -> dict[str, Any]:
    """The markup of an article as its page shows it: sanitised, and only escaped text added since."""
    words = PageWords(own_word("table", language), own_word("whole_photo", language))
    hidden = [photo for photo in value.photos if not shown_in_body(photo, value)]
    lead = [photo for photo in value.photos[:1] if photo in hidden]

    def shown(html: str, *, is_lead: bool = False) -> Markup:
        return Markup(for_page(html, value.photos, base_url, words, is_lead=is_lead))  # noqa: S704  # see above

    def figures(photos: list[Photo], *, is_lead: bool = False) -> Markup:
        return shown("\n".join(figure(photo, base_url, language) for photo in photos), is_lead=is_lead)

    return {
        "body": shown(body_html(value, base_url)),
        "lead": figures(lead, is_lead=True),
        "others": figures([photo for photo in hidden if photo not in lead]),
        "players": shown(_players(value, base_url)),
        "corrections": Markup(corrections(value, language)),  # noqa: S704  # see above
    }


def _beside(asked: Reading, value: Article) -> Onward:
    """What stands beside an article in its section, or among all: of the older ones the nearest, for these stay beside it."""
    place = (Kind.SECTION, channel_slug(value.section)) if value.section else (Kind.EVERYTHING, "")
    return onward(*asked.leaves.around(value, *place, BESIDE), asked.articles.with_ids)


def _trail(value: Article, base_url: str) -> list[tuple[str, str]]:
    """From the front page to an article, by way of its section."""
    section = path_of(Kind.SECTION, channel_slug(value.section)) if value.section else ""
    between = [(display_name(value.section), f"{base_url}{section}")] if section else []
    return [(settings().title, f"{base_url}/"), *between, (value.headline, permalink(base_url, value.key))]


def _players(value: Article, base_url: str) -> str:
    """The sounds, films and documents that the body does not show."""
    hidden = (one for one in players.in_order(value) if not players.shown_in_body(one, value))
    found = [players.player(one, value, base_url) for one in hidden]
    return "\n".join(filter(None, (*found, players.transcript_links(value, base_url))))


def _section_feeds(value: Article) -> tuple[FeedLink, ...]:
    """The feeds of an article's section, for autodiscovery."""
    if not value.section:
        return ()
    title = f"{settings().title} – {display_name(value.section)}"
    path = path_of(Kind.SECTION, channel_slug(value.section))
    chosen = settings()
    return feeds_of(Channel("", title, chosen.description, chosen.language, chosen.public_url, 0, path, Kind.SECTION))


def _structured_data(value: Article, base_url: str, language: str) -> str:
    """The article as schema.org NewsArticle in JSON-LD, or LiveBlogPosting; safe inside a script element."""
    updates = [_update(one) for one in live_entries(value.body_html)]
    facts = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if updates else "NewsArticle",
        "mainEntityOfPage": permalink(base_url, value.key),
        "headline": value.headline,
        "description": value.standfirst,
        "datePublished": value.published.isoformat(),
        "dateModified": value.updated.isoformat(),
        "inLanguage": language,
        "articleSection": value.section,
        "keywords": list(value.tags),
        "author": _authors(value, base_url),
        "isAccessibleForFree": True,
        "publisher": publisher(settings()),
        "copyrightNotice": settings().rights,
        "image": _images(value, base_url),
        "audio": [recording(one, value, base_url) for one in value.attachments if one.medium == "audio"],
        "video": [recording(one, value, base_url) for one in value.attachments if one.medium == "video"],
        "correction": correction_comments(value, language),
        "liveBlogUpdate": updates,
        "coverageStartTime": value.stated.coverage_begun if updates else "",
        "coverageEndTime": value.stated.coverage_ended if updates else "",
        "sourceOrganization": [{"@type": "Organization", "name": name} for name in value.agencies if value.byline],
        "copyrightHolder": {"@type": "Organization", "name": value.stated.rights_holder}
        if value.stated.rights_holder
        else {},
        "contentRating": value.stated.content_rating,
        "isFamilyFriendly": _FAMILY_FRIENDLY.get(value.stated.family_friendly, ""),
        "workTranslation": [
            {"@type": "CreativeWork", "inLanguage": one.language, "url": one.url} for one in value.stated.translations
        ],
    }
    return in_script(facts)


def _images(value: Article, base_url: str) -> list[dict[str, Any]]:
    """The lead photo first, then its other shapes, then the rest."""
    found = [image_object(photo, base_url) for photo in value.photos]
    return [*found[:1], *(one for photo in value.photos[:1] for one in shapes(photo, base_url)), *found[1:]]


def _update(entry: LiveEntry) -> dict[str, str]:
    """An entry of a live blog (https://schema.org/liveBlogUpdate)."""
    facts = {
        "@type": "BlogPosting",
        "headline": entry.headline,
        "datePublished": entry.at.isoformat(),
        "articleBody": entry.text or entry.headline,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _authors(value: Article, base_url: str) -> list[dict[str, str]]:
    """Who wrote it, each with the page of all he wrote (developers.google.com: structured-data/article, author.url)."""
    kinds = [("Person", name) for name in value.byline] + [("Organization", name) for name in value.agencies]
    return [
        {"@type": kind, "name": name, **({"url": f"{base_url}{author_path(name)}"} if name in authors(value) else {})}
        for kind, name in kinds
    ]
