"""What cameras, phones and programs write where a caption or a name belongs: told from somebody's words by what it says. Pure.

A caption says something in words. A file's name, a date, settings, a camera's make and model, a program's statement of
itself, and the label of an empty form say nothing of what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from feedservice.text.dates.date_words import WEEKDAY_WORDS
from feedservice.text.dates.parse import find_date, is_date_line
from feedservice.text.patterns import later

_LETTER = later(r"[^\W\d_]")
_WORD = later(r"[^\W_]+")
#: quay.jpg, My holiday 3.jpeg, C:\Users\Ana\quay, DCIM/100MEDIA/DJI_0042: a place on a disk.
_FILE = later(
    r"^(?:[^.!?]{1,80}\.(?:jpe?g|jfif|png|gif|webp|tiff?|heic|heif|avif|psd|nef|cr[23]|arw|dng|indd|eps|pdf)"
    r"|(?:[a-z]:)?[\\/]?(?:dcim|users|home|documents and settings|volumes|storage)[\\/].*|[a-z]:[\\/].*|file:.*)$",
    re.IGNORECASE,
)
#: One word of parts that no language joins so: DSC00019, P1010234, _MG_4711, 3f2b8a1c-77, Exif_JPEG_PICTURE.
_CODE = later(r"^(?=\S*(?:\d{3}|_|(?:\d\D*){6}))[\w().~+-]+$")
#: Letters of a name, which those of a camera's numbers are not: aruiz1975, but DSC00019.
_NAME, _FIGURES = later(r"[^\W\d_A-Z]{3}"), later(r"[\d_]+")
#: A year at the end of a name is none: Expo2026.
_WITH_YEAR = later(r"^#?[^\W\d_]*[^\W\d_A-Z][^\W\d_]{2,}[-_]?(?:19|20)\d\d$")
#: Settings as phones and generators of pictures write them: filter: 0; captureOrientation: 0; {"mode": 1, …
_SETTING = later(
    r"(?:^|[;,{\n])\s*\"?[A-Za-z][\w. ]{0,30}\"?\s*[:=]\s*\"?(?:-?\d[\d.]*|true|false|null)\b", re.IGNORECASE
)
_LEAST_SETTINGS = 3
#: What programs speak of in the comments they leave in pictures, and how.
_OF_PROGRAMS = later(
    r"(?<![^\W\d_])(?:jpe?g|png|gif|exif|encod\w+|codec\w*|quality|software|version|lossless|optimi[sz]ed|compress\w*|process\w*|convert\w*"
    r"|generat\w+|copyright|licen[cs]ed|plug-?in|created (?:with|by|using)|https?|www)(?![^\W\d_])|\bv?\d+\.\d+\.\d+|[{}<>=|\\]",
    re.IGNORECASE,
)
#: Words of a script that parts none count for several.
_LEAST_REMARK_WORDS, _LEAST_REMARK_LETTERS = 3, 6
#: What programs say of themselves: Created with GIMP, Processed with VSCO with a6 preset, Lavc58.134.100.
_STATEMENT = later(
    r"^(?:created|edited|processed|generated|optimi[sz]ed|compressed|converted|exported|resized|saved|scanned|made) (?:with|using|via) (.+)$",
    re.IGNORECASE,
)
_IN_STATEMENT = frozenset(
    {"the", "a", "an", "with", "and", "for", "on", "by", "preset", "filter", "version", "app", "v"}
)
_LONGEST_STATEMENT_WORDS = 8
#: Makers of cameras whose names are no other words. A file that names its maker needs none of them.
_MAKERS = frozenset({
    "olympus", "sony", "samsung", "nikon", "canon", "konica", "minolta", "pentax", "kodak", "eastman", "casio", "ricoh", "fujifilm", "panasonic",
    "lumix", "sanyo", "toshiba", "vivitar", "polaroid", "leica", "hasselblad", "gopro", "dji", "medion", "benq", "praktica", "rollei", "jenoptik",
    "coolpix", "cybershot", "powershot", "finepix", "easyshare", "photosmart", "digimax", "optio", "caplio",
})  # fmt: skip
#: What stands beside a maker's name.
_BESIDE_MAKER = frozenset({"digital", "still", "camera", "cameras", "dsc", "pictures", "picture", "exif", "jpeg", "corporation", "corp", "co", "ltd", "inc", "imaging", "zoom", "photo", "technologies", "company"})  # fmt: skip
#: Names of forms and of the screen's own pictures, alone or with a number or a date: Untitled-1, Screenshot 2026-11-18 at 10.12.45.
_LABELS = frozenset({
    "untitled", "default", "title", "description", "caption", "comment", "comments", "user", "image", "images", "img", "photo", "photos", "picture",
    "pictures", "pic", "jpeg", "jpg", "png", "exif", "scan", "scanned", "document", "ascii", "unicode", "binary", "null", "none", "undefined",
    "empty", "file", "copy", "digital", "still", "camera", "screenshot", "screen", "shot", "at", "am", "pm", "whatsapp", "hdr",
    "bild", "foto", "ohne", "titel", "unbenannt", "beschreibung", "bildschirmfoto", "um", "sans", "titre", "capture", "écran", "d", "à",
    "imagen", "sin", "título", "captura", "de", "pantalla", "la", "a", "las", "senza", "titolo", "immagine", "schermata", "alle", "ore",
    "afbeelding", "schermafbeelding", "naamloos", "om", "sem", "imagem", "tela", "skärmavbild", "kl", "skærmbillede", "namnlös",
    "снимок", "экрана", "изображение", "фото", "无标题", "未命名", "图片", "照片", "屏幕截图", "截屏", "無題", "名称未設定", "スクリーンショット",
})  # fmt: skip
_MOST_LABELS = 6
_MOST_BESIDE_DATE = 2
_BESIDE_DATE = frozenset({"at", "on", "um", "uhr", "t", "z", "h", "p", "m", "a", "am", "pm", "le", "à", "kl"})
#: The rest of what is known, as a last resort. Sources: maker defaults as listed by ExifTool's forum and by digiKam, Piwigo
#: and Flickr, which all skip them.
_KNOWN_LINES = (
    r"<?digimax.*", r"no (?:title|caption|description)", r"new (?:image|picture|photo)s?", r".*\bgd-jpeg v.*",
    r"file written by adobe photoshop.*", r"created by (?:adobe|gimp|paint|inkscape|dall).*", r"lead technologies.*",
    r"acd systems digital imaging", "picasa", "applemark", "ducky", r"intel\(r\) jpeg library.*", r"lav[cf]\d.*", "handbrake.*",
    "ffmpeg.*", "image ?magick.*", "software:.*",
)  # fmt: skip
#: What phones call the way a picture was taken.
_MODES = ("[bcdorsv]?hdr", "cof", "dav", "sdr", "mde", "oznor", "edf", "bty", "rbt", "ptr", "nor", "yep", "burst", "oplus", "lmc", "mtr", "hdrplus")  # fmt: skip
_KNOWN = later(rf"^(?:{'|'.join(_KNOWN_LINES)}|(?:{'|'.join(_MODES)})(?:_.*)?)$", re.IGNORECASE)
#: Who is no creator: what cameras, programs and forms put there by themselves.
_NOBODY = later(
    r"^(?:unknown|none|n/?a|user|owner|admin(?:istrator)?|photographer|camera|default|picasa|author|artist|creator"
    r"|microsoft office user|(?:your|my|photographer'?s|owner'?s|artist|author|camera owner) name|copyright|all rights reserved|\(c\)|©)?$",
    re.IGNORECASE,
)


def says_something(text: str, camera: AbstractSet[str] = frozenset()) -> bool:
    """Whether a text is somebody's words. `camera` are the words of make and model, as the same file has them, in small letters."""
    if not _LETTER.search(text) or _KNOWN.match(text) or _FILE.match(text):
        return False
    if _CODE.match(text) and not _WITH_YEAR.match(text):
        return False
    words = _words(text)
    return not (_is_of_camera(words, camera) or _is_label(text, words) or _is_statement(text) or _is_date(text))


