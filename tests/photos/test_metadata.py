"""What photos say of themselves, in every kind of file and block; the pictures are made here, byte by byte where need be."""

from __future__ import annotations

import io
import random
import zlib
from hashlib import md5

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from feedservice.photos import metadata
from feedservice.photos.metadata import removal

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ps:Headline="Boats &amp; storm" ps:DateCreated="2026-11-18T09:30:00+01:00">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Boote warten.</rdf:li><rdf:li xml:lang="x-default">Boats wait.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Tom O’Leary</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Ana Ruiz</rdf:li></rdf:Alt></dc:rights>
<ps:Credit>Port Agency</ps:Credit>
<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Boats at a quay.</rdf:li></rdf:Alt></core:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""  # fmt: skip


def jpeg(*blocks: tuple[int, bytes]) -> bytes:
    """A small JPEG with these application segments."""
    whole = saved("JPEG")
    segments = b"".join(bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body for marker, body in blocks)
    return whole[:2] + segments + whole[2:]


def saved(kind: str, **options: object) -> bytes:
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, kind, **options)
    return file.getvalue()


def iim(*datasets: tuple[int, bytes], charset: bytes = b"") -> bytes:
    """An IPTC-IIM block of record 2."""
    opening = b"\x1c\x01\x5a" + len(charset).to_bytes(2, "big") + charset if charset else b""
    return opening + b"".join(
        b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value for number, value in datasets
    )


def resource(number: int, content: bytes) -> bytes:
    return (
        b"8BIM"
        + number.to_bytes(2, "big")
        + b"\0\0"
        + len(content).to_bytes(4, "big")
        + content
        + b"\0" * (len(content) % 2)
    )


def with_iptc(block: bytes, *more: bytes) -> bytes:
    return jpeg((0xED, b"Photoshop 3.0\0" + resource(0x0404, block) + b"".join(more)))


def with_xmp(packet: str | bytes) -> bytes:
    return jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + (packet.encode() if isinstance(packet, str) else packet)))


def said(content: bytes) -> dict[str, str]:
    """What was found, by field."""
    found = metadata.read(content)
    return {name: getattr(found, name).value for name in found.__dataclass_fields__ if getattr(found, name)}


ALL_OF_XMP = {
    "caption": "Boats wait.",
    "credit": "Port Agency",
    "creator": "Ana Ruiz, Tom O’Leary",
    "copyright": "© 2026 Ana Ruiz",
    "headline": "Boats & storm",
    "alt": "Boats at a quay.",
    "taken": "2026-11-18T09:30:00+01:00",
}


def gif_with_xmp() -> bytes:
    whole = saved("GIF")
    extension = b"\x21\xff\x0bXMP DataXMP" + XMP.encode() + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return whole[:-1] + extension + whole[-1:]


def png_with(kind: bytes, body: bytes) -> bytes:
    whole = saved("PNG")
    return (
        whole[:33]
        + len(body).to_bytes(4, "big")
        + kind
        + body
        + zlib.crc32(kind + body).to_bytes(4, "big")
        + whole[33:]
    )


KEYWORD = b"XML:com.adobe.xmp\0"
CARRIERS = {
    "JPEG": with_xmp(XMP),
    "WebP": saved("WEBP", xmp=XMP.encode()),
    "AVIF": saved("AVIF", xmp=XMP.encode()),
    "HEIC": saved("HEIF", xmp=XMP.encode()),
    "GIF": gif_with_xmp(),
    "PNG": png_with(b"iTXt", KEYWORD + b"\0\0\0\0" + XMP.encode()),
    "PNG, packed": png_with(b"iTXt", KEYWORD + b"\1\0\0\0" + zlib.compress(XMP.encode())),
    "TIFF": saved("TIFF", tiffinfo={700: XMP.encode()}),
    "UTF-16": with_xmp(XMP.encode("utf-16-be")),
    "UTF-16, small end first": with_xmp(XMP.encode("utf-16-le")),
    "padding and no end": with_xmp(XMP.removesuffix('<?xpacket end="w"?>') + " " * 2000),
}


