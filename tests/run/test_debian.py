"""A morning on Debian: cron starts what `briefing schedule` installed, Postfix takes the mail, Dovecot hands it out."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from debian import DESK, DOMAIN, PASSWORD, READERS, Debian, missing
from newsroom import piece, rss
from program import ROOT
from server import Reply, Server

from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

INES, *OTHERS = READERS

pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    # cron comes at full minutes: this takes one
    pytest.mark.skipif(bool(missing()), reason=f"Debian's cron, Postfix and Dovecot: {missing()}"),
]


@pytest.fixture
def debian() -> Iterator[Debian]:
    # not below pytest's own folder, which only this user may enter
    with tempfile.TemporaryDirectory(prefix="briefing-debian-") as folder, Debian(Path(folder)) as started:
        yield started


def configured(debian: Debian, web: Server) -> Path:
    """A brief with a login and readers, each in the way that suits them."""
    now = datetime.now(UTC)
    pieces = [piece(number, now - timedelta(hours=1 + number)) for number in range(4)]
    web.routes["/feed"] = Reply(rss("Gazette", pieces, web.url("")))
    home = debian.folder / "brief"
    home.mkdir()
    (home / "password").write_text(f"{PASSWORD}\n")
    (home / "password").chmod(0o600)
    (home / "readers.txt").write_text(f"# in no order\nAntón Føld <{OTHERS[0]}@{DOMAIN}>\n{OTHERS[1]}@{DOMAIN}\n")
    config = home / "briefing.toml"
    config.write_text(
        f"""[brief]
id = "lume"
title = "Переговоры: the talks of Porto Lume"
timezone = "UTC"
[log]
file = "briefing.log"
[[sources]]
name = "Gazette"
feed = "{web.url("/feed")}"
private = true
[[topics]]
title = "The talks"
terms = ["truce", "envoys", "delegation", "harbour"]
[deliver.mail]
from = "Редакция <{DESK}@{DOMAIN}>"
to = ["{INES}@{DOMAIN}"]
book = "readers.txt"
server = "127.0.0.1:{debian.smtp}"
user = "{DESK}"
password_file = "password"
list_id = "talks.{DOMAIN}"
"""
    )
    return config


def next_minute() -> datetime:
    """The next full minute that is at least a few seconds away: time to start cron."""
    return (datetime.now(UTC) + timedelta(seconds=66)).replace(second=0, microsecond=0)


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def test_what_schedule_installed_is_started_by_cron_and_the_mail_is_found_by_imap_once(debian: Debian) -> None:
    with Server() as web:
        config, due = configured(debian, web), next_minute()
        out, python = config.parent / "out", (sys.executable, "-m", "briefing")
        words = ("--config", config, "--out", out, "--at", f"{due:%H:%M}")
        (debian.folder / "crontab").write_text(f"SSL_CERT_FILE={debian.folder}/ca.pem\n")
        debian.cron(("crontab", debian.folder / "crontab"), (*python, "schedule", *words, "--install"))
        found = {reader: debian.wait_for_mail(reader, 150) for reader in READERS}
        assert [len(mails) for mails in found.values()] == [1, 1, 1], debian.logs() + debian.mailed_by_cron
        assert datetime.now(UTC) >= due
        day = due.date().isoformat()
        sent = message_from_bytes((out / day / "brief.eml").read_bytes(), policy=policy.default)

        # cron comes again, and once more while a person makes the issue anew: nobody gets another
        command = ["env", "-i", f"SSL_CERT_FILE={debian.folder}/ca.pem", *python]
        for more in (("--at", f"{due:%H:%M}"), ()):
            place = ("--quiet", "--config", str(config), "--out", str(out), *more)
            again = subprocess.run([*command, "run", *place], capture_output=True, cwd=ROOT, check=False, timeout=120)
            assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")
        time.sleep(2)
        assert [len(debian.mails(reader)) for reader in (*READERS, DESK)] == [1, 1, 1, 0]
        assert debian.mailed_by_cron == ""

    for reader in READERS:
        mail = message_from_bytes(found[reader][0], policy=policy.default)
        assert mail.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        assert str(mail["Subject"]).startswith("Переговоры: the talks of Porto Lume · ")
        assert mail["From"].addresses[0].display_name == "Редакция"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Id"] == f"<talks.{DOMAIN}>"
        assert [box.username for box in mail["To"].addresses] == [INES]
        assert OTHERS[0] not in str(mail).partition("\n\n")[0].partition("From: ")[2]
        assert plain(mail) == plain(sent)
        assert plain(mail).splitlines()[0] in (out / day / "brief.txt").read_text(encoding="utf-8")
    ids = {one.message_id for one in deliveries(out / "briefing.sqlite", "lume", day)}
    assert ids == {str(message_from_bytes(mails[0])["Message-ID"]) for mails in found.values()}
    assert {one.state for one in deliveries(out / "briefing.sqlite", "lume", day)} == {"accepted"}


def test_a_mail_server_that_does_not_know_the_password_or_whom_it_is_for_is_told_of(debian: Debian) -> None:
    """Postfix's own words for a login that is wrong and for a reader that is not there."""
    with Server() as web:
        config = configured(debian, web)
        out = config.parent / "out"
        environment = {"SSL_CERT_FILE": f"{debian.folder}/ca.pem"}

        def program(*words: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "briefing", *words, "--config", str(config), "--out", str(out)]
            return subprocess.run(
                command, env=environment, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120
            )

        (config.parent / "password").write_text("another\n")
        text = config.read_text().replace(f'to = ["{INES}@', f'to = ["nobody@{DOMAIN}", "far@away.example", "{INES}@')
        config.write_text(text)
        told = program("run", "--quiet")
        assert told.returncode == 3
        assert "refused the login of desk: 535" in told.stderr
        assert "another" not in told.stderr
        (config.parent / "password").write_text(f"{PASSWORD}\n")
        day = next(path.name for path in out.glob("2*"))
        told = program("send", day)
        assert told.returncode == 3
        refused = [line for line in told.stderr.splitlines() if "was refused" in line]
        assert [address in line for address, line in zip(("far@away", "nobody@"), sorted(refused), strict=True)]
        assert "User unknown" in told.stderr
        assert "Relay access denied" in told.stderr
        status = program("status")
        assert status.returncode == 3
        assert f"briefing send {day} --again --to nobody@{DOMAIN}" in status.stdout
        assert [len(debian.wait_for_mail(reader, 20)) for reader in READERS] == [1, 1, 1]
