"""When something happens in the content folder. Touches: disk (looks only), clock (the one that only counts), threads.

On Linux inotify(7) tells, and says too when a file is closed after writing or put in its place; elsewhere watchfiles, which
does not know that. Neither hears what other machines do on a shared disk.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from feedservice.folder.stamps import RECEIPTS
from feedservice.folder.uploads.staging import PLACE
from feedservice.press.listening.arrivals import QUIET_SECONDS, Arrivals


def listen(root: Path, arrivals: Arrivals, stopping: threading.Event, rested_seconds: float) -> Iterator[None]:
    """Say each time that something happened, once it is quiet again; and first, when listening has begun.

    What is told of single files goes to `arrivals`. Of a folder that was moved here whole, the files that were last written
    to `rested_seconds` ago or longer are whole. Ends when told to stop, and when the folder is gone or is another.
    Raises OSError, and RuntimeError of watchfiles, when the system does not let us.
    """
    if sys.platform == "linux":
        from feedservice.press.listening.inotify import by_inotify  # noqa: PLC0415 – only where there is inotify

        return by_inotify(root, arrivals, stopping, rested_seconds)
    return by_watchfiles(root, stopping)


def by_watchfiles(root: Path, stopping: threading.Event) -> Iterator[None]:
    """The same where there is no inotify. Raises OSError and RuntimeError."""
    from watchfiles import watch  # noqa: PLC0415 – not loaded where it is not needed

    yield
    debounce = round(QUIET_SECONDS * 1000)
    ours = tuple(one / place for one in (root.absolute(), root.resolve()) for place in (RECEIPTS, PLACE))

    def is_editors(_: object, path: str) -> bool:
        return not any(Path(path).is_relative_to(one) for one in ours)

    for _ in watch(root, watch_filter=is_editors, debounce=debounce, stop_event=stopping, raise_interrupt=False):
        yield
