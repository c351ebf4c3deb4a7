"""Captions and credits, as the trade writes them. Pure.

A credit is what closes a caption in brackets or behind a mark, or a line of its own. Long lines are none.
"""

import re

from feedservice.text.agencies import known_agency
from feedservice.text.unicode import one_line

_OPENING, _CLOSING = tuple("([（【"), tuple(")]）】")
_LONGEST_LINE_CHARACTERS = 2_000
#: One of these stands in every credit that has no bracket around it.
_LOOSE_SIGNS = re.compile(r"[/©:：]|\((?:c|C)\)|\b(?:by|BY|By|of)\b")
#: Captions with no bracket around the credit are short; a longer paragraph is news that ends so.
_LONGEST_LOOSE_CHARACTERS = 300

#: What introduces a credit, by language; longest first where one holds another.
_CREDIT_WORDS = (
    "photo(?:graph)?s?", "photo credit", "picture", "pictures", "pic", "pics", "image", "images", "image credit", "image copyright", "image source", "photo illustration",
    "foto", "fotos", "fotografie", "fotografía", "fotografia", "bild", "bilder", "bildquelle", "bildnachweis", "crédit photo", "crédits photo", "crédit", "crédits", "credit", "credits", "credito", "crédito", "créditos",
    "fot", "zdjęcie", "kuva", "kuvaaja", "mynd", "фото", "снимка", "фотография", "φωτογραφία", "φωτό", "fotoğraf", "تصوير", "صورة", "الصورة", "مصدر الصورة", "عکس", "צילום", "फोटो", "ảnh", "ภาพ", "사진", "写真", "撮影",
    "illustration", "graphic", "screenshot", "courtesy", "handout",
)  # fmt: skip
_WORDS = "|".join(sorted(_CREDIT_WORDS, key=len, reverse=True))

#: The credit that closes a caption: [Photo/Xinhua], (Photo: Ana Ruiz/Agency), [图/新华社], （图：港城报）.
CREDIT_AT_END = re.compile(
    rf"[\[(（【]\s*(?:(?:{_WORDS})(?:\s+(?:by|courtesy(?: of)?|de|von|di|av))?|图片?|圖片?|图源|图片来源|摄影?|攝影?)\s*[/:：\s]\s*([^\[\](（）)【】]{{1,120}}?(?:\([^()]{{1,40}}\))?)\s*[\])）】]\s*\.?$",
    re.IGNORECASE,
)
#: (AP Photo/Ana Ruiz) · (Xinhua/Wang Ming) · (REUTERS/Ana Ruiz) · (Photo Ana Ruiz)
_WIRE_AT_END = re.compile(
    r"[\[(（【]\s*((?:[A-Z][\w.]{0,20}\s)?(?:Photo|Pool|Images)?\s?/?\s?[^\[\]()（）【】]{0,60})\s*[\])）】]\s*\.?$"
)
#: … at the quay. / AFP · … at the quay. REUTERS/Ana Ruiz · … at the quay. © Ana Ruiz · … at the quay. Photo: Ana Ruiz
_LOOSE_AT_END = re.compile(
    rf"(?<=[.!?。”\"'’\w|)])\s+(?:(?:©|\(c\))\s?(?P<mark>\S.{{1,80}})|/\s(?P<slash>[A-Z][\w .]{{1,30}})|(?<=[.!?。”\"’|)]\s)(?:(?P<wire>(?:REUTERS|AP|AFP|EPA|Getty Images|Xinhua|dpa)\s?/\s?[^\W\d_][^/.]{{2,50}})|(?:{_WORDS})(?:\s*[:：]\s*|\s+(?:by|courtesy of)\s+)(?P<named>(?-i:(?=[^\Wa-zß-ÿа-я\d_]))[^.:：]{{2,80}})))\.?$",
    re.IGNORECASE,
)
#: A credit on its own: Photo: Name/Agency, Photograph by Name, © Name, 图/新华社.
CREDIT_ALONE = re.compile(
    rf"^(?:(?:{_WORDS})\s*(?:by\b|credit\s*[:：]|courtesy(?: of)?\b|\.?\s*[:：]|/)|image (?:copyright|source|credit)\b,?|crédits? photos?\s*[:：]?|©(?:\s?\d{{4}})?|\(c\)|(?:图片?|圖片?)(?:来源|來源)?\s*[/:：]|图源\s*[/:：]?|(?:摄影?|攝影?)\s*[/:：])\s*(.{{1,120}})$",
    re.IGNORECASE,
)
#: AP Photo/Ana Ruiz · REUTERS/Ana Ruiz · Getty Images · Ana Ruiz/AFP/Getty Images: a credit by its house alone.
_HOUSES = re.compile(
    r"^(?:(?:AP|EPA|AAP|PA|CP) Photo/\S.{1,60}|(?:REUTERS|AFP|EPA|Xinhua|新华社|dpa|EFE|ANSA|Bloomberg|AP)\s?/\s?[^\W\d_].{1,60}|[^\W\d_][^/.:]{2,40}/\s?(?:AFP|AP|Reuters|EPA|Getty Images|Getty|Bloomberg|dpa|PA|AAP|EFE|Xinhua|Shutterstock|iStock|Alamy)(?:\s?(?:via|/)\s?[\w ]{2,30})?|(?:Getty Images|Shutterstock(?:\.com)?|iStock(?:photo)?|Alamy|Unsplash|Pixabay|Adobe Stock|Depositphotos|Imago|Imago Images|picture alliance|EPA|EPA-EFE|Pexels|Freepik|Wikimedia Commons)(?:\s?/\s?[\w .-]{2,40})?)$",
)
#: 王明 摄 · 新华社记者 王明 摄
_TAKEN_BY = re.compile(
    r"(?:^|[。\s（(])(?P<name>(?:[\u4e00-\u9fff]{2,8}(?:记者|記者)\s?)?[\u4e00-\u9fff·]{2,8})\s?[摄攝][）)]?$"
)


