"""Names of conflict copies, as the programs write them, and names of editors that look like them."""

from __future__ import annotations

import pytest

from feedservice.folder.conflict_copies import conflict_copy
from feedservice.folder.match import photos_for
from feedservice.folder.neighbours import Neighbours
from feedservice.text.unicode import spelling

BESIDE = frozenset(map(spelling, ["Quay.txt", "Quay.docx", "Quay.jpg", "sudan.txt", "budget.txt", "covid.txt"]))


@pytest.mark.parametrize(
    "name",
    [
        "quay.sync-conflict-20270112-081500-QWERTY7.txt",  # Syncthing
        "quay (Tom's conflicted copy 2027-01-12).txt",  # Dropbox
        "quay (Tom’s conflicted copy 2027-01-12) (1).txt",
        "quay (Case Conflict 2).txt",
        "quay (Unicode Encoding Conflict).txt",
        "quay (In Konflikt stehende Kopie von Tom 2027-01-12).docx",
        "quay (Tom in Konflikt stehende Kopie 2027-01-12).txt",
        "quay (Copie en conflit de TOM-PC 2027-01-12).txt",
        "quay (Copia en conflicto de Tom 2027-01-12).txt",
        "quay (Copia conflictiva de Tom 2027-01-12).txt",
        "quay (Copia in conflitto di Tom 2027-01-12).txt",
        "quay (Cópia em conflito de Tom 2027-01-12).txt",
        "quay (Toms konfliktkopia 2027-01-12).txt",
        "quay (Kopia powodująca konflikt, Tom 2027-01-12).txt",
        "quay (Конфликтующая копия пользователя Tom 2027-01-12).txt",
        "quay (конфліктна копія Tom 2027-01-12).txt",
        "quay (Tom の競合コピー 2027-01-12).txt",
        "quay (Tom 的冲突副本 2027-01-12).txt",
        "quay (Tom 的衝突複本).txt",
        "quay（Tom의 충돌 사본）.txt",
        "quay_conflict-20270112-081500.txt",  # ownCloud
        "quay_conflict-tom-20270112-081500.txt",
        "quay (conflicted copy tom 2027-01-12 081500).txt",  # Nextcloud
        "quay (case clash from 2027-01-12 081500).txt",
        "quay (SFConflict tom@example.org 2027-01-12-08-15-00).txt",  # Seafile
        "quay_Tom-PC_Jan-12-0815-2027_Conflict.txt",  # Synology Drive
        "quay_DiskStation_Jan-12-0815-2027_CaseConflict_1.txt",
        "quay (Conflicted copy TOM 202701120815).md",  # Obsidian Sync
        "quay (Conflicted copy 2027-01-12 for tom).txt",  # SecuriSync
        "quay(Conflict_tom (Web browser)_2027-01-12-08-15-00).txt",  # FileCloud
        "quay (# Name clash 2027-01-12 a1b2 #).txt",  # Proton Drive
        "quay (copy: conflict #1 on 2027-01-12).txt",  # Unison
        "quay.txt.conflict1",  # rclone
        "quay.conflict2.txt",
        "quay.Conflict.txt",  # Resilio
        "quay (conflicted).txt",  # pCloud
        "quay~HEAD.txt",  # git
        "quay.txt~HEAD",
        "quay.txt~feature-harbour",
        "quay_REMOTE_4711.txt",
        "quay.txt.mine",  # Subversion
        "quay.txt.r128",
        "quay_conflicted_copy.txt",
        "quay (conflict at TOM, Jan 12, 2027 08:15).txt",
        "quay-DESKTOP-Q1W2E3R.txt",  # OneDrive
        "quay-LAPTOP-1A2B3C4D-2.docx",
    ],
)  # fmt: skip
def test_a_conflict_copy_is_known_by_its_name(name: str) -> None:
    found = conflict_copy(name, BESIDE)
    assert found is not None
    assert found.certain
    assert found.of.lower() in {"quay.txt", "quay.docx", "quay.md"}


@pytest.mark.parametrize(
    "name",
    ["quay 2.txt", "quay (1).txt", "Quay(2).txt", "quay-NEWSPC01.txt", "quay-Tom's MacBook Pro.txt", "quay_conflict.txt", "sudan-conflict.txt", "quay (tom@example.org).txt",
     "quay - Copy.txt", "quay - Kopie (2).txt", "Quay copy.txt", "quay (copie).txt", "Copy of quay.txt", "Kopia av Quay.txt", "quay (conflit).txt"],
)  # fmt: skip
def test_a_name_that_editors_give_too_only_points_to_the_file_beside_it(name: str) -> None:
    found = conflict_copy(name, BESIDE)
    assert found is not None
    assert not found.certain
    assert conflict_copy(name, frozenset({"harbour.txt"})) is None


@pytest.mark.parametrize(
    "name",
    ["Sudan (conflict timeline).txt", "harbour conflict copy deadline.txt", "Press (desk@example.org).txt", "What a conflicted copy is.txt", "conflict-20270112.txt", "A conflict of interest.txt",
     "The Gaza conflict 2027-01-12.txt", "sudan-conflict-20270112.txt", "Peace (copy).txt", "Copy of budget law.txt", "Copying quay.txt", "War (2027-01-12).txt", "budget-2027.txt",
     "budget-analysis.txt", "covid-19.txt", "mine~1.txt", "In conflict (version 2).txt", "Konflikt in Kopenhagen 2027-01-12.txt", "apollo-13.txt",
     "harbour-LAPTOP-4F2K9Q.txt", "report 2.txt"],
)  # fmt: skip
def test_other_names_are_names(name: str) -> None:
    assert conflict_copy(name, BESIDE) is None


def test_a_conflict_copy_makes_no_bundle_of_two_articles_and_no_second_photo() -> None:
    lying = [
        "harbour/quay/article.txt", "harbour/quay/article (conflicted copy 2027-01-12 081500).txt", "harbour/quay/a.jpg",
        "harbour/quay/a (Tom's conflicted copy 2027-01-12).jpg",
    ]  # fmt: skip
    assert photos_for("harbour/quay/article.txt", (), Neighbours(lying)) == ("harbour/quay/a.jpg",)
