"""Caption and credit of a picture, in whatever frame they stand."""

from __future__ import annotations

from typing import Any

import pytest

from feedservice.article import Manuscript
from feedservice.intake.html import html_reader
from feedservice.intake.html.pictures.captions import split_legend
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source

PROSE = "".join(
    f"<p>The board said on day {number} that the ferry would sail before the week is out, if it can.</p>"
    for number in range(5)
)
CAPTION, CREDIT = "Tugs pull the ferry clear.", "Ana Ruiz"


def raw(body: str) -> RawCopy:
    page = (
        f"<html><body><nav><a href=/>Home</a></nav><article><h1>Ferry sails</h1>{body}{PROSE}</article></body></html>"
    )
    return html_reader.read(make_source("ferry.html", page.encode()))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


FRAMES = {
    "figcaption": "<figure>{img}<figcaption>{caption} <span class=credit>{credit}</span></figcaption></figure>",
    "credit beside figcaption": "<figure>{img}<span class=copyright>Foto: {credit}</span><figcaption>{caption}</figcaption></figure>",
    "paragraph in figure": "<figure>{img}<p>{caption}</p><p class=photo-author>Photo: {credit}</p></figure>",
    "boxes": "<div class=photo>{img}<div class=photo-title>{caption}</div><div class=photo-author>Photo: {credit}</div></div>",
    "one line": "<div>{img}<span>{caption} Photo: {credit}</span></div>",
    "brackets": "<div class=wp-caption>{img}<p class=wp-caption-text>{caption} (Photo: {credit})</p></div>",
    "switch of the caption": "<figure>{img}<a href=#caption><span>Show the caption</span></a><figcaption>{caption} <cite>{credit}</cite></figcaption></figure>",
    "label of a screen reader": "<figure>{img}<figcaption><span>Image</span> {caption} <cite>{credit}</cite></figcaption></figure>",
    "next box called a caption": "<div><div>{img}</div></div><div class=field-image-caption>{caption} Image: {credit}</div>",
    "credit behind the figure": "<figure>{img}<figcaption>{caption}</figcaption></figure><p class=photo-credit>{credit}</p>",
    "caption and credit behind the figure": "<figure>{img}</figure><div class=caption-wrap><span class=caption>{caption}</span><span class=copyright>{credit}</span></div>",
    "small print behind the picture": "<div class=img-caption>{img}<p>{caption}</p></div><small>{credit}</small>",
    "credit in capitals": "<div class=asset-photo>{img}<div class=photo-caption><p>{caption}</p><span class=credit>{credit}</span></div></div>",
    "credit before the caption": "<div class=media><div>{img}</div><div><div class=m-copyright>© {credit}</div></div><div class=media__text>{caption}</div></div>",
    "old table": "<table><tr><td>{img}</td></tr><tr><td>{caption} Photo: {credit}</td></tr></table>",
    "article of a picture": "<article class=media-image><div class=media-image><div class=visually-hidden>Image</div>{img}</div><div class=field-caption>{caption} © {credit}</div></article>",
    "attributes": "<figure data-credit='{credit}'>{img}<figcaption>{caption}</figcaption></figure>",
    "credit in the picture's box": "<figure><div>{img}<span class=sc-a3>{credit}</span></div><figcaption>{caption}</figcaption></figure>",
    "hidden labels": "<figure><div>{img}<span class=x><span class=hid>Image source, </span>{credit}</span></div><figcaption><span class=hid>Image caption, </span>{caption}</figcaption></figure>",
    "credit before the caption, called src": "<figure>{img}<figcaption><span class=sc-src>{credit}</span><span>{caption}</span></figcaption></figure>",
    "told twice, with buttons": "<div class=imagewrap>{img}<div><p>{caption} <b class=credit>{credit}</b> <b><b>hide caption</b></b></p><b>toggle caption</b><span class=credit>{credit}</span></div></div>",
    "small print of ready-made classes": "<div class=mb-10><span>{img}</span><div class='mt-2 text-xs'>{caption} Photo: {credit}</div></div>",
    "masthead above the story": "<div class=asset-masthead><figure>{img}<figcaption>{caption} <span class=credit>{credit}</span></figcaption></figure></div>",
    "centred paragraph behind": "<p align=center>{img}</p><p style='text-align:center'>{caption} (Photo: {credit})</p>",
    "a credit called a part of the caption": "<figure>{img}<figcaption class=caption><span class=caption__container>{caption}</span><span class=caption__source>{credit}</span></figcaption></figure>",
    "small print with a name": "<figure>{img}<figcaption><p>{caption}</p><small class=article-photo-credit>{credit}</small></figcaption></figure>",
    "hidden label of the caption": "<figure>{img}<figcaption><span class=u-hide-visually>Image:</span> <span>{caption} Pic: {credit}</span></figcaption></figure>",
    "label and button": "<figure>{img}<figcaption><strong>image: </strong> {caption} <a href=/m>view <i></i>more </a><p class=credit>Credit: {credit}</p></figcaption></figure>",
    "box called a widget": "<figure><div class=widget-image>{img}</div><figcaption class=widget-image__subtitle>{caption} - <span class=widget-image__credits>{credit}</span></figcaption></figure>",
    "before the story's box": "<header><figure>{img}<figcaption>{caption} © {credit}</figcaption></figure></header>",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_caption_and_credit_of_the_lead(frame: str) -> None:
    img = '<img src="https://p.example/ferry.jpg" width=800>'
    manuscript, body = raw(frame.format(img=img, caption=CAPTION, credit=CREDIT))
    assert (manuscript.photos[0].caption, manuscript.photos[0].credit) == (CAPTION, CREDIT)
    paragraphs = [" ".join(one.get_text(" ").split()) for one in body.find_all("p") if not one.find_parent("figure")]
    assert all(CREDIT not in line for line in paragraphs)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "The ferry. REUTERS/Ana Ruiz/File Photo Purchase Licensing Rights, opens new tab",
            "The ferry.",
            "REUTERS/Ana Ruiz/File Photo",
        ),
        ("The ferry.Credit...Ana Ruiz for The Packet", "The ferry.", "Ana Ruiz for The Packet"),
        ("De veerboot. Beeld: ANP", "De veerboot.", "ANP"),
        ("A komp az úton – Fotó: Barta Iván", "A komp az úton", "Barta Iván"),
        ("Færgen ved kajen. Privatfoto", "Færgen ved kajen.", "Privatfoto"),
        ("여객선이 출항한다. ⓒ해안일보", "여객선이 출항한다.", "해안일보"),
        ("The ferry (Ana Ruiz/Harbour News)", "The ferry", "Ana Ruiz/Harbour News"),
        ("The ferry on Thursday (left)", "The ferry on Thursday (left)", ""),
        ("A photo of the ferry taken in 1998", "A photo of the ferry taken in 1998", ""),
        ("Photo: Ana Ruiz", "", "Ana Ruiz"),
        ("The ferry. (Ana Ruiz for The Capital Packet)", "The ferry.", "Ana Ruiz for The Capital Packet"),
        ("The ferry. (Harbour Network via UPD)", "The ferry.", "Harbour Network via UPD"),
        ("The ferry. (Best for families)", "The ferry. (Best for families)", ""),
        ("Le bac. | OUEST-MATIN", "Le bac.", "OUEST-MATIN"),
        ("배가 떠난다. 완도군 제공", "배가 떠난다.", "완도군 제공"),
        ("録音機＝北海道、野々村千夏撮影", "録音機＝北海道", "野々村千夏"),
        ("Το πλοίο. [Φωτ. Άννα Ρουίς]", "Το πλοίο.", "Άννα Ρουίς"),
        ("The ferry (Submitted by Ana Ruiz)", "The ferry", "Submitted by Ana Ruiz"),
        ("The ferry in a storm. (Ruiz family)", "The ferry in a storm.", "Ruiz family"),
        ("The ferry (found by a family)", "The ferry (found by a family)", ""),
        ("The ferry. Photographer: Ana Ruiz/Packet", "The ferry.", "Ana Ruiz/Packet"),
        ("El barco. Foto Ana Ruiz.", "El barco.", "Ana Ruiz"),
        ("The ferry. Courtesy Harbour Library", "The ferry.", "Courtesy Harbour Library"),
        ("배가 떠나고 있다. /김영우 기자", "배가 떠나고 있다.", "김영우"),
        ("Il traghetto - RIPRODUZIONE RISERVATA", "Il traghetto", ""),
        ("The ferry in 1991. Packet photo by Ana Ruiz", "The ferry in 1991.", "Packet photo by Ana Ruiz"),
    ],
)
def test_the_words_below_a_picture(line: str, caption: str, credit: str) -> None:
    assert split_legend(line) == (caption, credit)


