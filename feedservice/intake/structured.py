"""What a page says of itself for machines: JSON-LD, <meta>, microdata, its title. Pure.

The tables are the order of rank (issue 4): schema.org first, for there a field has one meaning; then Open Graph and its
kin; then the vocabularies of single systems. Does not judge whether a value is true; `evidence` weighs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from feedservice.article import PhotoReference
from feedservice.characters import one_line
from feedservice.holds import is_hold_field
from feedservice.intake.evidence import FIELD_NAMES, STATUSES, Found, Notes
from feedservice.intake.legends import split_legend
from feedservice.intake.page import Element, around, attribute, words

#: Fields whose plain names other systems use in pages for things of their own (an id, the expiry of a cache).
_NOT_FROM_META = (
    "headline",
    "standfirst",
    "byline",
    "date",
    "expiry",
    "id",
    "status",
    "change",
    "duplicate",
    "credit",
    "caption",
)

#: <meta name|property|itemprop=…>: field and confidence. Sources: ogp.me and its article: vocabulary; DCMI terms;
#: Parse.ly, Sailthru and Chartbeat's crawler pages; Highwire Press tags (Google Scholar); schema.org as itemprop.
META: Mapping[str, tuple[str, float]] = {
    **{name: (field, 1.0) for name, field in FIELD_NAMES.items() if field not in _NOT_FROM_META},
    "embargo": ("embargo", 1.0),
    "expiry": ("expiry", 1.0),
    "unpublish at": ("expiry", 1.0),
    "article:expiration_time": ("expiry", 1.0),
    "status": ("status", 1.0),
    "feedservice-id": ("id", 1.0),
    "standfirst": ("standfirst", 1.0),
    "caption": ("caption", 1.0),
    "credit": ("credit", 1.0),
    "headline": ("headline", 0.88),
    "parsely-title": ("headline", 0.85),
    "sailthru.title": ("headline", 0.85),
    "citation_title": ("headline", 0.85),
    "og:title": ("headline", 0.8),
    "twitter:title": ("headline", 0.7),
    "dc.title": ("headline", 0.7),
    "dcterms.title": ("headline", 0.7),
    "title": ("headline", 0.65),
    "article:standfirst": ("standfirst", 0.85),
    "sailthru.description": ("standfirst", 0.72),
    "og:description": ("standfirst", 0.7),
    "description": ("standfirst", 0.68),
    "dc.description": ("standfirst", 0.66),
    "dcterms.description": ("standfirst", 0.66),
    "twitter:description": ("standfirst", 0.65),
    "abstract": ("standfirst", 0.6),
    "byline": ("byline", 0.9),
    "byl": ("byline", 0.88),
    "author": ("byline", 0.86),
    "article:author": ("byline", 0.84),
    "article:author_name": ("byline", 0.86),
    "og:article:author": ("byline", 0.84),
    "parsely-author": ("byline", 0.85),
    "sailthru.author": ("byline", 0.85),
    "dc.creator": ("byline", 0.8),
    "dcterms.creator": ("byline", 0.8),
    "dc.contributor": ("byline", 0.6),
    "citation_author": ("byline", 0.85),
    "cxenseparse:author": ("byline", 0.8),
    "shareaholic:article_author_name": ("byline", 0.8),
    "vr:author": ("byline", 0.8),
    "article:published_time": ("date", 0.95),
    "og:article:published_time": ("date", 0.94),
    "datepublished": ("date", 0.93),
    "article:published": ("date", 0.92),
    "og:published_time": ("date", 0.92),
    "og:pubdate": ("date", 0.92),
    "pubdate": ("date", 0.92),
    "publishdate": ("date", 0.92),
    "publish-date": ("date", 0.92),
    "publish_date": ("date", 0.92),
    "published_date": ("date", 0.92),
    "published-date": ("date", 0.92),
    "published": ("date", 0.92),
    "publication_date": ("date", 0.92),
    "publicationdate": ("date", 0.92),
    "article_date_original": ("date", 0.92),
    "article:post_date": ("date", 0.9),
    "article:create_date": ("date", 0.88),
    "article.published": ("date", 0.92),
    "parsely-pub-date": ("date", 0.92),
    "sailthru.date": ("date", 0.9),
    "citation_publication_date": ("date", 0.88),
    "citation_date": ("date", 0.85),
    "cxenseparse:recs:publishtime": ("date", 0.88),
    "cxenseparse:publishtime": ("date", 0.88),
    "shareaholic:article_published_time": ("date", 0.88),
    "dcterms.issued": ("date", 0.88),
    "dc.date.issued": ("date", 0.88),
    "dcterms.created": ("date", 0.85),
    "dc.date.created": ("date", 0.85),
    "dcterms.date": ("date", 0.84),
    "dc.date": ("date", 0.84),
    "ptime": ("date", 0.84),
    "pdate": ("date", 0.84),
    "originalpublicationdate": ("date", 0.92),
    "datecreated": ("date", 0.86),
    "created": ("date", 0.8),
    "date": ("date", 0.93),
    "日期": ("date", 0.93),
    "article:modified_time": ("date", 0.45),
    "datemodified": ("date", 0.45),
    "og:updated_time": ("date", 0.4),
    "last-modified": ("date", 0.35),
    "article:tag": ("tags", 0.8),
    "parsely-tags": ("tags", 0.75),
    "sailthru.tags": ("tags", 0.75),
    "news_keywords": ("tags", 0.78),
    "article:section": ("section", 0.5),
    "parsely-section": ("section", 0.45),
    "content-language": ("language", 0.7),
    "og:locale": ("language", 0.65),
    "inlanguage": ("language", 0.7),
    "dc.language": ("language", 0.65),
    "og:image:secure_url": ("photo", 0.85),
    "og:image:url": ("photo", 0.85),
    "og:image": ("photo", 0.86),
    "twitter:image": ("photo", 0.8),
    "twitter:image:src": ("photo", 0.8),
    "parsely-image-url": ("photo", 0.82),
    "sailthru.image.full": ("photo", 0.82),
    "thumbnail": ("photo", 0.6),
    "image": ("photo", 0.7),
}
#: Several elements of one name are one list.
_LISTED = {
    "article:tag",
    "citation_author",
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
}

#: schema.org types that are news or could be printed as such (schema.org/Article and its kin), and how sure of each.
ARTICLE_TYPES: Mapping[str, float] = {
    "newsarticle": 1.0, "reportagenewsarticle": 1.0, "analysisnewsarticle": 1.0, "opinionnewsarticle": 1.0,
    "backgroundnewsarticle": 1.0, "reviewnewsarticle": 1.0, "askpublicnewsarticle": 1.0, "article": 1.0, "blogposting": 1.0,
    "liveblogposting": 1.0, "report": 1.0, "satiricalarticle": 1.0, "scholarlyarticle": 1.0, "techarticle": 1.0,
    "socialmediaposting": 0.95, "advertisercontentarticle": 0.95, "newsitem": 0.95, "review": 0.9, "claimreview": 0.6,
    "recipe": 0.8, "creativework": 0.8, "videoobject": 0.5, "webpage": 0.45, "itempage": 0.45,
}  # fmt: skip
#: schema.org property: field and confidence, best first.
JSON_LD: tuple[tuple[str, str, float], ...] = (
    ("headline", "headline", 0.92),
    ("name", "headline", 0.8),
    ("description", "standfirst", 0.8),
    ("alternativeHeadline", "standfirst", 0.55),
    ("abstract", "standfirst", 0.6),
    ("author", "byline", 0.92),
    ("creator", "byline", 0.82),
    ("dateline", "dateline", 0.9),
    ("datePublished", "date", 0.97),
    ("dateCreated", "date", 0.87),
    ("uploadDate", "date", 0.8),
    ("dateModified", "date", 0.5),
    ("keywords", "tags", 0.7),
    ("articleSection", "section", 0.48),
    ("inLanguage", "language", 0.68),
    ("image", "photo", 0.9),
    ("thumbnailUrl", "photo", 0.75),
)
#: The same as microdata (itemprop in the page), where what is shown may be a teaser's: a little less sure.
_LESS_IN_MICRODATA = 0.04
#: Titles that programs give by themselves.
_NO_TITLE = re.compile(
    r"(?:\*\|.*|(?:microsoft word|word) - .*|(?:new |neues )?(?:document|dokument|documento|untitled|unbenannt|sans titre|sin título|no title|blank)\s*\d*|index|home|page|title)$",
    re.IGNORECASE,
)
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site")
_TITLE_SEPARATORS = re.compile(r"\s+[|–—·•»«:]{1,2}\s+|\s+-{1,2}\s+|\s*\|\s*|\s+/{1,2}\s+")
_COLON = re.compile(r":\s+|：")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LONGEST_JSON_CHARACTERS = 2_000_000
_MOST_NODES = 5_000
_LONGEST_STANDFIRST_CHARACTERS = 700


def read_meta(root: Element, notes: Notes, site: Sequence[str]) -> None:
    """Fields from <html lang>, <meta> and <title>."""
    notes.add("language", attribute(root, "lang") or attribute(root, "xml:lang"), "html lang", 0.9)
    listed: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = attribute(meta, "content") or attribute(meta, "value")
        name = _meta_name(meta)
        if not content.strip() or _is_inside_other(meta):
            continue
        if name.casefold() in _LISTED:
            listed.setdefault(name.casefold(), []).append(content)
        else:
            _read_one(name, content, notes, site)
    for name, contents in listed.items():
        _read_one(name, ", ".join(dict.fromkeys(contents)), notes, site)


def _meta_name(meta: Element) -> str:
    names = (attribute(meta, name) for name in ("name", "property", "itemprop", "http-equiv"))
    return one_line(next(filter(None, names), "")).replace("DCTERMS:", "dcterms.")


def _is_inside_other(meta: Element) -> bool:
    """Whether it belongs to an item inside the article (its publisher's name), or to a comment or teaser."""
    if not meta.get("itemprop"):
        return False
    holder = next((one for one in meta.iterancestors() if one.get("itemscope") is not None), None)
    return holder is not None and _type_of(attribute(holder, "itemtype")) not in ARTICLE_TYPES


def _read_one(name: str, content: str, notes: Notes, site: Sequence[str]) -> None:
    field, confidence = META.get(name.casefold(), ("", 0.0))
    content = unescape(content)
    if not field and is_hold_field(name):
        field, confidence = "embargo", 1.0  # what is no time holds the article
    if field == "status" and content.strip().casefold() not in STATUSES:
        return  # some other system's status
    if field == "headline":
        content = without_site_name(content, site)
    if field == "byline" and is_no_name(content):
        return
    if field:
        notes.add(field, content, f"meta {name}", confidence)


def is_no_name(text: str) -> bool:
    """Whether what stands where an author should is an address, an account or a number."""
    line = one_line(text)
    return (
        not line
        or "@" in line
        or line.startswith(("http:", "https:", "www.", "//", "@", "#"))
        or line.isdigit()
        or "facebook.com/" in line
    )


def site_names(root: Element) -> tuple[str, ...]:
    """What the site calls itself: it is cut off titles."""
    names = [attribute(meta, "content") for meta in root.iter("meta") if _meta_name(meta).casefold() in _SITE_NAMES]
    return tuple(dict.fromkeys(one_line(name).strip("@") for name in names if name.strip()))


def read_title(root: Element, notes: Notes, site: Sequence[str]) -> None:
    """The page's title, less the site's name."""
    title = next((one for one in root.iter("title") if around(one).tag in ("head", "html", "body")), None)
    if title is not None:
        if _NO_TITLE.match(words(title)):
            return
        notes.titles += (words(title),)
        notes.add("headline", without_site_name(words(title), site), "title element", 0.6)


def split_title(title: str) -> list[str]:
    """A title and the parts it has between separators: site, section and headline in some order."""
    parts = _TITLE_SEPARATORS.split(title)
    return [title, *parts, *(part for whole in parts for part in _COLON.split(whole))]


def without_site_name(title: str, site_names: Iterable[str] = ()) -> str:
    """A title less the site's name: a part that is the name, or else the last and shortest part."""
    line = one_line(title)
    parts = _TITLE_SEPARATORS.split(line)
    if len(parts) < 2:
        return line
    known = {_bare(name) for name in site_names} - {""}
    kept_from, kept_to = 0, len(parts)
    while kept_to - kept_from > 1 and _bare(parts[kept_to - 1]) in known:
        kept_to -= 1
    while kept_to - kept_from > 1 and _bare(parts[kept_from]) in known:
        kept_from += 1
    if (
        (kept_from, kept_to) == (0, len(parts))
        and len(parts[-1]) < len(line) - len(parts[-1]) - 3
        and len(parts[-1]) <= 40
    ):
        kept_to -= 1
    return _between(line, parts, kept_from, kept_to)


def _between(line: str, parts: list[str], first: int, end: int) -> str:
    """The stretch of a line from one of its parts to another, with the separators between them."""
    start = line.find(parts[first]) if first else 0
    stop = line.rfind(parts[end - 1]) + len(parts[end - 1])
    return line[start:stop].strip()


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold())


