"""Which encoding bytes are in that do not say so, or say so wrongly: chardet's ranking, and what newsrooms know besides. Pure.

chardet ranks encodings by the pairs of letters that would come out. By itself it reads many an Italian or Spanish story as
Cyrillic or Czech, and a single dash in English as anything; so other alphabets are asked for only where the words look like
it, the usual goes before the rare, and signs count where they stand (`python -m bench.encodings` measures it with and
without). chardet sees two kilobytes, and is imported with the first text that is not in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedservice.text import languages

#: Encodings that newsrooms have used, by the kind of their letters, and what each is worth before anything is read: the usual before the rare.
LATIN: Mapping[str, float] = {
    "cp1252": 0.0, "mac-roman": -0.001, "cp1250": -0.01, "cp1254": -0.01, "cp1257": -0.01, "iso8859-2": -0.01,
    "iso8859-9": -0.01, "iso8859-13": -0.01, "iso8859-15": -0.01, "iso8859-16": -0.02, "cp1258": -0.01,
    "cp850": -0.01, "cp852": -0.015, "cp437": -0.02, "mac-latin2": -0.02, "mac-turkish": -0.02,
}  # fmt: skip
OTHER_ALPHABETS: Mapping[str, float] = {
    "cp1251": 0.0, "cp1253": 0.0, "cp1255": 0.0, "cp1256": 0.0, "cp874": 0.0, "koi8-r": 0.0, "koi8-u": 0.0,
    "iso8859-5": 0.0, "iso8859-6": 0.0, "iso8859-7": 0.0, "iso8859-8": 0.0, "cp866": 0.0, "mac-cyrillic": 0.0,
    "mac-greek": -0.02, "cp855": -0.01, "cp737": -0.02, "cp862": -0.02,
}  # fmt: skip
EAST_ASIAN: Mapping[str, float] = {
    "gb18030": 0.0,
    "big5hkscs": 0.0,
    "cp932": 0.0,
    "euc_jp": 0.0,
    "cp949": 0.0,
    "johab": -0.1,
}
_WORTH = {**LATIN, **OTHER_ALPHABETS, **EAST_ASIAN}
#: What encodings are worth that chardet passes over.
_PASSED_OVER = {**dict.fromkeys(LATIN, 0.0), **dict.fromkeys(EAST_ASIAN, -0.1)}
#: chardet's names that are not Python's for the same letters.
_OUR_NAMES = {"euc_jis_2004": "euc_jp"}
#: What a page states as its language, and the encodings this language came in; others than these state nothing.
_STATED: Mapping[str, list[str]] = languages.words("language", "old_encodings")
_STATED_LANGUAGE = 0.1
#: So many bytes of words tell enough.
_SAMPLE_BYTES = 2_000
#: Words longer than this, that no encoding fits better than that, are asked for again when they are whole but for a few bytes.
_LONG_BYTES, _DOUBTFUL, _MOST_OF_THEM = 64, 0.05, 0.95
#: Put before the words, so that none of them begins like a picture, an archive or a program that says its encoding.
_NO_SIGN_OF_A_FILE = b"\n\n"
#: What stands between these is no text of the page.
_UNREAD = ((b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->"))
_TAG = re.compile(rb"<[^<>]{0,2000}>")
#: Bytes beyond ASCII with what follows them, never cut within a letter of two bytes; what stands before is looked up.
_BEYOND = re.compile(rb"[\x80-\xff][\x00-\xff]{0,120}[\x80-\xff]*[@-~]?")
_BEFORE_BYTES = 60
_LONGEST_STRETCH_BYTES = 400_000
#: A stretch between spaces and ASCII signs, and what in it is ASCII.
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_ASCII = re.compile(rb"[A-Za-z]")
_SHORTEST_WORD_BYTES, _LEAST_KINDS = 4, 3
#: Letters of the Latin, Greek and Cyrillic alphabets beyond ASCII.
_SMALL, _CAPITAL = ("".join(filter(kind, map(chr, range(0xB5, 0x530)))) for kind in (str.islower, str.isupper))
#: What no writer writes: a capital behind a small letter or second of two, most signs amid a word, some behind one or
#: before one; ligatures, accents on their own, frames and controls anywhere. One letter of it is beyond ASCII.
_ODD = re.compile(
    r"(?=[^\x00-\x7f])(?:"
    rf"(?<=[a-z{_SMALL}])[{_CAPITAL}]|[{_SMALL}](?=[A-Z])|(?<=[A-Z])[{_CAPITAL}](?=[a-z])"
    r"|(?<=[^\W\d_])(?:[^\w\s’·‘—\u00ad\u200c\u200d\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0e31-\u0e4e]|[ªº])(?=[^\W\d_])"
    r"|(?<=[^\W\d_])[§¶‡†‰•¤¬±¿¡]|€(?=[^\W\d_]{3})|[\x80-\x9f\u0192\ufb01\ufb02\u02c6-\u02dd\u2500-\u25ff])"
)
#: Marks that stand where they belong: don’t · “Boats” · 1939–45 · © Ana · 20 °C · 40 € · § 5 · Oilit™ oil · ¿Qué? · at 6 p.m.
_IN_PLACE = re.compile(
    r"(?=[’“‘«”–—©°€£…•™®§¥¿¡×²³½†\xa0])(?:(?<=\w)’(?=\w)|(?<!\w)[“‘](?=\w)|«[^«»]{2,200}»|(?<=[\w.,!?])[”’](?!\w)|(?<=\d)–(?=\d)"
    r"|(?<!\S)[–—•](?= )|(?<!\w)©(?=\s?\w)|(?<=[\d ])°|[€£](?=\d)|(?<=\d )€(?!\w)|(?<=[\w ])…(?!\w)|(?<=[^\W\d_]{2})[™®](?!\w)"
    r"|(?<!\S)§(?=[ \xa0]?\d)|(?<!\w)¥(?=\d)|(?<!\w)¿(?=[^?]{2,200}\?)|(?<!\w)¡(?=[^!]{2,200}!)|(?<=\d)×(?=\d)|(?:(?<=\bm)|(?<=\bkm))[²³](?!\w)"
    r"|(?<!\w)½(?!\w)|(?<!\S)†(?= )|(?<=\d)\xa0(?=[^\W\d_]))"
)
#: What such a mark is worth, what oddities and another kind of letters than the words look like count against an encoding.
_MARK, _MARK_OF_TWO_BYTES, _ANOMALY, _WRONG_KIND = 0.1, 1.0, 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and how well it fits: from 0 for gibberish to 1."""

    name: str
    score: float


