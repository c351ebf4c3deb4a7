"""The commands on partners' private addresses: given, listed, revoked. Touches: database, clock, chance, standard output."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from feedservice.addresses import private_url
from feedservice.commands import options
from feedservice.commands.speaking import say, say_json, tell
from feedservice.errors import OrderError, StoreError
from feedservice.settings import Settings, sources
from feedservice.settings.saved_feeds import NAME
from feedservice.text.amounts import many

if TYPE_CHECKING:
    from feedservice.store import Store
    from feedservice.store.stand.partners import PrivateAddress
    from feedservice.store.stand.polls import Polls

#: 160 random bits: what RFC 6749 section 10.10 wants of what must not be guessed.
_TOKEN_BYTES = 20


@click.group()
def partner() -> None:
    """Give partners private addresses, list them, and revoke them."""


@partner.command()
@click.argument("name")
@click.option(
    "--feed", "feeds", metavar="FEED", multiple=True, help="A saved query that is served there; may be repeated."
)
@click.option("--again", is_flag=True, help="A further address, while the earlier ones work until they are revoked.")
@options.json
@options.content
@options.state
def add(name: str, feeds: tuple[str, ...], again: bool, as_json: bool, **given: Any) -> None:  # noqa: FBT001
    """Give a partner a private address, and print it this once."""
    from feedservice.commands.store_access import at_its_address, open_history, patiently

    chosen = sources.load(given)
    _check_name(name)
    token = secrets.token_hex(_TOKEN_BYTES)
    with open_history(chosen) as store:
        served = patiently(lambda: _add(store, chosen, name, feeds, token, again=again), tell)
        found = _addresses(at_its_address(chosen, store), served, token)
    if as_json:
        say_json({"name": name, "feeds": list(served), "addresses": found})
        return
    say(f"Private addresses of {name}, shown this once:", *(f"  {one}" for one in found))
    say(f"Whoever has one can read the feed. To end them: feedservice partner revoke {name}")


def _check_name(name: str) -> None:
    if not re.fullmatch(NAME.strip("^$"), name):
        raise OrderError(
            f"{name!r} cannot name a partner. Use small letters, figures and hyphens, at most 60, a letter or figure first."
        )


def _add(
    store: Store, settings: Settings, name: str, feeds: Sequence[str], token: str, *, again: bool
) -> tuple[str, ...]:
    """Keep a new address; which feeds are served there. Raises OrderError."""
    from feedservice.store.stand.partners import token_hash

    with store.writing() as changes:
        works = changes.partners.of(name)
        if works and not again:
            raise OrderError(
                f"{name} has a private address since {works[-1].since:%Y-%m-%d}, which was shown then and never again. Say "
                f"--again to give a further one, and revoke the earlier with: feedservice partner revoke {name} --old."
            )
        served = _feeds(settings, tuple(dict.fromkeys(feeds)) or (works[-1].feeds if works else ()))
        changes.partners.add(name, token_hash(token), served, datetime.now(UTC))
    return served


def _feeds(settings: Settings, named: tuple[str, ...]) -> tuple[str, ...]:
    """The feeds that are meant: those named, or the private one if there is but one. Raises OrderError."""
    there, private = list(settings.feeds), [name for name, feed in settings.feeds.items() if feed.private]
    if unknown := [name for name in named if name not in there]:
        listed = f"There are {', '.join(there)}" if there else "The settings have none; give this command the service's"
        raise OrderError(f"No saved query is called {unknown[0]!r}. {listed}.")
    if named or len(private) == 1:
        return named or tuple(private)
    if private:
        raise OrderError(f"Say which feeds: {' '.join(f'--feed {name}' for name in private)}.")
    raise OrderError(
        "No saved query of these settings is private. Say private = true in one of them (docs/partners.md), or name a "
        "public one with --feed."
    )


def _addresses(settings: Settings, feeds: Sequence[str], token: str) -> list[str]:
    from feedservice.feeds.formats import FORMATS
    from feedservice.feeds.partners import PROFILES

    named = {name: PROFILES[settings.feeds[name].profile].formats for name in feeds}
    forms = [(name, form.path) for name in feeds for form in FORMATS if form.name in named[name]]
    return [private_url(settings.public_url, token, name, path) for name, path in forms]


@partner.command("list")
@options.json
@options.content
@options.state
def list_(as_json: bool, **given: Any) -> None:  # noqa: FBT001
    """List partners' private addresses, without their tokens, and how often they ask."""
    from feedservice.commands.store_access import open_history
    from feedservice.store.stand.polls import PollBook

    chosen = sources.load(given)
    with open_history(chosen) as store, store.reading() as asked:
        found = asked.partners.addresses()
    try:
        polls = PollBook(chosen.polls_file).read()
    except StoreError as error:
        polls = {}
        tell(f"Warning: {error}")
    for one in found:
        asked_for = polls.get(one.token_hash)
        if as_json:
            say_json(_plain(one, asked_for))
        else:
            say(_spoken(one, asked_for, chosen))
    if not found and not as_json:
        say("No partner has a private address.")


def _plain(one: PrivateAddress, polls: Polls | None) -> dict[str, Any]:
    return {
        "name": one.name,
        "feeds": list(one.feeds),
        "since": one.since.isoformat(),
        "revoked": one.revoked and one.revoked.isoformat(),
        "polls": polls.count if polls else 0,
        "last_poll": polls and polls.last.isoformat(),
    }


def _spoken(one: PrivateAddress, polls: Polls | None, settings: Settings) -> str:
    def day(instant: datetime) -> str:
        return f"{instant.astimezone(settings.zone):%Y-%m-%d %H:%M}"

    state = f"revoked {day(one.revoked)}" if one.revoked else "works"
    asked = f"{many(polls.count, 'poll')}, the last {day(polls.last)}" if polls else "not polled yet"
    return f"{one.name}  since {day(one.since)}  {state}  {', '.join(one.feeds)}  {asked}"


@partner.command()
@click.argument("name")
@click.option("--old", is_flag=True, help="Only the earlier addresses: the newest goes on working.")
@options.content
@options.state
def revoke(name: str, old: bool, **given: Any) -> None:  # noqa: FBT001
    """End a partner's private addresses at once, for good."""
    from feedservice.commands.store_access import open_history, patiently

    chosen = sources.load(given)
    with open_history(chosen) as store:
        count = patiently(lambda: _revoke(store, name, only_old=old), tell)
    left = " Those with the newest token work." if old else ""
    say(f"Revoked: {many(count, 'token')} of {name}. Whoever asks at its addresses gets 410 from now on.{left}")


def _revoke(store: Store, name: str, *, only_old: bool) -> int:
    """End tokens; how many. Raises OrderError when there are none to end."""
    with store.writing() as changes:
        works = changes.partners.of(name)
        ended = works[:-1] if only_old else works
        if not ended:
            others = ", ".join(sorted({one.name for one in changes.partners.addresses() if not one.revoked}))
            why = "has no earlier address that works" if works else "has no private address that works"
            raise OrderError(f"{name} {why}. {f'Those who have one: {others}.' if others else 'Nobody has one.'}")
        changes.partners.revoke([one.number for one in ended], datetime.now(UTC))
    return len(ended)
