"""Invented secrets in every place that may hold one, the commands of a morning, and a search of all that they leave."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import sqlite3
import ssl
import subprocess
import sys
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, quote_plus

import docx
import pytest
import story
import trustme
from mail_server import Mailserver
from newsroom import atom, page, piece, rss
from program import ROOT
from server import Asked, Reply, Server, redirect
from server import page as served

from briefing.cli.faults import unsaid
from briefing.cli.logbook import logbook
from briefing.config import SourceSettings, load_config, parse_config
from briefing.errors import ConfigError
from briefing.ingest.feeds import Feed, FeedEntry
from briefing.ingest.fetch import Fetched, Request
from briefing.ingest.opml import Outline
from briefing.model import Arrival, Batch, Wanted
from briefing.run import arriving, trying
from briefing.run.answering import Clerk
from briefing.run.asking import Ask, listed
from briefing.run.health import Standing, health
from briefing.run.shares import Ration
from briefing.store.filing import file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsroom import Piece
    from program import Program, Run

ADDRESSES = {
    "feed": "fd11harbourlanternq1",
    "page": "pg22harbourlanternq2",
    "missing": "ms33harbourlanternq3",
    "refused": "rf44harbourlanternq4",
    "moved": "mv55harbourlanternq5",
    "target": "tg66harbourlanternq6",
    "lost": "ls77harbourlanternq7",
    "tls": "tl88harbourlanternq8",
    "login": "lg99harbourlanternq9",
    "broken": "br10harbourlanternqa",
    "opml": "op21harbourlanternqb",
    "named": "nm32harbourlanternqc",
    "drawn": "dr43harbour5lantern6ql",
    "hopped": "hp54harbour6lantern7qm",
    "quoted": "qt65harbourlanternqn",
    "listing": "li76harbourlanternqo",
    "listed": "ld87harbourlanternqp",
    "untitled": "ut98harbour7lantern8qq",
    "etag": "et09harbourlanternqr",
    "place": "pc19harbourlanternqs",
    "linked": "lk29harbourlanternqt",
    "packed": "pk39harbourlanternqu",
}
"""Tokens in the addresses of sources and in what these send on to."""

HIDDEN = {
    "mail": "Qu&y 7=lämp/+post%x",
    "slack": "T0LUME/B0LUME/sl43harbourlanternqd",
    "teams": "tm54harbourlanternqe",
    "plain": "pl65harbourlanternqf",
    "basic": "bs76harbourlanternqg",
    "signing": "sg87harbourlanternqh",
    "ping": "pi98harbourlanternqi",
    "command": "cm09harbourlanternqj",
    "bystander": "by19harbourlanternqk",
    "argument": "ar29harbourlanternql",
    "letter": "harbour-lantern-letter",
    "folded": "harbour lantern & letter/x",
}
"""What is handed over by variables, by files, or stands in the configuration for a way out."""

MAY_HOLD: dict[tuple[str, str], str] = {}
"""A table of the archive and a secret that may stand there -> why."""


def forms(secret: str) -> list[bytes]:
    """A secret as it is, as an address has it, as JSON has it, and in base64 wherever in a text it begins."""
    raw = secret.encode()
    packed = [base64.b64encode(b"x" * shift + raw)[(4 if shift else 0) : -4].rstrip(b"=") for shift in range(3)]
    return list(
        {
            raw,
            quote(secret).encode(),
            quote(secret, "").encode(),
            quote_plus(secret).encode(),
            json.dumps(secret)[1:-1].encode(),
            *packed,
        }
    )


def found(said: bytes, *but: str) -> set[str]:
    """The names of the secrets in a text, except some."""
    every = {**ADDRESSES, **HIDDEN}
    return {name for name, secret in every.items() if name not in but and any(one in said for one in forms(secret))}


def cells(path: Path) -> Iterator[tuple[str, bytes]]:
    """What stands in an archive, by tables; what is packed is unpacked."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of the archive's own
                for cell in row:
                    data = cell if isinstance(cell, bytes) else str(cell).encode("utf-8", "surrogatepass")
                    yield table, data
                    with contextlib.suppress(zlib.error):
                        yield table, zlib.decompress(data, 47)


