"""Every field of a manuscript once: its names in each format, how sure each source is, what it takes, what depends on it. Pure.

One row of `FIELDS` is all that a field needs to be found, weighed, overruled and shown; the tables below it are derived
and kept nowhere else. The names here are those that programs and English write; what a field line is called in other
languages stands in the language files, `[fields]`, under the field's name.

Where the names come from: ogp.me and its article: vocabulary; DCMI terms; Parse.ly, Sailthru and Chartbeat's crawler
pages; Highwire Press tags (Google Scholar); schema.org; Hugo (gohugo.io/content-management/front-matter), Jekyll
(jekyllrb.com/docs/front-matter), Eleventy (11ty.dev/docs/data-configuration), Pelican, Zola, Ghost, PaperMod.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedservice.text.languages import every_word


class Takes(StrEnum):
    """What kind of value a field takes, in an editor's words."""

    TEXT = "a text"
    PEOPLE = "names of people"
    AGENCIES = "names of agencies"
    LIST = "a list"
    TIME = "a date, or a date and a time"
    YES_OR_NO = "yes or no"
    WORD = "one word"
    LANGUAGE = "a language's code"
    CREDIT = "who is to be named"
    PHOTO = "a photo's file"
    PHOTOS = "photos' files"
    NOTES = "notes to readers"
    FILES = "files' names"


