"""The parts of a mail as they were meant: words of headers, texts, pictures, files. Pure.

Mail in the wild breaks every rule it has: unknown charsets, broken encodings, missing boundaries. So only the parser
of the standard library that never raises is used (policy compat32), and what it leaves encoded is decoded here.
"""

from __future__ import annotations

import re
from binascii import Error as BinasciiError
from binascii import a2b_base64
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_tz
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from feedservice.errors import BrokenDocument, TooLarge
from feedservice.text.encodings.decode import decode
from feedservice.text.encodings.zero_bytes import unmarked
from feedservice.text.unicode import legible, one_line

#: Parts within parts: mailing lists and virus scanners make four or five.
DEEPEST_LEVEL = 20
#: RFC 2047 section 2, leniently: broken mailers leave spaces in the text. RFC 2231 adds *language to the charset.
_ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bBqQ])\?([^?]{0,4000})\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
#: Names of charsets that Python does not know, or that mean more than they say.
_CHARSETS = {
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "iso-8859-6-e": "iso-8859-6",
    "ansi_x3.110-1983": "iso-8859-1", "cp-850": "cp850", "x-sjis": "cp932", "x-gbk": "gbk", "x-euc-kr": "euc-kr", "x-euc-jp": "euc-jp",
    "x-mac-roman": "mac-roman", "x-cp1252": "cp1252", "x-big5": "big5", "ks_c_5601-1987": "cp949", "utf8mb4": "utf-8",
}  # fmt: skip
#: Mail alone may still be in UTF-7 (RFC 2152), also under its first name (RFC 1642).
_UTF_7 = frozenset({"utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7"})
_MONTHS_PER_YEAR = 12
#: More than a header has that is read here. The standard library takes the square of their number for parameters.
LONGEST_HEADER_CHARACTERS = 10_000
#: Lines that may part a mail: each may become a part of it.
_MOST_BOUNDARIES = 10_000
#: Headers that are read here, beside those that say what a part is.
_READ = ("subject", "from", "date")


class _Bounded(Compat32):
    """The lenient policy, which takes of a header no more than any has."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and words of a header."""
        name, words = super().header_source_parse(sourcelines)
        return name, words[:LONGEST_HEADER_CHARACTERS]


def parse(path: str, content: bytes) -> Message:
    """The mail as a tree of parts. Raises BrokenDocument for what is no mail, TooLarge for one of too many parts.

    It is no mail when nothing before the first empty line is a header.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or unmarked(content):
        content = decode(content)[0].encode()  # saved by an editor of texts, letters and all
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if start.count(b"\n--") > _MOST_BOUNDARIES:
        remedy = "Save the mail's text as plain text, and drop that."
        raise TooLarge(path, f"The mail has more than {_MOST_BOUNDARIES} parts.", remedy)
    try:
        message = message_from_bytes(start, policy=_Bounded())
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise _no_mail(path) from error
    if not message.keys():
        raise _no_mail(path)
    return message


def cut_headers(message: Message) -> list[str]:
    """The names of headers that are read and were longer than is read; those of who got a mail may be."""
    headers = (pair for part in message.walk() for pair in part.raw_items())
    long = (name for name, words in headers if len(str(words)) == LONGEST_HEADER_CHARACTERS)
    return sorted({name for name in long if name.lower() in _READ or name.lower().startswith("content-")})


def _no_mail(path: str) -> BrokenDocument:
    return BrokenDocument(
        path,
        "This is no mail as mail programs save it, whatever its name says.",
        "Save the mail anew from your mail program as .eml, or save its text as plain text.",
    )


def kind(part: Message) -> str:
    """The media type of a part, lower case."""
    return part.get_content_type()


def header(message: Message, name: str) -> str:
    """The words of a header on one line, decoded (RFC 2047); bytes beyond ASCII are read as UTF-8 or what they look like."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name), "")
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", "surrogateescape"))[0]
    return one_line(words_of(raw))


def words_of(text: str) -> str:
    """A header's text with its encoded words decoded; neighbours in one charset together, for mailers cut letters in two."""
    return _decoded(text) if "=?" in text else text


