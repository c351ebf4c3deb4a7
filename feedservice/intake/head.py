"""What a page shows of a story besides its text: headline, standfirst, byline and date, by name and by place. Pure.

The head of a story is what stands between its headline and its first paragraph; its tail, what follows the last. What is
found there is surer than the same anywhere else, for teasers of other stories look alike. Words that went into a field
are taken out of the story, so that nothing stands twice; words that did not stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from feedservice.characters import one_line
from feedservice.dates import find_date, is_date_line
from feedservice.intake.evidence import Notes
from feedservice.intake.page import BLOCKS, Element, attribute, remove, words
from feedservice.intake.patterns import (
    is_byline,
    is_credit,
    leftover_reason,
    looks_like_a_name,
    split_byline,
    split_dateline,
)
from feedservice.intake.story import Measures, Story
from feedservice.intake.structured import is_no_name, split_title

#: Words that say only that something is a box: “bylineSec”, “author-wrap-2”.
_BOX_WORDS = r"(?:sec|section|block|wrap|wrapper|box|container|row|area|holder|inner|outer|group|line|item|element|component|module|text|desktop|mobile|\d+)"
#: Names that content systems give to the parts of a story's head, as the last words of a class, id, itemprop or rel.
NAMES: Mapping[str, re.Pattern[str]] = {
    field: re.compile(rf"(?:^|[-_ .:])(?:{names})(?:[-_]?{_BOX_WORDS})?$", re.IGNORECASE)
    for field, names in {
        "headline": "headline|(?:entry|post|article|story|page|news|main|single|content|artikel|node)-?(?:title|headline|header|heading)|"
        "h1|title|titel|titulo|titolo|titre|kop|überschrift|ueberschrift|tytul|hed",
        "standfirst": "standfirst|stand-first|dek|deck|sub-?title|sub-?headline|sub-?heading|sub-?hed|summary|abstract|lede|lead|"
        "lead-?(?:text|in|paragraph)|intro|intro-?(?:text|duction)|excerpt|teaser-?text|description|strapline|tagline|chapo|chapeau|"
        "accroche|sottotitolo|sommario|occhiello|entradilla|bajada|copete|volanta|bajante|subtitulo|sumario|vorspann|anleser|"
        "unterzeile|einleitung|ingress|manchet|onderkop|inleiding|lid|zajawka|perex|summary-?text|article-?(?:desc|lead|intro)",
        "byline": "byline|by-?line|author|authors|by|writer|writers|reporter|journalist|contributor|contributors|byline-?(?:name|names|author|text)|"
        "author-?(?:name|names|link|byline|title|info|meta|details|wrap|list|box)|(?:entry|post|article|story|content|node|meta)-?(?:author|authors|byline|"
        "authornames?)|authornames?|posted-by|written-by|vcard|fn|autor|autoren|autore|auteur|autori|redakteur|verfasser|"
        "firma|creator|credit-?byline|submitted|signature|redactor|periodista|skribent|byline-?block|source-?author",
        "date": "date|dates|datetime|date-?time|time|timestamp|time-?stamp|published|publish|publish-?(?:date|time)|published-?(?:date|time|at|on)|"
        "pub-?date|pub-?time|posted|posted-?on|post-?(?:date|time)|entry-?date|article-?(?:date|time|timestamp|published|info)|story-?date|news-?date|"
        "content-?date|meta-?date|date-?(?:published|line|info|display|created|header|publish|publication|text)|created|created-?at|datum|fecha|data|"
        "dato|veröffentlicht|time-?(?:published|ago)|display-?date|release-?date|publication-?date|updated|modified|last-?updated|entry-?meta|"
        "post-?meta|article-?meta|byline|meta|submitted|info|dateline-?date|zeit|datepublished|datecreated|pubtime|article-?time|date_published",
        "dateline": "dateline|date-?line|placeline|location|article-?location",
        "section": "kicker|section-?name|rubric|eyebrow|overline|category-?name",
        "caption": "caption|photo-?caption|image-?caption|picture-?caption|caption-?text",
        "credit": "credit|photo-?credit|image-?credit|picture-?credit|photographer|foto-?credit|bildnachweis",
    }.items()
}
_UPDATED = re.compile(
    r"updat|modif|chang|aktualis|geändert|actuali|mis à jour|maj\b|aggiorn|edited|last\b|uppdater|opdater|oppdater|bijgewerkt|aktualiz|"
    r"обновл|изменен|更新|آخر تحديث|güncelle|frissít",
    re.IGNORECASE,
)
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|by|people|person|profile|profiles?|staff|writers?|reporters?|journalists?|"
    r"contributors?|columnists?|redakteure?|redaktion|firma|user|users|team|bio|bios|journaliste|redactores)[/=][^/]",
    re.IGNORECASE,
)
_MONTHS = {
    name: f"{number:02}" for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
#: The day in a story's address: /2026/11/18/, /2026/nov/18/, /2026-11-18-, /20261118/.
_DAY_IN_ADDRESS = re.compile(
    rf"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|{'|'.join(_MONTHS)})[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_LONGEST_HEAD_CHARACTERS = 600
#: No head has more parts, headings or times; a page that does is asked for the first of them.
_MOST_MARKED = 300
_LONGEST_HEADLINE_CHARACTERS = 250
_LONGEST_BYLINE_CHARACTERS = 150
_LONGEST_STANDFIRST_CHARACTERS = 320
_MOST_POINTS = 5
#: A line of a head holds no more elements than this; a box that does is not asked for its words.
_MOST_IN_LINE = 8
_LONGEST_DATE_CHARACTERS = 120
_SHORTEST_STANDFIRST_BYTES = 25
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
_QUOTED_ENDS = (*_SENTENCE_ENDS, "”", '"', "»")
#: How far around the story its head and tail may reach, in elements.
_REACH = 60
#: Names that say standfirst and nothing else; the others need the length of a sentence.
_OF_A_PHOTO = re.compile(r"media|image|img|photo|foto|figure|caption|gallery|video", re.IGNORECASE)
_SURELY_STANDFIRST = re.compile(r"standfirst|dek\b|sub-?title|sub-?head|chapo|sommario", re.IGNORECASE)
#: Attributes in which pages name their parts.
_SPOKEN_IN = frozenset({"p", "div", "span", "address", "li", "td", "font", "small", "em", "h4", "h5", "b"})
_LINES = ("div", "p", "span", "font", "b", "strong", "td", "big", "h1", "h2", "h3", "h4", "h5", "center", "em", "i")
_NAMING = ("class", "id", "itemprop", "rel", "data-testid", "data-gu-name", "data-component", "data-qa", "data-test")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_WORD = re.compile(r"\w+")
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class _Place:
    """Where things stand in a page: the numbers of the headline, and of the story's first and last paragraph."""

    elements: list[Element]
    headline: int
    first: int
    last: int
    box: Element
    inside: set[Element]
    prosy: list[int]
    end: int
    texts: dict[Element, str] = field(default_factory=dict)

    def words(self, element: Element) -> str:
        """The words of an element, kept: every rule asks for them. Only while nothing is taken out."""
        text = self.texts.get(element)
        if text is None:
            text = self.texts[element] = words(element)
        return text

    def trust(self, number: int) -> float:
        """How sure a name is at this place: 1 in the head, less in the story and its tail, little elsewhere."""
        if self.headline <= number <= self.first + 1:
            return 1.0
        if min(self.headline, self.first) - _REACH / 2 <= number < self.headline:
            return 0.93
        if self.first < number <= self.last:
            return 0.9
        return 0.85 if self.last < number <= self.last + _REACH / 2 else 0.45


