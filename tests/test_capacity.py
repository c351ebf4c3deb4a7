"""How many connections a machine bears, by its files and its memory."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from feedservice.service import capacity
from feedservice.service.capacity import bearable, memory_limit_bytes

_UNLIMITED = resource.RLIM_INFINITY


class Limits:
    """The limit of open files, as the system has it; above `most` it refuses (macOS)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, most: int = 10**9) -> None:
        self.soft, self.hard, self.most = soft, hard, most
        monkeypatch.setattr(capacity.resource, "getrlimit", lambda _: (self.soft, self.hard))
        monkeypatch.setattr(capacity.resource, "setrlimit", self.set)
        monkeypatch.setattr(capacity, "memory_limit_bytes", lambda: 0)

    def set(self, _: int, limits: tuple[int, int]) -> None:
        if limits[0] > self.most:
            raise ValueError("current limit exceeds maximum limit")
        self.soft = limits[0]


@pytest.mark.parametrize(
    ("soft", "hard", "borne", "raised"),
    [
        (1024, 524_288, 4096, 8392),
        (1024, _UNLIMITED, 4096, 8392),
        (20_000, 20_000, 4096, 20_000),
        (_UNLIMITED, _UNLIMITED, 4096, _UNLIMITED),
        (1024, 4096, 1948, 4096),
        (100, 100, 16, 100),
    ],
)
def test_the_limit_of_files_is_raised_as_far_as_it_may_and_decides(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, soft: int, hard: int, borne: int, raised: int
) -> None:
    limits = Limits(monkeypatch, soft, hard)
    assert bearable(4096) == borne
    assert limits.soft == raised
    assert bool(caplog.messages) == (borne < 4096)
    if caplog.messages:
        assert f"connections is 4,096, but {borne:,} are served at once: no more than {raised:,} files" in caplog.text


def test_where_the_system_takes_no_high_limit_a_modest_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(monkeypatch, 256, _UNLIMITED, most=10_240)
    assert bearable(10_000) == (10_240 - 200) // 2
    assert limits.soft == 10_240


def test_a_system_without_limits_bears_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "resource", None)
    monkeypatch.setattr(capacity, "memory_limit_bytes", lambda: 0)
    assert bearable(65_536) == 65_536


def test_half_of_the_memory_decides_too(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    Limits(monkeypatch, 20_000, 20_000)
    monkeypatch.setattr(capacity, "memory_limit_bytes", lambda: 1_000_000_000)
    assert bearable(4096) == 1111
    assert "1,111 are served at once: the memory here is 1,000 MB" in caplog.text


def test_the_limit_of_memory_is_the_least_of_machine_and_control_groups(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = memory_limit_bytes()
    assert whole > 100_000_000
    (tmp_path / "memory.max").write_text("90000000\n")
    (tmp_path / "other").write_text("max\n")
    monkeypatch.setattr(capacity, "_upwards", lambda _: [tmp_path / "memory.max", tmp_path / "other", tmp_path / "no"])
    assert memory_limit_bytes() == 90_000_000


def test_every_control_group_around_ours_is_looked_at() -> None:
    looked_at = [str(place) for place in capacity._upwards("/system.slice/news.service")]
    assert looked_at == [
        "/sys/fs/cgroup/system.slice/news.service/memory.max",
        "/sys/fs/cgroup/system.slice/memory.max",
        "/sys/fs/cgroup/memory.max",
    ]
