"""Mails through a server that fails at every stage of the dialogue: nobody gets two, and nobody is lost in silence."""

from __future__ import annotations

import base64
import datetime as dt
import shutil
import ssl
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

import pytest
import story
import trustme
from mail_server import DROP, STAGES, STALL, Mailserver
from posting import HASTY, MESSAGE, READERS, Post, way

from briefing.deliver.passwords import Login
from briefing.deliver.smtp import Server, trial

if TYPE_CHECKING:
    from pathlib import Path

    from briefing import Brief

SECRET = "Päss wörd/1+"  # noqa: S105 - of no server but the one in the test
BUSY, NEVER, CLOSING, NOISE = "451 4.3.0 come back", "554 5.7.1 not here", "421 4.3.2 closing", "hello?"
ALL_THREE = dict.fromkeys(READERS)


@pytest.fixture
def post(issue: Path, tmp_path: Path, brief: Brief) -> Post:
    shutil.copytree(issue, tmp_path / "out" / story.DATE)
    return Post(tmp_path / "out", brief)


@cache
def authority() -> trustme.CA:
    return trustme.CA()


def encrypted(*names: str, until: dt.datetime | None = None) -> ssl.SSLContext:
    """What a server of that name encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(*(names or ("127.0.0.1",)), not_after=until).configure_cert(context)
    return context


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authority is one that this machine knows."""
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def login(monkeypatch: pytest.MonkeyPatch) -> Login:
    monkeypatch.setenv("LUME_PASSWORD", SECRET)
    return Login("desk", variable="LUME_PASSWORD")


# --- faults at every stage

PLAIN_STAGES = [stage for stage in STAGES if stage not in {"starttls", "handshake", "ehlo again", "auth"}]
TLS_STAGES = ["starttls", "handshake", "ehlo again", "auth"]
NO_REPLY = {"connect", "handshake", "body", "answered"}  # where nothing is said, nothing else can be
KINDS = {"drop": DROP, "stall": STALL, "busy": BUSY, "never": NEVER, "closing": CLOSING, "noise": NOISE}
FAULTS = [
    (stage, kind)
    for stage in (*PLAIN_STAGES, *TLS_STAGES)
    for kind in KINDS
    if kind in {"drop", "stall"} or stage not in NO_REPLY
    if (stage, kind) != ("answered", "stall")
]


CASES = [
    pytest.param(
        *(stage, kind, each),
        id=f"{stage} {kind} {'each' if each else 'all'}",
        marks=[] if kind == "drop" and not each else [pytest.mark.slow],  # many, and each waits a little
    )
    for stage, kind in FAULTS
    for each in (False, True)
]


def expected(stage: str, kind: str) -> str:
    """The state of the first recipient after a fault, when all are in one mail."""
    if stage in {"answered", "quit"}:
        return "accepted"
    if stage == "body":
        return "doubtful"  # of so short a mail the end was sent before the fault was felt
    if stage == "dot":
        return {"drop": "doubtful", "stall": "doubtful", "noise": "doubtful", "never": "refused"}.get(kind, "waiting")
    if stage == "second rcpt":
        return "accepted" if kind in {"busy", "never"} else "waiting"
    return "refused" if kind == "never" and stage in {"rcpt", "data"} else "waiting"


def checked(server: Mailserver, post: Post) -> None:
    """What the ledger says is what the server has."""
    for one in post.on_file():
        had = server.mails_to(one.dispatch.recipient.address)
        allowed = {"accepted": {1}, "doubtful": {0, 1}}.get(one.state, {0})
        assert had in allowed, one


