"""Debian's Postfix, Dovecot and cron, each an instance of its own in a folder, for as long as a test lasts.

Mail goes nowhere but into the mailboxes of `DOMAIN` there: no relaying, no other destination, only loopback.
cron has a namespace of its own, in which its spool, /etc/crontab, /etc/cron.d and /usr/sbin/sendmail are others.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from imaplib import IMAP4_SSL
from pathlib import Path
from typing import TYPE_CHECKING, Self

import trustme

if TYPE_CHECKING:
    from collections.abc import Sequence

DOMAIN = "lume.example"
READERS = ("ines", "anton", "mara")
DESK, PASSWORD = "desk", "of no server but this"

PROGRAMS = ("postfix", "dovecot", "cron", "crontab", "unshare")
LMTP = Path("/usr/lib/dovecot/lmtp")
_WAIT = 20.0

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = post.{domain}
mynetworks =
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = loopback-only
inet_protocols = ipv4
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = inline:{{ {boxes} }}
virtual_transport = lmtp:unix:private/dovecot-lmtp
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.pem
smtpd_tls_session_cache_database =
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

_DOVECOT = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = username_format=%n {folder}/passwords
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/homes/%n
}}
service auth {{
  unix_listener {folder}/queue/private/auth {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
service lmtp {{
  unix_listener {folder}/queue/private/dovecot-lmtp {{
    mode = 0600
    user = postfix
    group = postfix
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap}
    ssl = yes
  }}
}}
"""

_PRIVATE = """set -e
mount -t tmpfs none /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs none /run
mount --bind "$1/sendmail" /usr/sbin/sendmail
shift
"""
"""What makes a namespace private to cron: only the test's own lines are ever started, and its mails go into a file."""


def missing() -> str:
    """What keeps these instances from being started here, "" where nothing does."""
    if os.name == "nt" or os.geteuid():
        return "only root may start Postfix, Dovecot and cron"
    path = f"/usr/sbin:/sbin:{os.environ.get('PATH', '')}"
    absent = [name for name in PROGRAMS if not shutil.which(name, path=path)]
    if absent or not LMTP.exists():
        return f"{', '.join(absent) or LMTP} is missing (apt-get install cron postfix dovecot-imapd dovecot-lmtpd)"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        return "no namespaces here (unshare --mount), and so no crontab that is not this machine's"
    return ""


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        return int(one.getsockname()[1])


@dataclass
class Debian:
    """The three, in a folder that all users may enter."""

    folder: Path

    def __enter__(self) -> Self:
        self.smtp, self.imap = free_port(), free_port()
        self._cron: subprocess.Popen[bytes] | None = None
        self._written()
        try:
            self._run("dovecot", "-c", self.folder / "dovecot.conf")
            self._run("postfix", "-c", self.folder, "start")
            for port in (self.smtp, self.imap):
                _listening(port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._cron:
            self._cron.terminate()
            self._cron.wait(10)
        subprocess.run(["doveadm", "-c", str(self.folder / "dovecot.conf"), "stop"], check=False, capture_output=True)
        subprocess.run(["postfix", "-c", str(self.folder), "stop"], check=False, capture_output=True)

    def cron(self, *first: Sequence[str | Path]) -> None:
        """Start cron in its namespace, after these commands have been run there."""
        done = "\n".join(" ".join(f"'{word}'" for word in words) for words in first)
        script = f"{_PRIVATE}{done}\nexec cron -f\n"
        with (self.folder / "cron.log").open("wb") as log:
            self._cron = subprocess.Popen(
                ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script, "sh", str(self.folder)],
                stdout=log,
                stderr=log,
            )

    @property
    def mailed_by_cron(self) -> str:
        """What cron has mailed: all that its commands have printed."""
        path = self.folder / "cron-mail"
        return path.read_text() if path.exists() else ""

    def mails(self, reader: str) -> list[bytes]:
        """What a reader finds in the mailbox, by IMAP."""
        context = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        with IMAP4_SSL("127.0.0.1", self.imap, ssl_context=context, timeout=10) as box:
            box.login(reader, PASSWORD)
            box.select(readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            found = [box.fetch(number.decode(), "(RFC822)")[1][0] for number in numbers]
        return [one[1] for one in found if isinstance(one, tuple)]

    def wait_for_mail(self, reader: str, seconds: float) -> list[bytes]:
        """What a reader finds as soon as there is anything, [] where that takes longer."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.mails(reader):
                return found
            time.sleep(0.5)
        return []

    def logs(self) -> str:
        """What the servers have noted, for a test that fails."""
        return "\n".join(
            path.read_text(errors="replace")[-4000:] for path in sorted(self.folder.glob("*.log")) if path.is_file()
        )

    def _written(self) -> None:
        self.folder.chmod(0o755)
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.folder / "ca.pem"))
        server = authority.issue_cert("127.0.0.1")
        server.private_key_and_cert_chain_pem.write_to_path(str(self.folder / "server.pem"))
        (self.folder / "server.pem").chmod(0o600)
        for name in ("queue", "queue/private", "data", "run", "state", "homes"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "queue" / "private", "postfix")
        shutil.chown(self.folder / "data", "postfix")
        shutil.chown(self.folder / "homes", "mail", "mail")
        boxes = ", ".join(f"{{{name}@{DOMAIN} = x}}" for name in (DESK, *READERS))
        values = {"folder": self.folder, "domain": DOMAIN, "boxes": boxes, "port": self.smtp, "imap": self.imap}
        for name, text in (("main.cf", _MAIN), ("master.cf", _MASTER), ("dovecot.conf", _DOVECOT)):
            (self.folder / name).write_text(text.format(**values))
        (self.folder / "passwords").write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in (DESK, *READERS)))
        (self.folder / "passwords").chmod(0o640)
        shutil.chown(self.folder / "passwords", "root", "dovecot")
        (self.folder / "sendmail").write_text(f"#!/bin/sh\ncat >> '{self.folder}/cron-mail'\n")
        (self.folder / "sendmail").chmod(0o755)

    def _run(self, *words: str | Path) -> None:
        with (self.folder / "start.log").open("ab") as log:  # no pipe: what stays would hold it open
            done = subprocess.run([*map(str, words)], stdout=log, stderr=log, timeout=60, check=False)
        assert done.returncode == 0, f"{words}\n{self.logs()}"


def _listening(port: int) -> None:
    """Return once somebody listens there."""
    end = time.monotonic() + _WAIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
