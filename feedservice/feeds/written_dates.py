"""Instants as feeds write them. Pure."""

from datetime import UTC, datetime
from email.utils import format_datetime


def rfc822(instant: datetime) -> str:
    """An instant as RSS has it: Thu, 19 Nov 2026 09:30:00 GMT."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def rfc3339(instant: datetime) -> str:
    """An instant as Atom, JSON Feed and Dublin Core (W3C-DTF) have it: 2026-11-19T09:30:00Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
