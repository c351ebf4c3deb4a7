"""The units for systemd: systemd understands them, and they shut each service off from the machine."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

from feedservice.commands.cli import commands
from tests.programs import program
from tests.test_setup import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
#: What docs/operators.md says of the service, in tenths; a later systemd may count a line more.
SCORE, LIMIT = "1.2", 20


def settings(unit: Path) -> dict[str, list[str]]:
    """The lines of its service, by name."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text().partition("[Service]")[2].splitlines():
        name, given, value = line.partition("=")
        if given and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_state_is_private_and_the_rest_of_the_machine_shut(unit: Path) -> None:
    configparser.ConfigParser(strict=False, interpolation=None).read_string(unit.read_text())
    wanted = {
        "User": "feedservice",
        "UMask": "0077",
        "StateDirectoryMode": "0700",
        "ProtectSystem": "strict",
        "ProtectHome": "true",
        "NoNewPrivileges": "true",
        "PrivateTmp": "true",
        "PrivateDevices": "true",
        "MemoryDenyWriteExecute": "true",
        "CapabilityBoundingSet": "",
        "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    }
    found = settings(unit)
    assert {name: found.get(name, [None])[0] for name in wanted} == wanted
    assert found["SystemCallFilter"][0] == "@system-service"
    assert found["StateDirectory"][0].split()[0] == "feedservice"


def test_every_unit_runs_a_command_of_ours_that_is_there() -> None:
    found = {unit.name: re.findall(r"bin/feedservice (\w+)", unit.read_text()) for unit in UNITS}
    assert found == {
        "feedservice-backup.service": ["backup"],
        "feedservice-press.service": ["press"],
        "feedservice-web@.service": ["web"],
        "feedservice.service": ["run"],
    }
    assert {name for names in found.values() for name in names} <= commands.commands.keys()
    assert f"gives it {SCORE}" in (ROOT / "docs/operators.md").read_text()


def test_systemd_understands_them_and_finds_them_closed(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    for unit in (*UNITS, ROOT / "deploy/systemd/feedservice-backup.timer"):
        text = unit.read_text().replace("/opt/feedservice/.venv/bin/feedservice", "/bin/true")
        (tmp_path / unit.name.replace("@.", "@8000.")).write_text(text)
    copies = sorted(map(str, tmp_path.iterdir()))
    services = [one for one in copies if not one.endswith(".timer")]
    for words in (["verify", *copies], ["security", "--offline=yes", f"--threshold={LIMIT}", *services]):
        ran = subprocess.run([analyze, *words], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout[-400:] + ran.stderr
        assert not ran.stderr.strip(), ran.stderr


def test_the_backups_shell_line_backs_up_into_a_file_of_this_moment(tmp_path: Path) -> None:
    """What systemd makes of it: `$$` is `$`, `%%` is `%`."""
    line = (
        settings(ROOT / "deploy/systemd/feedservice-backup.service")["ExecStart"][0]
        .replace("$$", "$")
        .replace("%%", "%")
    )
    script = re.fullmatch(r"/bin/sh -c '(.*)'", line)
    assert script
    said = script[1].replace("/opt/feedservice/.venv/bin/feedservice", "echo").replace("exec ", "")
    ran = subprocess.run(["/bin/sh", "-c", said], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"backup /var/lib/feedservice-backups/\d{4}-\d\d-\d\d-\d{6}\.tar\n", ran.stdout)
