"""Ranked evidence: what was found for each field, where, and how sure; the surest wins. Pure.

Readers put findings into `Notes`; `Notes.manuscript` decides. Ties go to the finding made first, so a reader's
tables are also the order of rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeVar

from bs4 import BeautifulSoup

from feedservice.article import Cut, Finding, Manuscript, PhotoReference, Problem, Severity
from feedservice.article.live_entries import LiveUpdate
from feedservice.article.other_values import CHOSEN, few_best
from feedservice.article.stated import StatedFacts
from feedservice.intake.correction_notes import take_corrections
from feedservice.intake.export_names import written_as_in
from feedservice.intake.field_lines import UNUSED, Found, field_lines
from feedservice.intake.field_values import is_left_empty, same_in, value_of
from feedservice.intake.fields import AGREED, TAKES, Takes
from feedservice.intake.file_names import day_of, headline_of
from feedservice.intake.lines_read import unsaid
from feedservice.intake.trade import is_byline, split_byline
from feedservice.intake.trade.caption_notes import part_note
from feedservice.text.dates.date_values import may_be_date
from feedservice.text.dates.machine_times import machine_time
from feedservice.text.encodings.entities import read_once_more
from feedservice.text.unicode import lines_of, one_line, visible

V = TypeVar("V")
_OF_A_CHANGE = re.compile(r"modified|updated_time", re.IGNORECASE)
#: Of a line that was read into fields: they say all that it says.
SAID = "a field says it"


def value_or(finding: Finding[V] | None, otherwise: V) -> V:
    """What was found for a field, or the other value where nothing was."""
    return finding.value if finding else otherwise


class Notes:
    """What one reader found in one file, on the way to a manuscript.

    `readable` is all that a person could read in the file, before anything was made of it: a line for each line or block,
    without marks, scripts and what else no program shows. The first reader that knows it sets it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: dict[str, list[Finding[Any]]] = {}
        self.photos: list[PhotoReference] = []
        self.cut: list[Cut] = []
        self.readable = ""
        self.read: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.titles: tuple[str, ...] = ()
        self.edges: tuple[str, ...] = ()
        self.lines_read: dict[str, str] = {}
        self.updates: list[LiveUpdate] = []
        self.stated = StatedFacts()

    def add(self, field: str, text: str, source: str, confidence: float) -> None:
        """Note a finding; empty text is none, nor a byline as standfirst. A byline's agencies are a finding of their own."""
        text = read_once_more(text)
        if field == "caption":
            text, note = part_note(text)
            self.leave_out(note, "note to editors")
        elif field == "date" and confidence < 1.0:
            text = machine_time(text)
        if is_left_empty(field, one_line(text)) or (field == "standfirst" and confidence < 1.0 and is_byline(text)):
            return
        self.read.setdefault(text, field)
        if field == UNUSED:
            self.leave_out(text, "a line of the desk's own")
        elif TAKES.get(field) is Takes.PEOPLE:
            self._add_people(field, text, source, confidence)
        elif value := value_of(field, text, certain=confidence == 1.0 and source == "field line"):
            self.findings.setdefault(field, []).append(Finding(value, source, confidence))

    def add_files(self, field: str, names: tuple[str, ...], source: str) -> None:
        """Note the files that a field names."""
        if names:
            self.findings.setdefault(field, []).append(Finding(names, source, 1.0))

    def _add_people(self, field: str, text: str, source: str, confidence: float) -> None:
        """Note whom a byline names; words an editor states for certain stand as they are when they name nobody."""
        byline = split_byline(text)
        people = byline.people
        if confidence == 1.0 and one_line(text) and not (people or byline.agencies or "://" in text):
            people = (one_line(text),)
        self.add_names(field, people, source, confidence)
        self.add_names("agencies", byline.agencies, source, confidence)

    def add_names(self, field: str, names: tuple[str, ...], source: str, confidence: float) -> None:
        """Note names already told apart; none are no finding."""
        if names:
            self.findings.setdefault(field, []).append(Finding(names, source, confidence))

    def add_all(self, found: Iterable[Found]) -> None:
        """Note several findings."""
        for field, text, source, confidence in found:
            self.add(field, text, source, confidence)

    def leave_out(self, text: str, reason: str) -> None:
        """Note what was cut from the body, so that an editor can see that nothing real was lost."""
        if one_line(text):
            self.cut.append(Cut(lines_of(text), reason))

    def read_out(self, text: str, reason: str = "") -> None:
        """Note a line that is taken out of the body because it was read into fields.

        What no field says in the end, because another finding was surer, is noted as cut by `manuscript`.
        """
        self.lines_read.setdefault(one_line(text), reason or "another value was surer")

    def warn(self, what: str, remedy: str) -> None:
        """Note what is wrong with the file though its article can run; both are sentences in an editor's words."""
        self.problems.append(Problem(self.path, what, remedy, Severity.WARNING))

    def best(self, field: str) -> Finding[Any] | None:
        """The surest finding for a field, the first of equals; of dates the surest that can be read."""
        found = self.findings.get(field, [])
        if field == "date":
            found = self._dates_read() or found
        return max(found, key=lambda finding: finding.confidence, default=None)

    def _dates_read(self) -> list[Finding[str]]:
        """The dates that can be read, and those that an editor stated: one that cannot be read is to be put right by them."""
        language = value_or(self.best("language"), "")
        return [
            one for one in self.findings.get("date", ()) if one.confidence == 1.0 or may_be_date(one.value, language)
        ]

    def agreed(self, field: str) -> Finding[Any] | None:
        """The finding of a field that decides over an article; of several that differ all, which nobody can understand.

        So an article with two embargoes is held, and its editor asked, rather than let out at the earlier one.
        """
        meant = {same_in(field, finding.value): finding.value for finding in self.findings.get(field, ())}
        return Finding(" ≠ ".join(meant.values()), "several places", 0.0) if len(meant) > 1 else self.best(field)

    def manuscript(
        self, body: BeautifulSoup, photos: Iterable[PhotoReference] = (), base_url: str = "", text: str = ""
    ) -> Manuscript:
        """Decide every field; the folder and the file's name are the last resort for section, headline and date.

        Corrections are taken out of the body; `text` is the body's, when the caller has it at hand.
        """
        self._add_last_resorts(body, text)
        notes = [finding.value for finding in self.findings.pop("correction", ())]
        taken = take_corrections(body, text or body.get_text())
        for label, _ in taken:
            if len(label.split()) > 1:
                self.leave_out(label, "label of a correction")
        corrections = tuple(dict.fromkeys([*notes, *(note for _, note in taken)]))
        fields = {field: self.best(field) for field in self.findings}
        fields.update({field: self.agreed(field) for field in AGREED})
        pictures = _each_once([*self.photos, *photos])
        said = self._settle_lines_read(fields, pictures)
        return Manuscript(
            self.path,
            base_url=base_url,
            photos=pictures,
            last_changed=self._last_changed(),
            stated=self.stated,
            corrections=corrections,
            cut=tuple(self.cut),
            problems=tuple(self.problems),
            readable=self.readable,
            edges=tuple(line for line in self.edges if not self._is_read(line)),
            passed_over=(
                *(Cut(line, SAID) for line in said),
                *self._others(fields),
                *(Cut(text, f"beside the {field}") for text, field in self.read.items()),
            ),
            alternatives=self._alternatives(fields),
            **fields,
        )

    def _last_changed(self) -> str:
        """The surest of the dates that name a change, by the names under which they stood."""
        found = [one for one in self._dates_read() if _OF_A_CHANGE.search(one.source)]
        return max(found, key=lambda one: one.confidence).value if found else ""

    def _add_last_resorts(self, body: BeautifulSoup, text: str) -> None:
        """What folder and file name say."""
        parts = PurePosixPath(self.path).parts if "/" in self.path else ()
        if len(parts) > 1:
            self.add("section", visible(parts[0]).lstrip("_"), "folder", 0.6)
        if not self.best("headline"):
            self.add("headline", written_as_in(text or body.get_text(), headline_of(self.path)), "file name", 0.2)
        if not self._dates_read():
            self.add("date", day_of(self.path), "file name", 0.2)

    def _settle_lines_read(
        self, fields: Mapping[str, Finding[Any] | None], pictures: tuple[PhotoReference, ...]
    ) -> list[str]:
        """Leave out lines that say more than the fields they were read into; returns the others."""
        more = set(unsaid(self.lines_read, fields.values(), pictures))
        gone = {one_line(cut.words) for cut in self.cut}
        for line, reason in self.lines_read.items():
            if line in more and line not in gone:
                self.leave_out(line, reason)
        return [line for line in self.lines_read if line not in more]

    def _others(self, fields: Mapping[str, Finding[Any] | None]) -> list[Cut]:
        """What was found for fields besides what counts."""
        return [
            Cut(value, f"another {field}")
            for field, found in self.findings.items()
            for value in dict.fromkeys(text for one in found if one != fields.get(field) for text in _texts(one))
        ]

    def _alternatives(self, fields: Mapping[str, Finding[Any] | None]) -> dict[str, tuple[Finding[str], ...]]:
        """Of fields that an editor may choose, the best values where there are several, what counts first."""
        several = [field for field, found in self.findings.items() if len(found) > 1 and field in CHOSEN]
        ranked = {one: sorted(self.findings[one], key=lambda finding: -finding.confidence) for one in several}
        best = {field: few_best([fields.get(field), *found]) for field, found in ranked.items()}
        return {field: found for field, found in best.items() if len(found) > 1}

    def _is_read(self, line: str) -> bool:
        """Whether a line was read as fields."""
        fields = field_lines(line) if ":" in line or "：" in line else []
        return bool(fields) and all(field in self.findings for field, *_ in fields)


def _texts(finding: Finding[Any]) -> tuple[str, ...]:
    return (finding.value,) if isinstance(finding.value, str) else tuple(finding.value)


def _each_once(photos: Iterable[PhotoReference]) -> tuple[PhotoReference, ...]:
    """Photos by their address; what was noted first is said of them."""
    known: dict[str, PhotoReference] = {}
    for photo in photos:
        known.setdefault(photo.src, photo)
    return tuple(known.values())
