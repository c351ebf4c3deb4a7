"""Bytes put in place of a file of the content folder, whole or not at all, for `feedservice stamp`. Touches: disk (writes there).

Beside uploads and receipts, which settings switch on, the one place that ever writes in the content folder.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from feedservice.folder import scan
from feedservice.folder.stamps import Stamp
from feedservice.folder.whole_files import whole_file


class Left(Exception):
    """A file is left as it is, and why; `failed` says that it ought to have been stamped."""

    def __init__(self, why: str, *, failed: bool = False) -> None:
        super().__init__(why)
        self.failed = failed


def put(root: Path, name: str, seen: Stamp | None, content: bytes, like: str = "") -> None:
    """Put the bytes in place of the file, whole or not at all, with its rights; if it is still the file that was read.

    A new file (nothing was seen) gets the rights of the file that it is to be `like`.
    """
    target = root / name

    def refuse_change() -> None:
        if scan.peek(root, name) != seen:
            raise Left("was changed just now. Wait for the next look, and try again.", failed=True)

    beside = target.with_name(f".{target.name[:100]}.{token_hex(4)}.tmp")
    with whole_file(target, beside, last=refuse_change):
        with beside.open("xb") as file:
            file.write(content)
        _give_same_rights(target if seen else root / like, beside)


def _give_same_rights(target: Path, beside: Path) -> None:
    """Owner and mode of the file; the owner as far as we may."""
    status = target.stat()
    with suppress(PermissionError):
        os.chown(beside, status.st_uid, status.st_gid)
    shutil.copymode(target, beside)
    if stat.S_IMODE(beside.stat().st_mode) != stat.S_IMODE(status.st_mode):
        raise PermissionError(None, "its rights cannot be kept")
