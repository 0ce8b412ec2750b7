"""Gather, digest, publish: the only place where the core and the world meet."""

from __future__ import annotations

from briefing.run.advising import advise
from briefing.run.checking import check
from briefing.run.issues import accounts_of, load_brief
from briefing.run.making import Made, build, digest
from briefing.run.memory import STORE, Recalled, recall, remember
from briefing.run.publishing import publish, render_files
from briefing.run.reading import Harvest, harvest

__all__ = [
    "STORE",
    "Harvest",
    "Made",
    "Recalled",
    "accounts_of",
    "advise",
    "build",
    "check",
    "digest",
    "harvest",
    "load_brief",
    "publish",
    "recall",
    "remember",
    "render_files",
]
