from __future__ import annotations

from feedservice.article import Cut, Outcome, Problem, Receipt, Severity, WordCount
from feedservice.folder.stamps import Stamp
from feedservice.store import Store
from tests.newsroom import START


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
