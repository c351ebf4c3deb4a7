"""A program of its own: what MediaInfo tells of the file at its standard input, as JSON, a line for each look. Touches: its input and output, limits of the process.

MediaInfo may sit over a damaged file for minutes, or fall over it. Here it may take `CPU_SECONDS` and `MEMORY_BYTES`, and takes
nobody with it. It imports nothing of ours, so that it starts quickly.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

#: A sound of an hour takes a fifth of a second, a damaged film of 6 KB took 96.
CPU_SECONDS = 10
MEMORY_BYTES = 1 << 30


def main() -> None:
    """Look once; and at an MP3, which states no length, a second time at every frame of it."""
    _limit()
    from pymediainfo import MediaInfo  # noqa: PLC0415  # within the limits

    if not MediaInfo.can_parse():
        sys.stdout.write("null\n")
        return
    with open(0, "rb", closefd=False) as file:
        for speed in (0.5, 1.0):
            file.seek(0)
            tracks = [track.to_data() for track in MediaInfo.parse(file, parse_speed=speed).tracks]
            sys.stdout.write(f"{json.dumps(tracks)}\n")
            sys.stdout.flush()
            if not tracks or tracks[0].get("format") != "MPEG Audio":
                return


def _limit() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main()
