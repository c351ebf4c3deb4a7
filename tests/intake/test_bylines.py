"""Bylines taken apart, and lines at the foot of a story."""

from __future__ import annotations

import pytest

from feedservice.intake.boilerplate.end_marks import slug_reason, without_slug
from feedservice.intake.trade.bylines import Byline, is_byline, split_byline
from feedservice.intake.trade.closing_lines import closing_line
from feedservice.intake.trade.credits import is_credit, split_caption
from feedservice.intake.trade.datelines import split_opening
from feedservice.text.names import looks_like_a_name, spelled
from tests.growth import check_growth

ANA, TOM = "Ana Ruiz", "Tom O'Leary"

BYLINES = {
    "By Ana Ruiz and Tom O'Leary in Madrid, Agency": Byline((ANA, TOM), ("Agency",), "Madrid"),
    "Ana Ruiz, Political Editor": Byline((ANA,)),
    "Political editor Ana Ruiz": Byline((ANA,)),
    "By Chief Political Correspondent Ana Ruiz": Byline((ANA,)),
    "Ana Ruiz Staff Writer": Byline((ANA,)),
    "By Ana Ruiz, Staff Writer": Byline((ANA,)),
    "By Ana Ruiz, Reporter for The Elster Packet": Byline((ANA,)),
    "By Ana Ruiz, Special to The Elster Packet": Byline((ANA,)),
    "By Ana Ruiz for The Elster Packet": Byline((ANA,)),
    "By Ana Ruiz | Reuters": Byline((ANA,), ("Reuters",)),
    "By ANA RUIZ, Associated Press": Byline((ANA,), ("Associated Press",)),
    "By Ana Ruiz/Reuters": Byline((ANA,), ("Reuters",)),
    "By Ana Ruiz BBC News": Byline((ANA,), ("BBC News",)),
    "Ana Ruiz (Reuters)": Byline((ANA,), ("Reuters",)),
    "Ana Ruiz and agencies": Byline((ANA,), ("agencies",)),
    "By Ana Ruiz, ana.ruiz@elster.example, @anaruiz": Byline((ANA,)),
    "By Ana Ruiz Updated 19 November 2026": Byline((ANA,)),
    "By Ana Ruiz, Nov 19, 2026 2:30 pm ET": Byline((ANA,)),
    "By Ana Ruiz 2 hours ago": Byline((ANA,)),
    "19 November 2026 | By Ana Ruiz": Byline((ANA,)),
    "By Ana Ruiz · 5 min read": Byline((ANA,)),
    "Posted by Ana Ruiz": Byline((ANA,)),
    "Words: Ana Ruiz": Byline((ANA,)),
    "Reporting by Ana Ruiz and Tom O'Leary; Editing by Mira Holt": Byline((ANA, TOM)),
    "Ana Ruiz, New York": Byline((ANA,), (), "New York"),
    "By Ana Ruiz in New York and Tom O'Leary in Paris": Byline((ANA, TOM), (), "New York"),
    "By Ana de la Cruz, Jan van der Berg and Omar al-Sayed": Byline(
        ("Ana de la Cruz", "Jan van der Berg", "Omar al-Sayed")
    ),
    "BY PATRICK O'LEARY AND JOHN MCDONALD": Byline(("Patrick O'Leary", "John McDonald")),
    "By Dr. Mira Holt and Robert Downey, Jr.": Byline(("Dr. Mira Holt", "Robert Downey Jr.")),
    "Ortega y Gasset": Byline(("Ortega y Gasset",)),
    "By Staff Reporter": Byline((), ("Staff Reporter",)),
    "By The Associated Press": Byline((), ("Associated Press",)),
    "https://www.facebook.com/elster": Byline(),
    "Von unserem Redakteur Uwe Groß": Byline(("Uwe Groß",)),
    "Von Jana Meier, Berlin": Byline(("Jana Meier",), (), "Berlin"),
    "Par Hélène Mérieux, à Nîmes": Byline(("Hélène Mérieux",), (), "Nîmes"),
    "Words by Jane Poole, photography by Jim Bell": Byline(("Jane Poole",), (), ""),
    "記者陳美玲／台北報導": Byline(("陳美玲",), (), ""),
    "Jana Meier / dpa": Byline(("Jana Meier",), ("dpa",)),
    "Par Jean Dupont et Marie Curie, envoyée spéciale à Paris": Byline(("Jean Dupont", "Marie Curie"), (), "Paris"),
    "Por Ana Ruiz y Tomás Gil": Byline((ANA, "Tomás Gil")),
    "Door Jan de Vries en Piet Mol": Byline(("Jan de Vries", "Piet Mol")),
    "Text: Kari Nordmann Foto: Lars Berg": Byline(("Kari Nordmann",)),
    "Автор: Иван Петров и Анна Смирнова": Byline(("Иван Петров", "Анна Смирнова")),
    "بقلم: أحمد علي وسامي حسن": Byline(("أحمد علي", "سامي حسن")),
    "新华社记者王明、李华": Byline(("王明", "李华"), ("新华社",)),
    "记者 王明 通讯员 李华": Byline(("王明", "李华")),
    "本报记者 王明 责任编辑：李四": Byline(("王明",)),
    "王明 李华": Byline(("王明", "李华")),
    "王文": Byline(("王文",)),
    "文・山田太郎": Byline(("山田太郎",)),
    "山田 太郎": Byline(("山田 太郎",)),
    "김민수·이영희 기자": Byline(("김민수", "이영희")),
    "責任編輯：王明": Byline(),
}


