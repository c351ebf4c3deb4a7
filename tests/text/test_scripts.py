"""The ranges of scripts: what is in them by the names of Unicode, and that they stand in one place."""

import re
import unicodedata
from pathlib import Path

import pytest

import feedservice
from feedservice.text import scripts

PACKAGE = Path(feedservice.__file__).parent
#: How the names of a piece's characters begin (UnicodeData.txt); marks that a block shares are named for no script.
NAMES = {
    "HAN": ("CJK UNIFIED IDEOGRAPH", "HEXAGRAM"),
    "HIRAGANA": ("HIRAGANA", "COMBINING KATAKANA-HIRAGANA", "KATAKANA-HIRAGANA"),
    "KATAKANA": ("KATAKANA", "KATAKANA-HIRAGANA"),
    "KANA_LETTERS": ("HIRAGANA LETTER", "KATAKANA LETTER"),
    "BOPOMOFO": ("BOPOMOFO",),
    "HANGUL": ("HANGUL SYLLABLE",),
    "SOUTH_EAST_ASIAN": ("THAI", "LAO", "MYANMAR", "KHMER"),
}


@pytest.mark.parametrize("piece", NAMES)
def test_a_piece_holds_the_characters_of_its_script_and_no_others(piece: str) -> None:
    held = re.compile(f"[{getattr(scripts, piece)}]")
    named = [name for code in range(0x10000) if held.match(chr(code)) and (name := unicodedata.name(chr(code), ""))]
    assert named
    assert [name for name in named if not name.startswith((*NAMES[piece], "THAI CURRENCY"))] == []


def test_what_counts_as_a_word_has_no_figures_and_no_full_stops() -> None:
    letter = re.compile(f"[{scripts.UNSPACED_LETTERS}]")
    assert all(map(letter.match, "渡轮かカกກကក"))
    assert not any(map(letter.match, "，。・๑໑၁១"))


def test_the_ranges_stand_nowhere_else() -> None:
    a_range = re.compile(r"\\u(?:304[01]|30a[01]|3100|3400|4e00|ac00|0e0[01]|1000|1780)-\\u", re.IGNORECASE)
    others = {path for path in PACKAGE.rglob("*.py") if a_range.search(path.read_text(encoding="utf-8"))}
    tables = {"text/scripts.py", "text/language_detection.py"}  # the latter has one of letters for every script
    assert {path.relative_to(PACKAGE).as_posix() for path in others} == tables
