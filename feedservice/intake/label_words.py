"""Words that only introduce a byline, a date, a credit or a field, in every language: the field says what they stand beside. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from feedservice.intake.fields import LINE_NAMES
from feedservice.text.languages import every_word
from feedservice.text.scripts import UNSPACED

#: In scripts without spaces every character counts as a word.
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"[^\W_]+")
#: Entries of the language files that hold the words around dates, bylines, captions and credits.
_OF_LABELS = {
    "trade": (
        "by", "by_in_place", "author_labels", "reporters", "writing_labels", "dated", "dated_by", "contact", "others_work",
        "others_work_by", "others_work_labels", "pictures", "pictures_by", "and", "in_place", "for_house", "roles",
        "reported_from", "credit", "credit_anywhere", "credit_unbracketed", "credit_below_picture", "credit_by", "courtesy",
        "courtesy_of", "via", "taken_by", "given_by", "caption_labels", "beside_dates", "ago", "source", "editor_labels",
    ),
    "dates": ("updated", "published", "around_dates", "date_labels", "after_date_labels", "before_clocks"),
}  # fmt: skip


def are_labels(words: Iterable[str]) -> bool:
    """Whether all of these words, in small letters, are such."""
    return label_words().issuperset(words)


@cache
def label_words() -> frozenset[str]:
    """All of them, made once when the first is asked for."""
    labels = (word for table, names in _OF_LABELS.items() for name in names for word in every_word(table, name))
    words = {word for label in (*LINE_NAMES, *labels) for word in _WORD.findall(label.casefold())}
    return frozenset(words.union(*(_UNSPACED.findall(word) for word in words)))
