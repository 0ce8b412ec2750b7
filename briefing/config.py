"""briefing.toml -> frozen settings, one slice for each room. Unknown keys are refused, near misses suggested."""

from __future__ import annotations

import difflib
import re
import tomllib
import types
import typing
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from briefing.errors import ConfigError
from briefing.model import Given, Side, Still, Topic, WhenOvertaken
from briefing.text.terms import parse, side_of, wanted

METHODS = (
    "coverage",
    "lex-rank",
    "text-rank",
    "lsa",
    "luhn",
    "kl",
    "sum-basic",
    "reduction",
    "edmundson",
)
"""The methods of choosing by their names, the house method first."""

FullText = Literal["auto", "always", "never"]

_DURATION = re.compile(r"(\d{1,6})\s*([hdw])")
_LONGEST = timedelta(days=36_500)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_PLACES = ("files", "feed", "page", "opml")


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """What the brief is: its id, title, time zone, the language of its reports, how far back is current."""

    id: str = "brief"
    title: str = "Brief"
    timezone: str = "UTC"
    language: str = "en"
    window: timedelta | None = None
    method: str = "coverage"
    templates: str | None = None
    still: Still = "short"
    store: str | None = None
    figures: bool = True
    timeline: int = 12
    people: bool = True
    overtaken: WhenOvertaken = "drop"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where reports come from, exactly one of files, feed, page, opml, and what is known of all that come from it.

    `weight` in (0, 1] is what its sentences are worth beside those of others; `limit` how many of its reports, the
    newest, an issue takes. A report needs one of the terms of `allow`, where there are any, and none of `deny`.
    `full_text` says whether the pages that a feed links to are fetched: "auto" where the feed has only a summary.
    `private` allows addresses of this machine and its network.
    """

    name: str = ""
    files: str | None = None
    feed: str | None = None
    page: str | None = None
    opml: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    weight: float = 1.0
    limit: int | None = None
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    full_text: FullText = "auto"
    private: bool = False

    @property
    def given(self) -> Given:
        """What the settings say of every document of this source."""
        return Given(self.title, self.publisher, self.published, self.url, self.author, self.language)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where the brief is mailed to; the password is never here, only the name of the variable that holds it."""

    from_: str = ""
    to: tuple[str, ...] = ()
    server: str | None = None
    user: str | None = None
    password_env: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration. `folder` is where relative paths count from."""

    brief: BriefSettings = BriefSettings()
    sources: tuple[SourceSettings, ...] = ()
    sides: tuple[Side, ...] = ()
    topics: tuple[Topic, ...] = ()
    mail: MailSettings | None = None
    folder: Path = field(default=Path(), compare=False)

    @property
    def templates(self) -> Path | None:
        """The folder of the user's own templates."""
        return self.folder / self.brief.templates if self.brief.templates else None

    @property
    def store(self) -> Path | None:
        """The file that remembers what the issues showed, where the settings name it."""
        return self.folder / self.brief.store if self.brief.store else None


def load_config(path: str | Path) -> Settings:
    """Return the settings of a briefing.toml.

    Raises ConfigError that names file, key, value and what would be right.
    """
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(path, "", "there is no such file") from None
    except OSError as error:
        raise ConfigError(path, "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, "", f"is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, "", f"is not TOML: {error}") from error
    return parse_config(data, path)


def parse_config(data: dict[str, Any], where: Path | str = "briefing.toml") -> Settings:
    """Return the settings that the parsed TOML holds; `where` is named in errors."""
    at = _Place(str(where))
    at.only(data, ("brief", "sources", "sides", "topics", "deliver"))
    settings = Settings(
        brief=_brief(at.key("brief"), data.get("brief", {})),
        sources=tuple(_source(here, table) for here, table in at.tables("sources", data)),
        sides=tuple(_side(here, table) for here, table in at.tables("sides", data)),
        topics=tuple(_topic(here, table) for here, table in at.tables("topics", data)),
        mail=_mail(at.key("deliver"), data.get("deliver", {})),
        folder=Path(where).parent,
    )
    if settings.templates and not settings.templates.is_dir():
        raise at.key("brief").key("templates").error(f"{_show(str(settings.templates))} is not a folder")
    for number, source in enumerate(settings.sources):
        _checked_terms(at.key("sources").key(number), source, settings.sides)
    for number, topic in enumerate(settings.topics):
        wanted(topic, settings.sides, at.file, at.key("topics").key(number).path)
    _unique(at, "topics", [topic.id for topic in settings.topics])
    _unique(at, "sides", [side.id for side in settings.sides])
    if not settings.topics:
        raise at.key("topics").error("there is none; a brief needs at least one [[topics]] with a title")
    return settings