@lru_cache(maxsize=16)
def _decoded(text: str) -> str:
    """The same, remembered for the headers of one mail: of some it is asked again and again."""
    joined = _BETWEEN.sub(r"\1\2", text)
    decoded, end, pending, charset = [], 0, b"", ""
    for found in _ENCODED.finditer(joined):
        between = joined[end : found.start()]
        if between or found[1].lower() != charset:
            decoded += [as_text(pending, charset), between]
            pending = b""
        pending, charset, end = pending + _bytes(found[2], found[3]), found[1].lower(), found.end()
    return "".join([*decoded, as_text(pending, charset), joined[end:]])


def _bytes(encoding: str, text: str) -> bytes:
    """The bytes of an encoded word: B is base64, Q is quoted-printable with _ for a space."""
    raw = text.encode("ascii", "ignore")
    if encoding in "bB":
        return _base64(raw)
    return unquote_to_bytes(re.sub(rb"=(?=[0-9A-Fa-f]{2})", b"%", raw.replace(b"%", b"=25").replace(b"_", b" ")))


def _base64(raw: bytes) -> bytes:
    """Base64 as far as it goes, whatever letters are missing or strange."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except BinasciiError:
        return b""


def as_text(content: bytes, charset: str) -> str:
    """Bytes of a mail as text, in the charset it names where that can be true."""
    if not content:
        return ""
    name = charset.strip().strip("\"'").lower()
    if name in _UTF_7:
        return legible(content.decode("utf-7", "replace"))
    return decode(content, _CHARSETS.get(name, name))[0]


def content_of(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, UnicodeError, AssertionError, TypeError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def text_of(part: Message) -> str:
    """The text of a part, in its charset, flowed lines joined (RFC 3676)."""
    text = as_text(content_of(part), parameter(part, "charset"))
    if kind(part) == "text/plain" and parameter(part, "format").lower() == "flowed":
        return unflowed(text, spaces_go=parameter(part, "delsp").lower() == "yes")
    return text


def parameter(part: Message, name: str, of: str = "content-type") -> str:
    """A parameter of a header of a part, decoded as it may be (RFC 2231, or RFC 2047 in quotes)."""
    if name not in str(part.get(of, "")).lower():
        return ""
    try:
        found = part.get_param(name, "", of)
    except (ValueError, LookupError, TypeError):
        return ""
    if isinstance(found, tuple):
        charset, _, text = found
        return one_line(as_text(text.encode("latin-1", "replace"), charset or "us-ascii"))
    return one_line(words_of(str(found or "").encode("utf-8", "replace").decode("utf-8")))


def file_name(part: Message) -> str:
    """The name of the file that a part is, or nothing."""
    return parameter(part, "filename", "content-disposition") or parameter(part, "name")


def is_attached(part: Message) -> bool:
    """Whether a part was attached as a file, not written into the mail."""
    return str(part.get("content-disposition", "")).strip().lower().startswith("attachment")


def subparts(message: Message) -> list[Message]:
    """The parts of a multipart, in order."""
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def unflowed(text: str, *, spaces_go: bool = False) -> str:
    """Lines that end with a space flow on into the next (RFC 3676 section 4); a signature's mark does not."""
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        plain = line.removeprefix(" ")
        if flows and not quoted and plain != "-- ":
            lines[-1] += plain
        else:
            lines.append(plain)
        flows = plain.endswith(" ") and plain != "-- " and not quoted
        if flows and spaces_go:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def sent(message: Message) -> str:
    """When the mail was sent, as ISO 8601 with its zone, or nothing."""
    try:
        stated = parsedate_tz(header(message, "date"))
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
    if stated is None or not (1970 <= stated[0] <= 9999 and 1 <= stated[1] <= _MONTHS_PER_YEAR and stated[3] < 24):
        return ""
    year, month, day, hour, minute, second = stated[:6]
    offset = stated[9] or 0
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset) // 60, 60)
    zone = f"{sign}{hours:02}:{minutes:02}" if hours < 24 else "+00:00"
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}{zone}"


def leaves(message: Message, level: int = 0) -> Iterator[Message]:
    """Every part that holds no others, in order; a mail within the mail counts as one."""
    parts = subparts(message) if message.is_multipart() and kind(message) != "message/rfc822" else []
    if not parts or level >= DEEPEST_LEVEL:
        yield message
    for part in parts:
        yield from leaves(part, level + 1) if level < DEEPEST_LEVEL else ()


def unquoted(address: str) -> str:
    """A Content-ID as it stands in an address (RFC 2392), with its percent signs undone."""
    return unquote_to_bytes(address).decode("utf-8", "replace")
