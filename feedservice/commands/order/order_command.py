"""The command that orders what editors order at the desk. Touches: database, clock, threads (waits), the name of who runs it."""

from __future__ import annotations

import getpass
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from feedservice.commands import options
from feedservice.commands.speaking import say, say_json, tell
from feedservice.errors import OrderError
from feedservice.settings import sources
from feedservice.text.unicode import one_line

if TYPE_CHECKING:
    from feedservice.press.turn import Press
    from feedservice.store import Store
    from feedservice.store.orders.order_book import PressOrder

#: What is said besides of orders on words: for each, by its place.
WORDED = {
    "choose": ("FIELD", "VALUE"),
    "take-back": ("FIELD",),
    "mark": ("typo, update or correction",),
    "note": ("WORDS",),
}
#: What can be ordered, by the word for it, as `order_book.What` has it with a space.
WORDS = (
    "withdraw",
    "restore",
    "publish",
    "hold",
    "let-go",
    "run-both",
    "set-aside",
    "pin",
    "unpin",
    "look",
    "list",
    *WORDED,
)
_ALONE = ("unpin", "look", "list")
_REASONED = ("withdraw", "hold")
#: How long a look is waited for; a press at work takes an order within a second.
_PATIENCE_SECONDS = 5.0
_PAUSE_SECONDS = 0.1
_MOST_LISTED = 50


@click.command(epilog='Example:  feedservice order hold harbour/bridge.txt --reason "the harbour master calls back"')
@click.argument("what", type=click.Choice(WORDS), metavar="WHAT")
@click.argument("name", required=False)
@click.argument("said", nargs=-1)
@click.option(
    "--instead",
    metavar="WORDS",
    help="The correction note that another takes the place of; with empty WORDS it is taken out.",
)
@click.option("--reason", metavar="TEXT", help="Why; kept in the history, never shown to readers.")
@click.option("--by", metavar="NAME", help="Who orders it; by default who runs the command.")
@options.content
@options.state
@options.json
def order(
    what: str,
    name: str | None,
    said: tuple[str, ...],
    reason: str | None,
    by: str | None,
    as_json: bool,  # noqa: FBT001
    **given: Any,
) -> None:
    """Order what editors order at the desk.

    WHAT is withdraw, restore, publish, hold, let-go, run-both, set-aside, pin, unpin, look or list; NAME is an article's id, its
    key, its address, or the path of its file. A turn is not waited for.

    On words: choose NAME FIELD VALUE, take-back NAME FIELD, mark NAME typo|update|correction, note NAME WORDS.
    """
    instead = given.pop("instead") or ""
    _refuse_misuse(what, name, said, instead, reason)
    from feedservice.commands.store_access import open_history

    chosen = sources.load(given)
    with open_history(chosen) as store:
        if what == "list":
            _list(store, as_json=as_json)
            return
        if what == "look":
            result = _look(store, ordering_name(by))
        else:
            result = _obeyed(
                store, chosen, what, name or "", worded(what, said, instead, reason or ""), ordering_name(by)
            )
    if as_json:
        say_json({"what": what, "result": result})
    else:
        say(result)


def _refuse_misuse(what: str, name: str | None, said: tuple[str, ...], instead: str, reason: str | None) -> None:
    """Raise UsageError where an order says too much or too little."""
    if (what in _ALONE) is bool(name):
        raise click.UsageError(f"{what} wants {'no' if what in _ALONE else 'a'} NAME.")
    if len(said) != len(WORDED.get(what, ())) or (instead and what != "note"):
        wanted = " ".join(WORDED.get(what, ())) or "nothing"
        raise click.UsageError(f"{what} wants {wanted} after NAME{', and no --instead' if what != 'note' else ''}.")
    if (what in _REASONED) is not bool(reason):
        raise click.UsageError(f"{what} wants {'a' if what in _REASONED else 'no'} --reason.")


def ordering_name(by: str | None) -> str:
    """Who orders: as said, else the user of this machine."""
    if by:
        return one_line(by)[:60]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return ""


def worded(what: str, said: tuple[str, ...], instead: str, reason: str) -> dict[str, Any]:
    """What an order says besides what it is about: field and value, and why."""
    field = {"choose": said[:1], "take-back": said[:1], "note": (instead,)}.get(what, ())
    value = {"choose": said[1:], "mark": said, "note": said}.get(what, ())
    texts = {"field": one_line("".join(field)), "value": one_line("".join(value)), "reason": one_line(reason)}
    return {**texts, "field": texts["field"].casefold()} if what in ("choose", "take-back") else texts


