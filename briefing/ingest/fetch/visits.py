"""One request from its first try to what came of it: redirects, robots.txt, validators, tries again."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.errors import FetchError
from briefing.ingest.fetch import freshness, robots
from briefing.ingest.fetch.hosts import Hosts, NotAskedError
from briefing.ingest.fetch.records import Fetched, failed
from briefing.ingest.fetch.robots import Robots
from briefing.ingest.fetch.statuses import FOR_GOOD, REDIRECTS, SERVER_ERROR, TOO_OFTEN, UNCHANGED, problem_of
from briefing.ingest.fetch.wire import WHOLE, Address, Answer, Wire, address_of, joined, sendable
from briefing.model.records import dataclass
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from briefing.ingest.fetch.records import Manners, Request, World

_FIRST_PAUSE = 0.5
_ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked at every step of a way: the headers, and whether the sites' rules for programs are asked first."""

    headers: Mapping[str, str]
    private: bool
    by_robots: bool


@dataclass(slots=True)
class _Trail:
    """The way of one try: where it has come to, where it has been, and what has replaced its beginning for good."""

    at: Address
    seen: set[str] = field(default_factory=set)
    moved_to: str = ""
    for_good: bool = True

    def go_on(self, answer: Answer) -> None:
        """Go where a redirect leads. Raises FetchError where that is nowhere, a circle, or not to be asked."""
        here = shown(self.at.url)
        location = answer.headers.get("location", "")
        if not location:
            raise FetchError(here, f"answered {answer.status}: sent on, but not where to", status=answer.status)
        self.seen.add(self.at.url)
        self.at = joined(self.at.url, location)
        if self.at.url in self.seen:
            raise FetchError(here, "sent on in a circle; look at the address in a browser", status=answer.status)
        self.for_good = self.for_good and answer.status in FOR_GOOD
        self.moved_to = self.at.url if self.for_good else self.moved_to


class Visits:
    """The requests of one call, on common connections, under common manners; `room` is set while results are taken."""

    def __init__(self, manners: Manners, world: World, room: asyncio.Event) -> None:
        self._manners, self._world = manners, world
        self._wire, self._hosts = Wire(manners, world), Hosts(manners, world, room)
        self._robots: dict[tuple[str, bool], asyncio.Task[Robots]] = {}

    async def close(self) -> None:
        """Close all connections."""
        for task in self._robots.values():
            task.cancel()
        await asyncio.gather(*self._robots.values(), return_exceptions=True)
        await self._wire.close()

    async def visit(self, request: Request) -> Fetched:
        """Return what came of a request; what fails on the way is its problem."""
        ask = _Ask(_headers(request), request.private, by_robots=request.kind == "page")
        try:
            trail, answer = await self._persist(request.url, ask)
        except FetchError as error:
            return failed(request, error)
        return _fetched(request, trail, answer, self._world.now())

    async def _persist(self, url: str, ask: _Ask) -> tuple[_Trail, Answer]:
        """Try, and try again where that may help, after growing pauses."""
        before: FetchError | None = None
        for tries in itertools.count(1):
            trail = _Trail(address_of(url))
            try:
                return trail, await self._follow(trail, ask)
            except NotAskedError as error:
                if before is None:
                    raise
                raise before from error
            except FetchError as error:
                if error.soon is None or tries > self._manners.retries:
                    raise
                before = error
            await self._world.sleep(self._pause(tries, before.soon or 0.0))
        raise AssertionError

    def _pause(self, tries: int, least: float) -> float:
        """Twice as long each time, and never the same for all: many may be waiting for one server."""
        return max(least, _FIRST_PAUSE * 2.0 ** (tries - 1)) * (1 + self._world.random())

    async def _follow(self, trail: _Trail, ask: _Ask) -> Answer:
        """Return the answer at the end of the redirects."""
        for _ in range(self._manners.redirects + 1):
            answer = await self._step(trail.at, ask)
            if answer.status not in REDIRECTS:
                return answer
            trail.go_on(answer)
        here = shown(trail.at.url)
        raise FetchError(here, "sent on too often; look at the address in a browser", status=answer.status)

    async def _step(self, address: Address, ask: _Ask) -> Answer:
        if ask.by_robots:
            await self._check_robots(address, ask)
        async with self._hosts.turn(address):
            answer = await self._wire.ask(address, ask.headers, private=ask.private)
            unchanged = answer.status == UNCHANGED and len(ask.headers) > 1
            if answer.status in WHOLE or answer.status in REDIRECTS or unchanged:
                return answer
            now = self._world.now()
            raise problem_of(shown(address.url), answer.status, freshness.retry_at(answer.headers, now), now)

    async def _check_robots(self, address: Address, ask: _Ask) -> None:
        """Raise FetchError where the site does not want programs to fetch a page, or cannot be asked about it."""
        key = (address.origin, ask.private)
        if key not in self._robots:
            self._robots[key] = asyncio.create_task(self._robots_of(address, ask))
        rules = await asyncio.shield(self._robots[key])
        if rules.unreachable:
            said = f"not fetched: what its site allows programs cannot be learnt (robots.txt: {rules.unreachable})"
            raise FetchError(shown(address.url), said, passing=True)
        if not rules.allows(address.url):
            said = "not fetched: its site does not allow programs to (robots.txt); take a feed of it, or another source"
            raise FetchError(shown(address.url), said)

    async def _robots_of(self, address: Address, ask: _Ask) -> Robots:
        """Return a site's rules: none where it answers without them; where it does not answer, all is forbidden."""
        try:
            _, answer = await self._persist(
                f"{address.origin}/robots.txt", _Ask({"Accept": "*/*"}, ask.private, by_robots=False)
            )
        except FetchError as error:
            without = 0 < error.status < SERVER_ERROR and error.status != TOO_OFTEN
            return Robots() if without else Robots(unreachable=error.problem)
        rules = robots.parse(answer.body)
        self._hosts.slow_down(address, rules.delay())
        return rules


def _fetched(request: Request, trail: _Trail, answer: Answer, now: datetime) -> Fetched:
    unchanged = answer.status == UNCHANGED
    etag, modified = (sendable(answer.headers.get(name, "")) for name in ("etag", "last-modified"))
    return Fetched(
        request,
        trail.at.url,
        status=answer.status,
        body=answer.body,
        content_type=sendable(answer.headers.get("content-type", "")),
        etag=etag or (request.etag if unchanged else ""),
        last_modified=modified or (request.last_modified if unchanged else ""),
        fresh_until=freshness.fresh_until(answer.headers, now),
        retry_at=freshness.retry_at(answer.headers, now),
        unchanged=unchanged,
        moved_to=trail.moved_to,
        server_time=freshness.moment_of(answer.headers.get("date", "")),
    )


def _headers(request: Request) -> dict[str, str]:
    """Return the headers of a request; validators that cannot be sent as they came are left out."""
    conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {"Accept": _ACCEPT[request.kind], **{name: value for name, value in conditions.items() if sendable(value)}}
