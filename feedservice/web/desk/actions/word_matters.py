"""What can be ordered of an article's words just now, asked of the store. Touches: database (reads only)."""

from __future__ import annotations

from dataclasses import replace

from flask import abort

from feedservice.article import Article, Receipt
from feedservice.article.other_values import CHOSEN
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.editing.overruling.last_change import LastChange, last_change
from feedservice.store import Reading
from feedservice.store.orders.order_book import OF_FIELDS, What, change_seen, stamp_seen
from feedservice.web.desk.actions.offers import Matter, Offer
from feedservice.web.desk.actions.order_forms import OrderForm
from feedservice.web.desk.actions.word_offers import (
    FieldShown,
    fields_shown,
    of_choice,
    of_mark,
    of_note,
    of_taking_back,
)
from feedservice.web.responses import local, store


def worded(asked: Reading, form: OrderForm, standing: Standing | None, receipt: Receipt | None) -> Matter:
    """What a form on words is about: the article or file that it names, with what it orders, if that can be."""
    if standing is None and receipt is None:
        abort(404, "There is no such article or file.")
    article = standing.article if standing else None
    path = article.path if article else receipt.path if receipt else ""
    headline = article.headline if article else receipt.headline if receipt else ""
    matter = Matter(form.subject, article.id if article else "", path, headline, article.key if article else "")
    if form.what in OF_FIELDS:
        return _of_field(asked, form, matter)
    if standing is None or standing.state not in IN_PRINT:
        return matter
    seen, said = change_seen(standing.article), form.value
    if form.what == What.MARK:
        last = last_change(asked.articles.history(standing.article.id))
        return _with(matter, of_mark(standing.article, last, said, seen, local), last=last)
    return replace(_with(matter, of_note(standing.article, form.field, said, seen)), article=standing.article)


def _of_field(asked: Reading, form: OrderForm, matter: Matter) -> Matter:
    """Another value for a field of a file, or one taken back."""
    receipt, found, known = (
        asked.receipts.at(matter.path),
        asked.alternatives.at(matter.path),
        asked.files.at(matter.path),
    )
    if receipt is None or found is None or known is None or known.stamp is None:
        return matter
    shown = fields_shown(receipt, found, asked.overrulings.at(matter.path), may_act=True)
    field = next((one for one in shown if one.name == form.field), None) or _unfound(form.field)
    seen = stamp_seen(known.stamp)
    if form.what == What.TAKE_BACK:
        return _with(matter, of_taking_back(field, found, seen), field=field)
    stated = found.stated.get(form.field, "")
    return _with(matter, of_choice(field, form.value, stated, seen, local), field=field)


def _unfound(name: str) -> FieldShown:
    if name not in CHOSEN:
        abort(404, "There is no such field to choose.")
    return FieldShown(name, CHOSEN[name], None, can_be_chosen=True)


def _with(
    matter: Matter, offer: Offer | None, *, field: FieldShown | None = None, last: LastChange | None = None
) -> Matter:
    return replace(matter, offers=(offer,) if offer else (), field=field, last=last)


def fields_of(path: str, receipt: Receipt, *, may_act: bool) -> list[FieldShown]:
    """Every field of a file as the desk's page of it shows it."""
    with store().reading() as asked:
        found, chosen = asked.alternatives.at(path), asked.overrulings.at(path)
    return fields_shown(receipt, found, chosen, may_act=may_act)


def last_change_of(article: Article) -> LastChange | None:
    """The last change of an article that readers could see."""
    with store().reading() as asked:
        return last_change(asked.articles.history(article.id))
