"""What `lint` says of a feed to a person, and to programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from feedservice.commands.cli import commands
from feedservice.commands.lint.lint_report import Judged, as_lines, as_object
from feedservice.feeds.lint import lint
from tests.feeds.lint.documents import RSS

#: Both items have a year of two digits, one a wrong link, and the channel has a bad ttl.
BAD = (
    RSS.replace(" Nov 2026 09", " Nov 26 09")
    .replace("<ttl>5", "<ttl>soon")
    .replace("<link>https://news.example/articles/two", "<link>articles/two")
)


def judged(text: str = BAD) -> Judged:
    body = text.encode()
    return Judged("feed.xml", lint(body), body)


def words(found: Judged, width: int | None = None) -> list[str]:
    return [text for text, _ in as_lines(found, width)]


def test_things_are_grouped_and_the_worst_come_first() -> None:
    found = judged()
    heads = [line for line in words(found) if line[:2] in ("! ", "- ")]
    assert len(heads) == len({one.rule for one in found.complaints})
    assert [line[0] for line in heads] == sorted(line[0] for line in heads)  # what readers notice stands first
    assert heads[-2:] == ["- InvalidPositiveInteger, once (error)", "- ProblematicalRFC822Date, 2 times (warning)"]


def test_each_thing_says_what_readers_see_where_and_the_cure() -> None:
    lines = words(judged(RSS.replace("<title>Bridge opens", "<title>Bridge &amp;lt;b&amp;gt; opens")))
    told = "\n".join(lines)
    assert "item 2 “Bridge" in told
    assert "\n  Readers: They see tags or codes where words should be, or words are missing.\n" in told
    assert "\n  Cure: " in told
    assert "\n  Source: RSS Advisory Board profile, character data\n" in told
    assert lines[-1] == "feed.xml: 1 thing that readers will notice; 2 items checked."


def test_many_places_are_counted_not_listed() -> None:
    item = RSS[RSS.index("<item>\n<title>Bridge") : RSS.index("</channel>")]
    many = "".join(item.replace("two", f"no-{number}").replace("22 Nov", "22 Nev") for number in range(40))
    lines = words(judged(RSS.replace(item, many)))
    dates = next(number for number, line in enumerate(lines) if line.startswith("! InvalidRFC2822Date, 40 times"))
    assert lines[dates + 2].count("“Bridge opens”") == 3
    assert lines[dates + 2].endswith("; and 37 more, in items 5–41.")
    assert max(map(len, lines)) < 300


def test_lines_fit_a_terminal() -> None:
    assert max(map(len, words(judged(), 60))) <= 60


def test_the_object_for_programs() -> None:
    told = as_object(judged())
    assert (told["name"], told["status"], told["items"]) == ("feed.xml", "errors", 2)
    assert told["errors"] + told["warnings"] == len(told["complaints"])
    assert sum(one["count"] for one in told["things"]) == len(told["complaints"])
    assert set(told["things"][0]) == {"rule", "severity", "noticed", "count", "readers", "remedy", "source"}
    assert set(told["complaints"][0]) == {"rule", "severity", "what", "remedy", "where", "entry_id"}
    json.dumps(told)


def test_a_feed_that_cannot_be_read_is_told_to_programs_too(tmp_path: Path) -> None:
    answer = CliRunner().invoke(commands, ["lint", "--json", str(tmp_path / "none.xml")])
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["status"] == "unread"


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_only_on_a_terminal(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(BAD, encoding="utf-8")
    mine, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "feedservice", "lint", str(file)],
        stdout=theirs,
        env=plain | environment | {"COLUMNS": "70"},
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(mine, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        os.close(mine)
        assert process.wait(60) == 1
    assert (b"\x1b[" in said) is coloured
    piped = CliRunner().invoke(commands, ["lint", str(file)])
    assert "\x1b[" not in piped.stdout


def test_what_a_feed_says_commands_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(BAD.replace("Bridge opens", "Bridge \u202e opens"), encoding="utf-8")
    assert "\u202e" not in CliRunner().invoke(commands, ["lint", str(file)]).stdout
