"""A mail server that answers by the book but where it is told to fail: at any stage, in any way, so many times."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import socket
import ssl
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

STAGES = (
    *("connect", "greeting", "ehlo", "starttls", "handshake", "ehlo again", "auth", "mail", "rcpt", "second rcpt"),
    *("data", "body", "dot", "answered", "quit"),
)
"""Where a dialogue can fail, in order; "dot" is after the mail was taken and before that is said."""

DROP, STALL, KILL = "drop", "stall", "kill"


class _End(Exception):  # noqa: N818
    """The dialogue is over."""


@dataclass
class Mailserver:
    """A server on loopback. `faults` says what to do at a stage: DROP, STALL or a reply; it does it `times` times.

    KILL ends the process that sends, of number `victim`.
    """

    context: ssl.SSLContext | None = None
    implicit: bool = False
    password: str | None = None
    offers: tuple[str, ...] = ("SIZE 10000000",)
    faults: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    victim: int = 0
    stall: float = 20.0
    taken: list[tuple[list[str], bytes]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def wait(self) -> None:
        """Return once every dialogue is over."""
        for thread in self._threads[1:]:
            thread.join(30)
        del self._threads[1:]

    def mails_to(self, address: str) -> int:
        """How many mails an address has got."""
        return sum(address in to for to, _ in self.taken)

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._talk, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _talk(self, connection: socket.socket) -> None:
        talk = _Talk(self, connection, self._over)
        with contextlib.suppress(_End, OSError):
            talk.whole()
        with contextlib.suppress(OSError):
            talk.line.close()


@dataclass
class _Talk:
    server: Mailserver
    line: socket.socket
    over: threading.Event
    rest: bytes = b""
    rcpts: list[str] = field(default_factory=list)
    asked: int = 0

    def whole(self) -> None:
        self.line.settimeout(20)
        self.fault("connect")
        if self.server.implicit:
            self.encrypt()
        self.say("greeting", "220 post.example ESMTP")
        commands: dict[str, Callable[[str], None]] = {
            "EHLO": self.ehlo,
            "STARTTLS": self.starttls,
            "AUTH": self.auth,
            "MAIL": self.mail,
            "RCPT": self.rcpt,
            "DATA": self.data,
            "RSET": lambda _: self.say("rset", "250 OK"),
            "QUIT": lambda _: self.say("quit", "221 bye"),
        }
        while True:
            said = self.hear()
            self.server.seen.append(said)
            commands.get(said[:8].split(" ")[0].upper(), self.unknown)(said)

    def unknown(self, _: str) -> None:
        self.say("", "502 what?")

    def fault(self, stage: str) -> str:
        """Do what the stage is to do; return the reply that it is to give instead of the usual one."""
        what = self.server.faults.get(stage, "")
        if not what:
            return ""
        self.server.times -= 1
        if self.server.times <= 0:
            self.server.faults = {}
        if what == STALL:
            self.over.wait(self.server.stall)
        if what == KILL:
            os.kill(self.server.victim, signal.SIGKILL)
        if what in {DROP, STALL, KILL}:
            raise _End
        return what

    def say(self, stage: str, reply: str) -> None:
        self.line.sendall(f"{self.fault(stage) or reply}\r\n".encode())

    def hear(self, end: bytes = b"\r\n") -> str:
        while end not in self.rest:
            got = self.line.recv(65536)
            if not got:
                raise _End
            self.rest += got
        said, _, self.rest = self.rest.partition(end)
        return said.decode("utf-8", "surrogateescape")

    def encrypt(self) -> None:
        assert self.server.context
        self.line = self.server.context.wrap_socket(self.line, server_side=True)

    def ehlo(self, _: str) -> None:
        again = isinstance(self.line, ssl.SSLSocket) and not self.server.implicit
        tls = self.server.context and not isinstance(self.line, ssl.SSLSocket)
        auth = self.server.password and not tls
        offers = [*self.server.offers, *(["STARTTLS"] if tls else []), *(["AUTH PLAIN LOGIN"] if auth else [])]
        lines = ["250-post.example", *(f"250-{one}" for one in offers), "250 HELP"]
        self.say("ehlo again" if again else "ehlo", "\r\n".join(lines))

    def starttls(self, _: str) -> None:
        self.say("starttls", "220 go on")
        self.fault("handshake")
        self.encrypt()

    def auth(self, said: str) -> None:
        name, _, given = base64.b64decode(said.split(" ")[2]).decode()[1:].partition("\0")
        right = (name, given) == ("desk", self.server.password)
        self.say("auth", "235 welcome" if right else "535 5.7.8 no")

    def mail(self, _: str) -> None:
        self.rcpts = []
        self.asked = 0
        self.say("mail", "250 OK")

    def rcpt(self, said: str) -> None:
        address = said.partition("<")[2].partition(">")[0]
        self.asked += 1
        reply = self.fault("rcpt" if self.asked == 1 else "second rcpt") or self.server.answers.get(address, "250 OK")
        if reply.startswith("2"):
            self.rcpts.append(address)
        self.line.sendall(f"{reply}\r\n".encode())

    def data(self, _: str) -> None:
        reply = self.fault("data") or ("354 go on" if self.rcpts else "554 nobody")
        self.line.sendall(f"{reply}\r\n".encode())
        if not reply.startswith("354"):
            return
        if "body" in self.server.faults:
            self.line.recv(100)
            self.fault("body")
        mail = self.hear(b"\r\n.\r\n")
        refused = self.server.faults.get("dot", "")[:1] in {"4", "5"}
        if not refused:
            self.server.taken.append((list(self.rcpts), mail.encode("utf-8", "surrogateescape")))
        self.say("dot", "250 queued")
        self.fault("answered")
