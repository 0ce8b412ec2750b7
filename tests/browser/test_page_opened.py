"""The page in a real browser: three mornings of the example, a hostile brief, and one from right to left."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pytest
from render.reading import shown_sentences
from render.samples import SAMPLES

from briefing.render.forms import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from briefing.model import Shown

pytestmark = pytest.mark.browser

NAMES = ("2025-05-13", "2025-05-14", "2025-05-15", "hostile", "arabic")
RICHEST = "2025-05-15"
PHONE, DESK, PAPER = {"width": 320, "height": 700}, {"width": 1280, "height": 900}, {"width": 673, "height": 980}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
LAID_OUT = """() => {
    const wide = document.documentElement.clientWidth + 0.5
    const told = e => `${e.tagName}.${e.getAttribute('class')}: ${e.textContent.trim().slice(0, 40)}`
    const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.matches('.skip'))
    const outside = shown.filter(e => { const r = e.getBoundingClientRect(); return r.right > wide || r.left < -0.5 })
    const clipped = shown.filter(e =>
        getComputedStyle(e).overflowX !== 'visible' && !(e instanceof SVGElement) &&
        (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    const drawn = shown.filter(e => e.matches('svg text')).filter(e => {
        const [r, s] = [e.getBoundingClientRect(), e.ownerSVGElement.getBoundingClientRect()]
        return r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1 })
    return { scrolls: document.documentElement.scrollWidth > wide,
        outside: outside.map(told), clipped: clipped.map(told), drawn: drawn.map(told) }
}"""
IN_PLACE = {"scrolls": False, "outside": [], "clipped": [], "drawn": []}
LOST = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
    .filter(id => !document.getElementById(id))"""
SHIFTED = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => done(0), 50)
})"""
REACHED = """() => {
    const e = document.activeElement
    return e === document.body ? null : { place: [...document.querySelectorAll('a[href], summary')].indexOf(e),
        marked: getComputedStyle(e).outlineStyle !== 'none', shown: e.getBoundingClientRect().width > 1 }
}"""


class Opened:
    """A page with what it asked for and complained of."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.shifts = -1
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def as_on(
        self,
        size: Any,
        scheme: Literal["light", "dark"] = "light",
        media: Literal["screen", "print"] = "screen",
    ) -> Page:
        """Show it on another screen, or on paper."""
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme, media=media)
        return self.page


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Opened]]:
    """Open a sample once, and give it to every test that asks for it."""
    folder: Path = tmp_path_factory.mktemp("pages")
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    known: dict[str, Opened] = {}

    def give(name: str) -> Opened:
        if name not in known:
            path = folder / f"{name}.html"
            path.write_text(render(SAMPLES[name], "html"), encoding="utf-8")
            known[name] = Opened(context.new_page(), name)
            known[name].page.goto(path.as_uri())
            known[name].shifts = known[name].page.evaluate(SHIFTED)
        return known[name]

    yield give
    context.close()


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core finds, one line for each kind."""
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {[node['html'][:90] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows_is_cut_or_leads_nowhere(name: str, opened: Callable[[str], Opened]) -> None:
    one = opened(name)
    one.as_on(PHONE).evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for size, media in ((PHONE, "screen"), (DESK, "screen"), (PAPER, "print")):
        assert one.as_on(size, media=media).evaluate(LAID_OUT) == IN_PLACE, (size, media)  # type: ignore[arg-type]
    one.as_on(PHONE).evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    assert one.page.evaluate(LOST) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_for_complained_of_or_shifted(name: str, opened: Callable[[str], Opened]) -> None:
    one = opened(name)
    assert one.shifts == 0
    assert [url for url in one.asked if url != one.page.url] == []
    assert one.complaints == []


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        pytest.param("2025-05-13", PHONE, "light", marks=pytest.mark.slow),
        pytest.param("2025-05-14", DESK, "dark", marks=pytest.mark.slow),
        (RICHEST, DESK, "light"),
        pytest.param(RICHEST, PHONE, "dark", marks=pytest.mark.slow),
        pytest.param("hostile", PHONE, "light", marks=pytest.mark.slow),
        pytest.param("arabic", DESK, "light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_no_violation(
    name: str, size: Any, scheme: Literal["light", "dark"], opened: Callable[[str], Opened], axe: str
) -> None:
    page = opened(name).as_on(size, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one, at) => { one.open = at < 3 })")
    assert violations(page, axe) == []


def test_the_keyboard_reaches_everything_in_order_and_is_seen(opened: Callable[[str], Opened]) -> None:
    page = opened(RICHEST).as_on(DESK)
    page.reload()
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(REACHED)
        if not stop or (stops and stop["place"] == 0):
            break
        stops.append(stop)
    hidden = "[...document.querySelectorAll('details a')].length"
    count = page.evaluate(f"document.querySelectorAll('a[href], summary').length - {hidden}")
    places = [stop["place"] for stop in stops]
    assert (places, len(places)) == (sorted(places), count)
    assert places[0] == 0
    assert all(stop["marked"] and stop["shown"] for stop in stops)
    assert page.evaluate("document.querySelector('a').matches('.skip')")


def test_the_skip_link_leads_to_the_brief_and_enter_opens_details(opened: Callable[[str], Opened]) -> None:
    page = opened(RICHEST).as_on(DESK)
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "brief"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.evaluate("one => one.open")
    assert page.locator("details .context").first.is_visible()


def test_on_paper_every_sentence_and_address_stands_and_nothing_that_only_a_screen_can_use(
    opened: Callable[[str], Opened],
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    page = opened(RICHEST).as_on(PAPER, media="print")
    page.reload()
    with pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as paper:
        texts = [sheet.get_textpage().get_text_range() for sheet in paper]
    words = "".join("".join(texts).split()).replace("\ufffe", "-")
    brief = SAMPLES[RICHEST]
    addresses = [source.url for source in brief.articles if source.url]
    assert addresses
    assert [url for url in addresses if url not in words] == []
    assert [part for shown in shown_sentences(brief) for part in _parts(shown) if part not in words] == []
    assert not [term for term in ("Contents", "Whythis", "·thewords") if term in words]
    assert f"1/{len(texts)}" in words


def _parts(shown: Shown) -> list[str]:
    """The words of a sentence between the dates that may be added to it, as they stand without white space."""
    ends = [0, *(mark.end for mark in shown.dates), len(shown.text)]
    return ["".join(shown.text[start:end].split()) for start, end in pairwise(ends)]
