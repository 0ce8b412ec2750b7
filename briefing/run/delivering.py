"""Who is to get an issue now, and what became of it: planned from the ledger, sent, written back.

    intend       before the issue is written: from then on it cannot be lost
    deliver      what is owed goes out, each step on file before and after it (`store.ledger`, `deliver.parcels`)
    again        a person's decision that something goes once more

What is planned is pure: `wanted` says what is to be on the ledger, `due` what of that is to be sent now.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - `date` is a text here
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.deliver.alone import alone
from briefing.deliver.folder import tidy
from briefing.deliver.parcels import Track
from briefing.errors import (
    BriefFileError,
    BriefingError,
    ConfigError,
    OutputError,
    StoreError,
    TemplateError,
    UnverifiedError,
)
from briefing.model import Dispatch, Step, counted, unseen
from briefing.model.records import dataclass
from briefing.run.checking import check
from briefing.run.clearing import gate_of, undecided_of
from briefing.run.files import JSON, bytes_of, store_of
from briefing.run.issues import load_brief
from briefing.run.looks import look_of
from briefing.run.outcomes import lines_of
from briefing.run.ways import Due, Issue, Way, edition_of, ways_of
from briefing.store import ledger
from briefing.store.issues import has_issue
from briefing.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from briefing.config import Settings
    from briefing.deliver.parcels import Parcel
    from briefing.model import Answer, Brief, Delivery, Recipient
    from briefing.run.clearing import Ruling

PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
"""How long what waits is left alone after the first try, the second, and so on."""

FORGOTTEN = "its day has an issue that the archive knows nothing of: whether that was sent is not known"
"""Why an issue that may have been sent goes to nobody by itself."""

_OWED = {"intended", "waiting"}
_TOLD = {"waiting", "doubtful", "refused"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be delivered: issues below `out` by the ways of the settings, as of now; the ledger is in `store`.

    `ask` is the gate: it rules whether an issue may go.
    """

    settings: Settings
    out: Path
    store: Path
    now: datetime
    ways: tuple[Way, ...]
    ask: Callable[[Issue], Ruling]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What is to be told after delivering: a line each, for a person to look at; to how many something was sent.

    `problem` is what ended it before its time. `untold` are the deliveries that the lines tell of, in the ledger
    `store`: once they are told, that is to be kept (`heard`).
    """

    lines: tuple[str, ...] = ()
    served: int = 0
    problem: BriefingError | None = None
    untold: tuple[Delivery, ...] = ()
    store: Path | None = None


def job_of(
    settings: Settings,
    out: Path,
    now: datetime,
    ask: Callable[[Issue], Ruling] | None = None,
    ways: tuple[Way, ...] | None = None,
) -> Job:
    """Return the delivering of a configuration; without `ways` those that it names, without `ask` its own gate."""
    ways = ways_of(settings, out) if ways is None else ways
    return Job(settings, out, store_of(settings, out), now, ways, ask or gate_of(settings, out, now))


# --- planned: pure


def wanted(brief: Brief, edition: str, way: Way, on_file: Sequence[Delivery]) -> tuple[Dispatch, ...]:
    """Return what of an edition is to be on the ledger for the recipients of a way.

    Who has had an edition gets another only as a correction; who refused one, or is in doubt, gets none by itself.
    """
    found = []
    for to in way.recipients:
        first = Dispatch(brief.id, brief.date, edition, to)
        had = _of(to, on_file)
        last = had[-1] if had else None
        if not last:
            found.append(first)
        elif last.state in _OWED:
            found.append(replace(last.dispatch, edition=edition))
        elif last.state == "accepted" and last.dispatch.edition != edition and way.corrections:
            found.append(replace(last.dispatch, edition=edition, turn=last.dispatch.turn + 1))
    return tuple(found)


def due(way: Way, on_file: Sequence[Delivery], now: datetime, *, asked: bool = False) -> tuple[Due, ...]:
    """Return what is owed to the recipients of a way and to be sent now; where a person has `asked`, without pauses."""
    found = []
    for to in way.recipients:
        had = _of(to, on_file)
        if had and had[-1].state in _OWED and (asked or _is_time(had[-1].next_try, now)):
            found.append(Due(had[-1].dispatch, had[:-1]))
    return tuple(found)


def _is_time(next_try: datetime | None, now: datetime) -> bool:
    """Whether the pause is over; one longer than any was written by a clock that was ahead."""
    return next_try is None or not now < next_try <= now + PAUSES[-1]


def overdue(ways: Sequence[Way], on_file: Iterable[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Return what is owed and not sent any more, refused with the reason: for too long, or to who is not configured."""
    by_name = {way.name: way for way in ways}
    found = []
    for one in on_file:
        way = by_name.get(one.dispatch.recipient.name)
        if one.state not in _OWED:
            continue
        if not way or not any(_same(one.dispatch.recipient, to) for to in way.recipients):
            found.append(replace(one, state="refused", detail="no longer among the recipients of the configuration"))
        elif now - one.since > way.give_up:
            found.append(replace(one, state="refused", detail=_given_up(way, one.detail)))
    return tuple(found)


