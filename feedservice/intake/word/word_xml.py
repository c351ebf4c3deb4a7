"""Questions to Word's XML, and small changes to it, whatever namespace it is in (ECMA-376, transitional and strict). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

#: Letters set apart at the opening: one, or a word.
_LONGEST_DROP_CAP = 12
Element = etree._Element  # noqa: SLF001  # lxml has no public name for it

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
#: What Word does not show: deletions, what was moved away, the second form of a drawing.
_NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback"})
_OFF = frozenset({"0", "false", "off"})


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def named(root: Element, *names: str) -> Iterator[Element]:
    """Every element of these names, whatever their namespace, in order; the tree may be changed meanwhile."""
    wanted = frozenset(names)
    return iter([element for element in root.iter() if local(element) in wanted])


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its name alone."""
    if element is None:
        return None
    return next((str(text) for key, text in element.attrib.items() if etree.QName(key).localname == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of names."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def is_on(element: Element | None) -> bool:
    """Whether a property is there and not turned off."""
    return element is not None and value(element) not in _OFF


def words(element: Element) -> str:
    """The text in an element."""
    return "".join(one.text or "" for one in element.iter() if local(one) == "t")


def is_drop_cap(paragraph: Element | None) -> bool:
    """Whether a paragraph is the first letter, or word, of the one behind it, set apart in a frame."""
    frame = child(paragraph, "pPr", "framePr")
    if paragraph is None or frame is None or value(frame, "dropCap") in (None, "none"):
        return False
    following = paragraph.getnext()
    return following is not None and local(following) == "p" and len(words(paragraph)) <= _LONGEST_DROP_CAP


def shown_lines(root: Element) -> str:
    """The text of each paragraph on a line, without what tracked changes deleted, and of two forms of a thing the first."""
    lines: list[list[str]] = []
    for event, element in etree.iterwalk(
        root, events=("start", "end"), tag=("{*}p", "{*}t", "{*}tab", "{*}br", "{*}cr")
    ):
        if event == "start" and local(element) == "p":
            if not lines or not is_drop_cap(element.getprevious()):
                lines.append([])
        elif event == "start" and lines and not any(local(one) in _NOT_SHOWN for one in element.iterancestors()):
            lines[-1].append(element.text or " ")
    return "\n".join("".join(parts) for parts in lines)


def like(element: Element, name: str) -> Element:
    """A new element of Word's own namespace, as the document writes it."""
    space = next((uri for uri in element.nsmap.values() if uri in WORD), WORD[0])
    return etree.Element(f"{{{space}}}{name}")


def replace(element: Element, others: list[Element]) -> None:
    """Put others in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    for other in others:
        element.addprevious(other)
    parent.remove(element)


def text_run(element: Element, text: str) -> Element:
    """A run of plain text, as the document writes it."""
    run, words_of = like(element, "r"), like(element, "t")
    words_of.text = text
    words_of.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words_of)
    return run
