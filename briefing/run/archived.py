"""The archive -> what the brief of a day may be made of: current reports, background, earlier versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import InputError
from briefing.ingest.detect import ENTRY_SUFFIX
from briefing.ingest.document import checked_date, read_arrival
from briefing.model import SourceState
from briefing.model.records import dataclass
from briefing.run.admitting import admitted, foreign
from briefing.run.health import Standing, health, never_asked
from briefing.run.reading import Harvest
from briefing.store.archive import articles, everywhere, versions
from briefing.store.filing import renew
from briefing.store.search import backgrounds
from briefing.store.sources import held_back, rates, runs, source_states
from briefing.text.terms import parse, side_of
from briefing.text.words import stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefing.config import Settings, SourceSettings
    from briefing.model import Article, OnFile, SourceHealth, Topic

CURRENT = timedelta(days=14)
"""How far back reports count as current where the settings name no window: an archive grows without end."""

BACKGROUND = 40
"""How many older reports a topic that reaches back may draw on."""

RUNS = 60
"""How many runs are looked through for how a source did on an earlier day."""

OLDER = 2
"""How many earlier versions of a report are read beside it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which archive, which of its sources, and for which day; only what it had before `known_by` counts."""

    store: Path
    sources: Mapping[str, SourceSettings]
    day: date
    known_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A report on file as the settings now have it, and whether that differs from what is on file."""

    on_file: OnFile
    article: Article
    renewed: bool = field(default=False)


def newest_day(store: Path, sources: Iterable[str], settings: Settings) -> list[date]:
    """Return the day of the newest report on file of some sources, [] where there is none. Raises StoreError."""
    rated = rates(store, datetime.max.replace(tzinfo=UTC))
    moments = [rated[name].newest for name in sources if name in rated]
    return [max(moment.astimezone(settings.brief.zone).date() for moment in moments if moment)] if any(moments) else []


def archived(shelf: Shelf, settings: Settings, *, keep: bool = False) -> Harvest:
    """Return what the archive has for the brief of a day, and how the sources do that are fetched.

    What another version of the program or other settings have read is read again, and with `keep` kept so. Raises
    StoreError.
    """
    asked = (*_current(shelf, settings), *_background(shelf, settings))
    found = {one.id: one for one in asked if (one.article.published.day or shelf.day) <= shelf.day}
    read = [_as_configured(other, shelf.sources) for one in found.values() for other in _everywhere(shelf, one)]
    if keep:
        _keep(shelf.store, read)
    let_in = _let_in(read, shelf, settings)
    chains = [_chain(shelf, one) for one in let_in]
    reports = tuple(article for chain in chains for article in chain)
    revised = {old.key: new.key for chain in chains for old, new in pairwise(chain)}
    return Harvest(reports, health_of(shelf, settings, [one.article for one in let_in]), (), revised)


def _current(shelf: Shelf, settings: Settings) -> tuple[OnFile, ...]:
    return articles(shelf.store, dict.fromkeys(shelf.sources), _start(settings, shelf.day), shelf.known_by)


def _background(shelf: Shelf, settings: Settings) -> list[OnFile]:
    """Return the older reports that topics may draw on which reach back."""
    before = _start(settings, shelf.day)
    asked = [words_of(topic, settings) for topic in settings.topics if topic.reach == "all"]
    found = backgrounds(shelf.store, asked, shelf.sources, before=before, most=BACKGROUND, known_by=shelf.known_by)
    return [one for of_topic in found for one in of_topic]


def words_of(topic: Topic, settings: Settings) -> list[str]:
    """Return what a topic's terms, and the words of its title, are searched for by."""
    terms = [parse(term) for term in topic.terms]
    plain = [one.words for one in terms if one.kind in {"phrase", "prefix"} and one.sign != "-"]
    exact = [f'"{one.words}"' for one in terms if one.kind == "exact" and one.sign != "-"]
    sides = [side_of(one, settings.sides) for one in terms if one.kind == "side" and one.sign != "-"]
    stops = stop_words(settings.brief.language)
    title = [token.text for token in tokenise(topic.title) if token.text.lower() not in stops]
    return [*plain, *exact, *(name for side in sides for name in side.names), *title]


def _start(settings: Settings, day: date) -> datetime:
    """Return when the window begins that ends as the brief's day does."""
    midnight = datetime.combine(day, time(), settings.brief.zone)
    return (midnight - (settings.brief.window or CURRENT)).astimezone(UTC)