@pytest.mark.parametrize("content", CARRIERS.values(), ids=CARRIERS)
def test_xmp_is_read_from_every_kind_of_file(content: bytes) -> None:
    assert said(content) == ALL_OF_XMP


IPTC = iim(
    (120, "Café at the quay.".encode()),
    (105, b"Headline"),
    (80, b"Ana Ruiz"),
    (80, b"Tom O'Leary"),
    (110, b"Port Agency"),
    (115, b"Elster Packet"),
    (116, "© Packet".encode()),
    (55, b"20261118"),
    (60, b"093000+0100"),
    charset=b"\x1b%G",
)
ALL_OF_IPTC = {
    "caption": "Café at the quay.",
    "headline": "Headline",
    "creator": "Ana Ruiz, Tom O'Leary",
    "credit": "Port Agency",
    "source": "Elster Packet",
    "copyright": "© Packet",
    "taken": "2026-11-18T09:30:00+01:00",
}
RAW = f"\niptc\n    {len(IPTC)}\n{IPTC.hex()}\n".encode()
IPTC_CARRIERS = {
    "JPEG": with_iptc(IPTC),
    "JPEG, behind other resources": jpeg((0xED, b"Photoshop 3.0\0" + resource(0x03ED, b"12345") + resource(0x0404, IPTC))),
    "JPEG, in two segments": jpeg(
        (0xED, b"Photoshop 3.0\0" + resource(0x0404, IPTC)[:40]), (0xED, b"Photoshop 3.0\0" + resource(0x0404, IPTC)[40:])
    ),
    "JPEG, bare": jpeg((0xED, IPTC)),
    "TIFF": saved("TIFF", tiffinfo={33723: IPTC}),
    "TIFF, in Photoshop's resources": saved("TIFF", tiffinfo={34377: resource(0x0404, IPTC)}),
    "PNG, as ImageMagick writes it": png_with(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(RAW)),
}  # fmt: skip


@pytest.mark.parametrize("content", IPTC_CARRIERS.values(), ids=IPTC_CARRIERS)
def test_iptc_is_read_from_every_kind_of_file(content: bytes) -> None:
    assert said(content) == ALL_OF_IPTC


CHARSETS = {
    "UTF-8, named": ("Łódź harbour".encode(), b"\x1b%G", "Łódź harbour"),
    "UTF-8, not named": ("Łódź harbour".encode(), b"", "Łódź harbour"),
    "UTF-8, named Latin-1": ("Łódź".encode(), b"\x1b.A", "Łódź"),
    "Windows-1252": ("“Café” – harbour".encode("cp1252"), b"", "“Café” – harbour"),
    "Windows-1252, named UTF-8": ("Caf\xe9 at the quay".encode("latin-1"), b"\x1b%G", "Café at the quay"),
    "UTF-8 cut in a letter": ("Der Hafen für Größ".encode() + b"\xc3", b"\x1b%G", "Der Hafen für Größ"),
    "Chinese": ("渡轮停在东港码头，乘客正在登船".encode("gb18030"), b"", "渡轮停在东港码头，乘客正在登船"),
    "UTF-8 taken for Windows-1252": ("MÃ¼ller im â€žHafenâ€œ".encode(), b"\x1b%G", "Müller im „Hafen“"),
    "UTF-8 taken for Windows-1251": ("Р“Р°РІР°РЅСЊ".encode(), b"\x1b%G", "Гавань"),
    "an accent before a closing quote": ("“Boats of A IRMÔ”".encode(), b"\x1b%G", "“Boats of A IRMÔ”"),
    "NULs and line ends": (b"Boats\0\r\nwait.\0\0\0", b"", "Boats wait."),
    "characters XML forbids": (b"Boats\x01\x02 wait.", b"", "Boats wait."),
}


@pytest.mark.parametrize(("value", "charset", "expected"), CHARSETS.values(), ids=CHARSETS)
def test_words_are_read_in_their_encoding(value: bytes, charset: bytes, expected: str) -> None:
    assert said(with_iptc(iim((120, value), charset=charset)))["caption"] == expected


