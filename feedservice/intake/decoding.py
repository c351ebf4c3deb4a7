"""Bytes to text, whatever the editor's program wrote. Pure.

The order is: byte order mark; UTF-8 if every byte obeys it (accident is next to impossible); what the file declares;
Windows-1252, the usual unmarked legacy encoding (WHATWG Encoding). Statistical guessing is not done here.
"""

import codecs
import re

from feedservice.characters import legible

#: Byte order marks, longest first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: <meta charset=x>, <meta http-equiv … content="text/html; charset=x">, <?xml encoding="x"?>; within the first 4 KB.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_DECLARATION_BYTES = 4096
#: Encodings that hide other letters in plain ASCII bytes: only a declaration can tell (RFC 1468, RFC 1843).
_SEVEN_BIT = {"iso2022_jp", "hz"}


def decode(content: bytes) -> tuple[str, str]:
    """The text, legible, with line ends as LF, and the name of the encoding it was read in. Never raises."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _tidy(content.decode(name, "replace")), name
    declared = _declared(content)
    candidates = (declared, "utf-8") if declared in _SEVEN_BIT else ("utf-8", declared, "cp1252")
    for name in filter(None, candidates):
        try:
            return _tidy(content.decode(name)), name
        except (UnicodeError, LookupError):
            continue
    return _tidy(content.decode("cp1252", "replace")), "cp1252"


def _declared(content: bytes) -> str:
    """The declared encoding as Python knows it, or nothing for an unknown or non-text one."""
    found = _DECLARED.search(content[:_DECLARATION_BYTES])
    try:
        codec = codecs.lookup(found[1].decode("ascii")) if found else None
    except LookupError:
        return ""
    return codec.name if codec and getattr(codec, "_is_text_encoding", True) else ""


def _tidy(text: str) -> str:
    return legible(text.replace("\r\n", "\n").replace("\r", "\n"))
