"""What a file is by its first bytes, whatever its name says: one table of signatures, and what lies in containers. Pure.

The judge of the room: `kind_of` asks the signatures of binary files here, then `notations` for what is written in letters.
An answer is a form that is read, or the ending (of `file_kinds.UNREAD`, of photos, or .json) that such files have; nothing
when the bytes say nothing, and the name counts. Sources: the specification named in each row, and the lists of
Garykessler.net (file signatures) and libmagic. Why no library: docs/rooms/intake.md.
"""

from __future__ import annotations

import io
import re
from itertools import islice
from zipfile import ZipFile

from feedservice.intake.kinds.file_kinds import Form
from feedservice.intake.kinds.notations import head_of, kind_of_text

#: Bytes at a place in the file, and the ending of files that begin so.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", ".jpg"),  # JPEG, ISO 10918-1 B.1.1.3
    (0, b"\x89PNG\r\n\x1a\n", ".png"),  # PNG 5.2
    (0, b"GIF87a", ".gif"),
    (0, b"GIF89a", ".gif"),  # GIF89a 17
    (8, b"WEBPVP8", ".webp"),  # RFC 9649
    (8, b"WAVEfmt", ".wav"),  # RIFF
    (8, b"AVI LIST", ".avi"),
    (0, b"II*\0", ".tif"),  # TIFF 6.0 section 2
    (0, b"MM\0*", ".tif"),
    (0, b"8BPS\0", ".psd"),  # Adobe Photoshop file formats
    (0, b"\xc5\xd0\xd3\xc6", ".eps"),  # EPS with a preview, Adobe 5002
    (0, b"\0\0\1\0", ".ico"),
    (0, b"\xff\x0a", ".jxl"),  # ISO 18181
    (0, b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", ".indd"),
    (0, b"%PDF-", ".pdf"),  # ISO 32000-1 7.5.2
    (0, b"\x1f\x8b\x08", ".gz"),  # RFC 1952
    (0, b"BZh", ".bz2"),
    (0, b"\xfd7zXZ\0", ".xz"),
    (0, b"(\xb5/\xfd", ".gz"),  # Zstandard, RFC 8878
    (0, b"7z\xbc\xaf\x27\x1c", ".7z"),
    (0, b"Rar!\x1a\x07", ".rar"),
    (257, b"ustar", ".tar"),  # POSIX.1, pax
    (0, b"bplist0", ".plist"),  # CFBinaryPList.c
    (0, b"SQLite format 3\0", ".sqlite"),
    (0, b"\xffWPC", ".wpd"),  # WordPerfect
    (0, b"1\xbe\0\0", ".wps"),  # Windows Write
    (0, b"\xfe7\0", ".doc"),  # Word for the Mac, 4 and 5
    (0, b"\xdb\xa5-\0", ".doc"),  # Word for Windows 2
    (0, b"!BDN", ".pst"),  # [MS-PST] 2.2.2.6
    (0, b"\x78\x9f\x3e\x22", ".msg"),  # [MS-OXTNEF] 2.1: winmail.dat
    (0, b"L\0\0\0\x01\x14\x02\0", ".lnk"),  # [MS-SHLLINK] 2.1
    (0, b"ID3", ".mp3"),
    (0, b"fLaC", ".flac"),
    (0, b"OggS", ".ogg"),
    (0, b"\x1aE\xdf\xa3", ".mkv"),  # RFC 9559
    (0, b"\0\0\x01\xba", ".mpg"),
    (0, b"\0\0\x01\xb3", ".mpg"),
    (0, b"0&\xb2u\x8ef\xcf\x11", ".wmv"),  # ASF
    (0, b"\x7fELF", ".exe"),
    (0, b"wOFF", ".woff"),
    (0, b"wOF2", ".woff"),
    (0, b"\0\x01\0\0\0", ".ttf"),
    (0, b"\0\x05\x16\x07", ".plist"),  # AppleDouble, RFC 1740
    (0, b"0\x80\x06\x09*\x86H\x86\xf7\r\x01\x07", ".p7m"),  # PKCS #7 in BER and DER, RFC 5652
    (4, b"\x06\x09*\x86H\x86\xf7\r\x01\x07", ".p7m"),
)
#: Those that stand behind the first byte; and, for each first byte, these with those that begin with it, in order.
_INSIDE = tuple(row for row in _SIGNATURES if row[0])
_SIGNATURES_BY_BYTE = {
    first: tuple(row for row in _SIGNATURES if row[0] or row[1][:1] == first)
    for first in {row[1][:1] for row in _SIGNATURES if not row[0]}
}
#: Of these the beginning could be a text's; what else they hold makes it certain.
_CONFIRMED: tuple[tuple[bytes, bytes, str], ...] = (
    (b"BM", b"\0\0\0", ".bmp"),  # reserved fields
    (b"MZ", b"\0\0\0", ".exe"),
    (b"BZh", b"1AY&SY", ".bz2"),
    (b"ID3", b"\0", ".mp3"),
)
_HEAD_BYTES = 4096
_MOST_NAMES = 1000
#: What a box of ISO 14496-12 is, by its brand; all others are films.
_BRANDS = {
    b"heic": ".heic", b"heix": ".heic", b"mif1": ".heic", b"msf1": ".heic", b"hevc": ".heic", b"avif": ".avif", b"avis": ".avif",
    b"M4A ": ".m4a", b"M4B ": ".m4a", b"crx ": ".cr3",
}  # fmt: skip
#: What lies in a zip file of a program, by a part of a name or by the type that its first part states (ODF 1.3 part 2, EPUB).
_IN_ZIP: tuple[tuple[bytes, Form | str], ...] = (
    (b"application/vnd.oasis.opendocument.text", ".odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"application/vnd.oasis.opendocument.presentation", ".odp"),
    (b"application/vnd.oasis.opendocument", ".odt"),
    (b"application/epub+zip", ".epub"),
    (b"application/hwp+zip", ".hwp"),
    (b"Index/Presentation.iwa", ".key"),
    (b"Index/CalculationEngine", ".numbers"),
    (b"Index/Document.iwa", ".pages"),
    (b"word/vbaProject.bin", ".docm"),
    (b"word/", Form.WORD),
    (b"xl/", ".xlsx"),
    (b"ppt/", ".pptx"),
    (b"AndroidManifest.xml", ".apk"),
    (b"META-INF/MANIFEST.MF", ".jar"),
)
#: What is tried under the name of a Word document: one whose directory is gone, or whose parts lie elsewhere.
_READ_AS_WORD = frozenset({".zip", ".docm"})
#: Names of the parts of a compound file ([MS-CFB] 2.6.1), which stand in it in UTF-16.
_IN_COMPOUND_FILE = (
    ("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"), ("PowerPoint Document", ".ppt"), ("__properties_version1.0", ".msg"),
    ("HwpSummaryInformation", ".hwp"), ("Contents", ".wps"), ("MatOST", ".wps"),
)  # fmt: skip
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
#: A local file header (APPNOTE 4.3.7), for a zip file whose directory is gone.
_ZIP_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)


