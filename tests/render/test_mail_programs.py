"""What mail programs make of the mail's HTML: all that it uses is looked up in the data of caniemail.com, and what the
Word inside Outlook does not know is not used."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from briefing.render.mail import Letterhead, render_mail

from .reading import Element, Page
from .samples import ARABIC, FULL, HOSTILE
from .test_mail import BRIEFS, DESK, large, part

FEATURES = Path(__file__).parents[3] / "shared" / "data" / "caniemail" / "_features"
PROGRAMS = ("gmail", "outlook", "apple-mail", "yahoo")

FALLBACKS = {
    "css-at-media": "without media queries the mail is the light one, with its larger title",
    "css-at-media-prefers-color-scheme": "without it the light form is shown, or the program darkens it itself",
    "css-color-scheme": "says only that the dark form is ours; without it the media query still holds",
    "css-display-none": "the preheader is then one line of a pixel's height in the paper's colour",
    "css-max-height": "the preheader is hidden by display, which Word knows",
    "css-overflow": "as for max-height",
    "css-table-layout": "holds very long words in; without it such a word makes the mail wider",
    "css-word-wrap": "as for table-layout; Gmail and Yahoo part long words unasked",
    "css-selector-class": "only of use in the head's media queries: see there",
    "css-selector-grouping": "as for classes",
    "css-selector-type": "as for classes",
    "html-body": "the colours and the language stand on the table inside as well",
    "html-doctype": "nothing depends on the mode of the page: widths and gaps stand on the cells",
    "html-meta-color-scheme": "as for color-scheme",
    "html-role": "the tables are then announced as tables, and their words read in the same order",
    "html-style": "everything but the media queries is written into the elements",
}
"""What at least one of the programs does not support, and what its readers then see."""

UNLISTED = set("a b br html head meta title tbody tr td th".split())
UNLISTED |= set("bgcolor border charset class content href name scope color".split())
"""Elements, attributes and properties of HTML 4 and CSS 1 that caniemail does not list."""

ELEMENTS = {"table": "html-table", "b": "html-strong", "h1": "html-h1-h6", "h2": "html-h1-h6", "h3": "html-h1-h6"}
PROPERTIES = {"border-top": "css-border", "border-color": "css-border"}
LENGTHS = {"px": "css-unit-px", "%": "css-unit-percent"}


@cache
def html(name: str) -> str:
    briefs = {**BRIEFS, "cut": large(400)}
    return part(render_mail(briefs[name], DESK), "html")


@cache
def page(name: str) -> Page:
    return Page(html(name))


NAMES = (*BRIEFS, "cut")


# --- what it uses


def declarations(css: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in css.split(";"))
    return [(name.strip(), value.strip()) for name, colon, value in parts if colon]


def head_rules() -> list[tuple[str, str]]:
    """Return the selectors and declarations of the style that stays in the head, inside and outside at-rules."""
    found = re.search(r"<style>(.*?)</style>", html("full").split("<![endif]-->", 1)[1], re.DOTALL)
    assert found
    inner = re.sub(r"@media[^{]*\{(.*?\})\s*\}", r"\1", found[1], flags=re.DOTALL)
    return re.findall(r"([^{}]+)\{([^{}]*)\}", inner)


def every_declaration() -> set[tuple[str, str]]:
    styles = [one.attributes["style"] for name in NAMES for one in page(name).elements if "style" in one.attributes]
    return {pair for style in [*styles, *(body for _, body in head_rules())] for pair in declarations(style)}


def used() -> set[str]:
    """Return the names of caniemail's features that the mail uses."""
    elements = [element for name in NAMES for element in page(name).elements]
    names = {element.name for element in elements}
    attributes = {name for element in elements for name in element.attributes}
    found = {ELEMENTS.get(name, f"html-{name}") for name in (names | attributes) - UNLISTED}
    for name, value in every_declaration():
        found |= {PROPERTIES.get(name, f"css-{name}")} if name not in UNLISTED else set()
        found |= {LENGTHS[unit] for unit in re.findall(r"\d(px|%)", value)}
        found |= {"css-important"} if "!important" in value else set()
        found |= {"css-display-none"} if (name, value) == ("display", "none") else set()
    return found | of_the_head() | {"html-doctype", "html-comments"}


def of_the_head() -> set[str]:
    found = {"css-at-media", "css-at-media-prefers-color-scheme", "html-meta-color-scheme"}
    for selectors, _ in head_rules():
        found |= {"css-selector-grouping"} if "," in selectors else set()
        for one in map(str.strip, selectors.split(",")):
            assert re.fullmatch(r"\.?[a-z0-9-]+|:root", one), one
            found |= {"css-selector-class" if one.startswith(".") else "css-selector-type"}
    return found


# --- what is known of it


