"""The ways out besides mail servers with the ledger: from the configuration to what arrives, whole and once."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from killing_outlets import job_in
from program import ROOT, files_below
from server import Reply, Server

from briefing import load_config
from briefing.errors import ConfigError
from briefing.run.delivering import deliver, intend, send_issue
from briefing.run.issues import load_brief
from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.run.delivering import Delivered

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are scripts of a Unix shell")

HERE = Path(__file__).parent
INSTANTS = 16
NOW = datetime.fromisoformat(f"{story.DATE}T07:00:00+00:00")
KEY = "hush-hush-lantern"
WAYS = """
[deliver.sendmail]
command = ["./sendmail", "-i"]
from = "The desk <brief@lume.example>"
to = ["first@lume.example"]
bcc = ["second@lume.example"]

[deliver.maildir]
path = "Maildir"

[[deliver.folder]]
name = "web"
path = "web"

[[deliver.folder]]
name = "share"
path = "share"
sources = true

[deliver.command]
run = ["./post", "argument"]
form = "markdown"

[[deliver.webhook]]
name = "slack"
address_env = "LUME_HOOK"
shape = "slack"

[[deliver.webhook]]
name = "own"
address_file = "hook.txt"
secret_env = "LUME_SECRET"
"""


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        one.routes[f"/slack/{KEY}"] = one.routes[f"/own/{KEY}"] = Reply(b"ok")
        yield one


@pytest.fixture
def desk(issue: Path, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration of all ways, an issue that was made, and what the ways need."""
    folder = tmp_path / "desk"
    story.write(folder, config=story.CONFIG + WAYS.replace('"./sendmail"', f'"{folder}/sendmail"'))
    shutil.copytree(issue, folder / "out" / story.DATE)
    script(folder / "sendmail", f'shift; echo "$@" >> {folder}/sent; cat > {folder}/mail')
    script(folder / "post", 'env | grep ^BRIEFING_ > variables; cat > posted; echo "$1" >> posts')
    (folder / "web").mkdir()
    (folder / "share").mkdir()
    (folder / "hook.txt").write_text(server.url(f"/own/{KEY}\n"))
    monkeypatch.setenv("LUME_HOOK", server.url(f"/slack/{KEY}"))
    monkeypatch.setenv("LUME_SECRET", "a harbour key")
    return folder


def delivered(folder: Path, now: datetime = NOW) -> Delivered:
    job = job_in(folder, now)
    problem = intend(job, load_brief(folder / "out" / story.DATE))
    assert problem is None
    return deliver(job)


def states(folder: Path) -> dict[str, str]:
    """The state of each recipient by way and address."""
    found = deliveries(folder / "out" / "briefing.sqlite", job_in(folder, NOW).settings.brief.id)
    return {f"{one.dispatch.recipient.name} {one.dispatch.recipient.address}": one.state for one in found}


def unserved(folder: Path) -> dict[str, str]:
    return {name.split()[0]: state for name, state in states(folder).items() if state != "accepted"}


def test_an_issue_goes_out_by_every_way_once(desk: Path, server: Server) -> None:
    told = delivered(desk)
    assert (told.lines, told.served) == ((), 8)
    assert set(states(desk).values()) == {"accepted"}
    again = delivered(desk, NOW + timedelta(hours=1))
    assert (again.lines, again.served) == ((), 0)
    assert server.hits == {f"/slack/{KEY}": 1, f"/own/{KEY}": 1}
    assert (desk / "sent").read_text().splitlines() == [
        "-f brief@lume.example -- first@lume.example",
        "-f brief@lume.example -- second@lume.example",
    ]
    assert b"second@" not in (desk / "mail").read_bytes()
    assert len(list((desk / "Maildir" / "new").iterdir())) == 1
    assert (desk / "posts").read_text() == "argument\n"


