"""A process that delivers and is killed: run by test_killed_sending.py, never by itself.

killing_sender.py OUT PORT N M ...     in a copy of OUT for each number, killed at so many steps of the interpreter
killing_sender.py OUT PORT             counts the steps of a whole delivery, and prints them
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from posting import Post, way

from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from types import FrameType

EACH = 4


def readers(number: int) -> tuple[str, ...]:
    return tuple(f"reader-{place}.{number}@post.example" for place in range(EACH))


def counted(number: int) -> list[int]:
    """Count every call and return, of C functions too, and die at one of them."""
    steps = [0]

    def step(_: FrameType, __: str, ___: object) -> None:
        steps[0] += 1
        if steps[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    return steps


def sent(out: Path, port: int, number: int) -> int:
    day = next(path for path in out.iterdir() if path.name[0].isdigit())
    post = Post(out, load_brief(day))
    there = way(port, each=number % 2 == 0, readers=readers(number), timeout=20.0, patience=20.0)
    job = post.job(there)
    steps = counted(number)
    post.deliver(job)
    sys.setprofile(None)
    return steps[0]


if __name__ == "__main__":
    source, port = Path(sys.argv[1]), int(sys.argv[2])
    # once before, so that what is loaded and compiled the first time takes no steps
    sent(shutil.copytree(source, source.with_name(f"out before {os.getpid()}")), port, 0)
    for number in map(int, sys.argv[3:]):
        copy = shutil.copytree(source, source.with_name(f"out {number}"))
        child = os.fork()  # the modules are loaded once
        if not child:
            sent(copy, port, number)
            os._exit(0)
        os.waitpid(child, 0)
    if not sys.argv[3:]:
        sys.stdout.write(str(sent(shutil.copytree(source, source.with_name("out 0")), port, 0)))
