"""The pictures of a page: which address each means, its caption and credit, and which of them leads. Pure.

Does not look at the pictures themselves, nor fetch any: sizes are what the page says of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from feedservice.article import Finding, PhotoReference
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, attributes
from feedservice.intake.html.pictures.captions import legend_of
from feedservice.intake.html.pictures.picture_addresses import IMAGES, best_of_picture, is_stand_in
from feedservice.intake.html.pictures.picture_twins import mended, path_of, same_picture, shows_more
from feedservice.intake.html.pictures.tracking_pixels import is_counter
from feedservice.intake.html.spike import read_out
from feedservice.intake.html.structured.meta_tags import site_names
from feedservice.intake.trade.caption_lines import closed_by
from feedservice.intake.trade.placeholders import says_something
from feedservice.text.unicode import one_line

#: Words in the address, class or alt of pictures that are none of the story's.
_NO_PHOTO = re.compile(
    r"logo|avatar|icon|sprite|gravatar|badge|emoji|pixel|tracking|spacer|blank|placeholder|author|byline|profile|headshot|banner|button|share|flag|"
    r"social|facebook|twitter|whatsapp|google|print\.|rss|captcha|beacon|doubleclick|advert|/ads?/|/delivery/|1x1|loading|"
    r"/(?:themes?|plugins|templates|skins?|squelettes)/",
    re.IGNORECASE,
)
_NAMES_NO_PHOTO = re.compile(
    r"logo|avatar|icon|sprite|badge|emoji|author|byline|profile|headshot|portrait|button|tracking", re.IGNORECASE
)
_SMALLEST_LEAD_PX = 150
#: Portraits of nobody and marks of sites: gravatar.com/avatar/…, default-user.jpg, globe.png, site-icon.png.
_OF_NOBODY = re.compile(
    r"gravatar\.com/|(?:default|generic|anonymous|no|blank|mystery)[-_]?(?:user|avatar|profile|author|portrait|picture|person|man|photo|image|thumb(?:nail)?)s?[-_.\d]|"
    r"/(?:user|avatar|author|profile)[-_](?:default|placeholder|blank|generic)|"
    r"/(?:w)?globe(?:[-_](?:icon|grey|gray|white|black))?\d*\.(?:png|gif|jpe?g|svg|webp)|(?:site|touch|fav|ms|apple|android)[-_]?icon|/web[-_]?icon|/blavatar/",
    re.IGNORECASE,
)
#: What else stands in the name of a site's mark, beside the site's own: logo-white.png, og_default_logo_1200.png.
_BESIDE_LOGO = frozenset({"logo", "og", "default", "share", "sharing", "social", "image", "img", "fb", "facebook", "twitter", "card", "header",
    "white", "black", "square", "large", "small", "big", "new", "web", "rgb", "site", "full", "main", "x", "px", "www"})  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_DRAWN = (".svg", ".svgz")
#: What a film shows before it plays may lead; the film itself stays where it is.
_FILMS = ("video", "amp-video")


def read_figures(
    page: Element, box: Element, headline: Element | None, told: Sequence[PhotoReference], notes: Notes, address: str
) -> list[PhotoReference]:
    """Every picture of the story, the lead first. `told` are those that JSON-LD describes. A local lead leaves the body.

    The lead is the picture the page names for it (JSON-LD, Open Graph), as it lies in the story if it does; else the
    first large one in the head or the story.
    """
    shown = [(image, _reference(image, box, notes)) for image in _images(page, box, headline)]
    shown = [(image, one) for image, one in shown if one.src and not is_counter({**attributes(image), "src": one.src})]
    _drop_nobody(notes, _words_of_site(page, address))
    lead_image, lead = _lead(shown, told, notes, address)
    references = [
        reference
        for image, reference in shown
        if image is not lead_image and image.tag not in _FILMS and _in(image, box)
    ]
    if lead is None:
        return references
    lead = _without_site(lead, page)
    if lead_image is not None and lead_image.tag not in _FILMS and _is_local(lead.src):
        _take_out(lead_image, notes)
    return [lead, *references]


def _images(page: Element, box: Element, headline: Element | None) -> list[Element]:
    """The pictures of the story, and those between the headline and it; a picture twice, as <noscript> has it, once."""
    body = page.find("body")
    taken = headline is not None and headline.getparent() is None  # read into its field: its place is not known
    images, seen, before, behind_headline = [], set(), True, False
    for element in (body if body is not None else page).iter("*"):
        before = before and element is not box
        behind_headline = behind_headline or element is headline
        if not (element.tag in IMAGES or (element.tag in _FILMS and element.get("poster"))) or not (
            _in(element, box) or (before and _is_lead_place(element, behind=behind_headline, taken=taken))
        ):
            continue
        src = _src(element)
        if src and src not in seen:
            seen.add(src)
            images.append(element)
    return images


def _is_lead_place(element: Element, *, behind: bool, taken: bool) -> bool:
    """Whether a picture above the story belongs to it: behind the headline, or in a figure of the same article."""
    in_article = next(element.iterancestors("article", "main"), None) is not None
    in_figure = next(element.iterancestors("figure"), None) is not None
    return (
        behind
        and (in_figure or in_article or next(element.iterancestors("nav", "aside", "ul", "footer"), None) is None)
    ) or (in_article and (in_figure or taken))


def _in(element: Element, box: Element) -> bool:
    return any(one is box for one in element.iterancestors())


def _src(image: Element) -> str:
    if image.tag in _FILMS:
        return attribute(image, "poster").strip()
    picture = next(image.iterancestors("picture"), None)
    sources = [attributes(source) for source in picture.iter("source")] if picture is not None else []
    return best_of_picture(attributes(image), sources)


def _reference(image: Element, box: Element, notes: Notes) -> PhotoReference:
    """A picture with the caption and credit that stand with it."""
    caption, credit = legend_of(image, box, notes)
    alt = one_line(attribute(image, "alt"))
    return PhotoReference(_src(image), caption, credit, alt if says_something(alt) else "")


def _without_site(lead: PhotoReference, page: Element) -> PhotoReference:
    """The lead with the site's own name, where that closes the caption in brackets or behind a dash, as its credit."""
    if lead.credit:
        return lead
    caption, credit = closed_by(lead.caption, site_names(page))
    return replace(lead, caption=caption, credit=credit)


