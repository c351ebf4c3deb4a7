"""What is read can be read: the palette of our pages and any newsroom's colour, by day and by night (WCAG 2.2, AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from feedservice import web
from feedservice.errors import SettingsError
from feedservice.settings.sources import load
from feedservice.web.site.colours import DARK_PAPER, LEAST_CONTRAST, LIGHT_PAPER, colour_sheet, contrast
from tests.newsroom import Newsroom

SHEET = (Path(web.__file__).parent / "static/site.css").read_text(encoding="utf-8")
_PROPERTY = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})")


def palettes() -> dict[str, dict[str, str]]:
    day, night = (dict(_PROPERTY.findall(part)) for part in SHEET.split("@media (prefers-color-scheme: dark)", 1))
    night = dict(list(_PROPERTY.findall(SHEET.split("@media (prefers-color-scheme: dark)", 1)[1].split("img {", 1)[0])))
    whole = {
        name: value if len(value) == 7 else "#" + "".join(sign * 2 for sign in value[1:]) for name, value in day.items()
    }
    return {"day": whole, "night": {**whole, **night}}


@pytest.mark.parametrize("time", ["day", "night"])
def test_every_ink_can_be_read_on_every_paper(time: str) -> None:
    palette = palettes()[time]
    papers = ("paper", "card", "field")
    inks = ("ink", "soft", "accent", "good", "warn", "bad", "corrected", "waiting", "withdrawn", "ended")
    pairs = [(ink, paper) for ink in inks for paper in papers]
    pairs += [("ink", f"{tone}-paper") for tone in ("good", "bad", "warn")] + [
        ("less-ink", "less"),
        ("more-ink", "more"),
    ]
    faint = {pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    assert {pair: one for pair, one in faint.items() if one < LEAST_CONTRAST} == {}


def test_the_papers_that_colours_are_counted_on_are_those_of_the_sheet() -> None:
    assert (palettes()["day"]["card"], palettes()["night"]["card"]) == (LIGHT_PAPER, DARK_PAPER)


@given(some.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read_by_day_and_by_night(number: int) -> None:
    day, night = re.findall(r"--accent: (#[0-9a-f]{6})", colour_sheet(f"#{number:06x}"))
    assert contrast(day, LIGHT_PAPER) >= LEAST_CONTRAST
    assert contrast(night, DARK_PAPER) >= LEAST_CONTRAST


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert "--accent: #8a1c1c" in colour_sheet("#8a1c1c")


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_pages_have_the_colour_of_the_newsroom_where_it_has_one(newsroom: Newsroom) -> None:
    plain, own = (newsroom.app(colour=colour).test_client() for colour in ("", "#ffd400"))
    assert plain.get("/static/colours.css").status_code == 404
    assert "colours.css" not in plain.get("/").text
    assert '<link rel="stylesheet" href="/static/colours.css">' in own.get("/").text
    sheet = own.get("/static/colours.css")
    assert "--brand: #ffd400" in sheet.text
    assert own.get("/static/colours.css", headers={"If-None-Match": sheet.headers["ETag"]}).status_code == 304


def test_the_newsrooms_fonts_are_named_for_text_and_nothing_else_comes_in_with_them(newsroom: Newsroom) -> None:
    reader = newsroom.app(font="Noto Serif, ui-serif").test_client()
    assert reader.get("/static/colours.css").text == ':root { --serif: "Noto Serif", ui-serif, serif; }\n'
    assert "/static/colours.css" in reader.get("/").text
    assert load({"font": " Georgia ,'Noto  Serif' "}).font == "Georgia, Noto Serif"
    with pytest.raises(SettingsError, match="is no list of fonts"):
        load({"font": "Georgia; } body { display: none"})


def test_a_colour_is_made_readable_on_the_papers_of_a_theme() -> None:
    [day, night] = re.findall(r"--accent: (#[0-9a-f]{6})", colour_sheet("#d8a020", ("#c8c0b0", "#3a3020")))
    assert contrast(day, "#c8c0b0") >= LEAST_CONTRAST
    assert contrast(night, "#3a3020") >= LEAST_CONTRAST
