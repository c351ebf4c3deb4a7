"""The settings as they are given, checked by pydantic: a model made of the catalogue. Touches: environment, disk (feedservice.toml only).

For the process that reads settings, and imported when it does. All others are handed a `Settings`, which is plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, get_type_hints

from pydantic import Field as Limits
from pydantic import create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from feedservice.settings import PREFIX, Settings
from feedservice.settings.file_place import settings_file


class _Sources(BaseSettings):
    """Command line, environment, file; no .env and no secrets folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """As pydantic asks for it."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def _limits(setting: Field[Any]) -> Any:
    said = {name: value for name, value in setting.metadata.items() if name != "unit"}
    if setting.default_factory is not MISSING:
        return Limits(default_factory=setting.default_factory, **said)
    return Limits(setting.default, **said)


_types = get_type_hints(Settings, include_extras=True)
_Given = create_model("Given", __base__=_Sources, **{one.name: (_types[one.name], _limits(one)) for one in fields(Settings)})  # type: ignore[call-overload]  # fmt: skip


def checked(options: Mapping[str, Any]) -> Settings:
    """The settings, options first. Raises pydantic's ValidationError; OSError or ValueError when the file cannot be read."""
    given = _Given(**options)
    return Settings(**{one.name: getattr(given, one.name) for one in fields(Settings)})
