"""Values that stand for a date: whether one can be read, its day, and how it is written so that no language reads it differently. Pure."""

from __future__ import annotations

from datetime import UTC

from feedservice.text.dates.parse import moment_of, understand


def is_date(text: str, language: str = "") -> bool:
    """Whether a text states a date that can be understood."""
    try:
        understand(text, UTC, language)
    except ValueError:
        return False
    return True


def may_be_date(text: str, language: str = "") -> bool:
    """Whether a text states a date that can be understood, or could be if its language were known."""
    try:
        understand(text, UTC, language)
    except ValueError as error:
        return not language and "two different days" in str(error)
    return True


def written_out(text: str, language: str = "") -> str:
    """A date as every language reads it: 2026-11-18T14:30:00+01:00, 2026-11-18; nothing for none."""
    try:
        moment, day_only = moment_of(text.strip(), language)
    except ValueError:
        return ""
    return moment.date().isoformat() if day_only else moment.isoformat()
