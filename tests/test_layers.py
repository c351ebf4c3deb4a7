"""The plan of the house, held by the syntax trees: who may import whom, that the core only computes, and how large a room may be."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.every import every

PACKAGE = Path(__file__).parent.parent / "feedservice"

#: The floors of the house, the lowest first: a room imports only from the floors below it. Those of one line are one floor.
FLOORS = (
    ("errors",),
    ("text",),
    ("article", "addresses"),
    ("channels",),
    ("settings",),
    ("intake",),
    ("cleaning",),
    ("folder",),
    ("media_store",),
    ("photos", "attachments"),
    ("editing",),
    ("store",),
    ("feeds",),
    ("press", "web"),
    ("service",),
    ("commands",),
    ("__main__",),
)
#: Values in, values out: no clock, disk, network, database, chance.
CORE = ("errors", "text", "article", "addresses", "channels", "intake", "cleaning", "editing", "feeds", "photos.metadata", "commands.stamp.id_insertion", "folder.match", "folder.neighbours", "folder.saved_pages", "folder.folder_names", "folder.conflict_copies")  # fmt: skip
#: What of these rooms touches the world all the same; each module says so in its docstring.
EDGES = (
    "editing.article_photos", "editing.attached.article_attachments", "editing.attached.kept_attachments", "editing.attached.lying_files", "editing.attached.named_files", "editing.surroundings", "editing.ids", "editing.prepare", "editing.rival_versions", "editing.sidecar_files",
    "feeds.editions", "feeds.bindery", "feeds.moved_sections", "feeds.house_style", "feeds.typeset", "feeds.extent", "feeds.saved_channels", "feeds.on_request", "feeds.served_sizes",
)  # fmt: skip
#: Reads data files of its own, which travel in the package, and nothing else.
READS_OWN_FILES = "feedservice.text.languages"
#: Beyond Python's own these are all the core needs; clock, disk, network, database and chance are not among them.
CORE_MAY_IMPORT = {
    "__future__", "base64", "bisect", "codecs", "collections", "concurrent", "contextlib", "copy", "dataclasses", "datetime", "enum", "functools", "gzip", "hashlib", "html",
    "itertools", "pathlib", "posixpath", "re", "threading", "traceback", "typing", "unicodedata", "urllib", "uuid", "zlib",
    "binascii", "email", "io", "json", "tomllib", "zipfile",
    "babel", "bs4", "brotli", "chardet", "dateutil", "feedgen", "htmldate", "justext", "logging", "lxml", "mammoth", "markdown_it", "nh3", "py3langid", "rapidfuzz", "slugify",
    "trafilatura", "yaml", "zoneinfo", "zstandard",
}  # fmt: skip
#: Of these modules, the parts that only compute.
PARTS = {
    "pathlib": {"PurePosixPath"},
    "logging": {"CRITICAL", "getLogger"},  # to keep a library quiet
    "uuid": {"UUID", "uuid5"},
    "urllib": {"urljoin", "urlsplit", "unquote", "unquote_to_bytes", "quote", "urlunsplit"},
}
CLOCKS = {"now", "utcnow", "today"}
READERS_AND_WRITERS = {"open", "input", "print", "exec", "eval", "__import__"}

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


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


def within(module: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of these, or lies in one of them."""
    inside = module.removeprefix("feedservice.")
    return any(inside == one or inside.startswith(f"{one}.") for one in rooms)


def room(module: str) -> str:
    """The name of the module or package directly below feedservice."""
    return module.split(".")[1] if "." in module else ""


def modules_imported(tree: ast.AST) -> set[str]:
    """The modules of our own that a tree imports from."""
    own = {(module, name) for module, name in imports(tree) if module.split(".")[0] == "feedservice"}
    return {f"{module}.{name}" if f"{module}.{name}" in MODULES else module for module, name in own}


def rooms_imported(tree: ast.AST) -> set[str]:
    """The rooms of our own that a module imports from."""
    return {room(name) for name in modules_imported(tree)} - {""}


CORE_MODULES = [name for name in MODULES if within(name, CORE) and not within(name, EDGES)]
PURE_MODULES = [name for name in CORE_MODULES if name != READS_OWN_FILES]
FLOOR_OF = {name: number for number, floor in enumerate(FLOORS) for name in floor}


def test_every_room_stands_on_a_floor() -> None:
    assert {room(name) for name in MODULES} - {""} == set(FLOOR_OF)


@every("module", [name for name in MODULES if room(name)])
def test_a_room_imports_only_from_the_floors_below_it(module: str) -> None:
    mine = room(module)
    above = {one for one in rooms_imported(TREES[module]) if one != mine and FLOOR_OF[one] >= FLOOR_OF[mine]}
    assert not above


def test_inside_a_room_no_two_parts_need_each_other() -> None:
    """Whatever lies side by side in a folder, module or package, can be read in one order."""
    needs: dict[str, dict[str, set[str]]] = {}
    for module, tree in TREES.items():
        for other in modules_imported(tree) - {module}:
            mine, its = ([*name.split("."), *["__init__"] * is_package(name)] for name in (module, other))
            shared = next((n for n, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b), None)
            if shared is not None:
                needs.setdefault(".".join(mine[:shared]), {}).setdefault(mine[shared], set()).add(its[shared])
    for parts in needs.values():
        TopologicalSorter(parts).prepare()  # raises CycleError


