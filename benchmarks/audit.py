"""Is a fault known of a library that is installed? pip-audit is asked about each version in constraints.txt.

    python -m benchmarks.audit [--strict]

The command fails where there is one; with --strict also where a library could not be asked about. Without a network it
says that nothing was asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (
    sys.executable,
    "-m",
    "pip_audit",
    "--no-deps",
    "--disable-pip",
    "--format",
    "json",
    "--progress-spinner",
    "off",
)


def main() -> None:
    """Ask, print what was answered, fail where it is bad."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--strict", action="store_true", help="fail where a library could not be asked about")
    asked = options.parse_args()
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "--requirement", str(ROOT / "constraints.txt")], capture_output=True, text=True, check=False
    )
    lines, faults, unasked = told(done.stdout)
    if not lines:
        lines, unasked = [f"skipped: no list of known faults could be asked: {done.stderr.strip()[-300:]}"], 1
    print("\n".join(lines))
    sys.exit(bool(faults or (asked.strict and unasked)))


def told(answer: str) -> tuple[list[str], int, int]:
    """Return an answer of pip-audit in lines, the number of known faults, and of libraries not asked about."""
    try:
        libraries: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        return [], 0, 0
    unasked = [one for one in libraries if "skip_reason" in one]
    faults = [(one, fault) for one in libraries for fault in one.get("vulns", ())]
    lines = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no release'}"
        for one, fault in faults
    ]
    number = len(libraries) - len(unasked)
    lines.append(
        f"{number} libraries asked about, {len(faults)} known faults"
        if number
        else "skipped: none could be asked about"
    )
    if number and unasked:
        lines.append(f"not asked about: {', '.join(one['name'] for one in unasked)}")
    return lines, len(faults), len(unasked)


if __name__ == "__main__":
    main()
