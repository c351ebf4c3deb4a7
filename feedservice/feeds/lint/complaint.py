"""A complaint, and the notes in which one reading of a document collects them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from feedservice.article import Severity
from feedservice.feeds.lint.rules import RULES
from feedservice.feeds.lint.xml_names import spoken
from feedservice.feeds.namespaces import ATOM

#: Who breaks one rule everywhere breaks it in every item: more than so many complaints tell nothing new.
MOST_COMPLAINTS = 300
_LONGEST_CHARACTERS = 80
ITEMS = frozenset({"item", f"{{{ATOM}}}entry"})
_IDS = ("guid", f"{{{ATOM}}}id")

#: The true size in bytes of what is served at an address, None when nothing is. Raises KeyError for strange addresses.
SizeOf = Callable[[str], int | None]


#: Where the items of a feed begin.
_ITEMS_BEGIN = re.compile(rb"<(?:item|entry)[ >]|\"items\"")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One breach of a rule. `what` and `remedy` are a sentence each; `where` is the place in the document.

    `entry_id` is the guid or id of the item it concerns, and empty for the feed itself.
    """

    rule: str
    severity: Severity
    what: str
    remedy: str
    where: str
    entry_id: str = ""


@dataclass(slots=True)
class JudgesNotes:
    """The complaints about one document, and what its rules must know besides it. Addresses and times may be unknown."""

    body: bytes = b""
    address: str = ""
    size_of: SizeOf | None = None
    partner: bool = False
    latest: datetime | None = None
    complaints: dict[Complaint, None] = field(default_factory=dict)

    def say(self, rule: str, element: etree._Element, value: object = "", other: object = "", name: str = "") -> None:
        """Complain about an XML element; `name` is how the sentence calls it, by default its own name."""
        if len(self.complaints) < MOST_COMPLAINTS:
            self.tell(rule, _place(element), name or spoken(element.tag), value, other, _entry_id(element))

    def tell(
        self, rule: str, where: str, name: str, value: object = "", other: object = "", entry_id: str = ""
    ) -> None:
        """Complain about anything else."""
        if rule == "LocalAddress" and self._is_of_feed(str(value)):
            return
        if len(self.complaints) < MOST_COMPLAINTS:
            law = RULES[rule]
            what = law.what.format(element=name, value=shortened(value), other=shortened(other))
            remedy = law.remedy.format(element=name, value=shortened(value), other=shortened(other))
            self.complaints[Complaint(rule, law.severity, what, remedy, where, _printable(entry_id))] = None

    def _is_of_feed(self, address: str) -> bool:
        """Whether an address is at the feed's own host: a feed that is tried out at home may lead home."""
        host = "/".join(address.split("/")[:3])
        head = _ITEMS_BEGIN.split(self.body, maxsplit=1)[0]
        return "://" in host and (self.address.startswith(host) or host.encode() in head)


def shortened(value: object) -> str:
    """A value as it stands in a sentence: text in quotes, on one line, cut when it is long."""
    if not isinstance(value, str):
        return str(value)
    line = _printable(" ".join(value[: 4 * _LONGEST_CHARACTERS].split()))
    if not line:
        return "nothing"
    return f"“{line if len(line) <= _LONGEST_CHARACTERS else line[:_LONGEST_CHARACTERS] + '…'}”"


def _printable(text: str) -> str:
    """A text that can be printed: a strange feed must not command the terminal."""
    return text if text.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in text)


def _item_of(element: etree._Element) -> etree._Element | None:
    while element.tag not in ITEMS:
        above = element.getparent()
        if above is None:
            return None
        element = above
    return element


def _entry_id(element: etree._Element) -> str:
    item = _item_of(element)
    found = [] if item is None else [item.findtext(name) or "" for name in _IDS]
    return "".join(found[:1] if found and found[0] else found[1:]).strip()


def _place(element: etree._Element) -> str:
    """“item 3, guid, line 9”; outside items the path."""
    item = _item_of(element)
    names = []
    step: etree._Element | None = element
    while step is not None and step is not item:
        names.append(spoken(step.tag))
        step = step.getparent()
    path = "/".join(reversed(names))
    if item is not None:
        number = 1 + sum(1 for _ in item.itersiblings(item.tag, preceding=True))
        path = ", ".join(filter(None, (f"{spoken(item.tag)} {number}", path)))
    line = line_of(element)
    return f"{path}, line {line}" if line else path


def line_of(element: etree._Element) -> int:
    """The line on which the element’s start tag ends; 0 when that is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0
