"""The vocabulary: a frozen type per stage, named by what has happened to it. Pure.

SourceFile -> Manuscript -> Article, and the Receipt that tells an editor about it. `channels` has Edition and Document.
Instants are aware UTC datetimes in whole seconds; quantities end in their unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from feedservice.article.enclosed import Attachment as Attachment
from feedservice.article.enclosed import Photo as Photo
from feedservice.article.enclosed import PhotoReference as PhotoReference
from feedservice.article.enclosed import Rendition as Rendition
from feedservice.article.stated import StatedFacts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One settled file of the content folder, with its bytes; `path` is relative to the folder, with slashes."""

    path: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A value with its evidence: `source` says where in the file it stood, `confidence` (0 to 1) how sure that is."""

    value: T
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cut:
    """Something left out of the body: its words, all of them, and why."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a reader made of a source file: unchecked, each field with its evidence. Its body, a tree, goes beside it (`intake`).

    Dates, embargo, expiry, draft and status are still the words that were found: `release` and `compose` understand or refuse
    them. `corrections` are notes to readers. `byline` are people, `agencies` whom they work for. `base_url` is what relative addresses in the body are relative to, when the file says it (a page saved
    from the web). `photos` are in order of the body, but for the lead, which is first; `photo` is its `src`, with the
    evidence for its being the lead; `last_changed` is when the file says that it was last changed; `audio` and `video` name files of sound and film. `edges` are its first and last lines as they stood, less those read as fields. `problems`
    are the warnings that the article runs with. `passed_over` are words beside those that fields were read from, or found
    for a field that others count for; `alternatives` are the best of these, for a field of which there were several. `readable` is all that a person could read in the file: what its words are counted in.
    """

    path: str
    base_url: str = ""
    headline: Finding[str] | None = None
    standfirst: Finding[str] | None = None
    byline: Finding[tuple[str, ...]] | None = None
    agencies: Finding[tuple[str, ...]] | None = None
    dateline: Finding[str] | None = None
    date: Finding[str] | None = None
    embargo: Finding[str] | None = None
    expiry: Finding[str] | None = None
    draft: Finding[str] | None = None
    status: Finding[str] | None = None
    id: Finding[str] | None = None
    change: Finding[str] | None = None
    duplicate: Finding[str] | None = None
    section: Finding[str] | None = None
    tags: Finding[tuple[str, ...]] | None = None
    language: Finding[str] | None = None
    caption: Finding[str] | None = None
    credit: Finding[str] | None = None
    photo: Finding[str] | None = None
    photos: tuple[PhotoReference, ...] = ()
    audio: Finding[tuple[str, ...]] | None = None
    video: Finding[tuple[str, ...]] | None = None
    episode: Finding[str] | None = None
    season: Finding[str] | None = None
    live: Finding[str] | None = None
    last_changed: str = ""
    stated: StatedFacts = StatedFacts()  # noqa: RUF009  # a frozen value
    episode_type: Finding[str] | None = None
    explicit: Finding[str] | None = None
    transcript: Finding[tuple[str, ...]] | None = None
    chapters: Finding[tuple[str, ...]] | None = None
    corrections: tuple[str, ...] = ()
    cut: tuple[Cut, ...] = ()
    problems: tuple[Problem, ...] = ()
    edges: tuple[str, ...] = ()
    passed_over: tuple[Cut, ...] = field(default=(), compare=False)
    readable: str = field(default="", compare=False)
    alternatives: Mapping[str, tuple[Finding[str], ...]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """A note to readers about what was wrong, with the newsroom's day of it; an empty note says only that there was."""

    note: str
    day: date


@dataclass(frozen=True, slots=True)
class Article:
    """A checked, complete, immutable piece of news.

    `id` is a tag: URI (RFC 4151) and `key` its last part, which makes the permalink; both are given at birth. `published` is the
    date of the news, `updated` its last significant change, both shown; `released` is when it first stood in a feed,
    `changed` when anything of it last changed: these two move feeds' clocks. `body_html` is sanitised and writes our own
    addresses with `addresses.HOME`; `language` may be empty (the channel's). `byline` are people, `agencies` the houses they
    work for, or that alone stand for the author. A derived standfirst repeats the body's opening, and never stands above it.
    `stated` is what the source says besides, for machines.
    """

    id: str
    key: str
    path: str
    headline: str
    body_html: str
    published: datetime
    updated: datetime
    released: datetime
    changed: datetime
    standfirst: str = ""
    standfirst_derived: bool = False
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    photos: tuple[Photo, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    expires: datetime | None = None
    episode: int = 0
    season: int = 0
    stated: StatedFacts = StatedFacts()  # noqa: RUF009  # a frozen value


class Outcome(StrEnum):
    """What became of a source file. The first eight are the states of an article (`lifecycle`), the others are of files."""

    WAITING = "waiting"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    USED = "used"
    UNUSED = "unused"
    GONE = "gone"


class Severity(StrEnum):
    """How bad a problem is: a warning lets the file run, an error does not, a fault is ours and not the editor's."""

    WARNING = "warning"
    ERROR = "error"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Problem:
    """What an editor must know: what is wrong and what to do, in plain words; `where` is the file it concerns."""

    where: str
    what: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many words a person could read in a file; how many of these the article has, were cut with a reason, are missing."""

    source: int = 0
    published: int = 0
    cut: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the desk says about one source file. `due` is when a scheduled article goes out, or a refused one is tried again.
    `resembles` is the id of an article that tells much the same. `words` is there for files that were read whole.
    """

    path: str
    outcome: Outcome
    headline: str = ""
    article_id: str = ""
    key: str = ""
    note: str = ""
    resembles: str = ""
    due: datetime | None = None
    problems: tuple[Problem, ...] = ()
    evidence: Mapping[str, Finding[str]] = field(default_factory=dict)
    cut: tuple[Cut, ...] = ()
    words: WordCount | None = None
