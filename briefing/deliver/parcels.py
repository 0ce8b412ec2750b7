"""What every way out takes, and whom it tells of each step.

A way out is a plain function `send(parcels, track) -> None`. For every recipient it calls, in this order,

1. `track.begin(recipients)` right before the step after which the other side may have taken the parcel: before the dot
   that ends a mail, before a file is moved into place, before a command or a request is started. It returns when that
   is on file. Who is killed before has sent nothing, and is asked to send again; who is killed after is in doubt.
2. `track.settle(answers)` as soon as an answer is known, "doubtful" where none came. An answer may be settled without
   having begun: a recipient that was refused, a server that was not there.

Whom it settles nothing for stay as they were, to be sent to by the next run. It raises nothing for what others do: a
refusal, a timeout, a missing program are answers. What `begin` and `settle` raise goes through it untouched, and after
that nothing may be sent. It knows no ledger, no clock and no settings but its own.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.model import Answer, Recipient


@dataclass(frozen=True, slots=True)
class Parcel:
    """An issue as it goes to some recipients in one piece.

    `mail` is the message as bytes, `files` are the issue's files by their names ("brief.json", "brief.md", ...).
    `corrects` says that these recipients had an earlier edition.
    """

    brief: str
    date: str
    recipients: tuple[Recipient, ...]
    message_id: str = ""
    mail: bytes = field(default=b"", repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """Whom a way out tells what it is about to do, and what came of it; both return when that is on file."""

    begin: Callable[[Sequence[Recipient]], None]
    settle: Callable[[Sequence[Answer]], None]
