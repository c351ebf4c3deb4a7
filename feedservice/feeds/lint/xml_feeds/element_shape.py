"""What may stand in an element, as tables, and the walk that holds a document against them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_texts import is_language
from feedservice.feeds.lint.xml_names import ACCEPTED, DC_ELEMENTS, namespace, spoken
from feedservice.feeds.namespaces import (
    ATOM,
    CONTENT,
    DC,
    DCTERMS,
    HISTORY,
    ITUNES,
    MEDIA,
    MICROSOFT,
    PODCAST,
    SMARTNEWS,
    XML,
)

#: Judges an element by its text.
Check = Callable[[JudgesNotes, "etree._Element", str], None]  # noqa: SLF001  # what lxml calls its elements
Found = dict[str, list["etree._Element"]]  # noqa: SLF001

_LANGUAGE = f"{{{XML}}}lang"
#: Vocabularies we judge: what no table of ours has is undefined in them.
_JUDGED = frozenset({"", ATOM, CONTENT, DC, HISTORY, MEDIA})
#: What partners ask for and the W3C validator calls undefined.
_PARTNERS = frozenset({f"{{{MEDIA}}}status", f"{{{MEDIA}}}rights"})


def anything(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """No demands on the text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How an element must be: its text, its attributes, how often it may stand. `whole` judges its children itself."""

    check: Check = anything
    many: bool = False
    attributes: frozenset[str] = frozenset()
    whole: bool = False
    duplicate: str = "DuplicateElement"


def walk(notes: JudgesNotes, parent: etree._Element, table: Mapping[str, Shape]) -> Found:
    """Judge each child by the table. Returns the children by name, in the order in which the names first stand."""
    found: Found = {}
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        shape = table.get(tag)
        before = found.get(tag)
        if before is None:
            found[tag] = [child]
        else:
            before.append(child)
        if shape is None:
            _unknown(notes, child, tag)
            continue
        if before is not None and not shape.many:
            notes.say(shape.duplicate, child)
        _judge(notes, child, shape)
        if child.tail and not child.tail.isspace():
            notes.say("UnexpectedText", parent, child.tail)
    if parent.text and not parent.text.isspace():
        notes.say("UnexpectedText", parent, parent.text)
    return found


def _judge(notes: JudgesNotes, element: etree._Element, shape: Shape) -> None:
    """One element by its shape."""
    for name in element.keys():  # noqa: SIM118  # an element iterates over its children
        if name not in shape.attributes and name[:1] != "{":
            notes.say("UnexpectedAttribute", element, name)
    if (tongue := element.get(_LANGUAGE)) and not is_language(tongue):
        notes.say("InvalidLanguage", element, tongue)
    if not shape.whole and len(element):
        _children(notes, element)
    shape.check(notes, element, element.text or "")


def _children(notes: JudgesNotes, element: etree._Element) -> None:
    """Elements in what should be text."""
    for child in element:
        if isinstance(child.tag, str):
            notes.say("UndefinedElement", child, other=spoken(element.tag))
        elif child.tag is etree.Entity:
            notes.say("UndefinedNamedEntity", element, child.text or "")


def _unknown(notes: JudgesNotes, element: etree._Element, tag: str) -> None:
    """An element that no table has."""
    space = namespace(tag)
    if space in ACCEPTED or space == DCTERMS or (space == DC and tag.partition("}")[2] in DC_ELEMENTS):
        return
    if notes.partner and (space in (SMARTNEWS, MICROSOFT, ITUNES, PODCAST) or tag in _PARTNERS):
        return
    parent = element.getparent()
    if space == MEDIA.rstrip("/"):
        notes.say("MediaRssNamespace", element, space)
    elif space in _JUDGED:
        notes.say("UndefinedElement", element, other="" if parent is None else spoken(parent.tag))
    else:
        notes.say("UnknownNamespace", element, space)
        for child in element:
            if isinstance(child.tag, str) and not namespace(child.tag):
                notes.say("UndefinedElement", child, other=spoken(tag))


def require(notes: JudgesNotes, element: etree._Element, found: Iterable[str], rules: Mapping[str, str]) -> None:
    """Complain about each child that is not there, by the rule that the table has for it."""
    there = set(found)
    for name, rule in rules.items():
        if name not in there:
            notes.say(rule, element, spoken(name))
