"""How the trade writes credits, datelines, bylines and end marks."""

from __future__ import annotations

import pytest

from feedservice.intake.plain.head_scraps import is_date_scrap, is_role, kicker
from feedservice.intake.trade import (
    bare_credit,
    is_byline,
    leftover_reason,
    people,
    split_caption,
    split_dateline,
    split_opening,
)


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("BEIJING – Rain fell.", "BEIJING", "Rain fell."),
        ("PARIS, Nov. 19 (Agency) -- Rain fell.", "PARIS, Nov. 19 (Agency)", "Rain fell."),
        ("NEW YORK (AP) — Rain fell.", "NEW YORK (AP)", "Rain fell."),
        ("NEW YORK (AP)—Rain fell.", "NEW YORK (AP)", "Rain fell."),
        ("PARIS - Rain fell.", "PARIS", "Rain fell."),
        ("ST. JOHN'S, Newfoundland – Rain fell.", "ST. JOHN'S, Newfoundland", "Rain fell."),
        ("MÜNCHEN – Regen fiel.", "MÜNCHEN", "Regen fiel."),
        ("PORT ELLER, 18 November, 2026 – Rain fell.", "PORT ELLER, 18 November, 2026", "Rain fell."),
        ("LONDON, England (CNN) -- Rain fell.", "LONDON, England (CNN)", "Rain fell."),
        ("Berlin (dpa) - Regen fiel.", "Berlin (dpa)", "Regen fiel."),
        ("MOSKAU, 3. März (Agentur) — Regen fiel.", "MOSKAU, 3. März (Agentur)", "Regen fiel."),
        ("Roma, 3 mar. (askanews) - Pioggia.", "Roma, 3 mar. (askanews)", "Pioggia."),
        ("Madrid, 19 nov (EFE).- Lluvia.", "Madrid, 19 nov (EFE)", "Lluvia."),
        ("МОСКВА, 12 ноя — РИА Новости. Дождь шел.", "МОСКВА, 12 ноя — РИА Новости", "Дождь шел."),
        ("МОСКВА, 12 ноября. /ТАСС/. Дождь шел.", "МОСКВА, 12 ноября. /ТАСС/", "Дождь шел."),
        ("دمشق، سوريا (CNN) -- هطل المطر", "دمشق، سوريا (CNN)", "هطل المطر"),
        ("New Delhi: Rain fell.", "New Delhi", "Rain fell."),
        ("(CNN) Rain fell.", "(CNN)", "Rain fell."),
        ("[東京 19日 ロイター] - 雨が降った", "[東京 19日 ロイター]", "雨が降った"),
        ("(서울=연합뉴스) 김민수 기자 = 비가 왔다.", "(서울=연합뉴스)", "비가 왔다."),
        ("（中央社記者王明台北19日電）港口", "中央社記者王明台北19日電", "港口"),
        ("本报港城11月18日电 港口开放。", "本报港城11月18日电", "港口开放。"),
        ("İSTANBUL - Yağmur yağdı.", "İSTANBUL", "Yağmur yağdı."),
        ("ŞANLIURFA (AA) - Yağmur yağdı.", "ŞANLIURFA (AA)", "Yağmur yağdı."),
        ("İzmir (AA) - Yağmur yağdı.", "İzmir (AA)", "Yağmur yağdı."),
        ("ŁÓDŹ (PAP) – Spadł deszcz.", "ŁÓDŹ (PAP)", "Spadł deszcz."),
        ("ĐÀ NẴNG (TTXVN) - Mưa rơi.", "ĐÀ NẴNG (TTXVN)", "Mưa rơi."),
        ("SÃO PAULO, 19 nov (Reuters) - Choveu.", "SÃO PAULO, 19 nov (Reuters)", "Choveu."),
        ("【北京=山田太郎】雨が降った。", "【北京=山田太郎】", "雨が降った。"),
        ("新华社北京11月19日电（记者王明）港口开放。", "新华社北京11月19日电（记者王明）", "港口开放。"),
    ],
)
def test_a_dateline_is_parted_from_its_paragraph(text: str, dateline: str, rest: str) -> None:
    assert split_dateline(text) == (dateline, rest)


