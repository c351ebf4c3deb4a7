"""Copies of what an object store holds: bounded, whole, and with the instants of the store."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from feedservice.media_store.kept_file import KeptFile
from feedservice.media_store.media_cache import MediaCache

WHEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_copy_is_what_was_put_in_with_its_instant(tmp_path: Path) -> None:
    cache = MediaCache(tmp_path / "media-cache", 1_000_000)
    assert cache.read("a.jpg") is None
    cache.put("a.jpg", KeptFile(b"bytes", WHEN))
    assert cache.read("a.jpg") == KeptFile(b"bytes", WHEN)
    assert (tmp_path / "media-cache/a.jpg").stat().st_mode & 0o077 == 0


def test_what_was_asked_for_least_of_late_goes(tmp_path: Path) -> None:
    cache = MediaCache(tmp_path, 1_000)
    for number in range(9):
        cache.put(f"{number}.jpg", KeptFile(b"x" * 100, WHEN))
        os.utime(tmp_path / f"{number}.jpg", (1000 + number, WHEN.timestamp()))
    cache.read("0.jpg")  # asked for a moment ago
    for number in range(9, 12):
        cache.put(f"{number}.jpg", KeptFile(b"x" * 100, WHEN))
    held = {path.name for path in tmp_path.iterdir()}
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1_100
    assert "0.jpg" in held
    assert not {"1.jpg", "2.jpg"} & held
    assert cache.read("0.jpg") == KeptFile(b"x" * 100, WHEN)


def test_many_that_write_and_read_at_once_never_see_a_part(tmp_path: Path) -> None:
    caches, whole = [MediaCache(tmp_path, 50_000) for _ in range(4)], b"y" * 10_000
    wrong: list[object] = []

    def work(cache: MediaCache) -> None:
        try:
            for number in range(60):
                cache.put(f"{number % 12}.jpg", KeptFile(whole, WHEN))
                found = cache.read(f"{(number + 5) % 12}.jpg")
                if found and found.content != whole:
                    wrong.append(found)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(cache,)) for cache in caches]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []
    assert all(not path.name.startswith(".") for path in tmp_path.iterdir())