def is_remark(text: str) -> bool:
    """Whether a picture's comment is a person's: several words, and not about files and programs."""
    words = _words(text)
    is_long = len(words) >= _LEAST_REMARK_WORDS or any(word[0] > "\u024f" for word in words)
    return is_long and sum(map(len, words)) >= _LEAST_REMARK_LETTERS and not _OF_PROGRAMS.search(text)


def is_somebody(name: str, camera: AbstractSet[str] = frozenset()) -> bool:
    """Whether a name is a person's or a house's."""
    if _CODE.match(name) and _NAME.search(name):
        name = _FIGURES.sub(" ", name)
    return says_something(name.replace("_", " "), camera) and not _NOBODY.match(name)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if _LETTER.search(word)]


def _is_of_camera(words: list[str], camera: AbstractSet[str]) -> bool:
    """Whether all words are a camera's make and model, and what its maker calls it."""
    makers = camera | _MAKERS
    return any(word in makers for word in words) and all(word in makers or word in _BESIDE_MAKER for word in words)


def _is_label(text: str, words: list[str]) -> bool:
    """Whether a text is the name of a form's field or of a picture, with nothing but figures beside it."""
    return len(words) <= _MOST_LABELS and all(word in _LABELS for word in words) and text[-1] not in "?!"


def _is_statement(text: str) -> bool:
    """Whether a text is settings, or a program's word of itself: names and numbers of versions after “created with”."""
    if len(_SETTING.findall(text)) >= _LEAST_SETTINGS or (text[0] in "{[<" and '":' in text):
        return True
    stated = _STATEMENT.match(text)
    rest = stated[1].split() if stated else []
    return 0 < len(rest) <= _LONGEST_STATEMENT_WORDS and all(
        word in _IN_STATEMENT or not word[0].islower() or any(map(str.isdigit, word)) for word in rest
    )


def _is_date(text: str) -> bool:
    """Whether a text is a date, and says not even whose it is."""
    if not any(map(str.isdigit, text)) or not is_date_line(text):
        return False
    rest = [word for word in _WORD.findall(text.replace(find_date(text), "")) if _LETTER.search(word)]
    return len(rest) <= _MOST_BESIDE_DATE and all(
        word.casefold() in WEEKDAY_WORDS | _BESIDE_DATE or word.isupper() for word in rest
    )
