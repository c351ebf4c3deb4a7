"""Content codings: gzip (RFC 1952), br (RFC 7932), zstd (RFC 8878). Pure. The same bytes on every machine with these versions.

Made once, at publication. Levels are those after which another tenth costs several times the time
(docs/performance.md).
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import brotli
import zstandard

GZIP_LEVEL = 5
BR_QUALITY = 5
ZSTD_LEVEL = 6
#: Documents below this are sent as they are: the headers of a coding cost more than it saves.
_SMALLEST_BYTES = 200


def code(body: bytes) -> Mapping[str, bytes]:
    """The bytes in each coding, the one that is best for us first; a small body in none."""
    if len(body) < _SMALLEST_BYTES:
        return {}
    return {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BR_QUALITY),
        "zstd": zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body),
        "gzip": gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0),
    }
