"""Ranked evidence: what was found for each field, where, and how sure; the surest wins. Pure.

Readers put findings into `Notes`; `Notes.manuscript` decides. Ties go to the finding made first, so a reader's
tables are also the order of rank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from bs4 import BeautifulSoup

from feedservice.article import Cut, Finding, Manuscript, PhotoReference, Problem, Severity
from feedservice.intake.trade import bare_credit, split_byline
from feedservice.text.unicode import one_line, opening

#: What an editor may call a field, in a text file's field lines and in an HTML file's meta names.
FIELD_NAMES = {
    "headline": "headline", "title": "headline", "标题": "headline",
    "standfirst": "standfirst", "dek": "standfirst", "subtitle": "standfirst", "summary": "standfirst", "摘要": "standfirst",
    "byline": "byline", "by": "byline", "author": "byline", "作者": "byline",
    "agency": "agencies", "agencies": "agencies",
    "dateline": "dateline",
    "date": "date", "published": "date", "日期": "date",
    "embargo": "embargo", "embargoed until": "embargo", "publish at": "embargo",
    "expires": "expiry", "expiry": "expiry", "expires at": "expiry", "unpublish at": "expiry",
    "draft": "draft",
    "status": "status",
    "id": "id", "article id": "id",
    "change": "change",
    "correction": "correction", "corrections": "correction", "更正": "correction", "berichtigung": "correction", "corrección": "correction", "rectificatif": "correction",
    "duplicate": "duplicate",
    "section": "section",
    "tags": "tags", "keywords": "tags", "标签": "tags",
    "language": "language", "lang": "language",
    "caption": "caption", "图片说明": "caption",
    "credit": "credit", "photo credit": "credit", "photo": "credit",
}  # fmt: skip


#: What desks write at the head of a text for themselves; left out, and listed.
UNUSED_FIELDS = frozenset({
    "slug", "words", "word count", "wordcount", "length", "desk", "priority", "category", "edition", "page", "version", "file", "filename",
    "sub", "subbed by", "contact", "phone", "job", "budget line", "topic", "coverage", "geo", "service",
})  # fmt: skip


#: What people write into a field of a form that has nothing in it.
_NOTHING = frozenset(
    {
        "none",
        "none available",
        "n/a",
        "nil",
        "tbc",
        "tbd",
        "tba",
        "-",
        "–",
        "keine",
        "keiner",
        "aucun",
        "aucune",
        "ninguno",
        "无",
    }
)


def _tags(text: str) -> tuple[str, ...]:
    """The tags of a line, parted by commas of any script; each once."""
    for mark in ("，", "、", ";"):
        text = text.replace(mark, ",")
    return tuple(dict.fromkeys(filter(None, map(one_line, text.split(",")))))


#: What the status field may say, and what it comes to.
STATUSES = {
    "withdrawn": "withdrawn", "killed": "withdrawn", "retracted": "withdrawn", "unpublished": "withdrawn",
    "canceled": "withdrawn", "cancelled": "withdrawn", "draft": "draft", "hold": "draft", "withheld": "draft",
    "published": "published", "usable": "published", "final": "published", "live": "published", "": "published",
}  # fmt: skip

#: Fields by which an article is held back, let go or known: never guessed.
_AGREED = ("embargo", "expiry", "draft", "status", "id")
#: Fields that say what becomes of an article; no headline begins with their names.
DECIDING = frozenset({*_AGREED, "change", "duplicate"})

#: A paragraph in which a newsroom owns a mistake: Correction: … · CORRECTION (Nov. 23): … · Berichtigung, 23. November: … · 更正：…
_CORRECTION = re.compile(
    r"^[\[*(\s]*(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|berichtigung|korrektur|corrección|rectificatif|correctif|"
    r"corrigé|rettifica|correzione|correctie|rettelse|исправление|更正|訂正|تصحيح)[*]*"
    r"(?:\s*\([^)]{1,60}\)|,\s*[^:：]{1,40}|\s+to\s[^:：]{1,40})?\s*(?:[:：]|\s[–—-]\s)[*]*\s*(\S.*?)\]?$",
    re.IGNORECASE | re.DOTALL,
)

#: One of its words, anywhere: nearly no article has one, and then no paragraph need be looked at.
_NAMES_A_MISTAKE = (
    "correc", "correz", "corrig", "errat", "berichtigung", "korrektur", "rectif", "rettif", "rettels", "исправление", "更正", "訂正", "تصحيح",
)  # fmt: skip

_LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$")

#: Fields that hold several values in one line, and how the line is taken apart.
_LISTS: Mapping[str, Callable[[str], tuple[str, ...]]] = {"agencies": _tags, "tags": _tags}


def language_tag(text: str) -> str:
    """A language tag (RFC 5646) as it is written in feeds, or nothing when the text is none: “German” is none."""
    tag = one_line(text).replace("_", "-")
    return tag if _LANGUAGE_TAG.match(tag) else ""


#: Field, text, source and confidence, as `Notes.add` takes them.
Found = tuple[str, str, str, float]

_FIELD_LINE = re.compile(r"^([^\W\d][\w ]{1,20}?)\s*[:：]\s*(\S.*)$")


def field_lines(paragraph: str) -> list[Found]:
    """The fields of a paragraph such as “Embargo: 2026-11-20 08:30”, if every line of it is one editors may use."""
    found = []
    for line in paragraph.split("\n"):
        matched = _FIELD_LINE.match(line)
        name = matched[1].casefold() if matched else ""
        field = FIELD_NAMES.get(name) or ("unused" if name in UNUSED_FIELDS else None)
        if not matched or not field:
            return []
        found.append((field, line if field == "unused" else matched[2], "field line", 1.0))
    return found


class Notes:
    """What one reader found in one file, on the way to a manuscript."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: dict[str, list[Finding[Any]]] = {}
        self.photos: list[PhotoReference] = []
        self.cut: list[Cut] = []
        self.problems: list[Problem] = []
        self.titles: tuple[str, ...] = ()
        self.edges: tuple[str, ...] = ()

    def add(self, field: str, text: str, source: str, confidence: float) -> None:
        """Note a finding; empty text is no finding. A byline's agencies are a finding of their own."""
        line = one_line(text)
        if field not in DECIDING and line.casefold().strip(" .") in _NOTHING:
            return
        if field == "unused":  # a line of the desk's own
            self.leave_out(text, "a line of the desk's own")
            return
        if field == "byline":
            self._add_byline(text, source, confidence)
            return
        value: Any = _LISTS[field](text) if field in _LISTS else line
        if field == "credit":
            value = bare_credit(line)
        if field == "language":
            value = language_tag(line) or (value if confidence == 1.0 and source == "field line" else "")
        if value:
            self.findings.setdefault(field, []).append(Finding(value, source, confidence))

    def _add_byline(self, text: str, source: str, confidence: float) -> None:
        """Note whom a byline names; words an editor states for certain stand as they are when they name nobody."""
        byline = split_byline(text)
        people = byline.people
        if confidence == 1.0 and one_line(text) and not (people or byline.agencies or "://" in text):
            people = (one_line(text),)
        self.add_names("byline", people, source, confidence)
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
            self.cut.append(Cut(opening(text), reason))

    def warn(self, what: str, remedy: str) -> None:
        """Note what is wrong with the file though its article can run; both are sentences in an editor's words."""
        self.problems.append(Problem(self.path, what, remedy, Severity.WARNING))

    def best(self, field: str) -> Finding[Any] | None:
        """The surest finding for a field, the first of equals."""
        return max(self.findings.get(field, ()), key=lambda finding: finding.confidence, default=None)

    def agreed(self, field: str) -> Finding[Any] | None:
        """The finding of a field that decides over an article; of several that differ all, which nobody can understand.

        So an article with two embargoes is held, and its editor asked, rather than let out at the earlier one.
        """
        values = list(dict.fromkeys(finding.value for finding in self.findings.get(field, ())))
        return Finding(" ≠ ".join(values), "several places", 0.0) if len(values) > 1 else self.best(field)

    def manuscript(
        self, body: BeautifulSoup, photos: Iterable[PhotoReference] = (), base_url: str = "", text: str = ""
    ) -> Manuscript:
        """Decide every field; the folder and the file's name are the last resort for section and headline.

        `text` is the body's, when the caller has it at hand.
        """
        parts = PurePosixPath(self.path).parts
        if len(parts) > 1:
            self.add("section", parts[0].lstrip("_"), "folder", 0.6)
        self.add("headline", file_name_words(self.path), "file name", 0.2)
        notes = [finding.value for finding in self.findings.pop("correction", ())]
        corrections = tuple(dict.fromkeys([*notes, *_take_corrections(body, text or body.get_text())]))
        fields = {field: self.best(field) for field in self.findings}
        fields.update({field: self.agreed(field) for field in _AGREED})
        return Manuscript(
            self.path,
            body,
            base_url=base_url,
            photos=_each_once([*self.photos, *photos]),
            corrections=corrections,
            cut=tuple(self.cut),
            problems=tuple(self.problems),
            edges=tuple(line for line in self.edges if not self._is_read(line)),
            **fields,
        )

    def _is_read(self, line: str) -> bool:
        """Whether a line was read as fields."""
        fields = field_lines(line) if ":" in line or "：" in line else []
        return bool(fields) and all(field in self.findings for field, *_ in fields)


def _each_once(photos: Iterable[PhotoReference]) -> tuple[PhotoReference, ...]:
    """Photos by their address; what was noted first is said of them."""
    known: dict[str, PhotoReference] = {}
    for photo in photos:
        known.setdefault(photo.src, photo)
    return tuple(known.values())


def _take_corrections(body: BeautifulSoup, text: str) -> list[str]:
    """Correction notes among the paragraphs, out of the body: they are shown with their day, once."""
    notes: list[str] = []
    if not any(map(text.casefold().__contains__, _NAMES_A_MISTAKE)):
        return notes
    for paragraph in body.find_all(["p", "li", "blockquote"]):
        if paragraph.parent is None:
            continue
        found = _CORRECTION.match(one_line(paragraph.get_text(" ")))
        if found:
            notes.append(found[1])
            paragraph.extract()
    return notes


def file_name_words(path: str) -> str:
    """The words of a file's name, as a headline of last resort: “mine-rescue.txt” is “Mine rescue”."""
    words = one_line(PurePosixPath(path).stem.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:]