def _obeyed(store: Store, chosen: Any, what: str, name: str, words: dict[str, Any], by: str) -> str:
    """Carry an order out by ourselves, in one transaction; a press at work is asked to look, where that follows."""
    from feedservice.commands.store_access import at_its_address, patiently, warn_of_other_settings
    from feedservice.press.orders import WANTS_LOOK, obey_now
    from feedservice.press.turn import Press

    press = Press(at_its_address(chosen, store), store)
    warn_of_other_settings(press)
    given = order_on(press, what, name, words, by)
    result = patiently(lambda: obey_now(press, given), tell)
    if given.what in WANTS_LOOK:
        ask_for_look(store, by)
    return f"“{given.headline}” ({given.path}): {result}" if given.headline else result


def order_on(press: Press, what: str, name: str, words: dict[str, Any], by: str) -> PressOrder:
    """The order on what a name means, with what it says besides."""
    from feedservice.commands.store_access import inside, named
    from feedservice.store.orders.order_book import OF_FIELDS, OF_FILES, PressOrder, What, stamp_seen

    kind, content_dir, at = What(what.replace("-", " ")), press.settings.content_dir, press.now()
    with press.store.reading() as asked:
        if kind is What.UNPIN:
            return PressOrder(kind, "", by, "command", at)
        path = next((one for one in inside(name, content_dir) if asked.receipts.at(one)), "")
        known = asked.files.at(path) if path and kind in OF_FILES | OF_FIELDS else None
        if kind in OF_FILES and known is None:
            raise OrderError(f"There is no file {name} in the folder, as far as the desk knows.")
        if known is not None:
            carried = asked.articles.at(path) if kind in OF_FIELDS else None
            subject, headline = (carried.article.id, carried.article.headline) if carried else (path, "")
            seen = stamp_seen(known.stamp)
            return PressOrder(kind, subject, by, "command", at, path=path, headline=headline, seen=seen, **words)
        article = named(asked, name, content_dir).article
    return PressOrder(kind, article.id, by, "command", at, path=article.path, headline=article.headline, **words)


def ask_for_look(store: Store, by: str) -> None:
    """Have the press that keeps the schedule, if one does, look at the folder at once."""
    from feedservice.store.lease import SCHEDULE
    from feedservice.store.orders.order_book import PressOrder, What

    now = datetime.now(UTC)
    if store.lease_holder(now, SCHEDULE):
        with store.writing() as changes:
            changes.orders.give(PressOrder(What.LOOK, "", by, "command", now))


def _look(store: Store, by: str) -> str:
    """Ask for a look, and wait until a press has taken that; one that no press takes is refused, lest it wait for ever."""
    from feedservice.store.orders.order_book import OrderState, PressOrder, What

    with store.writing() as changes:
        number = changes.orders.give(PressOrder(What.LOOK, "", by, "command", datetime.now(UTC)))
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with store.reading() as asked:
            found = asked.orders.numbered(number)
        if found and found.state is not OrderState.WAITING:
            return found.result
        time.sleep(_PAUSE_SECONDS)
    with store.writing() as changes:
        found = changes.orders.numbered(number)
        if found and found.state is not OrderState.WAITING:
            return found.result
        refusal = "No press was at work to take it."
        changes.orders.settle(number, OrderState.REFUSED, refusal, datetime.now(UTC))
    raise OrderError("No press is at work. Start one, or run feedservice turn: that looks at once.")


def _list(store: Store, *, as_json: bool) -> None:
    with store.reading() as asked:
        found = asked.orders.latest(_MOST_LISTED)
    for one in found:
        if as_json:
            say_json(_plain(one))
        else:
            about = f" “{one.headline}” ({one.path})" if one.headline else f" {one.path}" if one.path else ""
            why = f" ({one.reason})" if one.reason else ""
            say(
                f"{one.at:%Y-%m-%d %H:%M} {one.state.value:<8} {one.what.value}{about}{why}",
                f"    by {one.who or 'somebody'}, {one.place}: {one.result or 'no press has taken it yet'}",
            )
    if not found and not as_json:
        say("Nothing was ordered yet.")


def _plain(one: PressOrder) -> dict[str, Any]:
    return {
        "number": one.number, "what": one.what.value, "subject": one.subject, "path": one.path, "headline": one.headline,
        "by": one.who, "place": one.place, "at": one.at.isoformat(), "reason": one.reason, "state": one.state.value,
        "field": one.field, "value": one.value, "result": one.result, "settled": one.settled.isoformat() if one.settled else None,
    }  # fmt: skip