def with_method(settings: Settings, method: str) -> Settings:
    """Return the settings with another method of choosing. Raises ConfigError where there is no such method."""
    return replace(settings, brief=replace(settings.brief, method=_known_method(_Place("--method"), method)))


def _known_method(at: _Place, name: str) -> str:
    if name not in METHODS:
        raise at.error(f"{_show(name)} is not a method; {did_you_mean(name, METHODS)}")
    return name


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file a value stands, for messages."""

    file: str
    path: str = ""

    def key(self, name: str | int) -> _Place:
        if isinstance(name, int):
            return _Place(self.file, f"{self.path}[{name + 1}]")
        return _Place(self.file, f"{self.path}.{name}" if self.path else name)

    def error(self, problem: str) -> ConfigError:
        return ConfigError(self.file, self.path, problem)

    def only(self, table: Any, known: tuple[str, ...]) -> None:
        """Refuse what is no table and keys that are not known."""
        if not isinstance(table, dict):
            raise self.error(f"{_show(table)} is not a table; write [{self.path}] and its keys below")
        for name in table:
            if name not in known:
                raise self.key(name).error(f"there is no such key; {did_you_mean(name, known)}")

    def tables(self, name: str, data: dict[str, Any]) -> list[tuple[_Place, Any]]:
        value, here = data.get(name, []), self.key(name)
        if not isinstance(value, list):
            raise here.error(f"is to be a list of tables; write [[{name}]], in double brackets, for each")
        return [(here.key(number), table) for number, table in enumerate(value)]


def _record(at: _Place, table: Any, record: type, special: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values for the fields of a record class, types checked; `special` keys are left as they are."""
    hints = typing.get_type_hints(record)
    names = {f.name.rstrip("_"): f for f in fields(record)}
    at.only(table, tuple(names))
    for name, f in names.items():
        if f.default is MISSING and f.default_factory is MISSING and name not in table:
            raise at.key(name).error("is missing")
    return {
        names[name].name: value if name in special else _typed(at.key(name), value, hints[names[name].name])
        for name, value in table.items()
    }


