"""Fake structure into real: every block where HTML lets it stand, everything else in paragraphs. Pure.

What comes out is the tree that any HTML parser makes of it again: no block in a paragraph, no item without its list.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure import block_elements
from feedservice.cleaning.structure.inline_runs import LEAVES, between_breaks, phrase, says_something, trimmed
from feedservice.cleaning.structure.preformatted import pre
from feedservice.cleaning.tree import BLOCKS, Element, Node, below, words

#: Presentational names and the elements that say what is meant (HTML Living Standard 4.5, 16.2).
RENAMED = {
    "b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4", "tt": "code", "center": "div", "dir": "ul",
    "menu": "ul", "listing": "pre", "var": "em", "dfn": "em", "summary": "p", "legend": "p",
}  # fmt: skip
#: Hebrew, Arabic and their kin (Unicode 16, blocks of scripts written from right to left).
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LONGEST_HEADING_CHARACTERS = 120
_SENTENCE_ENDS = (".", "!", ",", ";", ":", "…", "。", "！", "，", "；", "：", "،", "؛", "”", '"', "»", "’", ")")
_AFTER_HEADING = frozenset({"p", "ul", "ol", "blockquote"})


def rename_presentational(root: Element, ledger: Ledger) -> None:
    """<b> is <strong>, <i> is <em>; the page's <h1> is the headline, so one in the body is an <h2>."""
    if "dir" in ledger.marks and not _is_mixed(root):
        _forget_direction(root)
    for element in below(root):
        name = element.name
        if name in RENAMED:
            element.name = RENAMED[name]
        elif name == "span" and element.get("dir"):
            element.name = "bdi"  # a run of the other direction, which order of words depends on


def _is_mixed(root: Element) -> bool:
    return any(element.get("dir") == "rtl" for element in below(root)) or bool(_RIGHT_TO_LEFT.search(words(root)))


def _forget_direction(root: Element) -> None:
    """Where nothing runs from right to left, direction says nothing; Google Docs writes it at every paragraph."""
    for element in below(root):
        element.attributes.pop("dir", None)


def build_blocks(root: Element, _: Ledger) -> None:
    """Boxes go, their content stays; loose text becomes paragraphs, parted at blocks and at double breaks.

    Emphasis around blocks goes (word processors wrap whole texts so); a link around blocks goes into each. Empty
    elements go.
    """
    _mark(root)
    root.children = flow(root.children)


def _mark(element: Element) -> bool:
    """Note of each element whether it holds a block, however deep."""
    holds = False
    for child in element.children:
        if not isinstance(child, str) and ((child.children and _mark(child)) or child.name in BLOCKS):
            holds = True
    element.holds_block = holds
    return holds


def flow(nodes: list[Node]) -> list[Node]:
    """The nodes as blocks: what is loose among them in paragraphs."""
    blocks: list[Node] = []
    run: list[Node] = []
    _pour(nodes, blocks, run)
    _end(run, blocks)
    return blocks


def _pour(nodes: list[Node], blocks: list[Node], run: list[Node]) -> None:
    """Add nodes to the blocks found so far, and to the run of inline content that is still open."""
    for node in nodes:
        if isinstance(node, str) or node.name in LEAVES:
            run.append(node)
        elif node.name in MADE:
            _end(run, blocks)
            blocks += MADE[node.name](node)
        elif node.name in BLOCKS:
            _end(run, blocks)
            if not node.holds_block and not node.attributes:
                blocks += paragraphs(node.children)
                continue
            blocks += block_elements.with_direction(flow(node.children), node)
        elif not node.holds_block:
            run.append(node)
        elif node.name == "a":
            _end(run, blocks)
            blocks += _linked(flow(node.children), node)
        else:
            _pour(node.children, blocks, run)


def _end(run: list[Node], blocks: list[Node]) -> None:
    """Close the open run as paragraphs."""
    if run:
        blocks += paragraphs(run)
        run.clear()


