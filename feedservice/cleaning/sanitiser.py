r"""The last gate: an allow-list that nothing passes unlisted, by nh3 (ammonia). Pure.

Nothing may change the markup after this. Characters XML forbids go out before the gate, for taking one out behind it
could join what it had judged apart (java\x01script:).
"""

import nh3

from feedservice.text.unicode import legible

#: Semantic elements that every feed reader we know shows (feed readers strip class and style anyway).
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "cite", "figure", "figcaption", "img", "table", "caption",
    "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "code", "kbd", "samp", "em", "strong", "s", "mark", "small", "a", "sub", "sup",
    "abbr", "time", "br", "hr", "audio", "video", "source", "ruby", "rt", "rp", "bdi", "bdo", "ins",
}  # fmt: skip
#: Attributes by element; lang and dir everywhere, for mixed scripts. No cite: nobody sees it, and nh3 lets any scheme
#: stand in it.
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "width", "height", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "time": {"datetime"},
    "abbr": {"title"},
    "audio": {"src", "controls"},
    "video": {"src", "poster", "controls", "width", "height"},
    "source": {"src", "type"},
}
#: Players load nothing before somebody presses play; no other value may stand there.
VALUES = {"audio": {"preload": {"none"}}, "video": {"preload": {"none"}}}
#: RFC 3986 schemes a reader may follow or load. No data:, for its bytes are unknown and readers drop it.
SCHEMES = {"http", "https", "mailto", "tel"}
#: Dropped with all they hold; other unlisted elements lose their tags only.
DROPPED_WHOLE = {
    "script", "style", "title", "iframe", "object", "embed", "noembed", "noframes", "svg", "math", "template", "xmp",
    "plaintext", "textarea",
}  # fmt: skip

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    url_schemes=SCHEMES,
    clean_content_tags=DROPPED_WHOLE,
    strip_comments=True,
    link_rel=None,
    generic_attribute_prefixes=set(),
)


def sanitise(html: str) -> str:
    """The markup with nothing in it but what the lists above allow. Raises nothing."""
    return _CLEANER.clean(html if html.isprintable() else legible(html)).strip()
