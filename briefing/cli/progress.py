"""What a person sees while something takes longer than a second: one line on standard error, on a terminal only.

    1/6 gather: 296 of 300 sources, 4 still asked: Harbour Post, Lume Gazette, ...
    3/6 choose: from 412 reports, 14 s so far

Who works says which step it is at (`Step`) and no more: that costs nothing, so it may be said as often as there is
something to say. A thread looks at the last of them now and then and draws it over the line before. Whatever else is
written to the terminal clears the line first. A terminal that cannot do that (TERM=dumb) gets a line a stage.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
import unicodedata
from typing import TYPE_CHECKING, Any, Self, TextIO

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.model import Step

PATIENCE = 0.7
"""Seconds before anything is shown: what is done sooner needs no line."""

_EVERY = 0.2  # seconds between two looks
_KNOWN = 2.0  # seconds after which a stage's pace is known
_NAMED = 8  # so many that are still waited for are named at most
_WIDTH = 80  # where the terminal does not say


# --- the words


@dataclass(frozen=True, slots=True)
class Sight:
    """A step and for how many seconds its stage has been at work, out of stages in their order."""

    step: Step
    seconds: float
    plan: Sequence[str] = ()


def line(sight: Sight, width: int) -> str:
    """Return what is seen in at most so many cells: what is said last is left out first."""
    step = sight.step
    head = f"{sight.plan.index(step.stage) + 1}/{len(sight.plan)} " if step.stage in sight.plan else ""
    told = f"{head}{step.stage}{': ' if step.things or step.total else ''}{_count(step)}"
    for part in (_time(sight), _waiting(step)):
        more = f"{', ' if step.things or step.total else ': '}{part}"
        if part and _cells(told + more.partition(": ")[0]) <= width:
            told += more
    return _cut(_printable(told), width)


def _count(step: Step) -> str:
    if step.total > 1:
        return f"{step.done:,} of {step.total:,} {step.things}".rstrip()
    return step.things


def _time(sight: Sight) -> str:
    """Return how long it will take, where the pace tells; else how long it has taken, once that is worth a word."""
    step, seconds = sight.step, sight.seconds
    if seconds < _KNOWN:
        return ""
    if step.total and step.done == step.total:
        return ""
    if step.total and not step.left:
        return f"{_rounded(seconds * (step.total - step.done) / step.done)} left" if step.done else ""
    return f"{_spoken(int(seconds))} so far"


def _waiting(step: Step) -> str:
    if not step.left or len(step.left) > _NAMED:
        return ""
    return f"{len(step.left)} still asked: {', '.join(dict.fromkeys(step.left))}"


def _rounded(seconds: float) -> str:
    """Return about how long: to ten seconds below two minutes, to minutes above, never less than it may be."""
    if seconds < 10:
        return "a few seconds"
    return f"about {_spoken(int(-(-seconds // 10) * 10) if seconds < 120 else int(-(-seconds // 60) * 60))}"


def _spoken(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h {seconds % 3600 // 60} min"


def _printable(text: str) -> str:
    """Return a text that commands no terminal: names are those of feeds."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _cells(text: str) -> int:
    return sum(map(_cell, text))


def _cell(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _cut(text: str, width: int) -> str:
    if _cells(text) <= width:
        return text
    kept, room = "", width - 3
    for sign in text:
        room -= _cell(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip(' ,:')}..."


# --- the terminal


class Watcher:
    """Who draws the last step heard of, from a thread of its own."""

    def __init__(self, plan: Sequence[str], terminal: TextIO) -> None:
        self._plan, self._terminal = plan, terminal
        self._plain = os.environ.get("TERM", "dumb") in {"dumb", "unknown", ""}
        self._step: Step | None = None
        self._began, self._stage = 0.0, ""
        self._drawn, self._lock = False, threading.RLock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._aside = contextlib.ExitStack()

    def hear(self, step: Step) -> None:
        """Keep what is being done."""
        if step.stage != self._stage:
            self._stage, self._began = step.stage, time.monotonic()
        self._step = step

    def __enter__(self) -> Self:
        self._aside.enter_context(contextlib.redirect_stderr(_Curtain(sys.stderr, self.clear)))
        if sys.stdout.isatty():
            self._aside.enter_context(contextlib.redirect_stdout(_Curtain(sys.stdout, self.clear)))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._aside.close()
        with self.clear():
            pass

    @contextlib.contextmanager
    def clear(self) -> Iterator[None]:
        """Take the line away, for as long as something else is written."""
        with self._lock:
            if self._drawn and not self._plain:
                self._terminal.write("\r\x1b[K")
                self._terminal.flush()
            self._drawn = False
            yield

    def _watch(self) -> None:
        last, pause = "", PATIENCE
        while not self._ended.wait(pause):
            pause, step = _EVERY, self._step
            if step and not (self._plain and step.stage == last):
                last = step.stage
                self._draw(Sight(step, time.monotonic() - self._began, self._plan))

    def _draw(self, sight: Sight) -> None:
        told = line(sight, self._width() - 1)
        # a terminal that has gone is no reason to stop working
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._terminal.write(f"{told}\n" if self._plain else f"\r{told}\x1b[K")
            self._terminal.flush()
            self._drawn = True

    def _width(self) -> int:
        with contextlib.suppress(OSError, ValueError):
            return os.get_terminal_size(self._terminal.fileno()).columns or _WIDTH
        return _WIDTH


class _Curtain:
    """A stream that takes the line of progress away before anything is written."""

    def __init__(self, stream: TextIO, clear: Callable[[], contextlib.AbstractContextManager[None]]) -> None:
        self._stream, self._clear = stream, clear

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._clear():
            return self._stream.write(text)
