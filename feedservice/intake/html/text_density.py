"""How many bytes of running text each element of a page holds, and how many of links. Pure.

Prose is what blocks hold themselves, less what is linked; headings, captions and menu entries hold none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from feedservice.intake.html.page_elements import BLOCKS, Element

#: Bytes of UTF-8: a Chinese character says as much as three letters.
SHORTEST_PROSE_BYTES = 60
_NO_PROSE = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "nav", "footer", "button", "label", "option"}
)


class Measures:
    """Every element of a body in order, with the bytes of words and of linked words it holds itself and in all.

    `told` keeps the letters of boxes that were asked for.
    """

    def __init__(self, body: Element) -> None:
        self.elements: list[Element] = list(body.iter("*"))
        self.at = {element: number for number, element in enumerate(self.elements)}
        count = len(self.elements)
        self.parent = [-1] * count
        self.told: dict[Element, str] = {}
        self.block = [0] * count
        self.linked = [False] * count
        self.own = [0] * count
        self.own_linked = [0] * count
        self._measure()
        self.prose = self._prose(SHORTEST_PROSE_BYTES)
        if not any(self.prose):  # a brief: any words are its story
            self.prose = self._prose(1)
        self.mass = list(self.prose)
        self.text = list(self.own)
        self.links = list(self.own_linked)
        for number in range(count - 1, 0, -1):
            parent = self.parent[number]
            self.mass[parent] += self.mass[number]
            self.text[parent] += self.text[number]
            self.links[parent] += self.links[number]

    def _measure(self) -> None:
        at: Mapping[Any, int] = self.at
        parents, block, linked, count = self.parent, self.block, self.linked, self._count
        for number, element in enumerate(self.elements):
            tag = element.tag
            if number:
                parent = parents[number] = at[element.getparent()]
                block[number] = number if tag in BLOCKS else block[parent]
                linked[number] = tag == "a" or linked[parent]
                if (tail := element.tail) and (said := tail.strip()):
                    count(parent, said)
            if (text := element.text) and (said := text.strip()):
                count(number, said)

    def _count(self, holder: int, said: str) -> None:
        size_bytes = len(said) if said.isascii() else len(said.encode())
        self.own[self.block[holder]] += size_bytes
        if self.linked[holder]:
            self.own_linked[self.block[holder]] += size_bytes

    def _prose(self, shortest: int) -> list[int]:
        """How many bytes of running text each block holds itself; a heading, a menu entry or a caption holds none."""
        prose = [0] * len(self.own)
        for number, own in enumerate(self.own):
            if own >= shortest:
                unlinked = own - self.own_linked[number]
                if unlinked >= own / 2 and self.elements[number].tag not in _NO_PROSE:
                    prose[number] = unlinked
        return prose
