"""Makes `words.json` and `page_words.json` beside the language files anew: `python -m tests.language_files`, after a change to any of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from feedservice.text.languages import COMPILED, COMPILED_FOR_PAGES, digest, for_pages, parsed, read_sources


def compiled() -> dict[Path, str]:
    """What is to stand in each of them."""
    sources = read_sources()
    words, mark = parsed(sources), digest(sources)
    made = {COMPILED: {"languages": words}, COMPILED_FOR_PAGES: {"tables": for_pages(words)}}
    return {file: json.dumps({"digest": mark, **one}, ensure_ascii=False) + "\n" for file, one in made.items()}


if __name__ == "__main__":
    for file, content in compiled().items():
        file.write_text(content, encoding="utf-8")
        sys.stdout.write(f"{file} is up to date.\n")