def kind_of(content: bytes, form: Form) -> Form | str:
    """What a file truly is that its name calls `form`: a form that is read, or the ending of what is not. `form` itself when
    its bytes say nothing else.
    """
    if content.startswith(b"PK\x03\x04"):
        kind = _in_zip(content)
        return Form.WORD if form is Form.WORD and kind in _READ_AS_WORD else kind
    if content.startswith(_COMPOUND_FILE):
        return _in_compound_file(content)
    found = _by_signature(content)
    return found or kind_of_text(head_of(content), content, form)


def _by_signature(content: bytes) -> str:
    head = content[:_HEAD_BYTES]
    for beginning, inside, ending in _CONFIRMED:
        if head.startswith(beginning):
            return ending if inside in head else ""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], ".mp4")
    near = _SIGNATURES_BY_BYTE.get(head[:1], _INSIDE)
    ending = next((ending for at, bytes_, ending in near if head.startswith(bytes_, at)), "")
    return ".webarchive" if ending == ".plist" and b"WebMainResource" in content else ending


def _in_zip(content: bytes) -> Form | str:
    """What a zip file is: a program's document, a Word document among them, or a packed archive."""
    names = _names_in_zip(content)
    return next((kind for sign, kind in _IN_ZIP if any(name.startswith(sign) for name in names)), ".zip")


def _names_in_zip(content: bytes) -> list[bytes]:
    """The names of its parts, and the type it states of itself; of a damaged one, the names that can be seen."""
    stated = re.search(rb"mimetype(application/[\w.+-]+)", content[:200])
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = [name.encode("utf-8", "replace") for name in archive.namelist()]
    except Exception:
        # zipfile raises struct.error, IndexError, NotImplementedError and others for damaged files, besides BadZipFile
        headers = islice(_ZIP_HEADER.finditer(content), _MOST_NAMES)
        names = [content[one.end() : one.end() + int.from_bytes(one[1], "little")] for one in headers]
    return [*names, *([stated[1]] if stated else [])]


def _in_compound_file(content: bytes) -> Form | str:
    """What Office wrote up to 2003; a new document with a password is one too, and for the Word reader to refuse."""
    if _LOCKED_PACKAGE in content:
        return Form.WORD
    names = ((name.encode("utf-16-le"), ending) for name, ending in _IN_COMPOUND_FILE)
    return next((ending for name, ending in names if name in content), ".doc")
