"""The account of a file's words: what of it readers see, what was cut, what is missing, and what the desk says of that. Pure.

Struck for every article before it is published (issue 17): whatever a reader or a step of cleaning drops without a word is
found here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape

from feedservice.article import Cut, Finding, Manuscript, PhotoReference, Problem, Severity, WordCount
from feedservice.cleaning import Cleaned
from feedservice.editing.receipts.compared_words import words_of
from feedservice.editing.receipts.lost_words import Lost
from feedservice.editing.receipts.word_balance import GLUED, Balance, joined, strike
from feedservice.intake.evidence import SAID
from feedservice.intake.label_words import are_labels

#: So many words of a line that a field was read from may be none of its value.
_MOST_BESIDE = 6
#: Of a hundred words of running prose, what may be missing before the article is marked as faulty.
_MOST_MISSING = 0.03
_PROSE_LINE_WORDS = 8
#: Tags that part words, with those of figures and readings set small; all others stand inside words.
_APART = re.compile(
    r"</?(?:p|li|td|th|pre|blockquote|figcaption|caption|h[2-4]|br|dd|dt|tr|sup|sub|rt|rp|figure|img|hr)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_QUOTED_LINES, _QUOTED_CHARACTERS = 3, 160


def accounted(read: Manuscript, manuscript: Manuscript, cleaned: Cleaned) -> tuple[Manuscript, Balance]:
    """A manuscript with all that was cut and a word on what is missing, and the balance; `read` is it before any sidecar."""
    cuts = (*manuscript.cut, *cleaned.cut)
    accounts = [account((read, manuscript), cuts, body) for body in bodies(cleaned)]
    balance, again = min(accounts, key=lambda one: one[0].lost_words)
    problems = (*missing_words(manuscript.path, balance), *manuscript.problems)
    return replace(manuscript, cut=(*cuts, *again), problems=problems, passed_over=(), readable=""), balance


def bodies(cleaned: Cleaned) -> tuple[str, ...]:
    """The words of a cleaned body in every form in which readers see them: its text; and, where it has figures or readings
    set small (<sup>, <rt>), that with these parted from the words beside them, for a file may have either.
    """
    if "<su" not in cleaned.html and "<rt" not in cleaned.html:
        return (cleaned.text,)
    return cleaned.text, unescape(_TAG.sub("", _APART.sub("\n", cleaned.html)))


def account(manuscripts: Sequence[Manuscript], cuts: Sequence[Cut], body: str) -> tuple[Balance, tuple[Cut, ...]]:
    """The balance of a file's words, and what it adds to what was cut.

    `manuscripts` are what was made of it, before and after a sidecar overruled it; `cuts` are what was left out
    of it, `body` are the words of the cleaned body. What was passed over for a field is cut, and so is a line that stands there already.
    """
    balance = strike(
        manuscripts[0].readable, joined(_said(manuscripts, body)), joined(cut.words for cut in cuts), are_labels
    )
    if not balance.lost and not balance.repeated:
        return balance, ()
    found = [(lost, _passed_over(lost, manuscripts[0])) for lost in balance.lost]
    again = tuple(Cut(line, "it stands there already") for line in balance.repeated)
    beside = tuple(Cut(lost.words, cut.reason) for lost, cut in found if cut and cut.reason != SAID)
    said = sum(lost.count for lost, cut in found if cut and cut.reason == SAID)
    out = sum(lost.count for lost, cut in found if cut) - said
    left = tuple(lost for lost, cut in found if not cut)
    return replace(balance, published=balance.published + said, cut=balance.cut + out, lost=left), (*again, *beside)


def _passed_over(lost: Lost, manuscript: Manuscript) -> Cut | None:
    """What a reader passed over, where it has all these words: what was found for a field besides what counts; or a few beside it."""
    words = set(words_of(lost.words))
    for cut in manuscript.passed_over:
        if cut.reason.startswith("beside") and lost.count > _MOST_BESIDE:
            continue
        if words.issubset(words_of(cut.words)) or words.issubset(words_of(GLUED.sub(" ", cut.words))):
            return cut
    return None


def word_count(balance: Balance) -> WordCount:
    """The balance in figures."""
    return WordCount(balance.source, balance.published, balance.cut, balance.lost_words)


def missing_words(path: str, balance: Balance) -> tuple[Problem, ...]:
    """What the desk says of words that are missing: a warning; or, of a paragraph or much prose, that the fault is ours."""
    if not balance.lost:
        return ()
    quoted = " … ".join(_shortened(one.words) for one in balance.lost[:_QUOTED_LINES])
    more = " …" if len(balance.lost) > _QUOTED_LINES else ""
    number = balance.lost_words
    words = "1 word of the file is" if number == 1 else f"{number} words of the file are"
    what = f"{words} missing from the article: “{quoted}”{more}."
    if _is_ours(balance):
        remedy = "This is our fault, not yours. Compare the article with the file; and send the file to your operator."
        return (Problem(path, what, remedy, Severity.FAULT),)
    return (Problem(path, what, "If readers need them, write them into a paragraph of the story.", Severity.WARNING),)


def _is_ours(balance: Balance) -> bool:
    """Whether so much is missing that an editor cannot be asked to mend it."""
    prose = sum(one.count for one in balance.lost if one.count >= _PROSE_LINE_WORDS)
    return any(one.is_whole_line for one in balance.lost) or prose > _MOST_MISSING * balance.source


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED_CHARACTERS else words[:_QUOTED_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _said(manuscripts: Sequence[Manuscript], body: str) -> Iterable[str]:
    """All words that stand in an article and its fields."""
    yield body
    seen: set[int] = set()
    for manuscript in manuscripts[:1] if manuscripts[0] is manuscripts[-1] else manuscripts:
        for value in _values(manuscript):
            if id(value) not in seen:
                seen.add(id(value))
                yield from _texts(value)


def _values(manuscript: Manuscript) -> Iterable[object]:
    for name in _WORDS:
        value = getattr(manuscript, name)
        if value is not None:
            yield value
    yield from manuscript.photos
    yield from manuscript.corrections


#: Attributes of a manuscript that hold no words of its article, or several values.
_NOT_WORDS = frozenset(
    {"path", "base_url", "photo", "photos", "corrections", "cut", "problems", "edges", "passed_over", "readable"}
)
_WORDS = tuple(name for name in Manuscript.__dataclass_fields__ if name not in _NOT_WORDS)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, PhotoReference):
        return (value.caption, value.credit)
    if isinstance(value, Finding):
        return (value.value,) if isinstance(value.value, str) else value.value
    return (str(value),)