def settled(way: Way, answer: Answer, before: Delivery, now: datetime) -> Delivery:
    """Return a delivery after an answer: what waits is tried again after a pause, or has waited long enough."""
    done = replace(before, state=answer.state, detail=answer.words, next_try=None)
    if answer.state != "waiting":
        return done
    if now - before.since >= way.give_up:
        return replace(done, state="refused", detail=_given_up(way, answer.words))
    return replace(done, next_try=now + PAUSES[min(before.tries, len(PAUSES) - 1)])


def _given_up(way: Way, words: str) -> str:
    hours = way.give_up / timedelta(hours=1)
    return f"given up after {hours:g} hours{f': {words}' if words else ''}"


def _of(to: Recipient, on_file: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Return what a recipient has on file of an issue, in order of turns."""
    found = (one for one in on_file if _same(one.dispatch.recipient, to))
    return tuple(sorted(found, key=lambda one: one.dispatch.turn))


def _same(one: Recipient, other: Recipient) -> bool:
    """Whether two are one recipient; capitals of an address may have been changed in the configuration."""
    return (one.way, one.name, one.address.casefold()) == (other.way, other.name, other.address.casefold())


# --- on file before it is written


def stands(job: Job, date: str) -> bool:
    """Return whether the folder of a day has an issue of the brief already, or one that cannot be read."""
    path = job.out / date / JSON
    try:
        return path.is_file() and load_brief(path).id == job.settings.brief.id
    except BriefFileError:
        return True


def intend(job: Job, brief: Brief, *, stood: bool = False) -> StoreError | None:
    """Keep that an issue is to go to all its recipients; return why that failed, when nothing may be sent.

    Where one of that day `stood` before, and the archive knows nothing of it, the ledger of the day is gone with the
    archive that was: whether they have it is in doubt, and it goes to nobody by itself.
    """
    try:
        known = has_issue(job.store, brief.id, Date.fromisoformat(brief.date)) if stood else True
        _intend(job, brief, edition_of(brief), job.ways, "" if known else FORGOTTEN)
    except StoreError as problem:
        return problem
    return None


def _intend(job: Job, brief: Brief, edition: str, ways: Iterable[Way], doubt: str = "") -> None:
    on_file = ledger.deliveries(job.store, brief.id, brief.date)
    due_to = [one for way in ways for one in wanted(brief, edition, way, on_file)]
    tried = any(one.tries or one.state not in _OWED for one in on_file)
    ledger.intend(job.store, due_to, job.now, doubt if tried or not on_file else "")


# --- sent


def deliver(job: Job, fresh: str = "", told: Callable[[Step], None] = unseen) -> Delivered:
    """Send what is owed of all issues of the brief, the oldest first; `fresh` is the day of one verified just now.

    `told` hears of each issue.
    """
    if not job.ways:
        return Delivered()
    try:
        return _deliver(job, fresh, told)
    except BriefingError as problem:
        return Delivered(problem=problem)


def deliver_owed(job: Job) -> Delivered:
    """Send what is owed and due, where no run is at work and there is anything on file."""
    if not job.ways or not job.store.exists():
        return Delivered()
    with locked(job.store.with_name(f"{job.store.name}.lock")) as got:
        if got:
            tidy(job.out)
        return deliver(job) if got else Delivered()


def _deliver(job: Job, fresh: str, told: Callable[[Step], None]) -> Delivered:
    room = {way.name: way.most for way in job.ways}
    owed = ledger.owed(job.store, job.settings.brief.id)
    undecided = undecided_of(job.settings, job.out, job.now)
    if over := overdue(job.ways, [one for one in owed if one.dispatch.date not in undecided], job.now):
        ledger.settle(job.store, over, job.now)
    lines: list[str] = []
    for date in counted(sorted({one.dispatch.date for one in owed}), Step("deliver", "issues"), told):
        lines += _send_issue(job, date, room, verified=date == fresh)
    return _delivered(job, lines, room)


def send_issue(job: Job, date: str, addresses: Sequence[str] = (), *, again: bool = False) -> Delivered | None:
    """Send what is still owed of one issue, as a person asks for: without pauses; None where a run is at work.

    With `again` also what was refused or is in doubt, and to the addresses named, what they have had. Raises
    StoreError, BriefFileError, and ConfigError for an address that is none of the recipients.
    """
    _check_known(job.ways, addresses)
    with locked(job.store.with_name(f"{job.store.name}.lock")) as got:
        return _send_asked(job, date, addresses, again=again) if got else None


def _send_asked(job: Job, date: str, addresses: Sequence[str], *, again: bool) -> Delivered:
    job = replace(job, ways=tuple(_only(way, addresses) for way in job.ways))
    brief = load_brief(job.out / date)
    if again:
        on_file = ledger.deliveries(job.store, brief.id, date)
        ledger.renew(job.store, again_of(job.ways, on_file, named=bool(addresses)), job.now)
    known = again or has_issue(job.store, brief.id, Date.fromisoformat(brief.date))
    _intend(job, brief, edition_of(brief), job.ways, "" if known else FORGOTTEN)
    room = {way.name: way.most for way in job.ways}
    lines = [*_send_issue(job, date, room, asked=True)]
    return _delivered(job, lines, room, date)


def again_of(ways: Sequence[Way], on_file: Sequence[Delivery], *, named: bool) -> tuple[Dispatch, ...]:
    """Return what goes again by a person's decision: the last that each recipient was refused, or is in doubt of.

    For those who are `named` it is the last that they have had, too.
    """
    states = {"refused", "doubtful", "accepted"} if named else {"refused", "doubtful"}
    last = [had[-1] for way in ways for to in way.recipients if (had := _of(to, on_file))]
    return tuple(one.dispatch for one in last if one.state in states)


def leave(job: Job, date: str, addresses: Sequence[str] = ()) -> tuple[str, ...]:
    """Leave what is in doubt or was refused of an issue as it is, to those addresses or all; return to whom that was.

    From then on it is told of no more. Raises StoreError.
    """
    asked = {address.casefold() for address in addresses}
    held = [
        one.dispatch
        for one in ledger.held(job.store, job.settings.brief.id, date)
        if not one.left and (not asked or one.dispatch.recipient.address.casefold() in asked)
    ]
    ledger.leave(job.store, held)
    return tuple(dict.fromkeys(one.recipient.address for one in held))


def _check_known(ways: Sequence[Way], addresses: Sequence[str]) -> None:
    known = {to.address.casefold() for way in ways for to in way.recipients}
    for address in addresses:
        if address.casefold() not in known:
            raise ConfigError("--to", "", f'"{address}" is none of the recipients that the configuration names')


def _only(way: Way, addresses: Sequence[str]) -> Way:
    chosen = {address.casefold() for address in addresses}
    recipients = (to for to in way.recipients if not chosen or to.address.casefold() in chosen)
    return replace(way, recipients=tuple(recipients))


def _send_issue(
    job: Job, date: str, room: dict[str, int], *, verified: bool = False, asked: bool = False
) -> Iterator[str]:
    """Send what is due of an issue; yield what kept it from being sent."""
    on_file = ledger.deliveries(job.store, job.settings.brief.id, date)
    dues = [(way, found) for way in job.ways if (found := due(way, on_file, job.now, asked=asked))]
    if not dues:
        return
    try:
        issue = _issue(job, date, verified=verified)
    except (BriefFileError, OutputError, UnverifiedError) as problem:
        yield f"{date}: not sent: {problem}"
        return
    ruling = job.ask(issue)
    if ruling.held:
        if ruling.final:
            ledger.forget(job.store, [one.dispatch for _, found in dues for one in found])
        if asked or verified or ruling.news:
            yield f"{date}: not sent: {ruling.held}"
        return
    for way, found in dues:
        yield from _send_by(job, way, issue, found, room)


def _issue(job: Job, date: str, *, verified: bool) -> Issue:
    """Return an issue that was written, all of one making.

    Raises BriefFileError, OutputError while another program writes it, and UnverifiedError where it does not hold.
    """
    folder = job.out / date
    with alone(folder):
        return _held_issue(job, folder, date, verified=verified)


def _held_issue(job: Job, folder: Path, date: str, *, verified: bool) -> Issue:
    brief, problems = (load_brief(folder), ()) if verified else check(folder)
    if (brief.id, brief.date) != (job.settings.brief.id, date):
        raise BriefFileError(folder / JSON, f'is the issue of {brief.date} of the brief "{brief.id}"')
    if problems:
        raise UnverifiedError(problems)
    files = {path.name: bytes_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
    return Issue(brief, edition_of(brief), files, look_of(job.settings))


def _send_by(job: Job, way: Way, issue: Issue, dues: Sequence[Due], room: dict[str, int]) -> Iterator[str]:
    """Send an issue by a way to as many as there is room for; yield how many have to wait for the next run."""
    void = [one.dispatch for one in dues if one.earlier and one.earlier[-1].dispatch.edition == issue.edition]
    if void:
        ledger.forget(job.store, void)  # it was to be corrected, and has gone back to what was sent
    left = [one for one in dues if one.dispatch not in void]
    now, later = left[: room[way.name]], left[room[way.name] :]
    if now:
        yield from way.warnings
        try:
            parcels = way.packed(issue, now)
        except TemplateError as problem:  # of this way; the others go on
            yield f"{issue.brief.date}: not sent by {way.name}: {problem}"
            return
        way.send(parcels, _track(job, way, issue, parcels))
    room[way.name] -= len(now)
    if later:
        of = f"{len(later)} of {len(left)} recipients"
        yield f"{issue.brief.date}: {of} are left to the next run: {way.name} serves at most {way.most} in one"


def _track(job: Job, way: Way, issue: Issue, parcels: Sequence[Parcel]) -> Track:
    """Return what writes each step of a way to the ledger."""
    ids = {to: parcel.message_id for parcel in parcels for to in parcel.recipients}
    on_file = ledger.owed(job.store, issue.brief.id, issue.brief.date)
    before = {
        one.dispatch.recipient: replace(one, dispatch=replace(one.dispatch, edition=issue.edition)) for one in on_file
    }

    def begin(recipients: Sequence[Recipient]) -> None:
        ledger.begin(job.store, [(before[to].dispatch, ids[to]) for to in recipients], job.now)

    def settle(answers: Sequence[Answer]) -> None:
        ledger.settle(job.store, [settled(way, one, before[one.recipient], job.now) for one in answers], job.now)

    return Track(begin, settle)


# --- told


def heard(delivered: Delivered) -> None:
    """Keep that a person was told; where that fails, they are told again."""
    if delivered.untold and delivered.store:
        with contextlib.suppress(StoreError):
            ledger.mark_told(delivered.store, delivered.untold)


def _delivered(job: Job, lines: Iterable[str], room: Mapping[str, int], date: str | None = None) -> Delivered:
    """Return what came of it, with all of the brief that a person has not heard of yet.

    Who asks for the issue of a date hears again what is to be decided of it.
    """
    on_file = ledger.deliveries(job.store, job.settings.brief.id, date)
    untold = tuple(one for one in on_file if one.state in _TOLD and not (one.left if date else one.told))
    served = sum(way.most - room[way.name] for way in job.ways)
    return Delivered((*lines, *lines_of(untold)), served, untold=untold, store=job.store)
