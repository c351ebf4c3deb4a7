"""The sounds, films and documents of one article: gathered, looked into, kept. Touches: disk and the place where media are kept, as told in `kept_attachments`.

In the order of the article: those its fields name, those its body leads to; then those of its name and of its bundle. One that
cannot be used is a warning, and its article runs without. None is read into memory whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedservice.addresses import HOME, media_url
from feedservice.article import Attachment, Manuscript, Problem, Severity
from feedservice.editing.attached.accompanied import Found, accompanied, not_timed
from feedservice.editing.attached.kept_attachments import kept
from feedservice.editing.attached.named_files import posters_in, stated_in
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, NotKept, UnreadableFile
from feedservice.folder import match

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


@dataclass(slots=True)
class Attached:
    """What was gathered. `named` are the addresses that the article names, as written; `addresses` maps each address as written to the one it is served at; `away`: one could not be kept."""

    named: tuple[str, ...] = ()
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False
    away: bool = False


def gather(manuscript: Manuscript, named: tuple[str, ...], wanted: tuple[str, ...], bench: Bench) -> Attached:
    """Look into every sound, film and document, and keep it; one that cannot be used is a warning."""
    found = Attached(named)
    stated = {match.place(manuscript.path, src, bench.around) for src in stated_in(manuscript)}
    known: Found = {}
    for path in filter(match.is_attachment, wanted):
        if path not in bench.seen.stamps and path not in stated:
            continue  # that a link leads nowhere is said where links are cleaned
        try:
            known.update(kept(path, bench))
        except ArticleError as error:
            found.problems.append(Problem(error.path, error.what, error.remedy, Severity.WARNING))
            found.unreadable |= isinstance(error, UnreadableFile)
            found.away |= isinstance(error, NotKept)
    found.problems += not_timed(manuscript)
    found.attachments = accompanied(manuscript, known, bench.around)
    for src in named:
        taken = known.get(match.place(manuscript.path, src, bench.around))
        if taken:
            found.addresses[src] = media_url(HOME, taken.name)
    return found


def shown_in(body: BeautifulSoup, manuscript: Manuscript, photos: Mapping[str, str]) -> dict[str, str]:
    """Where each picture is shown in the body: the lead photo, when it is ours, is shown above it, and so not in it.

    But for one that a film there shows before it plays. To be asked before the body is cleaned.
    """
    lead = manuscript.photos[0].src if manuscript.photos else ""
    above = photos.get(lead, "").startswith(HOME) and lead not in posters_in(body)
    return {**photos, **({lead: ""} if above else {})}
