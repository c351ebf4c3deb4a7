"""Sounds, films and documents of an article as readers show them: players, and links for those that have none. Pure."""

from __future__ import annotations

import re
from html import escape

from feedservice.addresses import HOME, media_url, photo_url
from feedservice.article import Article, Attachment
from feedservice.text.languages import own_word

_OURS = re.compile(
    r"<(?P<kind>audio|video)\b(?P<said>[^>]*)>(?P<inside>(?:<source\b[^>]*>)*)</(?P=kind)>", re.IGNORECASE
)
_SRC = re.compile(rf'src="{re.escape(media_url(HOME, ""))}([0-9a-f]{{32}}\.[0-9a-z]+)"')


def recordings(article: Article) -> tuple[Attachment, ...]:
    """What can be played."""
    return tuple(one for one in article.attachments if one.is_played)


def in_order(article: Article) -> tuple[Attachment, ...]:
    """What is played before what is read; the first is the enclosure."""
    return tuple(sorted((one for one in article.attachments if not one.beside), key=lambda one: not one.is_played))


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
        inside = f"{player['inside']}{_captions(found, article, HOME)}{_link(found, article, HOME)}"
        return f"<{player['kind']}{said}>{inside}</{player['kind']}>"

    return _OURS.sub(linked, html) if ours else html


def player(one: Attachment, article: Article, base_url: str) -> str:
    """What is not in the body: a player with a link in it, or the link alone."""
    link = _link(one, article, base_url)
    if one.medium == "document":
        return f"<p>{link}</p>"
    size = f' width="{one.width_px}" height="{one.height_px}"' if one.width_px else ""
    poster = _poster(article, base_url) if one.medium == "video" else ""
    address = escape(media_url(base_url, one.name))
    inside = f"{_captions(one, article, base_url)}{link}"
    shown = f'<{one.medium} controls preload="none" src="{address}"{size}{poster}>{inside}</{one.medium}>'
    return f"<figure>{shown}{_transcript(one, article, base_url)}</figure>"


def transcripts(one: Attachment, article: Article) -> tuple[Attachment, ...]:
    """The transcripts of a recording."""
    return tuple(other for other in article.attachments if other.beside == one.name and other.medium == "transcript")


def transcript_links(article: Article, base_url: str) -> str:
    """Links to the transcripts of recordings that the body plays where the editor put them."""
    shown = (one for one in recordings(article) if shown_in_body(one, article))
    found = "".join(_transcript_link(other, article, base_url) for one in shown for other in transcripts(one, article))
    return f"<p>{found}</p>" if found else ""


def _transcript(one: Attachment, article: Article, base_url: str) -> str:
    found = " ".join(_transcript_link(other, article, base_url) for other in transcripts(one, article))
    return f"<figcaption>{found}</figcaption>" if found else ""


def _transcript_link(one: Attachment, article: Article, base_url: str) -> str:
    word = f"{own_word('transcript', article.language)} ({_kind(one)})"
    return f'<a href="{escape(media_url(base_url, one.name))}">{escape(word)}</a>'


def _captions(one: Attachment, article: Article, base_url: str) -> str:
    """What a film shows below its pictures: browsers read WebVTT alone (HTML Standard, the track element)."""
    found = [other for other in transcripts(one, article) if other.media_type == "text/vtt"]
    if one.medium != "video" or not found:
        return ""
    address, language = escape(media_url(base_url, found[0].name)), escape(article.language or "en")
    label = escape(own_word("transcript", article.language))
    return f'<track kind="captions" src="{address}" srclang="{language}" label="{label}">'


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


def _kind(one: Attachment) -> str:
    return one.name.rpartition(".")[2].upper()


def _link(one: Attachment, article: Article, base_url: str) -> str:
    length = f", {duration(one.duration_seconds)}" if one.duration_seconds else ""
    words = f"{one.title or article.headline} ({_kind(one)}{length})"
    return f'<a href="{escape(media_url(base_url, one.name))}">{escape(words)}</a>'
