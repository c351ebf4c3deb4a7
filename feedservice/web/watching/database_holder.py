"""Who keeps others from writing the database: another program that has locked it. Touches: /proc (Linux only).

SQLite locks bytes of its files (https://www.sqlite.org/walformat.html section 2.3.1, https://www.sqlite.org/lockingv3.html);
the system lists who has which. Never by opening the files: to close one ends every lock that this process has on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from feedservice.web.watching.programs import program

_LOCKS = Path("/proc/locks")
#: In the file beside the database, the byte of the one who writes; in the database itself, those of one who has it alone.
_WRITER = (120, 120)
_ALONE = (0x40000000, 0x40000000 + 511)


def database_holder(database: Path) -> str:
    """The program that has locked a database for writing just now, as “name (process 123)”; empty when none can be seen."""
    with suppress(OSError, ValueError):
        lines = _LOCKS.read_text(encoding="ascii", errors="replace").splitlines()
        for path, span in ((database.with_name(f"{database.name}-shm"), _WRITER), (database, _ALONE)):
            for number in _writers(lines, path, span):
                if number != os.getpid():
                    return program(number)
    return ""


def _writers(lines: list[str], path: Path, span: tuple[int, int]) -> Iterator[int]:
    """The processes with a lock for writing on some of these bytes."""
    inode = str(path.stat().st_ino) if path.exists() else ""
    for line in lines:
        parts = line.split()
        if len(parts) != 8 or parts[1] == "->" or parts[3] != "WRITE" or parts[5].rpartition(":")[2] != inode:
            continue
        first, last = int(parts[6]), span[1] if parts[7] == "EOF" else int(parts[7])
        if first <= span[1] and last >= span[0]:
            yield int(parts[4])
