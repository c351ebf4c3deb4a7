"""What an editor can order of an article's words: another value of a field, the class of a change, correction notes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from feedservice.article import Article, Finding, Receipt
from feedservice.article.other_values import CHOSEN, MOST_VALUE_CHARACTERS, NEVER_NONE, Alternatives, is_whole
from feedservice.editing.overruling.last_change import LastChange
from feedservice.editing.overruling.overrulings import Overruling, why_ended
from feedservice.store.orders.order_book import PressOrder, What
from feedservice.text.comparison.diff import Change
from feedservice.web.desk.actions.offers import Offer
from feedservice.web.desk.actions.order_forms import SAID

Spoken = Callable[[datetime], str]

#: Fields that an article without a photo has not.
_OF_PHOTOS = ("photo", "caption", "credit")
#: What each class of change means to readers.
CLASSES: Mapping[Change, tuple[str, str]] = {
    Change.TYPO: ("A typo", "Readers are not told: the time of the last change is as it was before it."),
    Change.UPDATE: ("An update", "The news went on: readers see when it was last changed."),
    Change.CORRECTION: ("A correction", "Something was wrong: readers see a note that it was corrected, and when."),
}


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field of a file as the desk shows it: what counts, what else was found, and what an editor chose for it.

    `can_be_chosen` when another value may be ordered for it.
    """

    name: str
    label: str
    finding: Finding[str] | None
    others: tuple[Finding[str], ...] = ()
    chosen: Overruling | None = None
    can_be_chosen: bool = False

    @property
    def is_there(self) -> bool:
        """Whether there is anything to be told of it."""
        return bool(self.finding or self.others or self.chosen)

    @property
    def ended(self) -> str:
        """Why what was chosen does not count any more; nothing when it does, or nothing was."""
        return why_ended(self.chosen) if self.chosen and self.chosen.ended else ""


def fields_shown(
    receipt: Receipt, found: Alternatives | None, chosen: tuple[Overruling, ...], *, may_act: bool
) -> list[FieldShown]:
    """Every field of a file that counts, of which there is a choice, or for which something was chosen."""
    several = found.found if found else {}
    by_field = {one.field: one for one in chosen}
    has_photo = "photo" in receipt.evidence
    others = [name for name in CHOSEN if has_photo or name not in _OF_PHOTOS] if found else []
    return [
        FieldShown(
            name,
            CHOSEN.get(name, name.capitalize()),
            _counting(name, receipt, several, by_field),
            _others(name, receipt, several),
            by_field.get(name),
            may_act and found is not None and name in CHOSEN,
        )
        for name in dict.fromkeys([*receipt.evidence, *several, *by_field, *others])
    ]


def _counting(
    name: str, receipt: Receipt, several: Mapping[str, tuple[Finding[str], ...]], chosen: Mapping[str, Overruling]
) -> Finding[str] | None:
    """What counts for a field: of a photo's words a receipt tells only what the article itself says."""
    is_none = name in chosen and not chosen[name].ended and not chosen[name].value
    if name in receipt.evidence or name not in _OF_PHOTOS or is_none:
        return receipt.evidence.get(name)
    return next(iter(several.get(name, ())), None)


def _others(name: str, receipt: Receipt, several: Mapping[str, tuple[Finding[str], ...]]) -> tuple[Finding[str], ...]:
    """What was found for a field besides what counts; of photos, which are named from the article's own folder, the first does."""
    found = several.get(name, ())
    if name == "photo" or (name in _OF_PHOTOS and name not in receipt.evidence):
        return found[1:]
    counting = receipt.evidence.get(name)
    return tuple(one for one in found if counting is None or one.value.rstrip("…") not in (counting.value, ""))


def is_choice(one: Finding[str]) -> bool:
    """Whether a value was kept whole, and can be chosen."""
    return is_whole(one.value)


def wrong_with(field: FieldShown, said: str) -> str:
    """Why a value cannot be chosen, as far as that can be seen at once: the press, which obeys, knows what fields take."""
    value = said.removeprefix(SAID)
    if not said:
        return ""
    if len(value) > MOST_VALUE_CHARACTERS:
        return f"That has more than {MOST_VALUE_CHARACTERS} characters. Write it into the file or its sidecar."
    if not value and field.name in NEVER_NONE:
        return "Say which: it cannot be none."
    return "That counts already. Choose another." if field.finding and value == field.finding.value else ""


