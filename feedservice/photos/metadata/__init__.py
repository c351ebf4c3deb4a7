"""What a photo says of itself: caption, credit, creator, copyright, headline, date, from IPTC-IIM, XMP and EXIF. Pure.

`segments` and `heif_boxes` find the metadata in each kind of picture; `iptc`, `xmp` and `exif` read it; the table below ranks
it. Nothing is taken on trust: damage never raises, and what cameras write by themselves is no caption.

When they differ: XMP before IPTC-IIM before EXIF, for XMP knows its encoding and is not cut at 2,000 bytes. But when
the digest in the file says that IPTC-IIM was changed after XMP was written, by a program that knows no XMP, IPTC-IIM
goes first (Metadata Working Group, Guidelines 2.0, 3.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice

from feedservice.article import Finding
from feedservice.intake.trade.placeholders import is_remark, is_somebody, says_something
from feedservice.photos.metadata import exif, iptc, segments, stray_blocks, xmp
from feedservice.photos.metadata.text_values import guessed, repaired

#: Where each field stands, best first: property, what a receipt calls it, confidence. Sources: IPTC Photo Metadata
#: Standard 2024.1 (its mappings to IIM and EXIF); Exif 3.0; XMP Dynamic Media; W3C PNG 3, 11.3.3.2.
RANKS: Mapping[str, tuple[tuple[str, str, float], ...]] = {
    "caption": (
        ("dc:description", "XMP description", 0.9),
        ("2:120", "IPTC caption", 0.9),
        ("ImageDescription", "EXIF image description", 0.8),
        ("tiff:ImageDescription", "XMP image description", 0.7),
        ("XPComment", "EXIF comment of Windows", 0.6),
        ("UserComment", "EXIF user comment", 0.6),
        ("exif:UserComment", "XMP user comment", 0.6),
        ("png:Description", "PNG description", 0.6),
        ("XPSubject", "EXIF subject of Windows", 0.5),
        ("XPTitle", "EXIF title of Windows", 0.5),
        ("ImageTitle", "EXIF image title", 0.5),
        ("xmp:Description", "XMP description", 0.5),
        ("png:Title", "PNG title", 0.5),
        ("png:Comment", "PNG comment", 0.4),
        ("comment", "comment in the picture", 0.4),
    ),
    "credit": (
        ("photoshop:Credit", "XMP credit", 0.9),
        ("2:110", "IPTC credit", 0.9),
    ),
    "creator": (
        ("dc:creator", "XMP creator", 0.9),
        ("2:80", "IPTC by-line", 0.9),
        ("Artist", "EXIF artist", 0.8),
        ("Photographer", "EXIF photographer", 0.8),
        ("tiff:Artist", "XMP artist", 0.7),
        ("plus:ImageCreatorName", "XMP image creator", 0.7),
        ("xmpDM:artist", "XMP artist", 0.6),
        ("XPAuthor", "EXIF author of Windows", 0.6),
        ("xmp:Author", "XMP author", 0.6),
        ("photoshop:Author", "XMP author", 0.6),
        ("png:Author", "PNG author", 0.6),
        ("png:Creator", "PNG creator", 0.6),
        ("png:Artist", "PNG artist", 0.6),
    ),
    "copyright": (
        ("dc:rights", "XMP rights", 0.9),
        ("2:116", "IPTC copyright notice", 0.9),
        ("Copyright", "EXIF copyright", 0.8),
        ("tiff:Copyright", "XMP copyright", 0.7),
        ("xmpDM:copyright", "XMP copyright", 0.6),
        ("png:Copyright", "PNG copyright", 0.6),
    ),
    "headline": (
        ("photoshop:Headline", "XMP headline", 0.9),
        ("2:105", "IPTC headline", 0.9),
    ),
    "source": (
        ("photoshop:Source", "XMP source", 0.8),
        ("2:115", "IPTC source", 0.8),
    ),
    "alt": (("Iptc4xmpCore:AltTextAccessibility", "XMP alternative text", 0.9),),
    "description": (("Iptc4xmpCore:ExtDescrAccessibility", "XMP extended description", 0.9),),
    "taken": (
        ("photoshop:DateCreated", "XMP date created", 0.9),
        ("2:55", "IPTC date created", 0.9),
        ("DateTimeOriginal", "EXIF original date", 0.9),
        ("exif:DateTimeOriginal", "XMP original date", 0.8),
        ("xmpDM:shotDate", "XMP shot date", 0.7),
        ("DateTimeDigitized", "EXIF digitising date", 0.6),
        ("xmp:CreateDate", "XMP creation date", 0.6),
    ),
}

#: No words are longer than this, nor any of more than so many names: the rest is damage, and cut.
_LONGEST_CHARACTERS, _MOST_VALUES = 20_000, 100
_LONGEST_NAME_CHARACTERS = 100
#: Where programs write more often than people do.
_COMMENTS = frozenset({"comment", "png:Comment"})
_WORD = re.compile(r"[^\W_]+")
#: 2019:11:18 09:30:00 · 20191118 093000+0100 · 2019-11-18T09:30:00.12+01:00 · 2019-11
_DATE = re.compile(
    r"^(\d{4})[-:/]?(\d\d)?[-:/]?(\d\d)?(?:[T ]+(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?$"
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What one photo says of itself, each with where it stood. `taken` is ISO 8601 as exact as the file has it:
    a day, or a time, with an offset when one is stated. `source` is who supplied it; `alt` and, at more length, `description`
    tell those who do not see it what it shows.
    """

    caption: Finding[str] | None = None
    credit: Finding[str] | None = None
    creator: Finding[str] | None = None
    copyright: Finding[str] | None = None
    headline: Finding[str] | None = None
    source: Finding[str] | None = None
    alt: Finding[str] | None = None
    description: Finding[str] | None = None
    taken: Finding[str] | None = None


