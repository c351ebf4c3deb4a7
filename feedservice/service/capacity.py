"""How many connections this machine bears: so many open files, so much memory. Touches: limits of the process, disk (/proc, /sys)."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)

#: A connection is an open file, and the photo that it is sent is another.
FILES_A_CONNECTION = 2
#: Database, logs, pipes, modules that are just loaded.
_OTHER_FILES = 200
#: What a feed of 50 articles costs that waits for a client which does not take it, in our memory and in the system's for
#: us; measured (docs/performance.md).
BYTES_A_CONNECTION = 450_000
#: Connections that wait unread may take this part of the machine's memory.
_SHARE = 2
#: Where a system (macOS) takes no limit above what the kernel allows a process.
_MODEST_FILES = 10_240
#: What is served however little there is.
_FEWEST = 16


def bearable(wanted: int) -> int:
    """So many connections, or as many as files and memory suffice for; then the log says so.

    Raises the limit of open files for this process and those it starts, as far as need be and the hard limit lets.
    """
    files, memory_bytes = _files_for(wanted), memory_limit_bytes()
    by_files = (files - _OTHER_FILES) // FILES_A_CONNECTION if files else wanted
    by_memory = memory_bytes // _SHARE // BYTES_A_CONNECTION if memory_bytes else wanted
    borne = max(_FEWEST, min(wanted, by_files, by_memory))
    if borne < wanted:
        reason = (
            f"no more than {files:,} files may be open (ulimit -n; LimitNOFILE in a systemd unit)"
            if by_files <= by_memory
            else f"the memory here is {memory_bytes // 1_000_000:,} MB, and unread answers may take half of it"
        )
        _log.warning("connections is %s, but %s are served at once: %s", f"{wanted:,}", f"{borne:,}", reason)
    return borne


def _files_for(connections: int) -> int:
    """How many files may be open, raised if that is needed and possible; nought where nothing limits them."""
    if resource is None:
        return 0
    needed = connections * FILES_A_CONNECTION + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for limit in (needed, min(needed, _MODEST_FILES)):
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        if soft != resource.RLIM_INFINITY and soft < allowed:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
                soft = allowed
    return 0 if soft == resource.RLIM_INFINITY else soft


def memory_limit_bytes() -> int:
    """The memory that this process may take: the machine's, or what its control group (cgroup v2) has; nought if unknown."""
    found = []
    with suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(OSError):
        group = next((line[3:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line[:3] == "0::"), "")
        found += [limit for place in _upwards(group) if (limit := _limit_at(place))]
    return min((one for one in found if one > 0), default=0)


def _upwards(group: str) -> list[Path]:
    """A control group and those around it, for each has a limit of its own."""
    inner = PurePosixPath("/", group)
    return [Path(f"/sys/fs/cgroup{one}", "memory.max") for one in (inner, *inner.parents)]


def _limit_at(place: Path) -> int:
    with suppress(OSError, ValueError):
        return int(place.read_text())
    return 0  # "max", or no such file
