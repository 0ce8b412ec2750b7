"""The world -> the archive: every source is asked, and what it gives is filed as it comes.

A feed's entries, the pages that they still want and the feed's validators are filed in one piece; so whenever the
program is killed, the next run asks again for just what is not on file.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import ConfigError, InputError
from briefing.ingest.fetch import Fetched, Kind, Request, due
from briefing.ingest.opml import parse_opml
from briefing.model import Batch, Step, unseen
from briefing.model.records import dataclass
from briefing.run.answering import Clerk
from briefing.run.asking import Ask, asks, feeds_of, listed, local_bytes
from briefing.run.opening import opened, secrets_of
from briefing.run.shares import MOST_PAGES, Ration, first_of_each, in_turn
from briefing.run.tally import Answer, Tally
from briefing.store.filing import file
from briefing.store.sources import as_of, begin_run, end_run, is_to_be_told, source_states, told, wanted_pages
from briefing.text.masking import without_tokens
from briefing.text.veil import is_veiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from briefing.config import Settings
    from briefing.ingest.opml import Outline
    from briefing.model import Wanted, Yield


@dataclass(frozen=True, slots=True)
class Errand:
    """Where it is filed, when, how addresses are fetched, and who hears what is being done."""

    settings: Settings
    store: Path
    now: datetime
    fetch: Callable[[Iterable[Request]], Iterator[Fetched]]
    told: Callable[[Step], None] = unseen


@dataclass(frozen=True, slots=True)
class Gathering:
    """What a round of the sources gave: the feeds and pages asked for, numbers for each, what is to be told of now.

    `fetched` counts the answers from the network.
    """

    asks: tuple[Ask, ...]
    gave: tuple[Yield, ...]
    news: tuple[str, ...]
    fetched: int


def gather_sources(errand: Errand) -> Gathering:
    """Ask every source that is due, file what it gives, then fetch the pages that are wanted. Raises StoreError."""
    number = begin_run(errand.store, errand.now)
    tally, around = Tally(), _Round(errand)
    _file(errand, tally, around.answers())
    _file(errand, tally, around.pages())
    gave = tally.gave(ask.source.name for ask in around.asks)
    end_run(errand.store, number, errand.now, "gathered", gave)
    return Gathering(tuple(around.asks), gave, (*tally.news, *_news(errand, around.asks)), around.fetched)


AT_ONCE = 100
"""Documents after which what has come at once is filed, however much more is there: the archive is locked meanwhile."""


def _file(errand: Errand, tally: Tally, answers: Iterable[Answer]) -> None:
    """File answers and count them, those together that have come at once: a transaction costs as much as two entries.

    Nothing is waited for, and no error passes, while one is not filed.
    """
    held: list[Answer] = []
    try:
        for answer in answers:
            held.append(answer)
            if not answer.more or sum(len(one.batch.filings) for one in held) >= AT_ONCE:
                at_once, held = held, []
                _file_at_once(errand, tally, at_once)
    finally:
        _file_at_once(errand, tally, held)


def _file_at_once(errand: Errand, tally: Tally, answers: Sequence[Answer]) -> None:
    if not answers:
        return
    filed = iter(file(errand.store, joined(answer.batch for answer in answers), errand.now, __version__))
    for answer in answers:
        tally.count(answer, islice(filed, len(answer.batch.filings)))


def joined(batches: Iterable[Batch]) -> Batch:
    """Return batches as one, in their order."""
    several = tuple(batches)
    return Batch(
        tuple(one for batch in several for one in batch.filings),
        tuple(one for batch in several for one in batch.states),
        tuple(one for batch in several for one in batch.wanted),
        tuple(one for batch in several for one in batch.settled),
    )


class _Round:
    """One round of the sources: what is asked for, and how often the network answered."""

    def __init__(self, errand: Errand) -> None:
        self.asks: list[Ask] = []
        self.fetched = 0
        self._errand = errand
        self._clerk = Clerk(errand.store, errand.now, source_states(errand.store), Ration(errand.store, errand.now))
        self._list_of: dict[str, str] = {}
        self._unopened: dict[str, str] = {}

    def answers(self) -> Iterator[Answer]:
        """Yield what every source answered, as it comes: lists of feeds first."""
        found = [*self._opened(asks(self._errand.settings.sources))]
        self._clerk.secrets.update(secrets_of(found))
        self.asks = [ask for ask in found if ask.kind != "lists"]
        yield from self._lists([ask for ask in found if ask.kind == "lists"])
        self._clerk.secrets.update(secrets_of(self.asks))
        feeds = [ask for ask in self.asks if ask.kind != "lists"]  # a list that failed was asked already
        local = [ask for ask in feeds if not ask.remote]
        for left, ask in zip(reversed(range(len(local))), local, strict=True):
            yield replace(self._clerk.answer(ask, _from_file(ask, self._errand.settings)), more=left > 0)
        wanted = [ask for ask in feeds if ask.remote and self._is_due(ask)]
        for ask, fetched in self._asked(in_turn(wanted, lambda ask: self._configured(ask.source.name))):
            yield replace(self._clerk.answer(ask, fetched), more=fetched.more)

    def _opened(self, wanted: Iterable[Ask]) -> Iterator[Ask]:
        """Yield addresses with the secrets that their settings name; why one is not to be had is told of its source."""
        for ask in wanted:
            try:
                yield opened(ask, self._errand.settings.folder)
            except ConfigError as error:
                self._unopened[ask.source.name] = str(error)
                yield ask

    def _lists(self, lists: list[Ask]) -> Iterator[Answer]:
        """Open the lists of feeds; of one that cannot be opened now, the feeds are those that it had."""
        files = [(ask, _from_file(ask, self._errand.settings)) for ask in lists if not ask.remote]
        taken = [source.name for source in self._errand.settings.sources]
        for ask, fetched in [*files, *self._asked([ask for ask in lists if ask.remote])]:
            outlines, problem = _outlines(ask, fetched)
            self._clerk.learn(ask, fetched)
            if problem:
                self.asks.append(ask)
                yield self._clerk.unread(ask, problem)
            feeds = self._clerk.state(ask).feeds if problem else listed(outlines, taken)
            if not problem:
                yield self._clerk.listed(ask, feeds)
            taken += [name for name, _ in feeds]
            self._list_of |= dict.fromkeys((name for name, _ in feeds), ask.source.name)
            self.asks += feeds_of(ask, feeds)

    def _configured(self, name: str) -> str:
        """Return the name of the list that names a feed, of any other source its own: so the user knows it."""
        return self._list_of.get(name, name)

    def _is_due(self, ask: Ask) -> bool:
        state = self._clerk.state(ask)
        return due(self._errand.now, state.fresh_until, state.retry_at)

    def _asked(self, wanted: list[Ask]) -> Iterator[tuple[Ask, Fetched]]:
        """Yield what was fetched for each, as it comes; an address that two sources name is fetched once.

        What is known without what opens it is not asked: a feed of a list that cannot be opened now.
        """
        by_request: dict[Request, list[Ask]] = {}
        for ask in wanted:
            if ask.source.name in self._unopened:
                yield ask, Fetched(Request(ask.address), ask.address, problem=self._unopened[ask.source.name])
            elif not is_veiled(ask.whole):
                by_request.setdefault(self._request(ask), []).append(ask)
        named = {request: ask.source.name for request, (ask, *_) in by_request.items()}
        for fetched in self._fetched(named, "sources"):
            for ask in by_request[fetched.request]:
                yield ask, fetched

    def _fetched(self, named: Mapping[Request, str], things: str) -> Iterator[Fetched]:
        """Yield what the network answers, as it comes, and tell who is still asked."""
        left = dict(named)
        if named:
            self._errand.told(Step("gather", things, 0, len(named), tuple(left.values())))
        for fetched in self._errand.fetch(named):
            self.fetched += 1
            yield fetched
            left.pop(fetched.request, None)
            self._errand.told(Step("gather", things, len(named) - len(left), len(named), tuple(left.values())))

    def _request(self, ask: Ask) -> Request:
        state = self._clerk.state(ask)
        kind: Kind = "page" if ask.kind == "page" else "feed"
        return Request(ask.whole, state.etag, state.last_modified, kind, private=ask.source.private)

    def pages(self) -> Iterator[Answer]:
        """Yield what the pages gave that entries want, of the sources that are still configured."""
        sources = {ask.source.name: ask for ask in self.asks}
        pages = [one for one in wanted_pages(self._errand.store, self._errand.now) if one.arrival.source in sources]
        pages, left = first_of_each(pages, lambda one: one.arrival.source, MOST_PAGES)
        for name, surplus in left.items():
            yield self._clerk.passed_over(name, surplus)
        by_request: dict[Request, list[Wanted]] = {}
        for page in in_turn(pages, lambda one: self._configured(one.arrival.source)):
            ask = sources[page.arrival.source]
            url = self._clerk.links.get((page.arrival.source, page.url)) or ask.veil.off(page.url)
            if not is_veiled(url):
                by_request.setdefault(Request(url, kind="page", private=ask.source.private), []).append(page)
        for fetched in self._fetched(
            {request: one.arrival.source for request, (one, *_) in by_request.items()}, "pages of entries"
        ):
            for page in by_request[fetched.request]:
                yield replace(self._clerk.wanted(page, sources[page.arrival.source], fetched), more=fetched.more)


def _outlines(ask: Ask, fetched: Fetched) -> tuple[tuple[Outline, ...], str]:
    """Return the feeds that a list names, and what was wrong with it, "" if nothing."""
    if fetched.problem:
        return (), fetched.problem
    try:
        return parse_opml(fetched.body, ask.address), ""
    except InputError as error:
        return (), without_tokens(str(error))


def _from_file(ask: Ask, settings: Settings) -> Fetched:
    """Return what a file holds as if it had been fetched: always whole and anew."""
    request = Request(ask.address)
    try:
        return Fetched(request, ask.address, body=local_bytes(ask, settings))
    except InputError as error:
        return Fetched(request, ask.address, problem=str(error))


def _news(errand: Errand, asked: Iterable[Ask]) -> tuple[str, ...]:
    """Return what is to be told of the sources that fail, and keep that it was: once, and again only after it lasts."""
    states = source_states(errand.store)
    found = [states.get(ask.key) for ask in asked]
    known = [as_of(state, errand.now) for state in found if state]
    failing = [state for state in known if is_to_be_told(state, errand.now)]
    file(errand.store, Batch(states=tuple(told(state, errand.now) for state in failing)), errand.now, __version__)
    return tuple(f"source {state.name}: {state.problem}" for state in failing)
