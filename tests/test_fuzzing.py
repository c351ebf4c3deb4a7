"""Any bytes under any ending give an article, a hold or a refusal: never another exception, and soon.

Some hundred files each time; `make fuzz` tries ten thousand others, `make fuzz FUZZ=50` five times as many. They are golden
cases cut, joined, doubled and put into one another, files made of the pieces that readers look for, and plain bytes.
"""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedservice.article import Outcome, Severity
from feedservice.editing.compose import Birth
from feedservice.editing.prepare import prepare
from feedservice.editing.surroundings import Bench
from feedservice.folder import scan
from feedservice.folder.neighbours import Neighbours
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS
from feedservice.settings import Settings
from tests.factories import NOW
from tests.growth import patience
from tests.packages import document, package_of, paragraph

#: Thousands of files; 0 for the short run.
FUZZ = float(os.environ.get("FUZZ") or 0)
BUDGET = settings(
    max_examples=round(1000 * FUZZ) or 40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: Seconds of processor time after which one small file is taken to have no end.
MOST_SECONDS = 20.0

ENDINGS = sorted(ARTICLE_ENDINGS)
GOLDEN = Path(__file__).parent / "golden" / "articles"
CASES = sorted(path for path in GOLDEN.rglob("source.*") if path.is_file() and path.suffix in ARTICLE_ENDINGS)
WORD_CASES = sorted(path for path in GOLDEN.rglob("source.docx.parts"))

#: What readers look for, and what stands around it.
PIECES = [
    "Ferry returns", "By Ana Ruiz", "PORT ELSTER (AP) - ", "The ferry came back on Monday. ", "Embargo: 2099-01-01 08:00", "Date: ", "Tags: a, b",
    "18 November 2026", "10:05 ", "(Photo by Ana Ruiz)", "Correction: ", "END", "###", "-30-", "港は月曜日に再開した。", "عاد المركب", "é", "e\u0301", "\u00ad", "\u200b",
    "\u202e", "\ufeff", "\x00", "\x0b", "\u2028", "\ud83d", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "- ", "1. ", "> ", "# ", "## ", "***", "_", "`", "```\n", "~~~\n", "[", "](", "![](a.jpg)",
    "[^1]", "[^1]: ", "|a|b|\n|-|-|\n", "---\n", "+++\n", "...\n", "{\n", "}\n", "title: ", "draft: true\n", "tags: [a, b]\n", "x: &a [*a]\n", "? ", "!!python/name:os ", "a = [[1]]\n", "[a.b]\n",
    "{{< x >}}", "{% x %}", "[[a|b]]", "%%", "<h1>", "</h1>", "<p>", "</p>", "<b>", "</i>", "<div class='byline'>", "<a href='x'>", "<img src='a.jpg' alt='", "'>", "<figure>", "<figcaption>", "<table><tr><td>",
    "<ul><li>", "<pre>", "<br>", "<time datetime='", "<meta name='author' content='", "<meta charset='utf-16'>", "<script type='application/ld+json'>", '{"@type": "NewsArticle", "headline": ', "</script>", "<!--", "-->", "<![CDATA[",
    "<svg>", "<math>", "<select>", "<template>", "<base href='//[x'>", "&amp;", "&#0;", "&#xD800;", "&lt", "data:image/png;base64,AAAA", "http://[", "https://a.example/b?c", "Subject: ", "From: ", "Content-Type: ",
    "multipart/mixed; boundary=a", "text/html; charset=", "message/rfc822", "Content-Transfer-Encoding: base64\n", "--a\n", "--a--\n", "=?utf-8?b?", "=?x?q?=FF?=", "=\n", "=C3", "-- \n", "On Monday Ana wrote:\n> ",
    "-----Original Message-----\n",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "utf-8-sig", "shift_jis", "utf-7", "utf-32-be"])
MADE = st.builds(lambda text, encoding: text.encode(encoding, "replace"), TEXT, ENCODINGS)
RAW = st.binary(max_size=400)


def sources() -> list[tuple[str, bytes]]:
    """Golden cases by their endings; of each kind some."""
    word = [(".docx", package_of(path)) for path in WORD_CASES[:6]]
    return [*((path.suffix, path.read_bytes()) for path in CASES), *word]


