"""Blocks that hold blocks: lists, figures, tables, preformatted text, made so that any parser reads them alike. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from feedservice.cleaning.structure.inline_runs import is_blank, says_something
from feedservice.cleaning.tree import BLOCKS, Element, Node, named, words

Content: TypeAlias = Callable[[Element], list[Node]]
Flow: TypeAlias = Callable[[list[Node]], list[Node]]

_SECTIONS = ("thead", "tbody", "tfoot")
_LONGEST_LOOSE_CAPTION_CHARACTERS = 500
_FILLS_FIGURE = frozenset({"table", "pre", "blockquote", "audio", "video", "ul", "ol"})


def filled(element: Element, children: list[Node]) -> list[Node]:
    """The element around these children, or nothing when there are none."""
    return [Element(element.name, element.attributes, children)] if children else []


def with_direction(blocks: list[Node], box: Element) -> list[Node]:
    """Blocks of a box that is opened, with the direction of writing that it gave them; a paragraph's language too."""
    if not box.attributes:
        return blocks
    names = ("dir", "lang") if box.name == "p" else ("dir",)
    given = {name: box.attributes[name] for name in names if box.attributes.get(name)}
    for block in blocks if given else ():
        if isinstance(block, Element):
            block.attributes = {**given, **block.attributes}
    return blocks


def media(element: Element) -> list[Node]:
    """Sound or film with controls, or nothing when no address is left; text for old browsers goes."""
    sources: list[Node] = [
        Element("source", child.attributes)
        for child in named(element, "source")  # one in the other, to a parser that does not know it is void
        if child.get("src")
    ]
    if not element.get("src") and not sources:
        return []
    return [Element(element.name, {**element.attributes, "controls": ""}, sources)]


def list_of(element: Element, content: Content) -> list[Node]:
    """A list of items only: a list straight inside a list goes into the item before it, loose text becomes items."""
    items: list[Node] = []
    for child in _items(element.children):
        inside = content(child)
        if not inside:
            continue
        first = inside[0]
        nested = child.name == "" and isinstance(first, Element) and first.name in ("ul", "ol")
        before = items[-1] if items else None
        if nested and isinstance(before, Element):
            before.children += inside
        else:
            items.append(Element("li", child.attributes if child.name else None, inside))
    return filled(element, items)


def _items(nodes: list[Node]) -> list[Element]:
    """The items of a list, with those that boxes keep apart; what is none gets a nameless one of its own."""
    items: list[Element] = []
    for node in nodes:
        if isinstance(node, str):
            if not is_blank(node):
                items.append(Element("", None, [node]))
        elif node.name == "li":
            items.append(node)
        elif any(isinstance(child, Element) and child.name == "li" for child in node.children) and node.name not in (
            "ul",
            "ol",
        ):
            items += _items(node.children)
        else:
            loose = Element("", None, [node])
            loose.holds_block = node.holds_block or node.name in BLOCKS
            items.append(loose)
    return items


def definitions(element: Element, content: Content) -> list[Node]:
    """A list of terms and what they mean; what is neither is a meaning."""
    parts: list[Node] = []
    _define(element.children, parts, content)
    return filled(element, parts)


def _define(nodes: list[Node], parts: list[Node], content: Content) -> None:
    for node in nodes:
        if isinstance(node, str) or node.name not in ("dt", "dd", "div", "dl"):
            loose = Element("dd", None, [node])
            loose.holds_block = isinstance(node, Element) and (node.holds_block or node.name in BLOCKS)
            if parts or not isinstance(node, str) or not is_blank(node):
                parts += filled(loose, content(loose))
        elif node.name in ("dt", "dd"):
            parts += filled(Element(node.name), content(node))
        else:
            _define(node.children, parts, content)


