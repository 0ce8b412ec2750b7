"""`briefing preview` in a real browser: what is saved is seen without a key being pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import story

from briefing.run.preview import Wish
from briefing.run.previewing import Preview, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_page_is_shown_anew_when_a_template_is_saved(browser: Browser, tmp_path: Path) -> None:
    config = story.write(tmp_path)
    config.write_text(config.read_text().replace("[brief]\n", '[brief]\ntemplates = "own"\n', 1))
    (tmp_path / "own").mkdir()
    style = tmp_path / "own" / "style.css"
    page = browser.new_page()
    with served(Preview(Wish(config, tmp_path / "out"), print), 0, every=0.02) as address:
        page.goto(address)
        shown = page.frame_locator("[name=shown]")
        colour = "one => getComputedStyle(one).color"
        assert shown.locator("h1").evaluate(colour) != "rgb(0, 128, 128)"
        style.write_text("h1 { color: teal }")
        page.wait_for_function(
            "() => { const h1 = document.querySelector('[name=shown]').contentDocument?.querySelector('h1');"
            "return h1 && getComputedStyle(h1).color === 'rgb(0, 128, 128)' }"
        )
    page.close()
