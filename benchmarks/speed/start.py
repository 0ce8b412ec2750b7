"""How long the program takes to say something at all: beside an interpreter that does nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.invented import CONFIG
from benchmarks.speed.rows import Goal, seconds
from benchmarks.speed.timing import PYTHON, commands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options, Row

WITHIN = 0.120
"""Seconds above the bare interpreter's, of the issue."""

COMMANDS = {
    "briefing --help": ("--help",),
    "briefing status": ("status",),
}


def measure(options: Options) -> Sequence[Row]:
    """Return a row a command that does nothing but look."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "briefing.toml").write_text(CONFIG, encoding="utf-8")
        return [_row(what, words, options, Path(folder)) for what, words in COMMANDS.items()]


def _row(what: str, words: Sequence[str], options: Options, folder: Path) -> Row:
    options.told(what)
    bare = [PYTHON, "-c", "pass"]
    ours, theirs = commands([PYTHON, "-m", "briefing", *words], bare, options.runs, folder)
    above = ours.median - theirs.median
    return seconds(what, ours, theirs, "python -c pass", Goal("within 120 ms of it", above, WITHIN))