def guesses(words: bytes, language: str = "", declared: str = "", among: Iterable[str] = _WORTH) -> list[Guess]:
    """How well encodings fit some words (`sample`): the likeliest first, the declared one always; none for what is no text.

    Other alphabets than the Latin are likely only where whole words are made of bytes beyond ASCII, and nothing but the
    Latin where a long text fits none of them.
    """
    likely = set(among) if is_of_another_script(words) else set(among) - OTHER_ALPHABETS.keys()
    names = [*filter(likely.__contains__, _WORTH), *({declared} - likely - {""})]
    found = [_ranked(words[:_SAMPLE_BYTES], names, language[:2], declared)]
    if len(words) >= _LONG_BYTES and _best_score(found[0]) < _DOUBTFUL:
        found += [_ranked(whole, names, language[:2], declared) for whole in _made_whole(words[:_SAMPLE_BYTES])]
    best = max(found, key=_best_score)
    gibberish = len(words) >= _LONG_BYTES and _best_score(best) < _DOUBTFUL
    return [guess for guess in best if guess.name in LATIN or not gibberish]


def _best_score(ranked: list[Guess]) -> float:
    return ranked[0].score if ranked else -1.0


def _made_whole(words: bytes) -> Iterator[bytes]:
    """The words less a few bytes that make no letters: to chardet, one such rules an East Asian encoding out."""
    for name in EAST_ASIAN:
        whole = words.decode(name, "ignore").encode(name, "ignore")
        if len(words) * _MOST_OF_THEM < len(whole) < len(words):
            yield whole


def _ranked(words: bytes, names: Sequence[str], language: str, declared: str) -> list[Guess]:
    """The encodings that the words obey, the best first, less those that could not be it; of equals, the one named first."""
    scores, found = _by_pairs_of_letters(words, names), list[Guess]()
    other_script = is_of_another_script(words)
    for name in sorted(scores, key=lambda name: (-scores[name], names.index(name))):
        known = scores[name] + _beforehand(name, language, other_script=other_script)
        if name == declared or known + _a_mark_in(name) >= max((guess.score for guess in found), default=-1.0):
            found.append(Guess(name, known + _by_signs(words, name)))
    return sorted(found, key=lambda guess: (-guess.score, names.index(guess.name)))