def _typed(at: _Place, value: Any, hint: Any) -> Any:
    choices = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        hint = next(choice for choice in choices if choice is not type(None))
    if typing.get_origin(hint) is Literal:
        if value not in choices:
            raise at.error(f"{_show(value)} is not one of {', '.join(map(repr, choices))}")
        return value
    if typing.get_origin(hint) is tuple:
        return _strings(at, value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise at.error(f"{_show(value)} is not {_WORDS[hint]}")
    return value


_WORDS = {
    str: 'text; write it in quotation marks, "..."',
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def _strings(at: _Place, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise at.error(f'{_show(value)} is not a list of texts; write ["...", "..."]')
    return tuple(value)


def _brief(at: _Place, table: Any) -> BriefSettings:
    values = _record(at, table, BriefSettings, ("window",))
    if "window" in values:
        values["window"] = _duration(at.key("window"), values["window"])
    if "id" in values:
        _checked_id(at.key("id"), values["id"])
    if "language" in values:
        values["language"] = _language(at.key("language"), values["language"])
    if "timezone" in values:
        _checked_zone(at.key("timezone"), values["timezone"])
    if "method" in values:
        _known_method(at.key("method"), values["method"])
    if values.get("timeline", 0) < 0:
        raise at.key("timeline").error(f"{values['timeline']} is too few; write 0 for no timeline")
    return BriefSettings(**values)


def _language(at: _Place, code: str) -> str:
    found = _LANGUAGE.fullmatch(code)
    if not found:
        raise at.error(f'{_show(code)} is not a language; write its code, for example "en" or "uk"')
    return found[1].lower()


def _checked_zone(at: _Place, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(name, tuple(sorted(available_timezones())), 'write for example "Europe/Lisbon"')
        raise at.error(f"{_show(name)} is not a time zone; {near}") from None


def _duration(at: _Place, value: Any) -> timedelta:
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    length = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if not timedelta() < length <= _LONGEST:
        raise at.error(f'{_show(value)} is not a length of time; write for example "36h", "3d" or "2w"')
    return length


def _source(at: _Place, table: Any) -> SourceSettings:
    source = SourceSettings(**_record(at, table, SourceSettings))
    _checked_date(at.key("published"), source.published)
    _checked_amounts(at, source)
    places = [name for name in _PLACES if getattr(source, name)]
    if len(places) != 1:
        raise at.error(f"needs exactly one of {', '.join(_PLACES)}; it has {' and '.join(places) or 'none'}")
    return source if source.name else replace(source, name=getattr(source, places[0]))


def _checked_amounts(at: _Place, source: SourceSettings) -> None:
    if not 0 < source.weight <= 1:
        raise at.key("weight").error(f"{source.weight:g} is not above 0 and at most 1, which a source has without it")
    if source.limit is not None and source.limit < 1:
        raise at.key("limit").error(f"{source.limit} is too few; leave it out for all reports of the source")


def _checked_terms(at: _Place, source: SourceSettings, sides: tuple[Side, ...]) -> None:
    """Refuse what is no term among those that a report of a source must have, or must not."""
    for name in ("allow", "deny"):
        for number, text in enumerate(getattr(source, name)):
            try:
                term = parse(text)
                if term.kind == "side":
                    side_of(term, sides)
            except ValueError as error:
                raise at.key(name).key(number).error(f"{_show(text)} {error}") from None
            if term.sign:
                raise at.key(name).key(number).error(f"{_show(text)} takes no + or -; write the words alone")


def _checked_date(at: _Place, value: str | None) -> None:
    try:
        datetime.fromisoformat(value or "2025-05-15")
    except ValueError:
        raise at.error(f"{_show(value)} is not a date; write it as in 2025-05-15") from None


def _side(at: _Place, table: Any) -> Side:
    side = Side(**_with_id(at, table, Side))
    return side if side.names else Side(side.id, side.title, (side.title,))


def _topic(at: _Place, table: Any) -> Topic:
    topic = Topic(**_with_id(at, table, Topic))
    if topic.sentences < 1:
        raise at.key("sentences").error(f"{topic.sentences} is too few; a topic shows at least 1")
    return topic


def _with_id(at: _Place, table: Any, record: type) -> dict[str, Any]:
    """Return the values of a record that has a title and an id, which may be left out: it is made from the title."""
    at.only(table, tuple(f.name for f in fields(record)))
    title, name = table.get("title"), table.get("id")
    if title is None and name is None:
        raise at.key("title").error("is missing")
    if name is None and isinstance(title, str):
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or re.sub(r"\W+", "-", at.path).strip("-")
    values = _record(at, {**table, "id": name, "title": title if title is not None else name}, record)
    _checked_id(at.key("id"), values["id"])
    return values


def _checked_id(at: _Place, value: str) -> None:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise at.error(f'{_show(value)} is not an id; use a-z, 0-9, - and _, as in "us-role"')


def _unique(at: _Place, name: str, ids: list[str]) -> None:
    for number, value in enumerate(ids):
        if value in ids[:number]:
            raise at.key(name).key(number).key("id").error(f"{_show(value)} is already taken by another of the {name}")


def _mail(at: _Place, table: Any) -> MailSettings | None:
    at.only(table, ("mail",))
    if "mail" not in table:
        return None
    here = at.key("mail")
    return MailSettings(**_record(here, table["mail"], MailSettings))


def did_you_mean(name: str, known: tuple[str, ...], otherwise: str = "") -> str:
    """Return words that suggest what was meant by a name that is none of the known ones."""
    near = difflib.get_close_matches(str(name), known, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or f"known are: {', '.join(known)}"


def _show(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 80 else text[:77] + "..."
