"""Characters that may stand in XML, repair of those that may not, text without what typesetters put into it, and names as
they can be shown. Pure.

Does not change case, and composes only letters that were taken apart: compatibility characters, in which names are
written, stay as written.
"""

import re
import unicodedata

from feedservice.text.scripts import SOUTH_EAST_ASIAN

#: XML 1.0 section 2.2, production Char, turned round: what no XML document may hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Non-characters are legal in XML but no letter either (Unicode 23.7).
_PLANE_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_PLANE_ENDS}]")
_SUSPECT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]")
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
#: How the others of these begin, or end, in UTF-8: those above U+007F, surrogates, and what is no character.
_SUSPECT_BYTES = tuple(
    map(re.compile, (b"\xc2[\x80-\x9f]", b"\xed[\xa0-\xbf]", b"\xef\xb7[\x90-\xaf]", b"\xbf[\xbe\xbf]"))
)
#: What str.split takes for white space, and is none: controls, and the U+0085 that Windows-1252 leaves for “…”.
_SPLIT_AT = ("\x85", "\x1c", "\x1d", "\x1e", "\x1f")
_SPACES = re.compile(r"\s+")
#: What `as_typed` is about: nearly no text has any of it.
_SET = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff\ufffc\ufb00-\ufb06\u0300-\u0345\u3099\u309a\u1100-\u11ff]")
#: Where a word may be parted, and the end of the line where it was.
_SOFT_HYPHEN = re.compile("\u00ad+(?:(?<=[^\\W\\d_]\u00ad)[ \t]*\n[ \t]*(?=[^\\W\\d_]))?")
#: Spaces without width; between words of scripts without spaces, and nowhere else, they part words.
_NO_WIDTH = re.compile("[\u200b\u2060\ufeff]+")
_UNSPACED = re.compile(f"[{SOUTH_EAST_ASIAN}\u0f00-\u0fff]")
#: Joiners shape letters of other scripts, and emoji; among Latin letters and spaces, newsletters hide them.
_OTHERS = "[^\u0000-\u024f\u1e00-\u1eff\u2000-\u206f]"
_JOINERS = re.compile(f"(?<!{_OTHERS})[\u034f\u200c\u200d]+(?!{_OTHERS})")
#: Two or three letters cast as one (Unicode 23.4, Alphabetic Presentation Forms), and the place of a lost picture.
_CAST = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\ufffc": " "})
#: A letter and its accents apart, as macOS has them in names and PDFs in text; kana and hangul likewise.
_APART = re.compile("[^\\W\\d_][\u0300-\u0345\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


#: C1 controls are always Windows-1252 read as Latin-1 (the W3C validator: BadCharacters): the character that each was
#: there, or nothing (WHATWG Encoding, index-windows-1252).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def legible(text: str) -> str:
    """The text without characters XML forbids, and with Windows-1252 leftovers (U+0080 to U+009F) repaired."""
    if text.replace("\n", "").replace("\t", "").isprintable() or not _is_suspect(text):
        return text  # nearly all text, and much quicker to ask so
    return _NONCHARACTER.sub("", _ILLEGAL.sub("", text.translate(_C1)))


def _is_suspect(text: str) -> bool:
    """Whether a text has a character of `_SUSPECT`: its bytes tell much sooner that it has none."""
    content = text.encode("utf-8", "surrogatepass")
    may_be = len(content.translate(None, _CONTROLS)) < len(content) or any(
        one.search(content) for one in _SUSPECT_BYTES
    )
    return may_be and _SUSPECT.search(text) is not None


def as_typed(text: str) -> str:
    """The text as one would type it: without soft hyphens, spaces of no width and ligatures, its letters composed.

    Joiners of the scripts that need them, and of emoji, stay; so do the spaces that part words in Thai, Khmer and their like.
    """
    if text.isascii() or _SET.search(text) is None:
        return text
    text = _NO_WIDTH.sub(_seen, _SOFT_HYPHEN.sub("", text))
    text = _JOINERS.sub("", text).translate(_CAST)
    return _APART.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _seen(found: re.Match[str]) -> str:
    """What a space without width is worth where it stands."""
    before, after = found.string[max(found.start() - 1, 0) : found.start()], found.string[found.end() : found.end() + 1]
    return "\u200b" if _UNSPACED.match(before) and _UNSPACED.match(after) else ""


#: The commonest signs beyond ASCII; none is part of a word.
_COMMON_SIGNS = "“”‘’„–—…«»•·€£"


def spaced_signs(text: str) -> str:
    """The text with the commonest signs beyond ASCII as spaces: most of Latin letters is ASCII then, and much quicker to search."""
    if not text.isascii():
        for sign in _COMMON_SIGNS:
            text = text.replace(sign, " ")
    return text


_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def raised(text: str) -> str:
    """The text of a superscript without its markup: 40 m² is not 40 m2, nor 10⁹ 109."""
    return text.translate(_RAISED)


def one_line(text: str) -> str:
    """Legible text on one line as one would type it: every run of white space is one space, none at the ends."""
    if not text.isascii():
        text = as_typed(text)
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


def is_set(text: str) -> bool:
    """Whether a text has any of what typesetters put into it, which `as_typed` takes out."""
    return not text.isascii() and _SET.search(text) is not None


def spelling(path: str) -> str:
    """A path as file systems compare names that make no difference between large and small letters."""
    return composed(path).casefold()


# Names of files, and sentences that quote them. A name may hold whatever a file system takes: escape sequences that a terminal
# obeys, line ends that forge a line, marks of direction that turn “gpj.exe” round (UTR 36, section 3; CVE-2021-42574), signs
# of no width that make two names look like one. Where a name is stored, compared or linked to it stays as it is; where it is
# shown, each such sign stands as ‹U+202E›, and `unmarked` takes it back.

#: General categories of what is not seen: controls, formats, surrogates (bytes that are no text), private use, ends of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
#: Letters and marks that are drawn as nothing all the same (Default_Ignorable_Code_Point): fillers, the grapheme joiner.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
#: Joiners belong to the letters of scripts without capitals (Persian, Hindi), and to emoji; between others they only hide.
_JOINING = frozenset("\u200c\u200d")
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
#: What running text may hold that names may not: line ends, the marks by which writers set numbers in Hebrew or Arabic right,
#: soft hyphens, spaces of no width. None of them reaches beyond its own place.
_OF_PROSE = frozenset("\n\r\t\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff")
_STANDING_FOR = re.compile(r"‹U\+([0-9A-F]{4,6})›")
_LAST = 0x10FFFF


def shown(text: str) -> str:
    """A name, or one line that quotes names, with each sign that works unseen as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_mark(one) if _is_unseen(text, place) else one for place, one in enumerate(text))


def shown_prose(text: str) -> str:
    """Words of an article, whose lines and whose marks of direction are the writer's; what turns a whole text round is not."""
    if all(line.isprintable() for line in text.split("\n")):
        return text
    return "".join(
        _mark(one) if one not in _OF_PROSE and _is_unseen(text, place) else one for place, one in enumerate(text)
    )


def visible(name: str) -> str:
    """What of a name can be seen, for words that are made of it: a headline of last resort, a section."""
    if name.isprintable():
        return name
    return "".join(
        " " if one in "\t\n\r" else one
        for place, one in enumerate(name)
        if one in "\t\n\r" or not _is_unseen(name, place)
    )


def unmarked(said: str) -> str:
    """What somebody means who copied what was shown."""
    return _STANDING_FOR.sub(lambda found: chr(number) if (number := int(found[1], 16)) <= _LAST else found[0], said)


def _mark(sign: str) -> str:
    return f"‹U+{ord(sign):04X}›"


def _is_unseen(text: str, place: int) -> bool:
    sign = text[place]
    if sign in _JOINING:
        around = (text[place - 1] if place else "", text[place + 1 : place + 2])
        return not all(one and _is_joined(one) for one in around)
    return sign in _BLANKS or unicodedata.category(sign) in _UNSEEN


def _is_joined(sign: str) -> bool:
    return sign not in _BLANKS and unicodedata.category(sign) in _JOINED
