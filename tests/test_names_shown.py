"""Names of files on their way to people: commands, log, desk, pages and feeds. Stored paths stay as they are."""

from __future__ import annotations

import ast
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedservice.commands import speaking
from feedservice.service.log_lines import begin_log
from tests import warm
from tests.every import every
from tests.newsroom import Newsroom, picture, story
from tests.service import COMMAND
from tests.test_layers import MODULES, TREES
from tests.text.test_shown import works_unseen
from tests.torture import examples

#: What an editor, or somebody who may drop files, can name a file, and what each does where it is shown raw.
HOSTILE = {
    "turned": "a\u202egpj.exe",
    "isolated": "b\u2066\u2069c",
    "escape": "c\x1b]0;owned\x07\x1b[2Jd",
    "line": "d\nrefused    none.txt",
    "nothing": "e\u200b\ufeffe",
    "c1": "f\x9b31mf",
    "tags": "g\U000e0041g",
}


def names(ending: str) -> list[str]:
    return [f"{name}{ending}" for name in HOSTILE.values()]


def drop_everywhere(newsroom: Newsroom) -> None:
    """Articles, folders, photos, sidecars and refused files of such names; each name is quoted by some sentence."""
    for kind, name in HOSTILE.items():
        newsroom.drop(f"{name}/{name}.txt", story(f"Story {kind}"))
        newsroom.drop(f"{name}.txt", f"Photo: {name}.jpg\n\n{story(f'Bare {kind}')}")
        newsroom.drop(f"refused/{name}.pdf", b"%PDF-1.7")
        newsroom.drop(f"broken/{name}.txt", story(f"Broken {kind}"))
        newsroom.drop(f"broken/{name}.yaml", "a: [")
        newsroom.drop(f"photo/{name}.jpg", picture())
        newsroom.drop(f"damaged/{name}.txt", story(f"Damaged {kind}"))
        newsroom.drop(f"damaged/{name}.jpg", b"\xff\xd8\xff no picture")
        newsroom.drop(f"nameless/{name}.html", f"<p>{'Words of a story without a headline. ' * 30}</p>")


def without_ends_of_lines(text: str) -> str:
    return text.replace("\n", "")


