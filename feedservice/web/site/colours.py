"""The newsroom's colour on our pages, as much darker or lighter as it takes to be read; and its fonts. Pure.

Source: WCAG 2.2, contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text needs 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls

#: What text in the colour stands on at worst, by day and by night; `static/site.css` has the same.
LIGHT_PAPER, DARK_PAPER = "#f4f1ea", "#23262b"
LEAST_CONTRAST = 4.5
_STEPS = 50
#: Fonts that are named by what they are like (CSS Fonts 4, generic families); a name in quotation marks would be a font of this name.
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded"})

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


def colour_sheet(colour: str, papers: Sequence[str] = ()) -> str:
    """A style sheet that gives pages the colour, by day and by night; `papers` are those of a theme, by day and by night."""
    light, dark = (*papers, LIGHT_PAPER, DARK_PAPER)[:2] if len(papers) == 2 else (LIGHT_PAPER, DARK_PAPER)
    day, night = readable(colour, light, lighter=False), readable(colour, dark, lighter=True)
    return (
        f":root {{ --accent: {day}; --brand: {colour}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {night}; }} }}\n"
        "@media print { :root { --accent: #000; } }\n"
    )


def font_sheet(fonts: str) -> str:
    """A style sheet that gives text the fonts of these names (`settings.checks.font_names`)."""
    names = [name if name in _GENERIC else f'"{name}"' for name in fonts.split(", ")]
    return f":root {{ --serif: {', '.join([*names, 'serif'])}; }}\n"


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
