"""Refused files told to a webhook and by mail: what is said, how often, and what becomes of it when the other side fails."""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from feedservice.article import Outcome, Problem, Receipt, Severity
from feedservice.errors import SettingsError
from feedservice.press.messages.desk_messages import DeskMessenger
from feedservice.press.messages.ways import MOST_NAMED, message, ways
from feedservice.settings.sources import load
from tests.newsroom import Newsroom, story

DISTANCE = timedelta(seconds=30)


class Webhook:
    """Keeps what it is told; `answers` are the statuses it gives, the last for ever."""

    def __init__(self) -> None:
        self.told: list[dict[str, object]] = []
        self.answers = [204]
        hook = self

        class _Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = hook.answers[0] if len(hook.answers) == 1 else hook.answers.pop(0)
                if status < 300:
                    hook.told.append(body)
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret-path"

    def files(self) -> list[list[str]]:
        return [[one["file"] for one in told["files"]] for told in self.told]


@pytest.fixture
def hook() -> Iterator[Webhook]:
    made = Webhook()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def room(newsroom: Newsroom, hook: Webhook) -> Newsroom:
    newsroom.options["desk_webhook"] = hook.url
    newsroom.__post_init__()
    return newsroom


def messenger(room: Newsroom) -> DeskMessenger:
    (way,) = ways(room.settings)
    return DeskMessenger(way, room.state, room.store, lambda: room.now)


def test_a_refused_file_is_told_once_with_its_remedy_and_a_mended_one_when_it_is_refused_again(
    room: Newsroom, hook: Webhook
) -> None:
    room.drop("world/old.txt", "Headline alone")
    room.settle()
    sender = messenger(room)
    assert sender.tell() is None
    assert hook.told == [], "it was refused before anybody wanted to be told"
    room.drop("world/broken.txt", "Headline alone")
    room.drop("world/ferry.txt", story("Ferry"))
    room.settle()
    sender.tell()
    (told,) = hook.told
    assert (told["count"], told["desk"]) == (1, "http://127.0.0.1:8000/desk?look=1")
    (file,) = told["files"]
    assert (file["file"], file["outcome"]) == ("world/broken.txt", "refused")
    assert "no article text" in file["what"]
    assert "Write the story below" in file["remedy"]
    assert "world/broken.txt: " in told["text"]
    room.now += DISTANCE
    messenger(room).tell()
    assert len(hook.told) == 1, "a restart tells nothing twice"
    for words in (story("Broken"), "Headline alone"):
        room.drop("world/broken.txt", words)
        room.settle()
        room.now += DISTANCE
        sender.tell()
    assert hook.files() == [["world/broken.txt"]] * 2


def test_a_large_drop_is_one_message_and_messages_keep_their_distance(room: Newsroom, hook: Webhook) -> None:
    sender = messenger(room)
    sender.tell()
    for number in range(MOST_NAMED + 5):
        room.drop(f"world/{number:02}.txt", f"Headline {number} alone")
    room.settle()
    sender.tell()
    (told,) = hook.told
    assert (told["count"], len(told["files"])) == (MOST_NAMED + 5, MOST_NAMED)
    assert "… and 5 more." in told["text"]
    room.drop("world/late.txt", "Headline alone")
    room.settle()
    room.now = again if (again := sender.tell()) else room.now
    assert (again, len(hook.told)) == (room.now, 1)
    sender.tell()
    assert hook.files()[1:] == [["world/late.txt"]]


def test_what_fails_is_tried_again_ever_more_seldom_and_nothing_is_lost_or_logged(
    room: Newsroom, hook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    messenger(room).tell()
    room.drop("world/broken.txt", "Headline alone")
    room.settle()
    hook.answers = [500, 302, 429, 200]
    sender, pauses = messenger(room), list[timedelta]()
    while due := sender.tell():
        pauses.append(due - room.now)
        room.now = due
    assert pauses == [timedelta(seconds=seconds) for seconds in (10, 20, 40)]
    assert hook.files() == [["world/broken.txt"]]
    hook.server.shutdown()
    hook.server.server_close()
    room.drop("world/other.txt", "Headline alone")
    room.settle()
    room.now += DISTANCE
    assert sender.tell() == room.now + timedelta(seconds=10)
    assert "secret-path" not in caplog.text


def test_names_in_the_text_hold_nothing_that_works_unseen() -> None:
    problem = Problem("a\u202etxt", "It is \u202ewrong.", "Mend\nit.", Severity.ERROR)
    told = message(
        [Receipt("a\u202etxt", Outcome.REFUSED, problems=(problem,))], "Newsroom", "https://news.example.org"
    )
    assert "\u202e" not in str(told["text"])
    assert len(str(told["text"]).splitlines()) == 2


@pytest.mark.parametrize("url", ["http://chat.example/x", "https://user:pw@chat.example/", "chat.example", "file:///etc/passwd", "https://x y", "https://" + "x" * 3_000])  # fmt: skip
def test_only_a_whole_https_address_is_a_webhook(url: str) -> None:
    with pytest.raises(SettingsError, match="desk_webhook"):
        load({"desk_webhook": url})


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail (RFC 5321) and keeps it, but for those whom `refused` names."""

    daemon_threads = True

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.refused = ""
        server = self

        class _Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say("220 mail.example")
                while line := self.rfile.readline().decode().strip():
                    verb = line[:4].upper()
                    if verb == "DATA":
                        self.say("354 go on")
                        letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                        server.kept.append(letter.decode())
                    is_refused = verb == "RCPT" and server.refused and server.refused in line
                    self.say("550 nobody here" if is_refused else "250 yes")
                    if verb == "QUIT":
                        return

            def say(self, words: str) -> None:
                self.wfile.write(f"{words}\r\n".encode())

        super().__init__(("127.0.0.1", 0), _Session)


def test_mail_goes_to_everybody_and_is_tried_again_when_nobody_takes_it(newsroom: Newsroom) -> None:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        newsroom.options |= {
            "desk_mail": ["ana@news.example", "desk@news.example"],
            "desk_mail_server": f"smtp://127.0.0.1:{server.server_address[1]}",
        }
        newsroom.__post_init__()
        sender = messenger(newsroom)
        sender.tell()
        newsroom.drop("world/größe\u202e.txt", "Headline alone")
        newsroom.settle()
        server.refused = "@news.example"
        assert sender.tell() == newsroom.now + timedelta(seconds=10)
        assert server.kept == []
        server.refused = ""
        newsroom.now += timedelta(seconds=10)
        assert sender.tell() is None
        server.shutdown()
    (letter,) = server.kept
    told = email.message_from_string(letter, policy=email.policy.default)
    assert told["Subject"] == "Newsroom: 1 file needs a look"
    assert (told["From"], told["To"], told["Auto-Submitted"]) == (
        "ana@news.example",
        "ana@news.example, desk@news.example",
        "auto-generated",
    )
    words = told.get_content()
    assert "größe" in words
    assert "\u202e" not in words
    assert "Write the story below the headline" in words
    assert "http://127.0.0.1:8000/desk?look=1" in words


@pytest.mark.parametrize("wrong", [{"desk_mail": ["ana"]}, {"desk_mail": ["a@b\nBcc: c@d"]}, {"desk_mail_from": "x"}, {"desk_mail_server": "mail.example"}, {"desk_mail_server": "smtp://me:secret@mail.example"}])  # fmt: skip
def test_only_addresses_and_servers_are_taken_for_mail(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="desk_mail"):
        load(wrong)
