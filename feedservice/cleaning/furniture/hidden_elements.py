"""What a page keeps from the eye: out when it is short, kept when it is the story behind a “read more”. Pure."""

from __future__ import annotations

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure.inline_runs import BLANK
from feedservice.cleaning.tree import Element, prune, unlinked_length, words
from feedservice.intake.boilerplate.hidden_names import FOR_SCREEN_READERS, SHOWS_NOTHING

#: Fonts whose letters are pictures: their text is the picture's name.
_ICON_FONTS = frozenset({"material-icons", "material-symbols-outlined", "material-icons-outlined"})
#: A hidden paragraph from here on is story; so is a box with this much text outside links.
_SHORTEST_PARAGRAPH_CHARACTERS = 80
_SHORTEST_STORY_CHARACTERS = 160
#: Newsletters pad their hidden first line with hundreds of these.
_WITHOUT_BLANKS = dict.fromkeys(map(ord, BLANK))
_LONGEST_READING_AID_CHARACTERS = 60


def drop_hidden(root: Element, ledger: Ledger) -> None:
    """Hidden lines out, with a note; hidden prose stays, for saved pages hide half a story behind a button."""

    def is_out(element: Element) -> bool:
        out = bool(element.attributes) and _is_hidden(element) and not _is_prose(element)
        if out:
            ledger.note(element, "hidden on the page")
        return out

    prune(root, is_out)


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    if "hidden" in attributes or ("style" in attributes and SHOWS_NOTHING.search(attributes["style"])):
        return True
    classes = set(attributes.get("class", "").lower().split())
    if classes & FOR_SCREEN_READERS:
        return len(words(element)) <= _LONGEST_READING_AID_CHARACTERS
    return bool(classes & _ICON_FONTS)


def _is_prose(element: Element) -> bool:
    length = min(unlinked_length(element), len(words(element).translate(_WITHOUT_BLANKS)))
    least = _SHORTEST_PARAGRAPH_CHARACTERS if element.name == "p" else _SHORTEST_STORY_CHARACTERS
    return length >= least or element.name in ("body", "article", "main", "html")
