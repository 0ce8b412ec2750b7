from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import Article, Side
from briefing.config import SourceSettings
from briefing.run.admitting import admitted

SIDES = (Side("north", "Ardenia", ("Ardenia", "Ardenian", "the Kestrel Palace")),)
TRUCE = Article.from_text("Ardenian envoys accepted a truce of thirty days.", title="Truce", published="2031-03-12")
GRAIN = Article.from_text("Grain ships left Porto Lume for the first time.", title="Grain", published="2031-03-13")
MARKET = Article.from_text("Shares in shipping rose.", url="https://example.org/markets/shares", published="2031-03-11")
UNDATED = Article.from_text("Nobody knows when the palace spoke.", title="Undated")
ALL = (TRUCE, GRAIN, MARKET, UNDATED)


def let_in(**settings: object) -> set[str]:
    source = replace(SourceSettings(name="Wire", files="*"), **settings)  # type: ignore[arg-type]
    names = {TRUCE.key: "truce", GRAIN.key: "grain", MARKET.key: "market", UNDATED.key: "undated"}
    return {names[article.key] for article in admitted(ALL, source, SIDES)}


def test_without_wishes_all_reports_of_a_source_are_let_in() -> None:
    assert let_in() == {"truce", "grain", "market", "undated"}


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("ship", {"grain", "market"}),
        ("grain ship", {"grain"}),
        ("ship grain", set()),
        ('"Grain ships"', {"grain"}),
        ("envoy*", {"truce"}),
        ("/thirty|forty/", {"truce"}),
        ("@north", {"truce"}),
        ("/markets/", {"market"}),
        ("truce", {"truce"}),
    ],
)
def test_a_report_needs_one_of_the_terms_that_are_allowed(term: str, found: set[str]) -> None:
    assert let_in(allow=(term,)) == found
    assert let_in(allow=("nowhere at all", term)) == found


def test_a_report_that_has_what_is_denied_stays_out_whatever_is_allowed() -> None:
    assert let_in(deny=("share",)) == {"truce", "grain", "undated"}
    assert let_in(allow=("ship", "shipping", "truce"), deny=('"markets"',)) == {"truce", "grain"}


def test_of_more_reports_than_the_limit_the_newest_are_taken_and_undated_ones_last() -> None:
    assert let_in(limit=1) == {"grain"}
    assert let_in(limit=3) == {"truce", "grain", "market"}
    assert let_in(limit=9) == {"truce", "grain", "market", "undated"}
    assert let_in(limit=1, deny=("grain",)) == {"truce"}


def test_the_order_of_the_reports_is_kept() -> None:
    source = SourceSettings(name="Wire", files="*", limit=2)
    assert admitted(ALL, source, ()) == (TRUCE, GRAIN)
    assert admitted(ALL[::-1], source, ()) == (GRAIN, TRUCE)
