"""All metrics, by their names, made of what was seen and counted. Pure.

Names end in their unit as Prometheus has it (https://prometheus.io/docs/practices/naming/). What cannot be known just now is left
out; what there is none of is nought. What a label may say is bounded: see `request_counts` and `announced_readers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from feedservice.article import Outcome
from feedservice.web.counting.request_counts import Totals
from feedservice.web.watching.alarms import KINDS
from feedservice.web.watching.signs import is_late
from feedservice.web.watching.watch import Judgement

_STATUSES = (
    "ok",
    "busy",
    "blocked",
    "failing",
    "holding",
    "clock wrong",
    "photos waiting",
    "stopped",
    "store unreadable",
)
#: Where an article may stand.
_STATES = (
    Outcome.DRAFT,
    Outcome.SCHEDULED,
    Outcome.PUBLISHED,
    Outcome.CORRECTED,
    Outcome.EXPIRED,
    Outcome.WITHDRAWN,
)
Rows = Iterable[tuple[tuple[str, ...], float]]


@dataclass(frozen=True, slots=True, eq=False)
class Scrape:
    """All that one scrape tells; a collector, as prometheus_client has it."""

    verdict: Judgement
    edition: int
    changed: datetime | None
    articles: Mapping[str, int]
    totals: Totals
    readers: list[tuple[str, str, int]]
    documents: int
    document_bytes: Mapping[str, int]
    database_bytes: int | None

    def collect(self) -> Iterator[Metric]:
        """Every metric."""
        yield gauge("build_info", "Which feedservice this is; always 1.", [((_version(),), 1)], "version")
        yield from self._turns()
        yield from self._alarms()
        yield from self._stock()
        yield from self._requests()
        yield from self._hubs()
        yield gauge(
            "readers",
            "Readers of a feed as services announce them.",
            [((f, s), n) for f, s, n in self.readers],
            "feed",
            "service",
        )

    def _turns(self) -> Iterator[Metric]:
        signs, press = self.verdict.signs, self.verdict.press
        yield gauge(
            "press_status",
            "How the press does; 1 for what is so.",
            [((one,), one == press.status) for one in _STATUSES],
            "status",
        )
        yield plain("turns_late", "Whether no turn has succeeded for too long.", is_late(signs))
        yield plain("turn_last_success_age_seconds", "Since the last turn that succeeded.", press.success_age_seconds)
        under_way = signs.note if signs.note and press.doing else None
        seconds = (signs.now - under_way.began).total_seconds() if under_way else 0.0
        yield plain("turn_under_way_seconds", "How long a long turn has taken until now; else 0.", seconds)
        last = signs.last
        if last is None:
            return
        yield counter("turns", "Turns made.", [((), last.number)])
        yield counter("turns_failed", "Turns that failed.", [((), last.failed_ever)])
        parts = [((part,), seconds) for part, seconds in last.seconds_ever.items()]
        yield counter("turn_seconds", "Time spent in each part of turns, all turns together.", parts, "part")
        if signs.success:
            duration = (signs.success.finished - signs.success.started).total_seconds()
            yield plain("turn_duration_seconds", "How long the last turn took that succeeded.", duration)
            mine = [((part,), seconds) for part, seconds in signs.success.parts.items()]
            yield gauge("turn_part_seconds", "How long its parts took.", mine, "part")

    def _alarms(self) -> Iterator[Metric]:
        raised = [one.kind for one in self.verdict.book.alarms]
        rows = [((kind,), raised.count(kind)) for kind in KINDS]
        yield gauge("alarms", "How many alarms of a kind there are now.", rows, "kind")

    def _stock(self) -> Iterator[Metric]:
        signs, changed = self.verdict.signs, self.changed.timestamp() if self.changed else None
        yield plain("edition", "The number of the edition that is served.", self.edition)
        yield plain("edition_changed_timestamp_seconds", "When it last changed.", changed)
        articles, files = (() if signs.store_error else names for names in (_STATES, Outcome))
        yield gauge("articles", "Articles by where they stand.", _all(articles, self.articles), "state")
        yield gauge("files", "Files of the content folder by outcome.", _all(files, signs.files), "outcome")
        yield plain("files_refused_long", "Files refused for more than a day.", signs.refused_long)
        yield plain("channels_unset", "Channels that could not be set in type.", signs.unset_channels)
        yield plain("documents", "Feed documents ready in memory.", self.documents)
        sizes = [((coding,), size) for coding, size in self.document_bytes.items()]
        yield gauge("document_bytes", "The bytes of these documents by content coding.", sizes, "coding")
        yield plain(
            "database_bytes",
            "The room that the database takes: SQLite's files, or what a server says.",
            self.database_bytes,
        )
        yield plain("state_free_bytes", "Room left on the disk of the state folder.", signs.free_bytes)

    def _requests(self) -> Iterator[Metric]:
        labels, rows = ("feed", "status", "coding"), self.totals.items()
        yield counter("requests", "Requests answered.", [(s, one.requests) for s, one in rows], *labels)
        sent = [(s, one.sent_bytes) for s, one in rows if one.sent_bytes]
        yield counter("sent_bytes", "Bytes of bodies sent.", sent, *labels)
        saved: dict[tuple[str, ...], float] = {}
        for (feed, _, _), one in rows:
            for by, size in (("unchanged", one.saved_unchanged_bytes), ("coding", one.saved_coding_bytes)):
                if size:
                    saved[feed, by] = saved.get((feed, by), 0) + size
        yield counter(
            "saved_bytes",
            "Bytes not sent, for nothing had changed (304) or they were packed.",
            saved.items(),
            "feed",
            "by",
        )

    def _hubs(self) -> Iterator[Metric]:
        hubs = self.verdict.signs.hubs
        topics = [
            ((one.hub, name), count)
            for one in hubs
            for name, count in (("told", one.told), ("waiting", one.waiting), ("given up", one.given_up))
        ]
        yield gauge("hub_topics", "Feeds by how far a hub was told of them.", topics, "hub", "outcome")
        yield gauge(
            "hub_tried_in_vain", "Feeds a hub could not be told of yet.", [((o.hub,), o.in_vain) for o in hubs], "hub"
        )
        yield gauge(
            "hub_failing", "Whether a hub has taken nothing of late.", [((o.hub,), o.is_failing) for o in hubs], "hub"
        )
        told = [((one.hub,), one.last.timestamp()) for one in hubs if one.last]
        yield gauge("hub_last_told_timestamp_seconds", "When a hub last took an announcement.", told, "hub")


def _all(names: Iterable[str], counted: Mapping[str, int]) -> Rows:
    """Every one of these names with its count, nought where there is none: a series that comes and goes is hard to ask for."""
    return [((str(name),), count) for name, count in {**dict.fromkeys(names, 0), **counted}.items()]


def gauge(name: str, says: str, rows: Rows, *labels: str) -> Metric:
    """What goes up and down."""
    family = GaugeMetricFamily(f"feedservice_{name}", says, labels=labels)
    for values, number in rows:
        family.add_metric(values, float(number))
    return family


def plain(name: str, says: str, number: float | None) -> Metric:
    """A single number; none is left out."""
    return gauge(name, says, [] if number is None else [((), number)])


def counter(name: str, says: str, rows: Rows, *labels: str) -> Metric:
    """What only grows."""
    family = CounterMetricFamily(f"feedservice_{name}", says, labels=labels)
    for values, number in rows:
        family.add_metric(values, float(number))
    return family


def _version() -> str:
    try:
        return version("feedservice")
    except PackageNotFoundError:
        return "unknown"
