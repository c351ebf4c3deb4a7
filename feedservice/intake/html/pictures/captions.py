"""What stands with a picture: its caption and credit, read where they are marked, and made a figure of. Pure."""

from __future__ import annotations

import re

from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, text_nodes, words
from feedservice.intake.html.pictures.caption_parts import beside_caption, closing_part, take_labels
from feedservice.intake.html.pictures.picture_addresses import IMAGES
from feedservice.intake.html.pictures.picture_boxes import (
    CAPTION_NAMES,
    LONGEST_LEGEND_CHARACTERS,
    boxes_behind,
    frame_of,
)
from feedservice.intake.html.spike import lift
from feedservice.intake.trade.caption_lines import own_credit, split_legend
from feedservice.intake.trade.caption_notes import part_note
from feedservice.intake.trade.credits import is_credit
from feedservice.text.unicode import one_line

__all__ = ["frame_pictures", "legend_of", "read_legend", "split_legend"]

_CREDIT_NAMES = re.compile(
    r"(?:^|[-_ ])(?:m-)?(?:credits?|copyright|copyrightholder|photographer|photo-?credit|image-?credit|source|src|quelle|rights|author|attribution|"
    r"byline|agency|foto|autor|fonte|copy|description-?copyright|holder|by)(?:$|[-_ ])|copyright$|credit$|author$|byline$",
    re.IGNORECASE,
)
#: A part that is called the credit of a caption: caption__source, caption-credit.
_CREDIT_IN_CAPTION = re.compile(
    r"(?:caption|legende?|description)[-_]+(?:credits?|source|copyright|photographer|author|agency|rights)$",
    re.IGNORECASE,
)
#: Attributes in which content systems keep the words of a picture.
_CREDIT_ATTRIBUTES = ("data-credit", "data-photo-credit", "data-image-credit", "data-copyright", "data-photographer")
_CAPTION_ATTRIBUTES = ("data-caption", "data-image-caption")
_LONGEST_CREDIT_CHARACTERS = 120
#: Smaller pictures are portraits and icons.
_SMALLEST_FRAMED_PX = 150
#: Where a figure that we make keeps the caption and credit that were read before its words became one line.
_READ = ("data-read-caption", "data-read-credit")


def legend_of(image: Element, box: Element, notes: Notes) -> tuple[str, str]:
    """Caption and credit of a picture: in its frame, in the next boxes that are called so, or in its attributes."""
    frame = frame_of(image, box)
    read = frame is not None and frame.get(_READ[0]) is not None
    if frame is not None and not read:
        take_labels(frame, notes)
    if frame is not None and read:
        caption, credit = attribute(frame, _READ[0]), attribute(frame, _READ[1])
    else:
        caption, credit = read_legend(frame) if frame is not None and words(frame) else ("", "")
    for legend in (
        ()
        if read or (caption and credit)
        else boxes_behind(image, box, None if frame is None else frame_of(image, box))
    ):
        more, who = _behind(legend, caption)
        caption, credit = caption or more, credit or who
    stated = [_stated(one, box) for one in (image, frame) if one is not None]
    return caption or next((one for one, _ in stated if one), ""), credit or next((one for _, one in stated if one), "")


def _behind(legend: Element, caption: str) -> tuple[str, str]:
    """What a box behind a picture says; small print behind one that has its caption is the credit."""
    more, credit = read_legend(legend)
    return ("", own_credit(more)) if caption and not credit and legend.tag in ("cite", "small") else (more, credit)


def _stated(element: Element, box: Element) -> tuple[str, str]:
    """Caption and credit in an element's attributes; one that holds markup is passed over."""
    if element is box:
        return "", ""
    values = [
        next((one for name in names if (one := one_line(attribute(element, name))) and "<" not in one), "")
        for names in (_CAPTION_ATTRIBUTES, _CREDIT_ATTRIBUTES)
    ]
    caption, credit = (values[0], "") if len(values[0]) <= LONGEST_LEGEND_CHARACTERS else ("", "")
    caption, credit = split_legend(caption)
    return caption, (own_credit(values[1]) if len(values[1]) <= _LONGEST_CREDIT_CHARACTERS else "") or credit


def read_legend(frame: Element) -> tuple[str, str]:
    """Caption and credit among the words of a frame: an element named or worded as a credit, or what closes the line."""
    marked = _credit_element(frame)
    line = words(frame)
    if marked is None:
        marked = beside_caption(frame)
    if marked is None:
        marked = closing_part(frame)
    if marked is None:
        return split_legend(line)
    credit = own_credit(words(marked))
    if marked is frame:
        return "", credit
    rest = one_line(_text_without(frame, marked))
    caption, closing = split_legend(rest.rstrip(" –—-|·"))
    return (caption, credit) if not closing else (caption, f"{closing}, {credit}" if credit not in closing else closing)


def _text_without(frame: Element, part: Element) -> str:
    """The text of a frame without that of a part of it; the same words elsewhere in it stay."""
    inside = set(part.iter())
    return " ".join(
        getattr(node, place) or ""
        for node, place in text_nodes(frame)
        if node not in inside or (node is part and place == "tail")
    )


