"""In prose only a whole line at the head or tail of a file asks to hold its article back."""

from __future__ import annotations

import pytest

from tests.intake.test_release_fields import is_seen

TITLE = "<h1>Lock keeper retires</h1>"
STORY = "<p>The lock keeper retired on Monday.</p><p>His daughter takes over the gates.</p>"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Ten men were\n<b>KILLED</b>\nin the lock.</p>",
        "<p>They were <i>embargoed</i>.</p>",
        "<table><tr><th>KILLED</th><th>Hurt</th></tr><tr><td>10</td><td>3</td></tr></table>",
        "<p><a href=x>EMBARGO</a></p>",
        "<ul><li>HOLD</li><li>Draft: yes</li></ul>",
        "<blockquote><p>Do not publish this before Friday.</p></blockquote>",
        "<pre>Expires: 18 June 2015\nDraft: yes</pre>",
        "<figure><img src=a.jpg><figcaption>EMBARGO</figcaption></figure>",
        "<h2>WITHDRAWN</h2><p>The plan was taken back.</p>",
        "<p>Don’t run on pages of this kind</p>",
        "<p>Do not use tap water before Friday, the board said.</p>",
        "<p>Published: Yes</p>",
    ],
)
def test_a_piece_of_the_story_holds_nothing(piece: str) -> None:
    assert is_seen(f"{TITLE}{STORY}{piece}", "lock.html")
    assert is_seen(f"{TITLE}{STORY}{piece}{STORY}", "lock.html")


@pytest.mark.parametrize(
    "line",
    [
        "<p>EMBARGOED UNTIL MONDAY 6AM</p>",
        "<p><b>Embargo:</b> Monday, 6 am</p>",
        "<p><strong><em>Not for publication before Friday</em></strong></p>",
        "<div>HOLD FOR RELEASE<br>By Ana Ruiz</div>",
        "<table><tr><td><p>Status: Draft</p></td></tr></table>",
        "<h3>UNDER EMBARGO</h3>",
    ],
)
def test_a_whole_line_at_the_head_holds(line: str) -> None:
    assert not is_seen(f"{TITLE}{line}{STORY}", "lock.html")


def test_a_whole_line_at_the_tail_holds_and_one_in_the_midst_does_not() -> None:
    paragraphs = "<p>The board met on Monday.</p>" * 30
    line = "<p>NOT FOR PUBLICATION</p>"
    assert not is_seen(f"{TITLE}{paragraphs}{line}", "lock.html")
    assert is_seen(f"{TITLE}{paragraphs}{line}{paragraphs}", "lock.html")


@pytest.mark.parametrize(
    "line",
    [
        "Nicht zur Veröffentlichung", "Ne pas publier avant vendredi", "No publicar hasta el lunes", "Embargo hasta el 20 de noviembre",
        "Não publicar antes de sexta", "Non pubblicare prima di venerdì", "Niet voor publicatie", "Får ej publiceras före fredag",
        "Julkaisuvapaa 20.11.2026 klo 10", "Nie do publikacji", "Embargo do 20 listopada", "Не для публикации до пятницы",
        "Під ембарго до 20 листопада", "محظور النشر حتى الجمعة", "לא לפרסום", "प्रकाशन के लिए नहीं", "请勿发布", "禁发至11月20日",
        "【解禁日時：11月20日】", "엠바고: 11월 20일", "Không dành cho công bố", "Tidak untuk dipublikasikan", "Sperrefrist: fredag",
    ],
)  # fmt: skip
def test_stock_phrases_of_many_languages_hold(line: str) -> None:
    assert not is_seen(f"Lock\n\n{line}\n\nThe keeper retired on Monday, the canal board said.\n", "lock.txt")


@pytest.mark.parametrize(
    "line",
    [
        "Sous embargo, le pays souffre", "Embargo do petróleo acaba", "禁发年终奖引争议", "Sperrfrist für Banken endet",
        "Ne pas publier de photos d’enfants, demande la police", "Hold it for ten minutes, cooks say", "Arms embargo: what is in it",
        "Hidden: the lake under the town", "Private: a portrait of the painter", "Nicht zur Ruhe kommt der Kanal",
    ],
)  # fmt: skip
def test_headlines_that_use_such_words_run(line: str) -> None:
    assert is_seen(
        f"{line}\n\nThe keeper retired on Monday, the canal board said.\n\nHis daughter follows.\n", "lock.txt"
    )


def test_a_piece_of_a_paragraph_broken_into_lines_is_no_line() -> None:
    text = "Lock keeper retires\n\nThe council has asked all of its neighbours along the canal\nhold for release of water until Friday, and they did.\n"
    assert is_seen(text, "lock.txt")


def test_a_line_that_says_there_is_no_embargo_holds_nothing() -> None:
    assert is_seen("Embargo: none\n\nLock keeper retires\n\nHe left on Monday.\n\nHis daughter follows.\n", "lock.txt")
