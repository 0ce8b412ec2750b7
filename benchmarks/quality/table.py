"""Figures as a table for people, as Markdown and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from benchmarks.quality.figures import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.quality.figures import Figure

HEAD = ("system", "value", "95 %", "units", "over the best baseline")
MARKS = {"ours": "", "baseline": "", "variant": "variant", "bound": "bound", "published": "printed"}
"""What is said of a line that is neither the program's nor a baseline's, behind its name."""


COLUMNS = {
    OURS: OURS,
    "lead": "lead",
    "random": "random",
    "keywords": "keywords",
    "BM25": "BM25",
    "BM25+position": "+pos",
    "sumy lex-rank": "lex",
    "sumy text-rank": "text",
    "sumy lsa": "lsa",
    "sumy luhn": "luhn",
    "sumy kl": "kl",
    "sumy sum-basic": "sumb",
    "sumy reduction": "red",
    "sumy edmundson": "edm",
}
"""The systems that have a column of their own, and its head; the others are named behind."""


def as_table(figures: Sequence[Figure]) -> str:
    """Return a line a figure and a column a system; sumy's methods stand by their first letters."""
    by_name = {name: list(lines) for name, lines in groupby(figures, key=lambda figure: figure.name)}
    rows = [_line(name, lines) for name, lines in by_name.items()]
    head = ("figure", OURS, "95 %", "over the best", *list(COLUMNS.values())[1:], "others")
    used = [column for column in range(len(head)) if any(row[column] for row in rows)]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join("  ".join(row[c].ljust(widths[c]) for c in used).rstrip() for row in [head, *rows])


def _line(name: str, figures: Sequence[Figure]) -> tuple[str, ...]:
    values = {figure.system: number(figure.value) for figure in figures}
    ours = next((figure for figure in figures if figure.system == OURS), figures[0])
    others = "; ".join(f"{system} {value}" for system, value in values.items() if system not in COLUMNS)
    return (
        name if ours.higher_is_better else f"{name} (fewer)",
        values.get(OURS, ""),
        _range(ours.low, ours.high),
        "" if ours.difference is None else f"{ours.difference:+.2f}{'' if ours.differs else ' ?'}",
        *(values.get(system, "") for system in list(COLUMNS)[1:]),
        others,
    )


def as_text(figures: Sequence[Figure]) -> str:
    """Return the table for a terminal, a block a figure."""
    return "\n\n".join(_block(name, list(lines)) for name, lines in groupby(figures, key=lambda figure: figure.name))


def _block(name: str, figures: Sequence[Figure]) -> str:
    rows = [_row(figure) for figure in figures]
    widths = [max(len(row[column]) for row in [HEAD, *rows]) for column in range(len(HEAD))]
    way = "" if figures[0].higher_is_better else " (the fewer the better)"
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in [HEAD, *rows]]
    return "\n  ".join([f"{name}{way}", *lines])


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    return (cell.ljust(width) for cell, width in zip(row, widths, strict=True))


def _row(figure: Figure) -> tuple[str, ...]:
    mark = MARKS[figure.kind]
    name = f"{figure.system} [{mark}]" if mark else figure.system
    return name, number(figure.value), _range(figure.low, figure.high), _units(figure), _difference(figure)


def number(value: float) -> str:
    """Return a figure in three or four digits."""
    return f"{value:.1f}" if abs(value) >= 2 else f"{value:.3f}"


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"


def _units(figure: Figure) -> str:
    return f"{figure.count} {figure.unit}s" if figure.count else ""


def _difference(figure: Figure) -> str:
    if figure.difference is None:
        return ""
    sure = "" if figure.differs else ", not sure"
    span = _range(figure.difference_low, figure.difference_high)
    return f"{figure.difference:+.3g} ({span}{sure}) over {figure.over}"


def as_markdown(figures: Sequence[Figure]) -> str:
    """Return a Markdown table, a line a figure: ours with its interval, the best baseline, the difference, the rest."""
    by_name = {name: list(lines) for name, lines in groupby(figures, key=lambda figure: figure.name)}
    head = ("figure", "briefing", "95 %", "best baseline", "difference", "others")
    lines = [head, ("---",) * len(head), *(_summary(name, own) for name, own in by_name.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _summary(name: str, figures: Sequence[Figure]) -> tuple[str, ...]:
    values = {figure.system: number(figure.value) for figure in figures}
    ours = next((figure for figure in figures if figure.system == OURS), figures[0])
    rest = (f"{system} {value}" for system, value in values.items() if system not in {OURS, ours.over})
    return (
        f"`{name}`" if ours.higher_is_better else f"`{name}` (fewer is better)",
        values.get(OURS, ""),
        _range(ours.low, ours.high),
        f"{ours.over} {values[ours.over]}" if ours.over else "",
        "" if ours.difference is None else f"{ours.difference:+.2f}{'' if ours.differs else ', not sure'}",
        ", ".join(rest),
    )


def as_json(figures: Sequence[Figure]) -> str:
    """Return the figures as a JSON array, a record a line of the table."""
    return json.dumps([asdict(figure) | {"differs": figure.differs} for figure in figures], indent=1) + "\n"
