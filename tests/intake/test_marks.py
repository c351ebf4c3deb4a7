"""Marks of other programs: which are taken out, and what merely looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice import cleaning, intake
from feedservice.article import Manuscript
from feedservice.intake.embargoes import asks_to_hold
from feedservice.intake.export_names import without_export_marks, written_as_in
from feedservice.intake.marks.found_marks import find_marks
from tests.factories import make_source
from tests.growth import check_growth

HEAD = "The pond freezes over early this year"
OPENING = "The pond froze over on Monday, two weeks before anybody in the town had thought it would."


def read(ending: str, line: str) -> tuple[Manuscript, str]:
    """A line between two paragraphs, in a file of this kind: the manuscript and its words."""
    texts = {
        ".txt": f"{HEAD}\n\n{OPENING}\n\n{line}\n\nThe end of it.",
        ".md": f"# {HEAD}\n\n{OPENING}\n\n{line}\n\nThe end of it.",
        ".html": f"<h1>{HEAD}</h1><p>{OPENING}</p><p>{line}</p><p>The end of it.</p>",
    }
    manuscript, body = intake.read(make_source(f"pond{ending}", texts[ending].encode()))
    return manuscript, cleaning.clean(body, "").text


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('[gallery ids="1,2"]', ""),
        ("[gallery ids=1,2]", ""),
        ("[gallery]", ""),
        ('[contact-form 1 "Write to us"]', ""),
        ("[signup_box]", ""),
        ("[latest-posts]", ""),
        ('[su_note color="red"]Thin ice.[/su_note]', "Thin ice."),
        ("[b]Thin[/b] ice.", "Thin ice."),
        ("[url=https://pond.example]Thin[/url] ice.", "Thin ice."),
        ("[tabs][tab]Thin ice.[/tab][/tabs]", "Thin ice."),
        ("[/vc_column][/vc_row]Thin ice.", "Thin ice."),
        ("{{ page.title }}", ""),
        ("{% include banner.html %}", ""),
        ("{% if x %}Thin{% else %}Thick{% endif %} ice.", "ThinThick ice."),
        ("{% raw %}Thin{% endraw %} ice.", "Thin ice."),
        ("{{% tip %}}Thin ice.{{% /tip %}}", "Thin ice."),
        ("{{#if @member}}Thin ice.{{/if}}", "Thin ice."),
        ("{# ask Ola #}Thin ice.", "Thin ice."),
        ("{{!-- ask Ola --}}Thin ice.", "Thin ice."),
        ("Thin ice.{: .lead}", "Thin ice."),
        ("{{#foreach posts}}Thin{{/foreach}} ice.", "Thin ice."),
        ("[rev_slider home] Thin ice.", "Thin ice."),
        ("Thin ice.{::comment}ask Ola{:/comment}", "Thin ice."),
        ("{++Thin++} {--thick--} {~~water~>ice~~}.{>>sure?<<}", "Thin  ice."),
        ("*|FNAME|* Thin ice.", "Thin ice."),
        ("{loadposition left} Thin ice.", "Thin ice."),
        ("%%ask Ola%% Thin ice.", "Thin ice."),
        ("See [[Pond|the pond]] and [[rules/Ice]].", "See the pond and Ice."),
        ("The rules of [[2026-11-18]] say that the ice is thin.", "The rules of 2026-11-18 say that the ice is thin."),
        ("==Thin== ice.", "Thin ice."),
        ("Thin ice. ^ice-1", "Thin ice."),
        ("#ice #pond", ""),
        ("[TOC]", ""),
    ],
)  # fmt: skip
def test_marks_go_and_the_words_between_them_stay(ending: str, line: str, left: str) -> None:
    _, text = read(ending, line)
    expected = [OPENING, *([" ".join(left.split())] if left else []), "The end of it."]
    assert [" ".join(one.split()) for one in text.split("\n")] == expected


@pytest.mark.parametrize("ending", [".txt", ".html"])
@pytest.mark.parametrize(
    "line",
    [
        "He was [sic] there, [laughs] and [the mayor] left […] for [he said] good [PDF].",
        "[applause]",
        "[cross-talk]",
        "[inaudible 00:12]",
        "See [1], [2, 3], [12], [[4]] and [Smith et al. 2019].",
        "A ratio [hazard ratio=2.1] and [p=0.03] and [95% CI=1 to 2].",
        "[Editor's note: x = 5] [co-founder] [then-mayor] [New York] [youtube video] [x axis].",
        "[UPDATE] [video] [name=Ola]",
        "In C++ a == b, c == d and x==y==z hold; a ^b and 2 ^n grow.",
        "In %d%% of cases it is 5%% and 3%% of it.",
        "The set {x} of {a, b} and x^{{2}} with {color: red}.",
        "Tags such as #ice in a sentence, and #1 of them.",
        "Write to ola [at] pond.example, or [call].",
        "The function f[i] and the list [[1, 2], [3, 4]].",
        "He scored [3] *|* and <3 for {name}.",
    ],
)  # fmt: skip
def test_prose_that_looks_like_a_mark_stays(ending: str, line: str) -> None:
    shown = line.replace("<", "&lt;") if ending == ".html" else line
    manuscript, text = read(ending, shown)
    assert line in text.split("\n")
    assert not manuscript.problems


def test_a_mark_that_nobody_knows_is_named_in_a_warning() -> None:
    manuscript, _ = read(".html", '[weather_now town="Pond"]')
    (problem,) = manuscript.problems
    assert '[weather_now town="Pond"]' in problem.what
    assert [cut.reason for cut in manuscript.cut] == ["shortcode"]


def test_a_description_has_no_marks() -> None:
    page = f"""<html><head><title>{HEAD} [sic]</title><meta name="description" content="[vc_row][vc_column width='1/2']Thin ice
        holds nobody, says the warden.[/vc_column][/vc_row]"></head><body><h1>{HEAD} [sic]</h1><p>{OPENING}</p></body></html>"""
    manuscript, _ = intake.read(make_source("pond.html", page.encode()))
    assert manuscript.headline is not None
    assert manuscript.headline.value == f"{HEAD} [sic]"
    assert manuscript.standfirst is not None
    assert manuscript.standfirst.value == "Thin ice holds nobody, says the warden."


