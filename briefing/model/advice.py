"""What a person may want to change of the topics."""

from __future__ import annotations

from briefing.model.given import Topic
from briefing.model.reading import Sentence
from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as it is written, in how many sentences and reports it stands, and one of these sentences.

    `sure` is how surely it goes with what it is for: the z-score of its log-odds there.
    """

    term: str
    sentences: int
    reports: int
    sure: float
    example: Sentence


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of a topic as it is configured, and in how many sentences and reports it is found."""

    term: str
    sentences: int
    reports: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A topic, how much is about it, what its terms find, and terms that it might have, best first."""

    topic: Topic
    sentences: int
    reports: int
    found: tuple[FoundTerm, ...]
    terms: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What no topic covers: terms that stand together, in how many sentences and reports, and examples."""

    terms: tuple[Suggestion, ...]
    sentences: int
    reports: int
    examples: tuple[Sentence, ...]
