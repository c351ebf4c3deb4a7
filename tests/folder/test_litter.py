"""Names that programs and systems make, and names of editors that look like them."""

from __future__ import annotations

import pytest

from feedservice.folder.litter import in_the_cloud, is_kept_away, is_litter, left_by_a_program

#: Whatever an editor may call a file: none of these may vanish.
OF_EDITORS = (
    "C#.txt", "#MeToo march.txt", "#1 at last.docx", "~ 500 dead.txt", "~40 held.md", "old.txt", "The old.md", "orig.html", "trash.txt",
    "save.txt", "recycled.txt", "a#b.txt", "4913.txt", "5A7B2F00.txt", "sedans.txt", "lnk.txt", "Sync.txt", "night lock.txt", "part.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", OF_EDITORS)
def test_an_editors_name_is_no_litter(name: str) -> None:
    assert not is_litter(name)
    assert not left_by_a_program(name)
    assert not in_the_cloud(name)


@pytest.mark.parametrize(
    "name",
    ["quay.txt.orig", "quay.txt.REJ", "quay.txt.save", "quay.txt___jb_tmp___", "quay.txt.!Sync", "quay.bts", "x.ffs_db",
     "quay.opdownload", "quay.txt.lnk", "Backup of quay.wbk", "4913", "5036", "0A1B2C3D", "quay.txt.sb-0f0f0f0f-aB3dE9", "quay.txt.tmp.123.456",
     "sedX1yZ2a", "ehthumbs_vista.db", "quay.txt.old"],
)  # fmt: skip
def test_what_a_program_left_lying_is_told_without_alarm(name: str) -> None:
    assert not is_litter(name)
    assert left_by_a_program(name)


@pytest.mark.parametrize("name", ["2026", "4914", "20261118", "DEADBEEF", "FEEDFACE", "LICENSE", "sedatives", "Notes"])
def test_a_file_without_an_ending_is_a_programs_only_by_its_very_name(name: str) -> None:
    assert not left_by_a_program(name)


@pytest.mark.parametrize(
    "name",
    ["@Recycle", "#RECYCLE", "$Recycle.Bin", "Network Trash Folder", "@GMT-2026.11.18-01.00.00", "_vti_cnf", ".zfs", "~snapshot", "Trashbox",
     "(A Document Being Saved By TextEdit 2)", "node_modules", "Quay.txt.sb-0f0f0f0f-aB3dE9", "quay.download"],
)  # fmt: skip
def test_a_systems_folder_is_kept_away_in_any_case(name: str) -> None:
    assert is_kept_away(name)


@pytest.mark.parametrize(
    "name",
    ["C#", "#MeToo", "2026", "4913", "recycling", "Snapshots of the year", "temporary", "_drafts", "@home", "trashed"],
)
def test_an_editors_folder_is_not(name: str) -> None:
    assert not is_kept_away(name)


@pytest.mark.parametrize("name", ["a walk in the.cloud", "quay.nextcloud", "quay.icloud", ".icloud", "icloud"])
def test_what_only_ends_like_a_placeholder_is_none(name: str) -> None:
    assert not in_the_cloud(name)
