"""Partner profiles. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A partner."""

    name: str
    title: str
    formats: tuple[str, ...]


PROFILES: Mapping[str, Profile] = {"plain": Profile("plain", "Plain", ("rss", "atom", "json"))}
