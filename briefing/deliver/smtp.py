"""Parcels -> a mail server, and what it answered for each recipient. Knows smtplib.

Until the dot that ends a mail is sent the server has nothing: whatever goes wrong before leaves its recipients waiting.
From then on until the answer is read they are in doubt. Nothing is ever sent unencrypted because encryption failed.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import socket
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.deliver.hidden import MASK, disguises
from briefing.deliver.parcels import Track
from briefing.deliver.passwords import password
from briefing.errors import ConfigError
from briefing.model import Answer
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.deliver.parcels import Parcel
    from briefing.deliver.passwords import Login
    from briefing.model import DeliveryState, Recipient

PATIENCE = 600.0
"""Seconds that a server has for its answer to a whole mail (RFC 5321, 4.5.3.2.6); giving up earlier makes doubts."""

_CLOSING = 421  # whatever was asked, the server ends the dialogue
_NO_REPLY = -1  # what smtplib gives for a line that is none
_GO_ON = 334  # of a login
_LOGGED_IN = 235
_GO_AHEAD = 354  # of DATA
_TOO_MANY = 552  # of RCPT: means 452, for now (RFC 5321, 4.5.3.1.10)
_STATES: dict[int, DeliveryState] = {2: "accepted", 4: "waiting", 5: "refused"}
_LONGEST = 300  # characters of an answer in words
_DOT = re.compile(rb"(?m)^\.")
_CERTIFICATES = {
    9: "is not valid yet; is this machine's clock right?",
    10: "has expired",
    18: "was made by the server itself, and nobody vouches for it",
    19: "was signed by somebody whom this machine does not know",
    20: "was signed by somebody whom this machine does not know",
    62: "is of another name; the name in the certificate is the one to write",
    64: "is of another address; write the name that is in the certificate",
}
"""What is wrong with a certificate, by OpenSSL's numbers."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, how it is spoken to, and who logs in; seconds for each step, and for the answer to a mail."""

    host: str
    port: int
    security: str = "starttls"
    login: Login | None = None
    hello: str | None = None
    timeout: float = 60.0
    patience: float = PATIENCE

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.host}:{self.port}"


