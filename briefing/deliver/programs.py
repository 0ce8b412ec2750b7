"""Programs of this machine that are given something on standard input. No shell, and a bounded time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.deliver.hidden import first_line, secrets_around
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO

    from briefing.deliver.hidden import Hidden

_GRACE = 2.0  # seconds to end by itself, once asked to
_HEARD = 1 << 16  # bytes of what it says on standard error


@dataclass(frozen=True, slots=True)
class Program:
    """A program and its arguments, the folder it runs in, what its environment has besides, its time in seconds.

    What is `hidden` is masked in what it says.
    """

    run: tuple[str, ...]
    folder: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 60.0
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code, or None where there is none, and why that is in `how`.

    `started` says whether it could be started at all; `said` is the first line of its standard error, secrets masked.
    """

    code: int | None
    how: str
    said: str = ""
    started: bool = True

    @property
    def words(self) -> str:
        """What to tell of it."""
        return f"{self.how}: {self.said}" if self.said else self.how


def given(program: Program, data: bytes) -> Ended:
    """Run a program with the data on standard input; raises nothing for what it does.

    Input and errors are files, so that neither a program that does not read nor one that leaves children behind is
    waited for.
    """
    with tempfile.TemporaryFile() as standard_input, tempfile.TemporaryFile() as errors:
        standard_input.write(data)
        standard_input.seek(0)
        try:
            process = _started(program, standard_input, errors)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            return Ended(None, f"{program.run[0]} could not be started: {why}", started=False)
        how = _waited(process, program.timeout)
        errors.seek(0)
        said = first_line(errors.read(_HEARD), secrets_around(program.hidden))
    if how or process.returncode < 0:
        return Ended(None, how or f"ended by {_signal(process.returncode)}", said)
    return Ended(process.returncode, f"exit code {process.returncode}", said)


def _started(program: Program, standard_input: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - what the settings name, with no shell in between
        program.run,
        stdin=standard_input,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        cwd=program.folder,
        env=_environment(program.variables),
        start_new_session=True,
    )


def _environment(variables: Mapping[str, str]) -> Mapping[str, str] | Mapping[bytes, bytes]:
    """Return the environment with more in it, in UTF-8 whatever the locale."""
    if os.name == "nt":
        return {**os.environ, **variables}
    return {**os.environb, **{name.encode(): value.encode("utf-8", "replace") for name, value in variables.items()}}


def _waited(process: subprocess.Popen[bytes], seconds: float) -> str:
    """Wait for the end, and bring it about where that takes too long; then say so."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"not ready after {seconds:g} seconds, and ended"
    except BaseException:
        _end(process)
        raise
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a program and its children to end, and then make them."""
    _tell(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    _tell(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def _tell(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.terminate()
        else:
            os.killpg(process.pid, number)


def _signal(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