def test_a_caption_that_begins_with_its_credit_keeps_its_first_word() -> None:
    frame = "<figure><img src='https://p.example/f.jpg'><figcaption><p>Packet’s ferry sails.</p><small>Packet</small></figcaption></figure>"
    lead = read(frame).photos[0]
    assert (lead.caption, lead.credit) == ("Packet’s ferry sails.", "Packet")


def test_the_site_closes_a_caption_behind_a_dash() -> None:
    figure = "<figure><img src='https://p.example/f.jpg'><figcaption>The ferry on Friday—{}</figcaption></figure>"
    page = "<html><head><meta property=og:site_name content=Packet></head><body><nav>x</nav><article><h1>Ferry sails</h1>{}{}</article></body></html>"
    for closing, credit in (("Packet", "Packet"), ("at last", "")):
        lead = html_reader.read(
            make_source("f.html", page.format(figure.format(closing), PROSE).encode())
        ).manuscript.photos[0]
        assert lead.credit == credit
        assert lead.caption == ("The ferry on Friday" if credit else "The ferry on Friday—at last")


def test_a_small_line_below_a_picture_is_its_caption() -> None:
    body = "<div><img src='https://p.example/f.jpg'><div><p><small>The ferry is at the quay.</small></p></div></div>"
    assert read(body).photos[0].caption == "The ferry is at the quay."


