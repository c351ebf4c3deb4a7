"""Word's XML mended before mammoth reads it, so that no word is lost on the way. Pure.

Works on the trees of a document, its footnotes and its endnotes, in both namespaces (ECMA-376, transitional and
strict). Tracked deletions, comments, headers and footers are left to mammoth, which leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.word.word_xml import (
    WORD,
    Element,
    child,
    is_drop_cap,
    is_on,
    like,
    local,
    named,
    replace,
    text_run,
    value,
    words,
)
from feedservice.text.scripts import BOPOMOFO, HAN_AND_KANA

#: The parts of a document that hold its text.
TEXT_PARTS = frozenset({"document", "footnotes", "endnotes"})
#: Wrappers that mammoth does not know, whose content is text like any other: fields, and the directions of text.
_WRAPPERS = frozenset({"fldSimple", "dir", "bdo"})
#: Letters beside which brackets are wide too.
_WIDE = re.compile(f"[{BOPOMOFO}{HAN_AND_KANA}]")
#: Symbol fonts lie in a private plane (ECMA-376 part 1, 17.3.3.30): the letter is what is above F000.
_PRIVATE = 0xF000


def mend(root: Element, notes: Notes) -> None:
    """Mend the tree of a part in place; other parts than text stay as they are. Hidden text is taken out, and noted."""
    if local(root) not in TEXT_PARTS or etree.QName(root).namespace not in WORD:
        return
    for step in _STEPS:
        step(root)
    _take_hidden(root, notes)
    if any(True for _ in named(root, "altChunk")):
        notes.warn(
            "The Word file holds another document as a whole, which was not read.",
            "Open it in Word, save it once more, and drop that: Word then takes the other document in.",
        )


def _choose(root: Element) -> None:
    """Of two forms of the same thing mammoth reads the old one; where that is missing or says less, take the new."""
    for both in named(root, "AlternateContent"):
        choice, fallback = child(both, "Choice"), child(both, "Fallback")
        if choice is None:
            continue
        pictures = len(list(named(choice, "blip")))
        if (
            fallback is None
            or len(words(fallback)) < len(words(choice))
            or (pictures and not any(True for _ in named(fallback, "blip", "imagedata")))
        ):
            replace(both, list(choice))
        else:
            replace(both, list(fallback))


def _open_drawings(root: Element) -> None:
    """Text boxes and grouped pictures of a drawing stand beside it, in forms that mammoth reads."""
    for drawing in named(root, "drawing"):
        for frame in list(drawing):
            if local(frame) in ("inline", "anchor"):
                for picture in named(frame, "pic"):
                    _stand_alone(picture, frame, drawing)
        for box in named(drawing, "txbxContent"):
            outer = like(drawing, "pict")
            outer.append(box)
            drawing.addnext(outer)


def _stand_alone(picture: Element, frame: Element, drawing: Element) -> None:
    """A picture inside a group gets a frame of its own."""
    data = child(frame, "graphic", "graphicData")
    if data is None or picture.getparent() is data:
        return
    own = etree.SubElement(drawing, frame.tag)
    graphic = etree.SubElement(own, data.getparent().tag)  # type: ignore[union-attr]
    etree.SubElement(graphic, data.tag).append(picture)


def _unwrap(root: Element) -> None:
    """Wrappers go, their words stay; a reading above its word follows that in brackets."""
    for wrapper in named(root, *_WRAPPERS):
        replace(wrapper, [one for one in wrapper if local(one) != "fldData"])
    for ruby in named(root, "ruby"):
        base, reading = child(ruby, "rubyBase"), child(ruby, "rt")
        read = words(reading).strip() if reading is not None else ""
        aside = [text_run(ruby, f"（{read}）" if _WIDE.search(read) else f" ({read})")] if read else []
        replace(ruby, [*(base if base is not None else ()), *aside])


def _spell_out(root: Element) -> None:
    """Line ends, tabs and letters that are elements of their own."""
    for element in named(root, "cr", "ptab", "softHyphen", "sym"):
        match local(element):
            case "cr":
                replace(element, [like(element, "br")])
            case "ptab":
                replace(element, [like(element, "tab")])
            case "softHyphen":
                replace(element, [])
            case _:
                _spell_symbol(element)


def _spell_symbol(element: Element) -> None:
    """A letter of a symbol font that mammoth does not know is that letter all the same."""
    from mammoth.docx.dingbats import dingbats  # noqa: PLC0415  # imported where it is used: start-up time

    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return replace(element, [])
    font = value(element, "font")
    if (font, code) in dingbats or (font, code - _PRIVATE) in dingbats:
        return None
    code = code - _PRIVATE if _PRIVATE < code <= _PRIVATE + 0xFF else code
    letter = like(element, "t")
    letter.text = chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else "\ufffd"
    return replace(element, [letter])


def _write_formulas(root: Element) -> None:
    """A formula becomes a line of text: 1/2, x^2, √(x)."""
    for formula in named(root, "oMath"):
        if formula.getparent() is not None:
            replace(formula, [text_run(root, _formula(formula))])
    for paragraph in named(root, "oMathPara"):
        replace(paragraph, [one for one in paragraph if local(one) == "r"])


def _formula(element: Element) -> str:
    match local(element):
        case "t":
            return element.text or ""
        case "f":
            above, below = (_formula(one) for one in (child(element, "num"), child(element, "den")) if one is not None)
            return f"{above}/{below}"
        case "sup":
            return f"^{''.join(map(_formula, element))}"
        case "sub":
            return f"_{''.join(map(_formula, element))}"
        case "rad":
            return f"√({''.join(_formula(one) for one in element if local(one) == 'e')})"
    return "".join(map(_formula, element))


def _read_word_art(root: Element) -> None:
    """Words along a path, which old versions of Word drew (VML, textpath), stand beside the drawing as text."""
    for path in list(named(root, "textpath")):
        drawing = next((one for one in path.iterancestors() if local(one) == "pict"), None)
        run = next((one for one in path.iterancestors() if local(one) == "r"), None)
        stated = str(path.get("string") or "").strip()
        if drawing is not None and run is not None and stated:
            run.addnext(text_run(root, stated))


def _join_drop_caps(root: Element) -> None:
    """A first letter in a frame of its own belongs to the word after it."""
    for paragraph in [one for one in named(root, "p") if is_drop_cap(one)]:
        following = paragraph.getnext()
        if following is None:
            continue
        place = 1 if child(following, "pPr") is not None else 0
        for number, run in enumerate([one for one in paragraph if local(one) != "pPr"]):
            following.insert(place + number, run)
        replace(paragraph, [])


def _keep_last_paragraph(root: Element) -> None:
    """A paragraph whose end was deleted runs on into the next; where there is none, mammoth would lose it."""
    for paragraph in named(root, "p"):
        mark = child(paragraph, "pPr", "rPr")
        deleted = child(mark, "del")
        if mark is not None and deleted is not None and not any(local(one) == "p" for one in paragraph.itersiblings()):
            mark.remove(deleted)


def _take_hidden(root: Element, notes: Notes) -> None:
    """Text marked as hidden, and the prompts of forms that nobody filled in."""
    for run in named(root, "r"):
        if is_on(child(run, "rPr", "vanish")) and run.getparent() is not None:
            notes.leave_out(words(run), "hidden text")
            replace(run, [])
    for control in named(root, "sdt"):
        content = child(control, "sdtContent")
        if content is not None and is_on(child(control, "sdtPr", "showingPlcHdr")):
            notes.leave_out(words(content), "prompt of a form")
            control.remove(content)


_STEPS: tuple[Callable[[Element], None], ...] = (
    _choose, _open_drawings, _unwrap, _spell_out, _write_formulas, _read_word_art, _join_drop_caps, _keep_last_paragraph,
)  # fmt: skip
