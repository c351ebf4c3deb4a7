"""Where an article stands in its life, beyond its words; `lifecycle` says how it gets from one state to another. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feedservice.article import Article, Outcome


class Cause(StrEnum):
    """By what an article was withdrawn. What a command withdrew, only a command brings back."""

    FILE_GONE = "file gone"
    DISPLACED = "another article took its file"
    FOLDER = "folder"
    STATUS = "status"
    COMMAND = "command"


#: What is offered where a file tells the story of another, and both may run.
IF_BOTH = "If both are to run, write Duplicate: yes on a line at the top of this one."

#: The cause of an article that an order keeps back, whatever its file says, until another lets it go.
HELD = "held"

#: What the desk says of a withdrawn article, and how to bring it back.
WITHDRAWN_BY = {
    Cause.FILE_GONE: "Withdrawn, for its file is gone. Drop it again to bring it back.",
    Cause.DISPLACED: "Withdrawn, for another article took its file. Drop it again, under another name, to bring it back.",
    Cause.FOLDER: "Withdrawn, for it lies in a folder called _withdrawn. Move it out to bring it back.",
    Cause.STATUS: "Withdrawn, for its status field says so. Take the line out to bring it back.",
    Cause.COMMAND: "Withdrawn by order. Another order brings it back, at the desk or by command.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An article with where it stands in its life; what the store knows of it beyond its words.

    `due` is when a scheduled one goes out; `left` when it last left print (none: it never did), which is its
    tombstone's time; `cause` by what it was withdrawn (`Cause`) or held (`HELD`), and `reason` why, in the words of who did it (never
    shown to readers). `sha256` and `inode` are its file's; `vanished` is since when it has no file.
    `aside` is the embargo in its file that an order has put aside; a file that states another is obeyed again.
    """

    article: Article
    state: Outcome
    sha256: str = ""
    inode: int = 0
    due: datetime | None = None
    left: datetime | None = None
    vanished: datetime | None = None
    cause: str = ""
    reason: str = ""
    aside: datetime | None = None
