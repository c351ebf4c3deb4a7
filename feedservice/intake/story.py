"""Where the story stands in a page, and what around and inside it is the page's own. Pure.

Readers know the story by its mass of prose, so that is what is measured: each block's own words, less those that are
links, speak for the boxes around it, the nearest the loudest (as in readability). Names of boxes only tip the scale,
for they lie. A page without furniture is all story, and nothing is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from feedservice.intake.measures import SHORTEST_PROSE_BYTES, Measures
from feedservice.intake.page import Element, around, attribute, remove, words

#: What only a web page has, in and around its story (HTML Living Standard 4.3).
_PAGE_PARTS = frozenset(
    {
        "article",
        "main",
        "header",
        "nav",
        "footer",
        "aside",
        "form",
        "iframe",
        "button",
        "input",
        "amp-sidebar",
        "amp-ad",
    }
)
#: Sections that HTML names for what they are; in a page, none of them is story unless it holds most of the prose.
_FURNITURE_ELEMENTS = frozenset(
    {"nav", "footer", "aside", "form", "button", "select", "input", "textarea", "dialog", "menu", "amp-sidebar", "amp-ad",
     "amp-consent", "amp-analytics", "amp-pixel", "amp-auto-ads", "label", "fieldset", "menuitem", "legend"}
)  # fmt: skip
#: ARIA landmarks that are never the story (WAI-ARIA 1.2 section 5.3.4).
_FURNITURE_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "form",
    }
)
#: Words in class and id that name furniture of a page; whole words only, so that “navy” and “shareholder” stay.
FURNITURE_NAMES = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "share",
        "shares",
        "sharing",
        "sharebar",
        "sharedaddy",
        "sharetools",
        "addtoany",
        "addthis",
        "social",
        "socials",
        "related",
        "recommended",
        "recommendations",
        "recommendation",
        "recirc",
        "recirculation",
        "outbrain",
        "taboola",
        "zergnet",
        "revcontent",
        "mgid",
        "newsletter",
        "newsletters",
        "subscribe",
        "subscription",
        "subscriptions",
        "signup",
        "signin",
        "login",
        "paywall",
        "comments",
        "comment",
        "disqus",
        "respond",
        "commentlist",
        "livefyre",
        "spotim",
        "reply",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "cmp",
        "advert",
        "advertisement",
        "advertising",
        "ad",
        "ads",
        "adslot",
        "adbox",
        "adsense",
        "dfp",
        "gpt",
        "promo",
        "promos",
        "promotion",
        "promoted",
        "sponsor",
        "sponsored",
        "partner",
        "partners",
        "toolbar",
        "tools",
        "pagination",
        "pager",
        "footer",
        "foot",
        "masthead",
        "sidebar",
        "sidenav",
        "rail",
        "skip",
        "popup",
        "modal",
        "overlay",
        "lightbox",
        "toast",
        "banner",
        "widget",
        "widgets",
        "trending",
        "popular",
        "mostread",
        "mostviewed",
        "latest",
        "teasers",
        "more",
        "readmore",
        "morenews",
        "seealso",
        "also",
        "tags",
        "tagcloud",
        "taglist",
        "topics",
        "keywords",
        "jump",
        "authorbox",
        "authorbio",
        "bio",
        "aboutauthor",
        "disclaimer",
        "legal",
        "print",
        "printonly",
        "email-signup",
        "utility",
        "rating",
        "ratings",
        "vote",
        "poll",
        "survey",
        "feedback",
        "toc-toggle",
        "hotlinks",
        "prevnext",
        "next",
        "prev",
        "previous",
        "nextprev",
        "postnav",
        "nomobile-ad",
        "teaserlist",
        "infobox-ad",
        "empfehlung",
        "empfehlungen",
        "anzeige",
        "werbung",
        "kommentare",
        "verwandte",
        "mehr",
        "teilen",
        "reklama",
        "publicidad",
        "comentarios",
        "compartir",
        "relacionadas",
        "commentaires",
        "partager",
        "publicite",
        "pubblicita",
        "condividi",
        "correlati",
        "gerelateerd",
        "delen",
    ]
)
#: Words beside which the others say nothing: “has-sidebar”, “with-comments”, “no-ads”, “byline-social”.
_NEVER_WITH = frozenset(
    {
        "elementor",
        "byline",
        "headline",
        "standfirst",
        "dek",
        "no",
        "has",
        "with",
        "without",
        "is",
        "js",
        "show",
        "hide",
        "enable",
        "enabled",
        "disable",
        "disabled",
    }
)
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
_NEVER_FURNITURE = frozenset({"html", "body", "main", "p", "em", "strong", "img", "blockquote", "figure", "figcaption", "table", "tbody", "tr",
    "td", "th", "li", "h1", "h2", "h3", "time", "b", "i", "br", "picture", "source", "pre", "code", "sub", "sup", "amp-img"})  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: How much of its prose a paragraph lends to the box around it, and to the next ones outward.
_LENT = (1.0, 0.8, 0.5, 0.3, 0.2, 0.1)
_LONGEST_HEAD_CHARACTERS = 400
_SHORT_STORY_BYTES = 700
_MOST_CUTS = 60
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Story:
    """The box the story stands in, whether the page has anything beside it, and what was left out: words and reason."""

    box: Element
    is_page: bool
    around: tuple[tuple[str, str], ...] = ()


def find_story(root: Element, told: str = "") -> Story:
    """The box of the story; `told` is the text of the article when the page gives it apart (JSON-LD articleBody)."""
    body = root.find("body")
    if body is None:
        return Story(root, is_page=False)
    if not _is_page(body):
        return Story(body, is_page=False)
    gone = _take_furniture(Measures(body))
    measures = Measures(body)
    box = _told(measures, told) or _whole_piece(_climb(_best(measures), measures), measures)
    left = [*_outside(measures.elements[box], body), *gone]
    return Story(measures.elements[box], is_page=True, around=tuple(left[:_MOST_CUTS]))


def _is_page(body: Element) -> bool:
    """Whether there is anything in a file that only a page has; a bare story is all story."""
    if next(body.iter(_PAGE_PARTS), None) is not None:
        return True
    return any(_names_furniture(element) for element in body.iter("div", "section", "ul", "header"))


def _names_furniture(element: Element) -> bool:
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    return bool(names) and element.tag not in _NEVER_FURNITURE and any(map(_is_furniture_name, names.split()))


@lru_cache(maxsize=4096)
def _is_furniture_name(name: str) -> bool:
    found = [word.lower() for word in _WORD.findall(name)]
    if not found or FURNITURE_NAMES.isdisjoint(found) or not _NEVER_WITH.isdisjoint(found):
        return False
    return not (STORY_NAMES.search(name) or _PART_OF_POST.match(name))


def is_furniture(element: Element) -> bool:
    """Whether an element says by what it is, or is called, that it belongs to the page and not to the story."""
    if element.tag in _FURNITURE_ELEMENTS:
        return (
            element.tag != "footer" or next(element.iterancestors("blockquote"), None) is None
        )  # whose words it quotes
    if element.get("hidden") is not None or _HIDDEN.search(attribute(element, "style")):
        return not _is_folded(element)
    return attribute(element, "role").lower() in _FURNITURE_ROLES or _names_furniture(element)


def _is_folded(element: Element) -> bool:
    """Whether a hidden element is the rest of a story behind a “read more”: prose inside an article."""
    if next(element.iterancestors("article", "main"), None) is None:
        return False
    return (
        len(words(element)) > 2 * SHORTEST_PROSE_BYTES
        and next(element.iter("a", "form", "input", "button"), None) is None
    )


def _take_furniture(measures: Measures) -> list[tuple[str, str]]:
    """Take out what says that it is furniture, but for what holds too much of the page's prose to be any."""
    whole, gone = measures.mass[0], []
    longest = max(range(len(measures.prose)), key=measures.prose.__getitem__)
    taken: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        if measures.parent[number] in taken:
            taken.add(number)
        elif is_furniture(element) and not (
            _holds_story(number, measures, whole) or (number < longest and _holds_head(element))
        ):
            taken.add(number)
            gone.append((words(element), "page furniture"))
            remove(element)
    return [(text, reason) for text, reason in gone if text]


