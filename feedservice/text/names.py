"""What a person's name looks like, and how one in capitals is written. Pure.

Judges by shape and by words that are no names; knows no list of names.
"""

import re
import unicodedata

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import word_set
from feedservice.text.patterns import later
from feedservice.text.scripts import CJK_NAME, HAN, HANGUL, KATAKANA
from feedservice.text.unicode import one_line

LONGEST_NAME_CHARACTERS = 60
_MOST_WORDS = 6

#: Small words inside names: Ana de la Cruz, Jan van der Berg, Omar al-Sayed, Pedro e Silva.
PARTICLES = word_set("trade", "name_particles")
#: Words on pages and in head lines that stand where names do; one of them is enough.
NO_NAMES = word_set("trade", "no_names") - PARTICLES
_SUFFIXES = {suffix.casefold(): suffix for suffix in every_word("trade", "name_suffixes")}
#: After a name, and part of it.
SUFFIXES = frozenset(_SUFFIXES)
#: Months that people are called, with a family name behind them.
_GIVEN_MONTHS = word_set("trade", "given_months")
_INITIAL = later(r"^(?:[^\W\d_]\.){1,4}$|^[A-Z]{1,2}$")
_TITLES = word_set("trade", "titles")
_FORBIDDEN = later(r"[\d@#:/\\|<>{}\[\]()!?…“”\"=+*&%$€£;，。！？]|\.\.|www\.|\.com\b")
#: Its chart is dear to compile, so it stands here as seldom as can be.
_CJK = f"[{CJK_NAME}]"
_HAN_OR_KANA = later(
    rf"^{_CJK}{{2,8}}$|^{_CJK}{{1,5}} {_CJK}{{1,5}}$|^[{HAN}]{{1,6}}(?:[·・‧][{HAN}]{{1,6}}){{1,3}}$"
    rf"|^[{KATAKANA}]{{2,10}}(?:[・＝][{KATAKANA}]{{2,10}}){{1,3}}$"
)
_HANGUL = later(rf"^[{HANGUL}]{{2,4}}$|^[{HANGUL}]{{1,2}} [{HANGUL}]{{1,3}}$")
_NO_CJK_NAMES = word_set("trade", "no_names_unspaced")


def looks_like_a_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else: up to six words that begin as names do, or few CJK characters.

    A single word passes; whoever asks must know from its place that a name is to be expected.
    """
    name = one_line(text)
    if not 2 <= len(name) <= LONGEST_NAME_CHARACTERS or _FORBIDDEN.search(name):
        return False
    if _HAN_OR_KANA.match(name) or _HANGUL.match(name):
        return name not in _NO_CJK_NAMES
    words = name.replace(",", " ").split()
    given = words[0] in _GIVEN_MONTHS and words[1:2] != [] and words[1].isalpha()
    if len(words) > _MOST_WORDS or any(word.casefold().strip(".’'") in NO_NAMES for word in words[given:]):
        return False
    return all(map(_may_be_part, words)) and any(map(_is_head_word, words))


def _may_be_part(word: str) -> bool:
    """Whether a word may stand in a name: capitalised, a particle, an initial, a suffix, or of a script without capitals."""
    small = word.casefold()
    if small in PARTICLES or small in SUFFIXES or small in _TITLES or _INITIAL.match(word):
        return True
    if word.endswith(".") and len(word) > 4:
        return False
    letters = word.strip(".'’‘-")
    return bool(letters) and (_opens_large(letters) or _has_no_case(letters)) and all(map(_is_letter, letters))


def _is_head_word(word: str) -> bool:
    """Whether a word alone would be a name: not only an initial or a particle."""
    letters = word.strip(".'’‘-")
    return (
        len(letters) > 1 and word.casefold() not in PARTICLES | SUFFIXES | _TITLES and word[:1] != word[:1].lower()
    ) or (len(letters) > 1 and _has_no_case(letters))


def _opens_large(letters: str) -> bool:
    """Anna, O'Leary, al-Sayed, d'Arcy, iO: a large letter at the head, or behind a small prefix."""
    if letters[0].isupper() or letters[0].istitle():
        return True
    prefix, mark, rest = letters.replace("’", "'").replace("'", "-").partition("-")
    return bool(mark) and len(prefix) <= 3 and rest[:1].isupper()


def _has_no_case(letters: str) -> bool:
    """Whether a word is of a script without large letters; Han and kana have rules of their own."""
    first = letters[0]
    return first.isalpha() and first.lower() == first.upper() and not "\u3000" <= first <= "\u9fff"


def _is_letter(letter: str) -> bool:
    return letter.isalpha() or letter in "'’‘`-‐.ʼ\u200c\u200d" or unicodedata.category(letter) in {"Mn", "Mc"}


def spelled(name: str) -> str:
    """A name as it is written in text: one wholly in capitals gets small letters (ANA O'LEARY-McRAE stays mixed as it is).

    O'LEARY is O'Leary and MCDONALD McDonald; MACDONALD may be either and becomes Macdonald. Initials stay: J.R., TJ.
    """
    words = name.split()
    if not name.isupper() or max((len(re.sub(r"\W", "", word)) for word in words), default=0) < 3:
        return name
    return " ".join(_small(word, first=number == 0) for number, word in enumerate(words))


def _small(word: str, *, first: bool) -> str:
    bare = word.strip(".").casefold()
    if _INITIAL.match(word) and (bare not in PARTICLES or first):
        return word
    if bare in SUFFIXES:
        return _SUFFIXES[bare] + "." * word.endswith(".")
    if bare in PARTICLES and not first:
        return word.lower()
    parts = re.split(r"([-'’])", word)
    return "".join(_capitalised(part) for part in parts)


def _capitalised(part: str) -> str:
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
