"""Bytes of unknown encoding into words, and what cameras write that nobody meant. Pure."""

from __future__ import annotations

import re

from feedservice.photos.metadata import legacy_encodings
from feedservice.text.encodings.entities import read_once_more
from feedservice.text.encodings.mojibake import mended
from feedservice.text.unicode import one_line

_LETTER = re.compile(r"[^\W\d_]")

#: What cameras, phones and programs write where a caption belongs. Sources: maker defaults as listed by ExifTool's
#: forum and by digiKam, Piwigo and Flickr, which all skip them.
CAMERA_WORDS = re.compile(
    r"^(?:olympus digital camera|(?:konica )?minolta digital camera|samsung (?:digital camera|camera pictures)"
    r"|sony dsc|minolta dsc|digital (?:still )?camera|kodak digital.*|nikon|canon|<?digimax.*|pentax.*digital.*"
    r"|exif[_ ]jpeg[_ ]?(?:picture|t422)?|jpeg(?: image)?|default(?: description)?|untitled|no description"
    r"|created (?:with|by) (?:the )?(?:gimp|paint|adobe|dall|inkscape).*|file written by adobe photoshop.*"
    r"|processed (?:with|by) .*|screenshot|(?:user )?comments?|description|caption|image description"
    r"|ascii|unicode|binary comment|creator: gd-jpeg.*|lead technologies.*|acd systems digital imaging|picasa"
    r"|(?:[bcdorsv]?hdr|cof|dav|sdr|mde|oznor|edf|bty|rbt|ptr|nor|yep|burst)(?:_.*)?"  # phones: modes of their cameras
    r"|(?:[a-z]:)?[\\/]?(?:dcim|users|documents and settings)[\\/].*)$",
    re.IGNORECASE,
)
#: img_0042, DSC01234.JPG, holiday-3.jpeg: the name of a file and no words.
_FILE_NAME = re.compile(
    r"^(?:\S+\.(?:jpe?g|jfif|png|gif|webp|tiff?|heic|heif|avif|psd|nef|cr[23]|arw|dng)"
    r"|_?(?:img|dsc[nf]?|dscn?|pict|pxl|mvi|mg|gopr|imag|image|photo|scan)[-_ ]?\d[\d_-]*)$",
    re.IGNORECASE,
)
#: Who is no creator: what cameras, programs and forms put there by themselves.
NOBODY = re.compile(
    r"^(?:unknown|none|n/?a|user|owner|admin(?:istrator)?|photographer|camera|default|picasa|author|artist|creator"
    r"|microsoft office user|(?:your|my) name|copyright|all rights reserved|\(c\)|©)?$",
    re.IGNORECASE,
)


def guessed(content: bytes, *, prefer_utf_8: bool = True, encoding: str = "") -> str:
    """Text of unknown encoding: UTF-8 if it is that, else the encoding given, else the one that fits (`legacy_encodings`).

    Even where another encoding is named, UTF-8 that is valid with letters above ASCII is UTF-8 (it hardly happens by
    chance), and where UTF-8 is named, other bytes are read as what they are. `prefer_utf_8` keeps the start of a text
    that was cut in the middle of a letter.
    """
    content = content.rstrip(b"\x00 ")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if prefer_utf_8 and error.start >= len(content) - 3:
            return content[: error.start].decode()
    return content.decode(encoding or legacy_encodings.fitting([content]), "replace").replace("\ufffd", "")


def repaired(text: str) -> str:
    """The text on one line, without what XML forbids; UTF-8 taken for another encoding, entities and tags are read."""
    return one_line(read_once_more(mended(text.replace("\x00", " "))))


def is_said(text: str) -> bool:
    """Whether a text is somebody's words: it has letters, and is neither a camera's own nor a file's name."""
    return bool(_LETTER.search(text)) and not CAMERA_WORDS.match(text) and not _FILE_NAME.match(text)
