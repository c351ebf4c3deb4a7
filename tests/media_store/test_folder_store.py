"""Photos in the state folder: each whole or not at all, and never made twice."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from feedservice.article import SourceFile
from feedservice.media_store.folder_store import FolderStore
from feedservice.photos.develop import ServedPhoto, develop
from tests.newsroom import picture

LIMIT = 1_000_000


def developed(content: bytes, store: FolderStore | None = None) -> ServedPhoto:
    """A photo of these bytes."""
    return develop(SourceFile("mine.jpg", content, f"{len(content):064x}"), LIMIT, store)


def keep(photo: ServedPhoto, store: FolderStore) -> None:
    """As the press does."""
    store.keep(photo.source_sha256, photo.renditions, photo.contents)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A store whose folder is not there yet."""
    return FolderStore(tmp_path / "photos")


def test_the_served_copy_is_the_file_byte_for_byte(store: FolderStore) -> None:
    content = picture()
    photo = developed(content)
    keep(photo, store)
    kept = store.read(photo.rendition.name)
    assert kept
    assert kept.content == content
    assert store.size_bytes(photo.rendition.name) == len(content)
    assert list(store.names()) == [photo.rendition.name]


def test_what_is_kept_is_not_made_again_unless_it_is_damaged(store: FolderStore) -> None:
    content = picture()
    first = developed(content, store)
    assert first.contents
    keep(first, store)
    again = developed(content, store)
    assert (again.renditions, again.contents) == (first.renditions, ())
    (store.folder / first.rendition.name).write_bytes(b"cut off")
    assert developed(content, store).contents == first.contents


def test_a_copy_already_there_is_left_alone_and_a_damaged_one_is_replaced(store: FolderStore) -> None:
    photo = developed(picture())
    keep(photo, store)
    target = store.folder / photo.rendition.name
    inode = target.stat().st_ino
    keep(photo, store)
    assert target.stat().st_ino == inode
    target.write_bytes(b"cut off")
    keep(photo, store)
    assert target.read_bytes() == photo.contents[0]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_that_is_served_and_the_next_try_succeeds(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    photo = developed(picture())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, step, full)
        with pytest.raises(OSError, match="No space"):
            keep(photo, store)
    assert all(name.startswith(".") for name in store.names())
    keep(photo, store)
    assert {name: kept.content for name in store.names() if (kept := store.read(name))} == {
        photo.rendition.name: photo.contents[0]
    }


def test_what_is_not_there_is_none_and_no_error(store: FolderStore) -> None:
    assert (store.read("a.jpg"), store.size_bytes("a.jpg"), list(store.names())) == (None, None, [])


def test_a_film_is_taken_in_by_blocks_and_only_under_its_own_name(store: FolderStore) -> None:
    content = [b"one", b"two" * 100_000]
    name = f"{sha256(b''.join(content)).hexdigest()[:32]}.mp4"
    assert not store.take_in(name, iter([b"another"]))
    assert list(store.names()) == []
    assert store.take_in(name, iter(content))
    assert store.has(name, 300_003)
    kept = store.stream(name)
    assert kept is not None
    assert (kept.size_bytes, b"".join(kept.blocks(2, 5))) == (300_003, b"etw")


def test_what_a_kill_left_of_a_film_goes_when_it_is_taken_in_again(store: FolderStore) -> None:
    name = f"{sha256(b'film').hexdigest()[:32]}.mp4"
    store.folder.mkdir()
    old, fresh = store.folder / f".{name}.1", store.folder / f".{name}.2"
    for left in (old, fresh):
        left.write_bytes(b"fi")
    os.utime(old, (1, 1))
    assert store.take_in(name, iter([b"film"]))
    assert (old.exists(), fresh.exists()) == (False, True)
