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
    parts = _TITLE_SEPARATORS.split(line)
    if len(parts) < 2:
        return line
    known = {_bare(name) for name in site_names} - {""}
    kept_from, kept_to = 0, len(parts)
    while kept_to - kept_from > 1 and _bare(parts[kept_to - 1]) in known:
        kept_to -= 1
    while kept_to - kept_from > 1 and _bare(parts[kept_from]) in known:
        kept_from += 1
    if (
        (kept_from, kept_to) == (0, len(parts))
        and len(parts[-1]) < len(line) - len(parts[-1]) - 3
        and len(parts[-1]) <= 40
    ):
        kept_to -= 1
    return _between(line, parts, kept_from, kept_to)


def _between(line: str, parts: list[str], first: int, end: int) -> str:
    """The stretch of a line from one of its parts to another, with the separators between them."""
    start = line.find(parts[first]) if first else 0
    stop = line.rfind(parts[end - 1]) + len(parts[end - 1])
    return line[start:stop].strip()


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold())
