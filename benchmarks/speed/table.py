"""The table: for a terminal, as Markdown for docs/performance.md, as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.speed.rows import Goal, Options, Row, Runs

HEAD = ("what", "ours", "beside", "theirs", "theirs / ours", "peak MiB", "growth", "goal", "")
_PEERS = ("sumy", "nltk", "numpy", "jinja2", "trafilatura", "feedparser", "lxml")
_MIB = 1024 * 1024
_MODEL = Path("/proc/cpuinfo")


def as_text(rows: Sequence[Row]) -> str:
    """Return the table with its columns in line, a heading a part, and how many goals are met."""
    lines = [_cells(row) for row in rows]
    wide = [max(len(line[n]) for line in (HEAD, *lines)) for n in range(len(HEAD))]
    told = [_line(HEAD, wide), *(_line(line, wide) for line in lines), "", _count(rows)]
    notes = [f"{row.what}: {note}" for row in rows for note in _notes(row)]
    return "\n".join([*told, *notes])


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the table for a page of documentation."""
    head = ["| " + " | ".join(HEAD) + " |", "|---|--:|---|--:|--:|--:|--:|---|---|"]
    return "\n".join([*head, *("| " + " | ".join(_cells(row)) + " |" for row in rows), "", _count(rows)])


def as_json(rows: Sequence[Row], options: Options, machine: Mapping[str, object]) -> str:
    """Return the table with every run, and the machine that it was made on."""
    asked = {"quick": options.quick, "full": options.full, "runs": options.runs, "seed": options.seed}
    told = [asdict(row) | {"times": row.times, "met": row.goal.met if row.goal else None} for row in rows]
    return json.dumps({"machine": machine, "asked": asked, "rows": told}, indent=1) + "\n"


def machine() -> dict[str, object]:
    """Return what a table is to be read with: the machine, its load, the versions."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "system": platform.platform(terse=True),
        "python": sys.version.split()[0],
        "versions": {name: version(name) for name in ("briefing", *_PEERS)},
    }


def as_line(machine: Mapping[str, object]) -> str:
    """Return the machine in one line."""
    return ", ".join(f"{name} {machine[name]}" for name in ("processor", "cores", "load", "system", "python"))


def _processor() -> str:
    told = _MODEL.read_text("utf-8") if _MODEL.exists() else ""
    models = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _cells(row: Row) -> tuple[str, ...]:
    times = row.times
    return (
        row.what,
        _value(row.ours, row.unit),
        row.beside,
        _value(row.theirs, row.unit),
        "" if times is None else f"{times:,.1f}" if times >= 10 else f"{times:.2f}",
        " / ".join(filter(None, (_peak(row.runs), _peak(row.their_runs)))),
        " / ".join(f"{value:.2f}" for value in (row.growth, row.their_growth) if value is not None),
        row.goal.says if row.goal else "",
        _verdict(row.goal),
    )


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "s" and value < 1:
        return f"{value * 1000:,.{0 if value >= 0.1 else 1}f} ms"
    return f"{value:,.{0 if value >= 100 else 2}f} {unit}"


def _peak(runs: Runs | None) -> str:
    return f"{runs.peak / _MIB:,.0f}" if runs and runs.peak else ""


def _verdict(goal: Goal | None) -> str:
    return "" if goal is None else "met" if goal.met else "not met"


def _notes(row: Row) -> Sequence[str]:
    limit = row.goal.limit if row.goal and not row.goal.met else ""
    return [note for note in (row.note, limit) if note]


def _line(cells: Sequence[str], wide: Sequence[int]) -> str:
    right = (1, 3, 4, 5, 6)
    return "  ".join(f"{cell:{'>' if n in right else '<'}{wide[n]}}" for n, cell in enumerate(cells)).rstrip()


def _count(rows: Sequence[Row]) -> str:
    goals = [row.goal for row in rows if row.goal]
    return f"{sum(goal.met for goal in goals)} of {len(goals)} goals met."
