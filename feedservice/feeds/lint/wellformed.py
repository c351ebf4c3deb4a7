"""Bytes into a tree, or into the one complaint that says why not. Pure.

No entity is expanded, nothing is loaded, sizes are bounded by libxml2 (10 MB for one text, 256 levels).
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.xml_names import spoken

_BOM = b"\xef\xbb\xbf"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
#: Controls, halves of characters (JSON may hold both), and the sign that stands for what could not be read.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffd\ud800-\udfff]")
_BAD_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_BAD_REFERENCES = re.compile(rb"&#(?:1[2-5][0-9]|x0*[89][0-9a-f]);", re.IGNORECASE)
#: What feedparser and the W3C validator take for no namespace.
_EARLY_RSS = re.compile(
    r"(\{(https?://(?:backend\.userland\.com|blogs\.law\.harvard\.edu/tech)/rss\d*)\})rss", re.IGNORECASE
)
_ENTITY = re.compile(r"Entity '([^']+)' not defined")
#: What libxml2 says of bytes that do not fit: unknown, unsupported and wrong encodings.
_ENCODING_ERRORS = frozenset({"ERR_INVALID_ENCODING", "ERR_UNSUPPORTED_ENCODING", "ERR_UNKNOWN_ENCODING"})


def careful_parser() -> etree.XMLParser:
    """A parser for strangers' XML: it asks nobody for anything, and puts nothing in place of entities."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse(notes: JudgesNotes) -> etree._Element | None:
    """The root of an XML document, or None after one complaint."""
    parser = careful_parser()
    try:
        root = etree.fromstring(notes.body, parser)
    except etree.XMLSyntaxError as problem:
        _not_parsed(notes, problem, parser)
        return None
    except (ValueError, LookupError) as problem:
        notes.tell("SAXError", "", "", str(problem))
        return None
    if spaces := _out_of_namespace(root):
        notes.tell("RssInNamespace", f"line {root.sourceline}", "", spaces)
    return root


def _out_of_namespace(root: etree._Element) -> str:
    """Put RSS into no namespace where it is in one that early drafts had, as readers do. Returns that namespace, or nothing."""
    found = _EARLY_RSS.fullmatch(str(root.tag))
    if found:
        for element in root.iter(f"{found[1]}*"):
            element.tag = str(element.tag).removeprefix(found[1])
    return found[2] if found else ""


def _not_parsed(notes: JudgesNotes, problem: etree.XMLSyntaxError, parser: etree.XMLParser) -> None:
    """One complaint, by what libxml2 says first."""
    first = next(iter(parser.error_log), None)
    message = first.message if first is not None else str(problem)
    where = f"line {first.line}, column {first.column}" if first is not None else ""
    entity = _ENTITY.search(message)
    if entity:
        notes.tell("UndefinedNamedEntity", where, "", f"&{entity[1]};")
    elif first is not None and first.type_name in _ENCODING_ERRORS:
        notes.tell("UnicodeError", where, "", message)
    else:
        notes.tell("SAXError", where, "", message)


def judge_bytes(notes: JudgesNotes, root: etree._Element, content_type: str) -> None:
    """What the bytes are, whatever they say: declaration, encoding, document type, characters."""
    _judge_opening(notes, root, content_type)
    _judge_characters(notes, root)


def _judge_opening(notes: JudgesNotes, root: etree._Element, content_type: str) -> None:
    body = notes.body
    opening = body[:4096]
    if opening.startswith(_BOM):
        notes.tell("ByteOrderMark", "line 1", "The document")
    info = root.getroottree().docinfo
    encoding = (info.encoding or "UTF-8").upper()
    if encoding not in ("UTF-8", "ASCII", "US-ASCII"):
        notes.tell("NotUTF8", "line 1", "The document", encoding)
    elif not opening.removeprefix(_BOM).startswith(b"<?xml"):
        notes.tell("MissingXmlDeclaration", "line 1", "The document")
    if info.internalDTD is not None or _DOCTYPE.search(opening):
        notes.tell("DoctypeInFeed", "line 1", "The document")
    served = charset_of(content_type)
    if served and served != encoding and not (served == "UTF-8" and encoding == "ASCII"):
        notes.tell("EncodingMismatch", "line 1", "The document", served, encoding)


def charset_of(content_type: str) -> str:
    """The charset that a Content-Type states, in capitals, or nothing."""
    found = _CHARSET.search(content_type)
    return found[1].upper() if found else ""


def _judge_characters(notes: JudgesNotes, root: etree._Element) -> None:
    """C1 controls anywhere: the bytes are searched first, for nearly no document has any."""
    body = notes.body
    is_utf8 = (root.getroottree().docinfo.encoding or "UTF-8").upper() == "UTF-8"
    is_suspect = b"\xef\xbf\xbd" in body or _BAD_BYTES.search(body) or _BAD_REFERENCES.search(body) or not is_utf8
    if not is_suspect:
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text, *element.attrib.values()):
            if found := _BAD.search(str(text or "")):
                notes.say("BadCharacters", element, f"U+{ord(found[0]):04X}", name=spoken(element.tag))


def bad_character(text: str) -> str:
    """The first control or replacement character of a text, as its code; nothing when there is none."""
    found = _BAD.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
