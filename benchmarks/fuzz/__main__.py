"""Feed the targets one after the other by atheris, each in a copy of this process; see the package's docstring."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import importlib.util
import io
import os
import pkgutil
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.fuzz.targets import Target

OUT = Path(__file__).resolve().parents[2] / "out" / "fuzz"
SECONDS = 3600
LONGEST_RUN = 120  # seconds for one input, however busy the machine is: a hang takes for ever
MEMORY = 4096  # MB
LONGEST_INPUT = 16_384  # bytes
INSTRUMENTED = ["briefing", "feedparser", "markdown_it", "protego"]
_EXECUTED = re.compile(r"number_of_executed_units: (\d+)")
_FOUND = re.compile(r"(?:Test unit written to|unit written to) (\S+)")
_PROBLEM = re.compile(r"=== Uncaught Python exception: ===\n(.*?)(?:\n\n|\n==)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Result:
    """What feeding one target gave: how many inputs it ran, and the problem, "" where there was none."""

    executed: int
    problem: str = ""


def main() -> None:
    """Do what is asked for, print a line for each target, fail where one is broken."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    options.add_argument("--seconds", type=int, default=SECONDS, help="for all targets together")
    options.add_argument(
        "--runs", type=int, help="so many inputs for a cheap target, fewer for others; no seconds then"
    )
    options.add_argument(
        "--only", default="", metavar="WORDS", help="targets whose name is or holds one of these words"
    )
    options.add_argument("--list", action="store_true", help="name them and stop")
    asked = options.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("skipped: atheris is not installed; `make fuzz` installs it where there is a wheel for this Python")
        return
    targets = instrumented()
    chosen = [name for name in targets if not asked.only or any(word in name for word in asked.only.split())]
    if asked.list:
        print("\n".join(chosen))
        return
    results = [_told(name, targets[name], asked.runs, asked.seconds // len(chosen)) for name in chosen]
    broken = sum(bool(one.problem) for one in results)
    print(f"{len(results)} targets, {sum(one.executed for one in results):,} inputs, {broken} targets broken")
    sys.exit(bool(broken))


def instrumented() -> dict[str, Target]:
    """Return the targets, with the program and the parsers in Python that it uses loaded as atheris wants them."""
    import atheris  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - not a part of every set-up

    with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=INSTRUMENTED):
        package = importlib.import_module("briefing")
        for module in pkgutil.walk_packages(package.__path__, "briefing."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        found: dict[str, Target] = importlib.import_module("benchmarks.fuzz.targets").TARGETS
    return found


def _told(name: str, target: Target, runs: int | None, seconds: int) -> Result:
    corpus = OUT / ("short" if runs else "corpus") / name
    if runs:  # the same each time, as far as that can be had: nothing of earlier runs, no chance
        shutil.rmtree(corpus, ignore_errors=True)
        limits = [f"-runs={max(len(target.seeds) + 1, runs // target.cost)}", "-seed=1"]
    else:
        limits = [f"-max_total_time={max(1, seconds)}"]
    _sow(corpus, target.seeds)
    log = OUT / f"{name}.log"
    code = _fed(target, [*limits, f"-artifact_prefix={OUT}/found/{name}-", str(corpus)], log)
    result = _result(code, log)
    print(f"{name:15}{result.executed:>10,}  {result.problem or 'ok'}", flush=True)
    return result


def _sow(corpus: Path, seeds: tuple[bytes, ...]) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    (OUT / "found").mkdir(exist_ok=True)
    for seed in seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def _fed(target: Target, options: list[str], log: Path) -> int:
    """Feed a target in a copy of this process, until libFuzzer says that it is enough; return how that ended."""
    import atheris  # noqa: PLC0415

    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    bounds = [f"-timeout={LONGEST_RUN}", f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST_INPUT}", "-print_final_stats=1"]
    atheris.Setup(["fuzz", *bounds, *options], target.check)
    atheris.Fuzz()
    os._exit(0)


def _result(code: int, log: Path) -> Result:
    text = log.read_text(encoding="utf-8", errors="replace")
    executed = sum(map(int, _EXECUTED.findall(text)[-1:]))
    if code == 0 and executed:
        return Result(executed)
    problem, found = _PROBLEM.search(text), _FOUND.search(text)
    told = problem[1].strip().splitlines()[0] if problem else f"ended with {code}"
    return Result(executed, f"{told[:200]} ({found[1] if found else log})")


if __name__ == "__main__":
    main()
