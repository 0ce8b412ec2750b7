"""Parcels -> a program of the user's, and what its exit code says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.deliver.programs import Program, given
from briefing.model import Answer
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefing.deliver.hidden import Hidden
    from briefing.deliver.parcels import Parcel, Track
    from briefing.deliver.programs import Ended
    from briefing.model import Recipient

LATER = 75
"""The exit code that asks for another try: EX_TEMPFAIL of sysexits.h."""


@dataclass(frozen=True, slots=True)
class Command:
    """The program with its arguments, the folder it runs in, the issue's file that it is given, its seconds.

    `variables` says what its environment has besides, for a parcel; what is `hidden` is masked in what it says.
    """

    run: tuple[str, ...]
    file: str
    folder: Path | None = None
    timeout: float = 60.0
    variables: Callable[[Parcel], Mapping[str, str]] = lambda _: {}
    hidden: tuple[Hidden, ...] = ()


def send(way: Command, parcels: Sequence[Parcel], track: Track) -> None:
    """Run the program once for each parcel: 0 is taken, 75 is later, another code is refused; else it is in doubt.

    Raises what `track` raises.
    """
    for parcel in parcels:
        track.begin(parcel.recipients)
        program = Program(way.run, way.folder, way.variables(parcel), way.timeout, way.hidden)
        ended = given(program, _input(parcel, way.file))
        track.settle([_answer(to, ended) for to in parcel.recipients])


def _input(parcel: Parcel, file: str) -> bytes:
    data = parcel.files[file]
    return data.replace(b"\r\n", b"\n") if file.endswith(".eml") else data


def _answer(to: Recipient, ended: Ended) -> Answer:
    if not ended.started or ended.code == LATER:
        return Answer(to, "waiting", ended.words)
    if ended.code is None:
        return Answer(to, "doubtful", ended.words)
    return Answer(to, "refused", ended.words) if ended.code else Answer(to, "accepted")
