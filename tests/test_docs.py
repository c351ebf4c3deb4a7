"""Documentation is kept true: every setting, command, format, outcome and dependency stands in it, and links lead somewhere."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path

import click
import pytest

from feedservice.article import Outcome
from feedservice.commands.cli import commands
from feedservice.feeds.formats import FORMATS
from feedservice.feeds.partners import PROFILES
from feedservice.intake.kinds.file_kinds import FORMS
from feedservice.settings import Settings
from feedservice.settings.saved_feeds import PROFILES as NAMES_OF_PROFILES
from feedservice.settings.saved_feeds import SavedFeed
from tests.test_layers import FLOOR_OF, MODULES, TREES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = sorted(file for room in ("feedservice", "tests", "bench") for file in (ROOT / room).rglob("*.py"))
RECIPES = [ROOT / "Makefile", *sorted(file for file in (ROOT / ".ci").iterdir() if file.is_file())]


def text(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_documented_with_its_variable_and_default(setting: Field[object]) -> None:
    name, default = setting.name, setting.default if setting.default is not MISSING else {}
    row = next(line for line in text("docs/operators.md").splitlines() if line.startswith(f"| `{name}`"))
    assert f"FEEDSERVICE_{name.upper()}" in row
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
    editors, whole = text("docs/editors.md"), text("docs/articles.md")
    assert len(editors.split()) <= 1500, "it is to be read in one go"
    for outcome in Outcome:
        assert outcome.value in editors
    for ending in FORMS:
        assert ending in whole


def test_every_rule_of_a_partner_stands_in_its_table_with_its_source() -> None:
    page = text("docs/partners.md")
    for profile in PROFILES.values():
        for rule in (*profile.channel_rules, *profile.article_rules):
            row = next(line for line in page.splitlines() if line.startswith(f"| `{rule.id}`"))
            assert rule.remedy in row
            assert rule.source.url in row


def test_every_partner_can_be_named_in_a_saved_query_and_has_its_chapter() -> None:
    """The settings know the names alone (`saved_feeds.PROFILES`): they lie below the room of the partners."""
    assert tuple(PROFILES) == NAMES_OF_PROFILES
    for name in set(PROFILES) - {"plain"}:
        assert f'`profile = "{name}"`' in text("docs/partners.md")


def test_every_field_of_a_saved_query_is_documented() -> None:
    for one in fields(SavedFeed):
        assert f"`{one.name}`" in text("docs/feeds.md")


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


@pytest.mark.parametrize("page", ["docs/operators.md", "docs/partners.md"])
def test_examples_for_proxies_keep_partners_addresses_out_of_every_log(page: str) -> None:
    """Tried with nginx 1.22, Caddy 2.6 and 2.11: while nothing answers behind them, their logs of errors have whole addresses."""
    (nginx,) = re.findall(r"location /private/ \{.*?\}", text(page), re.DOTALL)
    assert "access_log off;" in nginx
    assert "error_log /dev/null;" in nginx
    assert "log_skip /private/*" in text(page)
    assert "request>uri regexp /private/[^/]+ /private/-" in text(page)


def test_the_readme_names_the_two_commands_and_the_makefile_has_them() -> None:
    makefile = text("Makefile")
    pages = {"run": "README.md", "test": "README.md", "setup": "CONTRIBUTING.md", "check": "CONTRIBUTING.md"}
    for target, page in pages.items():
        assert f"make {target}" in text(page)
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_module_says_what_it_does_and_what_it_touches() -> None:
    for module in sorted((ROOT / "feedservice").rglob("*.py")):
        source = module.read_text()
        if not source or "migrations" in module.parts:
            continue
        docstring = re.match(r'r?"""(.*?)"""', source, re.DOTALL)
        assert docstring, module
        assert re.search(r"Pure\.|Touches: ", docstring[1]), module


def plan() -> str:
    return text("docs/architecture.md").partition("```text\n")[2].partition("```")[0]


def places_in(drawing: str) -> list[str]:
    """The folders and modules of a plan, by the path that their indents say; each line begins with one, or with several."""
    found, above = [], []
    for line in drawing.splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        names = re.match(r"\s*((?:\w+(?:/|\.py)\s+)*)", line + " ")[1].split()
        above = [*above[:level], names[0]]
        found += ["".join([*above[:level], name]) for name in names]
    return found


def test_the_plan_has_every_package_and_every_module_of_the_top_level_and_nothing_else() -> None:
    packages = {f"{init.parent.relative_to(ROOT)}/" for init in (ROOT / "feedservice").rglob("__init__.py")}
    top = {str(module.relative_to(ROOT)) for module in (ROOT / "feedservice").glob("*.py")} - {
        "feedservice/__init__.py"
    }
    drawn = places_in(plan())
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == packages | top | {"wsgi.py", "content/"}


def test_the_plan_is_in_the_order_of_the_floors() -> None:
    rooms = [re.sub(r"(/|\.py)$", "", place.partition("/")[2]) for place in places_in(plan())]
    floors = [FLOOR_OF[room] for room in rooms if room in FLOOR_OF]
    assert floors == sorted(floors, reverse=True)
    assert len(floors) == len(FLOOR_OF)


def test_the_plan_is_read_by_its_indents() -> None:
    drawing = "wsgi.py  all\nfeedservice/\n  web/  it\n    desk/ one/\n  a.py b.py  two\n"
    assert places_in(drawing) == [
        "wsgi.py", "feedservice/", "feedservice/web/", "feedservice/web/desk/", "feedservice/web/one/", "feedservice/a.py", "feedservice/b.py"
    ]  # fmt: skip


def bound_in(body: Iterable[ast.AST]) -> set[str]:
    """The names that a module or a class binds: by definition, assignment or import, also within its conditions."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        else:
            found |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            found |= bound_in(child for child in ast.walk(node) if isinstance(child, ast.ImportFrom))
    return found