def changed(whole: bytes, other: bytes, change: str, first: int, second: int) -> bytes:
    """A file cut, joined with another, with a piece doubled, dropped or turned, or put into another."""
    start, end = sorted((first % (len(whole) + 1), second % (len(whole) + 1)))
    piece = whole[start:end]
    match change:
        case "cut":
            return whole[:end]
        case "join":
            return whole[:start] + other[second % (len(other) + 1) :]
        case "double":
            return whole[:start] + piece * 3 + whole[end:]
        case "drop":
            return whole[:start] + whole[end:]
        case "flip":
            return whole[:start] + bytes(byte ^ 0x80 for byte in piece[:20]) + whole[start + 20 :]
        case _:
            return whole[:start] + other + whole[start:]


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, bytes]:
    """A golden case, altered, mostly under its own ending."""
    ending, whole = draw(st.sampled_from(sources()))
    _, other = draw(st.sampled_from(sources()))
    for _ in range(draw(st.integers(1, 3))):
        change = draw(st.sampled_from(["cut", "join", "double", "drop", "flip", "nest"]))
        whole = changed(whole, other, change, draw(st.integers(0, 1 << 20)), draw(st.integers(0, 1 << 20)))
    return draw(st.sampled_from([ending, ending, ending, *ENDINGS])), whole[:200_000]


def word_file(body: str, repeated: int) -> bytes:
    """A Word file whose document is any XML, or none; with pieces of it that no program writes."""
    try:
        whole = document(paragraph("Ferry returns") + body * repeated)
    except ValueError:
        return b""
    return whole


WORD_PIECES = st.lists(st.sampled_from([
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>The ferry came back.</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "<w:pPr><w:pStyle w:val='Title'/></w:pPr>", "<w:ins>", "<w:del>", "<w:br/>", "<w:tab/>",
    "<w:drawing/>", "<w:fldChar w:fldCharType='begin'/>", "<w:instrText>HYPERLINK</w:instrText>", "<w:sdt><w:sdtContent>", "<w:hyperlink r:id='r9'>", "<m:oMath>", "<w:footnoteReference w:id='7'/>", "&a;", "&#0;", "text",
]), max_size=14).map("".join)  # fmt: skip
WORD = st.builds(word_file, WORD_PIECES, st.integers(1, 3))


def bomb() -> bytes:
    """A Word file that unpacks to far more than it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("word/document.xml", b" " * 150_000_000)
    return file.getvalue()


def read(folder: Path, ending: str, content: bytes, beside: dict[str, bytes] | None = None) -> Outcome | None:
    """What becomes of a file, all the way to a receipt. Bugs are raised; so is being in no hurry."""
    for name, words in {f"story{ending}": content, **(beside or {})}.items():
        (folder / name).write_bytes(words)
    seen = scan.scan(folder)
    bench = Bench(
        settings=Settings(content_dir=folder),
        seen=seen,
        around=Neighbours(seen.stamps),
        now=NOW + timedelta(days=1),
        at=NOW,
        birth=lambda: Birth("tag:feedservice.example,2026-11-19:k7m2qak7m2qak7m2", "k7m2qak7m2qak7m2"),
        propagate_bugs=True,
    )
    with patience(MOST_SECONDS):
        prepared = prepare(f"story{ending}", bench)
    for name in seen.stamps:
        (folder / name).unlink()
    if prepared is None:
        return None
    for problem in prepared.receipt.problems:
        assert problem.severity is not Severity.FAULT or "missing from the article" in problem.what
        assert problem.what
        assert problem.remedy
    assert prepared.receipt.outcome is not Outcome.REFUSED or prepared.receipt.problems
    return prepared.receipt.outcome


@BUDGET
@given(altered())
def test_golden_cases_altered(tmp_path: Path, file: tuple[str, bytes]) -> None:
    read(tmp_path, *file)


@BUDGET
@given(st.sampled_from(ENDINGS), MADE)
def test_pieces_that_readers_look_for_in_any_order(tmp_path: Path, ending: str, content: bytes) -> None:
    read(tmp_path, ending, content)


@BUDGET
@given(st.sampled_from(ENDINGS), RAW)
def test_plain_bytes(tmp_path: Path, ending: str, content: bytes) -> None:
    read(tmp_path, ending, content)


@BUDGET
@given(WORD)
def test_word_files_of_pieces_in_any_order(tmp_path: Path, content: bytes) -> None:
    read(tmp_path, ".docx", content)


@BUDGET
@given(st.sampled_from([".yaml", ".yml", ".json", ".xmp"]), MADE | RAW)
def test_sidecars_of_any_bytes(tmp_path: Path, ending: str, content: bytes) -> None:
    read(tmp_path, ".txt", b"Ferry returns\n\nThe ferry came back on Monday.\n", {f"story{ending}": content})


def test_a_word_file_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    assert read(tmp_path, ".docx", bomb()) is Outcome.REFUSED


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_article_is_among_the_answers(tmp_path: Path, ending: str) -> None:
    """What is tried here does reach the readers: a sound file comes out as one."""
    own = {".docx": document(paragraph("Ferry returns", "Title") + paragraph("The ferry came back on Monday."))}
    text = (
        b"Subject: Ferry returns\n\nThe ferry came back.\n"
        if ending == ".eml"
        else b"# Ferry returns\n\nThe ferry came back.\n"
    )
    assert read(tmp_path, ending, own.get(ending, text)) is Outcome.PUBLISHED
