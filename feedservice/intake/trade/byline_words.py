"""The words of bylines, in many languages: openers, roles, desks and what parts names; tables to read. Pure.

Says nothing about what a byline means: `bylines` does.
"""

import re

from feedservice.text.dates.calendar import MONTH_WORDS, WEEKDAY_WORDS

#: Openers that need a colon, a space or nothing after them, by script. Longest first.
_OPENERS_WORDS = (
    "written and photographed by", "as told to", "geschrieben von", "story and photos by", "text and photos by", "words and photos by", "analysis by", "additional reporting by", "opinion by",
    "reporting and writing by", "reported and written by", "written by", "reported by", "reporting by", "posted by", "published by", "compiled by", "story by",
    "words by", "text by", "review by", "interview by", "submitted by", "created by", "edited by", "contributed by", "report by", "column by", "by", "von", "par", "por", "di", "da", "door", "av", "af", "yazan", "oleh", "od", "ni", "autor", "scris de",
    "escrito por", "redactado por", "publicado por", "publié par", "écrit par", "propos recueillis par", "rédigé par", "scritto da", "a cura di", "geschreven door", "skrevet af", "skrevet av", "skriven av",
    "text von", "interview von", "ein interview von", "ein essay von", "ein gastbeitrag von", "eine kolumne von", "ein bericht von", "eine reportage von", "ein kommentar von", "eine analyse von", "aus dem englischen von", "tekst av", "tekst og foto av", "text av", "tekst af", "de nuestra redacción",
)  # fmt: skip
_OPENERS_COLON = (
    "words", "text", "texte", "texto", "testo", "tekst", "tekst i foto", "text och foto", "tekst og foto", "text und foto", "author", "authors", "autor", "autorin", "autoren", "autora", "autore", "autori", "auteur",
    "auteurs", "auteure", "author(s)", "byline", "reporter", "reporters", "writer", "автор", "авторы", "текст", "автори", "σύνταξη", "συντάκτης", "του", "της", "szerző", "írta", "kirjoittaja", "teksti", "yazar", "haber", "penulis", "reporter/penulis", "tác giả",
    "بقلم", "كتب", "كتبت", "إعداد", "الكاتب", "المصدر - كتب", "نویسنده", "خبرنگار", "گزارش", "כתב", "מאת", "लेखक", "लेखन", "द्वारा", "文・", "โดย",
)  # fmt: skip
_CJK_RANKS = r"(?:首席|特约|特派|实习|见习|驻地|全媒体|本报|本刊|本社|本网|文字)*(?:记者|記者|通讯员|通訊員|特约撰稿人|撰稿人|撰文|作者|执笔|特派员)"
_CJK_OPENER = (
    rf"[（(【\[\s]*(?:(?P<house>[\u3400-\u9fff]{{0,8}}?){_CJK_RANKS}\s*[/:：＝=・|│丨]?\s*"
    r"|(?:文字?|글|编译|編譯|取材|撰稿|整理)\s*(?:[/:：＝=・│丨]|\s)\s*)"
)
_ALTERNATIVES = "|".join(re.escape(word) for word in sorted(_OPENERS_WORDS, key=len, reverse=True))
_COLONED = "|".join(re.escape(word) for word in sorted(_OPENERS_COLON, key=len, reverse=True))
#: From Ana Ruiz in Paris: without the place it opens a sentence.
_FROM = r"from\s+(?=(?-i:[A-ZÀ-Þ][\w'’.-]+(?:\s[\w'’.-]+){1,3}\s+in\s+[A-ZÀ-Þ][\w'’. -]{2,30}$))"
OPENER = re.compile(
    rf"^[\s(\[—–-]*(?:(?:{_ALTERNATIVES})(?:\s*[:：]\s*|\s+)|{_FROM}|(?:{_COLONED})\s*[:：]\s*|(?:بقلم|كتب|كتبت|מאת|โดย)\s+)(?=\S)",
    re.IGNORECASE,
)
CJK = re.compile(rf"^{_CJK_OPENER}(?=\S)")
CJK_INSIDE = re.compile(rf"\s+{_CJK_RANKS}\s*[/:：＝=・|│丨]?\s*")
#: Openers that are a word of many sentences too: a byline after these needs a first and a last name.
WEAK = re.compile(r"^(?:di|da|av|af|od|ni|door|por|par|autor)\s", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u9fff]")

