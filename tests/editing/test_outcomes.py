"""Where an article stands when its file was read: decided on values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feedservice.article import Outcome
from feedservice.editing.identity import Claim
from feedservice.editing.life.lifecycle import Event
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import Cause, Standing
from feedservice.editing.outcomes import PATIENCE, stand, stops_early, with_old_words
from feedservice.text.comparison.similarity import Story
from tests.factories import NOW, make_article

WHOLE = make_article(body_html="<p>The harbour reopened at dawn. Boats left.</p>")
IN_PRINT = Standing(WHOLE, Outcome.PUBLISHED, "old bytes")


def claim(text: str, sha256: str = "new bytes") -> Claim:
    return Claim("a.txt", sha256, 7, Story("Harbour", text))


@pytest.mark.parametrize(
    ("text", "before", "unchanged", "expected"),
    [
        ("The harbour reopened", IN_PRINT, timedelta(0), True),
        ("The harbour reopened", IN_PRINT, PATIENCE, False),
        ("The harbour is open", IN_PRINT, timedelta(0), False),
        ("The harbour reopened at dawn. Boats left. More.", IN_PRINT, timedelta(0), False),
        ("", IN_PRINT, timedelta(0), False),
        ("The harbour reopened", replace(IN_PRINT, state=Outcome.DRAFT), timedelta(0), False),
        ("The harbour reopened", replace(IN_PRINT, sha256="new bytes"), timedelta(0), False),
        ("The harbour reopened", None, timedelta(0), False),
    ],
)
def test_a_text_that_only_begins_as_the_one_in_print_is_not_believed_at_once(
    text: str, before: Standing | None, unchanged: timedelta, expected: bool
) -> None:
    assert stops_early(claim(text), before, unchanged) is expected


def test_a_scheduled_one_keeps_when_it_is_due_and_no_other_does() -> None:
    later = NOW + timedelta(hours=1)
    held, event = stand(WHOLE, Release(due=later), claim("x"), None)
    assert (held.state, held.due, event) == (Outcome.SCHEDULED, later, Event.EMBARGOED)
    out, _ = stand(WHOLE, Release(), claim("x"), replace(held, left=NOW))
    assert (out.state, out.due, out.left, out.inode) == (Outcome.PUBLISHED, None, NOW, 7)


def test_what_a_command_withdrew_its_file_does_not_bring_back() -> None:
    before = Standing(WHOLE, Outcome.WITHDRAWN, cause=Cause.COMMAND, reason="libel")
    now, event = stand(WHOLE, Release(), claim("x"), before)
    assert (now.state, now.cause, now.reason, event) == (Outcome.WITHDRAWN, Cause.COMMAND, "libel", Event.WITHDRAWN)
    folder, _ = stand(WHOLE, Release(), claim("x"), replace(before, cause=Cause.FOLDER))
    assert (folder.state, folder.cause, folder.reason) == (Outcome.PUBLISHED, "", "")


def test_unseen_words_are_not_kept_but_where_they_lie_is() -> None:
    moved = Standing(replace(WHOLE, path="_drafts/a.txt", headline="Other"), Outcome.DRAFT)
    kept = with_old_words(moved, IN_PRINT)
    assert kept
    assert (kept.article.headline, kept.article.path, kept.state) == (WHOLE.headline, "_drafts/a.txt", Outcome.DRAFT)
    assert with_old_words(moved, None) is None
