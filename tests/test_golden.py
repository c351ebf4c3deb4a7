"""Every folder below golden/articles: a source file, and what a good sub-editor makes of it.

A new case is a folder with source.txt, source.html, source.md, source.eml … and, if need be, a sidecar and other files
beside it. A Word file lies there unpacked, as source.docx.parts/word/document.xml and so on, so that differences can be
read. `pytest --regenerate` writes what is expected, and a person reads it before it is kept.
"""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import Cut, Manuscript, PhotoReference, SourceFile
from feedservice.editing.article_dates import Moment
from feedservice.editing.compose import Birth, CleanCopy, Composed, compose
from feedservice.editing.live.live_blogs import coverage_of
from feedservice.intake.kinds.file_kinds import SIDECAR_ENDINGS
from feedservice.intake.sidecars import sidecar
from feedservice.intake.sidecars.overrule import overrule
from feedservice.text.unicode import opening
from tests.factories import NOW, make_source
from tests.packages import package_of

CASES = sorted(path for path in (Path(__file__).parent / "golden" / "articles").iterdir() if path.is_dir())
ZONE = ZoneInfo("Europe/Paris")
UNPACKED = ".parts"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_source_becomes_what_is_expected(case: Path, regenerate: bool) -> None:
    sidecars = [case / f"source{ending}" for ending in SIDECAR_ENDINGS if (case / f"source{ending}").is_file()]
    said = [sidecar.read(make_source(path.name, path.read_bytes())) for path in sidecars]
    read, raw_body = intake.read(_source(case))
    manuscript = overrule(read, said)
    cleaned = cleaning.clean(raw_body, manuscript.base_url or HOME, coverage=coverage_of(manuscript, ZONE))
    body_html, cut = cleaned.html, cleaned.cut
    composed = compose(
        CleanCopy(manuscript, body_html, cleaned.paragraphs), Birth("tag:x", "x"), None, Moment(NOW, ZONE)
    )
    found = _found(manuscript, composed, (*manuscript.cut, *cut))
    if regenerate:
        _write(case, found, body_html)
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert _lines(body_html) == (case / "expected.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_manuscript_is_a_value_without_the_tree(case: Path) -> None:
    manuscript, again = intake.read(_source(case)).manuscript, intake.read(_source(case)).manuscript
    travelled = pickle.dumps(manuscript)
    assert manuscript == again == pickle.loads(travelled)  # our own
    assert hash(manuscript) == hash(again)
    assert not [library for library in (b"bs4", b"lxml") if library in travelled]


def test_each_case_has_one_source_and_both_expectations() -> None:
    assert len(CASES) >= 62
    for case in CASES:
        assert len(_sources(case)) == 1, case.name
        assert (case / "expected.json").is_file(), case.name
        assert (case / "expected.html").is_file(), case.name


def _sources(case: Path) -> list[Path]:
    """The article files of a case."""
    return [path for path in case.glob("source.*") if intake.suffix(path.name.removesuffix(UNPACKED)) in intake.READERS]


def _source(case: Path) -> SourceFile:
    (path,) = _sources(case)
    content = package_of(path) if path.is_dir() else path.read_bytes()
    return make_source(path.name.removesuffix(UNPACKED), content)


def _found(manuscript: Manuscript, composed: Composed, cut: tuple[Cut, ...]) -> dict[str, Any]:
    """Everything about the article but its body, without what is empty."""
    article = composed.article
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
        "agencies": list(manuscript.agencies.value) if manuscript.agencies else [],
        "dateline": article.dateline,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        **stated,
        "lead_photo": _shown(manuscript.photo.value) if manuscript.photo else "",
        "photos": [_photo(photo) for photo in manuscript.photos],
        "cut": [{"words": opening(part.words), "reason": part.reason} for part in cut],
        "problems": [problem.what for problem in composed.problems],
    }
    return {name: value for name, value in fields.items() if value not in ("", [], False)}


def _photo(photo: PhotoReference) -> dict[str, str]:
    return {name: _shown(text) for name, text in asdict(photo).items() if text}


def _shown(text: str) -> str:
    """An address, or of a picture inside the file its type and the letters it takes."""
    return f"{text.partition(',')[0]},… ({len(text)} letters)" if text.startswith("data:") else text


def _lines(body_html: str) -> str:
    """The body with each paragraph on a line of its own, for people who read differences."""
    return body_html.replace("</p><", "</p>\n<") + "\n"


def _write(case: Path, found: dict[str, Any], body_html: str) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    (case / "expected.json").write_text(text, encoding="utf-8")
    (case / "expected.html").write_text(_lines(body_html), encoding="utf-8")
