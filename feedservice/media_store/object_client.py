"""Objects below one prefix of a store that speaks S3: got, put whole, listed, deleted. Touches: network, environment.

Who we are is told by the usual variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL; also
roles of machines and containers).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from feedservice.errors import MediaStoreAway, SettingsError
from feedservice.media_store.kept_file import OtherBytes

try:
    import obstore
    from obstore import exceptions
    from obstore.store import from_url
except ImportError:  # an extra
    obstore = None  # type: ignore[assignment]

T = TypeVar("T")

#: For one try of one request, so that an article with a photo fails before reading it takes too long.
_CONNECT, _REQUEST = timedelta(seconds=3), timedelta(seconds=10)
_RETRIES, _RETRIES_END = 2, timedelta(seconds=5)
#: An error as S3 tells it, and as the library tells what the network did.
_SAID = re.compile(r"<Code>(?P<code>[^<]*)</Code>\s*<Message>(?P<message>[^<]*)</Message>")
_CAUSE = re.compile(r'\b(?:message: |error: )\\?"([^"\\]+)')
_NO_BUCKET = "NoSuchBucket"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object: its bytes, when it was put, and its tag there."""

    content: bytes
    modified: datetime
    tag: str


class _Given:
    """Blocks on their way; the library says of what they raise only that something was."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self.are_others = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._blocks
        except OtherBytes:
            self.are_others = True
            raise


class ObjectClient:
    """Asks one store. Every method raises MediaStoreAway when it does not answer, or refuses us.

    Made, it asks nothing yet. Raises SettingsError when the library is missing or the address cannot be used; `setting` is
    what named the address.
    """

    def __init__(self, url: str, setting: str) -> None:
        if obstore is None:
            raise SettingsError(
                f"{setting} names {url}, and the library for object stores is not installed: pip install 'feedservice[s3]'."
            )
        self.url = url
        try:
            self.store = from_url(
                url,
                client_options={"connect_timeout": _CONNECT, "timeout": _REQUEST, "allow_http": _is_plain()},
                retry_config={
                    "max_retries": _RETRIES,
                    "retry_timeout": _RETRIES_END,
                    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1)},
                },
            )
        except exceptions.BaseError as error:
            raise SettingsError(f"{setting}: {url} cannot be used: {_brief(error)}.") from error

    def get(self, name: str) -> StoredObject | None:
        """An object; none when it is not there."""

        def got() -> StoredObject | None:
            try:
                answer = obstore.get(self.store, name)
                meta = answer.meta
                return StoredObject(bytes(answer.bytes()), meta["last_modified"], meta["e_tag"] or "")
            except FileNotFoundError as error:
                if _NO_BUCKET in str(error):
                    raise
                return None

        return self._asked(got)

    def head(self, name: str) -> tuple[int, datetime] | None:
        """How many bytes an object has, and when it was put; none when it is not there."""

        def told() -> tuple[int, datetime] | None:
            try:
                meta = obstore.head(self.store, name)
            except FileNotFoundError as error:
                if _NO_BUCKET in str(error):
                    raise
                return None
            return int(meta["size"]), meta["last_modified"]

        return self._asked(told)

    def part(self, name: str, first: int, end: int) -> bytes:
        """The bytes of an object from the first up to before the end."""
        return self._asked(lambda: bytes(obstore.get_range(self.store, name, start=first, end=end)))

    def put_blocks(self, name: str, blocks: Iterator[bytes], media_type: str, cache: str) -> bool:
        """Put an object part by part; it is there when all of it is. False when the blocks turn out to be others than meant."""
        attributes: Any = {"Content-Type": media_type, "Cache-Control": cache}
        given = _Given(blocks)

        def put() -> bool:
            try:
                obstore.put(self.store, name, iter(given), attributes=attributes)
            except Exception:
                if given.are_others:
                    return False
                raise
            return True

        return self._asked(put)

    def put(self, name: str, content: bytes, media_type: str, cache: str) -> str:
        """Put an object in place of what is there. Returns its tag."""
        return self._put(name, content, media_type, cache, "overwrite") or ""

    def create(self, name: str, content: bytes, media_type: str, cache: str) -> bool:
        """Put an object unless one is there. Whether it was put."""
        return self._put(name, content, media_type, cache, "create") is not None

    def replace(self, name: str, content: bytes, media_type: str, cache: str, tag: str) -> str | None:
        """Put an object in place of the one with this tag; nothing is done, and none returned, when it is another by now."""
        return self._put(name, content, media_type, cache, {"e_tag": tag} if tag else "create")

    def _put(self, name: str, content: bytes, media_type: str, cache: str, mode: Any) -> str | None:
        attributes: Any = {"Content-Type": media_type, "Cache-Control": cache}

        def put() -> str | None:
            try:
                return obstore.put(self.store, name, content, attributes=attributes, mode=mode)["e_tag"] or ""
            except (exceptions.AlreadyExistsError, exceptions.PreconditionError):
                return None

        return self._asked(put)

    def delete(self, names: list[str]) -> None:
        """Take objects away; those that are not there are no fault."""
        if names:
            self._asked(lambda: obstore.delete(self.store, names))

    def listed(self, folder: str | None = None) -> Iterator[tuple[str, int]]:
        """Name and size in bytes of all objects, or of those in a folder."""

        def pages() -> list[tuple[str, int]]:
            listed = obstore.list(self.store, prefix=folder, chunk_size=1000)
            return [(str(one["path"]), int(one["size"])) for page in listed for one in page]

        yield from self._asked(pages)

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (exceptions.BaseError, OSError) as error:
            raise MediaStoreAway(self.url, _brief(error)) from error


def _brief(error: Exception) -> str:
    """What an error comes to: what the store said, or the innermost cause; the library tells some forty lines."""
    text = str(error)
    said = _SAID.search(text)
    if said:
        return f"{said['code']} ({said['message'].strip().rstrip('.')})"
    causes = _CAUSE.findall(text)
    return str(causes[-1]) if causes else text.splitlines()[0]


def _is_plain() -> bool:
    """Whether the address of the store was given without TLS, and so is meant."""
    names = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
    address = next(filter(None, (os.environ.get(name) for name in names)), "")
    return address.lower().startswith("http://")
