"""What kind of change a new version is, and the notes it shows its readers. Pure.

The rule, first match wins:
1. the file says so: `Change: typo`, `Change: update` or `Change: correction`;
2. it has a correction note that the version before had not: a correction;
3. no word of headline, standfirst or body differs, and no photograph, sound or film: a typo (tags, section, byline, markup);
4. only spelling, punctuation or spacing differ (`diff.is_typo`), and no photograph: a typo;
5. anything else: an update.
A typo does not move `updated`. Only people correct: no note is ever made of a difference alone, for new figures in a
running story are news and not a mistake. `hint` asks the editor instead.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from feedservice.article import Article, Correction, Manuscript
from feedservice.editing.plain_text import story, words
from feedservice.errors import InvalidField
from feedservice.text.comparison.diff import Change, facts_changed, is_typo
from feedservice.text.comparison.similarity import Likeness, same_headline
from feedservice.text.comparison.similarity import judge as judge_likeness
from feedservice.text.unicode import one_line


def stated_change(manuscript: Manuscript) -> Change | None:
    """The class of change that the file states, if any. Raises InvalidField for a word that is none."""
    if manuscript.change is None:
        return None
    word = one_line(manuscript.change.value).casefold()
    if word in list(Change):
        return Change(word)
    raise InvalidField(
        manuscript.path,
        f"The change field says “{word}”.",
        "Write Change: typo, Change: update or Change: correction; or leave the line out.",
    )


def correction_notes(
    manuscript: Manuscript, earlier: Article | None, stated: Change | None, today: date
) -> tuple[Correction, ...]:
    """The notes an article shows: those in its file, each with the day it was first there.

    A file that says `Change: correction` and has no note keeps the bare one it got, until it says so no longer.
    """
    before = earlier.corrections if earlier else ()
    in_file = [Correction(note, _day(note, before, today)) for note in manuscript.corrections]
    bare = [note for note in before if not note.note and not in_file and stated is Change.CORRECTION]
    return tuple(sorted((*bare, *in_file), key=lambda note: note.day))


def bare_correction(earlier: Article, later: Article, today: date) -> Article:
    """The later version with a note of no words, where its file says it is a correction, and has none at all."""
    if later.corrections or same_words(earlier, later):
        return later
    return replace(later, corrections=(Correction("", today),))


def same_words(earlier: Article, later: Article) -> bool:
    """Whether two versions have the same words and photographs."""
    return photographs(earlier) == photographs(later) and words(earlier) == words(later)


def _day(note: str, before: tuple[Correction, ...], today: date) -> date:
    """The day a note was first there, in whatever spelling."""
    return next((one.day for one in before if one.note == note or (one.note and is_typo(one.note, note))), today)


def judge(earlier: Article, later: Article, stated: Change | None) -> Change:
    """The class of a change, by the rule above."""
    if stated:
        return stated
    if any(_is_new(note, earlier.corrections) for note in later.corrections):
        return Change.CORRECTION
    if photographs(earlier) != photographs(later):
        return Change.UPDATE
    if _text(earlier) == _text(later) or is_typo(words(earlier), words(later)):
        return Change.TYPO
    return Change.UPDATE


def _text(article: Article) -> tuple[str, str, str]:
    """What the words are made of: when it is equal, they need not be looked at."""
    return article.headline, article.standfirst, article.body_html


def _is_new(note: Correction, before: tuple[Correction, ...]) -> bool:
    return not any(one.day == note.day and is_typo(one.note, note.note) for one in before)


def photographs(article: Article) -> tuple[str, ...]:
    """The photographs of an article, and its sounds, films and documents, by the hash of their bytes."""
    return (*(photo.original.name for photo in article.photos), *(one.name for one in article.attachments))


def hint(earlier: Article, later: Article, change: Change) -> str:
    """What an editor may want to know of a change: that it looks like another story altogether, which takes the first
    one's id by taking its file; or that a figure was replaced and nothing says why. Else nothing.
    """
    if change is Change.UPDATE and _is_another_story(earlier, later):
        return (
            f"Every word is new; before, it was “{earlier.headline}”. If this is another story, save it under a name "
            "of its own and put the first one back: readers take it for the same article."
        )
    facts = facts_changed(words(earlier), words(later)) if change is Change.UPDATE else ()
    if not facts:
        return ""
    told = ", ".join(f"{old} became {new}" for old, new in facts)
    return (
        f"In the last change {told}; that counts as an update. If the first figure was wrong, tell readers: "
        "add a line Correction: and what was wrong."
    )


def _is_another_story(earlier: Article, later: Article) -> bool:
    if same_headline(earlier.headline, later.headline):
        return False
    return judge_likeness(story(earlier), story(later)) is Likeness.NONE
