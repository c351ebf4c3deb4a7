"""What pages state beside the fields: rights, ratings, coverage, translations; and what they do not."""

from __future__ import annotations

import json

import pytest

from feedservice import intake
from feedservice.article.stated import StatedFacts, Translation
from tests.factories import make_source

HERE = "https://news.example/en/2026/storm-at-the-coast"
NODE = {"@type": "NewsArticle", "headline": "Storm", "datePublished": "2026-03-04T09:00:00Z"}


def stated(node: dict[str, object], head: str = "") -> StatedFacts:
    page = f"""<html lang="en"><head><title>Storm</title><link rel="canonical" href="{HERE}">{head}
<script type="application/ld+json">{json.dumps({**NODE, **node})}</script></head>
<body><nav><a href="/">Home</a></nav><main><h1>Storm</h1><p>{"The storm came from the north and stayed. " * 4}</p></main></body></html>"""
    return intake.read(make_source("a.html", page)).manuscript.stated


FACTS = {
    "a rights holder": ({"copyrightHolder": {"@type": "Organization", "name": "Port Press"}}, StatedFacts("Port Press")),
    "for families": ({"isFamilyFriendly": True}, StatedFacts(family_friendly="true")),
    "not for families": ({"isFamilyFriendly": "False"}, StatedFacts(family_friendly="false")),
    "a rating": ({"contentRating": "MPAA PG-13"}, StatedFacts(content_rating="MPAA PG-13")),
    "coverage": ({"coverageStartTime": "2026-03-04T09:00:00Z", "coverageEndTime": "soon"}, StatedFacts(coverage_begun="2026-03-04T09:00:00Z")),
    "a translation": (
        {"workTranslation": [{"inLanguage": "fr", "url": "/fr/2026/la-tempete"}]},
        StatedFacts(translations=(Translation("fr", "https://news.example/fr/2026/la-tempete"),)),
    ),
    "nothing": ({"copyrightYear": 2026, "publisher": {"name": "Port Press"}}, StatedFacts()),
}  # fmt: skip


@pytest.mark.parametrize(("node", "expected"), FACTS.values(), ids=FACTS)
def test_what_an_article_s_node_states_is_kept(node: dict[str, object], expected: StatedFacts) -> None:
    assert stated(node) == expected


def test_alternates_are_translations_in_another_language_and_no_front_pages() -> None:
    links = {
        "de": "/de/2026/sturm-an-der-kueste",
        "en-us": "/us/2026/storm-at-the-coast",
        "es": "/es/",
        "x-default": HERE,
        "en": HERE,
    }
    head = "".join(f'<link rel="alternate" hreflang="{tag}" href="{href}">' for tag, href in links.items())
    assert stated({}, head).translations == (Translation("de", "https://news.example/de/2026/sturm-an-der-kueste"),)


def test_meta_elements_state_ratings_and_rights() -> None:
    head = '<meta name="rating" content="RTA-5042-1996-1400-1577-RTA"><meta name="DCTERMS.rightsHolder" content="Port Press">'
    assert stated({}, head) == StatedFacts("Port Press", "adult")
    assert stated({}, '<meta name="rating" content="general">') == StatedFacts()
