"""Hosts: one connection at a time, a pause between two requests, and left alone when they do not answer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.errors import FetchError
from briefing.ingest.fetch.statuses import OVERLOADED, SERVER_ERROR, SHORT
from briefing.model.records import dataclass
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from briefing.ingest.fetch.records import Manners, World
    from briefing.ingest.fetch.wire import Address

_MOST_FAILURES = 6
"""Tries in a row without an answer, after which the rest of a host is left for the next run."""


class NotAskedError(FetchError):
    """An address that was not asked, since its host fails or wants to be left alone."""


@dataclass(slots=True)
class _Host:
    """A host and port in this run: whose turn it is, and from when on it may be asked."""

    delay: float
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    failures: int = 0
    closed_until: datetime | None = None


class Hosts:
    """All hosts of a run; so many are asked side by side, and none while `room` is not set."""

    def __init__(self, manners: Manners, world: World, room: asyncio.Event) -> None:
        self._world, self._delay, self._room = world, manners.delay, room
        self._hosts: dict[tuple[str, int], _Host] = {}
        self._places = asyncio.Semaphore(manners.at_once)

    def _of(self, address: Address) -> _Host:
        return self._hosts.setdefault((address.host, address.port), _Host(self._delay))

    @asynccontextmanager
    async def turn(self, address: Address) -> AsyncIterator[None]:
        """Wait until the host may be asked; it is nobody else's until the block is left.

        A FetchError that leaves the block is kept in mind. Raises NotAskedError where the host is left alone for the
        rest of this run.
        """
        host = self._of(address)
        async with host.turn:
            _check_open(host, address.url)
            wait = host.free_at - self._world.monotonic()
            if wait > 0:
                await self._world.sleep(wait)
            async with self._places:
                await self._room.wait()  # who waits for a place was here before there was no room
                try:
                    yield
                    host.failures = 0
                except FetchError as error:
                    self._note(host, error)
                    raise
                finally:
                    host.free_at = max(host.free_at, self._world.monotonic() + host.delay)

    def slow_down(self, address: Address, delay: float) -> None:
        """Let at least so many seconds lie between two requests to the host."""
        host = self._of(address)
        host.delay = max(host.delay, delay)

    def _note(self, host: _Host, error: FetchError) -> None:
        failed = error.passing and (error.status == 0 or error.status >= SERVER_ERROR)
        host.failures = host.failures + 1 if failed else 0
        if error.retry_at and error.status in OVERLOADED:
            self._hold(host, error.retry_at)

    def _hold(self, host: _Host, until: datetime) -> None:
        wait = (until - self._world.now()).total_seconds()
        if wait > SHORT:
            host.closed_until = until
        else:
            host.free_at = max(host.free_at, self._world.monotonic() + wait)


def _check_open(host: _Host, url: str) -> None:
    if host.closed_until:
        said = f"not asked: its host wants to be left alone until {host.closed_until:%d %B, %H:%M} UTC"
        raise NotAskedError(shown(url), said, retry_at=host.closed_until)
    if host.failures >= _MOST_FAILURES:
        said = f"not asked: its host has failed {host.failures} times in a row; it is asked again in the next run"
        raise NotAskedError(shown(url), said, passing=True)
