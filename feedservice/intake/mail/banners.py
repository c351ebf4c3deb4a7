"""Warnings that mail servers set above a mail: it came from outside, its sender is new, mind links and attachments. Pure.

A banner is known by what it is: the first block, which speaks of this very mail, its origin, its sender, its links and its
attachments. Its words are in [mail] of the language files. A story about such mails speaks of one mail, not of this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from feedservice.intake.mail.mail_headers import name_and_address
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.sentences import count_words

_any = partial(any_piece, "mail")
_THIS_MAIL = re.compile(_any("this_mail"), re.IGNORECASE)
_ANY_MAIL = re.compile(_any("any_mail"), re.IGNORECASE)
#: A message may be any, an e-mail is one.
_ELECTRONIC = re.compile(_any("electronic_mail"), re.IGNORECASE)
#: CAUTION: · [EXTERNAL] · ACHTUNG:
_LABEL = re.compile(rf"^\W*{_any('banner_labels')}(?!\w)", re.IGNORECASE)
_ONLY_LABEL = re.compile(
    rf"^\W*(?:{_any('banner_labels')}\W*)?{_any('external_mail')}\W*(?:{_any('banner_labels')}\W*)?$", re.IGNORECASE
)
_OUTSIDE = re.compile(_any("from_outside"), re.IGNORECASE)
_OTHERS = tuple(re.compile(_any(name), re.IGNORECASE) for name in ("links", "attachments", "senders"))
#: You don't often get email from …; Microsoft's, in its languages, with the same address below it in each.
_SELDOM = re.compile(rf"{_any('seldom')}|aka\.ms/LearnAboutSenderIdentification", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
_RULE = re.compile(r"^\W*$")
_MOST_WORDS, _MOST_LINES = 110, 12
#: What speaks of so many among links, attachments and senders may be one.
_ENOUGH = 2


def banner_end(lines: Sequence[str], sender: str) -> int:
    """How many of the first lines are banners; rules and empty lines below them count."""
    address = name_and_address(sender)[1].casefold()
    end, found = 0, 0
    while end < len(lines):
        block = _block(lines, end)
        said = _banner_lines(lines[end:block], address, follows=found > 0)
        if not said and not (end < len(lines) and _RULE.match(lines[end])):
            break
        end += said or 1
        found = end if said else found
    while found and found < len(lines) and _RULE.match(lines[found]):
        found += 1
    return found if any(lines[found:]) else 0


def _block(lines: Sequence[str], start: int) -> int:
    """Where the block that begins here ends."""
    return next(
        (number for number in range(start, min(len(lines), start + _MOST_LINES)) if not lines[number]),
        min(len(lines), start + _MOST_LINES),
    )


def _banner_lines(block: Sequence[str], address: str, *, follows: bool) -> int:
    """How many lines of a block are a banner: all of them, or the first."""
    counts: list[int] = [len(block), *range(1, len(block))]
    for count in counts:
        if count and is_banner(" ".join(block[:count]), address, follows=follows):
            return count
    return 0


def is_banner(text: str, address: str = "", *, follows: bool = False) -> bool:
    """Whether words above a mail are a banner. What follows one, or wears its label, need not speak of this mail."""
    if not text or count_words(text) > _MOST_WORDS:
        return False
    addresses = {found.casefold() for found in _ADDRESS.findall(text)}
    if _ONLY_LABEL.match(text) or (_SELDOM.search(text) and (addresses or "aka.ms" in text)):
        return True
    if address in addresses and _ANY_MAIL.search(_ADDRESS.sub("", text)) and not _THIS_MAIL.search(text):
        return len(addresses) == 1 and count_words(text) <= _MOST_WORDS // 3
    return _speaks_of_this_mail(text) or (follows and _told(text) >= _ENOUGH and count_words(text) <= _MOST_WORDS // 2)


def _speaks_of_this_mail(text: str) -> bool:
    """Whether a text speaks of the mail it stands in, or wears the label of a warning, and says enough of what banners say."""
    label, of_this = _LABEL.match(text) is not None, _THIS_MAIL.search(text) is not None
    if not (label or of_this):
        return False
    told, outside = _told(text), _OUTSIDE.search(text) is not None
    mail, short = _ELECTRONIC.search(text) is not None, count_words(text) <= _MOST_WORDS // 4
    if of_this:
        return told >= _ENOUGH or (outside and (told > 0 or label or (mail and short)))
    return label and told >= _ENOUGH and (told > _ENOUGH or mail or _is_stamped(text))


def _is_stamped(text: str) -> bool:
    """Whether a warning opens as no sentence does: in capitals, in brackets or between stars, or tells of its sender."""
    found = _LABEL.match(text)
    if not found:
        return False
    of_mail = _OUTSIDE.search(found[0]) and (_ANY_MAIL.search(found[0]) or _OTHERS[-1].search(found[0]))
    return found[0].isupper() or text[0] in "[*(<" or bool(of_mail)


def _told(text: str) -> int:
    """Of how many things a text speaks that banners speak of: links, attachments, senders."""
    return sum(pattern.search(text) is not None for pattern in _OTHERS)
