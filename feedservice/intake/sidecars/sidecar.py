"""A sidecar: a small YAML or JSON file beside an article, whose fields win over everything found in it. Pure.

What holds an article back is never guessed: a sidecar that cannot be understood, or seems to mean an embargo by a name unknown, is broken.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz, process

from feedservice.article import Finding, PhotoReference, Problem, Severity, SourceFile
from feedservice.intake.embargoes import may_decide
from feedservice.intake.evidence import Notes
from feedservice.intake.field_values import is_left_empty, same_in
from feedservice.intake.fields import AGREED, HOLDING_LABELS, SIDECAR_NAMES, TAKES, Takes
from feedservice.intake.release_fields import judged
from feedservice.intake.sidecars.head_fields import files_of
from feedservice.intake.sidecars.sidecar_photos import PHOTO_NAMES, stated_of
from feedservice.intake.sidecars.sidecar_text import broken, fields_in
from feedservice.intake.trade import bare_credit, split_byline
from feedservice.text.unicode import one_line

#: Only what other systems export has a story in it (WordPress, Ghost, ninjs, JSON Feed, schema.org).
_STORIES = frozenset(
    {"content", "body", "html", "body html", "content html", "content text", "articlebody", "posts", "db", "items"}
)
#: embargo, expires, draft or status
_HOLDING = " or ".join(", ".join(HOLDING_LABELS).lower().rsplit(", ", 1))
_LIKE_ENOUGH, _LIKE_ENOUGH_TO_HOLD = 70, 80
_LONGEST_NAME_SHOWN = 60
#: So many warnings of one sidecar are told; with more the file is another thing than a sidecar.
_MOST_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What one sidecar says. In `fields`, nothing as a value states that the article has none, whatever stands in it.

    `photos` are in order, the lead first; `problems` are warnings; `source` is how evidence names it.
    """

    path: str
    fields: Mapping[str, Finding[Any] | None]
    photos: tuple[PhotoReference, ...] = ()
    corrections: tuple[str, ...] | None = None
    problems: tuple[Problem, ...] = ()
    source: str = ""


def read(source: SourceFile) -> Sidecar:
    """What a sidecar says. Raises BrokenSidecar when that cannot be told, or might be a wish to hold the article back."""
    return _Reading(source.path, _named(source.path)).sidecar(fields_in(source))


def of_fields(path: str, fields: Mapping[object, object], source: str) -> Sidecar:
    """What a sidecar with these fields would say, told as coming from another source. Raises BrokenSidecar."""
    return _Reading(path, source).sidecar(fields)


def _named(path: str) -> str:
    return f"sidecar {posixpath.basename(path)}"


