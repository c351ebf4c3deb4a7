"""For tests of what is published as files: a newsroom with some of everything, what a reader comes to in it, and nginx over a folder."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from feedservice.press import withdraw
from feedservice.web.private.private_feeds import token_hash
from tests.newsroom import Newsroom, picture, story
from tests.programs import program
from tests.recordings import recording
from tests.service import PATIENCE_SECONDS, Service, free_port, until

ROOT = Path(__file__).parent.parent
SITE = "https://news.example.org"
TOKEN = "0123456789abcdef" * 2 + "01234567"
#: What nobody may read, each found nowhere by chance.
SECRETS = (TOKEN, "zanzibar-wire", "Quokka", "Embargoed Ibex", "Unfinished Yak", "Withdrawn Lynx", "a court order")
FEEDS = {
    "boats": {"words": ["boats"]},
    "zanzibar-wire": {"private": True, "title": "Quokka Telegraph", "words": ["reopens"]},
}

Answer = tuple[int, dict[str, str], bytes]


def looks(room: Newsroom) -> dict[str, str]:
    """The settings of a newsroom's face, for a service beside it."""
    chosen = room.settings
    return {"logo": chosen.logo, "icon": chosen.icon, "rights": chosen.rights, "colour": chosen.colour}


def served_live(room: Newsroom) -> Service:
    """The service over a newsroom, without what files cannot do; whoever asks for it waits for it, and stops it."""
    return Service(
        room.content,
        room.state,
        press="false",
        base_url=SITE,
        desk="false",
        search="false",
        feeds=json.dumps(FEEDS),
        **looks(room),
    )


def full_newsroom(folder: Path, site: str = SITE) -> Newsroom:
    """Articles with photos, tags, authors, in two languages, of a month that is over and of this one; one that was withdrawn, one
    under embargo, one that is a draft; a section that moved, a saved query that ended, a partner with a feed of his own.
    """
    feeds = {**FEEDS, "ended": {"words": ["quay"]}}
    (folder / "logo.jpg").write_bytes(picture("teal", (1200, 600)))
    (folder / "icon.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    )
    face = {
        "logo": str(folder / "logo.jpg"),
        "icon": str(folder / "icon.svg"),
        "rights": "© The Packet",
        "colour": "#0b5d7a",
    }
    room = Newsroom(folder / "content", folder / "state", {"base_url": site, "feeds": feeds, **face})
    room.drop("world/ferry.txt", story("Ferry").replace("\n\n", "\nTags: boats, C++\n\n", 1))
    room.drop("world/ferry.jpg", picture())
    room.drop("world/old.txt", story("Old").replace("Monday.\n", "Monday.\n\nOctober 3, 2026\n", 1))
    room.drop("culture/hafen.txt", "Language: de\n\n" + story("Hafen"))
    room.drop("culture/hafen.png", picture("red", kind="PNG"))
    room.drop("culture/hafen.mp3", recording())
    room.drop("culture/hafen.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nDer Hafen.\n")
    room.drop("moved/market.txt", story("Market"))
    room.drop("world/lynx.txt", story("Withdrawn Lynx"))
    room.drop("world/lynx.jpg", picture("green"))
    room.drop("world/ibex.txt", f"Embargo: 2027-01-05 09:00\n\n{story('Embargoed Ibex')}")
    room.drop("world/ibex.jpg", picture("yellow"))
    room.drop("world/_yak.txt", story("Unfinished Yak"))
    room.settle()
    (room.content / "trade").mkdir()
    (room.content / "moved/market.txt").rename(room.content / "trade/market.txt")
    (room.content / "moved").rmdir()
    room.settle()
    room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/lynx.txt", "a court order", at))
    with room.store.writing() as changes:
        changes.partners.add("acme", token_hash(TOKEN), ("zanzibar-wire",), datetime.now(UTC))
    room.options["feeds"] = FEEDS
    room.__post_init__()
    room.turn(10)
    return room


def addresses(body: bytes, site: str) -> list[str]:
    """The addresses of ours that a page, a feed or a style sheet names, without the site."""
    text = body.decode("utf-8", "replace").replace("\\/", "/")
    found = re.findall(r"""(?:href|src|url|id)["']?[=:]\s?["']([^"'<>\s]+)|>(https?://[^<\s]+)<""", text)
    named = {(one or other).partition("#")[0].partition("?")[0] for one, other in found}
    named |= {one.split()[0] for several in re.findall(r'srcset="([^"]+)"', text) for one in several.split(", ")}
    path = urlsplit(site).path
    inside = {one.removeprefix(site) for one in named if one == site or one.startswith(f"{site}/")}
    inside |= {one.removeprefix(path) for one in named if one.startswith(f"{path}/") and not one.startswith("//")}
    return sorted(one or "/" for one in inside)


def everything(get: Callable[[str], Answer], site: str, *begin: str) -> dict[str, Answer]:
    """Every address that a reader comes to from some, with what is answered there; the desk is not for readers, and /oembed answers questions."""
    found: dict[str, Answer] = {}
    coming = list(begin)
    while coming:
        address = coming.pop()
        if address not in found and not address.startswith(("/desk", "/oembed")):
            found[address] = get(address)
            if not address.startswith(("/photos/", "/media/", "/static/")):
                coming += addresses(found[address][2], site)
    return found


class Nginx:
    """Debian's nginx with our configuration over a folder, on a port of its own, with nothing of the machine's. Ends with its block."""

    def __init__(self, folder: Path, root: Path, *, below: str = "") -> None:
        self.command = (
            program("nginx"),
            "-p",
            str(folder),
            "-e",
            str(folder / "error.log"),
            "-c",
            str(folder / "nginx.conf"),
        )
        self.port, self.folder = free_port(), folder
        folder.mkdir()
        module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
        self.has_brotli = module.exists()
        ours = (ROOT / "deploy/nginx-static.conf").read_text().replace("/var/www/news", str(root))
        ours = ours.replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        if self.has_brotli:
            ours = ours.replace("#brotli_static on;", "brotli_static on;")
        if below:
            ours = ours.replace("#rewrite ^/news", f"rewrite ^{below}")
        (folder / "site.conf").write_text(ours)
        places = "".join(
            f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if Path("/root").owner() == "root" and _is_root() else ""
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; worker_processes 1; {user}\n"
            f"{f'load_module {module};' if self.has_brotli else ''}\n"
            f"events {{ worker_connections 64; }}\nhttp {{ access_log off; {places}\ninclude {folder}/site.conf; }}\n"
        )

    def __enter__(self) -> Self:
        checked = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr, checked.stderr
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        until(lambda: self.answers() or self.process.poll() is not None, "nginx to answer")
        assert self.process.poll() is None, (self.folder / "error.log").read_text()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            return bool(self.get("/robots.txt")[0])
        except OSError:
            return False

    def reload(self) -> None:
        """Have it read its configuration again, as `nginx -s reload` does; done when an old worker answers no more."""
        subprocess.run([*self.command, "-s", "reload"], check=True, capture_output=True)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """See `ask`."""
        return ask(self.port, address, method, **headers)


def ask(port: int, address: str, method: str = "GET", **headers: str) -> Answer:
    """Status, headers and bytes of an answer; no redirect is followed, nothing unpacked."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            told[name.title()] = f"{told[name.title()]}, {value}" if name.title() in told else value
        return answer.status, told, answer.read()
    finally:
        connection.close()


def _is_root() -> bool:
    return Path("/proc/self").stat().st_uid == 0
