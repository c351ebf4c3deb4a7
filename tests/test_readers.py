"""The simulation of readers that docs/scaling.md rests on (`bench/readers.py`), small: its own logic, over a real press and real webs."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bench.habits import DAY, HABITS, PATHS, PEOPLE, Habit, in_minute, sample, stories, visits
from bench.readers import arguments, play
from bench.webs import Webs
from tests import warm
from tests.programs import program

SMALL = ["--people=1500", "--every=100", "--stories=2", "--articles=16", "--feed-items=5", "--peaks=2", "--seconds=1"]


@pytest.fixture(autouse=True)
def quick_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Webs, "begin", staticmethod(warm.Popen))
    monkeypatch.setenv("FEEDSERVICE_READING_LIMIT_SECONDS", "0")


def wanted(*more: str) -> Namespace:
    return arguments().parse_args([*SMALL, *more])


def test_a_million_people_read_in_some_way_and_every_number_says_where_it_is_from() -> None:
    assert sum(habit.people for habit in HABITS) == PEOPLE
    assert all(habit.source for habit in HABITS)
    assert len({habit.name for habit in HABITS}) == len(HABITS)


def test_the_same_seed_makes_the_same_visits_and_another_one_others() -> None:
    assert sample(3000, 50, 7) == sample(3000, 50, 7)
    assert sample(3000, 50, 7) != sample(3000, 50, 8)
    assert stories(7) == stories(7) != stories(8)


def test_a_sample_stands_for_all() -> None:
    """So many visits as all make, within what chance does."""
    everybody, _ = sample(4000, 1, 1)
    some, weights = sample(4000, 4, 1)
    scaled = sum(weights[visit.habit.name] for visit in some)
    assert scaled == pytest.approx(len(everybody), rel=0.15)
    assert all(0 <= visit.second < DAY for visit in everybody)
    assert {path for visit in everybody for path in visit.paths} == set(PATHS)


def test_a_minute_is_the_whole_of_it() -> None:
    everybody, _ = sample(2000, 1, 1)
    begin = 10 * 3600.0
    expected = [visit for visit in everybody if begin <= visit.second < begin + 60]
    assert Counter(in_minute(2000, begin, 60, 1)) == Counter(expected)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_poller_comes_as_often_as_its_habit_says(habit: Habit) -> None:
    for number in range(20):
        came = list(visits(habit, number, 3))
        gaps = [later.second - earlier.second for earlier, later in pairwise(came)]
        assert all(visit.since < visit.second for visit in came)
        assert len(came) <= habit.hours * 60 / min(habit.minutes) + 1
        if habit.is_exact:
            assert {round(visit.second // 60) % min(habit.minutes) for visit in came} <= {0, 1}
        else:
            assert all(min(habit.minutes) * 57 <= gap <= max(habit.minutes) * 63 for gap in gaps)


def test_every_reader_is_answered_and_the_sums_are_those_of_the_metrics(tmp_path: Path) -> None:
    """`play` compares every sum with `/metrics` by itself, and raises when one differs."""
    told: list[object] = []
    replay = play(wanted("--unpinned"), tmp_path, told.append)
    books = replay.readers.books
    assert books.broken == []
    visited = sum(len(visit.paths) for visit in sample(1500, 100, 1)[0])
    in_day = str(told[0]).partition("replayed: ")[2].partition(" polls")[0].replace(",", "")
    from_hub = books.answers[("the hub, at each edition", "/rss.xml", 200, "gzip")]
    assert from_hub == 2
    assert int(in_day) == visited + sum(n for kind, n in books.answers.items() if kind[0].startswith("the hub"))
    by_status = Counter[int]()
    for (_, _, status, _), count in books.answers.items():
        by_status[status] += count
    assert set(by_status) == {200, 304}
    assert {coding for _, _, _, coding in books.answers} == {"identity", "gzip", "br"}
    unconditional = {kind[2] for kind in books.answers if kind[0].startswith(("scripts", "dashboards"))}
    assert unconditional == {200}


def test_behind_a_cache_the_webs_are_asked_what_the_cache_did_not_have(tmp_path: Path) -> None:
    program("nginx")
    replay = play(wanted("--unpinned", "--nginx", "--peaks=1"), tmp_path, lambda _: None)
    assert replay.readers.books.broken == []
    assert sum(count for (_, said), count in replay.readers.books.cached.items() if said == "HIT")
