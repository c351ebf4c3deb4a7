"""The pages on which editors act: what will happen, said before it does, and what came of it. Touches: database, clock, chance.

Nothing is done by a GET. What is sent by POST enters an order and no more: the press obeys it, wherever that runs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.article import Outcome
from feedservice.article.other_values import MOST_VALUE_CHARACTERS, is_whole
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.errors import OrderError, StoreError
from feedservice.store import Reading
from feedservice.store.orders.order_book import OF_FILES, OF_WORDS, OrderState, PressOrder, What, stamp_seen
from feedservice.web.access.guard import answer
from feedservice.web.desk.actions import order_forms
from feedservice.web.desk.actions.lazy_words import (
    change_classes,
    fields_of_file,
    last_change_of,
    order_says,
    worded_matter,
)
from feedservice.web.desk.actions.offers import LOOK, ORDERED, Matter, Offer, of_article, of_double
from feedservice.web.desk.actions.order_forms import MOST_NAME_CHARACTERS, MOST_REASON_CHARACTERS, OrderForm
from feedservice.web.desk.desk_shut import shut
from feedservice.web.responses import local, page, settings, store

blueprint = Blueprint("actions", __name__)
blueprint.register_error_handler(StoreError, shut)

#: Orders on one page.
PAGE_ORDERS = 50
_LAST_PAGE = 100_000
#: So long a page that shows a waiting order asks again by itself.
_PATIENCE_SECONDS = 60
#: Orders that say something besides, and the pages that ask for it.
_ASKING = {What.CHOOSE: "desk_choose.html", What.MARK: "desk_mark.html", What.NOTE: "desk_note.html"}
_SAID_FIRST = frozenset(_ASKING)


@blueprint.before_request
def _only_where_one_may() -> None:
    """Where nobody is to act, nothing can be ordered; what was ordered before can be read."""
    if not may_act() and request.endpoint in ("actions.act", "actions.order"):
        abort(404, "At this desk nothing can be ordered.")


@blueprint.get("/desk/act")
def act() -> AnyResponse:
    """What can be ordered of one article or file; with `what`, the form that says what will happen."""
    form = OrderForm.asked_for(request.args)
    with store().reading() as asked:
        matter = _matter(asked, form)
    if not form.what:
        return page("desk_act.html", cache="no-store", matter=matter)
    offer = next((one for one in matter.offers if one.what == form.what), None)
    if offer is None:
        return _gone_by(matter)
    name = order_forms.who() or form.name
    lacks = offer.wrong or (offer.what in _SAID_FIRST and not form.value)
    if not name or lacks or (offer.wants_reason and not form.reason):
        is_again = bool(request.args.get("asked"))
        return _asking(matter, offer, form, is_again=is_again)
    form = replace(form, name=name, seen=offer.seen, nonce=order_forms.nonce(), made=order_forms.now_in_seconds())
    form = form if offer.wants_reason else replace(form, reason="")
    mark, cookie = order_forms.marked(form)
    action = form.address(f"{settings().public_path}/desk/orders", mark)
    response = page("desk_action.html", cache="no-store", matter=matter, offer=offer, form=form, action=action)
    order_forms.keep_cookie(response, cookie)
    return response


@blueprint.post("/desk/orders")
def order() -> AnyResponse:
    """Enter an order, if the form was made for this visit."""
    form = OrderForm.asked_for(request.args)
    if wrong := order_forms.wrong_with(form):
        return answer(403, "Nothing was ordered", wrong)
    with store().reading() as asked:
        known, matter = asked.orders.with_nonce(form.nonce), _matter(asked, form)
    offer = next((one for one in matter.offers if one.what == form.what), None)
    if not known and (offer is None or offer.wrong):
        return _gone_by(matter)
    given = PressOrder(
        What(form.what), matter.id or matter.path, form.name, "desk", datetime.now(UTC),
        path=matter.path, headline=matter.headline, reason=form.reason, seen=form.seen,
        field=offer.field if offer else "", value=form.value.removeprefix(order_forms.SAID),
    )  # fmt: skip
    try:
        with store().writing() as changes:
            number = changes.orders.give(given, form.nonce)
    except OrderError as error:
        return answer(429, "Nothing was ordered", str(error))
    except StoreError:
        return answer(503, "Nothing was ordered", "The store is busy just now, or cannot be written. Try again.")
    response = redirect(f"{settings().public_path}/desk/orders/{number}", 303)
    if not order_forms.who():
        order_forms.remember_name(response, form.name)
    return response


@blueprint.get("/desk/orders/<int:number>")
def one_order(number: int) -> AnyResponse:
    """What came of one order; while it waits, the page asks again by itself."""
    with store().reading() as asked:
        given = asked.orders.numbered(min(number, 2**31 - 1))
        if given is None:
            abort(404, "There is no such order.")
        if given.what is What.UPLOAD:
            return redirect(f"{settings().public_path}/desk/uploads/{given.number}", 303)
        standing = asked.articles.with_id(given.subject) or (asked.articles.at(given.path) if given.path else None)
        receipt = asked.receipts.at(standing.article.path if standing else given.path) if given.path else None
    now = datetime.now(UTC)
    waited = (now - given.at).total_seconds()
    is_waiting = given.state is OrderState.WAITING
    is_reading = receipt is not None and (receipt.outcome is Outcome.WAITING or (receipt.due or now) < now)
    return page(
        "desk_order.html",
        cache="no-store",
        order=given,
        title=ORDERED[given.what],
        standing=standing,
        receipt=receipt,
        is_in_print=standing is not None and standing.state in IN_PRINT,
        asks_again=(is_waiting or is_reading) and waited < _PATIENCE_SECONDS,
        is_late=is_waiting and waited > 10,
        is_forgotten=given.is_forgotten(now),
    )


@blueprint.get("/desk/orders")
def every_order() -> Response:
    """Every order, the last first: who, when, what, why, and what came of it."""
    number = min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)
    with store().reading() as asked:
        found = asked.orders.latest(PAGE_ORDERS + 1, (number - 1) * PAGE_ORDERS)
    return page(
        "desk_orders.html",
        cache="no-store",
        orders=found[:PAGE_ORDERS],
        titles=ORDERED,
        number=number,
        more=len(found) > PAGE_ORDERS,
        now=datetime.now(UTC),
    )


@blueprint.app_context_processor
def _told() -> dict[str, object]:
    """What templates of the desk ask: what can be ordered, and what was."""
    return {"order_titles": ORDERED, "offers_of": offers_of, "act_address": act_address,
            "fields_of": lambda path, receipt: fields_of_file(path, receipt, may_act=may_act()), "last_change_of": last_change_of, "order_says": order_says, "change_classes": change_classes, "is_choice": lambda one: is_whole(one.value),
            "most_value": MOST_VALUE_CHARACTERS, "may_act": may_act, "most_reason": MOST_REASON_CHARACTERS, "most_name": MOST_NAME_CHARACTERS}  # fmt: skip


def may_act() -> bool:
    """Whether orders are given at this desk."""
    return settings().desk_actions


def offers_of(standing: Standing) -> list[Offer]:
    """What can be ordered of an article as it stands."""
    if not may_act():
        return []
    with store().reading() as asked:
        return _offers(asked, standing)


def act_address(subject: str, what: str = "", **said: object) -> str:
    """Where something is ordered of an article, by its key, or of a file, by its path; with what is said of it already."""
    return f"{settings().public_path}/desk/act?{urlencode({'what': what, 'subject': subject, **said})}"


def _offers(asked: Reading, standing: Standing) -> list[Offer]:
    is_pinned = asked.orders.pinned() == standing.article.id
    now, life = datetime.now(UTC), settings().tombstone_life
    return of_article(standing, local, now, life, is_pinned=is_pinned)


def _matter(asked: Reading, form: OrderForm) -> Matter:
    """What a form is about, with what can be ordered of it just now."""
    if not form.subject:
        return Matter("", offers=(LOOK,))
    standing = None if form.what in OF_FILES else asked.articles.with_key(form.subject)
    receipt = asked.receipts.at(form.subject) if standing is None else None
    if standing is None and receipt is not None and not receipt.resembles:
        standing = asked.articles.at(receipt.path)
    if form.what in OF_WORDS:
        return worded_matter(asked, form, standing, receipt)
    if standing is not None:
        article = standing.article
        offers = (*_offers(asked, standing), LOOK)
        return Matter(form.subject, article.id, article.path, article.headline, article.key, offers)
    if receipt is None:
        abort(404, "There is no such article or file.")
    known = asked.files.at(receipt.path)
    other = asked.articles.with_id(receipt.resembles) if receipt.resembles else None
    doubles = of_double(receipt, other, stamp_seen(known.stamp if known else None))
    return Matter(form.subject, "", receipt.path, receipt.headline, offers=(*doubles, LOOK))


def _asking(matter: Matter, offer: Offer, form: OrderForm, *, is_again: bool) -> Response:
    """The form that asks for what is still to be said: why, and by whom."""
    return page(
        _ASKING.get(offer.what, "desk_ask.html"),
        cache="no-store",
        matter=matter,
        offer=offer,
        form=form,
        user=order_forms.who(),
        is_again=is_again,
    )


def _gone_by(matter: Matter) -> AnyResponse:
    about = f"“{matter.headline}”" if matter.headline else matter.path or "the folder"
    return answer(
        409, "Not possible any more", f"As {about} stands now, that cannot be ordered. Nothing was. Look at it again."
    )
