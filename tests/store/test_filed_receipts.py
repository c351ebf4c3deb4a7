from __future__ import annotations

from feedservice.article import Outcome, Receipt
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
