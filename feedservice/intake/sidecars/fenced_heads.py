"""The head of fields on top of a page or a plain text, as Jekyll, Eleventy and Hugo take it there. Pure.

It stands between fences; its first sign tells, so that what reads YAML is loaded only where there may be some.
"""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes

_MAY_OPEN = re.compile(r"\s*(?:---|\+\+\+|;;;|[—–]+[ \t]*\n|<!--[ \t]*\n\.\. |\{\s*[\"'])")


def without_head(text: str, notes: Notes) -> str:
    """Note the fields of a head between fences, if there is one, and return the text below it."""
    if not _MAY_OPEN.match(text):
        return text
    from feedservice.intake.sidecars.front_matter import take_fenced  # noqa: PLC0415  # imported where it is used: start-up time

    return take_fenced(text.removeprefix("\ufeff"), notes)
