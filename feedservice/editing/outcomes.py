"""What becomes of an article when its file was read: where it stands now, and which words of it are kept. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from feedservice.article import Article, Correction, Outcome
from feedservice.editing.identity import Claim
from feedservice.editing.life.lifecycle import IN_PRINT, Event, after
from feedservice.editing.life.release import Release
from feedservice.editing.life.standing import HELD, Cause, Standing
from feedservice.editing.plain_text import plain

#: How long a version that stops in mid-text is not believed.
PATIENCE = timedelta(seconds=60)
#: States in which the newest words are kept; in the others, the last that readers saw.
KEEPS_WORDS = IN_PRINT | {Outcome.SCHEDULED}


def stops_early(claim: Claim, before: Standing | None, unchanged: timedelta) -> bool:
    """Whether the text is the beginning of the one in print and then stops: most likely it is still being written.

    `unchanged` is how long the file has been as it is; one that stays so is believed.
    """
    if before is None or before.state not in IN_PRINT or before.sha256 == claim.sha256 or not claim.story.text:
        return False
    whole = plain(before.article.body_html)
    cut_off = len(claim.story.text) < len(whole) and whole.startswith(claim.story.text)
    return cut_off and unchanged < PATIENCE


def verdict(release: Release, corrections: tuple[Correction, ...]) -> Event:
    """What reading a whole, sound file comes to. A withdrawal outranks all else, then a draft, an expiry, an embargo."""
    if release.withdrawn:
        return Event.WITHDRAWN
    if release.draft:
        return Event.KEPT_BACK
    if release.expired:
        return Event.EXPIRED
    if release.due:
        return Event.EMBARGOED
    return Event.CORRECTED if corrections else Event.RELEASED


def stand(article: Article, release: Release, claim: Claim, before: Standing | None) -> tuple[Standing, Event]:
    """Where the article stands now, and what brought it there. What an order withdrew or holds stays so."""
    event = verdict(release, article.corrections)
    cause, reason = (release.cause if event is Event.WITHDRAWN else ""), ""
    if before and before.state is Outcome.WITHDRAWN and before.cause == Cause.COMMAND:
        event, cause, reason = Event.WITHDRAWN, before.cause, before.reason
    elif before and before.cause == HELD:
        event, cause, reason = Event.EMBARGOED, before.cause, before.reason
    state = after(before.state if before else Outcome.WAITING, event)
    due = release.due if state is Outcome.SCHEDULED and cause != HELD else None
    left = before.left if before else None
    return Standing(article, state, claim.sha256, claim.inode, due, left, None, cause, reason, release.aside), event


def with_old_words(standing: Standing, before: Standing | None) -> Standing | None:
    """Of what readers do not see, only where it stands is kept; of what they never saw, nothing."""
    if before is None:
        return None
    return replace(
        standing, article=replace(before.article, path=standing.article.path, expires=standing.article.expires)
    )