@pytest.mark.parametrize(
    "text",
    [
        "EU–Mercosur talks open.",
        "US-made cars are next.",
        "Paris – Rain fell.",
        "A – B",
        "COVID-19 – what we know",
        "BEIJING",
        "BEIJING –",
        "The town – all of it – slept.",
        "11月18日，港口开放。",
        "Smith (left) – Rain fell.",
        "Boris Johnson (PM) - said no.",
        "On November 19 – a Thursday – rain fell.",
        "WARNING: rain",
        "UPDATE 2 - Rain",
        "Mayor Ana Ruiz, 19 years - sentenced",
    ],
)
def test_other_openings_are_no_dateline(text: str) -> None:
    assert split_dateline(text) == ("", text)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Boats wait. [Photo/Agency]", "Boats wait.", "Agency"),
        ("Boats wait. (Photo: Ana Ruiz/Agency)", "Boats wait.", "Ana Ruiz/Agency"),
        ("Boats wait. (Photo by Leo Brandt)", "Boats wait.", "Leo Brandt"),
        ("Boats wait.  [ Photos / Agency ].", "Boats wait.", "Agency"),
        ("渔船。[图/新华社]", "渔船。", "新华社"),
        ("渔船。（图：港城报）", "渔船。", "港城报"),
        ("渔船。（摄影：王明）", "渔船。", "王明"),
        ("Boats wait. (AP Photo/Ana Ruiz)", "Boats wait.", "AP Photo/Ana Ruiz"),
        ("Boats wait. / AFP", "Boats wait.", "AFP"),
        ("Boats wait. © Ana Ruiz", "Boats wait.", "Ana Ruiz"),
        ("Boats wait. REUTERS/Ana Ruiz", "Boats wait.", "REUTERS/Ana Ruiz"),
        ("Boats wait. Photo by Ana Ruiz/CNET", "Boats wait.", "Ana Ruiz/CNET"),
        ("Boats wait. | Photo Credit: Ana Ruiz", "Boats wait.", "Ana Ruiz"),
        ("Bateaux. Crédit photo : Ana Ruiz", "Bateaux.", "Ana Ruiz"),
        ("渔船。新华社记者 王明 摄", "渔船。", "新华社记者 王明"),
        ("He took the photo by hand.", "He took the photo by hand.", ""),
        ("It rained, he said. (Xinhua)", "It rained, he said. (Xinhua)", ""),
        ("Boats wait (all of them).", "Boats wait (all of them).", ""),
        ("Boats [Photo/Agency] wait.", "Boats [Photo/Agency] wait.", ""),
    ],
)
def test_a_caption_is_parted_from_the_credit_that_closes_it(text: str, caption: str, credit: str) -> None:
    assert split_caption(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Photo: Ana Ruiz", "Ana Ruiz"),
        ("Photograph by Ana Ruiz", "Ana Ruiz"),
        ("Photo credit: Ana Ruiz", "Ana Ruiz"),
        ("Photo: Ana Ruiz (Agency)", "Ana Ruiz (Agency)"),
        ("(Photo: Ana Ruiz)", "Ana Ruiz"),
        ("[Photo/Agency]", "Agency"),
        ("© Ana Ruiz", "Ana Ruiz"),
        ("图/新华社", "新华社"),
        ("Image copyright Getty Images", "Getty Images"),
        ("Pic: Ana Ruiz", "Ana Ruiz"),
        ("Bild: Ana Ruiz", "Ana Ruiz"),
        ("Crédit photo : Ana Ruiz", "Ana Ruiz"),
        ("Фото: Анна", "Анна"),
        ("王明 摄", "王明"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("", ""),
    ],
)
def test_a_credit_is_the_name_alone(text: str, credit: str) -> None:
    assert bare_credit(text) == credit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ("BY ANA RUIZ", ("Ana Ruiz",)),
        ("By Ana Ruiz and Tom O'Leary", ("Ana Ruiz", "Tom O'Leary")),
        ("By Ana Ruiz, Tom Lee & Mira Holt", ("Ana Ruiz", "Tom Lee", "Mira Holt")),
        ("By J. R. Smith Jr. and Dr. Mira Holt", ("J. R. Smith Jr.", "Dr. Mira Holt")),
        ("Von Jana Meier und Uwe Groß", ("Jana Meier", "Uwe Groß")),
        ("记者 王明", ("王明",)),
        ("文/王明、林海", ("王明", "林海")),
        ("By Ana Ruiz |", ("Ana Ruiz",)),
    ],
)
def test_a_byline_names_its_people(text: str, names: tuple[str, ...]) -> None:
    assert is_byline(text)
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "By the sea all was calm",
        "By 2030 the quay will be longer",
        "By Monday he had lost it. Then he found it.",
        "By Monday the boat had sunk and all but two had left it.",
        "Byron Smith",
        "By Design",
        "By Monday",
        "By Christmas",
        "Di Maria",
        "Von der Leyen",
        "By",
        f"By {'A' * 200}",
    ],
)
def test_a_sentence_that_begins_with_by_is_no_byline(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "-30-",
        "- 30 -",
        "###",
        "# # #",
        "* * *",
        "ENDS",
        "End",
        "Ends.",
        "Enditem",
        "完",
        "（完）",
        "____",
        "———",
        "(END)",
        "/ends",
        "Ende",
        "FIN",
        "■",
        "[END]",
        "-ends-",
    ],
)
def test_end_marks_are_known(text: str) -> None:
    assert leftover_reason(text) == "end mark"


