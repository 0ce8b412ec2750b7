"""The program as its users start it: its exit code, its results, its messages."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "istanbul"
EXAMPLE_DATE = "2025-05-15"


@dataclass(frozen=True)
class Run:
    """What a run of the program left."""

    code: int
    out: str
    err: str


class Program(Protocol):
    """The program inside the test's own process."""

    def __call__(self, *arguments: str | Path) -> Run: ...


def start(*arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Run:
    """Run the program in a process of its own; `env` is added to the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)],
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=120,
    )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def files_below(folder: Path) -> dict[str, bytes]:
    """All files below a folder by their names there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
