"""XMP: properties in an RDF packet (ISO 16684-1). Pure.

Reads simple and qualified values, language alternatives (x-default first), lists, and the attribute form. No entity,
DTD or network is ever used: a packet that declares any is not read. A damaged packet gives what can be read; nothing
here raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from lxml import etree

from feedservice.photos.metadata import legacy_encodings
from feedservice.text.unicode import legible

#: Prefixes as the specifications write them, whatever the packet calls them.
NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
}
#: Programs write them without the sign they end in.
_WITHOUT_END = {space.rstrip("/"): prefix for space, prefix in NAMESPACES.items()}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Whoever made a picture, as PLUS has it: a name in each item of plus:ImageCreator.
_CREATOR_NAME = "{http://ns.useplus.org/ldf/xmp/1.0/}ImageCreatorName"
#: What holds the descriptions of the picture itself; one in another is a tag that was not closed.
_HOLDERS = (f"{_RDF}RDF", f"{_RDF}Description", "{adobe:ns:meta/}xmpmeta", "{adobe:ns:meta/}xapmeta", "packet")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: A packet is a few kilobytes; Photoshop's editing history makes some large.
_LARGEST_BYTES = 1_000_000
_PACKET = re.compile(rb"<(?:[A-Za-z][\w.-]{0,40}:)?(?:xmpmeta|xapmeta|RDF)\b.*", re.DOTALL)
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: What programs that paste words into a packet get wrong: a bare & or <, an entity of HTML, a letter XML forbids.
_ENTITY = re.compile(r"&(#(?:\d{1,7}|x[0-9a-fA-F]{1,6});|[A-Za-z][A-Za-z0-9]{1,30};|)")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/?!])")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_KNOWN_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
#: Around the packet, so that a prefix that nobody declared means what it means everywhere.
_AROUND = "<packet " + " ".join(
    f'xmlns:{prefix}="{space}"'
    for space, prefix in {
        **NAMESPACES,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
        "adobe:ns:meta/": "x",
    }.items()
)


def read(packet: bytes) -> dict[str, list[str]]:
    """Each property's values by name (“dc:description”): of a list all, of alternatives the default language's first."""
    root = _parsed(_as_text(packet[:_LARGEST_BYTES]))
    fields: dict[str, list[str]] = {}
    for description in () if root is None else _descriptions(root):
        for name, value in description.attrib.items():
            _note(fields, str(name), [str(value)])
        for child in description:
            if isinstance(child.tag, str):
                _note(fields, child.tag, _values(child))
    _note(fields, _CREATOR_NAME, [] if root is None else list(_inside(root, _CREATOR_NAME)))
    return fields


def _descriptions(root: etree._Element) -> Iterator[etree._Element]:
    """What describes the picture itself; RDF lets a node be named by its type instead (RDF/XML, 2.13)."""
    for element in root.iter():
        holder = element.getparent()
        if element.tag == f"{_RDF}Description":
            if holder is None or holder.tag in _HOLDERS:  # else it is of what the picture was made of, or shows
                yield element
        elif holder is not None and holder.tag == f"{_RDF}RDF" and isinstance(element.tag, str):
            yield element


def _inside(root: etree._Element, name: str) -> Iterator[str]:
    """What the parts of properties say that are called so, as elements or attributes."""
    for element in root.iter():
        if element.tag == name:
            yield "".join(map(str, element.itertext()))
        elif name in element.attrib:
            yield str(element.attrib[name])


def _as_text(packet: bytes) -> str:
    """The packet as text: XMP may be UTF-8 or UTF-16 (ISO 16684-3); padding and what stands before it go."""
    opened = packet.find(b"<", 0, 200)
    if opened >= 0 and b"\x00" in packet[opened + 1 : opened + 3]:
        is_big = opened % 2 == 1  # a byte order mark has two bytes, and so has each letter
        packet = (
            packet[opened - is_big :].decode(f"utf-16-{'be' if is_big else 'le'}", "ignore").encode("utf-8", "ignore")
        )
    start = _PACKET.search(packet.replace(b"\x00", b""))
    return _decoded(start[0].partition(b"<?xpacket")[0]) if start else ""


def _decoded(packet: bytes) -> str:
    """UTF-8 with what damage it has; another encoding when hardly any of it is UTF-8."""
    text = packet.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 2 > sum(letter > "\x7f" for letter in text):
        return packet.decode(legacy_encodings.fitting([packet]), "replace")
    return text


def _parsed(text: str) -> etree._Element | None:
    if not text or _DECLARES.search(text):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_pis=True
    )
    try:
        return etree.fromstring(f"{_AROUND}>{_mended(text)}".encode(), parser)
    except (etree.LxmlError, ValueError):
        return None


def _mended(text: str) -> str:
    """The packet with its letters as XML has them."""
    plain = legible(text)
    closed = plain.rfind("]]>") + 3  # behind it none is closed, and each that opens would be looked through to the end
    plain = _CDATA.sub(lambda found: escape(found[1]), plain[:closed]) + plain[closed:]
    return _BARE_LESS.sub("&lt;", _ENTITY.sub(_entity, plain))


def _entity(found: re.Match[str]) -> str:
    """An entity as XML knows it; a sign that begins none is itself."""
    name = found[1]
    if not name:
        return "&amp;"
    if name in _KNOWN_ENTITIES:
        return found[0]
    return escape(legible(unescape(found[0])).replace("\ufffd", ""))


def _note(fields: dict[str, list[str]], name: str, values: list[str]) -> None:
    """Keep a property's values under the name that specifications give it; the first description that has it wins."""
    space, _, local = name[1:].partition("}")
    known = NAMESPACES.get(space) or _WITHOUT_END.get(space.rstrip("/#"))
    if known and any(map(str.strip, values)):
        fields.setdefault(f"{known}:{local}", values)


def _values(element: etree._Element) -> list[str]:
    """What a property says: its items, of alternatives those of the default language first."""
    items = [item for held in element if isinstance(held.tag, str) for item in held.findall(f"{_RDF}li")]
    if not items:
        stated = _value(element) if element.find(f"{_RDF}value") is not None else element.text or ""
        return [stated or str(element.get(f"{_RDF}resource", ""))]
    if element.find(f"{_RDF}Alt") is not None:
        items.sort(key=_is_default, reverse=True)
    return list(map(_value, items))


def _value(element: etree._Element) -> str:
    """The words of an item; of one that has qualifiers, its value (ISO 16684-1, C.2.7)."""
    stated = element.find(f".//{_RDF}value")
    return "".join(map(str, (element if stated is None else stated).itertext()))


def _is_default(item: etree._Element) -> bool:
    return str(item.get(_LANGUAGE, "")).casefold() == "x-default"
