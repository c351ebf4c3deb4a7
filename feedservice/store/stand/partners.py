"""Private addresses: which partner has one, to which feeds, and which are revoked. Touches: database.

An address has a token in it that nobody can guess. Only its hash is kept (`token_hash`): who reads the database, or a
backup, cannot ask for a feed with what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from feedservice.store.database.news import tell
from feedservice.store.schema import partner

#: Changes with every change of the table: how many there are, how many are revoked, and the last of each.
Mark = tuple[Any, ...]
_MARK = select(
    func.count(), func.count(partner.c.revoked), func.max(partner.c.number), func.max(partner.c.since), func.max(partner.c.revoked)
)  # fmt: skip


def token_hash(token: str) -> str:
    """What is kept of a token. A plain hash is enough: a token has 160 random bits, which no dictionary holds."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PrivateAddress:
    """One address of a partner. `feeds` are names of saved queries; one that is `revoked` stays known, to answer 410."""

    number: int
    name: str
    token_hash: str
    feeds: tuple[str, ...]
    since: datetime
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartnerReading:
    """Questions about private addresses."""

    connection: Connection

    def mark(self) -> Mark:
        """What is another value once any address is given or revoked; quick, for every web process asks often."""
        return tuple(self.connection.execute(_MARK).one())

    def addresses(self) -> list[PrivateAddress]:
        """Every address there is or was, by partner, the oldest first."""
        return self._addresses(select(partner))

    def of(self, name: str) -> list[PrivateAddress]:
        """The addresses of one partner that work, the oldest first."""
        return self._addresses(select(partner).where(partner.c.name == name, partner.c.revoked.is_(None)))

    def _addresses(self, query: Any) -> list[PrivateAddress]:
        rows = self.connection.execute(query.order_by(partner.c.name, partner.c.number)).mappings()
        return [PrivateAddress(**{**row, "feeds": tuple(row["feeds"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class PartnerChanges(PartnerReading):
    """The questions about private addresses, and their changes."""

    def add(self, name: str, hashed: str, feeds: Sequence[str], now: datetime) -> None:
        """Give a partner an address, beside those it may have."""
        row = {"name": name, "token_hash": hashed, "feeds": list(feeds), "since": now, "revoked": None}
        self.connection.execute(insert(partner), row)
        tell(self.connection)

    def revoke(self, numbers: Sequence[int], now: datetime) -> None:
        """End addresses, for good."""
        self.connection.execute(update(partner).where(partner.c.number.in_(numbers)).values(revoked=now))
        tell(self.connection)
