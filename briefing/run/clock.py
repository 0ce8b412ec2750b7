"""Can the machine's clock be right? Asked where a morning goes by it, before anything is filed, made or sent.

A clock that has been put back cannot be told from one that was ahead before, by what is on file. So servers are asked:
whatever they say counts only here, where the clock and the last run already speak against each other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.errors import ClockError
from briefing.ingest.fetch import Request
from briefing.run.asking import asks
from briefing.store.sources import runs
from briefing.text.veil import is_veiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefing.ingest.fetch import Fetched
    from briefing.run.ordering import Order

EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
"""There was no such program before: a clock without a battery begins long ago."""

SLACK = timedelta(hours=1)
"""How much earlier than the last run a clock may be: clocks are set by seconds or minutes."""

APART = timedelta(hours=12)
"""How far a right clock may be from what servers say."""

ASKED = 3  # servers; half of them being wrong is not to be feared

_SHOWN = "%Y-%m-%d %H:%M UTC"
_NOW = "%Y-%m-%dT%H:%M:%S+00:00"


def sound_clock(order: Order, store: Path, fetch: Callable[[Iterable[Request]], Iterator[Fetched]]) -> tuple[str, ...]:
    """Return what is to be told of the clock that an order goes by, () where it may well be right.

    Raises ClockError where it is wrong, or nobody can tell that it is right; StoreError.
    """
    if not order.by_clock:
        return ()
    now = order.now.astimezone(UTC)
    shown = f"the clock of this machine says {now:{_SHOWN}}"
    if now < EARLIEST:
        raise ClockError(f"{shown}, which cannot be; nothing was made or sent: set the clock, and run it again")
    last = next(iter(runs(store, 1)), None)
    if last is None or now >= last.started - SLACK:
        return ()
    before = f"the last run was at {last.started:{_SHOWN}}"
    said = _said(order, fetch)
    if said and abs(said - now) <= APART:
        return (f"{shown}, as servers do, but {before}: the clock was ahead; look at what was made then",)
    servers = f", and servers say {said:{_SHOWN}}" if said else ""
    goes_on = f"`briefing run --now {now:{_NOW}}` goes on from here"
    undone = "nothing was made or sent: set the clock; if it is right,"
    raise ClockError(f"{shown}, but {before}{servers}; {undone} {goes_on}")


def _said(order: Order, fetch: Callable[[Iterable[Request]], Iterator[Fetched]]) -> datetime | None:
    """Return what the clocks of a few sources' servers say, the middle one's; None where none says anything."""
    remote = (ask for ask in asks(order.settings.sources) if ask.remote and not is_veiled(ask.address))
    wanted = dict.fromkeys(Request(ask.address, private=ask.source.private) for ask in remote)
    told = sorted(fetched.server_time for fetched in fetch([*wanted][:ASKED]) if fetched.server_time)
    return told[len(told) // 2] if told else None