def test_a_picture_without_a_file_name_is_the_one_that_the_page_names() -> None:
    src = "https://p.example/id/230412/?app=9"
    figure = f"<figure><img src='{src}'><figcaption>{CAPTION}</figcaption></figure>"
    page = f"<html><head><meta property=og:image content='{src}'></head><body><nav>x</nav><article><h1>Ferry sails</h1>{figure}{PROSE}</article></body></html>"
    assert html_reader.read(make_source("f.html", page.encode())).manuscript.photos[0].caption == CAPTION


def test_counters_logos_and_portraits_do_not_lead() -> None:
    body = (
        '<img src="/img/logo.png"><img src="https://b.example/pixel.gif" width=1 height=1>'
        '<img class=author-avatar src="https://p.example/ana.jpg"><img src="https://p.example/ferry.jpg">'
    )
    assert read(body).photo.value == "https://p.example/ferry.jpg"  # type: ignore[union-attr]


def test_a_portrait_named_for_tests_does_not_lead_and_a_film_may() -> None:
    face = '<img data-testid=authorPhoto src="https://p.example/fill:88:88/1.jpg">'
    assert read(f'{face}<img src="https://p.example/ferry.jpg">').photo.value == "https://p.example/ferry.jpg"  # type: ignore[union-attr]
    film = '<div class=media><video poster="https://p.example/film.jpg" src="https://p.example/1.mp4"></video><div class=media-caption>{0}</div></div>'
    manuscript, body = raw(film.format(CAPTION))
    assert (manuscript.photos[0].src, manuscript.photos[0].caption) == ("https://p.example/film.jpg", CAPTION)
    assert body.find("video") is not None


def test_the_name_of_a_second_part_in_capitals_is_the_credit() -> None:
    figure = '<figure><img src="https://p.example/ferry.jpg"><figcaption><span>{}</span><span>{}</span></figcaption></figure>'
    photos = read(figure.format(CAPTION, "ANA RUIZ")).photos
    assert (photos[0].caption, photos[0].credit) == (CAPTION, "ANA RUIZ")
    assert read(figure.format(CAPTION, "Port Eller")).photos[0].credit == ""


def test_the_site_in_brackets_is_the_credit() -> None:
    page = f"<meta property='og:site_name' content='Packet Online'><nav><a href=/>Home</a></nav><article><h1>Ferry sails</h1><figure><img src='https://p.example/f.jpg'><figcaption>The ferry (Packet)</figcaption></figure>{PROSE}</article>"
    photo = html_reader.read(make_source("ferry.html", page.encode())).manuscript.photos[0]
    assert (photo.caption, photo.credit) == ("The ferry", "Packet")


def test_the_file_beside_the_page_leads_where_the_page_names_it_on_the_web() -> None:
    page = '<meta property="og:image" content="https://p.example/2026/ferry-1200x630.jpg"><nav><a href=/>Home</a></nav>'
    page += (
        f'<article><h1>Ferry sails</h1><img src="other_files/x.jpg"><img src="page_files/ferry.jpg">{PROSE}</article>'
    )
    manuscript = html_reader.read(make_source("page.html", page.encode())).manuscript
    assert manuscript.photos[0].src == "page_files/ferry.jpg"


def test_words_behind_a_picture_that_are_called_nothing_stay_in_the_story() -> None:
    body = raw('<figure><img src="https://p.example/ferry.jpg"></figure><p>Ana Ruiz was at the quay.</p>').body
    assert "Ana Ruiz was at the quay." in [one.get_text(" ").strip() for one in body.find_all("p")]


def test_a_picture_with_two_names_is_known_by_its_file() -> None:
    page = '<meta property="og:image" content="https://p.example/1024/ferry.jpg"><nav><a href=/>Home</a></nav><article><h1>Ferry sails</h1>'
    page += f'<figure><img src="https://p.example/resize/90/?url=https%3A%2F%2Fp.example%2Fferry.jpg.webp"><figcaption>{CAPTION}</figcaption></figure>{PROSE}</article>'
    manuscript = html_reader.read(make_source("page.html", page.encode())).manuscript
    assert [photo.caption for photo in manuscript.photos] == [CAPTION]
