"""The policies of page, site and preview: a script that somebody has put into the HTML by hand does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from render.samples import FULL

from briefing.render.forms import render
from briefing.render.site import Place, outline, site_files, state_of
from briefing.run.previewing import _FORM, _FRAME

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

INJECTED = (
    "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    "<svg onload=\"document.title='ran'\"></svg><a id=j href=\"javascript:void(document.title='ran')\">j</a>"
    "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>"
    "<script src=\"data:text/javascript,document.title='ran'\"></script>"
    "<base href='https://evil.example/'><form action='https://evil.example/'><button id=b>b</button></form>"
)
CONTROL = "<!doctype html><body></body>"


def pages() -> dict[str, str]:
    site = site_files([outline(FULL)], state_of(FULL), Place())
    empty = '<!doctype html><head><meta http-equiv="Content-Security-Policy" content="{}"></head><body></body>'
    return {
        "page": render(FULL, "html"),
        **{name: data.decode() for name, data in site.items() if name.endswith(".html")},
        "preview": empty.format(_FRAME.format(nonce="n")),
        "preview of a form": empty.format(_FORM),
    }


def ran(browser: Browser, path: Path, html: str) -> bool:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path.write_text(html.replace("</body>", f"{INJECTED}</body>", 1), encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate("document.getElementById('j').click()")
    page.wait_for_timeout(100)
    title = page.title()
    page.evaluate("setTimeout(() => document.getElementById('b').click())")
    page.wait_for_timeout(100)
    context.close()
    return title == "ran" or any("evil.example" in one for one in asked)


def test_what_is_put_into_the_html_by_hand_does_not_run(browser: Browser, tmp_path: Path) -> None:
    assert ran(browser, tmp_path / "control.html", CONTROL)
    assert [name for name, html in pages().items() if ran(browser, tmp_path / "page.html", html)] == []
