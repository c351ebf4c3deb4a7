"""What a partner's profile consists of: elements, limits, and rules with their sources. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feedservice.article import Article, Severity
from feedservice.channels import Edition, Tombstone


@dataclass(frozen=True, slots=True)
class PartnerElement:
    """An XML element to be written; `name` is `{namespace}local` or without one."""

    name: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[PartnerElement, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands, and when it was read there last: vendors' pages age."""

    url: str
    read: str


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """A rule about the whole feed. `check` gives what is wrong in plain words, with the value, or nothing."""

    id: str
    severity: Severity
    check: Callable[[Edition], str]
    remedy: str
    source: Source


@dataclass(frozen=True, slots=True)
class ArticleRule:
    """A rule about one article; the edition is there for its channel and its time."""

    id: str
    severity: Severity
    check: Callable[[Article, Edition], str]
    remedy: str
    source: Source


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is broken: an error when the partner refuses what breaks it, a warning when it only does worse.

    `article` is none when the feed itself breaks it.
    """

    rule: str
    severity: Severity
    what: str
    remedy: str
    source: Source
    article: Article | None = None


def _nothing(*_: object) -> tuple[PartnerElement, ...]:
    return ()


def _same(text: str) -> str:
    return text


def _first_published(article: Article) -> datetime:
    return article.published


@dataclass(frozen=True, slots=True)
class Profile:
    """How a feed is written for a partner, and what the partner asks of it.

    `channel` and `item` give elements beyond the usual ones, `withdrawn` the item that tells a partner to take an
    article down; `body` and `description` fit an article's HTML and the feed's description to what it takes. `dated`
    is the date of an item, for partners that look at no other to see that it changed.
    """

    name: str
    title: str
    formats: tuple[str, ...] = ("rss",)
    namespaces: Mapping[str, str] = field(default_factory=dict)
    channel: Callable[[Edition], tuple[PartnerElement, ...]] = _nothing
    item: Callable[[Article, Edition], tuple[PartnerElement, ...]] = _nothing
    withdrawn: Callable[[Tombstone, Edition], tuple[PartnerElement, ...]] = _nothing
    body: Callable[[str], str] = _same
    description: Callable[[str], str] = _same
    dated: Callable[[Article], datetime] = _first_published
    channel_rules: tuple[ChannelRule, ...] = ()
    article_rules: tuple[ArticleRule, ...] = ()
