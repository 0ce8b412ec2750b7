"""The whole morning: gather, digest, verify, publish, remember; or all of that without a trace."""

from __future__ import annotations

import contextlib
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.deliver.folder import tidy
from briefing.model import unseen
from briefing.model.records import dataclass
from briefing.run.clock import sound_clock
from briefing.run.delivering import Delivered, deliver, intend, job_of, stands
from briefing.run.files import store_of
from briefing.run.folders import gather_folders
from briefing.run.gathering import Errand, gather_sources
from briefing.run.harvesting import Archive, harvest
from briefing.run.kept import findings_at_hand, keep_findings
from briefing.run.looks import look_of
from briefing.run.making import digest
from briefing.run.memory import recall, remember
from briefing.run.noting import note_delivering, note_gathering, note_making, note_publishing, unheard
from briefing.run.ordering import is_made
from briefing.run.publishing import publish
from briefing.store.database import copied
from briefing.store.lock import locked
from briefing.text.patience import passing_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefing.config import FetchSettings
    from briefing.errors import BriefingError
    from briefing.ingest.fetch import Fetched, Request
    from briefing.model import Step
    from briefing.run.gathering import Gathering
    from briefing.run.making import Made
    from briefing.run.noting import Note
    from briefing.run.ordering import Order


@dataclass(frozen=True, slots=True)
class Morning:
    """What came of it: the brief, where it was written (None where it was not), what the sources gave, what to look at.

    `problems` are to be told; so are `gathering.news` and what came of delivering.
    """

    made: Made
    folder: Path | None
    gathering: Gathering
    problems: tuple[BriefingError, ...]
    warnings: tuple[str, ...] = ()
    delivered: Delivered = field(default_factory=Delivered)


def morning(
    order: Order,
    fetch: Callable[[Iterable[Request]], Iterator[Fetched]],
    told: Callable[[Step], None] = unseen,
    note: Note = unheard,
) -> Morning | None:
    """Do a morning; None where another run is at it, or was. Raises what gathering, digesting and publishing raise.

    `told` hears what is being done, for whoever looks on; `note` what is done, to be written down.
    """
    store = store_of(order.settings, order.out)
    with _place(store, dry=order.dry) as place:
        if place is None or (order.once and is_made(order)):
            return None
        noticed = sound_clock(order, place, fetch)
        done = _morning(order, place, fetch, told, note)
        return replace(done, warnings=(*noticed, *done.warnings))


@contextlib.contextmanager
def _place(store: Path, *, dry: bool) -> Iterator[Path | None]:
    """Yield the archive to work on: its own file under lock, None where that is taken, or a copy to throw away."""
    if dry:
        with copied(store) as copy:
            yield copy
        return
    with locked(store.with_name(f"{store.name}.lock")) as got:
        yield store if got else None


def _morning(
    order: Order,
    store: Path,
    fetch: Callable[[Iterable[Request]], Iterator[Fetched]],
    told: Callable[[Step], None],
    note: Note,
) -> Morning:
    settings, day = order.settings, order.on_day
    if not order.dry:
        tidy(order.out)
    look = look_of(settings)
    gathering = gather_sources(Errand(settings, store, order.now, fetch, told))
    with passing_over() as passed:
        files = gather_folders(settings, store, order.now, told)
        note_gathering(note, gathering, files.health)
        found = harvest(settings, (), told, Archive(store, day, keep=True), files)
        recalled = recall(settings, order.out, day)
        with findings_at_hand(store, found) as findings:
            made = digest(found, settings, day, order.now, recalled.past, told=told)
    unsaved = keep_findings(store, made, findings)
    note_making(note, made.brief)
    problems = (*found.problems, *made.problems, *passed.problems(), *filter(None, [recalled.problem, unsaved]))
    if order.dry:
        return Morning(made, None, gathering, problems)
    job = job_of(settings, order.out, order.now)
    unkept = intend(job, made.brief, stood=stands(job, made.brief.date))
    published = publish(made, order.out, look, told, store)
    note_publishing(note, made.brief, published.folder)
    forgot = None if recalled.problem else remember(made.brief, settings, order.out)
    delivered = Delivered(problem=unkept) if unkept else deliver(job, made.brief.date, told)
    note_delivering(note, delivered)
    problems = (*problems, *published.problems, *filter(None, [forgot, delivered.problem]))
    return Morning(made, published.folder, gathering, problems, published.warnings, delivered)


def fetcher(settings: FetchSettings) -> Callable[[Iterable[Request]], Iterator[Fetched]]:
    """Return what fetches addresses by the manners of the settings."""
    from briefing.ingest.fetch import Manners, fetch_all  # noqa: PLC0415 - httpx, only where something is fetched

    manners = Manners(
        contact=settings.contact, delay=settings.delay, at_once=settings.at_once, deadline=settings.deadline
    )
    return partial(fetch_all, manners=manners)
