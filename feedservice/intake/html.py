"""HTML, fragment or whole page: fields from metadata and markup, the story's block as body. Pure.

What is read into a field is taken out of the body, so that nothing stands twice. Page furniture stays in:
cutting that is cleaning's work.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from feedservice.article import Manuscript, PhotoReference, SourceFile
from feedservice.characters import one_line
from feedservice.dates import is_date_line
from feedservice.errors import TooLarge
from feedservice.intake.decoding import decode
from feedservice.intake.evidence import FIELD_NAMES, STATUSES, Notes
from feedservice.intake.lines import read_lines
from feedservice.intake.nesting import MOST_ELEMENTS, flatten
from feedservice.intake.patterns import CREDIT_ALONE, bare_credit, split_caption

#: Fields whose plain names other systems use in pages for things of their own (an id, the expiry of a cache).
_NOT_FROM_META = ("headline", "standfirst", "expiry", "id", "status", "change", "duplicate")

#: <meta name|property|itemprop=…>: field and confidence. Sources: ogp.me, DCMI terms, the article: vocabulary.
META = {
    **{name: (field, 1.0) for name, field in FIELD_NAMES.items() if field not in _NOT_FROM_META},
    "embargo": ("embargo", 1.0),
    "expiry": ("expiry", 1.0),
    "unpublish at": ("expiry", 1.0),
    "article:expiration_time": ("expiry", 1.0),
    "status": ("status", 1.0),
    "feedservice-id": ("id", 1.0),
    "og:title": ("headline", 0.8),
    "twitter:title": ("headline", 0.7),
    "dc.title": ("headline", 0.7),
    "description": ("standfirst", 0.6),
    "og:description": ("standfirst", 0.5),
    "standfirst": ("standfirst", 1.0),
    "article:published_time": ("date", 0.95),
    "datepublished": ("date", 0.9),
    "dc.date": ("date", 0.8),
    "dc.creator": ("byline", 0.8),
    "article:tag": ("tags", 0.8),
}

#: Elements by CSS selector, best first: field, selector, confidence.
ELEMENTS = (
    ("headline", "h1", 0.95),
    (
        "standfirst",
        ".standfirst, .dek, .subtitle, .subheadline, .summary, .article-summary, [itemprop=description]",
        0.9,
    ),
    ("date", "time[datetime]", 0.9),
    ("byline", ".byline", 0.9),
    ("byline", "[itemprop=author], .author", 0.75),
    ("byline", "[rel~=author]", 0.7),  # one name of perhaps several: the whole line is surer
    ("dateline", ".dateline", 0.9),
    ("credit", "p.credit, p.photo-credit", 0.8),
    ("caption", "p.caption, p.photo-caption", 0.8),
)

#: Where the story stands in a page, best first; a fragment is all story.
STORY = ("[itemprop=articleBody]", "article", "main", "body")

_CREDITS = ".credit, .photo-credit, [itemprop=copyrightHolder], cite, small"
_TITLE_SEPARATORS = (" | ", " – ", " — ", " - ", " :: ", " · ")
_LONGEST_HEAD_CHARACTERS = 600
_LONGEST_BYLINE_CHARACTERS = 150
_BLOCKS = frozenset({"h1", "h2", "h3", "p", "div", "section", "header", "figure", "ul", "blockquote", "table"})
#: What stands outside the story's block is less sure: its <h1> may be the site's name.
_OUTSIDE = 0.2


def read(source: SourceFile) -> Manuscript:
    """Read an HTML file. Raises TooLarge for a page of too many elements; what is missing is for compose to judge."""
    text, _ = decode(source.content)
    return read_markup(text, Notes(source.path))


def read_markup(text: str, notes: Notes) -> Manuscript:
    """Read HTML that another reader has made or unpacked, on top of what is noted already. Raises TooLarge."""
    soup = BeautifulSoup(text, "lxml")
    if flatten(soup) > MOST_ELEMENTS:
        raise TooLarge(
            notes.path,
            f"The page has more than {MOST_ELEMENTS} HTML elements.",
            "Save the story alone, without the page around it.",
        )
    _read_meta(soup, notes)
    story = _story(soup)
    _read_elements(soup, story, notes)
    read_lines(story, notes)
    photos = _read_photos(story)
    _drop_repeated_headline(story, notes)
    return notes.manuscript(_body(story), photos)


def _read_meta(soup: BeautifulSoup, notes: Notes) -> None:
    """Fields from <html lang>, <meta> and <title>."""
    root = soup.find("html")
    if isinstance(root, Tag):
        notes.add("language", _attribute(root, "lang") or _attribute(root, "xml:lang"), "html lang", 0.9)
    for meta in soup.find_all("meta"):
        name = _attribute(meta, "name") or _attribute(meta, "property") or _attribute(meta, "itemprop")
        field, confidence = META.get(name.casefold(), ("", 0.0))
        if field == "status" and _attribute(meta, "content").strip().casefold() not in STATUSES:
            continue  # some other system's status
        if field:
            notes.add(field, _attribute(meta, "content"), f"meta {name}", confidence)
    title = soup.find("title")
    if title:
        notes.add("headline", _without_site_name(title.get_text()), "title element", 0.6)


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _without_site_name(title: str) -> str:
    """A page title less the site's name, which stands after the last separator and is the shorter part."""
    line = one_line(title)
    for separator in _TITLE_SEPARATORS:
        head, found, site = line.rpartition(separator)
        if found and len(site) < len(head):
            return head
    return line


