"""Who reported how much on which day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.render.grid import DAYS, MOST, ROWS, grid
from briefing.render.words import ENGLISH

from .samples import FULL, QUIET, source

if TYPE_CHECKING:
    from briefing.model import Brief, Source
    from briefing.render.view import Grid


def read(*reports: tuple[str, str | None, bool]) -> Brief:
    sources: tuple[Source, ...] = tuple(
        source(number, publisher=publisher or None, published=day, quoted=quoted)
        for number, (publisher, day, quoted) in enumerate(reports, 1)
    )
    return replace(FULL, articles=sources)


def drawn(brief: Brief) -> Grid:
    found = grid(brief, ENGLISH)
    assert found
    return found


def test_each_publisher_has_its_reports_a_day_those_with_most_first_and_earlier_versions_none() -> None:
    found = drawn(FULL)
    assert [day.words for day in found.days] == ["13 May", "14 May", "15 May", "undated"]
    assert [(row.name, [cell.count for cell in row.cells], row.count) for row in found.rows] == [
        ("Lume Ledger", [1, 0, 0, 1], 2),
        ("Coastal Wire", [0, 1, 0, 0], 1),
        ("Friends of the Pier", [0, 0, 0, 1], 1),
        ("Publisher unknown", [0, 0, 1, 0], 1),
        ("The Harbour Post", [0, 1, 0, 0], 1),
    ]


def test_a_cell_tells_in_words_what_is_drawn() -> None:
    day = "2025-05-15"
    cell = drawn(read(("A", day, True), ("A", day, False), ("A", day, False), ("B", day, True))).rows[0].cells[0]
    assert cell.words == "3 reports, 1 of them quoted"
    assert [dot.quoted for dot in cell.dots] == [True, False, False]
    assert all(0 < dot.x < cell.width and 0 < dot.y < cell.height for dot in cell.dots)


def test_days_without_a_report_are_seen_and_older_ones_share_a_column() -> None:
    found = drawn(read(("A", "2025-05-15", True), ("A", "2025-05-12", True), ("A", "2024-01-01", True)))
    assert [day.words for day in found.days] == ["earlier", "12 May", "13 May", "14 May", "15 May"]
    assert len(drawn(read(*(("A", f"2025-05-{day:02}", True) for day in range(1, 16)))).days) == DAYS + 1


def test_many_reports_are_a_number_and_many_publishers_share_a_row() -> None:
    day = "2025-05-15"
    cell = drawn(read(*[("A", day, True)] * (MOST + 1), ("B", day, True))).rows[0].cells[0]
    assert (cell.count, cell.dots) == (MOST + 1, ())
    rows = drawn(read(*((f"P{number:02}", day, True) for number in range(ROWS + 3)))).rows
    assert (len(rows), rows[-1].name, rows[-1].count) == (ROWS + 1, "3 other publishers", 3)


def test_one_publisher_on_one_day_is_not_drawn() -> None:
    assert grid(read(("A", "2025-05-15", True), ("A", "2025-05-15", False)), ENGLISH) is None
    assert grid(QUIET, ENGLISH) is None
