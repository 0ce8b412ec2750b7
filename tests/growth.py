"""Does the time that something takes grow with the length of its text, and no faster?"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMES = 8
_GENEROUS = 4  # times slower than linear: a machine may be that uneven; what is quadratic is eight times slower
_LEAST = 0.01  # seconds, under which a clock tells nothing


def assert_linear(do: Callable[[str], object], piece: str, size: int = 4_000) -> None:
    """Assert that a text of the piece repeated, eight times as long, takes eight times as long, give or take."""
    short, long = (_seconds(do, (piece * length)[:length]) for length in (size, size * _TIMES))
    assert long < _GENEROUS * _TIMES * max(short, _LEAST), f"{short:.3f} s, then {long:.3f} s"


def _seconds(do: Callable[[str], object], text: str) -> float:
    """Return the least of three times: collecting what other tests have left is none of theirs."""
    gc.disable()
    try:
        return min(_once(do, text) for _ in range(3))
    finally:
        gc.enable()


def _once(do: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    do(text)
    return time.process_time() - started
