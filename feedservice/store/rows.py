"""Values to rows and back. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping

from feedservice.article import Article, Cut, Document, Finding, Outcome, Photo, Problem, Receipt, Rendition, Severity

Row = RowMapping
_DOCUMENT = ("path", "media_type", "body", "gzip_body", "etag", "gzip_etag", "last_modified")


def article_row(article: Article) -> dict[str, Any]:
    """An article's columns; the evidence for matching (sha256, inode) is the caller's to add."""
    row = {name: getattr(article, name) for name in Article.__dataclass_fields__}
    row["photos"] = [asdict(photo) for photo in article.photos]
    return {**row, "byline": list(article.byline), "tags": list(article.tags)}


def article_of(row: Row) -> Article:
    """The article a row holds."""
    fields = {name: row[name] for name in Article.__dataclass_fields__}
    fields["photos"] = tuple(_photo(photo) for photo in row["photos"])
    return Article(**{**fields, "byline": tuple(row["byline"]), "tags": tuple(row["tags"])})


def _photo(stored: dict[str, Any]) -> Photo:
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
        "problems": [asdict(problem) for problem in receipt.problems],
        "evidence": {name: asdict(finding) for name, finding in receipt.evidence.items()},
        "cut": [asdict(cut) for cut in receipt.cut],
    }


def receipt_of(row: Row) -> Receipt:
    """The receipt a row holds."""
    return Receipt(
        path=row["path"],
        outcome=Outcome(row["outcome"]),
        headline=row["headline"],
        article_id=row["article_id"],
        key=row["key"],
        note=row["note"],
        due=row["due"],
        problems=tuple(Problem(**{**stored, "severity": Severity(stored["severity"])}) for stored in row["problems"]),
        evidence={name: Finding(**stored) for name, stored in row["evidence"].items()},
        cut=tuple(Cut(**stored) for stored in row["cut"]),
    )


def document_of(row: Row) -> Document:
    """The document a row holds."""
    return Document(**{name: row[name] for name in _DOCUMENT})


def document_row(document: Document) -> dict[str, Any]:
    """A document's columns."""
    return {name: getattr(document, name) for name in _DOCUMENT}
