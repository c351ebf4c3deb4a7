"""What a look at the folder tells: the stamp of each file, what could not be taken, what could not be seen. Pure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feedservice.article import Problem

#: The folder at the top in which the press keeps a text for each file (`receipts_in_folder`), in any case of letters. No look
#: goes in: nothing in it is an article, and what is written there brings no turn.
RECEIPTS = "_receipts"
#: Databases hold whole numbers of 64 bits with sign.
_HALF = 2**63


class Stamp(NamedTuple):
    """What a look at a file tells without opening it. A tuple: every turn makes and compares one for each file, twice."""

    size_bytes: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Scan:
    """One look at the whole folder. `blind` lists folders that could not be looked into, as path prefixes.

    `empty` says that there was nothing of an editor's in it, not even a folder.
    """

    stamps: Mapping[str, Stamp]
    refused: Mapping[str, Problem] = field(default_factory=dict)
    blind: tuple[str, ...] = ()
    empty: bool = False


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file. Times after the year 2262 and inodes of odd file systems are folded into 64 bits, with sign."""
    mtime_ns, inode = status.st_mtime_ns, status.st_ino
    if not -_HALF <= mtime_ns < _HALF or inode >= _HALF:
        mtime_ns, inode = (mtime_ns + _HALF) % (2 * _HALF) - _HALF, (inode + _HALF) % (2 * _HALF) - _HALF
    return Stamp(status.st_size, mtime_ns, inode)
