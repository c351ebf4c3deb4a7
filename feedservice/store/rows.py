"""Values to rows and back. Pure.

Instants are whole microseconds since 1970 UTC in a big integer: ordered and equal in every database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import zstandard
from sqlalchemy import BigInteger, Dialect, RowMapping, TypeDecorator

from feedservice.article import (
    Article,
    Attachment,
    Correction,
    Cut,
    Finding,
    Outcome,
    Photo,
    Problem,
    Receipt,
    Rendition,
    Severity,
    WordCount,
)
from feedservice.article.stated import StatedFacts, Translation
from feedservice.channels import Document
from feedservice.editing.life.standing import Standing
from feedservice.folder.stamps import Stamp
from feedservice.text.unicode import opening

Row = RowMapping | Mapping[str, Any]
_DOCUMENT = ("path", "media_type", "body", "etag", "last_modified")
#: Of so many cuts a receipt has the openings; a page saved whole may have hundreds.
_MOST_CUTS_SHOWN = 60
#: Content codings that documents are kept in, beside their plain bytes.
_CODINGS = ("gzip", "br", "zstd")
#: The columns of where an article stands, beside its state.
STANDING = ("sha256", "inode", "due", "left", "vanished", "cause", "reason", "aside")
_LISTS = ("byline", "agencies", "tags")
_INSTANTS = ("published", "updated", "released", "changed", "expires")
#: What a version says that was kept before there was such a field.
_BEFORE_ITS_FIELD = {
    name: part.default for name, part in Article.__dataclass_fields__.items() if part.default is not MISSING
}
#: How much a person is needed for a problem of each kind: a fault lacks words of its file.
WEIGHTS = {Severity.WARNING: 1, Severity.ERROR: 2, Severity.FAULT: 3}
#: What stands in place of marks for an article without words; no mark is negative.
_NO_MARK = -2
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_of(microseconds: int) -> datetime:
    """The instant that a column of this kind holds."""
    return _EPOCH + timedelta(microseconds=microseconds)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Into the database; a naive datetime is our bug and raises TypeError."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out of the database."""
        return None if value is None else instant_of(value)


def served_names(article: Article) -> set[str]:
    """The names under which files of an article are served: renditions of its photos, and its attachments."""
    photos = {rendition.name for shown in article.photos for rendition in shown.renditions}
    return photos | {one.name for one in article.attachments}


def article_row(article: Article) -> dict[str, Any]:
    """An article's own columns. What its source states besides stands behind the notes; few say any of it."""
    row = {name: getattr(article, name) for name in Article.__dataclass_fields__}
    row["photos"] = [asdict(photo) for photo in article.photos]
    row["attachments"] = [asdict(one) for one in article.attachments]
    row["corrections"] = [{"note": one.note, "day": one.day.isoformat()} for one in article.corrections]
    stated = asdict(row.pop("stated"))
    row["corrections"] += [{"stated": stated}] if any(stated.values()) else []
    return {**row, **{name: list(getattr(article, name)) for name in _LISTS}}


def article_of(row: Row) -> Article:
    """The article a row holds."""
    fields = {name: row[name] for name in Article.__dataclass_fields__ if name != "stated"}
    fields["photos"] = tuple(photo_of(photo) for photo in row["photos"])
    fields["attachments"] = tuple(Attachment(**one) for one in row["attachments"])
    notes = [one for one in row["corrections"] if "stated" not in one]
    fields["corrections"] = tuple(Correction(one["note"], date.fromisoformat(one["day"])) for one in notes)
    fields["stated"] = _stated(next((one["stated"] for one in row["corrections"] if "stated" in one), {}))
    return Article(**{**fields, **{name: tuple(row[name]) for name in _LISTS}})


def standing_row(standing: Standing, spelling: str) -> dict[str, Any]:
    """All columns of an article; `spelling` is its path's."""
    own = {name: getattr(standing, name) for name in STANDING}
    return {**article_row(standing.article), **own, "state": standing.state.value, "spelling": spelling}


def standing_of(row: Row) -> Standing:
    """The article a row holds, with where it stands."""
    return Standing(article_of(row), Outcome(row["state"]), **{name: row[name] for name in STANDING})


def plain_article(article: Article) -> dict[str, Any]:
    """An article as JSON can hold it: instants as RFC 3339."""
    row = article_row(article)
    notes = [one for one in row["corrections"] if "stated" not in one]
    instants = {name: row[name] and row[name].isoformat() for name in _INSTANTS}
    return {**row, **instants, "corrections": notes, "stated": asdict(article.stated)}


