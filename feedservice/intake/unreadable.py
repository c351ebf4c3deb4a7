"""What cannot be read, and what the desk says of it: files of kinds that nobody here reads, and letters. Pure."""

from __future__ import annotations

from dataclasses import replace

from feedservice.article import Finding, Problem, Severity
from feedservice.intake.file_kinds import UNREAD, suffix
from feedservice.intake.raw_copy import RawCopy
from feedservice.text.encodings.decode import unreadable


def unknown(path: str) -> tuple[str, str]:
    """What is wrong with a file of a kind that no reader takes, and what to do."""
    ending = suffix(path)
    if not ending:
        what = "The name of this file has no ending, so nobody can tell what it is."
        return what, "Give it its ending: .docx for Word, .txt for text, .html for HTML, .jpg for photos."
    known = UNREAD.get(ending)
    if known is None:
        return (
            f"Files of this kind ({ending}) are not read.",
            "Save the article as .docx, .html, .md or .txt, the photo as .jpg or .png.",
        )
    kind, remedy = known
    return f"This is {kind} that is not read ({ending}).", remedy


def told_of(copy: RawCopy) -> RawCopy:
    """What was read, with a warning when signs stand in it for letters that could not be read (U+FFFD)."""
    manuscript, body = copy
    found = (manuscript.headline, manuscript.standfirst, manuscript.caption)
    words = "".join(body.strings) + "".join(one.value for one in found if isinstance(one, Finding))
    said = unreadable(words)
    if said is None:
        return copy
    problem = Problem(manuscript.path, *said, Severity.WARNING)
    return RawCopy(replace(manuscript, problems=(*manuscript.problems, problem)), body)
