"""nginx's cache in front of our newsstand, beside the newsstand and beside nginx with the same bytes as files.

All on one core, asked by wrk from the other, in turns; what counts is the processor time of all that serve: of nginx with its
cache that of the newsstand behind it, too, which is asked again each second. The cache is as deploy/nginx ships it, and nobody
logs. Files have the headers of the newsstand and, packed already (`gzip_static`), its bytes; nginx's own entity tags.
"""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import corpus, plain
from bench.figures import Figure, table, verdict
from bench.first import Clock, press_for, publish
from bench.load import CONNECTIONS, Question, Run, ask, free_port, load, served
from feedservice.web.ready_answers import Ready
from tests.deploy.fronts import Nginx

ROUNDS = 5
FILES = 120
ITEMS = 50
GOAL = 0.6
_SIDES = ("nginx, files", "nginx, cache", "newsstand")

Side = tuple[int, tuple[int, ...]]


def compare_cached(root: Path) -> None:
    """Print a table of the three over a feed of 50 articles in full."""
    if shutil.which("nginx") is None:
        print("\nWithout nginx its cache cannot be measured; on Debian and Ubuntu: sudo apt install nginx")
        return
    server_core, load_core = sorted(os.sched_getaffinity(0))[:2]
    clock = Clock()
    chosen = plain.settings(root, 8000, ITEMS)
    corpus.write(root / "content", FILES)
    publish(press_for(chosen, clock), clock)
    packed = plain.cached(chosen)["gzip"]
    with (
        served("newsstand", root, server_core, ITEMS) as (port, newsstand),
        _cache(root / "cache", port, server_core) as (cache, front),
        _files(root / "files", plain.cached(chosen), server_core) as (files, bare),
    ):
        sides = dict(zip(_SIDES, ((files, (bare,)), (cache, (front, newsstand)), (port, (newsstand,))), strict=True))
        rows = [
            row
            for name, condition in (("304", True), ("200 gzip", False))
            for row in _compared(name, sides, packed, load_core, condition=condition)
        ]
    size = f"{len(packed.body[0]):,} bytes"
    heads = (f"one core, {CONNECTIONS} connections; gzip {size}", *_SIDES, "files / cache", "goal")
    print(f"\n{table(heads, rows)}")


def _compared(
    name: str, sides: dict[str, Side], packed: Ready, core: int, *, condition: bool
) -> Iterator[tuple[str, ...]]:
    runs: dict[str, list[Run]] = {side: [] for side in sides}
    for _ in range(ROUNDS):
        for side, (port, processes) in sides.items():
            headers = {"Accept-Encoding": "gzip"}
            if condition:
                headers["If-None-Match"] = _tag(port)
            question = Question(name, headers, 304 if condition else 200, 0 if condition else len(packed.body[0]))
            runs[side].append(load(port, processes, question, core))
    for what, field, digits in (("processor µs", "cpu_us", 1), ("requests a second", "per_second", 0)):
        figures = {side: Figure(tuple(getattr(run, field) for run in taken)) for side, taken in runs.items()}
        files, cache = (figures[side].median for side in _SIDES[:2])
        shares = [a / b for a, b in zip(figures[_SIDES[0]].values, figures[_SIDES[1]].values, strict=True)]
        is_time = field == "cpu_us"
        share = f"{Figure(tuple(shares)).shown(2)}" if is_time else f"{cache / files:.2f} (cache / files)"
        goal = f"at least {GOAL:g}: {verdict(met=Figure(tuple(shares)).median >= GOAL)}" if is_time else ""
        yield f"{name}, {what}", *(figure.shown(digits) for figure in figures.values()), share, goal


def _tag(port: int) -> str:
    """The entity tag that a side gives to the packed feed."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", plain.PATH, headers={"Accept-Encoding": "gzip"})
    answer = line.getresponse()
    answer.read()
    line.close()
    return str(answer.headers["ETag"])


@contextmanager
def _cache(folder: Path, port: int, core: int) -> Iterator[tuple[int, int]]:
    """nginx as deploy/nginx has it, with the newsstand for both webs, as (port, process)."""
    folder.mkdir()
    nginx = Nginx(folder, (port, port), logs=False)
    try:
        nginx.await_listening("")
        _pin(nginx.process.pid, core)
        yield nginx.port, nginx.process.pid
    finally:
        nginx.close()


@contextmanager
def _files(folder: Path, document: dict[str, Ready], core: int) -> Iterator[tuple[int, int]]:
    """nginx with the document as files, plain and packed, as (port, process)."""
    port = free_port()
    (folder / "public").mkdir(parents=True)
    (folder / "public/rss.xml").write_bytes(document["identity"].body[0])
    (folder / "public/rss.xml.gz").write_bytes(document["gzip"].body[0])
    named = ("Cache-Control", "Link", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
    added = "".join(f"add_header {name} '{dict(document['gzip'].headers)[name]}';\n" for name in named)
    (folder / "nginx.conf").write_text(
        f"user root; pid {folder}/pid; worker_processes 1; events {{ }}\n"
        f"http {{ sendfile on; tcp_nopush on; access_log off; gzip_static on; gzip_vary on; charset utf-8;\n"
        f"types {{ application/rss+xml xml; }} charset_types application/rss+xml;\n{added}"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/public; }} }}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors.log")]
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        while True:
            try:
                assert ask(port, {})[0] == 200
                break
            except ConnectionRefusedError:
                assert process.poll() is None
        _pin(process.pid, core)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _pin(process: int, core: int) -> None:
    """Keep a process and those below it on one core."""
    os.sched_setaffinity(process, {core})
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            _pin(int(child), core)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="feedservice-bench-") as place:
        compare_cached(Path(place))
