"""Work beside the answering of requests, in processes that fork: real forks, in a process of their own."""

from __future__ import annotations

import sys
import threading
from textwrap import dedent

import pytest

from feedservice.web.background_work import Background, Bell, only_reloads
from tests import warm
from tests.service import PATIENCE_SECONDS, until

PROGRAM = """
    import os, sys, threading, warnings
    from feedservice.web.background_work import Background
    warnings.simplefilter("error")  # Python 3.12 and later warn of a fork among threads

    begun, released = [], []
    def work(stopping):
        begun.append(os.getpid())
        stopping.wait()

    def fork(then):
        child = os.fork()
        if not child:
            then()
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def busy():
        return sum(thread.name == "work" for thread in threading.enumerate())

    def wait(count):
        while len(begun) < count:
            threading.Event().wait(0.001)

    one = Background("work", work, release=lambda: released.append(os.getpid()))
    """


def run(program: str) -> list[str]:
    code = dedent(PROGRAM) + dedent(program)
    done = warm.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def test_a_server_that_forks_its_workers_has_the_work_in_them_and_not_in_itself() -> None:
    assert run("""
        one.start()
        wait(1)
        def child():
            wait(2)
            print("child", busy(), begun[-1] == os.getpid(), flush=True)
        fork(child)
        print("parent", busy(), len(begun), released == [os.getpid()], flush=True)
        fork(child)
        print("parent", busy(), len(begun), flush=True)
    """) == ["child", "1", "True", "parent", "0", "1", "True", "child", "1", "True", "parent", "0", "1"]


def test_what_a_process_has_of_its_own_begins_anew_in_a_forked_one_before_anything_is_done_there() -> None:
    assert run("""
        counted = [1, 2]
        one = Background("work", work, part=counted.clear, pause_seconds=60)
        one.start()
        fork(lambda: print("child", len(counted), flush=True))
        print("parent", len(counted))
    """) == ["child", "0", "parent", "2"]


def test_a_parent_that_serves_goes_on_with_the_work() -> None:
    assert run("""
        one.start()
        one.wake()
        wait(1)
        fork(lambda: None)
        wait(2)
        print(busy())
    """) == ["1"]


def test_a_parent_that_rests_begins_again_with_its_first_request() -> None:
    assert run("""
        one.start()
        fork(lambda: None)
        print(busy())
        one.wake()
        print(busy())
    """) == ["0", "1"]


def test_what_was_stopped_begins_nowhere_again() -> None:
    assert run("""
        one.start()
        one.stop()
        one.wake()
        fork(lambda: print("child", busy(), flush=True))
        print("parent", busy())
    """) == ["child", "0", "parent", "0"]


def test_a_fork_within_the_pause_comes_before_the_work() -> None:
    assert run("""
        one = Background("work", work, pause_seconds=0.2)
        one.start()
        def child():
            wait(1)
            print(len(begun), busy(), flush=True)
        fork(child)
        print(len(begun), busy())
    """) == ["1", "1", "0", "0"]


def test_what_is_started_asleep_waits_for_the_first_request() -> None:
    begun = threading.Event()
    one = Background("work", lambda stopping: (begun.set(), stopping.wait()))
    one.start(asleep=True)
    assert not begun.is_set()
    one.wake()
    until(begun.is_set, "the work to begin")
    one.stop()


def test_a_bell_rings_once_and_hands_every_request_on() -> None:
    rung: list[object] = []
    bell = Bell(lambda environ, _: [environ["n"]], rung.append)
    assert [bell({"n": number}, None) for number in (b"1", b"2")] == [[b"1"], [b"2"]]
    assert rung == [{"n": b"1"}]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"FLASK_RUN_FROM_CLI": "true"}, False),
        ({"FLASK_RUN_FROM_CLI": "true", "FLASK_DEBUG": "0"}, False),
        ({"FLASK_RUN_FROM_CLI": "true", "FLASK_DEBUG": "1"}, True),
        ({"FLASK_RUN_FROM_CLI": "true", "FLASK_DEBUG": "1", "WERKZEUG_RUN_MAIN": "true"}, False),
        ({"FLASK_DEBUG": "1"}, False),
    ],
)
def test_the_process_of_flask_that_only_reloads_is_known(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    for name in ("FLASK_RUN_FROM_CLI", "FLASK_DEBUG", "WERKZEUG_RUN_MAIN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert only_reloads() == expected


def test_of_two_requests_that_come_first_only_one_begins_the_work() -> None:
    begun: list[int] = []
    one = Background("work", lambda stopping: (begun.append(1), stopping.wait()))
    one.start(asleep=True)
    callers = [threading.Thread(target=one.wake) for _ in range(20)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    until(lambda: begun, "the work to begin")
    one.stop()
    assert begun == [1]
