"""A web server on loopback that answers as servers do: well, slowly, wrongly, halfway or not at all.

    with Server() as server:
        server.routes["/feed"] = Reply(b"<rss/>", headers={"Content-Type": "application/rss+xml"})
        server.routes["/old"] = redirect("/feed", 301)
        server.routes["/counts"] = lambda asked: Reply(str(server.hits[asked.path]).encode())
        fetch(server.url("/feed"))

A route is a reply, or a function from what was asked to one. Where there is no route, the answer is 404. A server may
be several hosts, told apart by their ports, and may speak TLS.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import selectors
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True)
class Asked:
    """A request as it came in: names of headers in small letters, `host` the number of the host, `at` monotonic.

    `body` is what was sent with it, b"" for GET.
    """

    path: str
    headers: Mapping[str, str]
    host: int
    at: float
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What is answered. `pause` comes before it, and again between pieces, in seconds.

    `pieces` are sent in chunks instead of `body`, without the last chunk unless `ends`. `length` is the claimed length
    of the body, where it is not the true one. `raw` is sent as it stands, headers and all; b"" hangs up at once.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    pieces: Iterable[bytes] | None = None
    ends: bool = True
    length: int | None = None
    raw: bytes | None = None


@dataclass(frozen=True)
class Unread(Reply):
    """What is answered to a POST before its body was read."""


if TYPE_CHECKING:
    Route = Reply | Callable[[Asked], Reply]


def redirect(to: str, status: int = 302) -> Reply:
    """Send on."""
    return Reply(status=status, headers={"Location": to})


def page(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Reply:
    """Answer with a document; headers are named `Cache_Control="..."`."""
    return Reply(body, headers={"Content-Type": kind, **{name.replace("_", "-"): one for name, one in headers.items()}})


def kept(body: bytes, etag: str = "", modified: str = "") -> Callable[[Asked], Reply]:
    """Answer 304 to whoever has this version already."""
    headers = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}

    def route(asked: Asked) -> Reply:
        conditions = asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")
        same = (etag and conditions[0] == etag) or (not conditions[0] and modified and conditions[1] == modified)
        return Reply(status=304, headers=headers) if same else Reply(body, headers=headers)

    return route


def first(*replies: Reply) -> Callable[[Asked], Reply]:
    """Answer with one after the other; the last stays."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def dripping(body: bytes, pause: float) -> Reply:
    """Send a byte at a time."""
    return Reply(pieces=[bytes([one]) for one in body], pause=pause)


def endless() -> Reply:
    """Send without an end."""
    return Reply(pieces=itertools.repeat(b"word " * 1000))


def cut(body: bytes) -> Reply:
    """Hang up in the middle of a body of known length."""
    return Reply(body, length=len(body) * 2)


def cut_chunks(body: bytes) -> Reply:
    """Hang up in the middle of a body in chunks."""
    return Reply(pieces=[body], ends=False)


def bomb(megabytes: int) -> Reply:
    """Send a few kilobytes that unpack to so many megabytes."""
    return Reply(gzip.compress(b"\0" * (megabytes * 2**20), mtime=0), headers={"Content-Encoding": "gzip"})


NOTHING_THERE = Reply(b"nothing here", status=404)


class Server:
    """A server of so many hosts, from `__enter__` to `__exit__`.

    `hits` counts the requests for each path, `asked` has them all in order, `connections` counts those that were made
    to each host, `most_at_once` how many of them were open at one time.
    """

    def __init__(self, hosts: int = 1, tls: ssl.SSLContext | None = None, name: str = "127.0.0.1") -> None:
        self.routes: dict[str, Route] = {}
        self.hits: Counter[str] = Counter()
        self.asked: list[Asked] = []
        self.connections: Counter[int] = Counter()
        self.most_at_once: Counter[int] = Counter()
        self.stopped = threading.Event()
        self._open: Counter[int] = Counter()
        self._scheme, self._tls, self._name = "https" if tls else "http", tls, name
        self._lock = threading.Lock()
        self._lines: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._sockets = [socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(hosts)]
        self._wake, self._waker = socket.socketpair()
        self.ports = [one.getsockname()[1] for one in self._sockets]

    def url(self, path: str = "/", host: int = 0) -> str:
        """The address of a path on one of the hosts."""
        return f"{self._scheme}://{self._name}:{self.ports[host]}{path}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._waker.send(b"!")
        for line in tuple(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for one in (*self._sockets, self._wake, self._waker):
            one.close()

    def answer(self, asked: Asked) -> Reply:
        """Note what was asked and return what to answer."""
        with self._lock:
            self.hits[asked.path] += 1
            self.asked.append(asked)
        route = self.routes.get(asked.path, NOTHING_THERE)
        return route if isinstance(route, Reply) else route(asked)

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the end of the server."""
        if self.stopped.wait(seconds):
            raise ConnectionAbortedError

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self._wake, selectors.EVENT_READ, None)
            for number, one in enumerate(self._sockets):
                ready.register(one, selectors.EVENT_READ, number)
            while not self.stopped.is_set():
                for key, _ in ready.select():
                    if isinstance(key.fileobj, socket.socket) and key.data is not None:
                        self._start(self._serve, key.fileobj.accept()[0], key.data)

    def _serve(self, connection: socket.socket, host: int) -> None:
        self._count(host, 1)
        self.connections[host] += 1
        # An error here is the client's going away, or its not trusting the certificate: the business of the test.
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            with self._secured(connection) as secured:
                self._lines.add(secured)
                _Handler(secured, host, self)
                self._lines.discard(secured)
        self._count(host, -1)

    def _secured(self, connection: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection

    def _count(self, host: int, change: int) -> None:
        with self._lock:
            self._open[host] += change
            self.most_at_once[host] = max(self.most_at_once[host], self._open[host])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, connection: socket.socket, host: int, server: Server) -> None:
        self._host, self._server = host, server
        super().__init__(connection, ("127.0.0.1", 0), server)  # type: ignore[arg-type]  # it is only kept

    def do_GET(self) -> None:
        self._reply(b"")

    def do_POST(self) -> None:
        """Answer at once where the route is `Unread`, else when all has come; a body that breaks off counts as none."""
        length = int(self.headers.get("Content-Length", "0"))
        if isinstance(self._server.routes.get(self.path), Unread):
            self.close_connection = True
            self._reply(b"")
            return
        body = self.rfile.read(length)
        if len(body) == length:
            self._reply(body)

    def _reply(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self._server.answer(Asked(self.path, headers, self._host, time.monotonic(), self.command, body))
        self._server.wait(reply.pause)
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
            return
        self._head(reply)
        if reply.pieces is None:
            self.wfile.write(reply.body)
            self.close_connection = self.close_connection or reply.length is not None
        else:
            self._pieces(reply)

    def _head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.pieces is not None:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        self.end_headers()

    def _pieces(self, reply: Reply) -> None:
        for piece in reply.pieces or ():
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self._server.wait(reply.pause)
        if reply.ends:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = self.close_connection or not reply.ends

    def log_message(self, *_: object) -> None:
        """Say nothing."""
