"""Bytes to text, whatever the editor's program wrote. Pure.

The order is: byte order mark; UTF-16 and UTF-32 by their zeros; UTF-8 if every byte obeys it (accident is next to
impossible), or nearly every one; ISO-2022-JP by its escapes; what is declared, when the letters that come out are plausible;
what fits best (`guess`), with lines of UTF-8 in it read as such (`mixed_lines`). UTF-8 that was read as something else and
saved again is mended when every letter of the file says so.
"""

import codecs
import re
import unicodedata

from feedservice.text.encodings import mixed_lines
from feedservice.text.encodings.guess import EAST_ASIAN, LATIN, guesses, sample
from feedservice.text.encodings.mojibake import mended
from feedservice.text.encodings.zero_bytes import MARKS, unmarked
from feedservice.text.unicode import legible

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
    "big5hkscs", "euc_jp", "cp932", "cp949", "johab", "iso2022_jp", "hz", "cp437", "cp737", "cp850", "cp852", "cp855", "cp858", "cp862",
)}  # fmt: skip
#: Names that Python does not know, or knows as less than browsers mean by them (WHATWG Encoding, names and labels).
_OTHER_NAMES = {
    "x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "x-mac-ukrainian": "mac-cyrillic", "windows-874": "cp874", "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8", "logical": "iso8859-8", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs", "windows-949": "cp949",
    "ks_c_5601-1987": "cp949", "unicode-1-1-utf-8": "utf-8", "koi8-ru": "koi8-u", "koi": "koi8-r", "x-cp1250": "cp1250",
    "x-cp1251": "cp1251", "x-cp1252": "cp1252", "windows-31j": "cp932", "gb_2312-80": "gb18030", "utf8mb4": "utf-8",
}  # fmt: skip
#: Encodings that hide other letters in plain ASCII bytes (RFC 1843): only a declaration can tell.
_SEVEN_BIT = {"hz"}
#: The escapes of ISO-2022-JP and -KR (RFC 1468, RFC 1557): nothing else writes them.
_ESCAPES = (
    (re.compile(rb"\x1b(?:\$[@B]|\$\([DQO]|\([IJ])"), ("iso2022_jp_ext", "iso2022_jp_3")),
    (re.compile(rb"\x1b\$\)C"), ("iso2022_kr",)),
)
#: What a page says of its language, and where it was saved from.
_LANGUAGE = re.compile(
    rb"""(?:\blang|content-language["']?\s+content)\s*=\s*["']?\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\b""",
    re.IGNORECASE,
)
_HOST = re.compile(rb"""https?://[A-Za-z0-9.-]{1,200}\.([a-z]{2})(?=[/:"'\s>?]|$)""", re.IGNORECASE)
#: Languages of the countries whose old pages are seldom in UTF-8, by top-level domain.
_COUNTRIES = {
    "cn": "zh", "tw": "zh-hant", "hk": "zh-hant", "jp": "ja", "kr": "ko", "ru": "ru", "su": "ru", "by": "ru", "ua": "uk",
    "bg": "bg", "rs": "sr", "gr": "el", "il": "he", "ir": "fa", "sa": "ar", "eg": "ar", "th": "th", "vn": "vi", "tr": "tr",
    "pl": "pl", "cz": "cs", "sk": "sk", "hu": "hu", "ro": "ro", "hr": "hr", "si": "sl", "lt": "lt", "lv": "lv", "ee": "et",
}  # fmt: skip
#: A declared encoding counts until another fits so much better; in short texts, by this much more, parted among their bytes.
_MUCH_BETTER, _FEW_BYTES, _FEW_PAIRS = 0.03, 1.0, 2.0
#: What is not in the ranking at all, or below this, fits no better than chance.
_IMPLAUSIBLE = 0.0
#: Declared encodings whose truth shows in other ways, before any ranking.
_UNRANKED = frozenset({"utf-8", "iso2022_jp", "hz"})


