"""The plan of the house, held by the syntax trees: who may import whom, and that the core only computes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "feedservice"

#: Values in, values out.
CORE = (
    "article",
    "errors",
    "characters",
    "embedded",
    "dataurl",
    "almanac",
    "clocks",
    "stating",
    "dates",
    "slugs",
    "languages",
    "sentences",
    "addresses",
    "holds",
    "intake",
    "cleaning",
    "naming",
    "pairing",
    "likeness",
    "difference",
    "wording",
    "release",
    "life",
    "correcting",
    "compose",
    "identity",
    "receipts",
    "channels",
    "profiles",
    "edition",
    "inscription",
    "render",
    "lint",
    "proofreading",
)
#: Beyond Python's own these are all the core needs; clock, disk, network, database and chance are not among them.
CORE_MAY_IMPORT = {
    "__future__", "base64", "codecs", "collections", "concurrent", "contextlib", "copy", "dataclasses", "datetime", "enum", "functools", "gzip", "hashlib", "html",
    "itertools", "pathlib", "posixpath", "re", "threading", "typing", "unicodedata", "urllib", "zlib",
    "binascii", "email", "io", "json", "tomllib", "zipfile",
    "bs4", "brotli", "dateutil", "feedgen", "lxml", "mammoth", "markdown_it", "nh3", "py3langid", "rapidfuzz", "slugify", "yaml", "zoneinfo", "zstandard",
}  # fmt: skip
#: Of these modules, the parts that only compute.
PARTS = {
    "pathlib": {"PurePosixPath"},
    "urllib": {"urljoin", "urlsplit", "unquote", "unquote_to_bytes", "quote", "urlunsplit"},
}
CLOCKS = {"now", "utcnow", "today"}
READERS_AND_WRITERS = {"open", "input", "print", "exec", "eval", "__import__"}

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def room(module: str) -> str:
    """The name of the module or package directly below feedservice."""
    return module.split(".")[1] if "." in module else ""


def imports(tree: ast.AST) -> set[tuple[str, str]]:
    """Every imported module with the name taken from it; inside functions too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {(node.module or "", alias.name) for alias in node.names}
    return found


def rooms_imported(tree: ast.AST) -> set[str]:
    """The rooms of our own that a module imports from."""
    own = {f"{module}.{name}" for module, name in imports(tree) if module.split(".")[0] == "feedservice"}
    return {room(name) for name in own}


CORE_MODULES = [name for name in MODULES if room(name) in CORE]


def test_the_core_is_all_there() -> None:
    assert {room(name) for name in CORE_MODULES} == set(CORE)


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_imports_only_the_core(module: str) -> None:
    assert rooms_imported(TREES[module]) <= set(CORE)


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_imports_only_what_computes(module: str) -> None:
    outside = {(name.split(".")[0], part) for name, part in imports(TREES[module])} - {("feedservice", "")}
    tops = {name for name, _ in outside} - {"feedservice"}
    assert tops <= CORE_MAY_IMPORT
    for name, allowed in PARTS.items():
        assert {part for top, part in outside if top == name} <= allowed


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_asks_no_clock_and_opens_nothing(module: str) -> None:
    for call in (node.func for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)):
        if isinstance(call, ast.Attribute):
            reads_or_writes = call.attr in {"read_text", "read_bytes", "write_text", "write_bytes"}
            ours = ast.unparse(call) == "text.read_text"  # intake's own, of a text at hand
            assert call.attr not in CLOCKS, ast.unparse(call)
            assert ours or not reads_or_writes, ast.unparse(call)
        elif isinstance(call, ast.Name):
            assert call.id not in READERS_AND_WRITERS, call.id


def test_feedgen_is_imported_in_one_place() -> None:
    users = {
        name for name, tree in TREES.items() if any(module.split(".")[0] == "feedgen" for module, _ in imports(tree))
    }
    assert users == {"feedservice.render.feedgen_bridge"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("web", "press"),
        ("press", "web"),
        ("store", "press"),
        ("store", "web"),
        ("folder", "store"),
        ("standby", "press"),  # a worker that stands by loads no press
        ("web", "standby"),
    ],
)
def test_rooms_that_do_not_know_each_other(one: str, other: str) -> None:
    for name in MODULES:
        if room(name) == one:
            assert other not in rooms_imported(TREES[name]), name


def test_core_rooms_import_downwards_only() -> None:
    """The later may use the earlier; cleaning and compose use tables of intake."""
    order = [
        "errors",
        "article",
        "characters",
        "dataurl",
        "addresses",
        "almanac",
        "clocks",
        "stating",
        "dates",
        "slugs",
        "languages",
        "sentences",
        "holds",
        "intake",
        "embedded",
        "cleaning",
        "naming",
        "pairing",
        "likeness",
        "difference",
        "wording",
        "release",
        "life",
        "correcting",
        "compose",
        "identity",
        "receipts",
        "channels",
        "profiles",
        "edition",
        "inscription",
        "render",
        "lint",
        "proofreading",
    ]
    for name in CORE_MODULES:
        allowed = set(order[: order.index(room(name)) + 1])
        assert rooms_imported(TREES[name]) <= allowed, name


def test_this_test_sees_imports_inside_functions_and_by_any_form() -> None:
    tree = ast.parse("import os.path\ndef f():\n    from feedservice.web import x\n    from feedservice import press")
    assert ("os.path", "") in imports(tree)
    assert rooms_imported(tree) == {"web", "press"}
