"""A day of a million feed readers against a running service: `python -m bench.readers`. Linux; with `--nginx` it needs nginx.

The readers and their habits are those of `habits`: every number there has its source, or is called assumed. First the whole day
at compressed time: stories come out, and of every so many readers each visit is made, in order, as fast as it goes; what came
out in between decides what a reader gets. Then the busiest minute in real time with all readers, nobody left out, and a story
in the midst of it. At the end the sums of the readers must be those of the service's `/metrics`, to the byte.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import readers_report
from bench.beside import go_ahead
from bench.figures import machine
from bench.habits import PEOPLE, Visit, in_minute, sample, stories
from bench.replay import Books
from bench.replayed_day import Replay
from bench.webs import Webs, below, memory_mib, newsroom, running
from tests.deploy.fronts import Nginx


@contextmanager
def cache(folder: Path, webs: Webs, core: int | None, *, wanted: bool) -> Iterator[Nginx | None]:
    """nginx as deploy/nginx has it, in front of the webs; none when it is not wanted."""
    if not wanted:
        yield None
        return
    folder.mkdir()
    nginx = Nginx(folder, (webs.ports[0], webs.ports[-1]), logs=False)
    try:
        nginx.await_listening("")
        if core is not None:
            for process in below(nginx.process.pid):
                os.sched_setaffinity(process, {core})
        yield nginx
    finally:
        nginx.close()


def peak_of(visits: list[Visit], weights: dict[str, float]) -> float:
    """The second at which the minute with the most questions begins."""
    minutes = Counter[int]()
    for visit in visits:
        minutes[int(visit.second // 60)] += round(weights[visit.habit.name] * len(visit.paths))
    return minutes.most_common(1)[0][0] * 60.0


def play(given: argparse.Namespace, root: Path, say: Callable[[str], object] = print) -> Replay:
    """The day, and as many busiest minutes as are wanted."""
    server_core, client_core = (None, None) if given.unpinned else sorted(os.sched_getaffinity(0))[:2]
    newsroom(root, given.articles, given.feed_items)
    visits, weights = sample(given.people, given.every, given.seed)
    begin = peak_of(visits, weights)
    minute = in_minute(given.people, begin, given.seconds, given.seed) if given.peaks else []
    when = stories(given.seed, given.stories)
    if given.peaks_only:
        visits, when = [one for one in visits if one.second < begin], [second for second in when if second < begin]
    with running(root, given.webs, given.feed_items, server_core) as webs:
        if client_core is not None:
            os.sched_setaffinity(0, {client_core})
        with cache(root / "nginx", webs, server_core, wanted=given.nginx) as front:
            replay = Replay(webs, front, given.articles)
            day = replay.whole_day(visits, when)
            assert not replay.readers.books.broken, replay.readers.books.broken[:5]
            if not given.peaks_only:
                say(readers_report.of_day(replay.readers.books, weights, day, len(when)))
            replay.compare()
            say(
                "the service's own metrics: equal to the byte\n"
                if not front
                else "asked of the webs: as the cache says\n"
            )
            for process in _ahead(replay) if given.ahead else ():
                go_ahead(process)
            for number in range(given.peaks):
                own, kept, books = time.process_time(), replay.readers.books, Books()
                replay.readers.books = books
                gc.collect()
                seconds = replay.busiest(minute, begin, day, story_at=given.seconds / 3 if number % 2 else None)
                own = time.process_time() - own
                say(readers_report.of_minute(books, minute, begin, seconds, own, with_story=bool(number % 2)))
                replay.readers.books = kept + books
            replay.compare()
            memory = [f"{memory_mib(process):.0f}" for process in (*replay.served(), webs.press.pid)]
            say(f"memory at the end, MiB: {', '.join(memory)} (webs, {'nginx, ' if front else ''}press)")
    return replay


def _ahead(replay: Replay) -> list[int]:
    """Whose threads go before everyone else's in the busiest minute: all that serve, and the readers."""
    return [os.getpid(), *(one for process in replay.served() for one in below(process))]


def arguments() -> argparse.ArgumentParser:
    """What can be chosen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE, help="how many readers; default a million")
    asked.add_argument("--every", type=int, default=40, help="of so many pollers one makes its whole day; default 40")
    asked.add_argument("--stories", type=int, default=144, help="stories of the day; default 144")
    asked.add_argument("--articles", type=int, default=400, help="articles before it begins; default 400")
    asked.add_argument("--feed-items", type=int, default=50, help="articles in a feed; default 50, in full")
    asked.add_argument("--webs", type=int, default=2, help="web processes; default 2")
    asked.add_argument(
        "--peaks", type=int, default=2, help="how often the busiest minute; every second one with a story in it"
    )
    asked.add_argument(
        "--peaks-only", action="store_true", help="the day as far as the busiest minute, and no word of it"
    )
    asked.add_argument("--seconds", type=float, default=60.0, help="how much of that minute; default all of it")
    asked.add_argument("--seed", type=int, default=1, help="the same seed, the same visits; default 1")
    asked.add_argument("--nginx", action="store_true", help="with the cache of deploy/nginx in front")
    asked.add_argument("--unpinned", action="store_true", help="service and readers on any core, instead of one each")
    asked.add_argument(
        "--ahead", action="store_true", help="webs and readers before everyone else in that minute (SCHED_RR, for root)"
    )
    return asked


def main() -> None:
    """All of it, over a folder that is thrown away."""
    given = arguments().parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, hard), hard))
    print(machine())
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        play(given, Path(place))


if __name__ == "__main__":
    main()
