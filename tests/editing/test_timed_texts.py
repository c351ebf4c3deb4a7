"""Transcripts and chapters that players read, and what is said of those that they do not."""

from __future__ import annotations

import json

import pytest

from feedservice.editing.attached.timed_texts import chapters_json, check
from feedservice.errors import AttachmentProblem

VTT = "WEBVTT\n\n00:00.000 --> 00:02.500 align:start\n<v Ana>The horn.\n\n01:00:00.000 --> 01:00:02.000\nIt went on.\n"
SRT = "1\r\n00:00:00,000 --> 00:00:02,500\r\nThe horn.\r\n\r\n2\r\n0:00:02.5 --> 00:00:04,000\r\nIt went on.\r\n"
SEGMENTS = '{"version": "1.0.0", "segments": [{"speaker": "Ana", "startTime": 0.5, "body": "The horn."}]}'
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Horn"}, {"startTime": 60.5}]}'


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (".vtt", VTT), (".vtt", "\ufeff" + VTT), (".vtt", VTT.replace("WEBVTT", "WEBVTT - The horn")), (".srt", SRT),
        (".vtt", VTT.replace("\n\n", "\n\nNOTE what is said\n\n", 1)), (".transcript.json", SEGMENTS), (".chapters.json", CHAPTERS),
    ],
)  # fmt: skip
def test_what_players_read_is_taken(ending: str, said: str) -> None:
    check(f"horn{ending}", said.encode(), ending)


@pytest.mark.parametrize(
    ("ending", "said", "why"),
    [
        (".vtt", SRT, "does not begin with WEBVTT"),
        (".vtt", "WEBVTT\n\nThe horn.\n", "no line that says when"),
        (".vtt", VTT.replace("00:02.500", "00:02,500"), "“00:00.000 --> 00:02,500 align:start”"),
        (".srt", "The horn.", "no line that says when"),
        (".srt", SRT.replace("00:00:02,500", "later"), "--> later”"),
        (".transcript.json", SEGMENTS[:-5], "breaks off before its end"),
        (".transcript.json", SEGMENTS.replace('"body"', '"text"'), "Of segments the 1."),
        (".chapters.json", CHAPTERS.replace("60.5", '"1:00"'), "Of chapters the 2."),
        (".chapters.json", "[]", "lists nothing as “chapters”"),
        (".chapters.json", "[" * 100_000, "no JSON"),
    ],
)
def test_what_they_do_not_read_is_told_with_a_remedy(ending: str, said: str, why: str) -> None:
    with pytest.raises(AttachmentProblem) as told:
        check(f"horn{ending}", said.encode(), ending)
    assert why in told.value.what
    assert told.value.remedy.endswith("drop that.")


def test_letters_that_are_not_utf_8_are_told() -> None:
    with pytest.raises(AttachmentProblem, match="not in UTF-8"):
        check("horn.srt", SRT.replace("horn", "Nebelhörner").encode("cp1252"), ".srt")


def test_chapters_that_a_film_tells_are_written_as_players_read_them() -> None:
    written = chapters_json([(0.0, "Opening <b>"), (62.25, "Storm")])
    check("film.chapters.json", written, ".chapters.json")
    assert json.loads(written)["chapters"][1] == {"startTime": 62.25, "title": "Storm"}
