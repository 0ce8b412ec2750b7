"""Five documents to .md, .html and .json by `briefing build`, a whole process, beside sumy's command on the same text.

sumy ranks once and prints sentences: no topics, no duplicates, no dates, no pages. That is what its command gives.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.invented import CONFIG, TODAY, articles
from benchmarks.speed.rows import ROOT, Goal, seconds
from benchmarks.speed.timing import PYTHON, commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.speed.rows import Options, Row

DOCUMENTS, SENTENCES = 5, 25
"""As many documents as in the example, and as long: some 3,100 words."""

_REAL = ROOT / "examples" / "istanbul" / "briefing.toml", "2025-05-15"


@dataclass(frozen=True, slots=True)
class _Story:
    """What a brief is made of: a name for the row, the folder of documents, the configuration, the day."""

    what: str
    documents: Path
    config: Path
    day: str


def measure(options: Options) -> Sequence[Row]:
    """Return a row for invented documents, and one for real ones where they are there."""
    with tempfile.TemporaryDirectory() as folder:
        return [_row(story, options, Path(folder)) for story in _stories(options, Path(folder))]


def _stories(options: Options, folder: Path) -> Iterator[_Story]:
    config, documents = folder / "briefing.toml", folder / "articles"
    config.write_text(CONFIG, encoding="utf-8")
    documents.mkdir()
    for report in articles(DOCUMENTS, 2, options.seed, sentences=SENTENCES):
        report.write(documents)
    yield _Story("five invented documents", documents, config, TODAY.isoformat())
    real = options.shared / "stories" / "istanbul" / "articles"
    if real.is_dir() and not options.quick:
        yield _Story("five real documents", real, *_REAL)
    elif not options.quick:
        options.told(f"five real documents: not measured, {real} is not there")


def _row(story: _Story, options: Options, folder: Path) -> Row:
    options.told(story.what)
    text, out = folder / "all.txt", folder / "out"
    texts = [path.read_text("utf-8", "replace") for path in sorted(story.documents.glob("*.txt"))]
    text.write_text("\n\n".join(texts), encoding="utf-8")
    ours = [PYTHON, "-m", "briefing", "build", str(story.documents), "--no-memory", "--out", str(out)]
    theirs = [PYTHON, "-m", "benchmarks.speed.plain_sumy", "lex-rank", f"--file={text}"]
    made, ranked = commands(
        [*ours, "--config", str(story.config), "--date", story.day], theirs, options.runs, cwd=folder
    )
    goal = Goal("no slower", made.median / ranked.median, 1.0)
    return seconds(f"{story.what} to .md, .html, .json", made, ranked, "sumy lex-rank", goal)
