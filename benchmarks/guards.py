"""Is each guard tested? One after the other is taken out of a copy of the project, and a test must fail for it.

    python -m benchmarks.guards [--only WORDS] [--list]

The guards stand in tests/guards/*.toml: a name, the file, the lines as they are (`take`: they stand there once), what
stands instead (`put`), and the tests that must fail then. A test that is skipped shows nothing. `hangs = true` says
that without the guard a test does not end; it is stopped after `seconds`. Whole, the project passes all of these tests.

The command fails where a guard has moved, where no test misses it, or where a test fails with all guards in.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import os
import queue
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHERE = ROOT / "tests" / "guards"
COPIED = (
    "briefing",
    "templates",
    "tests",
    "examples",
    "benchmarks",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)
PASSED, FAILED = 0, 1  # what pytest exits with
SECONDS = 240.0
WORKERS = os.cpu_count() or 1
MEMORY = 6 << 30  # bytes: a bomb that is not stopped is not to take the machine with it


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard: where it stands, what is there without it, and which tests must notice."""

    name: str
    file: str
    take: str
    put: str
    tests: tuple[str, ...]
    hangs: bool = False
    seconds: float = SECONDS


def guards(words: str = "") -> list[Guard]:
    """Return the guards of all files whose area or name holds the words, in order."""
    found = []
    for path in sorted(WHERE.glob("*.toml")):
        for record in tomllib.loads(path.read_text(encoding="utf-8"))["guard"]:
            guard = Guard(**{**record, "tests": tuple(record["tests"])})
            if words in f"{path.stem}: {guard.name}":
                found.append(guard)
    return found


def without(guard: Guard, text: str) -> str:
    """Return a file's text without the guard; raise ValueError where its lines do not stand there just once."""
    if text.count(guard.take) != 1:
        raise ValueError(f"{guard.name}: its lines stand {text.count(guard.take)} times in {guard.file}")
    return text.replace(guard.take, guard.put)


def main() -> None:
    """Take out what is asked for, print a line each, fail where one is not missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", metavar="WORDS", help="guards whose area or name holds these words")
    options.add_argument("--list", action="store_true", help="name them and stop")
    asked = options.parse_args()
    chosen = guards(asked.only)
    if asked.list:
        print("\n".join(guard.name for guard in chosen))
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))  # of each process that is started from here
    with tempfile.TemporaryDirectory() as folder:
        projects = _copies(Path(folder), min(WORKERS, len(chosen)))
        wrong = [_whole(chosen, projects[0]), *_told_of_all(chosen, projects)]
    print(f"{len(chosen)} guards taken out, {sum(not told for told in wrong[1:])} of them missed by a test")
    sys.exit(any(wrong))


def _copies(folder: Path, many: int) -> list[Path]:
    return [_copied(folder / str(number)) for number in range(max(1, many))]


def _copied(folder: Path) -> Path:
    project = folder / "project"
    project.mkdir(parents=True)
    for name in COPIED:
        kind = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        kind(ROOT / name, project / name)
    compileall.compile_dir(project / "briefing", quiet=1)
    if (ROOT / "../shared").exists():
        (folder / "shared").symlink_to((ROOT / "../shared").resolve())
    return project


def _whole(chosen: list[Guard], project: Path) -> str:
    """Return what is wrong with the tests while all guards are in, "" where they pass."""
    tests = sorted({test for guard in chosen for test in guard.tests})
    code, output = _tested(project, tests, SECONDS * 4, stop=False)
    if code != PASSED:
        print(f"WITH ALL GUARDS IN the tests do not pass:\n{output[-3000:]}", flush=True)
        return "fails"
    return ""


def _told_of_all(chosen: list[Guard], projects: list[Path]) -> list[str]:
    """Return what is wrong with each guard; as many at once as there are copies of the project."""
    free = queue.SimpleQueue[Path]()
    for project in projects:
        free.put(project)

    def told(guard: Guard) -> str:
        project = free.get()
        try:
            return _told(guard, project)
        finally:
            free.put(project)

    with ThreadPoolExecutor(len(projects)) as workers:
        return list(workers.map(told, chosen))


def _told(guard: Guard, project: Path) -> str:
    wrong = _missed(guard, project)
    print(f"{'NOT SHOWN' if wrong else 'missed   '}  {guard.name}{f': {wrong}' if wrong else ''}", flush=True)
    return wrong


def _missed(guard: Guard, project: Path) -> str:
    """Return "" where a test fails without the guard, else what came instead."""
    path = project / guard.file
    text, was = path.read_text(encoding="utf-8"), path.stat().st_mtime_ns
    try:
        path.write_text(without(guard, text), encoding="utf-8")
        os.utime(path, ns=(0, 0))  # so that no byte code is taken for its own
        code, output = _tested(project, list(guard.tests), guard.seconds)
    except ValueError as error:
        return str(error)
    except subprocess.TimeoutExpired:
        return "" if guard.hangs else "the tests did not end"
    finally:
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(was, was))
    return "" if code == FAILED else f"pytest exits with {code}: {output.strip().splitlines()[-1:]}"


def _tested(project: Path, tests: list[str], seconds: float, *, stop: bool = True) -> tuple[int, str]:
    """Run tests in the copy; return pytest's exit code and what it printed. Raises TimeoutExpired."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        *(["-x"] if stop else ["-n", "2"]),
        *tests,
    ]
    # the copy goes before what is installed; neither byte code nor a template outlives a guard that was out
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    running = subprocess.Popen(  # noqa: S603 - our own tests
        command,
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = running.communicate(timeout=seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):  # whatever a test has started ends with it
            os.killpg(running.pid, signal.SIGKILL)
    return running.wait(), output


if __name__ == "__main__":
    main()
