"""Bodies in the elements that a partner takes: what it has no like of loses its tags, never its words. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html as lxml_html

#: What readers see around the words of an element, and lose with it.
MARKS = {"q": ("“", "”"), "rt": ("(", ")")}
#: Elements without an end tag (HTML Standard, 13.1.2).
VOID = frozenset({"br", "hr", "img", "source", "track"})
#: What cannot stand in a paragraph (HTML, phrasing content).
BLOCKS = frozenset(["p", "div", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"])
#: The line end behind the tag is not shown (HTML, the pre element).
_PREFORMATTED = re.compile(r"(<pre\b[^>]*>)\n?(.*?)\n?(</pre>)", re.DOTALL)


def adapt(
    html: str, becomes: Mapping[str, str], tags: Collection[str] | None = None, schemes: tuple[str, ...] = ()
) -> str:
    """Sanitised HTML with elements renamed by a table, and others than `tags` opened; without `tags` all others stay.

    Links stay that start with one of `schemes`, or all without any; of the others only the words. Raises nothing.
    """
    if not html:
        return html
    from lxml import html as lxml_html  # noqa: PLC0415  # a process that serves knows partners, and sets nothing for them

    root = lxml_html.fragment_fromstring(_with_line_ends(html, becomes), create_parent="div")
    for element in reversed(list(root.iterdescendants())):  # the innermost first, so that an element is renamed whole
        if not isinstance(element.tag, str):
            continue
        if element.tag in becomes:
            element.tag = _fitting(element, becomes[element.tag])
        elif tags is not None and element.tag not in tags:
            _open(element)
        elif schemes and element.tag == "a" and not element.get("href", "").lower().startswith(schemes):
            element.drop_tag()
    return _inner(root)


def _with_line_ends(html: str, becomes: Mapping[str, str]) -> str:
    """Lines of preformatted text kept apart, where that becomes something else."""
    if "pre" not in becomes:
        return html
    return _PREFORMATTED.sub(lambda pre: pre[1] + pre[2].replace("\n", "<br>") + pre[3], html)


def _fitting(element: lxml_html.HtmlElement, name: str) -> str:
    """The new name of an element; a paragraph with blocks in it is a box."""
    return "div" if name == "p" and any(inner.tag in BLOCKS for inner in element.iterdescendants()) else name


def _open(element: lxml_html.HtmlElement) -> None:
    """Take an element's tags away; what it showed around its words stays, as words."""
    before, after = MARKS.get(str(element.tag), ("", ""))
    parent = element.getparent()
    if element.tag == "rt" and parent is not None and parent.find("rp") is not None:
        before = after = ""  # the page brings its own
    element.text = before + (element.text or "") or None
    if after and len(element):
        element[-1].tail = (element[-1].tail or "") + after
    elif after:
        element.text = (element.text or "") + after
    element.drop_tag()


def _inner(root: lxml_html.HtmlElement) -> str:
    parts = [_escaped(root.text)]
    for child in root:
        _write(child, parts)
    return "".join(parts)


def _write(element: lxml_html.HtmlElement, parts: list[str]) -> None:
    """An element as the sanitiser writes it. lxml's own writing has values in whichever quotation marks are free, and anew escaped addresses."""
    said = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    parts.append(f"<{element.tag}{said}>{_escaped(element.text)}")
    for child in element:
        _write(child, parts)
    if element.tag not in VOID:
        parts.append(f"</{element.tag}>")
    parts.append(_escaped(element.tail))


def _escaped(text: str | None) -> str:
    return escape(text or "", quote=False)
