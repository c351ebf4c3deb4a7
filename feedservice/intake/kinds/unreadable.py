"""What cannot be read, and what the desk says of it: files of kinds that nobody here reads, and letters. Pure."""

from __future__ import annotations

from dataclasses import replace

from feedservice.article import Finding, Problem, Severity
from feedservice.intake.kinds.file_kinds import FORMS, PHOTO_ENDINGS, RECORDING_ENDINGS, UNREAD, Form, suffix
from feedservice.intake.raw_copy import RawCopy
from feedservice.text.encodings.decode import unreadable
from feedservice.text.encodings.zero_bytes import is_padded


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


def foreign(path: str, ending: str) -> tuple[str, str]:
    """What is wrong with a file that is of another kind than its name says, one that no reader takes, and what to do."""
    says = f"whatever its name says ({suffix(path)})"
    if ending in PHOTO_ENDINGS | RECORDING_ENDINGS:
        remedy = f"Give it the ending {ending}, or take it out of the folder."
        return f"This is {FORMS[ending]} ({ending}), {says}.", remedy
    if ending in FORMS:
        what = f"This is {FORMS[ending]} for programs, no article ({ending}), {says}."
        return what, "Drop the article itself, as Word, HTML or text."
    kind, remedy = UNREAD[ending]
    return f"This is {kind} that is not read ({ending}), {says}.", remedy


def misnamed(path: str, form: Form) -> tuple[str, str]:
    """What is wrong with a file that could be read if its name did not say another kind, and what to do."""
    ending = next(ending for ending, one in FORMS.items() if one is form)
    return (
        f"This is {form} ({ending}), but its name ends in {suffix(path)}.",
        f"Give it the ending {ending}, and it is read.",
    )


def no_text(content: bytes) -> tuple[str, str]:
    """What is wrong with a file that should be text and is none, and what to do."""
    if is_padded(content):
        what = "The end of this file is empty (zero bytes): it was not copied or saved whole."
        return what, "Copy it again, or save it again."
    return (
        "This is no text, whatever its name says.",
        "Save the article as HTML or plain text, in UTF-8, and drop that.",
    )


def told_of(copy: RawCopy) -> RawCopy:
    """What was read, with a warning when signs stand in it for letters that could not be read (U+FFFD)."""
    manuscript, body = copy
    found = (manuscript.headline, manuscript.standfirst, manuscript.caption)
    fields = "".join(one.value for one in found if isinstance(one, Finding))
    said = unreadable(fields + "".join(body.strings))
    if said is None:
        return copy
    problem = Problem(manuscript.path, *said, Severity.WARNING)
    return RawCopy(replace(manuscript, problems=(*manuscript.problems, problem)), body)
