"""What is asked of the network, by which manners, and what came of it."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from briefing.errors import FetchError

Kind = Literal["feed", "page"]
"""What is fetched: a feed is made for programs; a page is for people, and its site's robots.txt is asked first."""

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """An address to fetch, with the validators of the copy that is kept ("" where there is none).

    `private` allows addresses of this machine and of local networks, which are refused otherwise.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    kind: Kind = "feed"
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a request. All is well exactly where `problem` is "".

    `problem` names the address (secrets masked), what happened and what to do. `url` is where the document was found
    in the end, `moved_to` the address that has replaced the request's for good, "" where none has. `status` is the last
    answer's, 0 where there was none. `etag` and `last_modified` are to be sent next time; after a problem they are the
    request's own. `content_type` is the header as the server wrote it. Before `fresh_until` the document need not, and
    before `retry_at` must not, be asked for again: `due` decides. `unchanged`: the kept copy is still the newest (304).
    `passing`: a problem that may be gone at the next run. `server_time` is what the server's clock said (UTC). `more`:
    what came of another request is there already.
    """

    request: Request
    url: str
    status: int = 0
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fresh_until: datetime | None = None
    retry_at: datetime | None = None
    problem: str = ""
    unchanged: bool = False
    moved_to: str = ""
    passing: bool = False
    server_time: datetime | None = field(default=None, compare=False)
    more: bool = field(default=False, compare=False)

    @property
    def gone(self) -> bool:
        """Whether the server says that the document will never come back (410)."""
        return self.status == 410


def failed(request: Request, error: FetchError) -> Fetched:
    """Return a request with its problem; it keeps its validators, which stand for the copy that is kept."""
    asked = shown(request.url)
    way = "" if error.shown == asked else f"sent on to {error.shown}: "
    return Fetched(
        request,
        request.url,
        status=error.status,
        etag=request.etag,
        last_modified=request.last_modified,
        retry_at=error.retry_at,
        problem=f"{asked}: {way}{error.problem}",
        passing=error.passing,
    )


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely, how long and how much is fetched. Times are in seconds.

    `contact` (an address of the web or of mail) stands in the User-Agent. `delay` lies between two requests to a host,
    `at_once` hosts are asked side by side. `connect` and `read` bound one step, `whole` one answer, `deadline` the
    call. `largest` is in bytes of the unpacked body. `retries` come after the first try.
    """

    contact: str = ""
    delay: float = 1.0
    at_once: int = 32
    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    deadline: float = 900.0
    largest: int = 10 * _MEGABYTE
    redirects: int = 5
    retries: int = 2


def _now() -> datetime:
    return datetime.now(UTC)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class World:
    """What fetching takes from the world, as plain functions: clocks, waiting, chance, names of hosts.

    `random` gives a number in [0, 1); `look_up` the addresses of a host and may raise OSError. `authorities` is a file
    of certificates that are trusted, "" for the usual ones.
    """

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random
    look_up: Callable[[str, int], list[str]] = _look_up
    authorities: str = ""
