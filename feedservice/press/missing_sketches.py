"""Sketches of words for articles that have none yet: those kept by a release that made none. Touches: database.

A few at a time, so that no start waits for it. Until an article has its sketch it is known by its file's bytes alone.
"""

from __future__ import annotations

from feedservice.editing.plain_text import story
from feedservice.store import Store
from feedservice.text.similarity import marks

#: Articles in one turn; about a quarter of a second.
_SOME = 150


def sketch_some(store: Store) -> bool:
    """Sketch some articles that lack it; returns whether there may be more. Raises StoreError."""
    with store.reading() as asked:
        found = asked.articles.without_marks(_SOME)
    if found:
        sketches = {one.id: marks(story(one)) for one in found}
        with store.writing() as changes:
            for article_id, sketch in sketches.items():
                changes.articles.save_marks(article_id, sketch)
    return bool(found)
