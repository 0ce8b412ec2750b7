"""What was chosen for the topics, and why, and what was not."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from briefing.model.given import Topic
from briefing.model.past import Said
from briefing.model.reading import Reading, Sentence
from briefing.model.records import dataclass

Change = Literal["number", "day", "stance", "settled", "newsrooms"]
"""What has changed against an earlier issue: another number, another day, the opposite is said, what was left open is
settled, or more newsrooms report it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a choice: its name, its value in [0, 1], and words for it."""

    name: str
    value: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Echo:
    """What an earlier issue showed of the matter of a sentence, and what has changed since: () where nothing has.

    `sentence` is where the earlier words stand among today's reports; None where that report is not among them.
    """

    said: Said
    changed: tuple[Change, ...] = ()
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence chosen for a topic. `score` in [0, 1]; `also` are sentences of other reports that say the same."""

    topic: str
    sentence: Sentence
    score: float
    reasons: tuple[Reason, ...] = ()
    lead_in: Sentence | None = None
    also: tuple[Sentence, ...] = ()
    superseded_by: Sentence | None = None
    echo: Echo | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sentence that was considered for a topic and not taken, and what kept it out."""

    topic: str
    sentence: Sentence
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence for a topic: `relevance` and `worth` in [0, 1]; what kept it out, "" if nothing."""

    topic: str
    relevance: float
    worth: float
    why: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A sentence of the day: what kept it out of every topic, "" if nothing, and what became of it for each.

    `verdicts` holds the topics of which it has words, or words that they do not want.
    """

    sentence: Sentence
    why: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for one topic, best first; `considered` counts the sentences looked at."""

    topic: Topic
    picks: tuple[Pick, ...]
    considered: int
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence about a topic that stands alone and names a time.

    `weight` in [0, 1] is how much it matters to the story; those that say the same share the number `same`.
    """

    sentence: Sentence
    weight: float
    same: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen for all topics, and what was learnt of the articles on the way.

    `revisions` maps the key of an earlier version to the key of the version that stands for it, of the versions of one
    article the oldest first; `origins` the key of
    each article to the newsroom that its text comes from.
    """

    topics: tuple[Chosen, ...]
    readings: tuple[Reading, ...]
    revisions: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    duplicates: int = 0
    considered: tuple[Considered, ...] = ()
    telling: tuple[Telling, ...] = ()