@pytest.mark.parametrize(("text", "expected"), BYLINES.items())
def test_a_byline_is_people_houses_and_a_place(text: str, expected: Byline) -> None:
    assert split_byline(text) == expected


CLOSING = {
    "(Reporting by Ana Ruiz in Madrid; Editing by Mira Holt)": Byline((ANA,), (), "Madrid"),
    "Source: Xinhua | Editor: huaxia": Byline((), ("Xinhua",)),
    "来源：新华社 编辑：李四": Byline((), ("新华社",)),
    "（责任编辑：李四）": Byline(),
    "With input from agencies": Byline((), ("agencies",)),
    "(With inputs from PTI)": Byline((), ("PTI",)),
    "Quelle: dpa": Byline((), ("dpa",)),
    "Editor: Ana Ruiz": Byline(),
    "Source: he said that the harbour would be open.": None,
    "Sources close to the minister said he had left.": None,
    "Reporting by candlelight is hard.": None,
    "Editors were pleased with the result": None,
    "The harbour reopened.": None,
}


@pytest.mark.parametrize(("text", "expected"), CLOSING.items())
def test_a_line_at_the_foot_says_who_reported(text: str, expected: Byline | None) -> None:
    assert closing_line(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Ana Ruiz", "Ana", "J. R. Smith Jr.", "Ana de la Cruz", "Omar al-Sayed", "Mary-Jane O’Neill", "王明", "约翰·史密斯", "山田太郎",
     "김민수", "Анна Иванова", "أحمد علي", "Κώστας Παπάς", "Jean d'Arc", "TJ Smith"],
)  # fmt: skip
def test_names_look_like_names(text: str) -> None:
    assert looks_like_a_name(text)


@pytest.mark.parametrize(
    "text",
    ["", "A", "Share", "Comments", "Home", "Admin", "ana ruiz", "Ana Ruiz said", "Ana Ruiz 2026", "ana@packet.example", "https://a.example", "The Harbour",
     "Read more", "Boats left at dawn", "By Ana", "分享", "记者", "Ana Ruiz left. Then", "one two three four five six seven", "November", "x" * 100],
)  # fmt: skip
def test_other_words_do_not(text: str) -> None:
    assert not looks_like_a_name(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("ANA RUIZ", "Ana Ruiz"), ("TOM O'LEARY", "Tom O'Leary"), ("JOHN MCDONALD", "John McDonald"), ("JAN VAN DER BERG", "Jan van der Berg"),
     ("J.R. SMITH", "J.R. Smith"), ("MARY-JANE LEE", "Mary-Jane Lee"), ("Ana RUIZ", "Ana RUIZ"), ("TJ", "TJ"), ("ROBERT DOWNEY III", "Robert Downey III")],
)  # fmt: skip
def test_a_name_in_capitals_is_written_as_in_text(text: str, name: str) -> None:
    assert spelled(text) == name


@pytest.mark.parametrize(
    ("text", "agency", "byline"),
    [
        ("PARIS (Reuters) - Rain fell.", "Reuters", ""),
        ("МОСКВА, 12 ноя — РИА Новости. Дождь шел.", "РИА Новости", ""),
        ("[東京 19日 ロイター] - 雨が降った", "ロイター", ""),
        ("(서울=연합뉴스) 김민수 기자 = 비가 왔다.", "연합뉴스", "김민수 기자"),
        ("【新华社北京11月19日电】港口", "新华社", ""),
        ("PARIS – Rain fell.", "", ""),
    ],
)
def test_a_dateline_names_its_agency_and_reporter(text: str, agency: str, byline: str) -> None:
    opening = split_opening(text)
    assert opening
    assert (opening.agency, opening.byline) == (agency, byline)


@pytest.mark.parametrize(
    "text",
    [
        "Getty Images",
        "REUTERS/Ana Ruiz",
        "Ana Ruiz/AFP via Getty Images",
        "(AP Photo/Ana Ruiz)",
        "Photo by James Martin/CNET",
        "王明 摄",
    ],
)
def test_a_line_that_is_only_a_credit(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "AFP said so.",
        "Photos of the day",
        "Photo finish in the race",
        "Image is everything",
        "Bilder einer Ausstellung",
        "Credit Suisse fell",
    ],
)
def test_a_line_that_begins_like_a_credit(text: str) -> None:
    assert not is_credit(text)


