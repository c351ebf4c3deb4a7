"""What a web process holds for each channel: `python -m bench.shelf [--sections 1 10 40]`. Sections of 50 articles of 6 KB in full."""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from pathlib import Path

from bench import corpus
from bench.figures import machine, table
from bench.first import Clock, press_for, publish, settings_for
from bench.webs import HOME, Webs, cpu_ns, memory_mib, running

ITEMS = 50
QUIET_SECONDS = 10
_DOCUMENTS = re.compile(r"^feedservice_documents (\S+)$", re.MULTILINE)
_BYTES = re.compile(r"^feedservice_document_bytes\{.*\} (\S+)$", re.MULTILINE)


def fill(root: Path, sections: int) -> float:
    """Publish so many sections; returns the press's seconds of processor for a story more in one of them."""
    for number in range(sections * ITEMS):
        section = f"section-{number % sections:03}"
        file = root / f"content/{section}/story-{number:05}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(corpus.article(number, section), encoding="utf-8")
    clock = Clock()
    press = press_for(settings_for(root, base_url=HOME), clock)
    publish(press, clock)
    begun = time.process_time()
    fresh = re.sub(r"<p><time.*?</time></p>\n", "", corpus.article(99_999, "section-000"))
    (root / "content/section-000/fresh.html").write_text(fresh, encoding="utf-8")
    publish(press, clock)
    press.store.close()
    return time.process_time() - begun


def measure(root: Path, sections: int) -> tuple[str, ...]:
    """A row of the table."""
    seconds = fill(root, sections)
    with running(root, 1, ITEMS) as webs:
        told = Webs.told(webs.ports[0])
        held = sum(float(size) for size in _BYTES.findall(told))
        found = _DOCUMENTS.search(told)
        memory = memory_mib(webs.webs[0].pid)
        before = cpu_ns(webs.webs[0].pid)
        time.sleep(QUIET_SECONDS)
        quiet = (cpu_ns(webs.webs[0].pid) - before) / 1e6 / QUIET_SECONDS
    documents = found[1].removesuffix(".0") if found else "?"
    return f"{sections}", documents, f"{held / 1e6:.0f}", f"{memory:.0f}", f"{quiet:.1f}", f"{seconds * 1000:.0f}"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sections", type=int, nargs="+", default=[1, 10, 40])
    given = asked.parse_args()
    print(machine())
    rows = []
    for sections in given.sections:
        with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
            rows.append(measure(Path(place), sections))
    heads = (
        "sections", "documents held", "their bytes, MB", "a web, MiB", "a quiet web, ms of processor a second",
        "a story more, ms of the press's processor",
    )  # fmt: skip
    print(table(heads, rows))


if __name__ == "__main__":
    main()
