"""Runs of text and inline elements: one paragraph's worth each, tidy. Pure."""

from __future__ import annotations

import re

from feedservice.cleaning.tree import BLOCKS, Element, Node

#: Inline elements that say something (HTML Living Standard 4.5, text-level semantics).
INLINE = frozenset({
    "a", "em", "strong", "s", "small", "code", "mark", "sub", "sup", "cite", "q", "bdi", "bdo", "time", "abbr", "kbd", "samp", "ins", "ruby",
    "rt", "rp",
})  # fmt: skip
LEAVES = frozenset({"img", "br"})
#: Runs of these beside each other are one: word processors part a word by its letters.
_JOINED = frozenset({"a", "em", "strong", "s", "sub", "sup", "small", "mark", "code"})
_NO_GAP = frozenset({"source", "rp"})
#: What shows nothing: newsletters pad their first line with such, editors leave them behind.
BLANK = " \t\n\r\f\x0b\x1c\x1d\x1e\x1f\x85\xa0\u00ad\u034f\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"  # fmt: skip
#: Each of these is a space, a no-break space only beside another.
_ONE_SPACE = "\n\t\r\f"
_SPACE_RUN = re.compile(r"[ \xa0]{2,}")
_SPACES = " \t\n\r\f\xa0\u3000"


def is_blank(text: str) -> bool:
    """Whether a text shows nothing."""
    return not text.strip(BLANK)


def phrase(nodes: list[Node]) -> list[Node]:
    """The nodes as inline content: boxes opened, what cannot stand in a line turned into spaces, neighbours joined."""
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return [_spaced(nodes[0])]  # most paragraphs
    found: list[Node] = []
    _phrase(nodes, frozenset(), found)
    return tidy(found)


def _phrase(nodes: list[Node], inside: frozenset[str], found: list[Node]) -> None:
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
        elif node.name in LEAVES:
            node.children = []
            found.append(node)
        elif node.name in INLINE and node.name not in inside and (node.name not in ("rt", "rp") or "ruby" in inside):
            _phrase_element(node, inside | {node.name}, found)
        elif node.name in BLOCKS:
            found.append(" ")
            _phrase(node.children, inside, found)
            found.append(" ")
        elif node.name not in _NO_GAP:
            _phrase(node.children, inside, found)


def _phrase_element(node: Element, inside: frozenset[str], found: list[Node]) -> None:
    """One inline element: gone when empty, joined to its like before it, parted at double breaks."""
    children: list[Node] = []
    _phrase(node.children, inside, children)
    children = tidy(children)
    if not says_something(children):
        found += children
        return
    first, last = _edges(children)
    found += children[:first]
    inner = children[first:last]
    before = found[-1] if found else None
    if isinstance(before, Element) and node.name in _JOINED and _is_like(before, node):
        inner = _joined(before.children, inner)
        found.pop()
    for place, run in enumerate(between_breaks(inner)):
        if place:
            found += [Element("br"), Element("br")]
        found.append(Element(node.name, node.attributes, run))
    found += children[last:]


def _joined(first: list[Node], second: list[Node]) -> list[Node]:
    """The contents of two elements that are one, joined at the seam as far in as they are alike."""
    one, other = (first[-1] if first else None), (second[0] if second else None)
    if isinstance(one, Element) and isinstance(other, Element) and one.name in _JOINED and _is_like(one, other):
        seam = Element(one.name, one.attributes, _joined(one.children, other.children))
        return tidy([*first[:-1], seam, *second[1:]])
    return tidy([*first, *second])


def _edges(children: list[Node]) -> tuple[int, int]:
    """Where the content begins and ends between breaks at either end, which stand better outside."""
    first, last = 0, len(children)
    while _is_break(children[first]) or (_is_edge(children[first]) and _is_break(children[first + 1])):
        first += 1
    while _is_break(children[last - 1]) or (_is_edge(children[last - 1]) and _is_break(children[last - 2])):
        last -= 1
    return first, last


def _is_like(one: Element, other: Element) -> bool:
    return one.name == other.name and one.attributes == other.attributes


def says_something(nodes: list[Node]) -> bool:
    """Whether a reader would see anything of inline content. Empty elements are gone from it already."""
    for node in nodes:
        if isinstance(node, str):
            if node.strip(BLANK):
                return True
        elif node.name != "br":
            return True
    return False


def tidy(nodes: list[Node]) -> list[Node]:
    """Neighbouring texts as one, and each run of white space as one space; a lone no-break space stays."""
    joined: list[Node] = []
    run: list[str] = []
    for node in [*nodes, None]:
        if isinstance(node, str):
            run.append(node)
            continue
        if run:
            text = _spaced(run[0] if len(run) == 1 else "".join(run))
            joined.append(text.lstrip(_SPACES) if joined and _is_break(joined[-1]) and node is not None else text)
            run = []
        if node is not None:
            joined.append(node)
    return [node for node in joined if node]


def _spaced(text: str) -> str:
    """The text with each run of white space as one space. Asking first is ten times quicker than looking at each space."""
    for one in _ONE_SPACE:
        text = text.replace(one, " ")
    return _SPACE_RUN.sub(" ", text) if "  " in text or "\xa0" in text else text


def _is_break(node: Node) -> bool:
    return not isinstance(node, str) and node.name == "br"


def trimmed(nodes: list[Node]) -> list[Node]:
    """Inline content without breaks and space at its ends."""
    first, last = 0, len(nodes)
    while first < last and _is_edge(nodes[first]):
        first += 1
    while first < last and _is_edge(nodes[last - 1]):
        last -= 1
    kept = nodes[first:last]
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(_SPACES)
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(_SPACES)
    return kept


def _is_edge(node: Node) -> bool:
    return is_blank(node) if isinstance(node, str) else node.name == "br"


def lines_of(nodes: list[Node]) -> list[list[Node]]:
    """The nodes parted at every <br>; a line may be empty."""
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Element) and node.name == "br":
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def between_breaks(nodes: list[Node]) -> list[list[Node]]:
    """The nodes parted wherever two or more <br> follow each other with nothing but space between; no run is empty."""
    if all(isinstance(node, str) or node.name != "br" for node in nodes):
        return [nodes] if says_something(nodes) else []
    runs: list[list[Node]] = [[]]
    breaks: list[Node] = []
    count = 0
    for node in nodes:
        if not isinstance(node, str) and node.name == "br":
            count += 1
            breaks.append(node)
        elif breaks and isinstance(node, str) and is_blank(node):
            breaks.append(node)
        else:
            if count > 1:
                runs.append([])
            else:
                runs[-1] += breaks
            breaks, count = [], 0
            runs[-1].append(node)
    if count == 1 or not count:
        runs[-1] += breaks
    return [run for run in runs if says_something(run)]
