from __future__ import annotations

import dataclasses
import re

import pytest

from feedservice import intake
from feedservice.article import Finding
from feedservice.article.evidence_told import how_sure, place, told
from tests.test_golden import CASES, _source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("first line", "from the first line"),
        ("below the headline", "from the line under the headline"),
        ("h1 class article-header", "from the page's main heading"),
        ("h3 class subtitle subtitle-HEEcLo x9", "from a heading of the page called “subtitle subtitle-HEEcLo”"),
        ("p class dek", "from a line of the page called “dek”"),
        ("span", "from a line of the page"),
        ("time class story__date", "from the time that the page shows called “story__date”"),
        ("JSON-LD NewsArticle description, cut", "from what the page tells search engines (JSON-LD description), cut"),
        ("meta og:title", "from what the page shows where it is shared (og:title)"),
        ("meta pubdate", "from the page's hidden field “pubdate”"),
        ("html lang", "from the language that the page states"),
        ("story.yaml", "from story.yaml"),
        ("time below a wire's report", "from the time below a wire's report"),
    ],
)
def test_a_place_is_said_as_an_editor_would(source: str, words: str) -> None:
    assert place(source) == words


def test_how_sure_it_is_comes_in_a_word() -> None:
    assert [how_sure(one) for one in (1.0, 0.9, 0.86, 0.6, 0.2)] == ["sure", "sure", "quite sure", "likely", "a guess"]
    assert told(Finding("Boats", "first line", 0.9)) == "from the first line, sure"


def test_no_place_of_any_golden_file_is_said_in_the_words_of_templates() -> None:
    for case in CASES[::3]:
        manuscript = intake.read(_source(case)).manuscript
        for one in dataclasses.fields(manuscript):
            value = getattr(manuscript, one.name)
            for finding in value if isinstance(value, tuple) else (value,):
                if isinstance(finding, Finding):
                    assert not re.search(r"\bclass\b|itemprop|^from the (meta|p|div|h\d)\b", place(finding.source))