def read_head(root: Element, story: Story, notes: Notes, address: str, language: str) -> Element | None:
    """Add to the notes what a page shows of its head; and take out of the story what went into a field.

    Returns the element that shows the headline, if any.
    """
    place = _place(root, story)
    marked = list(islice(_marked(place), _MOST_MARKED))
    headings = _read_headline(place, marked, notes)
    place.headline = headings if headings >= 0 else place.first
    if place.headline >= place.first:  # the headline itself was taken for the first paragraph
        place.first = next((number for number in place.prosy if number > place.headline), place.first)
    deks = _read_standfirst(place, marked, notes)
    bylines = _read_byline(place, marked, notes)
    dates = _read_date(place, marked, notes, address, language)
    _read_plain(place, marked, notes)
    headline = place.elements[headings] if headings >= 0 else None
    _take_out_standfirst(deks, notes)
    for element in (*bylines, *dates):
        _take_out_line(element)
    if story.is_page:
        _clear_head(place, notes, deks)
    _take_out_headings(place, notes)
    return headline


def _clear_head(place: _Place, notes: Notes, deks: list[Element]) -> None:
    """Take out of the head of a page the lines that hold its byline or date, and what hangs on these."""
    people = notes.best("byline")
    names = people.value if people else ()
    for element in place.elements[: place.first]:
        text = (
            words(element)
            if element in place.inside and element.tag in ("div", "p", "ul", "span", "address", "header")
            else ""
        )
        if not text or len(text) > _LONGEST_BYLINE_CHARACTERS or element in deks or text.endswith(_SENTENCE_ENDS):
            continue
        if next(element.iter("img", "figure", "h1", "h2", "amp-img"), None) is not None or element.getparent() is None:
            continue
        if find_date(text, "") or is_byline(text) or any(name in text for name in names):
            notes.leave_out(text, "byline or date")
            remove(element)


