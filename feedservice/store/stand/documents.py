"""Ready documents by address: what the newsstand shows. Touches: database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from feedservice.channels import PRIME, Document
from feedservice.store.rows import document_of, document_row
from feedservice.store.schema import channel, document

_PRIME = tuple(kind.value for kind in PRIME)
#: Made once: making a statement anew for each document costs more than the database takes to run it.
_DROP = delete(document).where(document.c.path == bindparam("at"))
_DROP_ALL_OF = delete(document).where(document.c.channel == bindparam("at"))
_PUT = insert(document)


@dataclass(frozen=True, slots=True)
class OnStand:
    """A document on the stand, without its bytes."""

    etag: str
    last_modified: datetime


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """Questions about documents."""

    connection: Connection

    def at(self, path: str) -> Document | None:
        """The document at an address."""
        row = self.connection.execute(select(document).where(document.c.path == path)).mappings().first()
        return document_of(row) if row else None

    def body_at(self, path: str) -> bytes | None:
        """The plain bytes of the document at an address."""
        found = self.at(path)
        return found.body if found else None

    def of_channel(self, channel_path: str) -> dict[str, OnStand]:
        """The documents of a channel by address."""
        columns = (document.c.path, document.c.etag, document.c.last_modified)
        rows = self.connection.execute(select(*columns).where(document.c.channel == channel_path))
        return {row.path: OnStand(row.etag, row.last_modified) for row in rows}

    def paths(self) -> dict[str, int]:
        """The address of every document, with the number of the edition it was put on the stand in."""
        return {row.path: row.edition for row in self.connection.execute(select(document.c.path, document.c.edition))}

    def prime(self, since: int) -> list[Document]:
        """The documents of the channels that are kept in memory, put on the stand after an edition."""
        query = select(document).join(channel, channel.c.path == document.c.channel)
        query = query.where(document.c.edition > since, channel.c.kind.in_(_PRIME))
        return [document_of(row) for row in self.connection.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class DocumentChanges(DocumentReading):
    """The questions about documents, and their changes."""

    def put(self, value: Document, channel_path: str, edition: int) -> None:
        """Keep a document of a channel in place of the one at its address."""
        self.drop(value.path)
        row = {**document_row(value), "channel": channel_path, "edition": edition}
        self.connection.execute(_PUT, row)

    def drop(self, path: str) -> None:
        """Take a document from the stand."""
        self.connection.execute(_DROP, {"at": path})

    def drop_all_of(self, channel_path: str) -> None:
        """Take every document of a channel from the stand."""
        self.connection.execute(_DROP_ALL_OF, {"at": channel_path})
