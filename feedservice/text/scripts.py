"""Scripts as pieces of character classes, `f"[{HAN}{KANA}]"`: by the blocks of Unicode (Blocks.txt). Pure.

Characters beyond the first plane are left out where a name or a word is looked for; nobody is called so in the news.
"""

from __future__ import annotations

#: CJK Unified Ideographs with Extension A before them; the hexagrams stand between the two.
HAN = "\u3400-\u9fff"
HIRAGANA = "\u3040-\u309f"
KATAKANA = "\u30a0-\u30ff"
KANA = HIRAGANA + KATAKANA
#: Without the marks of the two blocks, such as the middle dot and the long stroke, which Chinese borrows.
KANA_LETTERS = "\u3041-\u3096\u30a1-\u30fa"
BOPOMOFO = "\u3100-\u312f"
#: Hangul Syllables; what is written in letters one by one is no word of a newspaper.
HANGUL = "\uac00-\ud7af"
#: What Chinese and Japanese are written in. Neither puts spaces between words.
HAN_AND_KANA = HAN + KANA
CJK = HAN_AND_KANA + HANGUL
#: What names are written in there: 々 repeats the character before it (佐々木).
CJK_NAME = "\u3005" + HAN_AND_KANA
#: Thai and Lao, Burmese, Khmer, whole blocks: no spaces between words, and no full stops between sentences.
SOUTH_EAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
#: Whatever belongs to a script written without spaces, its figures and marks too: such a word is looked for anywhere.
UNSPACED = SOUTH_EAST_ASIAN + HAN_AND_KANA + "\uf900-\ufaff"
#: Of such scripts only what counts as a word of its own, figures and punctuation left out, and of all that there are:
#: Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Bopomofo, Chinese to the last plane.
UNSPACED_LETTERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ecf\u0f40-\u0fbc\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u30fa\u30fc-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003fffd"
)