def _place(root: Element, story: Story) -> _Place:
    body = root.find("body")
    measures = Measures(body if body is not None else root)
    inside = set(story.box.iter("*"))
    within = [number for number, element in enumerate(measures.elements) if element in inside]
    prosy = [number for number in within if measures.prose[number]]
    first = _opening(prosy, measures) if prosy else measures.at.get(story.box, 0)
    headings = [number for number, element in enumerate(measures.elements[: first + 1]) if element.tag == "h1"]
    return _Place(
        measures.elements,
        headings[-1] if headings else first,
        first,
        prosy[-1] if prosy else first,
        story.box,
        inside,
        prosy,
        within[-1] if within else first,
    )


def _opening(prosy: list[int], measures: Measures) -> int:
    """The story's first paragraph: not a standfirst, behind which byline or date still come."""
    for number, following in pairwise(prosy[:4]):
        between = measures.elements[number + 1 : following]
        marks = any(one.tag == "time" or fields_named(one) & {"byline", "date"} or _says_date(one) for one in between)
        if (
            not marks
            or len(words(measures.elements[number])) > _LONGEST_STANDFIRST_CHARACTERS
            or following - number > _REACH
        ):
            return number
    return prosy[min(3, len(prosy) - 1)]


def _says_date(element: Element) -> bool:
    text = words(element) if element.tag in ("div", "p", "span") and len(element) < 4 else ""
    return len(text) <= _LONGEST_DATE_CHARACTERS and is_date_line(text)


@dataclass(frozen=True, slots=True)
class _Marked:
    """An element whose names say what it is: its number in the page, and the fields they name."""

    number: int
    element: Element
    fields: frozenset[str]


def _marked(place: _Place) -> Iterator[_Marked]:
    """The elements whose class, id, itemprop or rel names a part of a head; none in a figure, for captions are its own."""
    for number, element in enumerate(place.elements):
        fields = fields_named(element)
        if fields and not any(one.tag in ("figure", "table") for one in element.iterancestors()):
            yield _Marked(number, element, fields)


def fields_named(element: Element) -> frozenset[str]:
    """The fields that an element's names say it is."""
    said = " ".join(filter(None, map(element.get, _NAMING)))
    return _fields_named(said) if said else frozenset()


