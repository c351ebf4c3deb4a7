"""Podcasts: only articles with a sound or a film, with what directories and players ask for. Pure.

The elements of Apple's namespace (podcasters.apple.com/support/823) and of the podcast namespace (podcastindex.org/namespace/1.0);
the rules are Apple's, and those of PSP-1, which the makers of players and hosts wrote down together.
"""

import re
from collections import Counter
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from feedservice.addresses import media_url, photo_url
from feedservice.article import Article, Attachment, Rendition, Severity
from feedservice.channels import Edition
from feedservice.feeds.namespaces import ITUNES, PODCAST
from feedservice.feeds.partners import partner_checks
from feedservice.feeds.partners.podcast_categories import CATEGORIES
from feedservice.feeds.partners.profile import ArticleRule, ChannelRule, PartnerElement, Profile, Source

APPLE = Source("https://podcasters.apple.com/support/823-podcast-requirements", "2026-11-24")
PSP = Source("https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification", "2026-11-24")
NAMESPACE = Source("https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", "2026-11-24")
ARTWORK = Source("https://podcasters.apple.com/support/896-artwork-requirements", "2026-11-30")
#: The namespace of podcasts' ids (podcast namespace, guid).
_GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_MOST_DESCRIPTION_BYTES, _MOST_CHARACTERS, _MOST_PERSON_CHARACTERS = 4000, 255, 128
#: What Apple takes for a cover, and PSP-1 (itunes:image).
LEAST_PX, MOST_PX = 1400, 3000
_COVERS = (".jpg", ".jpeg", ".png")
#: What every player and directory takes.
_EVERYWHERE = frozenset({"audio/mpeg", "audio/x-m4a", "video/mp4"})
#: “Episode 12: …”, “#12 …”, “S2E3 – …”: the number has a place of its own.
_NUMBERED = re.compile(r"^(?:#\s?\d+|s\d+\s?e\d+|(?:episode|ep\.?|folge|épisode|episodio)\s\d+)\b", re.IGNORECASE)
_OWNER = re.compile(r"^(?:(?P<name>[^<>]*[^<>\s])\s*)?<?(?P<email>[^<>@\s]+@[^<>@\s]+)>?$")


def recording(article: Article) -> Attachment | None:
    """What an item plays: the first sound or film."""
    return next((one for one in article.attachments if one.is_played), None)


def channel(edition: Edition) -> tuple[PartnerElement, ...]:
    """What the whole podcast says of itself."""
    shows = edition.channel.shows
    owner = _OWNER.match(shows.owner)
    named = PartnerElement(_itunes("name"), (owner and owner["name"]) or shows.author or edition.channel.title)
    found = [
        PartnerElement(_itunes("author"), shows.author or edition.channel.title),
        PartnerElement(_itunes("explicit"), "true" if shows.explicit else "false"),
        PartnerElement(_itunes("type"), "episodic"),
        *([PartnerElement(_itunes("image"), attributes={"href": shows.logo})] if shows.logo else []),
        *map(_category, shows.categories),
    ]
    if owner:
        email = PartnerElement(_itunes("email"), owner["email"])
        found.append(PartnerElement(_itunes("owner"), children=(named, email)))
        found.append(PartnerElement(_podcast("locked"), "yes", {"owner": owner["email"]}))
    # Given once and for ever, as the feed's id is: its address may change.
    return (*found, PartnerElement(_podcast("guid"), str(uuid5(_GUIDS, edition.channel.id))))


