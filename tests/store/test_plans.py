"""What is asked of the archive grows with what is asked for, and not with what is on file."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from archived import MONDAY, filing, put, storm

from briefing.store.archive import articles
from briefing.store.candidates import candidates_of
from briefing.store.database import opened
from briefing.store.filing import read_before
from briefing.store.findings import findings
from briefing.store.issues import recall
from briefing.store.sources import rate_of
from briefing.text.identity import traits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGE = {"sighting", "document", "revision", "article", "finding", "said", "read", "trait", "shingle", "mark"}


def rate(store: Path) -> None:
    with opened(store, read_only=True) as database:
        rate_of(database, "Lume", MONDAY)


def looked_up(store: Path) -> None:
    article = filing().article
    assert article is not None
    with opened(store, read_only=True) as database:
        candidates_of(database, traits(article, id="storm", seen=MONDAY.date()))


ASKING: dict[str, Callable[[Path], object]] = {
    "the reports of a window": lambda store: articles(store, {"Lume": None}, MONDAY, MONDAY),
    "what is known of arrivals": lambda store: read_before(store, [filing().arrival], "1"),
    "findings": lambda store: findings(store, {"5e": "A ship sank."}),
    "the last issues": lambda store: recall(store, "lume", MONDAY.date(), 30),
    "the rate of a source": rate,
    "who may be the same": looked_up,
}


@pytest.mark.parametrize("ask", ASKING.values(), ids=ASKING)
def test_no_large_table_is_read_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
) -> None:
    put(tmp_path / "a", filing(), *(storm(number) for number in range(30)))
    asked: list[str] = []
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*given, **named)
        made.set_trace_callback(asked.append)
        return made

    monkeypatch.setattr(sqlite3, "connect", traced)
    ask(tmp_path / "a")
    monkeypatch.undo()
    queries = [one for one in asked if one.split()[0] in {"SELECT", "WITH"}]
    assert queries
    with opened(tmp_path / "a") as database:
        database.execute("ANALYZE")
        steps = [row[3] for one in queries for row in database.execute(f"EXPLAIN QUERY PLAN {one}")]
    assert not [step for step in steps if step.startswith("SCAN") and step.split()[1] in LARGE]


def test_a_look_up_asks_as_much_among_many_as_among_few(tmp_path: Path) -> None:
    asked = []
    came = filing(
        "A boat of which nobody had heard lay at the mole in the morning.", title="A boat at the mole of Lume"
    )
    assert came.article is not None
    known = traits(came.article, id="boat", seen=MONDAY.date())
    for count in (20, 150):
        put(tmp_path / "a", *(storm(number) for number in range(count)))
        statements: list[str] = []
        with opened(tmp_path / "a", read_only=True) as database:
            database.set_trace_callback(statements.append)
            candidates_of(database, known)
        asked.append(len(statements))
    assert asked[1] <= asked[0] + 2
