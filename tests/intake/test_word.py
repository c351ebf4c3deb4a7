"""Word documents: no word is lost, and the head is found by styles or by looks. Whole articles are in the golden folders."""

from __future__ import annotations

import io
from base64 import b64encode
from contextlib import suppress
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import ArticleError, BrokenDocument, ProtectedDocument, TooLarge, UnknownFormat
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.word import word_styles
from tests.factories import make_source
from tests.packages import NAMESPACES, document, package, paragraph

BODY = paragraph("Boats left at dawn, after four days in which nothing had moved on the water.") + paragraph(
    "All of them went, and by noon the quay was empty but for two cats and a crane."
)
HEAD = paragraph("Harbour reopens", "Title")
#: The smallest picture there is.
DOT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
PICTURE_LINK = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/{}"/></Relationships>'
)
PICTURE = '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'


def raw(body: str, path: str = "harbour.docx", **parts: bytes | str) -> RawCopy:
    return intake.read(make_source(path, document(body, **parts)))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def words(body: BeautifulSoup) -> str:
    return " ".join(body.get_text(" ").split())


def headline(body: str) -> str:
    found = read(body).headline
    assert found is not None
    return found.value


def styles(**names: str) -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    return f"<w:styles {NAMESPACES}>{made}</w:styles>"


HEADLINES = {
    "Title": paragraph("Harbour reopens", "Title") + BODY,
    "heading 1": paragraph("Harbour reopens", "Heading1") + BODY,
    "Title before heading 1": paragraph("Harbour reopens", "Title") + BODY + paragraph("A part", "Heading1") + BODY,
    "heading 2 on top": paragraph("Harbour reopens", "Heading2") + BODY,
    "bold": paragraph("Harbour reopens", run="<w:b/>") + BODY,
    "bold with a full stop": paragraph("Harbour reopens", run="<w:b/>") + BODY,
    "in the middle": paragraph("Harbour reopens", properties='<w:jc w:val="center"/>') + BODY,
    "larger": paragraph("Harbour reopens", run='<w:sz w:val="36"/>') + paragraph("Boats left.", run='<w:sz w:val="22"/>') + BODY,
    "short without a full stop": paragraph("Harbour reopens") + BODY,
    "below empty paragraphs": "<w:p/><w:p/>" + paragraph("Harbour reopens", "Title") + BODY,
    "by a byline": paragraph("By Ana Ruiz") + paragraph("Harbour reopens", "Title") + BODY,
}  # fmt: skip


@pytest.mark.parametrize("body", HEADLINES.values(), ids=HEADLINES)
def test_the_headline_is_known_by_style_or_looks(body: str) -> None:
    assert headline(body) == "Harbour reopens"


@pytest.mark.parametrize("name", ["Headline", "Überschrift", "Titre", "标题", "HED", "Заголовок"])
def test_a_style_of_the_newsrooms_own_may_mean_the_headline(name: str) -> None:
    body = paragraph("Harbour reopens", "x1") + BODY
    found = read(body, word__styles=styles(x1=name)).headline
    assert found is not None
    assert found.value == "Harbour reopens"


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Boats left at dawn.", run="<w:b/>"),
        paragraph("Boats left at dawn"),
        BODY,
        paragraph("PORT ELLER – Boats left", run="<w:b/>") + BODY,
    ],
    ids=["bold and alone", "alone", "sentences", "dateline"],
)
def test_what_may_be_the_story_stays_in_it_and_the_file_name_stands_in(body: str) -> None:
    manuscript, body = raw(body)
    assert manuscript.headline is not None
    assert manuscript.headline.source == "file name"
    assert "Boats left" in words(body)


def test_headings_below_the_headline_are_parts_of_the_story() -> None:
    body = raw(HEAD + BODY + paragraph("The crane", "Heading1") + BODY).body
    assert [heading.get_text(strip=True) for heading in body.find_all("h2")] == ["The crane"]


@pytest.mark.parametrize("style", ["", "Title"])
@pytest.mark.parametrize(
    ("line", "field", "found"),
    [
        ("NEWS / LOCAL", "section", "Local"),
        ("SPORT | FOOTBALL", "section", "Football"),
        ("Ana Ruiz", "byline", ("Ana Ruiz",)),
    ],
)
def test_a_line_above_the_headline_is_a_kicker_or_the_author(line: str, field: str, found: object, style: str) -> None:
    manuscript, body = raw(paragraph(line) + paragraph("Harbour reopens to the boats", style) + BODY)
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Harbour reopens to the boats"
    assert getattr(manuscript, field).value == found
    assert line not in words(body)
    assert [part.reason for part in manuscript.cut] == ["kicker"] * (field == "section")


