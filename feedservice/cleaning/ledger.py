"""What the steps share while one body is cleaned: where links lead, and what was cut. Pure."""

from collections.abc import Mapping

from bs4 import Tag

from feedservice.article import Cut
from feedservice.characters import one_line, opening


def is_gone(element: Tag) -> bool:
    """Whether an element has been decomposed. Not by `Tag.decomposed`, which looks through all it holds (bs4 4.15)."""
    return "_decomposed" in element.__dict__


class Ledger:
    """Made anew for each body. `photos` maps a picture's `src` as written to its address, or "" for none."""

    def __init__(self, base_url: str, photos: Mapping[str, str]) -> None:
        self.base_url = base_url
        self.photos = photos
        self.cut: list[Cut] = []

    def leave_out(self, element: Tag, reason: str) -> None:
        """Remove an element and note its first words, if it has any."""
        words = one_line(element.get_text(" "))
        if words:
            self.cut.append(Cut(opening(words), reason))
        element.decompose()
