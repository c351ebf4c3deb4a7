"""The fields of a file's head as findings: which field a name means, and what its value says in any form. Pure.

Fields are called as in our own field lines and as in Hugo, Jekyll and Eleventy; names nobody here knows are let be. What may
hold an article back, `release_fields` judges. Other values are judged by `compose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from feedservice.article import PhotoReference
from feedservice.intake.evidence import Notes
from feedservice.intake.field_values import plain
from feedservice.intake.fields import HEAD_NAMES, TAKES, Takes
from feedservice.intake.release_fields import judged
from feedservice.intake.trade import bare_credit, split_caption
from feedservice.text.unicode import one_line

#: What the file of a picture may be called inside `cover: {…}`, in rank, and its caption (Hugo PaperMod, Astro, Ghost).
_SOURCES = ("src", "image", "url", "path", "file", "filename")
_CAPTIONS, _ALTS = ("caption", "title"), ("alt", "alt text", "description")
_PICTURE = re.compile(r"^https?://|\.(?:jpe?g|png|gif|webp|avif|tiff?|heic|svg)(?:[?#]|$)", re.IGNORECASE)
#: Where generators nest fields: Hugo's params, Zola's extra and taxonomies.
_TABLES = frozenset({"params", "extra", "taxonomies", "metadata", "custom"})
#: What an author's or a tag's own name is called in a table (WordPress importers, Ghost, Quarto, 11ty).
_OWN_NAMES = ("name", "display_name", "displayname", "full_name", "fullname", "literal", "rendered", "label", "title")
_PARTS_OF_NAMES = (("given", "family"), ("first_name", "last_name"), ("firstname", "lastname"), ("first", "last"))
#: *Elster Maid*, **now**, _soon_, `code`: a title is a text without marks, wherever it is typed.
_EMPHASIS = re.compile(r"(?<![\w*_`])(\*{1,3}|_{1,3}|`)(?=\S)([^*_`]+?)(?<=\S)\1(?![\w*_`])")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")


def field_of(name: str) -> str:
    """The field that a name in a head means: featured_image, featured-image and Featured Image are one."""
    return HEAD_NAMES.get(one_line(re.sub(r"[-_]", " ", name)).casefold(), "")


def note_fields(fields: Iterable[tuple[str, object]], source: str, notes: Notes) -> None:
    """Note every field that is known; where several list tags, all count."""
    tags: list[str] = []
    for name, value in _flat(fields):
        field, texts = field_of(name), _texts(value)
        if (said := judged(name, value)) is not None:
            for one in said:
                notes.add(one.field, one.value, source if field == one.field else f"{source} {name[:60]}", 1.0)
        elif field == "tags":
            tags += texts
        elif TAKES.get(field) is Takes.FILES:
            notes.add_files(field, files_of(value), source)
        elif field == "photo":
            _note_photo(value, source, notes)
        elif field:
            people = TAKES[field] is Takes.PEOPLE
            notes.add(field, "; ".join(texts) if people else ", ".join(map(_unmarked, texts)), source, 1.0)
    notes.add("tags", "; ".join(dict.fromkeys(tags)), source, 1.0)


def _flat(fields: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """The fields, and those in the tables that generators nest them in."""
    for name, value in fields:
        if name.casefold() in _TABLES and isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def _texts(value: object) -> list[str]:
    """The texts of a value: one, several, or the names of people given as tables."""
    found = (
        _own_name(one) if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])
    )
    return [text for text in (_WIKI_LINK.sub(r"\1", plain(one)) for one in found) if text]


def _own_name(table: Mapping[str, object]) -> object:
    """What a table says that its subject is called."""
    parts = {str(name).casefold(): part for name, part in table.items()}
    whole = next((parts[name] for name in _OWN_NAMES if parts.get(name)), None)
    if isinstance(whole, dict):
        return _own_name(whole) if whole is not table else ""
    if whole is not None:
        return whole
    return next(
        (f"{plain(parts[one])} {plain(parts[two])}" for one, two in _PARTS_OF_NAMES if one in parts and two in parts),
        "",
    )


def _unmarked(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text)


def _note_photo(value: object, source: str, notes: Notes) -> None:
    """The picture a head names: an address, or a table with its caption and credit; words that are no address are a credit."""
    for one in value if isinstance(value, list) else [value]:
        stated = {str(name).casefold(): plain(part) for name, part in one.items()} if isinstance(one, dict) else {}
        src = _first(stated, _SOURCES) if stated else plain(one)
        caption, closing = split_caption(_first(stated, _CAPTIONS))
        credit = bare_credit(stated.get("credit", "")) or closing
        if src and (stated or _PICTURE.search(src)):
            notes.photos.append(PhotoReference(src, caption, credit, _first(stated, _ALTS)))
            notes.add("photo", src, source, 1.0)
        else:
            notes.add("caption", caption, source, 1.0)
            notes.add("credit", credit or src, source, 1.0)


def files_of(value: object) -> tuple[str, ...]:
    """The files that a value names: one, several, or tables that each name one."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        stated = {str(name).casefold(): plain(part) for name, part in one.items()} if isinstance(one, dict) else {}
        found.append(_first(stated, _SOURCES) if stated else _WIKI_LINK.sub(r"\1", plain(one)))
    return tuple(dict.fromkeys(filter(None, map(str.strip, found))))


def _first(stated: Mapping[str, str], names: Iterable[str]) -> str:
    return next((stated[name] for name in names if stated.get(name)), "")
