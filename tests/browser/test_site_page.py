"""The site in a real browser, opened from the disk: search, links, keyboard, and what screen readers are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pytest
from render.issues import mornings
from render.samples import ARABIC, FERRIES_LATER, FULL, HOSTILE_WORDS, hostile

from briefing.render.forms import render
from briefing.render.site import Place, outline, site_files, state_of

from .test_page_opened import DESK, IN_PLACE, LAID_OUT, PAPER, PHONE, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from briefing.model import Brief

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NASTY = f"</script><script>alert(1)</script>\u2028 --> ]]> {HOSTILE_WORDS}"
STORIES: dict[str, tuple[Brief, ...]] = {
    "story": (replace(FULL, date="2025-05-14", since=None), FULL),
    "hostile": (hostile(NASTY),),
    "arabic": (ARABIC,),
    "many": tuple(mornings(12)),
}


def write(out: Path, briefs: tuple[Brief, ...]) -> None:
    for brief in briefs:
        (out / brief.date).mkdir(parents=True)
        page = render(brief, "html", context={"archive": "../index.html"})
        (out / brief.date / "brief.html").write_text(page, encoding="utf-8")
    for name, data in site_files([outline(brief) for brief in briefs], state_of(briefs[-1]), Place()).items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites, each in a folder of its name."""
    root = tmp_path_factory.mktemp("sites")
    for name, briefs in STORIES.items():
        write(root / name, briefs)
    return root


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Callable[..., Page]]:
    """Open a page of a site from the disk; it may complain of nothing and ask for nothing but its own files."""
    context = browser.new_context(reduced_motion="reduce")
    wrong: list[str] = []

    def give(place: str, size: Any = DESK, scheme: Literal["light", "dark"] = "light") -> Page:
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda one: None if one.url.startswith(folder.as_uri()) else wrong.append(one.url))
        page.goto(f"{folder.as_uri()}/{place}")
        return page

    yield give
    context.close()
    assert wrong == []


def found(page: Page, query: str) -> str:
    """Search, and return what is said of what was found."""
    page.fill("#query", query)
    page.wait_for_selector("#found:has-text('found')")
    page.wait_for_timeout(250)
    return page.locator("#found").inner_text()


def test_a_word_is_found_and_leads_to_the_item_in_its_issue(opened: Callable[..., Page]) -> None:
    page = opened("story/index.html")
    assert found(page, "sixteen FÉRRIES").startswith("Sentences found: 1 · shown from 14 May 2025 to 15 May 2025")
    first = page.locator("#results li").first
    assert first.locator(".said").inner_text() == FERRIES_LATER
    assert first.locator("mark").all_inner_texts() == ["Sixteen", "ferries"]
    assert "Publisher unknown, 15 May 2025 (inferred)" in first.inner_text()
    first.get_by_role("link", name="15 May 2025").last.click()
    page.wait_for_url("**/2025-05-15/brief.html#item-*")
    assert FERRIES_LATER in page.locator(":target").inner_text()
    page.get_by_role("link", name="All issues").click()
    page.wait_for_url("**/index.html")


def test_the_way_back_shows_what_was_found(opened: Callable[..., Page]) -> None:
    page = opened("story/index.html")
    found(page, "ferries")
    page.locator("#results li a").last.click()
    page.wait_for_url("**/brief.html#item-*")
    page.go_back()
    page.wait_for_selector("#results li")
    assert page.input_value("#query") == "ferries"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "count"),
    [('"14 ferries"', 1), ('"ferries 14"', 0), ("ferr", 2), ("erries", 0), ("ledger 14", 1), ("no such thing", 0)],
)
def test_words_phrases_beginnings_and_publishers(opened: Callable[..., Page], query: str, count: int) -> None:
    page = opened("story/index.html")
    told = found(page, query)
    assert told.startswith(f"Sentences found: {count}" if count else "No sentence found.")
    assert page.locator("#results li").count() == count


def test_a_name_leads_to_its_page(opened: Callable[..., Page]) -> None:
    page = opened("story/index.html")
    found(page, "ilse")
    page.locator("#pages a").first.click()
    page.wait_for_url("**/people/ilse-marrow.html")
    assert page.locator("h1").inner_text() == "Ilse Marrow"


def test_the_keyboard_alone_searches_and_shows_more(opened: Callable[..., Page]) -> None:
    page = opened("many/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("harbour")
    page.wait_for_selector("#results li")
    assert page.locator("#results li").count() == 20
    page.locator("#more").focus()
    page.keyboard.press("Enter")
    assert page.locator("#results li").count() == 40
    assert page.evaluate("[...document.querySelectorAll('#results > li')].indexOf(document.activeElement)") == 20
    assert page.locator("#found").get_attribute("role") == "status"


def test_without_a_script_all_is_there_but_the_search(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/story/index.html")
    assert not page.locator("#query").is_visible()
    assert page.get_by_role("link", name="Wednesday, 14 May 2025").is_visible()
    context.close()


def test_hostile_words_are_found_and_do_nothing(opened: Callable[..., Page]) -> None:
    page = opened("hostile/index.html")
    assert "Sentences found" in found(page, "alert")
    assert page.locator("#results .said").first.inner_text().startswith("</script><script>alert(1)</script>")
    assert page.locator("script").count() == 3
    assert page.evaluate(LAID_OUT)["scrolls"] is False


def test_data_that_is_gone_is_told(browser: Browser, folder: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    (tmp_path / "index.html").write_bytes((folder / "story" / "index.html").read_bytes())
    page.goto((tmp_path / "index.html").as_uri())
    assert found(page, "ferries") == "No sentence found. The issues of 2025 could not be loaded."
    page.close()


PAGES = (
    *("story/index.html", "story/index.html#q=ferries", "story/topics/harbour.html", "story/people/ilse-marrow.html"),
    *("hostile/index.html", "arabic/index.html", "many/index.html", "many/topics/fisheries.html"),
)


@pytest.mark.slow
@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_no_violation_and_nothing_overflows(opened: Callable[..., Page], axe: str, place: str) -> None:
    page = opened(place, PHONE, "dark")
    if "#q=" in place:
        page.wait_for_selector("#results li")
    assert page.evaluate(LAID_OUT) == IN_PLACE
    assert violations(page, axe) == []
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert page.evaluate(LAID_OUT) == IN_PLACE
    assert not place.startswith("story/") or violations(page, axe) == []  # the others differ in words, not in style
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    assert page.evaluate(LAID_OUT) == IN_PLACE
