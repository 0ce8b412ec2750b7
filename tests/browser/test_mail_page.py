"""The mail's HTML in a real browser, on a phone and on a desk, in the light and in the dark."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any, Literal

import pytest
from render.samples import SAMPLES

from briefing.render.mail import Letterhead, render_mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAMES = ("full", "quiet", "2025-05-15", "hostile", "arabic")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 800, "height": 900}
DESK_HEAD = Letterhead("desk@post.example", ("reader@post.example",), "https://briefs.example/{date}/brief.html")
OUTSIDE = """() => {
    const wide = document.documentElement.clientWidth + 0.5
    const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility())
    const outside = shown.filter(e => { const r = e.getBoundingClientRect(); return r.right > wide || r.left < -0.5 })
    return [document.documentElement.scrollWidth > wide, outside.map(e => e.textContent.trim().slice(0, 40))]
}"""
WIDEST = "() => document.querySelector('.sheet').getBoundingClientRect().width"
UNREAD = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/\\d+/g).map(Number).map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const paper = light(getComputedStyle(document.querySelector('table.back')).backgroundColor)
    return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() &&
        [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).filter(e => {
            const [dark, bright] = [light(getComputedStyle(e).color), paper].sort((a, b) => a - b)
            return (bright + 0.05) / (dark + 0.05) < 4.5 }).map(e => e.textContent.trim().slice(0, 40))
}"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def html_of(name: str) -> str:
    """Return the HTML part of a sample's mail."""
    mail = message_from_bytes(render_mail(SAMPLES[name], DESK_HEAD).message.encode("ascii"), policy=policy.default)
    found = mail.get_body(("html",))
    assert found is not None
    return str(found.get_content())


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a sample once; nothing that it asks for from outside is given."""
    context = browser.new_context()
    known: dict[str, Page] = {}

    def one(name: str) -> Page:
        if name not in known:
            known[name] = context.new_page()
            known[name].set_content(html_of(name))
        return known[name]

    yield one
    context.close()


def as_on(page: Page, size: Any, scheme: Literal["light", "dark"]) -> Page:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows_and_all_can_be_read(
    opened: Callable[[str], Page], name: str, size: object, scheme: Literal["light", "dark"]
) -> None:
    page = as_on(opened(name), size, scheme)
    assert page.evaluate(OUTSIDE) == [False, []]
    assert page.evaluate(UNREAD) == []


def test_a_line_is_never_too_long_to_read(opened: Callable[[str], Page]) -> None:
    assert as_on(opened("full"), DESK, "light").evaluate(WIDEST) == 640
    assert as_on(opened("full"), PHONE, "light").evaluate(WIDEST) == 328


def test_the_preheader_is_not_seen(opened: Callable[[str], Page]) -> None:
    assert not as_on(opened("full"), PHONE, "light").locator(".hidden").is_visible()


def test_a_mail_from_right_to_left_begins_on_the_right(opened: Callable[[str], Page]) -> None:
    page = as_on(opened("arabic"), DESK, "light")
    lefts = page.locator("th").evaluate_all("all => all.map(e => e.getBoundingClientRect().left)")
    assert lefts
    assert min(lefts) > DESK["width"] / 2


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "arabic"])
def test_axe_finds_nothing(
    opened: Callable[[str], Page], axe: str, name: str, scheme: Literal["light", "dark"]
) -> None:
    page = as_on(opened(name), PHONE, scheme)
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
