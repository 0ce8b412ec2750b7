"""An issue posted to a server on loopback that takes it, refuses it, stalls, and breaks off at every stage."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
import trustme
from program import ROOT
from server import Reply, Server, Unread, dripping, redirect
from test_ways import Book

from briefing.deliver import webhook
from briefing.deliver.hidden import Hidden
from briefing.deliver.parcels import Parcel, Track
from briefing.deliver.webhook import BODY, Webhook, attempted
from briefing.model import Recipient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TO = Recipient("webhook", "desk", "$HOOK")
DATA = '{"title":"Talks in Größe"}'.encode()
KEY = "/services/T0HARBOUR/B0LANTERN/q9w8e7r6t5y4u3i2"


def parcel(body: bytes = DATA, key: str = "talks.2031-05-15.0.ab12") -> Parcel:
    return Parcel("talks", "2031-05-15", (TO,), key, files={BODY: body})


def posted(address: str, one: Parcel | None = None, *, secret: Hidden | None = None, timeout: float = 5.0) -> Book:
    book = Book()
    webhook.send(Webhook(address, secret, timeout, "briefing/1"), [one or parcel()], book.track)
    return book


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        one.routes[KEY] = Reply(b"ok")
        yield one


def test_the_body_is_posted_as_it_is_and_begun_before(server: Server) -> None:
    book = posted(server.url(KEY))
    (asked,) = server.asked
    assert book.steps == [("begin", "$HOOK"), ("accepted", "$HOOK")]
    assert (asked.method, asked.body, asked.headers["content-type"]) == ("POST", DATA, "application/json")
    assert asked.headers["user-agent"] == "briefing/1"
    assert "x-briefing-signature" not in asked.headers


def test_the_key_is_the_same_for_the_same_edition_and_another_for_another(server: Server) -> None:
    for one in (parcel(), parcel(), parcel(key="talks.2031-05-15.1.cd34")):
        posted(server.url(KEY), one)
    first, again, other = (asked.headers["idempotency-key"] for asked in server.asked)
    assert first == again != other


def test_a_message_is_signed_with_the_secret_of_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "the harbour key")
    posted(server.url(KEY), secret=Hidden("HOOK_SECRET"))
    given = server.asked[0].headers["x-briefing-signature"]
    assert given == "sha256=" + hmac.new(b"the harbour key", DATA, hashlib.sha256).hexdigest()


def test_name_and_password_of_an_address_are_sent_as_a_login(server: Server) -> None:
    posted(server.url(KEY).replace("://", "://me:pass%20word@"))
    assert server.asked[0].headers["authorization"] == "Basic bWU6cGFzcyB3b3Jk"


def test_an_address_is_no_part_of_what_a_record_shows() -> None:
    assert KEY not in repr(Webhook(f"https://hooks.example{KEY}"))


def test_a_server_that_says_again_what_it_was_sent_is_not_quoted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "the harbour/key")
    said = f"{KEY} {KEY.rpartition('/')[2]} bWU6cDQ= p4 the%20harbour/key the+harbour%2Fkey dGhlIGhhcmJvdXIva2V5"
    server.routes[KEY] = Reply(said.encode(), status=403)
    book = posted(server.url(KEY).replace("://", "://me:p4@"), secret=Hidden("HOOK_SECRET"))
    assert book.words == ["the answer was 403 (it refuses) · *** *** *** *** *** *** ***"]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *[(status, "accepted") for status in (200, 201, 202, 204)],
        *[(status, "refused") for status in (301, 302, 307, 308, 400, 401, 403, 404, 410, 413, 422)],
        *[(status, "waiting") for status in (408, 425, 429, 500, 502, 503)],
        (504, "doubtful"),
    ],
)
def test_what_an_answer_means(server: Server, status: int, state: str) -> None:
    server.routes[KEY] = Reply(b"" if status == 204 else b"said so", status=status)
    book = posted(server.url(KEY))
    assert book.states == [state]
    assert state == "accepted" or str(status) in book.words[0]


def test_a_redirect_is_not_followed_and_its_address_not_told(server: Server) -> None:
    server.routes[KEY] = redirect(server.url("/elsewhere"), 307)
    server.routes["/elsewhere"] = Reply(b"ok")
    book = posted(server.url(KEY))
    assert server.hits == {KEY: 1}
    assert "elsewhere" not in book.words[0]
    assert "the address has moved" in book.words[0]


@pytest.mark.parametrize(
    ("header", "words"),
    [("120", "to wait for 120 seconds"), ("Thu, 15 May 2031 07:00:00 GMT", "until 2031-05-15 07:00"), ("soon", "")],
)
def test_when_a_server_wants_to_be_asked_again_is_told(server: Server, header: str, words: str) -> None:
    server.routes[KEY] = Reply(status=429, headers={"Retry-After": header})
    assert words in posted(server.url(KEY)).words[0]


# --- the connection at every stage


def listening(serve: Callable[[socket.socket], object]) -> str:
    """Return the address of a server that does with its one connection what it is told to, and then closes it."""
    door = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with door:
            line, _ = door.accept()
        with line, contextlib.suppress(OSError):  # the client has gone, which is its business
            line.settimeout(5)
            serve(line)

    threading.Thread(target=run, daemon=True).start()
    return f"http://127.0.0.1:{door.getsockname()[1]}{KEY}"


def read_all(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data or not data.endswith(DATA):
        data += line.recv(4096)
    return data


def reset(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def test_a_server_that_is_not_there_is_waited_for_and_nothing_has_begun() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    book = posted(f"http://127.0.0.1:{port}{KEY}")
    assert book.steps == [("waiting", "$HOOK")]
    assert "Connection refused" in book.words[0]
    assert posted("http://no-such-host.invalid/hook").steps == [("waiting", "$HOOK")]


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 2", b"220 mail.lume.example ESMTP\r\n", b"\0\0\0\0"],
    ids=["nothing", "half a line", "another protocol", "noise"],
)
def test_a_connection_that_is_lost_after_all_was_sent_is_in_doubt(answer: bytes) -> None:
    def serve(line: socket.socket) -> None:
        read_all(line)
        line.sendall(answer)

    book = posted(listening(serve))
    assert book.states == ["doubtful"]
    assert "whether it was taken is not known" in book.words[0]


def test_a_connection_that_is_reset_after_all_was_sent_is_in_doubt() -> None:
    def serve(line: socket.socket) -> None:
        read_all(line)
        reset(line)

    assert posted(listening(serve)).states == ["doubtful"]


@pytest.mark.slow
def test_a_server_that_says_nothing_is_in_doubt_when_the_time_is_over(server: Server) -> None:
    server.routes[KEY] = Reply(b"ok", pause=60.0)
    begun = time.monotonic()
    assert posted(server.url(KEY), timeout=1.0).states == ["doubtful"]
    assert time.monotonic() - begun < 30


@pytest.mark.slow
def test_a_server_that_answers_a_byte_at_a_time_is_left_when_the_time_is_over() -> None:
    def serve(line: socket.socket) -> None:
        read_all(line)
        for byte in b"HTTP/1.1 200 OK and then something very long indeed" * 20:
            line.sendall(bytes([byte]))
            time.sleep(0.3)

    begun = time.monotonic()
    assert posted(listening(serve), timeout=1.0).states == ["doubtful"]
    assert time.monotonic() - begun < 60


@pytest.mark.slow
def test_a_body_that_drips_after_the_answer_changes_nothing(server: Server) -> None:
    server.routes[KEY] = dripping(b"ok" * 50, 0.5)
    begun = time.monotonic()
    assert posted(server.url(KEY), timeout=1.5).states == ["accepted"]
    assert time.monotonic() - begun < 40


def test_a_connection_that_is_lost_before_all_was_sent_leaves_the_recipient_waiting() -> None:
    def serve(line: socket.socket) -> None:
        line.recv(100)
        reset(line)

    book = posted(listening(serve), parcel(b'"' + b"x" * 20_000_000 + b'"'))
    assert book.states == ["waiting"]
    assert "before all was sent" in book.words[0]


@pytest.mark.slow
def test_a_server_that_does_not_read_leaves_the_recipient_waiting() -> None:
    release = threading.Event()
    book = posted(listening(lambda _: release.wait(4)), parcel(b'"' + b"x" * 50_000_000 + b'"'), timeout=1.0)
    release.set()
    assert book.states == ["waiting"]


def test_an_answer_that_comes_before_all_was_read_counts(server: Server) -> None:
    server.routes[KEY] = Unread(b"too much", status=413)
    book = posted(server.url(KEY), parcel(b'"' + b"x" * 100_000 + b'"'))
    assert book.states in (["refused"], ["waiting"])  # where the system throws away what came after the answer


def test_where_begin_cannot_be_written_nothing_is_posted(server: Server) -> None:
    def failing(_: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        webhook.send(Webhook(server.url(KEY)), [parcel()], Track(failing, failing))
    assert not server.asked


# --- TLS


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def tls(authority: trustme.CA, name: str) -> Server:
    import ssl  # noqa: PLC0415

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return Server(tls=context)


def test_a_certificate_that_is_trusted_is_enough(authority: trustme.CA) -> None:
    with tls(authority, "127.0.0.1") as server:
        server.routes[KEY] = Reply(b"ok")
        assert posted(server.url(KEY)).states == ["accepted"]
        assert attempted(Webhook(server.url(KEY))) == ""
        assert server.hits == {KEY: 1}


def test_a_certificate_of_another_name_or_signer_stops_all_before_it_begins(authority: trustme.CA) -> None:
    for server in (tls(authority, "other.example"), tls(trustme.CA(), "127.0.0.1")):
        with server:
            book = posted(server.url(KEY))
            assert book.steps == [("waiting", "$HOOK")]
            assert "certificate is not trusted" in book.words[0]
            assert not server.asked


# --- secrets


@pytest.mark.parametrize(
    "reply",
    [
        *[Reply(f"no service at https://h.example{KEY}".encode(), status=status) for status in (400, 404, 500, 504)],
        Reply(b"token q9w8e7r6t5y4u3i2 is unknown, me:hunter2hunter2", status=403),
        Reply(raw=b""),
        redirect(f"https://h.example{KEY}"),
    ],
)
def test_no_part_of_the_address_is_told_whatever_happens(
    server: Server, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    server.routes[KEY] = reply
    monkeypatch.setenv("HOOK", server.url(KEY).replace("://", "://me:hunter2hunter2@"))
    way = Webhook(Hidden("HOOK"), timeout=2.0)
    book = Book()
    webhook.send(way, [parcel()], book.track)
    told = f"{book.words} {way!r}"
    assert not [part for part in (*KEY.split("/")[2:], KEY, "hunter2", str(server.ports[0])) if part in told]


def test_an_address_that_is_missing_or_none_waits_and_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WRONG", "ftp://secret.example/q9w8e7r6")
    (tmp_path / "empty").write_text("\n")
    for hidden in (Hidden("NOT_SET"), Hidden("WRONG"), Hidden(file=tmp_path / "none"), Hidden(file=tmp_path / "empty")):
        book = Book()
        webhook.send(Webhook(hidden), [parcel()], book.track)
        assert book.steps == [("waiting", "$HOOK")]
        assert "secret" not in book.words[0]
        assert "q9w8e7r6" not in book.words[0]
        assert attempted(Webhook(hidden)) == book.words[0]


def test_an_address_may_stand_in_a_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "hook").write_text(f"{server.url(KEY)}\n")
    book = Book()
    webhook.send(Webhook(Hidden(file=tmp_path / "hook")), [parcel()], book.track)
    assert book.states == ["accepted"]


# --- killed

KILLED = """
import os, sys, threading
sys.path[:0] = [{tests!r}, {tests!r} + "/deliver"]
from test_webhook import Webhook, parcel, webhook
from briefing.deliver.parcels import Track
def step(name):
    def noted(_):
        print(name, flush=True)
        if name == {at!r}: os.kill(os.getpid(), 9)
    return noted
webhook.send(Webhook({address!r}), [parcel()], Track(step("begin"), step("settle")))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_at_begin_nothing_was_posted_and_killed_at_settle_it_was(server: Server) -> None:
    for at, hits in (("begin", 0), ("settle", 1), ("never", 2)):
        code = KILLED.format(tests=str(ROOT / "tests"), at=at, address=server.url(KEY))
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, timeout=60)
        assert server.hits[KEY] == hits
