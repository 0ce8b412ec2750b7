"""Records as the file keeps them, and back, equal in every field; pure.

They are kept as JSON in ASCII: half a character, which a broken document can hold and SQLite's text cannot, survives.
"""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from briefing import model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.model import Arrival, Article, Dating, Given, Known, SourceState
    from briefing.text.identity import Traits

P = ParamSpec("P")
R = TypeVar("R")

_END_OF_DAY = "T24"  # sorts after all hours of its day
_KNOWN = ("title", "publisher", "author", "url")


class DamagedError(ValueError):
    """What the file holds in the place of a record is none: SQLite keeps no checksums of what it is given."""


def _sound(read: Callable[P, R]) -> Callable[P, R]:
    """Return a function that tells what cannot be read back as damage."""

    @wraps(read)
    def sound(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return read(*arguments, **options)
        except (ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
            raise DamagedError(str(error)) from error

    return sound


def dumped(value: object) -> str:
    """Return JSON that is the same whenever the value is."""
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


def stamp(moment: datetime) -> str:
    """Return a moment in UTC, so written that order of text is order of time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


@_sound
def moment(written: str | None) -> datetime | None:
    """Return the moment that is written, None for nothing."""
    return datetime.fromisoformat(written) if written else None


@_sound
def sure_moment(written: str) -> datetime:
    """Return the moment that is written; of a day without an hour, its beginning in UTC."""
    if written.endswith(_END_OF_DAY):
        return datetime.fromisoformat(written.removesuffix(_END_OF_DAY)).replace(tzinfo=UTC)
    return datetime.fromisoformat(written)


def dated(dating: Dating) -> str | None:
    """Return when an article was published, to be compared with stamps; a day without an hour counts as its end."""
    if dating.moment:
        return stamp(dating.moment)
    return f"{dating.day.isoformat()}{_END_OF_DAY}" if dating.day else None


def kept(text: str) -> str:
    """Return a text without half characters, which SQLite's text cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def packed(raw: bytes) -> bytes:
    """Return bytes compressed."""
    return zlib.compress(raw, 6)


@_sound
def loaded(written: str) -> Any:
    """Return the value that `dumped` wrote."""
    return json.loads(written)


@_sound
def day(written: str) -> date:
    """Return the day that is written."""
    return date.fromisoformat(written)


@_sound
def unpacked(raw: bytes) -> bytes:
    """Return what `packed` compressed."""
    return zlib.decompress(raw)


# --- arrivals


def said_of(arrival: Arrival) -> str:
    """Return all of an arrival but its bytes."""
    said = {name: getattr(arrival, name) for name in arrival.__dataclass_fields__ if name != "raw"}
    return dumped({name: value if isinstance(value, str) else _given(value) for name, value in said.items()})


@_sound
def arrival_from(said: str, raw: bytes) -> Arrival:
    """Return the arrival again."""
    found = json.loads(said)
    given = {name: model.Given(**found[name]) for name in ("itself", "feed", "general")}
    return model.Arrival(source=found["source"], path=found["path"], raw=raw, id=found["id"], **given)


def mark_of(arrival: Arrival, version: str) -> bytes:
    """Return a digest of all that reading an arrival depends on: its bytes, what is said of it, who reads it."""
    import hashlib  # noqa: PLC0415 - OpenSSL, only where something is filed

    digest = hashlib.sha256(arrival.raw)
    digest.update(f"\0{said_of(arrival)}\0{version}".encode("utf-8", "surrogatepass"))
    return digest.digest()[:16]


def _given(given: Given) -> dict[str, str]:
    return {name: value for name, value in _values(given).items() if value is not None}


# --- articles


def record_of(article: Article) -> str:
    """Return all of an article but its bytes and, where SQLite can hold it, its text."""
    record: dict[str, Any] = {name: _known(getattr(article, name)) for name in _KNOWN}
    record |= {
        name: getattr(article, name) for name in ("key", "source", "path", "sha256", "credits", "notes", "spans")
    }
    record["published"] = _dating(article.published)
    record["blocks"] = [[block.start, block.end, block.kind] for block in article.blocks]
    if kept(article.text) != article.text:
        record["text"] = article.text
    return dumped(record)


@_sound
def article_from(record: str, text: str, raw: bytes) -> Article:
    """Return the article again."""
    found = json.loads(record)
    spans = found["spans"]
    return model.Article(
        key=found["key"],
        text=found.get("text", text),
        blocks=tuple(model.Block(*block) for block in found["blocks"]),
        **{name: model.Known(*found[name]) for name in _KNOWN},
        published=_dating_from(*found["published"]),
        source=found["source"],
        path=found["path"],
        sha256=found["sha256"],
        raw=raw,
        credits=tuple(found["credits"]),
        notes=tuple(found["notes"]),
        spans=None if spans is None else tuple((start, end) for start, end in spans),
    )


def _known(known: Known) -> list[str | None]:
    return [known.value, known.basis, known.detail]


def _dating(dating: Dating) -> list[str | None]:
    day, at = (value.isoformat() if value else None for value in (dating.day, dating.moment))
    return [day, at, dating.basis, dating.detail]


def _dating_from(day: str | None, at: str | None, basis: Any, detail: str) -> Dating:
    return model.Dating(
        date.fromisoformat(day) if day else None, datetime.fromisoformat(at) if at else None, basis, detail
    )


# --- what an article is known again by


def traits_json(traits: Traits) -> str:
    """Return what an article is known by, without its sketch."""
    plain = {name: getattr(traits, name) for name in traits.__dataclass_fields__ if name not in {"sketch", "day"}}
    shown = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in plain.items()}
    return dumped(shown | {"day": traits.day.isoformat() if traits.day else None})


@_sound
def traits_from(written: str, sketch: frozenset[int]) -> Traits:
    """Return what an article is known by again."""
    from briefing.text.identity import Traits  # noqa: PLC0415 - most that is read from the file is no article

    found = json.loads(written)
    day = found.pop("day")
    plain: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in found.items()
    }
    return Traits(**plain, day=date.fromisoformat(day) if day else None, sketch=sketch)


# --- sources


def state_json(state: SourceState) -> str:
    """Return the state of a source."""
    return dumped({name: stamp(v) if isinstance(v, datetime) else v for name, v in _values(state).items() if v})


@_sound
def state_from(written: str) -> SourceState:
    """Return the state of a source again."""
    found: Mapping[str, Any] = json.loads(written)
    values: dict[str, Any] = {name: moment(v) if name in _MOMENTS else v for name, v in found.items()}
    return model.SourceState(**values | {"feeds": tuple((name, address) for name, address in found.get("feeds", ()))})


_MOMENTS = {"fresh_until", "retry_at", "last_try", "last_success", "failing_since", "told"}


def _values(record: Arrival | Given | SourceState) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