def leaks(folder: Path) -> set[tuple[str, str, str]]:
    """What stands in files that may not stand there: the file, the table of an archive, the secret."""
    left: set[tuple[str, str, str]] = set()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_file():
            continue
        said = name.encode() + b"\n" + path.read_bytes()
        if path.suffix == ".sqlite":
            may = {secret for _, secret in MAY_HOLD}
            left |= {(name, "", one) for one in found(said, *may)}
            left |= {
                (name, table, one) for table, data in cells(path) for one in found(data) if (table, one) not in MAY_HOLD
            }
        elif not name.endswith(("-wal", "-shm")):
            left |= {(name, "", one) for one in found(said)}
    return left


# --- a morning


def echo(asked: Asked) -> str:
    """What a server was sent, said again: address, login, body."""
    login = asked.headers.get("authorization", "")
    return f"no {asked.path} {login.partition(' ')[2]} {asked.headers}"


@dataclass
class Morning:
    """A configuration that is full of secrets, the servers that it names, and what the program said of it."""

    program: Program
    folder: Path
    web: Server
    tls: Server
    post: Mailserver
    said: list[tuple[str, Run]] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def serve(self) -> None:
        pieces, base = [piece(number) for number in range(3)], self.web.url("")
        for path, reply in {
            "/feed?token={feed}": served(rss("Lume Gazette", pieces, base)),
            "/page?auth_key={page}": served(page(pieces[0])),
            "/broken?token={broken}": served(b"<rss><channel>{", "application/rss+xml"),
            "/moved?token={moved}": redirect(self.web.url(self.named("/target?token={target}")), 301),
            "/target?token={target}": served(atom("Lume Wire", pieces, base)),
            "/lost?token={lost}": redirect(self.web.url(self.named("/nowhere?token={target}"))),
            "/opml?token={opml}": Reply(b"<opml>", 500),
            "/private/{drawn}/feed": served(self.quoting("/private/{drawn}/a", pieces)),
            "/hop": redirect(self.web.url(self.named("/private/{hopped}/feed")), 308),
            "/private/{hopped}/feed": served(self.quoting("/private/{hopped}/a", pieces)),
            "/letters/{letter}/feed": served(self.quoting("/letters/{letter}/a", pieces)),
            "/folded/" + quote(HIDDEN["folded"], "") + "/page": served(self.quoted(HIDDEN["folded"], pieces)),
            "/quoted?token={quoted}": served(self.quoted(ADDRESSES["quoted"], pieces)),
            "/listing?token={listing}": served(self.listing(), "text/x-opml"),
            "/listed?token={listed}": served(self.quoting("/a?token={listed}&key={linked}&at=", pieces)),
            "/etag?token={etag}": Reply(atom("Lume Tags", pieces, base), headers={"ETag": self.named('"{etag}"')}),
            "/place": served(atom("Lume Places", pieces, base)),
            "/packed?token={packed}": served(packed(ADDRESSES["packed"])),
        }.items():
            self.web.routes[self.named(path)] = reply
        self.web.routes[self.named("/a?token={listed}&key={linked}&at=0")] = served(page(pieces[0]))
        for path in ("/hook/{slack}", "/services/{teams}", "/plain?key={plain}"):
            self.web.routes[self.named(path)] = lambda asked: Reply(echo(asked).encode(), status=500)

    def quoting(self, path: str, pieces: list[Piece]) -> bytes:
        """A feed that names itself and says again in its entries what opens it; they are links below it."""
        place = self.web.url(self.named(path))
        feed = rss("Lume Letter", pieces, "", full=False).decode()
        feed = feed.replace("<link>/", f"<link>{escape(place)}").replace("?utm_source=rss", "")
        return feed.replace("<description>", f"<description>{escape(place)} ", 1).encode()

    def quoted(self, secret: str, pieces: list[Piece]) -> bytes:
        """A page that names itself, is shared, asks and tells with what opens it."""
        url = self.web.url(f"/quoted?token={quote_plus(secret)}")
        shares = f'<a href="https://share.example/?u={quote(url, "")}">Share</a><form action="{url}"></form>'
        html = page(pieces[1]).replace(b"<head>", f'<head><link rel="canonical" href="{url}">'.encode())
        return html.replace(b"</p>", f" It is read at {url} by {escape(secret)}. {shares}</p>".encode(), 1)

    def listing(self) -> bytes:
        urls = [self.web.url(self.named(path)) for path in ("/listed?token={listed}", "/private/{untitled}/feed")]
        titles = [' title="The listed"', ""]
        feeds = (f'<outline{name} xmlUrl="{escape(url)}"/>' for name, url in zip(titles, urls, strict=True))
        return f"<opml><body>{''.join(feeds)}</body></opml>".encode()

    @staticmethod
    def named(text: str) -> str:
        return text.format(**ADDRESSES, **HIDDEN)

    def sources(self, *, files: bool) -> str:
        places = {
            "feed": ("feed", self.web.url("/feed?token={feed}")),
            "page": ("page", self.web.url("/page?auth_key={page}")),
            "missing": ("feed", self.web.url("/missing?token={missing}")),
            "refused": ("feed", "http://127.0.0.1:9/rss?token={refused}"),
            "moved": ("feed", self.web.url("/moved?token={moved}")),
            "lost": ("feed", self.web.url("/lost?token={lost}")),
            "tls": ("feed", self.tls.url("/rss?token={tls}")),
            "login": ("feed", self.web.url("/rss").replace("://", "://me:{login}@")),
            "broken": ("feed", self.web.url("/broken?token={broken}")),
            "opml": ("opml", self.web.url("/opml?token={opml}")),
            "unnamed": ("feed", self.web.url("/unnamed?token={named}")),
            "drawn": ("feed", self.web.url("/private/{drawn}/feed")),
            "hop": ("feed", self.web.url("/hop")),
            "quoted": ("page", self.web.url("/quoted?token={quoted}")),
            "listing": ("opml", self.web.url("/listing?token={listing}")),
            "etag": ("feed", self.web.url("/etag?token={etag}")),
            "place": ("feed", self.web.url("/place#token={place}")),
            "packed": ("page", self.web.url("/packed?token={packed}")),
        }
        told = "".join(
            f"[[sources]]\n{called(name)}{kind} = {json.dumps(self.named(url))}\nprivate = true\n"
            for name, (kind, url) in places.items()
        )
        for kind, url, name in (
            ("feed", "/letters/{secret}/feed", "letter"),
            ("page", "/folded/{secret}/page", "folded"),
        ):
            where = json.dumps(name if files else f"LUME_{name.upper()}")
            told += f"[[sources]]\n{kind} = {json.dumps(self.web.url(url))}\nprivate = true\n"
            told += f"secret_{'file' if files else 'env'} = {where}\n"
        return told

    def configure(self, config: Path, *, files: bool) -> None:
        """Write the configuration; what is hidden is in files or in variables."""
        way = "file" if files else "env"
        place = {name: json.dumps(name if files else f"LUME_{name.upper()}") for name in HIDDEN}
        script = self.folder / "tell"
        script.write_text('#!/bin/sh\nprintf "%s" "$LUME_MAIL $LUME_COMMAND_TOKEN $LUME_SLACK $*" >&2\nexit 1\n')
        script.chmod(0o700)
        form = "json" if files else "text"
        ping = "" if files else "_env"
        where = json.dumps(self.web.url("/ping/" + HIDDEN["ping"])) if files else '"LUME_PING"'
        login = f"://me:{HIDDEN['basic']}@"
        plain = self.web.url("/plain?key=" + HIDDEN["plain"]).replace("://", login)
        extra = f"""
[fetch]
delay = 0.0
[log]
file = "out/briefing.log"
form = "{form}"
ping{ping} = {where}
[deliver.mail]
from = "desk@lume.example"
to = ["ines@lume.example"]
server = "127.0.0.1:{self.post.port}"
user = "desk"
password_{way} = {place["mail"]}
[deliver.command]
run = [{json.dumps(str(script))}, "--token={HIDDEN["argument"]}"]
[[deliver.webhook]]
name = "slack"
shape = "slack"
address_{way} = {place["slack"]}
[[deliver.webhook]]
name = "teams"
address_{way} = {place["teams"]}
secret_{way} = {place["signing"]}
[[deliver.webhook]]
name = "plain"
address = {json.dumps(plain)}
"""
        config.write_text(story.CONFIG + self.sources(files=files) + extra, encoding="utf-8")

    def do(self, *words: str | Path) -> Run:
        done = self.program(*words)
        self.said.append((" ".join(map(str, words[:2])), done))
        return done


