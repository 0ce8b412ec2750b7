"""What the user gives: topics and sides, and what they say of a document."""

from __future__ import annotations

from typing import Literal

from briefing.model.records import dataclass

Reach = Literal["all", "window"]
Still = Literal["short", "leave-out", "full"]
"""What becomes of what earlier issues told, and nothing has changed of: a line for some, nothing, or as all else."""

WhenOvertaken = Literal["drop", "show"]
"""What becomes of a sentence that a later report settles: left out, or shown beside what supersedes it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a document: in a sidecar beside it, in the settings of its source, by an argument."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What the reader wants to know of. `sentences` is the most that its section shows."""

    id: str
    title: str = ""
    about: str = ""
    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sentences: int = 6
    by_side: bool = False
    reach: Reach = "all"


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the story, with the names it goes by."""

    id: str
    title: str
    names: tuple[str, ...] = ()
