"""Editors choose values, mark changes and correct at the desk's pages and by command; a history tells who did what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from feedservice.article import Outcome
from feedservice.commands.cli import commands
from feedservice.editing.life.standing import HELD
from feedservice.store.articles import Happening
from feedservice.store.orders.order_book import OrderState, PressOrder, What
from feedservice.web.desk.actions.timeline import timeline
from tests.factories import make_article
from tests.newsroom import START, Newsroom
from tests.press.test_acts import PAGE, PATH
from tests.web.test_actions import confirm, obeyed, standing_at

HOSTILE = "<script>alert(1)</script> “quoted”"


@pytest.fixture
def client(newsroom: Newsroom) -> FlaskClient:
    newsroom.now = datetime.now(UTC) - timedelta(seconds=60)
    newsroom.drop(PATH, PAGE)
    newsroom.drop("world/none.html", "<p>The harbour reopened on Monday.</p><p>Forty boats left within the hour.</p>")
    newsroom.settle()
    newsroom.now = datetime.now(UTC)
    return newsroom.app().test_client()


def sent(room: Newsroom, client: FlaskClient, address: str) -> PressOrder:
    """What comes of a form that is sent, twice."""
    answer = client.post(address)
    assert answer.status_code == 303, answer.text
    assert client.post(address).headers["Location"] == answer.headers["Location"]
    return obeyed(room, int(answer.headers["Location"].rpartition("/")[2]))


def headline(room: Newsroom) -> str:
    return standing_at(room, PATH).article.headline


def test_a_value_is_chosen_written_and_taken_back_at_the_desk(newsroom: Newsroom, client: FlaskClient) -> None:
    key = standing_at(newsroom, PATH).article.key
    shown = client.get(f"/desk/articles/{key}").text
    assert "from what the page shows where it is shared (og:title), quite sure" in shown
    assert f"/desk/act?what=choose&amp;subject={key}&amp;field=headline&amp;value=%3DThe+shared+headline" in shown
    asked = client.get(f"/desk/act?what=choose&subject={key}&field=headline&name=Anna")
    assert 'value="=The shared headline"' in asked.text
    assert 'method="post"' not in asked.text
    for wrong, why in (
        ("field=headline&pick=none", "it cannot be none"),
        ("field=headline&pick=own&own=&asked=1", "Say which"),
        ("field=headline&value=%3DThe+main+heading", "That counts already"),
    ):
        page = client.get(f"/desk/act?what=choose&subject={key}&name=Anna&{wrong}").text
        assert why in page, wrong
        assert 'method="post"' not in page
    assert client.get(f"/desk/act?what=choose&subject={key}&field=embargo").status_code == 404
    assert client.get(f"/desk/act?what=take+back&subject={key}&field=headline").status_code == 409
    refused = sent(newsroom, client, confirm(client, "choose", key, field="date", own="some day", name="Anna"))
    assert refused.state is OrderState.REFUSED
    assert "The date cannot be understood" in client.get(f"/desk/orders/{refused.number}").text
    address = confirm(client, "choose", key, field="headline", name="Anna <b>", pick="own", own=HOSTILE)
    assert sent(newsroom, client, address).state is OrderState.DONE
    assert headline(newsroom) == HOSTILE
    for place in (f"/desk/articles/{key}", "/desk/orders", "/desk/orders/2", f"/articles/{key}"):
        told = client.get(place).text
        assert "<script>alert" not in told
        assert "&lt;script&gt;alert(1)" in told
    told = client.get(f"/desk/articles/{key}").text
    assert re.search(
        r'class="chosen">Chosen by <bdi>Anna &lt;b&gt;</bdi>, .*instead of <q dir="auto">The main heading</q>', told
    )
    stale = confirm(client, "choose", key, field="standfirst", pick="none")
    address = confirm(client, "take back", key, field="headline")
    assert sent(newsroom, client, address).state is OrderState.DONE
    assert headline(newsroom) == "The main heading"
    newsroom.drop(PATH, PAGE.replace("Forty", "Fifty"))
    newsroom.settle()
    assert "written to since" in sent(newsroom, client, stale).result
    address = confirm(
        client, "choose", "world/none.html", field="headline", own="Boats are out"
    )  # it is refused so far
    assert sent(newsroom, client, address).state is OrderState.DONE
    assert newsroom.outcome("world/none.html") == "published"
    shut = newsroom.app(desk_actions=False).test_client()
    assert "2 others found" in (told := shut.get(f"/desk/articles/{key}").text)
    assert "/desk/act" not in told


def test_a_change_is_marked_and_corrected_at_the_desk(newsroom: Newsroom, client: FlaskClient) -> None:
    key = standing_at(newsroom, PATH).article.key
    assert client.get(f"/desk/act?what=mark&subject={key}").status_code == 409  # it never changed
    newsroom.drop(PATH, PAGE.replace("Nobody was", "Two were"))
    newsroom.settle()
    updated = standing_at(newsroom, PATH).article.updated
    assert "Last change: an update" in client.get(f"/desk/articles/{key}").text
    assert "Choose another class" in client.get(f"/desk/act?what=mark&subject={key}&pick=%3Dupdate&name=Anna").text
    stale = confirm(client, "mark", key, pick="=correction", name="Anna")
    assert sent(newsroom, client, confirm(client, "mark", key, pick="=typo", name="Anna")).state is OrderState.DONE
    assert standing_at(newsroom, PATH).article.updated < updated
    late = sent(newsroom, client, stale)
    assert late.state is OrderState.REFUSED
    assert "has changed since" in late.result
    assert sent(newsroom, client, confirm(client, "note", key, own=HOSTILE)).state is OrderState.DONE
    assert [one.note for one in standing_at(newsroom, PATH).article.corrections] == [HOSTILE]
    told = client.get(f"/desk/articles/{key}").text
    assert "<script>alert" not in told
    assert "The change was marked as a typo" in told
    assert "By <bdi>Anna</bdi>, at the desk" in told
    assert client.get(f"/desk/act?what=note&subject={key}&field=7").status_code == 409
    assert HOSTILE[1:7] in client.get(f"/desk/act?what=note&subject={key}&field=1").text
    assert sent(newsroom, client, confirm(client, "note", key, field="1", value="=")).state is OrderState.DONE
    assert standing_at(newsroom, PATH).article.corrections == ()


def test_the_same_by_command(newsroom: Newsroom, client: FlaskClient) -> None:
    given = ["--content", str(newsroom.content), "--state", str(newsroom.state), "--by", "Ben"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FEEDSERVICE_READING_LIMIT_SECONDS", "0")

        def command(*words: str) -> tuple[int, str]:
            done = CliRunner().invoke(commands, ["order", *words, *given])
            newsroom.turn(3)
            return done.exit_code, f"{done.output}{done.exception or ''}"

        assert command("choose", PATH, "Headline", "The shared headline")[0] == 0
        assert headline(newsroom) == "The shared headline"
        code, said = command("choose", PATH, "date", "sometime")
        assert code != 0
        assert "cannot be understood" in said
        assert command("choose", PATH, "headline")[0] == 2
        assert command("note", PATH, "It was Tuesday.")[0] == 0
        assert command("note", PATH, "It was Wednesday.", "--instead", "It was Tuesday.")[0] == 0
        assert [one.note for one in standing_at(newsroom, PATH).article.corrections] == ["It was Wednesday."]
        assert command("mark", PATH, "typo")[0] == 0
        assert command("take-back", PATH, "headline")[0] == 0
        assert headline(newsroom) == "The main heading"
    with newsroom.store.reading() as asked:
        assert {one.who for one in asked.orders.latest(9) if one.what in (What.CHOOSE, What.NOTE, What.MARK)} == {"Ben"}


def test_an_order_stands_in_the_history_with_what_came_of_it() -> None:
    def happened(minute: int, event: str, note: str = "") -> Happening:
        return Happening(START + timedelta(minutes=minute), event, "a.txt", note)

    def ordered(
        number: int, minute: int, what: What, state: OrderState = OrderState.DONE, reason: str = ""
    ) -> PressOrder:
        at = START + timedelta(minutes=minute)
        return PressOrder(what, "id", f"who {number}", "desk", at, number=number, state=state, reason=reason)

    history = [
        happened(0, Outcome.PUBLISHED),
        happened(1, Outcome.WITHDRAWN, "command: of old"),  # before there were orders
        happened(2, "undone", "of old"),
        happened(10, Outcome.SCHEDULED, f"{HELD}: why"),
        happened(12, "let go", "why"),
        happened(30, Outcome.WITHDRAWN, "command: court"),
    ]
    orders = [
        ordered(5, 40, What.PIN, OrderState.REFUSED),
        ordered(4, 29, What.WITHDRAW, reason="court"),
        ordered(3, 20, What.PIN),
        ordered(2, 12, What.LET_GO),
        ordered(1, 10, What.HOLD, reason="why"),
    ]

    def told(start: int = 0, most: int = 99) -> list[tuple[str, str]]:
        found = timeline(history, orders, make_article(), str, start, most)
        return [(one.what, one.order.who if one.order else "") for one in found]

    assert told() == [
        ("Pin to the front page", "who 5"),
        ("Withdrawn: by order", "who 4"),
        ("Pin to the front page", "who 3"),
        ("Let go by order", "who 2"),
        ("Held by order", "who 1"),
        ("Withdrawal undone by order", ""),
        ("Withdrawn: by order", ""),
        ("Published", ""),
    ]
    assert [*told(0, 3), *told(3, 2), *told(5, 9)] == told()