@pytest.mark.parametrize(
    "text", ["scroll to top", "Scroll to top ↑", "» Read more…", "Share", "返回顶部", "[Back to top]"]
)
def test_page_furniture_lines_are_known(text: str) -> None:
    assert leftover_reason(text) == "page furniture"


@pytest.mark.parametrize(
    "text",
    [
        "The end",
        "Ending",
        "Share prices rose.",
        "30",
        "Read more books",
        "To top it all, it rained.",
        "",
        "—",
        "share " * 9,
    ],
)
def test_short_news_lines_are_no_leftovers(text: str) -> None:
    assert leftover_reason(text) == ""


def test_reporters_named_in_a_dateline_are_a_byline() -> None:
    opening = split_opening("新华社北京11月19日电（记者张三、李四）港口开放。")
    assert opening is not None
    assert people(opening.byline) == ("张三", "李四")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("From Ana Ruiz in Paris", ("Ana Ruiz",)),
        ("From our correspondent", ()),
        ("From Paris with love", ()),
        ("From New York in Winter", ()),
        ("From the Town Hall in Leeds", ()),
    ],
)
def test_from_somebody_in_some_place_is_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert is_byline(line) is bool(names)
    assert not names or people(line) == names


@pytest.mark.parametrize(
    "line", ["11/20/26", "Nov. 20", "2026", "20 November", "Friday", "Published Nov 20", "Updated 3 hours ago", "14:30"]
)
def test_a_piece_of_a_date_is_known(line: str) -> None:
    assert is_date_scrap(line)


@pytest.mark.parametrize("line", ["The 3 of them", "May to quit", "20 dead", "On the day", "7", "March on Rome, 1922"])
def test_other_short_lines_are_no_piece_of_a_date(line: str) -> None:
    assert not is_date_scrap(line)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("NEWS / LOCAL", "Local"),
        ("SPORT | FOOTBALL", "Football"),
        ("World > Europe", "Europe"),
        ("POLITICS", "Politics"),
        ("HARBOUR | STORM", "Storm"),
        ("Harbour | Storm", ""),
        ("Storm hits", ""),
        ("World Cup final lost in Leeds", ""),
        ("Sport: 3-1", ""),
    ],
)
def test_a_kicker_names_its_section(line: str, section: str) -> None:
    assert kicker(line) == section


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Chief reporter", True),
        ("Political editor, Brussels", True),
        ("Editor quits", False),
        ("Reporters wait at the quay", False),
    ],
)
def test_a_role_alone_is_known(line: str, is_one: bool) -> None:
    assert is_role(line) is is_one
