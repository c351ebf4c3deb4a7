"""What the desk says of where an article stands, and how to bring it back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from feedservice.article import Correction, Outcome
from feedservice.editing.life.standing import Cause, Standing
from feedservice.web.desk.article_status import Account, account
from tests.factories import make_article

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEFT = NOW - timedelta(days=2)
LIFE = timedelta(days=30)


def of(state: Outcome, article: dict[str, object] | None = None, **standing: object) -> Account:
    return account(Standing(make_article(**(article or {})), state, **standing), NOW, LIFE, lambda one: f"{one:%d.%m.}")


def test_what_is_in_print_says_so_with_its_correction_and_its_end() -> None:
    assert of(Outcome.PUBLISHED) == Account("In the feeds and on the site.")
    notes = (Correction("Ten.", date(2026, 11, 3)),)
    told = of(Outcome.CORRECTED, {"corrections": notes, "expires": NOW})
    assert told.state == ("In the feeds and on the site, with its correction of 3 November 2026. It expires on 23.11..")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            Outcome.SCHEDULED,
            "It waits for the time that its file states. It goes out on 23.11.. It left print on 21.11..",
        ),
        (Outcome.DRAFT, "Kept back as a draft. It left print on 21.11.."),
        (Outcome.EXPIRED, "Its time was over on 21.11.: it has left the feeds and the site."),
        (Outcome.REFUSED, "Not published: its file cannot be used. It left print on 21.11.."),
    ],
)
def test_what_is_not_in_print_says_why_and_what_to_do(state: Outcome, words: str) -> None:
    told = of(state, due=NOW, left=LEFT)
    assert told.state == words
    assert told.remedy
    assert told.until is None


@pytest.mark.parametrize("cause", list(Cause))
def test_a_withdrawal_says_by_what_and_how_to_bring_it_back(cause: Cause) -> None:
    told = of(Outcome.WITHDRAWN, cause=cause.value, reason="Wrong", left=LEFT)
    assert told.state.startswith("Withdrawn")
    assert told.state.endswith(" It left print on 21.11..")
    assert told.reason == "Wrong"
    assert "back" in told.remedy
    assert told.until == (None if cause is Cause.STATUS else LEFT + LIFE)


@pytest.mark.parametrize("cause", [Cause.FILE_GONE, Cause.DISPLACED, Cause.FOLDER, Cause.COMMAND])
def test_when_its_tombstone_has_run_out_it_is_too_late(cause: Cause) -> None:
    told = of(Outcome.WITHDRAWN, cause=cause.value, left=NOW - LIFE)
    assert told.is_over
    assert "too late" in told.remedy
    assert ("Id: tag:" in told.remedy) is (cause is not Cause.COMMAND)


def test_a_file_that_went_after_a_command_is_to_come_back_too() -> None:
    told = of(Outcome.WITHDRAWN, cause=Cause.COMMAND.value, left=LEFT, vanished=NOW)
    assert told.remedy.endswith("drop it again as well.")


def test_what_was_never_in_print_left_nothing_and_may_come_at_any_time() -> None:
    told = of(Outcome.WITHDRAWN, cause=Cause.COMMAND.value)
    assert (told.until, "left print" in told.state) == (None, False)


def test_a_withdrawal_that_was_undone_is_being_brought_back() -> None:
    assert "being brought back" in of(Outcome.WITHDRAWN, left=LEFT).state
