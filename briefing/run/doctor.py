"""Everything that a morning needs, tried once: nothing is sent, filed or written."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from briefing.config.scheduling import written_days
from briefing.deliver.trials import folder_trial
from briefing.errors import BriefingError
from briefing.model import Step, unseen
from briefing.model.records import dataclass
from briefing.run.files import store_of
from briefing.run.installing import is_installed
from briefing.run.looks import look_of
from briefing.run.templates import check_templates
from briefing.run.trying import Trial, Tried, tried
from briefing.run.ways import ways_of
from briefing.store.database import damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from briefing.config import Settings
    from briefing.ingest.fetch import Fetched, Request
    from briefing.run.schedules import Kind

Grade = Literal["ok", "look", "fails"]

ROOM = 200_000_000
"""Bytes that are to be free, whatever the size of the archive."""

SKEW = timedelta(minutes=5)
"""How far a clock may be off before it matters: answers of servers, dates of mails, certificates."""

_KINDS: tuple[Kind, ...] = ("cron", "systemd", "launchd")


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing does: all is well, it is to be looked at, or it fails; what was found, and what to do."""

    grade: Grade
    what: str
    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined: a configuration and its file, where issues go, how addresses are fetched, what time it is."""

    settings: Settings
    config: Path
    out: Path
    fetch: Callable[[Iterable[Request]], Iterator[Fetched]]
    clock: Callable[[], datetime]

    @property
    def store(self) -> Path:
        """The archive."""
        return store_of(self.settings, self.out)


def examine(patient: Patient, told: Callable[[Step], None] = unseen) -> Iterator[Finding]:
    """Yield what was found, one thing after the other; `told` hears what is being tried. What cannot be tried fails."""
    for name, look in _LOOKS.items():
        told(Step("try", name))
        try:
            yield from look(patient)
        except BriefingError as error:
            yield Finding("fails", name, str(error))


# --- the files


def _configuration(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    counts = f"topics: {len(settings.topics)}, sources: {len(settings.sources)}"
    if settings.sources:
        yield Finding("ok", "configuration", counts)
    else:
        yield Finding("look", "configuration", counts, f"add [[sources]] to {patient.config}")


def _templates(patient: Patient) -> Iterator[Finding]:
    checked = check_templates(look_of(patient.settings), patient.out)
    for fault in checked.faults:
        yield Finding("fails", "templates", str(fault), "mend it; `briefing templates check` tries again")
    if not checked.faults:
        yield Finding("ok", "templates", f"{checked.renderings} renderings")


def _archive(patient: Patient) -> Iterator[Finding]:
    store = patient.store
    if not store.exists():
        yield Finding("ok", "archive", f"{store} is not there yet; the first run makes it")
    elif wrong := damage(store):
        remedy = "copy it away; `briefing archive export` saves what can be read, `import` takes it into a new one"
        yield Finding("fails", "archive", f"{store} is damaged: {wrong}", remedy)
    elif not os.access(store, os.R_OK | os.W_OK):
        yield Finding(
            "fails", "archive", f"{store} may not be written to", f"change its permissions: chmod u+rw {store}"
        )
    else:
        yield Finding("ok", "archive", f"{store} is whole")
    yield _place("archive's folder", store.parent, 2 * store.stat().st_size if store.exists() else 0)


def _out(patient: Patient) -> Iterator[Finding]:
    yield _place("issues", patient.out)


def _place(what: str, folder: Path, size: int = 0) -> Finding:
    """Return whether files can be made in a folder, which itself may still have to be made, and enough of them."""
    problem = folder_trial(folder)
    if problem:
        return Finding("fails", what, problem, "change its permissions, or name another by --out or brief.store")
    free = shutil.disk_usage(next(one for one in (folder, *folder.absolute().parents) if one.exists())).free
    if free < max(size, ROOM):
        return Finding("look", what, f"only {free // 1_000_000} MB are free for {folder}", "make room")
    return Finding("ok", what, f"{folder} can be written to, {free // 1_000_000:,} MB are free")


# --- the world


def _sources(patient: Patient) -> Iterator[Finding]:
    found = []
    for one in tried(Trial(patient.settings, patient.store, patient.fetch, patient.clock)):
        found.append(one)
        yield _source(one)
    yield from _clock([one.behind for one in found if one.behind is not None])


def _source(one: Tried) -> Finding:
    what = f"source {one.source}"
    if one.problem:
        said = f"{one.gave}: {one.problem}" if one.gave and not one.grave else one.problem
        return Finding("fails" if one.grave else "look", what, said)
    return Finding("ok", what, one.gave)


def _clock(behind: Iterable[timedelta]) -> Iterator[Finding]:
    """Yield how the clock does: right where one server agrees, since what comes from a cache is dated earlier."""
    nearest = min(behind, key=abs, default=None)
    if nearest is None:
        yield Finding("ok", "clock", "not compared: no server said what time it is")
    elif abs(nearest) > SKEW:
        said = f"{abs(nearest) // timedelta(minutes=1)} minutes {'behind' if nearest > timedelta() else 'ahead'}"
        yield Finding("look", "clock", f"{said} of the servers'", "set it; timedatectl set-ntp true keeps it right")
    else:
        yield Finding("ok", "clock", "goes with the servers'")


def _ways(patient: Patient) -> Iterator[Finding]:
    ways = ways_of(patient.settings, patient.out)
    for way in ways:
        problem = way.trial()
        if problem:
            yield Finding("fails", f"way out {way.name}", problem)
        else:
            yield Finding("ok", f"way out {way.name}", f"recipients: {len(way.recipients)}; nothing was sent")
        yield from (Finding("look", f"way out {way.name}", warning) for warning in way.warnings)
    if not ways:
        yield Finding("ok", "ways out", f"none is configured; issues stay in {patient.out}")


def _schedule(patient: Patient) -> Iterator[Finding]:
    schedule = patient.settings.schedule
    installed = [kind for kind in _KINDS if is_installed(patient.config.absolute(), kind)]
    if installed:
        yield Finding("ok", "schedule", f"installed: {', '.join(installed)}")
    elif schedule.at:
        said = f"{schedule.at:%H:%M} {written_days(schedule.days)} is wanted, and nothing is installed"
        yield Finding("look", "schedule", said, "`briefing schedule --install`")
    else:
        yield Finding("ok", "schedule", "none is wanted: [schedule] names no hour")


_LOOKS: dict[str, Callable[[Patient], Iterator[Finding]]] = {
    "configuration": _configuration,
    "templates": _templates,
    "archive": _archive,
    "issues": _out,
    "sources": _sources,
    "ways out": _ways,
    "schedule": _schedule,
}