def _holds_head(element: Element) -> bool:
    """Whether a box above the story holds its byline or date: some systems put these in an <aside>."""
    if element.tag in ("nav", "footer", "form", "button") or len(words(element)) > _LONGEST_HEAD_CHARACTERS:
        return False
    if next(element.iter("h2", "h3", "ul"), None) is not None:
        return False
    return next(element.iter("time", "address"), None) is not None or any(
        "author" in attribute(one, "rel") or "author" in attribute(one, "itemprop")
        for one in element.iter("a", "span", "div")
    )


def _holds_story(number: int, measures: Measures, whole: int) -> bool:
    """Whether a box named for furniture is the story all the same: it holds the headline, or much of the prose."""
    element, mass = measures.elements[number], measures.mass[number]
    if element.tag in ("footer", "nav", "select", "button", "input"):
        return mass > whole * 0.6
    prosy = measures.links[number] < measures.text[number] * 0.25
    if mass > whole * 0.3 and prosy:
        return True
    return next(element.iter("h1"), None) is not None and mass > 0


def _best(measures: Measures) -> int:
    """The box for which most prose speaks."""
    scores = [0.0] * len(measures.elements)
    for number, prose in enumerate(measures.prose):
        parent = measures.parent[number]
        if prose and measures.elements[number].tag in ("body", "div", "section", "article", "main", "td"):
            scores[number] += prose * _LENT[0]  # text that stands in a box without paragraphs
        for lent in _LENT:
            if not prose or parent < 0:
                break
            scores[parent] += prose * lent
            parent = measures.parent[parent]
    for number, element in enumerate(measures.elements):
        if scores[number]:
            scores[number] *= _weight(element)
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def _weight(element: Element) -> float:
    """What a box's own name adds to what the prose says."""
    if "articlebody" in attribute(element, "itemprop").lower():
        return 2.0
    names = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    if STORY_NAMES.search(names):
        return 1.4
    if element.tag in ("article", "main") or attribute(element, "role") in ("main", "article"):
        return 1.2
    return 0.6 if element.tag in ("blockquote", "li", "td", "tr", "ul", "ol", "figure", "header") else 1.0


