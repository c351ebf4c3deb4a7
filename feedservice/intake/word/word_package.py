"""The parts of a .docx file, opened with care: it is a zip file of XML from anywhere. Pure.

Sizes are checked before anything is unpacked, no part may declare a document type (so no entity can grow or fetch),
and what is handed on is written anew from the trees that were checked. Does not judge the words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from feedservice.errors import ArticleError, BrokenDocument, ProtectedDocument, TooLarge

#: Unpacked size of all parts, and of those that are XML; a novel of 1,000 pages has 6 MB of XML.
MOST_BYTES = 150_000_000
MOST_XML_BYTES = 25_000_000
#: Parts in one file; a long report has a hundred.
MOST_PARTS = 5_000
#: Word's XML shrinks to a tenth or twentieth; only bombs shrink to a thousandth (deflate's limit is 1,032 to 1).
_MOST_SHRUNK = 300
_NOT_A_BOMB_BYTES = 10_000_000
#: Where parts lie that hold nothing of the story and that nothing here reads.
_NOT_READ = (
    "customXml/",
    "word/theme/",
    "word/glossary/",
    "word/settings.xml",
    "word/fontTable.xml",
    "docProps/app.xml",
)
#: The part of an OLE compound file ([MS-OFFCRYPTO] 2.3.4.4) in which Office puts a document with a password.
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "Open it in Word, choose Save As, Word Document (.docx), and drop that."


def parts(path: str, content: bytes) -> dict[str, bytes]:
    """Every part by its name, XML as bytes not yet looked at.

    Raises ProtectedDocument, TooLarge for what would unpack to too much, BrokenDocument for what is no zip file.
    """
    if not content.startswith(b"PK") and _LOCKED_PACKAGE in content:
        raise _protected(path)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if member.filename and not member.is_dir()]
            _refuse_bombs(path, members, len(content))
            wanted = [member for member in members if not member.filename.startswith(_NOT_READ)]
            return {member.filename: _unpacked(archive, member) for member in wanted}
    except ArticleError:
        raise
    except Exception as error:
        # zipfile raises IndexError, struct.error, zlib.error, RuntimeError and others for damaged files, besides BadZipFile
        raise broken(path) from error


def broken(path: str) -> BrokenDocument:
    """The error of a file that is damaged."""
    return BrokenDocument(
        path, "This Word file is damaged, or was not copied whole.", f"{_SAVE_AGAIN} Or copy it again."
    )


def _protected(path: str) -> ProtectedDocument:
    return ProtectedDocument(
        path,
        "This Word file is locked with a password, so nobody here can read it.",
        "Open it in Word, choose File, Info, Protect Document, Encrypt with Password, empty the box, and save it again.",
    )


def _refuse_bombs(path: str, members: list[ZipInfo], size_bytes: int) -> None:
    """Raise for what would unpack to more than any article, or is packed in a way no Word file is."""
    if any(member.flag_bits & 1 for member in members):
        raise _protected(path)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise broken(path)
    total = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if _is_xml(member.filename))
    shrunk = total > _NOT_A_BOMB_BYTES and total > _MOST_SHRUNK * size_bytes
    if total > MOST_BYTES or xml > MOST_XML_BYTES or len(members) > MOST_PARTS or shrunk:
        raise TooLarge(
            path,
            f"This Word file unpacks to {total // 1_000_000} MB in {len(members)} parts; no article is so large.",
            "Save the article alone in a new Word file, with its photos beside it.",
        )


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    """The bytes of a part, never more than it declares: the declared size was counted, the true one may be another."""
    with archive.open(member) as file:
        return file.read(member.file_size + 1)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def tree(path: str, content: bytes) -> etree._Element | None:
    """The tree of a part, or None when it is no XML. Raises BrokenDocument when it declares a document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocument(
            path, "This Word file declares entities of its own, which no program of Office writes.", _SAVE_AGAIN
        )
    return root


def rebuilt(path: str, files: Mapping[str, bytes], mend: Callable[[etree._Element], None]) -> io.BytesIO:
    """The package anew: each XML part checked, mended and written as UTF-8, broken ones left out, all else as it was."""
    package = io.BytesIO()
    with ZipFile(package, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            written = content
            if _is_xml(name):
                root = tree(path, content)
                if root is None:
                    continue
                mend(root)
                written = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            archive.writestr(ZipInfo(name), written)
    package.seek(0)
    return package