@pytest.mark.parametrize("line", ["Boats and cats", "Sport for all ages", "Noon"])
def test_another_first_line_stays_the_headline(line: str) -> None:
    assert headline(paragraph(line) + BODY) == line


@pytest.mark.parametrize(
    ("base", "reading", "shown"),
    [("東京", "とうきょう", "東京（とうきょう）へ"), ("Eller", "EL-er", "Eller (EL-er)へ"), ("東京", "", "東京へ")],
)
def test_a_reading_above_a_word_follows_it_in_brackets(base: str, reading: str, shown: str) -> None:
    ruby = f"<w:ruby><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{base}</w:t></w:r></w:rubyBase></w:ruby>"
    assert shown in words(raw(f"{HEAD}{BODY}<w:p><w:r>{ruby}</w:r><w:r><w:t>へ</w:t></w:r></w:p>{BODY}").body)


KEPT = {
    "table": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "simple field": '<w:p><w:fldSimple w:instr="REF x"><w:r><w:t>kept</w:t></w:r></w:fldSimple></w:p>',
    "text from right to left": '<w:p><w:bdo w:val="rtl"><w:r><w:t>kept</w:t></w:r></w:bdo></w:p>',
    "tracked insertion": "<w:p><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>",
    "moved here": "<w:p><w:moveTo><w:r><w:t>kept</w:t></w:r></w:moveTo></w:p>",
    "hyperlink": '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>kept</w:t></w:r></w:hyperlink></w:p>',
    "content control": "<w:sdt><w:sdtContent><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "annotated characters": "<w:p><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>kept</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "formula": "<w:p><m:oMathPara><m:oMath><m:r><m:t>kept</m:t></m:r></m:oMath></m:oMathPara></w:p>",
    "text box, new form alone": "<w:p><w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>",
    "text box, both forms": "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    "new form without an old one": "<w:p><mc:AlternateContent><mc:Choice Requires='x'><w:r><w:t>kept</w:t></w:r></mc:Choice></mc:AlternateContent></w:p>",
    "paragraph whose end was deleted": "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>kept </w:t></w:r></w:p>",
    "list": '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr></w:pPr><w:r><w:t>kept</w:t></w:r></w:p>',
    "struck through": "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>kept</w:t></w:r></w:p>",
}  # fmt: skip


@pytest.mark.parametrize("markup", KEPT.values(), ids=KEPT)
def test_no_word_is_lost_and_none_is_doubled(markup: str) -> None:
    assert words(raw(HEAD + BODY + markup + BODY).body).split().count("kept") == 1


DROPPED = {
    "tracked deletion": "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
    "moved away": "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>",
    "comment mark": '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>',
    "field code": "<w:p><w:r><w:instrText>gone</w:instrText></w:r></w:p>",
    "hidden": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r></w:p>",
    "prompt of a form": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:sdtContent></w:sdt>",
}  # fmt: skip


@pytest.mark.parametrize("markup", DROPPED.values(), ids=DROPPED)
def test_what_word_does_not_print_is_no_part_of_the_story(markup: str) -> None:
    assert "gone" not in words(raw(HEAD + BODY + markup).body)


def test_hidden_text_is_listed_among_what_was_cut() -> None:
    cut = read(HEAD + BODY + DROPPED["hidden"]).cut
    assert [(part.words, part.reason) for part in cut] == [("gone", "hidden text")]


def test_comments_headers_and_footers_are_left_out() -> None:
    comments = (
        f'<w:comments {NAMESPACES}><w:comment w:id="1"><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:comment></w:comments>'
    )
    header = f"<w:hdr {NAMESPACES}><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:hdr>"
    parts = {"word__comments": comments, "word__header1": header, "word__footer1": header}
    assert "gone" not in words(raw(HEAD + BODY + DROPPED["comment mark"], **parts).body)


def test_notes_stand_at_the_end_with_their_numbers_and_lead_nowhere() -> None:
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p><w:r><w:t>As of May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    mark = '<w:p><w:r><w:t>Forty boats</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = raw(HEAD + BODY + mark + BODY, word__footnotes=notes).body
    assert "Forty boats [1]" in words(body)
    assert words(body).endswith("As of May.")
    assert body.find("a") is None


