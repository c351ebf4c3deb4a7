"""The newsroom's face in a channel: whose it is, its logo and icon, its colour; in each format by the elements it has. Pure.

Partners' feeds have the rights alone: their own rules say which pictures they take. Sources: RSS 2.0 and the Advisory Board's profile
(image, copyright, managingEditor, webMaster), RFC 4287 (icon, logo, rights, author), JSON Feed 1.1 (icon, favicon, authors),
Feedly's webfeeds (cover, icon, logo, accentColor, the colour without its #).
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from feedservice.addresses import Emblem, Face, document_url
from feedservice.channels import Channel
from feedservice.feeds.formats.literal_text import literal
from feedservice.feeds.namespaces import WEBFEEDS
from feedservice.text.unicode import legible

#: What RSS takes for its image; of a picture that others serve, its address alone tells.
_OF_RSS = (".png", ".jpg", ".jpeg", ".gif")


def namespaces(channel: Channel) -> dict[str, str]:
    """The namespaces that a channel's face needs."""
    return {"webfeeds": WEBFEEDS} if _of_feedly(_shown(channel)) else {}


def publisher(channel: Channel) -> str:
    """Who publishes a channel, as its author."""
    return _shown(channel).publisher or channel.title


def author(channel: Channel) -> dict[str, str]:
    """The author of a channel as Atom has it (RFC 4287 section 3.2)."""
    face = _shown(channel)
    known = {"name": literal(legible(publisher(channel))), "email": face.mail, "uri": "" if face.mail else face.contact}
    return {name: value for name, value in known.items() if value}


def add_to_rss(element: etree._Element, channel: Channel) -> None:
    """What RSS says of the newsroom, at the end of what is there of the channel; the image has the channel's title and link."""
    face = _shown(channel)
    if channel.face.rights:
        _text(element, "copyright", literal(legible(channel.face.rights)))
    if face.mail:
        named = f"{face.mail} ({literal(legible(publisher(channel))).replace('(', '[').replace(')', ']')})"
        _text(element, "managingEditor", named)
        _text(element, "webMaster", named)
    plate = face.plate
    if plate and (plate.media_type or plate.address.partition("?")[0].lower().endswith(_OF_RSS)):
        image = etree.SubElement(element, "image")
        _text(image, "url", plate.address)
        _text(image, "title", literal(legible(channel.title)))
        _text(image, "link", document_url(channel.base_url, channel.page))
        for name, side in (("width", plate.width_px), ("height", plate.height_px)):
            if side:
                _text(image, name, str(side))
    _add_webfeeds(element, face)


def add_to_atom(element: etree._Element, channel: Channel) -> None:
    """What Atom says of the newsroom; without a namespace, for feedgen's elements have none until they are written."""
    face = _shown(channel)
    for name, emblem in (("icon", face.icon), ("logo", face.logo)):
        if emblem:
            _text(element, name, emblem.address)
    if channel.face.rights:
        _text(element, "rights", literal(legible(channel.face.rights)))
    _add_webfeeds(element, face)


def of_json(channel: Channel) -> dict[str, Any]:
    """What JSON Feed says of the newsroom: `icon` is square and large, `favicon` may be a drawing."""
    face = _shown(channel)
    avatar = _address(face.avatar)
    person = {"name": publisher(channel), "url": face.contact_url, "avatar": avatar}
    known = {
        "icon": avatar,
        "favicon": _address(face.icon),
        "authors": [{name: value for name, value in person.items() if value}],
    }
    return {name: value for name, value in known.items() if value}


def _shown(channel: Channel) -> Face:
    """The face as a channel shows it: whole, but in partners' feeds."""
    return channel.face if channel.shows.profile == "plain" else Face()


def _of_feedly(face: Face) -> list[tuple[str, str, str]]:
    """Feedly's elements: name, attribute where that has the value, value."""
    found = (
        ("cover", "image", _address(face.cover)),
        ("icon", "", _address(face.icon)),
        ("logo", "", _address(face.logo)),
        ("accentColor", "", face.colour.removeprefix("#")),
    )
    return [one for one in found if one[2]]


def _add_webfeeds(element: etree._Element, face: Face) -> None:
    for name, attribute, value in _of_feedly(face):
        child = etree.SubElement(element, f"{{{WEBFEEDS}}}{name}", {attribute: value} if attribute else {})
        child.text = None if attribute else value


def _address(emblem: Emblem | None) -> str:
    return emblem.address if emblem else ""


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