#: The name of our way with single wrong bytes, as Python's codecs know it.
_ONE_BY_ONE = "feedservice.one-by-one"
#: À in Windows-1252; below it stand signs, of which quotation marks, dashes and some more are worth a guess.
_FIRST_LETTER = b"\xc0"
_SIGNS = b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa7\xab\xbb"


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text, legible, with line ends as LF, and the name of the encoding it was read in. Never raises.

    `declared` is what was said of it elsewhere, as in a mail; it counts before what the bytes say themselves, and any
    nonsense in it is tolerated. Letters that cannot be read are U+FFFD (`unreadable` tells of them).
    """
    plain = _by_its_bytes(content)
    if plain:
        return plain
    believed = _believed(declared) or _declared(content)
    for name in (believed, "utf-8") if believed in _SEVEN_BIT else ("utf-8",):
        text = _strictly(content, name)
        if text is not None:
            return _tidy(mended(text)), name
    nearly = _nearly_utf8(content)
    if nearly:
        return _tidy(nearly), "utf-8"
    name = _fitting(content, believed)
    mixed = _by_lines(content, believed, among_latin=name in EAST_ASIAN and _strictly(content, name) is not None)
    text, name = mixed or (content.decode(name, "replace"), name)
    # Vietnamese Windows writes its accents apart
    return _tidy(unicodedata.normalize("NFC", text) if name == "cp1258" else text), name


def _by_its_bytes(content: bytes) -> tuple[str, str] | None:
    """Text with a byte order mark, UTF-16 without one, and ISO-2022, which all say of themselves what they are."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _tidy(mended(content.decode(name, "replace"))), name
    wide = unmarked(content)
    if wide:
        return _tidy(content.decode(wide, "replace")), wide
    for escape, names in _ESCAPES if b"\x1b" in content else ():
        if escape.search(content):
            name = next((name for name in names if _strictly(content, name) is not None), names[0])
            return _tidy(content.decode(name, "replace")), name
    return None


def _by_lines(content: bytes, believed: str, *, among_latin: bool) -> tuple[str, str] | None:
    """Text in an old encoding, a Latin one if that is asked, with pieces of UTF-8 in it, and that encoding; or nothing."""
    rest = mixed_lines.rest(content)
    if len(rest) == len(content) or rest.isascii():
        return None
    name = _fitting(rest, believed)
    if among_latin and name not in LATIN:
        return None
    text = mixed_lines.decoded(content, name)
    return None if text == content.decode(name, "replace") else (text, name)


def _fitting(content: bytes, declared: str) -> str:
    """The declared encoding, unless another fits much better; else the one that fits best; Windows-1252 where none does."""
    declared = "" if declared in _UNRANKED else declared
    words = sample(content)
    ranked = guesses(words, _language(content), declared)
    if not ranked:
        return declared or "cp1252"
    said = next((guess.score for guess in ranked if guess.name == declared), _IMPLAUSIBLE)
    few = _FEW_PAIRS if declared in EAST_ASIAN else _FEW_BYTES
    enough = said + _MUCH_BETTER + few / (len(words) or 1)
    if declared and ranked[0].score < enough and _strictly(content, declared) is not None:
        return declared
    return ranked[0].name if ranked[0].score > _IMPLAUSIBLE else "cp1252"


def _language(content: bytes) -> str:
    """The language that a page states, or that of the country it was saved from, as a tag in small letters."""
    head = content[:_DECLARATION_BYTES]
    stated = _LANGUAGE.search(head)
    if stated:
        tag = stated[1].decode("ascii").casefold().replace("_", "-")
        return "zh-hant" if tag in ("zh-tw", "zh-hk", "zh-mo") else tag
    host = _HOST.search(head)
    return _COUNTRIES.get(host[1].decode("ascii").casefold(), "") if host else ""


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
    return content.decode("utf-8", _ONE_BY_ONE) if 0 < 4 * broken < good else ""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """A lone byte that UTF-8 has no place for: the letter it is in Windows-1252, when it is one there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    content, at = error.object, error.start
    byte, before, following = content[at : at + 1], content[at - 1 : at] if at else b"", content[at + 1 : at + 2]
    alone = error.end == at + 1 and following < b"\x80"
    sign = byte in _SIGNS and before < b"\x80"
    return (byte.decode("cp1252") if alone and (sign or byte >= _FIRST_LETTER) else "\ufffd"), error.end


codecs.register_error(_ONE_BY_ONE, _as_windows_1252)


def _declared(content: bytes) -> str:
    """The encoding the bytes declare as Python knows it, or nothing for one that is unknown or not believed."""
    head = content[:_DECLARATION_BYTES]
    small = head.lower()
    if b"charset" not in small and b"encoding" not in small:  # much quicker than the pattern
        return ""
    found = _DECLARED.search(head)
    return _believed(found[1].decode("ascii")) if found else ""


def _believed(label: str) -> str:
    """An encoding by any of its names, if it is one that is believed."""
    name = label.strip(" \t\r\n\"'").casefold()[:40]
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    try:
        return _BELIEVED.get(codecs.lookup(name).name, "") if name.isascii() and name.isprintable() else ""
    except (LookupError, ValueError):
        return ""


def unreadable(text: str) -> tuple[str, str] | None:
    """What to tell an editor of letters that could not be read, and what to do; nothing when there are none."""
    lost = text.count("\ufffd")
    if not lost:
        return None
    what = f"{lost} letters could not be read" if lost > 1 else "One letter could not be read"
    return f"{what}; a sign � stands in place of each.", "Save the file in UTF-8 from the program it was written in."


def _tidy(text: str) -> str:
    return legible(text.replace("\r\n", "\n").replace("\r", "\n"))
