"""How a table of the configuration becomes a record: types checked, unknown keys refused, near misses suggested."""

from __future__ import annotations

import difflib
import types
import typing
from dataclasses import MISSING, fields
from datetime import timedelta
from functools import cache
from typing import Any, Literal

from briefing.errors import ConfigError
from briefing.model.records import dataclass
from briefing.text.patterns import lazy
from briefing.text.veil import is_odd, told

_DURATION = lazy(r"(\d{1,6})\s*([hdw])")
_BARE = lazy(r"[\w-]+")
_LONGEST = timedelta(days=36_500)
_SECRET = lazy(r".*(?:password|secret|ping|address|_env|_file)\w*|.*\.(?:run|command|user|server)(?:\[\d+\])?")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file a value stands, for messages."""

    file: str
    path: str = ""

    def key(self, name: str | int) -> Place:
        """Return the place of a key below, or of an entry of a list by its number from 0."""
        if isinstance(name, int):
            return Place(self.file, f"{self.path}[{name + 1}]")
        return Place(self.file, f"{self.path}.{name}" if self.path else name)

    def error(self, problem: str) -> ConfigError:
        """Return the error that says what is wrong here."""
        return ConfigError(self.file, self.path, problem)

    def only(self, table: Any, known: tuple[str, ...]) -> None:
        """Refuse what is no table and keys that are not known."""
        if not isinstance(table, dict):
            raise self.error(f"{show(table)} is not a table; write [{self.path}] and its keys below")
        for name in table:
            if name not in known:
                raise self.key(_named(name)).error(f"there is no such key; {did_you_mean(name, known)}")

    def tables(self, name: str, data: dict[str, Any]) -> list[tuple[Place, Any]]:
        """Return the tables of a list, each with its place."""
        value, here = data.get(name, []), self.key(name)
        if not isinstance(value, list):
            raise here.error(f"is to be a list of tables; write [[{name}]], in double brackets, for each")
        return [(here.key(number), table) for number, table in enumerate(value)]


def _named(key: str) -> str:
    """Return how a key that is not known is named: what is no word may have slipped there from behind the sign."""
    return key if _BARE.fullmatch(key) and not is_odd(key) else '"..."'


def record_of(at: Place, table: Any, record: type, special: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values for the fields of a record class, types checked; `special` keys are left as they are."""
    names = {f.name.rstrip("_"): f for f in fields(record)}
    at.only(table, tuple(names))
    for name, f in names.items():
        if f.default is MISSING and f.default_factory is MISSING and name not in table:
            raise at.key(name).error("is missing")
    hints = _types_of(record) if table else {}
    return {
        names[name].name: value if name in special else _typed(at.key(name), value, hints[names[name].name])
        for name, value in table.items()
    }


@cache
def _types_of(record: type) -> dict[str, Any]:
    """Return the types of a record's fields: reading them takes a millisecond, and topics and sources are many."""
    return typing.get_type_hints(record)


def _typed(at: Place, value: Any, hint: Any) -> Any:
    choices = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        hint = next(choice for choice in choices if choice is not type(None))
    if typing.get_origin(hint) is Literal:
        if value not in choices:
            raise at.error(f"{show(value)} is not one of {', '.join(map(repr, choices))}")
        return value
    if typing.get_origin(hint) is tuple:
        return _strings(at, value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise at.error(f"{_shown_at(at, value)} is not {_WORDS[hint]}")
    return value


def _shown_at(at: Place, value: Any) -> str:
    """Return how a value of a wrong type is shown: where secrets are to be had by, it may be the secret itself."""
    return "what stands here" if _SECRET.fullmatch(at.path) else show(value)


_WORDS = {
    str: 'text; write it in quotation marks, "..."',
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def _strings(at: Place, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise at.error(f'{_shown_at(at, value)} is not a list of texts; write ["...", "..."]')
    return tuple(value)


def duration(at: Place, value: Any) -> timedelta:
    """Return the length of time that is written as "36h", "3d" or "2w"."""
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    length = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if not timedelta() < length <= _LONGEST:
        raise at.error(f'{show(value)} is not a length of time; write for example "36h", "3d" or "2w"')
    return length


def did_you_mean(name: str, known: tuple[str, ...], otherwise: str = "") -> str:
    """Return words that suggest what was meant by a name that is none of the known ones."""
    near = difflib.get_close_matches(str(name), known, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or f"known are: {', '.join(known)}"


def show(value: Any) -> str:
    """Return how a value is shown in a message: shortened, and addresses without what opens them."""
    text = told(repr(value) if not isinstance(value, str) else f'"{value}"')
    return text if len(text) <= 80 else text[:77] + "..."