Sure = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` is the manuscript's, `label` how we write it to editors.

    Names, each with how sure a value under it is (0 to 1) where that differs: in field lines (1.0; these count in heads
    and sidecars too), in the `head` of a Markdown file and in sidecars (1.0), in sidecars alone (1.0), in <meta>, of
    schema.org (JSON-LD; microdata, unless `in_microdata` is false), of a Word file's properties, of a mail's headers.
    With `plain_meta` its names in field lines are an editor's own in <meta> too (1.0); those of other fields are used
    there by other systems for things of their own (an id, the expiry of a cache).
    One that `steers` says what becomes of the article: no headline begins with its name. Of one that is `agreed` two
    statements must not differ either, and nothing about it is guessed. One that `holds` can keep the article from its
    readers besides.
    `shown`: its evidence stands on the receipt. `stamped`: written into files on request.
    """

    name: str
    label: str
    takes: Takes = Takes.TEXT
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    sidecar: tuple[str, ...] = ()
    plain_meta: bool = False
    meta: Sure = field(default_factory=dict)
    schema_org: Sure = field(default_factory=dict)
    in_microdata: bool = True
    word: Sure = field(default_factory=dict)
    mail: Sure = field(default_factory=dict)
    steers: bool = False
    agreed: bool = False
    holds: bool = False
    shown: bool = True
    stamped: bool = False

    def line_names(self) -> tuple[str, ...]:
        """What it is called in field lines, in every language."""
        return (*self.lines, *map(str.casefold, every_word("fields", self.name)))


FIELDS: tuple[Field, ...] = (
    Field(
        "headline", "Headline", lines=("headline", "title"),
        meta={
            "headline": 0.88, "parsely-title": 0.85, "sailthru.title": 0.85, "citation_title": 0.85, "og:title": 0.8,
            "twitter:title": 0.7, "dc.title": 0.7, "dcterms.title": 0.7, "title": 0.65,
        },
        schema_org={"headline": 0.92, "name": 0.8}, word={"title": 0.4}, mail={"subject": 0.8},
    ),
    Field(
        "standfirst", "Standfirst", lines=("standfirst", "dek", "subtitle", "summary"),
        head=("description", "excerpt", "lede", "lead", "deck"),
        meta={
            "standfirst": 1.0, "article:standfirst": 0.85, "sailthru.description": 0.72, "og:description": 0.7, "description": 0.68,
            "dc.description": 0.66, "dcterms.description": 0.66, "twitter:description": 0.65, "abstract": 0.6,
        },
        schema_org={"description": 0.8, "alternativeHeadline": 0.55, "abstract": 0.6}, in_microdata=False,
    ),
    Field(
        "byline", "Byline", Takes.PEOPLE, lines=("byline", "by", "author"), head=("authors", "bylines", "writer"),
        meta={
            "byline": 0.9, "byl": 0.88, "author": 0.80, "article:author": 0.79, "article:author_name": 0.86, "og:article:author": 0.84,
            "parsely-author": 0.85, "sailthru.author": 0.85, "dc.creator": 0.8, "dcterms.creator": 0.8, "dc.contributor": 0.6,
            "citation_author": 0.85, "cxenseparse:author": 0.8, "shareaholic:article_author_name": 0.8, "vr:author": 0.8,
        },
        schema_org={"author": 0.92, "creator": 0.82}, word={"creator": 0.3}, mail={"from": 0.3},
    ),
    Field("agencies", "Agency", Takes.AGENCIES, lines=("agency", "agencies"), plain_meta=True),
    Field("dateline", "Dateline", lines=("dateline",), plain_meta=True, schema_org={"dateline": 0.9}),
    Field(
        "date", "Date", Takes.TIME, lines=("date", "published"), head=("pubdate", "publication date", "datepublished", "date published"),
        meta={
            "article:published_time": 0.95, "og:article:published_time": 0.94, "datepublished": 0.93, "article:published": 0.92,
            "og:published_time": 0.92, "og:pubdate": 0.92, "pubdate": 0.92, "publishdate": 0.92, "publish-date": 0.92, "publish_date": 0.92,
            "published_date": 0.92, "published-date": 0.92, "published": 0.92, "publication_date": 0.92, "publicationdate": 0.92,
            "article_date_original": 0.92, "article:post_date": 0.9, "article:create_date": 0.88, "article.published": 0.92,
            "parsely-pub-date": 0.92, "sailthru.date": 0.9, "citation_publication_date": 0.88, "citation_date": 0.85,
            "cxenseparse:recs:publishtime": 0.88, "cxenseparse:publishtime": 0.88, "shareaholic:article_published_time": 0.88,
            "dcterms.issued": 0.88, "dc.date.issued": 0.88, "dcterms.created": 0.85, "dc.date.created": 0.85, "dcterms.date": 0.84,
            "dc.date": 0.84, "ptime": 0.84, "pdate": 0.84, "originalpublicationdate": 0.92, "datecreated": 0.86, "created": 0.8,
            "date": 0.93, "日期": 0.93, "article:modified_time": 0.45, "datemodified": 0.45, "og:updated_time": 0.4, "last-modified": 0.35,
        },
        schema_org={"datePublished": 0.97, "dateCreated": 0.87, "uploadDate": 0.8, "dateModified": 0.5}, mail={"date": 0.45},
    ),
    Field(  # Hugo's publishDate: not before this; in the past, it is the date
        "embargo", "Embargo", Takes.TIME, lines=("embargo", "embargoed until", "publish at"), head=("publishdate", "publish date"),
        plain_meta=True, holds=True,
    ),
    Field(
        "expiry", "Expires", Takes.TIME, lines=("expires", "expiry", "expires at", "unpublish at"),
        head=("expirydate", "expiry date", "expiration", "unpublishdate"),
        meta={"expiry": 1.0, "unpublish at": 1.0}, holds=True,
    ),
    Field("draft", "Draft", Takes.YES_OR_NO, lines=("draft",), plain_meta=True, holds=True),
    Field("status", "Status", Takes.WORD, lines=("status",), meta={"status": 1.0}, holds=True),
    Field("id", "Id", lines=("id", "article id"), meta={"feedservice-id": 1.0}, agreed=True, stamped=True),
    Field("change", "Change", Takes.WORD, lines=("change",), steers=True),
    Field("correction", "Correction", Takes.NOTES, lines=("correction", "corrections"), plain_meta=True, shown=False),
    Field("duplicate", "Duplicate", Takes.YES_OR_NO, lines=("duplicate",), steers=True),
    Field(
        "section", "Section", lines=("section",), plain_meta=True,
        meta={"article:section": 0.5, "parsely-section": 0.45}, schema_org={"articleSection": 0.48},
    ),
    Field(
        "tags", "Tags", Takes.LIST, lines=("tags", "keywords"), head=("tag", "categories", "category", "topics"), plain_meta=True,
        meta={"article:tag": 0.8, "parsely-tags": 0.75, "sailthru.tags": 0.75, "news_keywords": 0.78},
        schema_org={"keywords": 0.7}, word={"keywords": 0.5},
    ),
    Field(
        "language", "Language", Takes.LANGUAGE, lines=("language", "lang"), head=("locale", "languagecode"), plain_meta=True,
        meta={"content-language": 0.7, "og:locale": 0.65, "inlanguage": 0.7, "dc.language": 0.65},
        schema_org={"inLanguage": 0.68}, word={"language": 0.4},
    ),
    Field("caption", "Caption", lines=("caption",), meta={"caption": 1.0}),
    Field("credit", "Credit", Takes.CREDIT, lines=("credit", "photo credit", "photo"), meta={"credit": 1.0}),
    Field(  # in field lines, “Photo:” is followed by who took it
        "photo", "Photo", Takes.PHOTO,
        head=(
            "photo", "image", "cover", "featured image", "featuredimage", "feature image", "thumbnail", "hero", "banner", "images",
            "cover image", "coverimage", "header image", "teaser", "og image", "heroimage",
        ),
        meta={
            "og:image:secure_url": 0.85, "og:image:url": 0.85, "og:image": 0.86, "twitter:image": 0.8, "twitter:image:src": 0.8,
            "parsely-image-url": 0.82, "sailthru.image.full": 0.82, "thumbnail": 0.6, "image": 0.7,
        },
        schema_org={"image": 0.9, "thumbnailUrl": 0.75}, shown=False,  # the receipt names the photo that was found
    ),
    Field("audio", "Audio", Takes.FILES, head=("audio", "podcast", "sound")),
    Field("video", "Video", Takes.FILES, head=("video", "film")),
    Field("episode", "Episode", Takes.WORD, head=("episode", "itunes episode", "episode number")),
    Field("season", "Season", Takes.WORD, head=("season", "itunes season", "season number")),
    Field("live", "Live blog", Takes.YES_OR_NO, head=("live", "live blog", "liveblog")),  # no field line: “Live: …” is a headline
    Field("episode_type", "Episode type", Takes.WORD, head=("episode type", "episodetype", "itunes episodetype")),
    Field("explicit", "Explicit", Takes.WORD, head=("explicit", "itunes explicit")),
    Field("transcript", "Transcript", Takes.FILES, head=("transcript", "transcripts", "subtitles")),
    Field("chapters", "Chapters", Takes.FILES, head=("chapters",)),
    Field("photos", "Photos", Takes.PHOTOS, sidecar=("photos", "images"), shown=False),
)  # fmt: skip

#: Under a name, the field it means and how sure that is.
Meant = Mapping[str, tuple[str, float]]


def _named(rows: Iterable[tuple[Field, Iterable[str]]]) -> dict[str, str]:
    return {name: row.name for row, names in rows for name in names}


def _sure(rows: Iterable[tuple[Field, Sure]]) -> dict[str, tuple[str, float]]:
    return {name: (row.name, sure) for row, names in rows for name, sure in names.items()}


#: What each field takes; nothing for the names of what is no field.
TAKES: Mapping[str, Takes] = {row.name: row.takes for row in FIELDS}
#: What an editor may call a field in a field line; case does not count.
LINE_NAMES: Mapping[str, str] = _named((row, row.line_names()) for row in FIELDS)
#: The same in the head of a Markdown file; `_` and `-` count as spaces.
HEAD_NAMES: Mapping[str, str] = {**LINE_NAMES, **_named((row, row.head) for row in FIELDS)}
#: The same in a sidecar.
SIDECAR_NAMES: Mapping[str, str] = {**HEAD_NAMES, **_named((row, row.sidecar) for row in FIELDS)}
#: <meta name|property|itemprop=…>.
META: Meant = {
    **_sure((row, dict.fromkeys(row.line_names(), 1.0)) for row in FIELDS if row.plain_meta),
    **_sure((row, row.meta) for row in FIELDS),
}
#: Properties of an article as schema.org names them, those of one field best first: in JSON-LD, and in microdata.
JSON_LD: Meant = _sure((row, row.schema_org) for row in FIELDS)
MICRODATA: Meant = _sure((row, row.schema_org) for row in FIELDS if row.in_microdata)
#: What a Word file knows of itself. Weak: the title is often a template's, the creator who typed.
WORD_PROPERTIES: Meant = _sure((row, row.word) for row in FIELDS)
#: The headers of a mail.
MAIL_HEADERS: Meant = _sure((row, row.mail) for row in FIELDS)
#: Fields by which an article is held back, let go or known: two statements that differ, or one that cannot be understood, hold it.
AGREED = tuple(row.name for row in FIELDS if row.agreed or row.holds)
#: How an editor writes those that hold an article back.
HOLDING_LABELS = tuple(row.label for row in FIELDS if row.holds)
#: Fields that say what becomes of an article; no headline begins with their names.
DECIDING = frozenset({*AGREED, *(row.name for row in FIELDS if row.steers)})
#: Fields whose evidence a receipt shows.
EVIDENCE = tuple(row.name for row in FIELDS if row.shown)
#: The field that is written into files on request.
STAMPED = next(row for row in FIELDS if row.stamped)
