"""What was made of a photo file, as it is noted, so that it is not made again and keeps its address. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from feedservice.article import Rendition

#: Counted up when other renditions are to be made of the same file; those made by another recipe are made again.
RECIPE = 1


def written(renditions: Sequence[Rendition]) -> bytes:
    """The note on a file."""
    return json.dumps({"recipe": RECIPE, "renditions": [asdict(one) for one in renditions]}).encode()


def noted(note: bytes) -> tuple[Rendition, ...]:
    """What a note says was made; nothing when it is by another recipe or cannot be understood."""
    try:
        said = json.loads(note)
        return tuple(Rendition(**one) for one in said["renditions"]) if said["recipe"] == RECIPE else ()
    except (ValueError, TypeError, KeyError):
        return ()
