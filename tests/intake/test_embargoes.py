"""What asks to hold an article back, wherever it stands, holds it; news about embargoes runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from feedservice import intake
from feedservice.editing.life.release import release
from feedservice.errors import InvalidField
from feedservice.intake.embargoes import _SPOKEN_SIGN, asks_to_hold, name_asks_to_hold
from feedservice.intake.field_values import is_status, status_of, yes_or_no
from feedservice.text.languages import every_word
from tests.factories import make_source

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STORY = "The minister quit on Monday.\n\nShe gave no reason, and left by the back door.\n"

HELD = (
    "Embargo\n2026-11-27 06:00",
    "Embargo - 27 Nov 2026 06:00 GMT",
    "Embargo: Friday 27 November 0600",
    "Not to be published before Friday morning.",
    "Please do not publish until I have spoken to the lawyer!",
    "For release at 10:00 on Friday 27 November 2026",
    "Gesperrt bis Freitag, 27. November, 6 Uhr",
    "Publish: 2026-11-27 06:00",
    "Publish Friday",
    "Hold for Sunday paper please",
    "DRAFT - not yet legalled",
    "TK TK - needs a quote",
    "HOLD",
    "UNDER EMBARGO",
    "This is under embargo until 27 November at 6am.",
    "Ne pas publier avant vendredi",
)
RUNS = (
    "FOR IMMEDIATE RELEASE",
    "Embargo on oil lifted after nine years",
    "The embargo was lifted on Monday, ministers said.",
    "Draft law on fisheries goes to parliament",
    "Hold the line, unions tell members",
    "Published: 18 November 2026",
    "Publishers sue over training data",
    "Released on bail, the mayor went home",
    "“Do not publish this until I am dead,” the captain wrote in 1944.",
    "2. Hold until risen.",
    "Hold it with both hands.",
)


def held(path: str, text: str) -> bool:
    try:
        copy = intake.read(make_source(path, text.encode()))
        said = release(copy.manuscript, NOW, UTC)
        return bool(said.due or said.draft or said.withdrawn)
    except InvalidField:
        return True


@pytest.mark.parametrize("line", HELD)
@pytest.mark.parametrize("place", ["first", "under the headline", "last", "glued to the text"])
def test_an_instruction_holds(line: str, place: str) -> None:
    texts = {
        "first": f"{line}\n\nMinister quits\n\n{STORY}",
        "under the headline": f"Minister quits\n\n{line}\n\n{STORY}",
        "last": f"Minister quits\n\n{STORY}\n{line}\n",
        "glued to the text": f"Minister quits\n\n{line}\n{STORY}",
    }
    assert held("minister.txt", texts[place])
    paragraphs = "".join(f"<p>{one}</p>" for one in texts[place].split("\n\n")[1:])
    assert held("minister.html", f"<h1>Minister quits</h1>{paragraphs}".replace("\n", "<br>")) or place == "first"


@pytest.mark.parametrize("line", RUNS)
def test_news_runs(line: str) -> None:
    assert not held("minister.txt", f"{line}\n\nMinister quits\n\n{STORY}")
    assert not held("minister.txt", f"Minister quits\n\n{STORY}\n{line}\n")


@pytest.mark.parametrize("headline", ["Minister quits (embargoed until Friday)", "Minister quits [DRAFT]"])
def test_a_headline_with_an_instruction_holds(headline: str) -> None:
    assert held("minister.txt", f"{headline}\n\n{STORY}")


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("EMBARGOED minister quits.txt", True),
        ("minister quits - do not publish.txt", True),
        ("DRAFT x.txt", True),
        ("minister-embargoed-until-friday.html", True),
        ("NICHT VERÖFFENTLICHEN Bilanz.txt", True),
        ("bilan (ne pas publier).txt", True),
        ("Ne pas publier de photos d'enfants.txt", False),
        ("El juez ordena no publicar.txt", False),
        ("oil-embargo-lifted.txt", False),
        ("draft-law-passes.txt", False),
        ("hold-the-line.txt", False),
    ],
)
def test_names_of_files(name: str, holds: bool) -> None:
    assert name_asks_to_hold(name) is holds
    assert held(f"world/{PurePosixPath(name).stem}.txt", f"Minister quits\n\n{STORY}") is holds


def test_unknown_fields_that_sound_like_holding() -> None:
    assert held("minister.md", f"---\nembargo_until: 2026-11-27 06:00\n---\n# Minister quits\n\n{STORY}")
    assert held("minister.md", f"---\nhold: yes\n---\n# Minister quits\n\n{STORY}")
    page = f'<meta name="embargoed" content="2026-11-27"><h1>Minister quits</h1><p>{STORY}</p>'
    assert held("minister.html", page)


def test_draft_no_says_that_it_is_prose() -> None:
    assert held("minister.txt", f"Do not publish my name, witness begged\n\n{STORY}")
    assert not held("minister.txt", f"Draft: no\n\nDo not publish my name, witness begged\n\n{STORY}")
    assert held("minister.md", f"---\ndraft: false\n---\n# Minister quits\n\nEMBARGOED until Friday\n\n{STORY}")


def test_a_long_line_is_no_instruction() -> None:
    assert not asks_to_hold(
        "Not for publication " + "was written on the cover of a report that everybody had read " * 3
    )


@pytest.mark.parametrize(
    "line",
    [
        "Publish Friday: the new weekly that shook the coast",
        "Publish Monday: how a newsroom got through the war",
        "Publish at your peril, court tells bloggers",
        "Don’t run, walk: a city slows down",
        "Don’t run: what to do when you meet a bear",
        "Do not use tap water, residents told",
        "Smith (draft pick) scores twice",
        "Hold the line: unions tell members to wait",
    ],
)
def test_headlines_that_open_like_instructions_run(line: str) -> None:
    assert not held("minister.txt", f"{line}\n\n{STORY}")
    assert not held("minister.html", f"<h1>{line}</h1><p>{STORY}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "HOLD", "DO NOT PUBLISH", "DO NOT USE", "Hold for Friday", "EMBARGOED until Friday", "DRAFT – Minister quits",
        "Publish Friday: the lawyer has to read it first", "Publish Friday: the piece runs with the photos",
        "Publish Friday: the new weekly that shook the coast, not before 6 am", "Publish Friday: Minister quits",
        "Do not use before Friday", "Don’t run this", "Please do not run yet", "Do not print without the lawyer’s word",
        "Do not run – legal", "Do not use online until 6am", "Publish at 6pm", "Publish on Friday", "Publish after the vote",
        "Minister quits (draft v2)", "Minister quits (hold for Friday)", "Minister quits [HOLD]", "Minister quits (draft – legal)",
    ],
)  # fmt: skip
def test_what_may_be_an_instruction_holds(line: str) -> None:
    assert asks_to_hold(line)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Yes", True),
        ("ja", True),
        ("是", True),
        ("1", True),
        ("nein", False),
        ("No", False),
        ("", False),
        ("perhaps", None),
    ],
)
def test_yes_and_no_are_understood_in_every_language(value: str, said: bool | None) -> None:
    assert yes_or_no(value) is said


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("Killed – legal", "withdrawn"),
        ("HOLD", "draft"),
        ("usable", "published"),
        ("", "published"),
        ("pending", "draft"),
        ("final draft", "draft"),
        ("publish", "published"),
        ("Published 18 Nov 2026", "published"),
        ("0", "draft"),
        ("purple", None),
    ],
)
def test_a_status_comes_to_one_of_three_things(value: str, status: str | None) -> None:
    assert status_of(value) == status


def test_the_status_of_another_system_is_none_of_ours() -> None:
    assert is_status(" Withdrawn ")
    assert not is_status("withdrawn by legal")


def test_words_that_speak_of_an_embargo_have_the_sign_by_which_they_are_looked_for() -> None:
    for piece in every_word("embargoes", "spoken"):
        last = piece.rpartition("(?:")[2].rstrip(")")  # what all ways through the piece end in
        assert all(_SPOKEN_SIGN in way for way in last.split("|"))
