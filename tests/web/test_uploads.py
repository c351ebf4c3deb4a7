"""Articles uploaded at the desk: what is taken, what is not and why, and that nothing is ever half there. One newsroom, no processes."""

from __future__ import annotations

import errno
import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedservice.errors import SettingsError
from feedservice.folder.scan import scan
from feedservice.folder.uploads import placing, staging
from feedservice.folder.uploads.upload_names import name_problem, other_name, section_problem
from feedservice.press.orders import obey_waiting
from feedservice.service.preflight import check_places
from feedservice.settings.sources import load
from feedservice.store.orders.order_book import OrderState
from feedservice.web.desk.uploads import received
from feedservice.web.desk.uploads.upload_pages import _CHOICES
from tests.newsroom import Newsroom, picture, story

File = tuple[str, bytes]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("uploads")
    room = Newsroom(
        folder / "content",
        folder / "state",
        {"desk_upload": True, "upload_limit_bytes": 300_000, "article_limit_bytes": 100_000},
    )
    room.now = datetime.now(UTC)
    room.drop("world/old.txt", story("Old"))
    room.settle()
    yield room
    room.close()


@pytest.fixture
def client(room: Newsroom) -> Iterator[FlaskClient]:
    room.now = datetime.now(UTC)
    yield room.app().test_client()
    assert not (room.content / staging.PLACE).exists(), "nothing is left waiting"


