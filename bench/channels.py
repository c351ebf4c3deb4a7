"""Times turns in a newsroom of very many tags: `python -m bench.channels [--files 10000] [--tags 5000]`.

Two questions: does the number of tags slow a turn, and what does a change cost that touches several channels. The same
folder is published twice, once with tags (five an article, some used by very many as in life) and once without.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.figures import Figure, machine, milliseconds, table
from bench.first import Clock, press_for, settings_for
from feedservice.press.turn import Press

CHANGES = 9
TAGS_EACH = 5
_NEWEST = "2026-02-01T12:00:00+00:00"


def articles(count: int, tags: int) -> Iterator[tuple[str, str]]:
    """The corpus, each article with its tags; how often each is used falls off as in life (Pareto)."""
    chance = random.Random(corpus.SEED)  # no secret
    for path, html in corpus.articles(count):
        names = [f"tag {min(int(chance.paretovariate(0.6)), tags)}" for _ in range(TAGS_EACH)] if tags else []
        yield path, _tagged(html, names)


def _tagged(html: str, names: list[str]) -> str:
    return html.replace("<h1>", f'<meta name="keywords" content="{", ".join(names)}"><h1>', 1) if names else html


def fill(folder: Path, count: int, tags: int) -> None:
    """Write the articles."""
    for path, html in articles(count, tags):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def to_rest(press: Press, clock: Clock) -> float:
    """Turn until nothing is left to read or to set; returns the seconds it took."""
    start = time.perf_counter()
    press.turn()
    clock.advance(press.settings.settle_seconds + 1)
    while press.turn().again_seconds == 0:
        pass
    return time.perf_counter() - start


def change(press: Press, clock: Clock, tags: int, number: int) -> float:
    """Milliseconds of the turn that reads one changed article, which stands at the top of all its channels."""
    path, html = next(articles(1, tags))
    head = f'<h1>Changed {number}</h1>\n<p><time datetime="{_NEWEST}">1 February 2026</time></p>\n'
    keywords = html[: html.index("<h1>")] if tags else ""
    (press.settings.content_dir / path).write_text(keywords + head + html[html.index("<p>") :], encoding="utf-8")
    press.turn()
    clock.advance(press.settings.settle_seconds + 1)
    return milliseconds(press.turn)


def measure(files: int, tags: int) -> tuple[str, ...]:
    """A row of the table."""
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        root = Path(place)
        fill(root / "content", files, tags)
        clock = Clock()
        press = press_for(settings_for(root), clock)
        first = to_rest(press, clock)
        with press.store.reading() as asked:
            documents = len(asked.documents.paths())
        changes = [change(press, clock, tags, number) for number in range(CHANGES)]
        idle = [milliseconds(press.turn) for _ in range(CHANGES)]
        size = (root / "state/feedservice.db").stat().st_size
    shown = (Figure(tuple(idle)).shown(), Figure(tuple(changes)).shown(), f"{first:.0f} s", f"{size / 1e6:.0f} MB")
    return (f"{tags:,}", f"{documents:,}", *shown)


def main(files: int, tags: int) -> None:
    """Without tags, and with very many."""
    print(machine())
    head = ("tags", "documents", "nothing new, ms", "one change, ms", "first publication", "database")
    print(f"\n{table(head, [measure(files, count) for count in (0, tags)])}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many article files; default 10000")
    parser.add_argument("--tags", type=int, default=5_000, help="how many tags; default 5000")
    given = parser.parse_args()
    main(given.files, given.tags)
