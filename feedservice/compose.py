"""Manuscript, cleaned body, photos, earlier self and now -> Article. Pure.

Here what was found is checked, and the article's dates are decided. Ids are minted elsewhere and handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from itertools import islice
from typing import TypeVar

from bs4 import BeautifulSoup

from feedservice.article import Article, Finding, Manuscript, Photo, Problem, Severity
from feedservice.characters import one_line
from feedservice.dates import understand
from feedservice.errors import InvalidField, MissingField
from feedservice.intake.evidence import language_tag
from feedservice.intake.nesting import block_lines
from feedservice.intake.text import LONGEST_STANDFIRST_CHARACTERS

V = TypeVar("V")

_YES = {"yes", "true", "1", "on", "y", "ja", "oui", "是"}
_NO = {"no", "false", "0", "off", "n", "nein", "non", "否", ""}
#: Where a sentence ends, its closing quotes included; not after an initial or a short form (Mr. Holt, the U.S. Navy).
_SENTENCE_END = re.compile(
    r"(?:[!?]|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|Lt))(?<!\b(?:Mrs|Gen|Col|Sgt|Gov|Sen|Rep|Rev))(?<!\bProf)\.)"
    r"[\"”’')]*(?=\s+[^\sa-z])|[。！？][”’」』）]*"
)
#: EMBARGOED UNTIL 2027-01-01 · Embargo 1 January · **Embargo:** … · Not for publication until … · Draft: yes
_HOLD = re.compile(
    r"\W*(?:embargo(?:ed)?\W*(?:until\b|till\b|[:：]|\d)|not for (?:publication|release|broadcast)\b|draft\s*[:：]\s*(?:yes|true|$))",
    re.IGNORECASE,
)
_LONGEST_HOLD_CHARACTERS = 120
_SAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Birth:
    """What an article gets once: its id, and the key of its permalink."""

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Release:
    """Whether an article may be seen now: a draft never, one under embargo at `due`."""

    draft: bool = False
    due: datetime | None = None


#: Finds an article's `updated` a second of its own, given its date and whether that was stated to the second.
Distinct = Callable[[datetime, bool], datetime]


def as_it_is(instant: datetime, exact: bool) -> datetime:  # noqa: ARG001, FBT001  # a Distinct
    """Leave every instant where it is."""
    return instant


def release(manuscript: Manuscript, now: datetime, zone: tzinfo) -> Release:
    """What the manuscript says about being seen.

    Raises InvalidField for an embargo or draft field that cannot be understood: nothing goes out by mistake.
    """
    _refuse_unread_holds(manuscript)
    parts = manuscript.path.split("/")
    draft = any(part.startswith("_") for part in parts) or _is_draft(manuscript)
    embargo = _embargo(manuscript, zone)
    return Release(draft, embargo if embargo and embargo > now else None)


def _refuse_unread_holds(manuscript: Manuscript) -> None:
    """A line that asks to hold the article back, but stands where or as no field does, holds it: better late than early."""
    head = (manuscript.headline, manuscript.standfirst, manuscript.caption)
    lines = [finding.value for finding in head if finding] + manuscript.body.get_text("\n").split("\n")
    lines += block_lines(manuscript.body)
    for line in lines:
        if len(line) <= _LONGEST_HOLD_CHARACTERS and _HOLD.match(line):
            raise InvalidField(
                manuscript.path,
                f"The line “{one_line(line)}” asks to hold the article back, but it is no field we know.",
                "Write Embargo: 2026-11-20 08:30, or Draft: yes, on a line of its own at the top; or take the line out.",
            )


def _is_draft(manuscript: Manuscript) -> bool:
    word = manuscript.draft.value.casefold() if manuscript.draft else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise InvalidField(manuscript.path, f"The draft field says “{word}”.", "Write Draft: yes or Draft: no.")


def _embargo(manuscript: Manuscript, zone: tzinfo) -> datetime | None:
    if manuscript.embargo is None:
        return None
    try:
        stated = understand(manuscript.embargo.value, zone)
    except ValueError as error:
        raise InvalidField(
            manuscript.path,
            f"The embargo cannot be understood: {error}. The article is held back to be safe.",
            "Write it as 2026-11-20 08:30, or with a zone: 2026-11-20T08:30:00+01:00.",
        ) from error
    if not stated.day_only:
        return stated.instant
    day = stated.instant.astimezone(zone).date()
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def compose(
    manuscript: Manuscript,
    body_html: str,
    photos: tuple[Photo, ...],
    birth: Birth,
    earlier: Article | None,
    now: datetime,
    zone: tzinfo,
    distinct: Distinct = as_it_is,
) -> tuple[Article, tuple[Problem, ...]]:
    """The article, and the warnings it runs with.

    With `earlier`, id, key, first release and publication date are kept (a newly stated date counts), and the earlier
    self comes back unchanged when nothing that readers see differs. `distinct` moves `updated` to a second that no
    other article's has (the W3C validator: DuplicateUpdated), and `published` with it unless that was stated exactly.
    Raises MissingField when there is no headline or no body.
    """
    headline, paragraphs = _required(manuscript, body_html, photos)
    standfirst, derived = _standfirst(manuscript, paragraphs)
    published, exact, problems = _published(manuscript, earlier, now, zone)
    language, language_problems = _language(manuscript)
    problems += _headline_problem(manuscript) + language_problems
    article = Article(
        id=birth.id,
        key=birth.key,
        path=manuscript.path,
        headline=headline,
        body_html=body_html,
        published=published,
        updated=published,
        released=earlier.released if earlier else now,
        changed=now,
        standfirst=standfirst,
        standfirst_derived=derived,
        byline=_value(manuscript.byline, ()),
        dateline=_value(manuscript.dateline, ""),
        section=_value(manuscript.section, ""),
        tags=_value(manuscript.tags, ()),
        language=language,
        photos=photos,
    )
    if earlier is None:
        return _at_birth(article, now, distinct, exact=exact), problems
    if same_news(earlier, article):
        return replace(earlier, path=manuscript.path), problems
    return replace(article, updated=max(distinct(now, False), earlier.updated)), problems


def _at_birth(article: Article, now: datetime, distinct: Distinct, *, exact: bool) -> Article:
    """The article with an `updated` of its own, which is never before `published` and never in the future."""
    moment = distinct(article.published, exact)
    if not exact:
        return replace(article, published=moment, updated=moment)
    return replace(article, updated=moment if moment <= now else article.published)


def _value(finding: Finding[V] | None, default: V) -> V:
    return finding.value if finding else default


def same_news(earlier: Article, later: Article) -> bool:
    """Whether readers would see no difference: all but path and the clocks is equal."""
    return earlier == replace(
        later, path=earlier.path, updated=earlier.updated, released=earlier.released, changed=earlier.changed
    )


def _required(manuscript: Manuscript, body_html: str, photos: tuple[Photo, ...]) -> tuple[str, list[str]]:
    """The headline and the body's paragraphs as text."""
    soup = BeautifulSoup(body_html, "lxml")
    paragraphs = [
        line for line in (one_line(block.get_text()) for block in soup.find_all(["p", "li", "td", "pre"])) if line
    ]
    if not (paragraphs or photos or soup.find(["img", "audio", "video"])):
        raise MissingField(
            manuscript.path,
            "There is no article text under the headline.",
            "Write the story below the headline, with an empty line between, and save again.",
        )
    if manuscript.headline is None:
        raise MissingField(
            manuscript.path, "There is no headline.", "Put the headline on the first line (text) or in <h1> (HTML)."
        )
    return manuscript.headline.value, paragraphs


