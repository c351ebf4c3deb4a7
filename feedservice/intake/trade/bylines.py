"""Bylines: who wrote it, for whom, and where from. Pure.

A byline is taken apart at its bars, commas and “and”s; of each part, role, desk and date are cut, and what is left is a
person, a house or a place. What looks like none of these is dropped. Addresses and links are no names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from feedservice.intake.trade.byline_parts import opened, parts_of, segments_of
from feedservice.intake.trade.byline_patterns import (
    CJK,
    CJK_ROLE,
    CUT,
    DESKS,
    EDITING,
    FOR,
    IN_HAN,
    OPENER,
    OPENS_WITH_PLACE,
    PICTURES,
    PLACE,
    PLACE_ALONE,
    REPORTED_FROM,
    ROLE,
    ROLE_OF,
    WEAK,
)
from feedservice.text.agencies import GENERIC, NEWSROOMS, agency, known_agency
from feedservice.text.names import SUFFIXES, looks_like_a_name, spelled
from feedservice.text.places import CITIES
from feedservice.text.unicode import one_line

LONGEST_BYLINE_CHARACTERS = 220
_LONGEST_LIST_CHARACTERS = 1_000
_MOST_IN_FULL_NAME = 3


@dataclass(frozen=True, slots=True)
class Byline:
    """Whom a byline names: people, the houses they work for, and where they were."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str = ""


def split_byline(text: str) -> Byline:
    """What a byline says, with or without its “By”."""
    return _taken_apart(text)[0]


def whole_byline(text: str) -> Byline | None:
    """What a text says that is a byline throughout, “By” or not; nothing when a word of it is none of a byline's."""
    byline, rest = _taken_apart(text)
    return byline if (byline.people or byline.agencies) and not rest else None


def people(text: str) -> tuple[str, ...]:
    """The people in a byline, with or without its “By”."""
    return split_byline(text).people


@lru_cache(maxsize=512)
def is_byline(text: str) -> bool:
    """Whether a whole line is a byline: “By”, and then names, houses, roles and places alone."""
    line = one_line(text[:_LONGEST_LIST_CHARACTERS])
    if line.casefold() in NEWSROOMS:
        return True
    if len(line) > LONGEST_BYLINE_CHARACTERS or not (OPENER.match(line) or CJK.match(line)):
        return False
    byline, rest = _taken_apart(line)
    if not re.search(r"[:：]", line[:20]) and any(map(_is_half_a_name, byline.people)):
        return False
    if WEAK.match(line) and not byline.people:
        return False
    if OPENS_WITH_PLACE.match(line) and any(name.casefold() in CITIES for name in byline.people):
        return False  # From New York in Winter
    houses = any(known_agency(house) or not house[:1].islower() for house in byline.agencies)  # Text by committee
    return bool(byline.people or houses) and not rest


def _is_half_a_name(name: str) -> bool:
    """A lone word, or one that begins small: By Design, Von der Leyen."""
    return name.isascii() and (" " not in name or name[:1].islower())


@lru_cache(maxsize=512)
def _taken_apart(text: str) -> tuple[Byline, tuple[str, ...]]:
    """The byline, and what of it was none of person, house, role, place or date."""
    line = CUT.sub(" ", text[:_LONGEST_LIST_CHARACTERS].replace("\u3000", " "))
    line = one_line(EDITING.sub("", opened(one_line(REPORTED_FROM.sub("", line)))))
    found: dict[str, list[str]] = {"people": [], "agencies": [], "place": [], "rest": []}
    segments, behind_dates = segments_of(line)
    for part in parts_of(segments):
        kind, name = _kind(part, found)
        if name and name not in found[kind]:
            found[kind].append(name)
    found["rest"] += behind_dates
    place = found["place"][0] if found["place"] else ""
    houses = [house for house in found["agencies"] if not found["people"] or house.casefold() not in GENERIC]
    return Byline(tuple(found["people"]), tuple(houses), place), tuple(found["rest"])