def article_of_plain(stored: Mapping[str, Any]) -> Article:
    """The article that JSON holds; one that an earlier release kept says nothing in fields that came later."""
    instants = {name: stored[name] and datetime.fromisoformat(stored[name]) for name in _INSTANTS}
    said = [{"stated": stored["stated"]}] if stored.get("stated") else []
    return article_of(
        {**_BEFORE_ITS_FIELD, **stored, **instants, "corrections": [*stored.get("corrections", ()), *said]}
    )


def _stated(stored: Mapping[str, Any]) -> StatedFacts:
    translations = tuple(Translation(**one) for one in stored.get("translations", ()))
    return StatedFacts(**{**stored, "translations": translations})


def photo_of(stored: Mapping[str, Any]) -> Photo:
    """The photo that JSON holds."""
    renditions = tuple(Rendition(**rendition) for rendition in stored["renditions"])
    return Photo(**{**stored, "renditions": renditions})


def receipt_row(receipt: Receipt) -> dict[str, Any]:
    """A receipt's columns; the stamp is the caller's to add."""
    return {
        "path": receipt.path,
        "outcome": receipt.outcome.value,
        "due": receipt.due,
        "headline": receipt.headline,
        "article_id": receipt.article_id,
        "key": receipt.key,
        "note": receipt.note,
        "resembles": receipt.resembles,
        "problems": [asdict(problem) for problem in receipt.problems],
        "evidence": {name: asdict(finding) for name, finding in receipt.evidence.items()},
        "cut": [{"words": opening(cut.words), "reason": cut.reason} for cut in receipt.cut[:_MOST_CUTS_SHOWN]],
        "words": asdict(receipt.words) if receipt.words else None,
        "trouble": max((WEIGHTS[problem.severity] for problem in receipt.problems), default=0),
    }


def packed_cuts(cuts: Sequence[Cut]) -> bytes:
    """All that was left out of a file, packed; nothing where its receipt has every word of it."""
    if len(cuts) <= _MOST_CUTS_SHOWN and all(opening(cut.words) == cut.words for cut in cuts):
        return b""
    text = json.dumps([[cut.words, cut.reason] for cut in cuts], ensure_ascii=False)
    return zstandard.ZstdCompressor().compress(text.encode("utf-8", "replace"))


def unpacked_cuts(packed: bytes) -> tuple[Cut, ...]:
    """What was packed so."""
    text = zstandard.ZstdDecompressor().decompress(packed)
    return tuple(Cut(words, reason) for words, reason in json.loads(text))


def receipt_of(row: Row) -> Receipt:
    """The receipt a row holds."""
    return Receipt(
        path=row["path"],
        outcome=Outcome(row["outcome"]),
        headline=row["headline"],
        article_id=row["article_id"],
        key=row["key"],
        note=row["note"],
        resembles=row["resembles"],
        due=row["due"],
        problems=tuple(Problem(**{**stored, "severity": Severity(stored["severity"])}) for stored in row["problems"]),
        evidence={name: Finding(**stored) for name, stored in row["evidence"].items()},
        cut=tuple(Cut(**stored) for stored in row["cut"]),
        words=WordCount(**row["words"]) if row["words"] else None,
    )


def stamp_row(stamp: Stamp | None) -> dict[str, int | None]:
    """The columns of a file's stamp; all empty for a file that is gone."""
    return dict(zip(Stamp._fields, stamp or (None,) * len(Stamp._fields), strict=True))


def document_of(row: Row) -> Document:
    """The document a row holds."""
    coded = {coding: row[f"{coding}_body"] for coding in _CODINGS if row[f"{coding}_body"] is not None}
    body = row["body"] if row["body"] is not None else zstandard.ZstdDecompressor().decompress(coded["zstd"])
    return Document(**{name: row[name] for name in _DOCUMENT if name != "body"}, body=body, coded=coded)


def document_row(document: Document) -> dict[str, Any]:
    """A document's columns. The plain bytes are not kept beside the packed ones: they are three quarters of the room."""
    own = {name: getattr(document, name) for name in _DOCUMENT}
    if "zstd" in document.coded:
        own["body"] = None
    return {**own, **{f"{coding}_body": document.coded.get(coding) for coding in _CODINGS}}


def mark_rows(article_id: str, marks: Iterable[int]) -> list[dict[str, Any]]:
    """The rows of the sketch of an article's words; that it has none is a row too."""
    return [{"mark": mark, "article_id": article_id} for mark in set(marks) or {_NO_MARK}]
