"""Lines at the foot of a story that say who reported, who edited and where it comes from. Pure."""

from __future__ import annotations

import re

from feedservice.intake.trade.bylines import LONGEST_BYLINE_CHARACTERS, Byline, split_byline, whole_byline
from feedservice.text.unicode import one_line

_CLOSING = re.compile(
    r"^[(\[（]*\s*(?:reporting|report|writing|written|compiled|with reporting|additional reporting|story)\s+(?:and\s+(?:writing|editing)\s+)?by\s+(.{3,300})$"
    r"|^[(\[（]*\s*(?:redaktion|bearbeitet von|édité par|(?:rédigé|reportage de)|información de|reporte de)\s*[:：]?\s+(.{3,200})$",
    re.IGNORECASE,
)
_AGENCY_INPUT = re.compile(
    r"^[(\[—–\s]*(?:with (?=(?:agency|agencies|wire) (?:inputs?|reports?))|(?:written |compiled |reported )?with (?:additional )?(?:inputs?|reporting|reports?|contributions?|information|material)\s+(?:from|by)|mit material von|avec|con información de|con informazioni di|"
    r"source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|bron|källa|kilde|źródło|zdroj|источник|джерело|kaynak|المصدر|来源|來源|稿源|出典|출처|sumber|nguồn)(?:\s*[:：/]\s*|\s+(?=\S)|)(.{2,120}?)(?:\s(?:inputs?|reports?))?[)\]]*[.。]?$",
    re.IGNORECASE,
)
_EDITOR_LINE = re.compile(
    r"^[(\[（【\s]*(?:web )?(?:editors?|editor in charge|redakteur(?:in)?|责任编辑|责编|責任編輯|编辑|編輯|校对|审核|监制|редактор|المحرر|تحرير|editing by|edited by|편집|copy ?edit(?:or|ing))(?:\s*[/:：|]|(?<=\bby))\s+?.{0,60}[)\]）】]*$"
    r"|^[(\[（【\s]*(?:责任编辑|责编|責任編輯|编辑|編輯)\s*[/:：].{1,40}$",
    re.IGNORECASE,
)


def closing_line(text: str) -> Byline | None:
    """Whom a line at the foot of a story names (“(Reporting by …; Editing by …)”, “Source: …”, “With inputs from …”).

    Editors alone give an empty byline. Nothing for any other line.
    """
    line = one_line(text[: 4 * LONGEST_BYLINE_CHARACTERS])
    if len(line) > LONGEST_BYLINE_CHARACTERS:
        return None
    reporters = _CLOSING.match(line)
    if reporters:
        return whole_byline(re.sub(r"[)\]）]+\.?$", "", reporters[1] or reporters[2]))
    parts = [
        part
        for part in re.split(
            r"\s*[|│丨]\s*|\s{2,}|(?<=\S)\s+(?=(?:责任编辑|责编|编辑|編輯|責任編輯|Editor)\s*[:：])", line
        )
        if part
    ]
    found = [_source_part(part) for part in parts]
    if not found or any(one is None for one in found):
        return None
    return Byline(agencies=tuple(dict.fromkeys(name for one in found if one for name in one)))


def _source_part(part: str) -> tuple[str, ...] | None:
    """The houses of “Source: …”, none of “Editor: …”, and nothing for a part that is neither."""
    if _EDITOR_LINE.match(part):
        return ()
    found = _AGENCY_INPUT.match(part)
    if not found:
        return None
    named = split_byline(found[1])
    has_colon = re.search(r"[:：]", part) is not None
    own = one_line(found[1]).strip(" .()")
    if named.agencies:
        return named.agencies
    return (own,) if has_colon and _may_be_a_house(own) else None


def _may_be_a_house(name: str) -> bool:
    """Whether what follows “Source:” may be a house's name: few words, the first one large."""
    opens = name[:1].isupper() or name[:1].lower() == name[:1].upper()
    return opens and len(name) <= 40 and len(name.split()) <= 5 and not re.search(r"[\d?!]|\.\s", name)
