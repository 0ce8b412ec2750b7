"""Delivery: what goes to whom, whether it may, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from briefing.model.records import dataclass

DeliveryState = Literal["intended", "accepted", "refused", "doubtful", "waiting"]
"""What is known of a delivery: to be made; taken; refused for good; perhaps taken, which nobody but a person may try
again; not taken for now, and tried again later."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom or what an issue goes to: the way ("mail", "folder", ...), its name in the configuration, the address there.

    `address` is shown and kept on file: it is never a secret.
    """

    way: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An issue on its way to one recipient: the brief's id, its date, and the edition, a digest of what readers see.

    `turn` is 0 for the issue itself, 1 for what first corrects it, and so on, as this recipient gets them.
    """

    brief: str
    date: str
    edition: str
    recipient: Recipient
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is on file of a dispatch: its state, how often it was tried, the last answer in words, its Message-ID.

    `since` is when it was first intended, `at` when its state was last written, `next_try` before when it is not tried
    again by itself. `told` says that a person has heard of this state, `left` that they have looked and leave it so.
    """

    dispatch: Dispatch
    state: DeliveryState
    since: datetime
    at: datetime
    tries: int = 0
    detail: str = ""
    message_id: str = ""
    next_try: datetime | None = None
    told: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt for one recipient, and why, in plain words without secrets; never "intended"."""

    recipient: Recipient
    state: DeliveryState
    words: str = ""


ClearanceState = Literal["go", "hollow", "review", "approved", "rejected", "lapsed"]
"""Whether an edition may go out: nothing holds it; it is hollow; it waits for a person; a person let it go, or not;
nobody looked at it in time."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is on file of whether an edition of an issue may go out, and why (not), in words.

    `since` is when this edition was first asked about, `at` when its state was written; both in UTC.
    """

    brief: str
    date: str
    edition: str
    state: ClearanceState
    since: datetime
    at: datetime
    why: str = ""