def _by_pairs_of_letters(words: bytes, names: Sequence[str]) -> dict[str, float]:
    """What chardet says, by our names; it passes over what is hardly better than chance, or mostly ASCII and East Asian."""
    import chardet  # noqa: PLC0415  # 35 ms, and most newsrooms write UTF-8

    found = chardet.detect_all(
        _NO_SIGN_OF_A_FILE + words + b"\n",
        ignore_threshold=True,
        max_bytes=len(_NO_SIGN_OF_A_FILE + words),  # one byte less than there is: the last letter may be cut off
        compat_names=False,
        include_encodings=[name.replace("euc_jp", "euc-jp") for name in names],
        empty_input_encoding=names[0],
    )
    given = {str(one["encoding"]): one["confidence"] for one in found if one["encoding"]}
    scores = {_OUR_NAMES.get(name, name): score for name, score in given.items()}
    passed_over = [name for name in names if name in _PASSED_OVER and name not in scores and _obeys(words, name)]
    return scores | {name: _PASSED_OVER[name] for name in passed_over} if scores else {}


def _obeys(words: bytes, name: str) -> bool:
    try:
        words.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _beforehand(name: str, language: str, *, other_script: bool) -> float:
    """What is known of an encoding before its letters are looked at."""
    stated = _STATED_LANGUAGE if name in _STATED.get(language, ()) else 0.0
    wrong_kind = _WRONG_KIND if name in OTHER_ALPHABETS and not other_script else 0.0
    return _WORTH.get(name, 0.0) + stated - wrong_kind


def _by_signs(words: bytes, name: str) -> float:
    """What signs and capitals speak for an encoding, at most what a mark is worth in it, and against it."""
    text = words.decode(name, "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore")) or 1
    marks = sum(1 for _ in _IN_PLACE.finditer(text)) if _a_mark_in(name) else 0
    odd = 0 if name in EAST_ASIAN else sum(1 for _ in _ODD.finditer(text))  # they have neither spaces nor capitals
    return (_a_mark_in(name) * marks - _ANOMALY * odd) / beyond


def _a_mark_in(name: str) -> float:
    """What a mark in its place is worth: two bytes hit upon it by chance but once in thousands."""
    return _MARK_OF_TWO_BYTES if name in EAST_ASIAN else 0.0 if name in OTHER_ALPHABETS else _MARK


def is_of_another_script(words: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in words of nothing else, four or more, of several kinds: not so in Latin."""
    whole = mixed = 0
    for word in _WORD.findall(words):
        beyond = sum(byte >= 0x80 for byte in word)
        if _ASCII.search(word):
            mixed += beyond
        elif beyond >= _SHORTEST_WORD_BYTES and len(set(word)) >= _LEAST_KINDS:
            whole += beyond
    return whole > mixed


def sample(content: bytes) -> bytes:
    """The words around bytes beyond ASCII, without markup; those in markup when there are no others."""
    stretch = content[:_LONGEST_STRETCH_BYTES]
    return _words(_TAG.sub(b" ", _read_by_people(stretch))) or _words(stretch) or _words(content)


def _read_by_people(content: bytes) -> bytes:
    """The bytes less scripts, styles and comments; linear."""
    for opening, closing in _UNREAD:
        small, kept, at = content.lower(), [], 0
        while (start := small.find(opening, at)) >= 0 and (end := small.find(closing, start)) >= 0:
            kept.append(content[at:start])
            at = end
        content = b" ".join([*kept, content[at:]])
    return content


def _words(content: bytes) -> bytes:
    found: list[bytes] = []
    size = end = 0
    for beyond in _BEYOND.finditer(content):
        start = max(beyond.start() - _BEFORE_BYTES, end)
        if start > end:
            found.append(b" ")
        found.append(content[start : beyond.end()][: 2 * _SAMPLE_BYTES])
        size, end = size + len(found[-1]), beyond.end()
        if size > _SAMPLE_BYTES:
            break
    return b"".join(found)