def _credit_element(frame: Element) -> Element | None:
    """The element of a frame that is its credit; only if no part is one, what holds all of the frame's words."""
    whole = words(frame)
    found = [
        (one, text)
        for one in (*frame.iterdescendants("*"), frame)
        if 0 < len(text := words(one)) <= _LONGEST_CREDIT_CHARACTERS
    ]
    for element, text in sorted(found, key=lambda pair: pair[1] == whole):
        names = " ".join(attribute(element, name) for name in ("class", "itemprop", "data-testid")).replace("__", "-")
        named = any(map(_CREDIT_NAMES.search, names.split())) and not CAPTION_NAMES.search(names)
        named = named or any(map(_CREDIT_IN_CAPTION.search, names.split()))
        if text == whole and not _is_all_credit(element, text, named=named and _says_nothing_else(frame)):
            continue
        if (named or element.tag in ("cite", "small") or is_credit(text)) and element.tag != "figure":
            return element
    return None


def _is_all_credit(element: Element, text: str, *, named: bool) -> bool:
    """Whether an element that holds all the words of a frame is nothing but its credit."""
    if is_credit(text):
        return True
    return named and next(element.iter(*IMAGES), None) is None and not all(split_legend(text))


def _says_nothing_else(frame: Element) -> bool:
    """Whether no part of a frame is called a caption: then the part that is called a credit is one, though it stands alone."""
    return not any(CAPTION_NAMES.search(attribute(one, "class")) or one.tag == "figcaption" for one in frame.iter("*"))


def frame_pictures(box: Element, notes: Notes) -> None:
    """Make a figure of every picture of a story that has its words with it."""
    for image in list(box.iter(*IMAGES)):
        make_figure(image, box, notes)
    for legend in box.iter("figcaption"):
        _take_note(legend, notes)


def _take_note(legend: Element, notes: Notes) -> None:
    """Take what an agency tells editors out of a caption that stays in the body."""
    caption, note = part_note(words(legend))
    if note:
        for child in list(legend):
            lift(child)
        legend.text = caption
        notes.leave_out(note, "note to editors")


def make_figure(image: Element, box: Element, notes: Notes) -> None:
    """Turn a picture's frame with words into what it is, a figure, so that no caption reads as a paragraph of the story.

    Boxes behind it that are called its caption or credit go into the figure too.
    """
    sizes = [attribute(image, name).removesuffix("px") for name in ("width", "height")]
    if any(size.isdigit() and int(size) < _SMALLEST_FRAMED_PX for size in sizes) or box not in image.iterancestors():
        return
    frame = frame_of(image, box)
    behind = boxes_behind(image, box, frame)
    if frame is not None and frame.tag == "figure":
        take_labels(frame, notes)
        _gather(frame)
        _append(frame, behind)
    elif frame is not None and box in frame.iterancestors() and (words(frame) or behind):
        take_labels(frame, notes)
        caption, credit = read_legend(frame)
        _refill(frame, image, caption, credit)
        _append(frame, behind)
    elif frame is None and behind:
        figure = etree.Element("figure")
        shown = _whole(image, box)
        shown.addprevious(figure)
        figure.tail, shown.tail = shown.tail, None
        figure.append(shown)
        _append(figure, behind)


def _whole(image: Element, frame: Element) -> Element:
    """A picture with what is only its wrapping."""
    shown = image
    while around(shown) is not frame and around(shown).tag in ("picture", "a"):
        shown = around(shown)
    return shown


def _refill(frame: Element, image: Element, caption: str, credit: str) -> None:
    """Leave in a frame the picture, and below it its words on a line; which of them are the credit, in attributes."""
    line, shown = words(frame), _whole(image, frame)
    for child in list(frame):
        lift(child)
    frame.text, frame.tag = None, "figure"
    frame.append(shown)
    shown.tail = None
    if line:
        etree.SubElement(frame, "figcaption").text = line
        _note(frame, caption, credit)


def _gather(figure: Element) -> None:
    """Put a credit that stands beside a figure's caption behind it: alone it would read as a paragraph of the story."""
    beside = beside_caption(figure)
    if beside is None:
        return
    caption, credit = read_legend(figure)
    legend, line = next(figure.iter("figcaption")), words(beside)
    lift(beside)
    _add_line(legend, line)
    _note(figure, caption, credit)


def _add_line(legend: Element, line: str) -> None:
    """Words behind a caption."""
    last = legend[-1] if len(legend) else None
    if last is None:
        legend.text = f"{legend.text or ''} {line}".lstrip()
    else:
        last.tail = f"{last.tail or ''} {line}"


def _append(figure: Element, boxes: list[Element]) -> None:
    """Move the words of boxes into the caption of a figure."""
    for one in boxes:
        caption, credit = read_legend(figure) if words(figure) else ("", "")
        known = [attribute(figure, name) for name in _READ]
        more, who = _behind(one, known[0] or caption)
        line = words(one)
        lift(one)
        legend = next(figure.iter("figcaption"), None)
        _add_line(etree.SubElement(figure, "figcaption") if legend is None else legend, line)
        _note(figure, known[0] or caption or more, known[1] or credit or who)


def _note(figure: Element, caption: str, credit: str) -> None:
    for name, text in zip(_READ, (caption, credit), strict=True):
        figure.set(name, text)
