"""The content folder, on real disks."""

from __future__ import annotations

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from feedservice.article import Outcome
from feedservice.errors import FolderError, TooLarge, UnreadableFile
from feedservice.folder import scan as folder
from feedservice.folder.litter import KEPT_AWAY
from feedservice.folder.scan import scan
from feedservice.folder.settle import Known, compare
from feedservice.folder.stamps import Scan, Stamp
from tests.factories import NOW

LIMIT = 1_000_000


def write(root: Path, path: str, content: bytes = b"text") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def seen(root: Path) -> set[str]:
    return set(scan(root).stamps)


def test_every_file_is_seen_by_its_path_below_the_folder(tmp_path: Path) -> None:
    for path in ("a.txt", "world/b.html", "world/asia/c.jpg", "with space é 文.txt"):
        write(tmp_path, path)
    assert seen(tmp_path) == {"a.txt", "world/b.html", "world/asia/c.jpg", "with space é 文.txt"}


def test_a_stamp_is_size_time_and_inode(tmp_path: Path) -> None:
    status = write(tmp_path, "a.txt", b"12345").stat()
    assert scan(tmp_path).stamps["a.txt"] == Stamp(5, status.st_mtime_ns, status.st_ino)


@pytest.mark.parametrize(
    "name",
    [".hidden", ".DS_Store", "~$mine.docx", "#mine#", "mine.txt~", "mine.txt.tmp", "mine.part", "mine.crdownload", "mine.swp",
     "mine.lock", "mine.txt.bak", "Thumbs.db", "desktop.ini", "mine.FILEPART", "mine.docx:Zone.Identifier", "Thumbs.db:encryptable", "Word Work File D_1.tmp", "~WRD0001.docx"],
)  # fmt: skip
def test_files_that_programs_make_for_themselves_are_skipped_without_a_word(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    write(tmp_path, "mine.html")
    found = scan(tmp_path)
    assert set(found.stamps) == {"mine.html"}
    assert not found.refused


def test_hidden_folders_are_skipped_with_all_they_hold(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.txt")
    assert scan(tmp_path) == Scan({}, empty=True)


@pytest.mark.parametrize("name", ["mine~1.txt", "part.txt", "tmp.txt", "a#1.txt", "_draft.txt", "bak.html"])
def test_names_that_only_resemble_them_are_seen(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert seen(tmp_path) == {name}


def test_folders_of_the_system_are_not_looked_into(tmp_path: Path) -> None:
    for name in KEPT_AWAY:
        write(tmp_path, f"{name}/a.txt")
        write(tmp_path, f"deep/{name.upper()}/a.txt")
    write(tmp_path, "lost/a.txt")
    assert seen(tmp_path) == {"lost/a.txt"}


def test_names_with_a_hash_are_names_like_any_other(tmp_path: Path) -> None:
    for path in (
        "#MeToo march.txt",
        "C#/a tour.txt",
        "#a/b.txt",
        "~ 500 homeless.txt",
        "~40 arrests.txt",
        "2026/a.txt",
        "4913/a.txt",
    ):
        write(tmp_path, path)
    write(tmp_path, "#a.txt#")
    assert seen(tmp_path) == {
        "#MeToo march.txt", "C#/a tour.txt", "#a/b.txt", "~ 500 homeless.txt", "~40 arrests.txt", "2026/a.txt", "4913/a.txt"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("placeholder", "file"),
    [(".quay.txt.icloud", "quay.txt"), (".Quay.docx.iCloud", "Quay.docx"), ("quay.md.nextcloud", "quay.md"),
     ("quay.jpg.owncloud", "quay.jpg"), ("quay.txt.cloud", "quay.txt")],
)  # fmt: skip
def test_a_placeholder_says_where_its_file_is(tmp_path: Path, placeholder: str, file: str) -> None:
    write(tmp_path, f"harbour/{placeholder}", b"bplist00")
    found = scan(tmp_path)
    assert not found.stamps
    assert "only in the cloud" in found.refused[f"harbour/{file}"].what
    assert not found.empty


def test_a_placeholder_of_a_file_that_is_here_counts_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, ".quay.txt.icloud")
    write(tmp_path, "quay.txt")
    assert seen(tmp_path) == {"quay.txt"}
    assert not scan(tmp_path).refused


@pytest.mark.parametrize("name", [".icloud", ".DS_Store.icloud", ".~lock.quay.docx#.icloud"])
def test_a_placeholder_of_a_programs_own_file_is_nobodys(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert scan(tmp_path) == Scan({}, empty=True)


def test_of_a_saved_page_only_the_page_and_its_pictures_are_seen(tmp_path: Path) -> None:
    for name in ("quay.jpg", "style.css", "app.js", "saved_resource.html", "f.txt", "deep/font.woff2"):
        write(tmp_path, f"harbour/Quay_files/{name}")
    write(tmp_path, "harbour/quay.html")
    write(tmp_path, "harbour/site.css")
    assert seen(tmp_path) == {"harbour/quay.html", "harbour/Quay_files/quay.jpg"}


def test_a_saved_pages_folder_is_known_by_what_is_in_it_when_the_page_has_another_name(tmp_path: Path) -> None:
    write(tmp_path, "harbour/Old name-Dateien/frame.html")
    write(tmp_path, "harbour/Old name-Dateien/look.css")
    write(tmp_path, "harbour/quay.html")
    assert seen(tmp_path) == {"harbour/quay.html"}


def test_a_section_called_like_a_saved_pages_folder_is_a_section(tmp_path: Path) -> None:
    write(tmp_path, "cold_files/murder.html")
    write(tmp_path, "cold_files/theft.txt")
    write(tmp_path, "style.css")
    write(tmp_path, "plain/quay.txt")
    assert seen(tmp_path) == {"cold_files/murder.html", "cold_files/theft.txt", "style.css", "plain/quay.txt"}


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.txt")
    root = tmp_path / "content"
    root.mkdir()
    (root / "file.txt").symlink_to(outside)
    (root / "up.txt").symlink_to("../outside/secret.txt")
    (root / "folder").symlink_to(outside.parent)
    found = scan(root)
    assert not found.stamps
    assert {path: problem.what for path, problem in found.refused.items()} == dict.fromkeys(
        ["file.txt", "up.txt", "folder"], "This link leads out of the content folder."
    )


def test_a_folder_whose_name_begins_like_the_content_folder_is_outside_it(tmp_path: Path) -> None:
    outside = write(tmp_path, "content-secret/a.txt")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.txt").symlink_to(outside)
    assert "a.txt" in scan(tmp_path / "content").refused


def test_a_link_inside_the_folder_counts_as_the_file(tmp_path: Path) -> None:
    write(tmp_path, "world/a.txt")
    (tmp_path / "b.txt").symlink_to("world/a.txt")
    stamps = scan(tmp_path).stamps
    assert stamps["b.txt"] == stamps["world/a.txt"]


def test_the_content_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "content").symlink_to("real")
    assert seen(tmp_path / "content") == {"a.txt"}


def test_links_that_lead_nowhere_in_circles_or_to_folders_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "world/a.txt")
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    (tmp_path / "again").symlink_to("world")
    assert set(scan(tmp_path).refused) == {"gone.txt", "circle.txt", "again"}
    assert seen(tmp_path) == {"world/a.txt"}


def test_a_pipe_is_refused_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = scan(tmp_path)
    assert not found.stamps
    assert found.refused["pipe.txt"].what == "This is no file but a device or pipe."


def test_a_name_that_is_no_text_is_refused_with_a_name_that_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    found = scan(tmp_path)
    assert not found.stamps
    (shown,) = found.refused
    assert shown.encode("utf-8").decode("utf-8") == "caf\ufffd.txt"


def test_a_folder_we_may_not_look_into_is_named_and_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so the disk's refusal is played."""
    write(tmp_path, "locked/a.txt")
    write(tmp_path, "open/b.txt")
    really = os.scandir

    def refusing(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = scan(tmp_path)
    assert set(found.stamps) == {"open/b.txt"}
    assert found.blind == ("locked/",)
    assert "Permission denied" in found.refused["locked"].what


def test_folders_too_deep_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c/deep.txt")
    write(tmp_path, "a/b/fine.txt")
    found = scan(tmp_path, levels=2)
    assert set(found.stamps) == {"a/b/fine.txt"}
    assert set(found.refused) == {"a/b/c"}


@pytest.mark.parametrize(
    "make",
    [lambda path: None, lambda path: path.write_text("x"), lambda path: path.symlink_to(path)],
    ids=["missing", "a file", "a circle"],
)
def test_a_content_folder_that_cannot_be_trusted_stops_the_turn(tmp_path: Path, make) -> None:
    make(tmp_path / "content")
    with pytest.raises(FolderError, match="content"):
        scan(tmp_path / "content")


def test_a_folder_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    assert scan(tmp_path).empty
    (tmp_path / "world").mkdir()
    assert not scan(tmp_path).empty


STAMP, OTHER = Stamp(10, 1, 1), Stamp(11, 2, 1)
SETTLE = timedelta(seconds=10)
LONG_AGO, JUST_NOW, AHEAD = NOW - SETTLE, NOW - timedelta(seconds=9), NOW + timedelta(seconds=1)
WAITING, PUBLISHED, GONE = Outcome.WAITING, Outcome.PUBLISHED, Outcome.GONE
#: What the look saw, what is remembered, and the fate of the file.
SETTLE_RULE = {
    "new": (STAMP, None, "moving"),
    "seen twice, too soon": (STAMP, Known(STAMP, JUST_NOW, WAITING), "waiting"),
    "seen twice, long enough": (STAMP, Known(STAMP, LONG_AGO, WAITING), "settled"),
    "changed while waiting": (OTHER, Known(STAMP, LONG_AGO, WAITING), "moving"),
    "empty, however long": (Stamp(0, 1, 1), Known(Stamp(0, 1, 1), LONG_AGO, WAITING), "waiting"),
    "published, unchanged": (STAMP, Known(STAMP, LONG_AGO, PUBLISHED), "nothing"),
    "published, changed": (OTHER, Known(STAMP, LONG_AGO, PUBLISHED), "moving"),
    "published, replaced by another of the same size and time": (Stamp(10, 1, 2), Known(STAMP, LONG_AGO, PUBLISHED), "moving"),
    "scheduled, due": (STAMP, Known(STAMP, LONG_AGO, Outcome.SCHEDULED, NOW), "settled"),
    "scheduled, not due": (STAMP, Known(STAMP, LONG_AGO, Outcome.SCHEDULED, AHEAD), "nothing"),
    "the clock went back": (STAMP, Known(STAMP, AHEAD, WAITING), "moving"),
    "vanished just now": (None, Known(STAMP, LONG_AGO, PUBLISHED), "moving"),
    "vanished, too soon": (None, Known(None, JUST_NOW, Outcome.GONE), "nothing"),
    "vanished for good": (None, Known(None, LONG_AGO, Outcome.GONE), "gone"),
    "a refused link is gone": (None, Known(None, LONG_AGO, Outcome.REFUSED), "moving"),
    "came back": (STAMP, Known(None, LONG_AGO, Outcome.GONE), "moving"),
}  # fmt: skip


@pytest.mark.parametrize(("stamp", "known", "fate"), SETTLE_RULE.values(), ids=SETTLE_RULE)
def test_the_settle_rule(stamp: Stamp | None, known: Known | None, fate: str) -> None:
    look = Scan({"a.txt": stamp} if stamp else {})
    difference = compare(look, {"a.txt": known} if known else {}, NOW, SETTLE)
    assert {
        "settled": "a.txt" in difference.settled,
        "gone": "a.txt" in difference.gone,
        "moving": difference.moving == {"a.txt": stamp},
    } == {name: name == fate for name in ("settled", "gone", "moving")}
    assert ("a.txt" in difference.waiting) == (stamp is not None and fate in ("moving", "waiting"))


def test_what_lies_in_a_folder_we_could_not_look_into_stays_as_it_was() -> None:
    known = {"locked/a.txt": Known(STAMP, LONG_AGO, PUBLISHED), "locked2/a.txt": Known(STAMP, LONG_AGO, PUBLISHED)}
    difference = compare(Scan({}, blind=("locked/",)), known, NOW, SETTLE)
    assert set(difference.moving) == {"locked2/a.txt"}


def stamp_of(path: Path) -> Stamp:
    status = path.stat()
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def test_a_file_is_read_whole_with_its_hash(tmp_path: Path) -> None:
    file = write(tmp_path, "world/a.txt", b"news")
    source = folder.read(tmp_path, "world/a.txt", stamp_of(file), LIMIT)
    assert source is not None
    assert (source.path, source.content, source.sha256) == ("world/a.txt", b"news", sha256(b"news").hexdigest())


def test_a_file_that_changed_between_look_and_reading_must_wait(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", b"news")
    stamp = stamp_of(file)
    file.write_bytes(b"later news")
    assert folder.read(tmp_path, "a.txt", stamp, LIMIT) is None


def test_a_file_that_changes_while_it_is_read_must_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, "a.txt", b"news")
    stamp = stamp_of(file)
    looks = iter([stamp, Stamp(stamp.size_bytes, stamp.mtime_ns + 1, stamp.inode)])
    monkeypatch.setattr(folder, "stamp_of", lambda status: next(looks))
    assert folder.read(tmp_path, "a.txt", stamp, LIMIT) is None


def test_a_file_that_vanished_must_wait(tmp_path: Path) -> None:
    assert folder.read(tmp_path, "a.txt", STAMP, LIMIT) is None
    assert folder.read(tmp_path, "no/folder/a.txt", STAMP, LIMIT) is None


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match=r"2\.0 MB; the limit is 1\.0 MB"):
        folder.read(tmp_path, "not-there.txt", Stamp(2 * LIMIT, 1, 1), LIMIT)


def test_a_file_that_became_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.txt", b"secret")
    root = tmp_path / "content"
    file = write(root, "a.txt", b"public")
    stamp = stamp_of(file)
    file.unlink()
    file.symlink_to(outside)
    with pytest.raises(UnreadableFile, match="out of the content folder"):
        folder.read(root, "a.txt", stamp, LIMIT)


def test_a_file_whose_folder_became_a_link_out_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a.txt", b"secret")
    root = tmp_path / "content"
    file = write(root, "world/a.txt", b"public")
    stamp = stamp_of(file)
    (root / "world").rename(tmp_path / "old")
    (root / "world").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableFile, match="out of the content folder"):
        folder.read(root, "world/a.txt", stamp, LIMIT)


