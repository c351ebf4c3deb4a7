"""What is wrong with a template of a theme, by its syntax tree, with the line. Pure.

What is looked for would else be seen late or never: a block that no page has is shown nowhere, a name that is misspelt prints nothing,
a script does not run, and words that are not escaped would be a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from feedservice.web.themes.contract import OURS, PAGES, PART, blocks_of, values_of
from feedservice.web.themes.theme import Fault, Theme

#: What our pages' policy (Content-Security-Policy) stops, as it stands in markup.
_STOPPED = (
    (re.compile(r"<script\b", re.IGNORECASE), "A script does not run on our pages", "Take it away; what moves can be CSS."),
    (re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE), "Styles within a page count for nothing", "Put them into static/style.css."),
    (re.compile(r"\son[a-z]+\s*=", re.IGNORECASE), "A handler does not run on our pages", "Take it away."),
    (re.compile(r"<(?:iframe|object|embed|base)\b", re.IGNORECASE), "Such an element is refused on our pages", "Take it away."),
    (re.compile(r"<link\b[^>]*\bhref\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE), "What lies elsewhere is not loaded", "Put the file into static/, and name it by asset()."),
)  # fmt: skip
_SAFE = "It says that words are safe."
#: What Jinja gives a template by itself.
_OF_JINJA = frozenset({"range", "dict", "lipsum", "cycler", "joiner", "namespace", "self", "super", "loop", "caller"})


def template_faults(theme: Theme, name: str, environment: Environment) -> list[Fault]:
    """All that is wrong with one template of a theme."""
    file, source = f"templates/{name}", theme.templates[name]
    if name not in PAGES and not name.rpartition("/")[2].startswith(PART):
        pages = ", ".join(PAGES)
        return [Fault(file, 0, "No page is made from a template of this name.", f"Pages are {pages}; begin the name of a part with {PART}.")]  # fmt: skip
    found: list[Fault] = []
    try:
        tree = environment.parse(source, name)
        found += [*_of_escaping(file, tree), *_of_tree(theme, name, tree), *_of_markup(file, tree)]
        if not any(_SAFE in one.what for one in found):
            found += _of_names(file, name, tree)
            environment.compile(source, name)  # filters and tests that are not there
    except TemplateSyntaxError as error:
        said = (error.message or str(error)).rstrip(".")
        found.append(Fault(file, error.lineno, f"It cannot be read: {said}.", "Mend it there."))
    return sorted(found, key=lambda one: one.line)


def _of_tree(theme: Theme, name: str, tree: nodes.Template) -> Iterator[Fault]:
    file = f"templates/{name}"
    if name in PAGES:
        yield from _of_page(file, name, tree)
    else:
        for block in tree.find_all(nodes.Block):
            yield Fault(
                file,
                block.lineno,
                f"A part has no blocks, and here is {block.name}.",
                "Fill it in the template of a page.",
            )
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport)):
        part = node.template.value if isinstance(node.template, nodes.Const) else None  # type: ignore[attr-defined]
        if part not in theme.templates or part in PAGES:
            yield Fault(file, node.lineno, f"It uses {part or 'a template whose name is worked out'}, and the theme has no such part.", f"Name a file of templates/ that begins with {PART}.")  # fmt: skip
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "asset" and call.args:
            asset = call.args[0].value if isinstance(call.args[0], nodes.Const) else None
            if asset is not None and asset not in theme.files:
                yield Fault(file, call.lineno, f"There is no static/{asset}.", "Put it there, or mend the name.")


def _of_page(file: str, name: str, tree: nodes.Template) -> Iterator[Fault]:
    extended = [
        one.template.value if isinstance(one.template, nodes.Const) else "" for one in tree.find_all(nodes.Extends)
    ]
    if extended != [f"{OURS}{name}"]:
        yield Fault(
            file,
            1,
            "It does not say which page it is.",
            f'Begin with {{% extends "{OURS}{name}" %}}, and fill its blocks.',
        )
        return
    for block in tree.find_all(nodes.Block):
        if block.name not in blocks_of(name):
            yield Fault(
                file,
                block.lineno,
                f"This page has no block {block.name}.",
                f"It has {', '.join(sorted(blocks_of(name)))}.",
            )
    for node in tree.body:
        if isinstance(node, nodes.Output) and any(
            not isinstance(one, nodes.TemplateData) or one.data.strip() for one in node.nodes
        ):
            yield Fault(file, node.lineno, "What stands outside of blocks is never shown.", "Put it into a block.")


def _of_names(file: str, name: str, tree: nodes.Template) -> Iterator[Fault]:
    unknown = find_undeclared_variables(tree) - values_of(name) - _OF_JINJA - _bound(tree)
    lines = {one.name: one.lineno for one in reversed(list(tree.find_all(nodes.Name))) if one.ctx == "load"}
    for one in sorted(unknown):
        yield Fault(
            file, lines.get(one, 0), f"There is no value {one} on this page.", "docs/themes.md names those there are."
        )


def _bound(tree: nodes.Template) -> set[str]:
    """The names that a template gives itself, outside of its blocks."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            found |= {one if isinstance(one, str) else one[1] for one in node.names}
        elif isinstance(node, nodes.Import):
            found.add(node.target)
        elif isinstance(node, nodes.Macro):
            found.add(node.name)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            found |= {one.name for one in node.find_all(nodes.Name) if one.ctx == "store"}
    return found


def _of_escaping(file: str, tree: nodes.Template) -> Iterator[Fault]:
    """Words of articles and names of people are escaped by themselves, and nothing may switch that off."""
    for node in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
        yield Fault(
            file,
            node.lineno,
            "It changes how words are escaped.",
            "Take autoescape away: what is markup already stays so.",
        )
    for one in tree.find_all(nodes.Filter):
        if one.name == "safe":
            yield Fault(file, one.lineno, _SAFE, "Take |safe away: what is markup already stays so.")


def _of_markup(file: str, tree: nodes.Template) -> Iterator[Fault]:
    for part in tree.find_all(nodes.TemplateData):
        for pattern, what, remedy in _STOPPED:
            for found in pattern.finditer(part.data):
                yield Fault(
                    file, part.lineno + part.data.count("\n", 0, found.start()), f"{what}: {found[0].strip()}.", remedy
                )
