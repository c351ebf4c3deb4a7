"""How many articles are read in a second on one core, and where the time goes.

    python -m bench.intake [--articles N] [--runs N]

Reading is bytes to text, evidence and the story's tree; cleaning is all up to the sanitised body. Beside it, in turns,
the straightforward chain: one BeautifulSoup tree, six passes over it with find_all, decode, nh3. The pages are about 6
KB (bench/corpus.py), four in five a bare story; the saved page is one story of 20 KB inside 280 KB of page.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

import nh3
from bs4 import BeautifulSoup, Comment

from bench import corpus
from bench.figures import Figure, machine, table, verdict
from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import SourceFile
from feedservice.intake.evidence import Notes
from feedservice.intake.html import html_reader as reader
from feedservice.intake.html.page import parse
from feedservice.text.encodings.decode import decode

GOAL_ARTICLES = 500
GOAL_PAGES = 20
_PAGE_BYTES = 300_000


def read_and_clean(source: SourceFile) -> None:
    """The whole of read, evidence and clean."""
    cleaning.clean(intake.read(source).body, HOME)


def straightforward(source: SourceFile) -> None:
    """Six steps as one would write them at first: scripts, comments, navigation, headline, links, attributes."""
    soup = BeautifulSoup(source.content.decode(), "lxml")
    for element in soup.find_all(["script", "style", "nav", "footer", "aside", "form"]):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    headline = soup.find("h1")
    if headline:
        headline.extract()
    for link in soup.find_all("a", href=True):
        link["href"] = str(link["href"]).split("?utm_", maxsplit=1)[0]
    for element in soup.find_all(True):
        for name in ("class", "style", "id"):
            element.attrs.pop(name, None)
    for paragraph in soup.find_all("p"):
        if not paragraph.get_text(strip=True):
            paragraph.decompose()
    nh3.clean(soup.decode())


def sources(count: int) -> list[SourceFile]:
    """So many articles of about 6 KB."""
    return [SourceFile(path, html.encode(), "") for path, html in corpus.articles(count)]


def saved_page() -> SourceFile:
    """A story inside a page of 300 KB: scripts, a menu, teasers, comments, as a browser saves them."""
    story = "".join(corpus.article(number, "world", corpus.SEED) for number in (1, 2, 3))
    menu = "".join(
        f'<li class="menu-item"><a href="/section/{number}">Section {number}</a></li>' for number in range(300)
    )
    teaser = '<div class="teaser card"><h3><a href="/story/{0}">A teaser of story {0}</a></h3><p>What it says in a line or so.</p></div>'
    teasers = "".join(teaser.format(number) for number in range(300))
    head = f"<!DOCTYPE html><html lang=en><head><title>Saved</title><style>{'.a{b:c}' * 4000}</style></head><body><nav><ul>{menu}</ul></nav>"
    page = f'{head}<main><article class="story-body">{story}</article><aside class="related">{teasers}</aside></main><footer>©</footer>'
    script = f"<script>{'var state = 1;' * ((_PAGE_BYTES - len(page)) // 14)}</script>"
    return SourceFile("saved.html", f"{page}{script}</body></html>".encode(), "")


def per_second(work: Callable[[SourceFile], object], files: Sequence[SourceFile]) -> float:
    """Files in a second of processor time on this core."""
    start = time.process_time()
    for source in files:
        work(source)
    return len(files) / (time.process_time() - start)


def parts(files: Sequence[SourceFile]) -> list[tuple[str, float]]:
    """Milliseconds of processor time for an article, by part."""
    texts = [decode(source.content)[0] for source in files]
    bodies = [intake.read(source).body for source in files]
    cleaned = [cleaning.clean(intake.read(source).body, HOME).html for source in files]
    markup = [str(body) for body in bodies]
    steps: list[tuple[str, Callable[[int], object]]] = [
        ("bytes to text", lambda number: decode(files[number].content)),
        ("page to tree (lxml)", lambda number: parse(texts[number], Notes("a.html"))),
        ("read: all of intake", lambda number: reader.read(files[number])),
        ("of it, the story's tree (BeautifulSoup)", lambda number: BeautifulSoup(markup[number], "lxml")),
        ("clean: all of cleaning", lambda number: cleaning.clean(bodies[number], HOME)),
        ("of it, the sanitiser (nh3)", lambda number: cleaning.sanitiser.sanitise(cleaned[number])),
    ]
    return [(name, _milliseconds(step, len(files))) for name, step in steps]


def _milliseconds(step: Callable[[int], object], count: int) -> float:
    start = time.process_time()
    for number in range(count):
        step(number)
    return (time.process_time() - start) / count * 1000


def main() -> None:
    """Print the figures as tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    files, page = sources(options.articles), [saved_page()] * 10
    read_and_clean(files[0])
    taken = [
        (per_second(read_and_clean, files), per_second(straightforward, files), per_second(read_and_clean, page))
        for _ in range(options.runs)
    ]
    whole, plain, pages = (Figure(tuple(run[number] for run in taken)) for number in range(3))
    print(machine())
    rows = [
        (
            "read, evidence and clean, 6 KB",
            whole.shown(0),
            f"{GOAL_ARTICLES}",
            verdict(met=whole.median >= GOAL_ARTICLES),
        ),
        ("the straightforward chain, 6 KB", plain.shown(0), "", f"ours is {whole.median / plain.median:.2f}×"),
        (
            f"a saved page of {len(page[0].content) // 1000} KB",
            pages.shown(0),
            f"{GOAL_PAGES}",
            verdict(met=pages.median >= GOAL_PAGES),
        ),
    ]
    print(table(("Articles a second on one core", "median (least to most)", "goal", ""), rows))
    print()
    print(table(("Part", "ms an article"), [(name, f"{spent:.2f}") for name, spent in parts(files)]))


if __name__ == "__main__":
    main()
