"""What stands in front of the webs, as deploy/ ships it: only ports, paths and users are put in."""

from __future__ import annotations

import getpass
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.deploy.newsroom_of_webs import BELOW, ask
from tests.programs import program
from tests.service import PATIENCE_SECONDS, free_port, until
from tests.test_setup import ROOT

DEPLOY = ROOT / "deploy"


def put_in(text: str, places: Mapping[str, str]) -> str:
    """A configuration with these in place of those; each must be there."""
    for old, new in places.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


class Front:
    """A proxy in a process of its own; `port` is that of a site of its own, `below` that of a path of another site."""

    program: str
    port: int
    below: int

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.folder = folder
        with (folder / "front.log").open("ab") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file)

    def await_listening(self, path: str = BELOW) -> None:
        """Wait until it answers for feedservice, below a path or without one."""
        port = self.below if path else self.port

        def answers() -> bool:
            assert self.process.poll() is None, (self.folder / "front.log").read_text()[-2000:]
            return ask(port, f"{path}/livez").status == 200

        until(answers, f"{self.program} to answer")

    def close(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Nginx(Front):
    """nginx with its cache, both sites in one; what Debian's own nginx.conf says of files is said here too."""

    program = "nginx"

    def __init__(self, folder: Path, webs: tuple[int, int], *, logs: bool = True) -> None:
        self.logs = logs
        self.port, self.below = free_port(), free_port()
        self.folder = folder
        command = [
            program("nginx"),
            "-p",
            str(folder),
            "-c",
            str(folder / "nginx.conf"),
            "-e",
            str(folder / "errors.log"),
        ]
        self.write(webs)
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr
        super().__init__(folder, [*command, "-g", "daemon off;"])

    def write(self, webs: tuple[int, int]) -> None:
        """The files of deploy/nginx, where Debian has them."""
        log = "access_log /var/log/nginx/feedservice.log feedservice;"
        logs = {log: f"access_log {self.folder}/access.log feedservice;" if self.logs else "access_log off;"}
        shared = {"127.0.0.1:8000": f"127.0.0.1:{webs[0]}", "127.0.0.1:8001": f"127.0.0.1:{webs[1]}"}
        shared["/var/cache/nginx-feedservice"] = str(self.folder / "cache")
        sites = {"site.conf": self.port, "below-a-path.conf": self.below}
        texts = {"conf.d/feedservice.conf": put_in((DEPLOY / "nginx/feedservice.conf").read_text(), shared)}
        for name in ("feedservice-cached.conf", "feedservice-passed.conf"):
            texts[f"snippets/{name}"] = (DEPLOY / "nginx" / name).read_text()
        for name, port in sites.items():
            text = (DEPLOY / "nginx" / name).read_text()
            texts[f"sites/{name}"] = put_in(text, {**logs, "listen 80;": f"listen 127.0.0.1:{port};"})
        places = "".join(
            f"{name}_temp_path {self.folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        texts["nginx.conf"] = (
            f"user {getpass.getuser()}; pid {self.folder}/pid; worker_processes 1;\nevents {{ }}\n"
            f"http {{ sendfile on; tcp_nopush on; {places} include conf.d/*.conf; include sites/*.conf; }}\n"
        )
        if os.geteuid():
            texts["nginx.conf"] = texts["nginx.conf"].partition(";")[2]
        for name, text in texts.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)


class Varnish(Front):
    """varnishd with its memory; one address for a site of its own and for a path of another."""

    program = "varnishd"

    def __init__(self, folder: Path, webs: tuple[int, int]) -> None:
        self.port = self.below = free_port()
        text = (DEPLOY / "varnish/default.vcl").read_text()
        for old, new in zip(("8000", "8001"), webs, strict=True):
            text = put_in(text, {f'.port = "{old}"': f'.port = "{new}"'})
        text = put_in(
            text, {".interval = 1s": ".interval = 3s"}
        )  # a web that goes is met by requests before its probes fail
        (folder / "default.vcl").write_text(text)
        listening = ["-a", f"127.0.0.1:{self.port}", "-n", str(folder / "work"), "-s", "malloc,64m"]
        jail = ["-j", "none"] if not os.geteuid() else []
        super().__init__(folder, [program("varnishd"), *jail, "-F", "-f", str(folder / "default.vcl"), *listening])


class Caddy(Front):
    """Caddy, without TLS and without its port for administration."""

    program = "caddy"

    def __init__(self, folder: Path, webs: tuple[int, int]) -> None:
        self.port = self.below = free_port()
        text = (DEPLOY / "caddy/Caddyfile").read_text()
        places = {
            "127.0.0.1:8000 127.0.0.1:8001": f"127.0.0.1:{webs[0]} 127.0.0.1:{webs[1]}",
            "\nnews.example.org {": f"\nhttp://news.example.org:{self.port} {{",
            "\nexample.org {": f"\nhttp://example.org:{self.port} {{",
        }
        text = re.sub(r"(?m)^\{\n", "{\n\tadmin off\n", put_in(text, places), count=1)
        (folder / "Caddyfile").write_text(text)
        command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
        super().__init__(folder, ["env", f"HOME={folder}", *command])
