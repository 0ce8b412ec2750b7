"""A story replayed, morning by morning: what came long ago costs nothing. By counts, which no machine changes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.speed.newswire import Newswire, by_day
from briefing.ingest import document
from briefing.render import data
from briefing.render.data import from_own_json
from briefing.render.site import pages
from briefing.render.templates import filled
from briefing.run import arriving, kept
from briefing.text.kept import Findings

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

DAYS, A_DAY, SENTENCES = 52, 2, 6

EARLY, LATE = slice(31, 36), slice(47, 52)
"""Mornings that have as full a past as any: of 30 issues."""

ROOM = 1.3
"""Days differ by what they bring, and the background of a topic fills; what grew with the days would be at 1.5."""


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> list[Counter[str]]:
    """What each morning of a replay did."""
    counts: list[Counter[str]] = []
    with pytest.MonkeyPatch.context() as patched:
        _count(patched, counts)
        wire = Newswire.opened(tmp_path_factory.mktemp("replay"))
        for day, reports in by_day(A_DAY * DAYS, DAYS, 0, SENTENCES):
            wire.publish(reports)
            counts.append(Counter())
            wire.morning(day)
    return counts


def _count(patched: pytest.MonkeyPatch, counts: list[Counter[str]]) -> None:
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*given, **named)
        made.set_trace_callback(lambda _: counts[-1].update(["statements of SQL"]))
        counts[-1]["connections"] += 1
        return made

    class Counted(Findings):
        def ask(self, name: str, text: str, key: str, make: Callable[[Any], Any], look: Callable[[], Any]) -> Any:
            def looking() -> Any:
                counts[-1]["closer looks"] += 1
                return look()

            return super().ask(name, text, key, make, looking)

    def reading(*given: Any, **named: Any) -> Any:
        counts[-1]["documents read"] += 1
        return document.read_arrival(*given, **named)

    def rendering(name: str, *given: Any) -> str:
        counts[-1]["pages made"] += name in {"site-topic.html.jinja", "site-person.html.jinja"}
        return filled(name, *given)

    def taking(*given: Any) -> Any:
        counts[-1]["issues read"] += 1
        return from_own_json(*given)

    patched.setattr(pages, "filled", rendering)
    patched.setattr(data, "from_own_json", taking)
    patched.setattr(sqlite3, "connect", traced)
    patched.setattr(kept, "Findings", Counted)
    patched.setattr(arriving, "read_arrival", reading)


@pytest.mark.parametrize("what", ["statements of SQL", "connections", "closer looks", "pages made"])
def test_a_late_morning_does_what_an_early_one_does(mornings: list[Counter[str]], what: str) -> None:
    early, late = (sum(one[what] for one in mornings[part]) for part in (EARLY, LATE))
    assert 0 < late <= ROOM * early


def test_an_issue_is_read_for_the_pages_of_all_on_its_own_morning(mornings: list[Counter[str]]) -> None:
    assert [one["issues read"] for one in mornings] == [1] * DAYS


def test_a_document_is_read_once_in_its_life(mornings: list[Counter[str]]) -> None:
    assert sum(one["documents read"] for one in mornings) == A_DAY * DAYS
