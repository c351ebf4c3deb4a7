"""What the headers of a mail say of its story: the subject as a headline, the sender as an author. Pure."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import parseaddr
from functools import lru_cache, partial

from feedservice.intake.field_lines import Found
from feedservice.intake.plain.desk.desk_copy import RELEASE_PREFIX
from feedservice.intake.release_fields import Statement, judged, judged_for_certain
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.unicode import one_line

_any = partial(any_piece, "mail")

#: What mailers put before a subject: Re, Fwd and theirs in other languages, and [names of lists].
_PREFIX = re.compile(rf"^(?:{_any('subject_prefixes')}(?:\[\d+\])?\s*[:：]|\[[^\]]{{1,40}}\])\s*", re.IGNORECASE)
#: Subjects that say nothing of the story.
_JUNK = re.compile(rf"{_any('no_subject')}?{_any('junk_subjects')}?\W*\d*", re.IGNORECASE)
#: Bridge story · Harbour piece, final: what desks call copy among themselves.
_VAGUE = re.compile(
    rf"(?:[\w'’-]+ ){{1,4}}{_any('subject_copy')}(?:\W+(?:v?\d+|{_any('subject_states')}))?\W*", re.IGNORECASE
)
#: Mails pass through a dozen servers, and each adds some.
_MOST_HEADERS = 300
#: What a mailer marks as not for everyone (RFC 4021 section 2.1.55); “normal” is no mark.
_SENSITIVE = frozenset({"private", "personal", "company-confidential"})
#: Senders that are no person.
_NO_PERSON = re.compile(rf"\b{_any('no_person')}\b|@", re.IGNORECASE)


def without_prefixes(subject: str) -> str:
    """A subject without Re:, Fwd:, PRESS RELEASE: and the names of lists, however many."""
    for _ in range(10):
        bare = RELEASE_PREFIX.sub("", _PREFIX.sub("", subject))
        if bare == subject:
            break
        subject = bare
    return subject.strip()


def says_nothing(subject: str) -> bool:
    """Whether a subject, without its prefixes, says nothing of the story."""
    return _JUNK.fullmatch(subject) is not None


def is_vague(stated: str) -> bool:
    """Whether a subject as it was sent yields to a headline in the text: an answer's, a forwarded one's, “Bridge story”."""
    return bool(_PREFIX.match(stated) or _VAGUE.fullmatch(without_prefixes(stated)))


def says_all(line: str, stated: str) -> bool:
    """Whether a line has every word of a subject, and more: the headline that the subject cuts short."""
    words = re.findall(r"\w+", without_prefixes(stated).casefold())
    return len(words) > 1 and set(words) < set(re.findall(r"\w+", line.casefold()))


@lru_cache(maxsize=16)
def name_and_address(sender: str) -> tuple[str, str]:
    """The name and the address in a header that names a sender (RFC 5322 3.4), as far as there are any."""
    try:
        return parseaddr(sender)
    except RecursionError:  # brackets in brackets in brackets: the name of nobody
        return "", ""


def person(sender: str) -> str:
    """The name of a sender who is a person; “Ruiz, Ana” is Ana Ruiz."""
    name = one_line(name_and_address(sender)[0]).strip("'\"")
    last, comma, first = name.partition(", ")
    name = f"{first} {last}" if comma and "," not in first else name
    return "" if " " not in name or _NO_PERSON.search(name) else name


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their marks and letters' size."""
    return re.sub(r"\W+", "", one.casefold()) == re.sub(r"\W+", "", other.casefold())


def holds(message: Message) -> list[Found]:
    """What headers say of holding the story back: X-Embargo-Until, Sensitivity: Private (RFC 4021), a mail never sent.

    Not those by which mailers keep their own account of a mail: Status: RO (mbox), Expires.
    """
    found = []
    for name, value in message.items()[:_MOST_HEADERS]:
        said = _held_by(name.casefold(), one_line(str(value)))
        found += [(one.field, one.value, f"header {name[:60]} of the mail", 1.0) for one in said or ()]
    return found


def _held_by(name: str, value: str) -> tuple[Statement, ...] | None:
    if name == "sensitivity":
        return judged("draft", "yes") if value.casefold() in _SENSITIVE else None
    if name in ("x-unsent", "x-mozilla-draft"):
        return judged("unsent", value)
    return None if "status" in name or name.startswith("list-") else judged_for_certain(name, value)
