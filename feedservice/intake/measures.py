"""How many bytes of running text each element of a page holds, and how many of links. Pure.

Prose is what blocks hold themselves, less what is linked; headings, captions and menu entries hold none.
"""

from __future__ import annotations

from feedservice.intake.page import BLOCKS, Element, around

#: Bytes of UTF-8: a Chinese character says as much as three letters.
SHORTEST_PROSE_BYTES = 60
_NO_PROSE = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "nav", "footer", "button", "label", "option"}
)


class Measures:
    """Every element of a body in order, with the bytes of words and of linked words it holds itself and in all."""

    def __init__(self, body: Element) -> None:
        self.elements: list[Element] = list(body.iter("*"))
        self.at = {element: number for number, element in enumerate(self.elements)}
        count = len(self.elements)
        self.parent = [-1] * count
        self.block = [0] * count
        self.linked = [False] * count
        self.own = [0] * count
        self.own_linked = [0] * count
        self._measure()
        self.prose = [self._prose(number, SHORTEST_PROSE_BYTES) for number in range(count)]
        if not any(self.prose):  # a brief: any words are its story
            self.prose = [self._prose(number, 1) for number in range(count)]
        self.mass = list(self.prose)
        self.text = list(self.own)
        self.links = list(self.own_linked)
        for number in range(count - 1, 0, -1):
            parent = self.parent[number]
            self.mass[parent] += self.mass[number]
            self.text[parent] += self.text[number]
            self.links[parent] += self.links[number]

    def _measure(self) -> None:
        for number, element in enumerate(self.elements):
            if number:
                parent = self.at[around(element)]
                self.parent[number] = parent
                self.block[number] = number if element.tag in BLOCKS else self.block[parent]
                self.linked[number] = element.tag == "a" or self.linked[parent]
                self._count(parent, element.tail)
            self._count(number, element.text)

    def _count(self, holder: int, text: str | None) -> None:
        if text and not text.isspace():
            size_bytes = len(text.strip().encode())
            self.own[self.block[holder]] += size_bytes
            if self.linked[holder]:
                self.own_linked[self.block[holder]] += size_bytes

    def _prose(self, number: int, shortest: int) -> int:
        """How many bytes of running text a block holds itself; a heading, a menu entry or a caption holds none."""
        own, linked = self.own[number], self.own_linked[number]
        if own < shortest or linked > own / 2 or self.elements[number].tag in _NO_PROSE:
            return 0
        return own - linked
