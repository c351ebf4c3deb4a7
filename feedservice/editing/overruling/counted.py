"""What counts of a file: what an editor chose before what its sidecars say, and that before what was found in it. Pure.

What was chosen is what the first of all sidecars would say (`sidecar.of_fields`), so it meets the same checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feedservice.article import Manuscript
from feedservice.article.evidence_told import CHOSEN_BY
from feedservice.article.other_values import Alternatives
from feedservice.editing.overruling.found_besides import found_besides, stated_in
from feedservice.editing.overruling.overrulings import Overruled, Overruling, Overrulings
from feedservice.intake.sidecars.overrule import overrule
from feedservice.intake.sidecars.sidecar import Sidecar, of_fields


@dataclass(frozen=True, slots=True)
class WhatCounts:
    """A manuscript with all that counts, and `unchosen` without what editors chose; what they did, and what else was found."""

    manuscript: Manuscript
    unchosen: Manuscript
    overruled: Overruled
    found: Alternatives


def counted(own: Manuscript, sha256: str, sidecars: Sequence[Sidecar], chosen: Overrulings) -> WhatCounts:
    """What counts of a file of these bytes, of which `own` is the manuscript as it alone has it."""
    overruled = judged(chosen.of(own.path, sha256), sha256, sidecars)
    unchosen = overrule(own, sidecars)
    found = found_besides(sha256, own, unchosen, sidecars, overruled)
    first = as_sidecars(overruled)
    return WhatCounts(overrule(own, (*first, *sidecars)) if first else unchosen, unchosen, overruled, found)


def judged(chosen: Iterable[Overruling], sha256: str, sidecars: Sequence[Sidecar] | None) -> Overruled:
    """What of it holds for a file of these bytes with these sidecars; none where it could not be read so far."""
    holding, ended = list[Overruling](), list[Overruling]()
    for one in chosen:
        if one.ended is not None:
            ended += [one] if one.ended_by == sha256 else []
        elif one.sha256 == sha256 and (sidecars is None or one.stated == stated_in(sidecars, one.field)):
            holding.append(one)
        else:
            ended.append(replace(one, ended_by=sha256))
    return Overruled(tuple(holding), tuple(ended))


def as_sidecars(overruled: Overruled) -> tuple[Sidecar, ...]:
    """What holds, as sidecars that count before all others. A byline names agencies too; a choice of agencies counts before it."""
    ranked = sorted(overruled.holding, key=lambda one: one.field == "byline")
    return tuple(of_fields(one.path, {one.field: one.value}, f"{CHOSEN_BY}{one.who or 'somebody'}") for one in ranked)