def _story(soup: BeautifulSoup) -> Tag:
    """The block that holds the story: the first with real text, the best kind first."""
    for selector in STORY:
        for block in soup.select(selector):
            if len(block.find_all("p")) > 1 or selector == "body":
                return block
    return soup


def _read_elements(soup: BeautifulSoup, story: Tag, notes: Notes) -> None:
    """Fields from elements, inside the story first; an element read whole into a field leaves the body."""
    for field, selector, confidence in ELEMENTS:
        inside = _first(story, selector, field)
        element = inside or _first(soup, selector, field)
        if element is None:
            continue
        notes.add(field, _text(element, field), _name(element), confidence if inside else confidence - _OUTSIDE)
        _take_out(element, field)


def _text(element: Tag, field: str) -> str:
    """The words of an element; of a date its machine form, of a byline all but the time."""
    if field == "date":
        return _attribute(element, "datetime") or element.get_text(" ")
    if field == "byline":
        strings = (words for words in element.find_all(string=True) if type(words) is NavigableString)
        return " ".join(words for words in strings if words.find_parent("time") is None)
    return element.get_text(" ")


def _stands_between_blocks(element: Tag) -> bool:
    """Whether no word and no inline element stands directly beside the element."""
    for siblings in (element.previous_siblings, element.next_siblings):
        beside = next((node for node in siblings if isinstance(node, Tag) or str(node).strip()), None)
        if beside is not None and not (isinstance(beside, Tag) and beside.name in _BLOCKS):
            return False
    return True


def _first(block: Tag, selector: str, field: str) -> Tag | None:
    """The first match that says the field and is not part of a figure: captions belong to their photo."""
    matches = (found for found in _marked(block) if found.css.match(selector) and found.find_parent("figure") is None)
    return next((found for found in matches if _says(found, field)), None)


def _marked(block: Tag) -> list[Tag]:
    """The elements that any selector of ELEMENTS can mean: with attributes, or <h1>. Few, where selectors try all."""
    return [node for node in block.descendants if isinstance(node, Tag) and (node.attrs or node.name == "h1")]


def _says(element: Tag, field: str) -> bool:
    """Whether an element can be the field: no whole story, no date inside a sentence, no portrait of the author."""
    line = one_line(_text(element, field))
    if not line or len(line) > _LONGEST_HEAD_CHARACTERS:
        return False
    if field == "byline":
        return len(line) <= _LONGEST_BYLINE_CHARACTERS and not line.endswith((".", "!", "?"))
    return field != "date" or not _in_sentence(element)


def _in_sentence(element: Tag) -> bool:
    """Whether the element stands in a paragraph that ends as sentences do."""
    paragraph = element.find_parent(["p", "li", "td", "blockquote"])
    words = one_line(paragraph.get_text()) if paragraph else ""
    return words.endswith((".", "!", "?", "。", "！", "？", "”", '"', "»")) and not is_date_line(words)


def _name(element: Tag) -> str:
    """An element as an editor sees it in the source: h1, or p class byline."""
    classes = _attribute(element, "class")
    return f"{element.name} class {classes}" if classes else element.name


def _take_out(element: Tag, field: str) -> None:
    """Remove an element that went into a field, and its wrapper if nothing else is in it.

    A date inside a sentence stays: only one that stands alone on its line is page head.
    """
    holder = element
    while (
        holder.parent
        and holder.parent.name in ("p", "div", "span", "header", "a")
        and (one_line(holder.parent.get_text()) == one_line(element.get_text()))
    ):
        holder = holder.parent
    alone = (
        holder.name not in ("time", "a", "span")
        or is_date_line(one_line((holder.parent or holder).get_text()))
        or _stands_between_blocks(holder)
    )
    if field not in ("date", "byline") or alone:
        holder.extract()


def _read_photos(story: Tag) -> list[PhotoReference]:
    """Every picture of the story in order; the first one's figure leaves the body, for the photo is shown above it."""
    references = []
    for image in story.find_all("img"):
        src = _attribute(image, "src").strip()
        if not src:
            continue
        figure = image.find_parent("figure")
        references.append(_reference(image, src, figure))
        if len(references) == 1 and not src.startswith(("http:", "https:", "//", "data:")):
            _take_out(figure if figure and len(figure.find_all("img")) == 1 else image, "photo")
    return references


def _reference(image: Tag, src: str, figure: Tag | None) -> PhotoReference:
    """A picture with the caption and credit of its figure."""
    words = figure.find("figcaption") if figure else None
    if not isinstance(words, Tag):
        return PhotoReference(src, alt=one_line(_attribute(image, "alt")))
    marked = words.select_one(_CREDITS)
    credit = bare_credit(marked.get_text(" ")) if marked else ""
    strings = (text for text in words.find_all(string=True) if type(text) is NavigableString)
    spoken = " ".join(text for text in strings if marked is None or marked not in text.parents)
    caption, closing = split_caption(spoken)
    if not (credit or closing) and CREDIT_ALONE.match(caption):
        caption, closing = "", bare_credit(caption)
    return PhotoReference(src, caption, credit or closing, one_line(_attribute(image, "alt")))


def _drop_repeated_headline(story: Tag, notes: Notes) -> None:
    """The headline stands above the body already: a first heading that repeats it goes."""
    heading, headline = story.find(["h1", "h2"]), notes.best("headline")
    if heading and headline and one_line(heading.get_text()).casefold() == headline.value.casefold():
        heading.extract()


def _body(story: Tag) -> BeautifulSoup:
    """The story's block as a tree of its own."""
    body = BeautifulSoup("", "lxml")
    for child in list(story.children):
        body.append(child)
    return body
