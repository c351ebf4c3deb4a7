"""Every folder below golden/articles: a source file, and what a good sub-editor makes of it.

A new case is a folder with source.txt or source.html; `pytest --regenerate` writes what is expected, and a person
reads it before it is kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Article, Cut, Manuscript
from feedservice.compose import Birth, compose
from feedservice.release import Release
from feedservice.wording import paragraphs
from tests.factories import NOW, make_source

CASES = sorted(path for path in (Path(__file__).parent / "golden" / "articles").iterdir() if path.is_dir())
ZONE = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_source_becomes_what_is_expected(case: Path, regenerate: bool) -> None:
    (source,) = case.glob("source.*")
    manuscript = intake.read(make_source(source.name, source.read_bytes()))
    body_html, cut = cleaning.clean(manuscript.body, HOME)
    body = paragraphs(BeautifulSoup(body_html, "lxml"))
    composed = compose(manuscript, body_html, body, (), Release(), Birth("tag:x", "x"), None, NOW, ZONE)
    article = composed.article
    found = _found(manuscript, article, (*manuscript.cut, *cut))
    if regenerate:
        _write(case, found, body_html)
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert _lines(body_html) == (case / "expected.html").read_text(encoding="utf-8")


def test_each_case_has_one_source_and_both_expectations() -> None:
    assert len(CASES) >= 25
    for case in CASES:
        names = sorted(path.name for path in case.iterdir())
        assert names[:2] == ["expected.html", "expected.json"], case.name
        assert names[2:] in (["source.html"], ["source.txt"]), case.name


def _found(manuscript: Manuscript, article: Article, cut: tuple[Cut, ...]) -> dict[str, Any]:
    """Everything about the article but its body, without what is empty."""
    stated = {
        name: finding.value
        for name in ("date", "embargo", "draft", "caption", "credit")
        if (finding := getattr(manuscript, name)) is not None
    }
    fields = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "standfirst_derived": article.standfirst_derived,
        "byline": list(article.byline),
        "dateline": article.dateline,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        **stated,
        "photos": [{name: text for name, text in asdict(photo).items() if text} for photo in manuscript.photos],
        "cut": [{"words": part.words, "reason": part.reason} for part in cut],
    }
    return {name: value for name, value in fields.items() if value not in ("", [], False)}


def _lines(body_html: str) -> str:
    """The body with each paragraph on a line of its own, for people who read differences."""
    return body_html.replace("</p><", "</p>\n<") + "\n"


def _write(case: Path, found: dict[str, Any], body_html: str) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    (case / "expected.json").write_text(text, encoding="utf-8")
    (case / "expected.html").write_text(_lines(body_html), encoding="utf-8")
