"""Titles of pages, parted from the names of their sites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, words
from feedservice.text.unicode import one_line

#: Titles that programs give by themselves.
_NO_TITLE = re.compile(
    r"(?:\*\|.*|(?:microsoft word|word) - .*|(?:new |neues )?(?:document|dokument|documento|untitled|unbenannt|sans titre|sin título|no title|blank)\s*\d*|index|home|page|title)$",
    re.IGNORECASE,
)
_TITLE_SEPARATORS = re.compile(r"\s+[|–—·•»«:]{1,2}\s+|\s+-{1,2}\s+|\s*\|\s*|\s+/{1,2}\s+")
_MOST_PARTS_OF_NAME = 3
_COLON = re.compile(r":\s+|：")


def read_title(root: Element, notes: Notes, site: Sequence[str]) -> None:
    """The page's title, less the site's name."""
    title = next((one for one in root.iter("title") if around(one).tag in ("head", "html", "body")), None)
    if title is not None:
        if _NO_TITLE.match(words(title)):
            return
        notes.titles += (words(title),)
        notes.add("headline", without_site_name(words(title), site), "title element", 0.6)


def split_title(title: str) -> list[str]:
    """A title and the parts it has between separators: site, section and headline in some order."""
    parts = _TITLE_SEPARATORS.split(title)
    return [title, *parts, *(part for whole in parts for part in _COLON.split(whole))]


def without_site_name(title: str, site_names: Iterable[str] = ()) -> str:
    """A title less the site's name: a part that is the name, or else the last and shortest part."""
    line = one_line(title)
    bare = without_known_names(line, site_names)
    parts = _TITLE_SEPARATORS.split(line)
    if bare != line or len(parts) < 2:
        return bare
    is_shortest = len(parts[-1]) < len(line) - len(parts[-1]) - 3 and len(parts[-1]) <= 40
    return _between(line, parts, 0, len(parts) - 1) if is_shortest else line


def without_known_names(title: str, site_names: Iterable[str]) -> str:
    """A title less the names of the site that stand at its ends."""
    parts = _TITLE_SEPARATORS.split(title)
    known = {_bare(name) for name in site_names} - {""}
    first, end = 0, len(parts)
    while cut := _named(parts[first + 1 : end][::-1], known):
        end -= cut
    while cut := _named(parts[first : end - 1], known):
        first += cut
    return title if (first, end) == (0, len(parts)) else _between(title, parts, first, end)


def _named(parts: Sequence[str], known: set[str]) -> int:
    """How many of these parts, from the first, are a site's name; a name may have a separator of its own."""
    orders = (parts[:many] for many in range(1, min(len(parts), _MOST_PARTS_OF_NAME) + 1))
    return next((len(some) for some in orders if {_bare("".join(some)), _bare("".join(some[::-1]))} & known), 0)


def _between(line: str, parts: list[str], first: int, end: int) -> str:
    """The stretch of a line from one of its parts to another, with the separators between them."""
    start = line.find(parts[first]) if first else 0
    stop = line.rfind(parts[end - 1]) + len(parts[end - 1])
    return line[start:stop].strip()


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold())
