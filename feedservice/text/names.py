"""What a person's name looks like, and how one in capitals is written. Pure.

Judges by shape and by words that are no names; knows no list of names.
"""

import re
import unicodedata

from feedservice.text.unicode import one_line

LONGEST_NAME_CHARACTERS = 60
_MOST_WORDS = 6

#: Small words inside names: Ana de la Cruz, Jan van der Berg, Omar al-Sayed, Pedro e Silva.
_PARTICLES_WORDS = """
de da do dos das del della degli dei di du des la le las los el al ibn bin bint ben abu van von vom zu zum zur den der
ter ten te af av och y e i san st ap o und
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
#: Words on pages and in head lines that stand where names do; one of them is enough.
_NO_NAMES_WORDS = """
by share shares tweet comments comment home admin administrator menu search subscribe subscription login log-in
sign-in sign-up register newsletter contact about advertisement advertise print email e-mail save follow read more
news sport sports politics business opinion world video videos photo photos gallery live latest breaking updated
published posted editor editors reporter reporters correspondent journalist columnist author authors staff guest user
anonymous unknown studio webmaster moderator team the this that these those is are was were has have had will would can could
should not for with without from after before when where why how what who which while about into over under between he
she it we they you his her its our their my said says say january february march april june july august september
october november december monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow christmas
minutes minute min hours ago views null none undefined image images caption credit source facebook twitter instagram
linkedin whatsapp telegram youtube cookie cookies privacy terms policy skip content next previous back top related
tags teilen drucken kommentare startseite mehr partager imprimer commentaires accueil compartir imprimir comentarios
inicio condividi und oder nicht ist sind wird hat der die das ein eine est sont avec dans pour une un les es son con
para una que che è sono и в на не что это как по за из он она они
"""
NO_NAMES = frozenset(_NO_NAMES_WORDS.split()) - PARTICLES
#: After a name, and part of it.
_SUFFIXES_WORDS = """
jr jr. sr sr. ii iii iv phd ph.d. md m.d. esq esq. mp mep obe cbe qc kc rn
"""
SUFFIXES = frozenset(_SUFFIXES_WORDS.split())
#: Months that people are called, with a family name behind them.
_GIVEN_MONTHS = frozenset({"April", "May", "June", "August"})
_INITIAL = re.compile(r"^(?:[^\W\d_]\.){1,4}$|^[A-Z]{1,2}$")
_TITLES_WORDS = """
dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame lord lady rev rev. fr. sr. sra. d. dña. mme m. herr frau
"""
_TITLES = frozenset(_TITLES_WORDS.split())
_FORBIDDEN = re.compile(r"[\d@#:/\\|<>{}\[\]()!?…“”\"=+*&%$€£;，。！？]|\.\.|www\.|\.com\b")
_HAN = re.compile(
    r"^[\u3400-\u9fff々]{2,4}$|^[\u3400-\u9fff]{1,6}(?:[·・‧][\u3400-\u9fff]{1,6}){1,3}$|^[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3}$"
)
_KANA = re.compile(
    r"^[\u3040-\u30ff\u3400-\u9fff々ー]{2,8}$|^[\u30a0-\u30ffー]{2,10}(?:[・＝][\u30a0-\u30ffー]{2,10}){1,3}$|^[\u3040-\u30ff\u3400-\u9fff々]{1,5} [\u3040-\u30ff\u3400-\u9fff々]{1,5}$"
)
_HANGUL = re.compile(r"^[\uac00-\ud7af]{2,4}$|^[\uac00-\ud7af]{1,2} [\uac00-\ud7af]{1,3}$")
_NO_HAN_NAMES = re.compile(r"^(?:首页|新闻|分享|评论|打印|编辑|记者|来源|本报|更多|搜索|登录|注册|责任|作者|通讯员|社会|国际|时政|财经|体育|视频|图片|正文|网友|热门|推荐|关注|专题|滚动|要闻|全文|原创|综合|导读|摘要|标题|完|電子版|社説|速報|続き|写真|動画|記事|会員|国内|政治|経済|기자|뉴스|사진|사회|정치|경제|댓글|공유)$")  # fmt: skip


def looks_like_a_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else: up to six words that begin as names do, or few CJK characters.

    A single word passes; whoever asks must know from its place that a name is to be expected.
    """
    name = one_line(text)
    if not 2 <= len(name) <= LONGEST_NAME_CHARACTERS or _FORBIDDEN.search(name):
        return False
    if _HAN.match(name) or _KANA.match(name) or _HANGUL.match(name):
        return not _NO_HAN_NAMES.match(name)
    words = name.replace(",", " ").split()
    given = words[0] in _GIVEN_MONTHS and words[1:2] != [] and words[1].isalpha()
    if len(words) > _MOST_WORDS or any(word.casefold().strip(".’'") in NO_NAMES for word in words[given:]):
        return False
    return all(map(_may_be_part, words)) and any(map(_is_head_word, words))


