"""What the last build wrote: of each file its hash, its time and sizes, and what tells whether its address changed. Touches: disk.

Only what stands here is ever changed or removed. It names a file before that is written, so a build that is killed leaves none behind
that nobody knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from feedservice.errors import OutputError

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file with its coded ones: the hash of its plain bytes, its time (seconds since 1970), the sizes by ending, its mark.

    Without a hash it was about to be written.
    """

    sha256: str = ""
    time: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    mark: str = ""


@dataclass(slots=True)
class Manifest:
    """All that a build wrote, and what of: whose newsroom, at which address, in which state of its store (empty: not to its end)."""

    channel_id: str = ""
    base_url: str = ""
    whole: str = ""
    files: dict[str, Entry] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """As it is kept."""
        files = {name: [one.sha256, one.time, one.sizes, one.mark] for name, one in sorted(self.files.items())}
        return json.dumps(
            {
                "feedservice build": _VERSION,
                "newsroom": self.channel_id,
                "base_url": self.base_url,
                "whole": self.whole,
                "files": files,
            },
            separators=(",", ":"),
        ).encode()


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a folder; none when there is none. Raises OutputError when it cannot be understood."""
    try:
        return manifest_of(path.read_bytes(), str(path), str(path.parent.parent))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror or error}.") from error


def manifest_of(content: bytes, where: str, root: str) -> Manifest:
    """The manifest that was kept at a place below a root. Raises OutputError when it cannot be understood."""
    try:
        kept: dict[str, Any] = json.loads(content)
        if kept["feedservice build"] != _VERSION:
            raise ValueError("of another version")
        files = {name: Entry(*entry) for name, entry in kept["files"].items()}
        return Manifest(kept["newsroom"], kept["base_url"], kept["whole"], files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(
            f"{where}, which says what we wrote, cannot be understood. Empty {root}, and build anew."
        ) from error


def digest(body: bytes) -> str:
    """The hash of bytes, as the manifest has it."""
    return sha256(body).hexdigest()[:32]
