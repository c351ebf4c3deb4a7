"""Metrics for Prometheus and whoever reads its formats. Touches: database (read only), disk, clock."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.errors import StoreError
from feedservice.web.counting.announced_readers import together
from feedservice.web.counting.own_counts import today
from feedservice.web.private.private_feeds import Shelf
from feedservice.web.responses import newsstand, settings, store
from feedservice.web.watching.operators import watch

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> AnyResponse:
    """Everything that is counted, in the format the question accepts, packed if it may be."""
    from prometheus_client import CollectorRegistry, make_wsgi_app  # noqa: PLC0415  # only where somebody asks

    from feedservice.web.watching.metric_families import Scrape  # noqa: PLC0415

    verdict, shelf = watch().verdict(), newsstand().shelf
    counts = watch().counts.keep()
    scrape = Scrape(
        verdict=verdict,
        edition=newsstand().edition,
        changed=newsstand().changed,
        articles=watch().articles.states(),
        totals=counts.requests,
        readers=list(together(counts.readers, today())),
        documents=len(shelf),
        document_bytes=_sizes(shelf),
        database_bytes=_database_bytes(),
    )
    registry = CollectorRegistry(support_collectors_without_names=True)
    registry.register(scrape)
    response = AnyResponse.from_app(make_wsgi_app(registry), request.environ)
    response.set_data(response.get_data())  # whole, with its length
    response.headers["Cache-Control"] = "no-store"
    return response


def _database_bytes() -> int | None:
    """The database's files, or what its server says that it takes; nothing while that does not answer."""
    if file := settings().database_file:
        paths = (file.with_name(file.name + end) for end in ("", "-wal", "-shm"))
        return sum(path.stat().st_size for path in paths if path.exists())
    with suppress(StoreError), store().reading() as asked:
        return asked.stock.database_bytes()
    return None


def _sizes(shelf: Shelf) -> dict[str, int]:
    """The bytes of all that is on the shelf, by content coding; what is not kept in a coding counts as it is."""
    sizes: dict[str, int] = {}
    for answers in shelf.values():
        for coding, one in answers.items():
            sizes[coding] = sizes.get(coding, 0) + len(one.body[0])
    return sizes
