"""A browser for the tests: Debian's Chromium, through Playwright; without one they are skipped, saying so."""

from __future__ import annotations

import shutil
from importlib import resources
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
"""No sandbox, since tests run as root in containers; nothing that calls home."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    driver = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the page is not opened")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("there is no Chromium (apt-get install chromium): the page is not opened in a browser")
    with driver.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    pytest.importorskip("axe_playwright_python", reason="axe-core is not installed: accessibility is not checked")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
