"""Requests -> what came of them: all hosts side by side, each result as it comes."""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import FetchError
from briefing.ingest.fetch.records import Fetched, Manners, World, failed
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.ingest.fetch.records import Request
    from briefing.ingest.fetch.visits import Visits

_MOST_UNREAD = 64
"""Results that nobody has taken yet, after which nothing new is asked for: they are held in memory."""
_PATIENCE = 5.0
"""Seconds that closing connections may take at the end."""


def fetch_all(
    requests: Iterable[Request], manners: Manners | None = None, world: World | None = None
) -> Iterator[Fetched]:
    """Yield what came of each request, in the order in which it comes; exactly one result for each.

    A source that fails is a result with a problem, never an error. Fetching begins with the first result that is asked
    for and ends with the iterator: whoever leaves it early, or interrupts it, ends all that is still under way. What is
    not there at `manners.deadline` is a problem, too.
    """
    wanted = tuple(requests)
    if not wanted:
        return
    crew = _Crew(wanted, manners or Manners(), world or World())
    crew.start()
    try:
        for _ in wanted:
            yield crew.next()
    finally:
        crew.stop()


class _Crew:
    """A thread with an event loop, so that fetching goes on while the caller reads what has come."""

    def __init__(self, requests: tuple[Request, ...], manners: Manners, world: World) -> None:
        self._requests, self._manners, self._world = requests, manners, world
        self._results: queue.SimpleQueue[Fetched | BaseException] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._tasks: dict[asyncio.Task[None], Request] = {}
        self._unread = 0
        self._room = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="fetch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._room.set()
        self._thread.start()

    def next(self) -> Fetched:
        """Wait for a result. Raises what a bug has raised."""
        result = self._results.get()
        self._tell(self._taken)
        if isinstance(result, BaseException):
            raise result
        return result if self._results.empty() else replace(result, more=True)

    def stop(self) -> None:
        """End all that is under way, and wait until it has ended."""
        self._tell(self._give_up)
        self._thread.join(_PATIENCE)

    def _tell(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(what)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._all())
        except Exception as error:  # noqa: BLE001 - raised by `next`
            self._results.put(error)
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _all(self) -> None:
        from briefing.ingest.fetch.visits import Visits  # noqa: PLC0415 - httpx takes a while to load

        visits = Visits(self._manners, self._world, self._room)
        self._tasks |= {asyncio.create_task(self._one(visits, request)): request for request in self._requests}
        _, late = await asyncio.wait(self._tasks, timeout=self._manners.deadline)
        self._give_up()
        await asyncio.gather(*late, return_exceptions=True)
        for task in late:
            if task.cancelled():
                self._put(self._too_late(self._tasks[task]))
        await visits.close()
        await _settled()

    def _give_up(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _one(self, visits: Visits, request: Request) -> None:
        try:
            self._put(await visits.visit(request))
        except Exception as error:  # noqa: BLE001 - raised by `next`
            self._put(error)

    def _put(self, result: Fetched | BaseException) -> None:
        self._unread += 1
        if self._unread >= _MOST_UNREAD:
            self._room.clear()
        self._results.put(result)

    def _taken(self) -> None:
        self._unread -= 1
        if self._unread < _MOST_UNREAD:
            self._room.set()

    def _too_late(self, request: Request) -> Fetched:
        said = (
            f"not fetched: the {self._manners.deadline:g} seconds for fetching were over; it is asked again next time"
        )
        return failed(request, FetchError(shown(request.url), said, passing=True))


async def _settled() -> None:
    """Let what was closed on the way come to its end: the loop does it a step later, as a task."""
    await asyncio.sleep(0)
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)
