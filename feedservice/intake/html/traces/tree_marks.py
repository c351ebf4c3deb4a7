"""Marks taken out of a page's tree: pictures and links become elements, what a remark holds goes with its pictures. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, text_of
from feedservice.intake.html.spike import lift
from feedservice.intake.marks.found_marks import Found, find_marks, note_marks, without_marks
from feedservice.intake.marks.mark import Mark
from feedservice.intake.marks.templates import without_templates
from feedservice.intake.marks.text_marks import ticked

#: What shows code, or is read letter by letter.
_CODE = frozenset({"pre", "code", "kbd", "samp", "tt", "textarea", "var"})
_BOX = re.compile(r"\s*\[([ xX])\](?=\s+\S)")
_SIZE = re.compile(r"\|\d+(?:x\d+)?$")
_LONGEST_DESCRIPTION_CHARACTERS = 5_000
_CALLOUT = re.compile(r"\s*\[![A-Za-z][\w-]{1,30}(?:\|[^\]]*)?\][+-]?[ \t]*")
_MAY_HOLD = re.compile(r"[\[{%<*=^#]")


@dataclass(slots=True)
class _TreeText:
    """The text of a tree: from which character on each piece of it stands, and from where to where each element goes."""

    parts: list[str] = field(default_factory=list)
    pieces: list[tuple[int, Element, str]] = field(default_factory=list)
    begins: dict[Element, int] = field(default_factory=dict)
    ends: dict[Element, int] = field(default_factory=dict)
    code: list[tuple[int, int]] = field(default_factory=list)


def take_marks(box: Element, notes: Notes) -> None:
    """Take the marks of other programs out of a story, whose blocks are parted by line ends; what they say is noted."""
    _mend_attributes(box)
    text = text_of(box)
    if _MAY_HOLD.search(text) is None:
        return
    if "[" in text:
        _tick(box)
        _open_callouts(box)
    reading = _read(box)
    found = find_marks("".join(reading.parts), reading.code)
    if not found.marks:
        return
    note_marks(found, notes)
    for mark in reversed(found.marks):
        _replace(mark, found, reading)


def mend_metadata(root: Element) -> None:
    """A page's title and its descriptions without marks: plug-ins copy the opening of a story as it stands."""
    for element in root.iter("meta", "title"):
        text = attribute(element, "content") if element.tag == "meta" else element.text or ""
        if len(text) > _LONGEST_DESCRIPTION_CHARACTERS or not ("[" in text or "{" in text):
            continue
        bare = without_marks(text)
        if bare == text:
            continue
        if element.tag == "meta":
            element.set("content", bare)
        else:
            element.text = bare


def _mend_attributes(box: Element) -> None:
    """Addresses without what a site fills in when it is built; of a picture's words its size in the note goes: bridge|400."""
    for element in box.iter("a", "img", "source", "video", "audio"):
        for name in ("href", "src"):
            written = attribute(element, name)
            if "{" in written or "%7B" in written or "__GHOST_URL__" in written:
                element.set(name, without_templates(written))
        if "|" in attribute(element, "alt"):
            element.set("alt", _SIZE.sub("", attribute(element, "alt")))


def _tick(box: Element) -> None:
    """Boxes at the head of items, as signs."""
    for item in box.iter("li"):
        holder = next((one for one in item.iter("li", "p", "label") if (one.text or "").strip()), None)
        if holder is not None:
            holder.text = _BOX.sub(lambda found: ticked(found[1]), holder.text or "", count=1)


def _open_callouts(box: Element) -> None:
    """> [!note] Title: a quotation whose title is a line of its own."""
    for quotation in box.iter("blockquote"):
        first = next((one for one in quotation.iter("p")), quotation)
        opened = _CALLOUT.match(first.text or "")
        if not opened:
            continue
        first.text = "\n" + (first.text or "")[opened.end() :]
        line = _first_line(first)
        if line is not None:
            quotation.insert(0, line)


def _first_line(paragraph: Element) -> Element | None:
    """What stands before the first line end of a paragraph, taken out of it, in bold; none when that is all or nothing."""
    title, parted, rest = (paragraph.text or "").lstrip("\n").partition("\n")
    moved: list[Element] = []
    for child in () if parted else paragraph:
        moved.append(child)
        before, parted, rest = (child.tail or "").partition("\n")
        if parted:
            child.tail = before
            break
    if not parted or not (rest.strip() or len(paragraph) > len(moved)) or not (title.strip() or moved):
        return None
    line = etree.Element("p")
    line.text, line.tail = "\n", "\n"
    strong = etree.SubElement(line, "strong")
    strong.text = title
    strong.extend(moved)
    paragraph.text = f"\n{rest}"
    return line


