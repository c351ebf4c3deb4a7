"""An article's HTML as readers show it. Pure.

The standfirst opens it, for most readers show either summary or content (Miniflux, FreshRSS, NetNewsWire, Tiny Tiny RSS); the photo's address is the
enclosure's to the letter, so that readers can drop the double. Only escaped text is added to sanitised markup.
"""

import re
from dataclasses import replace
from functools import partial
from html import escape

from feedservice.addresses import at_home, permalink, photo_url
from feedservice.article import Article, Attachment, Photo
from feedservice.channels import ROOMS, Channel, Kind, PhotoPlace, Presentation, Text
from feedservice.feeds.formats import players
from feedservice.feeds.formats.excerpt import excerpt, is_cut, read_on
from feedservice.feeds.formats.literal_text import literal
from feedservice.text.languages import own_word
from feedservice.text.scripts import CJK
from feedservice.text.unicode import legible

#: The profiles whose feeds carry sounds and films; aggregators of news take the first enclosure for the photo.
WITH_RECORDINGS = frozenset({"plain", "podcast"})
#: Languages written from right to left (Unicode CLDR, script metadata).
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})

#: A body whose first words are a paragraph's, perhaps below pictures.
_OPENS_WITH_TEXT = re.compile(r"(?:<figure>(?:(?!<p>|</figure>).)*</figure>\s*)*<p>", re.DOTALL)
#: 本报港城11月18日电 · 【東京共同】 · (서울=연합뉴스): no dash follows these, and no space behind a bracket as wide as a letter.
_EAST_ASIAN = re.compile(f"[{CJK}]")
_WIDE_BRACKETS = ("】", "］")


def direction(language: str) -> str:
    """Which way a language is written, ltr or rtl, by language tag."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def authors(article: Article) -> tuple[str, ...]:
    """Whom feeds name as authors: the people; without any, the agencies."""
    return article.byline or article.agencies


def joined_authors(article: Article, language: str) -> str:
    """Whom feeds name as authors, in one line as the article's language has it (CLDR): “Ana Ruiz und Tom O'Leary”.

    `language` is the channel's, for articles that state none. Where there is place for one name only, most readers show the
    first of several, and others the last.
    """
    names = list(authors(article))
    if len(names) < 2:
        return "".join(names)
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # large, and needed for few
    from babel.lists import format_list  # noqa: PLC0415

    try:
        return format_list(names, locale=Locale.parse(article.language or language, sep="-"))
    except (ValueError, TypeError, UnknownLocaleError):
        return ", ".join(names)


def terms(article: Article) -> list[str]:
    """The section and tags by which feeds sort an article, each once."""
    return list(dict.fromkeys(filter(None, map(legible, (article.section, *article.tags)))))


def categories(article: Article, channel: Channel, *, is_atom: bool) -> list[dict[str, str]]:
    """Section and tags as categories; Atom tells them apart by their scheme (RFC 4287 section 4.2.2.2).

    RSS's `domain` could too, but npm's rss-parser makes an object of a category that has one: sites show “[object Object]”.
    """
    if not is_atom or channel.shows.profile != "plain":
        return [{"term": literal(term)} for term in terms(article)]
    rooms = {term: ROOMS[Kind.SECTION if term == legible(article.section) else Kind.TAG] for term in terms(article)}
    return [{"term": literal(term), "scheme": f"{channel.base_url}/{room}/"} for term, room in rooms.items()]


def byline(article: Article) -> str:
    """The people and the houses as pages show them: “Ana Ruiz, Tom O'Leary, Agency”."""
    return ", ".join((*article.byline, *article.agencies))


def content_html(
    article: Article,
    base_url: str,
    language: str,
    shows: Presentation = Presentation(),  # noqa: B008  # a frozen value
) -> str:
    """Standfirst, lead photo, body opened by its dateline, photos the body does not show, and correction notes.

    `language` is the channel's, for articles that state none; `shows` says how much of it the channel carries. Of an
    opening, a line leads to the whole.
    """
    spoken = article.language or language
    cut = excerpt(article.body_html, shows)
    shown = article if cut == article.body_html else replace(article, body_html=cut)
    lead, others = _photos_around(article, shown, shows)
    above, below = ("\n".join(figure(photo, base_url, spoken) for photo in photos) for photos in (lead, others))
    played = _players(article, shown, base_url, shows)
    body = body_html(shown, base_url) if cut else ""
    onward = read_on(permalink(base_url, article.key), spoken) if is_cut(article.body_html, shows) else ""
    parts = (_standfirst(article, shows), above, played, body, below, onward, corrections(article, spoken))
    whole = "\n".join(filter(None, parts))
    if direction(spoken) == "rtl":
        return f'<div dir="rtl" lang="{escape(spoken)}">{whole}</div>'
    return whole


