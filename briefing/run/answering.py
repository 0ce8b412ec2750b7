"""What a source answered -> what is to be filed of it, with the source's new state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import InputError
from briefing.ingest.feeds import parse_feed
from briefing.model import Batch, SourceState
from briefing.model.records import dataclass
from briefing.run import arriving
from briefing.run.shares import MOST_PAGES, Ration, left_of
from briefing.run.tally import Answer
from briefing.store.filing import read_before
from briefing.store.recognising import upheaval_of
from briefing.store.sources import after_failure, after_nothing, after_success, as_of
from briefing.text.masking import shown, without_tokens

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

    `ration` says what each may still give.
    """

    store: Path
    now: datetime
    states: dict[tuple[str, str], SourceState]
    ration: Ration

    def state(self, ask: Ask) -> SourceState:
        """Return what is remembered of an address that a source is read from."""
        key = (ask.source.name, ask.address)
        return as_of(self.states.get(key) or SourceState(*key), self.now)

    def answer(self, ask: Ask, fetched: Fetched) -> Answer:
        """Return what is to be filed of what was fetched for a feed or a page."""
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
        reached = replace(reached, moved=fetched.moved_to)
        moved = f"has moved for good to {shown(fetched.moved_to)}; write that" if fetched.moved_to else ""
        answer = Answer(ask.source.name, Batch()) if fetched.unchanged else self.document(ask, fetched)
        if answer.problem:
            return answer
        nothing = answer.nothing or (state.problem if fetched.unchanged and not state.failures else "")
        if nothing:
            reached = after_nothing(state, reached, nothing)
        news = "; ".join(filter(None, (answer.news, moved if fetched.moved_to != state.moved else "")))
        return replace(answer, batch=replace(answer.batch, states=(reached,)), news=news)

    def document(self, ask: Ask, fetched: Fetched) -> Answer:
        """Return what is to be filed of bytes that a source gave."""
        try:
            return self._page(ask, fetched) if ask.kind == "page" else self._feed(ask, fetched)
        except InputError as error:
            return self.unread(ask, without_tokens(str(error), ask.address))

    def unread(self, ask: Ask, problem: str) -> Answer:
        """Return what is to be filed where a source gave nothing that can be read."""
        return Answer(ask.source.name, Batch(states=(self._failed(ask, problem),)), problem)

    def listed(self, ask: Ask, feeds: tuple[tuple[str, str], ...]) -> Answer:
        """Return what is to be filed of a list of feeds that could be read: which they are."""
        reached = replace(after_success(self.state(ask), self.now), feeds=feeds)
        return Answer(ask.source.name, Batch(states=(reached,)))

    def _feed(self, ask: Ask, fetched: Fetched) -> Answer:
        feed = parse_feed(fetched.body, fetched.url, fetched.content_type)
        entries, before, left = self._entries(ask, feed)
        read = [known or arriving.read(one, self.now) for known, (_, one) in zip(before, entries, strict=True)]
        changed = upheaval_of(self.store, read, self.state(ask), self.now, __version__)
        fresh = [pair for pair, known in zip(entries, before, strict=True) if not known]
        if changed.kind == "held":
            held = tuple(self._held(ask, one, known, changed.words) for one, known in zip(read, before, strict=True))
            return Answer(ask.source.name, Batch(held), news=f"{changed.words}; {_release(ask)}")
        wanted = [arriving.wanted(*pair) for pair in fresh if arriving.wants_page(ask, pair[0], self.now)]
        whole = tuple(one for one in read if one.arrival not in {page.arrival for page in wanted})
        batch = Batch(whole, wanted=tuple(wanted))
        broken = _broken(feed, fetched) or (f"{shown(fetched.url)}: {left_of(left)}" if left else "")
        if broken:
            return Answer(ask.source.name, replace(batch, states=(self._failed(ask, broken),)), broken)
        return Answer(ask.source.name, batch, news=changed.words, nothing=_nothing(read))

    def _entries(self, ask: Ask, feed: Feed) -> tuple[list[tuple[FeedEntry, Arrival]], list[Filing | None], int]:
        """Return a feed's entries, how each was read before, and how many are left: the oldest of too many new ones."""
        entries = arriving.arrivals(ask, feed)
        before = read_before(self.store, [arrival for _, arrival in entries], __version__)
        kept = [
            (pair, known)
            for pair, known in zip(entries[::-1], before[::-1], strict=True)
            if known or self.ration.admits(pair[1])
        ]
        return [pair for pair, _ in kept[::-1]], [known for _, known in kept[::-1]], len(entries) - len(kept)

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
        return Answer(name, Batch(summaries, wanted=tuple(later), settled=tuple(sorted(settled))), problem)

    def _read_page(self, page: Wanted, ask: Ask, fetched: Fetched) -> tuple[Filing | None, str]:
        """Return a page that was fetched for an entry, or what was wrong with it."""
        if fetched.problem:
            return None, fetched.problem
        arrival = arriving.page_arrival(fetched.url, fetched.body, fetched.content_type, ask, page.arrival.feed)
        if not self.ration.admits(arrival):
            return None, left_of(1)
        filing = arriving.read(arrival, self.now)
        place = shown(fetched.url)
        if filing.article is None:
            return None, f"{place}: {filing.problem}"
        told = arriving.read(page.arrival).article
        if len(filing.article.text) < ENOUGH and told and len(filing.article.text) <= len(told.text):
            return None, f"{place}: no report to be read there: it is behind a wall, or a script makes the page"
        return replace(filing, addresses=(page.url,), settles=(page.arrival,)), ""


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
