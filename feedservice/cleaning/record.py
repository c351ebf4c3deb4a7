"""What the steps share while one body is cleaned: where links lead, what the body holds, and what was cut. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from feedservice.article import Cut
from feedservice.article.live_entries import Coverage
from feedservice.cleaning.tree import Element, words
from feedservice.text.unicode import one_line

#: Of a body that says nothing of itself.
NO_COVERAGE = Coverage()


class Ledger:
    """Made anew for each body.

    `photos` maps the address of a picture, a sound, a film or a document as written to where it is served, or "" for none; `sizes` to its width and height
    in pixels. `unreachable` are the local files that the body led to. `names` and `marks` are the names of the elements and attributes that the body came with.
    `coverage` is what its file says of its being a live blog.
    """

    def __init__(
        self,
        base_url: str,
        photos: Mapping[str, str],
        sizes: Mapping[str, tuple[int, int]],
        names: set[str],
        marks: set[str],
        coverage: Coverage = NO_COVERAGE,
    ) -> None:
        self.base_url = base_url
        self.photos = photos
        self.sizes = sizes
        self.names = names
        self.marks = marks
        self.coverage = coverage
        self.cut: list[Cut] = []
        self.unreachable: dict[str, None] = {}

    def note(self, element: Element, reason: str) -> None:
        """Note the words of an element that is cut, if it has any."""
        self.note_words(words(element), reason)

    def note_words(self, text: str, reason: str) -> None:
        """Note the words of what is cut, if there are any."""
        line = one_line(text)
        if line:
            self.cut.append(Cut(line, reason))