def _standfirst(article: Article, shows: Presentation) -> str:
    """The standfirst above the body; alone it may be one that repeats the body's opening."""
    if shows.text is Text.STANDFIRST:
        return f'<p class="standfirst">{escape(article.standfirst or article.headline)}</p>'
    stated = article.standfirst and not article.standfirst_derived
    return f'<p class="standfirst"><strong>{escape(article.standfirst)}</strong></p>' if stated else ""


def _photos_around(article: Article, shown: Article, shows: Presentation) -> tuple[list[Photo], list[Photo]]:
    """The lead photo, if it stands above what is shown of the body, and those that stand below it."""
    if shows.photo is PhotoPlace.ATTACHED:
        return [], []
    lead = [photo for photo in article.photos[:1] if not shown_in_body(photo, shown)]
    if shows.text is not Text.FULL:
        return lead, []
    return lead, [photo for photo in article.photos[1:] if not shown_in_body(photo, shown)]


def _players(article: Article, shown: Article, base_url: str, shows: Presentation) -> str:
    """The sounds, films and documents that the body does not show, where the channel has any."""
    hidden = [one for one in enclosed(article, shows) if not players.shown_in_body(one, shown)]
    found = [players.player(one, article, base_url) for one in hidden]
    if shows.profile in WITH_RECORDINGS:
        found.append(players.transcript_links(article, base_url))
    return "\n".join(filter(None, found))


def enclosed(article: Article, shows: Presentation) -> tuple[Attachment, ...]:
    """The sounds, films and documents that a channel carries, those that are played first; partners take none but one that asks."""
    return players.in_order(article) if shows.profile in WITH_RECORDINGS else ()


def attached(article: Article, shows: Presentation) -> tuple[Photo, ...]:
    """The photos that a channel carries beside the text, the lead first; only that one is the enclosure."""
    return () if shows.photo is PhotoPlace.BODY else article.photos


def shown_in_body(photo: Photo, article: Article) -> bool:
    """Whether the body already has this picture where the editor put it."""
    return f"/photos/{photo.enclosure.name}" in article.body_html


def _behind_dateline(dateline: str) -> str:
    """What parts a dateline from the text."""
    if not _EAST_ASIAN.search(dateline):
        return " – "
    return "" if dateline.endswith(_WIDE_BRACKETS) else " "


def body_html(article: Article, base_url: str) -> str:
    """The body with its dateline, links in its players, and our own addresses under the real host."""
    html = at_home(players.with_links(article, article.body_html), base_url)
    html = _leading_to_originals(html, article, base_url)
    if not article.dateline:
        return html
    opening = escape(article.dateline)
    joined = f"{opening}{_behind_dateline(article.dateline)}"
    if _OPENS_WITH_TEXT.match(html):
        return html.replace("<p>", f"<p>{joined}", 1)
    return f"<p>{opening}</p>{html}"


def _leading_to_originals(html: str, article: Article, base_url: str) -> str:
    """The body with each photo of ours leading to its original, as those outside it do; one that leads elsewhere is left."""
    for photo in article.photos:
        original = photo_url(base_url, photo.original.name)
        if photo.original is photo.enclosure or original in html:
            continue
        address = re.escape(photo_url(base_url, photo.enclosure.name))
        html = re.sub(
            rf'(<a [^<>]*>\s*)?(<img\b[^<>]*\bsrc="{address}"[^<>]*>)', partial(_linked, escape(original)), html
        )
    return html


def _linked(address: str, shown: re.Match[str]) -> str:
    """A picture within a link to an address, unless it is within one."""
    return shown[0] if shown[1] else f'<a href="{address}">{shown[2]}</a>'


def figure(photo: Photo, base_url: str, language: str) -> str:
    """The photo with caption and credit, its size stated so that nothing jumps while it loads; it leads to its original."""
    image, original = photo.enclosure, photo.original
    words = " ".join(
        filter(None, [escape(photo.caption), photo.credit and f"<small>{escape(credit_line(photo, language))}</small>"])
    )
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    shown = (
        f'<img src="{escape(photo_url(base_url, image.name))}" alt="{escape(photo.alt or photo.description or photo.caption)}" '
        f'width="{image.width_px}" height="{image.height_px}">'
    )
    if original is not image:
        shown = f'<a href="{escape(photo_url(base_url, original.name))}">{shown}</a>'
    return f"<figure>{shown}{caption}</figure>"


def corrections(article: Article, language: str) -> str:
    """The dated notes that say what was wrong, below the story, as newspapers print them."""
    word, bare = own_word("correction", language), own_word("corrected", language)
    return "\n".join(
        f"<p><strong>{escape(word)}</strong> (<bdi>{note.day.isoformat()}</bdi>): {escape(note.note or bare)}</p>"
        for note in article.corrections
    )


def credit_line(photo: Photo, language: str) -> str:
    """The credit as shown to people; feeds' credit elements carry the name alone."""
    return own_word("credit", language, otherwise="") + photo.credit if photo.credit else ""
