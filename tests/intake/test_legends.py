"""Caption and credit of a picture, in whatever frame they stand."""

from __future__ import annotations

import pytest

from feedservice.article import Manuscript
from feedservice.intake import html
from feedservice.intake.legends import split_legend
from tests.factories import make_source

PROSE = "".join(
    f"<p>The board said on day {number} that the ferry would sail before the week is out, if it can.</p>"
    for number in range(5)
)
CAPTION, CREDIT = "Tugs pull the ferry clear.", "Ana Ruiz"


def read(body: str) -> Manuscript:
    page = (
        f"<html><body><nav><a href=/>Home</a></nav><article><h1>Ferry sails</h1>{body}{PROSE}</article></body></html>"
    )
    return html.read(make_source("ferry.html", page.encode()))


FRAMES = {
    "figcaption": "<figure>{img}<figcaption>{caption} <span class=credit>{credit}</span></figcaption></figure>",
    "credit beside figcaption": "<figure>{img}<span class=copyright>Foto: {credit}</span><figcaption>{caption}</figcaption></figure>",
    "paragraph in figure": "<figure>{img}<p>{caption}</p><p class=photo-author>Photo: {credit}</p></figure>",
    "boxes": "<div class=photo>{img}<div class=photo-title>{caption}</div><div class=photo-author>Photo: {credit}</div></div>",
    "one line": "<div>{img}<span>{caption} Photo: {credit}</span></div>",
    "brackets": "<div class=wp-caption>{img}<p class=wp-caption-text>{caption} (Photo: {credit})</p></div>",
    "label of a screen reader": "<figure>{img}<figcaption><span>Image</span> {caption} <cite>{credit}</cite></figcaption></figure>",
    "next box called a caption": "<div><div>{img}</div></div><div class=field-image-caption>{caption} Image: {credit}</div>",
    "before the story's box": "<header><figure>{img}<figcaption>{caption} © {credit}</figcaption></figure></header>",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_caption_and_credit_of_the_lead(frame: str) -> None:
    img = '<img src="https://p.example/ferry.jpg" width=800>'
    manuscript = read(frame.format(img=img, caption=CAPTION, credit=CREDIT))
    assert (manuscript.photos[0].caption, manuscript.photos[0].credit) == (CAPTION, CREDIT)
    paragraphs = [
        " ".join(one.get_text(" ").split()) for one in manuscript.body.find_all("p") if not one.find_parent("figure")
    ]
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
    ],
)
def test_the_words_below_a_picture(line: str, caption: str, credit: str) -> None:
    assert split_legend(line) == (caption, credit)


def test_counters_logos_and_portraits_do_not_lead() -> None:
    body = (
        '<img src="/img/logo.png"><img src="https://b.example/pixel.gif" width=1 height=1>'
        '<img class=author-avatar src="https://p.example/ana.jpg"><img src="https://p.example/ferry.jpg">'
    )
    assert read(body).photo.value == "https://p.example/ferry.jpg"  # type: ignore[union-attr]


def test_the_file_beside_the_page_leads_where_the_page_names_it_on_the_web() -> None:
    page = '<meta property="og:image" content="https://p.example/2026/ferry-1200x630.jpg"><nav><a href=/>Home</a></nav>'
    page += (
        f'<article><h1>Ferry sails</h1><img src="other_files/x.jpg"><img src="page_files/ferry.jpg">{PROSE}</article>'
    )
    manuscript = html.read(make_source("page.html", page.encode()))
    assert manuscript.photos[0].src == "page_files/ferry.jpg"