CLASSES = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
#: Names with dots that are none of ours: those of files and hosts by their end, those of notations by their beginning.
FILES = {"css", "db", "eml", "example", "html", "jpg", "js", "json", "lock", "md", "opml", "parts", "py", "toml", "txt", "xml", "yaml"}  # fmt: skip
NOTATIONS = {"hub", "photo"}


def has(name: str, attribute: str) -> bool:
    """Whether a class of ours of this name, or one that it is made from, has an attribute."""
    for class_ in (one for one in CLASSES if one.name == name):
        inside = [node for node in ast.walk(class_) if isinstance(node, ast.Attribute)]
        own = {node.attr for node in inside if isinstance(node.ctx, ast.Store)} | bound_in(class_.body)
        if attribute in own or any(has(base.id, attribute) for base in class_.bases if isinstance(base, ast.Name)):
            return True
    return False


def is_in(tree: ast.Module, rest: list[str]) -> bool:
    """Whether a module binds a name; and where that is a class, whether it has what follows."""
    return not rest or (rest[0] in bound_in(tree.body) and (len(rest) == 1 or has(rest[0], ".".join(rest[1:]))))


def is_ours(dotted: str) -> bool:
    """Whether there is such a module, whatever lies above it, or such a name in one; or a class of ours with it."""
    parts = dotted.split(".")
    cuts = [(f".{'.'.join(parts[:cut])}", parts[cut:]) for cut in range(1, len(parts) + 1)]
    return has(parts[0], ".".join(parts[1:])) or any(
        f".{name}".endswith(head) and is_in(tree, rest) for name, tree in TREES.items() for head, rest in cuts
    )


def dotted_names(said: str) -> list[str]:
    """The names with dots between backticks, but those of files, of notations and of Python's own modules."""
    names = re.findall(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?:\([^`]*\))?`", said)
    others = NOTATIONS | (sys.stdlib_module_names - {name.rpartition(".")[2] for name in MODULES})
    return [name for name in names if name.split(".")[0] not in others and name.split(".")[-1] not in FILES]


def test_names_with_dots_are_told_apart() -> None:
    for name in ("cleaning.clean", "feedservice.press", "intake.html.story_head", "metadata.RANKS", "Press.turn", "Press.settings", "prepare.Draft.manuscript"):  # fmt: skip
        assert is_ours(name), name
    for name in ("cleaning.dirty", "press.newsstand", "html.press", "Press.run", "Press.turn.x", "prepare.Draft.colour", "holds.wish"):  # fmt: skip
        assert not is_ours(name), name
    said = (
        "`cleaning.clean(body)`, `rss.xml`, `os.path`, cleaning.wash, `Press.turn`, `text`, `holds.wish`, `html.escape`"
    )
    assert dotted_names(said) == ["cleaning.clean", "Press.turn", "holds.wish", "html.escape"]


def test_every_name_with_dots_in_pages_and_code_is_there() -> None:
    """But for the changelog, which speaks of what was, and this file, which makes names up."""
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in {*PAGES, *CODE} - {ROOT / "CHANGELOG.md", Path(__file__)}
        for name in dotted_names(file.read_text())
        if not is_ours(name)
    ]
    assert sorted(wrong) == []


def test_the_way_of_an_article_names_what_is_there() -> None:
    way = text("docs/architecture.md").split("```text\n")[2].partition("```")[0]
    names = re.findall(r"^ +(\w+\.\w+)", way, re.MULTILINE)
    assert len(names) > 15
    assert [name for name in names if not is_ours(name)] == []


def paths_in(said: str) -> Iterator[str]:
    """The paths of this project that a text names, up to what it leaves open; and names of modules, with `.py`."""
    yield from re.findall(r"(?<![\w/.-])(?:feedservice|tests|bench|docs|deploy)/[\w./*-]*(?:::\w+)?", said)
    for room, rest in re.findall(r"`(\w+)(/[\w./*-]*)(?:<[^`]*)?`", said):
        if (ROOT / "feedservice" / room).is_dir():
            yield f"feedservice/{room}{rest}"
    yield from (f"**/{name}" for name in re.findall(r"`(\w+\.py)`", said))


def leads_somewhere(path: str) -> bool:
    """Whether there is such a file or folder, or such a test in it."""
    path, _, test = path.rstrip(".").partition("::")
    found = [ROOT / path] if "*" not in path else list(ROOT.glob(path))
    return any(one.exists() and (not test or f"def {test}(" in one.read_text()) for one in found)


def test_paths_are_told_apart() -> None:
    for path in (
        "feedservice/press",
        "tests/golden/articles/page-*",
        "tests/test_docs.py::test_paths_are_told_apart",
        "**/turn.py",
    ):
        assert leads_somewhere(path), path
    for path in (
        "feedservice/printing",
        "tests/golden/articles/nothing-*",
        "tests/test_docs.py::test_nothing",
        "**/spin.py",
    ):
        assert not leads_somewhere(path), path
    said = "feedservice/press/turn.py, `intake/<kind>/x.py`, `web/desk.`, /opt/feedservice/x, `turn.py`, `content/x`, tests/x.py::y"
    assert list(paths_in(said)) == ["feedservice/press/turn.py", "tests/x.py::y", "feedservice/intake/", "feedservice/web/desk.", "**/turn.py"]  # fmt: skip


def test_every_path_in_pages_and_recipes_leads_somewhere() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}: {path}"
        for file in {*PAGES, *RECIPES} - {ROOT / "CHANGELOG.md"}
        for path in paths_in(file.read_text())
        if not leads_somewhere(path)
    ]
    assert sorted(wrong) == []
