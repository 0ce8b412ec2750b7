"""A mail made of hostile words, through a real server: envelope, head and body as they were meant."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from mail_server import Mailserver
from render.samples import hostile

from briefing.deliver.parcels import Parcel, Track
from briefing.deliver.smtp import Server, send
from briefing.model import Answer, Recipient
from briefing.render.mail import Letterhead, render_mail

INES = Recipient("mail", "ines", "ines@post.example")
LETTERHEAD = Letterhead("The desk <desk@post.example>", ("ines@post.example",), list_id="<lume.post.example>")
OURS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "List-Id"),
    *("MIME-Version", "Content-Type"),
}
WORDS = (
    ".\r\nQUIT\r\n",
    "\r\n.\r\nMAIL FROM:<a@b.example>\r\n",
    ". a dot at first, .. two",
    "a\r\nBcc: all@post.example\r\n\r\n<b>",
    "From the start of the line",
    "=?utf-8?q?=0D=0ABcc:_all=40post.example?=",
    "x=\r\ny=0D=0ABcc: z " + "long" * 600,
    "\u2028Bcc: all@post.example\x85Cc: x\x0bTo: y\x1b[2J \U000e0041\u202e",
    "--=_0123456789abcdef\r\nContent-Type: text/html\r\n\r\n<script>x</script>",
)


class Postbox:
    """Keeps what comes, with its envelope."""

    def __init__(self) -> None:
        self.had: list[tuple[str, list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802, ARG002
        self.had.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))  # type: ignore[attr-defined]
        return "250 OK"


def posted(port: int, mails: list[bytes]) -> list[Answer]:
    answers: list[Answer] = []
    track = Track(lambda _: None, answers.extend)
    server = Server("127.0.0.1", port, security="none", timeout=10.0, patience=10.0)
    for mail in mails:
        send(server, "desk@post.example", [Parcel("lume", "2025-05-15", (INES,), mail=mail)], track)
    return answers


def test_a_real_server_gets_the_mail_as_it_is_for_the_configured_alone() -> None:
    mails = [render_mail(hostile(words), LETTERHEAD).message.encode("ascii") for words in WORDS]
    mails.append(mails[0].replace(b"\r\n\r\n", b"\r\n\r\n.\r\n..\r\n.QUIT\r\n", 1))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        answers = posted(port, mails)
    finally:
        controller.stop()
    assert [one.state for one in answers] == ["accepted"] * len(mails)
    assert postbox.had == [("desk@post.example", ["ines@post.example"], mail) for mail in mails]
    for _, _, content in postbox.had[:-1]:
        found = message_from_bytes(content, policy=policy.default)
        assert {*found.keys()} == OURS
        assert found["To"] == "ines@post.example"
        assert [part.get_content_type() for part in found.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert max(map(len, content.split(b"\r\n"))) <= 998


def test_a_server_s_answer_commands_no_terminal() -> None:
    with Mailserver(faults={"rcpt": "550 no \x1b[2J\x07 such \u202eone"}, times=9) as server:
        (answer,) = posted(server.port, [b"Subject: x\r\n\r\ny\r\n"])
    assert answer.state == "refused"
    assert answer.words.isprintable()
