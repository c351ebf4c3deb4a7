"""What a page says of its article in JSON-LD: fields and pictures. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from feedservice.article import PhotoReference
from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import Found
from feedservice.intake.fields import JSON_LD, TAKES, Takes
from feedservice.intake.html.page_elements import Element
from feedservice.intake.html.structured.live_postings import note_live_blog
from feedservice.intake.html.structured.page_titles import without_site_name
from feedservice.intake.html.structured.schema_org import ARTICLE_TYPES, type_of
from feedservice.intake.html.structured.stated_authors import note_authors
from feedservice.intake.html.structured.stated_facts import note_facts
from feedservice.intake.trade.caption_lines import split_legend
from feedservice.text.unicode import one_line

_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LONGEST_JSON_CHARACTERS = 2_000_000
_MOST_NODES = 5_000
_LONGEST_STANDFIRST_CHARACTERS = 700


def read_json_ld(root: Element, notes: Notes, site: Sequence[str] = ()) -> list[PhotoReference]:
    """Fields from the JSON-LD of an article; the pictures it names with their captions. Broken JSON is passed over."""
    nodes = [node for script in root.iter("script") for node in _nodes(_loaded(script.text or ""))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = sorted(nodes, key=lambda node: -_rank(node))
    pictures: list[PhotoReference] = []
    for node in ranked[:6]:
        if _rank(node):
            notes.add_all(_found(node, by_id))
            _note_people(node, by_id, notes, site)
            pictures += _pictures(node, by_id)
        if _rank(node) >= 1:
            note_facts(node, notes, by_id)
    for node in nodes:
        note_live_blog(node, notes)
    return pictures


def _loaded(text: str) -> Any:
    """The value of a script; with the mistakes that content systems make, as far as they can be mended."""
    bare = text.strip().removeprefix("<!--").removesuffix("-->").replace("//<![CDATA[", "").replace("//]]>", "")
    bare = bare.replace("<![CDATA[", "").replace("]]>", "").strip().rstrip(";")
    if len(bare) > _LONGEST_JSON_CHARACTERS:
        return None
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value, however deep (@graph, mainEntity, lists), the outer ones first."""
    queue = [value]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        one = queue.pop(0)
        if isinstance(one, dict):
            yield one
            queue += [inner for inner in one.values() if isinstance(inner, dict | list)]
        elif isinstance(one, list):
            queue += one


def _rank(node: Mapping[str, Any]) -> float:
    """How surely a node is the article; one without headline and date is a mention of one."""
    types = node.get("@type")
    rank = max(
        (ARTICLE_TYPES.get(type_of(one), 0.0) for one in (types if isinstance(types, list) else [types])), default=0.0
    )
    speaks = ("headline", "datePublished", "author", "articleBody")
    return rank if rank < 1 or any(node.get(name) for name in speaks) else 0.3


def _found(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> list[Found]:
    rank, found = _rank(node), []
    for name, (field, confidence) in JSON_LD.items():
        if TAKES[field] is Takes.PEOPLE:
            continue
        text = _text(node.get(name), field, by_id)
        if field == "standfirst" and len(text) > _LONGEST_STANDFIRST_CHARACTERS:
            continue  # the whole text, not a summary
        if field == "headline":
            text = without_site_name(text) if rank < 1 else text
        if text:
            found.append((field, text, _source(node, name), confidence * rank))
    return found


def _note_people(node: Mapping[str, Any], by_id: Mapping[str, Any], notes: Notes, site: Sequence[str]) -> None:
    """Who is stated as author; which of them are people, `stated_authors` says."""
    publisher = _text(node.get("publisher"), "byline", by_id)
    for name, (field, confidence) in JSON_LD.items():
        if TAKES[field] is not Takes.PEOPLE:
            continue
        value = node.get(name)
        stated = value[:20] if isinstance(value, list) else [value]
        people = list(dict.fromkeys(filter(None, (_text(one, field, by_id) for one in stated))))
        note_authors(notes, field, people, _source(node, name), confidence * _rank(node), (*site, publisher))


def _source(node: Mapping[str, Any], name: str) -> str:
    kind = node.get("@type")
    return f"JSON-LD {kind if isinstance(kind, str) else 'Article'} {name}"


def _text(value: Any, field: str, by_id: Mapping[str, Any]) -> str:
    """A property as text: of a person the name, of a picture the address, of a list every one or, where one counts, the first."""
    if isinstance(value, list):
        texts = [text for text in (_text(one, field, by_id) for one in value[:20]) if text]
        return ", ".join(dict.fromkeys(texts)) if TAKES[field] in (Takes.PEOPLE, Takes.LIST) else next(iter(texts), "")
    if isinstance(value, dict):
        whole = {**by_id.get(str(value.get("@id")), {}), **value}
        names = ("url", "contentUrl", "@id") if field == "photo" else ("name", "@value", "alternateName")
        return next((_text(whole[name], field, {}) for name in names if isinstance(whole.get(name), str | list)), "")
    if field == "photo" and isinstance(value, str) and value in by_id:
        return _text(by_id[value], field, {})
    if field == "date" and isinstance(value, int):
        return str(value)
    return one_line(_unescaped(value)) if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    """Text as a reader sees it: entities resolved, twice where they were escaped twice, and tags out."""
    plain = unescape(unescape(text)) if "&" in text else text
    return re.sub(r"</?[A-Za-z][^<>]{0,300}>", " ", plain) if "<" in plain else plain


def _pictures(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> list[PhotoReference]:
    """The pictures an article node names, with caption and credit where it gives them."""
    value = node.get("image")
    references = []
    for one in value if isinstance(value, list) else [value]:
        src = _text(one, "photo", by_id)
        whole = {**by_id.get(str(one.get("@id")), {}), **one} if isinstance(one, dict) else {}
        caption = _text(whole.get("caption"), "caption", by_id)
        credit = next(
            filter(None, (_text(whole.get(name), "credit", by_id) for name in ("creditText", "creator", "author"))), ""
        )
        if caption and not credit:
            caption, credit = split_legend(caption)
        if src:
            references.append(PhotoReference(src, caption, credit))
    return references
