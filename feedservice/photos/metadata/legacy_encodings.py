"""Which encoding the words of a photo are in when nothing says so: Mac Roman, Windows-1251, Chinese and others. Pure.

Captions are short, and a wrong guess is worse in them than in an article: another script than the Latin is considered
only where whole words are made of bytes beyond ASCII, which no Latin language has. What XMP or EXIF say with certainty
settles it before any guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from feedservice.text.encodings.guess import fit, sample

DEFAULT = "cp1252"
#: Encodings of Latin scripts, the usual first, and what each is worth beside its letters.
_LATIN = {DEFAULT: 0.0, "mac_roman": 0.0, "cp1250": -0.1, "cp1254": -0.1}
_ALPHABETS = ("cp1251", "koi8-r", "mac_cyrillic", "cp866", "cp1253", "cp1255", "cp1256", "cp874")
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
#: A Latin script this plausible is taken; else an East Asian one that fits so much better.
_PLAUSIBLE, _MUCH_BETTER = 0.6, 1.0
#: A stretch between spaces and ASCII signs with no ASCII letter in it.
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_ASCII = re.compile(rb"[A-Za-z]")
_TOUCHING = re.compile(rb"[0-9A-Za-z][\x80-\xff]|[\x80-\xff][0-9A-Za-z]")
_SHORTEST_WORD_BYTES, _LEAST_KINDS = 4, 3
#: Marks that stand where they belong speak for an encoding as much as letters do: don’t · “Boats” · 1939–45 · © Ana · 20 °C.
_IN_PLACE = re.compile(
    r"(?<=\w)’(?=\w)|(?<!\w)[“‘](?=\w)|«[^«»]{2,200}»|(?<=[\w.,!?])[”’](?!\w)|(?<=\d)–(?=\d)|(?<= )[–—](?= )|(?<!\w)©(?=\s?\w)|(?<=[\d ])°|[€£](?=\d)|(?<=\w)…(?!\w)"
)
_MARK_IN_PLACE = 2.2
#: Letters of Windows-1252 that its languages hardly have in such a place: they were ö, û and ú in Mac Roman.
_UNLIKELY = re.compile(r"[bcdfghjklmnpqrstvwxzŽ]š|(?<=\w)ž|(?<=\w)œ(?![ui])", re.IGNORECASE)
_UNLIKELY_WORTH = -1.0
#: Twins shorter than this prove nothing when one is only the beginning of the other.
_LONG_ENOUGH = 20
_MOST_BYTES = 4_000


def fitting(values: Iterable[bytes]) -> str:
    """The encoding that fits best the words of one photo that are not in UTF-8."""
    return _fitting(b"\n".join([value for value in values if is_unknown(value)])[:_MOST_BYTES])


@lru_cache(maxsize=256)
def _fitting(content: bytes) -> str:
    words = sample(content)
    if not words:
        return DEFAULT
    if _is_of_another_script(content):
        return _best(content, words, (*_ALPHABETS, *_EAST_ASIAN))[0]
    if _is_of_signs(content):
        return DEFAULT
    name, worth = _best(content, words, _LATIN)
    if worth >= _PLAUSIBLE:
        return name
    other, better = _best(content, words, _EAST_ASIAN)  # half of their bytes may be ASCII
    return other if better > worth + _MUCH_BETTER else name


def _best(content: bytes, words: bytes, names: Iterable[str]) -> tuple[str, float]:
    """The encoding that fits best, the first of equals, and how well; Windows-1252 where none does."""
    found = {name: _worth(content, words, name) for name in names}
    name = max(found, key=lambda one: found[one])
    return (name, found[name]) if found[name] > 0 else (DEFAULT, 0.0)


def _is_of_signs(content: bytes) -> bool:
    """Whether Windows-1252 makes no letters of the bytes beyond ASCII, but dots and dashes, and they touch no letter."""
    return not _TOUCHING.search(content) and not any(
        letter > "\x7f" and (letter.isalpha() or letter == "\ufffd") for letter in content.decode(DEFAULT, "replace")
    )


def is_unknown(value: bytes) -> bool:
    """Whether nothing tells the encoding of these bytes: they are neither ASCII nor UTF-8."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return True
    return False


def proved(values: Sequence[bytes], twins: Iterable[str]) -> str:
    """The encoding in which one of the values says what its twin says; nothing when there is no such."""
    known = {_bare(twin) for twin in twins if not twin.isascii()}
    for value in filter(is_unknown, values) if known else ():
        for name in (*_LATIN, *_ALPHABETS, *_EAST_ASIAN):
            said = _bare(value.decode(name, "replace"))
            if said in known or (len(said) >= _LONG_ENOUGH and any(twin.startswith(said) for twin in known)):
                return name
    return ""


def _bare(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())


def _is_of_another_script(content: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in words of nothing else, four or more, of several kinds."""
    whole = mixed = 0
    for word in _WORD.findall(content):
        beyond = sum(byte >= 0x80 for byte in word)
        if _ASCII.search(word):
            mixed += beyond
        elif beyond >= _SHORTEST_WORD_BYTES and len(set(word)) >= _LEAST_KINDS:
            whole += beyond
    return whole > mixed


def _worth(content: bytes, words: bytes, name: str) -> float:
    """How well an encoding fits: its letters, the marks that stand in place, less what is unlikely."""
    worth = fit(words, name) + _LATIN.get(name, 0.0)
    text = content.decode(name, "replace")
    others = sum(letter > "\x7f" for letter in text) or 1
    marks = sum(1 for _ in _IN_PLACE.finditer(text))
    unlikely = len(_UNLIKELY.findall(text)) if name.startswith("cp125") else text.count("\xa0")
    return worth + (marks * _MARK_IN_PLACE + unlikely * _UNLIKELY_WORTH) / others
