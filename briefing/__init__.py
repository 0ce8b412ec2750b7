"""The day's reporting on a running story as a dated brief that a person can check.

import briefing
article = briefing.read("report.html")
picks = briefing.summarise([article], [briefing.Topic(id="talks", title="Talks", terms=("ceasefire",))])
brief = briefing.build([article], briefing.load_config("briefing.toml"), date="2025-05-15")
text = briefing.render(brief, "markdown")
problems = briefing.verify(brief, [article])

The names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefing.compose.check import verify as verify
    from briefing.config import Settings as Settings
    from briefing.config import load_config as load_config
    from briefing.config import parse_config as parse_config
    from briefing.errors import BriefingError as BriefingError
    from briefing.ingest.local import read as read
    from briefing.model import Article as Article
    from briefing.model import Brief as Brief
    from briefing.model import Given as Given
    from briefing.model import Pick as Pick
    from briefing.model import Sentence as Sentence
    from briefing.model import Side as Side
    from briefing.model import Topic as Topic
    from briefing.render.forms import render as render
    from briefing.run import build as build
    from briefing.summarise.select import relevance as relevance
    from briefing.summarise.select import summarise as summarise

_HOMES = {
    "Article": "briefing.model",
    "Brief": "briefing.model",
    "BriefingError": "briefing.errors",
    "Given": "briefing.model",
    "Pick": "briefing.model",
    "Sentence": "briefing.model",
    "Settings": "briefing.config",
    "Side": "briefing.model",
    "Topic": "briefing.model",
    "build": "briefing.run",
    "load_config": "briefing.config",
    "parse_config": "briefing.config",
    "read": "briefing.ingest.local",
    "relevance": "briefing.summarise.select",
    "render": "briefing.render.forms",
    "summarise": "briefing.summarise.select",
    "verify": "briefing.compose.check",
}

__all__ = [
    "Article",
    "Brief",
    "BriefingError",
    "Given",
    "Pick",
    "Sentence",
    "Settings",
    "Side",
    "Topic",
    "__version__",
    "build",
    "load_config",
    "parse_config",
    "read",
    "relevance",
    "render",
    "summarise",
    "verify",
]


class _Library(ModuleType):
    """Keeps the functions `summarise` and `render` from being hidden by the rooms of the same name.

    Importing a room would set its module as the package's attribute; see docs/architecture.md.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Library


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
