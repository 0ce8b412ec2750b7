"""Options in, one call, messages and exit codes out."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from briefing.cli.app import app
from briefing.cli.options import say
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["COMMANDS", "app", "load", "main"]

COMMANDS = {
    "approve": "approving",
    "archive": "archive",
    "build": "making",
    "doctor": "doctor",
    "explain": "explaining",
    "init": "starting",
    "pdf": "paper",
    "preview": "preview",
    "run": "running",
    "schedule": "scheduling",
    "search": "archive",
    "send": "sending",
    "sources": "sources",
    "status": "status",
    "templates": "templates",
    "topics": "topics",
    "verify": "making",
}
"""What can be called -> the module here that has it."""


OBJECTS = 20_000
"""How many objects come before cyclic garbage is looked for: looking after 700 cost up to a twentieth of a build."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO}
"""What a stream answers that leads to a disk: it has no name, as files have."""


def load(command: str = "") -> None:
    """Make a command known to `app`; all of them where it is none, so that help and messages name them all."""
    modules = [COMMANDS[command]] if command in COMMANDS else sorted(set(COMMANDS.values()))
    for module in modules:
        import_module(f"briefing.cli.{module}")


def _with_streams() -> None:
    """Open what was closed before the program began: the next file would go by the number of a standard stream."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for as long as it runs


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of a bug; what that needs is loaded only then."""
    import_module("briefing.cli.faults").told(kind, error, trace)


def main() -> NoReturn:
    """Run the program: an expected error is one line and an exit code, a bug keeps its traceback, without secrets."""
    gc.set_threshold(OBJECTS)
    _with_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    load(next(iter(sys.argv[1:]), ""))
    try:
        app(standalone_mode=True)
    except BriefingError as error:
        say(f"briefing: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    except MemoryError:
        say("briefing: there was not enough memory; what was made before stands; give it more, or fewer reports")
        sys.exit(1)
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            raise  # a fault of the program
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left unsaid is not tried again at the end
        say(f"briefing: what was to be printed cannot be written: {error.strerror}; what was made stands")
        sys.exit(1)
    finally:
        sys.excepthook = _fault  # typer has put its own there
    sys.exit(0)