def test_each_way_gets_its_form(desk: Path, server: Server) -> None:
    delivered(desk)
    made = files_below(desk / "out" / story.DATE)
    made.pop("brief.eml")  # names readers
    assert files_below(desk / "share" / story.DATE) == made
    assert files_below(desk / "web" / story.DATE) == {
        name: data for name, data in made.items() if name != "sources.zip"
    }
    assert (desk / "posted").read_bytes() == made["brief.md"]
    variables = dict(line.split("=", 1) for line in (desk / "variables").read_text().splitlines())
    brief = json.loads(made["brief.json"])
    assert (variables["BRIEFING_TITLE"], variables["BRIEFING_DATE"]) == (brief["title"], story.DATE)
    assert variables["BRIEFING_FOLDER"] == str(desk / "out" / story.DATE)
    slack, own = server.asked
    assert json.loads(slack.body)["blocks"][0]["type"] == "header"
    assert own.body == made["brief.json"]
    assert own.headers["x-briefing-signature"].startswith("sha256=")


def test_one_way_that_fails_harms_no_other_and_is_tried_again(desk: Path, server: Server) -> None:
    server.routes[f"/slack/{KEY}"] = Reply(b"try later", status=503)
    (desk / "web").rmdir()
    script(desk / "post", "exit 3")
    told = delivered(desk)
    assert unserved(desk) == {
        "slack": "waiting",
        "web": "waiting",
        "command": "refused",
    }
    assert len(told.lines) == 3
    server.routes[f"/slack/{KEY}"] = Reply(b"ok")
    (desk / "web").mkdir()
    delivered(desk, NOW + timedelta(hours=1))
    assert unserved(desk) == {"command": "refused"}
    keys = [asked.headers["idempotency-key"] for asked in server.asked if asked.path.startswith("/slack")]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_refused_way_goes_again_by_a_persons_decision(desk: Path) -> None:
    script(desk / "post", "exit 3")
    delivered(desk)
    script(desk / "post", "cat > posted")
    assert send_issue(job_in(desk, NOW), story.DATE, ["post"], again=True) is not None
    assert (desk / "posted").is_file()
    assert states(desk)["command post"] == "accepted"


def test_a_template_that_fails_stops_its_own_way_alone(desk: Path, server: Server) -> None:
    (desk / "templates").mkdir()
    (desk / "templates" / "webhook.slack.json.jinja").write_text("{{ nothing.here }}")
    config = desk / "briefing.toml"
    config.write_text(config.read_text().replace("[brief]", '[brief]\ntemplates = "templates"', 1))
    told = delivered(desk)
    assert "webhook.slack.json.jinja" in "".join(told.lines)
    assert unserved(desk) == {"slack": "intended"}
    assert server.hits == {f"/own/{KEY}": 1}


def test_no_secret_is_in_the_ledger_in_what_is_told_or_in_the_settings(desk: Path, server: Server) -> None:
    server.routes[f"/slack/{KEY}"] = Reply(f"no such hook {KEY}".encode(), status=404)
    server.routes[f"/own/{KEY}"] = Reply(raw=b"")
    script(desk / "post", 'echo "cannot post to $LUME_HOOK with $LUME_SECRET" >&2; exit 1')
    told = delivered(desk)
    assert len(told.lines) == 3
    with closing(sqlite3.connect(desk / "out" / "briefing.sqlite")) as database:
        ledger = "\n".join(database.iterdump())
    seen = f"{told} {ledger} {job_in(desk, NOW)!r}"
    assert KEY not in seen
    assert "harbour key" not in seen


