"""Content codings: gzip (RFC 1952), br (RFC 7932), zstd (RFC 8878). Pure. The same bytes on every machine with these versions.

Levels are those after which the next few hundredths cost half as much time again (docs/performance.md).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import brotli
import zstandard

GZIP_LEVEL = 5
BR_QUALITY = 5
ZSTD_LEVEL = 6
#: Documents below this are sent as they are: the headers of a coding cost more than it saves.
SMALLEST_BYTES = 200


def _br(body: bytes) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BR_QUALITY))


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


#: Every coding, the one we like best first.
CODERS: Mapping[str, Callable[[bytes], bytes]] = {"br": _br, "zstd": _zstd, "gzip": _gzip}


def code_at_once(body: bytes) -> Mapping[str, bytes]:
    """As `code`, each coding in a thread of its own: somebody waits."""
    if len(body) < SMALLEST_BYTES:
        return {}
    with ThreadPoolExecutor(len(CODERS), "coding") as threads:
        made = {coding: threads.submit(coder, body) for coding, coder in CODERS.items()}
        return {coding: one.result() for coding, one in made.items()}


def code(body: bytes) -> Mapping[str, bytes]:
    """The bytes in each coding; a small body in none. None of them needs the interpreter while it works."""
    return {coding: coder(body) for coding, coder in CODERS.items()} if len(body) >= SMALLEST_BYTES else {}
