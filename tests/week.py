"""Mornings on loopback: feeds that change by the day, readers by several ways, a cron, faults, and what all came to.

    with Week(folder) as week:
        week.publish(day)
        week.cron(moment, kill=17)
        week.verdicts(day)

The program is a process of its own each time (launcher.py); the clock is the argument `--now`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from typing import TYPE_CHECKING, Self

import trustme
from mail_server import STAGES, Mailserver
from newsroom import Piece, piece, rss
from program import ROOT, Run
from server import Asked, Reply, Server, kept

from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefing.model import Delivery

FIRST = date(2031, 3, 26)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(7))
"""A week in Europe/Berlin, whose clock is put forward on the Sunday, 30 March."""

READERS = ("ines@post.example", "anton@post.example", "mara@post.example")
FEEDS = ("Gazette", "Herald", "Observer")
EACH = 2  # reports of a feed, each day

PASSWORD = "of no server but this"  # noqa: S105
HOOK, MAILDIR = "http://127.0.0.1/...", "mail"

STAGES_OF_EACH = tuple(stage for stage in STAGES if stage != "second rcpt")
"""The stages of a dialogue in which everybody gets a mail of their own."""


def ticks(day: date, *hours: int) -> Iterator[datetime]:
    """The moments at which cron comes on a day, by the hours of UTC; without any every hour."""
    yield from (datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for hour in hours or range(24))


@dataclass(frozen=True)
class Started(Run):
    """What a run left; a code below 0 is the signal that ended it. It could have been killed at so many `instants`."""

    instants: int = 0


@dataclass(frozen=True)
class Verdict:
    """How often an issue came to a recipient, what the ledger says of it, and whether `briefing status` names it."""

    date: str
    recipient: str
    came: int
    state: str
    named: bool

    @property
    def outcome(self) -> str:
        """One of: once, held, held though it came, pending; and what must not be: twice, lost, unnamed."""
        if self.came > 1:
            return "twice"
        if self.state in {"doubtful", "refused"}:
            if not self.named:
                return "unnamed"
            return "held though it came" if self.came else "held"
        if self.state == "accepted":
            return "once" if self.came else "lost"
        return "twice" if self.came else "pending" if self.state else "lost"


WRONG = frozenset({"twice", "lost", "unnamed"})


@dataclass(frozen=True)
class Fault:
    """What goes wrong while cron comes once; several things may.

    At a `stage` of the dialogue the mail server does `what`, so many `times`; `answers` has what it says of an address.
    With `login` it does not know the password. `hook` is what the webhook answers. The process is killed at the instant
    `kill`; no file may be larger than the archive and `room` bytes; with `blocked` a file stands where the Maildir
    should be; `twin` starts two at once.
    """

    stage: str = ""
    what: str = ""
    times: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)
    login: bool = False
    hook: Reply | None = None
    kill: int = 0
    room: int = 0
    blocked: bool = False
    twin: bool = False

    @property
    def wrong_there(self) -> str:
        """What the mail server does, in words."""
        return f"mail server: {self.what.partition(' ')[0]} at {self.stage}"


WELL = Fault()


class Week:
    """A brief in a folder, with its feeds, its readers and its program, from `__enter__` to `__exit__`."""

    def __init__(self, folder: Path, *, each: bool = True) -> None:
        self.folder, self.each = folder, each
        self.config, self.out = folder / "briefing.toml", folder / "out"
        self.web = Server()
        self.posted: list[str] = []
        self.faults: Counter[str] = Counter()
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        self.post = Mailserver(context, password=PASSWORD, stall=2.0)
        folder.mkdir(parents=True, exist_ok=True)
        authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        (folder / "password").write_text(PASSWORD)
        (folder / "password").chmod(0o600)

    def __enter__(self) -> Self:
        self.web.__enter__()
        self.post.__enter__()
        self.web.routes["/hook"] = self._hooked
        self.config.write_text(self._settings())
        self._launcher = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "launcher.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env=self.environment,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._launcher.communicate()
        self.post.__exit__()
        self.web.__exit__()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every run."""
        return {"SSL_CERT_FILE": str(self.folder / "ca.pem"), "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}

    # --- what the world does

    def publish(self, day: date, *, ill: Sequence[str] = ()) -> None:
        """Let the feeds bring what is new on a day; those that are ill fail."""
        number = (day - FIRST).days
        for place, name in enumerate(FEEDS):
            route = f"/{name.lower()}"
            if name in ill:
                self.web.routes[route] = Reply(status=500)
                continue
            own = [one for back in range(min(3, number + 1)) for one in _pieces(number - back, place)]
            self.web.routes[route] = kept(rss(name, own, self.web.url(""), prefix=name), f'"{name}{number}"')

    def cron(self, now: datetime, *, kill: int = 0, room: int = 0, times: int = 1) -> Started:
        """Do what cron does at a moment; kill it at an instant, let no file be larger than the archive and so much."""
        store = self.out / "briefing.sqlite"
        most = room + store.stat().st_size if room and store.exists() else room
        words = ["run", *self.words, "--due", "--quiet", "--now", now.isoformat()]
        return max(self._runs(words, kill=kill, room=most, times=times), key=lambda one: one.code)

    def program(self, command: str, *words: str, kill: int = 0, room: int = 0) -> Started:
        """Run the program as whoever set it up."""
        return self._runs([command, *self.words, *words], kill=kill, room=room)[0]

    def _runs(self, words: list[str], *, kill: int = 0, room: int = 0, times: int = 1) -> list[Started]:
        assert self._launcher.stdin
        assert self._launcher.stdout
        self._launcher.stdin.write(json.dumps({"words": words, "kill": kill, "room": room, "times": times}) + "\n")
        self._launcher.stdin.flush()
        done = [Started(**one) for one in json.loads(self._launcher.stdout.readline())]
        if any(one.code < 0 for one in done):
            time.sleep(0.02)  # the servers see the end
        self.post.wait()
        return done

    def tick(self, now: datetime, fault: Fault = WELL) -> Started:
        """Let cron come while something is wrong, and count what of that came about."""
        asked, heard = self.web.hits["/hook"], len(self.post.seen)
        self.post.faults, self.post.times = ({fault.stage: fault.what} if fault.stage else {}), fault.times
        self.post.answers, self.post.password = dict(fault.answers), "another" if fault.login else PASSWORD
        self.web.routes["/hook"] = fault.hook or self._hooked
        with self._blocked() if fault.blocked else contextlib.nullcontext():
            done = self.cron(now, kill=fault.kill, room=fault.room, times=2 if fault.twin else 1)
        said = "\n".join(self.post.seen[heard:])
        self.faults.update(
            name
            for name, happened in (
                (fault.wrong_there, fault.stage and self.post.times < fault.times),
                *((f"mail server: {what[:3]} for one recipient", to in said) for to, what in fault.answers.items()),
                ("mail server: login refused", fault.login and "AUTH" in said),
                ("webhook: does not answer well", fault.hook and self.web.hits["/hook"] > asked),
                ("killed", done.code == -signal.SIGKILL),
                ("disk full", fault.room and done.code in {1, 3}),
                ("Maildir not there", fault.blocked and "maildir to" in done.err),
                ("two at once", fault.twin),
            )
            if happened
        )
        self.post.faults, self.post.answers, self.post.password = {}, {}, PASSWORD
        self.web.routes["/hook"] = self._hooked
        return done

    @contextlib.contextmanager
    def _blocked(self) -> Iterator[None]:
        """Let a file stand where the Maildir should be."""
        place, aside = self.folder / MAILDIR, self.folder / "aside"
        if place.exists():
            place.rename(aside)
        place.touch()
        yield
        place.unlink()
        if aside.exists():
            aside.rename(place)

    @property
    def words(self) -> list[str]:
        """Where its things are."""
        return ["--config", str(self.config), "--out", str(self.out)]

    # --- what came of it

    def on_file(self, day: date) -> tuple[Delivery, ...]:
        """What the ledger says of the issue of a day."""
        return deliveries(self.out / "briefing.sqlite", "lume", day.isoformat())

    def arrived(self) -> Counter[tuple[str, str]]:
        """How often which issue came to whom, each by its date."""
        mails = [*self.post.taken, *(([str(MAILDIR)], path.read_bytes()) for path in self._maildir())]
        found = Counter((_date(mail), to) for everybody, mail in mails for to in everybody)
        return found + Counter((day, HOOK) for day in self.posted)

    def ids(self) -> dict[str, set[str]]:
        """The Message-IDs that the mails of each issue came with."""
        found: dict[str, set[str]] = {}
        for _, mail in self.post.taken:
            found.setdefault(_date(mail), set()).add(message_from_bytes(mail)["Message-ID"])
        return found

    def verdicts(self, days: Sequence[date], now: datetime) -> list[Verdict]:
        """What became of the issues of these days, for each recipient."""
        came, status = self.arrived(), self.program("status", "--json", "--now", now.isoformat())
        assert status.out, status.err
        matters = json.loads(status.out)["matters"]
        states = {
            (one.dispatch.date, one.dispatch.recipient.address): one.state for day in days for one in self.on_file(day)
        }
        return [
            Verdict(day, to, came[day, to], states.get((day, to), ""), _names(matters, day, to))
            for day in map(str, days)
            for to in (*READERS, MAILDIR, HOOK)
        ]

    def look_after(self, verdicts: Sequence[Verdict], now: datetime) -> int:
        """Do what a person does who has looked: send again what is held and did not come. Return how many it was."""
        held = [one for one in verdicts if one.outcome == "held"]
        for one in held:
            self.program("send", one.date, "--again", "--to", one.recipient, "--now", now.isoformat())
        return len(held)

    # --- the same again

    def keep(self, name: str) -> None:
        """Keep all as it is, by a name."""
        shutil.copytree(self.folder, self.folder.with_name(f"{self.folder.name}-{name}"))

    def back_to(self, name: str) -> None:
        """Make all as it was when it was kept; nobody has got anything since."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self.folder / MAILDIR, ignore_errors=True)
        shutil.copytree(self.folder.with_name(f"{self.folder.name}-{name}"), self.folder, dirs_exist_ok=True)
        self.post.taken.clear()
        self.posted.clear()

    def _hooked(self, asked: Asked) -> Reply:
        self.posted.append(json.loads(asked.body)["date"])
        return Reply(b"ok")

    def _maildir(self) -> Iterator[Path]:
        yield from (path for part in ("new", "cur") for path in (self.folder / MAILDIR / part).glob("*"))

    def _settings(self) -> str:
        feeds = {name: self.web.url(f"/{name.lower()}") for name in FEEDS}
        sources = "".join(
            f'[[sources]]\nname = "{name}"\nfeed = "{feed}"\nprivate = true\n' for name, feed in feeds.items()
        )
        return f"""[brief]
id = "lume"
title = "The talks of Porto Lume"
timezone = "Europe/Berlin"
window = "72h"
[schedule]
at = "07:00"
[fetch]
delay = 0.01
{sources}[[topics]]
id = "talks"
title = "The talks"
terms = ["truce", "envoys", "delegation", "harbour"]
[deliver.mail]
from = "The desk <desk@lume.example>"
bcc = {json.dumps(READERS)}
each = {str(self.each).lower()}
server = "127.0.0.1:{self.post.port}"
user = "desk"
password_file = "password"
timeout = 1
hello = "here.example"
[deliver.maildir]
path = "{MAILDIR}"
from = "desk@lume.example"
to = ["all@lume.example"]
[deliver.webhook]
address = "{self.web.url("/hook")}"
"""


def _pieces(number: int, place: int) -> list[Piece]:
    """The reports that a feed brings on a day of the week, by number."""
    morning = datetime(FIRST.year, FIRST.month, FIRST.day, 1, tzinfo=UTC) + timedelta(days=number)
    start = 100 * (number + 1) + EACH * place
    return [piece(start + one, morning + timedelta(minutes=7 * one)) for one in range(EACH)]


def _date(mail: bytes) -> str:
    """The day of the issue in a mail, by its Message-ID."""
    return str(message_from_bytes(mail)["Message-ID"]).split(".")[1]


def _names(matters: Sequence[str], day: str, to: str) -> bool:
    return any(
        line.startswith(f"{day}: ") and to in line and f"briefing send {day} --again" in line for line in matters
    )
