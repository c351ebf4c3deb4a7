"""The example unit for systemd: systemd understands it, and it shuts the service off from the machine."""

from __future__ import annotations

import configparser
import subprocess
from pathlib import Path

from tests.programs import program
from tests.test_setup import ROOT

UNIT = ROOT / "deploy/feedservice.service"
#: What docs/operators.md says, in tenths; a later systemd may count a line more.
SCORE, LIMIT = "1.2", 20


def settings() -> dict[str, list[str]]:
    """The lines of its service, by name."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text().partition("[Service]")[2].splitlines():
        name, given, value = line.partition("=")
        if given and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_state_is_private_and_the_rest_of_the_machine_shut() -> None:
    configparser.ConfigParser(strict=False, interpolation=None).read_string(UNIT.read_text())
    wanted = {
        "UMask": "0077",
        "StateDirectoryMode": "0700",
        "StateDirectory": "feedservice",
        "ProtectSystem": "strict",
        "ProtectHome": "true",
        "NoNewPrivileges": "true",
        "PrivateTmp": "true",
        "PrivateDevices": "true",
        "MemoryDenyWriteExecute": "true",
        "CapabilityBoundingSet": "",
        "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    }
    found = settings()
    assert {name: found.get(name, [None])[0] for name in wanted} == wanted
    assert found["SystemCallFilter"][0] == "@system-service"
    assert f"gives it {SCORE}" in (ROOT / "docs/operators.md").read_text()


def test_systemd_understands_it_and_finds_it_closed(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    copy = tmp_path / "feedservice.service"
    copy.write_text(UNIT.read_text().replace(settings()["ExecStart"][0], "/bin/true"))
    for words in (("verify",), ("security", "--offline=yes", f"--threshold={LIMIT}")):
        ran = subprocess.run([analyze, *words, str(copy)], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout[-400:] + ran.stderr
        assert not ran.stderr.strip(), ran.stderr
