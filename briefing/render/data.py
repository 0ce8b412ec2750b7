"""A brief as data: to `brief.json` and back, and the JSON Schema that it keeps.

The schema is the shipped file `briefing/brief.schema.json`; a test holds it and the records together.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from briefing.errors import BriefFileError
from briefing.model import Brief, Event, Item, Mark, Shown, Source
from briefing.text.folding import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA_VERSION = 1

_Record = TypeVar("_Record")

_MSGSPEC_PLACE = re.compile(r"(?P<problem>.*) - at `(?:key in )?\$\.?(?P<place>.*)`", re.DOTALL)
_NUMBER = re.compile(r"a[0-9]{1,9}")
_DATE = {
    "day": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "year": re.compile(r"\d{4}"),
}


def to_json(brief: Brief) -> str:
    """Return the text of brief.json: the same bytes for the same brief, whatever made it."""
    plain = msgspec.to_builtins(brief, order="deterministic")
    return escaped(json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def from_json(data: bytes | str, where: str) -> Brief:
    """Return the brief that `data` holds; `where` names it in messages.

    Raises BriefFileError, which names the place in the data and what is wrong there.
    """
    try:
        raw = _parsed(data)
        _check_version(raw)
        brief = msgspec.convert(raw, Brief)
        _check(brief, raw)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors too
        raise BriefFileError(where, _problem(error)) from error
    return brief


def from_own_json(data: bytes, where: str) -> Brief:
    """Return the brief in a brief.json that this program wrote, ten times as quickly: types are checked, no more.

    Raises BriefFileError, as `from_json` does, which is asked about whatever is not plainly well.
    """
    try:
        brief = msgspec.json.decode(data, type=Brief)
    except ValueError:
        return from_json(data, where)
    return brief if brief.schema_version == SCHEMA_VERSION else from_json(data, where)


def packed(record: object) -> bytes | None:
    """Return a record as JSON for the program itself; None where it holds what UTF-8 cannot."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return None


def unpacked(data: bytes, kind: type[_Record]) -> _Record:
    """Return the record of a type that `packed` has made into this."""
    return msgspec.json.decode(data, type=kind)


def sample() -> Brief:
    """Return a brief of an invented story that holds something of everything, to try templates with."""
    return from_json(resources.files("briefing.render").joinpath("sample.json").read_bytes(), "sample.json")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of brief.json."""
    text = resources.files("briefing").joinpath("brief.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _parsed(data: bytes | str) -> dict[str, Any]:
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    try:
        raw = json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(raw, dict):
        raise ValueError("not a brief: its outermost value is not an object")  # noqa: TRY004 - it is data, not a call
    return raw


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON knows")


def _check_version(raw: dict[str, Any]) -> None:
    found = raw.get("schema_version")
    if found is None:
        raise ValueError("schema_version: missing, so this is not a brief")
    if found != SCHEMA_VERSION or isinstance(found, bool):
        made_by = f", which {raw['made_by']} wrote" if isinstance(raw.get("made_by"), str) else ""
        raise ValueError(f"schema_version: {found!r}{made_by}; this version of briefing reads {SCHEMA_VERSION}")


def _problem(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 (byte {error.start})"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return _placed(str(error))


def _placed(message: str) -> str:
    """Put the place first: "sections[0].items[2].start: expected "int", got "str""."""
    match = _MSGSPEC_PLACE.fullmatch(message)
    if match:
        message = f"{match['place']}: {match['problem'][:1].lower()}{match['problem'][1:]}"
    return message.replace("`", '"')


# --- what types cannot say


def _check(brief: Brief, raw: dict[str, Any]) -> None:
    ids = [source.id for source in brief.articles]
    known = frozenset(ids)
    if len(known) < len(ids):
        raise ValueError("articles: two articles have one id")
    for place, record, given in _records(brief, raw, ""):
        problem = _unknown_key(record, given) or _misfit(record, known)
        if problem:
            raise ValueError(f"{place}{'.' if place else ''}{problem}")


def _records(value: Any, raw: Any, place: str) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield every record of the brief with its place and the object that it was read from."""
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _records(part, raw[index], f"{place}[{index}]")
    elif is_dataclass(value):
        yield place, value, raw
        for name in (field.name for field in fields(value) if field.name in raw):
            yield from _records(getattr(value, name), raw[name], f"{place}.{name}".lstrip("."))


def _unknown_key(record: Any, given: dict[str, Any]) -> str | None:
    names = {field.name for field in fields(record)}
    return next((f"{key}: no such field" for key in given if key not in names), None)


def _misfit(record: Any, articles: frozenset[str]) -> str | None:
    article = getattr(record, "article", None)
    if article is not None and article not in articles:
        return f'article: there is no article "{article}"'
    if not 0 <= getattr(record, "start", 0) <= getattr(record, "end", 0):
        return f"start: {record.start} to {record.end} is not a span"
    check = _CHECKS.get(type(record))
    return check(record) if check else None


def _brief_misfit(brief: Brief) -> str | None:
    return _date_misfit("date", brief.date, "day")


def _source_misfit(source: Source) -> str | None:
    if not _NUMBER.fullmatch(source.id):
        return f'id: "{source.id}" is not "a" and a number'
    if source.revision_of and not _NUMBER.fullmatch(source.revision_of):
        return f'revision_of: "{source.revision_of}" is not "a" and a number'
    return source.published and _date_misfit("published", source.published, "day")


def _item_misfit(item: Item) -> str | None:
    return None if item.sentences else "sentences: there is none"


def _shown_misfit(sentence: Shown) -> str | None:
    at = 0
    for index, mark in enumerate(sentence.dates):
        if mark.start < at or sentence.text[mark.start : mark.end] != mark.text:
            return f'dates[{index}]: "{mark.text}" does not stand at {mark.start} to {mark.end}'
        at = mark.end
    return None


def _dated_misfit(record: Mark | Event) -> str | None:
    return _date_misfit("date", record.date, record.precision)


def _date_misfit(name: str, found: str, precision: str) -> str | None:
    return None if _DATE[precision].fullmatch(found) and _is_there(found) else f'{name}: "{found}" is not a {precision}'


def _is_there(found: str) -> bool:
    """Return whether the calendar has the day, or the first one of the month or year."""
    try:
        date.fromisoformat(found + "-01-01"[len(found) - len("2031") :])
    except ValueError:
        return False
    return True


_CHECKS: dict[type, Callable[[Any], str | None]] = {
    Brief: _brief_misfit,
    Source: _source_misfit,
    Item: _item_misfit,
    Shown: _shown_misfit,
    Mark: _dated_misfit,
    Event: _dated_misfit,
}
