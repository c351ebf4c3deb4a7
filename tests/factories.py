"""Valid values of every kind, each changed by naming what differs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from feedservice.article import Article, Photo, Rendition, SourceFile
from feedservice.channels import Channel, Edition

#: The turn's clock in tests, and the day most sample articles are of.
NOW = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
NEWS_TIME = datetime(2026, 11, 18, 12, tzinfo=UTC)


def make_source(path: str = "harbour.txt", content: bytes | str = "Headline\n\nBody.") -> SourceFile:
    return SourceFile(path, content.encode() if isinstance(content, str) else content, "0" * 64)


def make_rendition(**changes: Any) -> Rendition:
    fields = {
        "name": "a" * 32 + ".jpg",
        "media_type": "image/jpeg",
        "size_bytes": 48_211,
        "width_px": 1600,
        "height_px": 900,
    }
    return Rendition(**{**fields, **changes})


def make_photo(**changes: Any) -> Photo:
    fields = {
        "path": "harbour.jpg",
        "renditions": (make_rendition(),),
        "caption": "Boats wait at the east quay.",
        "credit": "Ana Ruiz/Port Agency",
        "alt": "",
    }
    return Photo(**{**fields, **changes})


def make_article(**changes: Any) -> Article:
    key = changes.get("key", "k7m2qa")
    fields = {
        "id": f"tag:news.example,2026-11-18:{key}",
        "key": key,
        "path": "harbour.txt",
        "headline": "Harbour reopens after the storm",
        "body_html": "<p>The harbour reopened at dawn.</p><p>Boats left at once.</p>",
        "published": NEWS_TIME,
        "updated": NEWS_TIME,
        "released": NEWS_TIME,
        "changed": NEWS_TIME,
        "standfirst": "Two hundred boats had waited for four days.",
    }
    return Article(**{**fields, **changes})


def make_channel(**changes: Any) -> Channel:
    fields = {
        "id": "tag:news.example,2026-11-01:channel",
        "title": "Port Gazette",
        "description": "News of the port",
        "language": "en",
        "base_url": "https://news.example",
        "feed_items": 50,
    }
    return Channel(**{**fields, **changes})


def make_edition(*articles: Article, **changes: Any) -> Edition:
    """An edition of these articles as they stand, or of one; the order is not looked at."""
    fields = {"channel": make_channel(), "articles": articles or (make_article(),), "updated": NOW}
    return Edition(**{**fields, **changes})
