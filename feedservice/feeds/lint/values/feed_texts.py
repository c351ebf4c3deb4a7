"""What texts in feeds must be: plain words, HTML, addresses, numbers, languages, people. Pure."""

from __future__ import annotations

import re
from html.entities import html5
from urllib.parse import unquote

from lxml import etree

from feedservice.feeds.lint.complaint import JudgesNotes, line_of
from feedservice.feeds.lint.values import feed_html
from feedservice.feeds.lint.values.html_names import ELEMENTS, RISKY, WHOLE
from feedservice.text.patterns import later

#: RFC 3986: a scheme, and characters that may stand in an address.
_ABSOLUTE = later(r"[a-zA-Z][a-zA-Z0-9+.-]*:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]+")
_WEB = later(r"https?://(?:[^/?#@\s]*@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)
_NO_URI_CHARACTER = later(r"[^0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]\x80-\U0010ffff]")
_TAG_URI = later(r"tag:(?:[\w.+-]+@)?[a-z0-9.-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*", re.ASCII)  # fmt: skip
_MEDIA_TYPE = later(r'[\w.+!#$&^-]+/[\w.+!#$&^-]+(?:\s*;\s*[\w.-]+=(?:"[^"]*"|[^\s;"]+))*', re.ASCII)
_LANGUAGE = later(r"(?:[a-zA-Z]{2,8}|[xi])(?:-[a-zA-Z0-9]{1,8})*")
_MAIL = later(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_END_TAG = later(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>")
_REFERENCE = later(r"&(#?\w+);")
_TRACKING = later(r"[?&]utm_[a-z]+=")
#: Google News read so much of a feed; SmartNews about half of it.
MOST_BYTES = 2_000_000
_BEYOND_ASCII = later(r"[^\x00-\x7f]")
#: What has no scheme (RFC 3986 section 4.2).
_RELATIVE = later(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:)[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]*")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LIKE_MARKUP = later(r"&#[x0-9]|<[/a-zA-Z]")


def markup_in(text: str) -> str:
    """The end tag of HTML, or the entity, that stands in what should be plain text; nothing when it is plain."""
    if "<" in text:
        for found in _END_TAG.finditer(text):
            if found[1].lower() in ELEMENTS | RISKY | WHOLE:
                return found[0]
    if "&" in text:
        for found in _REFERENCE.finditer(text):
            if found[1][0] == "#" or f"{found[1]};" in html5:
                return found[0]
    return ""


def plain(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Plain text of RSS: no markup, escaped once, and & and < as the profile asks."""
    if "&" not in text and "<" not in text:
        return
    if markup := _markup_of(notes, element, text):
        notes.say("ContainsHTML", element, markup)
    elif (found := _LIKE_MARKUP.search(text)) and not _is_hexadecimal(notes, element, text):
        notes.say("CharacterData", element, found[0])


def _markup_of(notes: JudgesNotes, element: etree._Element, text: str) -> str:
    """The markup in a plain text. An entity is none where the text about entities is escaped as the profile asks."""
    found = markup_in(text)
    return "" if found[:1] == "&" and _is_hexadecimal(notes, element, text) else found


_PARTS = re.compile(r"(https?)://([^/?#:@\[\]]+)(:[0-9]*)?([/?#].*)?", re.IGNORECASE | re.DOTALL)


def _is_hexadecimal(notes: JudgesNotes, element: etree._Element, text: str) -> bool:
    """Whether the lines of an element hold hexadecimal references: so the W3C validator asks it (validators.py, nonhtml)."""
    first = line_of(element) or 1
    lines = notes.body.split(b"\n")[first - 1 : first + text.count("\n")]
    return any(b"&#x" in one for one in lines)


def title(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Plain text that must be there."""
    if not text.strip():
        notes.say("NotBlank", element)
    plain(notes, element, text)


def filled(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Any text, but some."""
    if not text.strip():
        notes.say("NotBlank", element)


def undeclared(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """Plain text of Atom and Media RSS, which have a type for HTML."""
    if markup := _markup_of(notes, element, text):
        notes.say("ContainsUndeclaredHTML", element, markup)


def html_text(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A piece of HTML, and its pictures, if they are ours."""
    findings, pictures = feed_html.scan(text)
    for rule, value in findings:
        notes.say(rule, element, value)
    for address in pictures:
        reachable(notes, element, address)


def reachable(notes: JudgesNotes, element: etree._Element, address: str) -> int | None:
    """The true size of what is served at an address of ours. Complains when nothing is."""
    size = size_at(notes, address)
    if size is None:
        notes.say("UnreachableURL", element, address)
    return size if size is None or size >= 0 else None


def size_at(notes: JudgesNotes, address: str) -> int | None:
    """The true size of what is at an address, None when nothing is, −1 when that is not known."""
    if notes.size_of is None:
        return -1
    try:
        return notes.size_of(address)
    except KeyError:
        return -1


def flaw_of_address(text: str) -> tuple[str, str]:
    """The rule that an address breaks, and the character to blame; nothing when it is a good absolute one."""
    if _ABSOLUTE.fullmatch(text):
        scheme = text.partition(":")[0].lower()
        good = _WEB.fullmatch(text) if scheme in ("http", "https") else scheme != "tag" or _TAG_URI.fullmatch(text)
        return ("", "") if good else ("InvalidFullLink", "")
    if bad := _NO_URI_CHARACTER.search(text):
        return "InvalidUriChar", bad[0]
    return "InvalidFullLink", ""


def absolute(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """An absolute address."""
    rule, character = flaw_of_address(text.strip())
    if rule:
        notes.say(rule, element, text, character)


def reference(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """An IRI reference, as Atom has them (RFC 4287 section 2): in any script, and relative where `xml:base` says to what."""
    letters = _BEYOND_ASCII.sub("x", text)
    rule, character = flaw_of_address(letters)
    if rule == "InvalidFullLink" and _RELATIVE.fullmatch(letters):
        if not any(one.get(_BASE) for one in (element, *element.iterancestors())):
            notes.say("ContainsRelRef", element, text or "(empty)")
    elif rule:
        notes.say(rule, element, text, character)


def canonical(address: str) -> str:
    """A web address as it is compared (RFC 3986 section 6.2): small letters in scheme and host, no port that goes without
    saying, a path. Whatever else it is, it comes back as it was.
    """
    found = _PARTS.fullmatch(address)
    if found is None:
        return address
    scheme, host, port, rest = (part or "" for part in found.groups())
    scheme = scheme.lower()
    port = "" if port in (":", ":80" if scheme == "http" else ":443") else port
    return f"{scheme}://{host.lower()}{port}{rest if rest[:1] == '/' else '/' + rest}"


def has_tracking(address: str) -> bool:
    """Whether an address says where its reader came from."""
    return "utm_" in address and _TRACKING.search(address) is not None


def judge_size(notes: JudgesNotes) -> None:
    """Whether aggregators read a document to its end."""
    if len(notes.body) > MOST_BYTES:
        notes.tell("LargeFeed", "", "", len(notes.body), MOST_BYTES)


def page(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """The absolute address of an article; ours must be there."""
    absolute(notes, element, text)
    if has_tracking(text):
        notes.say("TrackingInLink", element, text)
    if notes.size_of is not None and text.strip():
        reachable(notes, element, text.strip())


def is_on_the_web(text: str) -> bool:
    """Whether a text is a whole http or https address. Hosts without a dot are allowed: newsrooms test at home."""
    return _WEB.fullmatch(text) is not None and _ABSOLUTE.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    """Whether a text is a media type (RFC 6838 section 4.2), with or without parameters."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether a text has the form of a language tag (RFC 5646). Does not look it up."""
    return _LANGUAGE.fullmatch(text) is not None


def language(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A language tag."""
    if not is_language(text.strip()):
        notes.say("InvalidLanguage", element, text)


def positive(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A whole number from 1 up."""
    if not _number(text.strip()):
        notes.say("InvalidPositiveInteger", element, text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def positive_attributes(notes: JudgesNotes, element: etree._Element, *names: str) -> None:
    """Attributes that are whole numbers from 1 up, where they stand."""
    for name in names:
        value = element.get(name)
        if value is not None and not _number(value):
            notes.say("InvalidPositiveInteger", element, value)


def is_mail(text: str) -> bool:
    """Whether a text is a mail address and nothing else."""
    return _MAIL.fullmatch(text) is not None


def has_mail(text: str) -> bool:
    """Whether a mail address stands in a text."""
    return "@" in text and _MAIL.search(text) is not None


def contact(notes: JudgesNotes, element: etree._Element, text: str) -> None:
    """A mail address with the name in parentheses."""
    plain(notes, element, text)
    text = text.strip()
    if text[:7].lower() == "mailto:":  # RFC 6068: percent-encoded, with headers behind it
        text = unquote(text[7:].partition("?")[0])
    mail, _, name = text.partition(" (")
    if not _MAIL.search(text):
        notes.say("InvalidContact", element, text)
    elif not name:
        notes.say("EmailFormat" if " " in text else "MissingRealName", element, text)
    elif not _MAIL.fullmatch(mail) or not name.endswith(")"):
        notes.say("EmailFormat", element, text)
