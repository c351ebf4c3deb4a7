"""What pages say to machines in JSON-LD, but for the article itself: the newsroom, photos, sounds, corrections, where a page stands. Touches: what `emblems` touches.

Sources: https://schema.org, developers.google.com (structured-data/article, structured-data/breadcrumb).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from feedservice.addresses import media_url, photo_url
from feedservice.article import Article, Attachment, Photo
from feedservice.media_store.emblems import face_of
from feedservice.media_store.page_pictures import cuts
from feedservice.settings import Settings
from feedservice.text.languages import own_word


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Names and addresses from the front page down; the last is the page itself."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(trail, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def in_script(facts: dict[str, Any]) -> str:
    """Facts as JSON-LD that nothing in them can end; what is empty is left out, but not what is false."""
    kept = {name: fact for name, fact in facts.items() if fact or fact is False}
    return json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")


def publisher(chosen: Settings) -> dict[str, Any]:
    """The newsroom as schema.org has it (https://schema.org/NewsMediaOrganization), with the logo that search engines show."""
    own = face_of(chosen)
    mark = own.logo or own.icon
    logo = (
        {"@type": "ImageObject", "url": mark.address, "width": mark.width_px, "height": mark.height_px} if mark else {}
    )
    facts = {
        "@type": "NewsMediaOrganization",
        "name": own.publisher or chosen.title,
        "url": f"{chosen.public_url}/",
        "email": own.mail,
        "contactPoint": {"@type": "ContactPoint", "url": own.contact} if own.contact and not own.mail else {},
        "logo": {name: fact for name, fact in logo.items() if fact},
    }
    return {name: fact for name, fact in facts.items() if fact}


def image_object(photo: Photo, base_url: str) -> dict[str, Any]:
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


def shapes(photo: Photo, base_url: str) -> list[dict[str, Any]]:
    """The shapes of the lead photo that search engines ask for beside it (developers.google.com: structured-data/article, image)."""
    return [
        {
            "@type": "ImageObject",
            "url": photo_url(base_url, one.name),
            "width": one.width_px,
            "height": one.height_px,
            **({"creditText": photo.credit} if photo.credit else {}),
        }
        for one in cuts(photo.enclosure)
    ]


def recording(one: Attachment, value: Article, base_url: str) -> dict[str, Any]:
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


def correction_comments(value: Article, language: str) -> list[dict[str, str]]:
    """The correction notes as schema.org has them (https://schema.org/CorrectionComment)."""
    bare = own_word("corrected", language)
    return [
        {"@type": "CorrectionComment", "text": one.note or bare, "datePublished": one.day.isoformat()}
        for one in value.corrections
    ]
