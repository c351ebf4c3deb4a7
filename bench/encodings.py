"""How many texts that do not say their encoding are read right: ours beside chardet and charset-normalizer as they come.

    python -m bench.encodings [--wrong]

The texts are our own: headlines, sentences and stories of `tests/intake/languages.py`, to which our part was set, and those
of `bench/encodings.toml`, written to measure it. Right is a text every letter of which is right. Times are medians.
"""

from __future__ import annotations

import argparse
import re
import time
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import chardet
import charset_normalizer

from bench.figures import machine, table
from feedservice.text.encodings.decode import decode
from tests.intake.languages import ENCODINGS, STORIES, as_written

_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]+[\"“”»«’」]*")
_SHORT_BYTES = 120


class Case(NamedTuple):
    """A text as it should be read, and its bytes."""

    kind: str
    language: str
    encoding: str
    text: str
    content: bytes


def cases() -> Iterator[Case]:
    """Every text in every encoding its language came in, but for those that are ASCII alone."""
    for language, encodings in ENCODINGS.items():
        headline, story = STORIES[language]
        for encoding in encodings:
            yield from _case("headlines", language, encoding, headline)
            for sentence in _SENTENCE.findall(story):
                yield from _case("sentences", language, encoding, sentence.strip())
            yield from _case("stories", language, encoding, f"{headline}\n\n{story}")
    for language, found in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items():
        for encoding in found["encodings"]:
            for text in found["texts"]:
                kind = "others, short" if len(text.encode("utf-8")) <= _SHORT_BYTES else "others, long"
                yield from _case(kind, language, encoding, text)


def _case(kind: str, language: str, encoding: str, text: str) -> Iterator[Case]:
    written = as_written(text, encoding)
    if not written.isascii():
        yield Case(kind, language, encoding, written, written.encode(encoding))


READERS: dict[str, Callable[[bytes], str]] = {
    "ours": lambda content: decode(content)[1],
    "chardet": lambda content: chardet.detect(content, compat_names=False)["encoding"] or "",
    "charset-normalizer": lambda content: getattr(charset_normalizer.from_bytes(content).best(), "encoding", ""),
}


def read_right(case: Case, name: str) -> bool:
    """Whether an encoding gives the text itself, letter by letter."""
    try:
        read = case.content.decode(name)
    except (LookupError, UnicodeError):
        return False
    return unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", case.text)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", action="store_true", help="list the texts that ours reads wrongly")
    asked = options.parse_args()
    print(machine())
    every = list(cases())
    decode(every[0].content)  # imports chardet
    answers = {reader: [_timed(guess, case) for case in every] for reader, guess in READERS.items()}
    print(table(("texts", *READERS), _rows(every, answers)))
    for case, (name, _) in zip(every, answers["ours"], strict=True) if asked.wrong else ():
        if not read_right(case, name):
            print(f"{case.kind}: {case.language} in {case.encoding} read as {name}: {case.text[:60]}")


def _timed(guess: Callable[[bytes], str], case: Case) -> tuple[str, float]:
    start = time.perf_counter()
    name = guess(case.content)
    return name, (time.perf_counter() - start) * 1000


def _rows(every: list[Case], answers: dict[str, list[tuple[str, float]]]) -> Iterator[list[str]]:
    for kind in dict.fromkeys(case.kind for case in every):
        row = [kind]
        for given in answers.values():
            mine = [(case, name, ms) for case, (name, ms) in zip(every, given, strict=True) if case.kind == kind]
            right = sum(read_right(case, name) for case, name, _ in mine)
            row.append(f"{right} of {len(mine)}, {median(ms for _, _, ms in mine):.1f} ms")
        yield row


if __name__ == "__main__":
    main()
