"""What zero bytes tell: UTF-16 and UTF-32 without their mark, a file that was not copied whole, what is no text. Pure."""

import codecs
import re
import unicodedata

#: Byte order marks, longest first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Spaces and stops of every script.
_STOPS = frozenset(" \n\r\t\u3000、。，！？「」“”.,:;،؟·")
#: Controls that no text has: not tab, line ends, form feed, DOS's end of file, and those of ISO-2022 and of wires.
_CONTROLS = bytes([*range(0x05, 0x09), *range(0x10, 0x16), *range(0x17, 0x1A), *range(0x1C, 0x20), 0x7F])
_MANY_ZEROS, _LETTERS_A_CONTROL = bytes(8), 50
#: So many bytes tell.
_SAMPLE_BYTES = 4096


def is_no_text(content: bytes) -> bool:
    """Whether bytes cannot be text in any encoding that is used: they hold many controls, or NUL, and are not UTF-16 or -32.

    A few NUL among many letters are what a content system or a database left in a page; many side by side, or at the
    end, are a file that was not copied whole.
    """
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if b"\0" not in content and not controls:
        return False
    if any(content.startswith(mark) for mark, _ in MARKS) or unmarked(content):
        return False
    controls += content.count(0)
    return is_padded(content) or _MANY_ZEROS in content or controls * _LETTERS_A_CONTROL > len(content)


def is_padded(content: bytes) -> bool:
    """Whether a file ends in zeros, more than the one that ends a text in C; to be asked of what is not UTF-16 or UTF-32."""
    return content.rstrip(b"\r\n").endswith(b"\0\0")


def unmarked(content: bytes) -> str:
    """UTF-16 or UTF-32 without its mark, by Python's name; nothing for all else."""
    return _unmarked_utf32(content) or _unmarked_utf16(content)


def _unmarked_utf32(content: bytes) -> str:
    """UTF-32 without its mark: of every four bytes the highest is NUL, and nearly always the one beside it."""
    sample = content[: _SAMPLE_BYTES & ~3]
    size = len(sample) // 4
    for name, high, low in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if size and sample[high::4].count(0) == len(sample[high::4]) and sample[low::4].count(0) > 0.9 * size:
            return name if "\ufffd" not in sample[: size * 4].decode(name, "replace") else ""
    return ""


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without its mark: in Western text every second byte is NUL; in any other, only every second byte ever is."""
    sample = content[: _SAMPLE_BYTES & ~1]
    if b"\0" not in sample:
        return ""
    orders = (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2]))
    western = (name for name, zeros, others in orders if zeros.count(0) > 0.3 * len(sample) and not others.count(0))
    return next(western, "") or next(
        (name for name, zeros, _ in orders if zeros.count(0) and _is_plain(sample, name)), ""
    )


#: Tags are plain letters in every encoding, and say nothing of the text; the last one may be cut off.
_TAGS = re.compile(r"<[^<>]{0,500}(?:>|$)")


def _is_plain(sample: bytes, name: str) -> bool:
    """Whether bytes read as UTF-16 are letters, with the spaces and stops that stand among letters."""
    text = _TAGS.sub("", sample.decode(name, "replace"))
    stops = sum(letter in _STOPS for letter in text)
    letters = sum(letter.isalnum() or unicodedata.category(letter)[0] == "M" for letter in text)
    controls = any(letter < " " and letter not in "\t\n\r" for letter in text)
    certain = sum("\u0590" <= letter <= "\u1cff" for letter in text)  # pairs of ASCII bytes would be none of these
    parted = stops > 0.02 * len(text) or certain > 0.5 * len(text)
    return not controls and parted and stops + letters > 0.85 * len(text)
