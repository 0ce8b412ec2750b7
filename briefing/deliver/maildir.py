"""Parcels -> a Maildir: written beside, then moved into place, as its rules want it."""

from __future__ import annotations

import hashlib
import os
import re
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from briefing.model import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.deliver.parcels import Parcel, Track

_PARTS = ("tmp", "new", "cur")
_FLAGS = re.compile(r"[:;!,].*")  # what readers write after a name: what was done with the mail, or its size


def send(folder: Path, parcels: Sequence[Parcel], track: Track) -> None:
    """Put a mail into the Maildir for each parcel; it is made where there is none. Raises what `track` raises.

    A mail that is there already, read or not, is not put there again, so that a run that was killed leaves no doubt
    and nothing is begun: whoever finds this delivery still to be made looks first.
    """
    for parcel in parcels:
        try:
            _put(folder, parcel)
        except OSError as error:
            words = f"{folder} cannot be written: {error.strerror or error}"
            track.settle([Answer(to, "waiting", words) for to in parcel.recipients])
        else:
            track.settle([Answer(to, "accepted") for to in parcel.recipients])


def _put(folder: Path, parcel: Parcel) -> None:
    for part in _PARTS:
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    key = _key(parcel)
    there = (path.name for part in ("new", "cur") for path in (folder / part).iterdir())
    if any(key in _FLAGS.sub("", name).split(".") for name in there):
        _kept(folder)
        return
    name = f"{_seconds(parcel.mail)}.{key}.briefing"
    _write(folder / "tmp" / name, parcel.mail.replace(b"\r\n", b"\n"))
    os.replace(folder / "tmp" / name, folder / "new" / name)  # noqa: PTH105 - atomic; the verb that says so
    _kept(folder)


def _key(parcel: Parcel) -> str:
    """Return the part of a name that is the same whenever this mail is put for these recipients."""
    to = sorted(one.address for one in parcel.recipients)
    return "B" + hashlib.sha256("\n".join([parcel.message_id, *to]).encode("utf-8", "replace")).hexdigest()[:24]


def _seconds(mail: bytes) -> int:
    """Return the date of a mail as seconds since 1970, with which names in a Maildir begin; 0 where it has none."""
    try:
        return max(0, int(parsedate_to_datetime(str(BytesHeaderParser().parsebytes(mail)["Date"])).timestamp()))
    except (TypeError, ValueError, OverflowError):
        return 0


def _write(path: Path, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _kept(folder: Path) -> None:
    """Make what was moved into place last, even where the power goes right after it."""
    if os.name == "nt":  # which opens no folders
        return
    for part in ("new", "tmp"):
        opened = os.open(folder / part, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
