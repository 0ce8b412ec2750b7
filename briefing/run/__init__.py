"""Gather, digest, publish: the only place where the core and the world meet.

Its names are imported when they are asked for: what only looks at the archive need not load what chooses sentences.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.run.advising import advise
    from briefing.run.checking import check
    from briefing.run.files import STORE, store_of
    from briefing.run.harvesting import Archive, harvest
    from briefing.run.issues import accounts_of, load_brief
    from briefing.run.kept import findings_at_hand
    from briefing.run.looks import Look, look_of
    from briefing.run.making import Made, build, digest
    from briefing.run.memory import Recalled, recall, remember
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
    "findings_at_hand",
    "harvest",
    "load_brief",
    "look_of",
    "publish",
    "recall",
    "remember",
    "render_files",
    "store_of",
]

_HOMES = {
    name: f"briefing.run.{home}"
    for home, names in {
        "advising": "advise",
        "checking": "check",
        "files": "STORE store_of",
        "harvesting": "Archive harvest",
        "issues": "accounts_of load_brief",
        "kept": "findings_at_hand",
        "looks": "Look look_of",
        "making": "Made build digest",
        "memory": "Recalled recall remember",
        "publishing": "Published publish render_files",
        "reading": "Harvest",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
