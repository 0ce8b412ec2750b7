"""How much a user's template may do: its work is counted as it is done, before it is done; no clock is asked.

A unit is a step of a template, an item of a sequence, or `LETTERS` characters of a text. What could grow by more than
what goes in (repeating, filling up, replacing) is worked out first.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WORK = 3_000_000
"""Units that one rendering may take. The program's own templates take one for three characters of a page; this is some
seconds, and at most some hundred megabytes."""

LETTERS = 16
"""Characters of a text that are a unit of work."""

WIDEST = 10_000
"""How wide, how often, how many: the largest number that a filter or a method of texts is given to that end."""

LONGEST_NUMBER = 4096
"""Bits of a number that is made by multiplying."""

SLOW = 100_000
"""Characters of a text for filters that look at each by itself; each is a unit of work then."""

_SLOWEST = {"wordwrap": 10_000}
"""Where it is less: the library takes the square of a run of blanks."""

_DIGITS = 256  # bits of a number that are a unit of work
_WIDTHS = {"round": 100}
"""Where it is less: it stands for a power of ten."""
_NO_WIDTHS = frozenset("abs d default filesizeformat float format int max min string sum".split())
_GROWING = frozenset("expandtabs indent join replace tojson underlined urlize wordwrap wrapped xmlattr".split())
_SLOW = frozenset(
    "address fitted striptags title truncate underlined urlencode urlize wordcount wordwrap wrapped".split()
)
_ARRANGING = frozenset(
    "attr batch count d default dictsort first float groupby int items last length list map max min random reject "
    "rejectattr reverse round select selectattr slice sort sum".split()
)  # filters that show nothing, so that a record counts for one whatever it holds
_REFUSED = frozenset({"encode", "decode", "translate", "maketrans", "to_bytes", "from_bytes", "unescape", "striptags"})
_PERCENT = re.compile(r"%(?:\([^()]*\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d*))?")


class TooMuchError(Exception):
    """A template does more than a template may; the words say what, and what to do."""


class Budget:
    """What is left of the work of one rendering."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, units: int) -> None:
        """Take units off. Raises TooMuchError where so many are not left; then nothing is left."""
        self.left -= units
        if self.left < 0:
            self.left = -1
            raise TooMuchError(
                "does too much: it repeats something without end, or makes far more than a brief; let it loop over less"
            )


budget: ContextVar[Budget] = ContextVar("budget")
"""That of the rendering that is going on."""


def spend(units: int) -> None:
    """Take units off what is left of this rendering, if one is going on. Raises TooMuchError."""
    current = budget.get(None)
    if current:
        current.spend(units)


def size(value: object) -> int:
    """Return the units of a value by itself, without what it holds."""
    if isinstance(value, str | bytes):
        return 1 + len(value) // LETTERS
    if isinstance(value, int):
        return 1 + value.bit_length() // _DIGITS
    return 1 + len(value) if isinstance(value, list | tuple | dict | range) else 1


def weighed(value: Any, *, shown: bool = False) -> Any:
    """Return a value whose units have been spent: its own, and those of all that it holds, as often as it does.

    Where it is shown, a record counts with all its fields. Raises TooMuchError.
    """
    waiting = [value]
    while waiting:
        one = waiting.pop()
        spend(size(one))
        if isinstance(one, list | tuple):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(one.keys())
            waiting.extend(one.values())
        elif shown:
            held = _held(one)
            spend(len(held))
            waiting.extend(held)
    return value


def _held(value: object) -> Sequence[object]:
    """Return what stands in a text that is made of a record, or of another thing that holds values by name."""
    if isinstance(value, str | int | float | bytes) or value is None:
        return ()
    kind: type = type(value)
    if names := _names(kind):
        return [getattr(value, name) for name in names]
    if callable(value):
        return ()
    try:
        return list(object.__getattribute__(value, "__dict__").values())
    except AttributeError:
        return ()


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def born(value: Any) -> Any:
    """Return what a filter or a call has given, its units spent.

    An iterator becomes a list: thousands of them, one in the other, overflow the stack that Python stands on.
    """
    if _runs(value):
        return list(_counted(value))
    spend(size(value))
    return value


def _runs(value: object) -> bool:
    """Whether a value is an iterator of Python's, whose items are told one by one."""
    return hasattr(value, "__next__") and type(value).__module__ in {"builtins", "itertools"}