def test_an_agency_in_brackets_is_a_credit_below_a_picture_only() -> None:
    assert split_caption("Boats wait. (Xinhua)", in_figure=True) == ("Boats wait.", "Xinhua")
    assert split_caption("Boats wait. (Xinhua)") == ("Boats wait. (Xinhua)", "")


@pytest.mark.parametrize(
    "text",
    [
        "^BC-Port Eller-Harbor,1st Ld-Writethru",
        "BC-EU--Harbour",
        "URGENT",
        "(Adds details)",
        "a0123",
        "Eds: Adds quotes.",
    ],
)
def test_words_among_editors_are_known(text: str) -> None:
    assert slug_reason(text) == "slug line"


@pytest.mark.parametrize(
    "text",
    ["US-made cars are next.", "Urgent repairs begin", "BC-made it rain.", "(Ada's details)", "EU-Mercosur", "Alerts"],
)
def test_news_is_no_slug_line(text: str) -> None:
    assert slug_reason(text) == ""


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("UPDATE 2-Harbour reopens", "Harbour reopens"),
        ("RPT-Harbour", "Harbour"),
        ("Update on the harbour", "Update on the harbour"),
    ],
)
def test_a_headline_without_what_the_wire_put_before_it(text: str, headline: str) -> None:
    assert without_slug(text) == headline


def _ask_everything(text: str) -> bool:
    """Whether a line is a byline, after all else that is asked of lines."""
    for ask in (split_byline, closing_line, split_opening, split_caption, is_credit):
        ask(text)
    return is_byline(text)


@pytest.mark.parametrize(
    ("start", "part", "times"),
    [
        ("By ", "A ", 500_000),
        ("By ", "Ana Ruiz, ", 100_000),
        ("", "a@", 500_000),
        ("", "a@", 500),  # below the cut
        ("Source: ", "x ", 400_000),
        ("", "PARIS ", 170_000),
        ("", "[", 1_000_000),
        ("", "图 ", 500_000),
    ],
)
def test_the_cost_of_a_line_of_a_megabyte_grows_with_its_length(start: str, part: str, times: int) -> None:
    assert not check_growth(lambda size: start + part * size, _ask_everything, times)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ana Ruiz (text) and Tom O'Leary (photos)", (ANA, TOM)),
        ("By Ana Ruiz & Tom O'Leary <ana@elster.example>", (ANA, TOM)),
        ("By Ana Ruiz [ana@elster.example]", (ANA,)),
        ("By Ana Ruiz, with photos by Tom O'Leary", (ANA,)),
        ("By Ana Ruiz, for The Elster Packet", (ANA,)),
        ("Von Ana Ruiz (ar)", (ANA,)),
        ("Von Ana Ruiz (Text) und Tom O'Leary (Fotos)", (ANA, TOM)),
        ("Text und Fotos: Ana Ruiz", (ANA,)),
        ("Por Ana Ruiz (texto) e Tom O'Leary (fotos)", (ANA, TOM)),
        ("Reportagem: Ana Ruiz", (ANA,)),
        ("संवाददाता: अनीता शर्मा", ("अनीता शर्मा",)),
        ("প্রতিবেদক: রহিম উদ্দিন", ("রহিম উদ্দিন",)),
        ("Ditulis oleh Budi Santoso", ("Budi Santoso",)),
        ("Piše: Ana Petrović", ("Ana Petrović",)),
        ("文／陳美玲", ("陳美玲",)),
        ("By Ana Ruiz, November 18, 2026, Port Elster", (ANA,)),
        ("By Ana Ruiz Published 18 Nov 2026 2:30 p.m. ET", (ANA,)),
        ("Da Redação", ()),
        ("নিজস্ব প্রতিবেদক", ()),
        ("By Our Correspondent in Port Elster", ()),
    ],
)
def test_a_line_of_names_and_what_they_did_is_a_byline(line: str, people: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert split_byline(line).people == people


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz 3 days later the bridge was closed", "By Ana Ruiz on 3 March 1911 the bridge opened", "By Ana Ruiz updated rules are in force",
        "By Ana Ruiz contact with the keeper was lost", "By November 18, 2026, the council had voted", "By 2030 the town wants a new bridge",
        "By Ana Ruiz’s account the bridge was open", "Von Montag an ist die Brücke gesperrt", "Por Ana Ruiz habló el puente entero",
        "Par trois fois le pont a été bloqué", "Oleh karena itu jembatan ditutup", "Text messages told the town", "Text by committee", "On November 18, 2026 by order of the court",
    ],
)  # fmt: skip
def test_a_sentence_that_opens_as_a_byline_does_is_none(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Photo: this word stands on the oldest plate of the sound.", False), ("Foto: so heißt das Schiff, das seit Jahren am Kai liegt.", False),
        ("Photo: courtesy of the family of the late keeper.", True), ("Photo: Harbour board", True), ("Foto: privat", True),
    ],
)  # fmt: skip
def test_a_sentence_behind_photo_is_no_credit(line: str, credit: bool) -> None:
    assert is_credit(line) is credit
