"""UTF-8 that was read as something else and saved in UTF-8 again: “Ã©” for é, “â€œ” for a quotation mark. Pure.

Mended only when every letter of the text beyond ASCII bears it out, for then chance is out of the question; text that holds
one real é besides stays as it is. The idea is that of ftfy, which mends more, and now and then what was right.
"""

from __future__ import annotations

import codecs
import re

#: How UTF-8 looks that was read as Windows-1252, -1251 or -1250: its lead bytes before its others.
_TWICE = re.compile(
    "[\u00c2-\u00f4\u0412-\u044f\u0102-\u0163][\u0080-\u00bf\u0152-\u017e\u02c6-\u02dc\u2013-\u203a\u20ac\u2122\u0402-\u045f\u0490\u0491\u2116]"
)
_ASCII = bytes(range(128))
#: A closing sign after Ã or Â may be real: “A IRMÔ. Two such pairs, or another sign, are needed to be certain.
_MAY_BE_REAL = frozenset("»”’…™–—›")


def mended(text: str) -> str:
    """The text with UTF-8 that was saved twice put right, when every letter beyond ASCII bears that out. At most twice."""
    for _ in range(2):
        beyond_ascii = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if not _TWICE.search(beyond_ascii) or not _TWICE.search(text):
            break
        once = _once(text)
        if once is None:
            break
        text = once
    return text


def _once(text: str) -> str | None:
    """The text as it was before it was read as Windows-1252, -1251 or -1250 and saved in UTF-8; none when it was not."""
    pairs = _TWICE.findall(text)
    for name, least in (("cp1252", 1), ("cp1251", 5), ("cp1250", 3)):
        try:
            once = text.encode(name, "twice").decode("utf-8")
        except UnicodeError:
            continue
        certain = len(pairs) > 1 or len(text) - len(once) > 1 or pairs[0][1] not in _MAY_BE_REAL
        if len(pairs) >= least and certain:
            return once
    return None


def _as_bytes(error: UnicodeError) -> tuple[bytes, int]:
    """C1 controls as the bytes they were: Windows code pages leave some bytes undefined, and programs pass them on."""
    if isinstance(error, UnicodeEncodeError):
        lost = error.object[error.start : error.end]
        if all("\x80" <= letter <= "\xa0" for letter in lost):
            return lost.encode("latin-1"), error.end
    raise error


codecs.register_error("twice", _as_bytes)
