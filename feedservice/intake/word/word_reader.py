"""Word documents (.docx): made HTML by mammoth, and read as such. Pure.

Tables, lists, footnotes, endnotes, text boxes, formulas and hidden corners of the format are kept (`word_repair`);
headers, footers, comments and tracked deletions are no part of the story. Does not read .doc, .odt or .rtf.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from lxml import etree

from feedservice.article import SourceFile
from feedservice.errors import ArticleError, TooLarge
from feedservice.intake.enclosed_pictures import Enclosed
from feedservice.intake.evidence import Notes
from feedservice.intake.fields import TAKES, WORD_PROPERTIES, Takes
from feedservice.intake.html import html_reader
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.word import word_package
from feedservice.intake.word.word_repair import TEXT_PARTS, mend
from feedservice.intake.word.word_styles import STYLE_MAP, Style
from feedservice.intake.word.word_xml import local, named, shown_lines, words
from feedservice.text.scripts import HAN
from feedservice.text.unicode import legible, one_line

#: Elements and paragraphs of the main part: mammoth takes some ten seconds for so many.
MOST_ELEMENTS, MOST_PARAGRAPHS = 250_000, 15_000
_CORE = "docProps/core.xml"
#: Titles and names that programs write by themselves.
_JUNK_TITLE = re.compile(
    r"microsoft word\b.*|(?:document|dokument|documento|doc|untitled|unbenannt|sans titre|word document|title|titel|文档)\s*\d*|.*\.(?:docx?|rtf|odt|txt|pdf)|powerpoint.*",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r".*\b(?:microsoft|office|user|usuario|utilisateur|benutzer|admin|administrator|windows|owner|python-docx|apache|openoffice|"
    r"libreoffice|google|pandoc|editor|newsroom|redaktion|press|desk|un-named)\b.*",
    re.IGNORECASE,
)
_NAME = re.compile(rf"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){{1,4}}|[{HAN}]{{2,4}}")
#: Footnotes: the arrow that leads back, and the link to a place that no reader of feeds has.
_BACK = re.compile(r"(?<!\s)\s*+<a href=\"#(?:foot|end)note-ref-[^\"]*\">↑</a>")
_THERE = re.compile(r"<a href=\"#(?:foot|end)note-[^\"]*\"(?: id=\"[^\"]*\")?>(\[\d+\])</a>")
#: A picture alone in its paragraph, and the caption below it.
_FIGURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>\s*<p class=\"caption\">(.*?)</p>", re.DOTALL)
#: Pictures that browsers show; metafiles (EMF, WMF) are drawings of Windows.
_NOT_SHOWN = ("image/x-emf", "image/x-wmf", "image/emf", "image/wmf")


def read(source: SourceFile) -> RawCopy:
    """Read a Word document. Raises BrokenDocument, ProtectedDocument or TooLarge; what is missing is for compose to judge."""
    return read_document(source.content, Notes(source.path))


def read_document(content: bytes, notes: Notes) -> RawCopy:
    """Read a Word document on top of what is noted already. Raises as `read` does."""
    files = word_package.parts(notes.path, content)
    _note_properties(files.get(_CORE, b""), notes)
    enclosed = Enclosed()
    shown: list[str] = []
    markup = _markup(files, notes, enclosed, shown)
    notes.readable = notes.readable or "\n".join(shown)
    return enclosed.put_in(html_reader.read_markup(markup, notes))


def _markup(files: dict[str, bytes], notes: Notes, enclosed: Enclosed, shown: list[str]) -> str:
    """The document as HTML; where its form defeats mammoth, its paragraphs alone, with a warning. `shown` gets the words of each part."""
    roots: list[etree._Element] = []

    def mended(root: etree._Element) -> None:
        if local(root) in TEXT_PARTS:
            shown.append(shown_lines(root))
        mend(root, notes)
        if local(root) == "document":
            roots.append(root)

    package = word_package.rebuilt(notes.path, files, mended)
    if not roots:
        raise word_package.broken(notes.path)
    if sum(1 for _ in roots[0].iter()) > MOST_ELEMENTS or sum(1 for _ in named(roots[0], "p")) > MOST_PARAGRAPHS:
        raise _too_long(notes.path)
    try:
        return _by_mammoth(package, notes, enclosed)
    except ArticleError:
        raise
    except Exception:
        # mammoth raises KeyError, ValueError, AttributeError and others for documents that break the standard
        plain = "".join(f"<p>{escape(words(one))}</p>" for one in named(roots[0], "p") if words(one).strip())
        if not plain:
            raise word_package.broken(notes.path) from None
        notes.warn(
            "The Word file is damaged: only its plain paragraphs could be read, without lists, tables and pictures.",
            "Open it in Word, save it under a new name, and drop that.",
        )
        return legible(plain)


def _too_long(path: str) -> ArticleError:
    what = f"The Word file has more than {MOST_PARAGRAPHS} paragraphs, or {MOST_ELEMENTS} pieces of text."
    return TooLarge(path, what, "Save each article in a file of its own.")


def _by_mammoth(package: Any, notes: Notes, enclosed: Enclosed) -> str:
    import mammoth  # noqa: PLC0415  # imported where it is used: start-up time

    result = mammoth.convert_to_html(
        package,
        style_map=STYLE_MAP,
        include_embedded_style_map=False,
        transform_document=Style(notes).document,
        convert_image=lambda image: _picture(image, enclosed),
    )
    markup = _THERE.sub(r"\1", _BACK.sub("", legible(str(result.value))))
    return _FIGURE.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", markup)


def _picture(image: Any, enclosed: Enclosed) -> list[Any]:
    """A picture of the document; nothing for a metafile, or for one that is not in the file."""
    from mammoth import html as nodes  # noqa: PLC0415

    if image.content_type in _NOT_SHOWN:
        return []
    try:
        with image.open() as file:
            src = enclosed.address(file.read(), image.content_type or "image/jpeg")
    except (KeyError, OSError, ValueError):
        return []
    return [nodes.element("img", {"alt": image.alt_text or "", "src": src})] if src else []


def _note_properties(content: bytes, notes: Notes) -> None:
    """What the file's properties say, less what programs write there by themselves."""
    root = word_package.tree(notes.path, content) if content else None
    for element in root if root is not None else ():
        field, confidence = WORD_PROPERTIES.get(local(element), ("", 0.0))
        text = one_line(element.text or "")
        junk = (field == "headline" and _JUNK_TITLE.fullmatch(text)) or (
            TAKES.get(field) is Takes.PEOPLE and not _is_person(text)
        )
        if field and text and not junk:
            notes.add(field, text, "document properties", confidence)


def _is_person(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _NO_PERSON.fullmatch(text)
