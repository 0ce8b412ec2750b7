"""The theme: an accent that can be read, letters, a logo, a footer; and nothing of it that could do anything else."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from email import message_from_string, policy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import Settings, ThemeSettings, parse_config
from briefing.errors import ConfigError
from briefing.render.forms import render
from briefing.render.templates import look, package_templates
from briefing.render.theme import DARK, LIGHT, LOGO, READABLE, contrast, embedded, parsed_colour, readable, theme_view
from briefing.run import look_of

from .reading import Page
from .samples import FULL

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
CIRCLE = SVG.format('<circle cx="4" cy="4" r="4" fill="#8a1538"/>')


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def themed(tmp_path: Path, theme: dict[str, Any]) -> Settings:
    return parse_config({"topics": [{"title": "x"}], "theme": theme}, tmp_path / "briefing.toml")


def page(settings: ThemeSettings, logo: bytes | None = None) -> str:
    return render(FULL, "html", context=look(theme_view(settings, logo)))


# --- colours


def variable(name: str, block: str) -> str:
    found = re.search(rf"--{name}: (#\w+);", block)
    assert found
    return found[1]


def test_the_grounds_are_those_of_the_style() -> None:
    style = (package_templates() / "style.css").read_text(encoding="utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)", 1)
    assert (variable("paper", light), variable("tint", light)) == LIGHT
    assert (variable("paper", dark), variable("tint", dark)) == DARK


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#abc", "#aabbcc") == 1


@given(st.from_regex(r"#(?:[0-9a-f]{3}|[0-9A-F]{6})", fullmatch=True))
def test_any_accent_can_be_read(colour: str) -> None:
    for grounds in (LIGHT, DARK):
        shade = readable(colour, grounds)
        assert all(contrast(shade, ground) >= READABLE for ground in grounds)
        assert re.fullmatch(r"#[0-9a-f]{6}", shade)


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#8A1538", LIGHT) == "#8a1538"
    assert readable("#fc0", DARK) == "#ffcc00"
    assert parsed_colour(readable("#ffcc00", LIGHT))[0] < 255


@pytest.mark.parametrize(
    "accent", ["red", "#12345", "#8a1538;", "rgb(1,2,3)", "#8a1538} body {", "url(x)", "", "#ggg", "#8a1538\n"]
)
def test_what_is_no_colour_is_refused(tmp_path: Path, accent: str) -> None:
    with pytest.raises(ConfigError, match=r"theme\.accent: (?s:.*) is not a colour; write it as in"):
        themed(tmp_path, {"accent": accent})


# --- letters


def test_typefaces_stand_in_the_style_in_their_order() -> None:
    css = theme_view(ThemeSettings(serif=("Source Serif 4", "serif"), sans=("Inter",))).css
    assert css == ':root { --serif: "Source Serif 4", serif; --sans: "Inter"; }'
    assert css in page(ThemeSettings(serif=("Source Serif 4", "serif"), sans=("Inter",)))


@pytest.mark.parametrize("family", ['a"', "a;b", "a}b", "</style>", "a\\62", "url(x)", "", " a", "a/*", "x" * 80])
def test_what_could_end_the_style_is_no_typeface(tmp_path: Path, family: str) -> None:
    with pytest.raises(ConfigError, match=r"theme\.serif\[1\]: .* is not the name of a typeface"):
        themed(tmp_path, {"serif": [family]})


@given(
    accent=st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
    families=st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 -]{0,9}[a-z]", fullmatch=True), max_size=3),
)
def test_a_theme_opens_and_closes_its_own_blocks_alone(accent: str, families: list[str]) -> None:
    css = theme_view(ThemeSettings(accent=accent, serif=tuple(families))).css
    assert css.count("{") == css.count("}")
    assert re.fullmatch(r"[A-Za-z0-9 \n\"{}():;,#@-]*", css)


def test_without_a_theme_the_page_is_as_it_was() -> None:
    assert page(ThemeSettings()) == render(FULL, "html")
    assert "img-src" not in page(ThemeSettings())


# --- the logo


def test_a_logo_is_part_of_the_page_and_only_then_may_pictures_be_shown(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(CIRCLE)
    made = look_of(themed(tmp_path, {"logo": "logo.svg", "logo_text": "The <desk>"}))
    text = render(FULL, "html", context=made.context)
    image = next(element for element in Page(text).elements if element.name == "img")
    assert image.attributes["alt"] == "The <desk>"
    assert base64.b64decode(image.attributes["src"].partition(",")[2]) == CIRCLE.encode()
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (CIRCLE.encode(), "image/svg+xml"),
        (b"\xef\xbb\xbf" + f'<?xml version="1.0"?><!-- made --> {CIRCLE}'.encode(), "image/svg+xml"),
    ],
)
def test_a_logo_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert embedded(data).startswith(f"data:{kind};base64,")


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)" d=""/>',
        '<path ONLOAD="alert(1)" d=""/>',
        '<use href="https://x.example/a.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        '<a href="javascript:alert(1)"><path d=""/></a>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import url(https://x.example)</style>",
        '<path style="fill: url(https://x.example#a)"/>',
        '<path fill="url( &quot;//x.example&quot;)"/>',
        '<path style="fill: u\\72l(//x.example)"/>',
        '<image href="#a"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml"/>',
        "<?xml-stylesheet href='https://x.example'?>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inner: str) -> None:
    with pytest.raises(ValueError, match=r"holds|refers"):
        embedded(SVG.format(inner).encode())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"GIF89a", "is no PNG, JPEG, WebP or SVG"),
        (b"\xff\xfe<\0s\0", "is no PNG, JPEG, WebP or SVG"),
        (b"<html/>", "is no PNG"),
        (b"<svg>", "is no PNG"),
        (f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{CIRCLE}'.encode(), "declares a document type or entities"),
        (f"<?xml-stylesheet href='x'?>{CIRCLE}".encode(), "holds an instruction"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LOGO), "has 100 KB; a logo has at most 100 KB"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        embedded(data)


def test_a_logo_that_is_not_there_or_not_described_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"theme\.logo: .* is not a file"):
        themed(tmp_path, {"logo": "logo.png", "logo_text": "x"})
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    with pytest.raises(ConfigError, match=r"theme\.logo_text: is missing"):
        themed(tmp_path, {"logo": "logo.png"})
    with pytest.raises(ConfigError, match=r"logo\.png: theme\.logo: is no PNG, JPEG, WebP or SVG"):
        look_of(themed(tmp_path, {"logo": "logo.png", "logo_text": "x"}))


# --- the footer


def test_a_footer_is_text_and_an_address_in_it_a_link() -> None:
    theme = ThemeSettings(footer=("<b>Desk</b> & co", "https://desk.example/a?b=1", "javascript:alert(1)", " "))
    text = page(theme)
    assert "&lt;b&gt;Desk&lt;/b&gt; &amp; co" in text
    assert '<a href="https://desk.example/a?b=1"' in text
    assert 'href="javascript' not in text
    assert len(theme_view(theme).footer) == 3


def test_the_mail_has_the_accent_and_the_footer_and_no_picture() -> None:
    theme = theme_view(ThemeSettings(accent="#8a1538", footer=("The desk",)), CIRCLE.encode())
    mail = message_from_string(render(FULL, "mail", context=look(theme)), policy=policy.default)
    html = mail.get_body(("html",))
    plain = mail.get_body(("plain",))
    assert html is not None
    assert plain is not None
    assert "#8a1538" in html.get_content()
    assert "#0a4d8c" not in html.get_content()
    assert "The desk" in html.get_content()
    assert "<img" not in html.get_content()
    assert "The desk" in plain.get_content()


def test_the_footer_stands_in_the_plain_text() -> None:
    theme = theme_view(ThemeSettings(footer=("The desk", "https://desk.example")))
    assert render(FULL, "text", context=look(theme)).endswith("https://desk.example\n") or (
        "The desk\nhttps://desk.example\n" in render(FULL, "text", context=look(theme))
    )
