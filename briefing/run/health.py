"""How the sources that are fetched do, as a brief says it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import SourceHealth

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model import Rate, SourceState, Yield


def health(state: SourceState, rate: Rate | None, gave: Yield | None, articles: int) -> SourceHealth:
    """Return how a source does: by its state, what it gives, and what it gave in the last run.

    `articles` counts those that the brief is made from.
    """
    trouble = _trouble(state, gave)
    return SourceHealth(
        name=state.name,
        status="failed" if trouble else "ok" if rate and rate.articles else "empty",
        articles=articles,
        detail=trouble or None,
        last_success=_written(state.last_success),
        newest=rate.newest.date().isoformat() if rate and rate.newest else None,
        failures=state.failures,
        per_day=round(rate.per_day, 1) if rate else None,
    )


def never_asked(name: str) -> SourceHealth:
    """Return how a source does that no run has asked for yet."""
    return SourceHealth(name, "failed", 0, "never fetched: `briefing run` fetches it, `build` fetches nothing")


def _trouble(state: SourceState, gave: Yield | None) -> str:
    if state.problem:
        return state.problem + (f" ({state.failures} times in a row)" if state.failures > 1 else "")
    return gave.problem if gave else ""


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
