"""What follows from a look at the folder: decided on values, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from feedservice.article import Outcome, Problem, Receipt, Severity
from feedservice.editing.prepare import Prepared
from feedservice.errors import FolderError
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.settle import Difference, Known
from feedservice.folder.stamps import Scan, Stamp
from feedservice.press.look import (
    Look,
    files_missing,
    lost_files,
    photo_receipts,
    refusals,
    refuse_sudden_emptiness,
    sidecar_receipts,
)
from tests.factories import NOW

STAMP = Stamp(3, 1, 7)
ODD = Problem("odd", "It is a link.", "Copy the file itself.")


def known(outcome: Outcome, article_id: str = "") -> Known:
    return Known(STAMP, NOW, outcome, article_id=article_id)


def look(
    seen: Iterable[str] = (),
    memory: dict[str, Outcome] | None = None,
    settled: tuple[str, ...] = (),
    gone: tuple[str, ...] = (),
    waiting: Iterable[str] = (),
    **scan: Any,
) -> Look:
    remembered = {path: known(outcome) for path, outcome in (memory or {}).items()}
    difference = Difference(settled, gone, {}, frozenset(waiting))
    return Look(NOW, NOW, None, Scan(dict.fromkeys(seen, STAMP), **scan), remembered, difference, Neighbours(seen), 0)


def read(path: str, *wanted: str, problems: tuple[Problem, ...] = (), photos: tuple[Problem, ...] = ()) -> Prepared:
    return Prepared(Receipt(path, Outcome.PUBLISHED, problems=problems), wanted=wanted, photo_problems=photos)


def outcomes(receipts: Iterable[Receipt]) -> dict[str, str]:
    return {receipt.path: receipt.outcome.value for receipt in receipts}


def test_a_photo_is_told_of_when_it_settled_or_when_what_it_is_used_for_changed() -> None:
    found = look(
        ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "a.txt"],
        {"a.jpg": Outcome.UNUSED, "b.jpg": Outcome.USED, "d.jpg": Outcome.UNUSED},
        settled=("d.jpg", "a.txt"),
    )
    told = photo_receipts(
        found, [read("a.txt", "a.jpg", "b.jpg", "c.jpg", "not there.jpg")], {"a.jpg", "b.jpg", "c.jpg"}
    )
    assert outcomes(told) == {"a.jpg": "used", "c.jpg": "used", "d.jpg": "unused"}


def test_a_broken_photo_is_refused_and_one_being_written_waits() -> None:
    broken = Problem("a.jpg", "It is no picture.", "Save it again.", Severity.WARNING)
    found = look(["a.jpg", "b.jpg"], waiting=["b.jpg"])
    (receipt,) = photo_receipts(found, [read("a.txt", "a.jpg", "b.jpg", photos=(broken,))], {"a.jpg", "b.jpg"})
    assert (receipt.path, receipt.outcome) == ("a.jpg", Outcome.REFUSED)
    assert receipt.problems == (Problem("a.jpg", "It is no picture.", "Save it again.", Severity.ERROR),)


@pytest.mark.parametrize(
    ("seen", "memory", "settled", "gone", "expected"),
    [
        (["a.yaml"], {}, ("a.yaml",), (), {"a.yaml": "unused"}),
        (["a.yaml", "a.txt"], {"a.yaml": Outcome.UNUSED}, ("a.yaml",), (), {"a.yaml": "used"}),
        (["a.yaml"], {"a.yaml": Outcome.USED}, (), ("a.txt",), {"a.yaml": "unused"}),
        (["a.yaml"], {"a.yaml": Outcome.UNUSED}, (), ("a.txt",), {}),
        (["b/a.yaml"], {"b/a.yaml": Outcome.USED}, (), ("a.txt",), {}),
        (["a.yaml", "a.txt"], {"a.yaml": Outcome.USED}, (), ("a.jpg",), {}),
    ],
)
def test_a_sidecar_is_told_of_when_it_settled_or_its_article_came_or_went(
    seen: list[str],
    memory: dict[str, Outcome],
    settled: tuple[str, ...],
    gone: tuple[str, ...],
    expected: dict[str, str],
) -> None:
    assert outcomes(sidecar_receipts(look(seen, memory, settled, gone), [])) == expected


def test_what_an_article_has_against_its_sidecar_refuses_that_once() -> None:
    wrong = Problem("a.yaml", "It cannot be read.", "Mend it.")
    found = look(["a.yaml", "a.txt", "c.yaml", "c.txt"], dict.fromkeys(["a.yaml", "c.yaml"], Outcome.USED))
    (receipt,) = sidecar_receipts(found, [read("a.txt", problems=(wrong, wrong, ODD))])
    assert (receipt.path, receipt.outcome, receipt.problems) == ("a.yaml", Outcome.REFUSED, (wrong,))


def test_missing_is_what_is_remembered_and_not_seen_where_we_could_look() -> None:
    memory = dict.fromkeys(["here.txt", "away.txt", "odd", "shut/a.txt"], Outcome.PUBLISHED)
    found = look(["here.txt"], memory, refused={"odd": ODD}, blind=("shut/",))
    assert files_missing(found) == ["away.txt"]
    assert refusals(found) == [Receipt("odd", Outcome.REFUSED, problems=(ODD,))]


@pytest.mark.parametrize(
    ("memory", "alarms"),
    [
        (known(Outcome.PUBLISHED, "tag:a"), True),
        (known(Outcome.SCHEDULED), True),
        (known(Outcome.GONE, "tag:a"), False),
        (known(Outcome.REFUSED), False),
    ],
)
def test_an_empty_folder_that_articles_came_from_is_refused(memory: Known, alarms: bool) -> None:
    refuse_sudden_emptiness(Scan({}), {"a.txt": memory})
    if alarms:
        with pytest.raises(FolderError, match="though 1 articles came from it"):
            refuse_sudden_emptiness(Scan({}, empty=True), {"a.txt": memory})
    else:
        refuse_sudden_emptiness(Scan({}, empty=True), {"a.txt": memory})


def test_the_alarm_names_three_and_says_that_there_are_more() -> None:
    assert "4 of 9 articles in print have lost their files (a, b, c …)" in lost_files(["d", "c", "b", "a"], 9)
    assert "(a, b)" in lost_files(["b", "a"], 9)