def read(content: bytes) -> Embedded:
    """What the metadata of a picture says. Raises nothing, whatever the bytes."""
    found = stray_blocks.completed(segments.find(content), content)
    said = _all_fields(found)
    camera = _camera(said)
    best = {}
    for entry in fields(Embedded):
        ranks = RANKS[entry.name]
        if found.iptc_is_newer:
            ranks = tuple(sorted(ranks, key=lambda rank: not rank[0].startswith("2:")))
        best[entry.name] = _best(entry.name, ranks, said, camera)
    return Embedded(**best)


def _all_fields(found: segments.Blocks) -> dict[str, list[str]]:
    """Every value of every block by property; the names of the blocks' properties never meet."""
    texts = {f"png:{keyword}": [guessed(text[: _LONGEST_CHARACTERS * 4])] for keyword, text in found.texts.items()}
    texts["comment"] = [guessed(found.comment[: _LONGEST_CHARACTERS * 4])]
    from_exif, from_xmp = exif.read(found.exif), dict[str, list[str]]()
    for block in found.more_exif:
        from_exif = exif.read(block) | from_exif
    for packet in (found.xmp, *found.more_xmp):
        from_xmp = xmp.read(packet) | from_xmp
    twins = [one for values in from_exif.values() for one in values if _is_sure(one, found.exif)]
    twins += [one for values in from_xmp.values() for one in values]
    said = texts | from_exif | iptc.read(found.iptc, twins) | from_xmp
    for date, clock in (("2:55", "2:60"), ("DateTimeOriginal", "OffsetTimeOriginal")):
        if date in said and clock in said:
            said[date] = [f"{said[date][0].strip()} {said[clock][0].strip()}"]
    return said


def _is_sure(text: str, block: bytes) -> bool:
    """Whether a text stands in its block in an encoding that is no guess: UTF-8 or UTF-16."""
    return any(text.encode(name, "replace") in block for name in ("utf-8", "utf-16-le", "utf-16-be"))


def _camera(said: Mapping[str, list[str]]) -> frozenset[str]:
    """What the camera is called, in words, as the file says it."""
    names = (name for tag in ("Make", "Model", "tiff:Make", "tiff:Model") for name in said.get(tag, ()))
    return frozenset(word for name in names for word in _WORD.findall(name[:_LONGEST_NAME_CHARACTERS].casefold()))


def _best(
    field: str, ranks: tuple[tuple[str, str, float], ...], said: Mapping[str, list[str]], camera: frozenset[str]
) -> Finding[str] | None:
    """The first of the ranked properties that says something."""
    meant = _MEANT.get(field, _said)
    for name, source, confidence in ranks:
        texts = islice(filter(str.strip, said.get(name, ())), _MOST_VALUES)
        value = meant([repaired(text[:_LONGEST_CHARACTERS]) for text in texts], camera)
        if value and (name not in _COMMENTS or is_remark(value)):
            return Finding(value, source, confidence)
    return None


def _said(values: list[str], camera: frozenset[str]) -> str:
    """The first value that is somebody's words; dc:rights and others have but one."""
    return next((value for value in values if says_something(value, camera)), "")


def _people(values: list[str], camera: frozenset[str]) -> str:
    """Everybody named, each once; several in one value are parted by semicolons (Windows and Lightroom do)."""
    names = (one.strip() for value in values for one in value.split(";"))
    return ", ".join(dict.fromkeys(name for name in names if is_somebody(name, camera)))


def _somebody(values: list[str], camera: frozenset[str]) -> str:
    return next((value for value in values if is_somebody(value, camera)), "")


def _instant(values: list[str], _camera: frozenset[str]) -> str:
    """The first date that there was, as ISO 8601; cameras without a clock write 0000:00:00."""
    return next(filter(None, map(_iso, values)), "")


def _iso(text: str) -> str:
    parts = _DATE.match(text)
    if parts is None:
        return ""
    year, month, day, hour, minute, second, offset = parts.groups()
    try:
        datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001  # only asked whether there was such a time
    except ValueError:
        return ""
    date = "-".join(filter(None, (year, month, day)))
    if not hour or not day:
        return date
    zone = "+00:00" if offset == "Z" else f"{offset[:3]}:{offset[-2:]}" if offset else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"


#: How a field's values are read, where not as plain words.
_MEANT: Mapping[str, Callable[[list[str], frozenset[str]], str]] = {
    "creator": _people,
    "credit": _somebody,
    "source": _somebody,
    "copyright": _somebody,
    "taken": _instant,
}