class _Lost(Exception):  # noqa: N818 - no error of the program, and it never leaves this module
    """The dialogue is over; its words say why."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's answer: its code, 0 where there was none, and its words as they may be shown."""

    code: int
    words: str

    @property
    def good(self) -> bool:
        return self.code // 100 == 2

    @property
    def shown(self) -> str:
        return f"{self.code} {self.words}".strip() if self.code else self.words

    def state(self, otherwise: DeliveryState = "waiting") -> DeliveryState:
        """Return what it means for who was asked for."""
        return _STATES.get(self.code // 100, otherwise)


def send(server: Server, sender: str, parcels: Sequence[Parcel], track: Track) -> None:
    """Send parcels through a server, from an address; what becomes of each recipient goes to `track`.

    A server that breaks off is asked again as long as it ends with some of them in between. Raises what `track` raises.
    """
    answered: set[Recipient] = set()
    own = Track(track.begin, _noting(track.settle, answered, _told_to(server)))
    left = list(parcels)
    while left:
        begun = 0
        try:
            with _line(server) as line:
                for parcel in left:
                    begun += 1
                    _Mailing(line, server, sender, own).send(parcel)
                left = []
        except _Lost as lost:
            left = _unanswered(left, answered)
            if begun < 2:  # it broke off at the first, or before
                own.settle([Answer(to, "waiting", str(lost)) for parcel in left for to in parcel.recipients])
                return


def trial(server: Server) -> str:
    """Return what is wrong with a server, in words, after a dialogue without a mail; "" where mails can be sent."""
    try:
        with _line(server):
            return ""
    except _Lost as lost:
        return _cut(_masked(str(lost), _told_to(server)))


def _noting(
    settle: Callable[[Sequence[Answer]], None], answered: set[Recipient], secrets: Sequence[str]
) -> Callable[[Sequence[Answer]], None]:
    def settled(answers: Sequence[Answer]) -> None:
        if answers:
            settle([replace(one, words=_cut(_masked(one.words, secrets))) for one in answers])
        answered.update(one.recipient for one in answers)

    return settled


def _unanswered(parcels: Sequence[Parcel], answered: set[Recipient]) -> list[Parcel]:
    left = [replace(one, recipients=tuple(to for to in one.recipients if to not in answered)) for one in parcels]
    return [one for one in left if one.recipients]


# --- one mail


@dataclass(frozen=True, slots=True)
class _Mailing:
    """A mail over an open line; _Lost is raised where that breaks, and who has got no answer is to wait."""

    line: smtplib.SMTP
    server: Server
    sender: str
    track: Track

    def send(self, parcel: Parcel) -> None:
        taken = [to for to in self._announced(parcel) if self._takes(to)]
        if taken:
            self._hand_over(parcel.mail, taken)
        else:
            self._ask(self.line.rset)

    def _announced(self, parcel: Parcel) -> Sequence[Recipient]:
        """Return those to ask for. Until somebody is named no refusal is theirs: they wait."""
        options = [f"SIZE={len(parcel.mail)}"] if self.line.has_extn("size") else []
        if not all(to.address.isascii() for to in parcel.recipients):
            if not self.line.has_extn("smtputf8"):
                words = f"{self.server.name} takes no addresses with letters beyond ASCII (it has no SMTPUTF8)"
                self._settle(parcel.recipients, "refused", words)
                return ()
            options.append("SMTPUTF8")
        reply = self._ask(self.line.mail, self.sender, options)
        if reply.good:
            return parcel.recipients
        self._settle(parcel.recipients, "waiting", f"the sender {self.sender} is not taken: {reply.shown}")
        return ()

    def _takes(self, to: Recipient) -> bool:
        reply = self._ask(self.line.rcpt, to.address)
        if not reply.good:
            self._settle([to], "waiting" if reply.code == _TOO_MANY else reply.state(), reply.shown)
        return reply.good

    def _hand_over(self, mail: bytes, recipients: Sequence[Recipient]) -> None:
        reply = self._ask(self.line.docmd, "DATA")
        if reply.code != _GO_AHEAD:
            self._settle(recipients, "waiting" if reply.good else reply.state(), reply.shown)
            self._ask(self.line.rset)
            return
        with _told(self.server, "while the mail was sent"):
            self.line.send(_DOT.sub(b"..", mail) + (b"" if mail.endswith(b"\r\n") else b"\r\n"))
        self.track.begin(recipients)
        last = self._end()
        state = last.state("doubtful")
        self._settle(recipients, state, last.shown)
        if state == "doubtful" or last.code == _CLOSING:
            raise _Lost(f"{self.server.name} has ended the dialogue: {last.shown}")

    def _end(self) -> _Reply:
        """Send the dot and return the answer, one without a code where none was seen."""
        assert self.line.sock  # noqa: S101 - it was open a line ago
        try:
            self.line.sock.settimeout(self.server.patience)
            self.line.send(b".\r\n")
            code, text = self.line.getreply()
            self.line.sock.settimeout(self.server.timeout)
        except OSError as error:
            return _Reply(0, f"{self.server.name}: the mail was sent, but {_why(error, self.server.patience)}")
        if code // 100 not in _STATES:
            return _Reply(0, f"{self.server.name}: the mail was sent, but the answer is none: {_shown(text)}")
        return _Reply(code, _shown(text))

    def _ask(self, call: Callable[..., tuple[int, bytes]], *arguments: object) -> _Reply:
        return _asked(self.server, call, *arguments)

    def _settle(self, recipients: Sequence[Recipient], state: DeliveryState, words: str) -> None:
        self.track.settle([Answer(to, state, words) for to in recipients])


# --- the line


@contextlib.contextmanager
def _line(server: Server) -> Iterator[smtplib.SMTP]:
    """Yield an open line to a server, encrypted and logged in as wanted. Raises _Lost."""
    secret = _secret(server)
    with contextlib.closing(_dialled(server)) as line:
        _greet(line, server)
        if server.security == "starttls":
            _encrypt(line, server)
        if server.login:
            _log_in(line, server, server.login.user, secret)
        yield line
        with contextlib.suppress(OSError):
            line.quit()


def _secret(server: Server) -> str:
    try:
        return password(server.login) if server.login else ""
    except ConfigError as error:
        raise _Lost(str(error)) from None


def _dialled(server: Server) -> smtplib.SMTP:
    with _told(server, "at the beginning"):
        if server.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, server.hello, timeout=server.timeout, context=context)
        return smtplib.SMTP(server.host, server.port, server.hello, server.timeout)


