"""Whether what somebody wrote above a mail or beside a file is a note to the desk, or a story of its own. Pure.

A note speaks to somebody: it greets, signs, says what it brings. A story has a byline, a dateline, or sentences that speak to
nobody. In doubt, few words are a note: printed as an article it would be worse than an article that waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from feedservice.intake.mail.banners import banner_end
from feedservice.intake.mail.covering_notes import is_spoken_to_desk, note_paragraphs
from feedservice.intake.mail.covering_words import COVERING_WORDS
from feedservice.intake.trade import is_byline, split_dateline
from feedservice.text.sentences import count_words
from feedservice.text.unicode import one_line

#: A note that is known as such may run to so many words.
_LONGEST_NOTE_WORDS = 200
#: A story of few words has so many, in sentences.
_BRIEF_WORDS, _BRIEF_SENTENCES = 18, 2
_ENDS = (".", "!", "?", "。", "…", "”", '"', "»", "।", "۔")
_HEAD_LINES = 4


def is_note(text: str, sender: str = "", *, surely: bool = False) -> bool:
    """Whether a text is no story: nothing at all, a note to the desk, or a few words of which nothing says that they are news.

    `surely` leaves the last out.
    """
    lines = [one_line(line) for line in text.split("\n")]
    lines = lines[banner_end(lines, sender) :]
    words = sum(map(count_words, lines))
    if not words:
        return True
    if _has_head(lines):
        return False
    greeted, paragraphs = note_paragraphs(lines, sender)
    spoken = [is_spoken_to_desk(one) for one in paragraphs]
    if all(spoken) or (greeted and any(spoken) and 2 * sum(spoken) >= len(spoken)):
        return words <= _LONGEST_NOTE_WORDS
    return not surely and words <= COVERING_WORDS and not _is_brief(paragraphs, greeted=greeted, spoken=any(spoken))


def _has_head(lines: Sequence[str]) -> bool:
    """Whether a byline or a dateline stands among the first lines."""
    first = [line for line in lines if line][:_HEAD_LINES]
    return any(is_byline(line) or split_dateline(line)[0] for line in first)


def _is_brief(paragraphs: Iterable[str], *, greeted: bool, spoken: bool) -> bool:
    """Whether a few words are a piece of news: sentences, and nobody is spoken to."""
    said = list(paragraphs)
    sentences = sum(one.count(". ") + one.endswith(_ENDS) for one in said)
    return not (greeted or spoken) and sum(map(count_words, said)) >= _BRIEF_WORDS and sentences >= _BRIEF_SENTENCES
