"""The whole history as plain values, for other programs. Touches: database (reads only)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from typing import Any

from feedservice.addresses import at_home, permalink
from feedservice.article import Article
from feedservice.editing.life.standing import Standing
from feedservice.store import Store
from feedservice.store.articles import Happening
from feedservice.store.rows import plain_article
from feedservice.text.slugs import keyed


def everything(store: Store, base_url: str) -> Generator[dict[str, Any], None, None]:
    """Each article ever accepted, in the order of first release, with where it stands and its history.

    Instants are RFC 3339, addresses of our own those of `base_url`. All lines show one moment, and only one article is
    in memory at a time.
    """
    with store.reading() as asked:
        for standing, happenings in asked.articles.everything():
            yield _line(standing, happenings, base_url)


def _line(standing: Standing, happenings: list[Happening], base_url: str) -> dict[str, Any]:
    return {
        **_article(standing.article, base_url),
        "url": permalink(base_url, standing.article.key),
        "state": standing.state.value,
        "due": _instant(standing.due),
        "left": _instant(standing.left),
        "cause": standing.cause,
        "reason": standing.reason,
        "vanished": _instant(standing.vanished),
        "sha256": standing.sha256,
        "history": [
            {
                "at": _instant(one.at),
                "event": one.event,
                "path": one.path,
                "note": one.note,
                "earlier": _article(one.earlier, base_url) if one.earlier else None,
            }
            for one in happenings
        ],
    }


def _article(article: Article, base_url: str) -> dict[str, Any]:
    words = keyed(article.headline, article.key)
    return {**plain_article(article), "slug": words, "body_html": at_home(article.body_html, base_url)}


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
