"""A replayed day and a replayed minute: stories come out of a real press, readers ask real webs; then the books are compared."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from bench.habits import ALL, BR, DAY, GZIP, HUB, PATHS, PLAIN, Habit, Visit
from bench.replay import Readers, Validators
from bench.webs import Webs, cpu_ns
from tests.deploy.fronts import Nginx
from tests.service import PATIENCE_SECONDS

#: The bench itself, which looks whether an edition is out; what it asks is counted, but is no reader's.
SELF = {
    accepts: Habit(f"the bench, {accepts or 'plain'}", 0, 1, (), "tag", accepts, "")
    for accepts in (PLAIN, GZIP, BR, ALL)
}


@dataclass
class Day:
    """How one day went: which version of each feed was out when, what the webs took, and for how long readers asked."""

    since: dict[str, list[float]] = field(default_factory=lambda: {path: [-DAY] for path in PATHS})
    cpu_seconds: float = 0.0
    editions_seconds: float = 0.0
    wall_seconds: float = 0.0
    press_seconds: float = 0.0

    def version(self, path: str, second: float) -> int:
        """The number of the version that was out at a second of the day."""
        return bisect_right(self.since[path], second)


class Replay:
    """Readers over webs, perhaps with a cache between."""

    def __init__(self, webs: Webs, front: Nginx | None, next_story: int) -> None:
        self.webs, self.front, self.next_story = webs, front, next_story
        self.readers = Readers([front.port] if front else webs.ports)
        self.older = dict[tuple[str, str], Validators]()  # what was out at midnight
        self.dropped = 0.0
        self.direct = Readers(webs.ports)  # the bench's own questions, past the cache

    def served(self) -> list[int]:
        """The processes that answer."""
        return [*(web.pid for web in self.webs.webs), *([self.front.process.pid] if self.front else [])]

    def look(self, paths: tuple[str, ...] = PATHS) -> None:
        """Ask every web for every feed in every coding, and so get their validators."""
        for habit in SELF.values():
            for number in range(len(self.webs.ports)):
                self.direct.run([Visit(0.0, habit, number, (path,), 0.0) for path in paths])
        for (name, number, path), known in self.direct.has.items():
            habit = next(one for one in SELF.values() if one.name == name)
            if number == 0:
                self.readers.before[path, habit.accepts] = known
        self.readers.sizes |= self.direct.sizes

    def publish(self, second: float, day: Day) -> None:
        """Let a story come out, and wait until every web has it; then the hub fetches what changed."""
        plain, before, begun = SELF[PLAIN], dict(self.direct.has), cpu_ns(self.webs.press.pid)
        # dates in a feed are distinct seconds; of several stories in one second the later are dated before it
        time.sleep(max(0.0, self.dropped + 1.0 - time.monotonic()))
        self.webs.drop(self.next_story)
        self.next_story, self.dropped = self.next_story + 1, time.monotonic()
        for number in range(len(self.webs.ports)):
            asks = [Visit(0.0, plain, number, ("/rss.xml",), 0.0)]
            key = plain.name, number, "/rss.xml"
            while self.direct.has[key] == before[key]:
                if time.monotonic() - self.dropped > PATIENCE_SECONDS:
                    raise RuntimeError(f"story {self.next_story - 1} did not come out")
                time.sleep(0.02)
                self.direct.run(asks)
        day.press_seconds += (cpu_ns(self.webs.press.pid) - begun) / 1e9
        self.direct.run([Visit(0.0, plain, 0, (path,), 0.0) for path in PATHS])
        changed = [path for path in PATHS if self.direct.has[plain.name, 0, path] != before[plain.name, 0, path]]
        for path in changed:
            day.since[path].append(second)
        if self.front:
            time.sleep(1.1)  # its answers are fresh for a second
        self.readers.run([Visit(second, HUB, 0, (path,), 0.0) for path in changed])

    def whole_day(self, visits: list[Visit], when: list[float]) -> Day:
        """All visits in order, and the stories between them."""
        day, done, begun = Day(), 0, time.perf_counter()
        self.look()
        self.older = dict(self.readers.before)
        keys = [visit.second for visit in visits]
        for second in (*when, float(DAY)):
            until_then = bisect_right(keys, second)
            before, start = sum(map(cpu_ns, self.served())), time.perf_counter()
            self.readers.run(visits[done:until_then])
            day.cpu_seconds += (sum(map(cpu_ns, self.served())) - before) / 1e9
            day.wall_seconds += time.perf_counter() - start
            done = until_then
            if second < DAY:
                self.publish(second, day)
        day.editions_seconds = time.perf_counter() - begun - day.wall_seconds
        return day

    def busiest(self, visits: list[Visit], begin: float, day: Day, *, story_at: float | None = None) -> float:
        """The visits of a minute in real time; returns the webs' seconds of processor.

        Who was there since a feed's last change has what is out now, the others something older.
        """
        self.look()
        fresh = dict(self.readers.before)
        for visit in visits:
            for path in visit.paths:
                is_fresh = day.version(path, visit.since) == day.version(path, begin)
                known = (fresh if is_fresh else self.older)[path, visit.habit.accepts]
                self.readers.has[visit.habit.name, visit.number, path] = known
        before = sum(map(cpu_ns, self.served()))
        if story_at is None:
            self.readers.run(visits, at=begin)
        else:
            first = [visit for visit in visits if visit.second < begin + story_at]
            self.readers.run(first, at=begin)
            self.webs.drop(self.next_story)
            self.next_story += 1
            self.readers.run(visits[len(first) :], at=begin + story_at)
        return (sum(map(cpu_ns, self.served())) - before) / 1e9

    def compare(self) -> None:
        """The readers' sums and those of the service's own metrics, which must be equal. Raises AssertionError."""
        books, told = self.readers.books + self.direct.books, self.webs.totals()
        if self.front:
            passed, asked = dict.fromkeys(PATHS, 0), dict.fromkeys(PATHS, 0)
            for (path, cached), count in books.cached.items():
                passed[path] += 0 if cached in ("HIT", "UPDATING", "STALE") else count
            for (path, _, _), count in told["requests"].items():
                asked[path] += count
            assert asked == passed, (asked, passed)
            return
        for name, kept in (("requests", books.answers), ("sent_bytes", books.bodies)):
            mine = Counter[tuple[str, str, str]]()
            for (_, path, status, coding), count in kept.items():
                mine[path, str(status), coding] += count
            assert +mine == +told[name], (name, mine - told[name], told[name] - mine)
        saved = Counter[tuple[str, str, str]]()
        for by, kept in (("unchanged", books.unchanged), ("coding", books.packed)):
            for (_, path, _, _), count in kept.items():
                saved[path, by, ""] += count
        assert +saved == +told["saved_bytes"], (saved, told["saved_bytes"])
