"""Which encoding the words of a photo are in when nothing says so: Mac Roman, Windows-1251, Chinese and others. Pure.

Captions are short, and a wrong guess is worse in them than in an article: another script than the Latin is considered
only where whole words are made of bytes beyond ASCII, which no Latin language has. What XMP or EXIF say with certainty
settles it before any guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from feedservice.text.encodings.guess import guesses, sample

DEFAULT = "cp1252"
#: Encodings that programs wrote the words of photos in, the usual first.
_KNOWN = (
    DEFAULT, "mac-roman", "cp1250", "cp1254", "cp1251", "koi8-r", "mac-cyrillic", "cp866", "cp1253", "cp1255", "cp1256", "cp874",
    "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949",
)  # fmt: skip
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
    return next((guess.name for guess in guesses(words, among=_KNOWN)), DEFAULT)


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
        for name in _KNOWN:
            said = _bare(value.decode(name, "replace"))
            if said in known or (len(said) >= _LONG_ENOUGH and any(twin.startswith(said) for twin in known)):
                return name
    return ""


def _bare(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())
