"""Text whose white space counts: code, verse, tables drawn with letters. Pure."""

from __future__ import annotations

from feedservice.cleaning.structure.inline_runs import INLINE
from feedservice.cleaning.tree import BLOCKS, Element, Node, words

#: Texts longer than this are not joined to the next: copying them again and again takes quadratic time.
_JOINED_CHARACTERS = 1000


def pre(element: Element) -> list[Node]:
    """Preformatted text: white space as it is, every box in it opened."""
    found: list[Node] = []
    _verbatim(element.children, found)
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip("\r\n")  # a parser takes the first line end away
    while found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
        if found[-1]:
            break
        found.pop()
    return [Element("pre", element.attributes, found)] if found and words(Element("pre", None, found)).strip() else []


def _verbatim(nodes: list[Node], found: list[Node], *, inside: frozenset[str] = frozenset()) -> None:
    for node in nodes:
        if isinstance(node, str):
            _add_text(found, node)
        elif node.name == "br":
            _add_text(found, "\n")
        elif node.name == "img":
            found.append(node)
        elif node.name in INLINE - {"rt", "rp"} and not node.holds_block and node.name not in inside:
            children: list[Node] = []
            _verbatim(node.children, children, inside=inside | {node.name})
            if children:
                found.append(Element(node.name, node.attributes, children))
        else:
            _verbatim(node.children, found, inside=inside)
            if node.name in BLOCKS:
                _add_text(found, "\n")


def _add_text(found: list[Node], text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and found and isinstance(found[-1], str) and len(found[-1]) < _JOINED_CHARACTERS:
        found[-1] += text
    elif text:
        found.append(text)
