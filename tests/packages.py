"""Word files for tests: real packages, made of readable XML."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A .docx file of these parts; what every package has is added where it is missing. The same parts, the same bytes."""
    whole = {"[Content_Types].xml": _CONTENT_TYPES, "_rels/.rels": _RELATIONS, **parts}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            member = ZipInfo(name)
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, content)
    return file.getvalue()


def package_of(folder: Path) -> bytes:
    """A .docx file of the parts that lie unpacked in a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return package({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def document(body: str, **parts: bytes | str) -> bytes:
    """A .docx file with this in its body, and other parts by name with __ for a slash: word__styles for word/styles.xml."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'
    others = {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()}
    return package({"word/document.xml": xml, **others})


def paragraph(text: str, style: str = "", run: str = "", properties: str = "") -> str:
    """A paragraph of one run; `run` holds the properties of the run, `properties` those of the paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{words}</w:p>"