def _greet(line: smtplib.SMTP, server: Server) -> None:
    reply = _asked(server, line.ehlo)
    if not reply.good:
        reply = _asked(server, line.helo)
    if not reply.good:
        raise _Lost(f"{server.name} does not want to talk: {reply.shown}")


def _encrypt(line: smtplib.SMTP, server: Server) -> None:
    if not line.has_extn("starttls"):
        remedy = 'is it another port, or security = "tls"?'
        raise _Lost(f"{server.name} offers no STARTTLS, and nothing is sent unencrypted; {remedy}")
    with _told(server, "at STARTTLS"):
        line.starttls(context=ssl.create_default_context())
    _greet(line, server)


def _log_in(line: smtplib.SMTP, server: Server, user: str, secret: str) -> None:
    offered = line.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        answers = ["PLAIN " + _packed(f"\0{user}\0{secret}")]
    elif "LOGIN" in offered:
        answers = ["LOGIN", _packed(user), _packed(secret)]
    else:
        raise _Lost(f"{server.name} takes none of the logins PLAIN and LOGIN")
    reply = _asked(server, line.docmd, "AUTH", answers[0])
    for answer in answers[1:]:
        if reply.code == _GO_ON:
            reply = _asked(server, line.docmd, answer)
    if reply.code != _LOGGED_IN:
        raise _Lost(f"{server.name} refused the login of {user}: {reply.shown}")


def _packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _told_to(server: Server) -> tuple[str, ...]:
    """Return what a server is told that no other may know, in all ways that it could say it again, at any time."""
    try:
        secret = _secret(server)
    except _Lost:
        return ()
    user = server.login.user if server.login else ""
    return (*disguises(secret), *disguises(_shown(secret)), _packed(f"\0{user}\0{secret}")) if secret else ()


def _masked(words: str, secrets: Sequence[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, MASK)
    return words


def _asked(server: Server, call: Callable[..., tuple[int, bytes]], *arguments: object) -> _Reply:
    """Return the answer to a command. Raises _Lost where there is none, or the server ends the dialogue."""
    with _told(server, "in the dialogue"):
        code, text = call(*arguments)
    reply = _Reply(code, _shown(text))
    if code == _NO_REPLY:
        raise _Lost(f"{server.name} does not speak SMTP: {reply.words}")
    if code == _CLOSING:
        raise _Lost(f"{server.name}: {reply.shown}")
    return reply


# --- in words


@contextlib.contextmanager
def _told(server: Server, when: str) -> Iterator[None]:
    """Turn what breaks a line into _Lost; no word of it may be a secret, so none but a server's own is taken over."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise _Lost(f"{server.name}: {_Reply(error.smtp_code, _shown(error.smtp_error)).shown}") from None
    except OSError as error:
        raise _Lost(f"{server.name}: {_why(error, server.timeout)} {when}") from None


def _why(error: OSError, seconds: float) -> str:
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        problem = _CERTIFICATES.get(cause.verify_code, f"is not to be trusted ({cause.verify_message})")
        return f"the server's certificate {problem};"
    if isinstance(cause, ssl.SSLError):
        return f"encryption failed ({cause.reason or 'broken off'})"
    if isinstance(cause, TimeoutError):
        return f"there was no answer within {seconds:g} seconds"
    if isinstance(cause, socket.gaierror):
        return "the host is not known, or the network is down,"
    if isinstance(cause, ConnectionRefusedError):
        return "nobody listens there,"
    return "the connection was lost"


def _shown(text: bytes | str) -> str:
    """Return a server's words in one line that can be printed."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."
