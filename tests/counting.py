"""How much work something is, on whatever machine: the functions of Python that it calls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions are called while it is done."""
    calls = 0

    def noting(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(noting)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