def _closes(line: str) -> bool:
    """Whether a bracket closes a line: most paragraphs have none there, and need not be looked at."""
    return any(letter in _CLOSING for letter in line[-3:])


def split_caption(text: str, *, in_figure: bool = False) -> tuple[str, str]:
    """Caption and credit of a caption line; the credit is empty when none closes it.

    An agency alone in brackets is a credit only below a picture: elsewhere it signs a paragraph of its report.
    """
    if len(text) > _LONGEST_LINE_CHARACTERS:
        return one_line(text), ""
    line = one_line(text)
    found = CREDIT_AT_END.search(line[-200:]) if _closes(line) else None
    if found:
        return line[: max(len(line) - 200, 0) + found.start()].strip(), found[1].strip()
    return _wire_credit(line, in_figure=in_figure) or (line, "")


def _wire_credit(line: str, *, in_figure: bool) -> tuple[str, str] | None:
    """A caption closed by a credit that names its house: (AP Photo/Ana Ruiz), / AFP, 王明 摄."""
    tail, before = line[-140:], max(len(line) - 140, 0)
    found = _WIRE_AT_END.search(tail) if _closes(line) else None
    if found and (_HOUSES.match(found[1]) or (in_figure and known_agency(found[1]))):
        return line[: before + found.start()].strip(), found[1].strip()
    found = _LOOSE_AT_END.search(tail) if len(line) <= _LONGEST_LOOSE_CHARACTERS and _LOOSE_SIGNS.search(tail) else None
    if found and (before or found.start() > 0):
        credit = found["mark"] or found["slash"] or found["wire"] or found["named"]
        if not found["slash"] or known_agency(credit):
            return line[: before + found.start()].strip(" |–-"), credit.strip(" .")
    found = _TAKEN_BY.search(tail) if "摄" in tail[-3:] or "攝" in tail[-3:] else None
    if found and (before or found.start("name") > 0):
        return line[: before + found.start("name")].strip(" （("), found["name"]
    return None


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit and nothing more."""
    line = one_line(text[:_LONGEST_LINE_CHARACTERS])
    if line[:1] in _OPENING and line[-1:] in _CLOSING:
        line = line[1:-1].strip()
    return len(line) <= 140 and bool(CREDIT_ALONE.match(line) or _HOUSES.match(line) or _TAKEN_BY.fullmatch(line))


def bare_credit(text: str) -> str:
    """A credit without its brackets and its “Photo:”; feeds carry the name only."""
    line = one_line(text)
    if line[:1] in _OPENING and line[-1:] in _CLOSING:
        line = line[1:-1].strip()
    found = CREDIT_ALONE.match(line[:_LONGEST_LINE_CHARACTERS])
    taken = _TAKEN_BY.fullmatch(line[:60])
    return found[1].strip() if found else taken["name"] if taken else line
