"""A process that delivers by all ways but mail servers, and is killed: run by test_outlets.py, never by itself.

killing_outlets.py FOLDER N M ...     in a copy of FOLDER for each number, killed at so many steps of the interpreter
killing_outlets.py FOLDER             counts the steps of a whole delivery, and prints them
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import story

from briefing import load_config
from briefing.run.delivering import Job, deliver, intend, job_of
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from types import FrameType


def job_in(folder: Path, now: datetime) -> Job:
    return job_of(load_config(folder / "briefing.toml"), folder / "out", now)


def sent(folder: Path, number: int) -> int:
    job = job_in(folder, datetime.fromisoformat(f"{story.DATE}T07:00:00+00:00"))
    intend(job, load_brief(folder / "out" / story.DATE))
    steps = [0]

    def step(_: FrameType, __: str, ___: object) -> None:
        steps[0] += 1
        if steps[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(step)
    sys.setprofile(step)
    deliver(job)
    sys.setprofile(None)
    return steps[0]


def copied(folder: Path, number: int) -> Path:
    copy = shutil.copytree(folder, folder.with_name(f"{folder.name}-{number}"))
    config = copy / "briefing.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("NUMBER", str(number)), encoding="utf-8")
    return copy


if __name__ == "__main__":
    base = Path(sys.argv[1])
    for number in map(int, sys.argv[2:]):
        copy = copied(base, number)
        child = os.fork()  # the modules are loaded once
        if not child:
            sent(copy, number)
            os._exit(0)
        os.waitpid(child, 0)
    if not sys.argv[2:]:
        sys.stdout.write(str(sent(copied(base, 0), 0)))
