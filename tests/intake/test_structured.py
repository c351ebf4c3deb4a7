"""What pages say for machines, and which of it is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from feedservice.article import Manuscript
from feedservice.intake.html import html_reader
from feedservice.intake.html.structured import without_site_name
from tests.factories import make_source

STORY = "<article><p>The ferry Marigold floated free on Thursday morning, two days after it ran aground.</p></article>"


def read(head: str, body: str = STORY) -> Manuscript:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return html_reader.read(make_source("world/ferry.html", page.encode())).manuscript


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Ferry floats", "datePublished": "2026-11-19T08:00:00Z"}


@pytest.mark.parametrize(
    "script",
    [
        ld(ARTICLE),
        ld([{"@type": "BreadcrumbList"}, ARTICLE]),
        ld({"@graph": [{"@type": "WebPage", "name": "Other"}, ARTICLE]}),
        ld({"@type": "WebPage", "mainEntity": ARTICLE}),
        ld({**ARTICLE, "@type": ["Article", "NewsArticle"]}),
        ld("/*<![CDATA[*/".replace("/*", "").replace("*/", "") + json.dumps(ARTICLE) + "]]>"),
        ld(json.dumps(ARTICLE)[:-1] + ",}"),
        ld('{"@type": "Article"') + ld(ARTICLE),
    ],
    ids=["plain", "list", "graph", "main entity", "two types", "cdata", "trailing comma", "a broken one beside"],
)
def test_the_article_is_found_in_json_ld(script: str) -> None:
    manuscript = read(script)
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Ferry floats"
    assert manuscript.headline.source.startswith("JSON-LD")
    assert manuscript.date is not None
    assert manuscript.date.value == "2026-11-19T08:00:00Z"


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ({"@type": "Person", "name": "Ana Ruiz"}, ("Ana Ruiz",)),
        ([{"name": "Ana Ruiz"}, {"name": "Tom Lee"}], ("Ana Ruiz", "Tom Lee")),
        ({"@id": "#ana"}, ("Ana Ruiz",)),
        ({"name": ["Ana Ruiz"]}, ("Ana Ruiz",)),
        ("https://packet.example/people/ana", None),
        ({"name": "ana@packet.example"}, None),
    ],
)
def test_authors_of_json_ld(author: Any, people: tuple[str, ...] | None) -> None:
    manuscript = read(
        ld({"@graph": [{**ARTICLE, "author": author}, {"@id": "#ana", "@type": "Person", "name": "Ana Ruiz"}]})
    )
    assert (manuscript.byline.value if manuscript.byline else None) == people


def test_the_picture_of_json_ld_brings_its_words() -> None:
    image = {"@type": "ImageObject", "url": "https://p.example/a.jpg", "caption": "The ferry. Photo: Ana Ruiz"}
    (photo,) = read(ld({**ARTICLE, "image": [image]})).photos
    assert (photo.src, photo.caption, photo.credit) == ("https://p.example/a.jpg", "The ferry.", "Ana Ruiz")


def test_entities_in_json_ld_are_resolved() -> None:
    assert read(ld({**ARTICLE, "headline": "Fish &amp; chips &#8211; again"})).headline.value == "Fish & chips – again"  # type: ignore[union-attr]


def test_a_thousand_levels_of_json_are_passed_over() -> None:
    assert read(ld("[" * 100_000) + "<title>Ferry</title>").headline.value == "Ferry"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("<meta name='parsely-author' content='Ana Ruiz'>", "byline", ("Ana Ruiz",)),
        ("<meta property='article:author' content='https://facebook.com/ana'>", "byline", None),
        (
            "<meta name='author' content='Ana Ruiz'><meta name='author' content='Tom Lee'>",
            "byline",
            ("Ana Ruiz", "Tom Lee"),
        ),
        (
            "<meta property='article:tag' content='Sea'><meta property='article:tag' content='Ships'>",
            "tags",
            ("Sea", "Ships"),
        ),
        ("<meta name='DC.date.issued' content='2026-11-19'>", "date", "2026-11-19"),
        (
            "<meta property='article:modified_time' content='2026-11-20'><meta name=pubdate content='2026-11-19'>",
            "date",
            "2026-11-19",
        ),
        ("<meta property='og:image' content='https://p.example/a.jpg'>", "photo", "https://p.example/a.jpg"),
        ("<meta property='og:locale' content='de_DE'>", "language", "de-DE"),
    ],
)
def test_meta_elements(head: str, field: str, value: object) -> None:
    finding = getattr(read(head), field)
    assert (finding.value if finding else None) == value


def test_an_author_of_another_item_is_not_the_articles() -> None:
    comment = '<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ana Ruiz</span></div>'
    own = '<span itemprop="author">Tom Lee</span>'
    body = f'<div itemscope itemtype="https://schema.org/NewsArticle">{STORY}{own}</div>{comment}'
    assert read("", body).byline.value == ("Tom Lee",)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Ferry floats | Port Packet", (), "Ferry floats"),
        ("Port Packet - Ferry floats at last", ("Port Packet",), "Ferry floats at last"),
        ("Ferry floats – again | World | Port Packet", ("Port Packet",), "Ferry floats – again | World"),
        ("Ferry-boat floats", (), "Ferry-boat floats"),
        ("U.S.–China talks", (), "U.S.–China talks"),
    ],
)
def test_a_title_less_the_sites_name(title: str, site: tuple[str, ...], bare: str) -> None:
    assert without_site_name(title, site) == bare
