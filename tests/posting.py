"""An issue of the invented story on disk, and what delivers it: the real ledger, the real dialogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import story

from briefing import parse_config
from briefing.compose import past_of
from briefing.deliver.parcels import Parcel
from briefing.deliver.smtp import Server, send
from briefing.model import Recipient
from briefing.run.clearing import Ruling
from briefing.run.delivering import Delivered, Job, deliver, heard, intend, job_of, send_issue
from briefing.run.ways import Due, Issue, Way
from briefing.store.issues import remember
from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing import Brief
    from briefing.model import Delivery

NOW = datetime(2031, 3, 13, 7, tzinfo=UTC)
READERS = ("ines@post.example", "anton@post.example", "mara@post.example")
MESSAGE = b"Subject: The talks\r\n\r\n.A line that begins with a dot\r\n..\r\nlast\r\n"


def to(address: str) -> Recipient:
    return Recipient("mail", "mail", address)


def small(each: bool, _: Issue, dues: Sequence[Due]) -> tuple[Parcel, ...]:  # noqa: FBT001
    """Pack a short mail: for dialogues in which nobody reads it."""
    everybody = tuple(due.dispatch.recipient for due in dues)
    groups = [(one,) for one in everybody] if each else [everybody]
    return tuple(Parcel("lume", story.DATE, group, "<1@post.example>", MESSAGE) for group in groups)


HASTY: dict[str, Any] = {"timeout": 0.4, "patience": 0.5}
"""Seconds to wait for a server that says nothing; a machine that is busy may be slower than that."""


def way(port: int, *, each: bool = False, readers: Sequence[str] = READERS, **server: object) -> Way:
    values: dict[str, object] = {"security": "none", "timeout": 20.0, "patience": 20.0, "hello": "here.example"}
    there = Server("127.0.0.1", port, **{**values, **server})  # type: ignore[arg-type]
    return Way(
        "mail", tuple(map(to, readers)), partial(small, each), partial(send, there, "desk@post.example"), most=100
    )


@dataclass
class Post:
    """An issue on disk, and runs that deliver it."""

    out: Path
    brief: Brief
    now: datetime = NOW

    def job(self, *ways: Way) -> Job:
        settings = parse_config(
            {"brief": {"id": self.brief.id}, "topics": [{"title": "x"}]}, self.out.parent / "x.toml"
        )
        return job_of(settings, self.out, self.now, lambda _: Ruling(""), ways)

    def run(self, *ways: Way) -> Delivered:
        """A run of the day: intended, then delivered."""
        return self.deliver(self.job(*ways))

    def deliver(self, job: Job) -> Delivered:
        assert intend(job, self.brief) is None
        done = deliver(job, self.brief.date)
        heard(done)
        return done

    def send(self, *ways: Way, to: Sequence[str] = (), again: bool = False) -> Delivered:
        remember(self.job().store, "lume", past_of([self.brief]))  # as what made it did
        sent = send_issue(self.job(*ways), self.brief.date, to, again=again)
        assert sent is not None
        heard(sent)
        return sent

    def later(self, hours: float = 20) -> Post:
        return replace(self, now=self.now + timedelta(hours=hours))

    def on_file(self) -> tuple[Delivery, ...]:
        return deliveries(self.out / "briefing.sqlite", self.brief.id, self.brief.date)

    def states(self) -> dict[str, str]:
        return {one.dispatch.recipient.address: one.state for one in self.on_file()}