def _kind(part: str, found: dict[str, list[str]]) -> tuple[str, str]:
    """What a part is (people, agencies, place, rest), and its name; no name for a role alone."""
    stop = "." if part.rstrip().endswith(".") and _ends_short(part) else ""
    text = CJK_ROLE.sub("", part.strip(" .,;:–—-|'“”\"*_") + stop)
    if not text or text.casefold() in SUFFIXES or not re.search(r"[^\W\d_]", text):
        return "people", ""
    where = PLACE_ALONE.fullmatch(text)
    if where and found["people"]:
        return "place", where[1]
    if PICTURES.match(text) or (found["people"] and FOR.fullmatch(f" {text}")):
        return "people", ""  # whoever took them, as the credit says; for The Gazette
    told = FOR.search(text)
    beside = _house_behind(text)
    for_a_house = told is not None and _is_full_name(text[: told.start()])  # Ana Ruiz for Port Gazette Online
    from_place = known_agency(PLACE.sub("", text))  # Our correspondent in Paris
    house = "" if for_a_house else known_agency(text) or from_place or ("" if beside else agency(text))
    if house:
        return "agencies", house
    if told:
        text = text[: told.start()]
    place = PLACE.search(text)
    if place:
        found["place"].append(place["place"].strip())
        text = text[: place.start()]
    text, had_role = _roleless(text)
    if not text or (told and ROLE.fullmatch(text)):
        return "people", ""
    return _judged(text, found, had_role=had_role)


def _ends_short(part: str) -> bool:
    """Whether a full stop at the end belongs to the name: Jr., Ph.D., an initial."""
    last = part.rsplit(maxsplit=1)[-1].casefold()
    return last in SUFFIXES or re.fullmatch(r"(?:[a-z]\.){1,3}", last) is not None


def _judged(text: str, found: dict[str, list[str]], *, had_role: bool) -> tuple[str, str]:
    beside = _house_behind(text)
    if beside:
        found["agencies"].append(beside[1])
        return "people", spelled(beside[0])
    if agency(text) or not looks_like_a_name(text):
        return ("agencies", agency(text) or text) if agency(text) or _is_office(text) else ("rest", text)
    behind_a_name = any(" " in name for name in found["people"]) and not had_role and not IN_HAN.match(text)
    if behind_a_name and (" " not in text or text.casefold() in CITIES):
        return "place", text
    return "people", spelled(text)


def _is_office(text: str) -> bool:
    """Whether a text is a house and where it sits: BBC Brasil, g1 Santos."""
    words = text.split()
    return 1 < len(words) <= _MOST_IN_FULL_NAME and bool(known_agency(words[0])) and text.replace(" ", "")[2:].isalpha()


def _is_full_name(text: str) -> bool:
    """Whether a text is a first and a last name, and no house."""
    return 1 < len(text.split()) <= _MOST_IN_FULL_NAME and looks_like_a_name(text) and not agency(text)


def _house_behind(text: str) -> tuple[str, str] | None:
    """Name and house that stand side by side: Ana Ruiz BBC News."""
    words = text.split()
    for count in (2, 3):
        name, house = " ".join(words[:count]), known_agency(" ".join(words[count:]))
        if house and looks_like_a_name(name):
            return name, house
    return None


def _roleless(text: str) -> tuple[str, bool]:
    """A part without its role and desk, and whether it had one: “Political editor Ana Ruiz”, “Ana Ruiz Staff Writer”."""
    roles = list(ROLE.finditer(text))
    if not roles:
        return text, False
    before = text[: roles[0].start()].split()
    while before and before[-1].casefold().strip(",.") in DESKS:
        before.pop()
    after = ROLE_OF.sub("", text[roles[-1].end() :].strip(" ,:-"))
    name = " ".join(before) if len(before) > 1 or not after else after
    return (name if (looks_like_a_name(name) and len(name.split()) > 1) or IN_HAN.search(name) else ""), True