def read_json_ld(root: Element, notes: Notes) -> list[PhotoReference]:
    """Fields from the JSON-LD of an article; the pictures it names with their captions. Broken JSON is passed over."""
    nodes = [node for script in root.iter("script") for node in _nodes(_loaded(script.text or ""))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = sorted(nodes, key=lambda node: -_rank(node))
    pictures: list[PhotoReference] = []
    for node in ranked[:6]:
        if _rank(node):
            notes.add_all(_found(node, by_id))
            pictures += _pictures(node, by_id)
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


def _type_of(text: Any) -> str:
    return str(text).rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold()


def _rank(node: Mapping[str, Any]) -> float:
    """How surely a node is the article; one without headline and date is a mention of one."""
    types = node.get("@type")
    rank = max(
        (ARTICLE_TYPES.get(_type_of(one), 0.0) for one in (types if isinstance(types, list) else [types])), default=0.0
    )
    speaks = ("headline", "datePublished", "author", "articleBody")
    return rank if rank < 1 or any(node.get(name) for name in speaks) else 0.3


def _found(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> list[Found]:
    rank, found = _rank(node), []
    kind = node.get("@type")
    for name, field, confidence in JSON_LD:
        text = _text(node.get(name), field, by_id)
        if field == "standfirst" and len(text) > _LONGEST_STANDFIRST_CHARACTERS:
            continue  # the whole text, not a summary
        if field == "byline" and is_no_name(text):
            continue
        if field == "headline":
            text = without_site_name(text) if rank < 1 else text
        if text:
            found.append(
                (field, text, f"JSON-LD {kind if isinstance(kind, str) else 'Article'} {name}", confidence * rank)
            )
    return found


def _text(value: Any, field: str, by_id: Mapping[str, Any]) -> str:
    """A property as text: of a person the name, of a picture the address, of a list every one or, where one counts, the first."""
    if isinstance(value, list):
        texts = [text for text in (_text(one, field, by_id) for one in value[:20]) if text]
        return ", ".join(dict.fromkeys(texts)) if field in ("byline", "tags") else next(iter(texts), "")
    if isinstance(value, dict):
        whole = {**by_id.get(str(value.get("@id")), {}), **value}
        names = ("url", "contentUrl", "@id") if field == "photo" else ("name", "@value", "alternateName")
        return next((_text(whole[name], field, {}) for name in names if isinstance(whole.get(name), str | list)), "")
    if field == "photo" and isinstance(value, str) and value in by_id:
        return _text(by_id[value], field, {})
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


def article_text(root: Element) -> str:
    """The text of the article where the page gives it apart from its markup (schema.org articleBody), or nothing."""
    texts = (
        node["articleBody"]
        for script in root.iter("script")
        for node in _nodes(_loaded(script.text or ""))
        if _rank(node) >= 0.9 and isinstance(node.get("articleBody"), str)
    )
    return one_line(_unescaped(max(texts, key=len, default="")))


def read_microdata(root: Element, notes: Notes) -> None:
    """Fields from itemprop in the page, of items that are articles; <meta itemprop> is read with <meta>."""
    table = {name.casefold(): (field, confidence) for name, field, confidence in JSON_LD if field != "standfirst"}
    for element in root.iter():
        name = element.get("itemprop")
        if not name or element.tag == "meta" or _is_inside_other(element):
            continue
        field, confidence = table.get(name.strip().casefold(), ("", 0.0))
        text = _microdata_text(element, field) if field else ""
        if field == "byline" and is_no_name(text):
            continue
        notes.add(field, text, f"itemprop {name}", confidence - _LESS_IN_MICRODATA) if text else None


def _microdata_text(element: Element, field: str) -> str:
    """The value of an itemprop (HTML Living Standard 5.2.4): a person's is the name inside it."""
    if field == "photo":
        inner = element.find('.//*[@itemprop="url"]')
        whole = element if inner is None else inner
        return next(filter(None, (attribute(whole, name) for name in ("content", "href", "src"))), "")
    if field == "date":
        return attribute(element, "datetime") or attribute(element, "content") or words(element)
    inner = element.find('.//*[@itemprop="name"]') if field == "byline" else None
    text = attribute(element, "content") or words(inner if inner is not None else element)
    return text if len(text) <= 300 else ""