@lru_cache(maxsize=4096)
def _fields_named(said: str) -> frozenset[str]:
    names = [_CASE.sub("-", name).replace("__", "-").replace("--", "-") for name in said.split()]
    return frozenset(field for field, pattern in NAMES.items() if any(map(pattern.search, names)))


def element_name(element: Element) -> str:
    """An element as an editor sees it in the source: h1, or p class byline."""
    classes = one_line(attribute(element, "class"))
    return f"{element.tag} class {classes}" if classes else str(element.tag)


# Headline


def _read_headline(place: _Place, marked: Iterable[_Marked], notes: Notes) -> int:
    """Every heading that may be the headline; the number of the surest, or -1. One that the title names too is surest."""
    titles = [finding.value for finding in notes.findings.get("headline", ())]
    whole = [*titles, *notes.titles]
    named = {one.number for one in marked if "headline" in one.fields}
    best, surest = -1, 0.0
    headings = (number for number, one in enumerate(place.elements) if number in named or one.tag in ("h1", "h2", "h3"))
    for number in islice(headings, _MOST_MARKED):
        element = place.elements[number]
        if element.tag in ("h2", "h3") and number not in named and not (titles and number < place.first):
            continue
        text = _without_kicker(element, whole)
        confidence = _headline_confidence(place, number, text, titles, named=number in named) if text else 0.0
        if confidence > 0:
            notes.add("headline", text, element_name(element), confidence)
        if confidence > surest:
            best, surest = number, confidence
    return best if surest >= 0.75 else _headline_by_title(place, whole, notes, best)


def _without_kicker(element: Element, titles: list[str]) -> str:
    """The words of a heading; without the kicker inside it, when the title has the rest alone."""
    text = words(element)
    if len(element) == 0:
        return text
    parts = {_bare(part) for title in titles for part in split_title(title)}
    lines = [words(part) for part in element.iterchildren("*")]
    lines += [text.removeprefix(line).strip(" :|·•") for line in lines if line]
    if _bare(text) in parts:
        return text
    return max((line for line in lines if line and _bare(line) in parts), key=len, default=text)


def _headline_by_title(place: _Place, titles: list[str], notes: Notes, best: int) -> int:
    """A line above the story whose words are a part of the page's title, where no heading is the headline."""
    parts = {_bare(part) for title in titles for part in split_title(title) if len(tokens(part)) > 2}
    found = [
        (len(place.words(element)), -number)
        for number, element in enumerate(place.elements[: place.first + 10])
        if element.tag in _LINES
        and len(element) < 4
        and _bare(place.words(element)) in parts
        and not _is_in_link_list(element)
    ]
    if not found:
        return best
    number = -max(found)[1]
    element = place.elements[number]
    notes.add("headline", place.words(element), f"{element_name(element)}, as in the title", 0.84)
    return number


def _is_in_link_list(element: Element) -> bool:
    return any(one.tag in ("nav", "li", "a") for one in (element, *element.iterancestors()))


def _bare(text: str) -> str:
    return "".join(tokens(text))


def _headline_confidence(place: _Place, number: int, text: str, titles: list[str], *, named: bool) -> float:
    element = place.elements[number]
    if len(text) > _LONGEST_HEADLINE_CHARACTERS:
        return 0.0
    agreement = max((likeness(text, title) for title in titles), default=-1.0)
    if element.tag == "h1":
        alone = element in place.inside and not _is_site_name(element)
        confidence = 0.91 if agreement >= 0.5 or agreement < 0 else 0.82 if alone else 0.62
        return confidence if number <= place.last else confidence - 0.3
    if agreement < 0:
        return 0.8 if named and number <= place.first and element.tag in ("h2", "h3") else 0.0
    if agreement < 0.6 or len(_WORD.findall(text)) < 2:
        return 0.0
    return 0.86 if named else 0.78


