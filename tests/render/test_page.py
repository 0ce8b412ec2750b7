"""The page as a browser takes it: nothing from outside, no script, links that lead somewhere, colours fit to read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.render.forms import render
from briefing.render.templates import package_templates

from .reading import MARKUP, Page, folded, hostile_markup, markdown_links, markdown_tokens, markdown_words
from .samples import FULL, SAMPLES, TRUCE, hostile

if TYPE_CHECKING:
    from collections.abc import Callable

FORBIDDEN = (
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "math",
    "base",
    "img",
    "link",
    "input",
    "video",
    "audio",
)
METAS = 6
STYLE = (package_templates() / "style.css").read_text(encoding="utf-8")


def nothing_runs_or_loads(page: Page) -> None:
    assert page.odd == []
    assert page.named(*FORBIDDEN) == []
    drawn = [{name for outer in drawing.within for name in outer.classes} for drawing in page.named("svg")]
    assert all(classes & {"strip", "grid"} for classes in drawn)
    assert (len(page.named("meta")), len(page.named("style"))) == (METAS, 1)
    attributes = {name for element in page.elements for name in element.attributes}
    assert not [name for name in attributes if name.startswith("on") or name in {"style", "src", "srcset", "action"}]


def links_are_safe(page: Page) -> None:
    links = [element.attributes for element in page.elements if "href" in element.attributes]
    assert all(re.match(r"(?:https?|mailto):|#", link["href"], re.IGNORECASE) for link in links)
    assert all(link["rel"] == "noopener noreferrer" for link in links if not link["href"].startswith("#"))


def ids_fit(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    inner = [link[1:] for element in page.named("a") if (link := element.attributes["href"]).startswith("#")]
    labels = [element.attributes["aria-labelledby"] for element in page.named("section")]
    assert len(ids) == len(set(ids))
    assert set(inner) | set(labels) <= set(ids)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("rule", [nothing_runs_or_loads, links_are_safe, ids_fit])
def test_the_page_keeps_the_rules(name: str, rule: Callable[[Page], None]) -> None:
    rule(Page(render(SAMPLES[name], "html")))


@pytest.mark.slow
@pytest.mark.skipif(not MARKUP.exists(), reason="no hostile markup beside the checkout (../shared/data/hostile)")
def test_hostile_markup_stays_words_in_the_page() -> None:
    for words in hostile_markup():
        page = Page(render(hostile(words), "html"))
        nothing_runs_or_loads(page)
        links_are_safe(page)
        ids_fit(page)
        assert folded(words) in {element.text for element in page.classed("said")}


@pytest.mark.slow
@pytest.mark.skipif(not MARKUP.exists(), reason="no hostile markup beside the checkout (../shared/data/hostile)")
def test_hostile_markup_stays_words_in_markdown() -> None:
    for words in hostile_markup():
        text = render(hostile(words), "markdown")
        assert folded(words) in "\n".join(markdown_words(text))
        assert all(link.startswith(("http:", "https:", "mailto:")) for link in markdown_links(text))
        assert not [token for token in markdown_tokens(text) if token.type == "html_block"]


@pytest.fixture(scope="module")
def full() -> Page:
    return Page(render(FULL, "html"))


def test_the_policy_forbids_everything_but_the_style(full: Page) -> None:
    policy = next(meta for meta in full.named("meta") if "http-equiv" in meta.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert not re.search(r"url\(|@import|@font-face", STYLE)


def test_the_page_has_its_language_one_main_and_headings_in_order(full: Page) -> None:
    html = full.named("html")[0]
    assert (html.attributes["lang"], html.attributes["dir"]) == ("en", "ltr")
    assert len(full.named("main")) == len(full.named("h1")) == 1
    levels = [int(heading.name[1]) for heading in full.named("h1", "h2", "h3")]
    assert all(level - before <= 1 for before, level in zip([0, *levels], levels, strict=False))


def test_the_skip_link_comes_first(full: Page) -> None:
    first = full.named("a")[0]
    assert (first.classes, first.attributes["href"]) == (["skip"], "#brief")


def test_dates_are_dates_for_machines_too(full: Page) -> None:
    dates = {element.attributes["datetime"] for element in full.named("time")}
    assert dates >= {"2025-05-15", "2025-05-14", "2022-03"}


def test_each_item_names_publisher_and_date_and_links_to_source_and_words(full: Page) -> None:
    item = next(element for element in full.named("article") if element.attributes["id"] == "item-positions-1")
    links = [element.attributes["href"] for element in full.named("a") if item in element.within]
    assert "The Harbour Post, 14 May · 1 newsroom, also [4] · the words" in item.text
    assert FULL.articles[0].url in links
    assert f"{FULL.articles[0].url}:~:text=Ardenian%20officials%20said%20on,truce%20of%20thirty%20days." in links


def test_reasons_and_other_reports_wait_until_asked_for(full: Page) -> None:
    quotes = full.named("blockquote")
    assert quotes
    assert all("details" in [outer.name for outer in quote.within] for quote in quotes)


def test_the_words_around_a_sentence_wait_until_asked_for(full: Page) -> None:
    (context,) = full.classed("context")
    assert context.text == f"The envoys sat down at nine. {TRUCE} Bryland has not answered."
    assert "details" in [outer.name for outer in context.within]


def test_the_top_leads_to_items_and_sections(full: Page) -> None:
    head = next(element for element in full.named("header"))
    links = [element.attributes["href"] for element in full.named("a") if head in element.within]
    assert [link for link in links if link.startswith("#")] == [
        "#source-1",
        "#item-positions-1",
        "#topic-positions",
        "#topic-harbour",
        "#topic-sanctions",
        "#timeline",
        "#people",
        "#figures",
        "#sources",
    ]


def test_the_frame_around_words_that_are_written_the_other_way_has_its_own_direction() -> None:
    page = Page(render(replace(FULL, frame="ar"), "html"), without="nothing")
    whose = [one for one in page.classed("about") if one.name == "bdi"]
    assert {(one.within[-1].attributes["dir"], one.attributes["dir"]) for one in whose} == {("ltr", "rtl")}
    sayings = [one for one in page.named("li") if one.within and "sayings" in one.within[-1].classes]
    assert {one.attributes["dir"] for one in sayings} == {"ltr"}
    added = [one for one in page.named("time") if one.within and "added" in one.within[-1].classes]
    assert {(one.attributes["dir"], one.within[-1].attributes.get("dir")) for one in added} == {("rtl", None)}


def test_what_was_added_is_marked_as_added(full: Page) -> None:
    added = Page(render(FULL, "html"), without="said").classed("added")
    assert len(added) == len(full.classed("added")) > 0
    every = Page(render(FULL, "html"), without="").classed("added")
    assert all(re.fullmatch(r"\[.+\]", element.text) for element in every)


# --- the colours


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("index", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize("name", ["ink", "quiet", "link", "warn"])
def test_type_can_be_read_on_its_paper(index: int, name: str) -> None:
    """WCAG AA asks for 4.5."""
    scheme = colours(re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[index])
    assert contrast(scheme[name], scheme["paper"]) >= 4.5
    assert contrast(scheme[name], scheme.get("tint", scheme["paper"])) >= 4.5