@pytest.mark.parametrize(
    "make", [lambda path: path.mkdir(), lambda path: path.symlink_to(path)], ids=["folder", "circle"]
)
def test_a_file_that_became_what_cannot_be_opened_is_named(tmp_path: Path, make) -> None:
    make(tmp_path / "a.txt")
    with pytest.raises(UnreadableFile, match=r"a\.txt"):
        folder.read(tmp_path, "a.txt", STAMP, LIMIT)


def test_reading_a_folder_leaves_no_descriptor_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    before = set(Path("/proc/self/fd").iterdir())
    with pytest.raises(UnreadableFile):
        folder.read(tmp_path, "a.txt", STAMP, LIMIT)
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_a_file_that_became_a_pipe_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert folder.read(tmp_path, "a.txt", STAMP, LIMIT) is None


def test_times_and_inodes_beyond_a_database_are_folded_and_still_tell_changes(tmp_path: Path) -> None:
    file = tmp_path / "far.txt"
    file.write_text("text")
    real = file.stat()
    far = os.stat_result((*real[:1], 2**64 - 5, *real[2:]), {"st_mtime_ns": 2**63 + 7})
    stamp = folder.stamp_of(far)
    assert (stamp.mtime_ns, stamp.inode) == (7 - 2**63, -5)
    assert folder.stamp_of(real) == Stamp(4, real.st_mtime_ns, real.st_ino)
