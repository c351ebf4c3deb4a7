"""Every folder below golden_documents: an edition, and the documents that are to come of it, byte by byte.

A new case is a folder with an edition.json: what differs from the values of tests/factories.py, by their names. An
article that several editions show stands in articles.json, and an edition names it.
`pytest --regenerate` writes the documents, and a person reads what changed in them before it is kept: to readers of
feeds, a byte that moves is a feed that changed.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from feedservice.addresses import Emblem, Face
from feedservice.article import Article, Attachment, Correction, Photo
from feedservice.article.stated import StatedFacts, Translation
from feedservice.channels import Chain, Channel, Edition, Kind, Order, PhotoPlace, Presentation, Text, Tombstone
from feedservice.feeds.formats import Format, formats, render
from feedservice.feeds.order import assemble
from feedservice.feeds.partners import PROFILES
from tests.factories import make_article, make_channel, make_photo, make_rendition

FOLDER = Path(__file__).parent / "golden_documents"
SHARED = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))


def _edition(case: Path) -> Edition:
    stated = json.loads((case / "edition.json").read_text(encoding="utf-8"))
    described = [{"key": one, **SHARED[one]} if isinstance(one, str) else one for one in stated["articles"]]
    return assemble(
        _channel(stated["channel"]),
        map(_article, described),
        datetime.fromisoformat(stated["updated"]),
        [Tombstone(one["id"], datetime.fromisoformat(one["when"])) for one in stated.get("tombstones", ())],
        Chain(**stated.get("chain", {})),
    )


def _channel(stated: dict[str, Any]) -> Channel:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
    for name, kind in (("kind", Kind), ("order", Order), ("shows", _presentation), ("face", _face)):
        if name in values:
            values[name] = kind(values[name])
    return make_channel(**values)


def _face(stated: dict[str, Any]) -> Face:
    return Face(**{name: Emblem(**value) if isinstance(value, dict) else value for name, value in stated.items()})


def _presentation(stated: dict[str, Any]) -> Presentation:
    kinds = {"text": Text, "photo": PhotoPlace}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
    return Presentation(**{name: kinds.get(name, lambda value: value)(value) for name, value in values.items()})


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
    attachments = tuple(Attachment(**one) for one in stated.get("attachments", ()))
    said = stated.get("stated", {})
    facts = StatedFacts(**{**said, "translations": tuple(Translation(**one) for one in said.get("translations", ()))})
    more = {"corrections": corrections, "photos": photos, "attachments": attachments, "stated": facts}
    return make_article(**{**values, **dates, **more})


def _photo(stated: dict[str, Any]) -> Photo:
    renditions = tuple(make_rendition(**one) for one in stated.get("renditions", [{}]))
    return make_photo(**{**stated, "renditions": renditions})


EDITIONS = {path.name: _edition(path) for path in sorted(FOLDER.iterdir()) if path.is_dir()}
DOCUMENTS = [(name, form) for name, edition in EDITIONS.items() for form in formats(edition.channel)]


@pytest.mark.parametrize(("name", "form"), DOCUMENTS, ids=lambda part: getattr(part, "name", part))
def test_the_edition_becomes_the_expected_bytes(name: str, form: Format, regenerate: bool) -> None:
    found = render(EDITIONS[name], form)
    expected = FOLDER / name / form.path.removeprefix("/")
    if regenerate:
        expected.write_bytes(found)
    assert found == expected.read_bytes()


def test_each_case_has_the_documents_of_its_channel_and_no_others() -> None:
    wanted = {(name, form.path.removeprefix("/")) for name, form in DOCUMENTS}
    assert {(path.parent.name, path.name) for path in FOLDER.glob("*/*") if path.name != "edition.json"} == wanted


def test_the_cases_show_every_kind_of_presentation() -> None:
    channels = [edition.channel for edition in EDITIONS.values()]
    assert {channel.shows.profile for channel in channels} == set(PROFILES)
    assert {channel.shows.text for channel in channels} == set(Text)
    assert {channel.shows.photo for channel in channels} == set(PhotoPlace)
