"""What a morning is to be, and whether it has been: all that a run needs to know that comes every hour for nothing.

It loads neither what gathers nor what chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.run.files import JSON, store_of
from briefing.run.ways import ways_of
from briefing.store.clearances import clearances
from briefing.store.issues import has_issue
from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from briefing.config import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """A morning to be done: by which settings, where issues go, when it is, for which day; `dry` leaves no trace.

    Without a day it is the one that `now` falls on in the brief's time zone. With `once` an issue that is there already
    is not made again. `by_clock` says that `now` is what the machine's clock says, and nobody else.
    """

    settings: Settings
    out: Path
    now: datetime
    day: date | None = None
    dry: bool = False
    once: bool = False
    by_clock: bool = False

    @property
    def on_day(self) -> date:
        """The day of the brief."""
        return self.day or self.now.astimezone(self.settings.brief.zone).date()


def is_made(order: Order) -> bool:
    """Return whether the issue of the order stands where it is to stand, is remembered, and is going out, if it is to.

    One that `build` made goes out to nobody. Raises StoreError.
    """
    settings, day = order.settings, order.on_day
    store = store_of(settings, order.out)
    written = (order.out / day.isoformat() / JSON).is_file()
    if not (written and store.exists() and has_issue(store, settings.brief.id, day)):
        return False
    goes_out = ways_of(settings, order.out)
    asked = any(one.date == day.isoformat() for one in clearances(store, settings.brief.id))
    return not goes_out or asked or bool(deliveries(store, settings.brief.id, day.isoformat()))
