"""The Containerfile, the compose file and the example for Kubernetes: well formed, closed, and of what is there.

No builder is asked for: `.ci/container` does the Containerfile's steps.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from feedservice.commands.cli import commands
from feedservice.settings import Settings
from feedservice.web.watching.probes import PROBES
from tests.test_setup import ROOT

DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the Containerfile with what it says, lines joined, without remarks."""
    lines = [line for line in (DEPLOY / "Containerfile").read_text().splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(name, said) for name, _, said in (line.partition(" ") for line in whole.splitlines() if line)]


def of_containers() -> dict[str, Any]:
    """Every object of the example, by kind and name."""
    found = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
    return {f"{one['kind']} {one['metadata']['name']}": one for one in found}


def is_setting(variable: str) -> bool:
    return variable.removeprefix("FEEDSERVICE_").lower() in {one.name for one in fields(Settings)}


def test_the_image_is_small_not_roots_and_of_files_whose_hashes_are_known() -> None:
    steps = instructions()
    said = dict(steps)  # of each the last: that of the image itself
    assert [name for name, _ in steps].count("FROM") == 2
    assert "-slim" in said["ARG"]
    installs = [words for name, words in steps if name == "RUN" and "pip install" in words]
    assert ["--require-hashes" in words or "--no-deps ." in words for words in installs] == [True, True]
    assert said["USER"] == "10001:10001"
    names = [name for name, _ in steps]
    assert names.index("USER") > max(place for place, name in enumerate(names) if name in ("RUN", "COPY"))
    check = json.loads(said["HEALTHCHECK"].partition("CMD ")[2])
    assert check[0] == "python"
    assert "/livez" in check[2]
    compile(check[2], "the health check", "exec")
    assert json.loads(said["ENTRYPOINT"]) == ["feedservice"]
    assert json.loads(said["CMD"])[0] in commands.commands
    variables = dict(one.split("=", 1) for one in shlex.split(said["ENV"]))
    assert all(is_setting(name) for name in variables if name.startswith("FEEDSERVICE_"))
    assert said["EXPOSE"] == variables["FEEDSERVICE_PORT"]


def test_what_the_image_copies_is_there_and_not_kept_back() -> None:
    let_in = {line[1:] for line in (DEPLOY / "Containerfile.dockerignore").read_text().splitlines() if line[:1] == "!"}
    copied = {
        source
        for name, said in instructions()
        if name == "COPY" and "--from" not in said
        for source in said.split()[:-1]
    }
    assert copied == let_in
    assert all((ROOT / source).exists() for source in copied)


def test_what_the_extras_need_is_what_the_tests_have() -> None:
    lock = (DEPLOY / "extras.lock").read_text()
    blocks = re.findall(r"^[a-z-]+==\S+ (?:\\\n\s+--hash=\S+ ?)+", lock, re.MULTILINE)
    assert [block.partition("==")[0] for block in blocks] == ["obstore", "psycopg", "psycopg-binary"]
    tested = (ROOT / "tests/requirements.lock").read_text()
    assert all(block.strip() in tested for block in blocks)


def test_the_compose_file_starts_what_is_there() -> None:
    whole = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = whole["services"]
    assert set(services) == {"press", "web-1", "web-2", "nginx", "database"}
    for name in ("press", "web-1", "web-2"):
        service = services[name]
        assert service["command"][0] in commands.commands
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert all(map(is_setting, service["environment"]))
        assert (
            DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]
        ).resolve() == DEPLOY / "Containerfile"
    assert services["web-1"]["command"] == services["web-2"]["command"] == ["web"]
    assert [port.split(":")[0] for port in services["nginx"]["ports"]] == ["127.0.0.1"]
    script = services["nginx"]["command"][2]
    shipped = (DEPLOY / "nginx/feedservice.conf").read_text()
    for old, new in re.findall(r"s/([^/]+)/([^/]+)/", script):
        assert len(re.findall(old, shipped)) == 1
        assert new.partition(":")[0] in services
    for file in re.findall(r"/feedservice/([\w.-]+\.conf)", script):
        assert (DEPLOY / "nginx" / file).exists()
    used = {volume.partition(":")[0] for one in services.values() for volume in one.get("volumes", ())}
    assert set(whole["volumes"]) <= used


def test_the_example_for_kubernetes_has_probes_and_is_closed() -> None:
    found = of_containers()
    press, web = found["Deployment press"]["spec"], found["Deployment web"]["spec"]
    assert (press["replicas"], web["replicas"]) == (1, 3)
    for spec, command in ((press, "press"), (web, "web")):
        pod = spec["template"]["spec"]
        (container,) = pod["containers"]
        assert container["args"] == [command]
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not pod["automountServiceAccountToken"]
        closed = container["securityContext"]
        assert closed["readOnlyRootFilesystem"]
        assert not closed["allowPrivilegeEscalation"]
        assert closed["capabilities"] == {"drop": ["ALL"]}
        assert "memory" in container["resources"]["limits"]
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
        assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
        for volume in pod["volumes"]:
            if claim := volume.get("persistentVolumeClaim"):
                assert f"PersistentVolumeClaim {claim['claimName']}" in found
        assert all(is_setting(variable["name"]) for variable in container["env"])
    assert all(map(is_setting, found["ConfigMap feedservice"]["data"]))
    (container,) = web["template"]["spec"]["containers"]
    paths = {probe: container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("startup", "liveness", "readiness")}
    assert paths == {"startup": "/livez", "liveness": "/livez", "readiness": "/readyz"}
    assert set(paths.values()) <= PROBES
    assert found["Service web"]["spec"]["selector"] == web["template"]["metadata"]["labels"]
    assert found["PodDisruptionBudget web"]["spec"]["selector"]["matchLabels"] == web["template"]["metadata"]["labels"]
    assert {one["metadata"].get("namespace", "feedservice") for one in found.values()} == {"feedservice"}


def test_no_configuration_is_without_its_page() -> None:
    page = "".join(one.read_text() for one in (ROOT / "docs").glob("*.md"))
    for file in DEPLOY.rglob("*"):
        if file.is_file():
            assert Path("deploy", file.relative_to(DEPLOY)).parts[1] in page, file
