"""Makes the three mornings of the example anew: `make golden`, which then writes all renderings anew.

The first sections only, and nothing that is not rendered: the records are to stay small.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from briefing.render.data import from_json, to_json

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("golden")
DAYS = ("2025-05-13", "2025-05-14", "2025-05-15")
SECTIONS = 2


def renew(out: Path) -> None:
    """Build the mornings one after the other, so that each is compared with those before it, and keep their data."""
    program = [sys.executable, "-m", "briefing", "build", "--config", str(ROOT / "examples/istanbul/briefing.toml")]
    for day in DAYS:
        subprocess.run([*program, "--date", day, "--out", str(out)], check=True, cwd=ROOT)
        brief = from_json((out / day / "brief.json").read_bytes(), day)
        sections = tuple(replace(section, passed_over=()) for section in brief.sections[:SECTIONS])
        (GOLDEN / f"{day}.json").write_bytes(to_json(replace(brief, sections=sections)).encode())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        renew(Path(folder))
