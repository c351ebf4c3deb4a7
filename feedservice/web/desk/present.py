"""What there is of a file or an article at this moment: its receipt, where it stands, its newest words. Touches: database (reads only)."""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.article import Article, Outcome
from feedservice.editing.life.lifecycle import IN_PRINT
from feedservice.editing.life.standing import Standing
from feedservice.store import Reading
from feedservice.store.filed_receipts import FiledReceipt

#: States of which the newest words are kept with the article; of the others a proof is.
_KEPT = IN_PRINT | {Outcome.SCHEDULED}


@dataclass(frozen=True, slots=True)
class Present:
    """A file at this moment. `article` are its newest words that could be read (none: there never were any, or none are kept).

    `standing` is the article that it carries, or that is gone with it.
    """

    path: str
    filed: FiledReceipt | None = None
    standing: Standing | None = None
    article: Article | None = None

    @property
    def is_in_print(self) -> bool:
        """Whether readers see its article."""
        return self.standing is not None and self.standing.state in IN_PRINT

    @property
    def is_to_come(self) -> bool:
        """Whether it may be shown to a colleague before readers see it: a draft, or one that is held until its time."""
        state = self.filed.receipt.outcome if self.filed else None
        return self.article is not None and not self.is_in_print and state in (Outcome.DRAFT, Outcome.SCHEDULED)


def of_path(asked: Reading, path: str) -> Present | None:
    """What there is of the file of this path; none when there is no such file."""
    filed = asked.receipts.filed_at(path)
    if filed is None:
        return None
    id_ = filed.receipt.article_id
    standing = asked.articles.with_id(id_) if id_ else asked.articles.at(path)
    return _present(asked, path, filed, standing)


def of_key(asked: Reading, key: str) -> Present | None:
    """What there is of the article of this key; none when there never was one."""
    standing = asked.articles.with_key(key)
    if standing is None:
        return None
    path = standing.article.path
    return _present(asked, path, None if standing.vanished else asked.receipts.filed_at(path), standing)


def _present(asked: Reading, path: str, filed: FiledReceipt | None, standing: Standing | None) -> Present:
    proof = asked.proofs.at(path) if filed else None
    kept = standing.article if standing and (standing.state in _KEPT or standing.left) else None
    return Present(path, filed, standing, proof or kept)
