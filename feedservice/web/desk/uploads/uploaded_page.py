"""What became of an upload, and of each of its files. Touches: database (reads only), clock."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort

from feedservice.article import Outcome
from feedservice.errors import StoreError
from feedservice.store.orders.order_book import OrderState, What
from feedservice.web.desk.desk_shut import shut
from feedservice.web.desk.listed_files import shown
from feedservice.web.desk.pulse import number_of
from feedservice.web.responses import page, store

blueprint = Blueprint("uploaded", __name__)
blueprint.register_error_handler(StoreError, shut)

#: So long a page whose files are not all read asks again by itself.
_PATIENCE_SECONDS = 120


@blueprint.get("/desk/uploads/<int:number>")
def one_upload(number: int) -> Response:
    """What became of an upload, and of each of its files."""
    with store().reading() as asked:
        given = asked.orders.numbered(min(number, 2**31 - 1))
        if given is None or given.what is not What.UPLOAD:
            abort(404, "There is no such upload.")
        said, *lines = given.result.split("\n")
        paths = lines[::-1] if given.state is OrderState.DONE else []  # the article first
        found = [one for path in paths if (one := asked.receipts.filed_at(path))]
        rows, pulse = shown(asked, found), number_of(asked)
    there = {one.receipt.path for one in found if one.receipt.outcome is not Outcome.WAITING}
    waited = (datetime.now(UTC) - given.at).total_seconds()
    is_waiting = given.state is OrderState.WAITING
    is_open = is_waiting or any(path not in there for path in paths)
    return page(
        "desk_uploaded.html", cache="no-store", order=given, said=said, rows=rows, pulse=pulse,
        problems=lines if given.state is OrderState.REFUSED else [],
        to_come=[path for path in paths if path not in {one.receipt.path for one in found}],
        is_waiting=is_waiting, asks_again=is_open and waited < _PATIENCE_SECONDS, is_late=is_waiting and waited > 10,
        is_forgotten=given.is_forgotten(datetime.now(UTC)),
    )  # fmt: skip
