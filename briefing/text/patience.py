"""How long a pattern of the user's may take for a text that others wrote, and what becomes of one that takes longer.

An innocent pattern can be slow on a text that was made for it, or is merely odd: `ferry.*port` on ten thousand times
"ferry". Who looks through the texts of many sources says so (`passing_over`): then such a text counts as one that the
pattern does not find, and is told. Elsewhere it is an error.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.25  # seconds of the processor's time that a pattern may take for one text
SOON, SOON_EACH = 0.002, 1e-6  # seconds, and those for each character: what takes longer is slow
SLOW_TEXTS, SLOW_SHARE = 40, 0.001  # for so many texts a pattern may be slow, and for this share of all others
TOO_SLOW = "is too slow a pattern; write it without repeats inside repeats, as in (a+)+"
_SHOWN = 40  # characters of a text


@dataclass(slots=True)
class Pattern:
    """A pattern, and how many more texts it may be slow for.

    One that is just quick enough for each of ten thousand sentences would take an hour for all of them.
    """

    compiled: Any
    left: float = SLOW_TEXTS

    def finds(self, text: str) -> bool:
        """Whether it is in a text. Raises TimeoutError where that takes too long, or took long too often before."""
        soon = SOON + SOON_EACH * len(text)
        try:
            found = bool(self.compiled.search(text, timeout=soon))
        except TimeoutError:
            return self._finds_slowly(text, max(soon, PATIENCE))
        self.left = min(self.left + SLOW_SHARE, SLOW_TEXTS)
        return found

    def _finds_slowly(self, text: str, patience: float) -> bool:
        if self.left < 1:
            raise TimeoutError
        self.left -= 1
        return bool(self.compiled.search(text, timeout=patience))


@dataclass(slots=True)
class PassedOver:
    """The texts that patterns were too slow for, by the pattern as it is written."""

    texts: dict[str, dict[str, None]] = field(default_factory=dict)

    def problems(self) -> tuple[ConfigError, ...]:
        """Return what is to be said of them, a problem for each pattern."""
        return tuple(ConfigError("", f'"{written}"', _told(texts)) for written, texts in self.texts.items())


_PASSED_OVER: ContextVar[PassedOver | None] = ContextVar("passed over", default=None)


@contextlib.contextmanager
def passing_over() -> Iterator[PassedOver]:
    """Let patterns pass over the texts that they are too slow for; yield which these are."""
    passed = PassedOver()
    before = _PASSED_OVER.set(passed)
    try:
        yield passed
    finally:
        _PASSED_OVER.reset(before)


def pass_over(pattern: Pattern, written: str, text: str) -> None:
    """Note that a pattern was too slow for a text. Raises ConfigError where no text is passed over."""
    passed = _PASSED_OVER.get()
    if passed is None:
        pattern.left = SLOW_TEXTS  # the next call of the library may be about other texts
        raise ConfigError("terms", written, TOO_SLOW)
    passed.texts.setdefault(written, {})[text] = None


def _told(texts: dict[str, None]) -> str:
    first = " ".join(next(iter(texts))[: 4 * _SHOWN].split())[:_SHOWN]
    several = f"{len(texts):,} texts" if len(texts) > 1 else "a text"
    what = "the first of which begins" if len(texts) > 1 else "which begins"
    return f'takes too long for {several}, {what} "{first}": it was not looked for there'
