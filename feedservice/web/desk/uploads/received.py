"""The body of an upload, written to the disk as it comes: never held in memory, never more than is allowed. Touches: disk (writes).

Each file is written under a number, whatever it is called: a name counts for nothing before it was looked at.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import MultiPartParser
from werkzeug.http import parse_options_header
from werkzeug.wsgi import LimitedStream, get_content_length, get_input_stream

from feedservice.folder.uploads.staging import Sent

#: Files in one upload: an article with a gallery has a few dozen.
MOST_FILES = 60
_MOST_FIELDS = 10
#: For what is neither written nor looked at yet: a piece, and the head of a part.
_BUFFER_BYTES = 1_000_000
_PIECE_BYTES = 65_536


class TooMuchSent(Exception):
    """More than one upload may have; the message is a sentence."""


class BrokenOff(Exception):
    """What came is no whole form: the connection broke, or somebody's program is at fault."""


class Parts:
    """The files of one upload as they come, each under its number in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: IO[bytes] | None = None
        self._names: list[str] = []

    def begin(self, name: str) -> IO[bytes]:
        """Where the next file is written to."""
        self._close()
        if len(self._names) >= MOST_FILES:
            raise TooMuchSent(f"One upload may have {MOST_FILES} files. Send the rest in another one.")
        self._names.append(name)
        self._open = (self._folder / str(len(self._names))).open("xb")
        return self._open

    def finish(self) -> tuple[Sent, ...]:
        """All that came, on the disk itself. Browsers send a file without a name and without bytes when none was chosen."""
        self._close()
        sent = []
        for number, name in enumerate(self._names, 1):
            size_bytes = (self._folder / str(number)).stat().st_size
            if name or size_bytes:
                sent.append(Sent(name, size_bytes, str(number)))
        return tuple(sent)

    def abandon(self) -> None:
        """Let go of a file that did not come whole; whoever gave the folder takes it away."""
        if self._open:
            with suppress(OSError):
                self._open.close()
            self._open = None

    def _close(self) -> None:
        if self._open:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None


def receive(environ: dict[str, Any], folder: Path, limit_bytes: int) -> tuple[Mapping[str, str], tuple[Sent, ...]]:
    """The fields of a form, and its files, which lie in the folder now.

    Raises TooMuchSent, BrokenOff, and OSError when the disk is full or cannot be written.
    """
    media_type, options = parse_options_header(environ.get("CONTENT_TYPE", ""))
    if media_type != "multipart/form-data" or not options.get("boundary"):
        raise BrokenOff
    parts = Parts(folder)
    begin: Any = lambda **said: parts.begin(said["filename"] or "")  # noqa: E731  # a part of the form begins
    parser = MultiPartParser(begin, _BUFFER_BYTES, buffer_size=_PIECE_BYTES, max_form_parts=MOST_FILES + _MOST_FIELDS)
    try:
        stream = get_input_stream(environ, max_content_length=limit_bytes)
        boundary = options["boundary"].encode("ascii", "replace")
        fields, _ = parser.parse(stream, boundary, get_content_length(environ))
        return fields.to_dict(), parts.finish()
    except RequestEntityTooLarge as error:
        raise TooMuchSent("") from error
    except (ValueError, EOFError) as error:
        raise BrokenOff from error
    finally:
        parts.abandon()


def drain(environ: dict[str, Any], most_bytes: int) -> None:
    """Read what is still being sent and forget it: a browser shows no answer before it has sent all, if the connection ends."""
    length = get_content_length(environ)
    stream = LimitedStream(environ["wsgi.input"], min(length or 0, most_bytes))
    try:
        while stream.read(_PIECE_BYTES):
            pass
    except Exception:  # nobody is there any more, whatever the server calls that
        return
