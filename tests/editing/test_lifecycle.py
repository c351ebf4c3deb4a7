"""The one table of transitions: whole, equal to the one in the documentation, and safe."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from feedservice.article import Correction, Outcome
from feedservice.editing.life.lifecycle import IN_PRINT, TRANSITIONS, Event, after, leaves_print
from feedservice.editing.life.release import Release
from feedservice.editing.outcomes import verdict
from feedservice.store.schema import IN_PRINT as IN_PRINT_SQL
from feedservice.store.schema import OUT_OF_PRINT
from tests.factories import NOW

PAGE = Path(__file__).parent.parent.parent / "docs/life.md"
EVERY = list(product(TRANSITIONS, Event))


def test_every_state_knows_what_every_event_makes_of_it() -> None:
    assert all(set(row) == set(Event) for row in TRANSITIONS.values())
    assert all(outcome in TRANSITIONS for row in TRANSITIONS.values() for outcome in row.values())


def test_the_table_in_the_documentation_is_this_one() -> None:
    lines = PAGE.read_text().partition("## Transitions")[2].partition("\n## ")[0].splitlines()
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    heads = rows[0][1:]
    assert heads == [event.value for event in Event]
    told = {(row[0], event): cell for row in rows[2:] for event, cell in zip(heads, row[1:], strict=True)}
    assert told == {(state.value, event.value): after(state, event).value for state, event in EVERY}


def test_every_state_and_event_is_explained() -> None:
    text = PAGE.read_text()
    for name in (*TRANSITIONS, *Event):
        assert f"| `{name.value}` |" in text


@pytest.mark.parametrize(("state", "event"), EVERY)
def test_only_a_release_brings_into_print_and_no_accident_takes_out(state: Outcome, event: Event) -> None:
    then = after(state, event)
    if then in IN_PRINT and state not in IN_PRINT:
        assert event in (Event.RELEASED, Event.CORRECTED)
    if event is Event.BROKEN:
        assert (state in IN_PRINT) == (then in IN_PRINT)
        assert not leaves_print(state, then)


@pytest.mark.parametrize("state", TRANSITIONS)
def test_everything_can_be_undone(state: Outcome) -> None:
    assert after(state, Event.RELEASED) is Outcome.PUBLISHED
    assert after(state, Event.WITHDRAWN) is Outcome.WITHDRAWN


def test_a_held_embargo_does_not_go_out_while_its_file_is_broken() -> None:
    assert after(Outcome.SCHEDULED, Event.BROKEN) is Outcome.REFUSED


@pytest.mark.parametrize(
    ("said", "notes", "expected"),
    [
        (Release(), (), Event.RELEASED),
        (Release(), (Correction("", date(2026, 11, 19)),), Event.CORRECTED),
        (Release(due=NOW), (), Event.EMBARGOED),
        (Release(expires=NOW, expired=True), (), Event.EXPIRED),
        (Release(draft=True, due=NOW), (), Event.KEPT_BACK),
        (Release(draft=True, withdrawn=True), (), Event.WITHDRAWN),
    ],
)
def test_what_a_sound_file_comes_to(said: Release, notes: tuple[Correction, ...], expected: Event) -> None:
    assert verdict(said, notes) is expected


def test_sql_and_python_agree_on_what_is_in_print() -> None:
    values = ", ".join(sorted(f"'{state.value}'" for state in (Outcome.PUBLISHED, Outcome.CORRECTED))[::-1])
    assert str(IN_PRINT_SQL) == f"state IN ({values})"
    assert str(OUT_OF_PRINT) == f"state NOT IN ({values})"
    assert {Outcome.PUBLISHED, Outcome.CORRECTED} == IN_PRINT