class _Reading:
    """One sidecar while it is read."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.source = source
        self.fields: dict[str, Finding[Any] | None] = {}
        self.photos: list[PhotoReference] = []
        self.corrections: tuple[str, ...] | None = None
        self.problems: list[Problem] = []

    def sidecar(self, stated: Mapping[object, object]) -> Sidecar:
        """Take every field in turn."""
        named: dict[str, str] = {}
        for key, value in stated.items():
            name = one_line(str(key))
            words = name.casefold().replace("_", " ").replace("-", " ")
            field = SIDECAR_NAMES.get(words)
            if value is None and (field or words not in _STORIES):
                continue
            if self.decides(field, name, value):
                continue
            if field is None:
                self.unknown(name)
            elif field in named:
                self.twice(field, named[field], name)
            else:
                named[field] = name
                self.take(field, name, value)
        return Sidecar(self.path, self.fields, tuple(self.photos), self.corrections, tuple(self.problems), self.source)

    def decides(self, field: str | None, name: str, value: object) -> bool:
        """Take a field of another system that may hold the article back, and tell whether it is one: private, isDraft."""
        own = field in AGREED and not isinstance(value, dict)
        said = None if own else judged(name, value)
        for one in said or ():
            if not one.sure:
                raise broken(
                    self.path, f"“{one.value}” cannot be understood; write draft: yes or draft: no in its place"
                )
            before = self.fields.get(one.field)
            if before and same_in(one.field, before.value) != same_in(one.field, one.value):
                raise broken(self.path, f"“{name}” says another thing than “{one.field}”")
            self.fields[one.field] = Finding(one.value, self.source, 1.0)
        if field and said == ():  # published: true
            self.fields.setdefault("draft", Finding("no", self.source, 1.0))
        return said is not None

    def warn(self, what: str, remedy: str) -> None:
        """Note what is wrong though the article can run."""
        if len(self.problems) < _MOST_WARNINGS:
            self.problems.append(Problem(self.path, what, remedy, Severity.WARNING))
        elif len(self.problems) == _MOST_WARNINGS:
            what = f"More than {_MOST_WARNINGS} things are wrong with the sidecar; the others are not listed."
            self.problems.append(Problem(self.path, what, "See which fields there are.", Severity.WARNING))

    def unknown(self, name: str) -> None:
        """A field we do not know is left out; one that may be meant to hold the article back makes the sidecar broken."""
        words = name.casefold().replace("_", " ").replace("-", " ")
        near = process.extractOne(words, SIDECAR_NAMES.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
        shown, meant = name[:_LONGEST_NAME_SHOWN], near[0] if near else ""
        if words in _STORIES:
            raise broken(
                self.path, f"“{shown}” is a story of its own, as another system exports it, and no field of a sidecar"
            )
        is_near = bool(near and near[1] >= _LIKE_ENOUGH_TO_HOLD and SIDECAR_NAMES[meant] in AGREED)
        if is_near or may_decide(words):
            known = f"; perhaps {meant} is meant" if meant else f"; write {_HOLDING}"
            raise broken(self.path, f"“{shown}” is no field we know{known}")
        known = f"Perhaps {meant} is meant. Otherwise" if meant else "If it is needed, see which fields there are;"
        self.warn(f"The sidecar has a field “{shown}”, which we do not know.", f"{known} take it out.")

    def twice(self, field: str, first: str, second: str) -> None:
        """Two names of one field: the first counts, but nothing is guessed where it decides."""
        if field in AGREED:
            raise broken(self.path, f"“{first}” and “{second}” mean the same, and both stand there")
        self.warn(f"The sidecar's fields “{first}” and “{second}” mean the same; the first counts.", "Take one out.")

    def take(self, field: str, name: str, value: object) -> None:
        """One field with its value."""
        if TAKES[field] in (Takes.PHOTO, Takes.PHOTOS):
            self.take_photos(name, value)
        elif TAKES[field] is Takes.FILES:
            self.fields[field] = Finding(files_of(value), self.source, 1.0) if files_of(value) else None
        elif TAKES[field] is Takes.NOTES:
            values = value if isinstance(value, list) else [value]
            self.corrections = tuple(filter(None, map(one_line, self.texts(name, values))))
        elif isinstance(value, str):
            found = self.finding(field, name, value)
            before = self.fields.get(field)
            if field in AGREED and before and found and same_in(field, before.value) != same_in(field, found.value):
                raise broken(self.path, f"“{name}” says another thing than a field above it")
            self.fields[field] = found
        elif TAKES[field] in (Takes.PEOPLE, Takes.LIST) and isinstance(value, list):
            people = [entry.get("name", "") if isinstance(entry, dict) else entry for entry in value]
            words = tuple(dict.fromkeys(filter(None, map(one_line, self.texts(name, people)))))
            words = self.without_agencies(words) if TAKES[field] is Takes.PEOPLE else words
            self.fields[field] = Finding(words, self.source, 1.0) if words else None
        elif field in AGREED:
            raise broken(self.path, f"“{name}” is a list or has fields of its own, and must be one text")
        else:
            self.warn(f"The sidecar's field “{name}” is no plain text, and was left out.", f"Write “{name}: …”.")

    def finding(self, field: str, name: str, text: str) -> Finding[Any] | None:
        """A text as the same field line in an article is understood; of an empty one, that there is none."""
        if field in AGREED and text.strip() and not one_line(text):
            raise broken(self.path, f"“{name}” holds signs that are no letters, and cannot be understood")
        notes = Notes(self.path)
        notes.add(field, text, "field line", 1.0)
        found, agencies = notes.best(field), notes.best("agencies")
        if TAKES[field] is Takes.PEOPLE and agencies:
            self.fields.setdefault("agencies", replace(agencies, source=self.source))
            if found is None:
                return None
        if found is None and one_line(text) and not is_left_empty(field, one_line(text)):
            self.warn(f"The sidecar's field “{name}” cannot be understood, and says nothing.", "Write it anew.")
        return replace(found, source=self.source) if found else None

    def without_agencies(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The people of a list; those of its names that are agencies are noted as such."""
        agencies = tuple(name for name in names if not (told := split_byline(name)).people and told.agencies == (name,))
        if agencies:
            self.fields.setdefault("agencies", Finding(agencies, self.source, 1.0))
        return tuple(name for name in names if name not in agencies)

    def texts(self, name: str, values: Sequence[object]) -> list[str]:
        """The texts of a list; a warning for what is none."""
        words = [value for value in values if isinstance(value, str)]
        if len(words) < len([value for value in values if value is not None]):
            self.warn(
                f"Something in the sidecar's list “{name}” is no plain text, and was left out.", "Write plain texts."
            )
        return words

    def take_photos(self, name: str, value: object) -> None:
        """One photo or several; caption and credit without a file are the lead's, whichever that is."""
        for one in value if isinstance(value, list) else [value]:
            stated, unknown = stated_of(one)
            for part in unknown:
                what = f"The sidecar's field “{name}” has a part “{part[:_LONGEST_NAME_SHOWN]}”, which we do not know."
                self.warn(what, f"Write {', '.join(sorted(PHOTO_NAMES))}.")
            src = stated.get("src", "")
            reference = PhotoReference(
                src, stated.get("caption", ""), bare_credit(stated.get("credit", "")), stated.get("alt", "")
            )
            if src:
                self.photos.append(reference)
            elif stated.keys() & {"caption", "credit"} and not isinstance(value, list):
                for field in stated.keys() & {"caption", "credit"}:
                    self.fields.setdefault(field, self.finding(field, field, stated[field]))
            else:
                self.warn(f"The sidecar's field “{name}” names no file.", "Write the name of the photo's file.")
