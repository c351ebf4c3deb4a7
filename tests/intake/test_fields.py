"""The table of fields: one row for each, every format reads it, and the documentation says what it says."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import fields as parts
from pathlib import Path
from typing import Any

import pytest

from feedservice import intake
from feedservice.article import Finding, Manuscript
from feedservice.intake.field_lines import DESK_LINES, field_lines
from feedservice.intake.fields import (
    AGREED,
    DECIDING,
    EVIDENCE,
    FIELDS,
    HEAD_NAMES,
    LINE_NAMES,
    MAIL_HEADERS,
    META,
    SIDECAR_NAMES,
    Field,
    Takes,
)
from feedservice.intake.html.structured.meta_tags import LISTED
from feedservice.intake.mail import mail_reader
from feedservice.intake.sidecars import sidecar
from feedservice.text.languages import languages, tables
from tests.factories import make_source


def _is_finding(one: Field) -> bool:
    """Whether a manuscript holds one value of it, with its evidence; notes and photos it holds as many as there are."""
    return one.takes not in (Takes.NOTES, Takes.PHOTOS)


DOCS = Path(__file__).parent.parent.parent / "docs"
FINDINGS = [one for one in FIELDS if _is_finding(one)]
STORY = "The ferry Marigold floated free on Thursday morning, two days after it ran aground."
#: What a field of each kind may hold, and its value then.
VALUES: dict[Takes, tuple[str, Any]] = {
    Takes.TEXT: ("Sea and shore", "Sea and shore"),
    Takes.PEOPLE: ("Ana Ruiz and Tom Lee", ("Ana Ruiz", "Tom Lee")),
    Takes.AGENCIES: ("Port Agency, Sea Wire", ("Port Agency", "Sea Wire")),
    Takes.LIST: ("ports, ferries", ("ports", "ferries")),
    Takes.TIME: ("2026-11-20 08:30", "2026-11-20 08:30"),
    Takes.YES_OR_NO: ("yes", "yes"),
    Takes.WORD: ("final", "final"),
    Takes.LANGUAGE: ("en_GB", "en-GB"),
    Takes.CREDIT: ("Photo: Ana Ruiz", "Ana Ruiz"),
    Takes.FILES: ("the horn.mp3", ("the horn.mp3",)),
    Takes.PHOTO: ("https://example.org/a.jpg", "https://example.org/a.jpg"),
}


def ids(one: Field) -> str:
    return one.name


def read(name: str, text: str) -> Manuscript:
    return intake.read(make_source(name, text.encode())).manuscript


def test_every_finding_of_a_manuscript_has_one_row_in_the_same_order() -> None:
    of_manuscript = [part.name for part in parts(Manuscript) if str(part.type).startswith(Finding.__name__)]
    assert [one.name for one in FINDINGS] == of_manuscript
    assert [one.name for one in FIELDS if not _is_finding(one)] == ["correction", "photos"]


def test_names_and_labels_are_each_one_field_s() -> None:
    assert max(Counter(one.name for one in FIELDS).values()) == 1
    assert max(Counter(one.label for one in FIELDS).values()) == 1
    for names in (
        [name for one in FIELDS for name in one.line_names()],
        [
            name
            for one in FIELDS
            for name in (*one.line_names(), *one.head)
            if name not in one.line_names() or one.lines
        ],
        [name for one in FIELDS for name in one.meta],
        [name for one in FIELDS for name in one.schema_org],
        [name for one in FIELDS for name in one.word],
        [name for one in FIELDS for name in one.mail],
    ):
        twice = {name for name, times in Counter(names).items() if times > 1}
        assert twice <= {"photo"}  # a credit in a field line, a picture in a head
    assert not DESK_LINES & set(LINE_NAMES)


def test_names_are_written_as_they_are_looked_up() -> None:
    assert all(name == name.casefold() for name in (*SIDECAR_NAMES, *META, *LISTED, *DESK_LINES))
    assert not any(mark in name for name in SIDECAR_NAMES for mark in "_-")
    assert all(field_lines(f"{name.title()}: some words") for name in (*LINE_NAMES, *DESK_LINES))
    assert set(META) > LISTED


def test_every_label_is_a_name_in_field_lines_and_sidecars() -> None:
    for one in FIELDS:
        assert SIDECAR_NAMES[one.label.casefold()] == one.name
        assert not one.lines or LINE_NAMES[one.label.casefold()] == one.name


def test_how_sure_a_source_is_lies_between_never_and_always() -> None:
    for one in FIELDS:
        assert all(0 < sure <= 1 for names in (one.meta, one.schema_org, one.word, one.mail) for sure in names.values())
        assert list(one.schema_org) == list(dict.fromkeys(one.schema_org))


def test_what_holds_an_article_back_must_agree_and_is_shown() -> None:
    assert {one.name for one in FIELDS if one.holds} < set(AGREED) < set(DECIDING) < set(EVIDENCE)
    assert set(EVIDENCE) < {one.name for one in FINDINGS}
    assert [one.name for one in FIELDS if one.stamped] == ["id"]


def test_the_language_files_name_no_field_that_is_none() -> None:
    known = {*tables()["fields"], *(one.name for one in FIELDS)}
    assert [
        (tag, name) for tag, tables in languages().items() for name in tables.get("fields", {}) if name not in known
    ] == []


@pytest.mark.parametrize("one", [one for one in FINDINGS if one.lines], ids=ids)
def test_every_field_is_read_from_a_field_line(one: Field) -> None:
    text, value = VALUES[one.takes]
    for name in one.line_names():
        finding = getattr(
            read("world/a.txt", f"{name.title()}: {text}\n\nFerry floats\n\n{STORY}\n\n{STORY}"), one.name
        )
        assert (finding.value, finding.source, finding.confidence) == (value, "field line", 1.0), name


@pytest.mark.parametrize("one", FINDINGS, ids=ids)
def test_every_field_is_read_from_a_head(one: Field) -> None:
    text, value = VALUES[one.takes]
    for name in (name for name, field in HEAD_NAMES.items() if field == one.name):
        finding = getattr(read("world/a.md", f"---\n{name}: '{text}'\n---\n\n{STORY}"), one.name)
        assert (finding.value, finding.source, finding.confidence) == (value, "front matter", 1.0), name


@pytest.mark.parametrize("one", [one for one in FINDINGS if one.name != "photo"], ids=ids)
def test_every_field_is_read_from_a_sidecar(one: Field) -> None:
    text, value = VALUES[one.takes]
    for name in (name for name, field in SIDECAR_NAMES.items() if field == one.name):
        said = sidecar.read(make_source("world/a.json", json.dumps({name.replace(" ", "_"): text}).encode()))
        finding = said.fields[one.name]
        assert finding is not None
        assert (finding.value, finding.source, said.problems) == (value, "sidecar a.json", ()), name


@pytest.mark.parametrize("one", FINDINGS, ids=ids)
def test_every_field_is_read_from_meta_as_surely_as_its_row_says(one: Field) -> None:
    text, value = VALUES[one.takes]
    for name, (_, sure) in ((name, meant) for name, meant in META.items() if meant[0] == one.name):
        page = f'<head><meta name="{name}" content="{text}"></head><body><p>{STORY}</p></body>'
        finding = getattr(read("ferry.html", page), one.name)
        assert (finding.value, finding.source, finding.confidence) == (value, f"meta {name}", sure)


@pytest.mark.parametrize("one", [one for one in FINDINGS if one.schema_org and one.name != "photo"], ids=ids)
def test_every_field_is_read_from_json_ld_as_surely_as_its_row_says(one: Field) -> None:
    text, value = VALUES[one.takes]
    for name, sure in one.schema_org.items():
        article = json.dumps({"@type": "NewsArticle", "articleBody": STORY, name: text})
        page = f'<head><script type="application/ld+json">{article}</script></head><body><p>{STORY}</p></body>'
        finding = getattr(read("ferry.html", page), one.name)
        assert (finding.value, finding.confidence) == (value, sure), name
        assert finding.source == f"JSON-LD NewsArticle {name}"


def test_the_documentation_has_the_table() -> None:
    assert as_documented() in (DOCS / "evidence.md").read_text(encoding="utf-8"), as_documented()


def test_editors_are_told_every_field_line() -> None:
    page = (DOCS / "articles.md").read_text(encoding="utf-8")
    told = re.search(r"\*\*field lines\*\*, `Name: value`. The names are ([^.]*)\.", page)
    assert told is not None
    assert sorted(re.split(r", | and ", told[1])) == sorted(one.label for one in FIELDS if one.lines)


def as_documented() -> str:
    """The table of docs/evidence.md."""
    lines = ["| Field | Called | In heads and sidecars also | Takes | Of several |", "| --- | --- | --- | --- | --- |"]
    for one in FIELDS:
        also = ", ".join(filter(None, (_quoted(one.head), _quoted(one.sidecar) + " (sidecars)" * bool(one.sidecar))))
        cells = (one.label, _quoted(one.line_names()), also, one.takes, _of_several(one))
        lines.append("|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|")
    return "\n".join(lines) + "\n"


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _of_several(one: Field) -> str:
    if not _is_finding(one):
        return "all count"
    if one.name not in AGREED:
        return "the surest counts"
    return "must agree; can hold the article back" if one.holds else "must agree"


def test_a_header_of_a_mail_that_a_row_names_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_reader, "MAIL_HEADERS", {**MAIL_HEADERS, "keywords": ("tags", 0.5)})
    mail = f"Subject: Ferry floats\nFrom: Ana Ruiz <ana@example.org>\nKeywords: ports, ferries\n\n{STORY}\n\n{STORY}\n"
    manuscript = read("world/a.eml", mail)
    assert manuscript.tags == Finding(("ports", "ferries"), "header keywords of the mail", 0.5)
    assert manuscript.headline == Finding("Ferry floats", "subject of the mail", 0.8)
    assert manuscript.byline == Finding(("Ana Ruiz",), "sender of the mail", 0.3)
