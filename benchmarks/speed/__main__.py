"""Speed and memory in one table, made in one run on one machine, beside what else a user would take.

python -m benchmarks.speed                    all of it, and out/speed.json
python -m benchmarks.speed --only ranking     one part; --quick: small sizes, one run; --full: what takes minutes too
python -m benchmarks.speed --markdown         the table for docs/performance.md
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.parts import PARTS, found
from benchmarks.speed.rows import ROOT, Options
from benchmarks.speed.table import as_json, as_line, as_markdown, as_text, machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Row


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print, write; return 0, whether goals are met or not: seconds are no test."""
    asked = _arguments(given)
    here, names = machine(), tuple(asked.only or PARTS)
    options = Options(quick=asked.quick, full=asked.full)
    rows = [row for number, name in enumerate(names, 1) for row in run(name, _telling(options, number, names))]
    say(as_line(here))
    print(as_markdown(rows) if asked.markdown else as_text(rows))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(as_json(rows, options, here), encoding="utf-8")
    return 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, one run each: whether it works")
    parser.add_argument("--full", action="store_true", help="what takes minutes too")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "speed.json", metavar="FILE")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    return parser.parse_args(given)


def _telling(options: Options, number: int, names: Sequence[str]) -> Options:
    """Return the options with what says how far it is: in lines, since drawing would be measured with the rest."""
    head = f"{number}/{len(names)} {names[number - 1]}"
    return replace(options, told=lambda what: say(f"{head}: {what}"))


def run(name: str, options: Options) -> list[Row]:
    """Return a part's rows, none where its module is not there, which is said."""
    measure = found(name)
    if measure is None:
        say(f"{name}: not measured, benchmarks/speed/{name}.py is not there ({PARTS[name]})")
        return []
    began = time.perf_counter()
    rows = [replace(row, part=name) for row in measure(options)]
    say(f"{name}: {time.perf_counter() - began:.0f} s")
    return rows


def say(text: str) -> None:
    """Tell what is done, beside the table."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
