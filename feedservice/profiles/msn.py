"""MSN Partner Hub: RSS 2.0 with Media RSS and Dublin Core, and bodies of a fixed list of elements. Pure."""

from datetime import timedelta

from lxml import etree
from lxml import html as lxml_html

from feedservice.article import Article, Edition, Severity
from feedservice.profiles import checks
from feedservice.profiles.model import ArticleRule, ChannelRule, Profile, Source

ITEMS = Source(
    "https://support.microsoft.com/en-us/topic/msn-feed-item-metadata-requirements-0114c19c-36bb-4fef-8322-4a1ed6888329",
    "2026-11-24",
)
HTML = Source(
    "https://support.microsoft.com/en-us/topic/msn-html-guidelines-and-tag-restrictions-2a12f610-f3da-43ea-8dc4-766f6df89e8d",
    "2026-11-24",
)
FEEDS = Source("https://helpcenter.microsoftstart.com/kb/feed-specifications", "2026-11-24")
SUBMISSION = Source(
    "https://support.microsoft.com/en-us/topic/msn-feed-submission-and-authentication-7aba63ae-dd4d-4d0d-a822-47ea920c1f7a",
    "2026-11-24",
)
#: The elements a body may have (HTML), and what becomes of ours that are not among them; all words stay.
TAGS = frozenset(
    [
        "a",
        "b",
        "i",
        "em",
        "strong",
        "sub",
        "sup",
        "small",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "img",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "col",
        "caption",
        "colgroup",
        "ul",
        "ol",
        "li",
        "p",
        "div",
        "span",
        "br",
        "blockquote",
    ]
)
BECOMES = {
    "figure": "div", "figcaption": "p", "pre": "p", "hr": "br", "dl": "ul", "dt": "li", "dd": "li", "cite": "em", "mark": "em",
    "h6": "h5", "code": "span", "kbd": "span", "samp": "span",
}  # fmt: skip
SHORTEST_HEADLINE, LONGEST_HEADLINE = 20, 150
OLDEST = timedelta(days=365)
LEAST_PX = 720
MOST_BYTES = 15_000_000
NARROWEST, WIDEST = 0.5, 1.89


def body(html: str) -> str:
    """The body in elements that MSN keeps. What has no like loses its tags, never its words; players lose both."""
    if not html:
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in TAGS:
            continue
        if element.tag in BECOMES:
            element.tag = BECOMES[element.tag]
        else:
            element.drop_tag()
    inner = [root.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in root)]
    return "".join([inner[0].replace("&", "&amp;").replace("<", "&lt;"), *inner[1:]])


def _old(article: Article, edition: Edition) -> str:
    day = article.published.date()
    return f"It is dated {day}, more than a year ago." if edition.updated - article.published >= OLDEST else ""


PROFILE = Profile(
    "msn",
    "MSN Partner Hub",
    body=body,
    channel_rules=(
        ChannelRule("msn-https", Severity.ERROR, checks.no_https, "Serve under https, and say so in base_url.", FEEDS),
        ChannelRule("msn-language", Severity.WARNING, checks.several_languages, 'Make a feed for each language: languages = ["…"].', SUBMISSION),
        ChannelRule("msn-full-text", Severity.ERROR, checks.partial_text, 'Set text = "full" for this feed.', ITEMS),
    ),
    article_rules=(
        ArticleRule("msn-headline", Severity.ERROR, checks.length_of_headline(SHORTEST_HEADLINE, LONGEST_HEADLINE), f"Write a headline of {SHORTEST_HEADLINE} to {LONGEST_HEADLINE} characters.", ITEMS),
        ArticleRule("msn-text", Severity.ERROR, checks.no_body, "Write the story, or keep it out of this feed.", ITEMS),
        ArticleRule("msn-age", Severity.ERROR, _old, "Leave it out of this feed; MSN takes nothing older.", ITEMS),
        ArticleRule("msn-photo", Severity.WARNING, checks.no_photo, "Drop a photo with the article: without one MSN publishes nothing by itself.", FEEDS),
        ArticleRule("msn-photo-size", Severity.WARNING, checks.small_photo(LEAST_PX, both_sides=False), f"Drop a photo of at least {LEAST_PX} pixels in width or height.", FEEDS),
        ArticleRule("msn-photo-bytes", Severity.ERROR, checks.heavy_photo(MOST_BYTES), "Drop a photo of at most 15 MB.", FEEDS),
        ArticleRule("msn-photo-ratio", Severity.WARNING, checks.odd_photo(NARROWEST, WIDEST), f"Drop a photo between {NARROWEST} and {WIDEST} times as wide as high.", FEEDS),
    ),
)  # fmt: skip
