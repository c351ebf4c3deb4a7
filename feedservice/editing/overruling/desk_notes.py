"""Correction notes that editors wrote at the desk, and those of a file that they took out there. Pure.

They stand with the article and not with the bytes of its file: what readers were told is not taken back by a mended typo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeskNote:
    """A note to readers that was written at the desk, or with `is_hidden` one of the file's that is not to be shown.

    One of no words says only that the article was corrected; hidden, that counts as long as the file has the bytes `sha256`.
    `number` is its order's.
    """

    number: int
    article_id: str
    words: str
    who: str
    at: datetime
    is_hidden: bool = False
    sha256: str = ""
