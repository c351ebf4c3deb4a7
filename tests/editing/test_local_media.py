"""Files that no reader of a feed reaches are named to the editor, and no link to them comes out."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning
from feedservice.addresses import HOME
from feedservice.article import Severity
from feedservice.editing.receipts.local_media import unreachable


def cleaned(markup: str, base_url: str = HOME) -> cleaning.Cleaned:
    return cleaning.clean(BeautifulSoup(markup, "lxml"), base_url)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("tide table.pdf", "tide table.pdf"), ("sound/horn.mp3", "horn.mp3"), ("/files/plan.xlsx", "plan.xlsx"),
        ("file:///C:/desk/horn.mp3", "horn.mp3"), (r"C:\desk\plan.docx", "plan.docx"), (r"\\nas\desk\plan.zip", "plan.zip"),
        ("../other-story/", "other-story"),
    ],
)  # fmt: skip
def test_a_link_to_a_local_file_keeps_its_words_alone(address: str, name: str) -> None:
    result = cleaned(f'<p>See <a href="{address}">the table</a> of the harbour.</p>')
    assert result.html == "<p>See the table of the harbour.</p>"
    assert result.unreachable == (name,)


@pytest.mark.parametrize("address", ["https://port.example/plan.pdf", "/about", "mailto:desk@port.example", "#note"])
def test_a_link_to_the_web_is_no_local_file(address: str) -> None:
    assert cleaned(f'<p>See <a href="{address}">the table</a>.</p>').unreachable == ()


def test_a_saved_page_says_where_its_files_are() -> None:
    result = cleaned('<p>See <a href="plan.pdf">the plan</a>.</p>', "https://port.example/story/")
    assert result.html == '<p>See <a href="https://port.example/story/plan.pdf">the plan</a>.</p>'
    assert result.unreachable == ()


def test_a_film_that_cannot_be_played_goes_and_what_it_says_instead_is_noted() -> None:
    result = cleaned(
        '<p>Before.</p><video src="storm.mp4">The storm of March.</video><audio><source src="wind.ogg"></audio>'
    )
    assert result.html.replace("\n", "") == "<p>Before.</p>"
    assert [cut.words for cut in result.cut] == ["The storm of March."]
    assert set(result.unreachable) == {"storm.mp4", "wind.ogg"}


def test_the_editor_is_told_each_name() -> None:
    (problem,) = unreachable("harbour/storm.html", ("storm.mp4", "wind.ogg"))
    assert problem.severity is Severity.WARNING
    assert "storm.mp4, wind.ogg" in problem.what
    assert list(unreachable("harbour/storm.html", ())) == []
