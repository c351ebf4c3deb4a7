"""The ledger: each public change once, in the order of commits, on every database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from feedservice.article import Article, Attachment, Correction, Outcome, Photo, Rendition
from feedservice.editing.life.standing import Standing
from feedservice.errors import CursorError, CursorLost
from feedservice.store import Store
from feedservice.store.bulk import NewArticle
from feedservice.store.copy import pour
from feedservice.store.engine import WRITING, migrate
from feedservice.store.stand.fingerprint import fingerprint
from feedservice.store.stand.ledger import BEGINNING, Cursor, LedgerLine, cursor_of
from tests.factories import NOW, make_article, make_photo

HOUR = timedelta(hours=1)

#: What takes the schema back to before proofs.
WITHOUT_PROOFS = ("DROP TABLE proof", "DROP INDEX receipt_list", "ALTER TABLE receipt DROP COLUMN trouble")
WITHOUT_CHOICES = ("DROP TABLE overruling", "DROP TABLE desk_note", "DROP TABLE alternative")
WITHOUT_ORDERS = (*WITHOUT_CHOICES, "DROP TABLE orders", "ALTER TABLE article DROP COLUMN aside")
WITHOUT_SEARCH = ("DROP TABLE search_entry", "DROP TABLE search_state")


def numbered(number: int, **changes: object) -> Article:
    return make_article(id=f"tag:news.example,2026:{number}", key=f"key{number}", path=f"{number}.txt", **changes)


def save(store: Store, *standings: Standing) -> None:
    with store.writing() as changes:
        for one in standings:
            changes.articles.save(one, one.article.path, ())


def lines(store: Store, since: Cursor = BEGINNING, most: int = 100) -> tuple[LedgerLine, ...]:
    with store.reading() as asked:
        return asked.ledger.after(since, most).lines


def events(store: Store) -> list[tuple[int, str, str]]:
    return [(one.cursor.number, one.id.rpartition(":")[2], one.event.value) for one in lines(store)]


def test_each_visible_change_is_a_line_and_nothing_else_is(store: Store) -> None:
    first = numbered(1)
    mended = replace(first, headline="Harbour opens", changed=NOW)
    note = replace(mended, corrections=(Correction("It was Tuesday.", date(2026, 11, 19)),), changed=NOW + HOUR)
    steps = (
        Standing(first, Outcome.SCHEDULED, due=NOW),  # nobody sees it
        Standing(first, Outcome.PUBLISHED),
        Standing(first, Outcome.PUBLISHED, sha256="1" * 64, inode=7),  # its file was touched
        Standing(replace(first, path="moved.txt", expires=NOW + HOUR, changed=NOW), Outcome.PUBLISHED),
        Standing(mended, Outcome.PUBLISHED),
        Standing(note, Outcome.CORRECTED),
        Standing(note, Outcome.WITHDRAWN, left=NOW + 2 * HOUR),
        Standing(note, Outcome.WITHDRAWN, left=NOW + 2 * HOUR, vanished=NOW),  # and its file is gone
        Standing(replace(note, changed=NOW + 3 * HOUR), Outcome.CORRECTED, left=NOW + 2 * HOUR),
    )
    for step in steps:
        save(store, step)
    told = lines(store)
    assert [one.event for one in told] == ["published", "updated", "corrected", "withdrawn", "returned"]
    assert [one.cursor.number for one in told] == [1, 2, 3, 4, 5]
    assert [one.article and one.article.headline for one in told] == [None] * 4 + ["Harbour opens"]
    assert [one.at for one in told[1:]] == [NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR]
    assert {one.key for one in told} == {"key1"}


def test_words_stand_in_the_last_line_of_an_article_and_in_none_of_one_that_is_gone(store: Store) -> None:
    save(store, *(Standing(numbered(one), Outcome.PUBLISHED) for one in (1, 2, 3)))
    end = lines(store)[-1].cursor
    save(store, Standing(numbered(2, headline="New", changed=NOW), Outcome.PUBLISHED))
    save(store, Standing(numbered(3), Outcome.EXPIRED, left=NOW))
    assert [one.article.headline if one.article else None for one in lines(store)] == [
        "Harbour reopens after the storm", None, None, "New", None,
    ]  # fmt: skip
    assert [one.id[-1] for one in lines(store, end)] == ["2", "3"]
    assert lines(store, lines(store)[-1].cursor) == ()


def test_lines_come_by_leaves(store: Store) -> None:
    with store.writing() as changes:
        changes.bulk.publish([NewArticle(Standing(numbered(one), Outcome.PUBLISHED), ()) for one in range(5)], NOW)
    with store.reading() as asked:
        first = asked.ledger.after(BEGINNING, 3)
        second = asked.ledger.after(first.lines[-1].cursor, 3)
        whole = asked.ledger.after(first.lines[1].cursor, 3)
    assert [(len(one.lines), one.more) for one in (first, second, whole)] == [(3, True), (2, False), (3, False)]


@pytest.mark.parametrize("text", ["x", "1", "1-", "0-1", "00-0", "1-0", "1-0123456789abcdeF", "-1-0", "9999999999-0"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(CursorError):
        cursor_of(text)


def test_a_cursor_of_another_history_is_known_and_one_of_the_same_leads_on(store: Store, other: Store) -> None:
    """A database that was lost, or brought back from an earlier backup by whatever means."""
    save(store, *(Standing(numbered(one), Outcome.PUBLISHED) for one in (1, 2)))
    with store.reading() as source, other.writing() as changes:
        pour(source.connection, changes.connection)
    backed_up, known = lines(other)[-1].cursor, lines(store)[-1].cursor
    assert cursor_of(str(known)) == backed_up == known
    save(store, Standing(numbered(3), Outcome.PUBLISHED))
    beyond = lines(store)[-1].cursor
    with pytest.raises(CursorLost):
        lines(other, beyond)
    save(other, *(Standing(numbered(one), Outcome.PUBLISHED) for one in (4, 5)))
    with pytest.raises(CursorLost):  # there is such a number again, and another line
        lines(other, beyond)
    assert [one.id[-1] for one in lines(other, known)] == ["4", "5"]
    assert len(lines(other, cursor_of(""))) == 4


def test_who_sees_a_line_sees_all_before_it(store: Store, beside: Store) -> None:
    """Two writers and a reader at once: numbers come in the order of commits, and without a gap."""
    failed: list[BaseException] = []

    def write(target: Store, first: int) -> None:
        try:
            for number in range(first, first + 12):
                save(target, *(Standing(numbered(one), Outcome.PUBLISHED) for one in (number, number + 1000)))
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=args) for args in ((store, 100), (beside, 500))]
    for one in writers:
        one.start()
    since, seen = BEGINNING, list[int]()
    while any(one.is_alive() for one in writers) or lines(store, since):
        found = lines(store, since)
        seen += [one.cursor.number for one in found]
        since = found[-1].cursor if found else since
    for one in writers:
        one.join()
    assert not failed
    assert seen == list(range(1, 49))


def test_a_transaction_that_breaks_off_uses_up_no_number(store: Store) -> None:
    def break_off() -> None:
        with store.writing() as changes:
            changes.articles.save(Standing(numbered(1), Outcome.PUBLISHED), "", ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    save(store, Standing(numbered(2), Outcome.PUBLISHED))
    assert events(store) == [(1, "2", "published")]


def test_a_clock_put_right_leaves_cursors_as_they_are(store: Store) -> None:
    save(store, Standing(numbered(1, changed=NOW + 9 * HOUR), Outcome.PUBLISHED))
    before = lines(store)[0].cursor
    with store.writing() as changes:
        changes.times.put_right(NOW + HOUR, NOW, ())
    assert (lines(store)[0].cursor, lines(store)[0].at) == (before, NOW)


def test_to_enter_every_article_anew_writes_nothing(store: Store) -> None:
    save(store, Standing(numbered(1), Outcome.PUBLISHED), Standing(numbered(2), Outcome.WITHDRAWN, left=NOW))
    before = events(store)
    with store.writing() as changes:
        changes.articles.list_all()
    assert events(store) == before == [(1, "1", "published")]


def test_an_upgrade_tells_of_what_was_published_before(make_url: Callable[[], str]) -> None:
    """In the order in which it came out, changed, left and came back; and as the code would tell of it now."""
    full = numbered(
        1,
        photos=(make_photo(renditions=(Rendition("a.jpg", "image/jpeg", 5, 4, 3), Rendition("b.jpg", "image/jpeg", 9, 8, 7, "original"))), Photo("x.jpg", (Rendition("c.jpg", "image/jpeg", 1, 1, 1),))),
        attachments=(Attachment("a.mp3", "a.mp3", "audio/mpeg", 77, 5),),
        byline=("Ana Ruiz",), tags=("ships", "Häfen"), language="de", section="World", episode=3, standfirst_derived=True,
        released=NOW, changed=NOW,
    )  # fmt: skip
    noted = (Correction("It was Tuesday.", date(2026, 11, 19)),)
    standings = (
        Standing(full, Outcome.PUBLISHED),
        Standing(numbered(2, released=NOW - HOUR, changed=NOW + HOUR), Outcome.PUBLISHED),
        Standing(numbered(3, released=NOW + HOUR, changed=NOW + 2 * HOUR, corrections=noted), Outcome.CORRECTED),
        Standing(numbered(4, released=NOW - 2 * HOUR, changed=NOW), Outcome.WITHDRAWN, left=NOW + 3 * HOUR),
        Standing(numbered(5, released=NOW - 3 * HOUR, changed=NOW + 4 * HOUR), Outcome.PUBLISHED, left=NOW + HOUR / 2),
        Standing(numbered(6, released=NOW, changed=NOW), Outcome.SCHEDULED, due=NOW + HOUR),
    )
    with Store(make_url()) as store:
        save(store, *standings)
        with store.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            for undone in ("DROP TABLE ledger", *WITHOUT_PROOFS, *WITHOUT_ORDERS, *WITHOUT_SEARCH):
                connection.execute(text(undone))
            connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))
        migrate(store.engine)
        assert events(store) == [
            (1, "5", "published"), (2, "4", "published"), (3, "2", "published"), (4, "1", "published"), (5, "5", "withdrawn"),
            (6, "2", "updated"), (7, "3", "published"), (8, "3", "corrected"), (9, "4", "withdrawn"), (10, "5", "returned"),
        ]  # fmt: skip
        save(store, *standings[:3], *standings[4:])  # as they are: nothing to tell
        assert len(events(store)) == 10
        assert [one.article.id[-1] for one in lines(store) if one.article] == ["1", "2", "3", "5"]
        save(store, Standing(replace(full, headline="Another"), Outcome.PUBLISHED))
        assert events(store)[10:] == [(11, "1", "updated")]


def test_what_a_press_of_the_release_before_has_published_is_caught_up_with(store: Store) -> None:
    """Where machines are upgraded one after the other it may be at work on the new schema for a while."""
    ours = [Standing(numbered(one), Outcome.PUBLISHED) for one in range(5)]
    save(store, *ours)
    with store.writing() as changes:
        changes.ledger.catch_up()
    assert len(events(store)) == 5
    with store.writing() as changes:
        run = changes.connection.execute
        later = (NOW - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        run(text(f"UPDATE article SET headline = 'Another', changed = {later} WHERE key = 'key1'"))
        run(text(f"UPDATE article SET changed = {later + 1} WHERE key = 'key2'"))  # and nobody can see in what
        run(text(f"UPDATE article SET state = 'withdrawn', \"left\" = {later} WHERE key = 'key3'"))
        run(text("DELETE FROM ledger WHERE number = 5"))
    for _ in range(2):
        with store.writing() as changes:
            changes.ledger.catch_up()
    assert events(store)[4:] == [(5, "3", "withdrawn"), (6, "4", "published"), (7, "1", "updated")]


def test_a_fingerprint_is_of_what_readers_see() -> None:
    one = numbered(1, photos=(make_photo(),))
    unseen = replace(one, path="x.txt", expires=NOW, released=NOW, changed=NOW, photos=(make_photo(path="y.jpg"),))
    assert fingerprint(one) == fingerprint(unseen)
    for changed in ({"updated": NOW}, {"byline": ("A",)}, {"photos": (make_photo(caption="B"),)}, {"section": "C"}):
        assert fingerprint(replace(one, **changed)) != fingerprint(one)