def action(client: FlaskClient, path: str = "/desk/upload", which: int = 0) -> str:
    """Where a form of a page is sent to."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return unescape(re.findall(r'<form[^>]* action="([^"]+)"', page.text)[which])


def form_of(files: list[File], section: str = "world", **said: str) -> dict[str, Any]:
    return {"name": "Ana", "section": section, "files": [(io.BytesIO(data), name) for name, data in files], **said}


def send(client: FlaskClient, files: list[File], section: str = "world", to: str = "", **said: str) -> TestResponse:
    return client.post(to or action(client), data=form_of(files, section, **said), headers={"Accept": "text/html"})


def taken_in(room: Newsroom, answer: TestResponse) -> tuple[OrderState, str]:
    """What the press makes of an upload that was sent."""
    assert answer.status_code == 303, answer.text
    number = int(answer.headers["Location"].rpartition("/")[2])
    obey_waiting(room.press)
    with room.store.reading() as asked:
        order = asked.orders.numbered(number)
    assert order is not None
    return order.state, order.result


def lying(room: Newsroom) -> dict[str, int]:
    return {path: stamp.size_bytes for path, stamp in scan(room.content).stamps.items()}


# ---- values


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "..", "../x.txt", "/etc/passwd", "C:\\x.txt", "a/b.txt", "x\x00.txt", "x\n.txt", "CON", "con.txt", "lpt1.jpg", "COM¹.txt",
        ".htaccess", ".x.txt", "x\u202etxt.exe", "x\u2066.txt", "x.txt.", "x.txt ", " x.txt", "a:b.txt", "what?.txt", "n" * 300 + ".txt",
        "é" * 101 + ".txt", "\udcff.txt", "x\u2028.txt", "_feedservice.toml", "_FeedService.txt", "x\x85.txt",
    ],
)  # fmt: skip
def test_names_that_no_upload_may_have(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize(
    "name", ["ferry.txt", "Fähre – Fahrplan (neu).docx", "渡輪.txt", "_draft.md", "می‌خواهم.txt", "con-man.txt"]
)
def test_names_that_one_may_have(name: str) -> None:
    assert name_problem(name) is None
    assert name_problem(name.encode().decode()) is None


def test_sections_are_one_folder_deep_and_never_the_services_own() -> None:
    assert section_problem("") is None
    assert section_problem("Harbour & docks") is None
    assert all(map(section_problem, ("_receipts", "a/b", "..", ".git", "s" * 101)))


def test_another_name_is_none_of_a_series_of_photos() -> None:
    assert [other_name(one, "b") for one in ("a.txt", "a-1.jpg", "talk.chapters.json", "a")] == [
        "a-b.txt", "a-1-b.jpg", "talk-b.chapters.json", "a-b",
    ]  # fmt: skip


# ---- what is taken


def test_an_article_with_its_photo_is_put_there_whole_and_told_of(room: Newsroom, client: FlaskClient) -> None:
    assert "Upload an article" in client.get("/desk").text
    address, photo = action(client), picture()
    answer = send(
        client, [("e\u0301t\u00e9.txt", story("Summer").encode()), ("été.jpg", photo)], "", address, new_section="Docks"
    )
    assert send(client, [("other.txt", b"x")], to=address).headers["Location"] == answer.headers["Location"], (
        "sent twice"
    )
    page = answer.headers["Location"]
    assert 'http-equiv="refresh"' in client.get(page).text
    assert (room.content / staging.PLACE).is_dir()
    assert not [path for path in lying(room) if "Docks" in path], "the scanner sees nothing of what waits"
    state, result = taken_in(room, answer)
    assert (state, result) == (OrderState.DONE, "2 files put into Docks.\nDocks/été.jpg\nDocks/été.txt"), (
        "the article last"
    )
    assert lying(room)["Docks/été.jpg"] == len(photo)
    assert (room.content / "Docks/été.txt").stat().st_mode & 0o777 == 0o600 | room.content.stat().st_mode & 0o066
    assert "read in a moment" in client.get(page).text
    room.settle()
    told = client.get(page).text
    assert 'class="published" data-file="Docks/%C3%A9t%C3%A9.txt"' in told
    assert "refresh" not in told
    orders = client.get("/desk/orders").text
    assert "<bdi>Ana</bdi>" in orders
    assert client.get(page.replace("uploads", "orders")).headers["Location"] == page
    assert send(client, [("more.txt", story("More").encode())], "", new_section="docks").status_code == 303
    obey_waiting(room.press)
    assert "Docks/more.txt" in lying(room), "the section that readers see as the same"


def test_a_name_that_is_taken_is_asked_about(room: Newsroom, client: FlaskClient) -> None:
    old = (room.content / "world/old.txt").read_bytes()
    new = old.replace(b"Forty", b"Fifty")
    answer = send(client, [("OLD.txt", new), ("OLD.jpg", picture())])
    asked = answer.headers["Location"]
    assert "<code>old.txt</code>" in client.get(asked).text
    beside = action(client, asked, 1)
    assert taken_in(room, client.post(beside))[1].endswith("world/OLD-b.jpg\nworld/OLD-b.txt")
    assert client.post(beside).status_code == 303, "sent twice"
    assert (room.content / "world/old.txt").read_bytes() == old
    (room.content / "world/OLD-b.txt").unlink()
    asked = send(client, [("old.txt", new)]).headers["Location"]
    assert taken_in(room, client.post(action(client, asked, 0)))[1].endswith("\nworld/old.txt")
    assert (room.content / "world/old.txt").read_bytes() == new
    asked = send(client, [("old.txt", b"never")]).headers["Location"]
    assert client.post(action(client, asked, 2)).headers["Location"] == "/desk"
    assert client.get(asked).status_code == 404
    asked = send(client, [("old.txt", b"late" * 20)]).headers["Location"]
    room.drop("world/old.txt", old)  # an editor saves it meanwhile
    state, result = taken_in(room, client.post(action(client, asked, 0)))
    assert state is OrderState.REFUSED
    assert "old.txt: Somebody has written to it since you were asked." in result
    assert (room.content / "world/old.txt").read_bytes() == old


# ---- what is not


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("run.exe", b"MZ")], "run.exe: This is a program that is not read (.exe). Take it out of the folder."),
        ([("a.txt", b"")], "a.txt: There is nothing in this file."),
        ([("a.txt", b"x"), ("A.TXT", b"y")], "A.TXT: Two files of this name were sent."),
        ([("Thumbs.db", b"x")], "Thumbs.db: Files of this name are some program&#39;s own"),
        ([("~$story.docx", b"x")], "some program&#39;s own"),
        ([("a.md", b"x" * 200_000)], "a.md: The file has 200.0 KB; the limit is 100.0 KB."),
        (
            [("good.txt", b"a story"), ("style.css", b"x")],
            "style.css: This is a part of a web page that is not read (.css).",
        ),
    ],
)
def test_what_the_folder_would_not_read_is_refused_with_all_that_came(
    room: Newsroom, client: FlaskClient, files: list[File], said: str
) -> None:
    before = lying(room)
    answer = send(client, files)
    assert taken_in(room, answer)[0] is OrderState.REFUSED
    told = client.get(answer.headers["Location"]).text
    assert "Nothing was put into the folder." in told
    assert said in told
    assert lying(room) == before


@pytest.mark.parametrize(
    ("name", "section", "said"),
    [
        ("../../x.txt", "world", "This name leads into other folders."),
        ("..\\..\\x.txt", "world", "Nothing was sent."),
        ("CON.txt", "world", "Windows keeps this name for itself."),
        ("x.txt", "../state", "This name leads into other folders."),
        ("x.txt", "_receipts", "kept for what the service says"),
        ("x.txt", "way-out", "is a link to another folder"),
        ("x.txt", "plain", "plain is a file, not a section."),
        ("<b>\u202e.txt", "world", "&lt;b&gt;‹U+202E›.txt"),
    ],
)
def test_hostile_names_never_reach_the_press(
    room: Newsroom, client: FlaskClient, tmp_path: Path, name: str, section: str, said: str
) -> None:
    if not (room.content / "way-out").is_symlink():
        (room.content / "way-out").symlink_to(tmp_path)
        room.drop("plain", "x")
    answer = send(client, [(name, b"text")], section)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Nothing was sent." in answer.text
    assert not list(tmp_path.iterdir())


def test_a_link_in_the_section_is_replaced_and_never_written_through(
    room: Newsroom, client: FlaskClient, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept")
    (room.content / "world/link.txt").symlink_to(secret)
    asked = send(client, [("link.txt", b"new")]).headers["Location"]
    assert taken_in(room, client.post(action(client, asked, 0)))[0] is OrderState.DONE
    assert secret.read_text() == "kept"
    assert (room.content / "world/link.txt").read_bytes() == b"new"
    assert not (room.content / "world/link.txt").is_symlink()


def test_what_another_site_could_send_is_not_read(room: Newsroom, client: FlaskClient) -> None:
    address = action(client)
    for place, headers in (
        (address, {"Origin": "https://evil.example"}),
        (address, {"Sec-Fetch-Site": "cross-site"}),
        (re.sub("mark=.", "mark=", address), {}),
        (re.sub(r"made=\d+", "made=1000", address), {}),
        ("/desk/upload", {}),
    ):
        answer = client.post(place, data=form_of([("x.txt", b"x")]), headers=headers)
        assert answer.status_code == 403, place
        assert "Nothing was" in answer.text
    assert room.app().test_client().post(address, data=form_of([("x.txt", b"x")])).status_code == 403
    assert client.post(address, base_url="http://evil.example", data=form_of([("x.txt", b"x")])).status_code == 421
    assert client.post(f"/desk/upload/{'a' * 22}").status_code == 403
    assert client.get("/desk/upload/..%2f..%2fetc").status_code == 404
    shut = room.app(desk_upload=False).test_client()
    assert shut.get("/desk/upload").status_code == shut.post(address).status_code == 404
    assert "Upload an article" not in shut.get("/desk").text
    assert room.app(desk_actions=False).test_client().get("/desk/upload").status_code == 404


def test_too_much_and_what_breaks_off_leave_nothing_behind(
    room: Newsroom, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send(client, [("big.txt", b"x" * 400_000)])
    assert (answer.status_code, "One upload may have 300.0 KB" in answer.text) == (413, True)
    answer = send(client, [(f"{number}.txt", b"x") for number in range(received.MOST_FILES + 1)])
    assert (answer.status_code, "One upload may have 60 files" in answer.text) == (413, True)
    broken = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf of'
    answer = client.post(action(client), data=broken, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, "did not come whole" in answer.text) == (400, True)
    assert client.post(action(client), data={"files": "x"}).status_code == 400
    answer = client.post(
        action(client), data={"name": "Ana", "files": (io.BytesIO(), "")}, content_type="multipart/form-data"
    )
    assert (answer.status_code, "No file was chosen" in answer.text) == (422, True)
    answer = client.post(
        action(client), data=form_of([("x.txt", b"x")]), environ_overrides={"feedservice.unread": True}
    )
    assert (answer.status_code, "Others are uploading" in answer.text) == (503, True)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(received.os, "fsync", full)
    answer = send(client, [("x.txt", b"x")])
    assert (answer.status_code, "disk of the content folder is full" in answer.text) == (507, True)


def test_a_disk_that_gives_out_between_two_files_undoes_both(
    room: Newsroom, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.drop("world/pair.txt", "before")
    before = lying(room)
    asked = send(client, [("pair.txt", b"after"), ("pair.jpg", picture())]).headers["Location"]
    rename = Path.replace

    def give_out(path: Path, target: Path) -> Path:
        if target.name == "pair.txt" and path.name == "1":
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", give_out)
        state, result = taken_in(room, client.post(action(client, asked, 0)))
    assert state is OrderState.REFUSED
    assert "the disk does not let us (Disk quota exceeded)" in result
    assert lying(room) == before
    assert (room.content / "world/pair.txt").read_text() == "before"


def test_a_press_killed_half_way_is_gone_on_from(room: Newsroom, client: FlaskClient) -> None:
    answer = send(client, [("kill.txt", story("Kill").encode()), ("kill.jpg", picture())])
    token = next((room.content / staging.PLACE).iterdir()).name
    upload = staging.find(room.content, token)
    assert upload is not None
    (room.content / "world/kill.jpg").touch()  # its name was claimed
    staging.part_of(room.content, token, upload.files[1]).replace(room.content / "world/kill.jpg")
    assert taken_in(room, answer) == (OrderState.DONE, "2 files put into world.\nworld/kill.jpg\nworld/kill.txt")


def test_what_somebody_killed_left_behind_is_swept(room: Newsroom, client: FlaskClient) -> None:
    mine = staging.begin(room.content, "a" * 22)
    (mine / "1").write_bytes(b"half")
    whole = staging.begin(room.content, "b" * 22)
    staging.keep(room.content, "b" * 22, staging.Upload("", ()))
    client.get("/desk/upload")
    assert mine.exists(), "it may be on its way"
    staging.sweep(room.content, datetime.now(UTC) + timedelta(hours=2))
    assert (mine.exists(), whole.exists()) == (False, True)
    staging.sweep(room.content, datetime.now(UTC) + timedelta(hours=26))


def test_where_nothing_can_be_written_it_is_said_plainly(
    room: Newsroom, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = room.app(content_dir=room.state / "elsewhere").test_client()
    assert "not on this machine" in away.get("/desk/upload", headers={"Accept": "text/html"}).text
    monkeypatch.setattr(staging.os, "access", lambda _, wanted: not wanted & os.W_OK)
    answer = client.get("/desk/upload")
    assert (answer.status_code, "may not write into the content folder" in answer.text) == (503, True)
    with pytest.raises(SettingsError, match="take desk_upload away"):
        check_places(room.settings)
    with pytest.raises(SettingsError, match="desk and its actions must be on"):
        load({"desk_upload": True, "desk_actions": False})


def test_a_press_with_another_folder_says_so(room: Newsroom, client: FlaskClient) -> None:
    answer = send(client, [("x.txt", b"x")])
    staging.discard(room.content, next((room.content / staging.PLACE).iterdir()).name)
    state, result = taken_in(room, answer)
    assert state is OrderState.REFUSED
    assert "not in the content folder of the press" in result


def test_nothing_leads_out_of_where_it_waits(room: Newsroom, client: FlaskClient, tmp_path: Path) -> None:
    """On a share, others may be able to write there: what the press moves must not be theirs to choose."""
    (tmp_path / "secret.txt").write_text("kept")
    answer = send(client, [("x.txt", b"x")])
    mine = next((room.content / staging.PLACE).iterdir())
    (mine / "1").unlink()
    (mine / "1").symlink_to(tmp_path / "secret.txt")
    state, result = taken_in(room, answer)
    assert (state, "not there any more" in result) == (OrderState.REFUSED, True)
    answer = send(client, [("x.txt", b"x")])
    noted = next((room.content / staging.PLACE).iterdir()) / "upload.json"
    noted.write_text(noted.read_text().replace('"part": "1"', f'"part": "{tmp_path}/secret.txt"'))
    assert taken_in(room, answer)[0] is OrderState.REFUSED
    assert (tmp_path / "secret.txt").read_text() == "kept"
    (room.content / staging.PLACE).symlink_to(tmp_path)
    (tmp_path / ("c" * 22)).mkdir()
    staging.sweep(room.content, datetime.now(UTC) + timedelta(days=9))
    staging.discard(room.content, "c" * 22)
    (tmp_path / ("c" * 22)).rmdir()
    assert send(client, [("x.txt", b"x")]).status_code == 503
    assert [one.name for one in tmp_path.iterdir()] == ["secret.txt"]
    (room.content / staging.PLACE).unlink()


def test_choices_are_named_alike_on_both_sides() -> None:
    assert _CHOICES[:2] == (placing.REPLACE, placing.BESIDE)