def support(feature: str) -> dict[str, str]:
    """Return, for each of the programs' versions for a system, what its newest tested release makes of a feature."""
    text = (FEATURES / f"{feature}.md").read_text(encoding="utf-8")
    family = system = ""
    depth, newest = 0, {}
    for line in text[text.index("stats:") :].splitlines():
        opened = re.match(r'\s*"?([\w-]+)"?\s*:\s*\{', line)
        family, system = (opened[1], system) if opened and depth == 1 else (family, system)
        system = opened[1] if opened and depth == 2 else system
        for verdict in re.findall(r'"[^"]+"\s*:\s*"([^"]*)"', line) if depth == 3 else ():
            newest[f"{family} {system}"] = verdict
        depth += line.count("{") - line.count("}")
        if newest and depth <= 0:
            break
    return {name: verdict for name, verdict in newest.items() if name.startswith(PROGRAMS)}


beside = pytest.mark.skipif(not FEATURES.exists(), reason="no data of caniemail beside the checkout (../shared/data)")


@beside
def test_everything_that_the_mail_uses_is_known_to_caniemail() -> None:
    assert {name for name in used() if not (FEATURES / f"{name}.md").exists()} == set()


@beside
def test_what_a_program_does_not_support_has_its_fallback() -> None:
    verdicts = {name: support(name) for name in used()}
    assert all(len(known) >= 6 for known in verdicts.values())
    unsupported = {name for name, known in verdicts.items() if any(one.startswith("n") for one in known.values())}
    assert unsupported == FALLBACKS.keys()


# --- Outlook's Word


def tables() -> list[Element]:
    return [element for name in NAMES for element in page(name).named("table")]


def test_tables_say_their_measures_in_attributes() -> None:
    for table in tables():
        known = table.attributes
        assert (known["width"], known["cellpadding"], known["cellspacing"], known["border"]) == ("100%", "0", "0", "0")
    assert page("full").named("table")[0].attributes["bgcolor"] == "#fdfdfb"
    assert '<!--[if mso]><table role="presentation" width="640"' in html("full")


def test_tables_that_only_arrange_say_so_and_the_timeline_is_a_table() -> None:
    data = [table for table in page("full").named("table") if table.attributes.get("role") != "presentation"]
    heads = [head for head in page("full").named("th") if head.attributes["scope"] == "row"]
    assert len(data) == 1
    assert heads
    assert all(data[0] in head.within for head in heads)


def test_nothing_is_used_that_word_ignores() -> None:
    unknown = re.compile(r"flex|grid|float|position|var\(|calc\(|\drem|\dem\b|transform|url\(|@import|@font-face")
    assert not [pair for pair in every_declaration() if unknown.search(":".join(pair))]


def test_padding_and_borders_stand_on_cells_and_margins_on_paragraphs() -> None:
    cells, blocks = {"td", "th", "body"}, {"p", "h1", "h2", "h3", "body"}
    for element in (element for name in NAMES for element in page(name).elements):
        for name, value in declarations(element.attributes.get("style", "")):
            if name.startswith(("padding", "border-")) and name != "border-collapse":
                assert element.name in cells, element
            if name.startswith("margin"):
                assert element.name in blocks, element
                assert "-" not in value
                assert "auto" not in value


def test_the_height_of_lines_is_meant_exactly() -> None:
    assert "<!--[if mso]><style>p, td, th, h1, h2, h3 { mso-line-height-rule: exactly; }</style>" in html("full")


def test_no_picture_no_script_and_nothing_from_outside() -> None:
    for name in NAMES:
        assert page(name).named("img", "link", "script", "iframe", "object", "svg", "form", "input", "base") == []
        loading = {"src", "srcset", "background", "action", "ping"}
        assert not [one for one in page(name).elements if loading & one.attributes.keys()]
        assert not re.search(r"url\(|@import", html(name).split("<body", 1)[0])


def test_links_lead_to_the_web_and_nowhere_inside() -> None:
    links = [one.attributes["href"] for brief in (FULL, ARABIC, HOSTILE) for one in linked(brief)]
    assert links
    assert all(re.match(r"https?://|mailto:", link) for link in links)


def linked(brief: object) -> list[Element]:
    return Page(part(render_mail(brief, Letterhead()), "html")).named("a")  # type: ignore[arg-type]


# --- the colours in the dark


def test_each_coloured_class_has_its_colour_in_the_dark() -> None:
    """What is written into an element would stay dark on dark."""
    dark = {one.strip() for selectors, _ in head_rules() for one in selectors.split(",")}
    for element in page("full").elements:
        known = [f".{name}" for name in element.classes] + [element.name]
        if re.search(r"(?<![a-z-])color:", element.attributes.get("style", "")):
            assert dark & set(known), element
