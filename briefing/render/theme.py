"""How a brief looks beside its templates: an accent that can be read on both grounds, letters, a logo, a footer.

Nothing of it can end the style element or load anything: colours and letters are put together from what was checked,
a logo is looked through before it is embedded, a footer is text.
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from briefing.render.links import web_link
from briefing.render.sources import one_line
from briefing.render.view import FooterView, ThemeView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config import ThemeSettings

Colour = tuple[int, int, int]

LOGO = 100_000
"""Bytes that a logo may have: it is part of every page."""

READABLE = 4.5
"""The contrast that text needs to its ground: WCAG 2.2, 1.4.3, level AA."""

LIGHT = ("#fdfdfb", "#f1f2ee")
"""What stands behind words on a light screen: --paper and --tint of style.css."""

DARK = ("#141619", "#1d2024")
"""The same on a dark screen."""

_STEPS = 100
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace"}
_SIGNATURES = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan defs title desc use symbol linearGradient "
    "radialGradient stop clipPath mask".split()
)
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^?<>]*\?>")
_REFERENCE = re.compile(r"url\s*\(\s*['\"]?(?!#)", re.IGNORECASE)


def theme_view(settings: ThemeSettings, logo: bytes | None = None) -> ThemeView:
    """Return the theme as templates see it. Raises ValueError where the logo is none that may be embedded."""
    accent = readable(settings.accent, LIGHT) if settings.accent else None
    accent_dark = readable(settings.accent, DARK) if settings.accent else None
    return ThemeView(
        css=_css(settings, accent, accent_dark),
        accent=accent,
        accent_dark=accent_dark,
        logo=embedded(logo) if logo else None,
        logo_text=one_line(settings.logo_text),
        footer=tuple(FooterView(one_line(line), web_link(one_line(line))) for line in settings.footer if line.strip()),
    )


def _css(settings: ThemeSettings, accent: str | None, accent_dark: str | None) -> str:
    """Return the style that the theme adds to style.css; colours for screens alone."""
    letters = [f"--{name}: {_families(names)};" for name, names in _letters(settings) if names]
    parts = [f":root {{ {' '.join(letters)} }}"] if letters else []
    if accent and accent_dark:
        screen = "@media screen and (forced-colors: none)"
        dark = f"{screen} and (prefers-color-scheme: dark)"
        parts += [f"{screen} {{ :root {{ {_colours(accent)} }} }}", f"{dark} {{ :root {{ {_colours(accent_dark)} }} }}"]
    return "\n".join(parts)


def _letters(settings: ThemeSettings) -> Iterable[tuple[str, Sequence[str]]]:
    return (("serif", settings.serif), ("sans", settings.sans))


def _colours(accent: str) -> str:
    return f"--accent: {accent}; --link: {accent};"


def _families(names: Iterable[str]) -> str:
    """Return names of typefaces, which hold letters, digits, spaces and dashes alone, as CSS writes them."""
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)


# --- colours


def readable(colour: str, grounds: Iterable[str]) -> str:
    """Return the colour, or the nearest lighter or darker shade that can be read on the grounds: "#rrggbb".

    Contrast and luminance are those of WCAG 2.2. The shade is mixed with black on light grounds, with white on dark.
    """
    behind = [parsed_colour(ground) for ground in grounds]
    light = any(_luminance(ground) > 0.5 for ground in behind)
    towards = (0, 0, 0) if light else (255, 255, 255)
    shades = (_mixed(parsed_colour(colour), towards, step / _STEPS) for step in range(_STEPS + 1))
    found = next(shade for shade in shades if all(_contrast(shade, ground) >= READABLE for ground in behind))
    return "#{:02x}{:02x}{:02x}".format(*found)


def parsed_colour(colour: str) -> Colour:
    """Return red, green and blue, 0 to 255, of "#rgb" or "#rrggbb"."""
    digits = colour.removeprefix("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    return _contrast(parsed_colour(one), parsed_colour(other))


def _contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


# --- the logo


def embedded(logo: bytes) -> str:
    """Return an image as an address that holds it. Raises ValueError, in words, for what may not be embedded.

    PNG, JPEG and WebP go by their first bytes. A drawing (SVG) holds shapes and text alone: no script, no style sheet,
    nothing from elsewhere.
    """
    if len(logo) > LOGO:
        raise ValueError(f"has {len(logo) // 1000} KB; a logo has at most {LOGO // 1000} KB")
    kind = next((kind for kind, signature in _SIGNATURES.items() if signature.match(logo)), None)
    if not kind:
        kind, logo = "image/svg+xml", _drawing(logo)
    return f"data:{kind};base64,{base64.b64encode(logo).decode('ascii')}"


def _drawing(data: bytes) -> bytes:
    """Return a drawing that is safe to embed, as it is."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is no PNG, JPEG, WebP or SVG") from None
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        raise ValueError("declares a document type or entities, which a logo may not")
    try:
        root = ET.fromstring(text)  # noqa: S314 - no entities, and at most LOGO bytes
    except (ET.ParseError, ValueError):
        raise ValueError("is no PNG, JPEG, WebP or SVG") from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("is no PNG, JPEG, WebP or SVG")
    if "<?" in _DECLARATION.sub("", text):
        raise ValueError("holds an instruction for processing, which a logo may not")
    for element in root.iter():
        _check_element(element)
    return data


def _check_element(element: ET.Element) -> None:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _DRAWN:
        raise ValueError(f"holds <{name.rpartition('}')[2]}>, which a logo may not; draw it with shapes alone")
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2]
        if attribute.lower().startswith("on") or (attribute == "href" and not value.startswith("#")):
            raise ValueError(f"holds {attribute}={value[:40]!r}, which a logo may not")
        if _REFERENCE.search(value) or "\\" in value:
            raise ValueError(f"refers to something outside: {value[:40]!r}")