def _headline_problem(manuscript: Manuscript) -> tuple[Problem, ...]:
    if manuscript.headline is None or manuscript.headline.source != "file name":
        return ()
    what = "There is no headline; the name of the file stands in for it."
    remedy = "Put the headline on the first line (text) or in <h1> (HTML)."
    return (Problem(manuscript.path, what, remedy, Severity.WARNING),)


def _language(manuscript: Manuscript) -> tuple[str, tuple[Problem, ...]]:
    stated = _value(manuscript.language, "")
    if not stated or language_tag(stated):
        return language_tag(stated), ()
    what = f"“{stated}” is no language code, so the newsroom's own language is taken."
    remedy = "Write the code: en for English, zh for Chinese, ar for Arabic, de for German."
    return "", (Problem(manuscript.path, what, remedy, Severity.WARNING),)


def _standfirst(manuscript: Manuscript, paragraphs: list[str]) -> tuple[str, bool]:
    """The standfirst, and whether it only repeats how the body opens."""
    opening = paragraphs[0] if paragraphs else ""
    if manuscript.standfirst is None:
        return first_sentences(opening) or _value(manuscript.headline, ""), True
    stated = manuscript.standfirst.value
    bare = _SAME.sub("", stated.casefold())
    repeats = bool(bare) and _SAME.sub("", opening.casefold()).startswith(bare)
    return stated, repeats


def first_sentences(text: str) -> str:
    """The first sentence, and the second too when both are short; of one too long for a standfirst, its first words."""
    ends = [found.end() for found in islice(_SENTENCE_END.finditer(text), 2)]
    first, both = (text[:end] for end in (*ends, len(text), len(text))[:2])
    if len(first) > 2 * LONGEST_STANDFIRST_CHARACTERS:
        return first[:LONGEST_STANDFIRST_CHARACTERS].rsplit(" ", 1)[0] + "…"
    return both if len(both) <= LONGEST_STANDFIRST_CHARACTERS / 2 else first


def _published(
    manuscript: Manuscript, earlier: Article | None, now: datetime, zone: tzinfo
) -> tuple[datetime, bool, tuple[Problem, ...]]:
    """The date readers see, whether it was stated with its clock time, and what was wrong with it.

    The stated one, never before the embargo, never in the future; else the first release. A stated day without a clock
    time keeps the time it was first given; at first that is the moment of release, when that is on the same day, so
    that it cannot jump the queue.
    """
    first = earlier.published if earlier else now
    embargo = _embargo(manuscript, zone)
    if manuscript.date is None:
        stated_embargo = embargo is not None and earlier is None
        return (min(embargo, now) if embargo and stated_embargo else first), stated_embargo, ()
    try:
        stated = understand(manuscript.date.value, zone)
    except ValueError as error:
        return first, False, (_date_problem(manuscript, f"The date cannot be understood: {error}."),)
    instant = stated.instant
    if stated.day_only and instant.astimezone(zone).date() == first.astimezone(zone).date():
        instant = first
    if instant > now:
        return first, False, (_date_problem(manuscript, f"The date {manuscript.date.value} is in the future."),)
    if embargo and embargo > instant:
        return min(embargo, now), True, ()
    return instant, not stated.day_only, ()


def _date_problem(manuscript: Manuscript, what: str) -> Problem:
    return Problem(
        manuscript.path,
        f"{what} The article runs with the time it was first published.",
        "Write the date as 18 November 2026 or 2026-11-18 14:30. To hold an article back, use Embargo.",
        Severity.WARNING,
    )
