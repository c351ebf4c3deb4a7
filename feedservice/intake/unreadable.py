"""What cannot be read, and what the desk says of it: files of kinds that nobody here reads, and letters. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from feedservice.article import Finding, Manuscript, Problem, Severity
from feedservice.text.encodings.decode import unreadable

_AS_WORD = "Open it, choose Save As or Export, Word Document (.docx), and drop that."
_AS_JPEG = "Export it as JPEG or PNG, and drop that."
_BY_HAND = "Unpack it, and drop the files that are in it."
_NO_FEED = "Leave it out of the folder; write a link to it into the article."
_COPY_TEXT = "Copy its text into a Word or text file, and drop that."

#: File name endings, less the dot: what such a file is, and what to do. Of kinds, not of programs; those that newsrooms have.
KINDS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("doc", "dot"), ("an old Word document", _AS_WORD)),
    **dict.fromkeys(("rtf", "odt", "ott", "fodt", "pages", "wps", "wpd", "gdoc", "docm", "dotx", "hwp"), ("a document of a kind", _AS_WORD)),
    "pdf": ("a PDF, made for paper,", f"Drop the document it was made from. Or: {_COPY_TEXT[0].lower()}{_COPY_TEXT[1:]}"),
    "epub": ("an e-book", _COPY_TEXT),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv", "tsv", "numbers"), ("a table", "Put the table into the article, in Word or HTML.")),
    **dict.fromkeys(("ppt", "pptx", "odp", "key"), ("a set of slides", _COPY_TEXT)),
    **dict.fromkeys(("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"), ("a packed archive", _BY_HAND)),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "webm", "m4v", "wmv", "mpg", "mpeg"), ("a film", _NO_FEED)),
    **dict.fromkeys(("mp3", "wav", "m4a", "aac", "ogg", "flac", "wma", "opus"), ("a sound recording", _NO_FEED)),
    **dict.fromkeys(("psd", "ai", "indd", "eps", "svg", "cdr", "xcf", "sketch"), ("a working file of a graphics program", _AS_JPEG)),
    **dict.fromkeys(("raw", "cr2", "cr3", "nef", "arw", "dng", "orf", "raf", "rw2"), ("a raw photo, as cameras write it,", _AS_JPEG)),
    **dict.fromkeys(("bmp", "ico", "jp2", "jxl", "pcx", "tga"), ("a picture of a kind", _AS_JPEG)),
    **dict.fromkeys(("msg", "pst", "mbox", "oft"), ("mail in a form", "Save the mail as .eml, or copy its text into a Word or text file.")),
    **dict.fromkeys(("mht", "mhtml", "webarchive", "maff"), ("a web page in one file", "Save the page as HTML, complete, and drop that.")),
    **dict.fromkeys(("url", "webloc", "lnk", "desktop"), ("only a link to something", "Drop the article itself.")),
    **dict.fromkeys(("xml", "nitf", "newsml", "tex", "rst", "adoc", "org", "textile", "wiki"), ("text in a notation", _COPY_TEXT)),
    **dict.fromkeys(("css", "js", "mjs", "map", "woff", "woff2", "ttf", "php"), ("a part of a web page", "Leave it out of the folder; the page itself and its pictures are enough.")),
    **dict.fromkeys(("exe", "dmg", "app", "msi", "bat", "com", "apk", "jar", "sh", "py"), ("a program", "Take it out of the folder.")),
}  # fmt: skip


def unknown(path: str) -> tuple[str, str]:
    """What is wrong with a file of a kind that no reader takes, and what to do."""
    ending = posixpath.splitext(path)[1].lower()
    if not ending:
        what = "The name of this file has no ending, so nobody can tell what it is."
        return what, "Give it its ending: .docx for Word, .txt for text, .html for HTML, .jpg for photos."
    known = KINDS.get(ending[1:])
    if known is None:
        return (
            f"Files of this kind ({ending}) are not read.",
            "Save the article as .docx, .html, .md or .txt, the photo as .jpg or .png.",
        )
    kind, remedy = known
    return f"This is {kind} that is not read ({ending}).", remedy


def told_of(manuscript: Manuscript) -> Manuscript:
    """The manuscript, with a warning when signs stand in it for letters that could not be read (U+FFFD)."""
    found = (manuscript.headline, manuscript.standfirst, manuscript.caption)
    words = "".join(manuscript.body.strings) + "".join(one.value for one in found if isinstance(one, Finding))
    said = unreadable(words)
    if said is None:
        return manuscript
    return replace(manuscript, problems=(*manuscript.problems, Problem(manuscript.path, *said, Severity.WARNING)))
