"""Checks that several partners' rules share: each gives what is wrong in plain words, or nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from feedservice.article import Article, Rendition
from feedservice.channels import Edition, PhotoPlace, Text
from feedservice.text.amounts import many
from feedservice.text.languages import language_name

_TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The words of sanitised HTML."""
    return " ".join(_TAG.sub(" ", html).split())


def few_items(least: int) -> Callable[[Edition], str]:
    """Too few articles."""

    def check(edition: Edition) -> str:
        count = len(edition.articles)
        return f"The feed has {many(count, 'article')}; at least {least} are wanted." if count < least else ""

    return check


def many_items(most: int) -> Callable[[Edition], str]:
    """Too many articles."""

    def check(edition: Edition) -> str:
        count = len(edition.articles)
        return f"The feed has {count} articles." if count > most else ""

    return check


def heavy_feed(limit_bytes: int) -> Callable[[Edition], str]:
    """Too many bytes; the words and markup of the articles are most of them."""

    def check(edition: Edition) -> str:
        size = sum(len(article.body_html.encode()) for article in edition.articles)
        return f"The articles alone have {size / 1e6:.1f} MB." if size > limit_bytes else ""

    return check


def partial_text(edition: Edition) -> str:
    """The feed carries less than the full text."""
    shown = edition.channel.shows.text
    return "" if shown is Text.FULL else f"The feed carries the {shown.value} only, not the full text."


def photo_elsewhere(*places: PhotoPlace) -> Callable[[Edition], str]:
    """Photos that do not stand where the partner looks for them."""

    def check(edition: Edition) -> str:
        place = edition.channel.shows.photo
        found = "in the body only" if place is PhotoPlace.BODY else "beside the body only"
        return "" if place in places else f"The photos stand {found}."

    return check


def no_https(edition: Edition) -> str:
    """Addresses without TLS."""
    address = edition.channel.base_url
    return "" if address.startswith("https://") else f"The addresses start with {address.partition('://')[0]}://."


def other_language(article: Article, edition: Edition) -> str:
    """An article in another language than the feed's; variants of one language are the same."""
    feed, own = (tag.partition("-")[0].lower() for tag in (edition.channel.language, article.language))
    foreign = own and own != feed
    return f"The article is in {language_name(own)}, the feed in {language_name(feed)}." if foreign else ""


def no_photo(article: Article, _: Edition) -> str:
    """No photo at all."""
    return "" if article.photos else "The article has no photo."


def shorter(image: Rendition) -> int:
    """The shorter side, in pixels."""
    return min(image.width_px, image.height_px)


def longer(image: Rendition) -> int:
    """The longer side, in pixels."""
    return max(image.width_px, image.height_px)


def width(image: Rendition) -> int:
    """The width, in pixels."""
    return image.width_px


def small_photo(least_px: int, side: Callable[[Rendition], int]) -> Callable[[Article, Edition], str]:
    """A lead photo that is too small on one side."""

    def check(article: Article, _: Edition) -> str:
        if not article.photos:
            return ""
        image = article.photos[0].enclosure
        return f"The photo has {image.width_px} × {image.height_px} pixels." if side(image) < least_px else ""

    return check


def heavy_photo(limit_bytes: int) -> Callable[[Article, Edition], str]:
    """A lead photo of too many bytes."""

    def check(article: Article, _: Edition) -> str:
        size = article.photos[0].enclosure.size_bytes if article.photos else 0
        return f"The photo has {size / 1e6:.1f} MB." if size > limit_bytes else ""

    return check


def odd_photo(least: float, most: float) -> Callable[[Article, Edition], str]:
    """A lead photo whose width by its height lies outside two bounds."""

    def check(article: Article, _: Edition) -> str:
        if not article.photos:
            return ""
        image = article.photos[0].enclosure
        ratio = image.width_px / image.height_px
        return "" if least <= ratio <= most else f"The photo is {ratio:.2f} times as wide as high."

    return check


def length_of_headline(least: int, most: int) -> Callable[[Article, Edition], str]:
    """A headline of too few or too many characters."""

    def check(article: Article, _: Edition) -> str:
        count = len(article.headline)
        return "" if least <= count <= most else f"The headline has {count} characters."

    return check


def short_standfirst(least: int) -> Callable[[Article, Edition], str]:
    """A standfirst of too few characters, or none."""

    def check(article: Article, _: Edition) -> str:
        count = len(article.standfirst)
        return "" if count >= least else f"The standfirst has {count} characters."

    return check


def no_author(article: Article, _: Edition) -> str:
    """Nobody is named."""
    return "" if article.byline or article.agencies else "The article names no author."


def no_body(article: Article, _: Edition) -> str:
    """No words."""
    return "" if text_of(article.body_html) else "The article has no text."
