"""Has a feed changed as a whole? Then what looks new in it is not, and is held until a person has looked; pure.

A feed that changes its software changes all its ids at once, and often its addresses; what is still known again by
address or text is only told of. What is known by nothing, though it is older than the last look at a feed that is known
well, would be sent a second time, and is held. What is dated since then is news, however much it is: a weekly feed is
all new each week.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefing.text.identity import Decision, Kind, Traits

FEW = 5  # entries: fewer may be late by chance, and cost little if they come twice
MOST = 0.6  # of all entries of a fetch: a feed's own news, or its corrections, are seldom as many
LATE = timedelta(days=2)  # that an entry may be dated back: feeds give the day of writing, other time zones
BUSY = 3  # times its usual rate, at which a feed without dates may still have written all that is new


@dataclass(frozen=True, slots=True)
class Coming:
    """An entry of a fetch: what it is, when its feed dates it, and whether its id was another when it came before."""

    kind: Kind
    published: date | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stood before a fetch: its last success, its articles on file, and how many it gives a day."""

    last_success: date | None = None
    articles: int = 0
    per_day: float = 0.0

    @property
    def is_known(self) -> bool:
        """Whether there is enough of it on file for a change to be seen."""
        return self.last_success is not None and self.articles >= FEW


@dataclass(frozen=True, slots=True)
class Upheaval:
    """What has happened to a feed, in words: "held" where what is new in it is to be held, "told" where it is not."""

    kind: Literal["fine", "told", "held"] = "fine"
    words: str = ""


def coming(arriving: Traits, decision: Decision, published: date | None) -> Coming:
    """Return an entry that a feed gives, as it was decided; `published` is the day that the feed or the text gives."""
    filed = decision.of.traits if decision.of and decision.kind in {"same", "revision"} else None
    both = filed and filed.source == arriving.source and filed.id and arriving.id
    return Coming(decision.kind, published, moved=bool(filed and both and arriving.id not in {filed.id, *filed.ids}))


def is_possible(unknown: int, among: int) -> bool:
    """Whether a feed may have changed as a whole of whose entries so many did not come before just as they are.

    Each way to change needs as many entries that are not the same: most of those that are known, or of all.
    """
    return _are_most(unknown, among)


def upheaval(entries: Sequence[Coming], standing: Standing, today: date) -> Upheaval:
    """Return whether a feed has changed as a whole; `entries` are all entries of one fetch, those known as well.

    A feed that is read for the first time, or of which little is on file, cannot have changed.
    """
    if standing.last_success is None or not standing.is_known:
        return Upheaval()
    old = _old_as_new(entries, standing, standing.last_success, today)
    if _are_most(old, len(entries)):
        return Upheaval(
            "held",
            f"{old} of {len(entries)} entries are not known, and not dated after {standing.last_success.isoformat()},"
            " when the feed was last read: it may have changed all ids and addresses; they are kept, and not shown",
        )
    return _changed(entries)


def _old_as_new(entries: Sequence[Coming], standing: Standing, last: date, today: date) -> int:
    """Return how many entries are new and should not be: dated before the last look, or undated and too many."""
    new = [one for one in entries if one.kind in {"new", "copy"}]
    late = sum(one.published is not None and one.published < last - LATE for one in new)
    undated = sum(one.published is None for one in new)
    expected = BUSY * standing.per_day * max(1, (today - last).days) + FEW
    return late + (undated if undated > expected else 0)


def _changed(entries: Sequence[Coming]) -> Upheaval:
    """Tell of ids that were all changed, or of texts that were: by the feed's form more likely than by its authors."""
    known = sum(one.kind in {"same", "revision"} for one in entries)
    moved = sum(one.moved for one in entries)
    if _are_most(moved, known):
        return Upheaval("told", f"{moved} of {known} ids have changed; known again by address or text, nothing twice")
    revised = sum(one.kind == "revision" for one in entries)
    if _are_most(revised, len(entries)):
        return Upheaval("told", f"{revised} of {len(entries)} entries have changed at once: the feed's form may have")
    return Upheaval()


def _are_most(some: int, among: int) -> bool:
    return some >= FEW and some >= MOST * among
