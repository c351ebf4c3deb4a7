"""What a process of this machine is, for people. Touches: /proc (Linux; elsewhere its number is all that is told)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

_COMMAND = re.compile(r"[a-z]{2,20}")


def program(number: int) -> str:
    """A process by its name, as “sqlite3 (process 123)”; one of ours with its command, as “feedservice withdraw (process 123)”.

    Of a command line nothing else is told: it may hold what is nobody's business.
    """
    if number <= 0:
        return "another program"
    return f"{_ours(number) or _name(number) or 'another program'} (process {number})"


def _ours(number: int) -> str:
    """Ours with its command, when a process is one of ours."""
    words = _read(number, "cmdline").split("\0")
    for here, (word, following) in enumerate(pairwise(words)):
        is_module = here > 0 and (words[here - 1], word) == ("-m", "feedservice")
        if (is_module or Path(word).name == "feedservice") and _COMMAND.fullmatch(following):
            return f"feedservice {following}"
    return ""


def _name(number: int) -> str:
    return _read(number, "comm").strip()


def _read(number: int, name: str) -> str:
    try:
        return Path(f"/proc/{number}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
