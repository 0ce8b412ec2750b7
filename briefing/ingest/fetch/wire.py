"""One request, one answer: the only module that knows httpx, and what its errors mean.

No client of httpx is used, only its transport: a client adds what is not wanted here, cookies, logins, proxies from the
environment, redirects that nobody has looked at.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

import httpcore
import httpx

from briefing import __version__
from briefing.errors import FetchError
from briefing.ingest.fetch.bodies import ACCEPTED, Body, too_large
from briefing.ingest.fetch.guard import refused, unfit
from briefing.model.records import dataclass
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from briefing.ingest.fetch.records import Manners, World

WHOLE = frozenset((200, 203))
"""The answers that hold the whole document."""

_MOST_ADDRESSES = 4
_LONGEST_HEADER = 1000
_MOST_IDLE = 64
_EXPIRY = 60.0

_Key = tuple[str, int, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a server, its body where that is the document; the names of its headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is asked for, and the host and port that answer it."""

    url: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """What a robots.txt speaks for: "https://example.org:443"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.url.partition(':')[0]}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What a foreign error means, whether it may be gone at the next run, and whether another try may help."""

    problem: str
    passing: bool = True
    again: bool = True


TROUBLES: Mapping[type[BaseException], _Trouble] = {
    ssl.SSLCertVerificationError: _Trouble(
        "the certificate of the site is not trusted; look at the address in a browser", again=False
    ),
    ssl.SSLError: _Trouble("no secure connection could be made (TLS); look at the address in a browser", again=False),
    ConnectionRefusedError: _Trouble("the server refuses the connection; check the address, or wait"),
    ConnectionResetError: _Trouble("the server broke the connection off"),
    httpx.ConnectTimeout: _Trouble("the server does not answer (no connection in time)"),
    httpx.ReadTimeout: _Trouble("the server does not answer in time"),
    httpx.WriteTimeout: _Trouble("the server does not take the request in time"),
    httpx.TimeoutException: _Trouble("the server does not answer in time"),
    httpx.ConnectError: _Trouble("no connection to the server; check the address and the network"),
    httpx.ReadError: _Trouble("the server broke the connection off"),
    httpx.WriteError: _Trouble("the server broke the connection off"),
    httpx.CloseError: _Trouble("the server broke the connection off"),
    httpx.NetworkError: _Trouble("the connection failed; check the network"),
    httpx.RemoteProtocolError: _Trouble("the answer breaks off or is no proper HTTP; it is not used"),
    httpx.ProtocolError: _Trouble("the answer breaks off or is no proper HTTP; it is not used"),
    httpx.ProxyError: _Trouble("the proxy fails"),
    httpx.UnsupportedProtocol: _Trouble("only http and https are fetched", passing=False, again=False),
    httpx.DecodingError: _Trouble("the answer is damaged and cannot be unpacked", again=False),
    httpx.TooManyRedirects: _Trouble("too many redirects", again=False),
    httpx.HTTPStatusError: _Trouble("the server answered with an error", again=False),
    httpx.TransportError: _Trouble("the connection failed; check the network"),
    httpx.RequestError: _Trouble("the request failed"),
    httpx.HTTPError: _Trouble("the request failed"),
    httpx.InvalidURL: _Trouble("no proper address; check how it is written", passing=False, again=False),
    UnicodeError: _Trouble("no proper address; check how it is written", passing=False, again=False),
    OSError: _Trouble("no connection to the server; check the address and the network"),
}
"""What foreign errors mean, in plain words. The nearest class of an error counts, its deepest cause first."""

OURS: tuple[type[Exception], ...] = (
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.StreamError,
    httpx.CookieConflict,
)
"""Errors that only a mistake of this program brings about: they keep their names."""


def trouble_of(error: BaseException) -> _Trouble | None:
    """Return what a foreign error means, None where it is no matter of the network."""
    if isinstance(error, OURS):
        return None
    nearest = [found for one in _causes(error) if (found := _nearest(type(one))) is not None]
    telling = [one for one in nearest if one is not TROUBLES[OSError]] or nearest
    return telling[-1] if telling else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__  # httpcore raises some "from None"


def _nearest(kind: type[BaseException]) -> _Trouble | None:
    return next((TROUBLES[one] for one in kind.__mro__ if one in TROUBLES), None)


def address_of(url: str) -> Address:
    """Return an address as it is asked for, without its fragment. Raises FetchError where it may not be asked."""
    why = unfit(url)
    if why:
        raise FetchError(shown(url), why)
    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(shown(url), TROUBLES[httpx.InvalidURL].problem) from error
    why = unfit(str(parsed))  # the two readers of addresses may differ
    if why:
        raise FetchError(shown(url), why)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    return Address(str(parsed), parsed.raw_host.decode("ascii").lower(), port)


def joined(url: str, location: str) -> Address:
    """Return where a redirect leads. Raises FetchError where that may not be asked."""
    try:
        return address_of(str(httpx.URL(url).join(location)))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(shown(url), "the server sends on to an address that cannot be read", passing=True) from error


def sendable(value: str) -> str:
    """Return a header's value where it can be sent back as it came, else ""."""
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_HEADER else ""


