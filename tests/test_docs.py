"""Documentation is kept true: every setting, command, format, outcome and dependency stands in it, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from feedservice.article import Outcome
from feedservice.commands.cli import commands
from feedservice.feeds.formats import FORMATS
from feedservice.feeds.partners import PROFILES
from feedservice.intake import PHOTO_ENDINGS, READERS
from feedservice.intake.sidecars.sidecar import ENDINGS as SIDECAR_ENDINGS
from feedservice.settings import Settings
from feedservice.settings.saved_feeds import SavedFeed

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_variable_and_default(name: str) -> None:
    row = next(line for line in text("docs/operators.md").splitlines() if line.startswith(f"| `{name}`"))
    assert f"FEEDSERVICE_{name.upper()}" in row
    default = Settings.model_fields[name].default
    if default != "":
        shown = str(default).lower() if isinstance(default, bool) else str(default)
        assert shown.removesuffix(".0") in row.replace(",", "").lower() or shown in row


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    section = text("docs/commands.md").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert section
    command = commands.commands[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in section


def test_every_format_outcome_and_file_ending_is_told_to_editors_or_readers() -> None:
    for form in FORMATS:
        assert form.path in text("README.md")
    editors = text("docs/editors.md")
    for outcome in Outcome:
        assert outcome.value in editors
    for ending in (*READERS, *PHOTO_ENDINGS, *SIDECAR_ENDINGS):
        assert ending in editors


def test_every_rule_of_a_partner_stands_in_its_table_with_its_source() -> None:
    page = text("docs/partners.md")
    for profile in PROFILES.values():
        for rule in (*profile.channel_rules, *profile.article_rules):
            row = next(line for line in page.splitlines() if line.startswith(f"| `{rule.id}`"))
            assert rule.remedy in row
            assert rule.source.url in row


def test_every_field_of_a_saved_query_is_documented() -> None:
    for name in SavedFeed.model_fields:
        assert f"`{name}`" in text("docs/feeds.md")


def test_every_direct_dependency_has_its_reason_and_is_pinned() -> None:
    direct = text("requirements.txt").partition("# What these need")[0]
    reasons = text("docs/dependencies.md").lower()
    names = re.findall(r"^([A-Za-z0-9_-]+)==", direct, re.MULTILINE)
    assert len(names) > 10
    assert [name for name in names if name.lower() not in reasons] == []
    lines = [line for line in text("requirements.txt").splitlines() if line and not line.startswith("#")]
    assert all("==" in line for line in lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


def test_the_readme_names_the_two_commands_and_the_makefile_has_them() -> None:
    makefile = text("Makefile")
    for target in ("run", "test", "setup", "check"):
        assert f"make {target}" in text("README.md")
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_module_says_what_it_does_and_what_it_touches() -> None:
    for module in sorted((ROOT / "feedservice").rglob("*.py")):
        source = module.read_text()
        if not source or "migrations" in module.parts:
            continue
        docstring = re.match(r'r?"""(.*?)"""', source, re.DOTALL)
        assert docstring, module
        assert re.search(r"Pure\.|Touches: ", docstring[1]), module


def test_every_module_stands_in_the_plan() -> None:
    plan = text("docs/architecture.md")
    for module in sorted((ROOT / "feedservice").rglob("*.py")):
        told_with_their_room = {"web", "migrations", "versions"}
        if not told_with_their_room & set(module.parts) and not module.name.startswith("__"):
            assert module.name in plan, module