@pytest.mark.slow
def test_killed_at_any_instant_every_way_has_it_once_or_is_held(desk: Path, tmp_path: Path, server: Server) -> None:
    script(desk / "post", 'cat > /dev/null; echo "$1" >> posts')
    config = desk / "briefing.toml"
    (desk / "hook.txt").unlink()
    text = config.read_text().replace(f'"{desk}/sendmail"', f'"{tmp_path}/desk-NUMBER/sendmail"')
    text = text.replace('address_env = "LUME_HOOK"', f'address = "{server.url("/slack/NUMBER")}"')
    config.write_text(text.replace('address_file = "hook.txt"', f'address = "{server.url("/own/NUMBER")}"'))
    script(desk / "sendmail", 'echo "$@" >> "$(dirname "$0")/sent"; cat > /dev/null')
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))}
    command = [sys.executable, str(HERE / "killing_outlets.py"), str(desk)]

    def driver(*numbers: int) -> str:
        for number in numbers or (0,):
            server.routes[f"/slack/{number}"] = server.routes[f"/own/{number}"] = Reply(b"ok")
        done = subprocess.run(
            [*command, *map(str, numbers)], env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    steps = int(driver())
    numbers = [steps * place // INSTANTS for place in range(1, INSTANTS)]
    driver(*numbers)
    for number in numbers:
        folder = tmp_path / f"desk-{number}"
        delivered(folder, NOW + timedelta(hours=1))
        counts = {
            "sendmail first@lume.example": count(folder / "sent", "first@"),
            "sendmail second@lume.example": count(folder / "sent", "second@"),
            "command post": count(folder / "posts", "argument"),
            "maildir Maildir": len(list((folder / "Maildir" / "new").iterdir())),
            "web web": int((folder / "web" / story.DATE / "brief.json").is_file()),
            "share share": int((folder / "share" / story.DATE / "sources.zip").is_file()),
            "slack http://127.0.0.1/...": server.hits[f"/slack/{number}"],
            "own http://127.0.0.1/...": server.hits[f"/own/{number}"],
        }
        after = states(folder)
        assert after.keys() == counts.keys()
        assert set(after.values()) <= {"accepted", "doubtful"}
        assert not [name for name, times in counts.items() if times > 1 or (not times and after[name] != "doubtful")]
        assert not unserved(folder).keys() & {"maildir", "web", "share"}
        assert [*after.values()].count("doubtful") <= 1


def count(path: Path, word: str) -> int:
    return len(re.findall(word, path.read_text())) if path.is_file() else 0


# --- what the configuration refuses


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("[deliver.folder]\n", "deliver.folder.path", "is missing"),
        ("[deliver.folder]\npath = ''\n", "deliver.folder.path", "say where it is"),
        (
            "[[deliver.folder]]\npath = 'a'\n[[deliver.folder]]\npath = 'b'\nname = 'b'\n",
            "deliver.folder[1].name",
            "own",
        ),
        ("[deliver.folder]\npath = 'a'\nname = 'mail'\n", "deliver.folder.name", "the name of two ways"),
        ("[deliver]\nfolder = 'a'\n", "deliver.folder", "[[deliver.folder]] for each of several"),
        ("[deliver.folder]\npath = 'a'\npaht = 'b'\n", "deliver.folder.paht", 'did you mean "path"?'),
        ("[deliver.command]\nrun = []\n", "deliver.command.run", "names no program"),
        ("[deliver.command]\nrun = 'post --it'\n", "deliver.command.run", "not a list of texts"),
        ("[deliver.command]\nrun = ['a']\nform = 'pdf'\n", "deliver.command.form", "is not one of"),
        ("[deliver.command]\nrun = ['a']\ntimeout = 0\n", "deliver.command.timeout", "from 1 to 3600"),
        ("[deliver.webhook]\n", "deliver.webhook.address_env", "address_file or address"),
        (
            "[deliver.webhook]\naddress_env = 'A'\naddress = 'https://b.example'\n",
            "deliver.webhook.address",
            "one too many",
        ),
        (
            "[deliver.webhook]\naddress_env = 'https://h.example/key'\n",
            "deliver.webhook.address_env",
            "name of a variable",
        ),
        ("[deliver.webhook]\naddress = 'ftp://h.example/key'\n", "deliver.webhook.address", "begins with https://"),
        ("[deliver.webhook]\naddress_env = 'A'\nsecret = 'x'\n", "deliver.webhook.secret", "no such key"),
        ("[deliver.sendmail]\nto = ['a@b.example']\n", "deliver.sendmail.from", "is missing"),
        ("[deliver.sendmail]\nfrom = 'a@b.example'\ncommand = ['s', '-t']\n", "deliver.sendmail.command[2]", "-t"),
        ("[deliver.maildir]\n", "deliver.maildir.path", "say where it is"),
        ("[deliver.maildir]\npath = 'M'\nbcc = ['a@b.example']\n", "deliver.maildir.bcc", "not for a Maildir"),
    ],
)
def test_a_way_that_cannot_be_used_is_refused_where_it_stands(tmp_path: Path, text: str, key: str, remedy: str) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text('[[topics]]\ntitle = "Truce"\n' + text)
    with pytest.raises(ConfigError) as told:
        load_config(path)
    assert told.value.key == key
    assert remedy in str(told.value)
    assert "h.example/key" not in str(told.value)
