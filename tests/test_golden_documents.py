"""Every folder below golden_documents: an edition, and the documents that are to come of it, byte by byte.

A new case is a folder with an edition.json: what differs from the values of tests/factories.py, by their names.
`pytest --regenerate` writes the documents, and a person reads what changed in them before it is kept: to readers of
feeds, a byte that moves is a feed that changed.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from feedservice.article import (
    Article,
    Channel,
    Correction,
    Edition,
    Kind,
    Order,
    Photo,
    PhotoPlace,
    Presentation,
    Text,
    Tombstone,
)
from feedservice.edition import assemble
from feedservice.render import FORMATS, formats, render
from tests.factories import make_article, make_channel, make_photo, make_rendition

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden_documents").glob("*/edition.json"))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_edition_becomes_the_expected_bytes(case: Path, form: Any, regenerate: bool) -> None:
    found = render(_edition(json.loads((case / "edition.json").read_text(encoding="utf-8"))), form)
    expected = case / form.path.removeprefix("/")
    if regenerate:
        expected.write_bytes(found)
    assert found == expected.read_bytes()


def test_each_case_has_the_documents_of_its_channel_and_no_others() -> None:
    assert len(CASES) >= 3
    for case in CASES:
        channel = _channel(json.loads((case / "edition.json").read_text(encoding="utf-8"))["channel"])
        wanted = {form.path.removeprefix("/") for form in formats(channel)}
        assert {path.name for path in case.iterdir()} == {"edition.json", *wanted}


def _edition(stated: dict[str, Any]) -> Edition:
    articles = [_article(one) for one in stated["articles"]]
    tombstones = [Tombstone(one["id"], datetime.fromisoformat(one["when"])) for one in stated.get("tombstones", ())]
    return assemble(_channel(stated["channel"]), articles, datetime.fromisoformat(stated["updated"]), tombstones)


def _channel(stated: dict[str, Any]) -> Channel:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
    for name, kind in (("kind", Kind), ("order", Order), ("shows", _presentation)):
        if name in values:
            values[name] = kind(values[name])
    return make_channel(**values)


def _presentation(stated: dict[str, Any]) -> Presentation:
    kinds = {"text": Text, "photo": PhotoPlace}
    return Presentation(**{name: kinds.get(name, lambda value: value)(value) for name, value in stated.items()})


def _article(stated: dict[str, Any]) -> Article:
    """An article; its `updated`, where it states none, is its `published`."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
    published = datetime.fromisoformat(stated["published"])
    updated = datetime.fromisoformat(stated.get("updated", stated["published"]))
    corrections = tuple(
        Correction(one["note"], date.fromisoformat(one["day"])) for one in stated.get("corrections", ())
    )
    photos = tuple(_photo(one) for one in stated.get("photos", ()))
    dates = {"published": published, "updated": updated, "released": published, "changed": updated}
    return make_article(**{**values, **dates, "corrections": corrections, "photos": photos})


def _photo(stated: dict[str, Any]) -> Photo:
    renditions = tuple(make_rendition(**one) for one in stated.get("renditions", [{}]))
    return make_photo(**{**stated, "renditions": renditions})
