"""What can be wrong with a file that goes with an article before anybody looks into it: not there, not whole yet, empty. Pure.

One piece for photos and attachments, so that editors read the same of both.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError
from feedservice.folder.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Called:
    """How such a file is called, and the error that says what is wrong with it."""

    name: str
    error: type[ArticleError]

    def not_whole(self, path: str) -> ArticleError:
        """What is said while it is copied."""
        return self.error(path, f"The {self.name} is still being copied.", "Wait; it is taken as soon as it is whole.")


def stamp_of_fit(path: str, called: Called, bench: Bench) -> Stamp:
    """The stamp of a file that can be looked into. Raises the error that it is called with, or what the look refused it for."""
    stamp = bench.seen.stamps.get(path)
    if stamp is None:
        if refused := bench.seen.refused.get(path):
            raise called.error(path, refused.what, refused.remedy)
        what = f"The article names this {called.name}, but it is not there."
        raise called.error(path, what, "Drop it into the folder under this name, or take its name out.")
    if not stamp.size_bytes:
        raise called.error(path, f"The {called.name} is empty (0 bytes).", "Copy it into the folder again.")
    if path in bench.waiting:
        raise called.not_whole(path)
    return stamp
