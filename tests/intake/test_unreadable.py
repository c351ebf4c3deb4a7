"""What the desk says of kinds of file that are not read."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.errors import UnknownFormat
from feedservice.intake.kinds.file_kinds import FORMS, UNREAD
from feedservice.intake.kinds.unreadable import unknown
from tests.factories import make_source


def test_no_kind_that_is_read_stands_among_those_that_are_not() -> None:
    assert not set(UNREAD) & set(FORMS)


@pytest.mark.parametrize(
    "ending", ["doc", "rtf", "odt", "pages", "pdf", "epub", "zip", "avi", "wav", "ai", "psd", "msg", "xyz", "DOC"]
)
def test_each_kind_has_a_sentence_that_names_it_and_a_remedy(ending: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        intake.read(make_source(f"harbour.{ending}", b"\0\1\2"))
    assert f"(.{ending.lower()})" in caught.value.what
    assert caught.value.what.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_a_name_without_an_ending_is_told_so() -> None:
    assert "no ending" in unknown("harbour")[0]


def test_every_sentence_reads_as_one() -> None:
    for ending in UNREAD:
        what, remedy = unknown(f"x{ending}")
        assert what.startswith("This is ")
        assert "  " not in what + remedy
        assert remedy[0].isupper()