def _may_be_part(word: str) -> bool:
    """Whether a word may stand in a name: capitalised, a particle, an initial, a suffix, or of a script without capitals."""
    small = word.casefold()
    if small in PARTICLES or small in SUFFIXES or small in _TITLES or _INITIAL.match(word):
        return True
    if word.endswith(".") and len(word) > 4:
        return False
    letters = word.strip(".'’‘-")
    return bool(letters) and (_opens_large(letters) or _has_no_case(letters)) and all(map(_is_letter, letters))


def _is_head_word(word: str) -> bool:
    """Whether a word alone would be a name: not only an initial or a particle."""
    letters = word.strip(".'’‘-")
    return (
        len(letters) > 1 and word.casefold() not in PARTICLES | SUFFIXES | _TITLES and word[:1] != word[:1].lower()
    ) or (len(letters) > 1 and _has_no_case(letters))


def _opens_large(letters: str) -> bool:
    """Anna, O'Leary, al-Sayed, d'Arcy, iO: a large letter at the head, or behind a small prefix."""
    if letters[0].isupper() or letters[0].istitle():
        return True
    prefix, mark, rest = letters.replace("’", "'").replace("'", "-").partition("-")
    return bool(mark) and len(prefix) <= 3 and rest[:1].isupper()


def _has_no_case(letters: str) -> bool:
    """Whether a word is of a script without large letters; Han and kana have rules of their own."""
    first = letters[0]
    return first.isalpha() and first.lower() == first.upper() and not "\u3000" <= first <= "\u9fff"


def _is_letter(letter: str) -> bool:
    return letter.isalpha() or letter in "'’‘`-‐.ʼ\u200c\u200d" or unicodedata.category(letter) in {"Mn", "Mc"}


def spelled(name: str) -> str:
    """A name as it is written in text: one wholly in capitals gets small letters (ANA O'LEARY-McRAE stays mixed as it is).

    O'LEARY is O'Leary and MCDONALD McDonald; MACDONALD may be either and becomes Macdonald. Initials stay: J.R., TJ.
    """
    words = name.split()
    if not name.isupper() or max((len(re.sub(r"\W", "", word)) for word in words), default=0) < 3:
        return name
    return " ".join(_small(word, first=number == 0) for number, word in enumerate(words))


def _small(word: str, *, first: bool) -> str:
    bare = word.strip(".").casefold()
    if _INITIAL.match(word) and (bare not in PARTICLES or first):
        return word
    if bare in SUFFIXES:
        return {"jr": "Jr", "sr": "Sr", "phd": "PhD", "esq": "Esq"}.get(bare, word.strip(".")) + "." * word.endswith(
            "."
        )
    if bare in PARTICLES and not first:
        return word.lower()
    parts = re.split(r"([-'’])", word)
    return "".join(_capitalised(part) for part in parts)


def _capitalised(part: str) -> str:
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