def _counted(items: Iterator[Any]) -> Iterator[Any]:
    for item in items:
        spend(1)
        yield item


# --- filters, methods, operators


def admitted(name: str, given: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a filter or a method of texts is given, first what it works on, if it may work on that.

    Raises TooMuchError.
    """
    if not given:
        return given
    arranging = name in _ARRANGING
    others = (*given[1:], *named.values())
    before = remaining()
    weighed(given[0], shown=not arranging and not (name == "unique" and others))
    if name in _GROWING:
        spend((before - remaining()) * sum(_amount(one) for one in others))
    weighed(list(others), shown=not arranging)
    _check_numbers(name, others)
    if name in _SLOW:
        _check_slow(name, len(str(given[0])))
    if name == "sum" and not all(isinstance(one, int | float | str | None) for one in others):
        raise TooMuchError("sum adds numbers alone")
    if name == "format":
        check_percent(str(given[0]), (given[1:], *named.values()))
    return given


@contextmanager
def limited() -> Iterator[None]:
    """Count the work of what is rendered inside."""
    token = budget.set(Budget(WORK))
    try:
        yield
    finally:
        budget.reset(token)


def _check_slow(name: str, length: int) -> None:
    if length > (most := _SLOWEST.get(name, SLOW)):
        raise TooMuchError(f"{name} takes at most {most} characters; give it a part at a time")
    spend(length)


def remaining() -> int:
    """Return what is left of the work of this rendering."""
    current = budget.get(None)
    return current.left if current else 0


def _amount(value: object) -> int:
    return len(value) if isinstance(value, str) else abs(value) if isinstance(value, int) else 0


def _check_numbers(name: str, others: Iterable[object]) -> None:
    if name in _NO_WIDTHS:
        return
    widest = _WIDTHS.get(name, WIDEST)
    for one in others:
        if isinstance(one, int | float) and not -widest <= one <= widest:
            raise TooMuchError(f"{name} takes no number over {widest}")


def check_method(method: object, given: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a method is given, if it may be called with that. Raises TooMuchError."""
    bound, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
    if isinstance(bound, str | bytes | int) and name in _REFUSED:
        raise TooMuchError(f"{name}() cannot be called in a template")
    if isinstance(bound, str):
        if name == "join":  # which works on what it is given
            return admitted(name, (*given, bound), named)[: len(given)]
        return admitted(name, (bound, *given), named)[1:]
    if isinstance(bound, list | tuple | dict):
        weighed(bound)
        weighed(given, shown=True)  # it may be looked for by its hash
    return given


def check_percent(form: str, values: object) -> None:
    """Spend what `form % values` makes. Raises TooMuchError for a width without bound."""
    before = remaining()
    weighed(values, shown=True)
    spent = before - remaining()
    widths = [width for found in _PERCENT.finditer(form) for width in found.groups()]
    for width in widths:
        if width and (width == "*" or len(width) > len(str(WIDEST)) or int(width) > WIDEST):
            raise TooMuchError(f"a width in a format is a number up to {WIDEST}")
    spend(size(form) + sum(int(width or 0) for width in widths) // LETTERS + len(widths) // 2 * spent)


def check_spec(spec: str) -> None:
    """Raise TooMuchError for a width without bound in what stands after the colon in "{:...}"."""
    if any(int(width[-9:]) > WIDEST or len(width) > len(str(WIDEST)) for width in re.findall(r"\d+", spec)):
        raise TooMuchError(f"a width in a format is a number up to {WIDEST}")


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Spend what an operator of two values makes. Raises TooMuchError for what is too large."""
    spend(size(left) + size(right))
    for one in (left, right):
        _check_number(one.bit_length() if isinstance(one, int) else 0)
    if operator == "%" and isinstance(left, str):
        check_percent(left, right)
    elif operator == "*":
        _check_product(left, right)
    elif operator == "**" and isinstance(left, int) and isinstance(right, int):
        _check_number(left.bit_length() * abs(right))


def _check_product(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        _check_number(left.bit_length() + right.bit_length())
        return
    for many, times in ((left, right), (right, left)):
        if isinstance(many, str | bytes | list | tuple) and isinstance(times, int):
            spend(len(many) * max(times, 0) // (LETTERS if isinstance(many, str | bytes) else 1))


def _check_number(bits: int) -> None:
    if bits > LONGEST_NUMBER:
        raise TooMuchError("makes a number of more than a thousand digits")
