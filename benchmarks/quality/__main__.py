"""All quality figures in one table, with intervals, beside what else a user would take.

python -m benchmarks.quality                     all of it, and out/quality.json
python -m benchmarks.quality --only story        one part; --quick: all but the slow ones; --fast: a sample
python -m benchmarks.quality --details           a line a system, with intervals and differences
python -m benchmarks.quality --check             fails where a figure is under its floor (floors.json)
python -m benchmarks.quality --raise             writes higher floors
python -m benchmarks.quality --lower FIGURE --because "..."     lowers one, and says why in CHANGELOG.md
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality import floors
from benchmarks.quality.figures import OURS, Figure, Options
from benchmarks.quality.floors import FAILS, Held
from benchmarks.quality.kept import ROOT, digest
from benchmarks.quality.parts import PARTS
from benchmarks.quality.table import as_json, as_markdown, as_table, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.quality.figures import Part

CHANGELOG, FLOORS = ROOT / "CHANGELOG.md", floors.FLOORS


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print, write; return 0, 1 where a figure is under its floor, 2 where what was asked makes no sense."""
    asked = _arguments(given)
    options = Options(fast=asked.fast)
    figures, held = list[Figure](), list[Held]()
    for part in _chosen(asked):
        found = run(part, options)
        figures += found
        held += _held(part, found, options)
    print(_shown(asked, figures))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(as_json(figures), encoding="utf-8")
    return _floors(asked, held)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [part.name for part in PARTS]
    parser.add_argument("--only", action="append", choices=names, metavar="PART", help=f"one of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="leave out the slow parts")
    parser.add_argument("--fast", action="store_true", help="a sample of the units where a part is slow; no floors")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "quality.json", metavar="FILE")
    parser.add_argument("--details", action="store_true", help="a line a system, with intervals and differences")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown, for docs/quality.md")
    parser.add_argument("--check", action="store_true", help="fail where a figure is under its floor")
    parser.add_argument("--raise", action="store_true", dest="rise", help="write higher floors")
    parser.add_argument("--lower", metavar="FIGURE", help="lower one floor to what is measured")
    parser.add_argument("--because", default="", metavar="REASON", help="why a floor is lowered")
    asked = parser.parse_args(given)
    if asked.lower and not asked.because.strip():
        parser.error("a floor is lowered for a reason: --lower FIGURE --because REASON")
    return asked


def _chosen(asked: argparse.Namespace) -> Iterable[Part]:
    parts = (part for part in PARTS if not asked.only or part.name in asked.only)
    return (part for part in parts if not (asked.quick and part.slow))


def run(part: Part, options: Options) -> tuple[Figure, ...]:
    """Return a part's figures, () where its data or a library is missing, which it says."""
    if missing := part.missing(options):
        print(f"{part.name}: not measured, {', '.join(missing)} is not there", file=sys.stderr)
        return ()
    began = time.perf_counter()
    found = part.measure(options)
    print(f"{part.name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def _held(part: Part, figures: Sequence[Figure], options: Options) -> list[Held]:
    """Return the program's own figures with the digest of their data; of a sample none."""
    own = [figure for figure in figures if figure.system == OURS and figure.kind == "ours"]
    if options.fast or not own:
        return []
    data = digest(tuple(options.shared / name for name in part.data))
    return [Held(figure, f"sha256:{data}") for figure in own]


def _shown(asked: argparse.Namespace, figures: Sequence[Figure]) -> str:
    if asked.markdown:
        return as_markdown(figures)
    return as_text(figures) if asked.details else as_table(figures)


def _floors(asked: argparse.Namespace, held: Sequence[Held]) -> int:
    known = floors.load(FLOORS)
    if asked.lower:
        return _lower(asked, known, held)
    if asked.rise:
        floors.save(floors.raised(known, held), FLOORS)
    return _check(held) if asked.check else 0


def _lower(asked: argparse.Namespace, known: dict[str, floors.Floor], held: Sequence[Held]) -> int:
    try:
        found = floors.lowered(known, held, asked.lower, asked.because)
    except floors.UnknownFigureError as error:
        print(error, file=sys.stderr)
        return 2
    changelog = CHANGELOG.read_text("utf-8")
    told = floors.told_in(changelog, asked.lower, known[asked.lower], found[asked.lower])
    CHANGELOG.write_text(told, encoding="utf-8")
    floors.save(found, FLOORS)
    return 0


def _check(held: Sequence[Held]) -> int:
    judgements = floors.judge(floors.load(FLOORS), held, CHANGELOG.read_text("utf-8"))
    for judgement in judgements:
        if judgement.verdict != "holds":
            print(judgement, file=sys.stderr)
    return int(any(judgement.verdict in FAILS for judgement in judgements))


if __name__ == "__main__":
    raise SystemExit(main())
