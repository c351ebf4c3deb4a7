"""Words that a margin cut in two, made whole: “har-” above “bour” is “harbour”, “well-” above “known” is “well-known”. Pure.

The text's own words decide where they can; else compounds are known by the words they are made of, in
[prose] of the language files. In doubt the hyphen stays: a word with a hyphen too many is a word still.
"""

from __future__ import annotations

import re

from feedservice.text.languages.alternatives import word_set

#: The last word of a line with its hyphen (or the soft one that a program left), and the first of the next.
_CUT = re.compile(
    r"(?<![\w@/.\u00ad-])(?P<head>(?:[^\W_]+[-\u2010\u2011])*)(?P<first>[^\W_]+)(?P<mark>[-\u2010\u00ad])\n[^\S\n]*(?P<second>[^\W\d_]+)(?P<rest>[-\w’']*[^\s\w]*)[^\S\n]*(?P<end>\n?)"
)
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
#: Words that open compounds written with a hyphen (well-known), and those that close them (harbour-based).
_OPENERS, _CLOSERS = word_set("prose", "compound_openers"), word_set("prose", "compound_closers")
#: Between the parts of two compounds that share one: two- and three-year terms.
_BETWEEN = word_set("prose", "between_compounds")
#: Letters of a part that hyphenation leaves at least.
_FEWEST_LETTERS = 2
#: Words of the text so short say nothing of what a part is.
_SHORTEST_WORD = 4
_SOFT = "\u00ad"


def made_whole(text: str) -> str:
    """The text with words that a line's end cut in two on the first of the two lines."""
    if "-\n" not in text and "\u00ad\n" not in text and "\u2010\n" not in text:
        return text
    known = frozenset(word.casefold() for word in _WORD.findall(_CUT.sub("\n", text)))
    # Where lines are no paragraphs, all goes on one line: no verse is hyphenated.
    seam = " " if "\n\n" in text else "\n"
    return _CUT.sub(lambda found: _joined(found, known, seam), text)


def _joined(found: re.Match[str], known: frozenset[str], seam: str) -> str:
    """Both parts on the upper line, and what follows behind them or on the lower."""
    first, second = found["first"], found["second"]
    if second.casefold() in _BETWEEN:
        return found[0]
    whole = f"{found['head']}{first}{'' if _is_one_word(found, known) else '-'}{second}{found['rest']}"
    return whole + (found["end"] or seam)


def _is_one_word(found: re.Match[str], known: frozenset[str]) -> bool:
    """Whether two parts are one word without a hyphen."""
    first, second = found["first"].casefold(), found["second"].casefold()
    if found["mark"] == _SOFT:
        return True
    if f"{first}-{second}" in known or found["head"] or found["rest"][:1] == "-":
        return False
    if first + second in known:
        return True
    if not found["second"].islower() or not found["first"][-1:].islower():
        return False  # Anglo-American, EU-weit, 30-jährig; and scripts without small letters
    fragments = min(len(first), len(second)) >= _FEWEST_LETTERS
    compound = first in _OPENERS or second in _CLOSERS or (len(first) >= _SHORTEST_WORD and first in known)
    return fragments and not compound
