"""What pages ask of orders on words; what answers compares texts, which few processes are asked for, and is loaded then. Touches: what `word_matters` touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedservice.article import Article, Receipt
from feedservice.editing.life.standing import Standing
from feedservice.store import Reading
from feedservice.store.orders.order_book import OF_WORDS, PressOrder
from feedservice.web.desk.actions.offers import Matter
from feedservice.web.desk.actions.order_forms import OrderForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedservice.editing.overruling.last_change import LastChange
    from feedservice.text.comparison.diff import Change
    from feedservice.web.desk.actions.word_offers import FieldShown


def worded_matter(asked: Reading, form: OrderForm, standing: Standing | None, receipt: Receipt | None) -> Matter:
    """What a form on words is about."""
    matter: Matter = _of_words().worded(asked, form, standing, receipt)
    return matter


def fields_of_file(path: str, receipt: Receipt, *, may_act: bool) -> list[FieldShown]:
    """Every field of a file as its page shows it, with what may be ordered of it."""
    shown: list[FieldShown] = _of_words().fields_of(path, receipt, may_act=may_act)
    return shown


def last_change_of(article: Article) -> LastChange | None:
    """The last change of an article that readers could see."""
    found: LastChange | None = _of_words().last_change_of(article)
    return found


def order_says(order: PressOrder) -> str:
    """What an order says of words, in a line; nothing for others."""
    return str(_offered().says(order)) if order.what in OF_WORDS else ""


def change_classes() -> Mapping[Change, tuple[str, str]]:
    """What each class of change is called, and means to readers."""
    classes: Mapping[Change, tuple[str, str]] = _offered().CLASSES
    return classes


def _offered() -> Any:
    from feedservice.web.desk.actions import word_offers  # noqa: PLC0415

    return word_offers


def _of_words() -> Any:
    """What compares words, which few processes are asked for."""
    from feedservice.web.desk.actions import word_matters  # noqa: PLC0415

    return word_matters