def exif_block(kind: str = "JPEG", **tags: object) -> bytes:
    exif = Image.Exif()
    for number, value in tags.items():
        exif[int(number[1:], 16)] = value
    return saved(kind, exif=exif.tobytes())


EXIF = {
    "description and artist": ({"x010E": "Boats wait.", "x013B": "Ana Ruiz"}, {"caption": "Boats wait.", "creator": "Ana Ruiz"}),
    "copyright of photographer and editor": ({"x8298": "Ana Ruiz\0Port Agency"}, {"copyright": "Ana Ruiz; Port Agency"}),
    "Windows’ own, in UTF-16": (
        {"x9C9C": "Łódź am Abend".encode("utf-16-le") + b"\0\0", "x9C9D": "Ana Ruiz;Tom Li".encode("utf-16-le")},
        {"caption": "Łódź am Abend", "creator": "Ana Ruiz, Tom Li"},
    ),
    "a description before Windows’ comment": (
        {"x010E": "Boats wait.", "x9C9C": "boring".encode("utf-16-le")}, {"caption": "Boats wait."},
    ),
    "a camera’s words before a comment": (
        {"x010E": "OLYMPUS DIGITAL CAMERA", "x9C9B": "Boats".encode("utf-16-le")}, {"caption": "Boats"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize(("tags", "expected"), EXIF.values(), ids=EXIF)
def test_exif_is_read_from_every_kind_of_file(kind: str, tags: dict[str, object], expected: dict[str, str]) -> None:
    assert said(exif_block(kind, **tags)) == expected


def test_what_a_camera_leaves_behind_a_description_is_no_part_of_it() -> None:
    assert said(exif_block(x010E="Boats wait.\0 CAMERA  \0"))["caption"] == "Boats wait."


def test_a_description_in_utf_16_is_read() -> None:
    block = exif_block(x010E="Boats wait at the quay.".encode("utf-16-le").decode("latin-1"))
    assert said(block)["caption"] == "Boats wait at the quay."


def test_the_make_and_model_are_no_words() -> None:
    assert (
        said(exif_block(x010F="TORVIK", x0110="Torvik X-T9", x010E="TORVIK DIGITAL CAMERA", x013B="Torvik X-T9")) == {}
    )
    assert said(exif_block(x010F="TORVIK", x010E="Torvik harbour", x013B="Ana Torvik")) == {
        "caption": "Torvik harbour",
        "creator": "Ana Torvik",
    }


COMMENTS = {
    "ASCII": b"ASCII\0\0\0Boats wait.",
    "UTF-16": b"UNICODE\0" + "Boats wait.".encode("utf-16-le"),
    "UTF-16, large end first": b"UNICODE\0" + "Boats wait.".encode("utf-16-be"),
    "UTF-16 with a mark": b"UNICODE\0" + "Boats wait.".encode("utf-16"),
    "undefined": b"\0" * 8 + b"Boats wait.",
    "no header": b"Boats wait.",
    "JIS": b"JIS\0\0\0\0\0" + "Boats wait.".encode("iso2022_jp"),
}


@pytest.mark.parametrize("comment", COMMENTS.values(), ids=COMMENTS)
def test_user_comments_are_read_by_their_character_set(comment: bytes) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = comment
    assert said(saved("JPEG", exif=exif.tobytes())) == {"caption": "Boats wait."}


@pytest.mark.parametrize(
    ("time", "offset", "expected"),
    [
        ("2026:11:18 09:30:00", "+01:00", "2026-11-18T09:30:00+01:00"),
        ("2026:11:18 09:30:00", "", "2026-11-18T09:30:00"),
        ("2026:11:18 09:30:00", "nonsense", ""),
        ("0000:00:00 00:00:00", "", ""),
        ("    :  :     :  :  ", "", ""),
        ("2026:13:45 99:00:00", "", ""),
    ],
)
def test_the_date_is_that_of_the_shutter(time: str, offset: str, expected: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = time
    if offset:
        exif.get_ifd(0x8769)[0x9011] = offset
    assert said(saved("JPEG", exif=exif.tobytes())).get("taken", "") == expected


@pytest.mark.parametrize(
    ("date", "clock", "expected"),
    [
        (b"20261118", b"", "2026-11-18"),
        (b"20261100", b"", ""),
        (b"2026", b"", "2026"),
        (b"20261118", b"093000", "2026-11-18T09:30:00"),
    ],
)
def test_dates_of_iptc_are_as_exact_as_they_are(date: bytes, clock: bytes, expected: str) -> None:
    datasets = [(55, date), (60, clock)] if clock else [(55, date)]
    assert said(with_iptc(iim(*datasets))).get("taken", "") == expected


NOT_SAID = [
    "OLYMPUS DIGITAL CAMERA", "SONY DSC", "SAMSUNG CAMERA PICTURES", "KONICA MINOLTA DIGITAL CAMERA", "Exif_JPEG_PICTURE",
    r"DCIM\100MEDIA\DJI_0042.JPG", r"C:\Users\Ana\Pictures\quay.jpg", "IMG_0042", "DSC01234.JPG", "_MG_4711", "holiday-3.jpeg",
    "Default", "untitled", "Created with GIMP", "   ", "\0\0\0\0", "20261118", "-", "...", "cof", "hdr", "Processed with VSCO with a6 preset",
]  # fmt: skip


FORMS_OF_XMP = {
    "a value with qualifiers": (
        ('<dc:description><rdf:Alt><rdf:li xml:lang="x-default" rdf:parseType="Resource"><rdf:value>Boats wait.</rdf:value>'
        '<ps:Source>desk</ps:Source></rdf:li></rdf:Alt></dc:description>'),
        {"caption": "Boats wait."},
    ),
    "an empty default language": (
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default"> </rdf:li><rdf:li xml:lang="de">Boote warten.</rdf:li></rdf:Alt></dc:description>',
        {"caption": "Boote warten."},
    ),
    "a camera in the default language": (
        '<dc:description><rdf:Alt><rdf:li xml:lang="de">Boote warten.</rdf:li><rdf:li xml:lang="x-default">SAMSUNG</rdf:li></rdf:Alt></dc:description>',
        {"caption": "Boote warten."},
    ),
    "a bag of creators": (
        "<dc:creator><rdf:Bag><rdf:li>Ana Ruiz</rdf:li><rdf:li>Tom Li</rdf:li><rdf:li>Ana Ruiz</rdf:li></rdf:Bag></dc:creator>",
        {"creator": "Ana Ruiz, Tom Li"},
    ),
    "plain text": ("<dc:creator>Ana Ruiz</dc:creator><dc:description>Boats wait.</dc:description>", {"caption": "Boats wait.", "creator": "Ana Ruiz"}),
    "creators by PLUS": (
        ("<plus:ImageCreator><rdf:Seq><rdf:li rdf:parseType='Resource'><plus:ImageCreatorName>Ana Ruiz</plus:ImageCreatorName>"
        "<plus:ImageCreatorID>7</plus:ImageCreatorID></rdf:li><rdf:li plus:ImageCreatorName='Tom Li'/></rdf:Seq></plus:ImageCreator>"),
        {"creator": "Ana Ruiz, Tom Li"},
    ),
    "a picture in the picture": (
        ("<Iptc4xmpExt:ArtworkOrObject><rdf:Bag><rdf:li><rdf:Description><dc:creator>Old Master</dc:creator><dc:description>A painting."
        "</dc:description></rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:ArtworkOrObject><dc:creator>Ana Ruiz</dc:creator>"),
        {"creator": "Ana Ruiz"},
    ),
    "the words for those who do not see it": (
        ('<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Boats at a quay.</rdf:li></rdf:Alt></core:AltTextAccessibility>'
        '<core:ExtDescrAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Nine boats lie at a stone quay; one is red.</rdf:li></rdf:Alt>'
        "</core:ExtDescrAccessibility>"),
        {"alt": "Boats at a quay.", "description": "Nine boats lie at a stone quay; one is red."},
    ),
}  # fmt: skip


def packet_of(properties: str) -> str:
    """A packet that says only these properties."""
    start, end = XMP.index(' ps:Headline="'), XMP.index("</rdf:Description>")
    return f"{XMP[:start]}>{properties}{XMP[end:]}"


@pytest.mark.parametrize(("properties", "expected"), FORMS_OF_XMP.values(), ids=FORMS_OF_XMP)
def test_every_form_of_a_property_is_read(properties: str, expected: dict[str, str]) -> None:
    assert said(with_xmp(packet_of(properties))) == expected


def extension(packet: bytes, parts: int) -> list[tuple[int, bytes]]:
    """A packet in several segments, as Adobe's programs write one that is too long for one."""
    size, digest = -(-len(packet) // parts), md5(packet).hexdigest().upper().encode()
    opening = b"http://ns.adobe.com/xmp/extension/\0" + digest + len(packet).to_bytes(4, "big")
    return [(0xE1, opening + at.to_bytes(4, "big") + packet[at : at + size]) for at in range(0, len(packet), size)]


def test_what_the_first_packet_had_no_room_for_is_read() -> None:
    main = packet_of("<dc:creator>Ana Ruiz</dc:creator>")
    more = packet_of("<dc:description>Boats wait.</dc:description><dc:creator>Somebody else</dc:creator>").encode()
    content = jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + main.encode()), *extension(more, 3))
    assert said(content) == {"caption": "Boats wait.", "creator": "Ana Ruiz"}


def test_a_second_packet_says_what_the_first_leaves_open() -> None:
    packets = [packet_of("<dc:creator>Ana Ruiz</dc:creator>"), packet_of("<ps:Credit>Port Agency</ps:Credit>")]
    content = jpeg(*((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + one.encode()) for one in packets))
    assert said(content) == {"creator": "Ana Ruiz", "credit": "Port Agency"}


@pytest.mark.parametrize(
    ("text", "encoding", "charset"),
    [
        ("Ζωή", "iso8859_7", b"\x1b-F"),
        ("Лодка", "iso8859_5", b"\x1b-L"),
        ("Łódź", "iso8859_2", b"\x1b-B"),
        ("Café", "latin-1", b"\x1b-A"),
    ],
)
def test_a_character_set_that_iptc_names_is_the_one(text: str, encoding: str, charset: bytes) -> None:
    assert said(with_iptc(iim((120, text.encode(encoding)), charset=charset)))["caption"] == text


def test_words_of_a_png_are_read_whatever_the_case_of_their_names() -> None:
    assert said(png_with(b"tEXt", b"description\0Boats wait.")) == {"caption": "Boats wait."}
    assert said(png_with(b"tEXt", b"Artist\0Ana Ruiz")) == {"creator": "Ana Ruiz"}


@pytest.mark.parametrize("words", NOT_SAID)
def test_what_cameras_and_programs_write_is_no_caption(words: str) -> None:
    assert said(with_iptc(iim((120, words.encode())))) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Default on the loan was averted.",
        "SONY opens a plant",
        "DSC",
        "Camera crews at the quay",
        "渡轮",
        "Kamera läuft",
    ],
)
def test_words_that_only_look_like_them_are_captions(words: str) -> None:
    assert said(with_iptc(iim((120, words.encode())))) == {"caption": words}


@pytest.mark.parametrize("name", ["unknown", "Picasa", "user", "Photographer", "©"])
def test_nobody_is_no_creator(name: str) -> None:
    assert said(with_iptc(iim((80, name.encode()), (110, name.encode()), (116, name.encode())))) == {}


def test_xmp_goes_before_iptc_before_exif() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "by EXIF", "EXIF Person", "EXIF Rights"
    iptc = b"Photoshop 3.0\0" + resource(0x0404, iim((120, b"by IPTC"), (80, b"IPTC Person")))
    both = jpeg((0xE1, exif.tobytes()), (0xED, iptc))
    assert said(both) == {"caption": "by IPTC", "creator": "IPTC Person", "copyright": "EXIF Rights"}
    packet = XMP.replace("<ps:Credit>Port Agency</ps:Credit>", "")
    everything = jpeg((0xE1, exif.tobytes()), (0xED, iptc), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()))
    assert said(everything)["caption"] == "Boats wait."


