"""Editions of partners' feeds that break no rule, each changed by naming what differs."""

from __future__ import annotations

from feedservice.article import Article, Attachment
from feedservice.channels import Edition, Presentation
from feedservice.feeds.partners import PROFILES
from tests.factories import make_article, make_channel, make_edition, make_photo, make_rendition

PARTNERS = [name for name in PROFILES if name != "plain"]
LOGO = "https://news.example/logo.png"
OWNER = "Desk <desk@news.example>"


def played(key: str, media_type: str = "audio/mpeg") -> Attachment:
    """A recording of its own for every key."""
    name = f"{key.encode().hex():0<32.32}.mp3"
    return Attachment("a.mp3", name, media_type, 5_000_000, 300)


def sound(key: str = "k", **changes: object) -> Article:
    """An article that no partner finds anything wrong with."""
    image = make_rendition(width_px=1600, height_px=900, size_bytes=400_000)
    fields = {
        "headline": "Harbour reopens after the storm of the year",
        "standfirst": "Two hundred boats had waited for four days. " * 8,
        "byline": ("Ana Ruiz",),
        "photos": (make_photo(renditions=(image,)),),
        "attachments": (played(key),),
    }
    return make_article(key=key, **{**fields, **changes})


def edition_for(partner: str, *articles: Article, **changes: object) -> Edition:
    """An edition of a partner's feed that breaks no rule, but for what is changed."""
    count = {"newsletter": 10, "msn": 29}.get(partner, 30)
    some = articles or tuple(sound(f"k{number}") for number in range(count))
    shows = changes.pop(
        "shows",
        Presentation(profile=partner, logo=LOGO, dark_logo=LOGO, owner=OWNER, categories=("News > Daily News",)),
    )
    channel = make_channel(shows=shows, description="News of the port", hubs=("https://hub.example/",), **changes)
    return make_edition(*some, channel=channel)
