"""What stands in a mark behind its name: key="value", and values alone. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Quotation marks of every make: WordPress's own texturize turns straight ones into these.
_OPEN, _CLOSE = (
    "\"'“”„‟″«‘’‚`",
    {"“": "”″“", "”": "”″", "„": "“”", "″": "″”", "«": "»", "‘": "’′", "’": "’′", "‚": "‘’"},
)
_KEY = re.compile(r"([\w@:.-]{1,60})\s*(=|:(?=\s*[\"'“”]))\s*")
_BARE = re.compile(r"[^\s,]+")
_OF_KEY = re.compile(r"[^\s]+")
#: Words rather than a name or a number.
_SAID = re.compile(r"^[^\W\d_a-z]\S*$|\S\s\S")
_SPACE = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The pairs of a mark, its other values, whether some pair is quoted, whether one comes first, and the words quoted last."""

    pairs: dict[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    is_quoted: bool = False
    begins: bool = False
    spoken: str = ""


def read_attributes(text: str) -> Attributes:
    """The attributes in the rest of a mark; the first of a name counts. Linear."""
    pairs: dict[str, str] = {}
    values: list[str] = []
    quoted, begins, spoken = False, False, ""
    place = 0
    while place < len(text):
        space = _SPACE.match(text, place)
        if space:
            place = space.end()
            continue
        key = _KEY.match(text, place)
        begins = begins or (key is not None and not values)
        value, place, is_quoted = _value(text, key.end() if key else place, _OF_KEY if key else _BARE)
        quoted = quoted or (is_quoted and key is not None)
        if key:
            pairs.setdefault(key[1].casefold(), value)
        elif value:
            values.append(value)
            spoken = value if is_quoted and _SAID.search(value) else spoken
    return Attributes(pairs, tuple(values), quoted, begins, spoken)


def _value(text: str, place: int, unquoted: re.Pattern[str]) -> tuple[str, int, bool]:
    """A value that begins here, where it ends, and whether it stands in quotation marks."""
    opens = text[place : place + 1]
    if opens and opens in _OPEN:
        closers = _CLOSE.get(opens, opens)
        for end in range(place + 1, len(text)):
            if text[end] in closers and (end + 1 == len(text) or not text[end + 1].isalnum()):
                return text[place + 1 : end].strip(), end + 1, True
    bare = unquoted.match(text, place)
    end = bare.end() if bare else place + 1
    return text[place:end], end, False