@pytest.mark.slow
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("stage", "kind", "each"), CASES)
def test_after_a_fault_each_has_one_mail_or_is_named(
    stage: str, kind: str, post: Post, monkeypatch: pytest.MonkeyPatch, *, each: bool
) -> None:
    tls = stage in TLS_STAGES
    options: dict[str, Any] = {"security": "starttls", "login": login(monkeypatch)} if tls else {}
    context = encrypted() if tls else None
    with Mailserver(context, password=SECRET if tls else None, faults={stage: KINDS[kind]}) as server:
        out = way(server.port, each=each, **options)
        first = post.run(way(server.port, each=each, **options, **HASTY) if kind == "stall" else out)
        checked(server, post)
        state = post.states()[READERS[0]]
        if not each:
            assert state == expected(stage, kind), post.on_file()
        assert not server.faults or (each and stage == "second rcpt"), "the fault did not happen"
        second = post.later().run(out)
        checked(server, post)
        third = post.later(40).run(out)
    told = "\n".join((*first.lines, *second.lines))
    for one in post.on_file():
        address = one.dispatch.recipient.address
        assert one.state in {"accepted", "refused", "doubtful"}
        assert one.state == "accepted" or address in told
        assert server.mails_to(address) <= 1
    assert third.lines == ()
    assert third.served == 0
    assert all(mail == MESSAGE.replace(b"\r\n.", b"\r\n..")[: len(mail)] for _, mail in server.taken)
    assert SECRET not in told
    assert SECRET.encode() not in (post.out / "briefing.sqlite").read_bytes()