def test_no_page_of_the_desk_holds_a_name_raw(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    drop_everywhere(newsroom)
    newsroom.settle()
    client = newsroom.app().test_client()
    asked, waiting = set[str](), ["/desk", "/desk/withdrawn", "/desk/feeds", "/desk?find=%E2%80%AE", "/desk/left-out?path=%0A", "/", "/feeds"]  # fmt: skip
    while waiting:
        address = waiting.pop()
        asked.add(address)
        answer = client.get(address)
        assert not works_unseen(without_ends_of_lines(answer.text)), address
        if answer.mimetype == "text/html":
            links = BeautifulSoup(answer.data, "lxml").select(
                "[href^='/desk']:not([href*='as=full'], [href*='as=summary']), [href^='/articles'], [href^='/sections']"
            )
            waiting += {link["href"] for link in links} - asked
    assert len([one for one in asked if one.startswith("/desk/articles/")]) >= len(HOSTILE)
    listed = client.get("/desk").text
    assert "a‹U+202E›gpj.exe" in listed


def test_links_of_the_desk_lead_to_the_very_file(newsroom: Newsroom) -> None:
    newsroom.now = datetime.now(UTC)
    for name in HOSTILE.values():
        newsroom.drop(f"{name}.txt", f"{story('Lead ' + name[0])}\n\nENDS\n\nEditors: call the desk.\n")
    newsroom.settle()
    client = newsroom.app().test_client()
    page = BeautifulSoup(client.get("/desk").data, "lxml")
    links = [link["href"] for link in page.select("a[href*='left-out']")]
    assert {unquote(link.partition("path=")[2]) for link in links} == {f"{name}.txt" for name in HOSTILE.values()}
    for link in links:
        assert client.get(link).status_code == 200
    found = BeautifulSoup(client.get("/desk", query_string={"find": "a‹U+202E›gpj"}).data, "lxml")
    assert [code.get_text() for code in found.select(".file code")] == ["a‹U+202E›gpj.exe.txt"]


def test_no_feed_and_no_page_says_what_a_name_turns_round(newsroom: Newsroom) -> None:
    """A name can be the headline of last resort, and a folder's the section."""
    newsroom.now = datetime.now(UTC)
    for name in HOSTILE.values():
        newsroom.drop(f"{name}/{name}-quay.html", f"<p>{'Words of a story without a headline. ' * 30}</p>")
    newsroom.settle()
    client = newsroom.app().test_client()
    for path in ("/", "/rss.xml", "/atom.xml", "/feed.json", "/feeds", "/feeds.opml"):
        assert not works_unseen(without_ends_of_lines(client.get(path).text)), path


def command(newsroom: Newsroom, *words: str) -> str:
    """All that a command says, on both ways."""
    environment = {
        **os.environ,
        "FEEDSERVICE_CONTENT_DIR": str(newsroom.content),
        "FEEDSERVICE_STATE_DIR": str(newsroom.state),
        "FEEDSERVICE_SETTLE_SECONDS": "0",
        "FEEDSERVICE_WITHDRAWAL_GRACE_SECONDS": "0",
        "FEEDSERVICE_WITHDRAWAL_LIMIT_PERCENT": "10",
    }
    ran = warm.run([*COMMAND, *words], env=environment, capture_output=True, check=False)
    return (ran.stdout + ran.stderr).decode()


def test_no_command_says_a_name_raw(newsroom: Newsroom, tmp_path: Path) -> None:
    drop_everywhere(newsroom)
    bad = tmp_path / "feed\x1b[2J.xml"
    bad.write_text("<rss><channel><title>\u202e</title></channel></rss>")
    turned = "a\u202egpj.exe"
    said = {
        "turn": command(newsroom, "turn"),
        "again": command(newsroom, "turn", "--json"),
        "check": command(newsroom, "check", str(newsroom.content)),
        "check json": command(newsroom, "check", "--json", str(newsroom.content)),
        "lint": command(newsroom, "lint", str(bad), str(bad) + "\u202e", "--json"),
        "lint said": command(newsroom, "lint", str(bad)),
        "withdraw": command(newsroom, "withdraw", f"{turned}/{turned}.txt", "--reason", "a"),
        "undo as shown": command(newsroom, "withdraw", "a‹U+202E›gpj.exe/a‹U+202E›gpj.exe.txt", "--undo"),
        "none": command(newsroom, "withdraw", f"none{turned}", "--undo"),
        "stamp": command(newsroom, "stamp", str(newsroom.content)),
        "export": command(newsroom, "export"),
        "backup": command(newsroom, "backup", str(tmp_path / f"{turned}.tar")),
        "settings": command(newsroom, "settings", "--json"),
        "nowhere": command(newsroom, "turn", "--content", str(tmp_path / turned)),
    }
    for what, text in said.items():
        assert not works_unseen(without_ends_of_lines(text)), what
    assert "a‹U+202E›gpj.exe" in said["turn"]
    assert "is being brought back" in said["undo as shown"]
    paths = [json.loads(line)["path"] for line in said["check json"].splitlines()]
    assert f"{turned}.txt" in {Path(path).name for path in paths}, "programs get the very name"


def test_the_log_says_no_name_raw_and_a_message_is_one_line() -> None:
    program = (
        "import logging, feedservice.service.log_lines as s; s.begin_log()\n"
        "logging.error('of %s', 'a\\u202eb\\nINFO forged\\x1b[2J')\n"
        "try: raise ValueError('c\\u202ed')\n"
        "except ValueError: logging.exception('fault')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    log = ran.stderr.decode()
    assert not works_unseen(without_ends_of_lines(log))
    assert "of a‹U+202E›b‹U+000A›INFO forged‹U+001B›[2J" in log
    assert "\nTraceback" in log
    assert log.endswith("ValueError: c‹U+202E›d\n")


@every("module", [name for name in MODULES if name.startswith("feedservice.commands")])
def test_commands_say_things_in_one_way_only(module: str) -> None:
    if module == speaking.__name__:
        return
    calls = {ast.unparse(node.func) for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)}
    assert not {call for call in calls if call in {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}}  # fmt: skip


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=30))
def test_the_desk_shows_any_name_with_nothing_that_works_unseen(newsroom: Newsroom, name: str) -> None:
    """Any that the file system and we take; what is skipped, as hidden files are, is not shown at all."""
    newsroom.now = datetime.now(UTC)
    try:
        newsroom.drop(f"any/{name}.pdf", b"%PDF-1.7")
    except OSError:
        return
    newsroom.settle()
    assert not works_unseen(without_ends_of_lines(newsroom.app().test_client().get("/desk").text))


def test_levels_of_libraries_are_kept_quiet() -> None:
    before = logging.getLogger("alembic").level
    try:
        begin_log()
        assert logging.getLogger("alembic").level == logging.ERROR
    finally:
        logging.getLogger("alembic").setLevel(before)
