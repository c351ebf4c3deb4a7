"""What a file is by the ending of its name, each ending once: what is read and how, and what is not, with a remedy. Pure.

What a file really is comes from its bytes; this says only who is to look at them. A further ending of a form that is read
is one entry here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from enum import StrEnum


class Form(StrEnum):
    """How the bytes of a file are written."""

    HTML = "HTML"
    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    WORD = "Word"
    MAIL = "mail"
    YAML = "YAML"
    JSON = "JSON"
    PICTURE = "a picture"
    RECORDING = "a sound or a film"
    TIMED = "a transcript or chapters"


#: Every ending that is looked at; of several sidecars beside one article, the one named first here wins.
FORMS: Mapping[str, Form] = {
    ".html": Form.HTML, ".htm": Form.HTML,
    ".txt": Form.PLAIN,
    ".md": Form.MARKDOWN, ".markdown": Form.MARKDOWN,
    ".docx": Form.WORD,
    ".eml": Form.MAIL,
    ".yaml": Form.YAML, ".yml": Form.YAML,
    ".json": Form.JSON,
    **dict.fromkeys(
        (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff"), Form.PICTURE
    ),
    **dict.fromkeys((".mp3", ".m4a", ".ogg", ".oga", ".opus", ".mp4", ".m4v", ".webm", ".weba", ".mov"), Form.RECORDING),
    **dict.fromkeys((".vtt", ".srt", ".transcript.json", ".chapters.json"), Form.TIMED),
}  # fmt: skip


def _ending_in(*forms: Form) -> tuple[str, ...]:
    return tuple(ending for ending, form in FORMS.items() if form in forms)


#: Articles that may come in a mail.
ATTACHED_ENDINGS = _ending_in(Form.HTML, Form.PLAIN, Form.MARKDOWN, Form.WORD)
ARTICLE_ENDINGS = (*ATTACHED_ENDINGS, *_ending_in(Form.MAIL))
SIDECAR_ENDINGS = _ending_in(Form.YAML, Form.JSON)
#: Looked at as photos; what they really are, Pillow says.
PHOTO_ENDINGS = frozenset(_ending_in(Form.PICTURE))
#: Sounds and films; what they really are, `feedservice.attachments` says.
RECORDING_ENDINGS = frozenset(_ending_in(Form.RECORDING))
#: What goes with a sound or a film, and is in time with it.
TIMED_ENDINGS = frozenset(_ending_in(Form.TIMED))
#: Endings of two parts, for what stands before the last tells what it is.
_DOUBLE = tuple(ending for ending in FORMS if ending.count(".") > 1)
#: Documents that are not read, and go with an article that names them.
PAPER_ENDINGS = frozenset({".pdf"})
#: No plain text, and may hold photos: their readers judge the bytes, and their files may be as large as photos.
CONTAINERS = frozenset(_ending_in(Form.WORD, Form.MAIL))

#: What browsers save with a page for its looks; beside one it is not even mentioned.
PAGE_PARTS = (".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot")
#: Endings of documents and archives under which people have what could be read; their bytes are looked at to say so.
MISNAMED = frozenset({".doc", ".dot", ".rtf", ".odt", ".docm", ".dotx", ".wps", ".zip", ".msg", ".mht", ".mhtml"})

_AS_WORD = "Open it, choose Save As or Export, Word Document (.docx), and drop that."
_AS_JPEG = "Export it as JPEG or PNG, and drop that."
_BY_HAND = "Unpack it, and drop the files that are in it."
_AS_FILM = "Export it as MP4, and drop that."
_AS_SOUND = "Export it as MP3 or M4A, and drop that."
_COPY_TEXT = "Copy its text into a Word or text file, and drop that."

#: Of endings that nobody here reads: what such a file is, and what to do. Of kinds, not of programs; those that newsrooms have.
UNREAD: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((".doc", ".dot"), ("an old Word document", _AS_WORD)),
    **dict.fromkeys((".rtf", ".odt", ".ott", ".fodt", ".pages", ".wps", ".wpd", ".gdoc", ".docm", ".dotx", ".hwp"), ("a document of a kind", _AS_WORD)),
    ".pdf": ("a PDF, made for paper,", f"Drop the document it was made from, or name it in an article that it goes with. Or: {_COPY_TEXT[0].lower()}{_COPY_TEXT[1:]}"),
    ".epub": ("an e-book", _COPY_TEXT),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv", ".tsv", ".numbers"), ("a table", "Put the table into the article, in Word or HTML.")),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), ("a set of slides", _COPY_TEXT)),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"), ("a packed archive", _BY_HAND)),
    **dict.fromkeys((".avi", ".mkv", ".wmv", ".mpg", ".mpeg", ".ogv", ".flv"), ("a film of a kind", _AS_FILM)),
    **dict.fromkeys((".wav", ".aac", ".flac", ".wma", ".aif", ".aiff", ".amr"), ("a sound recording of a kind", _AS_SOUND)),
    **dict.fromkeys((".psd", ".ai", ".indd", ".eps", ".svg", ".cdr", ".xcf", ".sketch"), ("a working file of a graphics program", _AS_JPEG)),
    **dict.fromkeys((".raw", ".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".raf", ".rw2"), ("a raw photo, as cameras write it,", _AS_JPEG)),
    **dict.fromkeys((".bmp", ".ico", ".jp2", ".jxl", ".pcx", ".tga"), ("a picture of a kind", _AS_JPEG)),
    **dict.fromkeys((".msg", ".pst", ".mbox", ".oft", ".emlx"), ("mail in a form", "Save the mail as .eml, or copy its text into a Word or text file.")),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive", ".maff"), ("a web page in one file", "Save the page as HTML, complete, and drop that.")),
    **dict.fromkeys((".url", ".webloc", ".desktop"), ("only a link to something", "Drop the article itself.")),
    **dict.fromkeys((".xml", ".nitf", ".newsml", ".tex", ".rst", ".adoc", ".org", ".textile", ".wiki", ".xtg"), ("text in a notation", _COPY_TEXT)),
    **dict.fromkeys((*PAGE_PARTS, ".php"), ("a part of a web page", "Leave it out of the folder; the page itself and its pictures are enough.")),
    **dict.fromkeys((".rss", ".atom", ".wxr"), ("a feed or export of many stories", "Drop each story by itself, as Word, HTML or text.")),
    **dict.fromkeys((".p7m", ".p7s", ".p7c"), ("an encrypted or sealed mail", "Open it in your mail program, and copy its text into a Word or text file.")),
    **dict.fromkeys((".pgp", ".gpg"), ("a text locked with PGP", "Unlock it, and drop what was inside.")),
    **dict.fromkeys((".ics", ".vcs", ".vcf"), ("an entry of a calendar or address book", "Take it out of the folder; the article itself is enough.")),
    **dict.fromkeys((".plist", ".sqlite", ".db", ".bin"), ("a file of a program's own", "Take it out of the folder; the article itself is enough.")),
    **dict.fromkeys((".exe", ".dmg", ".app", ".msi", ".bat", ".com", ".apk", ".jar", ".sh", ".py"), ("a program", "Take it out of the folder.")),
}  # fmt: skip


def suffix(path: str) -> str:
    """The ending of a file's name, lower case, with its dot; with both where it takes two (talk.chapters.json)."""
    ending = posixpath.splitext(path)[1].lower()
    if ending != ".json":
        return ending
    name = posixpath.basename(path).lower()
    return next((double for double in _DOUBLE if name.endswith(double) and name != double), ending)


def form_of(path: str) -> Form | None:
    """How a file is written, by its name; nothing for kinds that are not looked at."""
    return FORMS.get(suffix(path))
