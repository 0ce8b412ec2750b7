"""What was found in a sentence once, found again without looking; pure but for the speed.

A function of a sentence alone finds the same on every day, whatever story it stands in. One that is `kept` looks first
among the findings that are at hand (`at_hand`), which may be of another day: `Findings.page` gives what is to be filed,
and takes it again. What is at hand is found by the very words of the sentence, so it can only be what would be found
again, as long as the code is the same; who files it says by which code it was made. Without findings at hand a kept
function is as it was written.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Plain = Any
    """What JSON holds."""

    Page = Mapping[str, Plain]
    """What was found in one sentence, by function and arguments."""

STORY = 20_000
"""Sentences whose findings are held while a brief is made. A story goes through all of its sentences topic by topic and
rule by rule: of a table that holds fewer than it has, none is found again."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MISSING = object()


class Findings:
    """What functions have found in sentences: what is known from another time, and what was found in this one.

    `looked` counts by the function's name what had to be found, `reused` what was at hand.
    """

    def __init__(self) -> None:
        self.looked: defaultdict[str, int] = defaultdict(int)
        self.reused: defaultdict[str, int] = defaultdict(int)
        self._filed: dict[str, Page] = {}
        self._found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._new: set[str] = set()

    def take(self, text: str, page: Page) -> None:
        """Take what was found in a sentence at another time."""
        self._filed.setdefault(text, page)

    def is_new(self, text: str) -> bool:
        """Whether something was found in a sentence that was not known of it."""
        return text in self._new

    def page(self, text: str) -> Page:
        """Return all that is known of a sentence, to be filed."""
        filed, found = self._filed.get(text, {}), self._found.get(text, {})
        return {**filed, **{key: _plain(value) for key, value in found.items() if key not in filed}}

    def ask(self, name: str, text: str, key: str, make: Callable[[Plain], Any], look: Callable[[], Any]) -> Any:
        """Return what a function finds in a sentence: what is at hand, else what it finds when it looks.

        `key` tells it from what it is asked of the sentence otherwise, `make` makes it of what was filed.
        """
        known = self._found[text]
        value = known.get(key, _MISSING)
        if value is not _MISSING:
            self.reused[name] += 1
            return value
        plain = self._filed.get(text, {}).get(key, _MISSING)
        if plain is _MISSING:
            value = look()
            self._new.add(text)
            self.looked[name] += 1
        else:
            value = make(plain)
            self.reused[name] += 1
        known[key] = value
        return value


_AT_HAND: ContextVar[Findings | None] = ContextVar("findings", default=None)


@contextlib.contextmanager
def at_hand(findings: Findings) -> Iterator[None]:
    """Let kept functions look among these findings first, and add to them."""
    before = _AT_HAND.set(findings)
    try:
        yield
    finally:
        _AT_HAND.reset(before)


def kept(kind: Any, *, without: int | None = None) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Let what a function finds in its first argument, a text, be kept; `kind` is the type of what it finds.

    Its other arguments are words, numbers and days. The one at the place `without` follows from the text.
    """

    def keeping(function: Callable[_P, _T]) -> Callable[_P, _T]:
        name, make = function.__name__, _maker(kind)

        @wraps(function)
        def asked(*given: _P.args, **named: _P.kwargs) -> _T:
            findings = _AT_HAND.get()
            if findings is None or named or not given:
                return function(*given, **named)
            text, *others = given
            if without is not None:
                del others[without - 1]
            key = f"{name} {others}" if others else name
            found: _T = findings.ask(name, str(text), key, make, lambda: function(*given, **named))
            return found

        return asked

    return keeping


# --- as JSON holds it, and back


def _plain(value: Any) -> Plain:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    return value


@cache
def _maker(kind: Any) -> Callable[[Plain], Any]:
    """Return what makes a value of a type again of what JSON holds."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _record_maker(kind)
    if origin is tuple and inner[1:] == (...,):
        make = _maker(inner[0])
        return lambda plain: tuple(map(make, plain))
    if origin is tuple:
        return tuple
    if type(None) in inner:
        make = _maker(next(one for one in inner if one is not type(None)))
        return lambda plain: None if plain is None else make(plain)
    if origin is frozenset:
        return frozenset
    return kind if kind is Decimal else _same


def _record_maker(kind: Any) -> Callable[[Plain], Any]:
    hints = get_type_hints(kind)
    makers = [_maker(hints[one.name]) for one in fields(kind)]
    converted = [(place, make) for place, make in enumerate(makers) if make is not _same]

    def make_record(plain: Plain) -> Any:
        values = list(plain)
        for place, make in converted:
            values[place] = make(values[place])
        return kind(*values)

    return make_record


def _same(plain: Plain) -> Plain:
    return plain
