from __future__ import annotations

import importlib.util
import shutil
from typing import TYPE_CHECKING

import pytest

from briefing.deliver.paper import CHROMIUMS, write_pdf
from briefing.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

PAGE = (
    "<!doctype html><title>A day</title><p>The harbour-master counted 14 ferries.<img src='http://127.0.0.1:9/x.png'>"
)


def test_where_nothing_can_make_one_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    (tmp_path / "page.html").write_text(PAGE)
    with pytest.raises(OutputError, match=r'pip install "briefing\[pdf\]".*apt-get install chromium'):
        write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.slow
def test_the_page_comes_back_from_paper(tmp_path: Path) -> None:
    if not importlib.util.find_spec("weasyprint") and not any(map(shutil.which, CHROMIUMS)):
        pytest.skip("there is neither WeasyPrint nor Chromium: no PDF is made")
    pdfium = pytest.importorskip("pypdfium2")
    (tmp_path / "page.html").write_text(PAGE)
    write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    with pdfium.PdfDocument(tmp_path / "page.pdf") as made:
        assert "14 ferries" in made[0].get_textpage().get_text_range()
    assert {path.name for path in tmp_path.iterdir()} == {"page.html", "page.pdf"}


def test_a_program_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 7\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    (tmp_path / "page.html").write_text(PAGE)
    with pytest.raises(OutputError, match="failed with exit code 7"):
        write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()


def test_what_is_printed_begins_with_a_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printing = tmp_path / "chromium"
    printing.write_text(
        "#!/bin/sh\nwhile [ $# -gt 1 ]; do case $1 in --print-to-pdf=*) to=${1#*=};; esac; shift; done\n"
        "(echo %PDF-; cat ${1#file://}) > $to\n"
    )
    printing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    (tmp_path / "page.html").write_text("\n<!DOCTYPE html><link rel=stylesheet href=a.css>")
    write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    printed = (tmp_path / "page.pdf").read_text()
    assert "\n<!DOCTYPE html><meta charset=" in printed
    assert 0 < printed.find("default-src 'none';") < printed.find("<link")


@pytest.mark.slow
def test_nothing_of_the_machine_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not any(map(shutil.which, CHROMIUMS)):
        pytest.skip("there is no Chromium: no PDF is made by it")
    pdfium = pytest.importorskip("pypdfium2")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    (tmp_path / "held.txt").write_text("held back")
    (tmp_path / "held.css").write_text("body::after { content: 'held back' }")
    text, style = (tmp_path / "held.txt").as_uri(), (tmp_path / "held.css").as_uri()
    (tmp_path / "page.html").write_text(
        f"{PAGE}<iframe src='{text}'></iframe><object data='{text}'></object><embed src='{text}'>"
        f"<iframe src='held.txt'></iframe><link rel=stylesheet href='{style}'><style>@import url({style})</style>"
        f"<script>document.write('held back')</script>"
    )
    write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    with pdfium.PdfDocument(tmp_path / "page.pdf") as made:
        printed = made[0].get_textpage().get_text_range()
    assert "14 ferries" in printed
    assert "held back" not in printed


def test_an_issue_that_is_not_there_is_a_wrong_usage(run: Program, tmp_path: Path) -> None:
    done = run("pdf", "2031-03-13", "--out", tmp_path)
    assert (done.code, done.err) == (2, f"briefing: ISSUE: there is no {tmp_path / '2031-03-13' / 'brief.html'}\n")
    assert run("pdf", "yesterday", "--out", tmp_path).code == 2
