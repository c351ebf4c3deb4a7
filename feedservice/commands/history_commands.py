"""The commands on the history: withdraw, backup, restore, export, stamp. Touches: all edges."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedservice.addresses import permalink
from feedservice.commands import options
from feedservice.commands.order.order_command import ask_for_look, order_on, ordering_name
from feedservice.commands.speaking import json_line, say, tell
from feedservice.editing.life.standing import Standing
from feedservice.errors import OrderError
from feedservice.settings import sources
from feedservice.text.amounts import in_units, many

if TYPE_CHECKING:
    from feedservice.press.turn import Press

_file = click.Path(path_type=Path)


@click.command(epilog='Example:  feedservice withdraw harbour/bridge.txt --reason "the court said so"')
@click.argument("name", required=False)
@click.option("--reason", metavar="TEXT", help="Why; kept in the history, never shown to readers.")
@click.option("--undo", is_flag=True, help="Take a withdrawal by command back.")
@click.option("--gone", is_flag=True, help="Confirm the withdrawals that are held: the files were meant to go.")
@options.content
@options.state
def withdraw(name: str | None, reason: str | None, undo: bool, gone: bool, **given: Any) -> None:  # noqa: FBT001
    """Take an article out of print at once, whatever its file says.

    NAME is its id, its key, its address, or the path of its file.
    """
    if gone + undo + bool(reason) != 1 or gone is bool(name):
        raise click.UsageError("Say one of: withdraw NAME --reason TEXT; withdraw NAME --undo; withdraw --gone.")
    from feedservice.commands.store_access import at_its_address, open_history, warn_of_other_settings
    from feedservice.press.turn import Press

    chosen = sources.load(given)
    with open_history(chosen) as store:
        press = Press(at_its_address(chosen, store), store)
        warn_of_other_settings(press)
        if gone:
            say(*_confirm_gone(press))
        elif name and undo:
            say(_bring_back(press, name))
        elif name and reason:
            say(*_withdraw(press, name, reason))


def _withdraw(press: Press, name: str, reason: str) -> tuple[str, ...]:
    from feedservice.commands.store_access import patiently
    from feedservice.press.orders import obey_now

    order = order_on(press, "withdraw", name, {"reason": reason}, ordering_name(None))
    patiently(lambda: obey_now(press, order), tell)
    with press.store.reading() as asked:
        now = asked.articles.with_id(order.subject)
    return _told(now, press.settings.public_url) if now else ()


def _told(withdrawn: Standing, base_url: str) -> tuple[str, ...]:
    article = withdrawn.article
    url = permalink(base_url, article.key)
    return (
        f"Withdrawn: “{article.headline}” ({article.path})",
        f"  id         {article.id}",
        f"  permalink  {url} {'now answers 410' if withdrawn.left else 'was never in print'}",
        f"  to undo    feedservice withdraw {article.key} --undo",
    )


def _bring_back(press: Press, name: str) -> str:
    from feedservice.commands.store_access import patiently
    from feedservice.press.orders import obey_now

    order = order_on(press, "restore", name, {}, ordering_name(None))
    patiently(lambda: obey_now(press, order), tell)
    ask_for_look(press.store, order.who)
    with press.store.reading() as asked:
        freed = asked.articles.with_id(order.subject)
    title = f"“{order.headline}” ({order.path})"
    if freed and freed.vanished:
        return f"{title} is no longer withdrawn by command, but its file is gone: drop it again to bring it back."
    return f"{title} is being brought back: the next look reads its file again, and what that says decides."


def _confirm_gone(press: Press) -> list[str]:
    """Only while the folder is there, and the files are still gone: a share may have been mounted since."""
    from feedservice.commands.store_access import patiently
    from feedservice.folder.scan import is_away, peek
    from feedservice.press.withdraw import confirm_gone

    content_dir = press.settings.content_dir
    if is_away(content_dir):
        raise OrderError(
            f"The content folder {content_dir} is empty or not there, as when a share is not mounted. Nothing was "
            "withdrawn. To withdraw everything, leave an empty folder inside it."
        )
    with press.store.reading() as asked:
        gone = asked.files.gone()
    back = [path for path in gone if peek(content_dir, path)]
    if back:
        raise OrderError(f"Of the files that were gone, {len(back)} are back ({back[0]} …). Wait for the next look.")
    if not gone:
        return ["No file is gone, so there is nothing to confirm."]
    withdrawn = patiently(lambda: press.obey(lambda changes, at: confirm_gone(changes, press.now(), at)), tell)
    lines = [f"gone       {path}" for path in sorted(gone)]
    return [*lines, f"Withdrawn: {withdrawn} articles whose files are gone. Their addresses answer 410."]


@click.command(epilog="Example:  feedservice backup /srv/backups/news.tar")
@click.argument("file", type=_file)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option(
    "--photos/--no-photos",
    default=None,
    help="With the photos, or without; by default without those that an object store keeps.",
)
@options.content
@options.state
def backup(file: Path, force: bool, photos: bool | None, **given: Any) -> None:  # noqa: FBT001
    """Copy the whole history and the photos into one file, while the service runs."""
    from feedservice.commands.backup import back_up
    from feedservice.commands.store_access import open_history

    chosen = sources.load(given)
    with open_history(chosen) as store:
        with_photos = not chosen.media_store if photos is None else photos
        made = back_up(chosen, store, file, force=force, with_photos=with_photos)
    what = f"{many(made.articles, 'article')} and {many(made.photos, 'photo') if with_photos else 'no photos'}"
    say(f"Backed up {what} into {file} ({in_units(made.size_bytes)}).")
    place = chosen.media_store or chosen.photos_dir
    if not with_photos:
        tell(f"The photos are in {place} alone; --photos takes them along.")
    if made.missing:
        tell(f"Warning: {many(made.missing, 'photo')} that the history names are not in {place}.")


@click.command(epilog="Example:  feedservice restore /srv/backups/news.tar")
@click.argument("file", type=_file)
@click.option("--replace", is_flag=True, help="Throw away the articles that the store holds.")
@options.content
@options.state
def restore(file: Path, replace: bool, **given: Any) -> None:  # noqa: FBT001
    """Bring a backup back, beside a running service or before the first start."""
    from feedservice.commands.lost_store import open_or_replace
    from feedservice.commands.restore import restore as restore_backup
    from feedservice.commands.store_access import patiently
    from feedservice.service.preflight import check_places

    chosen = sources.load(given)
    check_places(chosen)
    with open_or_replace(chosen, tell) as store:
        done = restore_backup(
            file, chosen, store, replace_articles=replace, patiently=lambda work: patiently(work, tell)
        )
    say(
        f"Restored {many(done.articles, 'article')} and {many(done.photos, 'photo')} from {file}. "
        f"Edition {done.edition} is out. The next look compares the folder with it."
    )


@click.command(epilog="Example:  feedservice export news.jsonl")
@click.argument("file", type=_file, required=False)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@options.content
@options.state
def export(file: Path | None, force: bool, **given: Any) -> None:  # noqa: FBT001
    """Print the whole history for other programs, an article a line as JSON."""
    from feedservice.commands.archive import written_whole
    from feedservice.commands.export import everything
    from feedservice.commands.store_access import at_its_address, open_history

    chosen = sources.load(given)
    with open_history(chosen) as store:
        rows = everything(store, at_its_address(chosen, store).public_url)
        if file is None:
            with closing(rows):  # before the store, when the reader has had enough
                sys.stdout.buffer.writelines(_lines(rows))
            return
        with written_whole(file, force=force) as folder, (folder / "unfinished").open("wb") as target:
            count = sum(1 for line in _lines(rows) if target.write(line))
    say(f"Exported {many(count, 'article')} to {file}.")


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    return (json_line(row).encode() + b"\n" for row in rows)


@click.command(epilog="Example:  feedservice stamp content/harbour --dry-run")
@click.argument("paths", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@options.content
@options.state
def stamp(paths: tuple[str, ...], dry_run: bool, **given: Any) -> None:  # noqa: FBT001
    """Write articles' ids into their files, so that even a lost store keeps them."""
    from feedservice.commands.stamp import stamp_files
    from feedservice.commands.store_access import open_history

    chosen = sources.load(given)
    with open_history(chosen) as store:
        done = []
        for one in stamp_files.stamp(paths, chosen, store, dry_run=dry_run):
            say(f"{one.path} {one.says}")
            done.append(one)
    if any(one.failed for one in done):
        sys.exit(1)
