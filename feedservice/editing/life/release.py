"""What a manuscript says about being seen: draft, embargo, expiry, withdrawal. Pure.

Whatever looks like a wish to hold an article back, and cannot be understood, holds it back: better late than early.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from feedservice.article import Finding, Manuscript, Problem, Severity
from feedservice.editing.life.standing import Cause
from feedservice.errors import InvalidField
from feedservice.intake.embargoes import asks_to_hold, holding_folder, name_asks_to_hold
from feedservice.intake.evidence import value_or
from feedservice.intake.field_values import says_no, status_of, yes_or_no
from feedservice.text.dates.date_lines import stated as date_stated
from feedservice.text.dates.date_words import checked_weekdays
from feedservice.text.dates.parse import StatedDate, midnight, understand
from feedservice.text.unicode import one_line

#: A folder of this name takes out of print what lies in it, in any case of letters.
WITHDRAWN_FOLDER = "_withdrawn"
#: No embargo or expiry is older; “30 November 1800” means six in the evening.
_FIRST_YEAR = 1970
#: Names of two letters count only where a line begins: “do” is a word in other languages.
_CHECKED_WEEKDAYS = checked_weekdays()
_NAMES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Release:
    """Whether an article may be seen now: a draft never, one under embargo from `due` on, none once it has `expired`.

    `embargo` and `expires` are the stated times, past or to come; `cause` says by what it is withdrawn. `aside` is a stated
    embargo that an order has put aside (`overruled`). With `by_date` the embargo is the date its editor gave it, which is to come.
    """

    draft: bool = False
    withdrawn: bool = False
    cause: str = ""
    embargo: datetime | None = None
    due: datetime | None = None
    expires: datetime | None = None
    expired: bool = False
    problems: tuple[Problem, ...] = ()
    aside: datetime | None = None
    by_date: bool = False


def release(manuscript: Manuscript, now: datetime, zone: tzinfo) -> Release:
    """What the manuscript, and a line at either end of its file, say about being seen at `now`.

    A day without a clock time is its first midnight for an embargo, its last for an expiry. Of a local time that comes
    twice, as clocks are put back, an embargo takes the later reading and an expiry the earlier. A date to come that an editor
    wrote in a field (`_date_to_come`) is an embargo where none is stated: so have WordPress, Ghost, Hugo and Pelican.
    Raises InvalidField for a field that cannot be understood: nothing goes out by mistake.
    """
    _refuse_unread_holds(manuscript)
    *folders, name = manuscript.path.split("/")
    cause = Cause.FOLDER.value if WITHDRAWN_FOLDER in map(str.casefold, folders) else ""
    status = _status(manuscript)
    cause = cause or (Cause.STATUS.value if status == "withdrawn" else "")
    folder = holding_folder(manuscript.path)
    draft = any(part.startswith("_") for part in (*folders, name)) or bool(folder) or status == "draft"
    draft = _is_draft(manuscript) or draft
    embargo, first = _moment(manuscript, manuscript.embargo, "embargo", zone)
    expires, second = _moment(manuscript, manuscript.expiry, "expiry", zone)
    to_come = None if manuscript.embargo else _date_to_come(manuscript, now, zone)
    embargo = to_come or embargo
    if embargo and expires and expires <= embargo:
        raise InvalidField(
            manuscript.path,
            "The article would expire before its embargo ends.",
            "Put one of the two right: Embargo is when it goes out, Expires when it goes.",
        )
    due = embargo if embargo and embargo > now else None
    expired = bool(expires and expires <= now)
    problems = (*first, *second, *_told(manuscript, folder))
    return Release(draft, bool(cause), cause, embargo, due, expires, expired, problems, by_date=to_come is not None)


def is_yes(manuscript: Manuscript, finding: Finding[str] | None, field: str) -> bool | None:
    """What a yes-or-no field says, or nothing when there is none. Raises InvalidField for anything else."""
    if finding is None:
        return None
    said = yes_or_no(finding.value)
    if said is not None:
        return said
    raise InvalidField(
        manuscript.path,
        f"The {field} field says “{finding.value.casefold()[:60]}”.",
        f"Write {field.capitalize()}: yes or {field.capitalize()}: no.",
    )


def _is_draft(manuscript: Manuscript) -> bool:
    """Whether the article is a draft. A field of another name than ours stands in the value with its own: “private: perhaps”."""
    name, colon, value = value_or(manuscript.draft, "").partition(": ")
    if not colon:
        return bool(is_yes(manuscript, manuscript.draft, "draft"))
    raise InvalidField(
        manuscript.path,
        f"The field “{name}” says “{value}”, and may mean that readers are not to see the article.",
        "Write Draft: yes to hold it back or Draft: no to let it out, in place of that field.",
    )


def _date_to_come(manuscript: Manuscript, now: datetime, zone: tzinfo) -> datetime | None:
    """The date of an article that its editor stated, in a field line, front matter or a sidecar, when it is still to come.

    Not one that was found in a page or in running text: that is no wish. One that cannot be understood is told elsewhere.
    """
    if manuscript.date is None or manuscript.date.confidence < 1.0:
        return None
    try:
        stated = understand(manuscript.date.value, zone)
        instant = (midnight(stated, zone, after=False) if stated.day_only else stated).instant
    except (ValueError, OverflowError):
        return None
    return instant if instant > now else None


def _told(manuscript: Manuscript, folder: str) -> Iterable[Problem]:
    """A warning about a folder that holds its articles back by a name which may have been given for something else."""
    if folder:
        what = f"The folder “{folder}” holds back what lies in it, by its name."
        remedy = "Move the file out of it when readers may see it; or rename the folder."
        yield Problem(manuscript.path, what, remedy, Severity.WARNING)


def _status(manuscript: Manuscript) -> str:
    word = value_or(manuscript.status, "")
    status = status_of(word)
    if status is not None and " ≠ " not in word:
        return status
    raise InvalidField(
        manuscript.path,
        f"The status field says “{word.casefold()[:60]}”.",
        "Write Status: withdrawn, Status: draft, or Status: published.",
    )


def _moment(
    manuscript: Manuscript, finding: Finding[str] | None, field: str, zone: tzinfo
) -> tuple[datetime | None, tuple[Problem, ...]]:
    """The instant of an embargo or expiry, and a warning when clocks are changed at that very time."""
    if finding is None:
        return None, ()
    is_expiry = field == "expiry"
    try:
        stated = understand(finding.value, zone)
        if not is_expiry:
            _refuse_another_weekday(finding.value, stated, zone)
            _refuse_an_earlier_zone(stated)
        if stated.instant.year < _FIRST_YEAR:
            raise ValueError(f"the year {stated.instant.year} cannot be meant")
        if stated.day_only:
            stated = midnight(stated, zone, after=is_expiry)
    except (ValueError, OverflowError) as error:
        raise InvalidField(
            manuscript.path,
            f"The {field} cannot be understood: {error}. A new article is held back to be safe; one that is out stays as it was.",
            "Write it as 2026-11-20 08:30, or with a zone: 2026-11-20T08:30:00+01:00.",
        ) from error
    if stated.doubt:
        return stated.instant, (zone_problem(manuscript, stated, zone),)
    chosen = stated.earliest if is_expiry else stated.latest
    return chosen, (_clock_change(manuscript, field, chosen, zone),) if stated.comes_twice else ()


def _refuse_an_earlier_zone(stated: StatedDate) -> None:
    """Raise ValueError when the name of a zone may mean a later time than the usual: an embargo must not end early."""
    if stated.doubt and stated.instant < stated.latest - timedelta(seconds=1):
        raise ValueError(stated.doubt.partition(";")[0])


def _refuse_another_weekday(text: str, stated: StatedDate, zone: tzinfo) -> None:
    """Raise ValueError when a line names a weekday that its date is not: nobody can tell which of the two was meant."""
    known = date_stated(text)
    day = known.day if known else stated.instant.astimezone(zone).date()
    for place, word in enumerate(_NAMES.findall(text)):
        meant = _CHECKED_WEEKDAYS.get(word.casefold().replace("’", "'")) if len(word) > 2 or not place else None
        if meant and day.weekday() not in meant:
            raise ValueError(f"it says “{word}”, but {day.day} {day:%B %Y} is a {day:%A}")


def _clock_change(manuscript: Manuscript, field: str, chosen: datetime, zone: tzinfo) -> Problem:
    what = f"Clocks are changed at the time of the {field}, so it can be read in two ways; we take {chosen.astimezone(zone).isoformat()}."
    return Problem(
        manuscript.path, what, f"Write it with its zone: {chosen.astimezone(zone).isoformat()}.", Severity.WARNING
    )


def zone_problem(manuscript: Manuscript, stated: StatedDate, zone: tzinfo) -> Problem:
    """What an editor is told of a time whose zone has the name of several."""
    remedy = (
        f"If that is wrong, write the time as it is in another zone: {stated.instant.astimezone(zone).isoformat()}; "
        "or set timezone to your own place, and its name means yours."
    )
    return Problem(manuscript.path, stated.doubt, remedy, Severity.WARNING)


def _refuse_unread_holds(manuscript: Manuscript) -> None:
    """A line that asks to hold the article back, but stands where or as no field does, holds it; a file's name too.

    `Draft: no` says that it is prose.
    """
    if manuscript.draft is not None and says_no(manuscript.draft.value):
        return
    head = (manuscript.headline, manuscript.standfirst, manuscript.dateline)
    lines = dict.fromkeys([*(finding.value for finding in head if finding), *manuscript.edges])
    asking = next(filter(asks_to_hold, lines), "")
    if asking or name_asks_to_hold(manuscript.path):
        what = f"The line “{one_line(asking)}”" if asking else "The name of this file"
        raise InvalidField(
            manuscript.path,
            f"{what} asks to hold the article back, but it is no field we know.",
            "Write Embargo: 2026-11-20 08:30, or Draft: yes, on a line of its own at the top; or take the words out. If they are part of the story, write Draft: no at the top.",
        )