def test_code_shows_its_marks() -> None:
    for line in ('`{{ x }} [gallery ids="1"] %%a%% [[b]]`', "```\n{% raw %} [[b]] %%a%%\n```"):
        _, text = read(".md", line)
        assert line.strip("`\n") in text


def test_a_remark_takes_pictures_and_headings_with_it() -> None:
    manuscript, text = read(
        ".html", '%%ask</p><p><img src="secret.jpg"> Ola</p><h2>Not for print</h2><p>555 0188%%Thin ice.'
    )
    assert text.split("\n") == [OPENING, "Thin ice.", "The end of it."]
    assert not manuscript.photos


def test_a_remark_that_asks_to_hold_is_heard() -> None:
    manuscript, _ = read(".md", "%%Do not run before Friday.%%")
    assert "Do not run before Friday." in manuscript.edges
    manuscript, _ = read(".md", "%%Ask Ola. Please don’t print the warden's name.%%")
    assert any(map(asks_to_hold, manuscript.edges))
    manuscript, _ = read(".md", "%%Ola does not run, print that.%%")
    assert not any(map(asks_to_hold, manuscript.edges))


def test_a_remark_without_an_end_hides_what_follows_and_says_so() -> None:
    manuscript, text = read(".md", "%% ask Ola")
    assert text == OPENING
    assert "no end" in manuscript.problems[0].what


def test_pictures_of_marks_are_photos() -> None:
    for line in ('{{< figure src="a.jpg" caption="Ice" >}}', '{% include image.html url="a.jpg" caption="Ice" %}'):
        for ending in (".md", ".html", ".txt"):
            manuscript, _ = read(ending, line.replace("<", "&lt;").replace(">", "&gt;") if ending == ".html" else line)
            assert [(photo.src, photo.caption) for photo in manuscript.photos] == [("a.jpg", "Ice")]


@given(st.text(alphabet="ab1 \n.,;:!?()'\"-–“”", max_size=200))
def test_text_without_signs_of_marks_has_none(text: str) -> None:
    assert not find_marks(text).marks


@given(st.text(alphabet='[]{}%=^#|*<>!/-_ ab1"\n', max_size=300))
def test_marks_are_apart_and_in_order(text: str) -> None:
    place = 0
    for mark in find_marks(text).marks:
        assert place <= mark.start < mark.end <= len(text)
        place = mark.end


@pytest.mark.parametrize("piece", ["[a", '[a b="', "{{", "{%", "{{a ", "%%", "[[a", "==a", "{#", "{--", "<%", "[a]", "[/a]", "{::comment}", "{a}", "{/a}", "^a\n", "#a\n", "{:", "*|A", "[a]b", "{% comment %}", "`", "{{!--"])  # fmt: skip
def test_the_cost_grows_with_the_length(piece: str) -> None:
    check_growth(lambda size: piece * (size // len(piece)), find_marks, 100_000)


@pytest.mark.parametrize(
    ("stem", "bare"),
    [
        ("151234567.pond-freezes", "pond-freezes"),
        ("2026-11-18_Pond-freezes-3f2a9c1d4e5b", "Pond-freezes"),
        ("Pond freezes 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Pond freezes"),
        ("3.pond", "3.pond"),
        ("2026-11-18-pond", "2026-11-18-pond"),
        ("pond-deadbeef", "pond-deadbeef"),
    ],
)
def test_numbers_of_exports_are_no_part_of_a_name(stem: str, bare: str) -> None:
    assert without_export_marks(stem) == bare


def test_a_name_is_written_as_in_the_text() -> None:
    text = "It rains. On Sunday the bridge near Ola closes. Bridge and bridges stay; a sunday in May."
    assert written_as_in(text, "Bridge near ola") == "Bridge near Ola"
    assert written_as_in(text, "rain on sunday") == "rain on sunday"  # the text has it both ways
