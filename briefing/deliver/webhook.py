"""Parcels -> an address of the web that takes JSON (POST), and what its answer says. Knows http.client.

Until the whole body is sent the server has nothing that it could take: whatever goes wrong before leaves the recipient
waiting. From then on until the answer is read it is in doubt. Redirects are not followed, proxies not used, and the
address is a secret, that stands in no message.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from dataclasses import field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from briefing.deliver.hidden import Hidden, disguises, first_line, parts_of, revealed
from briefing.errors import ConfigError
from briefing.model import Answer
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from urllib.parse import SplitResult

    from briefing.deliver.parcels import Parcel, Track
    from briefing.model import DeliveryState

BODY = "webhook.json"
"""The name of what is sent, among the files of a parcel."""

SIGNATURE = "X-Briefing-Signature"

_HEARD = 4096  # bytes of an answer's body that are read
_GRACE = 2.0  # seconds for a thread to see that its line is closed
_LATER = frozenset({408, 425, 429})
_IN_DOUBT = 504  # a gateway whose server did not answer in time, and may have taken it
_MEANINGS = {
    400: "it does not take the message as it is",
    401: "it wants a login",
    403: "it refuses",
    404: "there is nothing at the address; is it still the right one?",
    405: "it takes nothing by POST; is it the right address?",
    410: "the address is gone for good",
    413: "the message is too large for it",
}


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address, plain or hidden; where the secret is that the body is signed with, if any; seconds in all.

    `agent` is what the server is told of who asks.
    """

    address: str | Hidden = field(repr=False)
    secret: Hidden | None = None
    timeout: float = 30.0
    agent: str = "briefing"


_FAILURES = (
    (socket.gaierror, "its host is not found; is there a network?"),
    (http.client.RemoteDisconnected, "the connection was closed without an answer"),
    (http.client.HTTPException, "it does not answer as servers of the web do"),
)

_Result = TypeVar("_Result")


class _Lost(Exception):  # noqa: N818 - no error of the program, and it never leaves this module
    """There is no answer; its words say why."""


@dataclass(frozen=True, slots=True)
class _Door:
    """The parts of an address, the key to sign with, and all that may stand in no message."""

    parts: SplitResult
    key: bytes
    secrets: tuple[str, ...]

    @property
    def login(self) -> str:
        """Name and password that stand in the address, as a header has them; "" where there are none."""
        user, password = unquote(self.parts.username or ""), unquote(self.parts.password or "")
        return base64.b64encode(f"{user}:{password}".encode()).decode("ascii") if user or password else ""


def send(way: Webhook, parcels: Sequence[Parcel], track: Track) -> None:
    """Post the body of each parcel. Raises what `track` raises."""
    try:
        door = _door(way)
    except ConfigError as error:
        track.settle([Answer(to, "waiting", str(error)) for parcel in parcels for to in parcel.recipients])
        return
    for parcel in parcels:
        state, words = _Posting(way, door, parcel).post(track)
        track.settle([Answer(to, state, words) for to in parcel.recipients])


def attempted(way: Webhook) -> str:
    """Return what is wrong with an address, after connecting and sending nothing; "" where it can be reached."""
    try:
        door = _door(way)
        _limited(lambda: _connected(door.parts, way.timeout), way.timeout).close()
    except (ConfigError, _Lost) as error:
        return str(error)
    return ""


def _door(way: Webhook) -> _Door:
    """Return where to post. Raises ConfigError."""
    address = revealed(way.address, "address") if isinstance(way.address, Hidden) else way.address
    key = revealed(way.secret, "secret") if way.secret else ""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and address.isascii()
    except ValueError:
        usable = False
    if not usable or any(letter <= " " for letter in address):
        raise ConfigError("", "", "the address of the webhook is none; it begins with https://")
    secrets = (*parts_of(address), *disguises(key), *disguises(unquote(parts.password or "")))
    door = _Door(parts, key.encode(), secrets)
    return replace(door, secrets=(*secrets, door.login))


# --- one message


@dataclass(slots=True)
class _Progress:
    """How far a message has come, for whoever waits for its end."""

    sent: bool = False
    status: int = 0
    said: bytes = b""
    later: str = ""


