"""Formulas as words: MathML, which few feed readers show, as a line with raised and lowered parts. Pure.

E = mc² stays in one line of text; fractions get a stroke. The second telling that programs put beside it for the eye
(KaTeX, MathJax) goes. A formula that is only there as TeX stays as TeX.
"""

from __future__ import annotations

from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.spike import cut

_RAISED = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup"), "mover": ("sup",), "munder": ("sub",), "munderover": ("sub", "sup")}  # fmt: skip
_LETTERS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_UNSHOWN = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
_SPACED = frozenset("=<>≤≥≠≈≡∼→⇒⇔←±+−-×·⋅÷∈∉⊂⊆∪∩:")
_DEEPEST_LEVEL = 60
_TEX = ("math/tex", "math/asciimath")
_RENDERERS = ("katex", "mathjax", "mjx")


def read_formulas(root: Element, notes: Notes) -> None:
    """Put words in place of every formula of a page."""
    for math in list(root.iter("math")):
        _drop_twin(math, notes)
        _put(math)
    for script in list(root.iter("script")):
        if attribute(script, "type").lower().startswith(_TEX):
            _put_tex(script)


def _put(math: Element) -> None:
    """Make a <span> of a formula, of its parts or of what stands for it in an attribute or as TeX."""
    line = etree.Element("span")
    _write(math, line, 0)
    if not words(line):
        _add(line, attribute(math, "alttext") or " ".join(words(one) for one in math.iter("annotation")))
    tail = math.tail
    math.clear()
    math.tag, math.text, math.tail = "span", line.text, tail
    math.extend(list(line))


def _drop_twin(math: Element, notes: Notes) -> None:
    """Take out what a program drew beside a formula that is there for machines and the blind."""
    for holder in list(math.iterancestors())[:3]:
        if not any(name in attribute(holder, "class").lower() for name in _RENDERERS):
            continue
        for drawn in list(holder.iterdescendants()):
            if attribute(drawn, "aria-hidden") == "true" and next(drawn.iter("math"), None) is None:
                cut(drawn, notes, "formula, drawn")


def _put_tex(script: Element) -> None:
    """Show TeX that no program has drawn yet."""
    before = script.getprevious()
    is_drawn = (
        before is not None
        and bool(words(before))
        and (str(before.tag).startswith("mjx") or "mathjax" in attribute(before, "class").lower())
    )
    if not is_drawn and (script.text or "").strip():
        script.tag = "span"
        script.attrib.clear()


def _write(part: Element, line: Element, level: int) -> None:
    name = str(part.tag).rpartition(":")[2]
    children = [one for one in part.iterchildren("*") if str(one.tag).rpartition(":")[2] not in _UNSHOWN]
    if name in _LETTERS or not len(part) or level > _DEEPEST_LEVEL:
        text = words(part)
        _add(line, f" {text} " if text in _SPACED else text)
    elif name in _RAISED and len(children) > 1:
        _write(children[0], line, level + 1)
        for mark, raised in zip(_RAISED[name], children[1:], strict=False):
            _write(raised, etree.SubElement(line, mark), level + 1)
    elif name == "mfrac" and len(children) == 2:
        _enclosed(children[0], line, level)
        _add(line, "/")
        _enclosed(children[1], line, level)
    else:
        _add(line, {"msqrt": "√(", "mroot": "√(", "mfenced": "("}.get(name, ""))
        for child in children:
            _write(child, line, level + 1)
            _add(line, {"mtr": "; ", "mtd": " "}.get(str(child.tag), ""))
        _add(line, ")" if name in ("msqrt", "mroot", "mfenced") else "")


def _enclosed(part: Element, line: Element, level: int) -> None:
    """A part of a fraction, in brackets when it is more than one letter or number."""
    single = len(words(part).split()) < 2 and sum(1 for _ in part.iter(*_LETTERS)) < 2
    _add(line, "" if single else "(")
    _write(part, line, level + 1)
    _add(line, "" if single else ")")


def _add(line: Element, text: str) -> None:
    if not text:
        return
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text