def item(article: Article, edition: Edition) -> tuple[PartnerElement, ...]:
    """What an item says besides: how long it plays, which number it has, who is to be heard."""
    played = recording(article)
    numbers = {"season": article.season, "episode": article.episode}
    return (
        PartnerElement(_itunes("title"), article.headline[:_MOST_CHARACTERS]),
        *([PartnerElement(_itunes("duration"), str(played.duration_seconds))] if played else []),
        PartnerElement(_itunes("explicit"), "true" if _is_explicit(played, edition) else "false"),
        PartnerElement(_itunes("episodeType"), (played and played.kind) or "full"),
        *_image(article, edition),
        *(PartnerElement(_itunes(name), str(number)) for name, number in numbers.items() if number),
        *(PartnerElement(_podcast(name), str(number)) for name, number in numbers.items() if number),
        *(PartnerElement(_podcast("person"), name[:_MOST_PERSON_CHARACTERS]) for name in article.byline),
        *(_accompanying(one, article, edition) for one in article.attachments if played and one.beside == played.name),
    )


def _is_explicit(played: Attachment | None, edition: Edition) -> bool:
    """What the article says of its recording; else what the podcast says of all."""
    return played.explicit == "yes" if played and played.explicit else edition.channel.shows.explicit


def _image(article: Article, edition: Edition) -> tuple[PartnerElement, ...]:
    """The picture of an episode: its lead photo where that is what Apple takes for a cover; else players show the podcast's."""
    photo = article.photos[0] if article.photos else None
    fitting = [one for one in (photo.original, photo.enclosure) if is_cover(one)] if photo else []
    href = photo_url(edition.channel.base_url, fitting[0].name) if fitting else ""
    return (PartnerElement(_itunes("image"), attributes={"href": href}),) if href else ()


def is_cover(picture: Rendition) -> bool:
    """Whether a picture can stand for an episode: square, 1400 to 3000 pixels, JPEG or PNG. Ours are in RGB, as developed."""
    square = picture.width_px == picture.height_px
    return square and LEAST_PX <= picture.width_px <= MOST_PX and picture.media_type in ("image/jpeg", "image/png")


def _accompanying(one: Attachment, article: Article, edition: Edition) -> PartnerElement:
    """A transcript or chapters (podcast namespace); WebVTT and SubRip are captions, for they say when each word is spoken."""
    known = {"url": media_url(edition.channel.base_url, one.name), "type": one.media_type}
    if one.medium == "chapters":
        return PartnerElement(_podcast("chapters"), attributes=known)
    if article.language and article.language != edition.channel.language:
        known["language"] = article.language
    if one.media_type != "application/json":
        known["rel"] = "captions"
    return PartnerElement(_podcast("transcript"), attributes=known)


def _itunes(name: str) -> str:
    return f"{{{ITUNES}}}{name}"


def _podcast(name: str) -> str:
    return f"{{{PODCAST}}}{name}"


def _category(said: str) -> PartnerElement:
    """“News > Daily News” as one category within the other."""
    above, _, below = (part.strip() for part in said.partition(">"))
    inner = (PartnerElement(_itunes("category"), attributes={"text": below}),) if below else ()
    return PartnerElement(_itunes("category"), attributes={"text": above}, children=inner)


def _no_cover(edition: Edition) -> str:
    return "" if edition.channel.shows.logo else "The podcast has no cover."


def _odd_cover(edition: Edition) -> str:
    if edition.channel.shows.cover:  # ours: under its true ending, and of https another rule tells
        return ""
    parts = urlsplit(edition.channel.shows.logo)
    sound = not parts.netloc or (parts.scheme == "https" and parts.path.lower().endswith(_COVERS))
    return "" if sound else f"The cover is {edition.channel.shows.logo}."


def _ill_sized_cover(edition: Edition) -> str:
    cover = edition.channel.shows.cover
    if cover is None:
        return ""
    width, height = cover.width_px, cover.height_px
    fits = width == height and LEAST_PX <= width <= MOST_PX
    return "" if fits else f"The cover is {width} by {height} pixels."


def _odd_colours(edition: Edition) -> str:
    cover = edition.channel.shows.cover
    return f"The cover's colours are {cover.colours}." if cover and cover.colours not in ("RGB", "") else ""


def _no_category(edition: Edition) -> str:
    return "" if edition.channel.shows.categories else "The podcast has no category."


