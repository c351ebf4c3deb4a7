"""The cleaned tree as HTML text. Pure.

Writes only what the sanitiser's lists allow, so that the gate behind it has nothing left to do. Attributes are in the
order of the alphabet: the same body is the same bytes.
"""

from __future__ import annotations

from feedservice.cleaning.sanitiser import ATTRIBUTES, VALUES
from feedservice.cleaning.tree import Element, Node

#: HTML Living Standard 13.1.2: void elements have no end tag.
VOID = frozenset({"br", "hr", "img", "source"})
_LONG_CHARACTERS = 20_000
_EVERYWHERE = frozenset(ATTRIBUTES["*"])
_ALLOWED = {name: _EVERYWHERE | allowed | VALUES.get(name, {}).keys() for name, allowed in ATTRIBUTES.items()}


def html_of(root: Element) -> str:
    """The markup of all that is below an element."""
    parts: list[str] = []
    _write(root.children, parts)
    return "".join(parts)


def _write(nodes: list[Node], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(_escaped(node) if len(node) < _LONG_CHARACTERS else _in_pieces(node))
            continue
        name = node.name
        parts.append(f"<{name}{_attributes(node)}>" if node.attributes else f"<{name}>")
        if name not in VOID:
            _write(node.children, parts)
            parts.append(f"</{name}>")


def _in_pieces(text: str) -> str:
    """A very long text with empty comments in it, which the sanitiser takes out.

    It reads each reference (&amp;) on its own and copies the text before it each time (nh3 0.3): a million took 9 s.
    """
    pieces = (text[place : place + _LONG_CHARACTERS] for place in range(0, len(text), _LONG_CHARACTERS))
    return "<!---->".join(map(_escaped, pieces))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attributes(element: Element) -> str:
    allowed = _ALLOWED.get(element.name, _EVERYWHERE)
    found = sorted((name, value) for name, value in element.attributes.items() if name in allowed)
    return "".join(f' {name}="{_escaped(value).replace(chr(34), "&quot;")}"' for name, value in found)
