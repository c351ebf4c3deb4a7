"""What a field says about being seen, whatever its name and form: the judge of every place that is meant for it. Pure.

Front matter, sidecars, meta elements, head lines and mail headers all ask here, so that `isDraft`, `is-draft` and
`Draft` are one. A field that may keep a text from readers holds it unless it clearly lets it go. Names are those that
programs write; the words of values are in [embargoes] of the language files.

Where the names come from: Hugo (gohugo.io: front matter, build options), Jekyll, Eleventy (11ty.dev: permalinks,
collections), Zola, Hexo, Docusaurus, Quarto, Quartz, Grav, Kirby, Nikola, Pelican, Obsidian Publish and Digital Garden, Ghost,
WordPress (register_post_status), Drupal, ninjs (pubstatus), and the feed generators beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from feedservice.intake.field_values import STATUSES, plain, says_no_time, status_of, yes_or_no
from feedservice.text.languages.alternatives import word_set

_HOLDING_WORDS = word_set("embargoes", "field_words")


class Statement(NamedTuple):
    """What a field comes to as a field of ours. One that is not `sure` is understood by nobody, and holds."""

    field: str
    value: str
    sure: bool = True


_Said = tuple[Statement, ...] | None
#: The name as it was written, and its value as it would be typed.
_Rule = Callable[[str, str], _Said]
_HOLDS = (Statement("draft", "yes"),)
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[^\W\dA-Z_])(?=[A-Z])")
#: What stands in such names and says nothing: is_draft, post_status, dg-publish.
_SILENT = frozenset(
    {"is", "post", "article", "page", "entry", "story", "content", "item", "wp", "dg", "note", "blog", "x"}
)
#: What the value itself may be called, inside a field: embargo: {until: …}.
_VALUE_NAMES = frozenset({
    "value", "name", "label", "until", "date", "time", "at", "on", "from", "end", "ends", "enabled", "active",
})  # fmt: skip
#: Whether a page is built, and whether lists have it.
_BUILT = ("list", "render")
_LONGEST_SHOWN = 60


def judged(name: str, value: object) -> _Said:
    """What a field comes to: nothing when it lets the article go, None when it has nothing to do with being seen."""
    rule = _rule_of(name)
    return _by_rule(rule, name, value) if rule else None


def judged_for_certain(name: str, value: str) -> _Said:
    """The same where names may mean other things, in pages of other systems and in lines of a text: only what is certain."""
    rule = _rule_of(name)
    prose = rule is _embargo and " " in name and not _rule_named(name)  # “Arms embargo: what is in it”
    said = _by_rule(rule, name, value) if rule in _CERTAIN and not prose else None
    return said if said is not None and all(one.sure for one in said) else None


def _rule_of(name: str) -> _Rule | None:
    """The rule of a name; of one that nobody knows, by a word in it: embargo_until."""
    return _rule_named(name) or (None if _HOLDING_WORDS.isdisjoint(_words(name)) else _embargo)


def _words(name: str) -> list[str]:
    return _WORDS.findall(_CAMEL.sub(" ", name).casefold().replace("_", " "))


def _rule_named(name: str) -> _Rule | None:
    words = _words(name)
    for parts in (words, [word for word in words if word not in _SILENT]):
        key = "".join(parts)
        rule = _RULES.get(key) or _RULES.get(key.removeprefix("is"))
        if rule:
            return rule
    return None


def _by_rule(rule: _Rule, name: str, value: object) -> _Said:
    if isinstance(value, dict):
        return _of_table(rule, name, value)
    if isinstance(value, list):
        return _together([_by_rule(rule, name, one) for one in value])
    text = plain(value)
    return rule(name, text) if text else ()


def _of_table(rule: _Rule, name: str, table: Mapping[str, object]) -> _Said:
    """What the parts of a field say, each by its own name or as the field's value; parts that nobody knows are unclear."""
    found = []
    for part, value in table.items():
        named = str(part).casefold()
        own = named in (_BUILT if rule is _building else _VALUE_NAMES)
        known = rule if own else _rule_of(str(part))
        found.append(_by_rule(known, name if own else str(part), value) if known else None)
    said = _together(found)
    if said is None and table and rule not in _LENIENT:
        return _unclear(name, ", ".join(map(str, table)))
    return said


def _together(found: list[_Said]) -> _Said:
    known = [said for said in found if said is not None]
    return tuple(dict.fromkeys(one for said in known for one in said)) if known else None


def _unclear(name: str, text: str) -> _Said:
    own = name.casefold() in ("draft", "status")
    shown = text[:_LONGEST_SHOWN]
    return (Statement("draft", shown if own else f"{name[:_LONGEST_SHOWN]}: {shown}", sure=False),)


def _has_time(text: str) -> bool:
    return any(map(str.isdigit, text)) and yes_or_no(text) is None


def _draft(name: str, text: str) -> _Said:
    """Yes holds: draft, private, unlisted."""
    said = yes_or_no(text)
    if said is None:
        return _HOLDS if status_of(text) in ("draft", "withdrawn") else _unclear(name, text)
    return (Statement("draft", text),) if name.casefold() == "draft" else _HOLDS if said else ()


