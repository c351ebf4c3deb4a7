"""Stamping: an article's id in its file, every other byte as it was, and every word read as before."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import SourceFile
from feedservice.commands.cli import commands
from feedservice.commands.stamp import stamp_files
from feedservice.commands.stamp.id_insertion import CARRIERS, inscribe
from feedservice.commands.stamp.stamp_files import Stamped
from feedservice.folder import overwrite
from feedservice.intake import READERS, read
from feedservice.intake.kinds.file_kinds import SIDECAR_ENDINGS
from feedservice.text.encodings.decode import decode
from tests.newsroom import Newsroom, story

ID = "tag:news.example,2026-11-23:abcdefghijklmnop"

RUSSIAN = "Северный порт открыт после шторма. Сорок лодок вышли в море на рассвете."
CHINESE = "港口周一重新开放。四十艘船在一小时内离开，港务长说，没有人受伤。"
#: So few letters that only the declaration tells their encoding.
SAMI = "Giđđa Guovdageainnus."
JAPANESE = "港は月曜日に再開した。四十隻の船が一時間以内に出港したと港長は述べた。"


def page(name: str, words: str = "", head: str = "", doctype: str = "<!DOCTYPE html>") -> str:
    headline, *paragraphs = story(name).strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in [*paragraphs, words])
    return f"{doctype}\n<html lang='en'>\n<head>{head}\n<title>{headline}</title>\n</head>\n<body>\n<h1>{headline}</h1>\n{body}</body></html>\n"


def fragment(name: str) -> str:
    headline, *paragraphs = story(name).strip().split("\n\n")
    return f"<h1>{headline}</h1>\n" + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def dense(name: str) -> str:
    """A story without an empty line: there line ends part the paragraphs."""
    return "\n".join(line for line in story(name).splitlines() if line)


def charset(name: str) -> str:
    return f'<meta charset="{name}">'


FILES: dict[str, bytes] = {
    "utf8.txt": f"{story('Aspen')}\n{CHINESE}\n".encode(),
    "mark.txt": codecs.BOM_UTF8 + f"{story('Birch')}\n{CHINESE}\n".encode(),
    "utf16.txt": f"{story('Cedar')}\n{CHINESE}\n".encode("utf-16"),
    "utf16be.txt": codecs.BOM_UTF16_BE + f"{story('Dogwood')}\n{CHINESE}\n".encode("utf-16-be"),
    "utf16bare.txt": story("Elm").encode("utf-16-le"),
    "utf32.txt": f"{story('Fir')}\n{CHINESE}\n".encode("utf-32"),
    "western.txt": f"{story('Ginkgo')}\n“Café” – naïve.\n".encode("cp1252"),
    "windows.txt": story("Hazel").replace("\n", "\r\n").encode(),
    "oldmac.txt": story("Ivy").replace("\n", "\r").encode(),
    "utf16windows.txt": story("Juniper").replace("\n", "\r\n").encode("utf-16"),
    "dense.txt": dense("Kapok").encode(),
    "densewindows.txt": dense("Larch").replace("\n", "\r\n").encode(),
    "denseutf16.txt": dense("Maple").encode("utf-16"),
    "fields.txt": f"Section: culture\nTags: a, b\n\n{story('Nutmeg')}".encode(),
    "fieldsapart.txt": f"Section: culture\n\nTags: a, b\n\n{story('Oak')}".encode(),
    "densefields.txt": f"Section: culture\n{dense('Pine')}".encode(),
    "emptytop.txt": f"\n \n\n{story('Quince')}".encode(),
    "densemptytop.txt": f"\n \r\n{dense('Rowan')}\n\n".encode(),
    "indented.txt": f"\n   {story('Spruce')}".encode(),
    "chinesefields.txt": f"标签：港口\n\n{story('Teak')}\n{CHINESE}\n".encode(),
    "page.html": page("Umbrella").encode(),
    "marked.html": codecs.BOM_UTF8 + page("Viburnum", CHINESE).encode(),
    "utf16.html": page("Willow", CHINESE).encode("utf-16"),
    "gbk.html": page("Yew", CHINESE, charset("gbk")).encode("gbk"),
    "shiftjis.html": page("Zelkova", JAPANESE, charset("shift_jis")).encode("shift_jis"),
    "iso2022.html": page("Acacia", JAPANESE, charset("iso-2022-jp")).encode("iso2022_jp"),
    "windows1251.html": page("Banyan", RUSSIAN, charset("windows-1251")).encode("cp1251"),
    "windows.html": page("Catalpa").replace("\n", "\r\n").encode(),
    "fragment.htm": fragment("Deodar").encode(),
    "fragmentutf16.html": fragment("Ebony").encode("utf-16"),
    "fragmentdoctype.html": f"<!doctype html>\n{fragment('Fig')}".encode(),
    "nohead.html": page("Gum").replace("<head>", "").replace("</head>", "").encode(),
    "headattributes.html": page("Holly").replace("<head>", '<HEAD profile="x">').encode(),
    "commented.html": page("Ironwood").replace("<html", "<!-- <head> was here -->\n<html").encode(),
    "oneline.html": page("Kauri").replace("\n", "").encode(),
    "article.html": f"<!doctype html>\n<article>{fragment('Myrtle')}</article>".encode(),
    "header.html": fragment("Lime").replace("<h1>", "<header><h1>").replace("</h1>", "</h1></header>").encode(),
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    monkeypatch.chdir(tmp_path)
    made = Newsroom(tmp_path / "content", tmp_path / "state", now=datetime.now(UTC) - timedelta(hours=2))
    yield made
    made.close()


def stamp(room: Newsroom, *paths: str, dry_run: bool = False) -> dict[str, Stamped]:
    found = stamp_files.stamp(paths, room.settings, room.store, dry_run=dry_run)
    return {one.path: one for one in found}


def written(name: str) -> bytes:
    """A file with the id in it, in the first way that reads the same."""
    source = SourceFile(name, FILES[name], "")
    ways = inscribe(source.content, Path(name).suffix, ID)
    return next(way for way in ways if stamp_files._says_the_same(source, way, ID))


def kept(room: Newsroom) -> dict[str, object]:
    """Every article, with its id, its words and its times."""
    with room.store.reading() as asked:
        return {one.article.path: one.article for one, _ in asked.articles.everything()}


def ids(room: Newsroom) -> dict[str, tuple[str, str]]:
    with room.store.reading() as asked:
        return {one.article.path: (one.article.id, one.article.key) for one, _ in asked.articles.everything()}


def test_stamped_files_of_every_kind_change_nothing_and_keep_their_ids_without_the_store(room: Newsroom) -> None:
    for name, content in FILES.items():
        room.drop(f"trees/{name}", content)
    room.settle()
    before, articles, atom = ids(room), kept(room), room.document("/atom.xml")
    assert len(articles) == len(FILES)
    told = stamp(room, "content")
    assert [one for one in told.values() if not one.done] == []
    room.settle()
    assert {receipt.receipt.outcome.value for receipt in room.receipts().values()} == {"published"}
    assert kept(room) == articles
    assert room.document("/atom.xml") == atom
    assert room.receipts()["trees/utf8.txt"].receipt.evidence["id"].value == before["trees/utf8.txt"][0]
    room.close()
    shutil.rmtree(room.state)
    room.restart()
    room.settle()
    assert ids(room) == before


@pytest.mark.parametrize("name", FILES)
def test_only_the_id_is_added_in_the_files_own_bytes(name: str) -> None:
    content = FILES[name]
    stamped = written(name)
    added = len(stamped) - len(content)
    start = next((number for number in range(len(content)) if content[number] != stamped[number]), len(content))
    at = next(at for at in range(start, -1, -1) if stamped[:at] + stamped[at + added :] == content)
    assert decode(stamped)[1] == decode(content)[1]
    assert len(stamped[at : at + added].replace(b"\0", b"")) <= len(f'<meta name="feedservice-id" content="{ID}">') + 17
    found = read(SourceFile(name, stamped, "")).manuscript.id
    assert found
    assert found.value == ID


def test_where_the_id_stands() -> None:
    def top(name: str) -> list[str]:
        return decode(written(name))[0].split("\n")[:5]

    meta = f'<meta name="feedservice-id" content="{ID}">'
    assert top("utf8.txt")[:3] == [f"Id: {ID}", "", "Aspen reopens after storm"]
    assert top("dense.txt")[:2] == [f"Id: {ID}", "Kapok reopens after storm"]
    assert top("fields.txt")[:4] == [f"Id: {ID}", "Section: culture", "Tags: a, b", ""]
    assert top("emptytop.txt") == ["", " ", "", f"Id: {ID}", ""]
    assert top("page.html")[2:5] == ["<head>", meta, "<title>Umbrella reopens after storm</title>"]
    assert top("fragment.htm")[:2] == [meta, "<h1>Deodar reopens after storm</h1>"]
    assert top("fragmentdoctype.html")[:2] == ["<!doctype html>", meta]
    assert top("commented.html")[3:5] == ["<head>", meta]
    assert top("nohead.html")[1:3] == ["<html lang='en'>", meta]
    assert top("header.html")[:2] == [meta, "<header><h1>Lime reopens after storm</h1></header>"]


def test_in_an_xml_page_the_element_is_closed() -> None:
    content = page("Jarrah", doctype='<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>').encode()
    stamped = inscribe(content, ".html", ID)[0].decode()
    assert f'<head>\n<meta name="feedservice-id" content="{ID}" />\n<title>' in stamped


@given(
    st.binary(max_size=200) | st.text(max_size=80).map(str.encode),
    st.sampled_from(sorted({*CARRIERS, *SIDECAR_ENDINGS})),
)
def test_of_any_bytes_none_is_lost(content: bytes, suffix: str) -> None:
    try:
        ways = inscribe(content, suffix, ID)
    except UnicodeError:
        return
    for stamped in ways:
        added = len(stamped) - len(content)
        assert any(stamped[:at] + stamped[at + added :] == content for at in range(len(content) + 1))


def test_every_ending_that_is_read_can_be_written_or_is_known_not_to() -> None:
    assert set(READERS) > CARRIERS
    assert inscribe(b"x", ".docx", ID) == ()


def test_a_dry_run_writes_nothing(room: Newsroom) -> None:
    target = room.drop("world/a.txt", story("Alpha"))
    room.settle()
    assert stamp(room, "world/a.txt", dry_run=True)["world/a.txt"].says.startswith("would carry tag:")
    assert target.read_text() == story("Alpha")


def test_what_is_not_stamped_is_told_and_left(room: Newsroom) -> None:
    embargo = (room.now + timedelta(days=2)).isoformat()
    files = {
        "world/a.txt": story("Alpha"),
        "world/_draft.txt": story("Beta"),
        "world/later.txt": f"Embargo: {embargo}\n\n{story('Gamma')}",
        "world/has.txt": f"Id: {ID}\n\n{story('Delta')}",
        "world/broken.txt": "Only a headline",
        "world/out.txt": story("Epsilon"),
        "notes.pdf": b"%PDF",
    }
    for path, content in files.items():
        room.drop(path, content)
    room.settle()
    room.drop("world/out.txt", f"Status: withdrawn\n\n{story('Epsilon')}")
    room.settle()
    room.drop("world/new.txt", story("Zeta"))
    (room.content / "world/link.txt").symlink_to("a.txt")
    before = {path: path.read_bytes() for path in room.content.rglob("*.*")}
    told = stamp(room, *(str(path) for path in sorted(room.content.rglob("*.*"))), "world/nowhere.txt", "/etc/hostname")
    assert {path: one.says for path, one in told.items() if not one.done} == {
        "notes.pdf": "is no article file.",
        "world/_draft.txt": "carries no article; the desk says “draft”.",
        "world/broken.txt": "carries no article; the desk says “refused”.",
        "world/has.txt": f"carries an id already: {ID}.",
        "world/link.txt": "is a link. Stamp the file it leads to.",
        "world/new.txt": "carries no article; the press has not seen it.",
        "world/nowhere.txt": f"is no file in the content folder {room.content}.",
        "/etc/hostname": f"is no file in the content folder {room.content}.",
        "world/out.txt": "carries an article that is withdrawn; only published and scheduled ones are stamped.",
    }
    assert not any(one.failed for one in told.values())
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"a.txt", "later.txt", "link.txt"}
    room.settle()
    assert room.outcome("world/later.txt") == "scheduled"


def test_a_file_that_changed_since_it_was_read_is_left(room: Newsroom) -> None:
    target = room.drop("world/a.txt", story("Alpha"))
    room.settle()
    target.write_text(story("Alpha").replace("Forty", "Fifty"))
    (one,) = stamp(room, "world/a.txt").values()
    assert (one.failed, one.done) == (True, False)
    assert "Wait for the next look" in one.says
    assert "Id:" not in target.read_text()


def test_a_file_that_changes_while_it_is_stamped_is_left(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    target = room.drop("world/a.txt", story("Alpha"))
    room.settle()

    def meanwhile(*_: object) -> bool:
        target.write_text("An editor's newest words")
        return True

    monkeypatch.setattr(stamp_files, "_says_the_same", meanwhile)
    (one,) = stamp(room, "world/a.txt").values()
    assert one.failed
    assert target.read_text() == "An editor's newest words"
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


def test_a_file_that_would_be_read_differently_is_left(room: Newsroom) -> None:
    """What it declares of its encoding stands at the very end of where that is looked for, and nobody would guess it."""
    above = page("Alpha", SAMI, "{}").partition("{}")[0]
    padding = f"<!--{'x' * (4090 - len(above) - len('<!---->' + charset('iso-8859-10')))}-->"
    content = page("Alpha", SAMI, padding + charset("iso-8859-10")).encode("iso8859-10")
    target = room.drop("world/a.html", content)
    room.settle()
    (one,) = stamp(room, "world/a.html").values()
    assert one.failed
    assert "would be read differently" in one.says
    assert target.read_bytes() == content


def test_the_rights_of_a_file_stay_and_nothing_is_left_beside_it(room: Newsroom) -> None:
    target = room.drop("world/a.txt", story("Alpha"))
    target.chmod(0o640)
    room.settle()
    assert stamp(room, "world/a.txt")["world/a.txt"].done
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


def test_a_full_disk_is_a_sentence_and_the_file_stays(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    target = room.drop("world/a.txt", story("Alpha"))
    room.settle()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(overwrite.os, "fsync", full)
    (one,) = stamp(room, "world/a.txt").values()
    assert "No space left on device" in one.says
    assert target.read_text() == story("Alpha")
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


def test_a_file_at_the_limit_is_not_made_too_large(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.settle()
    room.settings = replace(room.settings, article_limit_bytes=len(story("Alpha")) + 10)
    assert "larger than the limit" in stamp(room, "world/a.txt")["world/a.txt"].says


def test_the_command_tells_and_its_status_says_whether_all_went_well(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/_b.txt", story("Beta"))
    room.settle()
    answer = CliRunner().invoke(commands, ["stamp", "--dry-run", "content/world"])
    assert answer.exit_code == 0
    assert "world/a.txt would carry tag:feedservice.example" in answer.stdout
    assert "world/_b.txt carries no article; the desk says “draft”." in answer.stdout
    assert "now carries tag:" in CliRunner().invoke(commands, ["stamp", "content/world/a.txt"]).stdout
    room.settle()
    assert "carries an id already" in CliRunner().invoke(commands, ["stamp", "content/world/a.txt"]).stdout
    room.drop("world/a.txt", story("Gamma"))
    assert CliRunner().invoke(commands, ["stamp", "content/world/a.txt"]).exit_code == 1


MARKDOWN = {
    "front.md": "---\ntitle: Mine\ntags: [a]\n---\n\n",
    "windows.md": "---\r\ntitle: Mine\r\n---\r\n\r\n",
    "toml.md": '+++\ntitle = "Mine"\n+++\n\n',
    "plain.markdown": "# Mine\n\n",
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_takes_its_id_in_the_front_matter(name: str, room: Newsroom) -> None:
    head = MARKDOWN[name]
    end = "\r\n" if "\r" in head else "\n"
    text = head + story(name).replace("\n", end)
    target = room.drop(f"world/{name}", text)
    room.settle()
    before = kept(room)
    told = stamp(room, f"world/{name}")
    assert told[f"world/{name}"].done, told
    lines = target.read_bytes().decode().split(end)
    assert lines[1] in (f"id: {ids(room)[f'world/{name}'][0]}", f'id = "{ids(room)[f"world/{name}"][0]}"')
    room.settle()
    assert kept(room) == before


SIDECARS = {
    "a.yaml": ("headline: Mine\n", "id: {}\nheadline: Mine\n"),
    "a.yml": (
        "# Mine\n---\n\n  section: x\n  tags:\n  - b\n",
        "# Mine\n---\n\n  id: {}\n  section: x\n  tags:\n  - b\n",
    ),
    "A.YAML": ("{section: x}\n", '{{"id": "{}", section: x}}\n'),
    "a.json": ('{\n    "section": "x"\n}\n', '{{\n    "id": "{}",\n    "section": "x"\n}}\n'),
    "a.JSON": ('{"section": "x"}', '{{"id": "{}", "section": "x"}}'),
    "_a.json": ("{}", '{{"id": "{}"}}'),
    "_a.yaml": ("# Nothing yet\r\n", "# Nothing yet\r\nid: {}\r\n"),
}


@pytest.mark.parametrize("sidecar", SIDECARS)
def test_where_there_is_a_sidecar_it_takes_the_id_and_every_other_byte_stays(room: Newsroom, sidecar: str) -> None:
    content, expected = SIDECARS[sidecar]
    article = room.drop("world/a.txt", story("Alpha"))
    target = room.drop(f"world/{sidecar}", content)
    room.settle()
    before = kept(room)
    assert stamp(room, "world/a.txt", dry_run=True)["world/a.txt"].done
    assert target.read_bytes().decode() == content
    (told,) = stamp(room, "world/a.txt").values()
    assert told.says == f"now carries {ids(room)['world/a.txt'][0]} (in {sidecar})"
    assert target.read_bytes().decode() == expected.format(ids(room)["world/a.txt"][0])
    assert article.read_text() == story("Alpha")
    room.settle()
    assert kept(room) == before
    assert room.outcome("world/a.txt") == "published"
    assert "carries an id already" in stamp(room, "world/a.txt")["world/a.txt"].says


def mail(name: str) -> bytes:
    headline, _, rest = story(name).partition("\n\n")
    return (
        f"From: Ana <ana@news.example>\nSubject: {headline}\nContent-Type: text/plain; charset=utf-8\n\n{rest}".encode()
    )


def test_a_file_that_cannot_take_an_id_gets_a_sidecar_with_its_rights(room: Newsroom) -> None:
    article = room.drop("world/a.eml", mail("Alpha"))
    article.chmod(0o640)
    room.settle()
    assert room.outcome("world/a.eml") == "published", room.what("world/a.eml")
    before = kept(room)
    (told,) = stamp(room, "world/a.eml").values()
    assert told.done, told
    sidecar = room.content / "world/a.yaml"
    assert sidecar.read_text() == f"id: {ids(room)['world/a.eml'][0]}\n"
    assert sidecar.stat().st_mode & 0o777 == 0o640
    room.settle()
    assert kept(room) == before
    assert room.outcome("world/a.yaml") == "used"


def test_no_sidecar_is_made_or_written_that_would_speak_for_two_articles(room: Newsroom) -> None:
    room.drop("world/a.eml", mail("Alpha"))
    room.drop("world/a.txt", story("Beta"))
    room.settle()
    (told,) = stamp(room, "world/a.eml").values()
    assert told.failed
    assert "shares its sidecar a.yaml" in told.says
    assert not (room.content / "world/a.yaml").exists()


def test_a_sidecar_that_changed_or_that_no_id_can_be_written_into_is_left(room: Newsroom) -> None:
    room.drop("world/a.txt", story("Alpha"))
    room.drop("world/b.txt", story("Beta"))
    target = room.drop("world/a.yaml", "section: x\n")
    other = room.drop("world/b.yaml", "section: x\n---\n")
    room.settle()
    target.write_text("section: yy\n")
    told = stamp(room, "world/a.txt", "world/b.txt")
    assert "changed since the press last read it" in told["world/a.txt"].says
    assert target.read_text() == "section: yy\n"
    assert told["world/b.txt"].done
    assert other.read_text().startswith("id: tag:")
