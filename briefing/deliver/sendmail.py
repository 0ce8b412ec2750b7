"""Parcels -> sendmail, or a program that is called as it is, and what its exit code says of each recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.deliver.programs import Program, given
from briefing.model import Answer
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.deliver.hidden import Hidden
    from briefing.deliver.parcels import Parcel, Track
    from briefing.deliver.programs import Ended
    from briefing.model import DeliveryState, Recipient

COMMAND = ("/usr/sbin/sendmail", "-i")

_REASONS = {
    64: "it was called wrongly",
    65: "it does not take the mail as it is",
    66: "it could not open its input",
    67: "there is no such recipient",
    68: "there is no such host",
    69: "it is not available",
    70: "it failed in itself",
    71: "the system failed",
    72: "a file of the system is missing",
    73: "it could not make a file",
    74: "an error of input or output",
    75: "it asks to be tried later",
    76: "the other side did not keep to the protocol",
    77: "it is not permitted",
    78: "it is configured wrongly",
}
"""What sysexits.h means by a code."""

_LATER = frozenset({68, 71, 75})  # no network, no process, later: nothing was taken
_IN_DOUBT = frozenset({74})  # the error may have come while the answer was awaited


@dataclass(frozen=True, slots=True)
class Sendmail:
    """The program with its first arguments, the sender of the envelope, and the seconds it may take for a mail.

    What is `hidden` is masked in what it says.
    """

    command: tuple[str, ...]
    sender: str
    timeout: float = 60.0
    hidden: tuple[Hidden, ...] = ()


def send(way: Sendmail, parcels: Sequence[Parcel], track: Track) -> None:
    """Give every recipient's mail to the program, one by one, so that its exit code is of this recipient alone.

    Recipients are arguments: what stands in the mail's head adds none to them. Raises what `track` raises.
    """
    for parcel in parcels:
        mail = parcel.mail.replace(b"\r\n", b"\n")
        for to in parcel.recipients:
            track.begin([to])
            track.settle([_answer(to, given(_program(way, to), mail))])


def _program(way: Sendmail, to: Recipient) -> Program:
    sender = ("-f", way.sender) if way.sender else ()
    return Program((*way.command, *sender, "--", to.address), timeout=way.timeout, hidden=way.hidden)


def _answer(to: Recipient, ended: Ended) -> Answer:
    if not ended.started:
        return Answer(to, "waiting", ended.words)
    if ended.code is None:
        return Answer(to, "doubtful", ended.words)
    reason = _REASONS.get(ended.code, "")
    words = f"{ended.words} ({reason})" if reason else ended.words
    return Answer(to, _state(ended.code), "" if ended.code == 0 else words)


def _state(code: int) -> DeliveryState:
    if code in _LATER:
        return "waiting"
    if code in _IN_DOUBT:
        return "doubtful"
    return "refused" if code else "accepted"
