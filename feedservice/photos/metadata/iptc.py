"""IPTC-IIM: the words that newsrooms have put into photos since 1991. Pure.

Reads datasets of record 2 (IPTC-IIM 4.2, chapter 6) and the coded character set of record 1 (dataset 1:90).
Does not judge them. What is damaged is passed over: nothing here raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from feedservice.photos.metadata import legacy_encodings
from feedservice.photos.metadata.text_values import guessed

_MARKER = 0x1C
_APPLICATION_RECORD = b"\x1c\x02"
_CODED_CHARACTER_SET = (1, 90)
#: Dataset 1:90 when the words are UTF-8 (ISO 2022: ESC % G, and its forms with a level).
_UTF_8 = (b"\x1b%G", b"\x1b%/G", b"\x1b%/H", b"\x1b%/I")
#: And when they are in a script that 1:90 names by the last letter of ESC - X (ISO 2022; registrations 101, 109, 144, 126, 127, 138, 148, 166).
#: Latin-1 is not among them: programs name it whatever they write.
_BY_FINAL = {b"B": "iso8859_2", b"C": "iso8859_3", b"L": "iso8859_5", b"F": "iso8859_7", b"G": "iso8859_6", b"H": "iso8859_8", b"M": "cp1254", b"T": "cp874"}  # fmt: skip
_DESIGNATES = (b"\x1b-", b"\x1b.", b"\x1b/")
#: Datasets that hold words: all of one photo are in one encoding, and the longer the text the surer the guess.
_WORDS = frozenset({5, 15, 20, 25, 40, 80, 85, 90, 92, 95, 101, 103, 105, 110, 115, 116, 118, 120, 122})
#: No caption is longer than this; a longer dataset is damage (the standard allows 2,000 bytes).
_LONGEST_BYTES = 100_000
_LARGEST_BLOCK_BYTES = 1_000_000
#: A photo has some thirty datasets; of so many words its encoding can be told.
_MOST_DATASETS, _MOST_WORDS = 2_000, 200


def read(block: bytes, twins: Iterable[str] = ()) -> dict[str, list[str]]:
    """The values of record 2 by dataset as people write it (“2:120”), in order; of a damaged block what can be read.

    `twins` are texts of the same picture whose encoding is sure: a value that says the same in one encoding proves it.
    """
    found = list(islice(_datasets(block[:_LARGEST_BLOCK_BYTES]), _MOST_DATASETS))
    is_utf_8 = any(key == _CODED_CHARACTER_SET and value.startswith(_UTF_8) for key, value in found)
    words = [value.rstrip(b"\x00 ") for (record, dataset), value in found if record == 2 and dataset in _WORDS]
    words = words[:_MOST_WORDS]
    stated = next((value for key, value in found if key == _CODED_CHARACTER_SET), b"")
    encoding = (
        legacy_encodings.proved(words, islice(twins, _MOST_WORDS)) or _named(stated) or legacy_encodings.fitting(words)
    )
    fields: dict[str, list[str]] = {}
    for (record, dataset), value in found:
        if record == 2:
            text = guessed(value, prefer_utf_8=is_utf_8, encoding=encoding)
            fields.setdefault(f"2:{dataset:02}", []).append(text)
    return fields


def _named(character_set: bytes) -> str:
    """The encoding that dataset 1:90 names, if that is one that it names truly."""
    return _BY_FINAL.get(character_set[2:3], "") if character_set.startswith(_DESIGNATES) else ""


def unbroken(block: bytes) -> bytes:
    """What of a block is datasets one behind the other, without what follows them."""
    at = 0
    while at <= len(block) - 5 and block[at] == _MARKER:
        size = int.from_bytes(block[at + 3 : at + 5])
        at += 5 + size if size < 0x8000 else len(block)
    return block[:at]


def _datasets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Record and dataset number with the value (IIM 4.2, 1.5: DataSets); lost places are found again at the next one."""
    at = 0
    while 0 <= at <= len(block) - 5:
        if block[at] != _MARKER:
            at = block.find(_APPLICATION_RECORD, at + 1)
            continue
        start, size = at + 5, int.from_bytes(block[at + 3 : at + 5])
        if size & 0x8000:  # an extended dataset: the length of the length
            start, size = start + (size & 0x7FFF), int.from_bytes(block[start : start + min(size & 0x7FFF, 8)])
        if start + size > len(block) or size > _LONGEST_BYTES:
            at = block.find(_APPLICATION_RECORD, at + 1)
            continue
        yield (block[at + 1], block[at + 2]), block[start : start + size]
        at = start + size