def _flag(_name: str, text: str) -> _Said:
    """Yes holds, and nothing else is meant for us: `hide: [navigation]`."""
    said = yes_or_no(text)
    return None if said is None else _HOLDS if said else ()


def _publish(name: str, text: str) -> _Said:
    """No holds; a time is an embargo: publish, release."""
    if _has_time(text):
        return (Statement("embargo", text),)
    return _public(name, text)


def _when(name: str, text: str) -> _Said:
    """A time is an embargo; a word of release lets it go, and so does none: releaseDate, publish_at."""
    if _has_time(text):
        return (Statement("embargo", text),)
    lets_go = says_no_time(text) or (yes_or_no(text) is None and status_of(text) == "published")
    return () if lets_go else _unclear(name, text)


def _published(name: str, text: str) -> _Said:
    """No holds; a time is the article's date, and for others to read."""
    return None if _has_time(text) else _public(name, text)


def _public(name: str, text: str) -> _Said:
    """No holds, and so does what nobody understands: visible, publish."""
    status = status_of(text)
    return () if status == "published" else _HOLDS if status else _unclear(name, text)


def _switch(_name: str, text: str) -> _Said:
    """No holds, and words that hold; all else is not meant for us: `permalink: false`, `output: html_document`."""
    if yes_or_no(text) is None and text.casefold() not in STATUSES:
        return None
    return () if status_of(text) == "published" else _HOLDS


def _status(name: str, text: str) -> _Said:
    """A word that says where an article stands."""
    status = status_of(text)
    if name.casefold() == "status":
        return (Statement("status", text, sure=status is not None),)
    return _unclear(name, text) if status is None else () if status == "published" else (Statement("status", status),)


def _stage(_name: str, text: str) -> _Said:
    """The same under names that mean other things as well: `state: Texas`."""
    status = STATUSES.get(text.casefold())
    return None if status is None else () if status == "published" else (Statement("status", status),)


def _withdrawn(name: str, text: str) -> _Said:
    said = yes_or_no(text)
    return () if said is False else (Statement("status", "withdrawn"),) if said else _unclear(name, text)


def _embargo(name: str, text: str) -> _Said:
    """A time; no says that there is none, and a bare yes holds without end."""
    if says_no_time(text):
        return ()
    return _HOLDS if yes_or_no(text) and name.casefold() != "embargo" else (Statement("embargo", text),)


def _expiry(_name: str, text: str) -> _Said:
    return () if says_no_time(text) else (Statement("expiry", text),)


def _password(_name: str, text: str) -> _Said:
    return () if yes_or_no(text) is False or text.casefold() == "none" else _HOLDS


def _building(_name: str, text: str) -> _Said:
    """Hugo's build options: always, never, local, link, and true or false before them."""
    word = text.casefold()
    return _HOLDS if word in ("never", "local", "link") or yes_or_no(text) is False else ()


#: Rules of names that others use for things of their own.
_LENIENT = frozenset({_flag, _switch, _stage, _published, _building})

#: Rules of names that have no other use.
_CERTAIN = frozenset({_draft, _publish, _published, _public, _status, _withdrawn, _embargo})

_BY_RULE: Mapping[_Rule, str] = {
    _draft: """draft held unlisted private unpublished wip workinprogress donotpublish nopublish dontpublish notforpublication
        notready secret confidential hidden hiddenpost passwordprotected trashed unreleased""",
    _flag: """hide exclude excluded internal internalonly protected encrypted encrypt headless disabled deleted
        eleventyexcludefromcollections excludefromcollections excludefromfeed excludefromfeeds excludefromrss
        excludeinrss hiddeninrss hiddenfromrss hideinrss hidefromrss hiddeninfeed hidefromfeed rssexclude feedexclude
        hideinfeed unsent""",
    _publish: "publish golive publishable publishnow",
    _when: """publishat publishon publishafter publishfrom publishdate publishtime goliveat golivedate livedate scheduled
        scheduledat scheduledfor scheduledate scheduleddate releasedate releaseat releaseon releasetime notbefore""",
    _published: "published publishedat publishedon",
    _public: "visible dgpublish readytopublish",
    _switch: """public listed render rendered routable enabled released ready approved cleared legalled final output
        permalink rss feed infeed infeeds inrss includeinfeed includeinrss showinfeed showinrss""",
    _status: """status visibility publishstatus publishedstatus publicationstatus publishingstatus pubstatus
        releasestatus editorialstatus reviewstatus workflowstatus workflowstate publishstate publicationstate""",
    _stage: "state stage workflow access phase review progress",
    _withdrawn: "withdrawn retracted killed spiked",
    _embargo: "embargo embargoed embargountil embargoeduntil",
    _expiry: """expires expiry expiresat expiredate expiretime expirationtime expireson expirydate expiration expirationdate unpublish unpublishat unpublishon
        unpublishdate unavailableafter notafter""",
    _password: "password passphrase postpassword",
    _building: "build",
}  # fmt: skip
_RULES: Mapping[str, _Rule] = {
    **dict.fromkeys(word_set("embargoes", "status_names"), _stage),
    **dict.fromkeys(word_set("embargoes", "draft_names"), _draft),
    **{name: rule for rule, names in _BY_RULE.items() for name in names.split()},
}
