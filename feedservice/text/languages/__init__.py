"""The words of every language we read: one file a language, every table of words in it. Touches: disk (its own files).

A file is named by its language's tag (BCP 47), `mul.toml` holds what belongs to no one language. `_tables.toml` says
which tables and entries there are, and what each is; any may be left out: nothing more is asked of a language than what
is known of it. To add a language, copy the file of a like one and translate; nothing else has to be touched. Entries hold
words, or short pieces of patterns (`re`) where `_tables.toml` says so.

TOML is slow to read, so `words.json` beside the files holds the same, with a digest of them; one that is behind its files
is not used. So does `page_words.json` with the few that our own pages show: all of them take 2 MiB of memory, and a process
that only serves needs no others. `python -m tests.language_files` makes both anew, and a test holds that somebody did.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

#: What belongs to no one language.
COMMON = "mul"

_HERE = Path(__file__).parent
_EXPLAINED = _HERE / "_tables.toml"
COMPILED = _HERE / "words.json"
COMPILED_FOR_PAGES = _HERE / "page_words.json"
#: The tables whose words our own pages show.
_TABLES_OF_PAGES = ("pages", "language")
Words = dict[str, dict[str, Any]]


def words(table: str, name: str) -> dict[str, Any]:
    """What every language has under a name of a table, by the tag of the language; in the order of the tags, `mul` last."""
    return dict(_by_name().get((table, name), {}))


def every_word(table: str, name: str) -> tuple[str, ...]:
    """The words of all languages under a name of a table, each once, in the order of the languages and of their files."""
    return tuple(dict.fromkeys(word for one in words(table, name).values() for word in one))


def own_word(name: str, language: str, otherwise: str = "en") -> str:
    """A word of our own pages, in the language of a tag; where that has none, in another, or nothing without one."""
    known: dict[str, str] = _page_words()["pages"].get(name, {})
    return known.get(language.partition("-")[0].lower()) or known.get(otherwise, "")


def has_own_word(name: str, language: str) -> bool:
    """Whether a language has a word of our own pages, or another must stand in."""
    return language.partition("-")[0].lower() in _page_words()["pages"].get(name, {})


def language_name(tag: str) -> str:
    """A language as it calls itself (Unicode CLDR), or its tag; with it, when that says more than the language."""
    primary, _, more = tag.partition("-")
    name = _page_words()["language"]["own_name"].get(primary.lower(), "")
    return f"{name} ({tag})" if name and more else name or tag


@cache
def _by_name() -> dict[tuple[str, str], dict[str, Any]]:
    """The same words as in `languages`, by their table and name: a few hundred are asked for while modules are loaded."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for tag, of_language in languages().items():
        for table, names in of_language.items():
            for name, value in names.items():
                found.setdefault((table, name), {})[tag] = value
    return found


@cache
def languages() -> dict[str, Words]:
    """All language files, by their tags."""
    sources = read_sources()
    compiled: dict[str, Words] | None = _compiled(COMPILED, "languages", sources)
    return parsed(sources) if compiled is None else compiled


@cache
def _page_words() -> dict[str, Words]:
    """What pages show, by table, name and tag."""
    compiled: dict[str, Words] | None = _compiled(COMPILED_FOR_PAGES, "tables", read_sources())
    return for_pages(languages()) if compiled is None else compiled


def for_pages(of_languages: Mapping[str, Words]) -> dict[str, Words]:
    """Of the words of all languages those that pages show, by table, name and tag."""
    found: dict[str, Words] = {table: {} for table in _TABLES_OF_PAGES}
    for tag, tables_of_language in of_languages.items():
        for table, names in found.items():
            for name, word in tables_of_language.get(table, {}).items():
                names.setdefault(name, {})[tag] = word
    return found


def _compiled(file: Path, what: str, sources: Mapping[str, bytes]) -> Any:
    """What was made of the files, unless it is behind them, not there, or two versions of it merged."""
    try:
        made = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return made[what] if made.get("digest") == digest(sources) else None


@cache
def tables() -> dict[str, dict[str, str]]:
    """Every table that a language file may have, with its entries and what each is."""
    import tomllib  # noqa: PLC0415  # imported where it is used: start-up time

    return tomllib.loads(_EXPLAINED.read_text(encoding="utf-8"))


def read_sources() -> dict[str, bytes]:
    """The bytes of every language file, by the tag it is named for."""
    files = sorted(set(_HERE.glob("*.toml")) - {_EXPLAINED}, key=lambda file: (file.stem == COMMON, file.stem))
    return {file.stem: file.read_bytes() for file in files}


def digest(sources: Mapping[str, bytes]) -> str:
    """A fingerprint of all files."""
    whole = sha256()
    for tag, content in sources.items():
        whole.update(f"{tag} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def parsed(sources: Mapping[str, bytes]) -> dict[str, Words]:
    """The tables of every file. Raises ValueError, with the file's name, for bad TOML and for tables nobody asks for."""
    import tomllib  # noqa: PLC0415

    found = {}
    for tag, content in sources.items():
        try:
            found[tag] = tomllib.loads(content.decode())
        except ValueError as error:
            raise ValueError(f"{tag}.toml cannot be read: {error}") from error
        _check(tag, found[tag])
    return found


def _check(tag: str, found: Mapping[str, Any]) -> None:
    for table in found:
        known = tables().get(table)
        if known is None:
            raise ValueError(f"{tag}.toml has a table [{table}] that nobody reads; there are {', '.join(tables())}.")
        for name in found[table].keys() - known.keys() if "*" not in known else ():
            raise ValueError(f"{tag}.toml: nobody reads “{name}” of [{table}]; there are {', '.join(known)}.")
