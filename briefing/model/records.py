"""`@dataclass` as of the standard library, which makes a class in a fifth of the time and an instance in half of it.

The standard library writes six methods for each class as text and compiles them: half a millisecond a class, and a
brief of five documents takes two hundred. Here it makes the class alone. What forbids a change is the same for all
records, and the methods that depend on the fields are written as it would write them, but when they are first called:
most records of a run are never compared, and many never made.

To a checker of types it is `dataclasses.dataclass`; `fields`, `replace` and `asdict` take its records as their own.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from dataclasses import dataclass

__all__ = ["dataclass"]

_Kind = TypeVar("_Kind")


def _dataclass(*, slots: Literal[True], frozen: bool = False) -> Callable[[type[_Kind]], type[_Kind]]:
    """Return what makes a class a record. The methods that the class defines itself stay."""

    def made(kind: type[_Kind]) -> type[_Kind]:
        kind.__doc__ = kind.__doc__ or kind.__name__  # else its signature is taken apart for one
        record = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(kind)
        _give(record, _FROZEN if frozen else _CHANGING)
        _give(record, {name: _when_called(record, name) for name in (_LINES if frozen else ("__init__", "__eq__"))})
        return record

    return made


if not TYPE_CHECKING:
    dataclass = _dataclass


def _give(kind: type, methods: Mapping[str, Any]) -> None:
    for name, method in methods.items():
        if name not in vars(kind):
            setattr(kind, name, method)


def _when_called(kind: type, name: str) -> Callable[..., Any]:
    """Return what stands for a method until it is first called, and is then replaced by it."""

    def first(self: object, *args: object, **named: object) -> Any:
        method = _written(kind, name)
        setattr(kind, name, method)
        return method(self, *args, **named)

    return first


def _written(kind: type, name: str) -> Callable[..., Any]:
    known: dict[str, Any] = {"missing": MISSING}
    for one in fields(kind):
        known |= {f"set_{one.name}": getattr(kind, one.name).__set__, f"default_{one.name}": one.default}
        known[f"make_{one.name}"] = one.default_factory
    exec("\n".join(_LINES[name](kind)), known)  # noqa: S102 - of the names of fields alone, as the standard library does
    method: Callable[..., Any] = known[name]
    method.__qualname__ = f"{kind.__qualname__}.{name}"
    return method


def _init(kind: type) -> Iterator[str]:
    own = fields(kind)
    yield f"def __init__(self, {', '.join(map(_parameter, own))}):"
    for one in own:
        made = f"make_{one.name}() if {one.name} is missing else {one.name}"
        yield f" set_{one.name}(self, {one.name if one.default_factory is MISSING else made})"
    yield " self.__post_init__()" if hasattr(kind, "__post_init__") else " return"


def _parameter(one: Field[Any]) -> str:
    if one.default is not MISSING:
        return f"{one.name}=default_{one.name}"
    return one.name if one.default_factory is MISSING else f"{one.name}=missing"


def _eq(kind: type) -> Iterator[str]:
    yield "def __eq__(self, other):"
    yield " if other.__class__ is not self.__class__: return NotImplemented"
    yield f" return {_values(kind, 'self')} == {_values(kind, 'other')}"


def _hash(kind: type) -> Iterator[str]:
    yield "def __hash__(self):"
    yield f" return hash({_values(kind, 'self')})"


_LINES = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}


def _values(kind: type, whose: str) -> str:
    return f"({''.join(f'{whose}.{one.name}, ' for one in fields(kind) if one.compare)})"


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _setattr(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _setstate(self: Any, values: list[Any]) -> None:
    for one, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, one.name, value)


_CHANGING = {"__repr__": _repr, "__hash__": None}
_FROZEN = {
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
