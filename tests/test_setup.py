"""What a newcomer meets first: the pins suit every Python that is promised, and `make` says in a sentence what it needs."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.programs import program

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
#: The first release of every Python that is promised, and the one that Debian 12 has.
PROMISED = ("3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0")
_MINOR = r"Programming Language :: Python :: (3\.\d+)"


def pins(file: str) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return [Requirement(line) for line in lines if line]


PINS = pins("requirements.txt") + pins("tests/requirements.txt")


def test_the_promise_is_the_same_in_readme_and_metadata() -> None:
    minors = [match[1] for one in PROJECT["classifiers"] if (match := re.fullmatch(_MINOR, one))]
    assert minors == sorted({release.rpartition(".")[0] for release in PROMISED})
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(f">={minors[0]}")
    for text in ("README.md", "CONTRIBUTING.md"):
        assert f"Python {minors[0]} to {minors[-1]}" in (ROOT / text).read_text()
    makefile = (ROOT / "Makefile").read_text()
    assert f"Python {minors[0]} to {minors[-1]}" in makefile
    assert f"version_info >= (3, {int(minors[-1].partition('.')[2]) + 1})" in makefile


@pytest.mark.parametrize("pin", PINS, ids=str)
def test_every_pin_suits_every_python_that_is_promised(pin: Requirement) -> None:
    suits = SpecifierSet(importlib.metadata.metadata(pin.name).get("Requires-Python", ""))
    assert not [release for release in PROMISED if release not in suits], f"{pin} asks for Python {suits}"


@pytest.mark.parametrize("pin", PINS, ids=str)
def test_what_is_installed_is_what_is_pinned(pin: Requirement) -> None:
    assert [str(one) for one in pin.specifier] == [f"=={importlib.metadata.version(pin.name)}"]


@pytest.mark.parametrize("release", PROMISED)
def test_all_that_a_pin_needs_is_pinned_too(release: str) -> None:
    """Else a fresh set-up would take whatever is newest that day."""
    here = {"python_full_version": release, "python_version": release.rpartition(".")[0]}
    names = {plain(pin.name) for pin in PINS}
    needed = {
        f"{pin.name} needs {one.name}"
        for pin in PINS
        for one in map(Requirement, importlib.metadata.requires(pin.name) or ())
        if not one.marker or any(one.marker.evaluate({**here, "extra": extra}) for extra in (pin.extras or {""}))
        if plain(one.name) not in names
    }
    assert not needed


def test_what_can_be_asked_for_besides_is_what_is_tested() -> None:
    extras = [Requirement(one) for extra in PROJECT["optional-dependencies"].values() for one in extra]
    tested = {f"{one.name}{one.specifier}" for one in pins("tests/requirements.txt")}
    wanted = {
        f"{name}{one.specifier}"
        for one in extras
        for name in (one.name, *(f"{one.name}-{extra}" for extra in one.extras))
    }
    assert wanted <= tested


@pytest.mark.parametrize("pin", PINS, ids=str)
def test_a_licence_that_is_not_permissive_is_named(pin: Requirement) -> None:
    said = importlib.metadata.metadata(pin.name)
    kinds = [line for line in said.get_all("Classifier") or () if line.startswith("License")]
    texts = [one.read_text() for one in importlib.metadata.files(pin.name) or () if one.name == "LICENSE"]
    stated = said.get("License-Expression") or said.get("License") or "".join(texts)
    licence = "; ".join([stated[:80], *kinds])
    assert licence.strip("; "), "it states none"
    if re.search("GPL|General Public|MPL|Mozilla|Artistic|Eclipse|EUPL|CDDL", licence):
        assert re.search(rf"\b{re.escape(pin.name)}\b", (ROOT / "docs/dependencies.md").read_text()), licence


@pytest.mark.parametrize("folder", ["", "tests/"], ids=["service", "tests"])
def test_the_lock_has_the_hashes_of_what_is_pinned_and_of_nothing_else(folder: str) -> None:
    """`make lock` writes it; without it anew a changed pin would not be what `make setup` installs."""
    lines = (ROOT / folder / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    locked: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith("#"):
            pin, *hashes = line.split()
            locked[pin] = [one.removeprefix("--hash=sha256:") for one in hashes]
    pinned = {f"{plain(pin.name)}{pin.specifier}" for pin in pins(f"{folder}requirements.txt")}
    assert {f"{plain(pin.partition('=')[0])}=={pin.rpartition('=')[2]}" for pin in locked} == pinned, "make lock"
    for pin, hashes in locked.items():
        assert hashes, pin
        assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes), pin
    assert not any("://" in line or line.startswith("-") for line in lines), "no index is named"


def test_what_is_installed_by_make_and_by_hand_is_held_to_its_hashes() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert not re.findall(r"^.*\$\(PIP\)(?!.*--require-hashes).* -r .*$", makefile, re.MULTILINE)
    for page in ("docs/operators.md", "README.md"):
        asked = re.findall(r"pip install[^\n`]*-r [^\n`]*", (ROOT / page).read_text())
        assert all("--require-hashes -r requirements.lock" in one for one in asked), page


def plain(name: str) -> str:
    """The name of a package as the index compares them (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pretend(folder: Path, release: str) -> Path:
    """A Python of this release that can do no more than say so."""
    numbers = ", ".join(release.split("."))
    script = folder / f"python{release}"
    script.write_text(
        f'#!/bin/sh\n[ "$1" = -V ] && echo "Python {release}" && exit\n[ "$2" = "import pip" ] && exit\n'
        f'[ "$1" = -c ] && exec python3 -c "import sys; sys.version_info = ({numbers}); $(printf %s "$2" | sed "s/^import sys;//")"\n'
        'echo "$@" >>"$0.asked"; exit 1\n'
    )
    script.chmod(0o755)
    return script


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of the project as `make setup` needs, in a folder with a space in its name."""
    folder = tmp_path / "a news room"
    folder.mkdir()
    for name in ("Makefile", "requirements.txt", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As by hand: without what a `make` that runs these tests hands on."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON"))
    }
    return subprocess.run(
        ["make", *arguments], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def test_a_python_that_is_too_old_is_told_by_its_very_version(checkout: Path) -> None:
    python = pretend(checkout.parent, "3.10.13")
    answer = make(checkout, "test", f"PYTHON={python}")
    assert answer.returncode != 0
    assert answer.stderr.splitlines()[0] == (
        f"feedservice needs Python 3.11 or newer; {python} is Python 3.10.13. Name a newer one: "
        "make test PYTHON=/path/to/python3.11"
    )
    assert not Path(f"{python}.asked").exists(), "nothing was begun"


def test_a_python_that_is_not_there_is_told(checkout: Path) -> None:
    answer = make(checkout, "PYTHON=python3.99")
    assert answer.stderr.splitlines()[0] == (
        "feedservice needs Python 3.11 or newer, and python3.99 is not there. Install it, or name one: "
        "make run PYTHON=/path/to/python3.11"
    )


def test_a_python_newer_than_those_tried_is_told_and_tried(checkout: Path) -> None:
    python = pretend(checkout.parent, "3.15.0")
    answer = make(checkout, "setup", f"PYTHON={python}")
    assert answer.stderr.startswith(f"feedservice was tried with Python 3.11 to 3.14; {python} is Python 3.15.0.")
    assert Path(f"{python}.asked").read_text() == "-m venv .venv\n"
    assert "apt install python3-venv" in answer.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("moved", [False, True])
def test_an_environment_of_another_folder_is_made_anew(checkout: Path, moved: bool) -> None:
    """The scripts in an environment hold its path: after a move they lead nowhere."""
    (checkout / ".venv/bin").mkdir(parents=True)
    shutil.copy(pretend(checkout.parent, "3.12.0"), checkout / ".venv/bin/python")
    (checkout / ".venv/.ready").write_text(f"{checkout}{' before' if moved else ''}\n")
    answer = make(checkout, "setup", "--dry-run")
    assert ("Setting up .venv" in answer.stdout) == moved


def test_what_runs_before_a_commit_and_for_everybody_is_what_runs_by_hand() -> None:
    """No list of checks or versions stands twice: both call what the Makefile and `.ci/run` hold."""
    (hooks,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    (hook,) = hooks["hooks"]
    assert (hooks["repo"], hook["language"], hook["entry"]) == ("local", "system", "make lint")
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)

    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    assert set(workflow[True]) == {"push", "pull_request"}, "YAML 1.1 reads `on` as true"
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert job["timeout-minutes"] <= 30
    steps = [step.get("run", "").strip() for step in job["steps"]]
    assert steps[-1] == "bash .ci/run"
    script = (ROOT / ".ci/run").read_text()
    assert {"make lint", "make test"} <= {line.strip() for line in script.splitlines()}
    assert all(f"bash .ci/{part}" in script for part in ("wheel", "newcomers"))
    assert script.count("wait ") == 2, "what runs beside the tests counts, too"
    for step in job["steps"]:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", f"a/b@{'0' * 40}")), "pinned by commit"


def test_every_file_keeps_to_the_editorconfig() -> None:
    """But where `.editorconfig` itself leaves every byte alone."""
    free = ("content/", "tests/golden/", "tests/golden_documents/")
    assert f"[{{{','.join(name.rstrip('/') for name in free)}}}/**]" in (ROOT / ".editorconfig").read_text()
    listed = subprocess.run([program("git"), "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    kept = [
        name for name in listed.stdout.split("\0") if name and not name.startswith(free) and (ROOT / name).is_file()
    ]
    assert kept
    texts = {name: content for name in kept if b"\0" not in (content := (ROOT / name).read_bytes())}
    assert not [name for name, content in texts.items() if re.search(rb"[ \t]$|\r|[^\n]\Z", content, re.MULTILINE)]
    for content in texts.values():
        content.decode("utf-8")
