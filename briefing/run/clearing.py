"""The gate before the ways out: asked of each edition that is to go, and what it says is on file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefing.errors import BriefFileError, UnverifiedError
from briefing.model import Clearance
from briefing.model.records import dataclass
from briefing.run.checking import check
from briefing.run.files import JSON, store_of
from briefing.run.gates import Rules, considered, hollow, needs_a_person, remedy, why_held
from briefing.run.ways import edition_of
from briefing.store.clearances import clearance_of, clearances, keep
from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from briefing.config import Settings
    from briefing.model import Brief
    from briefing.run.ways import Issue


Decision = Literal["approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """Why an issue is held, and what to do, "" where it may go.

    `news` says that it was not so when last asked, `final` that it is not waited for any more.
    """

    held: str = ""
    news: bool = True
    final: bool = False


def gate_of(settings: Settings, out: Path, now: datetime) -> Callable[[Issue], Ruling]:
    """Return what rules whether an issue may go; it raises StoreError.

    The ruling is on file then: the time for a review counts from the first time that the edition was asked about.
    """
    store, rules = store_of(settings, out), Rules(settings.gates, settings.review, settings.brief.zone)

    def ask(issue: Issue) -> Ruling:
        before = clearance_of(store, issue.brief.id, issue.brief.date, issue.edition)
        one = considered(before or _new(issue.brief, issue.edition, now), hollow(issue.brief, rules.gates), rules, now)
        keep(store, one)
        why = why_held(one, rules)
        return Ruling(f"{why}; {remedy(one)}" if why else "", one != before, bool(why) and not needs_a_person(one, now))

    return ask


def undecided_of(settings: Settings, out: Path, now: datetime) -> frozenset[str]:
    """Return the dates of the issues that wait for a person, so that no time runs out for them. Raises StoreError."""
    found = clearances(store_of(settings, out), settings.brief.id)
    return frozenset(one.date for one in found if needs_a_person(one, now))


def decide(settings: Settings, out: Path, day: date, decision: Decision, now: datetime) -> int:
    """Keep what a person decided of the issue of a day as it stands below `out`: of this edition, and of no other.

    Return how many recipients have it already, or may have. Raises BriefFileError where there is no such issue,
    UnverifiedError where it shows what its sources do not hold, StoreError.
    """
    folder, store = out / day.isoformat(), store_of(settings, out)
    brief, problems = check(folder)
    if brief.id != settings.brief.id:
        raise BriefFileError(folder / JSON, f'is an issue of another brief, "{brief.id}"')
    if problems:
        raise UnverifiedError(problems)
    edition = edition_of(brief)
    known = clearance_of(store, brief.id, brief.date, edition) or _new(brief, edition, now)
    keep(store, replace(known, state=decision, at=now, why=""))
    had = {
        one.dispatch.recipient
        for one in deliveries(store, brief.id, brief.date)
        if one.dispatch.edition == edition and one.state in {"accepted", "doubtful"}
    }
    return len(had)


def _new(brief: Brief, edition: str, now: datetime) -> Clearance:
    return Clearance(brief.id, brief.date, edition, "go", now, now)
