"""What the benchmarks take from inside the program, in one place, so that a change inside touches one file here."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from briefing.run import harvest
from briefing.summarise import select
from briefing.summarise.candidates import candidates
from briefing.summarise.coverage import cover
from briefing.summarise.redundancy import repeats
from briefing.summarise.segment import segment
from briefing.summarise.story import Wishes, look
from briefing.summarise.told import COVERAGE, Candidate, Told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, timedelta

    from briefing.config import Settings
    from briefing.model import Article, Topic


_PURE = {
    "briefing.summarise.corpus": ("tokenise", "stance", "actor", "provisional"),
    "briefing.summarise.alone": ("_of",),
    "briefing.summarise.overtaken": ("dates_in", "weekdays_in", "looks_ahead", "left_open_from", "turns"),
    "briefing.summarise.duplicates": ("provisional", "settled"),
}
"""Functions of a sentence alone that take most of the time, by the module that calls them."""


_OF_ARTICLES = {"briefing.summarise.select": ("segment",)}
"""Functions of the articles alone, whatever is asked of them."""

_OF_A_STORY = {"briefing.summarise.select": ("look",)}
"""What a choice is made from; how far back a topic reaches is asked later."""

_BESIDES = {"briefing.summarise.select": ("telling",)}
"""What is found for other parts of a brief than its sections."""


def remember() -> None:
    """Keep in this process what the program finds out of a sentence alone, and of the articles that it read last.

    A story that grows is read again each day, and more than one thing is asked of it. What sections do not need is not
    looked for.
    """
    gc.disable()  # it would go through all that is remembered, again and again
    _patch(_PURE, _remembering)
    _patch(_OF_ARTICLES, _last)
    _patch(_OF_A_STORY, _whatever_its_reach)
    _patch(_BESIDES, _nothing)


def _patch(homes: Mapping[str, Sequence[str]], keep: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    for module, names in homes.items():
        home = import_module(module)
        for name in names:
            if own := getattr(home, name, None):
                setattr(home, name, keep(getattr(own, "__wrapped__", own)))


def _last(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with a memory of its last call."""
    known: list[tuple[Any, Any]] = []

    @wraps(function, updated=())
    def remembering(*args: Any) -> Any:
        if not known or known[0][0] != args:
            known[:] = [(args, function(*args))]
        return known[0][1]

    return remembering


def _whatever_its_reach(look: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with a memory of its last call, in which topics differ by more than their reach."""
    last = _last(look)

    @wraps(look)
    def remembering(readings: Any, topics: Sequence[Topic], wishes: Any) -> Any:
        return last(readings, tuple(replace(topic, reach="all") for topic in topics), wishes)

    return remembering


def _nothing(function: Callable[..., Any]) -> Callable[..., Any]:
    return wraps(function)(lambda *_: ())


def _remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    @wraps(function)
    def remembering(*args: Any, **kwargs: Any) -> Any:
        # a tuple of tokens is made from the text beside it, and long to compare
        key = tuple(a for a in args if not isinstance(a, tuple)), tuple(sorted(kwargs.items(), key=itemgetter(0)))
        if key not in known:
            found = function(*args, **kwargs)
            known[key] = tuple(found) if isinstance(found, Iterator) else found
        return known[key]

    return remembering


def shown(articles: Sequence[Article], topic: Topic, today: date, window: timedelta) -> list[str]:
    """Return the sentences that a section of the day's brief shows, lead-ins before their picks, best first."""
    chosen = select(articles, [topic], Wishes(today=today, window=window)).topics[0]
    return [
        sentence.text for pick in chosen.picks for sentence in (pick.lead_in, pick.sentence) if sentence is not None
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be shown for a topic: its place, what it adds by its own value, and what it tells, each thing's worth.

    `clashes` holds how far behind it in the list those stand that tell the same, whichever is shown first.
    """

    topic: str
    place: int
    own: float
    tells: Mapping[Hashable, float]
    clashes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Problem:
    """What the house method chooses from, the limits by topic, and the numbers of what it chose."""

    choices: tuple[Choice, ...]
    limits: Mapping[str, int]
    chosen: frozenset[int]


def house_problem(settings: Settings, day: date) -> Problem:
    """Return the choice that the house method has for a brief, and what it takes."""
    wishes = Wishes(day, settings.brief.window, settings.sides, settings.brief.language)
    known = tuple(a for a in harvest(settings).articles if not a.published.day or a.published.day <= day)
    story = look(segment(known), settings.topics, wishes)
    found, _ = candidates(story, settings.topics)
    limits = {topic.id: topic.sentences for topic in settings.topics}
    taken = {one.candidate for one in cover(story.corpus, found, limits)}
    told = Told(story.corpus, limits)
    choices = tuple(_choice(told, candidate, found[number + 1 :]) for number, candidate in enumerate(found))
    return Problem(choices, limits, frozenset(n for n, candidate in enumerate(found) if candidate in taken))


def _choice(told: Told, candidate: Candidate, later: Sequence[Candidate]) -> Choice:
    weights, scale = told._concepts(candidate)  # noqa: SLF001 - what a sentence tells is asked for here only
    worth = {concept: candidate.value * weight / scale for concept, weight in weights.items()}
    clashes = frozenset(n for n, other in enumerate(later, 1) if _clash(told, candidate, other))
    own = (1 - COVERAGE) * sum(worth.values())
    return Choice(candidate.topic, candidate.place, own, {c: COVERAGE * w for c, w in worth.items()}, clashes)


def _clash(told: Told, one: Candidate, other: Candidate) -> bool:
    if one.place == other.place:
        return True
    return repeats(told.corpus, one.place, other.place) and repeats(told.corpus, other.place, one.place)
