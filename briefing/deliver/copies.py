"""Parcels -> a folder that is shared, synced or served: the issue's files, and the site of all issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.deliver.folder import PRIVATE, SOURCES, write_issue
from briefing.deliver.site import site_of, write_site
from briefing.errors import OutputError
from briefing.model import Answer
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefing.deliver.parcels import Parcel, Track
    from briefing.model import DeliveryState

_ADVICE = "it is tried again at the next run"


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies go, where the site is found that goes with them, and how its files are known as the program's own.

    `sources` says whether the reports themselves are copied: whole articles, which are others' to publish. The mail is
    not, whose head names readers.
    """

    folder: Path
    out: Path
    marks: tuple[str, ...]
    sources: bool = False


def send(way: Copies, parcels: Sequence[Parcel], track: Track) -> None:
    """Copy the files of each issue, all or none, and then the site; what is there already is not written again.

    A copy can be made again without harm, so that nothing is begun and a run that was killed leaves no doubt. Raises
    what `track` raises.
    """
    for parcel in parcels:
        state, words = _copied(way, parcel)
        track.settle([Answer(to, state, words) for to in parcel.recipients])


def _copied(way: Copies, parcel: Parcel) -> tuple[DeliveryState, str]:
    """Copy an issue and the site; return what became of it."""
    if not way.folder.is_dir():  # not made: it may stand on a disk that is not there now
        return "waiting", f"{way.folder}: there is no such folder; make it, or connect the disk that it is on"
    kept = PRIVATE if way.sources else {*PRIVATE, SOURCES}
    files = {name: data for name, data in parcel.files.items() if name not in kept}
    try:
        if not _same(way.folder / parcel.date, files):
            write_issue(way.folder / parcel.date, files, _ADVICE)
        site = site_of(way.out, way.marks)
        told = write_site(way.folder, site, way.marks) if site else ()
    except OutputError as error:
        return "waiting", str(error)
    return "accepted", str(told[0]) if told else ""


def _same(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return all((folder / name).read_bytes() == data for name, data in files.items())
    except OSError:
        return False
