"""The channels of saved queries, as the settings have them: opened, closed, sent on. Touches: database (one transaction)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from feedservice.channels import QUERIES, Kind, Place, path_of
from feedservice.settings import Settings
from feedservice.store import Writing


def keep_saved_queries(changes: Writing, settings: Settings, at: datetime) -> None:
    """Open the channels of saved queries, close those that are no more, and send on from names they had before."""
    saved = {path_of(one.kind, one.name): one for one in settings.saved}
    for path, one in saved.items():
        record = changes.channels.at(path)
        if record is None:
            changes.channels.open(Place(one.kind, one.name, one.name))
        elif record.closed:
            changes.channels.keep(replace(record, closed=False))
        for former in one.formerly:
            changes.channels.redirect(path_of(Kind.SAVED, former), path, at)
    for record in changes.channels.of_kinds(QUERIES):
        if record.path not in saved:
            changes.channels.close(record.path)