def _as_configured(one: OnFile, sources: Mapping[str, SourceSettings]) -> _Read:
    """Return a report as this version of the program reads it, with what the settings now say of its source."""
    general = sources[one.arrival.source].given
    if one.reader == __version__ and one.arrival.general == general:
        return _Read(one, one.article)
    arrival = replace(one.arrival, general=general)
    try:
        return _Read(replace(one, arrival=arrival), checked_date(read_arrival(arrival), one.since), renewed=True)
    except InputError:  # what an earlier version could read stays as it read it
        return _Read(one, one.article)


def _keep(store: Path, read: Iterable[_Read]) -> None:
    again = [(one.on_file, one.on_file.arrival, one.article) for one in read if one.renewed]
    if again:
        renew(store, again, __version__)


def _everywhere(shelf: Shelf, one: OnFile) -> tuple[OnFile, ...]:
    """Return a report as each source has it, the one that stands for it first: another may be let in that it is not."""
    several = sum(name in shelf.sources for name in one.sources) > 1
    return everywhere(shelf.store, one, shelf.sources, shelf.known_by) if several else (one,)


def _let_in(read: Sequence[_Read], shelf: Shelf, settings: Settings) -> list[_Read]:
    """Return what the settings of its source let in, in its order; what several had, as the first that lets it in."""
    by_source: dict[str, list[Article]] = {}
    for one in read:
        by_source.setdefault(one.on_file.arrival.source, []).append(one.article)
    kept = {
        (name, article.key)
        for name, found in by_source.items()
        for article in admitted(found, shelf.sources[name], settings.sides, settings.brief.language)
    }
    let_in: dict[int, _Read] = {}
    for one in read:
        if (one.on_file.arrival.source, one.article.key) in kept:
            let_in.setdefault(one.on_file.id, one)
    return [*let_in.values()]


def _chain(shelf: Shelf, one: _Read) -> list[Article]:
    """Return a report and its earlier versions, the oldest first; the newest says that it has been changed."""
    if one.on_file.revisions < 2:
        return [one.article]
    earlier = [old.article for old in versions(shelf.store, one.on_file.id, shelf.known_by)]
    told = [old for old in earlier if old.key != one.article.key and _is_entry(old) == _is_entry(one.article)]
    if not told:
        return [one.article]
    since = f"changed since it was first seen, {one.on_file.since:%Y-%m-%d %H:%M} UTC"
    return [*told[-OLDER:], replace(one.article, notes=(*one.article.notes, since))]


def _is_entry(article: Article) -> bool:
    """Return whether it is what a feed had of a report: the report's page is then no later version, but the whole."""
    return article.path.endswith(ENTRY_SUFFIX)


def health_of(shelf: Shelf, settings: Settings, found: Iterable[Article] = ()) -> tuple[SourceHealth, ...]:
    """Return how the sources do, seen from `known_by`, else the end of the day; `found` is what a brief is made from.

    Raises StoreError.
    """
    counts = Counter(article.source for article in found)
    states = source_states(shelf.store)
    if shelf.known_by:
        states = {key: _as_of(shelf.known_by, state, shelf.store) for key, state in states.items()}
    given = {gave.source: gave for run in runs(shelf.store, 1, shelf.known_by) for gave in run.gave}
    evening = datetime.combine(shelf.day + timedelta(days=1), time(), settings.brief.zone)
    rated = rates(shelf.store, shelf.known_by or evening.astimezone(UTC))
    held = held_back(shelf.store)
    known = {name: Standing(rated.get(name), given.get(name), held.get(name, 0)) for name in shelf.sources}
    found_states = {name: states.get((name, one.key[1])) for name, one in shelf.sources.items()}
    told = (
        health(state, known[name], counts[name]) if state else never_asked(name) for name, state in found_states.items()
    )
    return tuple(_told_foreign(one, shelf.sources[one.name], settings) for one in told)


def _as_of(moment: datetime, state: SourceState, store: Path) -> SourceState:
    """Return the state of a source as the runs before a moment left it, as far as they tell."""
    if state.last_try is None or state.last_try < moment:
        return state
    told = [
        (run.started, gave.problem)
        for run in runs(store, RUNS, moment)
        for gave in run.gave
        if gave.source == state.name
    ]
    failed = list(takewhile(lambda one: one[1], told))
    last = told[len(failed)][0] if len(failed) < len(told) else None
    problem = failed[0][1] if failed else ""
    return SourceState(state.name, state.address, last_success=last, failures=len(failed), problem=problem)


def _told_foreign(one: SourceHealth, source: SourceSettings, settings: Settings) -> SourceHealth:
    return one if one.detail else replace(one, detail=foreign(source, settings.brief.language) or None)
