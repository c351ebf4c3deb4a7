"""What feed readers do, as a table: who asks how often, with which condition and coding; and when stories come out. Pure.

Every number has its source beside it; what begins with "assumed" is ours. There is no census of feed readers: **the shares of
people are assumed throughout**, round numbers that a newsroom replaces by its own (`feedservice_readers` and the proxy's log). What
the polls come to is not in here: that is for the service to answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

DAY = 86_400
PEOPLE = 1_000_000

#: Feeds that are asked for, with their shares of subscriptions (assumed); sections are those of `newsroom`.
SECTIONS = tuple(f"section-{number:02}" for number in range(8))
SUBSCRIBED = {"/rss.xml": 70.0, "/atom.xml": 12.0, "/feed.json": 3.0} | {
    f"/sections/{section}/rss.xml": 15 / len(SECTIONS) for section in SECTIONS
}
PATHS = tuple(SUBSCRIBED)

#: Six stories an hour over the day, by the hour (assumed): few at night.
STORIES = 144
NEWS_BY_HOUR = (2, 1, 1, 1, 1, 3, 6, 8, 9, 9, 8, 8, 8, 7, 8, 8, 8, 8, 7, 6, 6, 5, 4, 3)

#: What clients say they take. curl, Go and Python's requests say gzip; browsers and Thunderbird all four; scripts often nothing.
GZIP = "gzip, deflate"
BR = "gzip, deflate, br"
ALL = "gzip, deflate, br, zstd"
PLAIN = ""


@dataclass(frozen=True)
class Habit:
    """One kind of reader. `people` are of a million; `minutes` between two visits, of which each poller has one.

    `condition` is "tag" (If-None-Match and If-Modified-Since), "date" (the latter alone) or nothing. `hours` a day it runs.
    `is_exact`: by the clock, from minute 0 on, as cron does it. `feeds`: how many addresses of ours it asks for in one visit.
    """

    name: str
    people: int
    behind_one: int
    minutes: tuple[int, ...]
    condition: str
    accepts: str
    source: str
    hours: float = 24
    is_exact: bool = False
    feeds: int = 1
    is_shown: bool = False

    @property
    def pollers(self) -> int:
        """How many ask for themselves and for those behind them."""
        return self.people // self.behind_one

    def some(self, people: int) -> int:
        """How many pollers of this kind so many people have."""
        return max(1, round(self.pollers * people / PEOPLE))


HABITS = (
    Habit(
        "hosted services", 400_000, 20_000, (5, 10, 15, 30, 60), "tag", BR,
        "5: FeedMail, https://blog.feedmail.org/2022/04/faster-updates.html; 10: Netvibes' popular feeds, its help; 15: NewsGator, "
        "https://rassoc.com/gregr/weblog/category/newsgator/page/2; 30-60: Inoreader's help. That 40 % read so, by 20 services, assumed",
        feeds=len(PATHS),
    ),
    Habit(
        "FreshRSS and others by cron at :00", 20_000, 1, (60,), "tag", GZIP,
        "hourly at minute 0: https://freshrss.github.io/FreshRSS/en/users/09_refreshing_feeds.html; both validators: its source", is_exact=True,
    ),
    Habit(
        "Miniflux, Nextcloud News", 16_000, 1, (60,), "tag", BR,
        "60: Miniflux's default floor; Nextcloud News 3,600 s, https://github.com/nextcloud/news/discussions/1257",
    ),
    Habit("Tiny Tiny RSS", 4_000, 1, (30,), "date", GZIP, "a date alone: its source; 30: its default, from memory"),
    Habit(
        "desktop programs", 120_000, 1, (30, 60, 60, 120), "tag", BR,
        "NetNewsWire: user-set, both validators (its source); intervals and ten hours a day assumed", hours=10,
    ),
    Habit(
        "Thunderbird", 60_000, 1, (100,), "tag", ALL,
        "100: https://adrianiainlam.tk/blog/2018/10/17/thunderbird-429; nine hours a day assumed", hours=9,
    ),
    Habit("newsboat and other terminals", 20_000, 1, (60,), "tag", GZIP, "reload-time 60 (its manual); ten hours assumed", hours=10),
    Habit(
        "phones, twice a day", 80_000, 1, (720,), "tag", GZIP,
        "AntennaPod's default, https://forum.antennapod.org/t/proposal-smart-refresh-interval/2848",
    ),
    Habit("phones, every hour or two", 140_000, 1, (60, 120, 240), "tag", GZIP, "assumed; gzip is OkHttp's own", hours=18),
    Habit(
        "browsers' extensions", 80_000, 1, (15, 30, 60), "tag", ALL,
        "assumed; a browser's cache sends both validators; eight hours a day assumed", hours=8,
    ),
    Habit("people who open the address", 44_000, 1, (1440,), "", ALL, "once a day, assumed", is_shown=True),
    Habit(
        "dashboards and bots", 8_000, 1, (5,), "", GZIP,
        "5: MagicMirror's default, https://github.com/MagicMirrorOrg/MagicMirror/issues/2883; that they send no condition assumed",
    ),
    Habit(
        "scripts by cron, hourly", 6_000, 1, (60,), "", PLAIN,
        "waves on the hour and each five minutes: https://flak.tedunangst.com/post/rss-table-manners; number assumed; 8 % of whole "
        "answers are then not packed, where one site counted 4 %, https://utcc.utoronto.ca/~cks/space/blog/web/FeedLimitingImportance",
        is_exact=True,
    ),
    Habit("scripts by cron, every five minutes", 2_000, 1, (5,), "", PLAIN, "as above", is_exact=True),
)  # fmt: skip
#: A WebSub hub fetches each topic that changed once, for all its subscribers (WebSub section 7).
HUB = Habit("the hub, at each edition", 0, 1, (), "", GZIP, "websub.md", feeds=1)


class Visit(NamedTuple):
    """One poller asks for its feeds, at a second of the day; `since` is when it did so last, negative for the day before."""

    second: float
    habit: Habit
    number: int
    paths: tuple[str, ...]
    since: float


def visits(habit: Habit, number: int, seed: int) -> Iterator[Visit]:
    """The day of one poller; the seed, the habit's name and its number decide everything."""
    draw = Random(f"{seed}/{habit.name}/{number}")
    interval = draw.choice(habit.minutes) * 60.0
    paths = (
        PATHS if habit.feeds == len(PATHS) else tuple(draw.choices(PATHS, tuple(SUBSCRIBED.values()), k=habit.feeds))
    )
    begin = max(0.0, draw.gauss(7.5, 1.5) * 3600) if habit.hours < 24 else 0.0
    end = min(begin + habit.hours * 3600, DAY)
    since, second = -interval, begin + (0.0 if habit.is_exact else draw.random() * interval)
    while second < end:
        # cron begins within a second, and the program with our feed in its turn within seconds more (assumed)
        at = second + draw.expovariate(1 / 3) if habit.is_exact else second
        if at < DAY:
            yield Visit(at, habit, number, paths, since)
        since, second = at, second + interval * (1 if habit.is_exact else draw.uniform(0.95, 1.05))


