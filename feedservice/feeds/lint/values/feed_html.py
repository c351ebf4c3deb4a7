"""HTML in feeds, judged in one scan. Pure.

As strict as the W3C feed validator, which is as strict as html5lib: tags must nest, `<` and `&` in text be escaped.
Does not load addresses and knows no style sheets. `judge_html` says what it finds; `scan` is the scan itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.entities import html5

from feedservice.feeds.lint.values.html_names import (
    CLOSERS,
    ELEMENTS,
    IMPLIED,
    KNOWN_ATTRIBUTES,
    LINKS,
    RISKY,
    SAFE_STYLES,
    VOID,
    WHOLE,
)

#: A tag, a comment, or a `<` that is neither. Linear: a repetition never gives back, and the scan ends at the first of the last.
_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*+)>|<!--.*?-->|<""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
#: An ampersand that begins no reference: html5lib says “named entity expected”.
_BARE = re.compile(r"&(?![\s<&]|#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]*;|$)\S{0,12}")
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*;)")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE = frozenset({"http", "https", "mailto", "tel", "ftp", "cid", "geo", "sms", "xmpp", "news", "webcal", "feed", "tag", "urn"})  # fmt: skip
_LOCAL_SCHEMES = frozenset({"file", "blob"})
#: Hosts of one machine or one house (RFC 6761, 6762, 8375; RFC 1918, 3927; RFC 4193), and names without a dot.
_LOCAL_HOST = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:localhost|[\w-]+(?=[:/?#]|$)|[\w.-]+\.(?:local|localhost|lan|internal|intranet|home\.arpa|fritz\.box)"
    r"|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}"
    r"|169\.254(?:\.\d{1,3}){2}|0\.0\.0\.0|\[(?:::1|f[cd][0-9a-f:]+|fe80[0-9a-f:]+)\])(?:[:/?#]|$)",
    re.IGNORECASE,
)
_PLAIN_LINKS = re.compile(r'\s+href="https?://[^"<>\s]+"')
_SAFE_VALUE = re.compile(r"""(?:[\w\s,#%.!-]|'[\w\s]*'|"[\w\s]*"|(?<=rgb)\([\d\s,%]*\))*+""", re.IGNORECASE)
_IGNORED = re.compile("[\x00-\x20]+")

#: Pieces remembered: the same bodies stand in every format, and in the channels that are set one after the other.
_REMEMBERED = 256

#: A rule and what broke it.
Finding = tuple[str, str]


@lru_cache(_REMEMBERED)
def scan(text: str) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What is wrong with a piece of HTML, each thing once, and the addresses of its pictures."""
    if "<" not in text and "&" not in text:
        return (), ()
    found: dict[Finding, None] = {}
    pictures: list[str] = []
    open_: list[str] = []
    for token in _TOKEN.finditer(text):
        end, name, rest = token.groups()
        if name is None:
            if len(token[0]) > 1:
                continue
            found["NotHtml", f"a < that begins no tag: {text[token.start() : token.start() + 20]}"] = None
            break
        name = name.lower()
        if end:
            _close(name, open_, found)
            continue
        if name not in ELEMENTS or name in RISKY or name in WHOLE:
            found[_about(name)] = None
        if rest:
            _attributes(name, rest, found, pictures)
        _open(name, open_)
    else:
        found.update({("NotHtml", f"<{name}> is never closed"): None for name in open_ if name not in IMPLIED})
    if "&" in text:
        found.update(dict.fromkeys(_references(text)))
    return tuple(found), tuple(pictures)


def _about(name: str) -> Finding:
    """What is wrong with an element that an article should not have."""
    if name in WHOLE:
        return "HtmlDocument", f"<{name}>"
    return ("SecurityRisk" if name in RISKY else "NotHtml"), name


def _open(name: str, open_: list[str]) -> None:
    """A start tag: it closes what its kind implies (HTML Living Standard 13.1.2.4)."""
    if name in VOID:
        return
    closes = CLOSERS.get(name)
    while closes and open_ and open_[-1] in closes:
        open_.pop()
    open_.append(name)


def _close(name: str, open_: list[str], found: dict[Finding, None]) -> None:
    """An end tag: what is open inside and needs no end tag closes with it."""
    place = len(open_) - 1
    while place >= 0 and open_[place] != name and open_[place] in IMPLIED:
        place -= 1
    if place >= 0 and open_[place] == name:
        del open_[place:]
    else:
        found["NotHtml", f"</{name}> where <{open_[-1] if open_ else 'nothing'}> is open"] = None


def _attributes(element: str, rest: str, found: dict[Finding, None], pictures: list[str]) -> None:
    """The attributes of a tag as it is written."""
    if _PLAIN_LINKS.fullmatch(rest) and not _LOCAL_HOST.search(rest):
        return
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        name = match[1].lower()
        if name in attributes:
            found["NotHtml", f"the attribute {name} twice in <{element}>"] = None
        attributes[name] = match[2] or match[3] or match[4] or ""
    found.update(dict.fromkeys(scan_attributes(attributes)))
    if element == "img" and "src" in attributes:
        pictures.append(html.unescape(attributes["src"]).strip())


def scan_attributes(attributes: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the attributes of an element: what they are called, and where their addresses lead."""
    for name, value in attributes.items():
        if name == "style":
            if not _is_safe(value):
                yield "DangerousStyleAttr", value
        elif name not in KNOWN_ATTRIBUTES and not name.startswith(("data-", "aria-")):
            yield "SecurityRiskAttr", name
        elif name in LINKS:
            yield from _addresses(name, html.unescape(value).strip())


def _is_safe(style: str) -> bool:
    """Whether each declaration is one that the W3C feed validator lets pass: a known property, and no function but a colour."""
    declared = [one.partition(":") for one in html.unescape(style).split(";") if one.strip()]
    return all(
        colon and name.strip().lower() in SAFE_STYLES and _SAFE_VALUE.fullmatch(value)
        for name, colon, value in declared
    )


def _addresses(attribute: str, value: str) -> Iterator[Finding]:
    for address in re.split(r",\s+", value) if attribute == "srcset" else [value]:
        scheme = _SCHEME.match(_IGNORED.sub("", address))
        if scheme is None:
            yield "ContainsRelRef", address
        elif scheme[1].lower() not in _SAFE:
            yield ("LocalAddress" if scheme[1].lower() in _LOCAL_SCHEMES else "DangerousLink"), address
        elif _LOCAL_HOST.match(address.strip()):
            yield "LocalAddress", address


def _references(text: str) -> Iterator[Finding]:
    """Ampersands that html5lib stumbles over."""
    if bare := _BARE.search(text):
        yield "NotHtml", f"an & that is not escaped: {bare[0]}"
    for name in set(_NAMED.findall(text)):
        if name not in html5:
            yield "NotHtml", f"no such entity: &{name}"