def figure(element: Element, content: Content, flow: Flow) -> list[Node]:
    """Pictures with their caption. Text that stands loose in a figure is its caption; without a picture it is text."""
    captions = [child for child in element.children if _is(child, "figcaption")]
    blocks = flow([child for child in element.children if not _is(child, "figcaption")])
    shown = [node for block in blocks for node in _shown(block)]
    loose = [block for block in blocks if not _shown(block)]
    caption = _caption([content(child) for child in captions if isinstance(child, Element)])
    if any(_is(block, "figure") for block in blocks) or not shown:
        return [*blocks, *_as_paragraphs(caption)]
    length = sum(len(words(block)) for block in loose if isinstance(block, Element))
    if loose and not caption and length <= _LONGEST_LOOSE_CAPTION_CHARACTERS:
        caption, loose = _caption([_bare(block) for block in loose if not _is(block, "hr")]), []
    ending: list[Node] = [Element("figcaption", None, caption)] if caption else []
    return [Element("figure", element.attributes, [*shown, *ending]), *loose]


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Element) and node.name == name


def _shown(block: Node) -> list[Node]:
    """What of a block fills a figure: a table or film, or the pictures of a paragraph that holds nothing else."""
    if isinstance(block, str) or block.name in _FILLS_FIGURE:
        return [block]
    if block.name == "p" and all(_is_picture(child) for child in block.children):
        return [child for child in block.children if isinstance(child, Element) and child.name != "br"]
    return []


def _is_picture(node: Node) -> bool:
    if isinstance(node, str):
        return is_blank(node)
    return node.name in ("img", "br") or (node.name == "a" and all(_is_picture(child) for child in node.children))


def _caption(parts: list[list[Node]]) -> list[Node]:
    """Several captions as one, a line for each."""
    found: list[Node] = []
    for part in parts:
        if part and found:
            found.append(Element("br"))
        found += [node for block in part for node in _bare(block)] if len(part) == 1 else part
    return found


def _bare(block: Node) -> list[Node]:
    """A paragraph's content without the paragraph."""
    return block.children if isinstance(block, Element) and block.name == "p" else [block]


def _as_paragraphs(caption: list[Node]) -> list[Node]:
    if not caption or any(isinstance(node, Element) and node.name in BLOCKS for node in caption):
        return caption
    return [Element("p", None, caption)]


def table(element: Element, content: Content, flow: Flow) -> list[Node]:
    """Caption and rows of cells; what stands between them in broken markup comes before the table, as browsers do."""
    captions: list[list[Node]] = []
    stray: list[Node] = []
    sections: list[Element] = []
    _read_table(element.children, captions, stray, sections, content)
    sections = [section for section in sections if section.children]
    before = flow(stray)
    if not any(_says(row) for section in sections for row in section.children):
        return [*before, *_as_paragraphs(_caption(captions))]
    caption = _caption(captions)
    top: list[Node] = [Element("caption", None, caption)] if caption else []
    return [*before, Element("table", element.attributes, [*top, *sections])]


def _says(row: Node) -> bool:
    return isinstance(row, Element) and any(
        says_something(cell.children) for cell in row.children if isinstance(cell, Element)
    )


def _read_table(
    nodes: list[Node], captions: list[list[Node]], stray: list[Node], sections: list[Element], content: Content
) -> None:
    for node in nodes:
        if isinstance(node, str):
            stray += [] if is_blank(node) else [node]
        elif node.name == "caption":
            captions.append(content(node))
        elif node.name in _SECTIONS:
            sections.append(Element(node.name))
            _read_table(node.children, captions, stray, sections, content)
            sections.append(Element("tbody"))  # rows behind a section's end
        elif node.name == "tr":
            sections = sections or _opened(sections)
            sections[-1].children += _row(node, stray, content)
        else:
            stray.append(node)


def _opened(sections: list[Element]) -> list[Element]:
    sections.append(Element("tbody"))
    return sections


def _row(row: Element, stray: list[Node], content: Content) -> list[Node]:
    """A row of cells; one without any is none."""
    cells: list[Node] = []
    for node in row.children:
        if isinstance(node, Element) and node.name in ("td", "th"):
            cells.append(Element(node.name, node.attributes, content(node)))
        elif isinstance(node, Element) or not is_blank(node):
            stray.append(node)
    return filled(row, cells)
