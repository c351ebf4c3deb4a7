"""Whether a value can be chosen for a field at the desk: by the checks that it would meet in a sidecar, before and not after. Pure."""

from __future__ import annotations

from datetime import datetime, tzinfo

from feedservice.article.other_values import CHOSEN, MOST_VALUE_CHARACTERS, NEVER_NONE, as_text
from feedservice.intake.field_values import language_tag
from feedservice.intake.sidecars.sidecar import of_fields
from feedservice.text.dates.parse import understand


def why_not(field: str, value: str, zone: tzinfo, now: datetime, language: str = "") -> str:
    """Why a value cannot be chosen, in an editor's words; nothing when it can. An empty one says that there is none."""
    if field not in CHOSEN:
        return f"“{field}” is no field that is chosen here. These are: {', '.join(CHOSEN)}."
    if len(value) > MOST_VALUE_CHARACTERS:
        return f"That has more than {MOST_VALUE_CHARACTERS} characters. Write it into the file or its sidecar."
    if not value:
        return f"{CHOSEN[field]}: say which; it cannot be none." if field in NEVER_NONE else ""
    return _not_understood(field, value, zone, now, language)


def _not_understood(field: str, value: str, zone: tzinfo, now: datetime, language: str) -> str:
    said = of_fields("", {field: value}, "the desk")
    if said.problems:
        return f"{CHOSEN[field]}: “{value}” cannot be understood, and would say nothing. Write it anew."
    stated = as_text(said.fields.get(field))
    if field == "date":
        return _date(stated, zone, now, language)
    if field == "language" and not language_tag(stated):
        return f"“{value}” is no language code. Write the code: en for English, zh for Chinese, ar for Arabic."
    return ""


def _date(stated: str, zone: tzinfo, now: datetime, language: str) -> str:
    try:
        understood = understand(stated, zone, language)
    except ValueError as error:
        return f"The date cannot be understood: {error}. Write it as 18 November 2026 or 2026-11-18 14:30."
    if understood.instant > now and not understood.day_only:
        return f"The date {stated} is in the future. To hold an article back, order that it be held."
    return ""
