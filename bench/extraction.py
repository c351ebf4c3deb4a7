"""How much of each field is right, ours beside the extraction libraries that are installed.

    python -m bench.extraction [FOLDER ...] [--bare]

Without folders: the whole pages of this project (tests/golden/articles/page-*, tests/golden/truth.json). A folder holds truth.json, a
list of {"file": name, "truth": {"title", "standfirst", "byline", "published", "image", "caption", "credit", "body"}}; what a truth leaves
out is not counted. A folder may hold instead cases.jsonl, a line for each page with its "id", "set" and "truth", and the pages as
ID.html in pages.tar.xz; it gets a table for each set. With --bare, JSON-LD, meta elements and microdata are taken out of every page first, so that only
what is shown counts. readability-lxml is in bench/requirements.txt; what is not installed is left out.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from bs4 import BeautifulSoup

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.article import PhotoReference, SourceFile
from feedservice.errors import ArticleError
from feedservice.text.dates.parse import understand
from feedservice.text.encodings.decode import decode
from feedservice.text.scripts import HAN_AND_KANA
from feedservice.text.sentences import first_sentences

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "articles"
COLUMNS = ("title", "standfirst", "byline", "published", "image", "caption", "credit", "body")
_STRUCTURED = (
    re.compile(r"<script[^>]*ld\+json.*?</script>", re.IGNORECASE | re.DOTALL),
    re.compile(r"<meta\s[^>]*(?:property|name|itemprop)=[^>]*>", re.IGNORECASE),
    re.compile(r"\sitem(?:prop|type|scope)(?:=\"[^\"]*\")?", re.IGNORECASE),
)
Extractor = Callable[[str], Mapping[str, Any]]


def ours(page: str) -> dict[str, Any]:
    """What feedservice makes of a page."""
    try:
        manuscript, body = intake.read(SourceFile("page.html", page.encode(), ""))
    except ArticleError:
        return {}
    cleaned = cleaning.clean(body, manuscript.base_url or HOME)
    fields = {
        "title": manuscript.headline,
        "standfirst": manuscript.standfirst,
        "byline": manuscript.byline or manuscript.agencies,
        "published": manuscript.date,
        "image": manuscript.photo,
    }
    found: dict[str, Any] = {name: finding.value for name, finding in fields.items() if finding}
    if manuscript.date:
        language = manuscript.language.value if manuscript.language else ""
        found["published"] = _instant(manuscript.date.value, language)
    photo = manuscript.photos[0] if manuscript.photos else PhotoReference("")
    found["caption"] = photo.caption or (manuscript.caption.value if manuscript.caption else "")
    found["credit"] = photo.credit or (manuscript.credit.value if manuscript.credit else "")
    found.setdefault("standfirst", first_sentences(cleaned.paragraphs[0]) if cleaned.paragraphs else "")
    return {**found, "body": cleaned.text}


def _instant(text: str, language: str) -> str:
    try:
        return understand(text, UTC, language).instant.isoformat()
    except ValueError:
        return text


def by_trafilatura(page: str) -> dict[str, Any]:
    """What trafilatura makes of it (with htmldate)."""
    import trafilatura

    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None:
        return {}
    whole = found.as_dict()
    byline = [name for name in (whole.get("author") or "").split("; ") if name]
    return {
        "title": whole.get("title"), "standfirst": whole.get("description"), "byline": byline,
        "published": whole.get("date"), "image": whole.get("image"), "body": whole.get("text") or "",
    }  # fmt: skip


def by_readability(page: str) -> dict[str, Any]:
    """What readability-lxml makes of it: a title and a body."""
    import readability

    document = readability.Document(page)
    return {"title": document.short_title(), "body": BeautifulSoup(document.summary(), "lxml").get_text("\n")}


EXTRACTORS: dict[str, tuple[str, Extractor]] = {
    "feedservice": ("feedservice", ours),
    "trafilatura": ("trafilatura", by_trafilatura),
    "readability-lxml": ("readability", by_readability),
}


def golden_cases() -> Iterable[tuple[str, dict[str, Any]]]:
    """The whole pages among the golden cases, with what was written down of each before any of our code had read it."""
    return folder_cases(GOLDEN, GOLDEN.parent / "truth.json")


def folder_cases(folder: Path, truths: Path | None = None) -> Iterable[tuple[str, dict[str, Any]]]:
    """The pages of a folder with a truth.json."""
    for entry in json.loads((truths or folder / "truth.json").read_text(encoding="utf-8")):
        truth = dict(entry["truth"])
        truth.setdefault("body", truth.pop("text", None))
        if entry["file"].endswith((".html", ".htm")):
            content = (folder / entry["file"]).read_bytes()
            yield (
                decode(content)[0],
                {name: value for name, value in truth.items() if value and name in COLUMNS},
            )


def corpus_cases(folder: Path) -> Mapping[str, list[tuple[str, dict[str, Any]]]]:
    """The pages of a corpus by their set: those of cases.jsonl, out of pages.tar.xz."""
    sets: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    with tarfile.open(folder / "pages.tar.xz") as packed:
        pages = {Path(one.name).name: packed.extractfile(one).read() for one in packed if one.isfile()}  # type: ignore[union-attr]
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        truth = {name: value for name, value in case["truth"].items() if value and name in COLUMNS}
        if isinstance(people := truth.get("byline"), str):
            truth["byline"] = [name.strip() for name in re.split(r",|;| and ", people)]
        content = pages[f"{case['id']}.html"]
        sets.setdefault(case["set"], []).append((decode(content)[0], truth))
    return sets


def score(column: str, found: Any, truth: Any) -> float:
    """How right a field is: the body by its words (F1), the others wholly or not."""
    if not found:
        return 0.0
    if column == "body":
        return f1(_tokens(str(found)), _tokens(str(truth)))
    if column == "published":
        return float(_is_day(str(found), str(truth)))
    if column == "image":
        return float(_file_name(str(found)) == _file_name(str(truth)))
    if column == "byline":
        return float({_bare(name) for name in found} == {_bare(name) for name in truth})
    one, other = _bare(str(found)), _bare(str(truth))
    return float(
        one == other
        or (
            column == "standfirst"
            and min(len(one), len(other)) > 40
            and (one.startswith(other) or other.startswith(one))
        )
    )


def f1(found: list[str], truth: list[str]) -> float:
    """The harmonic mean of precision and recall over words, each as often as it stands."""
    same = sum((Counter(found) & Counter(truth)).values())
    return 2 * same / max(1, len(found) + len(truth))


def _tokens(text: str) -> list[str]:
    return re.findall(rf"[{HAN_AND_KANA}]|[^\W{HAN_AND_KANA}]+", text.casefold())


def _bare(text: str) -> str:
    return "".join(_tokens(text))


def _day(text: str) -> str:
    try:
        return str(understand(text, UTC).instant.date())
    except ValueError:
        return text[:10]


def _is_day(found: str, truth: str) -> bool:
    """Whether a date is the true one; for a truth without a time, in whatever zone its newsroom has its day."""
    if len(truth) > len("2026-11-23"):
        return _day(found) == _day(truth)
    try:
        instant = understand(found, UTC).instant
    except ValueError:
        return found[:10] == truth
    return truth in {str((instant + timedelta(hours=hours)).date()) for hours in (-12, 0, 14)}


def _file_name(address: str) -> str:
    return address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rsplit("/", 1)[-1].casefold()


def measure(cases: Iterable[tuple[str, dict[str, Any]]], *, bare: bool) -> dict[str, dict[str, list[float]]]:
    """The scores of every extractor in every column."""
    scores: dict[str, dict[str, list[float]]] = {name: {column: [] for column in COLUMNS} for name in installed()}
    for page, truth in cases:
        stripped = page
        for pattern in _STRUCTURED if bare else ():
            stripped = pattern.sub("", stripped)
        for name in scores:
            found = EXTRACTORS[name][1](stripped)
            for column, value in truth.items():
                scores[name][column].append(score(column, found.get(column), value))
    return scores


def installed() -> list[str]:
    """The extractors that can be run here."""
    return [name for name, (module, _) in EXTRACTORS.items() if find_spec(module)]


def main(arguments: list[str]) -> None:
    """Print a table for each set of pages."""
    folders = [Path(one) for one in arguments if not one.startswith("--")]
    tables: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for folder in folders:
        is_corpus = (folder / "cases.jsonl").exists()
        tables |= corpus_cases(folder) if is_corpus else {folder.name: list(folder_cases(folder))}
    for title, cases in (tables or {"the golden pages": list(golden_cases())}).items():
        print_table(title, measure(cases, bare="--bare" in arguments))


def print_table(title: str, scores: Mapping[str, Mapping[str, list[float]]]) -> None:
    """A row for each extractor, a column for each field that has truths."""
    columns = {column: len(scores["feedservice"][column]) for column in COLUMNS if scores["feedservice"][column]}
    if not columns:
        return
    print(f"| {title} |", " | ".join(f"{column} ({count})" for column, count in columns.items()), "|")
    print("| --- |", " | ".join("---" for _ in columns), "|")
    for name, by_column in scores.items():
        print(f"| {name} |", " | ".join(f"{mean(by_column[column]):.3f}" for column in columns), "|")
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
