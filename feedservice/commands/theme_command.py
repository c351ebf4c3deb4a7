"""The command that says what is wrong with a theme: theme. Touches: disk (reads the theme), terminal."""

from __future__ import annotations

import click

from feedservice.commands import options
from feedservice.commands.speaking import say, say_json
from feedservice.settings import sources
from feedservice.settings.theme_place import theme_place


@click.command(epilog="Example:  feedservice theme ./our-theme")
@click.argument("place", required=False)
@options.json
def theme(place: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Say what is wrong with a theme, a folder or one of ours, without serving it; without PLACE that of the settings.

    Exit status 1 when something is.
    """
    from dataclasses import asdict

    from feedservice.errors import SettingsError
    from feedservice.web.themes.dressing import environment_of
    from feedservice.web.themes.theme import shipped, theme_at
    from feedservice.web.themes.theme_faults import faults_of

    try:
        chosen = theme_place(place) if place else sources.load().theme
    except ValueError as error:
        raise SettingsError(f"theme: {place} {error}.") from error
    if not chosen:
        say(f"No theme is set: the site looks as it comes. Ours are: {', '.join(shipped())}.")
        return
    found = theme_at(chosen)
    faults = faults_of(found, environment_of(found))
    for fault in faults:
        if as_json:
            say_json(asdict(fault))
        else:
            say(str(fault))
    if faults:
        raise SystemExit(1)
    if not as_json:
        say(f"The theme {found.name} is sound: {len(found.templates)} templates, {len(found.files)} other files.")