def is_package(module: str) -> bool:
    return MODULES[module].name == "__init__.py"


def test_the_edges_are_all_there() -> None:
    assert all(f"feedservice.{name}" in MODULES for name in EDGES)


@every("module", CORE_MODULES)
def test_the_core_imports_only_the_core(module: str) -> None:
    others = {name for name in modules_imported(TREES[module]) if room(name)}
    assert all(within(name, CORE) and not within(name, EDGES) for name in others), others


@every("module", PURE_MODULES)
def test_the_core_imports_only_what_computes(module: str) -> None:
    outside = {(name.split(".")[0], part) for name, part in imports(TREES[module])} - {("feedservice", "")}
    tops = {name for name, _ in outside} - {"feedservice"}
    assert tops <= CORE_MAY_IMPORT
    for name, allowed in PARTS.items():
        assert {part for top, part in outside if top == name} <= allowed


@every("module", PURE_MODULES)
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
    assert users == {"feedservice.feeds.formats.rss_and_atom"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("web", "press"),
        ("press", "web"),
        ("service.standby", "press"),  # a worker that stands by loads no press
    ],
)
def test_rooms_that_do_not_know_each_other(one: str, other: str) -> None:
    for name in MODULES:
        if within(name, (one,)):
            assert other not in rooms_imported(TREES[name]), name


def loaded_with(module: str) -> set[str]:
    """All modules of ours that are loaded with one, the packages around each among them."""
    found, coming = set(), [module]
    while coming:
        name = coming.pop()
        if name in MODULES and name not in found:
            found.add(name)
            coming += [name.rpartition(".")[0], *modules_imported(TREES[name])]
    return found


@pytest.mark.parametrize("face", ["feedservice.web.application", "feedservice.service.wsgi_service"])
def test_what_only_answers_loads_nothing_that_reads_articles(face: str) -> None:
    """A worker starts sooner and is smaller without: readers, their words and their patterns are half of all there is."""
    assert {room(name) for name in loaded_with(face)} & {"intake", "cleaning", "photos", "press"} == set()


def test_this_test_sees_imports_inside_functions_and_by_any_form() -> None:
    tree = ast.parse("import os.path\ndef f():\n    from feedservice.web import x\n    from feedservice import press")
    assert ("os.path", "") in imports(tree)
    assert rooms_imported(tree) == {"web", "press"}


#: How large a room may be; the migrations are history, and stay as they were.
MOST_MODULES_A_FOLDER, MOST_LINES_A_FILE, MOST_LINES_A_FUNCTION = 13, 250, 40
OF_TODAY = [name for name in MODULES if "migrations" not in name]
#: Each of these has a single user, in another room, and is at home where it stands all the same: what it knows belongs there.
AT_HOME_ALL_THE_SAME = {
    "commands.cli": "__main__ is a face of it",
    "folder.overwrite": "the folder alone knows how it is written to",
    "folder.uploads.placing": "the folder alone knows how it is written to",
    "photos.download": "a way for photos to come",
    "press.schedule": "it calls for turns",
    "service.serve": "commands start it",
    "text.data_urls": "text knows no article",
}


def test_a_folder_holds_no_more_modules_than_one_remembers() -> None:
    held = Counter(MODULES[name].parent for name in OF_TODAY if MODULES[name].name != "__init__.py")
    assert {folder.name: count for folder, count in held.items() if count > MOST_MODULES_A_FOLDER} == {}


def test_the_top_level_holds_the_vocabulary_and_the_faces() -> None:
    files = {path.stem for path in PACKAGE.glob("*.py")}
    assert files == {"__init__", "__main__", "addresses", "channels", "errors"}


@every("module", OF_TODAY)
def test_a_file_can_be_read_in_one_go(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES_A_FILE
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_LINES_A_FUNCTION, node.name


def test_a_name_of_a_module_or_a_class_exists_once() -> None:
    modules = Counter(MODULES[name].stem for name in OF_TODAY if not MODULES[name].stem.startswith("__"))
    classes = Counter(node.name for name in OF_TODAY for node in TREES[name].body if isinstance(node, ast.ClassDef))
    assert [name for names in (modules, classes) for name, count in names.items() if count > 1] == []


def test_a_module_with_a_single_user_stands_beside_it() -> None:
    users: dict[str, set[str]] = {}
    for name, tree in TREES.items():
        for other in modules_imported(tree) - {name}:
            users.setdefault(other, set()).add(name)
    alone = {name: next(iter(of)) for name, of in users.items() if len(of) == 1 and not is_package(name)}
    away = {
        name.removeprefix("feedservice.") for name, user in alone.items() if room(name) != room(user) and room(name)
    }
    assert away - {"store.migrations.env"} == set(AT_HOME_ALL_THE_SAME)
