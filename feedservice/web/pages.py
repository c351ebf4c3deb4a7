"""The front page and article pages. Touches: database (reads only)."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort
from markupsafe import Markup

from feedservice.addresses import media_url, permalink, photo_url
from feedservice.article import Article, Attachment, Outcome, Photo
from feedservice.article.live_entries import LiveEntry, live_entries
from feedservice.channels import Channel, Kind, channel_slug, display_name, path_of
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.feeds.formats import players
from feedservice.feeds.formats.content import authors, body_html, byline, corrections, direction, figure, shown_in_body
from feedservice.media_store.emblems import face_of
from feedservice.text.dates.spoken import spoken_day
from feedservice.text.languages import own_word
from feedservice.web.responses import FeedLink, feeds_of, page, settings, store, word

blueprint = Blueprint("pages", __name__)

_FAMILY_FRIENDLY = {"true": "https://schema.org/True", "false": "https://schema.org/False"}
#: What the page of an article says that is no longer shown (`text.languages`); nothing of its words.
GONE = {Outcome.EXPIRED: "expired_text", Outcome.SCHEDULED: "held_text"}


@blueprint.get("/")
def front() -> Response:
    """The latest articles, and the feeds."""
    with store().reading() as asked:
        articles = asked.articles.newest(settings().feed_items)
        sections = [one for one in asked.channels.of_kinds([Kind.SECTION]) if one.shown]
    newsroom = _in_script({"@context": "https://schema.org", **_publisher(settings().public_url)})
    about = Markup(newsroom)  # noqa: S704  # JSON with < escaped
    return page("front.html", articles=articles, sections=sections, direction=direction, structured_data=about)


@blueprint.get("/articles/<key>")
def article(key: str) -> Response:
    """An article at its permanent address; 410 once it is withdrawn."""
    with store().reading() as asked:
        found = asked.articles.with_key(key)
    if found is None or (found.state not in IN_PRINT and found.left is None):
        abort(404)
    if found.state not in IN_PRINT:
        abort(410, _gone(found))
    value = found.article
    base_url = settings().public_url
    language = value.language or settings().language
    figures = [Markup(figure(photo, base_url, language)) for photo in value.photos if not shown_in_body(photo, value)]  # noqa: S704
    lead = figures[:1] if value.photos and not shown_in_body(value.photos[0], value) else []
    return page(
        "article.html",
        article=value,
        channel_feeds=_section_feeds(value),
        authors=authors(value),
        byline=byline(value),
        url=permalink(base_url, value.key),
        language=language,
        direction=direction(language),
        spoken_day=spoken_day,
        body=Markup(body_html(value, base_url)),  # noqa: S704  # sanitised, and only escaped text added since
        corrections=Markup(corrections(value, language)),  # noqa: S704  # escaped where it is made
        lead=lead,
        others=figures[len(lead) :],
        players=Markup(_players(value, base_url)),  # noqa: S704  # escaped where they are made
        recordings=[(one.medium, media_url(base_url, one.name), one) for one in players.recordings(value)],
        image=photo_url(base_url, value.photos[0].enclosure.name) if value.photos else "",
        structured_data=Markup(_structured_data(value, base_url, language)),  # noqa: S704  # JSON with < escaped
    )


def _gone(standing: Standing) -> Markup:
    """Why an article is no longer shown, in its own language."""
    language = standing.article.language or settings().language
    said = word(GONE.get(standing.state, "withdrawn_text"), language)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), said)


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
        "author": [{"@type": "Person", "name": name} for name in value.byline]
        + [{"@type": "Organization", "name": name} for name in value.agencies],
        "publisher": _publisher(base_url),
        "copyrightNotice": settings().rights,
        "image": [_image(photo, base_url) for photo in value.photos],
        "audio": [_recording(one, value, base_url) for one in value.attachments if one.medium == "audio"],
        "video": [_recording(one, value, base_url) for one in value.attachments if one.medium == "video"],
        "correction": _correction_comments(value, language),
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
    return _in_script(facts)


def _update(entry: LiveEntry) -> dict[str, str]:
    """An entry of a live blog (https://schema.org/liveBlogUpdate)."""
    facts = {
        "@type": "BlogPosting",
        "headline": entry.headline,
        "datePublished": entry.at.isoformat(),
        "articleBody": entry.text or entry.headline,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _in_script(facts: dict[str, Any]) -> str:
    """Facts as JSON-LD that nothing in them can end; what is empty is left out."""
    return json.dumps({name: fact for name, fact in facts.items() if fact}, ensure_ascii=False).replace("<", "\\u003c")


def _publisher(base_url: str) -> dict[str, Any]:
    """The newsroom as schema.org has it (https://schema.org/NewsMediaOrganization), with the logo that search engines show."""
    own = face_of(settings())
    mark = own.logo or own.icon
    logo = (
        {"@type": "ImageObject", "url": mark.address, "width": mark.width_px, "height": mark.height_px} if mark else {}
    )
    facts = {
        "@type": "NewsMediaOrganization",
        "name": own.publisher or settings().title,
        "url": f"{base_url}/",
        "email": own.mail,
        "contactPoint": {"@type": "ContactPoint", "url": own.contact} if own.contact and not own.mail else {},
        "logo": {name: fact for name, fact in logo.items() if fact},
    }
    return {name: fact for name, fact in facts.items() if fact}


def _image(photo: Photo, base_url: str) -> dict[str, Any]:
    """A photo as schema.org has it, with what its metadata says of whose it is (https://schema.org/ImageObject)."""
    facts = {
        "@type": "ImageObject",
        "url": photo_url(base_url, photo.enclosure.name),
        "contentUrl": photo_url(base_url, photo.enclosure.name),
        "thumbnailUrl": photo_url(base_url, photo.thumbnail.name),
        "encodingFormat": photo.enclosure.media_type,
        "width": photo.enclosure.width_px,
        "height": photo.enclosure.height_px,
        "caption": photo.caption,
        "creditText": photo.credit,
        "creator": [{"@type": "Person", "name": name} for name in photo.creator.split(", ") if name],
        "copyrightNotice": photo.copyright,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _recording(one: Attachment, value: Article, base_url: str) -> dict[str, Any]:
    """A sound or a film as schema.org has it (https://schema.org/AudioObject, VideoObject); lengths by ISO 8601."""
    facts = {
        "@type": "AudioObject" if one.medium == "audio" else "VideoObject",
        "name": one.title or value.headline,
        "description": value.standfirst or value.headline,
        "contentUrl": media_url(base_url, one.name),
        "encodingFormat": one.media_type,
        "contentSize": str(one.size_bytes),
        "duration": f"PT{one.duration_seconds}S",
        "uploadDate": value.published.isoformat(),
        "width": one.width_px,
        "height": one.height_px,
        "thumbnailUrl": photo_url(base_url, value.photos[0].enclosure.name) if value.photos else "",
    }
    return {name: fact for name, fact in facts.items() if fact}


def _correction_comments(value: Article, language: str) -> list[dict[str, str]]:
    """The correction notes as schema.org has them (https://schema.org/CorrectionComment)."""
    bare = own_word("corrected", language)
    return [
        {"@type": "CorrectionComment", "text": one.note or bare, "datePublished": one.day.isoformat()}
        for one in value.corrections
    ]
