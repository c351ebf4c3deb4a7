from __future__ import annotations

from sqlalchemy import text

from feedservice.article import Cut, Outcome, Problem, Receipt, Severity, WordCount
from feedservice.folder.stamps import Stamp
from feedservice.store import Store
from feedservice.store.engine import WRITING, migrate
from feedservice.store.filed_receipts import Sought
from tests.newsroom import START
from tests.store.test_ledger import WITHOUT_ORDERS, WITHOUT_PROOFS, WITHOUT_SEARCH


def test_a_receipt_comes_back_and_goes(store: Store) -> None:
    receipt = Receipt("world/a.txt", Outcome.SCHEDULED, "Headline", due=START)
    with store.writing() as changes:
        changes.receipts.save(receipt, Stamp(10, 20, 30), START)
        changes.receipts.save(receipt, Stamp(11, 21, 31), START)
        assert [filed.receipt for filed in changes.receipts.filed()] == [receipt]
        assert changes.files.known()["world/a.txt"].stamp == Stamp(11, 21, 31)
        changes.files.drop("world/a.txt")
        assert changes.receipts.filed() == []


def test_an_article_that_lacks_words_of_its_file_stands_first(store: Store) -> None:
    said = {"fault": (Severity.FAULT, Outcome.PUBLISHED), "warning": (Severity.WARNING, Outcome.PUBLISHED), "error": (Severity.ERROR, Outcome.REFUSED)}  # fmt: skip
    with store.writing() as changes:
        for name, (severity, outcome) in said.items():
            problem = Problem(name, "Something is wrong.", "Mend it.", severity)
            changes.receipts.save(Receipt(name, outcome, problems=(problem,)), Stamp(10, 20, 30), START)
        assert [filed.receipt.path for filed in changes.receipts.filed()] == ["fault", "error", "warning"]


def test_what_was_left_out_comes_back_whole_and_receipts_have_its_openings(store: Store) -> None:
    long = Cut(" ".join(f"word{number}" for number in range(40)) + "\nand a second line", "page furniture")
    receipt = Receipt("a.html", Outcome.PUBLISHED, cut=(long,) * 70, words=WordCount(50, 6, 44, 0))
    with store.writing() as changes:
        changes.receipts.save(receipt, Stamp(10, 20, 30), START)
        (filed,) = changes.receipts.filed()
        assert changes.receipts.left_out("a.html") == receipt.cut
        assert len(filed.receipt.cut) < len(receipt.cut)
        assert filed.receipt.cut[0].words.endswith("…")
        assert filed.receipt.words == receipt.words
        changes.receipts.save(Receipt("a.html", Outcome.PUBLISHED), Stamp(11, 20, 30), START)
        assert changes.receipts.left_out("a.html") == ()
        assert changes.receipts.left_out("none.html") == ()


def _refused(path: str, severity: Severity = Severity.ERROR) -> Receipt:
    return Receipt(path, Outcome.REFUSED, problems=(Problem(path, "Something is wrong.", "Mend it.", severity),))


def test_files_are_found_by_state_folder_words_and_whether_they_need_a_look_together(store: Store) -> None:
    said = (
        _refused("world/ferry.txt"), Receipt("world/harbour.txt", Outcome.PUBLISHED, "The ferry is back"), Receipt("worlds/ferry.txt", Outcome.PUBLISHED),
        Receipt("World/ferry.txt", Outcome.DRAFT), Receipt("ferry.txt", Outcome.PUBLISHED), Receipt("world/a.jpg", Outcome.USED), Receipt("100%.txt", Outcome.DRAFT),
    )  # fmt: skip
    with store.writing() as changes:
        for number, receipt in enumerate(said):
            changes.receipts.save(receipt, Stamp(10, 20, 30), START.replace(hour=number))

        def found(**wanted: object) -> list[str]:
            asked = Sought(**wanted)
            paths = [one.receipt.path for one in changes.receipts.filed(asked)]
            assert changes.receipts.count_filed(asked) == len(paths)
            return paths

        assert found(folder="world") == ["world/ferry.txt", "world/harbour.txt", "world/a.jpg"]
        assert found(folder="world", words="FERRY") == ["world/ferry.txt", "world/harbour.txt"]
        assert found(folder="world", words="ferry", troubled=True) == ["world/ferry.txt"]
        assert found(folder="world", words="ferry", outcome="published") == ["world/harbour.txt"]
        assert found(words="0%") == ["100%.txt"]
        assert found()[-1] == "world/a.jpg"
        assert changes.receipts.folders() == {"World": 1, "world": 3, "worlds": 1}


def test_whatever_becomes_of_a_file_changes_the_state_of_all(store: Store) -> None:
    with store.writing() as changes:
        states = [changes.receipts.state_of_all()]
        receipt = Receipt("a.txt", Outcome.PUBLISHED)
        for fresh, at in ((receipt, START), (receipt, START.replace(minute=1)), (_refused("a.txt"), START)):
            changes.receipts.save(fresh, Stamp(1, 2, 3), at)
            states.append(changes.receipts.state_of_all())
        changes.files.note_moving({"a.txt": None}, ["a.txt"], START)
        states.append(changes.receipts.state_of_all())
    assert all(one != other for number, one in enumerate(states) for other in states[:number])


def test_an_upgrade_knows_which_files_need_a_look(store: Store) -> None:
    said = [
        _refused("warned", Severity.WARNING),
        _refused("wrong"),
        _refused("ours", Severity.FAULT),
        Receipt("well", Outcome.PUBLISHED),
    ]
    with store.writing() as changes:
        for one in said:
            changes.receipts.save(one, Stamp(1, 2, 3), START)
    with store.engine.connect().execution_options(**WRITING) as connection, connection.begin():
        for undone in (*WITHOUT_PROOFS, *WITHOUT_ORDERS, *WITHOUT_SEARCH):
            connection.execute(text(undone))
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    migrate(store.engine)
    with store.reading() as asked:
        assert [one.receipt.path for one in asked.receipts.filed()] == ["ours", "wrong", "warned", "well"]
        assert asked.receipts.count_with_problems() == 3
