"""Makes `words.json` beside the language files anew: `python -m tests.language_files`, after a change to any of them."""

from __future__ import annotations

import json
import sys

from feedservice.text.languages import COMPILED, digest, parsed, read_sources


def compiled() -> str:
    """What is to stand in `words.json`."""
    sources = read_sources()
    return json.dumps({"digest": digest(sources), "languages": parsed(sources)}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
    sys.stdout.write(f"{COMPILED} is up to date.\n")