@pytest.mark.parametrize("kind", [DROP, STALL])
def test_a_fault_within_a_long_mail_leaves_no_doubt(post: Post, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posting.MESSAGE", MESSAGE * 200_000)
    with Mailserver(faults={"body": kind}, offers=()) as server:
        post.run(way(server.port, **(HASTY if kind == STALL else {})))
        assert set(post.states().values()) == {"waiting"}
        monkeypatch.undo()
        post.later().run(way(server.port))
    assert set(post.states().values()) == {"accepted"}
    assert [server.mails_to(address) for address in READERS] == [1, 1, 1]


def test_a_fault_that_lasts_is_tried_with_growing_pauses_and_given_up(post: Post) -> None:
    with Mailserver(faults={"rcpt": BUSY}, times=1000) as server:
        out = way(server.port, readers=READERS[:1])
        tried = []
        for hours in range(60):
            before = len(server.seen)
            lines = post.later(hours).run(out).lines
            if len(server.seen) > before or "refused" in "".join(lines):
                tried.append(hours)
    assert tried == [0, 1, 2, 6, 18, 30, 42, 49]
    (one,) = post.on_file()
    assert one.state == "refused"
    assert one.detail == f"given up after 48 hours: {BUSY}"


# --- one address


def test_one_bad_address_harms_no_other(post: Post) -> None:
    answers = {READERS[0]: "550 5.1.1 no such user", READERS[1]: "450 4.2.1 greylisted"}
    with Mailserver(answers=answers) as server:
        done = post.run(way(server.port))
    assert post.states() == dict(zip(READERS, ("refused", "waiting", "accepted"), strict=True))
    assert server.taken[0][0] == [READERS[2]]
    assert any(READERS[0] in line and "no such user" in line and "--again" in line for line in done.lines)


def test_too_many_recipients_is_for_now(post: Post) -> None:
    with Mailserver(answers={READERS[2]: "552 5.5.3 too many"}) as server:
        post.run(way(server.port))
    assert post.states()[READERS[2]] == "waiting"


def test_an_address_in_other_letters_goes_where_the_server_takes_it(post: Post) -> None:
    readers = ("ines@post.example", "мара@post.example")
    with Mailserver() as server:
        post.run(way(server.port, readers=readers, each=True))
        assert post.states() == dict(zip(readers, ("accepted", "refused"), strict=True))
    with Mailserver(offers=("8BITMIME", "SMTPUTF8")) as server:
        post.send(way(server.port, readers=readers, each=True), again=True)
        assert server.mails_to("мара@post.example") == 1
        assert any(said.startswith("mail FROM") and "SMTPUTF8" in said for said in server.seen)


def test_a_server_that_ends_after_each_mail_is_asked_again(post: Post) -> None:
    with Mailserver(faults={"answered": DROP}, times=100) as server:
        post.run(way(server.port, each=True))
    assert set(post.states().values()) == {"accepted"}
    assert len(server.taken) == 3


def test_a_server_that_always_drops_before_the_answer_gets_one_mail_a_run(post: Post) -> None:
    with Mailserver(faults={"dot": DROP}, times=100) as server:
        post.run(way(server.port, each=True))
        assert sorted(post.states().values()) == ["doubtful", "waiting", "waiting"]
        assert len(server.taken) == 1


# --- encryption and login


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.usefixtures("trusted")
def test_a_mail_goes_encrypted_and_logged_in(post: Post, monkeypatch: pytest.MonkeyPatch, *, implicit: bool) -> None:
    with Mailserver(encrypted(), implicit=implicit, password=SECRET) as server:
        post.run(way(server.port, security="tls" if implicit else "starttls", login=login(monkeypatch)))
    assert set(post.states().values()) == {"accepted"}


@pytest.mark.parametrize(
    ("names", "until", "words"),
    [
        (("mail.other.example",), None, "is of another"),
        (("127.0.0.1",), dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "has expired"),
    ],
)
@pytest.mark.usefixtures("trusted")
def test_a_wrong_certificate_is_refused_in_plain_words(
    post: Post, names: tuple[str, ...], until: dt.datetime | None, words: str
) -> None:
    with Mailserver(encrypted(*names, until=until)) as server:
        done = post.run(way(server.port, security="starttls"))
        assert not server.taken
    assert set(post.states().values()) == {"waiting"}
    assert words in done.lines[0]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_known_is_refused(post: Post, security: str) -> None:
    with Mailserver(encrypted(), implicit=security == "tls") as server:
        done = post.run(way(server.port, security=security))
        assert not server.taken
    assert "whom this machine does not know" in done.lines[0]


def test_nothing_goes_unencrypted_where_there_is_no_starttls(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    with Mailserver(password=SECRET) as server:
        done = post.run(way(server.port, security="starttls", login=login(monkeypatch)))
        assert not server.taken
        assert not any(said.startswith(("AUTH", "MAIL", "mail")) for said in server.seen)
    assert "offers no STARTTLS, and nothing is sent unencrypted" in done.lines[0]


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_waits_for_the_right_one_and_is_shown_nowhere(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = login(monkeypatch)
    with Mailserver(encrypted(), password="another one") as server:  # noqa: S106
        done = post.run(way(server.port, security="starttls", login=wrong))
    assert "refused the login of desk: 535" in done.lines[0]
    assert set(post.states().values()) == {"waiting"}


@pytest.mark.usefixtures("trusted")
def test_a_server_that_says_the_password_again_is_not_quoted(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = base64.b64encode(f"\0desk\0{SECRET}".encode()).decode()
    for reply in (f"535 you said {SECRET}", f"535 you said {packed}", f"421 you said {SECRET}"):
        with Mailserver(encrypted(), password=SECRET, faults={"auth": reply}) as server:
            done = post.send(way(server.port, security="starttls", login=login(monkeypatch)))
        assert "***" in done.lines[0]
        assert SECRET not in done.lines[0]
        assert packed not in done.lines[0]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_a_server_that_says_the_password_long_after_the_login_is_not_quoted(
    post: Post, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    reply = f"550 no {SECRET}, {quote(SECRET)}, {quote_plus(SECRET, '')}, {base64.b64encode(SECRET.encode()).decode()}"
    with Mailserver(encrypted(), password=SECRET, faults={stage: reply}, times=9) as server:
        done = post.send(way(server.port, security="starttls", login=login(monkeypatch)))
    assert "***, ***, ***, ***" in done.lines[0]


@pytest.mark.usefixtures("trusted")
def test_a_trial_does_not_quote_the_password_either(monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = replace(login(monkeypatch), user="clerk")
    packed = base64.b64encode(f"\0clerk\0{SECRET}".encode()).decode()
    with Mailserver(encrypted(), password=SECRET, faults={"auth": f"535 no {SECRET}, {packed}"}) as server:
        assert trial(Server("127.0.0.1", server.port, "starttls", clerk)).endswith("535 no ***, ***")


@pytest.mark.usefixtures("trusted")
def test_a_password_that_is_not_there_is_told_before_anything_is_said(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LUME_PASSWORD", raising=False)
    with Mailserver(encrypted(), password=SECRET) as server:
        done = post.run(way(server.port, security="starttls", login=Login("desk", variable="LUME_PASSWORD")))
        assert server.seen == []
    assert "LUME_PASSWORD" in done.lines[0]


def test_nobody_there_waits() -> None:
    assert "nobody listens there" in trial(Server("127.0.0.1", 9, "none", timeout=0.5))


def test_a_trial_sends_nothing() -> None:
    with Mailserver() as server:
        assert trial(Server("127.0.0.1", server.port, "none", timeout=0.5)) == ""
        assert not server.taken