def _told(measures: Measures, told: str) -> int:
    """The smallest box that holds nearly all of what the page tells apart, or 0."""
    if len(told) < 300:
        return 0
    wanted = re.sub(r"\W+", "", told)
    held = [0] * len(measures.elements)
    for number, prose in enumerate(measures.prose):
        if prose and re.sub(r"\W+", "", words(measures.elements[number]))[:200] in wanted:
            held[number] = prose
    total = sum(held)
    if total < 0.5 * len(wanted.encode()):
        return 0
    for number in range(len(held) - 1, 0, -1):
        held[measures.parent[number]] += held[number]
    return max(number for number, mass in enumerate(held) if mass >= 0.9 * total)


def _climb(box: int, measures: Measures) -> int:
    """The box, or one around it that holds more of the same story: sections side by side, an opening above."""
    best, inner = box, box
    while (outer := measures.parent[inner]) > 0 and measures.mass[outer] <= 6 * measures.mass[best]:
        beside = [
            measures.at[child] for child in measures.elements[outer].iterchildren("*") if measures.at[child] != inner
        ]
        more = measures.prose[outer] + sum(measures.mass[number] for number in beside if _continues(number, measures))
        if more >= 0.1 * measures.mass[best]:
            best = outer
        elif measures.mass[outer] > 1.1 * measures.mass[inner]:
            return best  # there is more prose, and it is another's
        inner = outer
    return best


def _whole_piece(box: int, measures: Measures) -> int:
    """Of a short piece the article around it, or the widest box that is no list of links: few words tell little of where it ends."""
    if measures.mass[box] >= _SHORT_STORY_BYTES:
        return box
    whole, outer = box, box
    while (outer := measures.parent[outer]) > 0:
        if measures.text[outer] > 4 * _SHORT_STORY_BYTES or measures.links[outer] > 0.3 * measures.text[outer]:
            break
        whole = outer
        if measures.elements[outer].tag in ("article", "main"):
            break
    return whole


def _continues(number: int, measures: Measures) -> bool:
    """Whether a box beside the story is more of it: prose without a teaser's linked heading, and few links."""
    element = measures.elements[number]
    if not measures.mass[number] or measures.links[number] > measures.text[number] * 0.3:
        return False
    if element.tag in ("p", "blockquote", "ul", "ol", "table", "pre", "h2", "h3", "h4"):
        return True
    if element.tag == "header":
        return False
    return not any(
        heading.find(".//a") is not None or around(heading).tag == "a"
        for heading in element.iter("h1", "h2", "h3", "h4", "h5")
    )


def _outside(box: Element, body: Element) -> list[tuple[str, str]]:
    """The first words of what stands around the story, box by box."""
    outside: list[tuple[str, str]] = []
    inside = box
    while inside is not body and inside.getparent() is not None:
        beside = (child for child in around(inside).iterchildren("*") if child is not inside)
        outside += [(words(child), "outside the story") for child in beside]
        inside = around(inside)
    return [(text, reason) for text, reason in outside if text]