def _odd_category(edition: Edition) -> str:
    odd = [said for said in edition.channel.shows.categories if not _is_known(said)]
    return f"Apple knows no category “{odd[0]}”." if odd else ""


def _is_known(said: str) -> bool:
    above, _, below = (part.strip() for part in said.partition(">"))
    return above in CATEGORIES and (not below or below in CATEGORIES[above])


def _no_owner(edition: Edition) -> str:
    return (
        "" if _OWNER.match(edition.channel.shows.owner) else "The podcast names nobody whom a directory can write to."
    )


def _long_description(edition: Edition) -> str:
    size = len(edition.channel.description.encode())
    return f"The description has {size} bytes." if size > _MOST_DESCRIPTION_BYTES else ""


def _same_twice(edition: Edition) -> str:
    played = Counter(one.name for article in edition.articles if (one := recording(article)))
    double = [article for article in edition.articles if (one := recording(article)) and played[one.name] > 1]
    return f"{len(double)} articles have the same recording, “{double[0].headline}” among them." if double else ""


def _nothing_played(article: Article, _: Edition) -> str:
    return "" if recording(article) else "The article has no sound or film."


def _played_by_few(article: Article, _: Edition) -> str:
    played = recording(article)
    return f"The recording is {played.media_type}." if played and played.media_type not in _EVERYWHERE else ""


def _numbered(article: Article, _: Edition) -> str:
    found = _NUMBERED.match(article.headline)
    return f"The headline begins with “{found[0]}”." if found else ""


def _long_headline(article: Article, _: Edition) -> str:
    return f"The headline has {len(article.headline)} characters." if len(article.headline) > _MOST_CHARACTERS else ""


PROFILE = Profile(
    "podcast",
    "Podcast",
    namespaces={"itunes": ITUNES, "podcast": PODCAST},
    channel=channel,
    item=item,
    channel_rules=(
        ChannelRule("podcast-https", Severity.ERROR, partner_checks.no_https, "Serve under https, and say so in base_url.", NAMESPACE),
        ChannelRule("podcast-cover", Severity.ERROR, _no_cover, "Set logo to a square JPEG or PNG of 1400 to 3000 pixels, in RGB: a file, or its address.", APPLE),
        ChannelRule("podcast-cover-kind", Severity.ERROR, _odd_cover, "Use a JPEG or PNG, under https and with its true ending.", PSP),
        ChannelRule("podcast-cover-size", Severity.ERROR, _ill_sized_cover, f"Make it square, {LEAST_PX} to {MOST_PX} pixels wide; best {MOST_PX}.", PSP),
        ChannelRule("podcast-cover-colours", Severity.ERROR, _odd_colours, "Save it in RGB, without transparency.", ARTWORK),
        ChannelRule("podcast-category", Severity.ERROR, _no_category, 'Set categories, as ["News > Daily News"].', PSP),
        ChannelRule("podcast-category-known", Severity.ERROR, _odd_category, "Use one of Apple's categories, as Apple writes it.", APPLE),
        ChannelRule("podcast-owner", Severity.WARNING, _no_owner, 'Set owner, as "Desk <desk@news.example.org>".', APPLE),
        ChannelRule("podcast-description", Severity.ERROR, _long_description, "Set a description of at most 4000 bytes.", PSP),
        ChannelRule("podcast-once", Severity.ERROR, _same_twice, "Let each recording go with one article: players ignore the second.", APPLE),
    ),
    article_rules=(
        ArticleRule("podcast-recording", Severity.ERROR, _nothing_played, "Drop a sound or a film with the article.", PSP),
        ArticleRule("podcast-kind", Severity.ERROR, _played_by_few, "Export it as MP3, M4A or MP4.", PSP),
        ArticleRule("podcast-number", Severity.WARNING, _numbered, "Write episode and season as fields, and the headline without them.", APPLE),
        ArticleRule("podcast-headline", Severity.WARNING, _long_headline, "Write a headline of at most 255 characters.", PSP),
    ),
)  # fmt: skip
