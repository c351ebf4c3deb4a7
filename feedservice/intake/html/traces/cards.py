"""Boxes that newsletter and blog programs put into a story: links drawn as cards, buttons, notes in pieces. Pure.

Substack's, Ghost's (Koenig) and WordPress's. A card that shows a page elsewhere becomes a line with its link; a button that asks
to share or to subscribe goes; notes become a list.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.intake.boilerplate.end_marks import leftover_reason
from feedservice.intake.boilerplate.page_lines import begins_as_prompt, is_page_line
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.spike import lift

#: What a program adds by itself: its name, and why it goes.
_ADDED = {
    "SubscribeWidgetToDOM": "prompt to readers", "CaptionedButtonToDOM": "prompt to readers", "InstallSubstackAppToDOM": "prompt to readers",
    "DirectMessageToDOM": "prompt to readers", "CommunityChatRenderPlaceholder": "prompt to readers", "PaywallToDOM": "page furniture",
    "DigestPostEmbed": "teaser of another story", "EmbeddedPostToDOM": "teaser of another story",
}  # fmt: skip
_ADDED_CLASSES = {
    "subscription-widget-wrap": "prompt to readers", "subscription-widget-wrap-editor": "prompt to readers", "captioned-button-wrap": "prompt to readers",
    "install-substack-app-embed": "prompt to readers", "embedded-post-wrap": "teaser of another story", "digest-post-embed": "teaser of another story",
    "kg-signup-card": "prompt to readers", "kg-email-cta-card": "prompt to readers", "paywall-jump": "page furniture",
    "kg-callout-emoji": "ornament",
}  # fmt: skip
_BUTTONS = re.compile(
    r"(?:^|[\s_-])(?:button|buttons|btn)(?:[-_](?:wrapper|card|wrap|container))?(?:$|\s)", re.IGNORECASE
)
_ASKS = re.compile(r"[?&](?:action|utm_content)=share|/(?:subscribe|share|signup|leaderboard)\b|%%\w+%%", re.IGNORECASE)
_LONGEST_BUTTON_CHARACTERS = 60
_CARDS = frozenset({"kg-bookmark-card", "bookmark", "link-card", "wp-block-bookmark"})
#: <!-- wp:embed {"url":"https://…"} -->, with or without what the editor's server puts in its place.
_BLOCK = re.compile(r"<!--\s*wp:(?:core-)?embed[\w/-]*\s+(\{.{0,2000}?\})\s*/?-->", re.DOTALL)
_URL = re.compile(r"\"url\"\s*:\s*\"(https?:[^\"]{1,1000})\"")
_NEAR = 800


def with_embeds(markup: str) -> str:
    """Markup with a link for each embed of WordPress's editor that only its comment tells of."""
    if "wp:" not in markup:
        return markup
    return _BLOCK.sub(_linked, markup)


def _linked(found: re.Match[str]) -> str:
    url = _URL.search(found[1])
    if url is None:
        return found[0]
    address = url[1].replace("\\/", "/").replace("\\u0026", "&")
    near = found.string[found.end() : found.end() + _NEAR].replace("&amp;", "&")
    return (
        found[0]
        if address in near or "<iframe" in near.partition("<!--")[0]
        else f'{found[0]}<p><a href="{address}">{address}</a></p>'
    )


def mend_cards(root: Element, notes: Notes) -> None:
    """Cards as links, notes as lists; prompts, teasers and buttons that ask out."""
    for element in list(root.iter("div", "p", "figure", "section")):
        if not element.keys():
            continue
        names = frozenset(attribute(element, "class").split())
        reason = _ADDED.get(attribute(element, "data-component-name"), "") or next(
            (_ADDED_CLASSES[name] for name in sorted(names) if name in _ADDED_CLASSES), ""
        )
        if not reason and names and _BUTTONS.search(attribute(element, "class")) and _asks(element):
            reason = "button"
        if not (reason or names & _CARDS or "footnote" in names) or root not in element.iterancestors():
            continue
        if reason:
            notes.leave_out(words(element), reason)
            lift(element)
        elif names & _CARDS:
            _draw(element, notes)
        elif "footnote" in names:
            _list(element)


def _asks(element: Element) -> bool:
    """Whether a box is a button that asks to share or to subscribe: nothing but links, which lead there or say so."""
    text, links = words(element), [one for one in element.iter("a", "button") if words(one)]
    if (
        not links
        or len(text) > _LONGEST_BUTTON_CHARACTERS
        or sum(len(words(one)) for one in links) < len(text.replace(" ", ""))
    ):
        return False
    first = text.split()[0].casefold().strip(" .!:")
    return (
        begins_as_prompt(text)
        or is_page_line(first)
        or bool(leftover_reason(first))
        or any(_ASKS.search(attribute(one, "href")) for one in links)
    )


def _draw(card: Element, notes: Notes) -> None:
    """A card as a line: its title with the link, and what it says of the page; its pictures are the other page's."""
    link = next((one for one in card.iter("a") if attribute(one, "href")), None)
    if link is None:
        return
    titles = (
        one
        for one in card.iter("div", "span", "strong", "h3", "h4")
        if "title" in attribute(one, "class").lower() and words(one)
    )
    title = next(titles, None)
    shown = words(title) if title is not None else words(link)
    line = etree.Element("p")
    line.text = "\n"
    to = etree.SubElement(line, "a", {"href": attribute(link, "href")})
    to.text, to.tail = shown or attribute(link, "href"), "\n"
    notes.leave_out(words(card).replace(shown, "", 1), "card of another page")
    line.tail, card.tail = card.tail, None
    around(card).replace(card, line)


def _list(note: Element) -> None:
    """A note in a box of its own, with its number in a link, as an item; those beside each other are one list."""
    number = next((one for one in note.iter("a") if "footnote" in attribute(one, "class")), None)
    content = next((one for one in note.iter("div") if "footnote-content" in attribute(one, "class")), None)
    if number is None or content is None or not words(number).isdecimal():
        return
    before = note.getprevious()
    listed = (
        before
        if before is not None and before.tag == "ol" and before.get("data-notes") and not (before.tail or "").strip()
        else None
    )
    if listed is None:
        listed = etree.Element("ol", {"data-notes": "yes"})
        if words(number) != "1":
            listed.set("start", words(number))
        note.addprevious(listed)
        listed.text = listed.tail = "\n"
    content.tag, content.tail = "li", "\n"
    listed.append(content)
    lift(note)