def paragraphs(nodes: list[Node]) -> list[Element]:
    """Inline content as paragraphs, parted at double breaks; none when it says nothing."""
    return [Element("p", None, trimmed(part)) for part in between_breaks(phrase(nodes))]


def _linked(blocks: list[Node], link: Element) -> list[Node]:
    """A link around blocks put inside each of them."""
    for block in blocks:
        if isinstance(block, str):
            continue
        if block.name == "figure" or any(
            not isinstance(child, str) and child.name in BLOCKS for child in block.children
        ):
            block.children = [_linked_part(child, link) for child in block.children]
        elif block.name not in ("hr", "audio", "video", "tr"):
            block.children = phrase([Element("a", link.attributes, block.children)])
    return blocks


def _linked_part(node: Node, link: Element) -> Node:
    if isinstance(node, Element) and node.name == "img":
        return Element("a", link.attributes, [node])
    return _linked([node], link)[0]


def content_of(element: Element) -> list[Node]:
    """What a cell or a list item holds: one run bare, more as blocks."""
    if not element.holds_block:
        runs = between_breaks(phrase(element.children))
        return trimmed(runs[0]) if len(runs) == 1 else [Element("p", None, trimmed(run)) for run in runs]
    blocks = flow(element.children)
    first = blocks[0] if blocks else None
    rest_are_lists = all(isinstance(block, Element) and block.name in ("ul", "ol") for block in blocks[1:])
    if isinstance(first, Element) and first.name == "p" and not first.attributes and rest_are_lists:
        return [*first.children, *blocks[1:]]
    return blocks


def _heading(heading: Element) -> list[Node]:
    """A heading holds one run; its own emphasis all through says nothing more, and one of pictures only is none."""
    children = trimmed(phrase(heading.children))
    if not says_something(children):
        return []
    only = children[0]
    if len(children) == 1 and isinstance(only, Element) and only.name == "strong":
        children = only.children
    if not any(not isinstance(node, str) and node.name != "img" for node in children) and not any(
        isinstance(node, str) and node.strip() for node in children
    ):
        return [Element("p", None, children)]
    return [Element(heading.name, heading.attributes, children)]


#: How each kind of block is made; every other one is a box, which goes.
MADE: dict[str, Callable[[Element], list[Node]]] = {
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "hr": lambda _: [Element("hr")],
    "pre": pre,
    "audio": block_elements.media,
    "video": block_elements.media,
    "ul": lambda element: block_elements.list_of(element, content_of),
    "ol": lambda element: block_elements.list_of(element, content_of),
    "li": lambda element: block_elements.list_of(Element("ul", None, [element]), content_of),
    "dl": lambda element: block_elements.definitions(element, content_of),
    "blockquote": lambda element: block_elements.filled(element, flow(element.children)),
    "figure": lambda element: block_elements.figure(element, content_of, flow),
    "table": lambda element: block_elements.table(element, content_of, flow),
}


def raise_bold_headings(root: Element, _: Ledger) -> None:
    """A short paragraph that is wholly bold, ends like no sentence and stands before text is a heading.

    Not the first of the body, which may be its standfirst, and none with a link, which leads elsewhere.
    """
    blocks = root.children
    for place in range(len(blocks) - 2, 0, -1):
        block, following = blocks[place], blocks[place + 1]
        if (
            isinstance(block, Element)
            and isinstance(following, Element)
            and following.name in _AFTER_HEADING
            and _is_bold_line(block)
            and not _is_bold_line(following)
        ):
            (bold,) = (child for child in block.children if isinstance(child, Element))
            block.name, block.children = "h3", trimmed(bold.children)


def _is_bold_line(block: Element) -> bool:
    if block.name != "p" or len(block.children) != 1:
        return False
    bold = block.children[0]
    if isinstance(bold, str) or bold.name != "strong" or any(child.name in ("a", "br", "img") for child in below(bold)):
        return False
    line = words(bold).strip()
    return (
        len(line) <= _LONGEST_HEADING_CHARACTERS and not line.endswith(_SENTENCE_ENDS) and any(map(str.isalpha, line))
    )
