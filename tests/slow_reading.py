"""A reading process in which two files are met that end it, or have no end. Imported by the process itself, so no fixture."""

from __future__ import annotations

import os
import re
from multiprocessing.connection import Connection

from feedservice.editing.prepare import Draft
from feedservice.editing.surroundings import Bench
from feedservice.press.reading import reading_process

ENDLESS, DEADLY = "endless.txt", "deadly.txt"


def serve(theirs: Connection) -> None:
    """Read as ever, but for two files."""
    real = reading_process.draft

    def draft(path: str, bench: Bench) -> Draft | None:
        if path == ENDLESS:
            re.match(r"(a+)+$", "a" * 100 + "b")  # holds the interpreter, and hears no signal
        if path == DEADLY:
            os._exit(1)
        return real(path, bench)

    reading_process.draft = draft
    reading_process.serve(theirs)
