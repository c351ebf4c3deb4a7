"""Media RSS (1.5.1), wherever it stands: in items, in entries, in groups. Pure.

The same children may stand in content, group, item and channel as defaults; the deepest wins. Partners' elements
(media:status, media:rights) are left to the partners' own rules.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values.feed_html import scan
from feedservice.feeds.lint.values.feed_texts import (
    absolute,
    is_media_type,
    plain,
    positive_attributes,
    reachable,
    undeclared,
)
from feedservice.feeds.lint.xml_feeds.element_shape import Found, Shape, walk
from feedservice.feeds.namespaces import ATOM, MEDIA


def media(name: str) -> str:
    """A name of the vocabulary, as lxml writes it."""
    return f"{{{MEDIA}}}{name}"


#: EBU Tech 3290 / urn:ebu, the roles that the W3C validator knows; those of print and pictures, and the rest of the trade.
CREDIT_ROLES = frozenset({
    "actor", "adaptor", "anchor person", "animal trainer", "animator", "announcer", "armourer", "art director", "artist",
    "artist/performer", "assistant camera", "assistant chief lighting technician", "assistant director", "assistant producer",
    "assistant visual editor", "author", "broadcast assistant", "broadcast journalist", "camera operator", "carpenter",
    "casting", "causeur", "chief lighting technician", "choir", "choreographer", "clapper loader",
    "commentary or commentator", "commissioning broadcaster", "composer", "computer programmer", "conductor", "consultant",
    "continuity checker", "correspondent", "costume designer", "dancer", "dialogue coach", "director",
    "director of photography", "distribution company", "draughtsman", "dresser", "dubber", "editor", "editor/producer",
    "ensemble", "executive producer", "expert", "fight director", "floor manager", "focus puller", "foley artist",
    "foley editor", "foley mixer", "graphic assistant", "graphic designer", "greensman", "grip", "hairdresser",
    "illustrator", "interviewed guest", "interviewer", "key character", "key grip", "key talents", "leadman", "librettist",
    "lighting director", "lighting technician", "location manager", "lyricist", "make up artist", "manufacturer",
    "matte artist", "music arranger", "music group", "musician", "news reader", "orchestra", "participant", "performer",
    "photographer", "post", "producer", "production assistant", "production company", "production department",
    "production manager", "production secretary", "programme production researcher", "programme proposal",
    "property manager", "publishing company", "puppeteer", "pyrotechnician", "reporter", "rigger", "runner", "scenario",
    "scenic operative", "script supervisor", "second assistant camera", "second assistant director",
    "second unit director", "set designer", "set dresser", "sign language", "singer", "sound designer", "sound mixer",
    "sound recordist", "special effects", "stunts", "subtitles", "technical director", "term", "translation",
    "transportation manager", "treatment", "treatment proposal", "treatment/programme proposal", "vision mixer",
    "visual editor", "visual effects", "wardrobe", "witness",
})  # fmt: skip
MEDIUMS = frozenset({"image", "audio", "video", "document", "executable"})
_EBU = "urn:ebu"
_LABEL = re.compile(r"\s*(?:photo(?:graph)?(?: by)?|foto|picture|image|credit|©)\s*:", re.IGNORECASE)
_CONTENT_ATTRIBUTES = frozenset({
    "url", "fileSize", "type", "medium", "isDefault", "expression", "bitrate", "framerate", "samplingrate", "channels",
    "duration", "height", "width", "lang",
})  # fmt: skip


def _words(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """media:title, media:description, media:text: plain unless declared."""
    kind = element.get("type", "plain")
    if kind == "html":
        for rule, value in scan(text)[0]:
            notes.say(rule, element, value)
    elif kind == "plain":
        undeclared(notes, element, text)
    else:
        notes.say("InvalidMediaTextType", element, kind)


def _credit(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    role = element.get("role")
    if role is not None and (role != role.lower() or (_scheme(element) == _EBU and role not in CREDIT_ROLES)):
        notes.say("InvalidCreditRole", element, role)
    if not text.strip():
        notes.say("NotBlank", element)
    elif _LABEL.match(text):
        notes.say("CreditPrefix", element, text)


def _scheme(element: etree._Element) -> str:
    return element.get("scheme") or _EBU


def _thumbnail(notes: JudgesNotes, element: etree._Element, _: str) -> None:
    _located(notes, element)
    positive_attributes(notes, element, "width", "height")


def _located(notes: JudgesNotes, element: etree._Element) -> None:
    """The address in `url`: there, absolute, and served."""
    address = element.get("url")
    if not address:
        notes.say("MissingAttribute", element, "url")
        return
    absolute(notes, element, address)
    size = reachable(notes, element, address)
    stated = element.get("fileSize")
    if size is not None and stated and stated.isascii() and stated.isdigit() and int(stated) != size:
        notes.say("UntrueLength", element, int(stated), size)


def _copyright(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    plain(notes, element, text)
    if address := element.get("url"):
        absolute(notes, element, address)


#: What may stand in a media:content, a group, an item and a channel.
CHILDREN: dict[str, Shape] = {
    media("title"): Shape(_words, attributes=frozenset({"type"})),
    media("description"): Shape(_words, attributes=frozenset({"type"})),
    media("credit"): Shape(_credit, many=True, attributes=frozenset({"role", "scheme"})),
    media("copyright"): Shape(_copyright, attributes=frozenset({"url"})),
    media("thumbnail"): Shape(_thumbnail, many=True, attributes=frozenset({"url", "width", "height", "time"})),
    media("text"): Shape(_words, many=True, attributes=frozenset({"type", "lang", "start", "end"})),
    media("keywords"): Shape(),
    media("rating"): Shape(many=True, attributes=frozenset({"scheme"})),
    media("category"): Shape(plain, many=True, attributes=frozenset({"scheme", "label"})),
    media("hash"): Shape(many=True, attributes=frozenset({"algo"})),
    media("player"): Shape(attributes=frozenset({"url", "width", "height"})),
    media("restriction"): Shape(many=True, attributes=frozenset({"relationship", "type"})),
}  # fmt: skip


def _content(notes: JudgesNotes, element: etree._Element, _: str) -> None:
    _located(notes, element)
    positive_attributes(notes, element, "fileSize", "width", "height")
    kind, medium, default = element.get("type"), element.get("medium"), element.get("isDefault")
    if kind is not None and not is_media_type(kind):
        notes.say("InvalidMIMEAttribute", element, kind)
    if medium is not None and medium not in MEDIUMS:
        notes.say("InvalidMediaMedium", element, medium)
    if default is not None and default not in ("true", "false"):
        notes.say("InvalidTrueFalse", element, default)
    walk(notes, element, CHILDREN)


CONTENT = Shape(_content, many=True, attributes=_CONTENT_ATTRIBUTES, whole=True)
_IN_GROUP = {**CHILDREN, media("content"): CONTENT}


def _group(notes: JudgesNotes, element: etree._Element, _: str) -> None:
    found = walk(notes, element, _IN_GROUP)
    renditions = found.get(media("content"), [])
    if len(renditions) < 2:
        notes.say("MediaGroupWithoutAlternatives", element, len(renditions))
    _one_default(notes, element, renditions)


#: What may stand in an item or entry, and (without content) in a channel or feed.
IN_ITEM: dict[str, Shape] = {
    **CHILDREN,
    media("content"): CONTENT,
    media("group"): Shape(_group, many=True, whole=True),
}


#: What says what an article is about: where there is none, a caption is taken for it.
_SUMMARIES = frozenset({"description", f"{{{ATOM}}}summary"})


def _one_default(notes: JudgesNotes, parent: etree._Element, contents: list[etree._Element]) -> None:
    if sum(one.get("isDefault") == "true" for one in contents) > 1:
        notes.say("SeveralDefaults", parent)


def judge_item(notes: JudgesNotes, item: etree._Element, found: Found, summary: str, enclosures: list[str]) -> None:
    """What the media of an item mean together, beside its summary and its enclosures' addresses."""
    if _SUMMARIES.isdisjoint(found):
        for caption in found.get(media("description"), ()):
            notes.say("ItemLevelCaption", caption)
    contents = list(found.get(media("content"), ()))
    _one_default(notes, item, contents)
    for group in found.get(media("group"), ()):
        contents += group.findall(media("content"))
    if not contents:
        return
    addresses = {one.get("url") for one in contents}
    for enclosure in enclosures:
        if enclosure not in addresses:
            notes.say("EnclosureNotInMedia", item, enclosure)
    wanted = " ".join(summary.split())
    for caption in item.iter(media("description")) if wanted else ():
        if " ".join((caption.text or "").split()) == wanted:
            notes.say("CaptionForStandfirst", caption, wanted)
