"""The newsroom's colour on our pages: as much darker or lighter as it takes to be read. Pure.

Source: WCAG 2.2, contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text needs 4.5 to 1.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

#: What text in the colour stands on at worst, by day and by night; `static/site.css` has the same.
LIGHT_PAPER, DARK_PAPER = "#f4f1ea", "#23262b"
LEAST_CONTRAST = 4.5
_STEPS = 50

Rgb = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb): from 1 to 21."""
    lighter, darker = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, paper: str, *, lighter: bool) -> str:
    """The colour itself where it can be read on a paper, else a lighter or darker one of the same hue that can."""
    hue, lightness, saturation = rgb_to_hls(*_rgb(colour))
    found = colour
    for step in range(_STEPS + 1):
        if contrast(found, paper) >= LEAST_CONTRAST:
            break
        share = step / _STEPS
        found = _hex(hls_to_rgb(hue, lightness + ((1 if lighter else 0) - lightness) * share, saturation))
    return found


def colour_sheet(colour: str) -> str:
    """A style sheet that gives pages the colour, by day and by night."""
    day, night = readable(colour, LIGHT_PAPER, lighter=False), readable(colour, DARK_PAPER, lighter=True)
    return (
        f":root {{ --accent: {day}; --brand: {colour}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {night}; }} }}\n"
        "@media print { :root { --accent: #000; } }\n"
    )


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
