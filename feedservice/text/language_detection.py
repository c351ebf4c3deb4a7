"""Which language a text is in: by its script, by its small words, and last by py3langid. Pure.

Says nothing rather than guess: a newsroom's own language is the better guess for a text of a few words. Reads only
the opening of a text. py3langid and numpy take most of a second and 100 MB to load, so they are asked only when script
and small words do not settle it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from feedservice.text.languages import words
from feedservice.text.scripts import HAN, HANGUL, KANA, KANA_LETTERS

#: A text's opening says enough.
_READ_CHARACTERS = 500
_FEWEST_WORDS = 6
_FEWEST_WORDS_FOR_MODEL = 12
#: How sure py3langid must be (its probabilities are near 0 or 1).
_SURE = 0.97

#: Scripts of one language in the news, or of one by far (Unicode, Scripts.txt); the ranges are of letters.
_ONE_LANGUAGE = (
    ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("he", "\u05d0-\u05f4"), ("hy", "\u0531-\u058f"), ("ka", "\u10a0-\u10ff"), ("th", "\u0e01-\u0e3a"),
    ("lo", "\u0e81-\u0edf"), ("km", "\u1780-\u17ff"), ("my", "\u1000-\u109f"), ("am", "\u1200-\u137f"), ("bn", "\u0980-\u09ff"), ("pa", "\u0a01-\u0a7f"),
    ("gu", "\u0a81-\u0aff"), ("or", "\u0b01-\u0b7f"), ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"), ("kn", "\u0c80-\u0cff"), ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"), ("hi", "\u0900-\u097f"), ("ko", HANGUL + "\u1100-\u11ff"), ("ar", "\u0621-\u06ff\u0750-\u077f"), ("ru", "\u0400-\u052f"),
    ("ja", KANA), ("zh", HAN), ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
)  # fmt: skip
_SCRIPTS = tuple((name, re.compile(f"[{letters}]+")) for name, letters in _ONE_LANGUAGE)
_LATIN = _SCRIPTS[-1][1]
#: A Chinese character says about as much as a word of four letters.
_WEIGHT = {"zh": 4, "ja": 3, "ko": 2}

#: Letters that only one of the languages of a script has, the most telling first.
_ARABIC = (("ug", "ۇۆۈېەڭ"), ("ckb", "ڕڵۆێە"), ("ps", "ټډړښږځڅ"), ("sd", "ڄڃڌڏٿڀٻ"), ("ur", "ٹڈڑںےھ"), ("fa", "پچژگیک"))
_CYRILLIC = (
    ("be", "ў"), ("uk", "їєґ"), ("mk", "ѓќѕ"), ("sr", "ђћџљњј"), ("kk", "қғұә"), ("tg", "ӣӯҳҷ"), ("mn", "өү"), ("ru", "ыэ"),
    ("uk", "і"), ("bg", "ъ"),
)  # fmt: skip
_SHARED = {"ar": _ARABIC, "ru": _CYRILLIC}
#: Characters that were simplified, as both ways write the commonest of them.
_SIMPLIFIED = frozenset("这国们来说时为会对发过还个学开关长门问间见车东马")
_TRADITIONAL = frozenset("這國們來說時為會對發過還個學開關長門問間見車東馬")

#: The smallest words of languages in Latin letters; words of several are counted for each.
_SMALL_WORDS: dict[str, list[str]] = words("prose", "small_words")
_READINGS: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words:
        _READINGS.setdefault(_word, []).append(_language)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Letters that settle what small words do not, for pairs that share most of them.
_TELLING: dict[str, str] = words("prose", "telling_letters")

#: Languages written in Latin letters alone: declared on a text in another script, they are wrong.
_LATIN_ALONE = frozenset(_SMALL_WORDS) | {"no", "nn", "fil", "mt", "lb", "ms", "so", "zu", "xh"}


def detect(text: str) -> tuple[str, float]:
    """The language of a text as a tag (RFC 5646) with how sure that is, or nothing with 0 when it cannot be told."""
    return _detect(text[:_READ_CHARACTERS])


@lru_cache(maxsize=256)
def _detect(text: str) -> tuple[str, float]:
    script, share = _script(text)
    if not script or share < 0.6:
        return "", 0.0
    if script == "latin":
        return _by_small_words(text)
    if script in {"zh", "ja"}:
        return _east_asian(text)
    if script in _SHARED:
        return _by_letters(text.lower(), _SHARED[script], script), 0.9
    if script == "hi" and re.search(r"(?<!\S)(?:आहे|आणि|असून|होते)(?!\S)", text):
        return "mr", 0.9
    return script, 0.97


def contradicted(declared: str, text: str) -> str:
    """The language that a text is in when the declared one is not written in that script; nothing when they may agree."""
    base = declared.partition("-")[0].lower()
    script, share = _script(text[:_READ_CHARACTERS])
    if not script or share < 0.8 or (script == "latin" and (base in _LATIN_ALONE or base not in _OTHER_SCRIPTS)):
        return ""
    if script != "latin" and base not in _LATIN_ALONE:
        return ""
    language, confidence = detect(text)
    return language if confidence >= 0.8 else ""


#: Languages never written in Latin letters by newsrooms.
_OTHER_SCRIPTS = frozenset(
    {name for name, _ in _ONE_LANGUAGE} | {"fa", "ur", "ps", "uk", "bg", "mk", "be", "mr", "ne"}
) - {"latin"}


def _script(text: str) -> tuple[str, float]:
    """The script most of a text is in, named by its chief language, and its share; nothing for few letters."""
    latin = sum(map(len, _LATIN.findall(text)))
    if latin > 0.9 * sum(map(str.isalpha, text)):
        return ("latin", 1.0) if latin >= 12 else ("", 0.0)
    counts: Counter[str] = Counter()
    for name, letters in _SCRIPTS:
        found = sum(map(len, letters.findall(text)))
        if found:
            counts[name] = found * _WEIGHT.get(name, 1)
    whole = sum(counts.values())
    if whole < 12:
        return "", 0.0
    counts["zh"] += counts.pop("ja", 0) if counts["zh"] else 0
    name, most = counts.most_common(1)[0]
    return name, most / whole


def _east_asian(text: str) -> tuple[str, float]:
    kana = len(re.findall(f"[{KANA_LETTERS}]", text))
    if kana * 12 > len(re.findall(f"[{HAN}]", text)):
        return "ja", 0.97
    traditional = sum(letter in _TRADITIONAL for letter in text)
    simplified = sum(letter in _SIMPLIFIED for letter in text)
    return ("zh-Hant" if traditional > 2 * simplified else "zh"), 0.95


def _by_letters(text: str, table: tuple[tuple[str, str], ...], otherwise: str) -> str:
    """The first language of which a text has letters that the others lack."""
    least = max(len(text) // 150, 1)
    return next((name for name, letters in table if sum(map(text.count, letters)) >= least), otherwise)


def _by_small_words(text: str) -> tuple[str, float]:
    small = text.lower()
    found = _WORDS.findall(small.replace("’", "'"))
    if len(found) < _FEWEST_WORDS:
        return "", 0.0
    counts: Counter[str] = Counter()
    for word in found:
        readings = _READINGS.get(word, ())
        for language in readings:
            counts[language] += 2 if len(readings) == 1 else 1  # a word that one language alone has tells more
    for language, letters in _TELLING.items():
        if language in counts:
            counts[language] += sum(map(small.count, letters))
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (language, most), (_, next_most) = ranked[0], ranked[1]
    if most >= max(3, len(found) * 0.2) and most >= 1.3 * next_most + 1:
        return language, 0.95
    return _by_model(text) if len(found) >= _FEWEST_WORDS_FOR_MODEL else ("", 0.0)


def _by_model(text: str) -> tuple[str, float]:
    """What py3langid says, when it is all but certain."""
    language, probability = _model().classify(text)
    return (str(language), round(float(probability), 2)) if probability >= _SURE else ("", 0.0)


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # loads numpy and its model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
