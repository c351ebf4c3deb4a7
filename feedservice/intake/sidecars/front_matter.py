"""The head of a Markdown file: YAML between ---, TOML between +++, or lines of “Name: value”. Pure.

Fields are called as in our own field lines and as in Hugo, Jekyll and Eleventy; names nobody here knows are let be.
A malformed head is read line by line as far as it goes, with a warning that says where it breaks: so an embargo in it
still holds. Does not judge values: `release` and `compose` do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from feedservice.article import PhotoReference
from feedservice.intake.embargoes import is_hold_field, says_not_published
from feedservice.intake.evidence import Notes
from feedservice.intake.fields import HEAD_NAMES, TAKES, Takes
from feedservice.intake.sidecars.yaml_text import YamlProblem, load
from feedservice.intake.trade import bare_credit, split_caption
from feedservice.text.unicode import one_line

#: A head is some twenty lines; parsers of longer ones take long.
LONGEST_CHARACTERS = 60_000
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\n")
_UNCLOSED = re.compile(r"(?:[^\n]*[:=][^\n]*\n)+(?=[ \t]*\n|\Z)")
_HEAD_LINE = re.compile(r"[^\W\d][\w \-]{0,30}[:：](?:[ \t]|$)")
_LINE = re.compile(r"""^[ \t]*["']?([^\W\d][\w -]{0,30}?)["']?[ \t]*[:：=][ \t]*(.*)$""", re.MULTILINE)
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
#: What the file of a picture may be called inside `cover: {…}`, in rank, and its caption (Hugo PaperMod, Astro, Ghost).
_SOURCES = ("src", "image", "url", "path", "file", "filename")
_CAPTIONS, _ALTS = ("caption", "title"), ("alt", "alt text", "description")
_PICTURE = re.compile(r"^https?://|\.(?:jpe?g|png|gif|webp|avif|tiff?|heic|svg)(?:[?#]|$)", re.IGNORECASE)


def take(text: str, notes: Notes) -> str:
    """Note the fields of the head, if there is one, and return the text below it. Two rules with text between are no head."""
    fence = _FENCE.match(text)
    if fence:
        return _take_fenced(fence[1], text, fence.end(), notes)
    above, empty, below = text.partition("\n\n")
    lines = above.split("\n")
    if _is_known(above) and all(_HEAD_LINE.match(line) or line[:1] in " \t" for line in lines):
        _note(_line_by_line(re.sub(r"\n[ \t]+", " ", above)), "head line", notes)
        return below if empty else ""
    return text


def _take_fenced(fence: str, text: str, start: int, notes: Notes) -> str:
    """Take a block between fences; one that is never closed ends at the first empty line, if its first line is a field."""
    end = re.compile(rf"^(?:{re.escape(fence)}|\.\.\.)[ \t]*$\n?", re.MULTILINE).search(text, start)
    if end:
        fields = _parsed(fence, text[start : end.start()], notes)
        if fields is None:
            return text
        _note(fields, "front matter", notes)
        return text[end.end() :]
    block = _UNCLOSED.match(text, start)
    if block is None or not _is_known(block[0]):
        return text
    notes.warn(
        f"The head of fields opens with {fence} and is not closed; it is taken to end at the first empty line.",
        f"Write {fence} on a line of its own below the last field.",
    )
    _note(_line_by_line(block[0]), "front matter", notes)
    return text[block.end() :]


def _is_known(lines: str) -> bool:
    """Whether the first line is a field by its name, so that “Note: …” at the top of a story stays text."""
    found = _LINE.match(lines)
    return found is not None and _field(found[1]) != ""


def _field(name: str) -> str:
    """The field that a name in a head means: featured_image, featured-image and Featured Image are one."""
    return HEAD_NAMES.get(one_line(re.sub(r"[-_]", " ", name)).casefold(), "")


def _parsed(fence: str, block: str, notes: Notes) -> Mapping[str, object] | None:
    """The fields of a fenced block, read line by line with a warning when it is malformed; None when it is no block of fields."""
    try:
        if len(block) > LONGEST_CHARACTERS:
            raise YamlProblem(f"It has more than {LONGEST_CHARACTERS} characters", 1, 1)
        found: object = tomllib.loads(block) if fence == "+++" else load(block)
    except (tomllib.TOMLDecodeError, YamlProblem, RecursionError) as error:
        if not any(_field(match[1]) for match in _LINE.finditer(block)):
            return None
        what, line, column = _where(error, block)
        notes.warn(
            f"The head of fields is malformed in line {line + 1}, column {column}: {what}. It was read line by line.",
            "Put that line right. Values with a colon or quotation marks in them stand in quotes.",
        )
        return _line_by_line(block)
    return found if isinstance(found, dict) else None


def _where(error: Exception, block: str) -> tuple[str, int, int]:
    """What is wrong, without a full stop, and the line and column in the block, from 1."""
    if isinstance(error, YamlProblem):
        return error.what, error.line, error.column
    if isinstance(error, RecursionError):
        return "Lists within lists go too deep", 1, 1
    place = _TOML_PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (block.count("\n") or 1, 1)
    return _TOML_PLACE.sub("", str(error)).rstrip("."), line, column


def _line_by_line(block: str) -> dict[str, object]:
    """The fields of lines that have a name and a value, whatever stands around them; the first of a name counts."""
    fields: dict[str, object] = {}
    for found in _LINE.finditer(block[:LONGEST_CHARACTERS]):
        value = found[2].strip()
        if value.startswith("["):
            fields.setdefault(found[1], [part.strip(" \t\"'") for part in value.strip("[]").split(",")])
        else:
            fields.setdefault(found[1], value.strip("\"'"))
    return fields


def _note(fields: Mapping[str, object], source: str, notes: Notes) -> None:
    """Note every field that is known; where several list tags, all count."""
    tags: list[str] = []
    for name, value in _flat(fields):
        field, texts = _field(name), _texts(value)
        if field == "tags":
            tags += texts
        elif field == "photo":
            _note_photo(value, source, notes)
        elif field == "date" and len(texts) == 1 and says_not_published(texts[0]):
            notes.add("draft", "yes", source, 1.0)  # Jekyll's published: false
        elif not field and texts and is_hold_field(name):
            notes.add("embargo", ", ".join(texts), source, 1.0)  # what is no time holds the article
        elif field and texts != ["true"] * (field == "date"):
            notes.add(field, "; ".join(texts) if TAKES[field] is Takes.PEOPLE else ", ".join(texts), source, 1.0)
    notes.add("tags", "; ".join(dict.fromkeys(tags)), source, 1.0)


def _flat(fields: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The fields, and those in the tables that generators nest them in: Hugo's params, Zola's extra and taxonomies."""
    for name, value in fields.items():
        if name.casefold() in ("params", "extra", "taxonomies") and isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def _texts(value: object) -> list[str]:
    """The texts of a value: one, several, or the names of people given as tables."""
    values = value if isinstance(value, list) else [value]
    found = (one.get("name", "") if isinstance(one, dict) else one for one in values)
    return [text for text in map(_text, found) if text]


def _text(value: object) -> str:
    """A plain value as it would be typed; TOML has dates and numbers of its own, and 2026-11-18 00:00 is not a day alone."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return one_line(str(value)) if isinstance(value, (str, int, float)) else ""


def _note_photo(value: object, source: str, notes: Notes) -> None:
    """The picture a head names: an address, or a table with its caption and credit; words that are no address are a credit."""
    values = value if isinstance(value, list) else [value]
    for one in values:
        stated = {str(name).casefold(): _text(part) for name, part in one.items()} if isinstance(one, dict) else {}
        src = _first(stated, _SOURCES) if stated else _text(one)
        caption, closing = split_caption(_first(stated, _CAPTIONS))
        credit = bare_credit(stated.get("credit", "")) or closing
        if src and (stated or _PICTURE.search(src)):
            notes.photos.append(PhotoReference(src, caption, credit, _first(stated, _ALTS)))
            notes.add("photo", src, source, 1.0)
        else:
            notes.add("caption", caption, source, 1.0)
            notes.add("credit", credit or src, source, 1.0)


def _first(stated: Mapping[str, str], names: Iterable[str]) -> str:
    return next((stated[name] for name in names if stated.get(name)), "")
