"""What `feedservice check` says of a sound, a film or a document on its own. Touches: disk (reads the file)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from feedservice.article import Outcome, Problem
from feedservice.attachments.inspected import Inspected, inspected
from feedservice.commands.check.check_answers import attachment_facts
from feedservice.commands.check.check_photos import Users
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError
from feedservice.folder import scan
from feedservice.folder.size_limits import limit_bytes, refuse_large


def recording_alone(path: str, bench: Bench, users: Users) -> dict[str, Any]:
    """Outcome, problems and what is in the file, as the answer of a check has them."""
    size_bytes, problems, inside = bench.seen.stamps[path].size_bytes, [], Inspected("")
    try:
        refuse_large(path, size_bytes, limit_bytes(path, bench.settings))
        with scan.opened(bench.settings.content_dir, path) as file:
            inside = inspected(path, file, size_bytes)
    except FileNotFoundError:
        problems = [Problem(path, "The file is being written just now.", "Try again in a moment.")]
    except ArticleError as error:
        problems = [Problem(error.path, error.what, error.remedy)]
    used = not problems and users.has(path)
    media_type = inside.media_type if inside.suffix else ""
    return {
        "outcome": (Outcome.REFUSED if problems else Outcome.USED if used else Outcome.UNUSED).value,
        "attachments": [
            attachment_facts(
                path, "", media_type, size_bytes, inside.duration_seconds, inside.width_px, inside.height_px
            )
        ],
        "problems": [asdict(problem) for problem in problems],
    }