def test_iptc_goes_first_when_a_program_without_xmp_has_changed_it_since() -> None:
    block = iim((120, b"Corrected caption"))
    packet = (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.encode())
    for digest, expected in ((md5(block).digest(), "Boats wait."), (md5(b"before").digest(), "Corrected caption")):
        resources = b"Photoshop 3.0\0" + resource(0x0404, block) + resource(0x0425, digest)
        assert said(jpeg((0xED, resources), packet))["caption"] == expected


def test_findings_say_where_they_stood() -> None:
    caption = metadata.read(with_iptc(iim((120, b"Boats wait.")))).caption
    assert caption is not None
    assert (caption.source, caption.confidence) == ("IPTC caption", 0.9)


@pytest.mark.parametrize(
    "packet",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XMP,
        XMP.replace("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x:xmpmeta').replace("Boats wait.", "&f;"),
        "<x:xmpmeta>" * 50_000,
        XMP.replace("Boats wait.", "<a>" * 5_000),
    ],
    ids=["entities", "a file by an entity", "deep", "deep inside"],
)  # fmt: skip
def test_hostile_packets_do_no_harm(packet: str) -> None:
    found = said(saved("WEBP", xmp=packet.encode()))
    assert "root" not in str(found)


def test_a_packet_with_entities_of_its_own_is_not_read() -> None:
    packet = XMP.replace("<rdf:RDF", '<!DOCTYPE x [<!ENTITY a "aaaa">]><rdf:RDF')
    assert said(with_xmp(packet)) == {}


