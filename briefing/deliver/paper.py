"""A page -> PDF, through its print style sheet: by WeasyPrint where it is installed, else by a Chromium of the machine.

Neither is needed for anything else. Nothing is fetched for a page, whatever it asks for.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
"""What a browser that can print is called, by the systems that have one."""

MISSING = (
    'needs WeasyPrint (pip install "briefing[pdf]") or a Chromium (for example apt-get install chromium); '
    "neither was found"
)

_LONGEST = 120  # seconds that a browser may take
_FLAGS = (
    "--headless --disable-gpu --no-first-run --disable-extensions --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
).split()
_POLICY = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'\">"
)
"""Before all else of what a browser prints: a page that is a file may show other files, and one that a user's templates
made may have no policy of its own."""

_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
_NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND"


def write_pdf(page: Path, pdf: Path) -> str:
    """Write a page as PDF, whole or not at all, and return what made it. Raises OutputError.

    The bytes are those of the program that makes them, and may differ from day to day.
    """
    name, make = _maker(pdf)
    try:
        with tempfile.TemporaryDirectory(prefix=".new-", dir=pdf.parent, ignore_cleanup_errors=True) as stage:
            made = Path(stage) / "made.pdf"
            make(page, made)
            if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
                raise OutputError(pdf, f"{name} made no PDF of {page}")
            os.replace(made, pdf)  # noqa: PTH105 - atomic; the verb that says so
    except OSError as error:
        raise OutputError(pdf, f"cannot be written: {error.strerror or error}") from error
    return name


def _maker(pdf: Path) -> tuple[str, Callable[[Path, Path], None]]:
    """Return the name of what is there to make a PDF, and how it does."""
    if importlib.util.find_spec("weasyprint"):
        return "WeasyPrint", _by_weasyprint
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not chromium:
        raise OutputError(pdf, MISSING)
    return Path(chromium).name, lambda page, made: _by_chromium(chromium, page, made)


def _by_weasyprint(page: Path, made: Path) -> None:
    weasyprint: Any = importlib.import_module("weasyprint")
    fetcher: Any = importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols=["data"])
    text = page.read_text(encoding="utf-8")
    weasyprint.HTML(string=text, url_fetcher=fetcher).write_pdf(str(made))


def _by_chromium(chromium: str, page: Path, made: Path) -> None:
    """Print by a browser with a profile of its own, which no one that is open knows of."""
    as_root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # it refuses to run as root else
    profile = f"--user-data-dir={made.parent / 'profile'}"
    copy = made.with_name("page.html")
    copy.write_text(_guarded(page.read_text(encoding="utf-8")), encoding="utf-8")
    command = [chromium, *_FLAGS, _NOWHERE, *as_root, profile, f"--print-to-pdf={made}", copy.resolve().as_uri()]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)  # noqa: S603 - found above
    except subprocess.TimeoutExpired as error:
        raise OutputError(made, f"{chromium} took more than {_LONGEST} seconds") from error
    except subprocess.CalledProcessError as error:
        raise OutputError(made, f"{chromium} failed with exit code {error.returncode}") from error


def _guarded(page: str) -> str:
    """Return a page that shows nothing but itself, whatever it says."""
    start = found.end() if (found := _DOCTYPE.match(page)) else 0
    return page[:start] + _POLICY + page[start:]
