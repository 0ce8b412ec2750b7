"""Main text of news pages: ours beside plain trafilatura, by F1 of 4-token shingles (../shared/data/README.md).

python -m benchmarks.quality.pages [FOLDER] prints the speed, too. The units of the intervals are the pages.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.figures import OURS, SHARED, Measure, Options, Sample, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.quality.figures import Counts, Figure

DATA = ("data/extraction/ground-truth.json", "data/extraction/html")
SHINGLE = 4

PUBLISHED = {
    "trafilatura, 181 pages (README)": 0.958,
    "newspaper4k, 181 pages (README)": 0.949,
    "readability-lxml, 181 pages (README)": 0.922,
    "justext, 181 pages (README)": 0.804,
    "whole text, 181 pages (README)": 0.665,
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return (
        Counter(tuple(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1)))
        if tokens
        else Counter()
    )


def precision_and_recall(true: str, found: str) -> tuple[float, float]:
    wanted, got = shingles(true), shingles(found)
    both = (wanted & got).total()
    precision = both / got.total() if got else float(not wanted)
    return precision, both / wanted.total() if wanted else float(not got)


def f1(sums: Sequence[float]) -> float:
    """Return F1 of the mean precision and the mean recall, of their sums over the pages."""
    precision, recall = sums[:2]
    pages = sums[2] or 1.0
    return float(2 * precision * recall / (precision + recall) / pages) if precision + recall else 0.0


def counts(extract: Callable[[bytes], str], folder: Path) -> tuple[list[Counts], float]:
    """Return precision, recall and 1 of each page of the folder, and pages a second."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    began = time.perf_counter()
    found = {name: extract(page) for name, page in pages.items()}
    seconds = time.perf_counter() - began
    rows: list[Counts] = [(*precision_and_recall(truth[name]["articleBody"], found[name]), 1.0) for name in truth]
    return rows, len(pages) / seconds


def measure(options: Options) -> tuple[Figure, ...]:
    """Return F1 of the main text."""
    folder = options.shared / "data" / "extraction"
    samples = [
        Sample(OURS, counts(ours, folder)[0], "ours"),
        Sample("briefing, whole cleaned text", counts(ours_whole, folder)[0], "variant"),
        Sample("trafilatura", counts(plain, folder)[0]),
    ]
    return tuple(compare(Measure("pages.f1", f1, "page"), samples, PUBLISHED))


def ours(page: bytes) -> str:
    from briefing.ingest import Place, Told, read_document  # noqa: PLC0415 - what is measured

    article = read_document(page, Told(), Place(path="page.html"))
    report = [block for block in article.blocks if block.kind in ("paragraph", "heading", "item")]
    return "\n\n".join(article.text[block.start : block.end] for block in report)


def ours_whole(page: bytes) -> str:
    from briefing.ingest import Place, Told, read_document  # noqa: PLC0415 - what is measured

    return read_document(page, Told(), Place(path="page.html")).text


def plain(page: bytes) -> str:
    import trafilatura  # noqa: PLC0415 - what is measured against

    return trafilatura.extract(page) or ""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "extraction"
    if not folder.is_dir():
        sys.exit(f"{folder}: the pages to measure with are not there")
    plain(b"<p>warm</p>")
    for name, extract in (("briefing", ours), ("briefing, whole cleaned text", ours_whole), ("trafilatura", plain)):
        rows, speed = counts(extract, folder)
        score = f1([sum(column) for column in zip(*rows, strict=True)])
        print(f"{name:30} F1 {score:.4f}   {speed:6.1f} pages/s")


if __name__ == "__main__":
    main()
