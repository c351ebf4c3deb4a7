"""Writes the names of months and weekdays into the language files, from Unicode CLDR: `python -m tests.languages_from_cldr`.

Only what stands between the two marks of a file's [dates] is written anew, so a newer Babel (tests/requirements.txt) brings a
newer CLDR and leaves alone what we know beyond it (`months_also`, `weekdays_also`). `python -m tests.language_files` is
for afterwards.

Taken are the wide and the abbreviated names, as in a date and by themselves, in small letters and without full stops. Left
out are names of several words or with an apostrophe in them (dydd Llun, d’abril), for a line is read word by word, and names of one
letter, which may mean anything. A language that counts its months (1月, tháng 1) gets no names: its dates are read by their
figures and signs.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

from feedservice.text import languages

BEGINS = "# From Unicode CLDR, made by `python -m tests.languages_from_cldr`; names beside these are further down.\n"
ENDS = "# End of CLDR.\n"
_BLOCK = re.compile(re.escape(BEGINS) + r"(?s:.*?)" + re.escape(ENDS))
_TABLE = "[dates]\n"
#: Not only letters: Hindi and Hebrew shorten with signs of their own, Persian and Malayalam join by one without width.
_ONE_WORD = re.compile(r"[^\s_'’-]{2,}")


def block(tag: str) -> str:
    """What CLDR says of a language, with its marks; nothing for one that CLDR does not know, or that needs no names."""
    try:
        locale = Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return ""
    months = forms(locale.months, range(1, 13))
    if any(character.isdigit() for row in months for name in row for character in name):
        return ""
    rows = {"months": months, "weekdays": forms(locale.days, range(7))}
    return BEGINS + "".join(f"{name} = [\n{''.join(map(_line, found))}]\n" for name, found in rows.items()) + ENDS


def forms(known: Mapping[str, Mapping[str, Mapping[int, str]]], numbers: Iterable[int]) -> list[list[str]]:
    """The names of each month or weekday, wide ones first."""
    uses = [known[use][width] for width in ("wide", "abbreviated") for use in ("format", "stand-alone")]
    return [[names[number] for names in uses] for number in numbers]


def written(tag: str, content: str) -> str:
    """A language file with the names of today’s CLDR at the head of its [dates]; as it is, if it has none."""
    return _BLOCK.sub("", content).replace(_TABLE, _TABLE + block(tag), 1)


def files() -> Iterable[Path]:
    """The files of all languages."""
    tags = languages.read_sources().keys() - {languages.COMMON}
    return [languages.COMPILED.with_name(f"{tag}.toml") for tag in sorted(tags)]


def _line(row: Iterable[str]) -> str:
    plain = (name.casefold().replace(".", "") for name in row)
    return f"    {json.dumps(list(dict.fromkeys(filter(_ONE_WORD.fullmatch, plain))), ensure_ascii=False)},\n"


if __name__ == "__main__":
    for file in files():
        before = file.read_text(encoding="utf-8")
        after = written(file.stem, before)
        if after != before:
            file.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{file.name} is written anew.\n")
