"""Sections whose folder was renamed: their feeds send readers on, for good. Touches: database (the turn's transaction)."""

from __future__ import annotations

from datetime import datetime

from feedservice.channels import Kind, path_of
from feedservice.store import Writing


def note_moves(changes: Writing, at: datetime) -> None:
    """Send readers on from each section that lost its last article and its folder to one other section in this transaction.

    A section that only ran empty, or whose articles went several ways, stays where it is, with nothing in it.
    """
    targets: dict[tuple[str, str], set[str]] = {}
    for old, new, folder in changes.listings.moved_sections:
        targets.setdefault((old, folder), set()).add(new)
    for (old, folder), found in targets.items():
        is_empty = not changes.listings.newest(Kind.SECTION, [old], 1)
        if len(found) == 1 and is_empty and folder and not changes.files.any_in(folder):
            path = path_of(Kind.SECTION, old)
            changes.channels.close(path)
            changes.channels.redirect(path, path_of(Kind.SECTION, found.pop()), at)
