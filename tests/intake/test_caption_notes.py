"""What agencies tell editors in captions goes, and captions that only sound like it stay."""

from __future__ import annotations

import pytest

from feedservice.intake.trade.caption_lines import split_legend
from feedservice.intake.trade.caption_notes import part_note


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The lock gate. Foto: Ilka Brandt/epa - ATTENTION: For editorial use only +++ epa-Bildfunk +++", "The lock gate.", "Ilka Brandt/epa"),
        ("Der Kran. Foto: Ilka Brandt/dpa - ACHTUNG: Nur zur redaktionellen Verwendung", "Der Kran.", "Ilka Brandt/dpa"),
        ("The quay. REUTERS/Ilka Brandt ATTENTION EDITORS - THIS PICTURE WAS SUPPLIED BY A THIRD PARTY. NO ARCHIVES.", "The quay.", "REUTERS/Ilka Brandt"),
        ("EDITORIAL USE ONLY Gulls on the quay (Photo credit should read: Ilka Brandt/PA)", "Gulls on the quay", "Ilka Brandt/PA"),
        ("Gulls. EPA/ILKA BRANDT UK AND IRELAND OUT", "Gulls.", "EPA/ILKA BRANDT"),
        ("La grúa. EFE/Ilka Brandt SOLO USO EDITORIAL (CRÉDITO OBLIGATORIO)", "La grúa.", "EFE/Ilka Brandt"),
        ("Gulls on the quay (Photo credit: Ilka Brandt/Port Images)", "Gulls on the quay", "Ilka Brandt/Port Images"),
    ],
)  # fmt: skip
def test_a_caption_is_parted_from_its_note_and_its_credit(text: str, caption: str, credit: str) -> None:
    assert split_legend(text) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "Attention to detail: there were no sales, and the editors left a note.",
        "WARNING: thin ice, says a sign on the quay.",
        "NASA OUT of money: the rocket stays on its pad.",
        "He scored 3 + 4 goals, and the lights went out.",
    ],
)
def test_a_caption_that_sounds_like_a_note_stays_whole(text: str) -> None:
    assert part_note(text) == (text, "")


def test_no_word_of_caption_or_note_is_lost() -> None:
    caption, note = part_note("Gulls. EPA/ILKA BRANDT EDITORIAL USE ONLY/NO SALES")
    assert f"{caption} {note}" == "Gulls. EPA/ILKA BRANDT EDITORIAL USE ONLY/NO SALES"
