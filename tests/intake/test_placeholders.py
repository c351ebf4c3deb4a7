"""What says nothing where a caption or a name belongs, and beside it what only looks so."""

from __future__ import annotations

import pytest

from feedservice.intake.trade.placeholders import is_somebody, says_something

NOTHING = {
    "names of files": [
        "DSC00019", "IMG_0042", "_MG_4711", "P1010234", "100_0123", "SDC10123", "PXL_20261118_093000123", "holiday-3.jpeg", "My holiday 3.JPG",
        r"C:\Users\Ana\Pictures\quay.jpg", "DCIM/100MEDIA/DJI_0042", "Exif_JPEG_PICTURE", "3f2b8a1c-77d0-4e11", "quay_at_night_final", "00019 a.tif",
    ],
    "makers and cameras": [
        "OLYMPUS DIGITAL CAMERA", "KONICA MINOLTA DIGITAL CAMERA", "SAMSUNG", "SAMSUNG CAMERA PICTURES", "SONY DSC", "Minolta DSC", "EASTMAN KODAK COMPANY",
        "Nikon Coolpix", "MEDION DIGITAL CAMERA", "<Digimax i5, Samsung #1>", "digital still camera",
    ],
    "dates": [
        "18 November 2026", "Wednesday, 18 November 2026", "2026:11:18 09:30:00", "2026-11-18T09:30:00Z", "18.11.2026, 9:30 Uhr", "Mercredi 18 novembre 2026",
        "20261118", "11/18/2026 5:22 PM",
    ],
    "labels": [
        "Untitled", "untitled-1", "Default", "Image", "Photo 3", "Bild 12", "Ohne Titel", "Sans titre", "Sin título", "Senza titolo", "無題", "未命名", "Без названия 1.jpg",
        "Screenshot 2026-11-18 at 10.12.45", "Bildschirmfoto 2026-11-18 um 10.12.45", "Capture d’écran 2026-11-18 à 10.12.45", "WhatsApp Image 2026-11-18 at 8.25.36 PM",
        "no caption", "User comments", "ASCII",
    ],
    "programs": [
        "Created with GIMP", "Created with Adobe Illustrator CC 2026", "Processed with VSCO with a6 preset", "Optimized using JPEGmini 3.9", "Lavc58.134.100", "AppleMark",
        "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", "File written by Adobe Photoshop® 4.0", "LEAD Technologies Inc. V1.01", "hdr", "oplus_32",
    ],
    "settings": [
        "filter: 0; fileterIntensity: 0.0; filterMask: 0; captureOrientation: 0;", "Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 12, Size: 512x512",
        '{"lens": 1, "mode": "auto"}',
    ],
    "signs": ["", "   ", "***", "-", "...", "12", "© 2026"],
}  # fmt: skip
SOMETHING = [
    "SONY opens a plant", "Canon Smith at the altar", "Apple", "DSC", "Camera crews at the quay", "Default on the loan was averted.", "The new camera",
    "Boats, 18 November 2026", "Ana Ruiz, 18.11.2026", "La Paz, am 18. November 2026", "November 2026", "Mai 1968", "5 a.m.", "Expo2026", "#Hafen2026", "G20",
    "Coca-Cola", "A4", "Image of a saint", "Scan of the document", "Photo: Ana Ruiz", "Photo by", "No comment", "No photo!", "À la carte",
    "Processed by hand, the fish are salted.", "Created with love by schoolchildren", "Made with flour from the mill", "Edited by Ana Ruiz",
    "Left: Ana; right: Tom; centre: Li", "Port Elster 3, Sunder 1", "渡轮", "Гавань", "الميناء", "Kamera läuft", "The quay at 5:30 a.m. on 18 November 2026",
    "Score: 3, shots: 12, and still no goal", "AP Photo/Ana Ruiz", "Untitled (Blue), oil on canvas, 1961", "The default setting", "Photographer unknown",
]  # fmt: skip


@pytest.mark.parametrize("text", [text for texts in NOTHING.values() for text in texts])
def test_placeholders_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_words_that_only_look_like_them_say_something(text: str) -> None:
    assert says_something(text)


def test_a_camera_says_nothing_in_its_own_name() -> None:
    assert says_something("Torvik X-T9")
    assert not says_something("TORVIK DIGITAL CAMERA", {"torvik", "x", "t9"})
    assert not says_something("Torvik X-T9", {"torvik", "x", "t9"})
    assert says_something("Torvik harbour", {"torvik", "x", "t9"})


@pytest.mark.parametrize(
    "name",
    [
        "Unknown",
        "Photographer’s Name".replace("’", "'"),
        "your name",
        "SAMSUNG",
        "Picasa",
        "18 November 2026",
        "n/a",
        "©",
    ],
)
def test_nobody_is_no_name(name: str) -> None:
    assert not is_somebody(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz",
        "ana_ruiz",
        "AFP",
        "Picture Desk",
        "Canon Smith",
        "王小明",
        "Ana Ruiz/Port Agency",
        "photo@port.example",
    ],
)
def test_people_and_houses_are_names(name: str) -> None:
    assert is_somebody(name)