class Wire:
    """Connections, kept between the requests of one call: to each host its own, and others for its private requests.

    What a private request may connect to no other request is lent. httpx could keep all hosts together, but then looks
    through all of them for each request.
    """

    def __init__(self, manners: Manners, world: World) -> None:
        self._manners = manners
        self._context = _trusting(world.authorities)
        self._backends = {private: _Checked(world.look_up, private=private) for private in (False, True)}
        self._lines: dict[_Key, _Transport] = {}  # last used last
        self._busy: set[_Key] = set()
        agent = f"briefing/{__version__}"
        contact = sendable(manners.contact.strip())
        self._headers = {
            "User-Agent": f"{agent} (+{contact})" if contact else agent,
            "Accept-Encoding": ACCEPTED,
        }

    async def ask(self, address: Address, headers: Mapping[str, str], *, private: bool) -> Answer:
        """Return the answer of the server at an address.

        Raises FetchError on whatever keeps the answer from coming, whole, in time and within the largest size.
        """
        request = httpx.Request(
            "GET", address.url, headers={**self._headers, **headers}, extensions={"timeout": self._timeouts()}
        )
        named = shown(address.url)
        whole = self._manners.whole
        try:
            async with (
                asyncio.timeout(whole),
                self._line((address.host, address.port, private)) as line,
                _answer(line, request) as response,
            ):
                return await _read(response, named, self._manners.largest)
        except TimeoutError as error:
            raise FetchError(named, f"too slow: not whole after {whole:g} seconds", passing=True) from error
        except Exception as error:
            problem = _in_plain_words(error, named)
            if problem is None:
                raise
            raise problem from error

    async def close(self) -> None:
        """Close all connections."""
        for line in self._lines.values():
            await line.aclose()

    @asynccontextmanager
    async def _line(self, key: _Key) -> AsyncIterator[_Transport]:
        """Give the connection to a host, and close those that were not used for longest: a process has few sockets."""
        line = self._lines.pop(key, None) or _Transport(self._context, self._backends[key[-1]])
        self._lines[key] = line
        self._busy.add(key)
        try:
            yield line
        finally:
            self._busy.discard(key)
            idle = [one for one in self._lines if one not in self._busy]
            for one in idle[:-_MOST_IDLE]:
                await self._lines.pop(one).aclose()

    def _timeouts(self) -> dict[str, float]:
        manners = self._manners
        return {"connect": manners.connect, "read": manners.read, "write": manners.read, "pool": manners.whole}


def _in_plain_words(error: Exception, named: str) -> FetchError | None:
    """Return what an error means; None for what needs no other words, and for a bug, which keeps its name."""
    trouble = error.trouble if isinstance(error, _NotConnectedError) else trouble_of(error)
    if trouble is None:
        return None
    return FetchError(named, trouble.problem, passing=trouble.passing, soon=0.0 if trouble.again else None)


@asynccontextmanager
async def _answer(line: _Transport, request: httpx.Request) -> AsyncIterator[httpx.Response]:
    response = await line.handle_async_request(request)
    try:
        yield response
    finally:
        await response.aclose()


async def _read(response: httpx.Response, named: str, largest: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status_code not in WHOLE:
        return Answer(response.status_code, headers)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > largest:
        raise too_large(named, largest)
    body = Body(named, headers.get("content-encoding", ""), largest)
    async for chunk in response.aiter_raw():
        body.add(chunk)
    return Answer(response.status_code, headers, body.whole())


@cache
def _trusting(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities) if authorities else httpx.create_ssl_context()


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport over connections that `_Checked` makes. No proxy: behind one nothing could be checked."""

    def __init__(self, context: ssl.SSLContext, backend: httpcore.AsyncNetworkBackend) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            keepalive_expiry=_EXPIRY,
            network_backend=backend,
        )


class _NotConnectedError(Exception):
    """Why no connection was made; `_in_plain_words` says it with the address."""

    def __init__(self, problem: str, *, passing: bool = True, again: bool = False) -> None:
        self.trouble = _Trouble(problem, passing, again)
        super().__init__(problem)


class _Checked(httpcore.AsyncNetworkBackend):
    """Connections to addresses that were looked at: the name is looked up once, and what it gave is connected to.

    A name that means another address a moment later (DNS rebinding) therefore gains nothing. TLS is still for the name.
    """

    def __init__(self, look_up: Callable[[str, int], list[str]], *, private: bool) -> None:
        self._look_up, self._private = look_up, private
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of the host that answers; all must be fit."""
        addresses = await self._addresses(host, port, timeout)
        each = timeout / len(addresses) if timeout else None
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._backend.connect_tcp(address, port, each, local_address, socket_options)
        return await self._backend.connect_tcp(addresses[-1], port, each, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nothing that is fetched stands behind a socket of this machine."""
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109
        try:
            async with asyncio.timeout(timeout):
                addresses = await _aside(lambda: self._look_up(host, port))
        except TimeoutError as error:
            raise _NotConnectedError("its name could not be looked up in time; check the network") from error
        except (OSError, UnicodeError) as error:
            raise _unknown_host(error) from error
        for address in addresses:
            why = refused(address, private=self._private)
            if why:
                own = "" if refused(address, private=True) else "; private = true allows a source of your own network"
                raise _NotConnectedError(f"not fetched: its host is {why}{own}", passing=False)
        if not addresses:
            raise _NotConnectedError("there is no such host; check the address", passing=False)
        return addresses[:_MOST_ADDRESSES]


def _unknown_host(error: Exception) -> _NotConnectedError:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return _NotConnectedError("its name cannot be looked up for the moment; check the network", again=True)
    return _NotConnectedError("there is no such host; check the address, and the network")


async def _aside(work: Callable[[], list[str]]) -> list[str]:
    """Do blocking work in a thread that nobody waits for at the end: looking up a name cannot be broken off."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[list[str]] = loop.create_future()

    def settle(result: list[str] | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result or [])

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            failure = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="look-up", daemon=True).start()
    return await done
