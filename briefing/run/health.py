"""How the sources that are fetched do, as a brief says it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import SourceHealth
from briefing.model.records import dataclass
from briefing.text.masking import shown

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model import Rate, SourceState, Yield


@dataclass(frozen=True, slots=True)
class Standing:
    """What the archive knows of a source: what it gives, what it gave in the last run, how much of it is held back."""

    rate: Rate | None = None
    gave: Yield | None = None
    held: int = 0


def health(state: SourceState, known: Standing, articles: int) -> SourceHealth:
    """Return how a source does; `articles` counts those that the brief is made from."""
    rate = known.rate
    trouble = _trouble(state, known.gave)
    return SourceHealth(
        name=state.name,
        status="failed" if trouble else "ok" if rate and rate.articles and not state.problem else "empty",
        articles=articles,
        detail=trouble or _remark(state, known) or None,
        last_success=_written(state.last_success),
        newest=rate.newest.date().isoformat() if rate and rate.newest else None,
        failures=state.failures,
        per_day=round(rate.per_day, 1) if rate else None,
    )


def never_asked(name: str) -> SourceHealth:
    """Return how a source does that no run has asked for yet."""
    return SourceHealth(name, "failed", 0, "never fetched: `briefing run` fetches it, `build` fetches nothing")


def _trouble(state: SourceState, gave: Yield | None) -> str:
    if state.problem and state.failures:
        return state.problem + (f" ({state.failures} times in a row)" if state.failures > 1 else "")
    return gave.problem if gave else ""


def _remark(state: SourceState, known: Standing) -> str:
    """Return what is to be known of a source that is well, or holds nothing."""
    moved = f"has moved for good to {shown(state.moved)}" if state.moved else ""
    back = f"{known.held} held back, to be let in by `briefing sources --release`" if known.held else ""
    unread = known.gave.unread if known.gave and not state.problem else 0
    bare = f"{unread} {'entry has' if unread == 1 else 'entries have'} no title and no text" if unread else ""
    return "; ".join(filter(None, (state.problem, moved, back, bare)))


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
