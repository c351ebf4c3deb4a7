"""How much of what is stale is set in one transaction. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from feedservice.channels import QUERIES, Kind
from feedservice.store.stand.channel_records import ChannelRecord


class Extent(Enum):
    """How much of what is stale is set: all, as much as keeps a transaction short, everything with what this transaction
    touched, everything alone, the same while more is being read, or nothing; what is left stays stale.
    """

    ALL = "all"
    SOME = "some"
    TOUCHED = "touched"
    EVERYTHING = "everything"
    MEANWHILE = "meanwhile"
    NOTHING = "nothing"


def is_wanted(record: ChannelRecord, extent: Extent, touched: Collection[str]) -> bool:
    """Whether a stale channel is to be set now; `touched` are the paths of those that this transaction touched."""
    if extent in (Extent.ALL, Extent.SOME, Extent.NOTHING):
        return extent is not Extent.NOTHING
    is_touched = record.kind in QUERIES or record.path in touched
    return record.kind is Kind.EVERYTHING or (extent is Extent.TOUCHED and is_touched)
