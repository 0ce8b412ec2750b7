"""The program in a process of its own, with what it does counted: nothing here depends on how fast the machine is.

    python tests/probe.py COUNTS.json build --config briefing.toml ...

Python's audit events tell of imports, files, compiled templates and connections to SQLite; the words of a text are
counted where they are split.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
_WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Counts:
    """What a command did: how often, by what it was."""

    code: int
    modules: int
    own: int
    libraries: tuple[str, ...]
    statements: int
    written: Mapping[str, int]
    read: Mapping[str, int]
    templates: Mapping[str, int]
    split: Mapping[str, int]
    stems: int


def _template(name: object) -> str:
    """Return the name of a template, "" where it is not one that is compiled."""
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) else Path()
    return path.name if path.suffix != ".py" and path.parent.name == "templates" else ""


@dataclass
class _Probe:
    """Where it is counted; an audit hook lasts as long as its process."""

    statements: int = 0
    written: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    templates: Counter[str] = field(default_factory=Counter)
    split: Counter[str] = field(default_factory=Counter)

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Count an audit event."""
        if event == "open" and isinstance(given[0], str):
            kind = self.written if given[2] & _WRITING else self.read
            kind[given[0]] += 1
        elif event == "compile" and (name := _template(given[1])):
            self.templates[name] += 1

    def connecting(self, connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        """Return what connects to SQLite, and counts the statements."""

        def counting(*given: Any, **named: Any) -> sqlite3.Connection:
            made = connect(*given, **named)
            made.set_trace_callback(self._state)
            return made

        return counting

    def _state(self, _: str) -> None:
        self.statements += 1

    def splitting(self, split: Callable[..., Any]) -> Callable[..., Any]:
        """Return what splits texts into words, and counts them."""

        def counting(text: str, *rest: Any, **named: Any) -> Any:
            self.split[text] += 1
            return split(text, *rest, **named)

        return counting


def counts(folder: Path, *command: str | Path) -> Counts:
    """Run the program in a folder and return what it did. Files are counted that lie below the folder."""
    to = folder.parent / f"{folder.name}.counts.json"
    arguments = [sys.executable, "-P", __file__, str(to), *map(str, command)]
    # what Python and the program keep of modules and templates is kept, as where it is installed
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert to.exists(), done.stderr
    told = json.loads(to.read_text("utf-8"))
    for kind in ("written", "read"):
        own = {Path(folder, name): count for name, count in told[kind].items()}
        told[kind] = {
            path.relative_to(folder).as_posix(): count for path, count in own.items() if path.is_relative_to(folder)
        }
    return Counts(**{**told, "code": done.returncode, "libraries": tuple(told["libraries"])})


def main() -> None:
    """Run the program as the arguments say, counting."""
    to, *words = sys.argv[1:]
    from briefing.text import words as text  # noqa: PLC0415 - before who takes names out of it

    probe = _Probe()
    sqlite3.connect = probe.connecting(sqlite3.connect)  # type: ignore[assignment]
    text.tokenise, text.words_in = probe.splitting(text.tokenise), probe.splitting(text.words_in)
    before = set(sys.modules)
    sys.addaudithook(probe.hear)
    sys.argv = ["briefing", *words]
    from briefing.cli import main as program  # noqa: PLC0415

    try:
        program()
    finally:
        after = set(sys.modules)
        packages = (
            {name.partition(".")[0] for name in after - before} - sys.stdlib_module_names - {"briefing", "__mp_main__"}
        )
        told = {
            "modules": len(after),
            "own": sum(name.partition(".")[0] == "briefing" for name in after),
            "libraries": sorted(packages),
            "statements": probe.statements,
            "written": dict(probe.written),
            "read": dict(probe.read),
            "templates": dict(probe.templates),
            "split": dict(probe.split),
            "stems": text.stem.cache_info().misses,
        }
        Path(to).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
