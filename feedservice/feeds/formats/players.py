"""Sounds, films and documents of an article as readers show them: players, and links for those that have none. Pure."""

from __future__ import annotations

import re
from html import escape

from feedservice.addresses import HOME, media_url, photo_url
from feedservice.article import Article, Attachment

_OURS = re.compile(
    r"<(?P<kind>audio|video)\b(?P<said>[^>]*)>(?P<inside>(?:<source\b[^>]*>)*)</(?P=kind)>", re.IGNORECASE
)
_SRC = re.compile(rf'src="{re.escape(media_url(HOME, ""))}([0-9a-f]{{32}}\.[0-9a-z]+)"')


def recordings(article: Article) -> tuple[Attachment, ...]:
    """What can be played."""
    return tuple(one for one in article.attachments if one.medium != "document")


def in_order(article: Article) -> tuple[Attachment, ...]:
    """What is played before what is read; the first is the enclosure."""
    return tuple(sorted(article.attachments, key=lambda one: one.medium == "document"))


def with_links(article: Article, html: str) -> str:
    """A body whose players of ours hold a link, for readers that play nothing: they drop the player and keep what is in it.

    A film of ours that names no picture shows the lead photo before it plays. The html is as it is stored, without a host.
    """
    ours = {one.name: one for one in article.attachments}

    def linked(player: re.Match[str]) -> str:
        names = _SRC.findall(player[0])
        found = next((ours[name] for name in names if name in ours), None)
        if found is None:
            return player[0]
        said = player["said"]
        if player["kind"].lower() == "video" and "poster=" not in said:
            said += _poster(article, HOME)
        return f"<{player['kind']}{said}>{player['inside']}{_link(found, article, HOME)}</{player['kind']}>"

    return _OURS.sub(linked, html) if ours else html


def player(one: Attachment, article: Article, base_url: str) -> str:
    """What is not in the body: a player with a link in it, or the link alone."""
    link = _link(one, article, base_url)
    if one.medium == "document":
        return f"<p>{link}</p>"
    size = f' width="{one.width_px}" height="{one.height_px}"' if one.width_px else ""
    poster = _poster(article, base_url) if one.medium == "video" else ""
    address = escape(media_url(base_url, one.name))
    return f'<figure><{one.medium} controls preload="none" src="{address}"{size}{poster}>{link}</{one.medium}></figure>'


def shown_in_body(one: Attachment, article: Article) -> bool:
    """Whether the body plays it already, or leads to it where nothing can be played."""
    attribute = "href" if one.medium == "document" else "src"
    return f'{attribute}="{media_url(HOME, one.name)}"' in article.body_html


def duration(seconds: int) -> str:
    """A length of time as players show it: 4:05, 1:02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _poster(article: Article, base_url: str) -> str:
    if not article.photos:
        return ""
    return f' poster="{escape(photo_url(base_url, article.photos[0].enclosure.name))}"'


def _link(one: Attachment, article: Article, base_url: str) -> str:
    kind = one.name.rpartition(".")[2].upper()
    length = f", {duration(one.duration_seconds)}" if one.duration_seconds else ""
    words = f"{one.title or article.headline} ({kind}{length})"
    return f'<a href="{escape(media_url(base_url, one.name))}">{escape(words)}</a>'
