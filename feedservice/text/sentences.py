"""Where sentences end, in many scripts: what opens a text; how many words it has. Pure.

A full stop ends no sentence after a single letter, a day (19. November) or a short form; when in doubt, the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from feedservice.text.languages import every_word
from feedservice.text.scripts import HAN_AND_KANA

#: A sentence longer than twice this is cut at a word.
LONGEST_SUMMARY_CHARACTERS = 320
_READ_CHARACTERS = 4_000

#: A mark that may end a sentence, its closing quotes included. ؟ and ۔ are Arabic script's, । Hindi's, 。！？ Chinese and Japanese.
_MARK = re.compile(
    r"(?P<stop>[.…])[\"”’»')\]]*(?=\s+[^\sa-zà-ÿа-я])|[!?؟।۔][\"”’»')\]]*(?=\s+[^\sa-zà-ÿа-я])|[。！？][”’」』）]*"
)
_WORD_BEFORE = re.compile(r"[^\s(“\"„«'‘]*$")
#: Short forms with a name or a number behind them.
_SHORT_FORMS = frozenset(every_word("prose", "short_forms"))
_IDEOGRAPH = re.compile(f"[{HAN_AND_KANA}]")


def count_words(text: str) -> int:
    """How many words a text has; letters of Chinese and Japanese count as half a word each."""
    if text.isascii():
        return len(text.split())
    return len(text.split()) + len(_IDEOGRAPH.findall(text)) // 2


def first_sentences(text: str) -> str:
    """The first sentence, and the second too when both are short; of one too long for a standfirst, its first words."""
    ends = list(islice(_ends(text[:_READ_CHARACTERS]), 2))
    first, both = (text[:end] for end in (*ends, len(text), len(text))[:2])
    if len(first) > 2 * LONGEST_SUMMARY_CHARACTERS:
        return first[:LONGEST_SUMMARY_CHARACTERS].rsplit(" ", 1)[0] + "…"
    return both if len(both) <= LONGEST_SUMMARY_CHARACTERS / 2 else first


def _ends(text: str) -> Iterator[int]:
    for mark in _MARK.finditer(text):
        if mark["stop"] != "." or not _goes_on(text[max(mark.start() - 24, 0) : mark.start()]):
            yield mark.end()


def _goes_on(before: str) -> bool:
    """Whether the full stop behind these words belongs to the last of them."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    last = word.rpartition(".")[2]
    is_letter = len(last) == 1 and last.isalpha()
    is_day = last.isdigit() and len(last) <= 2 and last == word
    return is_letter or is_day or word.casefold() in _SHORT_FORMS