def of_choice(field: FieldShown, said: str, stated: str, seen: str, spoken: Spoken) -> Offer:
    """Another value for a field; `stated` is what a sidecar says of it."""
    value = said.removeprefix(SAID)
    counts = field.finding.value if field.finding else ""
    before = (
        f"It counts before what the sidecar says (“{stated.removeprefix(SAID).strip()}”), until that says another."
        if stated
        else "It counts as if a sidecar said so: whether readers are told of a change is judged as always."
    )
    facts = [(field.label, value or "none"), *([("Instead of", counts)] if counts else [])]
    if field.chosen and not field.chosen.ended:
        facts.append(("Chosen before", f"by {field.chosen.who or 'somebody'}, {spoken(field.chosen.at)}"))
    will = (
        "The file is read again at once, and readers see it within seconds if the article is in print.",
        before,
        "It ends when the file is written anew with other words; then what the file says counts, and the desk tells you.",
    )
    return Offer(What.CHOOSE, will, seen, field.name, wrong_with(field, said), tuple(facts), "Choose it")


def of_taking_back(field: FieldShown, found: Alternatives, seen: str) -> Offer | None:
    """What was chosen for a field, taken back; none when nothing is."""
    if field.chosen is None or field.chosen.ended:
        return None
    own = found.found[field.name][0].value if field.name in found.found else ""
    counts = f"“{own}” counts again: it is what was found." if own else "What was found in the file counts again."
    facts = ((field.label, field.chosen.value or "none"),)
    will = (counts, "The file is read again at once.")
    return Offer(What.TAKE_BACK, will, seen, field.name, facts=facts, button="Take it back")


def of_mark(article: Article, last: LastChange | None, said: str, seen: str, spoken: Spoken) -> Offer | None:
    """Another class for the last change; none when it never changed."""
    if last is None:
        return None
    value = said.removeprefix(SAID)
    wrong = "" if value in ("", *Change) and value != last.change else "Choose another class than it has."
    will: tuple[str, ...] = ("Feeds and the page say what they would had the file said so.",)
    if value in list(Change) and not wrong:
        will = _marking(Change(value), article, last)
    facts = (
        ("Last change", f"{CLASSES[last.change][0].lower()}, {spoken(last.at)}"),
        *([("Mark as", CLASSES[Change(value)][0].lower())] if value in list(Change) else []),
    )
    return Offer(What.MARK, will, seen, "", wrong, facts, "Mark it so")


def _marking(change: Change, article: Article, last: LastChange) -> tuple[str, ...]:
    """What readers are told when the last change is marked so."""
    worded = any(one.note for one in article.corrections)
    if change is Change.CORRECTION:
        if worded:
            return (CLASSES[change][1], "The correction note that stands there stays.")
        return (CLASSES[change][1], "The note has no words yet: write it, so that readers know what was wrong.")
    noted = ("The correction note stays. To take it out, order that as well.",) if worded else ()
    bare = () if worded or not article.corrections else ("The note that says only that it was corrected goes.",)
    again = ("Readers are told of it now.",) if change is Change.UPDATE and last.change is Change.TYPO else ()
    return (CLASSES[change][1], *noted, *bare, *again)


def of_note(article: Article, number: str, said: str, seen: str) -> Offer | None:
    """A correction note: a new one, another in place of that of a number from 1 on, or that one taken out."""
    notes = [one.note for one in article.corrections]
    place = int(number) if number.isdecimal() and len(number) < 4 else 0
    if place > len(notes) or (number and not place):
        return None
    old, new = notes[place - 1] if place else "", said.removeprefix(SAID)
    wrong = "" if new or place else "Say what was wrong, and what is right."
    facts = [
        *([("Note", new)] if new else []),
        *([("Instead of" if new else "Taken out", old or "the note without words")] if place else []),
    ]
    will: tuple[str, ...]
    if place and not new:
        will = (
            "Readers do not see it any more, on the page and in feeds.",
            "If it stands in the file, it is not shown all the same.",
        )
    else:
        day = "with its day" if place else "with today's date"
        will = (
            f"Readers see it below the story, on the page and in every feed, {day}.",
            "A new note is a correction: the time of the last change moves, and readers' programs take the article again.",
            "It stays, whatever becomes of the file, until somebody changes it or takes it out here.",
        )  # fmt: skip
    return Offer(
        What.NOTE, will, seen, old, wrong, tuple(facts), "Take it out" if place and not new else "Let readers see it"
    )


def says(order: PressOrder) -> str:
    """What an order says of words, in a line; nothing for others."""
    if order.what is What.CHOOSE:
        return f"{CHOSEN.get(order.field, order.field)}: {f'“{order.value}”' if order.value else 'none'}"
    if order.what is What.TAKE_BACK:
        return CHOSEN.get(order.field, order.field)
    if order.what is What.MARK:
        return f"as {CLASSES[Change(order.value)][0].lower()}" if order.value in list(Change) else order.value
    if order.what is What.NOTE:
        instead = f"{' instead of' if order.value else 'taken out:'} “{order.field}”" if order.field else ""
        return f"{f'“{order.value}”' if order.value else ''}{instead}" or "taken out"
    return ""
