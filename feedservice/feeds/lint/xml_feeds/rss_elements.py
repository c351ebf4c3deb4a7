"""The elements of RSS 2.0 that have rules of their own: guid, enclosure, source, image. Pure."""

from __future__ import annotations

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_texts import (
    absolute,
    canonical,
    flaw_of_address,
    is_media_type,
    is_on_the_web,
    plain,
    reachable,
    title,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Shape, require, walk

#: RSS 2.0: the greatest image that readers must show.
_MOST_WIDTH_PX, _MOST_HEIGHT_PX = 144, 400
_LONGEST_ID = 245
CLOUD_ATTRIBUTES = frozenset({"domain", "port", "path", "registerProcedure", "protocol"})
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".gif", ".png")


def judge_guid(notes: JudgesNotes, guid: etree._Element, text: str) -> None:
    """Is it an address where it says so; is it likely to be the only one; is it short (TT-RSS cuts at 245)."""
    text = text.strip()
    permalink = guid.get("isPermaLink", "true")
    if permalink not in ("true", "false"):
        notes.say("InvalidBooleanAttribute", guid, permalink)
    elif not text:
        notes.say("NotBlank", guid)
    elif permalink == "true" and text.lower().startswith(("tag:", "urn:")):
        notes.say("InvalidPermalink", guid, text)
    elif permalink == "true" and flaw_of_address(text)[0]:
        notes.say("InvalidHttpGUID", guid, text)
    elif permalink == "true" and canonical(text) != text:
        notes.say("NonCanonicalURI", guid, text, canonical(text))
    elif len(text) < 9 and text.isdigit():
        notes.say("NotSufficientlyUnique", guid, text)
    elif len(text) > _LONGEST_ID or not text.isascii():
        notes.say("LongId", guid, text)


def judge_enclosure(notes: JudgesNotes, enclosure: etree._Element, _: str) -> None:
    """Address, true length and media type, all of which must be there."""
    address, length, kind = (enclosure.get(name) for name in ("url", "length", "type"))
    for name, value in (("url", address), ("length", length), ("type", kind)):
        if value is None:
            notes.say("MissingAttribute", enclosure, name)
    if kind is not None and not is_media_type(kind):
        notes.say("InvalidMIMEAttribute", enclosure, kind)
    if address is not None and not is_on_the_web(address):
        notes.say("InvalidURLAttribute", enclosure, address)
    if length is not None and _is_number(notes, enclosure, length) and address:
        _judge_length(notes, enclosure, address, int(length))


def _is_number(notes: JudgesNotes, enclosure: etree._Element, length: str) -> bool:
    if length.isascii() and length.isdigit() and len(length) < 16:
        return True
    if length == "-1":
        notes.say("UseZeroForUnknown", enclosure)
    else:
        negative = length[:1] == "-" and length[1:].isdigit()
        notes.say("InvalidNonNegativeInteger" if negative else "InvalidIntegerAttribute", enclosure, length)
    return False


def _judge_length(notes: JudgesNotes, enclosure: etree._Element, address: str, length: int) -> None:
    """Against the file, when we serve it; else against what media:content says of the same address."""
    size = reachable(notes, enclosure, address)
    if size is None:
        item = enclosure.getparent()
        stated = () if item is None else item.iter("{http://search.yahoo.com/mrss/}content")
        sizes = (one.get("fileSize") or "" for one in stated if one.get("url") == address)
        size = next((int(one) for one in sizes if one.isascii() and one.isdigit() and len(one) < 16), None)
    if size is not None and size != length:
        notes.say("UntrueLength", enclosure, length, size)


def judge_cloud(notes: JudgesNotes, cloud: etree._Element, _: str) -> None:
    """Where rssCloud registers: all of it must be there."""
    for name in sorted(CLOUD_ATTRIBUTES):
        if cloud.get(name) is None:
            notes.say("MissingAttribute", cloud, name)
    port = cloud.get("port")
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        notes.say("InvalidIntegerAttribute", cloud, port)


def judge_source(notes: JudgesNotes, source: etree._Element, text: str) -> None:
    """The feed that an item was taken from."""
    plain(notes, source, text)
    address = source.get("url")
    if address is None:
        notes.say("MissingAttribute", source, "url")
    else:
        absolute(notes, source, address)


def _side(rule: str, most: int) -> Shape:
    def check(notes: JudgesNotes, element: etree._Element, text: str) -> None:
        text = text.strip()
        if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= most):
            notes.say(rule, element, text)

    return Shape(check)


def _picture(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    absolute(notes, element, text)
    reachable(notes, element, text.strip())
    path = text.strip().partition("?")[0].lower()
    ending = path.rpartition("/")[2].rpartition(".")
    if ending[1] and not path.endswith(_IMAGE_ENDINGS):
        notes.say("ImageUrlFormat", element, text)


_IMAGE = {
    "url": Shape(_picture),
    "title": Shape(title),
    "link": Shape(absolute),
    "width": _side("InvalidWidth", _MOST_WIDTH_PX),
    "height": _side("InvalidHeight", _MOST_HEIGHT_PX),
    "description": Shape(plain),
}
_REQUIRED_OF_IMAGE = {"url": "MissingElement", "title": "MissingTitle", "link": "MissingLink"}


def judge_image(notes: JudgesNotes, image: etree._Element, channel: etree._Element) -> None:
    """The channel's picture: its title and link are the channel's."""
    found = walk(notes, image, _IMAGE)
    require(notes, image, found, _REQUIRED_OF_IMAGE)
    for name, rule in (("title", "ImageTitleDoesntMatch"), ("link", "ImageLinkDoesntMatch")):
        own, other = ((place.findtext(name) or "").strip() for place in (image, channel))
        if own and other and own != other:
            notes.say(rule, image, own, other)
