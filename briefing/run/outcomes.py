"""What became of deliveries, in a line each for a person: to whom, how it stands, what to do. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Delivery

NAMED = 3  # addresses that a line names


def lines_of(deliveries: Iterable[Delivery]) -> tuple[str, ...]:
    """Return a line for all deliveries of an issue that share way, state and words: what became of them, what to do."""
    ordered = sorted(deliveries, key=_alike)
    return tuple(_line(list(same)) for _, same in groupby(ordered, key=_alike))


def _alike(one: Delivery) -> tuple[str, ...]:
    return (one.dispatch.date, one.dispatch.recipient.name, one.state, one.detail)


def _line(same: Sequence[Delivery]) -> str:
    first, names = same[0], [one.dispatch.recipient.address for one in same]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    date, who = first.dispatch.date, f"{', '.join(names[:NAMED])}{more}"
    to = f" --to {names[0]}" if len(names) == 1 else ""
    return f"{date}: {first.dispatch.recipient.name} to {who} {_words(first, to)}"


def _words(one: Delivery, to: str) -> str:
    date = one.dispatch.date
    again, leave = f"briefing send {date} --again{to}", f"briefing send {date} --leave{to}"
    if one.state == "waiting":
        return f"waits, and is tried again by the next run or `briefing send {date}`: {one.detail}"
    if one.state == "doubtful":
        what = f"look whether it came; if not: {again}; if so: {leave}"
        return f"is in doubt and not sent again by itself: {one.detail}; {what}"
    what = f"once that is mended: {again}; or let it be: {leave}"
    return f"was refused, and is not sent again by itself: {one.detail}; {what}"
