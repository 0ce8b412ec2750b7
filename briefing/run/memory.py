"""What earlier issues showed: from the memory, or where there is none yet, from the issues themselves."""

from __future__ import annotations

import contextlib
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.compose import past_of
from briefing.errors import BriefFileError, StoreError
from briefing.model import Past
from briefing.model.records import dataclass
from briefing.run.files import store_of
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from briefing.config import Settings
    from briefing.model import Brief


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the issues of a brief showed, or why it cannot be told."""

    past: Past = field(default_factory=Past)
    problem: StoreError | None = None


REMEMBERED = 30
"""How many earlier issues a brief is compared with; the last of them had every report that is still there."""


def recall(settings: Settings, out: Path, day: date | None = None) -> Recalled:
    """Return what the issues of the brief showed that were written below `out`; for a day, what its brief needs.

    Where there is no memory yet, it is what the issues themselves hold.
    """
    from briefing.store.issues import last_issue  # noqa: PLC0415 - SQLite, only where there is a memory
    from briefing.store.issues import recall as recalled  # noqa: PLC0415

    path, name = store_of(settings, out), settings.brief.id
    try:
        remembers = path.exists() and last_issue(path, name) is not None
        past = recalled(path, name, day, REMEMBERED if day else None) if remembers else Past()
    except StoreError as problem:
        return Recalled(problem=problem)
    return Recalled(past if remembers else past_of(_issues_below(out, name)))


def remember(brief: Brief, settings: Settings, out: Path) -> StoreError | None:
    """Keep what an issue below `out` showed, in place of an earlier making of its day; return why that failed."""
    from briefing.store.issues import last_issue  # noqa: PLC0415
    from briefing.store.issues import remember as kept  # noqa: PLC0415

    path = store_of(settings, out)
    try:
        remembers = path.exists() and last_issue(path, brief.id) is not None
        kept(path, brief.id, past_of([brief] if remembers else _issues_below(out, brief.id)))
    except StoreError as problem:
        return problem
    return None


def _issues_below(out: Path, name: str) -> list[Brief]:
    """Return the issues of a brief that stand in folders of their dates; what cannot be read is none of them."""
    found = []
    for path in sorted(out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]")):
        with contextlib.suppress(BriefFileError):
            brief = load_brief(path)
            found += [brief] if brief.id == name and brief.date == path.name else []
    return found
