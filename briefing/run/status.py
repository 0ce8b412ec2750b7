"""Is all well? The last issue and where it went, what waits for a person, which source is ill, when the next run is.

Read from what is on file: nothing is asked of the world, nothing is changed, and no report is read.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.run.asking import asks
from briefing.run.due import last_due, next_due
from briefing.run.files import JSON, store_of
from briefing.run.gates import Rules, considered, is_recent, needs_a_person, remedy, why_held
from briefing.run.outcomes import lines_of
from briefing.store.archive import counted
from briefing.store.clearances import clearances
from briefing.store.issues import has_issue, last_issue
from briefing.store.ledger import deliveries
from briefing.store.sources import source_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from briefing.config import Settings
    from briefing.model import Clearance, Delivery, DeliveryState, SourceState

LATE = timedelta(hours=1)
"""How long after it is due an issue may be missing: a schedule looks every hour."""

LASTING = timedelta(days=1)
"""How long a source fails before a person is to look: most come right by themselves."""

_HELD = {"doubtful", "refused"}
_SLACK = timedelta(hours=2)  # a run that starts a little earlier than yesterday's is a day later all the same


@dataclass(frozen=True, slots=True)
class Went:
    """To how many recipients of a way an issue stands in a state, and when the first of them is tried again."""

    way: str
    state: DeliveryState
    recipients: int
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """The newest issue: its day, when it was made (None: its folder is not there), the folder, where it went.

    `held` says why it does not go out, "" where nothing holds it.
    """

    date: date
    made: datetime | None
    folder: str
    held: str = ""
    went: tuple[Went, ...] = ()


@dataclass(frozen=True, slots=True)
class Ill:
    """A source that does not give what it should, since when (None: not known), and why; `lasting` a day or more."""

    source: str
    since: datetime | None
    problem: str
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """How a brief does.

    `matters` are what a person must decide or mend, a line each with what to do, the newest first. `next_run` is None
    where the settings name no hour; `due` says that today's issue is to be made now, `sends` that issues go anywhere.
    `size` is in bytes.
    """

    brief: str
    title: str
    now: datetime
    last: Last | None
    matters: tuple[str, ...]
    ill: tuple[Ill, ...]
    next_run: datetime | None
    due: bool
    sends: bool
    archive: str
    size: int
    articles: int

    @property
    def needs_a_person(self) -> bool:
        """Whether it does not come right by itself."""
        return bool(self.matters) or any(one.lasting for one in self.ill)


def status_of(settings: Settings, out: Path, now: datetime) -> Status:
    """Return how a brief does whose issues stand below `out`. Raises StoreError."""
    store, rules = store_of(settings, out), Rules(settings.gates, settings.review, settings.brief.zone)
    cleared = tuple(_as_of(one, rules, now) for one in clearances(store, settings.brief.id))
    tomorrow = (
        (now + timedelta(days=1)).astimezone(settings.brief.zone).date()
    )  # later ones are a clock's that was ahead
    sent, day = deliveries(store, settings.brief.id), last_issue(store, settings.brief.id, tomorrow)
    missing = _missing(settings, store, now)
    return Status(
        brief=settings.brief.id,
        title=settings.brief.title,
        now=now,
        last=_last(day, out, cleared, sent, rules) if day else None,
        matters=(*_late(missing, settings.brief.zone, now), *_held(cleared, rules, now), *_failed(sent, now)),
        ill=tuple(_ill(settings, source_states(store).values(), _told_by(out, day), now)),
        next_run=next_due(settings.schedule, settings.brief.zone, now),
        due=missing is not None and missing[0] == now.astimezone(settings.brief.zone).date(),
        sends=_sends(settings),
        archive=str(store),
        size=store.stat().st_size if store.exists() else 0,
        articles=counted(store),
    )


def _sends(settings: Settings) -> bool:
    """Return whether issues go anywhere."""
    others = settings.deliver.others
    return bool(settings.mail and settings.mail.server) or any(getattr(others, one.name) for one in fields(others))


def _as_of(one: Clearance, rules: Rules, now: datetime) -> Clearance:
    """Return what waits for a review as the next run will see it: its time may be over."""
    return considered(one, (), rules, now) if one.state == "review" else one


# --- the last issue


def _last(day: date, out: Path, cleared: Sequence[Clearance], sent: Sequence[Delivery], rules: Rules) -> Last:
    folder = out / day.isoformat()
    made = _head(folder).get("made_at")
    written = day.isoformat()
    held = [why_held(one, rules) for one in cleared if one.date == written]
    return Last(
        date=day,
        made=datetime.fromisoformat(made) if isinstance(made, str) else None,
        folder=str(folder),
        held=held[-1] if held else "",
        went=_went(one for one in sent if one.dispatch.date == written),
    )


def _went(sent: Iterable[Delivery]) -> tuple[Went, ...]:
    """Return the counts of an issue; of a recipient who got corrections what counts is the newest."""
    newest = {one.dispatch.recipient: one for one in sent}
    counts = Counter((one.way, delivery.state) for one, delivery in newest.items())
    tries = {
        key: min((one.next_try for one in newest.values() if one.next_try and _key(one) == key), default=None)
        for key in counts
    }
    return tuple(Went(*key, counts[key], tries[key]) for key in sorted(counts))


def _key(one: Delivery) -> tuple[str, DeliveryState]:
    return one.dispatch.recipient.way, one.state


def _head(folder: Path) -> dict[str, object]:
    """Return what an issue's brief.json holds, {} where it cannot be read: as it is, without reading it as a brief."""
    try:
        found = json.loads((folder / JSON).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


# --- what waits for a person


def _held(cleared: Sequence[Clearance], rules: Rules, now: datetime) -> Iterator[str]:
    for one in reversed(cleared):
        if needs_a_person(one, now):
            yield f"{one.date}: {why_held(one, rules)}; {remedy(one)}"


def _failed(sent: Iterable[Delivery], now: datetime) -> tuple[str, ...]:
    """Return what is in doubt or was refused, a line for all of an issue that have way and reason in common."""
    return lines_of(one for one in sent if one.state in _HELD and not one.left and is_recent(one.dispatch.date, now))[
        ::-1
    ]


def _late(missing: tuple[date, datetime] | None, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
    """Return that the issue of a day should long be there and is not, or nothing."""
    if missing is None or now - missing[1] <= LATE:
        return ()
    what = f"{missing[0]}: not made, and was due at {missing[1].astimezone(zone):%Y-%m-%d %H:%M}"
    return (f"{what}; `briefing run --date {missing[0]}` makes it, `briefing doctor` looks for what is in the way",)


def _missing(settings: Settings, store: Path, now: datetime) -> tuple[date, datetime] | None:
    """Return the day whose issue became due last, and when, where it is not made.

    Before the first issue only today's counts: on the days before there may have been no such brief.
    """
    due, brief = last_due(settings.schedule, settings.brief.zone, now), settings.brief.id
    if not due or has_issue(store, brief, due[0]):
        return None
    today = now.astimezone(settings.brief.zone).date()
    return due if due[0] == today or last_issue(store, brief) else None


# --- the sources


def _ill(settings: Settings, states: Iterable[SourceState], told: Iterable[Ill], now: datetime) -> Iterator[Ill]:
    """Yield the fetched sources that fail, then those that the last issue tells of."""
    asked, on_file = {ask.key for ask in asks(settings.sources)}, list(states)
    listed = {feed for one in on_file if (one.name, one.address) in asked for feed in one.feeds}
    own = [one for one in on_file if (one.name, one.address) in asked | listed]
    for one in own:
        if one.failing_since:
            lasting = now - one.failing_since >= LASTING - _SLACK
            yield Ill(one.name, one.failing_since, one.problem, lasting)
    fetched = {one.name for one in own}
    yield from (one for one in told if one.source not in fetched)


def _told_by(out: Path, day: date | None) -> Iterator[Ill]:
    """Yield the sources that were not well in an issue."""
    coverage = _head(out / day.isoformat()).get("coverage") if day else None
    for source in coverage.get("sources", ()) if isinstance(coverage, dict) else ():
        if source.get("status") != "ok":
            detail = source.get("detail")
            yield Ill(str(source.get("name")), None, f"{source.get('status')}{f': {detail}' if detail else ''}")
