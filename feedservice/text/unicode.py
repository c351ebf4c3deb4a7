"""Characters that may stand in XML, and repair of those that may not. Pure.

Does not normalise (NFC) or change case: what an editor wrote stays as written.
"""

import re
import unicodedata

#: XML 1.0 section 2.2, production Char, turned round: what no XML document may hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Non-characters are legal in XML but no letter either (Unicode 23.7).
_PLANE_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_PLANE_ENDS}]")
_SUSPECT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]")
#: What str.split takes for white space, and is none: controls, and the U+0085 that Windows-1252 leaves for “…”.
_SPLIT_AT = ("\x85", "\x1c", "\x1d", "\x1e", "\x1f")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


#: C1 controls are always Windows-1252 read as Latin-1 (the W3C validator: BadCharacters): the character that each was
#: there, or nothing (WHATWG Encoding, index-windows-1252).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def legible(text: str) -> str:
    """The text without characters XML forbids, and with Windows-1252 leftovers (U+0080 to U+009F) repaired."""
    if text.replace("\n", "").replace("\t", "").isprintable() or _SUSPECT.search(text) is None:
        return text  # nearly all text, and much quicker to ask so
    return _NONCHARACTER.sub("", _ILLEGAL.sub("", text.translate(_C1)))


def one_line(text: str) -> str:
    """Legible text on one line: every run of white space is one space, none at the ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # it is one already: nearly all that is asked
    line = " ".join(text.split())
    if line.isprintable() and not any(map(text.__contains__, _SPLIT_AT)):
        return line  # what can be printed is legible: nearly all text, and ten times as quick
    return _SPACES.sub(" ", legible(text)).strip()


def lines_of(text: str) -> str:
    """Legible text, line by line: each as `one_line` has it, none empty."""
    return "\n".join(filter(None, map(one_line, text.split("\n"))))


def opening(text: str, limit_characters: int = 80) -> str:
    """The first words of a text, for a list; cut at a word where there is one."""
    line = one_line(text)
    if len(line) <= limit_characters:
        return line
    return line[:limit_characters].rsplit(" ", 1)[0] + "…"


def composed(path: str) -> str:
    """A path with its letters composed (Unicode NFC): macOS takes them apart."""
    return unicodedata.normalize("NFC", path)


def spelling(path: str) -> str:
    """A path as file systems compare names that make no difference between large and small letters."""
    return composed(path).casefold()
