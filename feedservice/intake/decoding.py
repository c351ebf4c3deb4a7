"""Bytes to text, whatever the editor's program wrote. Pure.

The order is: byte order mark; UTF-8 if every byte obeys it (accident is next to impossible), or nearly every one;
what the file declares; Windows-1252, the usual unmarked legacy encoding (WHATWG Encoding). Statistical guessing is not done here.
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
#: Declarations that are believed, by Python's codec name, each read as the larger set that browsers read it as (WHATWG
#: Encoding, names and labels). Not here: UTF-16 and -32, which a declaration in plain bytes disproves, and Python's
#: own codecs (punycode takes quadratic time, unicode_escape makes letters of backslashes).
_BELIEVED = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
    "shift_jis": "cp932", "euc_kr": "cp949",
} | {name: name for name in (
    "utf-8", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp866", "cp874", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030",
    "big5hkscs", "euc_jp", "cp932", "cp949", "iso2022_jp", "hz",
)}  # fmt: skip
#: Encodings that hide other letters in plain ASCII bytes: only a declaration can tell (RFC 1468, RFC 1843).
_SEVEN_BIT = {"iso2022_jp", "hz"}


def is_no_text(content: bytes) -> bool:
    """Whether bytes cannot be text in any encoding that is used: they hold NUL and are not UTF-16 or UTF-32."""
    marked = any(content.startswith(mark) for mark, _ in _MARKS)
    return b"\0" in content and not marked and not _unmarked_utf16(content)


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without its mark: in Western text every second byte is NUL."""
    sample = content[: _DECLARATION_BYTES & ~1]
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.6 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def decode(content: bytes) -> tuple[str, str]:
    """The text, legible, with line ends as LF, and the name of the encoding it was read in. Never raises."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _tidy(content.decode(name, "replace")), name
    unmarked = _unmarked_utf16(content)
    if unmarked:
        return _tidy(content.decode(unmarked, "replace")), unmarked
    declared = _declared(content)
    for name in (declared, "utf-8") if declared in _SEVEN_BIT else ("utf-8",):
        text = _strictly(content, name)
        if text is not None:
            return _tidy(text), name
    nearly = _nearly_utf8(content)
    if nearly:
        return _tidy(nearly), "utf-8"
    text = _strictly(content, declared) if declared else None
    if text is not None:
        return _tidy(text), declared
    return _tidy(content.decode("cp1252", "replace")), "cp1252"


def _strictly(content: bytes, name: str) -> str | None:
    """The text, if every byte obeys the encoding."""
    try:
        return content.decode(name)
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(content: bytes) -> str:
    """Text in UTF-8 with a few bytes gone wrong, so that one bad letter does not garble all the others."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - broken
    return text if 0 < 4 * broken < good else ""


def _declared(content: bytes) -> str:
    """The declared encoding as Python knows it, or nothing for one that is unknown or not believed."""
    found = _DECLARED.search(content[:_DECLARATION_BYTES])
    try:
        codec = codecs.lookup(found[1].decode("ascii")) if found else None
    except LookupError:
        return ""
    return _BELIEVED.get(codec.name, "") if codec else ""


def _tidy(text: str) -> str:
    return legible(text.replace("\r\n", "\n").replace("\r", "\n"))
