"""Editors choose values of fields, mark changes and write correction notes: what a sidecar would give, for as long as it holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feedservice.article import Article, Finding
from feedservice.article.other_values import LONGEST_ALTERNATIVE, MOST_ALTERNATIVES, Alternatives, few_best, is_whole
from feedservice.editing.life.standing import Standing
from feedservice.press.orders import obey_now, obey_waiting
from feedservice.store.copy import pour
from feedservice.store.orders.order_book import OrderState, PressOrder, What, change_seen, stamp_seen
from tests.newsroom import START, Newsroom, picture, story

PAGE = """<html lang="en"><head><title>A title of the window | Paper</title><meta property="og:title" content="The shared headline">
<meta name="description" content="Another line about the harbour than the one that the page shows to its readers."></head><body>
<h1>The main heading</h1><p class="dek">The line that the page shows.</p><p class="byline">By Ana Ruiz</p>
<p><time datetime="2026-11-20T10:00:00Z">20 November 2026</time></p>
<figure><img src="one.jpg"><figcaption>The first photo. <span class="credit">Photo: Tom Hale</span></figcaption></figure>
<p>The harbour of Port Elster reopened on Monday. Forty boats left within the hour, the harbour master said.</p>
<figure><img src="two.jpg"><figcaption>The second photo.</figcaption></figure>
<p>Nobody was hurt in the storm, which broke two moorings.</p></body></html>"""
PATH = "harbour/page.html"
#: What an editor chooses, as an order and as a line of a sidecar say it.
CHOICES = {
    "headline": "The shared headline", "standfirst": "", "byline": "Ben Ito and Eva Moss, Port Agency", "dateline": "PORT ELSTER",
    "date": "2026-11-19 08:00", "section": "world", "tags": "boats, weather", "language": "en-GB", "photo": "two.jpg",
    "caption": "Another caption", "credit": "Photo: Eva Moss",
}  # fmt: skip


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[tuple[Newsroom, Newsroom]]:
    """Two newsrooms with the same page and photos in print."""
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made.append(Newsroom(tmp_path / name / "content", tmp_path / name / "state"))
    for room in made:
        room.drop(PATH, PAGE)
        room.drop("harbour/one.jpg", picture())
        room.drop("harbour/two.jpg", picture("teal"))
        room.settle()
    yield made[0], made[1]
    for room in made:
        room.close()


def standing(room: Newsroom, path: str = PATH) -> Standing:
    with room.store.reading() as asked:
        found = asked.articles.at(path)
    assert found is not None
    return found


def order(room: Newsroom, what: What, path: str = PATH, **said: str) -> PressOrder:
    """Give an order as the desk does, have it obeyed, and the look that it wants made; what came of it."""
    with room.store.reading() as asked:
        known, carried = asked.files.at(path), asked.articles.at(path)
    of_file = what in (What.CHOOSE, What.TAKE_BACK)
    seen = stamp_seen(known.stamp if known else None) if of_file else change_seen(carried.article) if carried else ""
    subject = carried.article.id if carried else path
    given = PressOrder(what, subject, "Anna", "desk", room.now, path=path, **{"seen": seen, **said})
    with room.store.writing() as changes:
        number = changes.orders.give(given)
    room.now = room.now.replace(microsecond=0)
    if obey_waiting(room.press):
        room.turn(2)
    with room.store.reading() as asked:
        found = asked.orders.numbered(number)
    assert found is not None
    return found


def same_but_times(one: Article, other: Article) -> bool:
    anonymous = {"id": "", "key": "", "path": "", "updated": START, "changed": START, "released": START}
    return replace(one, **anonymous) == replace(other, **anonymous)


def events(room: Newsroom) -> list[str]:
    with room.store.reading() as asked:
        return [one.event for one in asked.articles.history(standing(room).article.id)]


def note(room: Newsroom, path: str = PATH) -> str:
    return room.receipts()[path].receipt.note


# ---- choosing


def test_what_is_chosen_counts_as_if_a_sidecar_said_so(rooms: tuple[Newsroom, Newsroom]) -> None:
    ordered, written = rooms
    for field, value in CHOICES.items():
        done = order(ordered, What.CHOOSE, field=field, value=value)
        assert done.state is OrderState.DONE, (field, done.result)
    written.drop("harbour/page.yaml", "".join(f'{field}: "{value}"\n' for field, value in CHOICES.items()))
    written.settle()
    mine, other = standing(ordered), standing(written)
    assert same_but_times(mine.article, other.article)
    assert mine.article.headline == "The shared headline"
    assert mine.article.photos[0].path == "harbour/two.jpg"
    assert len(mine.article.photos) == 2
    assert (
        events(ordered)[1:].count("update") == 3
    )  # headline, standfirst, photo; all else is no change to readers' words
    found = ordered.receipts()[PATH].receipt.evidence
    assert {found[field].source for field in ("headline", "date", "photo", "caption")} == {"chosen by Anna"}
    for field in CHOICES:
        assert order(ordered, What.TAKE_BACK, field=field).state is OrderState.DONE
    (written.content / "harbour/page.yaml").unlink()
    written.lapse()
    assert same_but_times(standing(ordered).article, standing(written).article)
    assert standing(ordered).article.headline == "The main heading"
    assert "chosen" not in note(ordered)


def test_what_would_say_nothing_is_refused_with_the_reason(rooms: tuple[Newsroom, Newsroom]) -> None:
    room, _ = rooms
    before = room.document("/atom.xml")
    for field, value, why in (
        ("headline", "", "it cannot be none"),
        ("date", "sometime soon", "cannot be understood"),
        ("date", "2026-12-24 10:00", "in the future"),
        ("language", "German", "no language code"),
        ("byline", "https://example.org/", "cannot be understood"),
        ("photo", "three.jpg", "There is no photo three.jpg"),
        ("embargo", "2026-12-24", "no field that is chosen here"),
        ("headline", "The main heading", "counts already"),
        ("standfirst", "x" * 401, "more than 400"),
    ):
        refused = order(room, What.CHOOSE, field=field, value=value)
        assert refused.state is OrderState.REFUSED, field
        assert why in refused.result
    assert room.document("/atom.xml") == before


def test_a_choice_holds_through_all_but_another_content_of_its_file(rooms: tuple[Newsroom, Newsroom]) -> None:
    room, _ = rooms
    chosen = "The shared headline"
    assert order(room, What.CHOOSE, field="headline", value=chosen, seen="1:2:3").state is OrderState.REFUSED  # stale
    assert order(room, What.CHOOSE, field="headline", value=chosen).state is OrderState.DONE
    assert "Headline: chosen by Anna on 23 November 2026" in note(room)
    assert "instead of “The main heading”" in note(room)
    os.utime(room.content / PATH, (1, 1))  # saved without a change, in an older time
    room.settle()
    room.restart()
    room.drop("harbour/page.jpg", picture("red"))  # a photo arrives
    room.settle()
    room.drop("harbour/page.yaml", "tags: a, b\n")  # a sidecar that says nothing of the headline
    room.settle()
    (room.content / PATH).rename(room.content / "harbour/other.html")
    (room.content / "harbour/page.yaml").rename(room.content / "harbour/other.yaml")
    room.settle()
    assert standing(room, "harbour/other.html").article.headline == chosen
    assert standing(room, "harbour/other.html").article.tags == ("a", "b")
    assert "chosen by Anna" in note(room, "harbour/other.html")
    with rooms[1].store.writing() as target, room.store.reading() as asked:  # a backup restored elsewhere
        pour(asked.connection, target.connection)
        kept = target.overrulings.at("harbour/other.html")
        assert [one.value for one in kept] == [chosen]
    room.drop("harbour/other.html", PAGE.replace("Forty", "Fifty"))
    room.settle()
    assert standing(room, "harbour/other.html").article.headline == "The main heading"
    assert "what Anna chose" in note(room, "harbour/other.html")
    assert "ended, for the file has been changed since" in note(room, "harbour/other.html")
    with room.store.reading() as asked:
        history = asked.articles.history(standing(room, "harbour/other.html").article.id)
    assert [one.event for one in history if "ended" in one.event] == ["choice ended"]
    room.drop("harbour/other.html", PAGE)  # as it was when it was chosen: what has ended stays so
    room.settle()
    assert standing(room, "harbour/other.html").article.headline == "The main heading"
    assert "Anna" not in note(room, "harbour/other.html")


def test_the_later_word_counts_of_a_choice_and_a_sidecar(rooms: tuple[Newsroom, Newsroom]) -> None:
    room, _ = rooms
    room.drop("harbour/page.yaml", "headline: From the sidecar\n")
    room.settle()
    assert order(room, What.CHOOSE, field="headline", value="The main heading").state is OrderState.DONE
    assert standing(room).article.headline == "The main heading"
    assert "instead of “From the sidecar”" in note(room)
    room.drop("harbour/page.yaml", "headline: From the sidecar\ntags: a\n")
    room.settle()
    assert standing(room).article.headline == "The main heading"
    room.drop("harbour/page.yaml", "headline: A later word\n")
    room.settle()
    assert standing(room).article.headline == "A later word"
    assert "the sidecar says another since" in note(room)


def test_a_file_that_was_refused_for_want_of_a_headline_runs_with_one_that_is_written_at_the_desk(
    newsroom: Newsroom,
) -> None:
    newsroom.drop("gamma.html", "<p>The harbour reopened on Monday.</p><p>Forty boats left within the hour.</p>")
    newsroom.drop("beta.txt", f"Draft: yes\n\n{story('Beta')}")
    newsroom.settle()
    for path in ("gamma.html", "beta.txt"):
        assert order(newsroom, What.CHOOSE, path, field="headline", value="Boats are out").state is OrderState.DONE
        assert newsroom.receipts()[path].receipt.headline == "Boats are out"
    assert [entry.title for entry in newsroom.feed().entries] == ["Boats are out"]
    newsroom.drop("gamma.html", "")  # a broken save
    newsroom.settle()
    newsroom.drop("gamma.html", "<html></html>")  # another content, of which nothing can be made
    newsroom.settle()
    with newsroom.store.reading() as asked:
        assert all(one.ended for one in asked.overrulings.at("gamma.html"))


def test_a_choice_made_while_its_file_is_read_is_not_lost(
    rooms: tuple[Newsroom, Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = rooms
    room.drop(PATH, PAGE.replace("Forty", "Fifty"))
    room.turn(10)
    number = []

    def meanwhile(*given: object) -> None:
        with room.store.reading() as asked:
            found = asked.alternatives.at(PATH)
        assert found
        choice = PressOrder(What.CHOOSE, "", "Anna", "command", room.now, path=PATH, field="headline", value="Mine")
        number.append(obey_now(room.press, choice))

    with monkeypatch.context() as patched:
        patched.setattr("feedservice.press.reading.photo_keeper.PhotoKeeper.keep", meanwhile)
        room.turn(10)
    room.turn(10)
    assert number
    with room.store.reading() as asked:  # it was given on the bytes before
        assert [one.ended is not None for one in asked.overrulings.at(PATH)] == [True]
    assert "what Anna chose" in note(room)


def test_what_there_is_to_choose_from_is_little_and_apart(newsroom: Newsroom) -> None:
    metas = "".join(
        f'<meta name="{name}" content="{name} {"long " * 200}">' for name in ("og:title", "twitter:title", "dc.title")
    )
    titles = "".join(
        f'<meta name="{name}" content="{name}">' for name in ("sailthru.title", "parsely-title", "headline", "title")
    )
    body = "<p>The harbour of Port Elster reopened on Monday, said the master.</p>" * 3_000
    newsroom.drop("big.html", f"<head>{metas}{titles}<title>The window</title></head><h1>The heading</h1>{body}")
    newsroom.settle()
    with newsroom.store.reading() as asked:
        found = asked.alternatives.at("big.html")
        packed = asked.connection.exec_driver_sql("SELECT length(packed) FROM alternative").scalar()
    assert found
    assert len(found.found["headline"]) == MOST_ALTERNATIVES
    assert packed < 2_000
    assert newsroom.receipts()["big.html"].receipt.headline == "The heading"


def test_each_value_is_kept_once_and_a_long_one_cut() -> None:
    found = [
        Finding("One, two", "a", 0.9),
        Finding("one two!", "b", 0.8),
        None,
        Finding("", "c", 0.7),
        Finding("x" * 999, "d", 0.6),
    ]
    kept = few_best(found)
    assert [(one.source, is_whole(one.value)) for one in kept] == [("a", True), ("d", False)]
    assert len(kept[1].value) == LONGEST_ALTERNATIVE + 1
    assert few_best([Finding(("Ana", "Ben"), "a", 0.9)])[0].value == "Ana, Ben"
    assert Alternatives().found == {}


# ---- marking and correcting


def test_a_note_is_written_edited_and_taken_out_as_in_a_sidecar(rooms: tuple[Newsroom, Newsroom]) -> None:
    ordered, written = rooms
    first, second = "An earlier version named the wrong quay.", "The ferry left on Tuesday, and not on Monday."

    def sidecar(text: str) -> None:
        written.drop("harbour/page.yaml", text)
        written.settle()

    assert order(ordered, What.NOTE, value=first).state is OrderState.DONE
    sidecar(f'correction: "{first}"\n')
    assert same_but_times(standing(ordered).article, standing(written).article)
    assert (standing(ordered).state.value, events(ordered)[-1]) == ("corrected", "correction")
    assert order(ordered, What.NOTE, value=first).state is OrderState.REFUSED
    assert order(ordered, What.NOTE, value="late", seen="2026").state is OrderState.REFUSED
    ordered.drop(PATH, PAGE.replace("Forty", "Fourty"))  # a note outlasts a typo in the file
    ordered.settle()
    ordered.drop(PATH, PAGE)
    ordered.settle()
    assert order(ordered, What.NOTE, field=first, value=second).state is OrderState.DONE
    sidecar(f'correction: "{second}"\n')
    assert same_but_times(standing(ordered).article, standing(written).article)
    assert b"Tuesday" in ordered.document("/feed.json")
    assert order(ordered, What.NOTE, field=second).state is OrderState.DONE
    sidecar("tags: ''\n")
    assert same_but_times(standing(ordered).article, standing(written).article)
    assert (standing(ordered).state.value, events(ordered)[-1]) == ("published", "typo")
    ordered.drop(PATH, PAGE.replace("</body>", "<p>Correction: It was fifty boats.</p></body>"))
    ordered.settle()
    own = "It was fifty boats."
    assert [one.note for one in standing(ordered).article.corrections] == [own]
    assert order(ordered, What.NOTE, field=own).state is OrderState.DONE
    ordered.restart()
    ordered.settle()
    assert standing(ordered).article.corrections == ()
    assert (own, "correction note taken out at the desk") in [(one.words, one.reason) for one in ordered.left_out(PATH)]


def test_a_change_is_marked_and_told_as_if_the_file_had_said_so(rooms: tuple[Newsroom, Newsroom]) -> None:
    ordered, written = rooms
    before = standing(ordered).article.updated
    assert "has not changed" in order(ordered, What.MARK, value="typo").result
    changed = PAGE.replace("Nobody was hurt", "Two people were hurt")
    ordered.drop(PATH, changed)
    ordered.settle()
    stale = change_seen(standing(ordered).article)
    assert events(ordered)[-1] == "update"
    assert standing(ordered).article.updated > before
    assert "already" in order(ordered, What.MARK, value="update").result
    for word, updated_moves in (("typo", False), ("correction", True), ("update", True)):
        assert order(ordered, What.MARK, value=word).state is OrderState.DONE
        written.drop(PATH, PAGE)
        written.settle()
        (written.content / PATH).write_text(changed.replace("</head>", f'<meta name="change" content="{word}"></head>'))
        written.drop("harbour/page.yaml", f"change: {word}\n")
        written.settle()
        assert same_but_times(standing(ordered).article, standing(written).article), word
        assert (standing(ordered).article.updated > before) is updated_moves
        ordered.settle()
        assert same_but_times(standing(ordered).article, standing(written).article), word
        (written.content / "harbour/page.yaml").unlink()
        written.lapse()
    assert order(ordered, What.MARK, value="typo", seen=stale).state is OrderState.REFUSED
    assert [one for one in events(ordered) if one.startswith("marked")] == [
        "marked typo",
        "marked correction",
        "marked update",
    ]
    assert order(ordered, What.MARK, value="slip").state is OrderState.REFUSED


def test_what_a_file_calls_its_change_gives_way_to_a_later_mark(rooms: tuple[Newsroom, Newsroom]) -> None:
    room, _ = rooms
    room.drop(PATH, PAGE.replace("Nobody was", "Two were"))
    room.drop("harbour/page.yaml", "change: correction\n")
    room.settle()
    assert [one.note for one in standing(room).article.corrections] == [""]
    assert order(room, What.MARK, value="typo").state is OrderState.DONE
    room.settle()
    assert standing(room).article.corrections == ()
    assert standing(room).state.value == "published"
    assert order(room, What.MARK, value="correction").state is OrderState.DONE
    assert order(room, What.NOTE, value="One was hurt.").state is OrderState.DONE
    assert [one.note for one in standing(room).article.corrections] == ["One was hurt."]
