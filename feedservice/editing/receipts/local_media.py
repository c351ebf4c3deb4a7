"""What an editor is told of films, sounds and documents that lie beside an article: no feed takes readers there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedservice.article import Problem, Severity

_MOST_NAMED = 5
_REMEDY = (
    "Sounds (MP3, M4A), films (MP4) and PDFs: drop it into the folder where the article says it lies. Anything else: put it on your "
    "web site and link to it there, with its whole address (https://…). The words of the link stay."
)


def unreachable(path: str, names: Sequence[str]) -> Iterator[Problem]:
    """A warning for the local files that an article leads to, each by its name."""
    if not names:
        return
    named = ", ".join(names[:_MOST_NAMED]) + (
        f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    )
    what = f"The article leads to {named} on your own disk or beside it; whoever reads the feed cannot get there."
    yield Problem(path, what, _REMEDY, Severity.WARNING)
