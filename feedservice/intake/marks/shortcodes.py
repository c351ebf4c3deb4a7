"""Shortcodes: [name key="value"], [name]…[/name], as WordPress, its page builders and forums have them. Pure.

Known by their form: a name in front, then pairs; or a partner that closes it; or a name with an underscore, which no prose
has. Those of a name alone count only where they are all of a line. [sic], [the board], [PDF] have no such form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from feedservice.intake.boilerplate.box_names import is_name_of_furniture
from feedservice.intake.marks.attributes import Attributes, read_attributes
from feedservice.intake.marks.mark import SHORTCODE, Mark, Picture
from feedservice.intake.marks.mark_names import ALONE, ALONE_PARTS, KEYS, MEDIA, link_of, picture_of

_BEGINS = re.compile(r"\[/?[A-Za-z]")
_QUOTED = "\"[^\"]{0,3000}\"|“[^”″\\[\\]]{0,600}[”″]|”[^”″\\[\\]]{0,600}[”″]|'[^'\\n]{0,600}'"
_WHOLE = re.compile(rf"\[(/?)([A-Za-z][\w-]{{0,60}})((?:\s|=|/(?=\])|,\s)(?:{_QUOTED}|[^\[\]\"“”]){{0,600}})?\]")
#: Forum marks, which have no attributes of their own but a value: [url=https://…]
_OF_FORUMS = re.compile(r"=\s*\S")
#: What fills a raw box of a page builder: its HTML in Base64.
_CODED = re.compile(r"\s*[A-Za-z0-9+/=_%\s-]{60,}\s*")
_MOST_BRACKETS = 20_000
_CAPTIONS = frozenset({"caption", "wp_caption", "figure", "imgcaption", "image_caption"})
#: Attributes with words for readers: of marks that hold nothing, and of those that hold something.
_SPOKEN, _HEADINGS = ("text", "heading", "quote", "content"), ("title", "heading", "question")
_FORMS = re.compile(r"(?:^|[_-])(?:form|forms|row|section|image|video|button|gallery)(?:$|[_-]|\d)", re.IGNORECASE)


class _Piece:
    """One bracket of a text that may be a mark; `partner` is where the mark that closes it stands."""

    __slots__ = ("attributes", "closes", "end", "is_alone", "is_certain", "name", "partner", "rest", "start")

    def __init__(self, found: re.Match[str]) -> None:
        text = found.string
        self.start, self.end = found.span()
        self.closes, self.name, self.rest = bool(found[1]), found[2], found[3] or ""
        self.attributes = read_attributes(self.rest) if self.rest.strip(" /") else Attributes()
        self.partner: _Piece | None = None
        self.is_alone = _is_end(text[max(self.start - 40, 0) : self.start].rpartition("\n")[2]) and _is_end(
            text[self.end : self.end + 40].partition("\n")[0]
        )
        self.is_certain = self._has_form()

    def _has_form(self) -> bool:
        """Whether it is a shortcode by itself, whatever stands around it."""
        rest, found, name = self.rest.strip(" \n\t/"), self.attributes, self.name
        if not rest or "_" in name:
            return "_" in name
        if name.casefold() in MEDIA and link_of(name, found.pairs, found.values, beside_prose=True):
            return True
        if found.begins and found.is_quoted:
            return True
        if found.pairs and not found.values:
            return "_" in name or "-" in name or len(found.pairs) > 1 or not KEYS.isdisjoint(found.pairs)
        numbered = bool(found.values) and found.values[0].isdecimal() and ("-" in name or "_" in name)
        return numbered and len(found.values) <= 2  # [contact-form 1 "Write to us"]


def _is_end(line: str) -> bool:
    return not line.strip()


def find_shortcodes(text: str) -> list[Mark]:
    """Every shortcode of a text, in order; a caption around a picture is one mark from end to end."""
    if _BEGINS.search(text) is None:
        return []
    pieces = _paired([_Piece(found) for found in _brackets(text)])
    certain = any(piece.is_certain for piece in pieces)
    return [mark for piece in pieces if (mark := _judged(piece, text, among_others=certain))]


def _brackets(text: str) -> Iterator[re.Match[str]]:
    for opening in islice(_BEGINS.finditer(text), _MOST_BRACKETS):
        found = _WHOLE.match(text, opening.start())
        if found:
            yield found


def _paired(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, each that closes another told of it, and the other way round."""
    waiting: dict[str, list[_Piece]] = {}
    for piece in pieces:
        if not piece.closes:
            waiting.setdefault(piece.name, []).append(piece)
        elif waiting.get(piece.name):
            opening = waiting[piece.name].pop()
            opening.partner, piece.partner = piece, opening
    return pieces


def _judged(piece: _Piece, text: str, *, among_others: bool) -> Mark | None:
    """The mark that a bracket is, or none."""
    if piece.closes:
        known = piece.partner or "_" in piece.name or "-" in piece.name or among_others
        return Mark(piece.start, piece.end, SHORTCODE) if known else None
    if piece.partner:
        return _of_pair(piece, piece.partner, text)
    if piece.is_certain or (piece.is_alone and _stands_alone(piece, among_others=among_others)):
        return _single(piece)
    return None


def _stands_alone(piece: _Piece, *, among_others: bool) -> bool:
    """Whether a name that is all of a line is a shortcode's: it says what it shows, or stands among others."""
    name = piece.name.casefold()
    if piece.rest.strip(" /") or (name != piece.name and name not in ALONE):
        return False
    parts = set(re.split(r"[-_\d]+", name))
    if name in ALONE or ("-" in name and (is_name_of_furniture(name) or not parts.isdisjoint(ALONE_PARTS))):
        return True
    return among_others and "-" in name


def _of_pair(piece: _Piece, partner: _Piece, text: str) -> Mark:
    """The opening of a pair: a caption's frame, what an address between them leads to, or a mark around words."""
    inner = text[piece.end : partner.start]
    name, found = piece.name.casefold(), piece.attributes
    if name in _CAPTIONS:
        return Mark(
            piece.start, partner.end, SHORTCODE, words=found.pairs.get("caption", ""), frames=(piece.end, partner.start)
        )
    if picture_of({}, [inner.strip()]):
        return Mark(piece.start, partner.start, SHORTCODE, picture=Picture(inner.strip()))
    link = link_of(name, found.pairs, [inner.strip()]) if name in MEDIA or inner.strip().startswith("http") else ""
    if link and " " not in inner.strip():
        return Mark(piece.start, partner.start, SHORTCODE, link=link)
    if _CODED.fullmatch(inner) and " " not in inner.strip():
        return Mark(piece.start, partner.start, SHORTCODE, unknown=True)
    heading = "" if _FORMS.search(name) else next((found.pairs[key] for key in _HEADINGS if key in found.pairs), "")
    mark = _single(piece)
    return replace(mark, line=heading, unknown=False, words="", link="") if inner.strip() or heading else mark


def _single(piece: _Piece) -> Mark:
    """A mark that stands for something by itself."""
    pairs, values = piece.attributes.pairs, piece.attributes.values
    src = picture_of(pairs, values)
    if src:
        picture = Picture(src, pairs.get("caption", ""), pairs.get("alt", ""))
        return Mark(piece.start, piece.end, SHORTCODE, picture=picture)
    link = link_of(piece.name, pairs, values) if piece.name.casefold() in MEDIA else ""
    if link:
        return Mark(piece.start, piece.end, SHORTCODE, link=link)
    spoken = next((pairs[key] for key in _SPOKEN if " " in pairs.get(key, "")), "")
    return Mark(piece.start, piece.end, SHORTCODE, line=spoken, unknown=not spoken)
