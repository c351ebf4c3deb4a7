"""Manuscript, cleaned body, photos, earlier self and now -> Article. Pure.

Here what was found is checked, and the article's dates are decided. Ids are minted elsewhere and handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TypeVar

from feedservice.article import Article, Finding, Manuscript, Photo, Problem, Severity, Standing
from feedservice.editing.changes import bare_correction, correction_notes, hint, judge, stated_change
from feedservice.editing.lifecycle import IN_PRINT
from feedservice.editing.release import Release
from feedservice.errors import MissingField
from feedservice.intake.evidence import language_tag
from feedservice.text.dates.parse import understand
from feedservice.text.diff import Change
from feedservice.text.language_detection import contradicted, detect
from feedservice.text.sentences import first_sentences

V = TypeVar("V")

#: How to give an article its headline.
PUT_HEADLINE = (
    "Put the headline on the first line (text, mail), in <h1> (HTML), after # (Markdown), or in the style Title (Word)."
)

_SAME = re.compile(r"\W+")
#: In a cleaned body every < opens a tag.
_SHOWS_SOMETHING = re.compile(r"<(?:img|audio|video)\b")


@dataclass(frozen=True, slots=True)
class Birth:
    """What an article gets once: its id, and the key of its permalink."""

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Composed:
    """An article with the warnings it runs with; `change` is the class of its change, none when readers see none.

    `note` is a word to the editor that asks for nothing. `language` is the evidence for a language nobody declared.
    """

    article: Article
    problems: tuple[Problem, ...] = ()
    change: Change | None = None
    note: str = ""
    language: Finding[str] | None = None


#: Finds an article's `updated` a second of its own, given its date and whether that was stated to the second.
Distinct = Callable[[datetime, bool], datetime]


def as_it_is(instant: datetime, exact: bool) -> datetime:  # noqa: ARG001, FBT001  # a Distinct
    """Leave every instant where it is."""
    return instant


def compose(
    manuscript: Manuscript,
    body_html: str,
    body: list[str],
    photos: tuple[Photo, ...],
    release: Release,
    birth: Birth,
    earlier: Standing | None,
    now: datetime,
    zone: tzinfo,
    distinct: Distinct = as_it_is,
) -> Composed:
    """The article as it is to be seen at `now`; `body` are the paragraphs of `body_html` as text.

    With `earlier`, its self as it last was in print, id, key, first release and publication date are kept (a newly
    stated date counts), and it comes back unchanged when nothing that readers see differs. One that had left print gets
    a new `updated`, later than its tombstone. `distinct` moves `updated` to a second that no other article's has (the
    W3C validator: DuplicateUpdated), and `published` with it unless that was stated exactly.
    Raises MissingField when there is no headline or no body, InvalidField for a change that is no class.
    """
    headline = _required(manuscript, body_html, body, photos)
    standfirst, derived = _standfirst(manuscript, body)
    before = earlier.article if earlier else None
    language, language_problems, detected = _language(manuscript, [headline, standfirst, *body])
    published, exact, problems = _published(manuscript, release.embargo, before, now, zone, language)
    stated, today = stated_change(manuscript), now.astimezone(zone).date()
    article = Article(
        id=birth.id,
        key=birth.key,
        path=manuscript.path,
        headline=headline,
        body_html=body_html,
        published=published,
        updated=published,
        released=before.released if before else now,
        changed=now,
        standfirst=standfirst,
        standfirst_derived=derived,
        byline=_value(manuscript.byline, ()),
        agencies=_value(manuscript.agencies, ()),
        dateline=_value(manuscript.dateline, ""),
        section=_value(manuscript.section, ""),
        tags=_value(manuscript.tags, ()),
        language=language,
        photos=photos,
        corrections=correction_notes(manuscript, before, stated, today),
        expires=release.expires,
    )
    problems = (*manuscript.problems, *problems, *_headline_problem(manuscript), *language_problems, *release.problems)
    if earlier is None:
        return Composed(_at_birth(article, now, distinct, exact=exact), problems, language=detected)
    if stated is Change.CORRECTION:
        article = bare_correction(earlier.article, article, today)
    return replace(_again(earlier, article, stated, problems, now, distinct), language=detected)


def _again(
    earlier: Standing,
    article: Article,
    stated: Change | None,
    problems: tuple[Problem, ...],
    now: datetime,
    distinct: Distinct,
) -> Composed:
    """A new version of an article that was in print."""
    before = earlier.article
    unseen = same_news(before, article)
    if unseen and earlier.state in IN_PRINT:
        return Composed(replace(before, path=article.path, photos=article.photos, expires=article.expires), problems)
    change = None if unseen else judge(before, article, stated)
    if earlier.left and earlier.state not in IN_PRINT:
        updated = max(distinct(max(now, earlier.left + timedelta(seconds=1)), True), before.updated)
    elif change is Change.TYPO:
        updated = before.updated
    else:
        updated = max(distinct(now, False), before.updated)
    note = hint(before, article, change) if change else ""
    return Composed(replace(article, updated=max(updated, article.published)), problems, change, note)


def _at_birth(article: Article, now: datetime, distinct: Distinct, *, exact: bool) -> Article:
    """The article with an `updated` of its own, which is never before `published` and never in the future."""
    moment = distinct(article.published, exact)
    if not exact:
        return replace(article, published=moment, updated=moment)
    return replace(article, updated=moment if moment <= now else article.published)


def _value(finding: Finding[V] | None, default: V) -> V:
    return finding.value if finding else default


def same_news(earlier: Article, later: Article) -> bool:
    """Whether readers would see no difference: all but paths and the clocks is equal."""
    if [replace(photo, path="") for photo in earlier.photos] != [replace(photo, path="") for photo in later.photos]:
        return False
    return earlier == replace(
        later,
        photos=earlier.photos,
        path=earlier.path,
        updated=earlier.updated,
        released=earlier.released,
        changed=earlier.changed,
        expires=earlier.expires,
    )


def _required(manuscript: Manuscript, body_html: str, body: list[str], photos: tuple[Photo, ...]) -> str:
    """The headline, when there is one and something under it."""
    if not (body or photos or _SHOWS_SOMETHING.search(body_html)):
        raise MissingField(
            manuscript.path,
            "There is no article text under the headline.",
            "Write the story below the headline, with an empty line between, and save again.",
        )
    if manuscript.headline is None:
        raise MissingField(manuscript.path, "There is no headline.", PUT_HEADLINE)
    return manuscript.headline.value


def _headline_problem(manuscript: Manuscript) -> tuple[Problem, ...]:
    if manuscript.headline is None or manuscript.headline.source != "file name":
        return ()
    what = "There is no headline; the name of the file stands in for it."
    remedy = PUT_HEADLINE
    return (Problem(manuscript.path, what, remedy, Severity.WARNING),)


def _language(manuscript: Manuscript, words: list[str]) -> tuple[str, tuple[Problem, ...], Finding[str] | None]:
    """The declared language; without one, or where the script shows that it is wrong, the detected one with its evidence."""
    stated, text = _value(manuscript.language, ""), "\n".join(words)
    tag = language_tag(stated)
    if tag:
        own = contradicted(tag, text)
        return (own, (), Finding(own, f"detected; the words are not in {tag}", 0.9)) if own else (tag, (), None)
    own, confidence = detect(text)
    finding = Finding(own, "detected", confidence) if own else None
    if not stated:
        return own, (), finding
    instead = f"the language detected, {own}," if own else "the newsroom's own language"
    what = f"“{stated}” is no language code, so {instead} is taken."
    remedy = "Write the code: en for English, zh for Chinese, ar for Arabic, de for German."
    return own, (Problem(manuscript.path, what, remedy, Severity.WARNING),), finding


def _standfirst(manuscript: Manuscript, paragraphs: list[str]) -> tuple[str, bool]:
    """The standfirst, and whether it only repeats how the body opens."""
    opening = paragraphs[0] if paragraphs else ""
    if manuscript.standfirst is None:
        return first_sentences(opening) or _value(manuscript.headline, ""), True
    stated = manuscript.standfirst.value
    bare = _SAME.sub("", stated.casefold())
    repeats = bool(bare) and _SAME.sub("", opening.casefold()).startswith(bare)
    return stated, repeats


def _published(
    manuscript: Manuscript,
    embargo: datetime | None,
    earlier: Article | None,
    now: datetime,
    zone: tzinfo,
    language: str,
) -> tuple[datetime, bool, tuple[Problem, ...]]:
    """The date readers see, whether it was stated with its clock time, and what was wrong with it.

    The stated one, never before the embargo, never in the future; else the first release. A stated day without a clock
    time keeps the time it was first given; at first that is the moment of release, when that is on the same day, so
    that it cannot jump the queue.
    """
    first = earlier.published if earlier else now
    if manuscript.date is None:
        stated_embargo = embargo is not None and earlier is None
        return (min(embargo, now) if embargo and stated_embargo else first), stated_embargo, ()
    try:
        stated = understand(manuscript.date.value, zone, language)
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