def sample(people: int, every: int, seed: int) -> tuple[list[Visit], dict[str, float]]:
    """The day of every so many pollers in order of time, and what each habit's counts must be multiplied by.

    Of a habit with few pollers, as services have, all are taken.
    """
    taken, weights = list[Visit](), dict[str, float]()
    for habit in HABITS:
        pollers = habit.some(people)
        step = every if pollers > every else 1
        numbers = range(seed % step, pollers, step)
        weights[habit.name] = pollers / len(numbers)
        for number in numbers:
            taken.extend(visits(habit, number, seed))
    return sorted(taken, key=lambda one: one.second), weights


def in_minute(people: int, begin: float, seconds: float, seed: int) -> list[Visit]:
    """Everybody who asks in these seconds, with nobody left out."""
    end = begin + seconds
    every_one = (
        visit for habit in HABITS for number in range(habit.some(people)) for visit in visits(habit, number, seed)
    )
    return sorted((one for one in every_one if begin <= one.second < end), key=lambda one: one.second)


def stories(seed: int, count: int = STORIES) -> list[float]:
    """When stories come out, as seconds of the day."""
    draw = Random(f"{seed}/stories")
    hours = draw.choices(range(24), NEWS_BY_HOUR, k=count)
    return sorted((hour + draw.random()) * 3600 for hour in hours)
