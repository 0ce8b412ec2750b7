"""What the program prints and logs: whoever wrote its words, a terminal obeys nothing in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import story

from briefing.cli.options import as_data, printed

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0041]")
NASTY = "\x1b[2J\x9b1m\u202eno\u200b\U000e0041\rgone"


def test_lines_that_are_printed_command_no_terminal_and_hide_nothing() -> None:
    assert printed(f"one {NASTY}\ntwo\x0bthree\u2028four") == "one \ufffd[2J\ufffd1mno gone\ntwo three four"


def test_results_as_json_command_no_terminal_and_hold_the_same() -> None:
    said = as_data({"source": NASTY})
    assert not STEERS.search(said)
    assert json.loads(said) == {"source": NASTY}


def test_names_of_files_in_messages_are_one_line_and_obeyed_by_nobody(run: Program, tmp_path: Path) -> None:
    config = tmp_path / "briefing.toml"
    config.write_text(f'{story.CONFIG}\n[log]\nfile = "log.txt"\n', encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    story.FELD.write(folder)
    (folder / f"a{NASTY}\nbriefing: all is well.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("build", folder, "--config", config, "--out", tmp_path / "out", "--date", story.DATE)
    assert "all is well.pdf" in done.err
    assert not [line for line in done.err.splitlines() if line.startswith("briefing: all is well")]
    assert not STEERS.search(done.err)
    for form in ("md", "html", "txt", "json"):
        text = (tmp_path / "out" / story.DATE / f"brief.{form}").read_text(encoding="utf-8")
        assert not STEERS.search(text)