def _is_site_name(element: Element) -> bool:
    """Whether a heading is the name of the site: a link to its front page, a logo, or one of several."""
    if next(element.iter("a", "img"), None) is not None or element.getparent().tag == "a":
        return True
    root = element.getroottree().getroot()
    return len(list(root.iter("h1"))) > 1 or any(
        "logo" in attribute(one, "class").lower() for one in (element, element.getparent())
    )


def likeness(one: str, other: str) -> float:
    """The share of words of the shorter of two lines that stand in the other too; Chinese by characters."""
    first, second = set(tokens(one)), set(tokens(other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def tokens(text: str) -> list[str]:
    """The words of a text without case; scripts without spaces by character."""
    return re.findall(
        r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text.casefold()
    )


def _take_out_headings(place: _Place, notes: Notes) -> None:
    """The headline stands above the body already: in the story, the first heading goes if it repeats it, and any <h1>."""
    headline = notes.best("headline")
    if headline is None:
        return
    headings = [element for element in place.box.iter("h1", "h2", "h3") if words(element)]
    at = place.elements[place.headline]
    repeats = [element for element in headings if element is headings[0] or element.tag == "h1" or element is at]
    for element in repeats if at in headings or at not in place.inside else [*repeats, at]:
        if _bare(words(element)).endswith(_bare(headline.value)) and len(words(element)) < len(headline.value) + 40:
            _take_out(element)


# Standfirst


def _read_standfirst(place: _Place, marked: Iterable[_Marked], notes: Notes) -> list[Element]:
    """The sentence under the headline, by its name or by its place. Returns the elements that may be it."""
    found = []
    for one in marked:
        text = standfirst_text(one.element)
        if "standfirst" not in one.fields or not _may_be_standfirst(one.element, text):
            continue
        if _OF_A_PHOTO.search(f"{attribute(one.element, 'class')} {attribute(one.element.getparent(), 'class')}"):
            continue
        if _is_short(text) and not _SURELY_STANDFIRST.search(element_name(one.element)):
            continue
        trust = place.trust(one.number)
        if trust >= 0.9 and one.number <= place.first + (2 if _is_short(text) else _REACH / 6):
            notes.add("standfirst", text, element_name(one.element), 0.86 * trust)
            found.append(one.element)
    by_place = _standfirst_by_place(place)
    if by_place is not None:
        notes.add("standfirst", place.words(by_place), "below the headline", 0.75)
        found.append(by_place)
    return found


def standfirst_text(element: Element) -> str:
    """The words of a standfirst; of one in points, the points behind each other."""
    points = [words(point) for point in element.iterchildren("li")] if element.tag in ("ul", "ol") else []
    return "; ".join(filter(None, points)) if 1 < len(points) <= _MOST_POINTS else words(element)


def _may_be_standfirst(element: Element, text: str) -> bool:
    if (
        not text
        or len(text) > _LONGEST_HEAD_CHARACTERS
        or next(element.iter("figure", "img", "amp-img", "time"), None) is not None
    ):
        return False
    if leftover_reason(text) or is_byline(text) or is_date_line(text) or is_credit(text) or split_dateline(text)[0]:
        return False
    linked = sum(len(words(link)) for link in element.iter("a"))
    return (
        linked <= len(text) / 2
        and len(list(element.iter("p"))) <= 2
        and element.tag not in ("header", "article", "main", "body")
    )


def _is_short(text: str) -> bool:
    """Whether a text is shorter than sentences are; a Chinese character says as much as three letters."""
    return len(text.encode()) < _SHORTEST_STANDFIRST_BYTES


def _standfirst_by_place(place: _Place) -> Element | None:
    """The one short paragraph or heading between the headline and the byline, date or photo above the story."""
    between: list[Element] = []
    for number in range(place.headline + 1, place.first + 1):
        element = place.elements[number]
        if _is_head_mark(element):
            return between[0] if len(between) == 1 and place.headline < place.first else None
        text = place.words(element) if element.tag in ("p", "h2", "h3", "h4", "strong") else ""
        if text and not any(element in one.iterdescendants() for one in between):
            if not _may_be_standfirst(element, text) or _is_short(text) or len(text) > _LONGEST_STANDFIRST_CHARACTERS:
                return None
            between.append(element)
    return None


def _is_head_mark(element: Element) -> bool:
    """Whether an element is a byline, a date or a photo."""
    if element.tag in ("time", "figure", "picture", "amp-img", "img"):
        return True
    fields = fields_named(element)
    return bool(fields & {"byline", "date"}) and len(words(element)) <= _LONGEST_BYLINE_CHARACTERS


def _take_out_standfirst(found: Iterable[Element], notes: Notes) -> None:
    """Out of the story goes the element whose words are the standfirst; what was passed over for another stays."""
    chosen = notes.best("standfirst")
    for element in found:
        if chosen and element.getparent() is not None and tokens(words(element)) == tokens(chosen.value):
            _take_out(element)


# Byline


def _read_byline(place: _Place, marked: Iterable[_Marked], notes: Notes) -> list[Element]:
    """Who wrote it, by names of elements and by links to people's pages. Returns the elements to take out."""
    found: list[Element] = []
    for number, inner in _byline_elements(place, marked):
        element = _whole_line(inner)
        if any(element in one.iter("*") for one in found):
            continue
        text = _byline_text(element)
        trust = place.trust(number)
        names = split_byline(text).people if text else ()
        if not text or not (
            is_byline(text)
            or (names and all(map(looks_like_a_name, names)))
            or (split_byline(text).agencies and not names)
        ):
            continue
        worth = 0.88 if is_byline(text) or "byline" in element_name(element) else 0.82 if element.tag != "a" else 0.74
        notes.add("byline", text, element_name(element), worth * trust)
        if element in place.inside and trust >= 0.85:
            found.append(element)
    return found


def _whole_line(element: Element) -> Element:
    """The whole byline that a name is part of: “By” and more names may stand around the link."""
    for holder in list(element.iterancestors())[:3]:
        if len(holder) > _MOST_IN_LINE:
            break
        text = words(holder)
        if holder.tag not in ("p", "div", "span", "li", "address", "small") or len(text) > _LONGEST_BYLINE_CHARACTERS:
            break
        if is_byline(text):
            return holder
    return element


def _byline_elements(place: _Place, marked: Iterable[_Marked]) -> list[tuple[int, Element]]:
    named = [(one.number, one.element) for one in marked if "byline" in one.fields]
    known = {number for number, _ in named}
    linked = [
        (number, element)
        for number, element in enumerate(place.elements)
        if element.tag == "a" and number not in known and _AUTHOR_ADDRESS.search(attribute(element, "href")) and place.trust(number) > 0.5
        and not place.first < number <= place.last
    ]  # fmt: skip
    head = range(max(min(place.headline, place.first) - 3, 0), min(place.first + 1, len(place.elements)))
    spoken = [(number, place.elements[number]) for number in head if _speaks_of_author(place.elements[number])]
    return named + linked + spoken + _signature(place)


def _signature(place: _Place) -> list[tuple[int, Element]]:
    """A name alone on the last line of the story, in bold, at the right or marked as an author's."""
    lines = (number for number in range(place.end, place.first, -1) if place.elements[number].tag == "p")
    last = next(
        (number for number in lines if place.elements[number] in place.inside and place.words(place.elements[number])),
        -1,
    )
    if last < 0:
        return []
    element, text = place.elements[last], place.words(place.elements[last])
    bold = any(place.words(one) == text for one in element.iterchildren("strong", "b", "em", "i"))
    right = "right" in f"{attribute(element, 'style')} {attribute(element, 'align')}" or "author" in attribute(
        element, "class"
    )
    is_name = 2 <= len(text.split()) <= 4 and len(text) <= 40 and looks_like_a_name(text)
    return [(last, element)] if is_name and (bold or right) else []


def _speaks_of_author(element: Element) -> bool:
    """Whether a line of the head says “By …”, in whatever box it stands."""
    if element.tag not in _SPOKEN_IN or len(element) > _MOST_IN_LINE:
        return False
    text = words(element)
    return 5 < len(text) <= 100 and is_byline(text)


def _byline_text(element: Element) -> str:
    """The words of a byline without its time; of a box with several names marked inside, these names."""
    if len(words(element)) > _LONGEST_HEAD_CHARACTERS:
        return ""
    for marks_name in _MARKS_OF_NAMES:
        names = [
            words(one)
            for one in element.iterdescendants("a", "span", "strong", "b", "div", "p", "h4")
            if marks_name(one)
        ]
        texts = list(dict.fromkeys(text for text in names if text and not is_no_name(text)))
        if texts and all(map(looks_like_a_name, texts)):
            return ", ".join(texts)
    line = one_line(_MAIL.sub(" ", " ".join(_pieces_without_time(element))))
    fits = len(line) <= _LONGEST_BYLINE_CHARACTERS and not line.endswith(_SENTENCE_ENDS)
    return "" if is_no_name(line) or not fits else line


def _is_named_name(element: Element) -> bool:
    return "name" in attribute(element, "itemprop").split()


def _leads_to_author(element: Element) -> bool:
    return "author" in attribute(element, "rel") or bool(_AUTHOR_ADDRESS.search(attribute(element, "href")))


def _is_classed_name(element: Element) -> bool:
    classes = attribute(element, "class").lower().replace("__", "-").split()
    return any(
        name == "name" or name.endswith(("author-name", "authorname", "fn", "byline-name", "info-name", "author-link"))
        for name in classes
    )


#: How names are marked inside a byline, the surest first.
_MARKS_OF_NAMES = (_is_named_name, _leads_to_author, _is_classed_name)


def _pieces_without_time(element: Element) -> Iterator[str]:
    """The text of a byline without its times, dates and what is marked as such."""
    skipped = {one for time in element.iter("*") if time is not element and _is_time(time) for one in time.iter("*")}
    if element.text:
        yield element.text
    for one in element.iterdescendants("*"):
        if one not in skipped and one.text:
            yield one.text
        if one.tail and (one.getparent() not in skipped):
            yield one.tail


def _is_time(element: Element) -> bool:
    return element.tag == "time" or ("date" in fields_named(element) and "byline" not in fields_named(element))


# Date


def _read_date(place: _Place, marked: Iterable[_Marked], notes: Notes, address: str, language: str) -> list[Element]:
    """When it was published: <time>, named elements, a date in a line of the head, the story's own address."""
    out = []
    times = [(number, element) for number, element in enumerate(place.elements) if element.tag == "time"]
    for number, element in times[:_MOST_MARKED]:
        _note_time(place, number, element, notes)
        out.append(element)
    for one in marked:
        if "date" in one.fields and one.element.tag != "time" and next(one.element.iter("time"), None) is None:
            _note_date_text(place, one.number, one.element, notes, language, 0.84)
    for number in range(max(place.headline - _REACH // 4, 0), min(place.first + 1, len(place.elements))):
        if place.elements[number].tag in ("p", "span", "div", "li", "em", "small", "td", "font", "strong"):
            _note_date_text(place, number, place.elements[number], notes, language, 0.72)
    day = _DAY_IN_ADDRESS.search(address.lower())
    if day:
        year, month, number = day.groups()
        notes.add("date", f"{year}-{_MONTHS.get(month, month)}-{number}", "address of the page", 0.5)
    return out


def _note_time(place: _Place, number: int, element: Element, notes: Notes) -> None:
    text = attribute(element, "datetime").strip() or place.words(element)
    if not text or _in_sentence(element):
        return
    names = f"{attribute(element, 'class')} {attribute(element, 'itemprop')} {place.words(element)[:20]}"
    worth = 0.6 if _UPDATED.search(names) and "publish" not in names.lower() else 0.9
    notes.add("date", text, element_name(element), worth * place.trust(number))


def _note_date_text(place: _Place, number: int, element: Element, notes: Notes, language: str, worth: float) -> None:
    trust = place.trust(number)
    if trust < 0.8 or len(element) > _MOST_IN_LINE:
        return
    machine = attribute(element, "datetime") or attribute(element, "content")
    text = machine or place.words(element)
    if not text or len(text) > _LONGEST_DATE_CHARACTERS or not any(map(str.isdigit, text)):
        return
    label = _UPDATED.search(text)
    if label and any(map(str.isdigit, text[: label.start()])):
        text = text[: label.start()]  # published … | updated …
    date = find_date(text, language)
    if date and not _in_sentence(element):
        updated = bool(_UPDATED.search(f"{attribute(element, 'class')} {text[:20]}"))
        notes.add("date", date, element_name(element), worth * trust * (0.7 if updated else 1.0))
        name = text.replace(date, " ").strip(" \n,;|•·–—-:()/").strip()
        if name != text and looks_like_a_name(name) and (" " in name or _IDEOGRAPHS.search(name)):
            notes.add("byline", name, f"{element_name(element)}, beside the date", 0.55)


def _in_sentence(element: Element) -> bool:
    """Whether the element stands in a paragraph that ends as sentences do."""
    paragraph = next(element.iterancestors("p", "li", "td", "blockquote"), None)
    text = words(paragraph) if paragraph is not None else ""
    return text.endswith(_QUOTED_ENDS) and not is_date_line(text)


# Others


def _read_plain(place: _Place, marked: Iterable[_Marked], notes: Notes) -> None:
    """Dateline, kicker, and captions and credits outside figures, by name."""
    for one in marked:
        text = place.words(one.element)
        if one.element not in place.inside or not text or len(text) > _LONGEST_HEAD_CHARACTERS:
            continue
        if "dateline" in one.fields and len(text) <= 80 and not find_date(text, "") and one.number <= place.first + 3:
            notes.add("dateline", text, element_name(one.element), 0.9)
            _take_out(one.element)
        elif one.element.tag == "p" and one.fields & {"caption", "credit"} and one.element.getparent() is not None:
            field = "caption" if "caption" in one.fields else "credit"
            notes.add(field, text, element_name(one.element), 0.8)
            _take_out(one.element)


def _take_out(element: Element) -> None:
    """Remove an element that went into a field, and its wrapper if nothing else is in it."""
    holder = _wrapper(element)
    if holder.tag not in ("html", "body"):
        remove(holder)


def _wrapper(element: Element) -> Element:
    text, holder = words(element), element
    while True:
        parent = holder.getparent()
        if parent is None or parent.tag not in ("p", "div", "span", "header", "a", "address") or words(parent) != text:
            return holder
        if parent.find(".//img") is not None:
            return holder
        holder = parent


def _take_out_line(element: Element) -> None:
    """Remove a date or byline from the story when it is page head: alone on its line, or between blocks.

    In a sentence it stays.
    """
    if element.getparent() is None or not any(one.tag == "body" for one in element.iterancestors()):
        return
    holder = _wrapper(element)
    while holder.getparent().tag in ("p", "div", "span", "li", "small", "em") and is_date_line(
        words(holder.getparent())
    ):
        holder = holder.getparent()
    if (
        holder.tag not in ("time", "a", "span")
        or is_date_line(words(holder.getparent()))
        or _stands_between_blocks(holder)
    ):
        if holder.tag not in ("html", "body"):
            remove(holder)


def _stands_between_blocks(element: Element) -> bool:
    """Whether no word and no inline element stands directly beside the element."""
    before, after = element.getprevious(), element.getnext()
    text_before = (before.tail if before is not None else element.getparent().text) or ""
    if text_before.strip() or (element.tail or "").strip():
        return False
    return all(beside is None or beside.tag in BLOCKS for beside in (before, after))
