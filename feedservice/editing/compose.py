"""Clean copy, earlier self and moment -> Article. Pure.

Here what was found is checked. Ids are minted elsewhere and handed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from feedservice.article import Article, Attachment, Finding, Manuscript, Photo, Problem, Severity
from feedservice.editing.article_dates import Moment, date_shown, dated_again, dated_at_birth
from feedservice.editing.changes import bare_correction, correction_notes, hint, judge, stated_change
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import Standing
from feedservice.editing.live.live_blogs import dated_entries
from feedservice.errors import MissingField
from feedservice.intake.evidence import value_or
from feedservice.intake.field_values import language_tag
from feedservice.text.comparison.diff import Change
from feedservice.text.dates.clock_times import is_hour
from feedservice.text.language_detection import contradicted, detect
from feedservice.text.sentences import first_sentences

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


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of an article: its tag (RFC 5646), what is doubtful about it, and the evidence when nobody declared it."""

    tag: str
    problems: tuple[Problem, ...] = ()
    detected: Finding[str] | None = None


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """What was made of a file: its manuscript, its body cleaned, the `paragraphs` of that as text, its photos, its sounds and films, when it may go out.

    `spoken` is its language, where that has been told already (`language_of`).
    """

    manuscript: Manuscript
    body_html: str
    paragraphs: Sequence[str]
    photos: tuple[Photo, ...] = ()
    release: Release = field(default_factory=Release)
    spoken: Spoken | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read, see or hear in it."""
        return not (self.paragraphs or self.photos or self.attachments or _SHOWS_SOMETHING.search(self.body_html))


def compose(copy: CleanCopy, birth: Birth, earlier: Standing | None, moment: Moment) -> Composed:
    """The article as it is to be seen at that moment.

    With `earlier`, its self as it last was in print, id, key, first release and publication date are kept (a newly
    stated date counts), and it comes back unchanged when nothing that readers see differs. One that had left print gets
    a new `updated`, later than its tombstone.
    Raises MissingField when there is no headline or no body, InvalidField for a change that is no class.
    """
    manuscript, before = copy.manuscript, earlier.article if earlier else None
    headline = _headline(copy)
    standfirst, derived = _standfirst(copy)
    spoken = copy.spoken or language_of(copy)
    shown = date_shown(manuscript, copy.release.embargo, before, moment, spoken.tag)
    stated = stated_change(manuscript)
    article = replace(
        _as_stated(copy, birth, shown.instant, moment.now),
        headline=headline,
        released=before.released if before else moment.now,
        standfirst=standfirst,
        standfirst_derived=derived,
        language=spoken.tag,
        body_html=dated_entries(copy.body_html, shown, moment.zone, spoken.tag),
        corrections=correction_notes(manuscript, before, stated, moment.today),
    )
    problems = (
        *manuscript.problems,
        *shown.problems,
        *_headline_problem(manuscript),
        *spoken.problems,
        *copy.release.problems,
    )
    if earlier is None:
        return Composed(dated_at_birth(article, moment, exact=shown.exact), problems, language=spoken.detected)
    if stated is Change.CORRECTION:
        article = bare_correction(earlier.article, article, moment.today)
    return replace(_again(earlier, article, stated, moment), problems=problems, language=spoken.detected)


def _as_stated(copy: CleanCopy, birth: Birth, published: datetime, now: datetime) -> Article:
    """The article with what its file says for itself; the rest is decided by `compose`."""
    manuscript = copy.manuscript
    return Article(
        id=birth.id,
        key=birth.key,
        path=manuscript.path,
        headline=value_or(manuscript.headline, ""),
        body_html=copy.body_html,
        published=published,
        updated=published,
        released=now,
        changed=now,
        byline=value_or(manuscript.byline, ()),
        agencies=value_or(manuscript.agencies, ()),
        dateline=value_or(manuscript.dateline, ""),
        section=value_or(manuscript.section, ""),
        tags=value_or(manuscript.tags, ()),
        photos=copy.photos,
        attachments=copy.attachments,
        episode=_number(manuscript.episode),
        season=_number(manuscript.season),
        expires=copy.release.expires,
        stated=manuscript.stated,
    )


def _number(stated: Finding[str] | None) -> int:
    """The number of an episode or a season; none for what is no number of one."""
    words = value_or(stated, "").strip()
    return int(words) if words.isdecimal() and len(words) < 7 else 0


def _again(earlier: Standing, article: Article, stated: Change | None, moment: Moment) -> Composed:
    """A new version of an article that was in print."""
    before = earlier.article
    unseen = same_news(before, article)
    if unseen and earlier.state in IN_PRINT:
        return Composed(
            replace(
                before,
                path=article.path,
                photos=article.photos,
                attachments=article.attachments,
                expires=article.expires,
            )
        )
    change = None if unseen else judge(before, article, stated)
    note = hint(before, article, change) if change else ""
    return Composed(dated_again(article, earlier, change, moment), change=change, note=note)


def same_news(earlier: Article, later: Article) -> bool:
    """Whether readers would see no difference: all but paths and the clocks is equal."""
    if [replace(photo, path="") for photo in earlier.photos] != [replace(photo, path="") for photo in later.photos]:
        return False
    before, now = ([replace(one, path="") for one in version.attachments] for version in (earlier, later))
    if before != now:
        return False
    return earlier == replace(
        later,
        photos=earlier.photos,
        attachments=earlier.attachments,
        path=earlier.path,
        updated=earlier.updated,
        released=earlier.released,
        changed=earlier.changed,
        expires=earlier.expires,
    )


def _headline(copy: CleanCopy) -> str:
    """The headline, when there is one and something under it."""
    manuscript = copy.manuscript
    if copy.is_empty:
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
    return (Problem(manuscript.path, what, PUT_HEADLINE, Severity.WARNING),)


def language_of(copy: CleanCopy) -> Spoken:
    """The declared language; without one, or where the script shows that it is wrong, the detected one with its evidence."""
    manuscript = copy.manuscript
    text = "\n".join([value_or(manuscript.headline, ""), _standfirst(copy)[0], *copy.paragraphs])
    stated = value_or(manuscript.language, "")
    tag = language_tag(stated)
    if tag:
        own = contradicted(tag, text)
        return Spoken(own, (), Finding(own, f"detected; the words are not in {tag}", 0.9)) if own else Spoken(tag)
    own, confidence = detect(text)
    finding = Finding(own, "detected", confidence) if own else None
    if not stated:
        return Spoken(own, (), finding)
    instead = f"the language detected, {own}," if own else "the newsroom's own language"
    what = f"“{stated}” is no language code, so {instead} is taken."
    remedy = "Write the code: en for English, zh for Chinese, ar for Arabic, de for German."
    return Spoken(own, (Problem(manuscript.path, what, remedy, Severity.WARNING),), finding)


def _standfirst(copy: CleanCopy) -> tuple[str, bool]:
    """The standfirst, and whether it only repeats how the body opens."""
    manuscript = copy.manuscript
    opening = next((one for one in copy.paragraphs if not is_hour(one)), "")  # a live blog opens with one
    if manuscript.standfirst is None:
        return first_sentences(opening) or value_or(manuscript.headline, ""), True
    stated = manuscript.standfirst.value
    bare = _SAME.sub("", stated.casefold())
    repeats = bool(bare) and _SAME.sub("", opening.casefold()).startswith(bare)
    return stated, repeats