def test_letters_that_are_elements_are_letters() -> None:
    run = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:br/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t>"
    symbols = '<w:sym w:font="Wingdings" w:char="F028"/><w:sym w:font="Nobody Knows" w:char="F041"/><w:sym w:font="x" w:char="zz"/>'
    text = words(raw(HEAD + BODY + f"<w:p><w:r>{run}{symbols}</w:r></w:p>").body)
    assert "a b c d\u2011ef" in text.replace("  ", " ")
    assert text.endswith("A")


def test_a_letter_set_apart_at_the_opening_belongs_to_its_word() -> None:
    drop = paragraph("T", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert "The boats left" in words(raw(HEAD + drop + paragraph("he boats left at dawn.") + BODY).body)


def test_a_letter_set_apart_is_not_missed() -> None:
    drop = paragraph("T", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    readable = raw(HEAD + drop + paragraph("he boats left at dawn.") + BODY).manuscript.readable
    assert "The boats left" in " ".join(readable.split())


def test_words_drawn_along_a_path_are_words() -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="Harbour Days"/></v:shape></w:pict></w:r></w:p>'
    assert "Harbour Days" in words(raw(HEAD + BODY + art).body)


def test_a_formula_reads_as_a_line() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    square = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    assert "1/2x^2" in words(raw(HEAD + BODY + f"<w:p><m:oMath>{half}{square}</m:oMath></w:p>").body)


def test_code_is_known_by_style_and_by_its_typeface_unless_all_is_typed() -> None:
    typed = '<w:rFonts w:ascii="Courier New"/>'
    code = raw(HEAD + BODY + paragraph("ls  -l", run=typed) + paragraph("a  b", run=typed)).body.find("pre")
    assert code is not None
    assert "ls  -l\na  b" in code.get_text()
    typescript = HEAD + paragraph("Boats left at dawn. " * 9, run=typed) * 3
    assert raw(typescript).body.find("pre") is None


@pytest.mark.parametrize(
    ("style", "text", "field", "value"),
    [
        ("Subtitle", "Boats go out again", "standfirst", "Boats go out again"),
        ("Vorspann", "Boats go out again", "standfirst", "Boats go out again"),
        ("Byline", "Ana Ruiz", "byline", ("Ana Ruiz",)),
        ("作者", "王明", "byline", ("王明",)),
    ],
)
def test_styles_of_the_trade_name_fields(style: str, text: str, field: str, value: object) -> None:
    finding = getattr(read(HEAD + paragraph(text, "x") + BODY, word__styles=styles(x=style)), field)
    assert finding is not None
    assert finding.value == value


@pytest.mark.parametrize(
    ("title", "creator", "headline", "byline"),
    [
        ("Harbour opens", "Ana Ruiz", "Harbour opens", ("Ana Ruiz",)),
        ("Microsoft Word - harbour.doc", "Microsoft Office User", "Harbour", None),
        ("Document1", "admin", "Harbour", None),
        ("", "python-docx", "Harbour", None),
    ],
)
def test_properties_of_the_file_are_weak_evidence(title: str, creator: str, headline: str, byline: object) -> None:
    core = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>'
    manuscript = read(BODY, docProps__core=core)
    assert manuscript.headline is not None
    assert manuscript.headline.value == headline
    assert (manuscript.byline and manuscript.byline.value) == byline
    styled = read(HEAD + paragraph("By Tom Lee") + BODY, docProps__core=core)
    assert styled.headline is not None
    assert styled.headline.value == "Harbour reopens"
    assert styled.byline is not None
    assert styled.byline.value == ("Tom Lee",)


def test_pictures_are_handed_on_with_their_bytes() -> None:
    body = HEAD + BODY + f"<w:p><w:r><w:drawing><wp:inline>{PICTURE}</wp:inline></w:drawing></w:r></w:p>" + BODY
    with ZipFile(io.BytesIO(document(body))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= {"word/_rels/document.xml.rels": PICTURE_LINK.format("a.png").encode(), "word/media/a.png": DOT}
    manuscript = intake.read(make_source("harbour.docx", package(parts))).manuscript
    assert [photo.src for photo in manuscript.photos] == [f"data:image/png;base64,{b64encode(DOT).decode()}"]
    missing = intake.read(make_source("harbour.docx", package({**parts, "word/media/a.png": b""}))).manuscript
    assert missing.photos == ()


def test_a_document_in_strict_form_is_read() -> None:
    strict = document(HEAD + BODY)
    xml = ZipFile(io.BytesIO(strict)).read("word/document.xml").decode()
    old, new = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = intake.read(make_source("harbour.docx", package({"word/document.xml": xml.replace(old, new)}))).body
    assert words(body).startswith("Boats left at dawn")


def test_a_form_that_defeats_the_converter_still_gives_its_paragraphs_with_a_warning() -> None:
    broken = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    manuscript, body = raw(BODY + broken)
    assert "kept" in words(body)
    assert "damaged" in manuscript.problems[0].what


def test_another_document_inside_is_warned_of() -> None:
    assert "another document" in read(HEAD + BODY + '<w:altChunk r:id="x"/>').problems[0].what


REFUSED = {
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnknownFormat, r"old Word document.*\(\.docx\)"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), ProtectedDocument, "password"),
    "RTF": (b"{\\rtf1 Boats}", UnknownFormat, r"\(\.rtf\).*\(\.docx\)"),
    "PDF": (b"%PDF-1.7", UnknownFormat, "PDF"),
    "no zip file": (b"\x01\x02Boats left at dawn.", BrokenDocument, "damaged"),
    "cut off": (document(HEAD + BODY)[:-60], BrokenDocument, "damaged"),
    "no document in it": (package({}), BrokenDocument, "damaged"),
    "broken XML": (package({"word/document.xml": "<w:document>"}), BrokenDocument, "damaged"),
    "no body": (package({"word/document.xml": f"<w:document {NAMESPACES}/>"}), BrokenDocument, "damaged"),
    "entities": (package({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {NAMESPACES}><w:body>&a;</w:body></w:document>'}), BrokenDocument, "entities"),
    "a bomb": (package({"word/document.xml": b" " * 26_000_000}), TooLarge, "26 MB"),
    "a bomb of pictures": (package({"word/document.xml": "<a/>", "word/media/a.png": b"\0" * 20_000_000}), TooLarge, "20 MB"),
    "too deep": (document("<w:sdt>" * 400 + "</w:sdt>" * 400), BrokenDocument, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "error", "what"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, error: type[ArticleError], what: str) -> None:
    with pytest.raises(error, match=what) as caught:
        intake.read(make_source("harbour.docx", content))
    assert caught.value.remedy


def test_packing_that_no_word_file_has_is_refused() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(BrokenDocument):
        intake.read(make_source("harbour.docx", file.getvalue()))


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_manuscript_or_an_article_error(content: bytes) -> None:
    for wrapped in (content, b"PK\x03\x04" + content, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content):
        _read_or_refuse(wrapped)


@given(st.data())
def test_a_damaged_word_file_gives_a_manuscript_or_an_article_error(data: st.DataObject) -> None:
    whole = bytearray(document(HEAD + BODY + KEPT["table"] + KEPT["text box, both forms"]))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(whole))


_NAMES = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "numPr", "ind", "drawing", "pict", "sdt", "sdtContent", "del", "fldChar", "hyperlink", "sym", "ruby", "framePr", "footnoteReference"]  # fmt: skip


@st.composite
def _nonsense(draw: st.DrawFn, level: int = 0) -> str:
    name = draw(st.sampled_from(_NAMES))
    value = draw(st.sampled_from(["", "0", "x", "-1", "99999999999", "F0A1", "continue"]))
    inner = "".join(draw(st.lists(_nonsense(level + 1), max_size=3))) if level < 4 else "word"
    return f'<w:{name} w:val="{value}" w:id="{value}" w:char="{value}" w:fldCharType="{value}">{inner}</w:{name}>'


@given(_nonsense())
def test_elements_in_any_disorder_give_a_manuscript_or_an_article_error(markup: str) -> None:
    _read_or_refuse(document(BODY + markup))


def _read_or_refuse(content: bytes) -> None:
    """Read it; an ArticleError is an answer too, any other exception fails the test."""
    with suppress(ArticleError):
        assert isinstance(intake.read(make_source("harbour.docx", content)).manuscript, Manuscript)


def test_a_deleted_end_of_the_last_paragraph_loses_no_word() -> None:
    assert words(raw(HEAD + BODY + KEPT["paragraph whose end was deleted"]).body).endswith("kept")


def test_compressed_pictures_are_no_bomb() -> None:
    file = io.BytesIO(document(HEAD + BODY))
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bmp", bytes(range(256)) * 4000)
    assert words(intake.read(make_source("harbour.docx", file.getvalue())).body)


def test_every_name_of_a_style_means_one_thing_and_that_becomes_something() -> None:
    names = [name for styles in word_styles._NAMES.values() for name in set(styles)]
    assert len(names) == len(set(names)) == len(word_styles._MEANING)
    assert word_styles._MEANING["anreißer".casefold()] == "standfirst"  # ß is two letters without case
    assert all(f"'feedservice {meaning}'" in word_styles.STYLE_MAP for meaning in word_styles._NAMES)