def test_a_packet_that_breaks_off_gives_what_it_has() -> None:
    assert said(with_xmp(XMP[: XMP.index("<dc:rights>")]))["caption"] == "Boats wait."


WHOLE = {
    **CARRIERS,
    **{f"IPTC in {kind}": content for kind, content in IPTC_CARRIERS.items()},
    "EXIF": exif_block(x010E="Boats"),
}


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_damage_never_raises(content: bytes) -> None:
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(content[: chance.randrange(len(content))] if chance.random() < 0.3 else content)
        for _ in range(chance.randint(1, 8)):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        metadata.read(bytes(broken))
        removal.cleared(bytes(broken), b"<packet/>")


@given(
    st.sampled_from(
        [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0", b"MM\0*", b"GIF89a", b"\0\0\0\x18ftyp"]
    ),
    st.binary(max_size=400),
)
def test_any_bytes_at_all_are_read(start: bytes, rest: bytes) -> None:
    metadata.read(start + rest)
    removal.cleared(start + rest, b"<packet/>")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_rights_are_put_back_and_read_again(kind: str) -> None:
    found = metadata.read(with_xmp(XMP.replace("Port Agency", "Port &amp; Agency")))
    bare = removal.cleared(saved(kind, xmp=XMP.encode()) if kind == "WEBP" else saved(kind))
    content = removal.cleared(bare, removal.rights(found))
    Image.open(io.BytesIO(content)).load()
    assert said(content) == {
        "creator": "Ana Ruiz, Tom O’Leary",
        "credit": "Port & Agency",
        "copyright": "© 2026 Ana Ruiz",
    }


def said_by_iptc(text: str, encoding: str) -> str:
    found = metadata.read(with_iptc(iim((120, text.encode(encoding))))).caption
    return found.value if found else ""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Präsident Müller in Zürich", "L’été à Montréal", "José Núñez en São Paulo", "Café in Rome", "Fußball",
        "Beyoncé", "Zoë", "Ærø", "The captain’s boat", "Fish – and chips", "War, 1939–45", "“Quoted” headline", "© Ana Ruiz",
    ],
)  # fmt: skip
def test_latin_words_of_undeclared_encoding_stay_latin(text: str, encoding: str) -> None:
    assert said_by_iptc(text, encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент в Москве", "cp1251"), ("Фото: Иван Петров/ТАСС", "cp1251"), ("Киев", "cp1251"),
        ("София. Протест пред парламента", "cp1251"), ("Президент в Москве", "koi8-r"), ("Náměstí v Praze", "cp1250"),
        ("Αθήνα η πόλη", "cp1253"), ("新华社记者张三摄", "gb18030"), ("東京で開かれた会議", "cp932"),
    ],
)  # fmt: skip
def test_words_of_other_scripts_of_undeclared_encoding(text: str, encoding: str) -> None:
    assert said_by_iptc(text, encoding) == text


