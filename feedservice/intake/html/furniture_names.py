"""What of a page is furniture by what it is or is called: tables of elements, roles and words, and who asks them. Pure.

Words of classes and ids are compared whole, so that “navy” and “shareholder” stay. Names lie: whether a box called so
holds the story all the same is for `story_box` to see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES

#: What only a web page has, in and around its story (HTML Living Standard 4.3).
_PAGE_PARTS = frozenset({
    "article", "main", "header", "nav", "footer", "aside", "form", "iframe", "button", "input", "amp-sidebar", "amp-ad",
})  # fmt: skip
#: Sections that HTML names for what they are; in a page, none of them is story unless it holds most of the prose.
_FURNITURE_ELEMENTS = frozenset({
    "nav", "footer", "aside", "form", "button", "select", "input", "textarea", "dialog", "menu", "amp-sidebar", "amp-ad", "amp-consent",
    "amp-analytics", "amp-pixel", "amp-auto-ads", "label", "fieldset", "menuitem", "legend",
})  # fmt: skip
#: ARIA landmarks that are never the story (WAI-ARIA 1.2 section 5.3.4).
_FURNITURE_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "form",
})  # fmt: skip
#: Words in class and id that name furniture of a page.
FURNITURE_NAMES = frozenset({
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "share", "shares", "sharing", "sharebar", "sharedaddy",
    "sharetools", "addtoany", "addthis", "social", "socials", "related", "recommended", "recommendations", "recommendation", "recirc",
    "recirculation", "outbrain", "taboola", "zergnet", "revcontent", "mgid", "newsletter", "newsletters", "subscribe", "subscription",
    "subscriptions", "signup", "signin", "login", "paywall", "comments", "comment", "disqus", "respond", "commentlist", "livefyre",
    "spotim", "reply", "cookie", "cookies", "consent", "gdpr", "cmp", "advert", "advertisement", "advertising", "ad", "ads", "adslot",
    "adbox", "adsense", "dfp", "gpt", "promo", "promos", "promotion", "promoted", "sponsor", "sponsored", "partner", "partners", "toolbar",
    "tools", "pagination", "pager", "footer", "foot", "masthead", "sidebar", "sidenav", "rail", "skip", "popup", "modal", "overlay",
    "lightbox", "toast", "banner", "widget", "widgets", "trending", "popular", "mostread", "mostviewed", "latest", "teasers", "more",
    "readmore", "morenews", "seealso", "similar", "contribute", "donate", "also", "tags", "tagcloud", "taglist", "topics", "keywords", "jump", "authorbox", "authorbio", "bio",
    "aboutauthor", "disclaimer", "legal", "print", "printonly", "email-signup", "utility", "rating", "ratings", "vote", "poll", "survey",
    "feedback", "toc-toggle", "hotlinks", "prevnext", "next", "prev", "previous", "nextprev", "postnav", "nomobile-ad", "teaserlist",
    "infobox-ad", "empfehlung", "empfehlungen", "anzeige", "werbung", "kommentare", "verwandte", "mehr", "teilen", "reklama", "publicidad",
    "comentarios", "compartir", "relacionadas", "commentaires", "partager", "publicite", "pubblicita", "condividi", "correlati",
    "gerelateerd", "delen",
})  # fmt: skip
#: Words beside which the others say nothing: “has-sidebar”, “with-comments”, “no-ads”, “byline-social”.
_NEVER_WITH = frozenset({
    "elementor", "byline", "headline", "standfirst", "dek", "no", "not", "has", "with", "without", "is", "js", "show", "hide", "enable", "enabled",
    "disable", "disabled", "placeholder",
})  # fmt: skip
#: Names that content systems give to the box of the story, as the last words of a class or id.
STORY_NAMES = re.compile(
    r"(?:^|[-_ ])(?:article-?(?:body|content|text|copy|main|story)|story-?(?:body|content|text|copy)|(?:post|entry|news|page|single)-?"
    r"(?:body|content|text|copy)|body-?(?:copy|text|content)|articlebody|articletext|storytext|bodytext|richtext|rich-text|"
    r"content-?(?:body|text|article)|text-?(?:body|content|article)|artikel-?(?:text|inhalt|body)|hentry|main-?(?:content|text)|"
    r"texto|cuerpo|corps|nota|testo|tekst)(?:$|[-_ ])",
    re.IGNORECASE,
)
#: The foot and head of a post, where blogs have its byline and date; what else is in them goes by its own names.
_PART_OF_POST = re.compile(
    r"(?:post|entry|article|story)[-_]+(?:footer|meta|info|header)(?:[-_]line.*)?$", re.IGNORECASE
)
#: Beside one of these, in a figure, the others say nothing: “widget-image__credits”.
_OF_FIGURES = frozenset({"image", "img", "photo", "picture", "media", "caption", "credit", "credits", "legend"})
_NEVER_FURNITURE = frozenset({
    "html", "body", "main", "p", "em", "strong", "img", "blockquote", "figure", "figcaption", "table", "tbody", "tr", "td", "th", "li",
    "h1", "h2", "h3", "time", "b", "i", "br", "picture", "source", "pre", "code", "sub", "sup", "amp-img",
})  # fmt: skip
#: Where a page names its boxes; those of hashed style sheets have names for their tests and counts alone.
_NAMES = ("class", "id", "data-component", "data-testid", "data-area")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_page(body: Element) -> bool:
    """Whether there is anything in a file that only a page has; a bare story is all story."""
    if next(body.iter(_PAGE_PARTS), None) is not None:
        return True
    return any(_names_furniture(element) for element in body.iter("div", "section", "ul", "header"))


def is_furniture(element: Element) -> bool:
    """Whether an element says by what it is, or is called, that it belongs to the page and not to the story."""
    if element.tag in _FURNITURE_ELEMENTS:
        return (
            element.tag != "footer" or next(element.iterancestors("blockquote"), None) is None
        )  # whose words it quotes
    if element.get("hidden") is not None or _HIDDEN.search(attribute(element, "style")):
        return not _is_folded(element)
    return attribute(element, "role").lower() in _FURNITURE_ROLES or _names_furniture(element)


def _names_furniture(element: Element) -> bool:
    names = " ".join(filter(None, map(element.get, _NAMES)))
    if not names or element.tag in _NEVER_FURNITURE:
        return False
    found = [name for name in names.split() if _is_furniture_name(name)]
    if not found or next(element.iterancestors("figure"), None) is None:
        return bool(found)
    return any(_OF_FIGURES.isdisjoint(word.lower() for word in _WORD.findall(name)) for name in found)


@lru_cache(maxsize=4096)
def _is_furniture_name(name: str) -> bool:
    found = [word.lower() for word in _WORD.findall(name)]
    if not found or FURNITURE_NAMES.isdisjoint(found) or not _NEVER_WITH.isdisjoint(found):
        return False
    return not (STORY_NAMES.search(name) or _PART_OF_POST.match(name))


def _is_folded(element: Element) -> bool:
    """Whether a hidden element is the rest of a story behind a “read more”: prose inside an article."""
    if next(element.iterancestors("article", "main"), None) is None:
        return False
    return (
        len(words(element)) > 2 * SHORTEST_PROSE_BYTES
        and next(element.iter("a", "form", "input", "button"), None) is None
    )