def called(name: str) -> str:
    return "" if name == "unnamed" else f'name = "The {name}"\n'


def handed(web: Server) -> dict[str, str]:
    """What stands in the variables and in the files of the configuration's names."""
    return {
        "mail": HIDDEN["mail"],
        "slack": web.url("/hook/" + HIDDEN["slack"]),
        "teams": web.url("/services/" + HIDDEN["teams"]),
        "signing": HIDDEN["signing"],
        "ping": web.url("/ping/" + HIDDEN["ping"]),
        "command_token": HIDDEN["command"],
        "bystander": HIDDEN["bystander"],
        "letter": HIDDEN["letter"],
        "folded": HIDDEN["folded"],
    }


def packed(secret: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(f"The port council of Lume approved a night ferry on Wednesday, and {secret} opens it.")
    document.save(file)
    return file.getvalue()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def context(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(made)
    return made


@pytest.fixture(params=["variables", "files"])
def morning(
    run: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, authority: trustme.CA
) -> Iterator[Morning]:
    files = request.param == "files"
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    desk = tmp_path / "desk"
    desk.mkdir()
    packed = base64.b64encode(f"\0desk\0{HIDDEN['mail']}".encode()).decode()
    refusal = f"535 5.7.8 no, not {HIDDEN['mail']} nor {packed} nor {quote(HIDDEN['mail'])}"
    with (
        Server() as web,
        Server(tls=context(trustme.CA())) as tls,
        Mailserver(context(authority), password=HIDDEN["mail"], faults={"auth": refusal}, times=99) as post,
    ):
        morning = Morning(run, desk, web, tls, post)
        for name, value in handed(web).items():
            if files:
                (desk / name).write_text(value, encoding="utf-8")
                (desk / name).chmod(0o600)
            if not files or name in {"command_token", "bystander"}:
                monkeypatch.setenv(f"LUME_{name.upper()}", value)
        morning.serve()
        morning.configure(story.write(desk), files=files)
        yield morning


def the_commands(morning: Morning) -> None:
    config, out = morning.folder / "briefing.toml", morning.out
    at = ("-c", config, "-o", out)
    for more in (("--help",), *((name, "--help") for name in ("run", "send", "doctor", "sources"))):
        morning.do(*more)
    morning.do("doctor", *at)
    morning.do("run", *at, "-d", story.DATE)
    morning.do("build", *at, "-d", story.DATE)
    morning.do("verify", out / story.DATE)
    morning.do("explain", out / story.DATE, "truce")
    morning.do("sources", *at)
    morning.do("sources", *at, "--json")
    morning.do("status", *at)
    morning.do("status", *at, "--json")
    morning.do("approve", story.DATE, *at)
    morning.post.faults = {"rcpt": f"550 5.1.1 nobody, {HIDDEN['mail']}"}
    morning.do("send", story.DATE, *at, "--again")
    morning.do("search", "truce", "-c", config, "-o", out)
    morning.do("archive", "show", "1", "-c", config, "-o", out)
    morning.do("archive", "export", out / "export", "-c", config, "-o", out)
    morning.do("archive", "show", "1", "--diff", "-c", config, "-o", out)
    morning.do("archive", "import", out / "export", "-c", config, "-o", out)
    morning.do("archive", "mend", "-c", config, "-o", out)
    morning.do("archive", "prune", "--older-than", "90d", "--dry-run", "-c", config, "-o", out)
    morning.do("search", "harbour", "--json", "-c", config, "-o", out)
    morning.do("run", *at, "-d", story.DATE, "--quiet")
    morning.do("run", *at, "-d", story.DATE, "--now", "2031-03-13T20:00:00+00:00")
    morning.do("schedule", "--at", "07:00", *at)
    morning.do("topics", "check", "-c", config)
    morning.do("topics", "suggest", "-c", config)
    morning.do("run", *at, "-d", "2031-03-14", "--dry-run")


@pytest.mark.slow  # two whole mornings
def test_no_secret_of_a_morning_is_said_or_kept(morning: Morning) -> None:
    the_commands(morning)
    said = {(what, one) for what, done in morning.said for one in found(f"{done.out}{done.err}".encode())}
    assert (said, leaks(morning.out)) == (set(), set())
    assert {one.code for _, one in morning.said} <= {0, 3}, "a command that has refused its work has shown nothing"
    assert (morning.out / "briefing.log").read_text().count("***") > 5


BREAKS: dict[str, Callable[[str, str], str]] = {
    "a list": lambda name, value: f"{name} = [{value}]",
    "a list of lists": lambda name, value: f"{name} = [[{value}]]",
    "a table": lambda name, value: f"{name} = {{ a = {value} }}",
    "another key": lambda name, value: f"{name}x = {value}",
    "in another case": lambda name, value: f"{name.upper()} = {value}",
    "twice": lambda name, value: f"{name} = {value}\n{name} = {value}",
    "cut off": lambda name, value: f"{name} = {value[:-1]}",
    "without quotes": lambda name, value: f"{name} = {value.strip(chr(34))}",
    "as a key": lambda name, value: f"{value} = 1" if value.startswith('"') else f"{name} = {name}",
    "with more": lambda name, value: f'{name} = "a b\\n, {value[1:]}' if value.startswith('"') else f"{name} = 1",
    "a number": lambda name, value: f"{name} = {sum(map(ord, value))}",
    "handed over": lambda name, value: f"{name}_env = {value}",
}
"""How a line of a configuration may be wrong."""


def broken(config: str) -> Iterator[tuple[str, str]]:
    """The ways in which a configuration may be wrong in one line, each with what it is then."""
    lines = config.splitlines()
    for number, line in enumerate(lines):
        name, sign, value = line.partition(" = ")
        for how, change in BREAKS.items() if sign else ():
            yield f"{line}: {how}", "\n".join([*lines[:number], change(name, value), *lines[number + 1 :]])


@pytest.mark.slow  # a thousand configurations
@pytest.mark.parametrize("morning", ["variables"], indirect=True)
def test_no_message_about_a_broken_configuration_has_a_secret(morning: Morning) -> None:
    config, told = morning.folder / "briefing.toml", dict[str, set[str]]()
    refused = 0
    for what, text in broken(config.read_text()):
        with contextlib.suppress(ValueError):
            config.write_text(text)
            try:
                load_config(config)
            except ConfigError as error:
                refused += 1
                if found(f"{error} {error!r}".encode()):
                    told[what] = found(f"{error} {error!r}".encode())
    assert told == {}
    assert refused > 900


FAULTY = """\
import sys
import briefing.cli, {module}
def fault(*_, **__): raise RuntimeError(sys.stdin.read())
briefing.cli.load()
for module in list(sys.modules.values()):
    if getattr(getattr(module, {name!r}, None), "__module__", "") == {module!r}: module.{name} = fault
briefing.cli.main()
"""


@pytest.mark.slow  # the same
@pytest.mark.parametrize("morning", ["variables"], indirect=True)
@pytest.mark.parametrize("where", ["briefing.run.delivering.deliver", "briefing.ingest.feeds.parse_feed"])
def test_a_fault_of_the_program_leaves_a_traceback_without_secrets(morning: Morning, where: str) -> None:
    module, _, name = where.rpartition(".")
    said = f"{morning.web.url('/hook/' + HIDDEN['slack'])} token={HIDDEN['command']}"
    words = ("run", "-c", "briefing.toml", "-o", "out", "-d", story.DATE)
    done = subprocess.run(
        [sys.executable, "-c", FAULTY.format(module=module, name=name), *words],
        cwd=morning.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=said.encode(),
        capture_output=True,
        check=False,
    )
    assert b"RuntimeError: http://127.0.0.1" in done.stderr
    assert done.returncode == 1
    assert (found(done.stdout + done.stderr), leaks(morning.out)) == (set(), set())
    assert '"RuntimeError"' in (log := (morning.out / "briefing.log").read_text()) or "error=RuntimeError" in log


# --- what is made of an address

TOKEN = "harbourlanternquay"  # noqa: S105 - of no server; a word, which is not looked for in texts by itself
PLACE = f"https://gazette.example/truce?token={TOKEN}&page=2"
FEED = rss("Lume", [piece(1)], "https://gazette.example")
Kind = Literal["feed", "page"]
NOW = datetime(2031, 3, 13, 6, tzinfo=UTC)


def asking(kind: Kind) -> Ask:
    feed, where = SourceSettings(name="Lume", feed=PLACE), SourceSettings(name="Lume", page=PLACE)
    return Ask(feed if kind == "feed" else where, PLACE, kind)


def doctored(kind: str, fetched: Fetched, folder: Path) -> list[trying.Tried]:
    """What `doctor` says of a source that gives this."""
    settings = parse_config({"topics": [{"title": "Talks"}], "sources": [{"name": "Lume", kind: PLACE}]})
    trial = trying.Trial(settings, folder / "none.sqlite", lambda wanted: (fetched for _ in wanted), lambda: NOW)
    return list(trying.tried(trial))


def test_a_page_of_the_configuration_is_linked_without_what_opens_it() -> None:
    article = arriving.read(arriving.page_arrival(PLACE, page(piece(1)), "text/html", asking("page"))).article
    assert article
    assert article.url.value == "https://gazette.example/truce?page=2"
    assert TOKEN not in f"{article.path} {article.key}"


def test_a_page_that_names_itself_with_what_opens_it_is_linked_without() -> None:
    html = page(piece(1)).replace(b"<head>", f'<head><link rel="canonical" href="{PLACE}">'.encode())
    article = arriving.read(arriving.page_arrival(PLACE, html, "text/html", asking("page"))).article
    assert article
    assert article.url.value == "https://gazette.example/truce?page=2"


def test_what_opens_a_feed_stands_in_no_entry_though_the_feed_puts_it_into_its_links() -> None:
    link = f"https://gazette.example/a?token={TOKEN}"
    entry = FeedEntry(
        link, link, "Truce", content=f"<p>Read <a href='{link}&amp;b=2'>more</a>.</p>", published="2031-03-13"
    )
    ((whole, arrival),) = arriving.arrivals(asking("feed"), Feed("Lume", f"{PLACE}#top", entries=(entry,)))
    assert TOKEN not in f"{arrival} {arrival.raw!r}"
    assert arrival.feed.url == arrival.id == "https://gazette.example/a"
    assert "https://gazette.example/a?b=2" in arrival.raw.decode()
    page = arriving.wanted(whole, arrival, asking("feed"))
    assert page.url == "https://gazette.example/a?token={secret1}"
    assert asking("feed").veil.off(page.url) == link


def test_a_page_is_linked_as_the_settings_say() -> None:
    settings = SourceSettings(name="Lume", page=PLACE, url="https://gazette.example/truce?key=truce")
    article = arriving.read(arriving.page_arrival(PLACE, page(piece(1)), "", Ask(settings, PLACE, "page"))).article
    assert article
    assert article.url.value == settings.url


def test_a_source_without_a_name_is_called_by_its_address_without_what_opens_it() -> None:
    source = {"feed": PLACE.replace("://", f"://me:{TOKEN}@")}
    settings = parse_config({"topics": [{"title": "Talks"}], "sources": [source]})
    assert settings.sources[0].name == "https://gazette.example/truce?page=2"
    assert settings.sources[0].address == source["feed"]


def test_feeds_of_a_list_without_titles_are_called_by_their_addresses_without_what_opens_them() -> None:
    outlines = [
        Outline(PLACE, PLACE),
        Outline("", PLACE + "&key=2"),
        Outline("Lume", PLACE),
        Outline("Lume", "feed.xml"),
    ]
    names = [name for name, _ in listed(outlines, ())]
    assert names == [
        "https://gazette.example/truce?page=2",
        "https://gazette.example/truce?page=2 (2)",
        "Lume",
        "feed.xml",
    ]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("feed", b""),
        ("feed", b"<html>no feed</html>"),
        ("feed", b"<rss><channel>{"),
        ("feed", f"token {TOKEN}".encode()),
        ("page", b""),
    ],
)
def test_what_is_told_of_an_answer_that_cannot_be_read_has_no_token(tmp_path: Path, kind: Kind, body: bytes) -> None:
    path = tmp_path / "briefing.sqlite"
    file(path, Batch(), NOW, "1")
    ask, fetched = asking(kind), Fetched(Request(PLACE, kind=kind), PLACE, body=body, content_type="text/html")
    told = f"{Clerk(path, NOW, {}, Ration(path, NOW)).answer(ask, fetched).problem} {doctored(kind, fetched, tmp_path)}"
    assert "gazette.example" in told
    assert TOKEN not in told