@pytest.mark.parametrize("text", ["é", "ÉTÉ", "Ó", "àéù", "ÇA IRA", "Ægir", "Æ", "Ñandú", "ÀÉÈ ÔÛ"])
def test_no_short_latin_caption_becomes_cyrillic(text: str) -> None:
    for encoding in ("cp1252", "mac_roman"):
        assert not any("\u0370" <= letter <= "\u07ff" for letter in said_by_iptc(text, encoding))


def test_all_words_of_a_photo_are_in_one_encoding() -> None:
    """“août” alone could be Czech; beside a caption it is not."""
    block = iim((105, "août".encode("mac_roman")), (120, "L’été à Montréal".encode("mac_roman")))
    assert metadata.read(with_iptc(block)).headline.value == "août"  # type: ignore[union-attr]


def test_what_a_twin_says_proves_the_encoding() -> None:
    """IPTC that is newer than XMP goes first; the old XMP still shows how its letters are meant."""
    block = iim((80, "Győr Ana".encode("cp1250")), (105, "Eső".encode("cp1250")))
    packet = XMP.replace("<rdf:li>Ana Ruiz</rdf:li><rdf:li>Tom O’Leary</rdf:li>", "<rdf:li>Győr Ana</rdf:li>")
    app1 = (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())
    digest = resource(0x0425, md5(b"older").digest())
    app13 = (0xED, b"Photoshop 3.0\0" + resource(0x0404, block) + digest)
    assert metadata.read(jpeg(app1, app13)).headline.value == "Eső"  # type: ignore[union-attr]
    assert metadata.read(jpeg(app13)).headline.value != "Eső"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Port & Agency", "Port & Agency"), ("A&B", "A&B"), ("Caf&eacute; &copy; X", "Café © X"), ("R&bogus; D", "R&bogus; D"),
        ("&#233;t&#xe9; &#0;now", "été now"), ("under < 5 m", "under < 5 m"), ("<![CDATA[A & B <c>]]>", "A & B <c>"),
        ("Port\x01 Agency\x0b", "Port Agency"),
    ],
)  # fmt: skip
def test_xmp_with_slips_in_its_xml(stated: str, expected: str) -> None:
    found = metadata.read(with_xmp(XMP.replace("Port Agency", stated)))
    assert (found.credit and found.credit.value, found.caption and found.caption.value) == (expected, "Boats wait.")


@pytest.mark.parametrize("space", ["rdf", "dc", "ps", "x", "core"])
def test_xmp_whose_namespaces_nobody_declared(space: str) -> None:
    start = XMP.index(f"xmlns:{space}=")
    packet = XMP[:start] + XMP[XMP.index('"', XMP.index('"', start) + 1) + 1 :]
    found = metadata.read(with_xmp(packet))
    assert found.caption
    assert found.caption.value == "Boats wait."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_xmp_in_wide_letters(encoding: str) -> None:
    found = metadata.read(with_xmp(XMP.encode(encoding)))
    assert found.copyright
    assert found.copyright.value == "© 2026 Ana Ruiz"


def test_xmp_in_no_utf_at_all() -> None:
    packet = XMP.replace("\ufeff", "").replace("Port Agency", "Agence Café")
    for encoding in ("cp1252", "mac_roman"):
        assert metadata.read(with_xmp(packet.encode(encoding))).credit.value == "Agence Café"  # type: ignore[union-attr]


def test_a_list_that_is_not_closed_takes_nothing_of_what_follows() -> None:
    found = metadata.read(with_xmp(XMP.replace("</rdf:Seq>", "")))
    assert found.creator
    assert found.creator.value == "Ana Ruiz, Tom O’Leary"
