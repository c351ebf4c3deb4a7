"""What the desk shows of an article's history: each happening in an editor's words, with what it changed. Pure.

Makes no HTML: what is returned here is plain text, and the template escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from feedservice.article import Article, Correction, Outcome, Photo
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import HELD, Cause
from feedservice.store.articles import Happening
from feedservice.store.orders.order_book import PressOrder
from feedservice.text.comparison.diff import Change, pieces
from feedservice.web.desk.folded_diff import Stretch, fold

Spoken = Callable[[datetime], str]

#: What happened, in an editor's words; `published` and what has a note are told by `_what`.
EVENTS: Mapping[str, str] = {
    Change.TYPO: "Typo: not announced to readers",
    Change.UPDATE: "Update",
    Change.CORRECTION: "Correction",
    Outcome.WAITING: "Being read",
    Outcome.DRAFT: "Kept back as a draft",
    Outcome.SCHEDULED: "Held until its embargo has passed",
    Outcome.EXPIRED: "Expired",
    Outcome.WITHDRAWN: "Withdrawn",
    Outcome.REFUSED: "Refused: its file cannot be used, so it does not go out",
    "clock": "The clock was put right",
    "undone": "Withdrawal undone by order",
    "let go": "Let go by order",
    "put aside": "Its embargo was put aside by order",
    "choice ended": "What an editor chose ended",
    f"marked {Change.TYPO}": "The change was marked as a typo",
    f"marked {Change.UPDATE}": "The change was marked as an update",
    f"marked {Change.CORRECTION}": "The change was marked as a correction",
}
#: What these note is of the order that they undo.
_NOTE_OF_BEFORE = ("undone", "let go")
#: By what an article was withdrawn.
CAUSES = {
    Cause.FILE_GONE: "its file is gone",
    Cause.DISPLACED: "another article took its file",
    Cause.FOLDER: "its file was put into a folder called _withdrawn",
    Cause.STATUS: "its status field says so",
    Cause.COMMAND: "by order",
}


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that changed, by name, word by word."""

    name: str
    shown: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A short field that changed, by name; either value may be empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: `what` in our words, `note` in those of the editor, what the change changed, and by whose order."""

    at: datetime
    what: str
    note: str = ""
    texts: tuple[ChangedText, ...] = ()
    fields: tuple[ChangedField, ...] = ()
    remark: str = ""
    order: PressOrder | None = None


def lines(happenings: list[Happening], article: Article, spoken: Spoken, start: int, most: int) -> list[Line]:
    """The lines of a history, newest first: `most` of them from `start` on. `article` is the version that stands now.

    Only these are compared, for comparing is dear. `spoken` says an instant as the newsroom does.
    """
    told = [_Version(one, after, back) for one, after, back in _with_versions(happenings, article)]
    return [one.line(spoken) for one in told[start : start + most]]


def _with_versions(happenings: list[Happening], article: Article) -> Iterator[tuple[Happening, Article, bool]]:
    """Each happening, newest first, with the version after it, and whether the article had been in print before."""
    first = next((place for place, one in enumerate(happenings) if one.event in IN_PRINT), len(happenings))
    after = article
    for place, one in reversed(list(enumerate(happenings))):
        yield one, after, place > first
        after = one.earlier or after


@dataclass(frozen=True, slots=True)
class _Version:
    """A happening with the version after it; `again` when the article had been in print before."""

    happening: Happening
    after: Article
    again: bool

    def line(self, spoken: Spoken) -> Line:
        """The happening as the page shows it."""
        what, note = _what(self.happening, self.after, again=self.again)
        before = self.happening.earlier
        if before is None:
            return Line(self.happening.at, what, note)
        texts, fields = changed_texts(before, self.after), changed_fields(before, self.after, spoken)
        if self.happening.event == Change.CORRECTION:
            fields = tuple(one for one in fields if one.before or one.name != "Correction note")
        remark = "" if texts or fields or note else _remark(before, self.after)
        return Line(self.happening.at, what, note, texts, fields, remark)


def _what(happening: Happening, after: Article, *, again: bool) -> tuple[str, str]:
    """What happened, and the editor's own words on it."""
    event, note = happening.event, happening.note
    if event == "moved":
        return f"Moved {note} to {happening.path}", ""
    if event in IN_PRINT:
        how = "Back in print" if again else "Published"
        return (f"{how}, with a correction" if event == Outcome.CORRECTED else how), note
    if event == Outcome.WITHDRAWN:
        cause, _, reason = note.partition(": ")
        return f"Withdrawn: {CAUSES.get(Cause(cause), cause)}" if cause in list(Cause) else "Withdrawn", reason
    if event == Change.CORRECTION and happening.earlier:
        notes = " ".join(one.note for one in new_notes(happening.earlier, after) if one.note)
        return ("Correction" if notes else "Correction, without a note"), notes
    if event == Outcome.SCHEDULED and note.startswith(HELD):
        return "Held by order", note.partition(": ")[2]
    return EVENTS.get(event, event.capitalize()), "" if event in _NOTE_OF_BEFORE else note