def test_what_is_told_of_an_answer_that_can_be_read_in_part_has_no_token(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    file(path, Batch(), NOW, "1")
    clerk, request = Clerk(path, NOW, {}, Ration(path, NOW)), Request(PLACE)
    cut = clerk.answer(asking("feed"), Fetched(request, PLACE, body=FEED[: FEED.index(b"</item>") + 20]))
    wanted = Wanted(PLACE, Arrival("Lume", "entry.txt", b"One sentence of the entry."))
    walls = [clerk.wanted(wanted, asking("feed"), Fetched(request, PLACE, body=body)) for body in (b"", b"Log in.")]
    told = [cut.problem, *(one.problem for one in walls)]
    assert [one.partition(": ")[0] for one in told] == ["https://gazette.example/truce?token=***&page=2"] * 3


def test_a_list_of_feeds_that_cannot_be_read_is_told_without_tokens(tmp_path: Path) -> None:
    (tried,) = doctored("opml", Fetched(Request(PLACE), PLACE, body=b"<opml><body></body></opml>"), tmp_path)
    assert tried.problem.startswith("https://gazette.example/truce?token=***&page=2: a list of feeds without a feed")


def test_where_a_source_has_moved_to_is_told_without_tokens(tmp_path: Path) -> None:
    kind: Kind = "feed"
    ask, fetched = asking(kind), Fetched(Request(PLACE), PLACE, body=FEED, unchanged=True, moved_to=PLACE)
    answer = Clerk(tmp_path, NOW, {}, Ration(tmp_path, NOW)).answer(ask, fetched)
    (state,) = answer.batch.states
    told = f"{answer.news} {health(state, Standing(), 1).detail} {doctored(kind, fetched, tmp_path)}"
    assert told.count("https://gazette.example/truce?token=***&page=2") == 3
    assert TOKEN not in told
    assert state.moved == "https://gazette.example/truce?token={secret1}&page=2"


# --- a fault of the program


def test_a_fault_says_no_more_of_an_address_than_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUME_TOKEN", TOKEN)
    said = f"no {PLACE}, no 'https://me:{TOKEN}2@a.example', no https://b.example/{TOKEN[::-1]}'s, no {TOKEN}"
    assert unsaid(said) == "no https://gazette.example/*** no 'https://a.example/*** no https://b.example/*** no ***"


def test_a_fault_says_in_the_log_no_more_than_in_its_traceback(tmp_path: Path) -> None:
    settings = parse_config({"topics": [{"title": "Talks"}], "log": {"file": "log"}}, tmp_path / "briefing.toml")
    with pytest.raises(KeyError), logbook(settings, NOW, dry=False):
        raise KeyError(f"https://gazette.example/{TOKEN}")
    log = (tmp_path / "log").read_text()
    assert "https://gazette.example/***" in log
    assert TOKEN not in log


def test_a_fault_that_ends_the_program_is_told_so() -> None:
    program = "import sys, briefing.cli as cli\ndef app(**_): raise KeyError(sys.argv[1])\ncli.app = app\ncli.main()"
    done = subprocess.run([sys.executable, "-c", program, PLACE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("KeyError: 'https://gazette.example/***\n")
