"""Values that editors chose for fields of files, and what receipts say of them. Pure.

One holds as long as the bytes of the file, and what its sidecars say of that field, are as they were when it was chosen: see
`counted`. Knows no reader of files, so that web processes need not load them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from feedservice.article import Receipt
from feedservice.article.other_values import CHOSEN

#: So much of a value is quoted on a receipt.
_QUOTED_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Overruling:
    """A value that an editor chose for a field of a file; an empty one says that there is none.

    `sha256` are the bytes of the file it was chosen on, `stated` what its sidecars said of the field (`found_besides.stated_in`), and `instead`
    what counted. It `ended` when either was another; `ended_by` are the bytes of the file then. `number` is its order's.
    """

    number: int
    path: str
    field: str
    value: str
    who: str
    at: datetime
    sha256: str
    stated: str = ""
    instead: str = ""
    ended: datetime | None = None
    ended_by: str = ""

    @property
    def label(self) -> str:
        """The field as we write it to editors."""
        return CHOSEN.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class Overrulings:
    """What was chosen for files, by path; and by bytes, for files that have gone from where they were: they may have moved."""

    of_files: Mapping[str, tuple[Overruling, ...]] = field(default_factory=dict)
    strayed: Mapping[str, tuple[Overruling, ...]] = field(default_factory=dict)

    def of(self, path: str, sha256: str = "") -> tuple[Overruling, ...]:
        """What was chosen for a file of this path and these bytes, whether it holds or not."""
        moved = self.strayed.get(sha256, ()) if sha256 else ()
        return (*self.of_files.get(path, ()), *(one for one in moved if one.path != path))

    def only(self, paths: Iterable[str]) -> Overrulings:
        """Those that some files need."""
        return replace(self, of_files={path: self.of_files[path] for path in paths if path in self.of_files})


@dataclass(frozen=True, slots=True)
class Overruled:
    """What was chosen for a file as it was read: what holds, and what does not any more, as long as that is told."""

    holding: tuple[Overruling, ...] = ()
    ended: tuple[Overruling, ...] = ()


def sorted_out(chosen: Iterable[Overruling], here: Container[str]) -> Overrulings:
    """What was chosen, by file; `here` are the files that the folder has."""
    of_files: dict[str, tuple[Overruling, ...]] = {}
    strayed: dict[str, tuple[Overruling, ...]] = {}
    for one in chosen:
        of_files[one.path] = (*of_files.get(one.path, ()), one)
        if one.path not in here and one.ended is None:
            strayed[one.sha256] = (*strayed.get(one.sha256, ()), one)
    return Overrulings(of_files, strayed)


def choice_notes(overruled: Overruled, zone: tzinfo) -> str:
    """What a receipt says of what was chosen."""
    told = [_holding(one, zone) for one in overruled.holding]
    return " ".join([*told, *(_ended(one, zone) for one in overruled.ended)])


def with_choices(receipt: Receipt, overruled: Overruled, zone: tzinfo) -> Receipt:
    """A receipt that tells what was chosen, beside what it says."""
    return replace(receipt, note=" ".join(filter(None, (receipt.note, choice_notes(overruled, zone)))))


def why_ended(one: Overruling) -> str:
    """Why what was chosen does not hold any more."""
    return "the sidecar says another since" if one.ended_by == one.sha256 else "the file has been changed since"


def _holding(one: Overruling, zone: tzinfo) -> str:
    instead = f" instead of “{_quoted(one.instead)}”" if one.instead else ""
    chosen = "chosen" if one.value else "said to be none"
    return f"{one.label}: {chosen} by {one.who or 'somebody'} on {_spoken(one.at, zone)}{instead}; it ends when the file is changed."


def _ended(one: Overruling, zone: tzinfo) -> str:
    value = f" (“{_quoted(one.value)}”)" if one.value else ""
    who = one.who or "somebody"
    return f"{one.label}: what {who} chose on {_spoken(one.at, zone)}{value} ended, for {why_ended(one)}."


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED_CHARACTERS else f"{text[:_QUOTED_CHARACTERS]}…"


def _spoken(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%d %B %Y, %H:%M}".lstrip("0")
