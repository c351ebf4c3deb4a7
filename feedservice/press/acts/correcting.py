"""The class of an article's last change, and the correction notes that its readers see, as an editor orders them. Touches: database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from feedservice.article import Article, Correction
from feedservice.editing.article_dates import Moment, dated_again
from feedservice.editing.ids import DistinctSeconds
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after
from feedservice.editing.life.standing import HELD, Standing
from feedservice.editing.overruling.desk_notes import DeskNote
from feedservice.editing.overruling.last_change import LastChange, last_change
from feedservice.errors import OrderError
from feedservice.press.acts.occasion import Occasion
from feedservice.press.filing import keep
from feedservice.press.withdraw import find
from feedservice.store import Writing
from feedservice.store.orders.order_book import PressOrder, change_seen
from feedservice.text.comparison.diff import Change, is_typo


def mark(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Call the last change of an article in print another class: readers are told what they would have been, had its file said so."""
    before = _in_print(changes, order)
    was = last_change(changes.articles.history(before.article.id))
    if order.value not in list(Change):
        raise OrderError(f"“{order.value}” is no class of change. Say typo, update or correction.")
    if was is None:
        raise OrderError("It has not changed since it first was in print.")
    if was.change == order.value:
        raise OrderError(f"It is marked as {_named(was.change)} already.")
    change = Change(order.value)
    article = _marked(before, was, change, _moment(changes, occasion))
    _note_bareness(changes, order, before, article)
    event = Event.CORRECTED if article.corrections else Event.RELEASED
    standing = replace(before, article=article, state=after(before.state, event))
    changes.articles.happened(before, f"marked {change.value}", occasion.at, f"it was {_named(was.change)}")
    keep(changes, before, standing, occasion.at)
    changes.files.read_next(before.article.path, occasion.now)
    return f"Marked as {_named(change)}. {_told(before.article, article)}"


def note(changes: Writing, order: PressOrder, occasion: Occasion) -> str:
    """Write a correction note, or one in place of another, which the order's field says, or take that out (its value is empty)."""
    before = _in_print(changes, order)
    old, new = order.field, order.value
    shown = [one.note for one in before.article.corrections]
    if not (old or new) and "" not in shown:
        raise OrderError("Say what was wrong, and what is right.")
    if old and old not in shown:
        raise OrderError("That note does not stand there any more. Look at it again, and order it anew.")
    if new and (new in shown or (not old and any(is_typo(one, new) for one in shown if one))):
        raise OrderError("That note stands there already.")
    if old or not new:
        _take_out(changes, before, old, order)
    if new:
        for bare in changes.desk_notes.of(before.article.id):
            if not bare.words and not bare.is_hidden:
                changes.desk_notes.drop(bare)
        changes.desk_notes.keep(DeskNote(order.number, before.article.id, new, order.who, order.at))
    changes.files.read_next(before.article.path, occasion.now)
    what = "written anew" if old and new else "written" if new else "taken out"
    return f"The correction note is {what}: the file is read again at once, and readers see it so."


def _in_print(changes: Writing, order: PressOrder) -> Standing:
    """The article, if readers see it, and as it was when the order was given. Raises OrderError."""
    found = find(changes, order.subject)
    if found.state not in IN_PRINT:
        state = "held" if found.cause == HELD else found.state.value
        raise OrderError(f"“{found.article.headline}” is not in print: it is {state}.")
    if order.seen and order.seen != change_seen(found.article):
        raise OrderError("The article has changed since. Look at it again, and order it anew.")
    return found


def _moment(changes: Writing, occasion: Occasion) -> Moment:
    return Moment(occasion.at, occasion.settings.zone, DistinctSeconds(changes.articles.updated_seconds).near)


def _marked(before: Standing, was: LastChange, change: Change, moment: Moment) -> Article:
    """The article, told as a change of this class; what is new to readers is dated now."""
    article = before.article
    worded = tuple(one for one in article.corrections if one.note)
    bare = next((one for one in article.corrections if not one.note), Correction("", moment.today))
    notes = worded or ((bare,) if change is Change.CORRECTION else ())
    if change is Change.TYPO:
        gone = before.left + timedelta(seconds=1) if before.left else was.updated_before
        earlier = replace(article, updated=min(max(was.updated_before, gone), article.updated))
        told = dated_again(article, replace(before, article=earlier), change, moment)
    elif was.change is Change.TYPO or (notes and notes != article.corrections):
        told = dated_again(article, before, change, moment)
    else:
        told = article
    return replace(told, corrections=notes, changed=moment.now)


def _note_bareness(changes: Writing, order: PressOrder, before: Standing, article: Article) -> None:
    """Remember whether a note of no words is to be shown, for the next readings of the file."""
    was, now = (any(not one.note for one in version.corrections) for version in (before.article, article))
    if was == now:
        return
    for one in changes.desk_notes.of(article.id):
        if not one.words:
            changes.desk_notes.drop(one)
    sha256 = "" if now else before.sha256
    changes.desk_notes.keep(DeskNote(order.number, article.id, "", order.who, order.at, not now, sha256))


def _take_out(changes: Writing, before: Standing, words: str, order: PressOrder) -> None:
    """Take a note out: one of the desk's is forgotten, one of the file's hidden."""
    mine = [one for one in changes.desk_notes.of(before.article.id) if one.words == words and not one.is_hidden]
    for one in mine:
        changes.desk_notes.drop(one)
    hidden = DeskNote(order.number, before.article.id, words, order.who, order.at, True, "" if words else before.sha256)
    changes.desk_notes.keep(hidden)


def _named(change: Change) -> str:
    return {Change.TYPO: "a typo", Change.UPDATE: "an update", Change.CORRECTION: "a correction"}[change]


def _told(before: Article, now: Article) -> str:
    """What readers see of that."""
    if now.updated > before.updated:
        return "Readers are told of it now."
    return "Readers see no later time of change any more." if now.updated < before.updated else "Its times stay."
