"""What is wrong with a theme, said before anybody sees a page of it. Pure.

Looked at are `theme.toml`, every template (`template_faults`) and the style sheets.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from jinja2 import Environment

from feedservice.settings.theme_place import THEME_FILE
from feedservice.web.themes.contract import VERSION
from feedservice.web.themes.template_faults import template_faults
from feedservice.web.themes.theme import STYLE, Fault, Theme

#: What `theme.toml` may say, and what kind of value that is.
_SAID = {"name": str, "blocks": int, "base_style": bool, "paper": str, "paper_dark": str, "about": str}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: What a style sheet loads: of addresses elsewhere browsers would take nothing, by the policy of our pages.
_LOADED = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
#: What would run where a drawing is opened by itself.
_RUNS = re.compile(rb"<script|\son\w+\s*=|javascript:|<foreignObject|<!ENTITY", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def faults_of(theme: Theme, environment: Environment) -> list[Fault]:
    """All that is wrong with a theme, file by file; `environment` is what its templates will be made into pages by."""
    found = [*theme.faults, *_of_notes(theme)]
    for name in theme.templates:
        found += template_faults(theme, name, environment)
    for name, content in theme.files.items():
        if name.endswith(".css"):
            found += _of_sheet(theme, name, content.decode("utf-8", "replace"))
        elif name.endswith(".svg") and _RUNS.search(content):
            found.append(
                Fault(
                    f"static/{name}", 0, "It is a drawing with scripts or foreign parts in it.", "Save it as plain SVG."
                )
            )
    return found


def _of_notes(theme: Theme) -> Iterator[Fault]:
    said = theme.said

    def fault(name: str, what: str, remedy: str) -> Fault:
        found = re.search(rf"(?m)^\s*{re.escape(name)}\s*=", theme.notes)
        return Fault(THEME_FILE, theme.notes.count("\n", 0, found.start()) + 1 if found else 0, what, remedy)

    if not said and theme.faults:
        return
    blocks = said.get("blocks")
    if blocks is None:
        yield fault("", "It does not say which version of our blocks it is written for.", f"Add: blocks = {VERSION}")
    elif blocks != VERSION:
        yield fault(
            "blocks",
            f"It is written for version {blocks} of the blocks, and these pages have version {VERSION}.",
            f"Compare it with docs/themes.md, then write blocks = {VERSION}.",
        )
    for name, value in said.items():
        kind = _SAID.get(name)
        if kind is None:
            yield fault(name, f"It says {name}, which means nothing.", f"It may say {', '.join(_SAID)}.")
        elif type(value) is not kind:
            yield fault(name, f"{name} is {value!r}.", f"Write {_kind(kind)}.")
        elif name.startswith("paper") and not _COLOUR.fullmatch(str(value)):
            yield fault(name, f"{name} is {value!r}, which is no colour as we read it.", "Write it as #fffdf9.")
    if not theme.base_style and STYLE not in theme.files:
        yield fault("base_style", "It wants our style sheet away and has none of its own.", f"Add static/{STYLE}.")


def _kind(kind: type) -> str:
    return {str: "words within quotation marks", int: "a number", bool: "true or false"}[kind]


def _of_sheet(theme: Theme, name: str, sheet: str) -> Iterator[Fault]:
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), sheet)
    for found in _LOADED.finditer(plain):
        address, line = found[1], plain.count("\n", 0, found.start()) + 1
        if address.startswith(("data:", "#")):
            continue
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
            yield Fault(
                f"static/{name}",
                line,
                f"It loads {address}, which browsers refuse on our pages.",
                "Put the file into static/.",
            )
            continue
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(name), address.partition("?")[0].partition("#")[0]))
        if meant not in theme.files:
            yield Fault(
                f"static/{name}",
                line,
                f"It loads {address}, and there is no static/{meant}.",
                "Put it there, or mend the name.",
            )
