"""What a file is by its first bytes, whatever its name says; and what only begins like another kind."""

from __future__ import annotations

import gzip
import io
import json
import plistlib
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice import intake
from feedservice.errors import UnknownFormat
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS, FORMS, Form
from feedservice.intake.kinds.signatures import kind_of
from feedservice.intake.kinds.unreadable import foreign
from tests.factories import make_source
from tests.packages import package

NAMES = [ending for ending in ARTICLE_ENDINGS if FORMS[ending] in (Form.HTML, Form.PLAIN, Form.MARKDOWN)]


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def compound(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(200)


STORY = "<p>The lock at Ebbmouth reopens on Friday.</p><p>Barges wait at the upper gate.</p>"
MANY = b"\x00\x01\x02\x03" * 40
#: What is refused under every name of a text, and the ending in the sentence.
FOREIGN = {
    "RTF": (rb"{\rtf1\ansi{\fonttbl\f0 Times;}Lock reopens\par}", ".rtf"),
    "RTF below a byte order mark": (b"\xef\xbb\xbf{\\rtf1\\ansi Lock}", ".rtf"),
    "RTF in UTF-16": (r"{\rtf1\ansi Lock reopens\par}".encode("utf-16"), ".rtf"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", ".pdf"),
    "PDF below an empty line": (b"\r\n%PDF-1.4\n1 0 obj", ".pdf"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ".eps"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + MANY, ".jpg"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + MANY, ".png"),
    "WebP": (b"RIFF\x24\x00\x00\x00WEBPVP8 " + MANY, ".webp"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic" + MANY, ".heic"),
    "film": (b"\x00\x00\x00\x18ftypisom" + MANY, ".mp4"),
    "sound": (b"ID3\x04\x00\x00" + MANY, ".mp3"),
    "gzip": (gzip.compress(STORY.encode()), ".gz"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c" + MANY, ".7z"),
    "zip": (zipped(**{"notes/a.txt": b"A"}), ".zip"),
    "table": (zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), ".xlsx"),
    "slides": (zipped(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}), ".pptx"),
    "OpenDocument": (zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}), ".odt"),
    "Pages": (zipped(**{"Index/Document.iwa": b"\0"}), ".pages"),
    "e-book": (zipped(mimetype=b"application/epub+zip", **{"a.opf": b""}), ".epub"),
    "old Word": (compound("WordDocument"), ".doc"),
    "old Excel": (compound("Workbook"), ".xls"),
    "Outlook": (compound("__properties_version1.0"), ".msg"),
    "Safari's archive": (plistlib.dumps({"WebMainResource": {"x": b"y"}}, fmt=plistlib.FMT_BINARY), ".webarchive"),
    "Safari's link": (plistlib.dumps({"URL": "https://lock.example/"}), ".plist"),
    "Windows' link": (b"[InternetShortcut]\r\nURL=https://lock.example/\r\n", ".url"),
    "NITF": (f"<?xml version='1.0'?>\n<nitf><body>{STORY}</body></nitf>".encode(), ".nitf"),
    "NITF with its DTD": (f'<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">\n<nitf><body>{STORY}</body></nitf>'.encode(), ".nitf"),
    "NewsML-G2": (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="u"><x/></newsItem>', ".newsml"),
    "NewsML 1": (b'<?xml version="1.0"?><!DOCTYPE NewsML [\n<!ENTITY a "b">\n]><NewsML><x/></NewsML>', ".newsml"),
    "RSS": (b'<rss version="2.0"><channel><title>Lock</title></channel></rss>', ".rss"),
    "WordPress export": (b'<?xml version="1.0" encoding="UTF-8" ?>\n<!-- an export -->\n<rss version="2.0" xmlns:wp="w"><channel/></rss>', ".rss"),
    "Atom": (b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"><title>Lock</title></feed>', ".rss"),
    "RDF": (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="r"><x/></rdf:RDF>', ".rss"),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>', ".svg"),
    "some XML": (b'<?xml version="1.0" encoding="ISO-8859-1"?><story><head>Lock</head></story>', ".xml"),
    "XML in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><story>Lock</story>'.encode("utf-16"), ".xml"),
    "flat OpenDocument": (b'<?xml version="1.0"?><office:document xmlns:office="o"><x/></office:document>', ".fodt"),
    "Word 2003 XML": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"/>', ".doc"),
    "ninjs": (json.dumps({"uri": "urn:lock:1", "headline": "Lock reopens", "body_text": "Barges wait."}).encode(), ".json"),
    "JSON in a list": (b' [\n {"id": 1, "title": "Lock"}\n]\n', ".json"),
    "JSON by lines": (b'{"id": 1, "title": "Lock"}\n{"id": 2, "title": "Gate"}\n', ".json"),
    "JSON cut off": (b'{"id": 1, "title": "Lock reop', ".json"),
    "web page in one file": (b"From: <Saved by Blink>\nSnapshot-Content-Location: https://lock.example/\nSubject: Lock\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", ".mhtml"),
    "the same by Word": (b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\nX-MimeOLE: M\nDate: Wed, 18 Nov 2026 10:00:00 +0000\n\n--x\n', ".mhtml"),
    "a page with its server's answer": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Lock</p>", ".mhtml"),
    "mailbox": (b"From ana@lock.example Wed Nov 18 10:00:00 2026\nFrom: Ana\nSubject: One\n\nText.\n\nFrom ana@lock.example Wed Nov 18 10:00:00 2026\nFrom: Ana\n\nText.\n", ".mbox"),
    "Apple's mail": (b"812\nReceived: from x\nFrom: Ana\nSubject: Lock\n\nText.\n", ".emlx"),
    "PGP": (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA5x\n=a\n-----END PGP MESSAGE-----\n", ".pgp"),
    "S/MIME": (b"0\x80\x06\x09*\x86H\x86\xf7\r\x01\x07\x03" + MANY, ".p7m"),
    "S/MIME in letters": (b"-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n", ".p7m"),
    "invitation": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n", ".ics"),
    "address": (b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana\r\n", ".ics"),
    "TeX": (b"% a letter\n\\documentclass{article}\n\\begin{document}\nLock\n", ".tex"),
    "XPress Tags": (b"<v8.00><e0>\n@HEAD:Lock reopens\n", ".xtg"),
    "PHP": (b"<?php\necho 'Lock';\n", ".php"),
    "a script": (b"#!/bin/sh\necho Lock\n", ".sh"),
    "a database": (b"SQLite format 3\x00" + MANY, ".sqlite"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", FOREIGN)
def test_another_kind_under_the_name_of_an_article_is_refused_with_its_own_sentence(case: str, name: str) -> None:
    content, ending = FOREIGN[case]
    with pytest.raises(UnknownFormat) as caught:
        intake.read(make_source(f"lock{name}", content))
    assert f"({ending}), whatever its name says ({name})." in caught.value.what
    assert caught.value.remedy.endswith(".")


PAGE = f"<html><head><title>Lock</title></head><body><h1>Lock reopens</h1>{STORY}</body></html>"
MAIL = "From: Ana <ana@lock.example>\nSubject: Lock reopens\nMessage-ID: <1@lock.example>\nMIME-Version: 1.0\n\nBarges wait.\n\nThe gate is up.\n"
#: What is read, under a name that says otherwise.
READ_AS = {
    "a page called text": (".txt", PAGE.encode(), Form.HTML),
    "a page called Markdown": (".md", b"<!DOCTYPE html>\n" + PAGE.encode(), Form.HTML),
    "a page called Word": (".docx", PAGE.encode(), Form.HTML),
    "a page called mail": (".eml", PAGE.encode(), Form.HTML),
    "a page in UTF-16": (".txt", PAGE.encode("utf-16"), Form.HTML),
    "XHTML": (".txt", b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n' + PAGE.encode(), Form.HTML),
    "XHTML under its own name": (".html", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Lock</p></body></html>', Form.HTML),
    "a page below comments": (".html", b"\xef\xbb\xbf\n\n<!-- saved from url=(0022)https://lock.example/ -->\n<!-- x > y -->\n" + PAGE.encode(), Form.HTML),
    "a fragment called text": (".txt", STORY.encode(), Form.HTML),
    "a fragment below its headline": (".txt", f"Lock reopens\n\n{STORY}\n".encode(), Form.HTML),
    "text called a page": (".html", b"Lock reopens\n\nBarges wait.\n\nThe gate is up.", Form.PLAIN),
    "text called Word": (".docx", b"Lock reopens\n\nBarges wait at the gate.", Form.PLAIN),
    "a mail called text": (".txt", MAIL.encode(), Form.MAIL),
    "a mail called Markdown": (".md", MAIL.replace("\n", "\r\n").encode(), Form.MAIL),
    "a mail called a page": (".html", MAIL.encode(), Form.MAIL),
    "a mail as a mailbox of one": (".eml", b"From ana@lock.example Wed Nov 18 10:00:00 2026\n" + MAIL.encode(), Form.MAIL),
    "Word called text": (".txt", package({"word/document.xml": "<w:document/>"}), Form.WORD),
    "Word with macros": (".docx", package({"word/document.xml": "<w:document/>", "word/vbaProject.bin": b"x"}), Form.WORD),
    "Markdown by its head": (".txt", b"---\ntitle: Lock reopens\n---\n\nBarges wait.\n", Form.MARKDOWN),
    "Markdown by its headline": (".txt", b"# Lock reopens\n\nBarges wait.\n", Form.MARKDOWN),
    "Markdown by its marks": (".txt", b"Lock reopens\n\nBarges [wait](https://lock.example/a) at the **upper** gate.\n", Form.MARKDOWN),
    "JSON above Markdown": (".md", b'{\n  "title": "Lock reopens"\n}\n\nBarges wait.\n', Form.MARKDOWN),
}  # fmt: skip


@pytest.mark.parametrize("case", READ_AS)
def test_what_we_read_is_read_under_another_name(case: str) -> None:
    name, content, form = READ_AS[case]
    assert intake.true_form(make_source(f"lock{name}", content)) is form


#: Words that only begin like another kind: they stay what their name says.
WORDS = (
    "{Lock} is how the engineers write it.\n\nBarges wait.",
    "[Ebbmouth] The lock reopens.\n\nBarges wait.",
    '["Lock"] was painted on the gate.\n\nNobody knows why.',
    "From: the lock keeper's diary\n\nIt rained.",
    "From: Ana Ruiz\nSubject: Lock reopens\nDate: 18 November 2026\n\nBarges wait.",
    "From Friday on the lock is open.\n\nBarges wait.",
    "<3 was carved into the gate.\n\nBarges wait.",
    "< 5 metres is too low for barges.\n\nBarges wait.",
    "<b> stands for bold, the teacher said, and <p> for a paragraph.\n\nThe children wrote a page of <i>their own</i>.",
    "<rss> was the word on the wall.\n\nNobody knows why.",
    "PDF files are out, the council said.\n\n%PDF is how they begin.",
    "# 4 wins again\nand nobody wonders.\n\nShe laughed.",
    "#MeToo marches on.\n\nA thousand came.",
    "Lock reopens\n\n* * *\n\nBarges [sic] wait at **** gates.",
    "BM stands for Bürgermeister.\n\nMZ for nothing.",
    "MZ is a motorcycle.\n\nIt is loud.",
    "ID3 is a car.\n\nIt is quiet.",
    "BZh, said the bee.\n\nIt flew.",
    "812\nReceived wisdom has it that locks leak.\n\nThey do.",
    "begin 644 barges waited.\n\nThen 700.",
    "Title: Lock\nTo: the editors\nDate: today\n\nBarges wait.",
    "---\n\nA line stood above the story.\n\n---\n\nAnd one below.",
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nLock reopens\n\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_that_begin_like_another_kind_stay_words(words: str) -> None:
    assert kind_of(words.encode(), Form.PLAIN) is Form.PLAIN
    assert kind_of(words.encode("utf-16"), Form.PLAIN) is Form.PLAIN
    assert kind_of(words.encode(), Form.MARKDOWN) is Form.MARKDOWN


@pytest.mark.parametrize("name", [".doc", ".zip", ".docm"])
def test_a_document_that_could_be_read_is_asked_to_be_named_rightly(name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        intake.read(make_source(f"lock{name}", package({"word/document.xml": "<w:document/>"})))
    assert caught.value.remedy == "Give it the ending .docx, and it is read."


def test_a_page_called_an_old_document_is_asked_to_be_named_rightly() -> None:
    with pytest.raises(UnknownFormat, match=r"ending \.html"):
        intake.read(make_source("lock.doc", PAGE))


def test_an_empty_file_is_what_its_name_says() -> None:
    for name in ARTICLE_ENDINGS:
        assert kind_of(b"", FORMS[name]) is FORMS[name]


def test_a_mail_in_utf_16_and_a_fragment_below_its_headline_are_read_whole() -> None:
    mail = intake.read(make_source("lock.txt", MAIL.encode("utf-16")))
    assert mail.manuscript.headline is not None
    assert mail.manuscript.headline.value == "Lock reopens"
    assert "The gate is up." in mail.body.get_text()
    fragment = intake.read(make_source("lock.txt", f"Lock reopens\n\n{STORY}\n"))
    assert fragment.manuscript.headline is not None
    assert fragment.manuscript.headline.value == "Lock reopens"


def test_a_head_of_fields_above_html_holds_what_it_says() -> None:
    copy = intake.read(make_source("lock.html", f"---\ntitle: Lock reopens\ndraft: true\n---\n{STORY}"))
    assert copy.manuscript.draft is not None
    assert "draft" not in copy.body.get_text()


BEGINNINGS = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"<",
        b"{",
        b"<?xml ",
        b"<!--",
        b"From: a\nMIME-Version: 1\n",
        b"---\na: b\n",
        b"[",
        b"\xff\xfe",
    ]
)


@given(BEGINNINGS, st.binary(max_size=300), st.sampled_from([*map(FORMS.get, ARTICLE_ENDINGS)]))
def test_any_bytes_are_a_form_that_is_read_or_a_kind_with_a_sentence(
    beginning: bytes, content: bytes, form: Form
) -> None:
    kind = kind_of(beginning + content, form)
    assert isinstance(kind, Form) or foreign("lock.txt", kind)[1]
