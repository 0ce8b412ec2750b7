"""No pattern of the program takes the square of a text's length, but those that meet short text only."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import re
import signal
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pumps import pumps

import briefing
from briefing.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE, TIMES, GENEROUS = 1_000, 8, 4
LEAST = 0.003  # seconds, under which a clock tells nothing
LATE = 0.5  # seconds: by then whatever is linear has long come to an end

SENTENCE = "a sentence has 5,000 characters at most"
BEGINNING = "asked at one place of a line only, by a function that it is handed to"
SHORT = {
    "ingest.credits._SHAPES": "asked of a part's last 250 characters",
    "ingest.forwarded._MARK": "asked of a part's beginning, and of 4,800 characters",
    "ingest.identify._PAGE_NUMBER": "asked of short lines",
    "ingest.plain.PAGE_NUMBER": BEGINNING,
    "ingest.trees._CLOSED_ROOT": "asked where it is found in a page's first 4,096 characters",
    "ingest.properties._SITE": "asked of a title's first 1,500 characters",
    "render.data._MSGSPEC_PLACE": "asked of a message about a file of the program's own",
    "text.attributions._BEFORE_VERB": SENTENCE,
    "text.clauses._NAME_BEFORE": "asked of the 100 characters before a word",
    "text.furniture.glued._FRONTS": BEGINNING,
    "text.furniture.makers._TAIL_CREDIT": "asked of a line's last 120 characters",
    "text.furniture.marks.ADDRESS": BEGINNING,
    "text.furniture.marks.PHONE": BEGINNING,
    "text.furniture.marks._HANDLE": BEGINNING,
    "text.furniture.marks._TAG": BEGINNING,
    "text.leads._TOKEN": "asked of patterns",
    "text.lineups._AWAY": SENTENCE,
    "text.lineups._LEADS": SENTENCE,
    "text.lineups._SAYS_LAST": SENTENCE,
    "text.lineups._UNPLACED": SENTENCE,
    "text.matters._ARRIVED": SENTENCE,
    "text.matters._CONSIDERS": SENTENCE,
    "text.matters._DUE": SENTENCE,
    "text.matters._WILL": SENTENCE,
    "text.phrases.RUNNING_HEAD": BEGINNING,
    "text.phrases.SOURCE_URL": BEGINNING,
    "text.sentences._DASHES": BEGINNING,
    "text.when._NAME_BEFORE": "asked of the 100 characters before a word",
}
"""Patterns that take the square of some text, and why they never meet a long one."""


def own() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that the program's modules hold, by their names: alone, or in tuples and tables."""
    for module in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not module.name.endswith("__main__"):
            for name, value in list(vars(importlib.import_module(module.name)).items()):
                yield from _within(f"{module.name.removeprefix('briefing.')}.{name}", value)


def _within(name: str, value: Any, depth: int = 2) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, Lazy):
        yield name, re.compile(value.pattern, value.flags)
    elif isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict | tuple | list | frozenset) and depth:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(name, one, depth - 1)


def asked(name: str, pattern: re.Pattern[Any]) -> Callable[[Any], object]:
    """Return how the program asks a pattern: at a text's beginning only, or everywhere."""
    module, _, bare = name.rpartition(".")
    own_text = (Path(str(sys.modules[f"briefing.{module}"].__file__)).read_text("utf-8"),)
    texts = own_text if bare.startswith("_") else all_texts()
    ways = {way for text in texts for way in re.findall(rf"\b{bare}\b(?:\.(\w+)|(?! =|:))", text)}
    if not bare.startswith("_"):
        ways.discard("")  # told of in words
    if ways and ways <= {"match", "fullmatch"}:
        return pattern.fullmatch if ways == {"fullmatch"} else pattern.match
    return lambda text: sum(1 for _ in pattern.finditer(text))


@cache
def all_texts() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in Path(briefing.__path__[0]).rglob("*.py"))


def seconds(ask: Callable[[Any], object], text: Any, times: int) -> float:
    with contextlib.suppress(TimeoutError):
        return min(_once(ask, text) for _ in range(times))
    return LATE


def _once(ask: Callable[[Any], object], text: Any) -> float:
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LATE)
    ask(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def is_slow(ask: Callable[[Any], object], before: Any, body: Any) -> bool:
    short, long = (before + (body * size)[:size] for size in (SIZE, SIZE * TIMES))
    end = "\0" if isinstance(body, str) else b"\0"
    bound = GENEROUS * TIMES * LEAST
    if seconds(ask, long + end, 1) < bound:
        return False
    slowest = seconds(ask, long + end, 3)
    return slowest >= LATE or slowest > max(bound, GENEROUS * TIMES * seconds(ask, short + end, 3))


def slow_for(name: str, pattern: re.Pattern[Any]) -> tuple[str, str] | None:
    """Return the first of a pattern's texts that it is slow for."""
    ask = asked(name, pattern)
    for before, body in pumps(pattern):
        parts: Any = (before, body) if isinstance(pattern.pattern, str) else (before.encode(), body.encode())
        if is_slow(ask, *parts):
            return before, body
    return None


def _late(*_: object) -> None:
    raise TimeoutError


@pytest.fixture
def _limited() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _late)
    gc.disable()
    yield
    gc.enable()
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.slow
@pytest.mark.usefixtures("_limited")
def test_no_pattern_takes_the_square_of_what_it_repeats() -> None:
    patterns = {(one.pattern, one.flags): (name, one) for name, one in own()}
    assert len(patterns) > 500
    slow = {name: slow_for(name, one) for name, one in patterns.values() if name not in SHORT}
    assert {name: text for name, text in slow.items() if text} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("_limited")
@pytest.mark.parametrize("written", [r"a[ab]*c|a[ab]*d|a[ab]*e", r"(?:[A-Z]\w*)+,", r"\w+\s*@\w+"])
def test_what_takes_the_square_of_a_text_is_noticed(written: str) -> None:
    assert slow_for("text.patterns.none", re.compile(written))


@pytest.mark.usefixtures("_limited")
def test_what_looks_at_each_sign_once_is_not() -> None:
    assert slow_for("text.patterns.none", re.compile(r"\bab?c\w{0,9}")) is None
