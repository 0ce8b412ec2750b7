"""Every source asked once, to see whether it can be read. Nothing is filed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, InputError
from briefing.ingest.feeds import parse_feed
from briefing.ingest.fetch import Request, due
from briefing.ingest.opml import parse_opml
from briefing.model.records import dataclass
from briefing.run import arriving
from briefing.run.asking import asks, feeds_of, listed, local_bytes
from briefing.run.opening import closed, met, opened, secrets_of
from briefing.run.reading import read_files
from briefing.store.sources import source_states
from briefing.text.masking import shown, without_tokens
from briefing.text.veil import without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from briefing.config import Settings
    from briefing.ingest.fetch import Fetched
    from briefing.run.asking import Ask


@dataclass(frozen=True, slots=True)
class Tried:
    """What a source gave: a count in words, or what is wrong, "" if nothing; `grave`: it could not be read at all.

    `behind` is how far this machine's clock is behind the server's, None where that is not known.
    """

    source: str
    gave: str = ""
    problem: str = ""
    grave: bool = False
    behind: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """By which settings sources are tried, how addresses are fetched, and what time it is when one has answered."""

    settings: Settings
    store: Path
    fetch: Callable[[Iterable[Request]], Iterator[Fetched]]
    clock: Callable[[], datetime]


def tried(trial: Trial) -> Iterator[Tried]:
    """Yield what came of each source: folders first, then what is fetched as it comes, the feeds of lists last.

    Raises StoreError.
    """
    for health in read_files(trial.settings).health:
        if health.status == "failed":
            yield Tried(health.name, problem=health.detail or "could not be read", grave=not health.articles)
        else:
            nothing = "" if health.articles else "there is nothing in it"
            yield Tried(health.name, _counted(health.articles, "report"), health.detail or nothing)
    asked = [ask for ask in asks(trial.settings.sources) if ask.remote or ask.kind == "lists"]
    openable, shut = _opened(trial, asked)
    yield from shut
    lists = [ask for ask in openable if ask.kind == "lists"]
    yield from _fetched(trial, [ask for ask in openable if ask.kind != "lists"])
    for ask, body, problem in _listing(trial, lists):
        feeds, wrong = _feeds_of(ask, body) if not problem else ((), problem)
        yield Tried(ask.source.name, _counted(len(feeds), "feed"), _unsaid(ask, wrong), grave=bool(wrong))
        yield from _fetched(trial, feeds)


def _opened(trial: Trial, asked: Sequence[Ask]) -> tuple[list[Ask], list[Tried]]:
    """Return the addresses with the secrets that their settings name, and what is wrong with the others."""
    found, shut = [], []
    for ask in asked:
        try:
            found.append(opened(ask, trial.settings.folder))
        except ConfigError as error:
            shut.append(Tried(ask.source.name, problem=str(error), grave=True))
    secrets_of(found)
    return found, shut


def _unsaid(ask: Ask, problem: str, fetched: Fetched | None = None) -> str:
    """Return what is wrong with an address without what opens it."""
    return without(problem, secrets_of([ask]) | (met(fetched) if fetched else set()))


def _fetched(trial: Trial, wanted: Sequence[Ask]) -> Iterator[Tried]:
    """Yield what came of feeds and pages; a server that has named a time to come back is left alone until then."""
    states = source_states(trial.store)
    by_request: dict[Request, list[Ask]] = {}
    for ask in wanted:
        state = states.get(ask.key)
        if state and not due(trial.clock(), None, state.retry_at):
            yield Tried(ask.source.name, problem=f"not asked: its server does not want to be before {state.retry_at}")
        else:
            by_request.setdefault(_request(ask), []).append(ask)
    for fetched in trial.fetch(by_request):
        behind = fetched.server_time - trial.clock() if fetched.server_time else None
        for ask in by_request[fetched.request]:
            tried_one = _read(ask, closed(fetched, secrets_of([ask]) | met(fetched)), behind)
            yield replace(tried_one, problem=_unsaid(ask, tried_one.problem, fetched))


def _request(ask: Ask) -> Request:
    return Request(ask.whole, kind="page" if ask.kind == "page" else "feed", private=ask.source.private)


def _read(ask: Ask, fetched: Fetched, behind: timedelta | None) -> Tried:
    name = ask.source.name
    try:
        gave = "" if fetched.problem else _page(ask, fetched) if ask.kind == "page" else _feed(fetched)
    except InputError as error:
        return Tried(name, problem=without_tokens(str(error), ask.address), grave=True, behind=behind)
    if fetched.problem:
        return Tried(name, problem=fetched.problem, grave=True, behind=behind)
    moved = f"has moved for good to {shown(fetched.moved_to)}; write that" if fetched.moved_to else ""
    return Tried(name, gave, moved or ("" if gave else "it has no entry"), behind=behind)


def _feed(fetched: Fetched) -> str:
    feed = parse_feed(fetched.body, fetched.url, fetched.content_type)
    notes = [note for note in feed.notes if note.startswith("cut off")]
    if notes:
        raise InputError(fetched.url, notes[0])
    return _counted(len(feed.entries), "entry", "entries") if feed.entries else ""


def _page(ask: Ask, fetched: Fetched) -> str:
    filing = arriving.read(arriving.page_arrival(fetched.url, fetched.body, fetched.content_type, ask))
    if filing.article is None:
        raise InputError(fetched.url, filing.problem)
    return _counted(len(filing.article.text), "character")


def _listing(trial: Trial, lists: Sequence[Ask]) -> Iterator[tuple[Ask, bytes, str]]:
    """Yield each list of feeds with what it holds, and what was wrong with it, "" if nothing."""
    for ask in lists:
        if ask.remote:
            found = next(iter(trial.fetch([_request(ask)])))
            yield ask, found.body, found.problem
            continue
        try:
            yield ask, local_bytes(ask, trial.settings), ""
        except InputError as error:
            yield ask, b"", str(error)


def _feeds_of(ask: Ask, body: bytes) -> tuple[tuple[Ask, ...], str]:
    try:
        return feeds_of(ask, listed(parse_opml(body, ask.address), ())), ""
    except InputError as error:
        return (), without_tokens(str(error))


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