def _lead(
    shown: Sequence[tuple[Element, PhotoReference]], told: Sequence[PhotoReference], notes: Notes, address: str
) -> tuple[Element | None, PhotoReference | None]:
    """The lead picture, and where it stands in the page if it does."""
    named = notes.best("photo")
    local = next(((image, one) for image, one in shown if _is_local(one.src) and _leads(image, one)), None)
    if named is not None:
        same = next(((image, one) for image, one in shown if same_picture(one.src, named.value)), None)
        is_beside = local is not None and _lies_beside(local[1].src)
        if same or not is_beside or named.confidence == 1.0:  # a head of fields or a mail states it
            return _named_lead(named, same, told, notes, address)
    found = local or next(((image, one) for image, one in shown if _leads(image, one)), None)
    if found is None:
        return None, None
    image, one = found
    if not _is_local(one.src):
        one = replace(one, src=urljoin(address, one.src))
    notes.findings.pop("photo", None)
    notes.add("photo", one.src, "first picture", 0.7)
    return image, one


def _drop_nobody(notes: Notes, site: frozenset[str]) -> None:
    """Forget leads that a page names and that show nothing of its story: default portraits, site marks, no addresses."""
    found = [
        one
        for one in (replace(each, value=mended(each.value)) for each in notes.findings.pop("photo", ()))
        if one.confidence == 1.0 or (_may_lead(one.value) and not _is_mark_of(site, one.value))
    ]
    if found:
        notes.findings["photo"] = found


def _may_lead(src: str) -> bool:
    if src.startswith("data:"):
        return not is_stand_in(src)
    return not is_stand_in(src) and not _OF_NOBODY.search(src) and not path_of(src).lower().endswith(_DRAWN)


def _words_of_site(page: Element, address: str) -> frozenset[str]:
    """What a site calls itself, in words: its names and its host."""
    names = (*site_names(page), address.partition("://")[2].partition("/")[0])
    return frozenset(word for name in names for word in _LETTERS.findall(name.casefold()))


def _is_mark_of(site: frozenset[str], src: str) -> bool:
    """Whether a picture is the site's own mark: its name says logo, and nothing else but the site's name."""
    words = set(_LETTERS.findall(path_of(src).rpartition("/")[2].rpartition(".")[0].casefold()))
    return "logo" in words and words <= site | _BESIDE_LOGO


def _lies_beside(src: str) -> bool:
    """Whether a relative address may be that of a picture beside the file, in a folder at most; what lies deeper is a site's."""
    return src.startswith("data:") or src.removeprefix("./").partition("?")[0].count("/") <= 1


def _named_lead(
    named: Finding[str],
    same: tuple[Element, PhotoReference] | None,
    told: Sequence[PhotoReference],
    notes: Notes,
    address: str,
) -> tuple[Element | None, PhotoReference]:
    """The lead that a page names, with the words that stand with it in the story, or else in its JSON-LD.

    What a page names for the networks may be a small or cut twin of what it shows: then the picture shown leads.
    """
    image, one = same or (None, PhotoReference(named.value))
    known = next((reference for reference in told if reference.src == named.value), one)
    src = one.src if _is_local(one.src) else urljoin(address, named.value)
    if not _is_local(one.src) and _is_for_networks(named) and shows_more(one.src, named.value):
        src = urljoin(address, one.src)
        notes.findings.pop("photo")
        notes.add("photo", src, f"{named.source}, as the story shows it", named.confidence)
    return image, replace(one, src=src, caption=one.caption or known.caption, credit=one.credit or known.credit)


def _is_for_networks(named: Finding[str]) -> bool:
    """Whether a picture is named in a <meta> that social networks read, rather than in the description of the article."""
    return named.source.startswith("meta ") and named.confidence < 1.0


def _is_local(src: str) -> bool:
    """Whether a picture may lie beside the file, as browsers save it, or stands in it."""
    return "://" not in src and not src.startswith(("//", "/"))


def _leads(image: Element, reference: PhotoReference) -> bool:
    """Whether a picture can lead: no logo, portrait or icon, and not said to be small."""
    names = " ".join(attribute(image, name) for name in ("class", "id", "role", "data-testid"))
    names += f" {attribute(around(image), 'class')}"
    if not _may_lead(reference.src):
        return False
    named = _NO_PHOTO.search(path_of(reference.src)) or _NAMES_NO_PHOTO.search(names)
    if named and next(image.iterancestors("figure"), None) is None:
        return False
    if image.tag in _FILMS:
        return True
    sizes = [attribute(image, name).strip().removesuffix("px") for name in ("width", "height")]
    return not any(size.isdigit() and 0 < int(size) < _SMALLEST_LEAD_PX for size in sizes)


def _take_out(image: Element, notes: Notes) -> None:
    """Remove the lead from the story, with its figure when it has that for itself."""
    figure = next(image.iterancestors("figure"), None)
    whole = figure is not None and len({_src(one) for one in figure.iter(*IMAGES)}) == 1
    picture = next(image.iterancestors("picture"), None)
    read_out(figure if figure is not None and whole else picture if picture is not None else image, notes)
