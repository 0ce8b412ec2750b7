"""A folder to start from: a configuration that explains itself, a place for reports; and whether its sources answer."""

from __future__ import annotations

import json
import os
import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.config import parse_config
from briefing.errors import ConfigError, InputError, OutputError
from briefing.ingest.feeds import parse_feed
from briefing.ingest.fetch import Fetched, Request
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefing.config import Settings

CONFIG = "briefing.toml"
ARTICLES = "articles"

_REMOTE = lazy(r"https?://", re.IGNORECASE)
_README = """# Reports

Save reports here, one a file: web pages (whole), text, Markdown, PDF, Word, mail. Folders below count too.
A report that does not say who published it, and when, can be told so in a file of the same name that ends in .toml:

    title = "Minutes of the port council"
    publisher = "Port of Lissen"
    published = "2025-05-14"

This file is no report: what is called README is not read.
"""
_TITLE = "Brief"
_ANY = """[[topics]]
title = "Main points" # to begin with: words that news of all kinds has. Name what you want to know instead
terms = ["announce*", "decide*", "agree*", "demand*", "offer*", "reject*", "warn*", "plan*", "percent"]
"""
_IGNORED = "/out/\n/briefing.log*\n"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new brief is to be. `sources` are addresses of feeds, or files and folders, seen from where one stands.

    The mail is switched on where it is known from whom (`sender`), to whom and by which server it goes.
    """

    title: str = _TITLE
    language: str = "en"
    timezone: str = "UTC"
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    sender: str = ""
    server: str = ""
    at: str = "07:00"
    days: str = "mon-sun"


def begin(folder: Path, wishes: Wishes) -> tuple[Settings, tuple[Path, ...]]:
    """Write the files to start from into a folder; return the settings and what was written.

    Nothing that is there is overwritten. Raises ConfigError for a wish that cannot be or where there is a configuration
    already, and OutputError for a file that cannot be written; the configuration comes last.
    """
    config = folder / CONFIG
    if config.exists() or config.is_symlink():
        raise ConfigError(config, "", "is there already, and nothing was changed; name another folder")
    text, settings = checked(wishes, folder)
    files = {folder / ARTICLES / "README.md": _README, folder / ".gitignore": _IGNORED, config: text}
    return settings, tuple(path for path, content in files.items() if _written(path, content))


def checked(wishes: Wishes, folder: Path) -> tuple[str, Settings]:
    """Return the text of the configuration and its settings. Raises ConfigError for a wish that cannot be."""
    text = config_text(wishes, folder)
    return text, parse_config(tomllib.loads(text), folder / CONFIG)


def _written(path: Path, text: str) -> bool:
    """Write a file that is not there yet; return whether it was not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror}") from error
    return True


# --- the configuration's text


def config_text(wishes: Wishes, folder: Path) -> str:
    """Return the text of a configuration that stands in a folder."""
    template = Template(resources.files("briefing.run").joinpath("starting.toml").read_text(encoding="utf-8"))
    title = _line(wishes.title) or _TITLE
    return template.substitute(
        comment=title,
        id=_quoted(_id(title)),
        title=_quoted(title),
        timezone=_quoted(wishes.timezone),
        language=_quoted(wishes.language),
        sources=_sources(wishes.sources, folder),
        topics="\n".join(_tables("topics", ({"title": one} for one in _unique(wishes.topics)))) or _ANY,
        mail=_mail(wishes),
        at=_quoted(wishes.at),
        days=_quoted(wishes.days),
    )


def _sources(named: Iterable[str], folder: Path) -> str:
    """Return the tables of the sources; the folder of saved reports is one only where there is no other.

    It would be empty, and be told of as ill each morning.
    """
    saved = {"name": "Saved reports", "files": f"{ARTICLES}/**/*"}
    others = [{"feed": name} if _REMOTE.match(name) else {"files": _from(folder, name)} for name in _unique(named)]
    off = "".join(f"#{line}\n" for line in next(_tables("sources", [saved])).splitlines()) if others else ""
    return off + ("\n" if off else "") + "\n".join(_tables("sources", others or [saved]))


def _from(folder: Path, name: str) -> str:
    """Return a path as the configuration writes it: from its folder where it lies below that, else absolute."""
    path, root = (Path(os.path.normpath(one.absolute())) for one in (Path(name).expanduser(), folder))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _mail(wishes: Wishes) -> str:
    """Return the table of the mail: switched off where something is missing that it cannot go without."""
    off = "" if wishes.sender and wishes.to and wishes.server else "#"
    to = ", ".join(map(_quoted, wishes.to or ("reader@example.org",)))
    lines = (
        f"{off}[deliver.mail]",
        f"{off}from = {_quoted(wishes.sender or 'The desk <desk@example.org>')}",
        f"{off}to = [{to}]",
        f"{off}server = {_quoted(wishes.server or 'smtp.example.org:587')}",
        '#user = "desk" # to log in with, and where the password is:',
        '#password_env = "BRIEFING_SMTP_PASSWORD" # the name of the variable that holds it',
    )
    return "\n".join(lines) + "\n"


def _tables(name: str, tables: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for table in tables:
        keys = "".join(f"{key} = {_quoted(value)}\n" for key, value in table.items())
        yield f"[[{name}]]\n{keys}"


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in map(_line, texts) if line))


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _id(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "brief"


# --- what is tried


def try_sources(
    settings: Settings, fetch: Callable[[Iterable[Request]], Iterator[Fetched]]
) -> Iterator[tuple[str, str]]:
    """Fetch each feed of the settings once; yield its name and what is wrong with it, "" if nothing."""
    feeds = [source for source in settings.sources if source.feed and _REMOTE.match(source.feed)]
    by_request = {Request(source.feed or "", kind="feed", private=source.private): source for source in feeds}
    found = {fetched.request: _problem(fetched) for fetched in fetch(by_request)}
    for request, source in by_request.items():
        yield source.name, found.get(request, "no answer")


def _problem(fetched: Fetched) -> str:
    if fetched.problem:
        return fetched.problem
    try:
        return "" if parse_feed(fetched.body, fetched.url, fetched.content_type).entries else "has no entries"
    except InputError as error:
        return str(error)


def local_zone() -> str:
    """Return the IANA name of the machine's time zone, "UTC" where it is not told."""
    link = Path("/etc/localtime")
    linked = str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else ""
    named = [name.removeprefix("Etc/") for name in (os.environ.get("TZ", "").lstrip(":"), linked)]
    return next((name for name in named if name and _is_zone(name)), "UTC")


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
