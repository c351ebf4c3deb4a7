"""Pages for readers, made with a theme; with our own templates where it fails. Touches: log.

Templates of a theme run in a sandbox: they reach neither files, nor settings that are not for readers, nor Python. A page that a theme cannot
make is made without it, is told in the log once, and stands among the troubles until it succeeds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, PrefixLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from feedservice.channels import channel_slug, display_name
from feedservice.errors import SettingsError
from feedservice.settings import Settings
from feedservice.text.unicode import shown
from feedservice.web.themes.contract import OURS, ShownSettings
from feedservice.web.themes.theme import STYLE, Fault, Theme, theme_at
from feedservice.web.themes.theme_faults import faults_of

_log = logging.getLogger(__name__)

#: So many pages that fail are remembered; they are hardly ever several faults.
_MOST_TROUBLES = 50
#: So much is told of an address, which anybody may make up.
_LONGEST = 200
#: So many faults are told at once.
_MOST_FAULTS = 20
#: Our own templates.
_OURS = Path(__file__).parents[1] / "templates"


class Dressing:
    """What makes pages for readers: a theme, or none."""

    def __init__(self, settings: Settings) -> None:
        self.theme: Theme | None = None
        self._settings = shown_settings(settings)
        self._environment: Environment | None = None
        self._troubles: dict[str, str] = {}
        if settings.theme:
            theme = theme_at(settings.theme)
            environment = environment_of(theme)
            if faults := faults_of(theme, environment):
                raise SettingsError(told(theme, faults))
            self.theme, self._environment = theme, environment

    @property
    def papers(self) -> tuple[str, ...]:
        """What the newsroom's colour is to be read on, where the theme says so."""
        return self.theme.papers if self.theme else ()

    @property
    def trouble(self) -> str:
        """What the theme cannot make, in a sentence; nothing where all is well."""
        if not self._troubles or self.theme is None:
            return ""
        address, why = next(iter(self._troubles.items()))
        others = f" So it is with {len(self._troubles) - 1} more." if len(self._troubles) > 1 else ""
        return f"The theme {self.theme.name} cannot make {address}, which is shown without it: {why}.{others}"

    def policy(self, policy: str) -> str:
        """The pages' policy, where the theme brings fonts with the word that these may be loaded; nothing else may."""
        return f"{policy}; font-src 'self'" if self.theme and self.theme.has_fonts else policy

    def made(self, template: str, values: Mapping[str, Any], plain: Callable[[], str]) -> str:
        """A page with the theme; by `plain` without one, and where it fails."""
        if self.theme is None or self._environment is None:
            return plain()
        address = shown(str(values.get("here") or template)[:_LONGEST])
        try:
            html = self._environment.get_template(template).render({**values, **self._own()})
        except Exception as error:  # whatever a theme does, readers have their page
            why = f"{_where(error, self.theme)}{type(error).__name__}: {error}"
            if why not in self._troubles.values():  # whoever asks for many addresses fills no log
                _log.exception(
                    "the theme %s cannot make %s, which is shown without it: %s", self.theme.name, address, why
                )
            self._troubles = dict([*self._troubles.items(), (address, why)][-_MOST_TROUBLES:])
            return plain()
        self._troubles.pop(address, None)
        return html

    def _own(self) -> dict[str, Any]:
        theme, path = self.theme, self._settings.public_path

        def asset(name: str) -> str:
            if theme is None or name not in theme.files:
                raise LookupError(f"there is no static/{name}")
            return f"{path}{theme.place}/{name}"

        styles = (asset(STYLE),) if theme and STYLE in theme.files else ()
        known = {"name": theme.name, "base_style": theme.base_style, "styles": styles} if theme else {}
        return {"settings": self._settings, "theme": known, "asset": asset}


def shown_settings(settings: Settings) -> ShownSettings:
    """What a theme may know of the settings."""
    return ShownSettings(**{name: getattr(settings, name) for name in ShownSettings.__dataclass_fields__})


def told(theme: Theme, faults: list[Fault]) -> str:
    """What is wrong with a theme, a line for each fault."""
    lines = [f"theme: {theme.folder} cannot be used.", *(f"  {one}" for one in faults[:_MOST_FAULTS])]
    more = len(faults) - _MOST_FAULTS
    return "\n".join([*lines, *([f"  … and {more} more."] if more > 0 else [])])


def environment_of(theme: Theme) -> Environment:
    """What makes pages of a theme's templates: its own first, then ours, which stand beneath `site/` too."""
    loader = FileSystemLoader(_OURS)
    own = FunctionLoader(lambda name: _source(theme, name))
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, loader=ChoiceLoader([own, PrefixLoader({OURS.rstrip("/"): loader}), loader])
    )
    environment.filters.update(channel_slug=channel_slug, display_name=display_name)
    del environment.filters["safe"]  # nothing of a theme says what need not be escaped
    return environment


def _source(theme: Theme, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    found = theme.templates.get(name)
    return None if found is None else (found, str(theme.folder / "templates" / name), lambda: True)


def _where(error: BaseException, theme: Theme) -> str:
    """The file and line of the theme's own in which it went wrong."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(theme.folder):
            place = f"{file.relative_to(theme.folder).as_posix()}, line {trace.tb_lineno}: "
        trace = trace.tb_next
    return place
