"""What else was found for the fields of each file, for editors to choose from; apart from what the desk's list reads. Touches: database."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import zstandard
from sqlalchemy import Connection, delete, insert, select

from feedservice.article import Finding
from feedservice.article.other_values import Alternatives
from feedservice.store.orders.overruling_tables import alternative

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class AlternativeReading:
    """Questions about what there is to choose from."""

    connection: Connection

    def at(self, path: str) -> Alternatives | None:
        """What was found in a file when it was last read; none when it could not be."""
        query = select(alternative.c.sha256, alternative.c.packed).where(alternative.c.path == path)
        row = self.connection.execute(query).first()
        return _unpacked(row.sha256, row.packed) if row else None


@dataclass(frozen=True, slots=True)
class AlternativeChanges(AlternativeReading):
    """The questions about what there is to choose from, and how it is kept."""

    def keep(self, read: Collection[str], found: Mapping[str, Alternatives]) -> None:
        """Of the files that were `read`, keep what was found in them, in place of what was before."""
        paths = list(read)
        for start in range(0, len(paths), _TOGETHER):
            self.connection.execute(delete(alternative).where(alternative.c.path.in_(paths[start : start + _TOGETHER])))
        rows = [{"path": path, "sha256": one.sha256, "packed": _packed(one)} for path, one in found.items()]
        if rows:
            self.connection.execute(insert(alternative), rows)


def _packed(found: Alternatives) -> bytes:
    if not (found.found or found.stated):
        return b""
    several = {field: [[one.value, one.source, one.confidence] for one in some] for field, some in found.found.items()}
    text = json.dumps([several, dict(found.stated)], ensure_ascii=False)
    return zstandard.ZstdCompressor().compress(text.encode("utf-8", "replace"))


def _unpacked(sha256: str, packed: bytes) -> Alternatives:
    if not packed:
        return Alternatives(sha256)
    several, stated = json.loads(zstandard.ZstdDecompressor().decompress(packed))
    return Alternatives(
        sha256, {field: tuple(Finding(*one) for one in some) for field, some in several.items()}, stated
    )
