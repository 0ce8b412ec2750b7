"""Articles -> the brief of a day. Pure: the clock and the past are arguments."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.compose import Frame, accounts, compose, past_of
from briefing.errors import ConfigError, InputError, NothingToBriefError
from briefing.ingest.detect import ENTRY_SUFFIX
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.model import Past, Step, unseen
from briefing.model.records import dataclass
from briefing.run.memory import REMEMBERED
from briefing.run.reading import Harvest
from briefing.summarise import Wishes, asks_for_something, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefing.config import Settings
    from briefing.model import Account, Article, Brief, Selection, SourceHealth


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, the articles that it was made from, by their ids in it, and those that held no sentence.

    `accounts` tell what became of every sentence.
    """

    brief: Brief
    articles: dict[str, Article]
    problems: tuple[InputError, ...] = ()
    accounts: tuple[Account, ...] = ()


def digest(  # noqa: PLR0913 - what a brief is made of, and who looks on
    found: Harvest,
    settings: Settings,
    day: date | None = None,
    now: datetime | None = None,
    past: Past = Past(),  # noqa: B008 - frozen
    *,
    told: Callable[[Step], None] = unseen,
) -> Made:
    """Return the brief of a day, of the articles that it could know. Without a day, it is that of the newest article.

    `now` is the moment that the brief says it was made at; without it, the newest moment of what it was made from.
    `past` is what the issues of the brief showed; those of the day and after it do not count. `told` hears how
    far it is. Raises NothingToBriefError where no article is left and no fetched source was well, or no day can be
    told.
    """
    day = day or _newest_day(found.articles)
    known = tuple(a for a in found.articles if not a.published.day or a.published.day <= day)
    if not found.articles and not found.quiet:
        raise NothingToBriefError("there is no report to make a brief of")
    if found.articles and not known:
        raise NothingToBriefError(f"every report that was read is dated after {day}; give a later --date")
    _refuse_empty_topics(settings)
    past = past.before(day, REMEMBERED)
    wishes = _wishes(settings, day, past, found.revised)
    selection = select(known, settings.topics, wishes, told)
    later = len(found.articles) - len(known)
    told(Step("choose", "the brief is put together"))
    frame = _frame(settings, day, now or _made_at(known, settings, day), known, past)
    brief = compose(selection, replace(frame, health=_with_stale(found, settings, day), later=later))
    keys = {article.sha256 + article.path: article for article in known}
    articles = {source.id: keys[source.sha256 + source.path] for source in brief.articles}
    accounted = accounts(selection, {article.key: id_ for id_, article in articles.items()})
    return Made(brief, articles, _without_report(selection, found.health), accounted)


def _refuse_empty_topics(settings: Settings) -> None:
    for topic in settings.topics:
        if not asks_for_something(topic, settings.brief.language):
            raise ConfigError(
                "topics", topic.id, "nothing to look for: its title, about and terms hold no telling word"
            )


def _without_report(selection: Selection, health: Iterable[SourceHealth]) -> tuple[InputError, ...]:
    """Return the files that hold no report; what was fetched, or is a feed's, may be a title alone and no mistake."""
    fetched = {source.name for source in health if source.last_success}
    empty = [reading.article for reading in selection.readings if not reading.sentences]
    files = [one for one in empty if one.source not in fetched and not one.path.endswith(ENTRY_SUFFIX)]
    return tuple(InputError(article.path, "no report in it: nothing but headings and furniture") for article in files)


def build(
    articles: Sequence[Article],
    settings: Settings,
    *,
    date: str | date,
    now: str | datetime | None = None,
    earlier: Iterable[Brief] = (),
) -> Brief:
    """Return the brief of a day, of the articles that it could know; `date` and `now` are ISO 8601.

    `earlier` are the issues that it is to be new against; those of its day and after it do not count.

    Raises NothingToBriefError where no article is left, ValueError where `date` or `now` is not one.
    """
    day = datetime.fromisoformat(date).date() if isinstance(date, str) else date
    day = day.date() if isinstance(day, datetime) else day
    moment = datetime.fromisoformat(now) if isinstance(now, str) else now
    if moment and moment.tzinfo is None:
        raise ValueError(f"now={now!s} says no time zone")
    found = Harvest(infer_publishers(infer_dates(tuple(articles))), (), ())
    return digest(found, settings, day, moment, past_of(earlier)).brief


def _newest_day(articles: Iterable[Article]) -> date:
    days = [article.published.day for article in articles if article.published.day]
    if not days:
        raise NothingToBriefError("no report says when it was published; give the brief's day by --date")
    return max(days)


def _with_stale(found: Harvest, settings: Settings, day: date) -> tuple[SourceHealth, ...]:
    """Return how the sources did, with those marked that have had nothing within the window."""
    newest = {
        source.name: max(
            (a.published.day for a in found.articles if a.source == source.name and a.published.day), default=None
        )
        for source in found.health
    }
    return tuple(_stale(source, newest[source.name], settings.brief.window, day) for source in found.health)


def _stale(source: SourceHealth, newest: date | None, window: timedelta | None, day: date) -> SourceHealth:
    if source.status != "ok" or not newest or not window or newest >= day - window:
        return source
    told = f"its newest report is of {newest}, before the window"
    return replace(source, status="stale", detail="; ".join(filter(None, (source.detail, told))))


def _made_at(articles: Iterable[Article], settings: Settings, day: date) -> datetime:
    zone = settings.brief.zone
    moments = [
        published.moment or datetime.combine(published.day, time(), zone)
        for published in (article.published for article in articles)
        if published.day
    ]
    return max(moments, default=datetime.combine(day, time(), zone)).astimezone(UTC)


def _wishes(settings: Settings, day: date, past: Past, revised: Mapping[str, str]) -> Wishes:
    brief = settings.brief
    wishes = Wishes(day, brief.window, settings.sides, brief.language, brief.method, past, brief.overtaken)
    return replace(wishes, weights=_weights(settings), revised=revised)


def _weights(settings: Settings) -> dict[str, float]:
    return {source.name: source.weight for source in settings.sources if source.weight != 1}


def _frame(settings: Settings, day: date, made_at: datetime, articles: Sequence[Article], past: Past) -> Frame:
    brief = settings.brief
    return Frame(
        id=brief.id,
        title=brief.title,
        date=day,
        timezone=brief.timezone,
        language=brief.language,
        made_at=made_at,
        made_by=f"briefing {__version__}",
        inputs=_inputs(settings, day, articles, past),
        sides=settings.sides,
        past=past,
        still=brief.still,
        figures=brief.figures,
        timeline=brief.timeline,
        people=brief.people,
        headings=brief.frame,
    )


def _inputs(settings: Settings, day: date, articles: Iterable[Article], past: Past) -> str:
    """Return the digest of all that a brief is made from: settings, day, articles, earlier issues, this program."""
    made_from = replace(settings, folder=Path(), sources=())
    told = [f"briefing {__version__}", repr(made_from), day.isoformat()]
    told += sorted(f"{a.sha256} {a.path} {a.published} {a.publisher} {a.title} {a.url} {a.author}" for a in articles)
    told += [repr(past)] if past.issues else []
    told += [repr(weights)] if (weights := _weights(settings)) else []
    return "sha256:" + hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()