CUT = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+\.\w+|(?<!\w)@\w+|\bx\.com/\S+|\b(?:facebook|twitter|instagram|linkedin)\.com\S*"
    r"|\b\d+\s?(?:min(?:ute)?s?|mins)\b(?:\sread)?.*$|\b(?:(?:last|first)\s)?(?:updated|published|posted|modified|created|aktualisiert|veröffentlicht|mis à jour|publié|actualizado|publicado|aggiornato|pubblicato|обновлено|опубликовано|更新|发布)\b(?!\s+(?:by|von|par|por|da)\b).*$"
    r"|\b(?:follow|contact|email|tel)\b[:\s].*$",
    re.IGNORECASE,
)
#: What may stand between a name and its date.
BEFORE_DATES = MONTH_WORDS | WEEKDAY_WORDS | {
    "on", "at", "am", "den", "le", "il", "el", "um", "the", "kl", "vom", "à", "op", "ngày"
}  # fmt: skip
EDITING = re.compile(
    r"[;,.(|]?\s*\b(?:editing|edited|additional (?:reporting|editing)|translated|translation|compiled|photographs?|photos?|pictures|fotos?|fotografie|bilder|illustrations?|video|graphics?|produced|production|writing)\s*(?:by\b|[:：]).*$"
    r"|[;；\s（(]*(?:责任编辑|責任編輯|责编|編輯|编辑|校对|审核|監製|摄影|攝影|图|图片|写真|사진|편집|翻译|监制|来源)\s*[/:：].*$",
    re.IGNORECASE,
)
SEGMENTS = re.compile(r"\s*[|•·│丨]\s+|\s+[|•·│丨]\s*|\s+[–—-]{1,2}\s+|\s*//\s*|\s*\n\s*|[|│丨]|\s[-–—]{2,}")
ANDS = re.compile(
    r"\s*[;、；，&+]\s*|\s*,\s*(?:(?:and|und|et|och|og)\s+)?|\s+(?:and|und|et|och|og|with|avec|mit|con|и|та|και|ve|dan|và|και|at|та)\s+|\s*/\s*|(?<=\S)\s+و\s+",
    re.IGNORECASE,
)
#: One-letter “and”s, which also stand inside names (Ortega y Gasset): they part only full names.
SMALL_ANDS = re.compile(r"\s+(?:y|e|i|en|ja|a|és|si|și|و)\s+", re.IGNORECASE)
ARABIC_AND = re.compile(
    r"(?<=\s)و(?=[\u0621-\u064a]{3,}\s[\u0621-\u064a]{2,})(?!(?:ليد|ائل|سام|فاء|جدي|حيد|اصف|جيه|لاء|سيم|ديع|هيب|رد)\s)"
)
PLACE = re.compile(
    r"\s+(?:in|à|en|em|aus|from|at|i|a|из|в|v|w|på|fra|desde|de notre envoyé à)\s+(?P<place>(?=[^\W\d_])[A-ZÀ-ÞА-Я].{1,40})$"
)
FOR = re.compile(r"\s+(?:[Ff]or|FOR|of|per|für|pour|para|voor|för|للـ?)\s+(?P<house>.{2,60})$")
_ROLE_WORDS = (
    "editors?|reporters?|writers?|correspondents?|columnists?|journalists?|producers?|critics?|contributors?|analysts?|chief|anchor|presenter|photographers?|intern|"
    "fellow|blogger|director|bureau|special to|host|specialist|strategist|economist|professor|researcher|commentator|advisor|adviser|"
    "redakteur(?:in)?|korrespondent(?:in)?|reporterin|journalistin?|chefredakteur(?:in)?|volontär(?:in)?|autorin|journaliste|correspondante?|envoyée? spéciale?|rédact(?:eur|rice)(?: en chef)?|chroniqueu(?:r|se)|éditorialiste|"
    "corresponsal|redactora?|periodista|enviad[oa] especial|columnista|inviat[oa]|giornalista|corrispondente|correspondente|repórter|jornalista|redat?ora?|redacteur|verslaggever|verslaggeefster|correspondente|"
    "reportrar?|redaktör|journaliste?r?|korrespondenter?|toimittaja|redaktor(?:ka)?|dziennikarka|dziennikarz|reportér(?:ka)?|novinář|muhabiri?|wartawan|"
    "корреспондент|спецкор|обозреватель|редактор|журналист|кореспондент|مراسل(?:ة)?|محرر(?:ة)?|صحفي(?:ة)?|کاتب|记者|記者|编辑|編輯|通讯员|特派员|特派員|編集委員|기자|특파원|인턴기자|선임기자|논설위원"
)
ROLE = re.compile(rf"(?<!\w)(?:{_ROLE_WORDS})(?!\w)", re.IGNORECASE)
CJK_ROLE = re.compile(
    r"\s*(?:记者|記者|编辑|編輯|通讯员|特派員|編集委員|論説委員|인턴기자|선임기자|전문기자|특파원|기자|논설위원|撰稿|报道|報道|整理|(?<=\s)文)\s*$"
)
#: Words of desks and ranks, which belong to the role beside them.
_DESKS_WORDS = """
political senior chief foreign business sports sport economics economic economy science health healthcare education
environment environmental world staff special deputy assistant associate managing executive national international
diplomatic defence defense home city crime arts culture technology tech data news features investigations
investigative climate energy transport local general contributing freelance guest europe european asia africa african
middle east eastern us uk u.s. white house royal legal social affairs digital online video photo night web lead
multimedia opinion travel food fashion film music tv media money markets personal finance financial entertainment
lifestyle style court courts police county state regional capital campaign congressional weather religion property
consumer industry retail security cyber former the our and & political, north south west central latin america asian
lead principal junior trainee reporting real estate housing politics wine book books theatre art ständiger politischer
freier freie politique économique grand unser unsere notre nuestro nuestra специальный собственный наш фото
"""
DESKS = frozenset(_DESKS_WORDS.split())
BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]\s*")