@dataclass(frozen=True, slots=True)
class _Posting:
    """A message on its way."""

    way: Webhook
    door: _Door
    parcel: Parcel

    def post(self, track: Track) -> tuple[DeliveryState, str]:
        """Return what became of it."""
        seconds = self.way.timeout
        try:
            line = _limited(lambda: _connected(self.door.parts, seconds), seconds)
        except _Lost as lost:
            return "waiting", str(lost)
        with contextlib.closing(line):
            track.begin(self.parcel.recipients)
            return self._exchanged(line)

    def _exchanged(self, line: http.client.HTTPConnection) -> tuple[DeliveryState, str]:
        progress = _Progress()
        try:
            _limited(lambda: self._exchange(line, progress), self.way.timeout, lambda: _break(line))
        except _Lost as lost:
            if progress.status:  # it has answered, and only what it says besides did not come
                return _meaning(progress, self.door.secrets)
            if not progress.sent:
                return "waiting", f"{lost}, before all was sent"
            return "doubtful", f"{lost}, after all was sent; whether it was taken is not known"
        return _meaning(progress, self.door.secrets)

    def _exchange(self, line: http.client.HTTPConnection, progress: _Progress) -> None:
        """Send, and read the answer; a server may answer and close before it has read all."""
        body, parts = self.parcel.files[BODY], self.door.parts
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            line.request("POST", path, body, self._headers(body))
            progress.sent = True
        except OSError as error:
            answer = _early(line, error)
        else:
            answer = line.getresponse()
        with answer:
            progress.status = answer.status
            progress.later = answer.getheader("Retry-After", "")
            with contextlib.suppress(OSError, http.client.HTTPException):  # what it says besides decides nothing
                progress.said = answer.read(_HEARD)

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": self.way.agent,
            "Idempotency-Key": _key(self.parcel),
            "Connection": "close",
        }
        if self.door.login:
            headers["Authorization"] = f"Basic {self.door.login}"
        if self.door.key:
            headers[SIGNATURE] = "sha256=" + hmac.new(self.door.key, body, hashlib.sha256).hexdigest()
        return headers


def _key(parcel: Parcel) -> str:
    """Return what is the same whenever this issue, in this edition, goes to these recipients."""
    to = [f"{one.way} {one.name}" for one in parcel.recipients]
    said = "\n".join([parcel.brief, parcel.date, parcel.message_id, *to])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _meaning(progress: _Progress, secrets: Sequence[str]) -> tuple[DeliveryState, str]:
    """Return what an answer means."""
    status = progress.status
    if 200 <= status < 300:
        return "accepted", ""
    said = first_line(progress.said, secrets)
    known = _MEANINGS.get(status, "")
    words = " · ".join(filter(None, [f"the answer was {status}{f' ({known})' if known else ''}", said]))
    if status == _IN_DOUBT or status < 200:
        return "doubtful", f"{words}; whether it was taken is not known"
    if status in _LATER or status >= 500:
        return "waiting", words + _until(progress.later)
    if 300 <= status < 400:
        return "refused", f"the answer was {status}: the address has moved, and nothing is sent on; write the new one"
    return "refused", words


def _until(header: str) -> str:
    """Return when a server wants to be asked again, in words."""
    if header.isascii() and header.isdigit() and len(header) < 8:
        return f"; it asks to wait for {int(header)} seconds"
    moment = _moment(header)
    return f"; it asks to wait until {moment:%Y-%m-%d %H:%M %Z}" if moment else ""


def _moment(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None


# --- the line


def _connected(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    line = (
        http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=seconds)
    )
    line.connect()
    return line


def _early(line: http.client.HTTPConnection, error: OSError) -> http.client.HTTPResponse:
    """Return the answer of a server that gave it before it had read all. Raises the error where there is none."""
    try:
        return line.getresponse()
    except (OSError, http.client.HTTPException):
        raise error from None


def _break(line: http.client.HTTPConnection) -> None:
    if line.sock:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)


def _limited(work: Callable[[], _Result], seconds: float, stop: Callable[[], None] = lambda: None) -> _Result:
    """Return what the work gives within so many seconds. Raises _Lost where it fails, or takes longer.

    It is done in a thread: neither the look-up of a name nor a server that sends a byte at a time has an end of its
    own. `stop` makes it end.
    """
    done: list[_Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        stop()
        thread.join(_GRACE)
        raise _Lost(f"no answer within {seconds:g} seconds")
    if failed:
        raise _lost(failed[0], seconds) from None
    return done[0]


def _lost(error: BaseException, seconds: float) -> BaseException:
    """Return what an error of the line means, in words that name no address; any other error as it is."""
    words = next((words for kind, words in _FAILURES if isinstance(error, kind)), "")
    if isinstance(error, ssl.SSLCertVerificationError):
        words = f"its certificate is not trusted: {error.verify_message.partition(',')[0]}"
    if isinstance(error, TimeoutError):
        words = f"no answer within {seconds:g} seconds"
    if isinstance(error, OSError) and not words:
        words = f"the connection failed: {error.strerror or type(error).__name__}"
    return _Lost(words) if words else error
