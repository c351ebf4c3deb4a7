"""Marks of note-taking programs and wikis: [[links]], ![[pictures]], ==marks==, ^ids, lines of #tags, boxes to tick. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from feedservice.intake.marks.mark import WIKI, Mark, Picture
from feedservice.intake.marks.mark_names import is_picture

_LINK = re.compile(r"(?<![\w\]])(!?)\[\[(?=[^\s\[\]{])([^\[\]\n]{1,500})(?<!\s)\]\](?![\](])")
_SIZE = re.compile(
    r"\d+(?:x\d+)?|(?:\d+px|thumb|thumbnail|frame|frameless|border|left|right|center|none|upright)", re.IGNORECASE
)
_FILE = re.compile(r"(?:file|image|datei|bild|fichier|archivo|immagine):\s*", re.IGNORECASE)
_CATEGORY = re.compile(r"(?:category|kategorie|catégorie|categoría):\s*", re.IGNORECASE)
#: [[12]]: a reference, not a note.
_REFERENCE = re.compile(r"[\d\s,–-]{1,3}|\d{1,3}(?:[\s,–-]+\d{1,3})+")
#: Roam's boxes to tick.
_TASK = re.compile(r"\{\{\[\[(TODO|DONE)\]\]\}\}")
#: Drupal's [[{"fid":"12", …}]].
_JSON = re.compile(r"\[\[\{.{2,5000}?\}\]\]", re.DOTALL)
_SHOWN = re.compile(r"(?<![=\w\\<>!+-])==(?=[^\s=])([^\n]{1,2000}?)(?<=[^\s=<>!])==(?![=\w])")
#: ^pivot-1 behind a full stop, or of some length, at the end of a block.
_ID = re.compile(
    r"(?:(?<=[.!?…”\"»:;)\]。])[ \t]+\^[A-Za-z0-9-]{1,60}|[ \t]+\^(?=[a-z0-9-]*\d)[a-z0-9-]{4,60}|^\^[A-Za-z0-9-]{2,60})[ \t]*$",
    re.MULTILINE,
)
_TAG = r"#(?=[\w/-]*[^\W\d_])[\w/-]+"
_TAGS = re.compile(rf"^[ \t]*{_TAG}(?:[ \t,]+{_TAG})*[ \t]*$", re.MULTILINE)
_TOC = re.compile(r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|\[toc\]|__(?:NO)?TOC__)[ \t]*$", re.MULTILINE)
_LEAST_TAGS = 2


def find_wiki_marks(text: str) -> list[Mark]:
    """Every such mark; they may overlap, the first counts."""
    found = [Mark(*place.span(), WIKI) for place in _TOC.finditer(text)]
    if "[[" in text:
        found += [Mark(*place.span(), WIKI, words="☐" if place[1] == "TODO" else "☑") for place in _TASK.finditer(text)]
        found += [Mark(*place.span(), WIKI, unknown=True) for place in _JSON.finditer(text)]
        found += [mark for place in _LINK.finditer(text) if (mark := _link(place))]
    for place in _SHOWN.finditer(text) if "==" in text else ():
        found += (Mark(place.start(), place.start() + 2, WIKI), Mark(place.end() - 2, place.end(), WIKI))
    if "^" in text:
        found += [Mark(*place.span(), WIKI) for place in _ID.finditer(text)]
    return found


def _link(found: re.Match[str]) -> Mark | None:
    """A link as its words, an embedded picture as one; what else is embedded nobody knows."""
    target, *shown = (part.strip().rstrip("\\") for part in found[2].split("|"))
    words = next((part for part in reversed(shown) if part and not _SIZE.fullmatch(part)), "")
    mark = Mark(*found.span(), WIKI)
    if _REFERENCE.fullmatch(found[2]):
        return None
    file = _FILE.match(target)
    if (found[1] or file) and is_picture(target):
        src = target[file.end() :] if file else target
        return replace(mark, picture=Picture(src, words if file else "", "" if file else words))
    if found[1] or file:
        return replace(mark, unknown=True)
    if _CATEGORY.match(target):
        return mark
    return replace(mark, words=words or _name(target))


def _name(target: str) -> str:
    """What a link without words of its own shows: the note's name, without its folders; of a place in a note, the heading."""
    note, _, heading = target.partition("#")
    return (note.rpartition("/")[2] or heading.lstrip("#^")).removesuffix(".md")


def find_tag_lines(text: str) -> list[tuple[Mark, tuple[str, ...]]]:
    """Lines of nothing but #tags, and the tags: several, or one in small letters between empty lines."""
    found = []
    for place in _TAGS.finditer(text) if "#" in text else ():
        tags = tuple(tag.strip("#,") for tag in place[0].split())
        if len(tags) >= _LEAST_TAGS or (tags[0][:1].islower() and _is_block(text, *place.span())):
            found.append((Mark(*place.span(), WIKI), tags))
    return found


def _is_block(text: str, start: int, end: int) -> bool:
    """Whether empty lines, or the edges of the text, stand around a line."""
    above, below = text[max(start - 200, 0) : start].rstrip(" \t"), text[end : end + 200].lstrip(" \t")
    return (not above or above.endswith("\n\n")) and (not below or re.match(r"\n[ \t]*(?:\n|$)", below) is not None)
