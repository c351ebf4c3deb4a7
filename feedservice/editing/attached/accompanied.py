"""What goes with which recording of an article, and what the article says of its recordings. Pure.

A transcript or chapters go with the sound or film of their name, or else with the first of the article. What has no recording to go
with is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from feedservice.addresses import ending_of
from feedservice.article import Attachment, Manuscript, Problem, Severity
from feedservice.folder import match
from feedservice.folder.neighbours import Neighbours
from feedservice.intake.evidence import value_or
from feedservice.intake.field_values import yes_or_no
from feedservice.intake.kinds.file_kinds import TIMED_ENDINGS, suffix

#: Attachments by where they lie, in the order of the article.
Found = dict[str, Attachment]
CHAPTERS = ".chapters.json"
_EPISODE_TYPES = frozenset({"full", "trailer", "bonus"})
#: What Apple's elements called it, besides yes and no.
_EXPLICIT = {"explicit": "yes", "true": "yes", "clean": "no", "false": "no"}


def accompanied(manuscript: Manuscript, known: Mapping[str, Attachment], around: Neighbours) -> list[Attachment]:
    """The attachments, each once, with what goes with which recording and what the article says of these."""
    recordings = {path: one for path, one in known.items() if one.is_played and not one.beside}
    first = next(iter(recordings.values()), None)
    found: dict[str, Attachment] = {}
    for path, one in known.items():
        taken: Attachment | None = one
        if ending_of(one.name) in TIMED_ENDINGS and not one.beside:
            of_its_name = (recordings[other] for other in match.recordings_with(path, around) if other in recordings)
            recording = next(of_its_name, first)
            taken = replace(one, beside=recording.name) if recording else None
        elif one.is_played:
            taken = replace(one, explicit=_explicit(manuscript), kind=_kind(manuscript))
        if taken:
            found.setdefault(taken.name, taken)
    return list(found.values())


def not_timed(manuscript: Manuscript) -> list[Problem]:
    """What is said of transcripts and chapters that an article names, and that are of no kind that players read.

    A text or a page would besides be an article of its own in this folder.
    """
    stated = (("transcript", manuscript.transcript), ("chapters", manuscript.chapters))
    return [
        Problem(manuscript.path, f"{name} is no {field} that players read.", _REMEDIES[field], Severity.WARNING)
        for field, finding in stated
        for name in value_or(finding, ())
        if suffix(name) not in TIMED_ENDINGS
    ]


_REMEDIES = {
    "transcript": "Export it as WebVTT (.vtt) or SubRip (.srt), or write it as .transcript.json.",
    "chapters": "Write them as .chapters.json (docs/articles.md).",
}


def _explicit(manuscript: Manuscript) -> str:
    """yes, no, or nothing where the article does not say."""
    said = value_or(manuscript.explicit, "").strip()
    answer = yes_or_no(said) if said else None
    return _EXPLICIT.get(said.casefold(), "") or {True: "yes", False: "no", None: ""}[answer]


def _kind(manuscript: Manuscript) -> str:
    said = value_or(manuscript.episode_type, "").strip().casefold()
    return said if said in _EPISODE_TYPES else ""
