"""Proofs: the articles of files that readers do not see, for their writers to look at. Touches: database.

An article in print or under embargo is kept whole among the articles; of a draft, and of what left print, only where it stands.
A proof is dropped with the next reading of its file, and with the file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import zstandard
from sqlalchemy import Connection, delete, insert, select

from feedservice.article import Article
from feedservice.store.rows import article_of_plain, plain_article
from feedservice.store.schema import proof

#: Values in one question: databases bind no more than some thousands.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class ProofReading:
    """Questions about proofs."""

    connection: Connection

    def at(self, path: str) -> Article | None:
        """The article of a file as it was read last; none when it is kept among the articles, or could not be read."""
        packed = self.connection.scalar(select(proof.c.packed).where(proof.c.path == path))
        return article_of_plain(json.loads(zstandard.ZstdDecompressor().decompress(packed))) if packed else None


@dataclass(frozen=True, slots=True)
class ProofChanges(ProofReading):
    """The questions about proofs, and their changes."""

    def keep(self, read: Collection[str], proofs: Mapping[str, Article]) -> None:
        """Of the files that were `read`, keep these proofs and no others."""
        paths = list(read)
        for start in range(0, len(paths), _TOGETHER):
            self.connection.execute(delete(proof).where(proof.c.path.in_(paths[start : start + _TOGETHER])))
        rows = [{"path": path, "packed": _packed(one)} for path, one in proofs.items()]
        if rows:
            self.connection.execute(insert(proof), rows)


def _packed(article: Article) -> bytes:
    text = json.dumps(plain_article(article), ensure_ascii=False)
    return zstandard.ZstdCompressor().compress(text.encode("utf-8", "replace"))
