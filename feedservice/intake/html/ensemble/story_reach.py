"""How far a story reaches beyond its box, by vote: prose outside that the other extractors have. Pure.

A block or two are left to our own judgement, for further stories are prose too; where trafilatura and jusText both have so
much outside that the box cannot be the whole story, all that both have joins it.
"""

from __future__ import annotations

from feedservice.intake.html.ensemble.votes import Votes, letters
from feedservice.intake.html.page_elements import BLOCKS, Element, words
from feedservice.intake.html.text_density import Measures

#: Beside so much outside, of what is inside, the box is a part of the story.
_LARGE_SHARE = 0.25


def grown(core: Element, measures: Measures, votes: Votes) -> tuple[Element, tuple[Element, ...]]:
    """The box, or one around it that holds the prose outside that others have; and what else is in that, the outermost only."""
    inside, told = set(core.iter("*")), letters(words(core))
    prose = [number for number, size in enumerate(measures.prose) if size and _is_smallest(measures.elements[number])]
    outside = [
        number
        for number in prose
        if measures.elements[number] not in inside and letters(words(measures.elements[number])) not in told
    ]
    if not any(votes.first_has(measures.elements[number]) for number in outside):
        return core, ()
    had = {number for number in prose if votes.both_have(measures.elements[number])}
    outside = [number for number in outside if number in had]
    mass = sum(measures.prose[number] for number in had if measures.elements[number] in inside)
    if sum(measures.prose[number] for number in outside) < _LARGE_SHARE * mass:
        return core, ()
    return _around(core, [measures.elements[number] for number in outside], votes)


def _is_smallest(block: Element) -> bool:
    return next(block.iterdescendants(*BLOCKS), None) is None


def _around(core: Element, added: list[Element], votes: Votes) -> tuple[Element, tuple[Element, ...]]:
    """The smallest box around all of these, and what in it is none of them, and nothing that others have beside them."""
    paths = [[one, *one.iterancestors()] for one in (core, *added)]
    shared = set(paths[0]).intersection(*paths[1:])
    outer = next(one for one in paths[0] if one in shared)
    on_path, whole = {one for path in paths for one in path}, {core, *added}
    strangers, opened = [], [outer] if added else []
    while opened:
        for child in opened.pop().iterchildren("*"):
            if child not in whole and child in on_path:
                opened.append(child)
            elif child not in whole and not votes.some_have(child):
                strangers.append(child)
    return outer, tuple(strangers)
