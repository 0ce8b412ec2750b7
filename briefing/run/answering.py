"""What a source answered -> what is to be filed of it, with the source's new state."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import InputError
from briefing.ingest.feeds import parse_feed
from briefing.model import Batch, SourceState
from briefing.model.records import dataclass
from briefing.run import arriving
from briefing.run.opening import TELLS, closed, lent_by, met, secrets_of, tells
from briefing.run.shares import MOST_PAGES, Ration, left_of
from briefing.run.tally import Answer
from briefing.store.filing import read_before
from briefing.store.recognising import upheaval_of
from briefing.store.sources import after_failure, after_nothing, after_success, as_of
from briefing.text.masking import shown, without_tokens
from briefing.text.veil import for_others, veiled, without

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from briefing.ingest.feeds import Feed, FeedEntry
    from briefing.ingest.fetch import Fetched
    from briefing.model import Arrival, Filing, Wanted
    from briefing.run.asking import Ask

ENOUGH = 200
"""Characters under which a page has not given its report: it stands behind a wall, or is made by a script."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """What answering needs: the archive, to know what was read before, the moment, the states of the sources.

    `ration` says what each may still give. `secrets` open the sources, as far as they are known by now: nothing that is
    filed has them. `links` are those of pages that are wanted, by source and link as it is kept, where that lacks what
    only this run knows.
    """

    store: Path
    now: datetime
    states: dict[tuple[str, str], SourceState]
    ration: Ration
    secrets: set[str] = field(default_factory=set, repr=False)
    links: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def state(self, ask: Ask) -> SourceState:
        """Return what is remembered of an address that a source is read from."""
        return as_of(self.states.get(ask.key) or SourceState(*ask.key), self.now)

    def answer(self, ask: Ask, fetched: Fetched) -> Answer:
        """Return what is to be filed of what was fetched for a feed or a page."""
        return self._closed(self._answer(ask, self._met(ask, fetched)))

    def learn(self, ask: Ask, fetched: Fetched) -> None:
        """Learn what opens a source: its address, and what its server sent on to."""
        self.secrets.update(secrets_of([ask]), met(fetched))

    def _met(self, ask: Ask, fetched: Fetched) -> Fetched:
        self.learn(ask, fetched)
        return closed(fetched, self.secrets)

    def _closed(self, answer: Answer) -> Answer:
        """Return an answer of which nothing that is filed or told has a secret."""
        if not self.secrets:
            return answer
        batch, secrets = answer.batch, self.secrets
        states = tuple(replace(one, problem=without(one.problem, secrets)) for one in batch.states)
        kept = tuple(one for one in batch.filings if not tells(one, secrets))
        return replace(
            answer,
            batch=replace(batch, filings=kept, states=states),
            problem=without(answer.problem, secrets) or (TELLS if len(kept) < len(batch.filings) else ""),
            news=without(answer.news, secrets),
            nothing=without(answer.nothing, secrets),
        )

    def _answer(self, ask: Ask, fetched: Fetched) -> Answer:
        state = self.state(ask)
        if fetched.problem:
            failed = after_failure(state, self.now, fetched.problem, fetched.retry_at)
            return Answer(ask.source.name, Batch(states=(failed,)), fetched.problem)
        reached = after_success(
            state,
            self.now,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            fresh_until=fetched.fresh_until,
            unchanged=fetched.unchanged,
        )
        place = without(veiled(fetched.moved_to), self.secrets)
        reached = replace(reached, moved=place)
        moved = f"has moved for good to {shown(place)}; write that" if place else ""
        answer = Answer(ask.source.name, Batch()) if fetched.unchanged else self.document(ask, fetched)
        if answer.problem:
            return answer
        nothing = answer.nothing or (state.problem if fetched.unchanged and not state.failures else "")
        if nothing:
            reached = after_nothing(state, reached, nothing)
        news = "; ".join(filter(None, (answer.news, moved if place != state.moved else "")))
        return replace(answer, batch=replace(answer.batch, states=(reached,)), news=news)

    def document(self, ask: Ask, fetched: Fetched) -> Answer:
        """Return what is to be filed of bytes that a source gave."""
        try:
            return self._page(ask, fetched) if ask.kind == "page" else self._feed(ask, fetched)
        except InputError as error:
            return self.unread(ask, without_tokens(str(error), ask.address))

    def unread(self, ask: Ask, problem: str) -> Answer:
        """Return what is to be filed where a source gave nothing that can be read."""
        return self._closed(Answer(ask.source.name, Batch(states=(self._failed(ask, problem),)), problem))

    def listed(self, ask: Ask, feeds: tuple[tuple[str, str], ...]) -> Answer:
        """Return what is to be filed of a list of feeds that could be read: which they are."""
        kept = tuple((name, veiled(address)) for name, address in feeds)
        reached = replace(after_success(self.state(ask), self.now), feeds=kept)
        return Answer(ask.source.name, Batch(states=(reached,)))

    def _feed(self, ask: Ask, fetched: Fetched) -> Answer:
        feed = parse_feed(fetched.body, fetched.url, fetched.content_type)
        if arriving.is_private(ask):
            self.secrets.update(lent_by(feed))
        entries, before, left = self._entries(ask, feed)
        read = [known or arriving.read(one, self.now) for known, (_, one) in zip(before, entries, strict=True)]
        changed = upheaval_of(self.store, read, self.state(ask), self.now, __version__)
        fresh = [pair for pair, known in zip(entries, before, strict=True) if not known]
        if changed.kind == "held":
            held = tuple(self._held(ask, one, known, changed.words) for one, known in zip(read, before, strict=True))
            return Answer(ask.source.name, Batch(held), news=f"{changed.words}; {_release(ask)}")
        wanted = [self._wanted(ask, *pair) for pair in fresh if arriving.wants_page(ask, pair[0], self.now)]
        whole = tuple(one for one in read if one.arrival not in {page.arrival for page in wanted})
        batch = Batch(whole, wanted=tuple(wanted))
        broken = _broken(feed, fetched) or (f"{shown(fetched.url)}: {left_of(left)}" if left else "")
        if broken:
            return Answer(ask.source.name, replace(batch, states=(self._failed(ask, broken),)), broken)
        return Answer(ask.source.name, batch, news=changed.words, nothing=_nothing(read))

    def _entries(self, ask: Ask, feed: Feed) -> tuple[list[tuple[FeedEntry, Arrival]], list[Filing | None], int]:
        """Return a feed's entries, how each was read before, and how many are left: the oldest of too many new ones."""
        entries = arriving.arrivals(ask, feed, self.secrets)
        before = read_before(self.store, [arrival for _, arrival in entries], __version__)
        kept = [
            (pair, known)
            for pair, known in zip(entries[::-1], before[::-1], strict=True)
            if known or self.ration.admits(pair[1])
        ]
        return [pair for pair, _ in kept[::-1]], [known for _, known in kept[::-1]], len(entries) - len(kept)

    def _wanted(self, ask: Ask, entry: FeedEntry, arrival: Arrival) -> Wanted:
        page = arriving.wanted(entry, arrival, ask, self.secrets)
        if page.url != entry.link:
            self.links[ask.source.name, page.url] = entry.link
        return page

    def _held(self, ask: Ask, filing: Filing, known: Filing | None, words: str) -> Filing:
        """Return an entry as one that is not to be shown yet, where it is older than the last look at its feed."""
        last = self.state(ask).last_success
        day = filing.article.published.day if filing.article else None
        return filing if known or (day and last and day >= last.date()) else replace(filing, held=words)

    def _failed(self, ask: Ask, problem: str) -> SourceState:
        return after_failure(self.state(ask), self.now, problem)

    def _page(self, ask: Ask, fetched: Fetched) -> Answer:
        arrival = arriving.page_arrival(fetched.url, fetched.body, fetched.content_type, ask)
        (known,) = read_before(self.store, [arrival], __version__)
        if not known and not self.ration.admits(arrival):
            raise InputError(fetched.url, left_of(1))
        filing = known or arriving.read(arrival, self.now)
        if filing.article is None:
            raise InputError(fetched.url, filing.problem)
        return Answer(ask.source.name, Batch((filing,)))

    def wanted(self, page: Wanted, ask: Ask, fetched: Fetched) -> Answer:
        """Return what is to be filed of a page that an entry wanted: the page, or for now the entry alone."""
        knowing = replace(
            self, secrets=self.secrets | met(fetched)
        )  # what one page is sent on with is no other's matter
        return knowing.page(page, ask, closed(fetched, knowing.secrets))

    def page(self, page: Wanted, ask: Ask, fetched: Fetched) -> Answer:
        """Return the same, where all that was met on the way is known, and nothing of it is in what was fetched."""
        return self._closed(self._page_wanted(page, ask, fetched))

    def _page_wanted(self, page: Wanted, ask: Ask, fetched: Fetched) -> Answer:
        key, name = (page.arrival.source, page.url), page.arrival.source
        filing, problem = self._read_page(page, ask, fetched)
        if filing:
            return Answer(name, Batch((filing,), settled=(key,)))
        later = arriving.put_off(page, self.now) if fetched.passing else None
        summary = arriving.read(page.arrival, self.now)
        batch = Batch((summary,), wanted=(later,)) if later else Batch((summary,), settled=(key,))
        return Answer(name, batch, problem)

    def passed_over(self, name: str, pages: Sequence[Wanted]) -> Answer:
        """Return what is to be filed of pages that are more than a source may want: for now their entries alone."""
        later = [one for page in pages if (one := arriving.put_off(page, self.now))]
        settled = {(name, page.url) for page in pages} - {(name, page.url) for page in later}
        summaries = tuple(arriving.read(page.arrival, self.now) for page in pages)
        problem = f"more than {MOST_PAGES:,} pages wanted at once: {len(pages):,} of them left, to be asked for later"
        batch = Batch(summaries, wanted=tuple(later), settled=tuple(sorted(settled)))
        return self._closed(Answer(name, batch, problem))

    def _read_page(self, page: Wanted, ask: Ask, fetched: Fetched) -> tuple[Filing | None, str]:
        """Return a page that was fetched for an entry, or what was wrong with it."""
        if fetched.problem:
            return None, fetched.problem
        arrival = arriving.page_arrival(fetched.url, fetched.body, fetched.content_type, ask, page.arrival.feed)
        if not self.ration.admits(arrival):
            return None, left_of(1)
        with self.ration.reading(arrival.source):
            filing = arriving.read(arrival, self.now)
        place = shown(fetched.url)
        if filing.article is None:
            return None, f"{place}: {filing.problem}"
        if tells(filing, self.secrets):
            return None, f"{place}: {TELLS}"
        told = arriving.read(page.arrival).article
        if len(filing.article.text) < ENOUGH and told and len(filing.article.text) <= len(told.text):
            return None, f"{place}: no report to be read there: it is behind a wall, or a script makes the page"
        return replace(filing, addresses=(for_others(page.url),), settles=(page.arrival,)), ""


def _broken(feed: Feed, fetched: Fetched) -> str:
    """Return what a feed lacks that could be read in part only; the next fetch may have the rest."""
    lacks = next((note for note in feed.notes if note.startswith(("cut off", "only the first"))), "")
    return f"{shown(fetched.url)}: {lacks}" if lacks else ""


def _nothing(read: Sequence[Filing]) -> str:
    """Return that a feed holds nothing that could be shown, "" where it does."""
    if not read:
        return "a feed without any entry; look at its site, it may have another"
    return "" if any(one.article for one in read) else f"none of its {len(read)} entries has a title or a text"


def _release(ask: Ask) -> str:
    return f'to show them: briefing sources --release "{ask.source.name}"'