def new_notes(before: Article, after: Article) -> tuple[Correction, ...]:
    """The correction notes that a version has and the one before had not."""
    return tuple(one for one in after.corrections if one not in before.corrections)


def _remark(before: Article, after: Article) -> str:
    if before.body_html != after.body_html:
        return "No words of the text differ: only subheadings, links or layout."
    return "Nothing that readers see differs."


def changed_texts(before: Article, after: Article) -> tuple[ChangedText, ...]:
    """Headline, standfirst and body, as far as their words differ."""
    texts = (
        ("Headline", before.headline, after.headline),
        ("Standfirst", _standfirst(before), _standfirst(after)),
        ("Text", _plain(before.body_html), _plain(after.body_html)),
    )
    found = ((name, pieces(old, new)) for name, old, new in texts if old != new)
    return tuple(ChangedText(name, fold(run)) for name, run in found if any(piece.kind != "same" for piece in run))


@lru_cache(maxsize=4)
def _plain(body_html: str) -> str:
    """A body as text; each is asked for twice in a row, as the version after one change and before the next."""
    from feedservice.editing.plain_text import plain  # noqa: PLC0415  # parsers of HTML, for few pages

    return plain(body_html)


def _standfirst(article: Article) -> str:
    return "" if article.standfirst_derived else article.standfirst


def changed_fields(before: Article, after: Article, spoken: Spoken) -> tuple[ChangedField, ...]:
    """All that is told beside the text, as far as it differs."""
    old, new = (_fields(article, spoken) for article in (before, after))
    plain_ones = (ChangedField(name, old[name], new[name]) for name in new)
    went = " ".join(one.note or "(no words)" for one in new_notes(after, before))
    came = " ".join(one.note or "(no words)" for one in new_notes(before, after))
    fields = (
        *plain_ones,
        *_photos(before.photos, after.photos),
        _heard(before, after),
        ChangedField("Correction note", went, came),
    )
    return tuple(one for one in fields if one.before != one.after)


def _fields(article: Article, spoken: Spoken) -> dict[str, str]:
    return {
        "Byline": ", ".join(article.byline),
        "Agencies": ", ".join(article.agencies),
        "Dateline": article.dateline,
        "Section": article.section,
        "Tags": ", ".join(article.tags),
        "Language": article.language,
        "Date": spoken(article.published),
        "Expires": spoken(article.expires) if article.expires else "",
    }


def _heard(before: Article, after: Article) -> ChangedField:
    """Sounds, films and documents that came, went, or are others under the same name."""
    old, new = ({one.name: one.path for one in version.attachments} for version in (before, after))
    went = ", ".join(path for name, path in old.items() if name not in new)
    came = ", ".join(path for name, path in new.items() if name not in old)
    return ChangedField(
        "Sound, film or document", went, f"{came} (another recording)" if came and came == went else came
    )


def _photos(before: tuple[Photo, ...], after: tuple[Photo, ...]) -> Iterator[ChangedField]:
    """Photos that came and went, and what is told differently of those that stayed."""
    old, new = ({photo.original.name: photo for photo in photos} for photos in (before, after))
    went = ", ".join(photo.path for name, photo in old.items() if name not in new)
    came = ", ".join(photo.path for name, photo in new.items() if name not in old)
    yield ChangedField("Photo", went, f"{came} (another picture)" if came and came == went else came)
    if set(old) == set(new) and list(old) != list(new):
        yield ChangedField(
            "Order of photos", *(", ".join(photo.path for photo in photos) for photos in (before, after))
        )
    for name in new:
        if name in old:
            yield ChangedField("Photo file", old[name].path, new[name].path)
            yield ChangedField("Caption", old[name].caption, new[name].caption)
            yield ChangedField("Credit", old[name].credit, new[name].credit)
            yield ChangedField("Alternative text", old[name].alt, new[name].alt)
            yield ChangedField("Description of the photo", old[name].description, new[name].description)
