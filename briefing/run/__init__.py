"""Gather, digest, publish: the only place where the core and the world meet."""

from __future__ import annotations

from briefing.run.advising import advise
from briefing.run.checking import check
from briefing.run.harvesting import Archive, harvest
from briefing.run.issues import accounts_of, load_brief
from briefing.run.looks import Look, look_of
from briefing.run.making import Made, build, digest
from briefing.run.memory import STORE, Recalled, recall, remember, store_of
from briefing.run.publishing import Published, publish, render_files
from briefing.run.reading import Harvest

__all__ = [
    "STORE",
    "Archive",
    "Harvest",
    "Look",
    "Made",
    "Published",
    "Recalled",
    "accounts_of",
    "advise",
    "build",
    "check",
    "digest",
    "harvest",
    "load_brief",
    "look_of",
    "publish",
    "recall",
    "remember",
    "render_files",
    "store_of",
]
