"""What pages call their boxes: names in class and id, and roles, of what is no news and of what holds the story. Tables to read. Pure.

Collected from the class names of WordPress, Drupal, Ghost, Arc, AMP and the large widget makers, and from what
readability.js, trafilatura and EasyList call unlikely. Each name stands once, under what it tells whom: whoever finds the
story in a whole page believes more names than whoever cleans the story, where a wrong cut costs more. Whole words only, so
that “navy” and “shareholder” stay. They are no words of a language, whatever tongue their makers spoke.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Furniture around a story, and in its body unless it holds a lot of text outside links.
_IN_EVERY_BODY = frozenset({
    "adbox", "addthis", "addtoany", "ads", "adslot", "advert", "advertisement", "advertising", "anzeige", "breadcrumb", "breadcrumbs",
    "cmp", "commentlist", "comments", "consent", "cookie", "cookies", "dfp", "disqus", "gdpr", "livefyre", "login", "mgid", "mostread",
    "nav", "navbar", "navigation", "newsletter", "newsletters", "outbrain", "pager", "pagination", "paywall", "postnav", "publicidad",
    "publicite", "readmore", "recirc", "recirculation", "reklama", "respond", "revcontent", "share", "sharebar", "sharedaddy", "shares",
    "sharetools", "sharing", "signup", "skip", "sponsored", "subscribe", "subscription", "taboola", "tagcloud", "taglist", "trending",
    "werbung", "zergnet",
})  # fmt: skip
#: Furniture around a story, and in its body only when it holds hardly any text outside links.
_IN_LINKED_BODY = frozenset({
    "ad", "banner", "disclaimer", "donate", "feedback", "footer", "legal", "masthead", "menu", "modal", "overlay", "poll", "popular",
    "popup", "print", "promo", "rail", "rating", "recommendations", "recommended", "related", "seealso", "sidebar", "social", "survey",
    "tags", "teasers", "toolbar", "widget",
})  # fmt: skip
#: Furniture around a story; in its body they say nothing.
_AROUND_ONLY = frozenset({
    "aboutauthor", "adsense", "also", "authorbio", "authorbox", "bio", "comentarios", "comment", "commentaires", "compartir", "condividi",
    "contribute", "correlati", "delen", "empfehlung", "empfehlungen", "foot", "gerelateerd", "gpt", "hotlinks",
    "jump", "keywords", "kommentare", "latest", "lightbox", "mehr", "more", "morenews", "mostviewed", "next", "nextprev",
    "partager", "partner", "partners", "prev", "previous", "prevnext", "printonly", "promos", "promoted", "promotion",
    "pubblicita", "ratings", "recommendation", "relacionadas", "reply", "sidenav", "signin", "similar", "socials", "sponsor", "spotim",
    "subscriptions", "teaserlist", "teilen", "toast", "tools", "topics", "utility", "verwandte", "vote", "widgets",
    "adblock", "advertentie", "alatunniste", "altbilgi", "annonce", "annons", "anuncio", "brotkrumen", "bunntekst", "commenti",
    "compartilhe", "compartilhar", "fusszeile", "gerelateerde", "hirdetes", "hozzaszolasok", "iklan", "impressum", "komentar",
    "komentare", "komentarze", "kommentarer", "kommentit", "kruimelpad", "lablec", "leiamais", "mainos", "paticka", "piedepagina",
    "piedipagina", "piepagina", "postmetadata", "powiazane", "reacties", "reklam", "relacionados", "relatert", "rodape", "seitenleiste",
    "sidfot", "sidefot", "souvisejici", "stopka", "subsol", "voettekst", "yorumlar",
})  # fmt: skip
#: Furniture in the body alone, unless it holds a lot of text outside links.
_IN_EVERY_BODY_ONLY = frozenset({
    "a2a", "adsbygoogle", "adunit", "backtotop", "colophon", "commentform", "coral", "fblike", "jp", "jwplayer", "mailchimp", "mostpopular",
    "navi", "onetrust", "optin", "playercontrols", "printfriendly", "regwall", "relatedarticles", "relatedposts", "scrolltop",
    "sharebuttons", "sharer", "sharethis", "shariff", "sitenav", "skiplink", "sociable", "socialbar", "ssba", "toc", "totop", "vjs", "yarpp",
})  # fmt: skip
#: Furniture in the body alone, and only when it holds hardly any text outside links.
_IN_LINKED_BODY_ONLY = frozenset({
    "copyright", "crosslinks", "donation", "follow", "gutter", "infobar", "lineno", "linenos", "morelinks", "nextup",
    "readnext", "teaser", "tooltip",
})  # fmt: skip
#: What is furniture in a page, around its story.
AROUND_STORY = _IN_EVERY_BODY | _IN_LINKED_BODY | _AROUND_ONLY
#: Of these, what holds the words of readers or of an author's life: prose, and as much of it as they like.
PEOPLE = frozenset({
    "aboutauthor", "authorbio", "authorbox", "bio", "comentarios", "comment", "commentaires", "commentlist", "comments", "disqus",
    "commenti", "kommentare", "komentare", "komentarze", "kommentarer", "kommentit", "reacties", "respond", "yorumlar",
})  # fmt: skip
#: What is furniture in the body of a story: unless it holds a lot of text outside links, or only when it holds hardly any.
STRONG = _IN_EVERY_BODY | _IN_EVERY_BODY_ONLY
WEAK = _IN_LINKED_BODY | _IN_LINKED_BODY_ONLY
#: Why the box of an author goes: wherever it stands, his life is no story.
AUTHOR_BOX = "author box"
#: Two words that mean furniture only together: one of the first with one of the second.
TOGETHER = (
    (frozenset({"author"}), frozenset({"bio", "box", "card", "about", "description", "profile"}), AUTHOR_BOX),
    (frozenset({"about"}), frozenset({"author"}), AUTHOR_BOX),
    (frozenset({"tag"}), frozenset({"list", "cloud", "links"}), "page furniture"),
    (frozenset({"most"}), frozenset({"read", "popular", "viewed", "shared"}), "page furniture"),
    (frozenset({"read"}), frozenset({"next", "also"}), "page furniture"),
    (frozenset({"comment"}), frozenset({"list", "form", "section", "respond", "area"}), "page furniture"),
    (frozenset({"email", "mail"}), frozenset({"form", "capture"}), "page furniture"),
)
#: ARIA landmarks and widgets that are never the story (WAI-ARIA 1.2 section 5.3), around it and in it.
_ROLES = frozenset({"alertdialog", "banner", "contentinfo", "dialog", "menu", "menubar", "navigation", "search", "toolbar"})  # fmt: skip
ROLES_AROUND_STORY = _ROLES | frozenset({"complementary", "form"})
ROLES_IN_BODY = _ROLES | frozenset({"button", "tablist"})
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
#: Names of content systems' boxes that hold the story itself, whatever else their class says (Gutenberg, Elementor, hNews).
STORY_CLASSES = frozenset({"entry-content", "post-content", "article-content", "article-body", "story-body", "articlebody", "storybody", "content"})  # fmt: skip
#: What intake calls the figure of a note, so that cleaning knows it from one that is part of a word: m2.
NOTE_MARK = "note-mark"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words_of(name: str) -> list[str]:
    """The words that a class or id is made of, in small letters: shareBar-top is share, bar and top."""
    return [word.lower() for word in _WORD.findall(name)]


@lru_cache(maxsize=4096)
def is_name_of_furniture(name: str) -> bool:
    """Whether one class or id says of a box in a page that it is not of its story."""
    found = words_of(name)
    if not found or AROUND_STORY.isdisjoint(found) or not _NEVER_WITH.isdisjoint(found):
        return False
    return not (STORY_NAMES.search(name) or _PART_OF_POST.match(name))
