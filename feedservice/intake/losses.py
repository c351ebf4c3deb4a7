"""A warning when letters of an article could not be read, whatever reader read it. Pure."""

from __future__ import annotations

from dataclasses import replace

from feedservice.article import Finding, Manuscript, Problem, Severity
from feedservice.intake.decoding import unreadable


def told_of(manuscript: Manuscript) -> Manuscript:
    """The manuscript, with a warning when signs stand in it for letters that could not be read (U+FFFD)."""
    found = (manuscript.headline, manuscript.standfirst, manuscript.caption)
    words = "".join(manuscript.body.strings) + "".join(one.value for one in found if isinstance(one, Finding))
    said = unreadable(words)
    if said is None:
        return manuscript
    return replace(manuscript, problems=(*manuscript.problems, Problem(manuscript.path, *said, Severity.WARNING)))