def _read(box: Element) -> _TreeText:
    reading, place = _TreeText(), 0
    for event, node in etree.iterwalk(box, events=("start", "end")):
        is_start = event == "start"
        if is_start:
            reading.begins[node] = place
        else:
            reading.ends[node] = place
            if node.tag in _CODE:
                reading.code.append((reading.begins[node], place))
            if node is box:
                break
        text = node.text if is_start else node.tail
        if text:
            reading.pieces.append((place, node, "text" if is_start else "tail"))
            reading.parts.append(text)
            place += len(text)
    return reading


def _replace(mark: Mark, found: Found, reading: _TreeText) -> None:
    """Take one mark out, and put in what it stands for. Marks after it are dealt with already."""
    inside = _inside(mark, reading) if mark.is_whole else []
    new = _frame(mark, found, inside) if mark.frames else _element(mark)
    where = _cut(mark, reading)
    for element in inside:
        if element.getparent() is not None and not _is_of(element, new):
            lift(element)
    if where is None:
        return
    holder, place, at = where
    if new is None:
        _put_words(holder, place, at, mark.words)
    else:
        _put(holder, place, at, new)


def _is_of(element: Element, new: Element | None) -> bool:
    return new is not None and any(one is new for one in element.iterancestors())


def _inside(mark: Mark, reading: _TreeText) -> list[Element]:
    """The elements that begin and end between the ends of a mark, the outermost first."""
    inside: list[Element] = []
    for element, begins in reading.begins.items():
        if mark.start < begins and reading.ends[element] < mark.end and element.getparent() is not None:
            inside.append(element)
    return inside


def _cut(mark: Mark, reading: _TreeText) -> tuple[Element, str, int] | None:
    """Take a mark's characters out of the pieces that they stand in; where it began."""
    where = None
    for start, holder, place in reversed(reading.pieces):
        if start >= mark.end:
            continue
        text = getattr(holder, place) or ""
        first, last = max(mark.start - start, 0), mark.end - start
        if first < len(text) or start == mark.start:
            setattr(holder, place, text[:first] + text[last:])
            where = (holder, place, first)
        if start <= mark.start:
            break
    return where


def _put_words(holder: Element, place: str, at: int, words: str) -> None:
    text = getattr(holder, place) or ""
    setattr(holder, place, text[:at] + words + text[at:])


def _put(holder: Element, place: str, at: int, new: Element) -> None:
    """Put an element into a piece of text."""
    text = getattr(holder, place) or ""
    setattr(holder, place, text[:at])
    if place == "text":
        holder.insert(0, new)
    else:
        holder.addnext(new)  # lxml moves the tail with it
        holder.tail, new.tail = text[:at], None
    new.tail = text[at:]


def _element(mark: Mark) -> Element | None:
    """The element that a mark stands for, if it is more than words."""
    if mark.picture:
        picture = etree.Element("img", {"src": mark.picture.src, "alt": mark.picture.alt})
        return _figure(picture, mark.picture.caption)
    if mark.link:
        link = etree.Element("a", {"href": mark.link})
        link.text = mark.link
        return link
    if mark.line:
        line = etree.Element("p")
        line.text = f"\n{mark.line}"
        return line
    return None


def _figure(picture: Element, caption: str) -> Element:
    figure = etree.Element("figure")
    figure.append(picture)
    if caption:
        below = etree.SubElement(figure, "figcaption")
        below.text = f"\n{caption}"
        below.tail = "\n"
    figure.text = "\n"
    return figure


def _frame(mark: Mark, found: Found, inside: list[Element]) -> Element | None:
    """The first picture between the ends of a caption's mark, with its link, above the caption."""
    picture = next(
        (one for one in inside if one.tag in ("img", "picture", "amp-img", "iframe", "video", "audio")), None
    )
    if picture is None:
        return None
    parent = picture.getparent()
    linked = parent is not None and parent.tag == "a" and parent in inside and attribute(parent, "href") != ""
    whole = parent if linked and parent is not None else picture
    lift(whole)
    return _figure(whole, found.caption_of(mark))
