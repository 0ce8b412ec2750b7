"""A brief of an annotated story, by each method: python -m benchmarks.quality.story [STORY]

STORY is a folder with articles/, briefing.toml and gold.json, by default ../shared/stories/convention; the scorer is
tools/score_brief.py two folders above it. Says so and stops where they are missing.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.config import METHODS, Settings, load_config, with_method
from briefing.render.data import to_json
from briefing.run import Harvest, digest, harvest

SHARED = Path(__file__).parents[2].parent / "shared" / "stories" / "convention"


def score(settings: Settings, found: Harvest, day: date, story: Path) -> str:
    """Return the scorer's last line for the brief that the settings give."""
    with TemporaryDirectory() as folder:
        brief = Path(folder, "brief.json")
        brief.write_text(to_json(digest(found, settings, day).brief), encoding="utf-8")
        scorer = story.parents[1] / "tools" / "score_brief.py"
        told = subprocess.run(  # noqa: S603 - the scorer beside the data
            [sys.executable, scorer, brief, story / "gold.json", story / "articles"],
            capture_output=True,
            text=True,
            check=True,
        )
    return told.stdout.splitlines()[-1].removeprefix("overall").strip()


def main(story: Path) -> None:
    """Print a line a method."""
    if not (story / "gold.json").is_file():
        print(f"there is no annotated story at {story}")
        return
    settings = load_config(story / "briefing.toml")
    found = harvest(settings)
    days = [entry["date"] for entry in json.loads((story / "gold.json").read_text())["articles"].values()]
    for method in METHODS:
        print(f"{method:<10} {score(with_method(settings, method), found, date.fromisoformat(max(days)), story)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
