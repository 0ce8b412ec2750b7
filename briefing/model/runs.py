"""Runs of the program, and what each source gave in them."""

from __future__ import annotations

from datetime import datetime

from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Yield:
    """What a source gave in a run, in numbers of documents, and its problem, "" where it had none."""

    source: str
    new: int = 0
    revised: int = 0
    same: int = 0
    held: int = 0
    unread: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the program: its number, when it began and ended (None: not yet, or it was killed), and its outcome."""

    id: int
    started: datetime
    ended: datetime | None = None
    outcome: str = ""
    gave: tuple[Yield, ...] = ()
