"""Whether the books balance for files of others: every word of each in its article, a field of it, or among what was cut.

    python -m bench.balance FOLDER ...

Reads every file that is read at all, as the press does. Ends with status 1 when a paragraph is lost or said twice; shows what
is missing, and which words of a body its file does not show.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.figures import table
from feedservice import intake
from feedservice.article import SourceFile
from feedservice.errors import ArticleError
from tests.word_books import Books, books

_SHOWN_CHARACTERS = 300


def read_all(folder: Path) -> Iterator[tuple[Path, Books | None]]:
    """The books of each article file below a folder; none of one that is refused."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and intake.suffix(path.name) in intake.READERS:
            content = path.read_bytes()
            try:
                yield path, books(SourceFile(path.name, content, sha256(content).hexdigest()))
            except ArticleError:
                yield path, None


def main() -> None:
    """Strike the balance of each folder."""
    asked = argparse.ArgumentParser(description="Whether every word of these files is accounted for.")
    asked.add_argument("folders", nargs="+", type=Path)
    rows, faults = [], 0
    for folder in asked.parse_args().folders:
        read = list(read_all(folder))
        found = [(path, one) for path, one in read if one]
        for path, one in found:
            _show(path, one)
        bad = sum(1 for _, one in found if one.twice or any(lost.is_whole_line for lost in one.lost))
        faults += bad
        words = [sum(getattr(one.count, name) for _, one in found) for name in ("source", "published", "cut", "lost")]
        clean = sum(1 for _, one in found if not one.count.lost)
        rows.append([folder.name, str(len(found)), str(len(read) - len(found)), *map(str, words), str(clean), str(bad)])
    print(
        table(
            ["folder", "read", "refused", "words", "published", "cut", "lost", "files that lose none", "faults"], rows
        )
    )
    sys.exit(bool(faults))


def _show(path: Path, one: Books) -> None:
    for lost in one.lost:
        print(f"{path.name}: lost {'a line' if lost.is_whole_line else lost.count}: {lost.words[:_SHOWN_CHARACTERS]}")
    for line in one.twice:
        print(f"{path.name}: twice: {line[:_SHOWN_CHARACTERS]}")
    if one.invented:
        print(f"{path.name}: not shown in the file: {' '.join(one.invented)[:_SHOWN_CHARACTERS]}")


if __name__ == "__main__":
    main()
