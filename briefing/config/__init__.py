"""briefing.toml -> frozen settings, one slice for each room. Unknown keys are refused, near misses suggested."""

from __future__ import annotations

import re
import tomllib
from dataclasses import field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from briefing.config.delivering import DeliverSettings, MailSettings, delivering
from briefing.config.gates import GateSettings, ReviewSettings, gates_of, review_of
from briefing.config.logging import LogSettings, log_of
from briefing.config.scheduling import ScheduleSettings, schedule_of
from briefing.config.tables import Place, did_you_mean, duration, record_of, show
from briefing.errors import ConfigError
from briefing.model import Given, Side, Still, Topic, WhenOvertaken
from briefing.model.records import dataclass
from briefing.text.patterns import lazy
from briefing.text.terms import parse, side_of, wanted
from briefing.text.veil import NAMED, for_others, veiled

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

FRAMES = ("en", "ar", "de", "es", "fr", "ru", "uk")
"""The languages that there are headings and dates in, by their codes."""

FullText = Literal["auto", "always", "never"]

_ID = lazy(r"[a-z0-9][a-z0-9_-]*")
_LANGUAGE = lazy(r"([A-Za-z]{2,3})(?:[-_].*)?")
_PAGE = lazy(r"https?://[^\s/{}<>\"]+/(?:[^\s{}<>\"]|\{date\}|\{id\})*")
_COLOUR = lazy(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_FAMILY = lazy(r"[A-Za-z0-9](?:[A-Za-z0-9 -]{0,60}[A-Za-z0-9])?")
_PLACES = ("files", "feed", "page", "opml")
_VARIABLE = lazy(r"[A-Za-z_][A-Za-z0-9_]*")
_TABLES = (
    *("brief", "sources", "sides", "topics", "deliver", "fetch", "theme", "markdown", "schedule", "log", "site", "run"),
    *("gates", "review"),
)


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """What the brief is: its id, title, time zone, the language of its reports, how far back is current.

    `frame` is the language of headings and dates, where it is another than that of the reports. `address` is where an
    issue's page stands on the web; {date} and {id} in it are those of the brief.
    """

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
    frame: str | None = None
    address: str | None = None

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
    `private` allows addresses of this machine and its network. `secret_env` and `secret_file` name the variable, or the
    file, of what is to stand in the address for `{secret}`: that itself is never here.
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
    secret_env: str | None = None
    secret_file: str | None = None

    @property
    def given(self) -> Given:
        """What the settings say of every document of this source."""
        return Given(self.title, self.publisher, self.published, self.url, self.author, self.language)

    @property
    def address(self) -> str:
        """Where a source that is no folder is read from; "" for a folder."""
        return self.feed or self.page or self.opml or ""

    @property
    def key(self) -> tuple[str, str]:
        """What the archive knows it by: its name, and its address without what opens it."""
        return self.name, veiled(self.address)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """By which manners addresses are fetched.

    `contact`, an address of the web or of mail, stands in the User-Agent; `delay` seconds lie between two requests to
    a host, of which `at_once` are asked side by side; after `deadline` seconds the rest waits for the next run.
    """

    contact: str = ""
    delay: float = 1.0
    at_once: int = 32
    deadline: float = 900.0


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """How the brief looks: a colour ("#8a1538"), the typefaces of reports and of the frame, a logo's file, a footer.

    `logo_text` says what the logo shows, for those who do not see it.
    """

    accent: str | None = None
    serif: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    logo: str | None = None
    logo_text: str = ""
    footer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """How the Markdown is written: sources as footnotes, and what it is at its head as YAML."""

    footnotes: bool = False
    front_matter: bool = False


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Whether the archive of all issues (index, search, topics, people, feed) is renewed with each."""

    enabled: bool = True


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How the machine is used: `cores` is the most that read documents at once, 0 for all that the process may use."""

    cores: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration. `folder` is where relative paths count from."""

    brief: BriefSettings = BriefSettings()
    sources: tuple[SourceSettings, ...] = ()
    sides: tuple[Side, ...] = ()
    topics: tuple[Topic, ...] = ()
    deliver: DeliverSettings = field(default_factory=DeliverSettings)
    fetch: FetchSettings = FetchSettings()
    theme: ThemeSettings = ThemeSettings()
    markdown: MarkdownSettings = MarkdownSettings()
    schedule: ScheduleSettings = field(default=ScheduleSettings())
    log: LogSettings = field(default=LogSettings())
    gates: GateSettings = field(default_factory=GateSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    site: SiteSettings = field(default=SiteSettings(), repr=False)  # no brief is another for it
    run: RunSettings = field(default=RunSettings(), repr=False)  # nor for this
    folder: Path = field(default=Path(), compare=False)

    @property
    def mail(self) -> MailSettings | None:
        """How it is mailed by a server, where it is."""
        return self.deliver.mail

    @property
    def templates(self) -> Path | None:
        """The folder of the user's own templates."""
        return self.folder / self.brief.templates if self.brief.templates else None

    @property
    def logo(self) -> Path | None:
        """The file of the theme's logo."""
        return self.folder / self.theme.logo if self.theme.logo else None

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
    except (ValueError, RecursionError) as error:  # numbers without end, tables in tables without end
        raise ConfigError(path, "", f"is not TOML: {error}") from error
    return parse_config(data, path)


def parse_config(data: dict[str, Any], where: Path | str = "briefing.toml") -> Settings:
    """Return the settings that the parsed TOML holds; `where` is named in errors."""
    at = Place(str(where))
    at.only(data, _TABLES)
    settings = Settings(
        brief=_brief(at.key("brief"), data.get("brief", {})),
        sources=_sources(at, data),
        sides=tuple(_side(here, table) for here, table in at.tables("sides", data)),
        topics=tuple(_topic(here, table) for here, table in at.tables("topics", data)),
        deliver=delivering(at.key("deliver"), data.get("deliver", {}), Path(where).parent),
        fetch=_fetch(at.key("fetch"), data.get("fetch", {})),
        theme=_theme(at.key("theme"), data.get("theme", {})),
        markdown=MarkdownSettings(**record_of(at.key("markdown"), data.get("markdown", {}), MarkdownSettings)),
        schedule=schedule_of(at.key("schedule"), data.get("schedule", {})),
        log=log_of(at.key("log"), data.get("log", {})),
        gates=gates_of(at.key("gates"), data.get("gates", {})),
        review=review_of(at.key("review"), data.get("review", {})),
        site=SiteSettings(**record_of(at.key("site"), data.get("site", {}), SiteSettings)),
        run=_run(at.key("run"), data.get("run", {})),
        folder=Path(where).parent,
    )
    if settings.templates and not settings.templates.is_dir():
        raise at.key("brief").key("templates").error(f"{show(str(settings.templates))} is not a folder")
    if settings.logo and not settings.logo.is_file():
        raise at.key("theme").key("logo").error(f"{show(str(settings.logo))} is not a file")
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
    return replace(settings, brief=replace(settings.brief, method=_known_method(Place("--method"), method)))


def _known_method(at: Place, name: str) -> str:
    if name not in METHODS:
        raise at.error(f"{show(name)} is not a method; {did_you_mean(name, METHODS)}")
    return name


def _brief(at: Place, table: Any) -> BriefSettings:
    values = record_of(at, table, BriefSettings, ("window",))
    if "window" in values:
        values["window"] = duration(at.key("window"), values["window"])
    if "id" in values:
        _checked_id(at.key("id"), values["id"])
    if "language" in values:
        values["language"] = _language(at.key("language"), values["language"])
    if values.get("frame", FRAMES[0]) not in FRAMES:
        near = did_you_mean(values["frame"], FRAMES)
        raise at.key("frame").error(f"{show(values['frame'])} is not a language that there are headings in; {near}")
    if "timezone" in values:
        _checked_zone(at.key("timezone"), values["timezone"])
    if "address" in values:
        _checked_page(at.key("address"), values["address"])
    if "method" in values:
        _known_method(at.key("method"), values["method"])
    if values.get("timeline", 0) < 0:
        raise at.key("timeline").error(f"{values['timeline']} is too few; write 0 for no timeline")
    return BriefSettings(**values)


def _language(at: Place, code: str) -> str:
    found = _LANGUAGE.fullmatch(code)
    if not found:
        raise at.error(f'{show(code)} is not a language; write its code, for example "en" or "uk"')
    return found[1].lower()


def _checked_zone(at: Place, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(name, tuple(sorted(available_timezones())), 'write for example "Europe/Lisbon"')
        raise at.error(f"{show(name)} is not a time zone; {near}") from None


def _checked_page(at: Place, address: str) -> None:
    if not _PAGE.fullmatch(address):
        near = 'write for example "https://example.org/briefs/{date}/brief.html"'
        raise at.error(f"{show(address)} is not the address of a page of an issue; {near}")


def _sources(at: Place, data: dict[str, Any]) -> tuple[SourceSettings, ...]:
    found: dict[str, SourceSettings] = {}
    for here, table in at.tables("sources", data):
        source = _source(here, table)
        if source.name in found:
            raise here.key("name").error(f"{show(source.name)} is another source already; give each a name of its own")
        found[source.name] = source
    return tuple(found.values())


def _source(at: Place, table: Any) -> SourceSettings:
    source = SourceSettings(**record_of(at, table, SourceSettings))
    _checked_date(at.key("published"), source.published)
    _checked_amounts(at, source)
    if source.language is not None:
        source = replace(source, language=_language(at.key("language"), source.language))
    places = [name for name in _PLACES if getattr(source, name)]
    if len(places) != 1:
        raise at.error(f"needs exactly one of {', '.join(_PLACES)}; it has {' and '.join(places) or 'none'}")
    _checked_secret(at, source)
    called = source.files or for_others(source.address, by_shape=not source.page)
    return source if source.name else replace(source, name=called)


def _checked_secret(at: Place, source: SourceSettings) -> None:
    """Refuse a secret without a place in the address, a place without a secret, and what may be the secret itself."""
    named = [name for name in ("secret_env", "secret_file") if getattr(source, name) is not None]
    if len(named) > 1:
        raise at.key(named[1]).error(f"is one too many beside {named[0]}; keep one of them")
    if source.secret_env is not None and not _VARIABLE.fullmatch(source.secret_env):
        problem = 'is not the name of a variable; write it as in "BRIEFING_FEED_TOKEN", and not the secret'
        raise at.key("secret_env").error(problem)
    if named and NAMED not in source.address:
        raise at.key(named[0]).error(f"has no place; write {NAMED} where it is to stand in the address")
    if NAMED in source.address and not named:
        raise at.error(f"has {NAMED} in its address; say where that is to be had by secret_env or secret_file")
    if NAMED in source.address.partition("://")[2].partition("/")[0].rpartition("@")[2]:
        raise at.error(f"has {NAMED} in the name of its server, which everybody on the way can read")


def _checked_amounts(at: Place, source: SourceSettings) -> None:
    if not 0 < source.weight <= 1:
        raise at.key("weight").error(f"{source.weight:g} is not above 0 and at most 1, which a source has without it")
    if source.limit is not None and source.limit < 1:
        raise at.key("limit").error(f"{source.limit} is too few; leave it out for all reports of the source")


def _checked_terms(at: Place, source: SourceSettings, sides: tuple[Side, ...]) -> None:
    """Refuse what is no term among those that a report of a source must have, or must not."""
    for name in ("allow", "deny"):
        for number, text in enumerate(getattr(source, name)):
            try:
                term = parse(text)
                if term.kind == "side":
                    side_of(term, sides)
            except ValueError as error:
                raise at.key(name).key(number).error(f"{show(text)} {error}") from None
            if term.sign:
                raise at.key(name).key(number).error(f"{show(text)} takes no + or -; write the words alone")


def _checked_date(at: Place, value: str | None) -> None:
    try:
        datetime.fromisoformat(value or "2025-05-15")
    except ValueError:
        raise at.error(f"{show(value)} is not a date; write it as in 2025-05-15") from None


def _side(at: Place, table: Any) -> Side:
    side = Side(**_with_id(at, table, Side))
    return side if side.names else Side(side.id, side.title, (side.title,))


def _topic(at: Place, table: Any) -> Topic:
    topic = Topic(**_with_id(at, table, Topic))
    if topic.sentences < 1:
        raise at.key("sentences").error(f"{topic.sentences} is too few; a topic shows at least 1")
    return topic


def _with_id(at: Place, table: Any, record: type) -> dict[str, Any]:
    """Return the values of a record that has a title and an id, which may be left out: it is made from the title."""
    at.only(table, tuple(f.name for f in fields(record)))
    title, name = table.get("title"), table.get("id")
    if title is None and name is None:
        raise at.key("title").error("is missing")
    if name is None and isinstance(title, str):
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or re.sub(r"\W+", "-", at.path).strip("-")
    values = record_of(at, {**table, "id": name, "title": title if title is not None else name}, record)
    _checked_id(at.key("id"), values["id"])
    return values


def _checked_id(at: Place, value: str) -> None:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise at.error(f'{show(value)} is not an id; use a-z, 0-9, - and _, as in "us-role"')


def _unique(at: Place, name: str, ids: list[str]) -> None:
    for number, value in enumerate(ids):
        if value in ids[:number]:
            raise at.key(name).key(number).key("id").error(f"{show(value)} is already taken by another of the {name}")


def _run(at: Place, table: Any) -> RunSettings:
    run = RunSettings(**record_of(at, table, RunSettings))
    if run.cores < 0:
        raise at.key("cores").error(f"{run.cores} is too few; write 0 for all that there are")
    return run


def _fetch(at: Place, table: Any) -> FetchSettings:
    fetch = FetchSettings(**record_of(at, table, FetchSettings))
    for name, least in (("delay", 0), ("at_once", 1), ("deadline", 1)):
        if getattr(fetch, name) < least:
            raise at.key(name).error(f"{getattr(fetch, name):g} is too little; it is at least {least}")
    return fetch


def _theme(at: Place, table: Any) -> ThemeSettings:
    theme = ThemeSettings(**record_of(at, table, ThemeSettings))
    if theme.accent is not None and not _COLOUR.fullmatch(theme.accent):
        raise at.key("accent").error(f'{show(theme.accent)} is not a colour; write it as in "#8a1538"')
    for name in ("serif", "sans"):
        for number, family in enumerate(getattr(theme, name)):
            if not _FAMILY.fullmatch(family):
                problem = f"{show(family)} is not the name of a typeface: letters, digits, spaces and dashes"
                raise at.key(name).key(number).error(problem)
    if theme.logo and not theme.logo_text.strip():
        raise at.key("logo_text").error("is missing; say what the logo shows, for those who do not see it")
    return theme
