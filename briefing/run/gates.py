"""May an issue go out? What it must be, who must have approved it, and what is said of one that is held. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from briefing.config.gates import GateSettings, ReviewSettings
    from briefing.model import Brief, Clearance, ClearanceState, SourceHealth

RECENT = timedelta(days=14)
"""How old an issue may be that is still waited for; nobody decides about an older one."""

_DECIDED = {"approved", "rejected"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What an issue must be, how it is reviewed, and the time zone that moments are told in."""

    gates: GateSettings
    review: ReviewSettings
    zone: ZoneInfo

    def ends(self, one: Clearance) -> datetime | None:
        """Return when the time for the review of an edition is over, None where it is waited for without an end."""
        return one.since + self.review.within if self.review.within else None


def hollow(brief: Brief, gates: GateSettings) -> tuple[str, ...]:
    """Return why a brief is not worth sending, a phrase each; () where it is."""
    sources = brief.coverage.sources
    failed = [source.name for source in sources if _gave_nothing(source)]
    read, reasons = len(sources) - len(failed), []
    if read < gates.sources:
        reasons.append(f"{read or 'none'} of {len(sources)} sources could be read, at least {gates.sources} must")
    elif len(failed) > gates.failed * len(sources):
        reasons.append(f"{len(failed)} of {len(sources)} sources failed: {', '.join(failed)}")
    items = [item for section in brief.sections for item in section.items]
    if not items and not brief.since:
        reasons.append("no topic has found anything yet: `briefing topics check` counts what their terms find")
    elif gates.new and all(item.status == "still" for item in items):
        reasons.append("nothing in it is new or updated")
    return tuple(reasons)


def _gave_nothing(source: SourceHealth) -> bool:
    """Return whether a source could not be read at all; one of whose documents some were unreadable has been read."""
    return source.status == "failed" and (source.failures > 0 or not source.articles)


def considered(one: Clearance, reasons: tuple[str, ...], rules: Rules, now: datetime) -> Clearance:
    """Return whether an edition may go out as of now, of which `one` is on file; what a person decided stands."""
    if one.state in _DECIDED:
        return one
    state, why = _state(one, reasons, rules, now)
    return replace(one, state=state, why=why, at=one.at if state == one.state else now)


def _state(one: Clearance, reasons: tuple[str, ...], rules: Rules, now: datetime) -> tuple[ClearanceState, str]:
    if reasons:
        return "hollow", "; ".join(reasons)
    if not rules.review.required:
        return "go", ""
    end = rules.ends(one)
    if end is None or now < end:
        return "review", ""
    return ("go", "nobody decided in time") if rules.review.then == "send" else ("lapsed", "")


def why_held(one: Clearance, rules: Rules) -> str:
    """Return why an edition does not go out, "" where it does."""
    end = rules.ends(one)
    until = f"{end.astimezone(rules.zone):%Y-%m-%d %H:%M}" if end else ""
    then = {"send": "then it is sent", "lapse": "then it lapses"}[rules.review.then]
    return {
        "go": "",
        "approved": "",
        "hollow": f"is hollow: {one.why}",
        "review": f"waits for approval until {until}, {then}" if until else "waits for approval",
        "lapsed": f"was not approved before {until}, and lapsed" if until else "was not approved in time, and lapsed",
        "rejected": f"was rejected at {one.at.astimezone(rules.zone):%Y-%m-%d %H:%M}",
    }[one.state]


def remedy(one: Clearance) -> str:
    """Return what a person can do about an edition that is held, with the exact commands."""
    approve = f"briefing approve {one.date}"
    return {
        "hollow": f"look at it; `{approve}` sends it all the same, `{approve} --reject` lets it be",
        "review": f"read it; `{approve}` sends it, `{approve} --reject` does not",
        "lapsed": f"`{approve}` sends it all the same",
        "rejected": f"`{approve}` sends it all the same",
    }.get(one.state, "")


def is_recent(day: str, now: datetime) -> bool:
    """Return whether the issue of a day is one that a person may still decide about."""
    return now.date() - date.fromisoformat(day) <= RECENT


def needs_a_person(one: Clearance, now: datetime) -> bool:
    """Return whether an edition is held until somebody decides."""
    return one.state in {"hollow", "review"} and is_recent(one.date, now)
